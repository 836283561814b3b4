"""What handing in, looking and revealing cost through a desk on the store in memory."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

from measure import Row, paired
from panel import INTERVIEWERS, RUBRIC, SCORECARDS

import fairscore as fs
from fairscore.event import Member, PanelId
from fairscore.stores import Memory

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
FEW, MANY = 20, 200


def opened(*, handed_in: bool) -> tuple[fs.Desk, PanelId, list[fs.Scorecard]]:
    """A panel of six, on a store of its own."""
    desk = fs.Desk(Memory(), tenant="acme")
    cards = [fs.parse(text, fs.Scorecard) for text in SCORECARDS]
    panel = desk.open(
        fs.parse(RUBRIC, fs.Rubric),
        application=cards[0].application,
        round=cards[0].round,
        seats=[fs.Seat(interviewer=one) for one in INTERVIEWERS],
        members=[Member(person="facilitator-1", role="facilitator")],
        at=NOW,
    )
    if handed_in:
        for card in cards:
            desk.submit(panel, card, key="hand-in-1", at=NOW)
    return desk, panel, cards


def bare(number: int) -> Callable[[], object]:
    """Validate so many scorecards by the same model, and nothing else."""
    return lambda: [fs.Scorecard.model_validate_json(text) for text in SCORECARDS[:number]]


def submitting() -> Row:
    """Hand in a first scorecard, on a panel just opened: one row a fresh panel."""
    panels = iter([opened(handed_in=False) for _ in range(400)])

    def ours() -> object:
        desk, panel, cards = next(panels)
        return desk.submit(panel, cards[0], key="hand-in-1", at=NOW)

    ratio, best, best_peer = paired(ours, bare(1), 20)
    return Row(
        what="hand in a scorecard",
        peer="bare validation of it",
        ratio=ratio,
        limit=None,
        note=f"{best:.0f} us against {best_peer:.0f} us, sealed, appended, receipt",
    )


def reading() -> list[Row]:
    """Look at one's own before the reveal, and at six of them after it."""
    sealed_desk, sealed, _ = opened(handed_in=True)
    desk, panel, _ = opened(handed_in=True)
    desk.reveal(panel, by="facilitator-1", at=NOW)

    def own() -> object:
        return sealed_desk.look(sealed, viewer=INTERVIEWERS[0], at=NOW)

    def revealed() -> object:
        return desk.reveal(panel, by="facilitator-1", at=NOW)

    rows = []
    for what, ours, number in (
        ("look at one's own", own, 1),
        ("reveal, 6 scorecards", revealed, 6),
    ):
        ratio, best, best_peer = paired(ours, bare(number), 50)
        rows.append(
            Row(
                what=what,
                peer=f"bare validation of {number}",
                ratio=ratio,
                limit=None,
                note=f"{best:.0f} us against {best_peer:.0f} us",
            )
        )
    return rows


def growing() -> Row:
    """The same look at panels whose logs are of two lengths: what an event more costs."""

    def looked(events: int) -> Callable[[], object]:
        desk, panel, cards = opened(handed_in=False)
        plain = json.loads(SCORECARDS[0])
        desk.submit(panel, cards[0], key="hand-in-0", at=NOW)
        for number in range(events - 2):
            card = fs.parse(json.dumps(plain | {"notes": str(number)}), fs.Scorecard)
            desk.amend(panel, card, key=f"hand-in-{number + 1}", reason="left-out", at=NOW)
        return lambda: desk.look(panel, viewer=INTERVIEWERS[0], at=NOW)

    ratio, best, best_peer = paired(looked(MANY), looked(FEW), 20)
    return Row(
        what=f"look at a panel of {MANY} events",
        peer=f"one of {FEW}",
        ratio=ratio,
        limit=MANY / FEW,
        note=(
            f"{best:.0f} us against {best_peer:.0f} us, "
            f"{(best - best_peer) / (MANY - FEW):.1f} us an event"
        ),
    )


def desks() -> list[Row]:
    """Every row of this module."""
    return [submitting(), *reading(), growing()]
