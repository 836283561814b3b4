"""`fairscore init`: a rubric to start from, and what checks it."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final

import typer

from fairscore.cli._talk import refuse, say, show, write

__all__ = ["EXAMPLE", "run"]

EXAMPLE = """\b
Example:
  fairscore init hiring
  fairscore check hiring"""
"""What the command is good for."""

_START: Final = {
    "backend.rubric.yaml": "backend.rubric.yaml",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".github/workflows/rubrics.yml": "rubrics.yml",
}
"""Where each file goes, and the name under which it travels with the package."""
_SCHEMA: Final = "rubric.schema.json"


def run(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to write.")] = Path(),
) -> None:
    """
    Write a rubric that passes `fairscore check`, and what keeps it so.

    Four files: the rubric, the schema for your editor, a hook for pre-commit and a workflow that
    checks rubrics. None that is there already is touched: then nothing is written.
    """
    from fairscore.document import schema
    from fairscore.rubric import Rubric

    source = files("fairscore.cli") / "start"
    texts = {name: (source / packed).read_text("utf-8") for name, packed in _START.items()}
    texts[_SCHEMA] = json.dumps(schema(Rubric), indent=2, ensure_ascii=False) + "\n"
    there = [folder / name for name in texts if (folder / name).exists()]
    if there:
        for path in there:
            say(f"{path}: is there already")
        refuse("nothing was written; move these away, or give another folder")
    for name, text in texts.items():
        write(folder / name, text)
        show(str(folder / name))
    say(f"Next: change the rubric, then run `fairscore check {folder}`.")
