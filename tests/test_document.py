"""The one door: what is read as which kind and format, what is built, copied, written and shown."""

import copy
import json
import pickle
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

import fairscore as fs
from fairscore import document
from fairscore._fields import listing, rows, word
from fairscore.document import Document, Format, Part, examine
from fairscore.errors import FrozenError

CARD: dict[str, Any] = {
    "kind": "scorecard",
    "schema_version": 1,
    "rubric": {"id": "r", "version": 1},
    "application": "app-1",
    "interviewer": "interviewer-a",
}
YAML = """\
kind: scorecard
schema_version: 1
rubric: {id: r, version: 1}
application: app-1
interviewer: interviewer-a
"""


def slugs(text: str | bytes, **options: Any) -> list[str]:  # noqa: ANN401 (options of examine)
    """The slugs of what is wrong with a text."""
    return [problem.slug for problem in examine(text, **options).problems]


# --- Format, kind and encoding --------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ('{"a": 1}', "", "json"),
        ('{ \n "a": 1}', "", "json"),
        ("\n [1]", "", "json"),
        ("{}", "", "json"),
        ("{ }", "", "json"),
        ("{a: 1}", "", "yaml"),
        ("a: 1", "", "yaml"),
        ("", "", "yaml"),
        ('{"a": 1}', "x.yaml", "yaml"),
        ("a: 1", "x.JSON", "json"),
        ("a: 1", "json", "yaml"),
    ],
)
def test_the_format_goes_by_the_name_and_then_by_the_text(
    text: str, name: str, expected: Format
) -> None:
    """A name ending in `.json` is JSON, any other is YAML; without one the first characters say."""
    assert document._format_of(text, name) == expected


def test_a_format_can_be_said() -> None:
    """What is said outright goes before the name."""
    assert fs.parse(json.dumps(CARD), fs.Scorecard, name="x.yaml", format="json")
    assert slugs(YAML, name="x.yaml", format="json") == ["not-json"]


def test_indented_json_with_escapes_is_read_without_a_name() -> None:
    """What programs write is JSON however it is indented, surrogate pairs included."""
    text = json.dumps({**CARD, "notes": "\U0001f600"}, indent=2)

    assert fs.parse(text, fs.Scorecard).notes == "\U0001f600"


@pytest.mark.parametrize("text", [json.dumps(CARD), YAML])
def test_a_byte_order_mark_and_line_ends_make_no_difference(text: str) -> None:
    """Bytes, text, a mark in front, Windows line ends: the same document and digest."""
    plain = fs.parse(text, fs.Scorecard)
    for variant in (
        text.encode(),
        b"\xef\xbb\xbf" + text.encode(),
        "\ufeff" + text,
        text.replace("\n", "\r\n"),
        text.replace("\n", "\r"),
    ):
        again = fs.parse(variant)
        assert again == plain
        assert again.digest == plain.digest


def test_json_and_yaml_of_one_document_have_one_digest() -> None:
    """The digest is of what is said, not of how it is written."""
    assert fs.parse(json.dumps(CARD)).digest == fs.parse(YAML).digest


def test_the_kind_is_taken_at_its_word_or_held_to_what_is_expected() -> None:
    """Without an expectation the text says what it is; with one, another kind is named."""
    assert isinstance(fs.parse(YAML), fs.Scorecard)
    assert slugs(YAML, kind=fs.Rubric) == ["other-kind"]
    assert slugs(YAML.replace("scorecard", "scorecrd"), kind=None) == ["unknown-word"]
    assert slugs(YAML.replace("scorecard", "scorecrd"), kind=fs.Scorecard) == ["unknown-word"]
    assert slugs(YAML.replace("kind: scorecard\n", "")) == ["missing-field"]
    assert slugs(YAML.replace("kind: scorecard\n", ""), kind=fs.Scorecard) == ["missing-field"]
    assert slugs(YAML.replace("schema_version: 1\n", "")) == ["missing-field"]


def test_a_file_is_read_by_its_name(tmp_path: Path) -> None:
    """The path in a problem is the one that was given; a file that is not there is an OSError."""
    good, bad = tmp_path / "a.json", tmp_path / "b.yaml"
    good.write_text(json.dumps(CARD), "utf-8")
    bad.write_text("kind: scorecard\n", "utf-8")

    assert fs.read(good, fs.Scorecard) == fs.read(str(good))
    with pytest.raises(fs.DocumentError) as caught:
        fs.read(bad)
    assert {problem.file for problem in caught.value.problems} == {str(bad)}
    with pytest.raises(FileNotFoundError):
        fs.read(tmp_path / "none.yaml")


def test_too_much_is_refused_before_it_is_read() -> None:
    """More than a mebibyte is one problem, at the beginning."""
    (problem,) = examine("x" * 1_048_577, name="x.yaml").problems

    assert str(problem) == ("x.yaml:1:1: more than 1048576 bytes; split the document [too-large]")


@pytest.mark.parametrize(
    ("text", "place"),
    [(YAML, (3, 26)), (json.dumps(CARD, indent=1), (6, 14)), (f"{YAML}x: 1\n", (3, 26))],
    ids=["yaml", "json", "with problems"],
)
def test_a_problem_found_later_is_put_in_its_place(text: str, place: tuple[int, int]) -> None:
    """A problem with a path gets file, line and column of what it is about."""
    reading = examine(text, name="", kind=fs.Scorecard)
    later = fs.Problem(slug="x", message="x", advice="x", path=("rubric", "version"))
    nowhere = fs.Problem(slug="x", message="x", advice="x", path=("flags", 3))

    assert (reading.placed(later).line, reading.placed(later).column) == place
    assert (reading.placed(nowhere).line, reading.placed(nowhere).column) == (1, 1)
    assert "app-1" not in repr(reading)


# --- Building, copying, comparing -----------------------------------------------


def test_a_document_is_built_by_its_fields() -> None:
    """Parts as values or as plain data; the heading is written though it was not said."""
    built = fs.Scorecard(
        rubric={"id": "r", "version": 1},  # type: ignore[arg-type]
        application="app-1",
        interviewer="interviewer-a",
    )

    assert built.digest == fs.parse(YAML).digest
    assert json.loads(built.canonical)["kind"] == "scorecard"


def test_a_digest_keeps_to_the_words_in_which_a_document_came() -> None:
    """What was left out stays left out: a class that grows changes no digest."""
    given = fs.parse(json.dumps({**CARD, "notes": None}))
    silent = fs.parse(json.dumps(CARD))

    assert given == silent
    assert given.digest != silent.digest
    assert fs.parse(fs.dump(given)).digest == given.digest


def test_equal_documents_are_one_in_a_set() -> None:
    """Documents are values: they compare and hash by what they say."""
    assert len({fs.parse(YAML), fs.parse(json.dumps(CARD))}) == 1


def test_a_document_survives_copies_and_pickles() -> None:
    """A copy says the same and has the same digest."""
    card = fs.parse(YAML)
    for again in (card.model_copy(), copy.deepcopy(card), pickle.loads(pickle.dumps(card))):  # noqa: S301 (our own)
        assert again == card
        assert again.digest == card.digest


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 5, 4, 9, 30, tzinfo=UTC),
        datetime(2026, 5, 4, 9, 30, 0, 1, tzinfo=timezone(timedelta(hours=-11, minutes=-30))),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-12))),
        datetime(1970, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    ],
)
def test_a_moment_built_in_python_is_read_again(moment: datetime) -> None:
    """Whatever Python takes as a time with its offset, the file gives back."""
    card = fs.Scorecard(**(CARD | {"rubric": {"id": "r", "version": 1}, "submitted_at": moment}))

    for format in ("json", "yaml"):
        assert fs.parse(fs.dump(card, format), fs.Scorecard) == card


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 5, 4, 9, 30),  # noqa: DTZ001 (without its offset on purpose)
        datetime(1969, 12, 31, 23, tzinfo=UTC),
        datetime(2026, 5, 4, tzinfo=timezone(timedelta(hours=1, seconds=30))),
        1_777_887_000,
        True,
        "2026-05-04",
    ],
)
def test_a_moment_that_no_file_could_hold_is_refused(moment: object) -> None:
    """A time without offset, before 1970, with seconds in its offset, or that is a number."""
    with pytest.raises(fs.DocumentError, match="bad-time"):
        fs.Scorecard(**(CARD | {"submitted_at": moment}))


def test_a_part_is_not_changed() -> None:
    """Neither by assignment, nor by deletion, nor on the way through a copy."""
    card = fs.parse(YAML)
    with pytest.raises(FrozenError):
        card.schema_version = 2  # type: ignore[attr-defined]
    with pytest.raises(FrozenError):
        del card.schema_version  # type: ignore[attr-defined]
    with pytest.raises(FrozenError):
        card.model_copy(update={"application": "app-2"})


@pytest.mark.parametrize("kind", sorted(document.KINDS))
def test_every_kind_is_a_document_of_that_name(kind: str) -> None:
    """The table leads to classes whose `kind` is the name in the table."""
    found = document.load_kind(kind)

    assert issubclass(found, Document)
    assert found.model_fields["kind"].default == kind


def parts(part: type[Part]) -> set[type[Part]]:
    """A class of parts and every class of parts in it."""
    from fairscore._faults import part_of

    inner = {part_of(field.annotation) for field in part.model_fields.values()} - {None}
    found = {part}
    for one in inner:
        assert one is not None
        assert issubclass(one, Part)
        found |= parts(one) if one is not part else set()
    return found


@pytest.mark.parametrize("kind", ["scorecard", "draft", "report"])
def test_every_part_of_a_confidential_document_is_confidential(kind: str) -> None:
    """No part of what somebody wrote shows itself; a rubric's own parts may (P10)."""
    open_ones = {part.__name__ for part in parts(document.load_kind(kind)) if not part.confidential}

    # These hold names, versions, levels and settings, and no words of an interviewer.
    assert open_ones <= {
        "ReportAbsent",
        "ReportLevel",
        "ReportRubric",
        "ReportScorecard",
        "ReportSetting",
        "RubricRef",
    }


def test_the_validator_itself_does_not_quote_content() -> None:
    """Also where somebody goes around the door, the text of the error holds no value (P10)."""
    with pytest.raises((ValidationError, fs.DocumentError)) as caught:
        TypeAdapter(fs.Rating).validate_python({"criterion": "She is pregnant", "level": 1})

    assert "pregnant" not in str(caught.value)


# --- Writing --------------------------------------------------------------------


def test_fields_are_written_in_the_order_of_the_class() -> None:
    """Whatever the order they came in; keys of parts too."""
    text = json.dumps(dict(reversed(CARD.items()))).replace(
        '"id": "r", "version": 1', '"version": 1, "id": "r"'
    )

    assert fs.dump(fs.parse(text)) == (
        "kind: scorecard\nschema_version: 1\nrubric:\n  id: r\n  version: 1\n"
        "application: app-1\ninterviewer: interviewer-a\n"
    )
    assert fs.dump(fs.parse(text), "json").splitlines()[1:4] == [
        '  "kind": "scorecard",',
        '  "schema_version": 1,',
        '  "rubric": {',
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("no", "'no'"),
        ("1", "'1'"),
        ("two\nlines", "|-\n  two\n  lines"),
        ("two\nlines\n", "|\n  two\n  lines"),
        (" led by a space\n", '" led by a space\\n"'),
        ("trailing \nspace", '"trailing \\nspace"'),
        ("\n", '"\\n"'),
        ("a\n\n", '"a\\n\\n"'),
        ("tab\there", '"tab\\there"'),
        ("next\x85line", '"next\\Nline"'),
        ("\u2028", '"\\L"'),
        ("\ufeff", '"\\uFEFF"'),
        ("\x1b[31m", '"\\e[31m"'),
        ("ü 😀", "ü 😀"),
    ],
)
def test_a_text_is_written_so_that_it_comes_back(text: str, written: str) -> None:
    """Plain where it can be, a block for lines, and escapes for what nobody sees."""
    card = fs.parse(json.dumps({**CARD, "notes": text}), fs.Scorecard)
    dumped = fs.dump(card)

    assert f"notes: {written}\n" in dumped
    assert fs.parse(dumped, fs.Scorecard).notes == text


# --- Looking at plain data ------------------------------------------------------


def test_plain_data_is_looked_at_with_care() -> None:
    """What is no list is empty, what is no row is passed over, what is no text is None."""
    plain: dict[str, Any] = {"rows": [1, {"a": 2}, None, {"b": 3}], "text": "x", "number": 1}

    assert list(rows(plain, "rows")) == [(1, {"a": 2}), (3, {"b": 3})]
    assert listing(plain, "text") == []
    assert list(rows(plain, "none")) == []
    assert (word(plain, "text"), word(plain, "number"), word(plain, "none")) == ("x", None, None)
