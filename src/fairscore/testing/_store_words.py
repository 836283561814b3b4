"""What a store does with words: drafts, bodies, erasing them, and telling nothing of them."""

import logging
import traceback

import pytest

from fairscore.errors import Conflict
from fairscore.event import PanelId, SeatKey
from fairscore.log import Body
from fairscore.stores import Change
from fairscore.testing._kept import Kept
from fairscore.testing._store_suite import LARGE, SEAT, Suite, any_content, body_of, records

__all__ = ["KeepsWords"]


class KeepsWords(Suite):
    """Drafts, bodies, erasing, and what is told of them."""

    def test_a_seat_without_a_draft(self, kept: Kept, panel: PanelId) -> None:
        """There is none in a panel that nobody opened, and throwing it away is no error."""
        assert kept.drafts(panel, SEAT) is None
        assert kept.drafts(panel, SEAT, b"") is None

    @any_content
    def test_a_draft_comes_back(self, kept: Kept, panel: PanelId, content: bytes) -> None:
        """Writing one returns it, and so does reading it."""
        assert kept.drafts(panel, SEAT, content) == content
        assert kept.drafts(panel, SEAT) == content

    def test_a_draft_is_written_over(self, kept: Kept, panel: PanelId) -> None:
        """There is one a seat, the last."""
        for content in (b"first", b"x" * LARGE, b"last"):
            kept.drafts(panel, SEAT, content)

        assert kept.drafts(panel, SEAT) == b"last"

    def test_a_draft_is_thrown_away(self, kept: Kept, panel: PanelId) -> None:
        """Empty text throws it away, and another can be begun."""
        kept.drafts(panel, SEAT, b"draft")

        assert kept.drafts(panel, SEAT, b"") is None
        assert kept.drafts(panel, SEAT) is None
        assert kept.drafts(panel, SEAT, b"again") == b"again"

    @pytest.mark.parametrize(
        "other",
        [("interviewer-a", ""), ("interviewer-b", "coding"), ("coding", "interviewer-a")],
    )
    @pytest.mark.parametrize("operation", ["append", "erase"])
    def test_a_change_settles_the_drafts_it_names(
        self, kept: Kept, panel: PanelId, operation: str, other: SeatKey
    ) -> None:
        """What is handed in is no draft any more; that of another seat stays."""
        kept.drafts(panel, SEAT, b"draft")
        kept.drafts(panel, other, b"other")

        getattr(kept, operation)(panel, Change(records=records(0), settled=(SEAT,)), 0)

        assert kept.drafts(panel, SEAT) is None
        assert kept.drafts(panel, other) == b"other"

    def test_a_draft_makes_no_panel(self, kept: Kept, panel: PanelId) -> None:
        """Drafts stand outside the log."""
        kept.drafts(panel, SEAT, b"draft")

        assert kept.load(panel) == ()
        assert kept.panels(panel.tenant) == ()

    @any_content
    def test_a_body_comes_back(self, kept: Kept, panel: PanelId, content: bytes) -> None:
        """With its salt, byte for byte."""
        body = body_of(255, content)

        kept.append(panel, Change(records=records(0), bodies=(body,)), 0)

        assert kept.bodies(panel, [body.commitment]) == {body.commitment: body}

    def test_bodies_that_are_not_there_are_left_out(self, kept: Kept, panel: PanelId) -> None:
        """Asked for none, for one twice, or for what nobody wrote."""
        kept.append(panel, Change(records=records(0), bodies=(body_of(1), body_of(2))), 0)
        here, gone = body_of(1).commitment, body_of(3).commitment

        assert kept.bodies(panel, []) == {}
        assert kept.bodies(panel, [here, gone, here]) == {here: body_of(1)}

    def test_many_bodies(self, kept: Kept, panel: PanelId) -> None:
        """As many as there are, in one question."""
        bodies = tuple(body_of(number, b"%d" % number) for number in range(300))
        kept.append(panel, Change(records=records(0), bodies=bodies), 0)

        assert dict(kept.bodies(panel, [body.commitment for body in bodies])) == {
            body.commitment: body for body in bodies
        }

    def test_a_body_is_never_replaced(self, kept: Kept, panel: PanelId) -> None:
        """What was first written under a name stands."""
        kept.append(panel, Change(records=records(0), bodies=(body_of(1, b"first"),)), 0)
        kept.append(panel, Change(records=records(1), bodies=(body_of(1, b"second"),)), 1)

        assert (
            kept.bodies(panel, [body_of(1).commitment])[body_of(1).commitment].content == b"first"
        )

    def test_erasing_writes_a_change_and_takes_the_bodies_away(
        self, kept: Kept, panel: PanelId
    ) -> None:
        """The log says it, the named bodies are gone, and others stay."""
        kept.append(panel, Change(records=records(0), bodies=tuple(map(body_of, range(4)))), 0)
        kept.erase(
            panel,
            Change(
                records=records(1),
                bodies=(body_of(9),),
                subjects=("person:a",),
                erased=(body_of(1).commitment, body_of(3).commitment),
            ),
            1,
        )

        assert kept.load(panel) == records(0, 1)
        asked = [body_of(number).commitment for number in (0, 1, 2, 3, 9)]
        assert sorted(kept.bodies(panel, asked)) == [asked[0], asked[2], asked[4]]
        assert kept.panels(panel.tenant, subject="person:a") == (panel,)

    def test_erasing_what_is_not_there(self, kept: Kept, panel: PanelId) -> None:
        """What is gone already, or was never there, is no error: a retry ends the same."""
        kept.append(panel, Change(records=records(0), bodies=(body_of(1),)), 0)
        both = (body_of(1).commitment, body_of(2).commitment)

        for version in (1, 2):
            kept.erase(panel, Change(records=records(version), erased=both), version)

        assert kept.bodies(panel, both) == {}
        assert kept.load(panel) == records(0, 1, 2)

    def test_nothing_that_was_written_is_told(
        self, kept: Kept, panel: PanelId, caplog: pytest.LogCaptureFixture
    ) -> None:
        """No word of a body or a draft is in a `repr`, an exception or a log record (P10)."""
        canary = b"canary-7f3a"
        body = Body(commitment="a" * 64, salt=canary.ljust(32), content=canary)
        told: list[str] = []
        with caplog.at_level(logging.DEBUG):
            kept.drafts(panel, SEAT, canary)
            kept.append(panel, Change(records=records(0), bodies=(body,)), 0)
            change = Change(records=records(1), bodies=(body,), settled=(SEAT,))
            with pytest.raises(Conflict) as refused:
                kept.append(panel, change, 0)
            told.extend(traceback.format_exception(refused.value))
            told.extend((repr(kept.store), str(kept.store)))
            kept.erase(panel, Change(records=(), erased=(body.commitment,)), 1)
        told.extend((repr(body), repr(change), caplog.text))

        assert [text for text in told if canary.decode() in text or canary.hex() in text] == []
