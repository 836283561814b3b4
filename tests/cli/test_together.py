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
    """Only with the rubric: alone the file is in order, and so it is beside an earlier version."""
    name, change, told = PLANTED[kind]
    path, rubric = folder / name, folder / "backend.rubric.yaml"
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")

    assert check(path) == (0, "")
    assert check(path, rubric) == (1, f"{path}:{told}\n")
    assert check(rubric, path) == (1, f"{path}:{told}\n")
    assert check("-", path, stdin=rubric.read_text("utf-8")) == (1, f"{path}:{told}\n")
    rubric.write_text(rubric.read_text("utf-8").replace("\nversion: 2", "\nversion: 1"), "utf-8")
    assert check(rubric, path) == (0, "")


def test_words_of_a_version_that_has_gone_are_told_and_scorecards_of_it_are_not(
    folder: Path,
) -> None:
    """Beside a later version alone a translation is left behind; with both of them it is not."""
    rubric, words = folder / "backend.rubric.yaml", folder / "backend.de.translation.yaml"
    text = rubric.read_text("utf-8")
    rubric.write_text(text.replace("\nversion: 2", "\nversion: 3"), "utf-8")

    told = (
        f"{words}:3:32: rubric.version: of version 2, and here is version 3 alone; look through "
        "the words, and name that version [translation-behind]\n"
    )
    assert check(folder) == (1, told)
    (folder / "before.rubric.yaml").write_text(text, "utf-8")
    assert check(folder) == (0, "")


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


def test_words_of_a_vocabulary_are_held_against_it(tmp_path: Path) -> None:
    """Only beside the version that they name."""
    for name in ("kinds.vocabulary.yaml", "kinds.de.translation.yaml"):
        shutil.copyfile(GOOD / name, tmp_path / name)
    kinds, words = tmp_path / "kinds.vocabulary.yaml", tmp_path / "kinds.de.translation.yaml"

    assert check(tmp_path) == (0, "")
    kinds.write_text(kinds.read_text("utf-8").replace("asks-why", "asks"), "utf-8")
    assert check(words) == (0, "")
    assert check(kinds, words) == check(words, kinds)
    assert check(words, kinds)[1].splitlines() == [
        f"{words}:7:3: kinds: `asks` has no translation; add it [translation-missing]",
        (
            f"{words}:7:11: kinds[0].code: the original has no such one; use the `code` that "
            "stands in the original, or remove this [translation-unknown]"
        ),
    ]
    kinds.write_text(kinds.read_text("utf-8").replace("version: 1\ntitle", "version: 2\ntitle"))
    assert check(kinds, words)[1].endswith("name that version [translation-behind]\n")


def test_what_is_gone_in_the_meantime_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be read a second time is a file that could not be read."""
    monkeypatch.setattr(_together, "again", lambda one: _together.Source(name=one.name, error="x"))

    assert check(folder)[0] == 2


def test_what_is_no_scorecard_any_more_is_held_against_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is checked as what it is now."""
    text = (folder / "backend.rubric.yaml").read_bytes()
    monkeypatch.setattr(_together, "again", lambda one: _together.Source(name="x", data=text))

    assert check(folder) == (0, "")


def test_few_of_many_that_are_called_the_same_are_tried(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many rubrics there are, a scorecard costs a bounded number of comparisons."""
    text = (folder / "backend.rubric.yaml").read_text("utf-8")
    for at in range(30):
        (folder / f"copy-{at}.rubric.yaml").write_text(text.replace("coding", f"c{at}"), "utf-8")
    tried: list[object] = []
    real = _together._against
    monkeypatch.setattr(
        _together, "_against", lambda rubric, card: tried.append(card) or real(rubric, card)
    )

    check(folder)
    assert len(tried) == 2 * 8
