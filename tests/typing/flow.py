"""What type checkers see of the flow from files to a report. Read by them, never run."""

from fractions import Fraction
from typing import assert_type

import fairscore as fs
from fairscore.agreement import Spread, average_deviation, spread
from fairscore.document import Document
from fairscore.errors import Problem
from fairscore.revealed import Revealed
from fairscore.row import Row

rubric = fs.read("backend.rubric.yaml", fs.Rubric)
assert_type(rubric, fs.Rubric)
assert_type(fs.read("anything.yaml"), Document)
assert_type(fs.parse("kind: scorecard", fs.Scorecard), fs.Scorecard)
assert_type(fs.parse(b"{}"), Document)
assert_type(fs.dump(rubric), str)

card = fs.parse("", fs.Scorecard)
revealed = fs.unsealed([card], origin="files")
assert_type(revealed, Revealed)
debrief = fs.Debrief.of(rubric, revealed)
assert_type(debrief, fs.Debrief)
assert_type(debrief.rows, tuple[Row, ...])
assert_type(debrief.rows[0].spread, Spread | fs.Undefined)
assert_type(debrief.rows[0].ratings, tuple[int | None, ...])

findings = fs.find(debrief)
assert_type(findings, tuple[fs.Finding, ...])
assert_type(findings[0].sources, tuple[fs.Source, ...])

report = fs.Report.of(debrief, findings, viewer="facilitator-1")
assert_type(report, fs.Report)
assert_type(report.html(), str)

draft = fs.parse("", fs.Draft)
assert_type(draft.problems(rubric), tuple[Problem, ...])
assert_type(draft.scorecard(rubric), fs.Scorecard)
assert_type(fs.check_draft(rubric, draft), tuple[fs.Finding, ...])

assert_type(spread([1, None, 3], scale=(1, 2, 3)), Spread | fs.Undefined)
assert_type(average_deviation([1, 2], scale=(1, 2, 3)), Fraction | fs.Undefined)

# A name that does not exist is an error, although names are found when they are first used.
unknown = fs.Rubik  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]

# Documents are frozen; mypy needs its plugin to see that, pyright does not.
rubric.title = "other"  # pyright: ignore[reportAttributeAccessIssue]
