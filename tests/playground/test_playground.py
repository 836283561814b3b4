"""
The page in a browser that has no network: it checks as the command does, and sends nothing.

Runs on a page that was built (`make playground`). With FAIRSCORE_PLAYGROUND=1 it is built here, and
nothing may be missing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
BUILT = ROOT / "build" / "playground"
MODULES = ROOT / "build" / "playground-driver"
BAD = ROOT / "tests" / "documents" / "bad"
ASKED = bool(os.environ.get("FAIRSCORE_PLAYGROUND"))
BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
LINE = re.compile(r".*?:(\d+):(\d+): .*\[([a-z0-9-]+)\]")
# One file for each way in which a text can be wrong: not YAML, not a mapping, fields, values.
SHOWN = (
    "a-list.yaml",
    "bad-id.rubric.yaml",
    "colon.rubric.yaml",
    "columns.rubric.yaml",
    "comma-at-end.rubric.json",
    "duplicate-keys.rubric.yaml",
    "bad-times.scorecard.yaml",
)
# Nothing is wrong with its fields; the lints have something to say, and one is answered.
WORDED = """kind: rubric
schema_version: 1
id: support
version: 1
title: Support
criteria:
  - id: fit
    title: Culture fit
    required_level: 1
    levels:
      - {value: 0, anchor: [Poor communication.]}
      - {value: 1, anchor: [Good communication.]}  # fairscore: ignore[anchor-by-degree]
"""


def missing(reason: str) -> None:
    """Skip with the reason; where the page was asked for, fail with it."""
    if ASKED:
        pytest.fail(reason)
    pytest.skip(reason)


def sources() -> Iterator[Path]:
    """What the page is built from."""
    for folder in (ROOT / "docs" / "playground", ROOT / "src" / "fairscore"):
        # What Python compiles comes and goes while others run their tests.
        yield from (
            path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
        )
    yield ROOT / "tools" / "playground.py"


@pytest.fixture(name="built", scope="module")
def build() -> Path:
    """The page and what drives the browser, built here only where that is asked for."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            missing(f"no {tool} on this machine")
    if BROWSER is None:
        missing("no Chromium on this machine")
    if ASKED:
        done = subprocess.run(
            [sys.executable, "tools/playground.py"],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
    elif not (BUILT / "index.html").is_file():
        missing("the page is not built: `make playground`, or set FAIRSCORE_PLAYGROUND=1")
    elif (BUILT / "index.html").stat().st_mtime < max(path.stat().st_mtime for path in sources()):
        missing("the page is older than its sources: `make playground`")
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    installed = MODULES / "node_modules" / "playwright-core" / "package.json"
    if not installed.is_file() or (
        json.loads(installed.read_text("utf-8"))["version"] != wanted["playwright-core"]
    ):
        MODULES.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / "package.json", MODULES / "package.json")
        npm = str(shutil.which("npm"))
        flags = ("--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund")
        done = subprocess.run(
            [npm, "install", *flags],
            cwd=MODULES,
            check=False,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode:
            missing(f"npm could not install playwright-core: {done.stderr[-300:]}")
    return BUILT


def driven(
    folder: Path, scheme: str, steps: list[dict[str, Any]], width: int = 1280
) -> dict[str, Any]:
    """What was seen while a person would have taken these steps."""
    plan = {
        "modules": str(MODULES),
        "browser": BROWSER,
        "root": os.geteuid() == 0,
        "folder": str(folder),
        "scheme": scheme,
        "width": width,
        "height": 900,
        "steps": steps,
    }
    done = subprocess.run(
        [str(shutil.which("node")), str(HERE / "drive.mjs")],
        input=json.dumps(plan),
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def told(step: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Line, column and slug of each problem that the page shows."""
    return [(one["line"], one["column"], one["slug"]) for one in step["problems"]]


def commanded(path: Path) -> list[tuple[int, int, str]]:
    """The same from `fairscore check`."""
    done = subprocess.run(
        [sys.executable, "-m", "fairscore", "check", str(path)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"NO_COLOR": "1"},
    )
    found = filter(None, map(LINE.fullmatch, done.stdout.splitlines()))
    return [(int(one[1]), int(one[2]), one[3]) for one in found]


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_page_checks_as_the_command_does_and_sends_nothing(
    built: Path, tmp_path: Path, scheme: str
) -> None:
    """
    Without network and server it shows the command's problems, and its policy stops any sending.

    Over http the page comes from this test's own server, which is stopped once the page is ready;
    from a file there is none.
    """
    worded = tmp_path / "worded.rubric.yaml"
    worded.write_text(WORDED, "utf-8")
    bad = [*(BAD / name for name in SHOWN), worded]
    good = ROOT / "examples" / "backend.rubric.yaml"
    hostile = "kind: <img src=x onerror=alert(1)>\n<b>: 1\n"
    steps: list[dict[str, Any]] = [
        {"file": path.name, "content": path.read_text("utf-8")} for path in bad
    ]
    steps += [
        {"text": good.read_text("utf-8")},
        {"text": hostile},
        {"click": "#faulty"},
        {"jump": 2},
        {"click": "#good"},
    ]
    seen = driven(built, scheme, steps)

    assert seen["state"] == "ready", seen["ready"]
    assert seen["complained"] == []
    assert seen["complaints"] == []

    shown = dict(zip([path.name for path in bad], seen["steps"], strict=False))
    assert {name: told(step) for name, step in shown.items()} == {
        path.name: commanded(path) for path in bad
    }
    assert all(told(step) for step in shown.values())
    for step in shown.values():
        assert step["marked"] == sorted({line for line, _, _ in told(step)})
    passed, attacked, faulty, jumped, started = seen["steps"][len(bad) :]
    for step in (passed, started):
        assert (step["status"], step["problems"]) == ("No problems.", [])
    assert attacked["problems"]
    assert faulty["status"] == "4 errors."

    # The button of a problem leads into its line: the caret stands there, and it can be seen.
    line = faulty["problems"][2]["line"]
    assert (jumped["focused"], jumped["selectedLine"]) == ("text", line)
    assert jumped["selected"] == "titel: Culture fit"
    assert jumped["lineVisible"]

    # What was asked for: the files of the page, before it was ready; nothing afterwards.
    origin = seen["loaded"]["origin"]
    away = [
        one
        for one in seen["loaded"]["requests"]
        if not one.removeprefix("blob:").startswith((origin, "file:", "null"))
    ]
    assert away == []
    assert seen["requests"] == []
    if scheme == "file":
        assert seen["loaded"]["served"] == []

    # Nothing that a script has gets through, from the page or from its worker, even to the server
    # that the page came from; while a page without a policy is seen to send.
    tries = [seen["attempts"]["page"], *seen["attempts"]["workers"]]
    assert len(tries) == 2
    for outcome in (*tries, {"image": seen["attempts"]["image"]}):
        assert "sent" not in outcome.values()
    assert seen["attempts"]["served"] == []
    assert "/control" in seen["control"]["served"]
    assert "http://elsewhere.invalid/control" in seen["control"]["requests"]


def test_the_page_fits_a_telephone(built: Path) -> None:
    """At 360 pixels nothing hangs over the edge, with problems of every length."""
    steps: list[dict[str, Any]] = [
        {"click": "#faulty"},
        {"text": f"kind: rubric\n{'x' * 400}: 1\n"},
        {"file": f"{'long' * 40}.yaml", "content": "kind: rubric\n"},
        {"click": "#good"},
    ]
    seen = driven(built, "file", steps, 360)

    for step in seen["steps"]:
        assert (step["wide"], step["scroll"]) == ([], 0)


def test_a_page_without_policy_is_found_out(built: Path, tmp_path: Path) -> None:
    """The attempts above succeed where the policy is taken out, from the page and its worker."""
    folder = tmp_path / "open"
    shutil.copytree(built, folder)
    index = folder / "index.html"
    text = index.read_text("utf-8")
    opened = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    assert opened != text
    index.write_text(opened, "utf-8")
    seen = driven(folder, "http", [])

    assert "/sent" in seen["attempts"]["served"]
    assert len([one for one in seen["attempts"]["served"] if one == "/sent"]) > 2
