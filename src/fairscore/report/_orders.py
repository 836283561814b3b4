"""In which order things stood: on this page, and before whoever judged them."""

import re
from collections.abc import Collection

import attrs

from fairscore._text import REF_PATTERN
from fairscore._words import listed, times
from fairscore.debrief import Debrief
from fairscore.draw import Draw
from fairscore.revealed import Entry

__all__ = ["candidate_position", "criterion_position", "page_order_of", "page_words", "shown_to"]

_REF = re.compile(REF_PATTERN)


def shown_to(debrief: Debrief, viewer: str) -> Debrief:
    """The debrief with its scorecards in the order drawn for a viewer; the late ones behind."""
    if not _is_drawn(debrief, viewer) or debrief.draw is None:
        return debrief
    page = debrief.draw.page(viewer)

    def place(entry: Entry) -> tuple[bool, int, tuple[str, str]]:
        return entry.late, page.position(entry.person) or 0, entry.seat

    return attrs.evolve(
        debrief,
        entries=tuple(sorted(debrief.entries, key=place)),
        shadows=tuple(sorted(debrief.shadows, key=place)),
    )


def page_order_of(debrief: Debrief, viewer: str) -> str:
    """How the order on the page was made, in plain words; empty where nobody drew one."""
    if not _is_drawn(debrief, viewer) or debrief.draw is None:
        return ""
    late = any(entry.late for entry in debrief.entries)
    return page_words(debrief.draw, viewer, debrief.people, late=late)


def page_words(draw: Draw, viewer: str, people: Collection[str], *, late: bool) -> str:
    """How an order on a page was made: who stands in it, for whom, and what came of draws."""
    told = (
        f"Order on this page: {listed(people)}; shuffled for {viewer} from a seed that was sealed "
        "before the first scorecard."
    )
    if late:
        told += " What came after the reveal stands last."
    if draw.reasons:
        told += (
            f" The orders of this panel were drawn anew on {times(len(draw.reasons), 'occasion')} "
            f"before the reveal ({', '.join(draw.reasons)})."
        )
    if joined := [one for one in draw.drawn_for if one not in draw.people]:
        told += f" Added after the first draw, and shuffled with the others: {listed(joined)}."
    if behind := [one for one in draw.late if one in people]:
        told += f" Added after the last draw, and behind the others: {listed(behind)}."
    return told


def criterion_position(debrief: Debrief, entry: Entry, criterion: str | None) -> int | None:
    """Where a criterion stood among those that somebody judged; None where no plan says so."""
    if debrief.plan is None or criterion is None:
        return None
    order = debrief.plan.order_for(entry.person, "criteria")
    return order.position(criterion) if order else None


def candidate_position(debrief: Debrief, entry: Entry, criterion: str | None) -> int | None:
    """Where the candidate stood among those whom somebody judged; None where no plan says so."""
    candidate = entry.scorecard.candidate
    if debrief.plan is None or candidate is None:
        return None
    about = criterion if debrief.plan.review == "question" else None
    order = debrief.plan.order_for(entry.person, "candidates", about)
    return order.position(candidate) if order else None


def _is_drawn(debrief: Debrief, viewer: str) -> bool:
    return debrief.draw is not None and bool(debrief.entries) and bool(_REF.fullmatch(viewer))
