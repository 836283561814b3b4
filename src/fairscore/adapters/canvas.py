"""
Canvas: rubrics as CSV, as its rubric page takes and gives them, and as the JSON of its API.

The CSV repeats `Rating Name`, `Rating Description` and `Rating Points` as often as the longest
scale needs. A file may hold several rubrics; a row without a rubric's name belongs to the one
above. Canvas has points and no order beside them, no hire line and no kinds of flags.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile, zip_longest

from fairscore.adapters._html import holds_html, plain_text
from fairscore.adapters._levels import CriterionMade, LevelMade
from fairscore.adapters._making import RubricMade, finish, known_id
from fairscore.adapters._sheet import Row, Sheet, written
from fairscore.adapters._source import Node, Source, lines_of
from fairscore.rubric import Criterion, Level, Rubric

__all__ = ["api_json", "is_canvas", "is_canvas_sheet", "rubrics_of", "rubrics_of_sheet", "sheet"]

_RUBRIC, _NAME, _DESCRIPTION = "Rubric Name", "Criteria Name", "Criteria Description"
_RANGE = "Criteria Enable Range"
_RATING = ("Rating Name", "Rating Description", "Rating Points")
_EXPORTED = {
    *("id", "context_id", "context_type", "points_possible", "reusable", "read_only"),
    *("public", "workflow_state", "user_id", "author_id", "created_at", "updated_at"),
    *("free_form_criterion_comments", "hide_score_total", "hide_points", "rating_order"),
}


# --- CSV ------------------------------------------------------------------------


def is_canvas_sheet(sheet: Sheet) -> bool:
    """Whether a sheet has the columns of Canvas."""
    return sheet.column(_NAME) >= 0 and sheet.column(_RATING[0]) >= 0


def rubrics_of_sheet(sheet: Sheet) -> Iterator[Rubric]:
    """The rubrics of a sheet; problems are noted in its source."""
    made: dict[str, RubricMade] = {}
    columns = list(zip_longest(*(sheet.columns(one) for one in _RATING), fillvalue=-1))
    name = ""
    for row in sheet.rows:
        name = row.text(_RUBRIC) or name
        if not name:
            _nameless(sheet.source, "a rubric", row.place(_RUBRIC))
            continue
        rubric = made.setdefault(name, RubricMade(place=row.place(_RUBRIC), title=name))
        rubric.criteria.append(_criterion_of(row, columns))
    if not sheet.rows:
        _empty(sheet.source)
    sheet.report_unread([_RUBRIC, _NAME, _DESCRIPTION, _RANGE, *_RATING])
    for one in made.values():
        if (finished := finish(sheet.source, one)) is not None:
            yield finished


def _criterion_of(row: Row, columns: Sequence[tuple[int, ...]]) -> CriterionMade:
    place, source = row.place(_NAME), row.sheet.source
    if not row.text(_NAME):
        _nameless(source, "a criterion", place)
    if row.text(_RANGE).casefold() in {"true", "1", "yes"}:
        _no_ranges(source, row.place(_RANGE))
    width = len(row.cells)
    # A short row has no cells in columns further right, however many the header names.
    reached = takewhile(lambda one: any(0 <= at < width for at in one), columns)
    levels = [
        LevelMade(
            place=row.place_at(label),
            label="" if row.at(label) == row.at(points) else row.at(label),
            anchor=lines_of(_words(source, row.at(text), row.place_at(text))),
            score=row.number_at(points),
        )
        for label, text, points in reached
        if row.at(label) or row.at(text) or row.at(points)
    ]
    return CriterionMade(
        place=place,
        title=row.text(_NAME),
        description=_words(source, row.text(_DESCRIPTION), row.place(_DESCRIPTION)),
        levels=levels,
    )


def sheet(rubrics: Iterable[Rubric]) -> str:
    """
    CSV for Canvas: one row a criterion, levels from high to low.

    Texts that a spreadsheet would run as a formula begin with a quote.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> sheet([rubric]).splitlines()[0][:46]
        'Rubric Name,Criteria Name,Criteria Description'
    """
    rows: list[list[str | int]] = []
    most = 0
    for rubric in rubrics:
        for criterion in rubric.criteria:
            levels = _falling(rubric, criterion)
            most = max(most, len(levels))
            row: list[str | int] = [rubric.title, criterion.title, criterion.description or ""]
            row.append("false")
            for level, points in levels:
                row += [level.label or str(level.value), "\n".join(level.anchor), points]
            rows.append(row)
    return written([[_RUBRIC, _NAME, _DESCRIPTION, _RANGE, *_RATING * most], *rows])


# --- JSON of the API ------------------------------------------------------------


def is_canvas(node: Node) -> bool:
    """Whether plain data looks like rubrics of Canvas's API."""
    one = _first(node)
    return one.has("data") and any(row.has("ratings") for row in one.rows("data"))


def rubrics_of(node: Node) -> Iterator[Rubric]:
    """The rubrics of a payload; problems are noted in the node's source."""
    for one in node.rows() if isinstance(node.plain, list) else [node]:
        row = one["rubric"] if one.has("rubric") else one
        row.use(*_EXPORTED)
        place = row.place("title")
        title = row.text("title")
        if not title:
            _nameless(node.source, "a rubric", place)
            continue
        criteria = [_criterion(each) for each in row.rows("data")]
        if not criteria:
            _empty(node.source)
            continue
        made = finish(node.source, RubricMade(place=place, title=title, criteria=criteria))
        if made is not None:
            yield made
    node.report_unread("a rubric")


def _first(node: Node) -> Node:
    rows = node.rows() if isinstance(node.plain, list) else [node]
    one = rows[0] if rows else node
    return one["rubric"] if one.has("rubric") else one


def _criterion(node: Node) -> CriterionMade:
    node.use("points", "ignore_for_scoring")
    title = node.text("description")
    if not title:
        _nameless(node.source, "a criterion", node.place())
    if node["criterion_use_range"].plain is True:
        _no_ranges(node.source, node.place("criterion_use_range"))
    return CriterionMade(
        place=node.place("description"),
        title=title,
        id=known_id(node.text("id")),
        description=_words(node.source, node.text("long_description"), node.place()),
        levels=[_level(one) for one in node.rows("ratings")],
    )


def _level(node: Node) -> LevelMade:
    node.use("id", "criterion_id")
    text = _words(node.source, node.text("long_description"), node.place("long_description"))
    return LevelMade(
        place=node.place(),
        label="" if node.text("description") == node.text("points") else node.text("description"),
        anchor=lines_of(text),
        score=node.number("points"),
    )


def api_json(rubrics: Sequence[Rubric]) -> list[dict[str, object]]:
    """Rubrics as Canvas's API has them, without the numbers that Canvas gives out itself."""
    return [
        {
            "title": rubric.title,
            "points_possible": sum(_falling(rubric, one)[0][1] for one in rubric.criteria),
            "data": [_criterion_row(rubric, one) for one in rubric.criteria],
        }
        for rubric in rubrics
    ]


def _criterion_row(rubric: Rubric, criterion: Criterion) -> dict[str, object]:
    levels = _falling(rubric, criterion)
    return {
        "id": criterion.id,
        "description": criterion.title,
        "long_description": criterion.description or "",
        "points": levels[0][1],
        "criterion_use_range": False,
        "ratings": [
            {
                "id": f"{criterion.id}_{level.value}",
                "criterion_id": criterion.id,
                "description": level.label or str(level.value),
                "long_description": "\n".join(level.anchor),
                "points": points,
            }
            for level, points in levels
        ],
    }


# --- Both -----------------------------------------------------------------------


def _falling(rubric: Rubric, criterion: Criterion) -> list[tuple[Level, int]]:
    """Levels from high to low with points: their own where those keep the order, else values."""
    levels = rubric.scale_of(criterion.id).levels
    own = [one.value if one.points is None else one.points for one in levels]
    rising = all(below < above for below, above in pairwise(own))
    points = own if rising else [one.value for one in levels]
    return list(zip(levels, points, strict=True))[::-1]


def _words(source: Source, text: str, place: tuple[int, int]) -> str:
    if not holds_html(text):
        return text
    source.lose("loss-formatting", "formatting; the words were kept", place, "nothing to do")
    return plain_text(text)


def _no_ranges(source: Source, place: tuple[int, int]) -> None:
    said = "points may lie between two levels here; a rating is always one level"
    source.lose("loss-field", said, place, "add levels in between, if they matter")


def _nameless(source: Source, what: str, place: tuple[int, int]) -> None:
    source.refuse("name-missing", f"{what} without a name", "write its name", place)


def _empty(source: Source) -> None:
    source.refuse("no-rubrics", "no criteria in it", "export a rubric that has criteria", (1, 1))
