"""What the author of a draft is told alone, before it is sealed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fairscore.rules import straight_line

if TYPE_CHECKING:
    import fairscore as fs
    from conftest import Small

EVIDENCE, AGAINST, LINE, PERSON = (
    "rating-without-evidence",
    "recommendation-against-ratings",
    "straight-line",
    "person-not-behaviour",
)
SAID = "Said so."


def many(small: Small, *lengths: int, **more: object) -> fs.Rubric:
    """Make a rubric with a criterion a length, each on a scale of its own with so many levels."""
    criteria = [
        {
            "id": f"c{index}",
            "title": f"Criterion {index}",
            "levels": [{"value": value} for value in range(length)],
        }
        for index, length in enumerate(lengths)
    ]
    return small.rubric(scales=[], criteria=criteria, interviews=[], kinds=[], **more)


# --- rating-without-evidence --------------------------------------------------


@pytest.mark.parametrize("evidence", [None, "", " \n "])
def test_a_level_without_words(small: Small, evidence: str | None) -> None:
    """A level with nothing beside it is told to its author, with the criterion's title."""
    (finding,) = small.check(EVIDENCE, rate=[("design", 3, evidence)])

    assert finding.observation == "API design has a level and nothing on what was said or done."
    assert finding.about == "design"
    assert [(one.interviewer, one.role, one.path) for one in finding.sources] == [
        ("a", "written", ("ratings", 0))
    ]


@pytest.mark.parametrize(
    "rating", [("humility", 3, "Outage."), ("humility", None, None), ("unheard", 3, None)]
)
def test_one_word_no_level_or_another_rubric(
    small: Small, rating: tuple[str, int | None, str | None]
) -> None:
    """One word is enough, and without a level of a criterion there is nothing to give."""
    assert small.check(EVIDENCE, rate=[rating]) == ()


def test_a_criterion_may_need_none(small: Small) -> None:
    """A rubric can say that a level needs no words."""
    criteria = [
        {"id": "humility", "title": "Humility", "scale": "four", "evidence_required": False}
    ]
    rubric = small.rubric(criteria=criteria, interviews=[], kinds=[])

    assert small.check(EVIDENCE, rate=[("humility", 3, None)], rubric=rubric) == ()


def test_evidence_is_tuned_and_switched_off(small: Small) -> None:
    """With a threshold of three, two words are too few."""
    two, three = [("humility", 3, "The outage")], [("humility", 3, "The last outage")]
    tuned = small.tuned(EVIDENCE, 3)
    (finding,) = small.check(EVIDENCE, rate=two, rubric=tuned)

    assert "fewer than three words on what was said or done" in finding.observation
    assert small.check(EVIDENCE, rate=three, rubric=tuned) == ()
    off = small.tuned(EVIDENCE)
    assert small.check(EVIDENCE, rate=[("humility", 3, None)], rubric=off) == ()


# --- recommendation-against-ratings -------------------------------------------


@pytest.mark.parametrize(
    ("whole", "levels", "said"),
    [
        (3, (2, 2, 3), "to hire; of three ratings with a line, two are"),
        (1, (4, 3, 3), "not to hire; of three ratings with a line, three are"),
    ],
)
def test_most_ratings_on_the_other_side(
    small: Small, whole: int, levels: tuple[int, ...], said: str
) -> None:
    """Two of three on the other side are told, either way."""
    criteria = ("humility", "design", "coding")
    rate = [(one, level, SAID) for one, level in zip(criteria, levels, strict=True)]
    (finding,) = small.check(AGAINST, rate=rate, whole=whole)

    assert finding.observation == f"The recommendation leans {said} on the other side of it."
    assert finding.sources[0].path == ("recommendation",)
    assert len(finding.sources) == (3 if whole == 3 else 4)


@pytest.mark.parametrize(
    ("whole", "levels"),
    [(3, (2, 3, 3)), (3, (2, None, None)), (3, (3, 3, 3)), (None, (1, 1, 1)), ("declined", (1, 1))],
)
def test_fewer_are_quiet(
    small: Small, whole: int | str | None, levels: tuple[int | None, ...]
) -> None:
    """One on the other side is below the threshold, and without a level nothing leans."""
    criteria = ("humility", "design", "coding")
    rate = [(one, level, SAID) for one, level in zip(criteria, levels, strict=False)]

    assert small.check(AGAINST, rate=rate, whole=whole) == ()


def test_half_is_not_most(small: Small) -> None:
    """Two of four are as many as the others."""
    rubric = many(small, 4, 4, 4, 4)
    lined = rubric.model_dump(mode="json", exclude_unset=True)["criteria"]
    rubric = small.rubric(
        scales=[], criteria=[one | {"required_level": 2} for one in lined], interviews=[], kinds=[]
    )
    half = [(f"c{index}", index, SAID) for index in range(4)]
    most = [("c0", 0, SAID), ("c1", 1, SAID), ("c2", 1, SAID), ("c3", 3, SAID), ("none", 1, SAID)]

    assert small.check(AGAINST, rate=half, whole=3, rubric=rubric) == ()
    assert small.check(AGAINST, rate=most, whole=3, rubric=rubric)


def test_without_lines_nothing_is_on_a_side(small: Small) -> None:
    """Neither the whole nor a part without a line is compared."""
    levels = [{"value": 1}, {"value": 2}]
    rate = [("c0", 0, SAID), ("c1", 0, SAID)]
    part = many(small, 4, 4)
    whole = small.rubric(recommendation={"id": "whole", "levels": levels})
    none = small.rubric(recommendation=None)

    assert small.check(AGAINST, rate=rate, whole=3, rubric=part) == ()
    low = [("humility", 1, SAID), ("design", 1, SAID)]
    assert small.check(AGAINST, rate=low, whole=2, rubric=whole) == ()
    assert small.check(AGAINST, rate=low, whole=2, rubric=none) == ()


def test_against_is_tuned_and_switched_off(small: Small) -> None:
    """With a threshold of one, one of one is told; switched off, nothing is."""
    one = [("humility", 2, SAID)]
    two = [*one, ("design", 2, SAID)]
    (finding,) = small.check(AGAINST, rate=one, whole=3, rubric=small.tuned(AGAINST, 1))

    assert "of one rating with a line, one is on the other side" in finding.observation
    assert small.check(AGAINST, rate=two, whole=3, rubric=small.tuned(AGAINST, 3)) == ()
    assert small.check(AGAINST, rate=two, whole=3, rubric=small.tuned(AGAINST)) == ()


# --- straight-line ------------------------------------------------------------


def straight(
    small: Small, lengths: tuple[int, ...], levels: tuple[int | None, ...]
) -> tuple[fs.Finding, ...]:
    """Check a draft with these levels on scales of these lengths."""
    rate = [(f"c{index}", level, SAID) for index, level in enumerate(levels)]
    return small.check(LINE, rate=rate, rubric=many(small, *lengths))


def test_five_equal_ratings(small: Small) -> None:
    """Five on four levels are told; what has no level or is no criterion is not among them."""
    (finding,) = straight(small, (4,) * 6, (2, 2, 2, None, 2, 2, 2))

    assert finding.observation == "All five ratings on four levels are the same level."
    assert [one.path for one in finding.sources] == [("ratings", at) for at in (0, 1, 2, 4, 5)]


@pytest.mark.parametrize("levels", [(2, 2, 2, 2), (2, 2, 2, 2, 1)])
def test_four_or_one_that_differs_are_quiet(small: Small, levels: tuple[int, ...]) -> None:
    """One rating fewer, or one of another level, is no straight line."""
    assert straight(small, (4,) * 5, levels) == ()


def test_scales_of_unlike_length_are_not_compared(small: Small) -> None:
    """A 2 of three levels is the top and a 2 of five the middle: equal numbers are not enough."""
    assert straight(small, (3, 3, 3, 5, 5), (2, 2, 2, 2, 2)) == ()
    (finding,) = straight(small, (3,) * 5 + (5,), (2, 2, 2, 2, 2, 0))
    assert "on three levels" in finding.observation


def test_positions_are_compared_not_numbers(small: Small) -> None:
    """Scales of one length with other numbers still say the same by position."""
    low = [{"value": value} for value in (1, 2, 3)]
    high = [{"value": value} for value in (10, 20, 30)]
    criteria = [
        {"id": f"c{index}", "title": f"C{index}", "levels": high if index % 2 else low}
        for index in range(5)
    ]
    rubric = small.rubric(scales=[], criteria=criteria, interviews=[], kinds=[])
    rate = [(f"c{index}", 20 if index % 2 else 2, SAID) for index in range(5)]

    assert small.check(LINE, rate=rate, rubric=rubric)
    assert small.check(LINE, rate=[*rate[:4], ("c4", 1, SAID)], rubric=rubric) == ()


def test_two_levels_tell_too_little(small: Small) -> None:
    """Everything met is common, and a level off the scale is no position."""
    assert straight(small, (2,) * 6, (1,) * 6) == ()
    assert straight(small, (4,) * 5, (9,) * 5) == ()


def test_the_line_is_tuned_and_switched_off(small: Small) -> None:
    """With a threshold of three, two equal ratings are quiet and three are not."""
    rate = [(one, 3, SAID) for one in ("humility", "design", "coding")]

    assert small.check(LINE, rate=rate) == ()
    assert small.check(LINE, rate=rate[:2], rubric=small.tuned(LINE, 3)) == ()
    assert small.check(LINE, rate=rate, rubric=small.tuned(LINE, 3))
    off = small.rubric(rules=[{"rule": LINE, "threshold": 3, "enabled": False}])
    assert small.check(LINE, rate=rate, rubric=off) == ()


def test_the_stated_chance_is_the_counted_one() -> None:
    """Five equal on four levels: four patterns of 4 to the fifth."""
    assert Fraction(4, 4**5) == Fraction(1, 256)
    assert "once in 256" in straight_line.CHECK.because


# --- person-not-behaviour -----------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Arrogant",
        "They seemed very arrogant.",
        "Quite confident and friendly",
        "Came across as rude",
        "Quite a team player",
        "Nice person!",
    ],
)
def test_a_word_for_a_person_alone(small: Small, text: str) -> None:
    """What somebody is, with nothing that they did, is asked about, and the word not repeated."""
    (finding,) = small.check(PERSON, flags=[SAID, text])

    assert finding.sources[0].path == ("flags", 1)
    assert finding.ask.endswith("?")
    words = {"arrogant", "confident", "friendly", "rude", "fit", "nice"}
    assert not words & set(finding.observation.lower().replace(".", "").split())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Arrogant: said that the reviewer had not understood the code.",
        "Arrogant, interrupted the second interviewer",
        'Rude: "that is a stupid question"',
        "Arrogant in 3 of the answers",
        "Very smart and clean design",
        "A user-friendly interface with the right names",
        "The aggressive cache makes the page quick",
        "Wirkte arrogant",
        "Arrogant, hat aber recht gehabt",
        "Très arrogant",
        "Strong on the load estimate",
    ],
)
def test_what_is_left_alone(small: Small, text: str) -> None:
    """Something said or done, words about the work, and other languages are left alone."""
    assert small.check(PERSON, flags=[text]) == ()


def test_every_text_of_a_draft_is_read(small: Small) -> None:
    """Evidence, flags and the reason of the recommendation."""
    findings = small.check(
        PERSON,
        flags=["Arrogant"],
        rate=[("humility", 1, "Arrogant"), ("design", 3, None)],
        whole=1,
        reason="Very arrogant",
    )

    assert [one.sources[0].path for one in findings] == [
        ("flags", 0),
        ("ratings", 0),
        ("recommendation",),
    ]
    assert small.check(PERSON, whole=1) == ()


def test_the_question_fits_the_word(small: Small) -> None:
    """Each group of words has its own question; the first word decides."""
    (first,) = small.check(PERSON, flags=["Arrogant and rude"])
    (second,) = small.check(PERSON, flags=["Rude and arrogant"])

    assert "about their own part" in first.ask
    assert "the other person" in second.ask


@pytest.mark.parametrize(("language", "found"), [("en", 1), ("en-GB", 1), ("de", 0)])
def test_a_language_without_lists_is_left_alone(small: Small, language: str, found: int) -> None:
    """There are lists for English, in any of its regions."""
    rubric = small.rubric(language=language)

    assert len(small.check(PERSON, flags=["Arrogant"], rubric=rubric)) == found


def test_the_person_is_tuned_and_switched_off(small: Small) -> None:
    """With a threshold of two, one such word is quiet."""
    tuned = small.tuned(PERSON, 2)

    assert small.check(PERSON, flags=["Very arrogant"], rubric=tuned) == ()
    assert small.check(PERSON, flags=["Very arrogant and rude"], rubric=tuned)
    assert small.check(PERSON, flags=["Arrogant"], rubric=small.tuned(PERSON)) == ()
