"""The hooks for pre-commit: the one in the repository, and the one that `init` writes."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
START = ROOT / "src" / "fairscore" / "cli" / "start"


def hooks() -> list[dict[str, Any]]:
    """Both hooks."""
    (ours,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    config = yaml.safe_load((START / "pre-commit-config.yaml").read_text("utf-8"))
    (written,) = config["repos"][0]["hooks"]
    return [ours, written]


def test_both_hooks_do_the_same() -> None:
    """They differ in where fairscore is installed from, and in nothing that they do."""
    ours, written = hooks()

    assert {name: ours[name] for name in ("id", "name", "entry", "language", "files")} == {
        name: written[name] for name in ("id", "name", "entry", "language", "files")
    }
    assert ours["additional_dependencies"] == [".[cli]"]
    assert written["additional_dependencies"] == ["fairscore-hiring[cli]"]


@pytest.mark.parametrize(
    ("name", "is_checked"),
    [
        ("backend.rubric.yaml", True),
        ("hiring/kinds.vocabulary.yml", True),
        ("backend.de.translation.json", True),
        ("rubric.schema.json", False),
        ("rubrics.yml", False),
        ("interviewer-a.scorecard.yaml", False),
    ],
)
def test_the_hooks_look_at_what_is_kept_in_a_repository(name: str, *, is_checked: bool) -> None:
    """Rubrics, vocabularies and translations are checked; a schema and a workflow are none."""
    for hook in hooks():
        assert bool(re.search(hook["files"], name)) is is_checked


def test_what_the_hook_runs_checks(tmp_path: Path) -> None:
    """The command of the hook, with the names of files behind it, fails for a broken rubric."""
    broken = tmp_path / "a.rubric.yaml"
    broken.write_text("kind: rubric\n", encoding="utf-8")
    program, *arguments = shlex.split(hooks()[0]["entry"])
    done = subprocess.run(
        [sys.executable, "-m", program, *arguments, broken], check=False, capture_output=True
    )

    assert done.returncode == 1


def test_the_workflow_of_init_shows_problems_in_the_pull_request() -> None:
    """What `init` writes for CI runs the check in the format of its server."""
    workflow = yaml.safe_load((START / "rubrics.yml").read_text("utf-8"))
    commands = [step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step]

    assert commands[-1] == "fairscore check . --format github"
