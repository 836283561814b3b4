"""`fairscore convert`: what goes where, and when nothing is written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fairscore.cli import main

ROOT = Path(__file__).resolve().parents[2]
BACKEND = ROOT / "examples/backend.rubric.yaml"
TWO = """\
Rubric Name,Criteria Name,Rating Name,Rating Points,Rating Name,Rating Points
Onsite,Humility,full,2,none,1
Screen,Clarity,full,2,none,1
"""


def convert(*arguments: str | Path) -> tuple[int, str, str]:
    """Run the command and return exit code, stdout and stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "fairscore", "convert", *map(str, arguments)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    return done.returncode, done.stdout, done.stderr


def test_one_result_goes_to_stdout() -> None:
    """What CASE holds is everything, so there is nothing to tell."""
    code, out, err = convert(BACKEND, "--to", "case", "--changed", "2026-05-04T09:30:00+02:00")

    assert (code, err) == (0, "")
    assert json.loads(out)["CFDocument"]["lastChangeDateTime"] == "2026-05-04T07:30:00Z"


def test_losses_go_to_stderr(tmp_path: Path) -> None:
    """Each with its line, and a count where files are written (exit 1)."""
    code, out, err = convert(BACKEND, "--to", "markdown", "-o", tmp_path)

    assert (code, out) == (1, f"{tmp_path / 'backend-engineer.md'}\n")
    assert err.startswith(f"{BACKEND}:3:5: id: ")
    assert "1 file written, " in err
    assert (tmp_path / "backend-engineer.md").read_text("utf-8").startswith("# Backend engineer")


def test_several_rubrics_want_a_folder(tmp_path: Path) -> None:
    """One a file; what is there already is written over only by force."""
    sheet = tmp_path / "two.csv"
    sheet.write_text(TWO, encoding="utf-8")
    folder = tmp_path / "made"
    ask = (sheet, "--to", "json", "--language", "en")

    assert convert(*ask)[0] == 2
    assert convert(*ask, "-o", folder)[:2] == (
        0,
        f"{folder / 'onsite.rubric.json'}\n{folder / 'screen.rubric.json'}\n",
    )
    code, out, err = convert(*ask, "-o", folder)
    assert (code, out) == (2, "")
    assert "onsite.rubric.json: is there already" in err
    assert convert(*ask, "-o", folder, "--force")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "expected", "code"),
    [
        (("--to", "canvas", "--strict"), "[loss-field]", 1),
        (("--to", "case"), "--to case: say with --changed", 2),
        (("--to", "case", "--changed", "2026-05-04T09:30:00"), "--changed: no offset", 2),
        (("--to", "case", "--changed", "yesterday"), "--changed: not a time", 2),
        (("--to", "word"), "word", 2),
    ],
    ids=["strict", "no time", "no offset", "bad time", "format"],
)
def test_nothing_is_written_where_it_cannot_be(
    arguments: tuple[str, ...], expected: str, code: int
) -> None:
    """The reason stands in stderr."""
    done = convert(BACKEND, *arguments)

    assert done[:2] == (code, "")
    assert expected in done[2]


def test_a_file_that_is_no_rubric_is_refused() -> None:
    """With its place and a name to look up."""
    code, out, err = convert(ROOT / "README.md", "--to", "yaml")

    assert (code, out) == (1, "")
    assert "README.md:" in err
    assert "-table]" in err


def test_a_scorecard_that_is_given_by_mistake_is_not_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be read is told with its place; a key may be a word about somebody (P10)."""
    path = tmp_path / "card.yaml"
    for text in ("SECRET: 1\nSECRET: 2\n", "ratings: [{SECRET: 1, SECRET: 2}]\n", "SECRET: &a 1\n"):
        path.write_text(f"kind: scorecard\n{text}", encoding="utf-8")
        with pytest.raises(SystemExit):
            main(["convert", str(path), "--to", "yaml"])
        said = capsys.readouterr()
        assert "SECRET" not in said.out + said.err
        assert str(path) in said.err + said.out
