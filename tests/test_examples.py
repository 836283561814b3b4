"""The examples run, print what stands beside them, and are the same files that the demo ships."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
DEMO = ROOT / "src" / "fairscore" / "cli" / "demo"
SCRIPTS = sorted(EXAMPLES.glob("*.py"))
SHIPPED = sorted(path.relative_to(DEMO) for path in DEMO.rglob("*.yaml"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_script_prints_what_stands_beside_it(script: Path) -> None:
    """Each script prints exactly the text of the `.out` file of its name."""
    run = subprocess.run(
        [sys.executable, script], cwd=ROOT, check=False, capture_output=True, encoding="utf-8"
    )

    assert run.stderr == ""
    assert run.stdout == script.with_suffix(".out").read_text("utf-8")


@pytest.mark.parametrize("name", SHIPPED, ids=str)
def test_example_is_the_file_that_the_demo_ships(name: Path) -> None:
    """A reader of `examples/` sees what `fairscore demo` runs on."""
    assert (EXAMPLES / name).read_bytes() == (DEMO / name).read_bytes()


def test_there_is_something_to_run() -> None:
    """The two lists above are not empty by mistake."""
    assert [script.name for script in SCRIPTS] != []
    assert len(SHIPPED) == 12
