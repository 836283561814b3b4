"""The figures on the page about repeats: each is what a smaller run gives, within its noise."""

from __future__ import annotations

import importlib.util
import re
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "explanation" / "repeats.md"
PANELS = 400


def load() -> ModuleType:
    """Load the script, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("simulated", ROOT / "tools" / "simulated.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = load()


class Figure(Protocol):
    """A number of the script, and its standard error."""

    value: float
    error: float


class Row(Protocol):
    """A row of the script."""

    label: tuple[str, ...]

    def measure(self, panels: int, /) -> list[Figure]:
        """Make its figures from so many panels."""


def stated(name: str) -> dict[tuple[str, ...], list[float]]:
    """Read a table of the page: its figures, by what stands in front of them."""
    found = TOOL.block(name).search(PAGE.read_text("utf-8"))
    assert found is not None
    rows: dict[tuple[str, ...], list[float]] = {}
    for line in found[2].splitlines()[2:]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        figures = [cell for cell in cells if re.fullmatch(r"\d+\.\d{3}", cell)]
        rows[tuple(cells[: len(cells) - len(figures)])] = [float(one) for one in figures]
    return rows


def differs(page: float, figure: Figure, panels: int) -> bool:
    """Whether a figure of the page is further from that of a smaller run than chance explains."""
    # The page has noise of its own, smaller by the root of how many more panels it was made from.
    noise = figure.error * sqrt(1 + panels / TOOL.PANELS)
    return abs(page - figure.value) > 4.5 * noise + 0.0006


ROWS = [
    pytest.param(name, row, id=f"{name} {' '.join(row.label)}")
    for name, (_, rows) in TOOL.TABLES.items()
    for row in rows
]


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_a_row_is_what_fewer_panels_give(name: str, row: Row) -> None:
    """What was worked out is the same to its last digit; what was simulated, within its noise."""
    figures = row.measure(PANELS)
    page = stated(name)[row.label]

    assert len(page) == len(figures)
    assert [differs(*both, PANELS) for both in zip(page, figures, strict=True)] == [False] * len(
        page
    )


@pytest.mark.parametrize("name", TOOL.TABLES)
def test_a_table_has_the_rows_of_its_script(name: str) -> None:
    """None is missing, none is left over, and the heads are the same."""
    heads, rows = TOOL.TABLES[name]
    found = TOOL.block(name).search(PAGE.read_text("utf-8"))

    assert found is not None
    assert found[2].splitlines()[0] == f"| {' | '.join(head.strip() for head in heads)} |"
    assert list(stated(name)) == [row.label for row in rows]


def test_a_figure_that_is_wrong_is_found() -> None:
    """Negative control: one tenth more than what it should be is told from chance."""
    row = TOOL.TABLES["coders"][1][2]
    figures = row.measure(PANELS)
    exact = TOOL.TABLES["chance"][1][0].measure(1)[0]

    assert not differs(figures[0].value, figures[0], PANELS)
    assert differs(figures[0].value - 0.15, figures[0], PANELS)
    assert differs(exact.value + 0.001, exact, PANELS)


def test_the_stated_generator_meets_what_was_asked_of_it() -> None:
    """Coders right nine times in ten: at least .92 found, at most .28 false concerns a debrief."""
    found, concerns, _ = stated("coders")["0.9", "0", "2"]

    assert found >= 0.92
    assert concerns <= 0.28


def test_repeats_enlarge_every_difference_of_the_page() -> None:
    """In each row the repeats differ by more than the flags, and more so at a higher threshold."""
    rows = stated("groups")
    for flags, exact, simulated in rows.values():
        assert simulated > flags
        assert exact > flags
    assert rows["3/2 times", "0", "3"][1] > rows["3/2 times", "0", "2"][1]
