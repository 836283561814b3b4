"""
Report: what a debrief brings up, made for one viewer, in several renderings.

`Report.of` decides what the viewer may see. The renderings show all of it and nothing else.
"""

from fairscore.report._drawn_again import check_orders
from fairscore.report._extras import MissingExtraError
from fairscore.report._model import Report
from fairscore.report._parts import (
    Absence,
    AgainstLine,
    Beside,
    ReportAbsent,
    ReportAnswer,
    ReportCell,
    ReportChange,
    ReportFinding,
    ReportFlag,
    ReportLater,
    ReportLevel,
    ReportNote,
    ReportRow,
    ReportRubric,
    ReportScorecard,
    ReportSetting,
    ReportShadow,
    SetAsideShown,
    State,
    Viewing,
    Voice,
)

__all__ = [
    "Absence",
    "AgainstLine",
    "Beside",
    "MissingExtraError",
    "Report",
    "ReportAbsent",
    "ReportAnswer",
    "ReportCell",
    "ReportChange",
    "ReportFinding",
    "ReportFlag",
    "ReportLater",
    "ReportLevel",
    "ReportNote",
    "ReportRow",
    "ReportRubric",
    "ReportScorecard",
    "ReportSetting",
    "ReportShadow",
    "SetAsideShown",
    "State",
    "Viewing",
    "Voice",
    "check_orders",
]
