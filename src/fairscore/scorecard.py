"""Scorecard: what one interviewer wrote alone, and how it is held against its rubric."""

from collections.abc import Iterator
from typing import ClassVar, Literal, get_args

from fairscore._fields import Fields, rows, word
from fairscore._text import Id, Language, LevelValue, Moment, Name, Ref, Text, Version
from fairscore._tree import Fault
from fairscore.document import Document, Part
from fairscore.errors import Problem
from fairscore.rubric import Rubric
from fairscore.vocabulary import OTHER

__all__ = [
    "Answer",
    "Flag",
    "NotRated",
    "Rating",
    "Recommendation",
    "RubricRef",
    "Scorecard",
    "SetAside",
    "SetAsideReason",
    "Signal",
    "against",
]

NotRated = Literal["not-assessed", "no-evidence", "declined", "unknown"]
"""Why there is no rating: not looked at; looked at and nothing seen; would not say; not known."""

Signal = Literal["yellow", "red", "strength"]
"""What a flag says: a concern, a serious concern, or a strength. Chosen, never inferred."""

SetAsideReason = Literal[
    "my-mood",
    "late-slot",
    "language",
    "nerves",
    "our-question",
    "remote-call",
    "seen-once",
    "other",
]
"""Why an interviewer saw something and discounted it."""


class RubricRef(Part):
    """Which rubric a scorecard was written against."""

    id: Id
    """Name of the rubric."""
    version: Version
    """Version of the rubric."""
    structure: Name | None = None
    """The rubric's `structure_digest` at that time."""
    text: Name | None = None
    """The rubric's `text_digest` at that time."""
    language: Language | None = None
    """Language in which the rubric was shown."""


class Rating(Part):
    """A level of one criterion, or the reason why there is none."""

    confidential: ClassVar[bool] = True
    criterion: Id
    """The criterion."""
    level: LevelValue | None = None
    """Value of the level; left out where there is none."""
    not_rated: NotRated | None = None
    """Why there is no level. None of these is a number, and none is the middle."""
    evidence: Text | None = None
    """What was said or done, in any language."""


class Recommendation(Part):
    """What the interviewer would do, on the rubric's scale of recommendations."""

    confidential: ClassVar[bool] = True
    level: LevelValue | None = None
    """Value of the level; left out where there is none."""
    not_rated: NotRated | None = None
    """Why there is none."""
    reason: Text | None = None
    """In the interviewer's words."""


class SetAside(Part):
    """The interviewer saw it and discounted it. It still counts where others saw it too."""

    confidential: ClassVar[bool] = True
    reason: SetAsideReason
    """Why, as a code."""
    words: Text | None = None
    """Why, in the interviewer's words, such as "may be my mood"."""


class Flag(Part):
    """Something one interviewer saw: a concern or a strength, of one kind."""

    confidential: ClassVar[bool] = True
    kind: Id
    """Code of a kind of the rubric, or `other`."""
    words: Text | None = None
    """What it is about, for `other`."""
    signal: Signal
    """Concern (yellow, red) or strength."""
    observed: Text
    """What was said or done."""
    source: Literal["interview", "work-together", "reference", "hearsay"] = "interview"
    """How the interviewer knows it. The first two are first-hand."""
    occasion: Name | None = None
    """The question or part of the interview in which it showed."""
    set_aside: SetAside | None = None
    """Present where the interviewer discounted it."""
    kind_from: Literal["chosen", "suggested"] = "chosen"
    """Whether the kind was picked from the list or taken from a suggestion."""

    @property
    def first_hand(self) -> bool:
        """Whether the interviewer saw it themselves."""
        return self.source in {"interview", "work-together"}


class Answer(Part):
    """What the candidate answered to a question, noted as such and not judged."""

    confidential: ClassVar[bool] = True
    question: Name
    """Id of a question of the rubric, or the question itself."""
    text: Text
    """The answer."""


class Scorecard(Document):
    """
    What one interviewer wrote of one application after one interview.

    It does not say whether it was written before its author saw another: that is a fact of the
    log, not a field that an author can fill.
    """

    confidential: ClassVar[bool] = True
    kind: Literal["scorecard"] = "scorecard"
    """What this document is."""
    schema_version: Literal[1] = 1
    """Version of this document format."""
    rubric: RubricRef
    """The rubric it was written against."""
    application: Ref
    """The application, as the host calls it."""
    candidate: Ref | None = None
    """The candidate, as the host calls them."""
    round: Ref = "round-1"
    """Round of the application: a screen and an onsite are two."""
    interview: Id | None = None
    """Interview of the rubric; without one, every criterion was to be rated."""
    interviewer: Ref
    """Who wrote it, as the host calls them."""
    submitted_by: Ref | None = None
    """Who handed it in, where that was somebody else."""
    interviewed_at: Moment | None = None
    """When the interview was."""
    submitted_at: Moment | None = None
    """When it was handed in, as its origin says."""
    heard_before: Literal["yes", "no", "unknown"] = "unknown"
    """Whether its author had heard about the candidate before."""
    ratings: tuple[Rating, ...] = ()
    """Ratings of criteria."""
    flags: tuple[Flag, ...] = ()
    """What stood out."""
    recommendation: Recommendation | None = None
    """The overall recommendation."""
    answers: tuple[Answer, ...] = ()
    """Answers to questions, noted and not judged."""
    notes: Text | None = None
    """Anything else."""
    origin: Name | None = None
    """Where it comes from, such as a hiring tool and its id there."""

    @classmethod
    def cross_faults(cls, plain: Fields) -> Iterator[Fault]:
        """Ratings with both or neither of level and reason, `other` without words, repeats."""
        seen: set[str] = set()
        for index, rating in rows(plain, "ratings"):
            yield from _one_of_two(rating, ("ratings", index))
            criterion = word(rating, "criterion")
            if criterion is not None and criterion in seen:
                yield Fault(
                    slug="rated-twice",
                    message="this criterion is rated already",
                    advice="keep one of the two",
                    path=("ratings", index, "criterion"),
                )
            elif criterion is not None:
                seen.add(criterion)
        recommendation = plain.get("recommendation")
        if isinstance(recommendation, dict):
            yield from _one_of_two(recommendation, ("recommendation",))
        for index, flag in rows(plain, "flags"):
            if flag.get("kind") == OTHER and not flag.get("words"):
                yield Fault(
                    slug="other-without-words",
                    message=f"`{OTHER}` needs words",
                    advice="say in `words` what it is about, or choose a kind",
                    path=("flags", index),
                )


def _one_of_two(plain: Fields, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if (plain.get("level") is None) == (plain.get("not_rated") is None):
        yield Fault(
            slug="level-or-reason",
            message="needs either a level or the reason why there is none",
            advice=f"write `level`, or `not_rated` with one of {', '.join(get_args(NotRated))}",
            path=path,
        )


def against(rubric: Rubric, scorecard: Scorecard) -> tuple[Problem, ...]:
    """
    Hold a scorecard against the rubric it names.

    Args:
        rubric: The rubric of the id and version that the scorecard names.
        scorecard: The scorecard.

    Returns:
        Problems with paths into the scorecard and no places; empty where it fits.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> card = fs.read("examples/founding-story/interviewer-a.yaml", fs.Scorecard)
        >>> against(rubric, card)
        ()
    """
    return tuple(
        Problem(slug=fault.slug, message=fault.message, advice=fault.advice, path=fault.path)
        for fault in _against(rubric, scorecard)
    )


def _against(rubric: Rubric, card: Scorecard) -> Iterator[Fault]:
    if (card.rubric.id, card.rubric.version) != (rubric.id, rubric.version):
        yield Fault(
            slug="other-rubric",
            message=f"not written against version {rubric.version} of this rubric",
            advice="give the rubric that it names",
            path=("rubric",),
        )
        return
    if _was_reworded(rubric, card.rubric):
        yield Fault(
            slug="rubric-reworded",
            message="the rubric's words were others when this was written",
            advice="give the rubric as it was then; a change raises the version",
            path=("rubric", "text"),
        )
    if card.rubric.structure not in {None, rubric.structure_digest}:
        yield Fault(
            slug="rubric-changed",
            message="the rubric's structure was another when this was written",
            advice="give the rubric as it was then",
            path=("rubric", "structure"),
        )
        return
    known = {interview.id for interview in rubric.interviews}
    if card.interview is not None and card.interview not in known:
        yield Fault(
            slug="unknown-interview",
            message="the rubric has no such interview",
            advice="use the id of an interview of the rubric",
            path=("interview",),
        )
    criteria = {criterion.id for criterion in rubric.criteria}
    for index, rating in enumerate(card.ratings):
        if rating.criterion not in criteria:
            yield Fault(
                slug="unknown-criterion",
                message="the rubric has no such criterion",
                advice="use the id of a criterion of the rubric",
                path=("ratings", index, "criterion"),
            )
        elif (
            rating.level is not None
            and rating.level not in rubric.scale_of(rating.criterion).values
        ):
            yield _off_scale(("ratings", index, "level"), rubric.scale_of(rating.criterion).values)
    for index, flag in enumerate(card.flags):
        if flag.kind != OTHER and rubric.kind_of(flag.kind) is None:
            yield Fault(
                slug="unknown-kind",
                message="the rubric has no such kind of flag",
                advice=f"use the code of a kind of the rubric, or `{OTHER}` with words",
                path=("flags", index, "kind"),
            )
    yield from _recommendation_against(rubric, card, known)


def _was_reworded(rubric: Rubric, ref: RubricRef) -> bool:
    """Whether the words shown were others; those of a translation are its own."""
    same_language = ref.language in {None, rubric.language}
    return same_language and ref.text not in {None, rubric.text_digest}


def _recommendation_against(rubric: Rubric, card: Scorecard, known: set[str]) -> Iterator[Fault]:
    recommendation = card.recommendation
    if recommendation is None or recommendation.level is None:
        return
    path = ("recommendation",)
    if rubric.recommendation is None:
        yield Fault(
            slug="no-recommendation",
            message="the rubric asks for no recommendation",
            advice="remove it",
            path=path,
        )
        return
    if recommendation.level not in rubric.recommendation.values:
        yield _off_scale((*path, "level"), rubric.recommendation.values)
    if card.interview is None or card.interview in known:
        rated = {rating.criterion for rating in card.ratings}
        open_ones = [one for one in rubric.criteria_of(card.interview) if one not in rated]
        if open_ones:
            yield Fault(
                slug="recommendation-too-early",
                message=f"a recommendation before {', '.join(open_ones)} had a rating",
                advice="rate each criterion of the interview, or say why there is no rating",
                path=path,
            )


def _off_scale(path: tuple[str | int, ...], values: tuple[int, ...]) -> Fault:
    return Fault(
        slug="not-on-scale",
        message="not the value of a level of this scale",
        advice=f"use one of {', '.join(map(str, values))}",
        path=path,
    )
