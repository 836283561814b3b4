"""
Adapters: what hiring tools hand out, as documents, and a report of what did not fit.

One tool or format a file. `conversion` is the one entry for rubrics: it knows a format by what
stands in the text. An adapter for scorecards takes the tool's payload as it is and returns an
`Imported`: scorecards, and a problem for everything that could not be carried over. Words of the
tool become levels by a table that stands at the top of the adapter; what is not in the table is
reported and becomes `unknown`. Nothing is guessed, and nothing is left out without a word.
"""

from fairscore.adapters._imported import Imported

__all__ = ["Imported"]
