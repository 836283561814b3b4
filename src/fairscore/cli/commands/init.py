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

_RUBRIC: Final = "backend.rubric.yaml"
_SCHEMA: Final = "rubric.schema.json"
_CHECKS: Final = {
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".github/workflows/rubrics.yml": "rubrics.yml",
}
"""What is looked for at the root of a repository alone, and its name within the package."""


def run(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to write.")] = Path(),
) -> None:
    """
    Write a rubric that passes `fairscore check`, and what keeps it so.

    Four files: the rubric, the schema for your editor, a hook for pre-commit and a workflow that
    checks rubrics. The last two stand at the root of the repository that DIR is in, if it is in
    one. No file that is there already is touched.
    """
    from fairscore.document import schema
    from fairscore.rubric import Rubric

    source = files("fairscore.cli") / "start"
    described = json.dumps(schema(Rubric), indent=2, ensure_ascii=False) + "\n"
    texts = {
        folder / _RUBRIC: (source / _RUBRIC).read_text("utf-8"),
        folder / _SCHEMA: described,
    }
    root = _root_above(folder)
    for name, packed in _CHECKS.items():
        path, text = (root or folder) / name, (source / packed).read_text("utf-8")
        if root and path.exists():
            # Most repositories have a file of that name. Theirs is for their owner to extend.
            say(f"{path}: is there already and stays as it is; to check rubrics, add to it\n{text}")
        else:
            texts[path] = text
    there = [path for path in texts if path.exists()]
    if there:
        for path in there:
            say(f"{path}: is there already")
        refuse("nothing was written; move these away, or give another folder")
    for path, text in texts.items():
        write(path, text)
        show(str(path))
    say(f"Next: change the rubric, then run `fairscore check {folder}`.")


def _root_above(folder: Path) -> Path | None:
    """The root of the repository that a folder lies in; None where it is one itself, or in none."""
    here = folder.resolve()
    # A file of that name marks the root of a working tree or of a submodule.
    root = next((one for one in (here, *here.parents) if (one / ".git").exists()), here)
    return None if root == here else root
