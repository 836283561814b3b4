"""
A rule of your own: how many interviewers had heard about the candidate before.

Run it from the root of the repository: `python examples/custom_rule.py`.
"""

from collections.abc import Iterator
from pathlib import Path

import fairscore as fs
from fairscore.rules import DEFAULT_RULES

HERE = Path(__file__).parent


def heard_before(debrief: fs.Debrief, threshold: int) -> Iterator[fs.Finding]:
    """Bring up that enough people had heard about the candidate before."""
    heard = [entry for entry in debrief.entries if entry.scorecard.heard_before == "yes"]
    people = {entry.person for entry in heard}
    if len(people) >= threshold:
        yield fs.Finding(
            slug="acme-heard-before",
            audience="panel",
            observation=f"{len(people)} of {len(debrief.people)} had heard about the candidate.",
            shows="This shows that they did not meet the candidate without an expectation.",
            does_not_show="It does not show that what they wrote is wrong.",
            ask="What had you heard, and what of your scorecard would you have seen without it?",
            next_step="Read their evidence once more for what was said or done in the interview.",
            sources=tuple(
                fs.Source(
                    interviewer=entry.person,
                    interview=entry.scorecard.interview,
                    # The scorecard as a whole: a single field is no part that a source leads to.
                    path=(),
                    role="written",
                )
                for entry in heard
            ),
            weight=len(people),
        )


RULE = fs.Rule(
    slug="acme-heard-before",
    audience="panel",
    summary="interviewers who had heard about the candidate before",
    threshold=1,
    unit="people",
    because="one expectation can be passed on in a sentence",
    find=heard_before,
    priority=90,
)

if __name__ == "__main__":
    rubric = fs.read(HERE / "backend.rubric.yaml", fs.Rubric)
    paths = sorted((HERE / "founding-story").glob("*.yaml"))
    cards = [fs.read(path, fs.Scorecard) for path in paths]
    debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="files"))
    rules = (*DEFAULT_RULES, RULE)
    findings = fs.find(debrief, rules)
    for finding in findings:
        print(f"{finding.slug}: {finding.observation}")
    report = fs.Report.of(debrief, findings, viewer="facilitator-1", rules=rules)
    for voice in report.folded[-1].voices:
        print(f"  in the scorecard of {voice.interviewer}")
