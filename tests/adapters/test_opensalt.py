"""CSV with a row for each rubric, criterion and level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fairscore.adapters.conversion import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairscore.errors import Problem

    Told = Callable[[tuple[Problem, ...]], list[str]]

HEADER = (
    "Type,Identifier,RubricIdentifier,CriterionIdentifier,Title,Description,Category,Weight,"
    "Position,Quality,Score,Feedback,CFItemIdentifier\n"
)
UUID = "84c261f2-2a9d-4ba6-a60d-8c8dc055a163"
SHEET = f"""\
Rubric,{UUID},,,Code review,What a review says,,,,,,,
Criterion,c1,{UUID},,,Says why,Code,0.5,1,,,,{UUID}
Level,l1,,c1,,Names a reason.,,,,Good,2.0,Fine,
Level,l2,,c1,,,,,,Poor,1.0,,
"""


def test_rows_belong_together_by_identifiers(told: Told) -> None:
    """The description of a criterion is its title, as in CASE."""
    loaded = load(HEADER + SHEET, name="r.csv", language="en")
    (rubric,) = loaded.rubrics
    (criterion,) = rubric.criteria

    assert (loaded.format, rubric.id) == ("OpenSALT CSV", f"case-{UUID}")
    assert (rubric.title, rubric.description) == ("Code review", "What a review says")
    assert (criterion.title, criterion.weight) == ("Says why", 50)
    assert criterion.alignments[0].uri == f"urn:uuid:{UUID}"
    assert [(one.value, one.label) for one in rubric.scales[0].levels] == [(1, "Poor"), (2, "Good")]
    assert told(loaded.losses) == ["3:53 loss-weight", "3:62 loss-field", "4:43 loss-field"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("", ["1:1 no-rubrics"]),
        ("Criterion,c1,r9,,,x,,,,,,,", ["1:1 no-rubrics", "2:1 parent-missing"]),
        (f"{SHEET}Level,l3,,c9,,x,,,,,,,", ["6:1 parent-missing"]),
        (f"{SHEET}Note,n1,,c1,,x,,,,,,,", ["6:1 parent-missing"]),
        (f"{SHEET}Criterion,c2,{UUID},,,x,,,,,,,", ["6:53 levels-missing"]),
        (SHEET.replace("2.0", "two"), ["4:39 not-a-number"]),
        ("Rubric,r1,,,,,,,,,,,", ["2:13 too-few"]),
    ],
    ids=["none", "no rubric", "no criterion", "type", "levels", "number", "criteria"],
)
def test_rows_that_belong_to_nothing_are_refused(
    rows: str, expected: list[str], told: Told
) -> None:
    """Each stands at its cell."""
    assert told(load(HEADER + rows, name="r.csv", language="en").problems) == expected
