"""Draft: a scorecard while it is being written, seen by its author alone."""

import json
from collections.abc import Mapping
from typing import ClassVar, Literal

import attrs

from fairscore._canonical import Plain
from fairscore._fields import Fields, rows
from fairscore._text import Id, LevelValue, Moment, Ref, Words
from fairscore.document import Document, Part, parse
from fairscore.errors import DocumentError, Problem
from fairscore.rubric import Rubric
from fairscore.scorecard import (
    Answer,
    NotRated,
    Recommendation,
    RubricRef,
    Scorecard,
    SetAside,
    Signal,
    against,
)

__all__ = ["Draft", "DraftFlag", "DraftRating"]


class DraftRating(Part):
    """A rating that is not finished."""

    confidential: ClassVar[bool] = True
    criterion: Id
    """The criterion."""
    level: LevelValue | None = None
    """Value of the level, once chosen."""
    not_rated: NotRated | None = None
    """Why there is none."""
    evidence: Words | None = None
    """What was said or done."""


class DraftFlag(Part):
    """A flag that is not finished: what was observed comes first, its kind later."""

    confidential: ClassVar[bool] = True
    observed: Words | None = None
    """What was said or done."""
    kind: Id | None = None
    """Code of a kind, or `other`."""
    words: Words | None = None
    """What it is about, for `other`."""
    signal: Signal | None = None
    """Concern or strength."""
    source: Literal["interview", "work-together", "reference", "hearsay"] = "interview"
    """How the interviewer knows it."""
    occasion: Words | None = None
    """The question or part in which it showed."""
    set_aside: SetAside | None = None
    """Present where the interviewer discounted it."""
    kind_from: Literal["chosen", "suggested"] = "chosen"
    """Whether the kind was picked or taken from a suggestion."""


class Draft(Document):
    """
    A scorecard while it is being written: anything may be missing.

    Its author alone sees it. It lists its own problems and becomes a scorecard when there are none.
    """

    confidential: ClassVar[bool] = True
    kind: Literal["draft"] = "draft"
    """What this document is."""
    schema_version: Literal[1] = 1
    """Version of this document format."""
    rubric: RubricRef
    """The rubric it is written against."""
    application: Ref
    """The application, as the host calls it."""
    interviewer: Ref
    """Who writes it."""
    candidate: Ref | None = None
    """The candidate, as the host calls them."""
    round: Ref = "round-1"
    """Round of the application."""
    interview: Id | None = None
    """Interview of the rubric."""
    interviewed_at: Moment | None = None
    """When the interview was."""
    heard_before: Literal["yes", "no", "unknown"] = "unknown"
    """Whether its author had heard about the candidate before."""
    ratings: tuple[DraftRating, ...] = ()
    """Ratings so far."""
    flags: tuple[DraftFlag, ...] = ()
    """Flags so far."""
    recommendation: Recommendation | None = None
    """The overall recommendation so far."""
    answers: tuple[Answer, ...] = ()
    """Answers noted so far."""
    notes: Words | None = None
    """Anything else."""

    def problems(self, rubric: Rubric) -> tuple[Problem, ...]:
        """What still stands between this draft and a scorecard; empty where nothing does."""
        try:
            card = self._as_scorecard()
        except DocumentError as error:
            found = error.problems
        else:
            found = against(rubric, card)
        # The places are of a text that nobody sees; the paths are of a list without blank rows.
        return tuple(
            attrs.evolve(one, path=self._path_here(one.path), line=0, column=0) for one in found
        )

    def scorecard(self, rubric: Rubric) -> Scorecard:
        """
        The finished scorecard, with the digests and language of the rubric as it was shown.

        Raises:
            DocumentError: With every problem that is left.
        """
        if problems := self.problems(rubric):
            raise DocumentError(problems)
        return self._as_scorecard(
            structure=rubric.structure_digest, text=rubric.text_digest, language=rubric.language
        )

    def _as_scorecard(self, **shown: str) -> Scorecard:
        plain = self._written
        begun = [row for _, row in self._begun]
        rubric = self.rubric.model_dump(mode="json", exclude_unset=True) | shown
        heading = {"kind": "scorecard", "schema_version": 1, "rubric": rubric, "ratings": begun}
        return parse(json.dumps(plain | heading), Scorecard, format="json")

    @property
    def _written(self) -> dict[str, Plain]:
        return _filled(self.model_dump(mode="json", exclude_unset=True))

    @property
    def _begun(self) -> list[tuple[int, Fields]]:
        """Ratings that say more than their criterion, with their positions."""
        return [
            (at, row) for at, row in rows(self._written, "ratings") if set(row) != {"criterion"}
        ]

    def _path_here(self, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
        """Where in this draft a path into the scorecard made from it leads."""
        match path:
            case ("ratings", int(index), *rest):
                return ("ratings", self._begun[index][0], *rest)
            case _:
                return path


def _filled(fields: Mapping[str, Plain]) -> dict[str, Plain]:
    kept = {field: _without_blanks(value) for field, value in fields.items()}
    return {field: value for field, value in kept.items() if value not in (None, "", {})}


def _without_blanks(plain: Plain) -> Plain:
    """Leave out what is empty: in a draft that means not written yet."""
    if isinstance(plain, dict):
        return _filled(plain)
    if isinstance(plain, list):
        return [_without_blanks(item) for item in plain]
    return plain.strip() if isinstance(plain, str) else plain
