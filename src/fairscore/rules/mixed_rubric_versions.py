"""mixed-rubric-versions: one criterion rated on scales that do not compare."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairscore._words import listed
from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.rules._sources import of_cells

if TYPE_CHECKING:
    from fairscore.row import Row

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    rated: dict[str, list[Row]] = {}
    for row in (*debrief.rows, *debrief.recommendations):
        if any(cell.level is not None for cell in row.cells):
            rated.setdefault(row.criterion.id if row.criterion else "", []).append(row)
    apart = {key: rows for key, rows in rated.items() if len(rows) >= threshold}
    if apart:
        titles = [
            row.criterion.title if row.criterion else "the recommendation"
            for row, *_ in apart.values()
        ]
        cells = [
            cell
            for rows in apart.values()
            for row in rows
            for cell in row.cells
            if cell.level is not None
        ]
        versions = listed(str(rubric.version) for rubric in debrief.rubrics)
        yield Finding(
            slug="mixed-rubric-versions",
            audience="panel",
            observation=(
                f"Versions {versions} of the rubric were used, and their scales differ for "
                f"{listed(titles)}."
            ),
            shows="This shows that these levels do not compare; they stand in rows of their own.",
            does_not_show="It does not show a disagreement, nor the lack of one.",
            ask="Was the rubric meant to change in the middle of a round?",
            next_step=(
                "Compare the evidence, not the levels, and finish a round with the version it "
                "began with."
            ),
            sources=(
                *of_cells((cell for cell in cells if cell.path[0] == "ratings"), "rated"),
                *of_cells((c for c in cells if c.path[0] != "ratings"), "recommended"),
            ),
            weight=len(titles),
            remark=True,
        )


RULE = Rule(
    slug="mixed-rubric-versions",
    audience="panel",
    summary="one criterion rated on scales that do not compare",
    threshold=2,
    unit="scales on which one criterion was rated, or the recommendation given",
    because="levels of two scales do not compare; a mended word keeps the scale and is no reason",
    find=_find,
    priority=45,
    least=2,
)
