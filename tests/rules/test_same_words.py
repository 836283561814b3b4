"""same-words: text that two people share, for the facilitator alone."""

from __future__ import annotations

import json
import random
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import fairscore as fs

if TYPE_CHECKING:
    from conftest import Small

SLUG = "same-words"
EIGHT = "asked twice what the quieter person thought about"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "concerns" / "debriefs_dev.jsonl"


def test_eight_words_in_a_row_are_asked_about(small: Small) -> None:
    """The same run in evidence and in notes of two people is one finding, for the facilitator."""
    (finding,) = small.find(
        SLUG,
        small.card("a", rate={"humility": 3}, evidence=f"SECRET They {EIGHT} it."),
        small.card("b", notes=f"SECRET In the end {EIGHT.upper()}, I think."),
        small.card("c"),
    )

    assert finding.audience == "facilitator"
    assert finding.observation == (
        "Two of three interviewers have eight words or more in a row in common with somebody else."
    )
    assert [(one.interviewer, one.path, one.role) for one in finding.sources] == [
        ("a", ("ratings", 0), "written"),
        ("b", (), "written"),
    ]
    assert "copied" in finding.does_not_show
    assert finding.ask.endswith("?")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (EIGHT, EIGHT.removesuffix(" about")),
        (EIGHT, EIGHT.replace("quieter", "quiet")),
        (f'They said: "{EIGHT}"', f"They said: “{EIGHT}”"),
        (f"„{EIGHT}“ and «{EIGHT}»", EIGHT),
    ],
    ids=["seven words", "one word changed", "quoted", "quoted by one"],
)
def test_what_is_nearly_the_same(small: Small, first: str, second: str) -> None:
    """Seven words, another word in the middle, and the candidate's own words are left alone."""
    assert small.find(SLUG, small.card("a", notes=first), small.card("b", notes=second)) == ()


def test_where_the_words_may_stand(small: Small) -> None:
    """Evidence, a flag, why it was set aside, a reason and notes are the interviewer's words."""
    rubric = small.rubric()
    base = {"rubric": {"id": "small", "version": 1}, "application": "app-1", "interview": "talk"}
    mark = {"criterion": "humility", "not_rated": "not-assessed"}
    flag = {"kind": "owns", "signal": "yellow", "observed": "x"}
    aside = {"reason": "my-mood", "words": EIGHT}
    written = {
        "evidence": ({"ratings": [{**mark, "evidence": EIGHT}]}, ("ratings", 0)),
        "flag": ({"flags": [{**flag, "observed": EIGHT}]}, ("flags", 0)),
        "aside": ({"flags": [{**flag, "set_aside": aside}]}, ("flags", 0)),
        "reason": (
            {"ratings": [mark], "recommendation": {"level": 3, "reason": EIGHT}},
            ("recommendation",),
        ),
        "notes": ({"notes": EIGHT}, ()),
    }

    def card(who: str, fields: object) -> fs.Scorecard:
        plain = {"kind": "scorecard", "schema_version": 1, "interviewer": who}
        return fs.parse(json.dumps(plain | base | dict(fields)), fs.Scorecard)  # type: ignore[call-overload]

    def found(fields: object) -> list[object]:
        cards = [card("a", fields), card("b", {"notes": EIGHT})]
        debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="files"))
        return [
            one.path
            for finding in fs.find(debrief)
            if finding.slug == SLUG
            for one in finding.sources
        ]

    for fields, path in written.values():
        assert found(fields) == [path, ()]
    assert found({"answers": [{"question": "q", "text": EIGHT}]}) == []


def test_the_words_of_the_rubric_are_nobodys(small: Small) -> None:
    """What touches four words in a row of an anchor is left out; what stands beside it is not."""
    kinds = small.rubric().kinds
    plain = json.loads(small.rubric().canonical)
    plain["kinds"][0]["concern"] = ["laid a failure they had a part in at the door of others"]
    rubric = small.rubric(kinds=plain["kinds"])
    anchor = "SECRET laid a failure they had a part in at the door of others"

    def told(text: str, rubric: fs.Rubric) -> int:
        cards = (small.card("a", notes=text), small.card("b", notes=text))
        return len(small.find(SLUG, *cards, rubric=rubric))

    assert len(kinds) == len(rubric.kinds)
    assert told(anchor, rubric) == 0
    assert told(anchor, small.rubric()) == 1
    assert told(f"{anchor}. {EIGHT}", rubric) == 1
    assert told("laid a failure they knew of before anyone else did", rubric) == 0


def test_one_person_and_whoever_had_read_it_share_nothing(small: Small) -> None:
    """Two seats of one person, late and exposed scorecards, later versions and shadows are out."""
    a = small.card("a", notes=EIGHT)
    same = small.card("b", notes=EIGHT)

    for other in (
        small.card("a", notes=EIGHT, interview="pairing"),
        small.card("b", notes=EIGHT, late=True),
        small.card("b", notes=EIGHT, exposure="exposed"),
        small.card("b", notes=EIGHT, shadow=True),
        small.amended(small.card("b"), same),
    ):
        assert small.find(SLUG, a, other) == ()
    assert small.find(SLUG, a, same)


def test_a_rubric_tunes_it(small: Small) -> None:
    """It may ask for longer runs, and for shorter ones down to five words."""
    cards = (small.card("a", notes=EIGHT), small.card("b", notes=EIGHT))
    five = " ".join(EIGHT.split()[:5])
    four = " ".join(EIGHT.split()[:4])

    assert small.find(SLUG, *cards, rubric=small.tuned(SLUG, 9)) == ()
    for text, found in ((five, 1), (four, 0)):
        short = (small.card("a", notes=text), small.card("b", notes=text))
        assert len(small.find(SLUG, *short, rubric=small.tuned(SLUG, 2))) == found


def test_a_copy_with_some_words_changed_is_mostly_found(small: Small) -> None:
    """Of twenty words with one in ten changed, eight in a row remain more than 8 times in 10."""
    draw = random.Random(4)  # noqa: S311 (no secret)
    found = 0
    for _ in range(200):
        words = [f"w{number}" for number in range(20)]
        copy = [f"x{word}" if draw.random() < 0.1 else word for word in words]
        cards = (small.card("a", notes=" ".join(words)), small.card("b", notes=" ".join(copy)))
        found += bool(small.find(SLUG, *cards))

    assert 0.78 < found / 200 < 0.94


def test_real_phrases_are_no_false_alarm(small: Small) -> None:
    """In 500 debriefs simulated from short phrases it never speaks up, nor would it at five."""
    if not SHARED.exists():
        pytest.skip("the labelled phrases are not beside the repository")
    alarms = at_four = 0
    for line in SHARED.read_text("utf-8").splitlines():
        by_person: dict[str, list[str]] = {}
        for note in json.loads(line)["notes"]:
            by_person.setdefault(note["interviewer"], []).append(note["text"])
        alarms += bool(
            small.find(
                SLUG,
                *(small.card(who, notes=". ".join(text)) for who, text in by_person.items()),
                rubric=small.tuned(SLUG, 5),
            )
        )
        at_four += any(
            " ".join(one.split()[:4]) == " ".join(other.split()[:4])
            for mine, theirs in combinations(by_person.values(), 2)
            for one in mine
            for other in theirs
            if len(one.split()) >= 4
        )

    assert alarms == 0
    assert at_four > 0
