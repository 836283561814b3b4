"""Scorecards of several applications and rounds, each group put side by side."""

from collections.abc import Iterable, Iterator

import attrs

from fairscore.debrief import Debrief
from fairscore.document import Reading
from fairscore.errors import DebriefError, Problem
from fairscore.finding import Rule
from fairscore.report import Report, Viewing
from fairscore.revealed import unsealed
from fairscore.rubric import Rubric
from fairscore.rules import find
from fairscore.scorecard import Scorecard, against

__all__ = ["Card", "Debriefs", "groups"]


@attrs.frozen
class Card:
    """
    A scorecard and the text it was read from.

    Attributes:
        scorecard: The scorecard.
        reading: What can point into its text.
    """

    scorecard: Scorecard = attrs.field(repr=False)
    reading: Reading = attrs.field(repr=False)


def groups(readings: Iterable[Reading]) -> list[list[Card]]:
    """Scorecards by application and round, in an order that their files do not decide."""
    found: dict[tuple[str, str], list[Card]] = {}
    cards = (
        Card(card, reading)
        for reading in readings
        if isinstance(card := reading.document, Scorecard)
    )
    for one in cards:
        found.setdefault((one.scorecard.application, one.scorecard.round), []).append(one)
    return [found[key] for key in sorted(found)]


@attrs.define(kw_only=True)
class Debriefs:
    """
    Puts one group of scorecards after the other side by side.

    Attributes:
        rubrics: Every version of the rubric that was given.
        rules: The rules to ask.
        shadows: Interviewers who sat in.
        viewer: For whom the reports are made.
        role: As what they read them.
        problems: Why a group could not stand side by side, so far.
        findings: How many findings for the panel there are, so far, remarks on the data left out.
    """

    rubrics: list[Rubric]
    rules: tuple[Rule, ...]
    shadows: tuple[str, ...]
    viewer: str
    role: Viewing
    problems: list[Problem] = attrs.field(factory=list[Problem])
    findings: int = 0

    def report(self, group: list[Card]) -> Report | None:
        """The report on one group; None where its scorecards cannot stand side by side."""
        cards = (card.scorecard for card in group)
        try:
            revealed = unsealed(cards, origin="files", shadows=self.shadows)
            debrief = Debrief.of(self.rubrics, revealed)
        except DebriefError as error:
            self.problems += dict.fromkeys(self._placed(error.problems, group))
            return None
        findings = find(debrief, self.rules)
        self.findings += sum(one.audience == "panel" and not one.remark for one in findings)
        return Report.of(debrief, findings, viewer=self.viewer, role=self.role, rules=self.rules)

    def _placed(self, problems: Iterable[Problem], group: list[Card]) -> Iterator[Problem]:
        """Problems between documents name an interviewer; here each finds its file and line."""
        for problem in problems:
            concerned = [card for card in group if self._concerns(problem, card, group)]
            yield from (card.reading.placed(problem) for card in concerned)
            if not concerned:
                yield problem

    def _concerns(self, problem: Problem, card: Card, group: list[Card]) -> bool:
        own = card.scorecard
        if own.interviewer != problem.file:
            return False
        if problem.slug == "scorecard-twice":
            seats = [(one.scorecard.interviewer, one.scorecard.interview) for one in group]
            return seats.count((own.interviewer, own.interview)) > 1
        for rubric in self.rubrics:
            if (rubric.id, rubric.version) == (own.rubric.id, own.rubric.version):
                return attrs.evolve(problem, file="") in against(rubric, own)
        return problem.slug == "rubric-not-given"
