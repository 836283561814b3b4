"""Comma-separated values: cells with places, written so that no spreadsheet runs a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property

import attrs

from fairscore._tree import Place
from fairscore.adapters._source import Source
from fairscore.errors import shown

__all__ = ["Row", "Sheet", "guarded", "unguarded", "written"]

_MOST_CELLS = 200_000
_DELIMITERS = ",;\t"
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,15})?")
# What a spreadsheet takes for a formula: these signs, their full-width forms, and the same behind
# space. A quote in front makes it text. Texts that begin with quotes and then such a sign get one
# more, so that taking one away always gives back what was there.
_FORMULA = re.compile("'*(?:[\t\r]|\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20])")
_GUARDED = re.compile("'+(?:[\t\r]|\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20])")


def guarded(cell: str) -> str:
    """
    A text as a cell that is never run.

    Example:
        >>> guarded("=1+1"), guarded("- listens"), guarded("a = b")
        ("'=1+1", "'- listens", 'a = b')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """
    A cell without the quote that `guarded` put in front.

    Example:
        >>> unguarded("'=1+1"), unguarded("'tis")
        ('=1+1', "'tis")
    """
    return cell[1:] if _GUARDED.match(cell) else cell


def written(rows: Iterable[Sequence[str | int]]) -> str:
    """CSV of rows; texts are guarded, numbers are ours and stay numbers."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(one) if isinstance(one, str) else one for one in row])
    return made.getvalue()


@attrs.frozen(kw_only=True)
class Row:
    """
    A row of a sheet, its cells by the folded name of their column.

    Attributes:
        sheet: The sheet.
        line: Line on which the row begins.
        end: Line on which it ends.
        cells: The cells, quotes of ours taken away.
    """

    sheet: "Sheet" = attrs.field(repr=False)
    line: int
    end: int
    cells: tuple[str, ...] = attrs.field(repr=False)

    def at(self, column: int) -> str:
        """Text of a cell by its position; empty where the row is shorter."""
        return self.cells[column].strip() if 0 <= column < len(self.cells) else ""

    def text(self, name: str) -> str:
        """Text of the first column of that name; empty where there is none."""
        return self.at(self.sheet.column(name))

    def number(self, name: str) -> Fraction | None:
        """Number in the first column of that name; None where there is none."""
        return self.number_at(self.sheet.column(name))

    def number_at(self, column: int) -> Fraction | None:
        """Number in a cell; None where it is empty. Anything else is refused."""
        cell = self.at(column)
        if not cell:
            return None
        if _NUMBER.fullmatch(cell):
            return Fraction(cell.replace(",", "."))
        self.sheet.source.refuse(
            "not-a-number",
            "not a number that can be read",
            "write it with at most 15 digits on either side of the point",
            self.place_at(column),
        )
        return None

    def place(self, name: str = "") -> Place:
        """Line and column of a cell, or of the row."""
        return self.place_at(self.sheet.column(name) if name else 0)

    def place_at(self, column: int) -> Place:
        """Line and column of a cell by its position."""
        return self.sheet.place(self.line, self.end, column)


@attrs.define(kw_only=True, slots=False)
class Sheet:
    """
    A table read from CSV.

    Attributes:
        source: The text.
        header: Names of the columns, as they stand there; a name may stand several times.
        rows: The rows that hold something.
        delimiter: What stands between cells.
    """

    source: Source = attrs.field(repr=False)
    header: tuple[str, ...]
    rows: list[Row] = attrs.field(factory=list[Row])
    delimiter: str = ","
    _row: int = 0
    _begins: list[Place] = attrs.field(factory=list[Place], repr=False)

    @classmethod
    def of(cls, source: Source) -> "Sheet":
        """Read a sheet; what is wrong with it as CSV is noted in the source."""
        first = source.text.lstrip("\r\n").split("\n", 1)[0]
        delimiter = max(_DELIMITERS, key=first.count)
        sheet = cls(source=source, header=(), delimiter=delimiter)
        reader = csv.reader(sheet._lines, strict=True, delimiter=delimiter)
        line, cells, fault = 1, 0, ""
        try:
            for row in reader:
                cells += len(row)
                if cells > _MOST_CELLS:
                    fault = f"more than {_MOST_CELLS} cells"
                    break
                if not sheet.header and any(row):
                    sheet.header = tuple(one.strip() for one in row)
                elif any(one.strip() for one in row):
                    found = tuple(unguarded(one) for one in row)
                    sheet.rows.append(Row(sheet=sheet, line=line, end=reader.line_num, cells=found))
                line = reader.line_num + 1
        except csv.Error:
            fault = "cannot be read as comma-separated values from here"
        if fault:
            source.refuse(
                "not-csv",
                fault,
                "close and double quotes, shorten long cells, or export the file again",
                (line, 1),
            )
        return sheet

    def column(self, name: str) -> int:
        """Position of the first column of a name; -1 where there is none."""
        return next(iter(self.columns(name)), -1)

    def columns(self, name: str) -> list[int]:
        """Positions of all columns of a name."""
        return self._columns.get(name.casefold(), [])

    def report_unread(self, names: Iterable[str]) -> None:
        """Note as lost every column that is not among those named and holds something."""
        known = {name.casefold() for name in names}
        filled: dict[int, list[Row]] = {}
        for row in self.rows:
            for at in range(min(len(row.cells), len(self.header))):
                if row.at(at) and self.header[at].casefold() not in known:
                    filled.setdefault(at, []).append(row)
        for at in sorted(filled):
            times = "" if len(filled[at]) == 1 else f" ({len(filled[at])} times)"
            said = f"a rubric has no place for `{shown(self.header[at])}`{times}"
            self.source.lose("loss-field", said, filled[at][0].place_at(at))

    def place(self, line: int, end: int, column: int) -> Place:
        """Line and column at which a cell begins, in the row from a line to another."""
        if self._row != line:
            self._row, self._begins = line, [(line, 1), *self._borders(line, end)]
        return self._begins[column] if 0 <= column < len(self._begins) else (line, 1)

    def _borders(self, line: int, end: int) -> Iterator[Place]:
        """Places behind the delimiters of a row, those within quotes passed over."""
        quoted, begins = False, True
        for down, text in enumerate(self._lines[line - 1 : end]):
            for across, character in enumerate(text):
                if character == '"' and (quoted or begins):
                    quoted = not quoted
                elif character == self.delimiter and not quoted:
                    yield line + down, across + 2
                # Behind a quote that closes, another one opens again: that is a doubled one.
                begins = character in (self.delimiter, '"') and not quoted

    @cached_property
    def _lines(self) -> list[str]:
        # Not `splitlines`: that breaks at characters which CSV takes for any other.
        return list(io.StringIO(self.source.text, newline=""))

    @cached_property
    def _columns(self) -> dict[str, list[int]]:
        columns: dict[str, list[int]] = {}
        for at, name in enumerate(self.header):
            columns.setdefault(" ".join(name.split()).casefold(), []).append(at)
        return columns
