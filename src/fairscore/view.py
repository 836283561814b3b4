"""View: what one person may see of a panel, and nothing else."""

from collections.abc import Iterable, Mapping
from typing import ClassVar, Literal

import attrs

from fairscore._refusals import check_part
from fairscore._text import Text
from fairscore.document import Part, parse
from fairscore.draft import Draft
from fairscore.draw import Draw, draw_of
from fairscore.errors import DocumentError, LogBroken
from fairscore.event import PanelId, Policy, Seat, SeatKey
from fairscore.log import Body, Receipt
from fairscore.panel import Panel, Place, Version
from fairscore.revealed import Entry, Later, Revealed
from fairscore.right import rights_of
from fairscore.rubric import Rubric
from fairscore.scorecard import Scorecard

__all__ = [
    "OwnSeat",
    "Readable",
    "Statement",
    "StatementText",
    "View",
    "readable",
    "reads_others",
    "revealed_of",
    "view_of",
]

Status = Literal["open", "handed-in", "vacated"]
"""What has come of somebody's own seat."""

_SEALED = "a desk, where they stayed sealed until the reveal"
_OWN_IN = "a desk, where they stayed sealed to each interviewer until their own was in"


@attrs.frozen(kw_only=True)
class Readable:
    """
    Bodies that one person may read.

    Attributes:
        own: Their own last scorecards.
        others: What others wrote; empty before the reveal to that person.
        new: Those of `others` that they are not recorded to have seen, but for what the candidate
            wrote, who is no interviewer.
    """

    own: tuple[str, ...]
    others: tuple[str, ...]
    new: tuple[str, ...]


@attrs.frozen(kw_only=True)
class OwnSeat:
    """
    One of the viewer's own seats.

    Attributes:
        seat: The seat.
        status: What has come of it.
        scorecard: The last version they handed in; None where there is none, or it was erased.
        draft: What they are writing.
        receipt: The receipt for that scorecard; None where it was handed in in the host's own
            transaction, which is still under way.
    """

    seat: Seat
    status: Status
    scorecard: Scorecard | None = attrs.field(repr=False)
    draft: Draft | None = attrs.field(repr=False)
    receipt: Receipt | None


class StatementText(Part):
    """What the body of a statement holds."""

    confidential: ClassVar[bool] = True
    text: Text
    """The words."""


@attrs.frozen(kw_only=True)
class Statement:
    """
    A statement that somebody attached to the panel.

    Attributes:
        by: Who attached it.
        text: What it says.
    """

    by: str
    text: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class View:
    """
    A panel as one person may see it. Everything a person is shown is made from one of these.

    Attributes:
        panel: Which panel.
        viewer: For whom it was made.
        policy: When the scorecards are revealed.
        rubric: The rubric that the panel goes by now.
        own: The viewer's seats.
        pending: Seats that are waited for, told to a facilitator without a seat and to `system`;
            None for everybody else, which says nothing of whether there are any.
        revealed: The scorecards, once they are revealed to the viewer; None before.
        statements: Statements attached to the panel, shown with the scorecards.
        receipt: What covers the whole panel, once it is revealed.
        draw: The orders of the panel, once it is revealed to the viewer and its seed was told.
        unconfirmed: Whether what others wrote is left out although it is revealed: that it is
            looked at is recorded in the host's own transaction. Commit it, and look again.
    """

    panel: PanelId
    viewer: str
    policy: Policy
    rubric: Rubric
    own: tuple[OwnSeat, ...]
    pending: tuple[Seat, ...] | None
    revealed: Revealed | None
    statements: tuple[Statement, ...]
    receipt: Receipt | None
    draw: Draw | None
    unconfirmed: bool = False

    @property
    def scorecard(self) -> Scorecard | None:
        """The viewer's own scorecard: the last they handed in, of their first seat with one."""
        return next((one.scorecard for one in self.own if one.scorecard), None)


def readable(panel: Panel | None, viewer: str) -> Readable:
    """
    Which bodies somebody may read now.

    Args:
        panel: The panel; None where nobody opened it.
        viewer: Who wants to look.

    Returns:
        Commitments of the bodies, those of others only once they are revealed to the viewer.

    Raises:
        NoSuchPanel: The viewer is nothing to the panel, or there is none: the same words.
    """
    panel = check_part(panel, viewer)
    own = tuple(place.standing[-1].body for place in panel.places_of(viewer) if place.standing)
    others: tuple[str, ...] = ()
    if reads_others(panel, viewer):
        cards = (
            version.body
            for place in panel.places
            for version in place.standing
            if version.body not in own
        )
        others = (*cards, *(body for _, body in panel.statements))
    known = panel.saw(viewer) | panel.erased
    written = [
        (place.seat.interviewer, version.body)
        for place in panel.places
        for version in place.standing
    ]
    # A statement may say what its author's scorecard says, so reading one is an exposure too.
    written += [(by, body) for by, body in panel.statements if by != panel.candidate]
    new = tuple(
        body
        for author, body in written
        if body in others and body not in known and author != viewer
    )
    return Readable(own=own, others=others, new=new)


def reads_others(panel: Panel, viewer: str) -> bool:
    """Whether somebody may read what others wrote, by now."""
    return "others" in rights_of(panel, viewer) and panel.revealed_to(viewer)


def view_of(
    panel: Panel,
    viewer: str,
    *,
    rubric: Rubric,
    bodies: Mapping[str, Body],
    drafts: Mapping[SeatKey, bytes],
    receipts: Mapping[SeatKey, Receipt],
    receipt: Receipt | None,
    unconfirmed: bool = False,
) -> View:
    """
    Make a view of what `readable` allowed.

    Args:
        panel: The panel.
        viewer: For whom.
        rubric: The rubric it goes by.
        bodies: The readable bodies.
        drafts: The viewer's own drafts.
        receipts: For the viewer's own seats.
        receipt: For the whole panel; it is left out before the reveal to the viewer.
        unconfirmed: Whether that they look may still be rolled back; what others wrote is left out.

    Returns:
        The view.
    """
    open_to = reads_others(panel, viewer) and not unconfirmed
    return View(
        panel=panel.id,
        viewer=viewer,
        policy=panel.policy,
        rubric=rubric,
        own=tuple(
            OwnSeat(
                seat=place.seat,
                status=_status(place),
                scorecard=_scorecard(bodies, place.standing[-1]) if place.standing else None,
                draft=_draft(drafts.get(place.seat.key)),
                receipt=receipts.get(place.seat.key),
            )
            for place in panel.places_of(viewer)
        ),
        pending=panel.pending if "pending" in rights_of(panel, viewer) else None,
        revealed=revealed_of(panel, bodies) if open_to else None,
        statements=tuple(_statements(panel, bodies)) if open_to else (),
        receipt=receipt if open_to else None,
        draw=draw_of(panel) if open_to else None,
        unconfirmed=unconfirmed,
    )


def revealed_of(panel: Panel, bodies: Mapping[str, Body]) -> Revealed:
    """
    Scorecards side by side, each with what the log says of how it came about.

    Args:
        panel: The panel.
        bodies: Bodies of every version that stands; one that is left out was erased.

    Returns:
        What `Debrief.of` takes: the blind version of each seat with the later ones beside it, or,
        where there is no blind one, the last version, marked.
    """
    entries: list[Entry] = []
    erased: list[SeatKey] = []
    for place in panel.places:
        if not place.standing:
            continue
        shown = panel.blind_version(place) or place.standing[-1]
        card = _scorecard(bodies, shown)
        if card is None:
            erased.append(place.seat.key)
            continue
        phase = panel.phase(place, shown)
        entries.append(
            Entry(
                scorecard=card,
                exposure="exposed" if phase == "exposed" else "none",
                shadow=place.seat.shadow,
                late=panel.revealed is not None and shown.position > panel.revealed,
                later=tuple(_later(panel, place, shown, bodies=bodies)),
                handed_in=shown.at,
            )
        )
    # What was still to come at the reveal did not come in time, whatever became of the seat then.
    expected = [
        place
        for place in panel.places
        if not place.seat.shadow and (not place.vacated or place.seat in panel.missing)
    ]
    return Revealed(
        entries=tuple(entries),
        # Own-in is the weaker promise, and a report that hid it would promise the other.
        origin=_OWN_IN if panel.policy.reveal == "own-in" else _SEALED,
        sealed=True,
        expected=tuple(place.seat.key for place in expected),
        dropped=tuple(place.seat.key for place in expected if _went_without(panel, place)),
        erased=tuple(erased),
        draw=draw_of(panel),
        opening=panel.opening,
    )


def _went_without(panel: Panel, place: Place) -> bool:
    """Whether the panel was closed without a seat and it handed in nothing before the reveal."""
    end = panel.length if panel.revealed is None else panel.revealed
    return place.dropped and not any(one.position < end for one in place.standing)


def _later(
    panel: Panel, place: Place, shown: Version, *, bodies: Mapping[str, Body]
) -> Iterable[Later]:
    for version in place.standing:
        if version.number > shown.number and (card := _scorecard(bodies, version)):
            yield Later(scorecard=card, phase=panel.phase(place, version), reason=version.reason)


def _scorecard(bodies: Mapping[str, Body], version: Version) -> Scorecard | None:
    body = bodies.get(version.body)
    return parse(body.content, Scorecard, format="json") if body else None


def _draft(data: bytes | None) -> Draft | None:
    if not data:
        return None
    try:
        return parse(data, Draft, format="json")
    except DocumentError:
        pass
    raise LogBroken("a draft is not what was kept")


def _statements(panel: Panel, bodies: Mapping[str, Body]) -> Iterable[Statement]:
    for author, commitment in panel.statements:
        if body := bodies.get(commitment):
            text = StatementText.model_validate_json(body.content).text
            yield Statement(by=author, text=text)


def _status(place: Place) -> Status:
    if place.standing:
        return "handed-in"
    return "vacated" if place.vacated else "open"
