"""One JSON object, for programs."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from fairscore.cli._checked import Checked, Found

__all__ = ["pieces"]


def pieces(checked: Iterable[Checked]) -> Iterator[str]:
    """`problems` as they are found, then what was ignored or not readable, and the counts."""
    count = {"checked": 0, "errors": 0, "warnings": 0}
    ignored: list[dict[str, Any]] = []
    unreadable: list[dict[str, str]] = []
    lead = '{\n"problems": ['
    for one in checked:
        if one.error:
            unreadable.append({"file": one.name, "reason": one.error})
            continue
        count["checked"] += 1
        ignored += ({**_plain(found), "reason": found.reason} for found in one.ignored)
        for found in one.found:
            count[f"{found.severity}s"] += 1
            yield f"{lead}\n{_dumps(_plain(found))}"
            lead = ","
    yield lead if lead != "," else ""
    rest = {"ignored": ignored, "unreadable": unreadable, **count}
    yield f"\n],\n{_dumps(rest)[1:-1]}\n}}\n"


def _plain(found: Found) -> dict[str, Any]:
    problem = found.problem
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "path": problem.path,
        "slug": problem.slug,
        "severity": found.severity,
        "message": problem.message,
        "advice": problem.advice,
    }


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
