"""
Markdown tables: rubrics as people keep them in wikis and repositories.

Three shapes are read. A matrix has a row a criterion and a column a level, headed by a number, a
number with a word, or words whose order `LADDERS` knows. A ladder stands under the heading of its
criterion and has a row a level. A score sheet has a column such as `Score (1-6)`, and its levels
stand in a table of their own. Lists under a criterion's heading are what meeting it looks like.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import PurePath
from typing import TypeAlias

import attrs

from fairscore._text import fold
from fairscore._tree import Place
from fairscore.adapters._blocks import Block, Cell, Heading, Item, Paragraph, Table, blocks
from fairscore.adapters._levels import CriterionMade, LevelMade, ladder_of
from fairscore.adapters._making import RubricMade, finish
from fairscore.adapters._markdown_out import markdown
from fairscore.adapters._source import Node, Source, lines_of
from fairscore.rubric import Rubric

__all__ = ["front_matter", "markdown", "rubrics_of"]

_FRONT = re.compile(
    r"---[ \t]*\r?\n(.*?)(?:\r?\n)?^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_NUMBERED = re.compile(
    r"(-?[0-9]{1,6})(?:[ \t]*[:.)\u2013\u2014-]+[ \t]*|[ \t]+|\Z)(.*)\Z", re.DOTALL
)
_NUMBER_LAST = re.compile(r"\((-?[0-9]{1,6})(?: points?| pts?)?\)\Z", re.IGNORECASE)
_SHEET = re.compile(
    r"(?:score|rating|points)\s*\((-?[0-9]{1,3})\s*(?:-|\u2013|to)\s*(-?[0-9]{1,3})\)\Z"
)
_HIRE_LINE = re.compile(r"hire line:\s*(-?[0-9]{1,6})\Z")
_PLACEHOLDER = re.compile(r"<[^<>]*>\Z|_+\Z|\.{3}\Z")
_LEVEL_HEADS = {"score", "level", "rating", "points", "grade", "band"}
_NO_RATING = {"n/a", "na", "not assessed", "notes", "note", "comments", "evidence", "score"}
_RED_FLAGS = "red flag"
_LEAD_INS = {"meets:", "what to look for:", "what meeting it looks like:"}
_TOO_MANY = 11
_LEAST = 2


@attrs.define
class _Section:
    """What stands under one heading, up to the next."""

    heading: Heading | None
    blocks: list[Block] = attrs.field(factory=list[Block])
    used: bool = False

    @property
    def title(self) -> str:
        return self.heading.text if self.heading else ""

    @property
    def depth(self) -> int:
        return self.heading.depth if self.heading else 0

    @property
    def tables(self) -> list[Table]:
        return [one for one in self.blocks if isinstance(one, Table)]

    @property
    def place(self) -> Place:
        return self.heading.place if self.heading else self.blocks[0].place


_Named: TypeAlias = dict[str, list[int]]
"""Positions of sections by what their headings look like."""


@attrs.define
class _Level:
    """A level as a header or a first cell names it."""

    label: str
    score: int | None
    place: Place


def front_matter(source: Source) -> tuple[Node | None, int]:
    """Front matter as plain data, if there is any that can be read, and the line it ends on."""
    found = _FRONT.match(source.text)
    if not found:
        return None, 0
    # Read in its own right, with the line of dashes before it, so that places stay right.
    text = "\n" + found[1]
    node = attrs.evolve(source, text=text).node("yaml")
    if node is None:
        source.refusals.clear()
    return node, source.text.count("\n", 0, found.end())


def rubrics_of(source: Source) -> Iterator[Rubric]:
    """The rubric of a text; problems are noted in the source."""
    front, line = front_matter(source)
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", source.text)
    sections = _sections(blocks("".join(lines[line:]), line + 1))
    tables = [(section, table) for section in sections for table in section.tables]
    if not tables:
        source.refuse(
            "no-table",
            "there is no table in it, and so no criteria with levels",
            "give a table with a row for each criterion and a column for each level",
            (line + 1, 1),
        )
        return
    criteria = (
        _sheets(source, sections) or _matrices(source, sections) or _ladders(source, sections)
    )
    if not criteria:
        source.refuse(
            "no-rubric-table",
            "no table in it puts criteria against levels whose order can be read",
            "head the columns with numbers, or with words such as `poor` and `good`",
            tables[0][1].place,
        )
        return
    title, description = _heading(sections, front)
    made = finish(
        source,
        RubricMade(
            place=criteria[0].place,
            title=title or PurePath(source.name).stem or "Rubric",
            description=description,
            criteria=criteria,
        ),
    )
    for section in sections:
        if not section.used and section.blocks:
            source.lose("loss-section", "what stands in this section", section.place)
    if made is not None:
        yield made


def _sections(found: Iterator[Block]) -> list[_Section]:
    sections = [_Section(None)]
    for block in found:
        if isinstance(block, Heading):
            sections.append(_Section(block))
        else:
            sections[-1].blocks.append(block)
    return sections


def _heading(sections: Sequence[_Section], front: Node | None) -> tuple[str, str]:
    """Title and description of the whole: front matter first, then the first heading of all."""
    first = next((one for one in sections if one.heading and one.heading.depth == 1), None)
    title = front.text("title") if front is not None and front.has("title") else ""
    if first is None or first.used:
        return title, ""
    paragraphs = [one.text for one in first.blocks if isinstance(one, Paragraph)]
    first.used = len(paragraphs) == len(first.blocks)
    return title or first.title, "\n\n".join(paragraphs)


# --- Levels as they are named ---------------------------------------------------


def _named(cell: Cell) -> _Level:
    text = cell.text
    at = text.rfind("(")
    if at > 0 and (last := _NUMBER_LAST.match(text, at)):
        return _Level(text[:at].strip(), int(last[1]), cell.place)
    if first := _NUMBERED.match(text):
        return _Level(first[2].strip(), int(first[1]), cell.place)
    return _Level(text, None, cell.place)


def _levels(cells: Sequence[Cell]) -> list[_Level]:
    """Levels that cells name, if all have numbers or all stand on one ladder; none otherwise."""
    found = [_named(one) for one in cells]
    numbers = {one.score for one in found if one.score is not None}
    known = len(numbers) == len(found) or ladder_of([one.label for one in found])
    return found if known and len(found) >= _LEAST else []


def _made(level: _Level, anchor: str = "") -> LevelMade:
    score = None if level.score is None else Fraction(level.score)
    return LevelMade(place=level.place, label=level.label, anchor=lines_of(anchor), score=score)


# --- A row a criterion, a column a level ----------------------------------------


def _matrices(source: Source, sections: Sequence[_Section]) -> list[CriterionMade]:
    found: list[CriterionMade] = []
    named: _Named = {}
    for at, section in enumerate(sections):
        named.setdefault(fold(section.title), []).append(at)
    for section in sections:
        read = len(found)
        line = _line(section)
        for table in section.tables:
            columns = _level_columns(table)
            levels = _levels([table.header[at] for at in columns])
            for row in table.rows if levels else ():
                if row[0].text and not _skipped(source, row[0]):
                    one = CriterionMade(place=row[0].place, title=row[0].text, line_score=line)
                    one.levels = [
                        _made(level, row[at].text)
                        for at, level in zip(columns, levels, strict=True)
                        if _kept(row, at, columns)
                    ]
                    _say_more(source, one, sections=sections, named=named)
                    found.append(one)
            if levels:
                _report_notes(source, table)
        if len(found) > read:
            section.used = True
            _report_beside(source, section)
    return found


def _level_columns(table: Table) -> list[int]:
    """Columns behind the first, without those that are for notes or for no rating."""
    heads = list(enumerate(table.header))[1:]
    # One more than a scale may have is enough to refuse them all.
    return [at for at, one in heads if fold(one.text) not in _NO_RATING][:_TOO_MANY]


def _kept(row: Sequence[Cell], at: int, columns: Sequence[int]) -> bool:
    """A level with words, or any level of a row that has no words at all; a dash is left out."""
    if not any(row[one].text for one in columns):
        return True
    return row[at].text not in {"\u2014", "\u2013"}


def _line(section: _Section) -> Fraction | None:
    for block in section.blocks:
        if isinstance(block, Paragraph) and (found := _HIRE_LINE.match(fold(block.text))):
            return Fraction(found[1])
    return None


def _report_beside(source: Source, section: _Section) -> None:
    """Note what else stands in the section of a table."""
    for block in section.blocks:
        if not isinstance(block, Table) and not (
            isinstance(block, Paragraph) and _HIRE_LINE.match(fold(block.text))
        ):
            source.lose("loss-section", "text beside a table", block.place)


def _report_notes(source: Source, table: Table) -> None:
    """Note columns beside the levels that hold something."""
    filled = {at for row in table.rows for at, cell in enumerate(row) if cell.text}
    for at, head in enumerate(table.header):
        if at and at in filled and fold(head.text) in _NO_RATING:
            source.lose("loss-field", "a column beside the levels", head.place)


def _say_more(
    source: Source, criterion: CriterionMade, *, sections: Sequence[_Section], named: _Named
) -> None:
    """Take description and lists from the sections that are called like the criterion."""
    for at in named.pop(fold(criterion.title), ()):
        _take_words(source, criterion, sections[at])
        for below in sections[at + 1 :]:
            if below.depth <= sections[at].depth:
                break
            _take_words(source, criterion, below, heading=below.title)


def _take_words(
    source: Source, criterion: CriterionMade, section: _Section, *, heading: str = ""
) -> None:
    """Paragraphs are its description, lists what meeting it looks like, or its red flags."""
    section.used = True
    paragraphs = [one for one in (criterion.description, heading) if one]
    flags = False
    for block, after in pairwise([*section.blocks, None]):
        if isinstance(block, Item):
            (criterion.red_flags if flags else criterion.meets).append(block.text)
        elif isinstance(block, Paragraph):
            said = fold(block.text)
            flags = said.replace("-", " ").startswith(_RED_FLAGS)
            if not isinstance(after, Item):
                paragraphs.append(block.text)
            elif not flags and said not in _LEAD_INS:
                source.lose("loss-section", "the line that a list begins with", block.place)
    criterion.description = "\n\n".join(paragraphs)


# --- A row a level, under the heading of the criterion --------------------------


def _ladders(source: Source, sections: Sequence[_Section]) -> list[CriterionMade]:
    found: list[CriterionMade] = []
    for section in sections:
        for table in section.tables:
            if section.heading is None or not _is_ladder(table):
                continue
            levels = _levels([row[0] for row in table.rows])
            one = CriterionMade(place=section.place, title=_without_number(section.title))
            one.levels = [
                _made(level, row[1].text) for level, row in zip(levels, table.rows, strict=True)
            ]
            _take_words(source, one, section)
            found.append(one)
    return found


def _is_ladder(table: Table) -> bool:
    return (
        len(table.header) == _LEAST
        and fold(table.header[0].text) in _LEVEL_HEADS
        and bool(_levels([row[0] for row in table.rows]))
    )


def _without_number(title: str) -> str:
    found = re.match(r"[0-9]{1,3}[.)]\s+(.+)", title)
    return found[1] if found else title


# --- A sheet to write scores into -----------------------------------------------


def _sheets(source: Source, sections: Sequence[_Section]) -> list[CriterionMade]:
    found: list[CriterionMade] = []
    guides = _guides(sections)
    for section in sections:
        for table in section.tables:
            span = next(
                (one for head in table.header if (one := _SHEET.match(fold(head.text)))), None
            )
            if span is None:
                continue
            section.used = True
            low, high = sorted((int(span[1]), int(span[2])))
            guide = _guide(guides, range(low, high + 1)[:_TOO_MANY], table.place)
            for row in table.rows:
                if not row[0].text or _skipped(source, row[0]):
                    continue
                levels = [attrs.evolve(one) for one in guide]
                made = CriterionMade(place=row[0].place, title=row[0].text, levels=levels)
                found.append(made)
            if section.title:
                said = "the heading that these criteria stand under"
                source.lose("loss-section", said, section.place)
    return found


def _guides(sections: Sequence[_Section]) -> dict[tuple[int, ...], tuple[_Section, Table]]:
    """Tables that explain numbers, by their numbers."""
    found: dict[tuple[int, ...], tuple[_Section, Table]] = {}
    for section in sections:
        for table in section.tables:
            if _is_ladder(table):
                named = (_named(row[0]).score for row in table.rows)
                numbers = tuple(sorted(one for one in named if one is not None))
                found.setdefault(numbers, (section, table))
    return found


def _guide(
    guides: Mapping[tuple[int, ...], tuple[_Section, Table]], numbers: range, place: Place
) -> list[LevelMade]:
    """Levels of a sheet's numbers, with the words of the table that explains them."""
    if tuple(numbers) not in guides:
        return [LevelMade(place=place, score=Fraction(one)) for one in numbers]
    section, table = guides[tuple(numbers)]
    section.used = True
    return [_explained(row) for row in table.rows]


def _explained(row: Sequence[Cell]) -> LevelMade:
    """A level of a guide: what stands before a dash is its label, the rest its anchor."""
    level = _named(row[0])
    label, _, rest = row[1].text.partition(" - ")
    return _made(_Level(label, level.score, row[0].place), rest)


def _skipped(source: Source, cell: Cell) -> bool:
    if not _PLACEHOLDER.match(cell.raw):
        return False
    said = "a place for a criterion that nobody has written yet"
    source.lose("placeholder-skipped", said, cell.place, "write the criterion, or remove the row")
    return True
