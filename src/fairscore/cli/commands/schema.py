"""`fairscore schema`: the JSON Schema of a kind of document."""

import json
from typing import Annotated

import typer

from fairscore.cli._talk import refuse, show

__all__ = ["EXAMPLE", "run"]

EXAMPLE = """\b
Example: completion and hover text in an editor
  fairscore schema rubric > rubric.schema.json
  and as the first line of the rubric
  # yaml-language-server: $schema=./rubric.schema.json"""
"""What the command is good for."""


def run(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="rubric, translation, scorecard, draft, vocabulary, assignment, meeting, report, "
            "receipt.",
        ),
    ],
) -> None:
    """Print the JSON Schema (2020-12) of a kind of document."""
    from fairscore.document import KINDS, load_kind, schema

    if kind not in KINDS:
        refuse(f"no such kind of document; give one of {', '.join(KINDS)}")
    show(json.dumps(schema(load_kind(kind)), indent=2, ensure_ascii=False))
