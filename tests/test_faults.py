"""From a validator's errors to problems in our words, at their places, each said once."""

from typing import Literal

import pytest
from pydantic import Field

import fairscore as fs
from fairscore._faults import Reporter, part_of
from fairscore._tree import Fault, Tree
from fairscore._yaml import scan
from fairscore.document import Document, Part, examine
from fairscore.errors import Problem
from fairscore.event import Policy, Seat
from fairscore.rubric import Level, Rubric


class Inner(Part):
    """A part of somebody's own kind of document."""

    share: float = Field(default=0.0, multiple_of=0.5)
    """A number that fairscore's own documents never hold."""


class Own(Document):
    """Somebody's own kind of document."""

    kind: Literal["own"] = "own"
    """What this document is."""
    schema_version: Literal[1] = 1
    """Version of this document format."""
    name: str
    inner: Inner | None = None
    """An inner part."""


def problems(text: str, kind: type[Document] | None = None) -> tuple[Problem, ...]:
    """What is wrong with a text."""
    return examine(text, kind).problems


def slugs(text: str, kind: type[Document] | None = None) -> list[str]:
    """The slugs of what is wrong with a text."""
    return [problem.slug for problem in problems(text, kind)]


RUBRIC = """\
kind: rubric
id: r
schema_version: 1
version: 1
title: t
criteria: [{id: a, title: b, levels: [{value: 1}, {value: 2}]}]
"""
OWN = "kind: own\nschema_version: 1\n"


def test_a_users_own_kind_of_document_is_read() -> None:
    """A class that is not among ours is read when it is named."""
    assert fs.parse(f"{OWN}name: x\n", Own).digest.startswith("sha256:")


def test_an_error_without_words_of_ours_still_says_nothing_of_the_value() -> None:
    """A fault that only somebody's own class can have gets a slug, advice, and no content."""
    text = '{"kind": "own", "schema_version": 1, "name": "x", "inner": {"share": "half"}}'
    (problem,) = problems(text, Own)

    assert problem.slug == "float-type"
    assert str(problem) == (
        "<text>:1:70: inner.share: not valid; see `fairscore schema` for what may stand here "
        "[float-type]"
    )


def test_a_field_without_a_description_is_asked_for_by_name() -> None:
    """What a missing field is for is said where its class says it, and left out where not."""
    (problem,) = problems(OWN, Own)

    assert (problem.message, problem.advice) == ("`name` is missing", "add it")


def test_a_purpose_stays_on_one_line() -> None:
    """The first sentence of a field's description is told, without its line breaks."""
    (problem,) = [
        one for one in problems("kind: vocabulary\nschema_version: 1\n") if "kinds" in one.message
    ]

    assert problem.advice == "add it: the kinds"


def test_problems_come_in_the_order_of_the_text() -> None:
    """By line, by column, and those of one place by slug."""
    found = problems("kind: rubric\nschema_version: 9\nid: X\ntitle: 3\nversion: 0\ncriteria: []\n")

    assert [(one.line, one.slug) for one in found] == [
        (2, "newer-schema"),
        (3, "bad-id"),
        (4, "not-text"),
        (5, "out-of-range"),
        (6, "too-few"),
    ]


def test_what_follows_from_a_fault_is_not_said_as_well() -> None:
    """A value that was refused while reading is not also called missing, empty or of no type."""
    text = RUBRIC.replace("\nversion: 1\n", "\nversion: 1.5\n").replace("value: 1", "value: .inf")

    assert slugs(text) == ["not-whole", "not-whole"]


def test_what_is_no_id_is_not_also_unknown() -> None:
    """A name that cannot be an id is reported once, not also as the id of nothing."""
    text = f"{RUBRIC}interviews: [{{id: i, title: i, criteria: [A]}}]\n"

    assert slugs(text) == ["bad-id"]


def test_faults_between_fields_are_found_beside_others() -> None:
    """A wrong field elsewhere does not hide that two ids are the same."""
    kind = "{{code: a, title: {title}, criterion: c, concern: [x], strength: [y]}}"
    kinds = ", ".join(kind.format(title=title) for title in "ab")
    heading = "kind: vocabulary\nschema_version: 1\nid: X\nversion: 1\ntitle: t"
    text = f"{heading}\nkinds: [{kinds}]\n"

    assert slugs(text) == ["bad-id", "duplicate-id"]


def test_where_reading_stopped_nothing_is_called_missing() -> None:
    """What stands behind a fault of the syntax was not read; what stands before it was."""
    assert slugs('{"kind": "rubric", "schema_version": 1, "id": "X", "criteria": [') == [
        "bad-id",
        "not-json",
    ]


def test_a_missing_kind_behind_the_stop_is_not_missed() -> None:
    """A text that breaks off before its kind is not blamed for having none."""
    assert slugs('{"id": "r", ') == ["not-json"]
    assert slugs('{"id": "r"}') == ["missing-field"]


def test_a_hundred_faults_are_enough() -> None:
    """A file with thousands of faults gets a list that a person can still take in."""
    many = '{"kind": "draft", "schema_version": 1, "x": [' + ", ".join(["1.5"] * 5_000) + "]}"
    wrong = '{"kind": "scorecard", "flags": [' + ", ".join(["{}"] * 5_000) + "]}"

    assert len(problems(many)) <= 210
    assert len(problems(wrong)) <= 210


@pytest.mark.parametrize(
    ("path", "at_key", "place"),
    [
        (("title",), False, (2, 8)),
        (("title",), True, (2, 1)),
        (("criteria", 0, "id"), False, (4, 9)),
        (("criteria", 0, "absent"), False, (4, 5)),
        (("absent",), True, (1, 1)),
    ],
)
def test_a_fault_points_to_the_nearest_value(
    path: tuple[str | int, ...], *, at_key: bool, place: tuple[int, int]
) -> None:
    """The value itself, its key where that is at fault, or else the nearest thing around it."""
    tree = scan("kind: rubric\ntitle: x\ncriteria:\n  - id: a\n")
    reporter = Reporter(Rubric, tree=tree)

    assert reporter.place(Fault(slug="", message="", advice="", path=path, at_key=at_key)) == place


def test_a_document_built_in_python_has_no_places() -> None:
    """Without a text there is no line to point to, and the path says where."""
    with pytest.raises(fs.DocumentError) as caught:
        fs.Rating(criterion="Not An Id", level=True)

    id_words = "use lower-case letters, digits and . _ -, starting with a letter"
    assert [str(problem) for problem in caught.value.problems] == [
        f"criterion: not an id; {id_words} [bad-id]",
        "level: not a whole number; give an `int` [not-whole]",
    ]


@pytest.mark.parametrize(
    ("openers", "name"),
    [
        (["x", "y"], "list"),
        ({"x", "y"}, "set"),
        (frozenset("xy"), "frozenset"),
        ((one for one in "xy"), "generator"),
        (iter(["x"]), "list_iterator"),
    ],
)
def test_a_list_given_in_python_is_not_called_no_list(openers: object, name: str) -> None:
    """Where a tuple belongs, whatever else holds the items is named and is to be made one."""
    with pytest.raises(fs.DocumentError) as caught:
        Policy(reveal="openers", openers=openers)  # type: ignore[arg-type]

    advice = "give `tuple(...)` of it"
    assert str(caught.value) == (f"openers: `{name}` where a tuple belongs; {advice} [wrong-type]")


def test_a_list_deep_in_a_part_is_named_by_its_place() -> None:
    """Lists within what is given as fields are told each at its place, with nothing in them."""
    levels = [{"value": 1, "anchor": "canary"}]
    with pytest.raises(fs.DocumentError) as caught:
        fs.Rubric(
            id="r",
            version=1,
            title="t",
            criteria=({"id": "a", "title": "b", "levels": levels},),  # type: ignore[arg-type]
        )

    assert str(caught.value) == (
        "criteria[0].levels: `list` where a tuple belongs; give `tuple(...)` of it [wrong-type]"
    )


@pytest.mark.parametrize(
    ("seat", "said"),
    [
        ({"interviewer": 5}, "interviewer: not text; give a `str` [not-text]"),
        ({"shadow": "yes"}, "shadow: neither true nor false; give True or False"),
        ({"seniority": "3"}, "seniority: not a whole number; give an `int` [not-whole]"),
    ],
)
def test_advice_in_python_is_about_python(seat: dict[str, object], said: str) -> None:
    """Whoever builds a part in Python has no line to write and no quotes to put."""
    with pytest.raises(fs.DocumentError) as caught:
        Seat(**({"interviewer": "interviewer-a"} | seat))  # type: ignore[arg-type]

    assert str(caught.value).startswith(said)


def test_what_is_neither_a_list_nor_fields_is_told_so_in_python() -> None:
    """A text is no list of its letters, and a part is asked for by its class."""
    with pytest.raises(fs.DocumentError) as caught:
        fs.Rubric(id="r", version=1, title="t", criteria="ab", recommendation=5)  # type: ignore[arg-type]

    assert [str(problem) for problem in caught.value.problems] == [
        "criteria: not a list; give a tuple [not-a-list]",
        (
            "recommendation: not a set of fields; "
            "give a `Scale`, or a dictionary of its fields [not-a-mapping]"
        ),
    ]


def test_an_empty_tree_has_one_place() -> None:
    """Where nothing was read, the beginning of the text is what there is to point to."""
    assert Reporter(Rubric, tree=Tree()).place(Fault(slug="", message="", advice="")) == (1, 1)


@pytest.mark.parametrize(
    ("annotation", "part"),
    [(Level, Level), (Level | None, Level), (tuple[Level, ...], Level), (str, None), (int, None)],
)
def test_the_part_a_field_holds_is_found(annotation: object, part: type[Part] | None) -> None:
    """Alone, optional or in a tuple; a plain value has none."""
    assert part_of(annotation) is part


def test_a_confidential_path_ends_where_our_names_end() -> None:
    """Of a path into a scorecard only what its class declares is said (P10)."""
    reporter = Reporter(fs.Scorecard, confidential=True)

    def path(*steps: str | int) -> tuple[str | int, ...]:
        return reporter.problem(Fault(slug="", message="", advice="", path=steps)).path

    assert path("flags", 0, "set_aside", "words") == ("flags", 0, "set_aside", "words")
    assert path("flags", 0, "She cried") == ("flags", 0)
    assert path("She cried", "x") == ()
    assert path("notes", "x") == ("notes",)
