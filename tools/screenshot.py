"""
Take a picture of the founding story's page for the README.

    .venv/bin/python tools/screenshot.py [FILE]

Needs a Chromium; without one it says so and leaves the picture as it is. The page is our own, opens
from a file and reaches for nothing, and the browser is told not to either.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "debrief.png"
WIDTH, HEIGHT = 1200, 1300
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(arguments: list[str]) -> int:
    """Write the page to a folder of its own and take its picture."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(f"no picture taken: none of {', '.join(BROWSERS)} is installed")
        return 0
    picture = Path(arguments[0]) if arguments else PICTURE
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "debrief.html"
        page.write_text(founding_story(), encoding="utf-8")
        shot = Path(folder) / "debrief.png"
        take(browser, page, shot)
        picture.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(shot, picture)
    print(f"{picture.name}: {picture.stat().st_size // 1024} kB")
    return 0


def founding_story() -> str:
    """Make the page as `fairscore demo` does."""
    from fairscore.cli.commands import demo  # noqa: PLC0415 # only where there is a browser

    return demo.report("founding-story", "onsite").html()


def take(browser: str, page: Path, shot: Path) -> None:
    """Let the browser draw the page, light, at one pixel a pixel."""
    subprocess.run(
        [
            browser,
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
            # The sandbox does not start as root, as in a container; the page is our own.
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            f"--user-data-dir={page.parent / 'browser'}",
            f"--window-size={WIDTH},{HEIGHT}",
            f"--screenshot={shot}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
