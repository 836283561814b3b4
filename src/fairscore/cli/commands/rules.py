"""`fairscore rules`: what a debrief is asked, and what an author is told."""

from io import StringIO
from typing import TYPE_CHECKING

from fairscore.cli._talk import columns, every_rule, show

if TYPE_CHECKING:
    from fairscore.finding import Check, Rule

__all__ = ["EXAMPLE", "run"]

EXAMPLE = """\b
Examples:
  fairscore rules
  fairscore explain repeated-concern"""
"""What the command is good for."""


def run() -> None:
    """
    List the rules of a debrief, and the checks that an author is told of alone.

    Rules of other installed packages stand at the end. A rubric switches a rule off or tunes its
    threshold.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from fairscore._words import counted_in
    from fairscore.rules import AUTHOR_CHECKS

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, leading=1)
    table.add_column("rule", no_wrap=True)
    table.add_column("told to", no_wrap=True)
    table.add_column("what it looks for, and when it speaks up")
    asked: tuple[Rule | Check, ...] = (*every_rule(), *AUTHOR_CHECKS)
    for one in asked:
        table.add_row(
            one.slug,
            one.audience,
            f"{one.summary}\nthreshold: {counted_in(one.threshold, one.unit)}",
        )
    out = StringIO()
    Console(file=out, width=columns(), markup=False, highlight=False, emoji=False).print(table)
    show("\n".join(line.rstrip() for line in out.getvalue().split("\n")).strip("\n"))
