"""What a panel says when it refuses something: the same words in every state and store."""

from collections.abc import Iterable, Mapping

from fairscore.errors import NoSuchPanel, NotPermitted, PanelError, Problem
from fairscore.event import SYSTEM, Seat, SeatKey
from fairscore.panel import Panel
from fairscore.right import rights_of

__all__ = [
    "REFUSALS",
    "check_apart",
    "check_author",
    "check_part",
    "check_people",
    "check_seats",
    "refusal",
]

REFUSALS: Mapping[str, tuple[str, str]] = {
    "no-such-panel": ("no such panel", "check the tenant, the application, the round and who asks"),
    "not-permitted": ("not permitted to them, or not yet", "ask a facilitator without a seat"),
    "not-yet": ("the scorecards stay sealed for now", "ask again when the policy allows it"),
    "panel-open-already": ("this panel is open already", "add seats to it, or open another round"),
    "no-counting-seat": ("a panel without a seat that counts", "give at least one"),
    "seat-twice": ("this seat is there already", "give each interviewer and interview once"),
    "reserved-name": (f"`{SYSTEM}` is no person", "use another reference"),
    "quorum-too-large": (
        "a quorum of more scorecards than there are seats that count",
        "give a smaller `quorum`, or more seats",
    ),
    "version-reused": (
        "another rubric under a version that the panel goes by or went by",
        "raise the rubric's `version`",
    ),
    "another-rubric": ("a rubric of another id", "adopt a version of the same rubric"),
    "no-such-interview": (
        "the rubric has no such interview",
        "use the id of an interview of the rubric",
    ),
    "another-panel": (
        "written of another application, round or candidate",
        "hand it in to the panel that it names",
    ),
    "no-such-seat": ("no such seat in this panel", "name a seat that it was opened with"),
    "seat-vacated": ("nothing was to come from this seat", "add a seat if an interview was held"),
    "seat-dropped": (
        "the panel was closed without this seat",
        "leave it so; its author may still hand in, and before the reveal it counts",
    ),
    "seat-filled": (
        "a scorecard came from this seat already",
        "leave the seat as it is; until the reveal its author may take the scorecard back",
    ),
    "submitted-already": ("a scorecard was handed in already", "amend it, with a reason"),
    "nothing-submitted": ("nothing was handed in", "submit a scorecard first"),
    "rubric-not-adopted": (
        "written against a version that the panel does not go by",
        "write it against a version that the panel opened with or adopted",
    ),
    "too-late-to-withdraw": (
        "scorecards may have been read by now",
        "amend it, with a reason",
    ),
    "seen-after-recorded": (
        "seen later than it is recorded",
        "give a `since` that is no later than `at`",
    ),
    "key-reused": (
        "this key was used for another scorecard of this seat",
        "use a new key for each scorecard, and the same one for a retry",
    ),
    "was-erased": (
        "what was handed in under this key was erased",
        "hand it in under a new key, if it is to be kept again",
    ),
    "taken-back": (
        "what was handed in under this key was taken back",
        "hand it in under a new key",
    ),
    "too-late-to-redraw": (
        "the seed was told at the reveal, so a new draw could be chosen",
        "keep to the orders as they are",
    ),
    "too-many-draws": (
        "the orders of this panel were drawn anew as often as can be recorded",
        "keep to the orders as they are",
    ),
    "no-seed": (
        "a panel without a seed, from before there were seeds",
        "draw orders for it with a seed of your own",
    ),
    "no-plan": (
        "the panel was opened without a plan",
        "tell the seed to the panels that were opened with it",
    ),
    "other-seed": ("not the seed that was committed to", "give that"),
    "candidate-on-panel": (
        "the candidate's reference is also that of somebody on the panel",
        "give references that tell the two apart, such as `candidate:17`",
    ),
    "no-such-person": (
        "nobody of this name has a part in the panel",
        "check the reference; nothing was erased",
    ),
    "before-too-late": (
        "`before` lies after `at`, so that panels of today would be erased",
        "give a `before` that is as long ago as you keep scorecards",
    ),
    "system-reads-nothing": (
        f"`{SYSTEM}` never reads a word",
        "let it reveal with `reveal_when_due`, and let a person read",
    ),
    "not-committed": (
        "recorded in a transaction that may still be rolled back",
        "commit it, and ask again from a desk of a new transaction",
    ),
    "on-hold": ("the panel is held", "end every hold first"),
    "not-held": ("the panel is not held so", "there is nothing to end"),
    "several-holds": (
        "the panel is held for more than one reason",
        "give the `reason` of the hold that ends",
    ),
}


def refusal(slug: str) -> Problem:
    """The words of one refusal."""
    message, advice = REFUSALS[slug]
    return Problem(slug=slug, message=message, advice=advice)


def check_part(panel: Panel | None, person: str) -> Panel:
    """
    Refuse whoever has no part in a panel, in the same words as if nobody had opened it.

    Returns:
        The panel.

    Raises:
        NoSuchPanel: They are nothing to the panel, or there is none.
    """
    if panel is None or not rights_of(panel, person):
        raise NoSuchPanel(refusal("no-such-panel"))
    return panel


def check_author(panel: Panel | None, person: str, *, seat: SeatKey) -> Panel:
    """
    Refuse whoever may not hand in for a seat.

    Its interviewer does, or somebody who is told who is pending writes it down: whoever hands in
    learns whether something was there already, so nobody else does for a seat of which that is not
    told. Nor does anybody who sits on the panel, for they would read it.

    Returns:
        The panel.

    Raises:
        NoSuchPanel: The interviewer or the person is nothing to the panel, or there is none.
        NotPermitted: It is somebody else of the panel.
    """
    interviewer, _ = seat
    panel = check_part(panel, interviewer)
    if person != interviewer:
        check_part(panel, person)
        place = panel.place(seat)
        untold = place is not None and (place.seat.shadow or place.dropped)
        if untold or panel.places_of(person) or "pending" not in rights_of(panel, person):
            raise NotPermitted(refusal("not-permitted"))
    return panel


def check_seats(seats: Iterable[Seat]) -> None:
    """Refuse a seat that is there twice, and one of nobody."""
    keys = [seat.key for seat in seats]
    check_people(interviewer for interviewer, _ in keys)
    if len(set(keys)) < len(keys):
        raise PanelError(refusal("seat-twice"))


def check_people(people: Iterable[str]) -> None:
    """Refuse the name that is kept for the host's own clock."""
    if SYSTEM in people:
        raise PanelError(refusal("reserved-name"))


def check_apart(candidate: str | None, people: Iterable[str]) -> None:
    """Refuse a candidate on the panel: the words of one would be erased with those of the other."""
    if candidate is not None and candidate in people:
        raise PanelError(refusal("candidate-on-panel"))
