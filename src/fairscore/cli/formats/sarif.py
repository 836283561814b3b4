"""SARIF 2.1.0, the standard format of static analysis, for code hosts and editors."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fairscore.cli._checked import Checked, Found
from fairscore.cli._entries import SEVERITIES, entry
from fairscore.errors import dotted

__all__ = ["pieces"]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"


def pieces(checked: Iterable[Checked]) -> Iterator[str]:
    """One log with one run: results as they are found, then the rules that they are about."""
    rules = {one: index for index, one in enumerate(SEVERITIES)}
    seen: dict[str, int] = {}
    notes: list[dict[str, Any]] = []
    yield f'{{\n"$schema": "{_SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n"results": ['
    lead = ""
    for one in checked:
        if one.error:
            notes.append(_note(one))
        for found in (*one.found, *one.ignored):
            index = rules.setdefault(found.problem.slug, len(rules))
            yield f"{lead}\n{_dumps(_result(found, index, seen))}"
            lead = ","
        seen.clear()
    run = {
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The folder in which the check was run."}}
        },
        "invocations": [
            {"executionSuccessful": not notes, "toolExecutionNotifications": notes},
        ],
        "tool": {
            "driver": {
                "name": "fairscore",
                "version": version("fairscore-hiring"),
                "rules": [_rule(slug) for slug in rules],
            }
        },
    }
    yield f"\n],\n{_dumps(run)[1:-1]}\n}}]\n}}\n"


def _result(found: Found, index: int, seen: dict[str, int]) -> dict[str, Any]:
    problem = found.problem
    said = ": ".join(filter(None, (dotted(problem.path), problem.message)))
    return {
        "ruleId": problem.slug,
        "ruleIndex": index,
        "level": found.severity,
        "message": {"text": f"{said}; {problem.advice}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(problem.file),
                    "region": {"startLine": problem.line, "startColumn": problem.column},
                }
            }
        ],
        "partialFingerprints": {"fairscoreProblem/v1": _fingerprint(found, seen)},
        "suppressions": (
            [{"kind": "inSource", "justification": found.reason}] if found.is_ignored else []
        ),
    }


def _artifact(name: str) -> dict[str, str]:
    """Where a file is: from the folder we are in, or wholly where it is not below that."""
    here = f"{Path.cwd().as_uri().removesuffix('/')}/"
    # Not resolved: who reads the log knows a link by its own name.
    uri = Path(os.path.abspath(name)).as_uri()  # noqa: PTH100 (as above)
    if uri.startswith(here):
        return {"uri": uri.removeprefix(here), "uriBaseId": _ROOT}
    return {"uri": uri}


def _fingerprint(found: Found, seen: dict[str, int]) -> str:
    """
    A name for the problem that keeps when lines move, or when items are added before it.

    It is made of names of fields and ids and of our own words, never of what a scorecard says.
    """
    problem = found.problem
    parts = [_artifact(problem.file)["uri"], problem.slug, *found.steps, problem.message]
    name = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
    seen[name] = seen.get(name, 0) + 1
    return f"{name}:{seen[name]}"


def _rule(slug: str) -> dict[str, Any]:
    told = entry(slug)
    return {
        "id": slug,
        "shortDescription": {"text": told.short},
        "fullDescription": {"text": told.full},
        "help": {"text": told.advice},
        "defaultConfiguration": {"level": SEVERITIES.get(slug, "error")},
    }


def _note(one: Checked) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": f"could not be read: {one.error}"},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(one.name)}}],
    }


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
