"""possibly-same-concern: free words side by side where nobody could pick a kind; never counted."""

from __future__ import annotations

import json
import random
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import fairscore as fs
from fairscore.rules import possibly_same_concern
from fairscore.rules._pairing import pairs_of
from fairscore.vocabulary import vocabulary_from_examples

if TYPE_CHECKING:
    from conftest import Small
    from fairscore.debrief import Debrief
    from fairscore.revealed import Entry

SLUG = "possibly-same-concern"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "concerns" / "flags_dev.jsonl"
KINDS: list[dict[str, Any]] = [
    {
        "code": "owns",
        "title": "owns mistakes",
        "criterion": "humility",
        "concern": ["blamed others for an outage they had caused"],
        "strength": ["named a mistake of their own unprompted"],
    },
    {
        "code": "asks",
        "title": "asks why",
        "criterion": "design",
        "concern": ["started to draw before any requirement was known"],
        "strength": ["asked which requirement mattered before they drew"],
    },
]
BLAMED = "Blamed the platform people for it."
BLAMES = "In the end blames a vendor."
DREW = "Drew at once, no requirement was known."
DRAWN = "Had drawn it all with no requirement."


def rubric(small: Small, **changes: object) -> fs.Rubric:
    """The rubric with kinds that say enough to be told apart."""
    return small.rubric(kinds=KINDS, **changes)


def found(small: Small, *entries: Entry, **changes: object) -> tuple[fs.Finding, ...]:
    """What the rule says of these scorecards."""
    return small.find(SLUG, *entries, rubric=rubric(small, **changes))


def test_two_remarks_about_one_kind_stand_side_by_side(small: Small) -> None:
    """It says of which kind they may be, points to the words, and repeats none of them."""
    (finding,) = found(
        small,
        small.card("a", rate={"humility": 2}, evidence=f"Quick. {BLAMED}"),
        small.card("b", notes=f"SECRET\n{BLAMES}"),
        small.card("c"),
    )

    assert finding.about == "owns"
    assert finding.observation == (
        "Two of three interviewers wrote something that may be about Humility (owns mistakes). "
        "Nobody flagged a kind, and nothing here is counted."
    )
    assert [(one.interviewer, one.path, one.role) for one in finding.sources] == [
        ("a", ("ratings", 0), "written"),
        ("b", (), "written"),
    ]
    assert finding.remark


def test_the_report_puts_the_words_side_by_side(small: Small) -> None:
    """Both remarks stand in it with their authors, folded, under the title of the kind."""
    debrief = small.debrief(
        small.card("a", rate={"humility": 2}, evidence=BLAMED),
        small.card("b", notes=BLAMES),
        rubric=rubric(small),
    )
    report = fs.Report.of(debrief, fs.find(debrief), viewer="x")
    (shown,) = (one for one in report.folded if one.slug == SLUG)

    assert SLUG not in {one.slug for one in report.discuss_first}
    assert shown.title == "Possibly same concern: owns mistakes"
    assert [(one.interviewer, one.words) for one in shown.voices] == [("a", BLAMED), ("b", BLAMES)]
    assert BLAMES in report.text(200)


def test_it_is_never_counted(small: Small) -> None:
    """No rule about repeats speaks, whatever was guessed, and no decision waits for it."""
    from fairscore.meeting import Meeting, before_closing

    debrief = small.debrief(
        *(small.card(who, notes=text) for who, text in zip("abc", (BLAMED, BLAMES, BLAMED))),  # noqa: B905
        rubric=rubric(small),
    )
    slugs = {finding.slug for finding in fs.find(debrief)}

    assert SLUG in slugs
    assert not {slug for slug in slugs if "repeated" in slug or "against" in slug}
    assert before_closing(Meeting(application="app-1"), debrief) == ()


def test_authors_may_flag_it_themselves_afterwards(small: Small) -> None:
    """Such a flag is shown as added after the reveal, and makes no repeat; without it, it would."""
    texts = {"a": BLAMED, "b": BLAMES}
    cards = [small.card(who, notes=text).scorecard for who, text in texts.items()]
    coded = [small.card(who, small.flag(), notes=text).scorecard for who, text in texts.items()]
    first = fs.Debrief.of(rubric(small), fs.unsealed(cards, origin="files", later=coded))
    control = fs.Debrief.of(rubric(small), fs.unsealed(coded, origin="files"))

    assert [(one.person, one.entry.after_reveal) for one in first.added] == [
        ("a", True),
        ("b", True),
    ]
    assert {one.slug for one in fs.find(first)} & {"repeated-concern", SLUG} == {SLUG}
    assert "repeated-concern" in {one.slug for one in fs.find(control)}


def test_who_had_written_nothing_before_is_late(small: Small) -> None:
    """A scorecard that comes only after the others were read is shown and never counted."""
    cards = [small.card(who, small.flag()).scorecard for who in "abc"]
    again = small.card("c", small.flag(), notes="again").scorecard
    debrief = fs.Debrief.of(
        rubric(small), fs.unsealed(cards[:1], origin="files", later=[*cards[1:], again])
    )

    assert [(one.person, one.late, len(one.later)) for one in debrief.entries] == [
        ("a", False, 0),
        ("b", True, 0),
        ("c", True, 1),
    ]
    assert "repeated-concern" not in {one.slug for one in fs.find(debrief)}


# --- what it passes over ----------------------------------------------------------


def test_one_person_makes_no_pair(small: Small) -> None:
    """Two remarks by one person, in one seat or two, say it twice and no more."""
    both = small.card("a", notes=f"{BLAMED} {BLAMES}")

    assert found(small, both, small.card("b")) == ()
    assert found(small, both, small.card("a", notes=BLAMES, interview="pairing")) == ()


def test_where_anybody_flags_a_kind_it_is_silent(small: Small) -> None:
    """Kinds that people pick are better than a guess; a flag of no kind picks none."""
    cards = (small.card("a", notes=BLAMED), small.card("b", notes=BLAMES))

    assert found(small, *cards, small.card("c", small.flag())) == ()
    assert found(small, *cards, small.card("c", small.flag(kind="other")))


def test_opposite_leanings_make_no_pair(small: Small) -> None:
    """What reads like a concern and what reads like a strength are not put together."""
    strength = "Named a mistake of their own, unprompted, and owned it."
    concern = "Blamed others for an outage, for a mistake they had caused."

    assert found(small, small.card("a", notes=concern), small.card("b", notes=strength)) == ()
    assert found(small, small.card("a", notes=strength), small.card("b", notes=strength))


def test_words_must_be_in_common(small: Small) -> None:
    """The same kind by other words makes no pair; the threshold says how many must be."""
    caused = "An outage they had caused."
    cards = (small.card("a", notes=BLAMED), small.card("b", notes=caused))
    two = (small.card("a", notes="Blamed others, caused it."), small.card("b", notes=BLAMES))

    assert found(small, *cards) == ()
    assert found(small, *two)
    assert found(small, *two, rules=[{"rule": SLUG, "threshold": 2}]) == ()
    assert found(small, *two, rules=[{"rule": SLUG, "enabled": False}]) == ()


@pytest.mark.parametrize("how", [{"exposure": "exposed"}, {"late": True}, {"shadow": True}])
def test_what_was_read_before_makes_no_pair(small: Small, how: dict[str, Any]) -> None:
    """Words written after reading others may well be theirs, and a shadow never counts."""
    later = small.card("b", notes=BLAMES, **how)

    assert found(small, small.card("a", notes=BLAMED), later, small.card("c")) == ()


def test_without_kinds_it_has_nothing_to_say(small: Small) -> None:
    """A rubric that has no kinds suggests none."""
    cards = (small.card("a", notes=BLAMED), small.card("b", notes=BLAMES))

    assert small.find(SLUG, *cards, rubric=small.rubric(kinds=[])) == ()


# --- how much it says ---------------------------------------------------------------


def test_there_are_at_most_three_pairs(small: Small) -> None:
    """Of many alike, the three with most in common are shown, over all kinds."""
    texts = [BLAMED, BLAMES, BLAMED, BLAMES, f"{DREW}\n{BLAMED}", DRAWN]
    cards = [small.card(who, notes=text) for who, text in zip("abcdef", texts, strict=True)]
    debrief = small.debrief(*cards, rubric=rubric(small))
    every = pairs_of(debrief, 1)
    shown = found(small, *cards)

    assert len(every) == 10
    assert possibly_same_concern.MOST_PAIRS == 3
    assert {finding.about for finding in shown} == {pair[0].suggestion.code for pair in every[:3]}
    assert sum(len(finding.sources) for finding in shown) <= 6


def test_the_order_of_scorecards_changes_nothing(small: Small) -> None:
    """Same words, same pairs (P8)."""
    texts = [BLAMED, BLAMES, f"{DREW} {BLAMED}", DRAWN]
    cards = [small.card(who, notes=text) for who, text in zip("abcd", texts, strict=True)]
    one, *others = [found(small, *order) for order in permutations(cards)]

    assert one
    assert all(other == one for other in others)


def test_a_long_scorecard_is_read_as_far_as_fifty_sentences(small: Small) -> None:
    """What stands behind is not looked at, so that no length of notes costs more."""
    first = small.card("a", notes=BLAMED)

    def told(before: int) -> bool:
        notes = "Hm. " * before + BLAMES
        return bool(found(small, first, small.card("b", notes=notes)))

    assert told(49)
    assert not told(50)


# --- how often it is right ------------------------------------------------------------


def measured(least: int, *, seeds: int, each: int) -> tuple[float, float, float]:
    """Count debriefs in which the planted kind is shown, and pairs and false pairs a debrief."""
    phrases = [json.loads(line) for line in SHARED.read_text("utf-8").splitlines()]
    hits = pairs = false = total = 0
    for seed in range(seeds):
        chance = random.Random(seed)  # noqa: S311 (no secret hangs on it)
        mixed = chance.sample(phrases, len(phrases))
        for known, unseen in ((mixed[::2], mixed[1::2]), (mixed[1::2], mixed[::2])):
            made = rubric_of(known)
            for _ in range(each):
                planted, debrief, meant = planted_in(unseen, made, chance)
                shown = pairs_of(debrief, least)[: possibly_same_concern.MOST_PAIRS]
                marks = [[meant[one.entry.person, one.path] for one in pair] for pair in shown]
                hits += [planted, planted] in marks
                pairs += len(marks)
                false += sum(one != other for one, other in marks)
                total += 1
    return hits / total, pairs / total, false / total


def rubric_of(known: list[dict[str, str]]) -> fs.Rubric:
    """Make a rubric whose kinds know some of the phrases."""
    examples: dict[str, dict[str, list[str]]] = {}
    for one in known:
        sides = examples.setdefault(one["construct"], {"concern": [], "strength": []})
        sides[one["polarity"]].append(one["text"])
    both = {code: sides for code, sides in examples.items() if all(sides.values())}
    kinds = json.loads(vocabulary_from_examples(both).canonical)["kinds"]  # type: ignore[arg-type]
    plain = {
        "kind": "rubric",
        "schema_version": 1,
        "id": "measured",
        "version": 1,
        "title": "Measured",
        "criteria": [
            {"id": one["criterion"], "title": one["title"], "levels": [{"value": 1}, {"value": 2}]}
            for one in kinds
        ],
        "kinds": kinds,
    }
    return fs.parse(json.dumps(plain), fs.Rubric, format="json")


Meant = dict[tuple[str, tuple[str | int, ...]], tuple[str, str]]


def planted_in(
    unseen: list[dict[str, str]], made: fs.Rubric, chance: random.Random
) -> tuple[tuple[str, str], Debrief, Meant]:
    """Four interviewers with four phrases each, one kind and side by two to four of them."""
    by: dict[tuple[str, str], list[str]] = {}
    for one in unseen:
        by.setdefault((one["construct"], one["polarity"]), []).append(one["text"])
    codes = {kind.code for kind in made.kinds}
    planted = chance.choice([one for one in by if len(by[one]) > 2 and one[0] in codes])
    many = chance.randint(2, min(4, len(by[planted])))
    notes = {at: [(planted, text)] for at, text in enumerate(chance.sample(by[planted], many))}
    others = chance.sample([one for one in by if one != planted], len(by) - 1)
    for at in range(4):
        while len(notes.setdefault(at, [])) < 4 and others:
            mark = others.pop()
            notes[at].append((mark, chance.choice(by[mark])))
    cards, meant = [], {}
    for at, mine in notes.items():
        flags = []
        for (mark, text), index in zip(chance.sample(mine, len(mine)), range(4), strict=False):
            meant[f"i{at}", ("flags", index)] = mark
            flags.append({"kind": "other", "words": "?", "signal": "yellow", "observed": text})
        plain = {"kind": "scorecard", "schema_version": 1, "application": "a", "flags": flags}
        plain |= {"rubric": {"id": "measured", "version": 1}, "interviewer": f"i{at}"}
        cards.append(fs.parse(json.dumps(plain), fs.Scorecard, format="json"))
    return planted, fs.Debrief.of(made, fs.unsealed(cards, origin="a test")), meant


@pytest.mark.skipif(not SHARED.is_file(), reason="the labelled phrases are not beside the checkout")
def test_it_is_right_as_often_as_its_page_says(record_property: pytest.RecordProperty) -> None:
    """On phrases that the vocabulary had not seen: one word in common, none, and two."""
    figures = {least: measured(least, seeds=2, each=100) for least in (0, 1, 2)}
    for least, (hit, pairs, false) in figures.items():
        words = f"{least} in common: {hit:.2f} shown, {pairs:.2f} pairs, {false:.2f} of them false"
        record_property("figure", f"possibly-same-concern, {words}")

    assert figures[0] == pytest.approx((0.24, 2.84, 2.54), abs=0.2)
    assert figures[1] == pytest.approx((0.12, 0.85, 0.68), abs=0.12)
    assert figures[2] == pytest.approx((0.02, 0.05, 0.02), abs=0.03)
