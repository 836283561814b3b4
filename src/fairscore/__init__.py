"""
Interview scorecards side by side, with disagreement and repeated flags before any average.

The flow, in the order of the names below. A `Rubric` says what is judged; a `Scorecard` is what one
interviewer wrote alone. A `Desk` keeps what the `Seat`s of a panel hand in sealed until the reveal;
scorecards from files come in through `unsealed`. `Debrief.of` puts them side by side, `find` asks
the rules about them, and `Report.of` makes what a person reads.

    >>> import fairscore as fs
    >>> from pathlib import Path
    >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
    >>> paths = sorted(Path("examples/founding-story").glob("*.yaml"))
    >>> cards = [fs.read(path, fs.Scorecard) for path in paths]
    >>> debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="files"))
    >>> findings = fs.find(debrief)
    >>> findings[0].slug
    'concern-against-recommendation'
    >>> print(findings[0].ask.split("? ")[0])
    What did the candidate say or do
    >>> report = fs.Report.of(debrief, findings, viewer="facilitator-1")

fairscore does not measure or remove bias, judges nobody and decides nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairscore.agreement import Undefined
    from fairscore.async_desk import AsyncDesk
    from fairscore.debrief import Debrief
    from fairscore.desk import Desk
    from fairscore.document import dump, parse, read, schema
    from fairscore.draft import Draft
    from fairscore.errors import DebriefError, DocumentError, FairscoreError, Problem
    from fairscore.event import ALL_IN, Seat
    from fairscore.finding import Finding, Rule, Source
    from fairscore.report import Report
    from fairscore.revealed import unsealed
    from fairscore.rubric import Criterion, Rubric
    from fairscore.rules import check_draft, find
    from fairscore.scorecard import Flag, Rating, Scorecard
    from fairscore.vocabulary import Vocabulary

_HOMES = {
    "read": "document",
    "parse": "document",
    "dump": "document",
    "schema": "document",
    "Vocabulary": "vocabulary",
    "Rubric": "rubric",
    "Criterion": "rubric",
    "Scorecard": "scorecard",
    "Rating": "scorecard",
    "Flag": "scorecard",
    "Draft": "draft",
    "check_draft": "rules",
    "Seat": "event",
    "ALL_IN": "event",
    "Desk": "desk",
    "AsyncDesk": "async_desk",
    "unsealed": "revealed",
    "Debrief": "debrief",
    "Undefined": "agreement",
    "Finding": "finding",
    "Source": "finding",
    "Rule": "finding",
    "find": "rules",
    "Report": "report",
    "Problem": "errors",
    "FairscoreError": "errors",
    "DocumentError": "errors",
    "DebriefError": "errors",
}

__all__ = [
    "ALL_IN",
    "AsyncDesk",
    "Criterion",
    "Debrief",
    "DebriefError",
    "Desk",
    "DocumentError",
    "Draft",
    "FairscoreError",
    "Finding",
    "Flag",
    "Problem",
    "Rating",
    "Report",
    "Rubric",
    "Rule",
    "Scorecard",
    "Seat",
    "Source",
    "Undefined",
    "Vocabulary",
    "check_draft",
    "dump",
    "find",
    "parse",
    "read",
    "schema",
    "unsealed",
]

if not TYPE_CHECKING:
    # Hidden from type checkers, so that a name that does not exist stays an error to them.
    def __getattr__(name: str) -> Any:
        """Import a public name when it is first used (PEP 562), so that importing this is cheap."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
