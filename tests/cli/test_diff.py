"""`fairscore diff`: first what stays comparable, then every change at its line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import fairscore as fs
from fairscore.cli._app import app

OLD = Path(__file__).resolve().parents[2] / "examples" / "backend.rubric.yaml"


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """Run the command in this process: exit code, output, talk."""
    result = CliRunner().invoke(app, ["diff", *map(str, arguments)], prog_name="fairscore")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Write the version after, as it was before."""
    path = tmp_path / "new.rubric.yaml"
    text = OLD.read_text(encoding="utf-8").replace("\nversion: 1\n", "\nversion: 2\n")
    path.write_text(text, encoding="utf-8")
    return path


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Change the text of a file."""
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path.write_text(text, encoding="utf-8")


def line_of(path: Path, text: str, column: int) -> str:
    """Where a text stands in a file, as it is printed."""
    before, *_ = path.read_text(encoding="utf-8").partition(text)
    return f"{path}:{before.count(chr(10)) + 1}:{column}:"


def test_the_same_is_nothing_to_report(new: Path) -> None:
    """Nothing but the number of the version differs (exit 0)."""
    assert run(OLD, new) == (0, "Nothing changed.\n", "")
    assert run(OLD, OLD) == (0, "Nothing changed.\n", "")


def test_what_stays_comparable_comes_first(new: Path) -> None:
    """Titles of criteria by what became of their ratings, then a line for each change (exit 1)."""
    gone = """  - id: past-project
    title: A past project
    minutes: 45
    criteria: [humility, curiosity]
"""
    edit(
        new,
        ("required_level: 3", "required_level: 4"),
        ("title: Humility", "title: Owns mistakes"),
        (gone, ""),
    )
    code, out, err = run(OLD, new)
    lines = out.splitlines()

    assert (code, err) == (1, "")
    assert lines[:4] == [
        "Ratings stay comparable: Coding, Owns mistakes, Curiosity, Inclusivity",
        "Ratings do not compare: System design",
        "Recommendations stay comparable",
        "3 changes",
    ]
    assert [line.rpartition(" ")[2] for line in lines[4:]] == [
        "[required-level-moved]",
        "[title-reworded]",
        "[interview-removed]",
    ]
    assert lines[4].startswith(
        f"{line_of(new, 'required_level: 4', 21)} criteria[0].required_level: "
    )
    assert lines[6].startswith(f"{OLD}:")


def test_new_and_gone_are_named(new: Path) -> None:
    """Criteria of one version alone have lines of their own; so has a recommendation that moved."""
    edit(
        new,
        ("  hire_line: 3\ncriteria:", "  hire_line: 4\ncriteria:"),
        ("- id: curiosity", "- id: asking"),
        ("criterion: curiosity", "criterion: asking"),
        ("[humility, curiosity]", "[humility, asking]"),
        ("[coding, curiosity]", "[coding, asking]"),
        ("title: Curiosity", "title: Asking"),
    )
    _, out, _ = run(OLD, new)

    assert out.splitlines()[1:4] == [
        "New: Asking",
        "Gone: curiosity",
        "Recommendations do not compare",
    ]


def test_a_version_without_recommendation_says_nothing_of_it(new: Path) -> None:
    """Where one of the two asks for no recommendation there is none to compare."""
    text = new.read_text(encoding="utf-8")
    start, end = text.index("recommendation:\n"), text.index("criteria:\n")
    new.write_text(text[:start] + text[end:], encoding="utf-8")

    assert "Recommendations" not in run(OLD, new)[1]


def test_a_claim_that_does_not_hold_is_told(new: Path) -> None:
    """What a version says of itself is checked; what is wrong goes to stderr with its line."""
    edit(
        new,
        ("version: 2\n", "version: 2\nchanges: {since: 1, editorial: true}\n"),
        ("    minutes: 40\n", "    minutes: 30\n"),
    )
    code, _, err = run(OLD, new)

    assert code == 1
    place = line_of(new, "minutes: 30", 14)
    assert err.startswith(f"{place} criteria[0].minutes: declared editorial, and minutes: 30")
    assert err.endswith("[editorial-changes-more]\n")


def test_a_claim_alone_is_something_to_report(new: Path) -> None:
    """A wrong claim is told though nothing changed (exit 1)."""
    edit(new, ("version: 2\n", "version: 3\nchanges: {since: 2}\n"))
    code, out, err = run(OLD, new)

    assert (code, out) == (1, "Nothing changed.\n")
    assert "[since-other-version]" in err


def test_json_holds_the_comparison(new: Path) -> None:
    """As JSON there is everything: what compares, the changes with their paths, the problems."""
    edit(new, ("required_level: 3", "required_level: 4"))
    code, out, _ = run(OLD, new, "--format", "json")
    told = json.loads(out)

    assert code == 1
    assert told["apart"] == ["system-design"]
    assert told["changes"][0]["path"] == ["criteria", 0, "required_level"]
    assert told["problems"] == []


def test_what_cannot_be_read_is_misuse(tmp_path: Path, new: Path) -> None:
    """Every problem of both files is told, and nothing compared (exit 2)."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("kind: rubric\n", encoding="utf-8")
    code, out, err = run(bad, new)

    assert (code, out) == (2, "")
    assert "[missing-field]" in err
    code, out, err = run(new, bad)
    assert (code, out) == (2, "")
    assert {line.partition(":")[0] for line in err.splitlines()} == {str(bad)}
    assert run(new, tmp_path / "nothing.yaml")[0] == 2


def test_two_rubrics_are_misuse(new: Path) -> None:
    """Files of two rubrics are refused (exit 2)."""
    edit(new, ("id: backend-engineer", "id: frontend-engineer"))
    code, out, err = run(OLD, new)

    assert (code, out) == (2, "")
    assert "not a version of the same rubric" in err
    assert isinstance(fs.read(new), fs.Rubric)


# --- Vocabularies -----------------------------------------------------------------

KINDS = """kind: vocabulary
schema_version: 1
id: kinds
version: 1
title: Kinds
kinds:
  - code: asks-why
    title: Asks why
    criterion: curiosity
    concern: [left an open point open]
    strength: [asked what the numbers were for]
    opposing: decides
  - code: decides
    title: Decides
    criterion: judgement
    concern: [asked until the time was up]
    strength: [said by when they would decide]
"""


@pytest.fixture(name="two")
def two_vocabularies(tmp_path: Path) -> tuple[Path, Path]:
    """Write two versions of a vocabulary that say the same."""
    old, new = tmp_path / "old.vocabulary.yaml", tmp_path / "new.vocabulary.yaml"
    old.write_text(KINDS, encoding="utf-8")
    new.write_text(KINDS.replace("version: 1\ntitle", "version: 2\ntitle"), encoding="utf-8")
    return old, new


def test_a_vocabulary_that_stayed_has_no_changes(two: tuple[Path, Path]) -> None:
    """The negative control: another number alone is no change."""
    assert run(*two) == (0, "Nothing changed.\n", "")


def test_a_renamed_kind_keeps_its_history_and_a_lost_one_does_not(two: tuple[Path, Path]) -> None:
    """The former code under `formerly` makes the difference between one change and two."""
    old, new = two
    edit(new, ("code: asks-why", "code: asks\n    formerly: [asks-why]"), ("Asks why", "Asks"))

    code, out, _ = run(old, new)
    assert (code, out.splitlines()) == (
        1,
        [
            "2 changes",
            (
                f"{new}:7:11: kinds[0].code: `asks`, no longer `asks-why`; flags under either "
                "count together [kind-renamed]"
            ),
            (
                f"{new}:9:12: kinds[0].title: the title reads `Asks`, no longer `Asks why` "
                "[title-reworded]"
            ),
        ],
    )
    edit(new, ("\n    formerly: [asks-why]", ""))
    assert [line.split("[")[-1] for line in run(old, new)[1].splitlines()[1:]] == [
        "kind-added]",
        "kind-removed]",
    ]


def test_a_vocabulary_as_json_has_its_changes_and_problems(two: tuple[Path, Path]) -> None:
    """A version that was not raised is a problem beside the changes."""
    old, new = two
    edit(new, ("version: 2", "version: 1"), ("title: Kinds", "title: Sorts"))
    code, out, _ = run(old, new, "--format", "json")
    told = json.loads(out)

    assert (code, told["versions"]) == (1, [1, 1])
    assert [one["slug"] for one in told["changes"]] == ["title-reworded"]
    assert [one["slug"] for one in told["problems"]] == ["version-not-raised"]


def test_two_of_one_sort_are_compared(two: tuple[Path, Path]) -> None:
    """A rubric and a vocabulary, and two vocabularies of other names, do not compare."""
    old, new = two

    assert run(OLD, old)[::2] == (2, "give two versions of a rubric, or two of a vocabulary\n")
    edit(new, ("id: kinds", "id: sorts"))
    code, _, told = run(old, new)
    assert (code, told) == (
        2,
        f"{new}: not a version of the same vocabulary; compare files that have one id\n",
    )
