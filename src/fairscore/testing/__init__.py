"""
For your own tests: Hypothesis strategies that draw documents of every shape fairscore takes.

    >>> from hypothesis import given, settings
    >>> from fairscore.testing import panels
    >>> @settings(max_examples=5, database=None)
    ... @given(panels())
    ... def test_my_tool_takes_any_panel(panel):
    ...     assert panel.debrief().people or panel.shadows
    >>> test_my_tool_takes_any_panel()

It needs the extra: `fairscore-hiring[testing]`.
"""

from fairscore.testing._strategies import DrawnPanel, drafts, panels, rubrics, scorecards, texts

__all__ = ["DrawnPanel", "drafts", "panels", "rubrics", "scorecards", "texts"]
