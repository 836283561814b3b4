"""What the page asks: check a text, and hand out the examples. Runs in the browser."""

import json
from importlib.resources import files
from pathlib import Path

from fairscore.cli._checked import Checked, Found, Wanted, checked
from fairscore.cli._sources import Source
from fairscore.errors import dotted
from fairscore.lints import DEFAULT_LINTS

__all__ = ["check", "examples"]

_REASONS = {one.slug: one.because for one in DEFAULT_LINTS}


def check(text: str, name: str) -> str:
    """
    Check a document, by what the command `fairscore check` does.

    Args:
        text: YAML or JSON.
        name: Name of its file; empty where it was pasted.

    Returns:
        JSON: its problems in the order of the text.
    """
    # A text field can hold half a character, which no file of UTF-8 can.
    data = text.encode(errors="replace")
    done: Checked = checked(Source(name=name, data=data, is_named=bool(name)), Wanted())
    return json.dumps({"problems": [_plain(found) for found in done.found]})


def examples() -> str:
    """JSON: by the button that shows it, the text of each example."""
    good = files("fairscore.cli") / "start" / "backend.rubric.yaml"
    faulty = Path(__file__).with_name("faulty.rubric.yaml")
    return json.dumps({"good": good.read_text("utf-8"), "faulty": faulty.read_text("utf-8")})


def _plain(found: Found) -> dict[str, object]:
    problem = found.problem
    return {
        "line": problem.line,
        "column": problem.column,
        "path": dotted(problem.path),
        "message": problem.message,
        "advice": problem.advice,
        "slug": problem.slug,
        "severity": found.severity,
        "why": _REASONS.get(problem.slug, ""),
    }
