"""The lints about criteria and interviews: two ideas, who looks at them, for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Linted


@pytest.mark.parametrize(
    "title",
    [
        "Communication & decision-making",
        "Security and Policy",
        "Takes and gives feedback",
        "Communication, Decision-Making & Influence",
        "Problem solving and design (45 min)",
        "Quality & Delivery",
    ],
)
def test_two_ideas_in_a_title_are_reported(linted: type[Linted], title: str) -> None:
    """`and` between two heads of a short title joins two ideas."""
    lints = linted("criterion-two-ideas")

    assert lints.of({"title": title}) == ["criteria[0].title"]
    assert lints.of({"title": title}, language="de") == []


@pytest.mark.parametrize(
    "title",
    [
        "Communication",
        "Leadership of self and others",
        "Planning & Organising",
        "Code quality and readability",
        "Research and development",
        "Q&A",
        "R & D",
        "And more",
        "Reading and",
        "Design (backend and frontend)",
        "UI/UX",
        "Says what the design costs today and what it will make hard later",
        "(a and b)",
    ],
)
def test_one_idea_is_passed_over(linted: type[Linted], title: str) -> None:
    """Objects of one head, habitual pairs, letters, brackets and whole sentences are one idea."""
    assert linted("criterion-two-ideas").of({"title": title}) == []


def interview(name: str, *criteria: str, **more: object) -> dict[str, Any]:
    """Write an interview."""
    return {"id": name, "title": name, "criteria": list(criteria)} | more


def test_a_criterion_that_no_interview_looks_at_is_reported(linted: type[Linted]) -> None:
    """It is reported where there are interviews, and passed over where there are none."""
    lints = linted("criterion-unassigned")

    assert lints.of({}, {}, interviews=[interview("a", "c0")]) == ["criteria[1]"]
    assert lints.of({}, {}, interviews=[interview("a", "c0"), interview("b", "c1")]) == []
    assert lints.of({}, {}) == []


def test_a_criterion_in_one_interview_is_reported(linted: type[Linted]) -> None:
    """It is reported where there are several interviews and it stands in one, not in none."""
    lints = linted("criterion-in-one-interview")
    both = interview("a", "c0", "c1")

    assert lints.of({}, {}, {}, interviews=[both, interview("b", "c1")]) == ["criteria[0]"]
    assert lints.of({}, {}, interviews=[both, interview("b", "c1", "c0")]) == []
    assert lints.of({}, {}, interviews=[both]) == []


def test_a_criterion_that_two_people_rate_in_one_interview_is_passed_over(
    linted: type[Linted],
) -> None:
    """Where two sit in the interview there is a second rating; one of them is reported."""
    lints = linted("criterion-in-one-interview")
    rest = interview("b", "c1", "c2")

    assert lints.of({}, {}, {}, interviews=[interview("a", "c0", interviewers=2), rest]) == [
        "criteria[1]",
        "criteria[2]",
    ]
    pair = interview("b", "c1", "c2", interviewers=2)
    assert lints.of({}, {}, {}, interviews=[interview("a", "c0"), pair]) == ["criteria[0]"]


def test_more_than_the_minutes_allow_is_reported(linted: type[Linted]) -> None:
    """The stated minutes of criteria and questions may fill an interview and not overfill it."""
    lints = linted("interview-too-short")
    asked = [{"id": "q1", "text": "Why?", "minutes": 10}, {"id": "q2", "text": "How?"}]

    def found(minutes: int | None, *criteria: dict[str, Any]) -> list[str]:
        names = [f"c{number}" for number in range(len(criteria))]
        return lints.of(
            *criteria, interviews=[interview("a", *names, minutes=minutes, questions=asked)]
        )

    assert found(49, {"minutes": 40}) == ["interviews[0].minutes"]
    assert found(50, {"minutes": 40}) == []
    assert found(None, {"minutes": 40}) == []


def test_the_shortest_question_counts_for_a_criterion_without_minutes(
    linted: type[Linted],
) -> None:
    """The others may be asked in another interview; a question without minutes counts nothing."""
    lints = linted("interview-too-short")
    long = {"id": "q1", "text": "Why?", "minutes": 30}
    short = {"id": "q2", "text": "How?", "minutes": 20}
    open_ended = {"id": "q3", "text": "What?"}
    slot = [interview("a", "c0", minutes=15)]

    assert lints.of({"questions": [long, short]}, interviews=slot) == ["interviews[0].minutes"]
    assert lints.of({"questions": [long, open_ended]}, interviews=slot) == []


def test_each_criterion_needs_five_minutes(linted: type[Linted]) -> None:
    """Without stated minutes there may be one criterion for every five minutes."""
    lints = linted("interview-too-short")
    seven = [{}] * 7
    names = [f"c{number}" for number in range(7)]

    assert lints.of(*seven, interviews=[interview("a", *names, minutes=30)]) != []
    assert lints.of(*seven, interviews=[interview("a", *names, minutes=35)]) == []
    problems = lints.problems(interviews=[interview("a", "coding", minutes=3)])
    assert [one.advice for one in problems] == ["keep 1 or fewer, so that each has 5 minutes"]


def test_evidence_switched_off_is_reported(linted: type[Linted]) -> None:
    """It is reported where a rubric switches it off, and not where it says the default aloud."""
    lints = linted("evidence-not-required")

    assert lints.of({"evidence_required": False}, {"evidence_required": True}) == [
        "criteria[0].evidence_required"
    ]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([60, 20, 30], ["criteria[0].weight"]),
        ([50, 20, 30], []),
        ([None, 1, 2], ["criteria[2].weight"]),
        ([None, 7, None], []),
        ([0, 7, 0], []),
        ([None, None], []),
    ],
)
def test_a_weight_above_all_others_is_reported(
    linted: type[Linted], weights: list[int | None], expected: list[str]
) -> None:
    """More than the rest together is reported; half of the whole, or one weight alone, is not."""
    assert linted("weight-decides-alone").of(*({"weight": one} for one in weights)) == expected
