"""The page in a real browser: it fits a telephone, keeps to its policy and asks for nothing."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Brought

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")

# A headless window is never narrower than 500 pixels, so the page stands in a frame of the width
# that is asked for. The frame has the origin of the page around it, which reads it from outside:
# nothing is added to the page itself, and its own policy is in force.
AROUND = """<!doctype html><title>around</title><body>
<iframe width="{width}" height="900" srcdoc="{page}"></iframe><pre id="seen"></pre>
<script>
document.querySelector("iframe").addEventListener("load", (event) => {{
  const page = event.target.contentDocument, root = page.documentElement;
  const wide = [...page.body.querySelectorAll("*")].filter((one) =>
    !one.closest(".scroll, .skip, thead") && one.getBoundingClientRect().right > {width} + 1);
  document.getElementById("seen").textContent = JSON.stringify({{
    scroll: root.scrollWidth, wide: wide.map((one) => one.outerHTML.slice(0, 80)),
    margin: getComputedStyle(page.body).margin,
    articles: page.querySelectorAll("article").length,
    scripts: page.scripts.length,
    asked: event.target.contentWindow.performance.getEntriesByType("resource").length,
  }});
}});
</script>"""


def seen(page: str, width: int, folder: Path) -> tuple[dict[str, object], str]:
    """Open a page in a frame of that width; what was seen, and what the browser complained of."""
    around = folder / "around.html"
    around.write_text(AROUND.format(width=width, page=html.escape(page)), encoding="utf-8")
    done = subprocess.run(
        [
            str(BROWSER),
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--hide-scrollbars",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            # The sandbox does not start as root, as in a container; the page is our own.
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            "--enable-logging=stderr",
            f"--user-data-dir={folder / 'browser'}",
            "--window-size=1400,1000",
            "--virtual-time-budget=10000",
            "--dump-dom",
            around.as_uri(),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    found = re.search(r'<pre id="seen">(.+?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stderr[-2000:]
    complaints = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return json.loads(html.unescape(found[1])), "\n".join(complaints)


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_the_page_fits(
    crowded: Callable[..., Brought], founding: Brought, tmp_path: Path, width: int
) -> None:
    """Nothing hangs over the edge, the style is in force, and nothing is run or asked for (P12)."""
    long_words = crowded("Freundschaft" * 14, "unbroken" * 40).report(role="facilitator")
    for name, report in (("story", founding.report()), ("crowd", long_words)):
        folder = tmp_path / name
        folder.mkdir()
        page, complaints = seen(report.html(), width, folder)
        assert complaints == ""
        assert page["wide"] == []
        assert page["scroll"] == width
        assert page["margin"] == "0px"
        assert page["articles"] == len(report.discuss_first) + len(report.folded)
        assert (page["scripts"], page["asked"]) == (0, 0)


def test_the_browser_tells_of_a_page_that_breaks_its_policy(
    founding: Brought, tmp_path: Path
) -> None:
    """The checks above see a style that is not ours, and a page that is too wide."""
    calm = founding.report().html()
    broken = calm.replace("<style>", "<style>footer{color:red}")
    page, complaints = seen(broken, 360, tmp_path)
    assert "Content Security Policy" in complaints
    assert page["margin"] != "0px"
    page, complaints = seen(
        calm.replace("</main>", f"<pre>{'x' * 900}</pre></main>"), 360, tmp_path
    )
    assert complaints == ""
    assert page["scroll"] != 360
