"""What type checkers see of `fairscore.testing`. Read by them, never run."""

from typing import assert_type

from hypothesis.strategies import SearchStrategy

import fairscore as fs
from fairscore.testing import DrawnPanel, drafts, panels, rubrics, scorecards, texts

rubric = fs.read("backend.rubric.yaml", fs.Rubric)

assert_type(texts(), SearchStrategy[str])
assert_type(rubrics(), SearchStrategy[fs.Rubric])
assert_type(rubrics(id="backend", version=2), SearchStrategy[fs.Rubric])
assert_type(scorecards(rubric, interviewer="interviewer-a"), SearchStrategy[fs.Scorecard])
assert_type(drafts(rubric), SearchStrategy[fs.Draft])
assert_type(panels(), SearchStrategy[DrawnPanel])
assert_type(panels(rubric), SearchStrategy[DrawnPanel])


def of(panel: DrawnPanel) -> None:
    """A drawn panel holds documents and makes a debrief."""
    assert_type(panel.rubrics, tuple[fs.Rubric, ...])
    assert_type(panel.scorecards, tuple[fs.Scorecard, ...])
    assert_type(panel.debrief(), fs.Debrief)
