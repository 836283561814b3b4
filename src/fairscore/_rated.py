"""What a criterion or a recommendation is rated on, with the places its parts were written at."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import attrs

from fairscore._tree import Path
from fairscore.rubric import Criterion, Level, Rubric, Scale

__all__ = ["Rated", "rated", "written"]

Places: TypeAlias = Mapping[tuple[int, str], Path]


@attrs.frozen(kw_only=True)
class Rated:
    """
    A scale and where it was written.

    Attributes:
        scale: The scale.
        places: Path by the value of a level and a field of it; of the level itself under "".
        line: Where its line was written; the criterion where its choice of levels makes it.
        base: The shared scale behind it; None where it stands for itself.
        own: Path of the criterion or scale that it belongs to.
    """

    scale: Scale
    places: Places
    line: Path
    base: Scale | None = None
    own: Path = ()


def written(scale: Scale, path: Path) -> Rated:
    """A scale as it stands at a path."""
    places = dict(_level_places(scale.levels, (*path, "levels")))
    return Rated(scale=scale, places=places, line=(*path, "hire_line"), own=path)


def rated(rubric: Rubric, criterion_id: str) -> Rated:
    """What one criterion of a rubric is rated on."""
    at = [one.id for one in rubric.criteria].index(criterion_id)
    criterion, scale = rubric.criteria[at], rubric.scale_of(criterion_id)
    path: Path = ("criteria", at)
    places = dict(_level_places(criterion.levels, (*path, "levels")))
    line = path if criterion.required_level is None else (*path, "required_level")
    if criterion.levels and criterion.scale is None:
        return Rated(scale=scale, places=places, line=line, own=path)
    # Without a name, a criterion without levels is rated on the only scale there is.
    name = criterion.scale or rubric.scales[0].id
    at = [one.id for one in rubric.scales].index(name)
    shared = written(rubric.scales[at], ("scales", at))
    places = places | _inherited(criterion, shared.places) if places else dict(shared.places)
    if criterion.required_level is None and scale.hire_line == shared.scale.hire_line:
        line = shared.line
    return Rated(scale=scale, places=places, line=line, base=shared.scale, own=path)


def _level_places(levels: tuple[Level, ...], path: Path) -> Iterator[tuple[tuple[int, str], Path]]:
    for index, level in enumerate(levels):
        yield (level.value, ""), (*path, index)
        for field in ("label", "anchor", "red_flags", "points"):
            yield (level.value, field), (*path, index, field)


def _inherited(criterion: Criterion, shared: Places) -> dict[tuple[int, str], Path]:
    """Places of what a criterion's own levels leave to the scale."""
    return {
        (level.value, field): shared[level.value, field]
        for level in criterion.levels
        for field in ("label", "points")
        if getattr(level, field) is None
    }
