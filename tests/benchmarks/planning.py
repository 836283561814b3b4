"""What a plan costs as candidates, interviewers and criteria grow, against one of half the size."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from measure import Row, paired

import fairscore as fs
from fairscore.assignment import Interviewer
from fairscore.planner import plan

__all__ = ["planning"]

SIZES = ((38, 8), (75, 15), (150, 30), (300, 60))
CRITERIA = 8


def _rubric() -> fs.Rubric:
    """Eight criteria in four interviews, two interviewers in each."""
    return fs.Rubric(
        id="large",
        version=1,
        title="Large",
        scales=(
            {"id": "s", "levels": ({"value": 1, "label": "a"}, {"value": 2, "label": "b"})},  # type: ignore[arg-type]
        ),
        criteria=tuple({"id": f"c{one}", "title": f"C{one}"} for one in range(CRITERIA)),  # type: ignore[arg-type]
        interviews=tuple(
            {
                "id": f"i{one}",
                "title": f"I{one}",
                "criteria": (f"c{2 * one}", f"c{2 * one + 1}"),
                "interviewers": 2,
            }
            for one in range(CRITERIA // 2)
        ),  # type: ignore[arg-type]
    )


def _planned(rubric: fs.Rubric, candidates: int, people: int) -> Callable[[], object]:
    """Make a plan with limits that bind: a quarter of the interviews is not for everybody."""
    interviewers = [
        Interviewer(
            interviewer=f"interviewer-{one}",
            criteria=tuple(f"c{c}" for c in range(CRITERIA) if (c // 2 + one) % 4),
            most=8 * candidates // people + 8,
        )
        for one in range(people)
    ]
    names = [f"candidate-{one}" for one in range(candidates)]
    return lambda: plan(rubric, interviewers=interviewers, candidates=names, seed=bytes(32))


def planning() -> Iterator[Row]:
    """Each size against the one before it: twice the candidates and twice the interviewers."""
    rubric = _rubric()
    for before, size in pairwise(SIZES):
        ratio, best, best_peer = paired(
            _planned(rubric, *size), _planned(rubric, *before), 1, rounds=3
        )
        yield Row(
            what=f"plan {size[0]} x {size[1]} x {CRITERIA}",
            peer=f"{before[0]} x {before[1]} x {CRITERIA}",
            ratio=ratio,
            limit=None,
            note=f"{best / 1e6:.2f} s against {best_peer / 1e6:.2f} s",
        )
