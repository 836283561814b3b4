"""Scorecards of Greenhouse's Harvest API, version 1: what is mapped, and what is reported."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fairscore as fs
from fairscore._tree import MAX_BYTES
from fairscore.adapters import greenhouse
from fairscore.adapters._html import holds_html, plain_text
from fairscore.adapters.greenhouse import import_scorecards
from fairscore.scorecard import against

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairscore.adapters import Imported

ROOT = Path(__file__).resolve().parents[2]
OFFICIAL = ROOT.parent / "shared/data/ats/greenhouse/harvest_v1_scorecard_examples.json"

RUBRIC = fs.parse(
    """
kind: rubric
schema_version: 1
id: support
version: 3
title: Support engineer
scales:
  - id: five
    levels:
      - {value: 1, label: Definitely not}
      - {value: 2, label: "No"}
      - {value: 3, label: Mixed}
      - {value: 4, label: "Yes"}
      - {value: 5, label: strong_yes}
recommendation:
  id: recommendation
  levels:
    - {value: 1, label: definitely_not}
    - {value: 2, label: "no"}
    - {value: 3, label: "yes"}
    - {value: 4, label: strong yes}
  hire_line: 3
criteria:
  - {id: patience, title: Patience, scale: five}
  - id: diagnosis
    title: Finds the cause
    scale: five
    questions: [{id: outage, text: Which outage taught you most?}]
interviews:
  - {id: screen, title: Phone screen, criteria: [patience]}
  - id: onsite
    title: Onsite
    criteria: [patience, diagnosis]
    questions: [{id: queue, text: How do you order a queue?}]
"""
)
assert isinstance(RUBRIC, fs.Rubric)


def person(number: int, first: str = "Kim", last: str = "Example") -> dict[str, Any]:
    """Make a person as the payload describes one."""
    return {
        "id": number,
        "first_name": first,
        "last_name": last,
        "name": f"{first} {last}",
        "employee_id": None,
    }


def scorecard(**fields: object) -> dict[str, Any]:
    """Make a scorecard of which everything can be mapped."""
    whole: dict[str, Any] = {
        "id": 70,
        "updated_at": "2026-03-02T11:00:00.000Z",
        "created_at": "2026-03-02T11:00:00.000Z",
        "interview": "Onsite",
        "interview_step": {"id": 5, "name": "Onsite"},
        "candidate_id": 8,
        "application_id": 9,
        "interviewed_at": "2026-03-02T10:00:00.000Z",
        "submitted_by": person(41),
        "interviewer": person(41),
        "submitted_at": "2026-03-02T11:00:00.000Z",
        "overall_recommendation": "yes",
        "attributes": [
            {"name": "Patience", "type": "Skills", "note": "Waited.", "rating": "strong_yes"},
            {"name": "finds  the CAUSE", "type": "Skills", "note": None, "rating": "mixed"},
        ],
        "ratings": {
            "definitely_not": [],
            "no": [],
            "mixed": ["Finds the cause"],
            "yes": [],
            "strong_yes": ["Patience"],
        },
        "questions": [
            {"id": None, "question": "Key Take-Aways", "answer": "Calm."},
            {"id": None, "question": "Private Notes", "answer": None},
            {"id": 1, "question": "Which outage taught you most?", "answer": "a < b, List<int>"},
            {"id": 2, "question": "How do you order a queue? ", "answer": "By harm."},
        ],
    }
    return whole | fields


def take(plain: object, **options: object) -> Imported:
    """Import what a payload of this plain data holds."""
    options = {"rubric": RUBRIC, "name": "p.json"} | options
    rubric = options.pop("rubric")
    return import_scorecards(json.dumps(plain, indent=1), rubric, **options)


def slugs(imported: Imported) -> list[str]:
    """Name what was lost."""
    return [loss.slug for loss in imported.losses]


def test_everything_of_a_fitting_scorecard_is_mapped() -> None:
    """Each part finds its place: ids as references, words as levels, boxes as notes."""
    imported = take(scorecard())
    (card,) = imported.scorecards

    assert imported.losses == ()
    assert imported.names == ("application-9-scorecard-70",)
    assert card == fs.parse(
        json.dumps(
            {
                "kind": "scorecard",
                "schema_version": 1,
                "rubric": {"id": "support", "version": 3, "structure": RUBRIC.structure_digest},
                "application": "greenhouse:9",
                "candidate": "greenhouse:8",
                "round": "greenhouse",
                "interview": "onsite",
                "interviewer": "greenhouse:41",
                "interviewed_at": "2026-03-02T10:00:00.000Z",
                "submitted_at": "2026-03-02T11:00:00.000Z",
                "ratings": [
                    {"criterion": "patience", "level": 5, "evidence": "Waited."},
                    {"criterion": "diagnosis", "level": 3},
                ],
                "recommendation": {"level": 3},
                "answers": [
                    {"question": "outage", "text": "a < b, List<int>"},
                    {"question": "queue", "text": "By harm."},
                ],
                "notes": "Key Take-Aways: Calm.",
                "origin": "greenhouse scorecard 70",
            }
        )
    )
    assert against(RUBRIC, card) == ()


@pytest.mark.parametrize("payload", ["{0}", "[{0}]", "[[{0}], []]", "\ufeff[{0}]"])
@pytest.mark.parametrize("encode", [str, str.encode])
def test_one_a_list_and_lists_of_lists_are_read(
    payload: str, encode: Callable[[str], str | bytes]
) -> None:
    """A scorecard may stand alone, in a list or in a list of lists, as text or as bytes."""
    text = payload.replace("{0}", json.dumps(scorecard()))

    assert len(import_scorecards(encode(text), RUBRIC).scorecards) == 1


def test_the_tables_are_declared() -> None:
    """Each word stands for one label; `no_decision` stands for none (P7)."""
    assert set(greenhouse.ATTRIBUTE_WORDS) - set(greenhouse.RECOMMENDATION_WORDS) == {"mixed"}
    assert "no_decision" not in greenhouse.ATTRIBUTE_WORDS


@pytest.mark.parametrize(
    ("said", "level"),
    [("definitely_not", 1), ("no", 2), ("mixed", 3), ("yes", 4), ("strong_yes", 5)],
)
def test_each_word_finds_the_level_of_its_label(said: str, level: int) -> None:
    """A word is mapped by the label of a level, whatever its case, and not by its place."""
    attributes = [{"name": "Patience", "note": None, "rating": said}]
    card = take(scorecard(interview="Phone screen", attributes=attributes)).scorecards[0]

    assert card.ratings[0].level == level


# --- What is reported ---------------------------------------------------------


def with_attribute(**fields: object) -> dict[str, Any]:
    """Make a scorecard whose first attribute is another; `ratings` is left out."""
    card = scorecard(ratings=None)
    card["attributes"][0] |= fields
    return card


def with_answer(question: str, answer: object) -> dict[str, Any]:
    """Make a scorecard with one more question."""
    card = scorecard()
    card["questions"].append({"id": 3, "question": question, "answer": answer})
    return card


# The same rubric with another word in the middle, and one that asks for no recommendation.
WIDE = fs.parse(
    fs.dump(RUBRIC)
    .replace("label: Mixed", "label: Somewhat")
    .replace("version: 3", "version: 4", 1)
)
SILENT = fs.parse(
    "{kind: rubric, schema_version: 1, id: support, version: 1, title: T, criteria: [{id: patience,"
    ' title: Patience, levels: [{value: 1, label: "no"}, {value: 2, label: strong yes}]}]}'
)

LOSSES: dict[str, tuple[Any, Any, tuple[str | int, ...]]] = {
    # slug: a payload that loses, one that nearly does, where the loss is
    "attribute-unmatched": (
        scorecard(
            attributes=[*scorecard()["attributes"], {"name": "Wit", "note": "N", "rating": None}]
        ),
        with_attribute(name="  PATIENCE "),
        ("attributes", 2),
    ),
    "attribute-twice": (
        scorecard(attributes=scorecard()["attributes"] + scorecard()["attributes"][:1], ratings={}),
        scorecard(),
        ("attributes", 2),
    ),
    "criterion-without-attribute": (
        scorecard(attributes=scorecard()["attributes"][:1], ratings=None),
        scorecard(attributes=scorecard()["attributes"][:1], ratings=None, interview="phone SCREEN"),
        ("attributes",),
    ),
    "rating-unknown": (
        with_attribute(rating="stong_yes"),
        with_attribute(rating="strong_yes"),
        ("attributes", 0, "rating"),
    ),
    "no-decision": (
        with_attribute(rating="no_decision"),
        with_attribute(rating="mixed"),
        ("attributes", 0, "rating"),
    ),
    "question-unmatched": (
        with_answer("Which region?", "North"),
        with_answer("Which region?", None),
        ("questions", 4),
    ),
    "private-left-out": (
        with_answer("private notes", "Between us."),
        with_answer("Private Notes", ""),
        ("questions", 4),
    ),
    "html-in-answer": (
        with_answer("How do you order a queue?", "<p>By harm</p>"),
        with_answer("How do you order a queue?", "if a<b and List<p2>"),
        ("questions", 4, "answer"),
    ),
    "interview-unmatched": (
        scorecard(interview="Lunch", interview_step={"id": 5, "name": "Lunch"}),
        scorecard(interview="Lunch"),
        ("interview",),
    ),
    "dates-out-of-order": (
        scorecard(submitted_at="2026-03-02T09:59:59Z"),
        scorecard(submitted_at="2026-03-02T10:00:00Z"),
        ("submitted_at",),
    ),
    "bad-time": (
        scorecard(interviewed_at="2026-03-02 10:00"),
        scorecard(interviewed_at=None),
        ("interviewed_at",),
    ),
    "names-disagree": (
        scorecard(submitted_by=person(41) | {"first_name": "Kit"}),
        scorecard(submitted_by=person(41) | {"name": "KIM  Example"}),
        ("submitted_by",),
    ),
    "ratings-disagree": (
        scorecard(ratings={"mixed": ["Finds the cause"], "yes": ["Patience"]}),
        scorecard(ratings={"mixed": ["Finds the cause"], "strong_yes": ["patience"]}),
        ("ratings",),
    ),
    "unknown-field": (scorecard(custom="x"), scorecard(), ()),
    "unexpected-value": (scorecard(questions=[4]), scorecard(questions=[]), ("questions", 0)),
    "text-too-long": (
        with_attribute(note="x" * 10_001),
        with_attribute(note="x" * 10_000),
        ("attributes", 0, "note"),
    ),
    "scorecard-twice": ([scorecard(), scorecard()], [scorecard()], (1,)),
    "scorecard-left-out": (scorecard(application_id=None), scorecard(application_id="9"), ()),
    "not-a-scorecard": ([scorecard(), {"action": "x"}], [scorecard()], (1,)),
    "no-scorecards": ([[]], [[scorecard()]], ()),
    "not-whole": (scorecard(id=1.5), scorecard(), ("id",)),
}


@pytest.mark.parametrize("slug", LOSSES)
def test_each_loss_is_reported_at_its_place(slug: str) -> None:
    """What cannot be mapped is reported once, with its path, line and column."""
    loses, _, path = LOSSES[slug]
    imported = take(loses)
    found = [loss for loss in imported.losses if loss.slug == slug]

    assert [loss.path for loss in found] == [path]
    assert found[0].file == "p.json"
    assert found[0].line > 0
    assert found[0].column > 0
    assert all(against(RUBRIC, card) == () for card in imported.scorecards)


@pytest.mark.parametrize("slug", LOSSES)
def test_what_nearly_is_a_loss_is_none(slug: str) -> None:
    """A payload that is nearly at fault raises no such report."""
    _, nearly, _ = LOSSES[slug]

    assert slug not in slugs(take(nearly))


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"ratings": []}, ("ratings",)),
        ({"attributes": "yes"}, ("attributes",)),
        ({"questions": [{"question": "How do you order a queue?", "answer": 4}]}, None),
    ],
)
def test_a_value_of_another_shape_is_reported(fields: object, path: object) -> None:
    """What is no list, object or text where one is due is reported and left out."""
    found = [loss for loss in take(scorecard(**fields)).losses if loss.slug == "unexpected-value"]

    assert [loss.path for loss in found] == [path or ("questions", 0, "answer")]


def test_a_level_is_never_guessed_by_its_place() -> None:
    """Where the scale has no level of that label, the rating is unknown and stands in the notes."""
    attributes = [*scorecard()["attributes"]]
    imported = take(scorecard(attributes=attributes), rubric=WIDE)

    assert slugs(imported) == ["off-scale"]
    assert imported.scorecards[0].ratings[1].not_rated == "unknown"
    assert imported.scorecards[0].notes is not None
    assert "finds the CAUSE (mixed)" in imported.scorecards[0].notes


def test_a_label_that_stands_twice_means_nothing() -> None:
    """Two levels with one label leave the word without a level."""
    twice = fs.parse(fs.dump(RUBRIC).replace("label: Mixed", "label: strong yes"))
    assert isinstance(twice, fs.Rubric)

    assert slugs(take(scorecard(), rubric=twice)) == ["off-scale", "off-scale"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("maybe", ["rating-unknown"]),
        ("mixed", ["rating-unknown"]),
        (4, ["rating-unknown"]),
        ("no_decision", ["no-decision"]),
        (None, ["no-decision"]),
    ],
)
def test_an_overall_word_outside_the_table_is_unknown(said: object, expected: list[str]) -> None:
    """An overall recommendation that is no level becomes unknown, never a number (P7)."""
    imported = take(scorecard(overall_recommendation=said))
    recommendation = imported.scorecards[0].recommendation

    assert slugs(imported) == expected
    assert recommendation is not None
    assert (recommendation.level, recommendation.not_rated) == (None, "unknown")


@pytest.mark.parametrize(
    ("said", "expected"), [("yes", ["no-recommendation"]), ("no_decision", []), (None, [])]
)
def test_a_rubric_without_a_recommendation_keeps_the_word_in_the_notes(
    said: str | None, expected: list[str]
) -> None:
    """Where nobody was to recommend, the word is reported and kept as a note."""
    assert isinstance(SILENT, fs.Rubric)
    card = scorecard(
        overall_recommendation=said, attributes=scorecard()["attributes"][:1], ratings=None
    )
    imported = take(card | {"questions": []}, rubric=SILENT)

    assert slugs(imported) == expected
    assert imported.scorecards[0].recommendation is None
    assert imported.scorecards[0].notes == ("Overall recommendation (yes)" if expected else None)


def test_nothing_of_an_unmatched_attribute_is_lost() -> None:
    """Rating and note of an attribute without a criterion stand in the notes, under its name."""
    card = scorecard(ratings=None, questions=None)
    card["attributes"] += [
        {"name": "Wit", "note": "Made us laugh.", "rating": "yes"},
        {"name": None, "note": None, "rating": {"a": 1}},
        {"name": "Hat", "note": None, "rating": None},
    ]
    imported = take(card)

    assert (
        imported.scorecards[0].notes == 'Wit (yes): Made us laugh.\n\n(no name) ({"a": 1})\n\nHat'
    )
    assert "`Wit`" in imported.losses[0].message


def test_private_notes_are_kept_when_asked_for() -> None:
    """`private=True` puts private notes among the notes, and reports nothing."""
    imported = take(with_answer("Private Notes", "Between us."), private=True)

    assert imported.losses == ()
    assert imported.scorecards[0].notes == "Key Take-Aways: Calm.\n\nPrivate Notes: Between us."


def test_private_notes_left_out_are_nowhere() -> None:
    """Private notes that nobody asked for do not reach the scorecard."""
    imported = take(with_answer("Private Notes", "Between us."))

    assert "Between" not in fs.dump(imported.scorecards[0])


def test_a_long_question_is_kept_whole_with_its_answer() -> None:
    """A question too long for a label is cut there, and stands whole above the answer."""
    question = "Why? " * 60
    (answer,) = take(with_answer(question, "So.")).scorecards[0].answers[2:]

    assert answer.question.endswith("…")
    assert answer.text == f"{question.strip()}\n\nSo."


def test_a_question_without_words_has_a_label() -> None:
    """An answer under no question is kept."""
    (answer,) = take(with_answer("", "So.")).scorecards[0].answers[2:]

    assert (answer.question, answer.text) == ("question", "So.")


def test_html_becomes_its_words() -> None:
    """An answer that is formatted is kept as text; an answer of tags alone is none."""
    html = "<p>Waited <b>long</b>&nbsp;&amp; asked</p><ul><li>once</li><li>twice</li></ul>"
    card = take(with_answer("How do you order a queue?", html)).scorecards[0]

    assert card.answers[2].text == "Waited long\xa0& asked\n- once\n- twice"
    assert len(take(with_answer("Again?", "<p></p>")).scorecards[0].answers) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<a href="https://a.example/x?a=1&amp;b=2">notes</a>',
            "notes (https://a.example/x?a=1&b=2)",
        ),
        ("<a href='n'>n</a> <a>bare</a> </a>", "n bare"),
        ("<A HREF=n>see</A>", "see (n)"),
        ("<p>one</p><p>two<br/>three</p>", "one\ntwo\nthree"),
        ("<div><div><p>far</p></div></div><p></p><br><br><br><p>down</p>", "far\n\ndown"),
        (
            "<p>a <script>x</script> List<String> 1 < 2</p>",
            "a <script>x</script> List<String> 1 < 2",
        ),
        ("<p unclosed", "<p unclosed"),
    ],
)
def test_only_formatting_is_taken_out(text: str, expected: str) -> None:
    """Formatting tags go, links stay in full, and anything else in angle brackets was typed."""
    assert plain_text(text) == expected


@pytest.mark.parametrize("text", ["a < b", "<pre>", "</x>", "<phone>", "&amp;", "<p"])
def test_what_is_not_formatting_is_no_html(text: str) -> None:
    """A text without a formatting tag is left as it is."""
    assert not holds_html(text)


def test_a_submitter_is_kept_where_it_is_somebody_else() -> None:
    """Who handed it in is a reference, and absent where it is the interviewer."""
    other = take(scorecard(submitted_by=person(55))).scorecards[0]

    assert other.submitted_by == "greenhouse:55"
    assert take(scorecard(submitted_by=None)).scorecards[0].submitted_by is None


def test_no_name_of_a_person_is_kept() -> None:
    """Interviewers are references; names and staff numbers stay behind."""
    who = person(41, "Zoraida", "Quill") | {"employee_id": "E-900"}
    text = fs.dump(take(scorecard(interviewer=who, submitted_by=who)).scorecards[0])

    assert not [word for word in ("Zoraida", "Quill", "E-900") if word in text]


@pytest.mark.parametrize(
    ("rounds", "step", "expected"),
    [
        ("application", {"id": 5}, "greenhouse"),
        ("step", {"id": 5}, "step-5"),
        ("step", None, "greenhouse"),
    ],
)
def test_a_round_is_an_application_or_a_step(rounds: object, step: object, expected: str) -> None:
    """The payload does not say what a round is, so the caller does."""
    assert take(scorecard(interview_step=step), rounds=rounds).scorecards[0].round == expected


# --- One interviewer, several scorecards --------------------------------------


def test_of_two_versions_the_later_is_kept() -> None:
    """Two different scorecards for one interview leave the one that was changed last."""
    early = scorecard(overall_recommendation="no", custom="x")
    late = scorecard(updated_at="2026-03-03T11:00:00.000Z")
    for payload, at in (([early, late], 0), ([late, early], 1)):
        imported = take(payload)

        assert [
            card.recommendation and card.recommendation.level for card in imported.scorecards
        ] == [3]
        assert [(loss.slug, loss.path) for loss in imported.losses] == [("scorecard-twice", (at,))]


@pytest.mark.parametrize("stamp", [None, 4, "yesterday", "2026-03-09T11:00:00"])
def test_a_version_without_a_time_is_the_older_one(stamp: object) -> None:
    """A scorecard whose change has no readable time gives way to one that has."""
    imported = take([scorecard(updated_at=stamp, id=71), scorecard()])

    assert imported.names == ("application-9-scorecard-70",)


def test_steps_that_the_rubric_cannot_tell_apart_are_both_kept() -> None:
    """Leaving one of two interviews out would be a guess: both are kept, and it is reported."""
    step = {"interview": "Lunch", "interview_step": {"id": 6, "name": "Lunch"}}
    other = {"interview": "Tea", "interview_step": {"id": 7, "name": "Tea"}}
    imported = take([scorecard(**step), scorecard(**other)])

    assert len(imported.scorecards) == 2
    assert imported.names == ("application-9-scorecard-70", "application-9-scorecard-70-again-2")
    assert slugs(imported).count("scorecard-twice") == 1
    with pytest.raises(fs.DebriefError):
        fs.Debrief.of(RUBRIC, fs.unsealed(imported.scorecards, origin="greenhouse"))


def test_a_scorecard_without_a_number_is_named_by_its_author() -> None:
    """Names of files are made from ids alone, also where the scorecard has none."""
    imported = take(scorecard(id="no number/.."))

    assert imported.names == ("application-9-interviewer-41",)
    assert imported.scorecards[0].origin == "greenhouse scorecard"


# --- Hostile and broken payloads ----------------------------------------------


@pytest.mark.parametrize(
    ("payload", "slug", "place"),
    [
        (b'["\xff"]', "not-utf-8", (1, 3)),
        (b'[\n "\xc3\xa9\xff"]', "not-utf-8", (2, 4)),
        (b"[" + b" " * MAX_BYTES + b"]", "too-large", (1, 1)),
        ("[{]", "not-json", (1, 3)),
        ("[" * 40 + "]" * 40, "too-deep", (1, 33)),
        ("[] []", "several-documents", (1, 4)),
        ("null", "not-a-scorecard", (1, 1)),
        ('[{"attributes": [], "attributes": []}]', "duplicate-key", (1, 21)),
        ('{"candidate_rating": "strong_no"}', "not-a-scorecard", (1, 1)),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else None,
)
def test_a_broken_payload_is_a_problem_with_a_place(
    payload: str | bytes, slug: str, place: tuple[int, int]
) -> None:
    """Nothing is imported from half a payload; the problem says where it breaks (P10)."""
    imported = import_scorecards(payload, RUBRIC, name="p.json")
    (found,) = [loss for loss in imported.losses if loss.slug == slug]

    assert imported.scorecards == ()
    assert (found.line, found.column) == place


@pytest.mark.parametrize(
    ("question", "label", "code"),
    [
        ("Why\u3164now?", "Why now?", "3164"),
        ("\u115f", "question", "115F"),
        ("Why\u034f?", "Why ?", "034F"),
        ("Why\u17b4?", "Why ?", "17B4"),
        ("Why\u202e\u3164?", "Why ?", "202E"),
    ],
)
def test_a_hidden_character_costs_a_label_and_no_scorecard(
    question: str, label: str, code: str
) -> None:
    """The label of an answer goes without it, and the question stands whole above the answer."""
    imported = take(with_answer(question, "So."))
    (answer,) = imported.scorecards[0].answers[2:]
    told = [loss for loss in imported.losses if loss.slug == "hidden-character"]

    assert (answer.question, answer.text) == (label, f"{question}\n\nSo.")
    assert [(one.path, one.message) for one in told] == [
        (("questions", 4, "question"), f"holds the hidden character U+{code}")
    ]


@pytest.mark.parametrize("question", ["Why\n now?", "\ufe0f", "\u200d"])
def test_what_is_not_hidden_is_no_loss_of_a_label(question: str) -> None:
    """Breaks between lines are in sight, and joiners belong to some scripts."""
    imported = take(with_answer(question, "So."))

    assert slugs(imported) == ["question-unmatched"]
    assert imported.scorecards[0].answers[2].question in {"Why now?", "question"}


@pytest.mark.parametrize("question", ["Why?", "How do you order a queue?", "Key Take-Aways"])
def test_an_answer_that_is_cut_to_nothing_is_lost_alone(question: str) -> None:
    """An answer that begins with more spaces than a text can hold is told of and left out."""
    imported = take(with_answer(question, " " * 10_001 + "x"))

    assert slugs(imported) == ["text-too-long"]
    assert imported.losses[0].path == ("questions", 4, "answer")
    assert imported.scorecards == take(scorecard()).scorecards


def test_a_scorecard_too_large_for_a_document_is_left_out() -> None:
    """What cannot be held is reported with what is wrong with it, not cut to pieces."""
    question = "Why? " * 300
    questions = [{"question": question, "answer": "So."}] * ((MAX_BYTES - 2000) // 1540)
    text = json.dumps(scorecard(questions=questions), separators=(",", ":"))
    imported = import_scorecards(text, RUBRIC)

    assert len(text) < MAX_BYTES
    assert imported.scorecards == ()
    assert slugs(imported) == ["scorecard-left-out"]
    assert imported.losses[0].message == "it makes no document: too-large"


CANARY = "canary-7f3a"


def poisoned(plain: object, at: str = "") -> object:
    """Put a canary into every text and under an unknown key, but into no name of an attribute."""
    if isinstance(plain, dict):
        fields = {key: poisoned(value, key) for key, value in plain.items()}
        return fields | {f"{CANARY}-key": CANARY}
    if isinstance(plain, list):
        return [poisoned(item, at) for item in plain]
    return plain if not isinstance(plain, str) or at == "name" else f"{CANARY} <p>{plain}</p>"


def test_no_loss_holds_words_of_a_scorecard() -> None:
    """Neither a problem nor a repr repeats what somebody wrote (P10)."""
    whole = scorecard(attributes=[*scorecard()["attributes"], {"name": "Wit", "note": "N"}])
    for key in (None, *whole):
        card = copy.deepcopy(whole)
        card = poisoned(card) if key is None else card | {key: poisoned(card[key], key)}
        if isinstance(card["interview_step"], dict):
            card["interview_step"]["name"] = CANARY
        imported = take([card, card | {"id": 3}])
        told = "".join(map(str, imported.losses)) + repr(imported) + repr(imported.losses)

        assert CANARY not in told
        assert "Kim" not in told


WORDS = st.sampled_from(
    [
        *(None, True, 0, -1, 7, 1.5, [], {}, "", "x" * 300, "\u202ea\nb", "\ud800", "<p>x</p>"),
        *("yes", "mixed", "no_decision", "Patience", "Onsite", "Private Notes"),
        *("2026-03-02T10:00:00Z", "2026-02-30T10:00:00Z"),
        *("9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"),
    ]
)


def shaken(names: list[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw an object of a format, with fields missing, misplaced and misshapen."""
    return st.dictionaries(st.sampled_from(names), values, max_size=len(names))


PARTS = st.one_of(
    WORDS,
    st.text(max_size=8),
    shaken(["id", "name", "first_name", "last_name"], WORDS),
    st.lists(shaken(["name", "note", "rating", "question", "answer"], WORDS), max_size=3),
    shaken([*greenhouse.ATTRIBUTE_WORDS], st.one_of(WORDS, st.lists(WORDS, max_size=2))),
)


@given(
    st.recursive(
        st.one_of(
            WORDS,
            shaken(list(scorecard()), PARTS),
            shaken(list(scorecard()), PARTS).map(lambda one: scorecard(**one)),
        ),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=5,
    ),
    st.sampled_from(["application", "step"]),
    st.booleans(),
)
def test_no_payload_brings_the_adapter_down(plain: object, rounds: object, private: object) -> None:
    """Any JSON of a similar shape gives scorecards that fit the rubric, or problems (P10)."""
    imported = take(plain, rounds=rounds, private=private)

    assert len(set(imported.names)) == len(imported.scorecards)
    assert imported.scorecards or imported.losses
    for card in imported.scorecards:
        assert against(RUBRIC, card) == ()
        assert fs.parse(fs.dump(card), fs.Scorecard) == card


# --- The examples -------------------------------------------------------------


@pytest.fixture
def official() -> bytes:
    """The examples of Greenhouse's own documentation, where they are at hand."""
    if not OFFICIAL.exists():
        pytest.skip("the data folder with Greenhouse's documentation is not beside this checkout")
    return OFFICIAL.read_bytes()


def test_the_official_examples_are_imported(official: bytes) -> None:
    """The documentation's examples give three scorecards; every quirk of them is reported."""
    rubric = fs.read(ROOT / "examples/greenhouse.rubric.yaml", fs.Rubric)
    imported = import_scorecards(official, rubric, name="examples.json")
    levels = [[rating.level for rating in card.ratings] for card in imported.scorecards]

    assert levels == [[4, 4, 3, 3, 2, 1]] * 3
    assert [card.application for card in imported.scorecards] == [
        "greenhouse:3456",
        "greenhouse:23558552",
        "greenhouse:23558552",
    ]
    assert {slug: slugs(imported).count(slug) for slug in sorted(set(slugs(imported)))} == {
        "dates-out-of-order": 2,
        "names-disagree": 1,
        "private-left-out": 3,
        "question-unmatched": 9,
        "scorecard-twice": 3,
    }


def test_the_official_examples_stand_side_by_side(official: bytes) -> None:
    """Two scorecards by one person for one application are two seats and one person."""
    rubric = fs.read(ROOT / "examples/greenhouse.rubric.yaml", fs.Rubric)
    cards = import_scorecards(official, rubric).scorecards[1:]
    debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="Greenhouse"))

    assert debrief.people == ("greenhouse:821",)
    assert [finding.slug for finding in fs.find(debrief)][-1] == "too-few-to-call"


def test_the_example_of_our_own_shows_each_sort_of_loss() -> None:
    """The example payload is imported, and debriefed with a reported loss of each common sort."""
    rubric = fs.read(ROOT / "examples/greenhouse.rubric.yaml", fs.Rubric)
    payload = (ROOT / "examples/greenhouse-payload.json").read_bytes()
    imported = import_scorecards(payload, rubric)
    debrief = fs.Debrief.of(rubric, fs.unsealed(imported.scorecards, origin="Greenhouse"))

    assert slugs(imported) == [
        "no-decision",
        "attribute-unmatched",
        "private-left-out",
        "rating-unknown",
        "html-in-answer",
        "question-unmatched",
    ]
    assert len(debrief.people) == 3
