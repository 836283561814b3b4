"""What the page asks: check a text, and hand out the examples. Runs in the browser."""

import json
from importlib.resources import files
from pathlib import Path

from fairscore.document import examine
from fairscore.errors import Problem, dotted
from fairscore.lints import DEFAULT_LINTS, lint
from fairscore.lints._ignore import IGNORE_SLUGS, without_ignored

__all__ = ["check", "examples"]

_LINTS = {one.slug: one for one in DEFAULT_LINTS}


def check(text: str, name: str) -> str:
    """
    Check a document.

    Args:
        text: YAML or JSON.
        name: Name of its file; empty where it was pasted.

    Returns:
        JSON: the kind of document, and its problems in the order of the text.
    """
    reading = examine(text, name=name)
    problems = reading.problems
    if reading.document is not None:
        problems = tuple(map(reading.placed, lint(reading.document)))
        if not name.lower().endswith(".json"):
            problems = without_ignored(problems, text, known={*_LINTS, *IGNORE_SLUGS}, name=name)
    kind = getattr(reading.document, "kind", "document")
    return json.dumps({"kind": kind, "problems": [_plain(problem) for problem in problems]})


def examples() -> str:
    """JSON: by the button that shows it, the text of each example."""
    good = files("fairscore.cli") / "start" / "backend.rubric.yaml"
    faulty = Path(__file__).with_name("faulty.rubric.yaml")
    return json.dumps({"good": good.read_text("utf-8"), "faulty": faulty.read_text("utf-8")})


def _plain(problem: Problem) -> dict[str, object]:
    found = _LINTS.get(problem.slug)
    is_answer = problem.slug in IGNORE_SLUGS
    return {
        "line": problem.line,
        "column": problem.column,
        "path": dotted(problem.path),
        "message": problem.message,
        "advice": problem.advice,
        "slug": problem.slug,
        "severity": found.severity if found else "warning" if is_answer else "error",
        "why": found.because if found else "",
    }
