"""The report as a document, and the renderings it can be asked for."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from pydantic import Field

from fairscore._fields import Fields, rows, word
from fairscore._tree import Fault, Path
from fairscore.debrief import Debrief
from fairscore.document import Document, dump
from fairscore.finding import Finding, Rule
from fairscore.report import _beside, _making, _markdown, _orders, _slack, _table
from fairscore.report._extras import MissingExtraError
from fairscore.report._parts import (
    ReportAbsent,
    ReportAnswer,
    ReportFinding,
    ReportFlag,
    ReportLater,
    ReportNote,
    ReportRow,
    ReportRubric,
    ReportScorecard,
    ReportShadow,
    Viewing,
)
from fairscore.report._phrases import LIMITS
from fairscore.report._plain import escaped_in_json
from fairscore.rules import DEFAULT_RULES

__all__ = ["Report"]


class Report(Document):
    """
    A debrief made readable for one viewer. Build it with `Report.of`; it is written, not edited.

    It holds no overall figure for the candidate, on purpose.
    """

    confidential: ClassVar[bool] = True
    kind: Literal["report"] = "report"
    """What this document is."""
    schema_version: Literal[1] = 1
    """Version of this document format."""
    viewer: str = Field(min_length=1, max_length=200)
    """For whom it was made."""
    role: Viewing
    """As what they read it."""
    application: str
    """The application, as the host calls it."""
    round: str
    """Round of the application."""
    rubric: ReportRubric
    """The rubric."""
    origin: str
    """Where the scorecards come from."""
    exposure: str
    """What is known of who had seen what before writing, in plain words."""
    turnout: str = ""
    """How many of the scorecards that were expected came in time, and what of the others, in plain
    words; empty where nobody knows how many were expected, as with files."""
    page_order: str = ""
    """In which order the scorecards stand on this page, and how it was drawn, in plain words; empty
    where no order was drawn, and then they stand by name."""
    absent: tuple[ReportAbsent, ...] = ()
    """Seats whose scorecard is not here, and why."""
    scorecards: tuple[ReportScorecard, ...]
    """The scorecards that count, in the order drawn for the viewer, or by interviewer."""
    discuss_first: tuple[ReportFinding, ...] = Field(default=(), max_length=3)
    """What to talk about first."""
    folded: tuple[ReportFinding, ...] = ()
    """Everything else that came up, the most important first."""
    rows: tuple[ReportRow, ...] = ()
    """Criteria by interviewer."""
    recommendations: tuple[ReportRow, ...] = ()
    """Recommendations; several rows where versions of the rubric have different scales for them."""
    flags: tuple[ReportFlag, ...] = ()
    """Every flag, by interviewer."""
    answers: tuple[ReportAnswer, ...] = ()
    """Answers to questions."""
    notes: tuple[ReportNote, ...] = ()
    """Other notes."""
    shadows: tuple[ReportShadow, ...] = ()
    """Scorecards of shadow seats: shown apart, never counted."""
    later: tuple[ReportLater, ...] = ()
    """Later versions of scorecards: shown beside, never counted."""
    limits: str
    """What this report does not show."""

    @classmethod
    def cross_faults(cls, plain: Fields) -> Iterator[Fault]:
        """Levels and lines that no scale has, and findings that this viewer may not see."""
        for field in ("rows", "recommendations"):
            for index, row in rows(plain, field):
                yield from _off_scale(row, (field, index))
        seen = {"panel", "facilitator"} if plain.get("role") == "facilitator" else {"panel"}
        for field in ("discuss_first", "folded"):
            for index, finding in rows(plain, field):
                if word(finding, "audience") not in seen:
                    yield Fault(
                        slug="not-for-the-viewer",
                        message="a finding that this viewer may not see",
                        advice="make the report with Report.of",
                        path=(field, index, "audience"),
                    )

    @classmethod
    def of(
        cls,
        debrief: Debrief,
        findings: Iterable[Finding],
        *,
        viewer: str,
        role: Viewing = "panel",
        rules: Iterable[Rule] = DEFAULT_RULES,
    ) -> "Report":
        """
        Make the report for one viewer.

        Args:
            debrief: The debrief.
            findings: What `find` returned, in its order.
            viewer: For whom it is made, as the host calls them.
            role: As what they read it. A facilitator sees findings that the panel does not;
                findings for an author or for oneself are in no report.
            rules: The rules that were asked, as for `find`: the report says which of them the
                rubric tunes or switches off, and which of its names are no rule's.

        Returns:
            The report; the same for the same scorecards in any order.

        Example:
            >>> import fairscore as fs
            >>> from pathlib import Path
            >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
            >>> files = sorted(Path("examples/founding-story").glob("*.yaml"))
            >>> cards = [fs.read(file, fs.Scorecard) for file in files]
            >>> debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="files"))
            >>> report = fs.Report.of(debrief, fs.find(debrief), viewer="facilitator-1")
            >>> report.discuss_first[0].voices[0].set_aside.words
            'may be my mood'
        """
        first, folded = _making.shared_out(debrief, findings, role)
        card = _making.any_scorecard(debrief)
        page_order = _orders.page_order_of(shown := _orders.shown_to(debrief, viewer), viewer)
        return cls(
            viewer=viewer,
            role=role,
            application=card.application,
            round=card.round,
            rubric=_making.rubric_of(debrief, rules),
            origin=debrief.origin,
            exposure=_making.exposure_of(debrief),
            turnout=_beside.turnout_of(debrief),
            page_order=page_order,
            absent=tuple(_beside.absent_of(debrief)),
            scorecards=tuple(
                _making.scorecard_of(shown, one, place if page_order else None)
                for place, one in enumerate(shown.entries, 1)
            ),
            discuss_first=first,
            folded=folded,
            rows=_table.rows_of(shown),
            recommendations=_table.recommendations_of(shown),
            flags=tuple(flag for one in shown.entries for flag in _making.flags_of(shown, one)),
            answers=tuple(
                answer for one in shown.entries for answer in _making.answers_of(shown, one)
            ),
            notes=tuple(note for one in shown.entries for note in _making.notes_of(one)),
            shadows=tuple(_making.shadow_of(shown, one) for one in shown.shadows),
            later=tuple(_beside.later_of(shown)),
            limits=LIMITS,
        )

    def text(self, width: int = 100, *, color: bool = False) -> str:
        """
        For a terminal. Control sequences in anybody's words are taken out.

        Args:
            width: Columns to fill; at least 40 are used.
            color: Whether to add colour. No meaning is in the colour alone.

        Raises:
            MissingExtraError: rich is not installed.
        """
        try:
            from fairscore.report import _text  # noqa: PLC0415 # needs rich, an extra
        except ImportError:
            raise MissingExtraError("the report in a terminal") from None
        return _text.render(self, width=width, color=color)

    def markdown(self) -> str:
        """As GitHub-flavoured Markdown, with every word from a scorecard escaped."""
        return _markdown.render(self)

    def slack(self) -> str:
        """As a short message in Slack's markup: what to discuss first, and no tables."""
        return _slack.render(self)

    def html(self) -> str:
        """
        As one self-contained page: no scripts, no network, everything escaped.

        Raises:
            MissingExtraError: Jinja2 is not installed.
        """
        try:
            from fairscore.report import _html  # noqa: PLC0415 # needs Jinja2, an extra
        except ImportError:
            raise MissingExtraError("the page") from None
        return _html.render(self)

    def to_json(self) -> str:
        """As the document itself, with control characters in their escaped spelling."""
        return escaped_in_json(dump(self, "json"))


def _off_scale(row: Fields, path: Path) -> Iterator[Fault]:
    """Levels of cells, and a line, that the row's own levels do not have."""
    values = [level.get("value") for _, level in rows(row, "levels")]
    named = [((*path, "line"), row.get("line"))]
    named += [((*path, "cells", at, "level"), cell.get("level")) for at, cell in rows(row, "cells")]
    for place, value in named:
        if value is not None and value not in values:
            yield Fault(
                slug="not-on-scale",
                message="not the value of a level of this scale",
                advice="make the report with Report.of",
                path=place,
            )
