"""One problem a line, for people."""

from collections.abc import Iterable, Iterator

import typer

from fairscore.cli._checked import Checked, Found
from fairscore.cli._talk import one_line

__all__ = ["coloured", "pieces"]


def pieces(checked: Iterable[Checked]) -> Iterator[str]:
    """A line for each problem: where, what, what to do, and its slug."""
    for one in checked:
        for found in one.found:
            yield f"{one_line(str(found.problem))}\n"


def coloured(checked: Iterable[Checked]) -> Iterator[str]:
    """The same, the place in bold and the slug in the colour of its severity."""
    for one in checked:
        for found in one.found:
            yield _coloured(found)


def _coloured(found: Found) -> str:
    problem = found.problem
    line = one_line(str(problem))
    place = one_line(f"{problem.file}:{problem.line}:{problem.column}")
    slug = f"[{problem.slug}]"
    said = line[len(place) : -len(slug)]
    colour = typer.colors.RED if found.severity == "error" else typer.colors.YELLOW
    return f"{typer.style(place, bold=True)}{said}{typer.style(slug, fg=colour)}\n"
