"""A thousand random rubrics and panels go through the whole flow, and nothing is raised."""

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

import fairscore as fs
from fairscore.document import Document
from fairscore.rules import AUTHOR_CHECKS, DEFAULT_RULES
from fairscore.testing import DrawnPanel, drafts, panels

pytestmark = pytest.mark.long

# The number is a promise of its own: it does not follow the profile.
A_THOUSAND = settings(
    max_examples=1000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
EVERY_SLUG = {rule.slug for rule in DEFAULT_RULES}


def read_again(document: Document) -> None:
    """Write a document both ways and read it again: the same document, the same digest."""
    as_json = fs.parse(fs.dump(document, "json"), type(document), name="drawn.json")
    as_yaml = fs.parse(fs.dump(document, "yaml"), type(document), name="drawn.yaml")
    assert as_json == as_yaml == document
    assert as_json.digest == as_yaml.digest == document.digest


def go_through(panel: DrawnPanel, draft: fs.Draft) -> tuple[fs.Finding, ...]:
    """Take a panel and a draft through reading, the debrief, every rule and every rendering."""
    for document in (*panel.rubrics, *panel.scorecards, draft):
        read_again(document)
    debrief = panel.debrief()
    findings = fs.find(debrief)
    assert {finding.slug for finding in findings} <= EVERY_SLUG
    for finding in findings:
        for source in finding.sources:
            assert debrief.written(source.interviewer, source.interview, source.path) is not None
    report = fs.Report.of(debrief, findings, viewer="facilitator-1", role="facilitator")
    read_again(report)
    for rendering in (report.text, report.markdown, report.slack, report.html, report.to_json):
        assert rendering()
    checks = fs.check_draft(panel.rubrics[0], draft)
    assert {check.slug for check in checks} <= {check.slug for check in AUTHOR_CHECKS}
    if not draft.problems(panel.rubrics[0]):
        read_again(draft.scorecard(panel.rubrics[0]))
    return findings


@A_THOUSAND
@given(panels(), st.data())
def test_a_thousand_panels_go_through_everything(panel: DrawnPanel, data: st.DataObject) -> None:
    """Reading, writing, the debrief, every rule, every check and every rendering take any panel."""
    draft = data.draw(drafts(panel.rubrics[0]))
    for finding in go_through(panel, draft):
        event(finding.slug)
