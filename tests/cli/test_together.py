"""`fairscore check` holds translations and scorecards against their rubric, if it is there too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fairscore.cli import _together
from fairscore.cli._app import app

GOOD = Path(__file__).resolve().parents[1] / "documents" / "good"
PLANTED = {
    "translation": (
        "backend.de.translation.yaml",
        ("id: coding\n    title: Programmieren", "id: coding"),
        "9:5: criteria[0].title: this has no translation; add it [translation-missing]",
    ),
    "scorecard": (
        "backend.scorecard.yaml",
        ("humility, level: 3", "humility, level: 9"),
        (
            "8:34: ratings[0].level: not the value of a level of this scale; use one of 1, 2, 3, 4 "
            "[not-on-scale]"
        ),
    ),
}


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path) -> Path:
    """Copy a rubric, its translation and a scorecard into a folder."""
    for name in ("backend.rubric.yaml", "backend.de.translation.yaml", "backend.scorecard.yaml"):
        shutil.copyfile(GOOD / name, tmp_path / name)
    return tmp_path


def check(*arguments: str | Path, stdin: str | None = None) -> tuple[int, str]:
    """Run the command in this process; give the exit and what it printed."""
    done = CliRunner().invoke(
        app, ["check", "--select", "rule-unknown", *map(str, arguments)], input=stdin
    )
    return done.exit_code, done.stdout


def test_what_fits_is_passed_over(folder: Path) -> None:
    """The negative control: nothing is planted, nothing is told."""
    assert check(folder) == (0, "")


@pytest.mark.parametrize("kind", PLANTED)
def test_what_does_not_fit_is_told_at_its_place(folder: Path, kind: str) -> None:
    """Only with the rubric: alone the file is in order, and so it is beside another version."""
    name, change, told = PLANTED[kind]
    path, rubric = folder / name, folder / "backend.rubric.yaml"
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")

    assert check(path) == (0, "")
    assert check(path, rubric) == (1, f"{path}:{told}\n")
    assert check(rubric, path) == (1, f"{path}:{told}\n")
    assert check("-", path, stdin=rubric.read_text("utf-8")) == (1, f"{path}:{told}\n")
    rubric.write_text(rubric.read_text("utf-8").replace("\nversion: 2", "\nversion: 3"), "utf-8")
    assert check(rubric, path) == (0, "")


@pytest.mark.parametrize("kind", PLANTED)
def test_of_rubrics_that_are_called_the_same_one_will_do(folder: Path, kind: str) -> None:
    """Two branches may be checked out side by side; a document of either is in order."""
    name, change, told = PLANTED[kind]
    path, rubric = folder / name, folder / "backend.rubric.yaml"
    other = folder / "a.rubric.yaml"
    other.write_text(rubric.read_text("utf-8").replace("coding", "debugging"), "utf-8")

    assert check(other, rubric, path) == (0, "")
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")
    assert check(rubric, other, path) == (1, f"{path}:{told}\n")


def test_a_rubric_that_is_gone_in_the_meantime_holds_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said of what cannot be read any more; the document itself is told."""
    real, gone = _together.again, _together.Source(name="gone")
    monkeypatch.setattr(
        _together, "again", lambda one: gone if one.name.endswith("rubric.yaml") else real(one)
    )
    name, change, _ = PLANTED["scorecard"]
    path = folder / name
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")

    assert check(folder) == (0, "")

    monkeypatch.setattr(_together, "again", lambda one: _together.Source(name=one.name, error="x"))
    assert check(path)[0] == 2


def test_no_more_is_kept_than_names(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rubrics are called the same, few are read for a scorecard."""
    text = (folder / "backend.rubric.yaml").read_text("utf-8")
    for at in range(30):
        (folder / f"copy-{at}.rubric.yaml").write_text(text.replace("coding", f"c{at}"), "utf-8")
    read: list[str] = []
    real = _together.again
    monkeypatch.setattr(_together, "again", lambda one: read.append(one.name) or real(one))

    check(folder)
    assert len(read) == 2 + 8
