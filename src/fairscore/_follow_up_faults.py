"""What makes a follow-up no test of a repeat, as the scorecards of its round show."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal, TypeAlias

import attrs

from fairscore._tree import Fault
from fairscore.debrief import Debrief
from fairscore.revealed import Entry
from fairscore.scorecard import Flag
from fairscore.vocabulary import Kind

__all__ = ["Asked", "follow_up_faults", "is_of"]

_Path: TypeAlias = tuple[str | int, ...]
_Written: TypeAlias = list[tuple[Debrief, Entry]]


@attrs.frozen(kw_only=True)
class Asked:
    """
    A follow-up as a meeting writes it down.

    Attributes:
        about, direction: The repeat that it tests.
        application, round: Where it is asked.
        agreed_at: When the question, and what would count, were agreed.
        interviewer: Who asked it; None where it was not asked yet.
        showed: What came of it; None where nothing did yet.
        path: Where it stands in the meeting.
    """

    about: str
    direction: Literal["concern", "strength"]
    application: str
    round: str
    agreed_at: datetime
    interviewer: str | None
    showed: Literal["for", "against", "neither"] | None
    path: _Path


def is_of(debrief: Debrief, application: str, round_: str) -> bool:
    """Whether every scorecard of a debrief is of an application and a round."""
    cards = [entry.scorecard for entry in (*debrief.entries, *debrief.shadows)]
    return all((card.application, card.round) == (application, round_) for card in cards)


def _is_about(debrief: Debrief, application: str) -> bool:
    return any(
        entry.scorecard.application == application for entry in (*debrief.entries, *debrief.shadows)
    )


def follow_up_faults(
    asked: Asked, debrief: Debrief, follow_ups: tuple[Debrief, ...]
) -> Iterator[Fault]:
    """Everything by which a follow-up is no test."""
    held = [
        one
        for one in follow_ups
        # Codes of another rubric may mean anything.
        if is_of(one, asked.application, asked.round) and one.rubric.id == debrief.rubric.id
    ]
    written = [
        (one, entry) for one in held for entry in one.entries if entry.person == asked.interviewer
    ]
    if not written:
        yield Fault(
            slug="follow-up-not-held",
            message="tested, and no scorecard of the follow-up is there",
            advice="hold the round and record its result, or write `unresolved`",
            path=asked.path,
        )
        return
    others = (
        debrief,
        *(one for one in follow_ups if one not in held and _is_about(one, asked.application)),
    )
    yield from _by_somebody_who_knew(asked, written, others)
    yield from _not_as_agreed(asked, written, debrief)
    kind = debrief.kind_of(asked.about)
    codes = {asked.about, *((kind.code, *kind.formerly) if kind else ())}
    yield from _without_an_answer(asked, written, codes)


def _by_somebody_who_knew(
    asked: Asked, written: _Written, others: Iterable[Debrief]
) -> Iterator[Fault]:
    path = (*asked.path, "result", "interviewer")
    met = {entry.person for one in others for entry in (*one.entries, *one.shadows)}
    # Whose scorecard was erased has met the candidate too, and who was dropped may have.
    met |= {person for one in others for person, _ in (*one.erased, *one.dropped)}
    if asked.interviewer in met:
        yield Fault(
            slug="follow-up-met-before",
            message="asked by somebody who had met the candidate in another round",
            advice="have somebody ask it who has not, or write `unresolved`",
            path=path,
        )
    heard = {entry.scorecard.heard_before for _, entry in written}
    if heard != {"no"}:
        who = "had" if "yes" in heard else "may have"
        yield Fault(
            slug="follow-up-heard-before",
            message=f"asked by somebody who {who} heard about the candidate before",
            advice="have somebody ask it who says they have not, or write `unresolved`",
            path=path,
        )


def _not_as_agreed(asked: Asked, written: _Written, debrief: Debrief) -> Iterator[Fault]:
    if not all(
        one.sealed and entry.exposure == "none" and not entry.apart for one, entry in written
    ):
        yield Fault(
            slug="follow-up-not-sealed",
            message="the scorecard of the follow-up was not sealed when it was written",
            advice="collect it over a desk, or write `unresolved`",
            path=(*asked.path, "result"),
        )
    known = [at for entry in debrief.entries if (at := entry.handed_in)]
    if any(asked.agreed_at < at for at in known):
        yield Fault(
            slug="follow-up-before-repeat",
            message="agreed before the scorecards were in that raised the question",
            advice="write when the question was agreed, after the round that raised it",
            path=(*asked.path, "agreed_at"),
        )
    if any(_was_asked_before(entry, asked.agreed_at) for _, entry in written):
        yield Fault(
            slug="follow-up-agreed-later",
            message="agreed after it was asked",
            advice="agree on the question and on what counts before it is asked",
            path=(*asked.path, "agreed_at"),
        )


def _without_an_answer(asked: Asked, written: _Written, codes: set[str]) -> Iterator[Fault]:
    path = (*asked.path, "result")
    flags = [flag for one, entry in written for flag in _flags_of(one, entry, codes)]
    if not flags and not any(_rates(one, entry, codes) for one, entry in written):
        yield Fault(
            slug="follow-up-silent",
            message="the scorecard of the follow-up neither rates the criterion nor flags the kind",
            advice="write `unresolved`: nothing came of the question",
            path=path,
        )
    alike = {(flag.signal == "strength") == (asked.direction == "strength") for flag in flags}
    if len(alike) == 1 and asked.showed == ("against" if True in alike else "for"):
        yield Fault(
            slug="follow-up-otherwise",
            message="the scorecard of the follow-up flags the kind the other way",
            advice="write what the scorecard shows, or `neither`",
            path=(*path, "showed"),
        )


def _was_asked_before(entry: Entry, agreed_at: datetime) -> bool:
    """
    Whether it is known to have been asked, or even handed in, before the question was agreed.

    The author's own word on when it was is not enough: the desk knows when it was handed in.
    """
    card = entry.scorecard
    known = (card.interviewed_at, card.submitted_at, entry.handed_in)
    return any(at is not None and at < agreed_at for at in known)


def _flags_of(debrief: Debrief, entry: Entry, codes: set[str]) -> list[Flag]:
    """First-hand flags of a kind, whatever code it had when they were written."""
    every = codes | {
        one for kind in _kinds_of(debrief, codes) for one in (kind.code, *kind.formerly)
    }
    return [one for one in entry.scorecard.flags if one.kind in every and one.first_hand]


def _rates(debrief: Debrief, entry: Entry, codes: set[str]) -> bool:
    criteria = {kind.criterion for kind in _kinds_of(debrief, codes)}
    return any(
        rating.criterion in criteria and rating.level is not None
        for rating in entry.scorecard.ratings
    )


def _kinds_of(debrief: Debrief, codes: set[str]) -> list[Kind]:
    return [kind for code in sorted(codes) if (kind := debrief.kind_of(code))]
