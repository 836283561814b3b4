"""What a store does with the log of a panel, and how panels are found."""

import pytest

from fairscore.errors import Conflict
from fairscore.event import PanelId
from fairscore.log import Record
from fairscore.stores import Change
from fairscore.testing._kept import Kept
from fairscore.testing._store_suite import (
    SEAT,
    Suite,
    alike,
    any_content,
    body_of,
    edges,
    records,
    stale,
    two_of,
)

__all__ = ["KeepsLogs"]


class KeepsLogs(Suite):
    """Records, what looks alike, changes that come too late, and pages of panels."""

    def test_a_panel_that_nobody_opened_has_no_records(self, kept: Kept, panel: PanelId) -> None:
        """Nothing is not an error: the desk says the same for what is not there."""
        assert kept.load(panel) == ()

    def test_records_come_back_in_order(self, kept: Kept, panel: PanelId) -> None:
        """They are in the order they were written in, beyond the tenth too."""
        for version in range(0, 24, 2):
            kept.append(panel, Change(records=records(version, version + 1)), version)

        assert kept.load(panel) == records(*range(24))

    def test_many_records_in_one_change(self, kept: Kept, panel: PanelId) -> None:
        """A change is as long as it is."""
        kept.append(panel, Change(records=records(*range(300))), 0)

        assert kept.load(panel) == records(*range(300))

    @any_content
    def test_an_event_comes_back_byte_for_byte(
        self, kept: Kept, panel: PanelId, content: bytes
    ) -> None:
        """A chain is over bytes, and one changed byte breaks it."""
        record = Record(event=content, head="f" * 64)

        kept.append(panel, Change(records=(record,)), 0)

        assert kept.load(panel) == (record,)

    def test_a_change_of_nothing_opens_nothing(self, kept: Kept, panel: PanelId) -> None:
        """Without a record there is no panel."""
        kept.append(panel, Change(records=()), 0)

        assert kept.load(panel) == ()
        assert kept.panels(panel.tenant) == ()

    def test_a_change_of_nothing_changes_nothing(self, kept: Kept, panel: PanelId) -> None:
        """It may be written to a panel that is there."""
        kept.append(panel, Change(records=records(0)), 0)
        kept.append(panel, Change(records=()), 1)

        assert kept.load(panel) == records(0)

    @alike
    def test_records_of_panels_that_look_alike(
        self, kept: Kept, panel: PanelId, pair: tuple[tuple[str, str, str], ...]
    ) -> None:
        """Each has its own log, and its own version."""
        one, other = two_of(pair, panel)
        kept.append(one, Change(records=records(1)), 0)

        assert kept.load(other) == ()
        kept.append(other, Change(records=records(2)), 0)
        assert (kept.load(one), kept.load(other)) == (records(1), records(2))

    @alike
    def test_bodies_of_panels_that_look_alike(
        self, kept: Kept, panel: PanelId, pair: tuple[tuple[str, str, str], ...]
    ) -> None:
        """A commitment names a body within its panel alone, and is erased there alone."""
        one, other = two_of(pair, panel)
        kept.append(one, Change(records=records(1), bodies=(body_of(1, b"one"),)), 0)

        assert kept.bodies(other, [body_of(1).commitment]) == {}
        kept.append(other, Change(records=records(1), bodies=(body_of(1, b"other"),)), 0)
        kept.erase(one, Change(records=(), erased=(body_of(1).commitment,)), 1)
        assert kept.bodies(one, [body_of(1).commitment]) == {}
        assert (
            kept.bodies(other, [body_of(1).commitment])[body_of(1).commitment].content == b"other"
        )

    @alike
    def test_drafts_of_panels_that_look_alike(
        self, kept: Kept, panel: PanelId, pair: tuple[tuple[str, str, str], ...]
    ) -> None:
        """A draft is of one seat of one panel."""
        one, other = two_of(pair, panel)
        kept.drafts(one, SEAT, b"one")

        assert kept.drafts(other, SEAT) is None
        kept.drafts(other, SEAT, b"other")
        kept.append(one, Change(records=records(1), settled=(SEAT,)), 0)
        assert (kept.drafts(one, SEAT), kept.drafts(other, SEAT)) == (None, b"other")

    @alike
    def test_subjects_of_panels_that_look_alike(
        self, kept: Kept, panel: PanelId, pair: tuple[tuple[str, str, str], ...]
    ) -> None:
        """Whom one panel concerns says nothing of another."""
        one, other = two_of(pair, panel)
        kept.append(one, Change(records=records(1), subjects=("person:a",)), 0)
        kept.append(other, Change(records=records(1), subjects=("person:b",)), 0)

        assert kept.panels(one.tenant, subject="person:a") == (one,)
        assert kept.panels(other.tenant, subject="person:b") == (other,)

    @edges
    def test_references_at_the_edge_of_what_is_allowed(
        self, kept: Kept, panel: PanelId, ref: str
    ) -> None:
        """A reference of the host comes back as it was given."""
        edge = PanelId(tenant=panel.tenant, application=ref, round=ref)
        seat = (ref, "a")
        kept.append(edge, Change(records=records(1), subjects=(f"candidate:{ref}",)), 0)
        kept.drafts(edge, seat, b"draft")

        assert kept.panels(panel.tenant) == (edge,)
        assert kept.panels(panel.tenant, subject=f"candidate:{ref}") == (edge,)
        assert kept.drafts(edge, seat) == b"draft"

    @stale
    def test_a_stale_change_is_refused_and_nothing_of_it_written(
        self, kept: Kept, panel: PanelId, version: int
    ) -> None:
        """Two records are there: a change whose author saw any other number is a conflict."""
        self._stale_change_leaves_nothing(kept, panel, version, "append")

    @stale
    def test_a_stale_erasure_is_refused_and_nothing_erased(
        self, kept: Kept, panel: PanelId, version: int
    ) -> None:
        """Whoever erases has to have seen the latest as well: it may be a hold."""
        self._stale_change_leaves_nothing(kept, panel, version, "erase")

    def _stale_change_leaves_nothing(
        self, kept: Kept, panel: PanelId, version: int, operation: str
    ) -> None:
        kept.append(panel, Change(records=records(0, 1), bodies=(body_of(1),)), 0)
        kept.drafts(panel, SEAT, b"draft")
        change = Change(
            records=records(2),
            bodies=(body_of(2),),
            settled=(SEAT,),
            subjects=("person:a",),
            erased=(body_of(1).commitment,) if operation == "erase" else (),
        )

        with pytest.raises(Conflict) as refused:
            getattr(kept, operation)(panel, change, version)

        assert str(refused.value) == ""
        assert kept.load(panel) == records(0, 1)
        assert list(kept.bodies(panel, [body_of(1).commitment, body_of(2).commitment])) == [
            body_of(1).commitment
        ]
        assert kept.drafts(panel, SEAT) == b"draft"
        assert kept.panels(panel.tenant, subject="person:a") == ()
        kept.append(panel, change, 2)
        assert kept.load(panel) == records(0, 1, 2)

    def test_a_change_to_a_panel_that_is_not_there_yet(self, kept: Kept, panel: PanelId) -> None:
        """Whoever saw records of a panel that has none is refused, and it stays away."""
        with pytest.raises(Conflict):
            kept.append(panel, Change(records=records(0)), 1)

        assert kept.panels(panel.tenant) == ()

    def test_panels_stand_in_the_order_of_their_names(self, kept: Kept, panel: PanelId) -> None:
        """By application and round, capitals before small letters: never by when they began."""
        names = [("b", "1"), ("a", "2"), ("a", "10"), ("B", "1"), ("a", "1"), ("a-b", "1")]
        for application, which in names:
            one = PanelId(tenant=panel.tenant, application=application, round=which)
            kept.append(one, Change(records=records(0)), 0)

        found = [(one.application, one.round) for one in kept.panels(panel.tenant)]
        assert found == sorted(names)

    @pytest.mark.parametrize("subject", [None, "person:interviewer-a"])
    @pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
    def test_pages_show_each_panel_once(
        self, kept: Kept, panel: PanelId, size: int, subject: str | None
    ) -> None:
        """Whatever the size of a page, and for everybody's panels as for somebody's."""
        here = [
            PanelId(tenant=panel.tenant, application=f"app-{number // 3}", round=f"{number % 3}")
            for number in range(7)
        ]
        for one in here:
            change = Change(records=records(0), subjects=("person:interviewer-a",))
            kept.append(one, change, 0)

        found: list[PanelId] = []
        # One page more than there are, and no more: a store may give the first again and again.
        for _ in range(len(here) // size + 1):
            after = found[-1] if found else None
            page = kept.panels(panel.tenant, subject=subject, after=after, limit=size)
            assert len(page) <= size
            found.extend(page)

        assert found == here

    def test_a_page_may_begin_behind_what_is_not_there(self, kept: Kept, panel: PanelId) -> None:
        """The last panel of the page before may be of another tenant, or gone."""
        kept.append(panel, Change(records=records(0)), 0)

        def behind(tenant: str, application: str) -> tuple[PanelId, ...]:
            after = PanelId(tenant=tenant, application=application, round="onsite")
            return kept.panels(panel.tenant, after=after)

        assert behind(panel.tenant, "app-6") == (panel,)
        assert behind(panel.tenant, "app-8") == ()
        assert behind("A", "zzz") == (panel,)
        assert behind("z", "a") == ()

    def test_no_panels(self, kept: Kept, panel: PanelId) -> None:
        """A tenant that nothing is known of, and a page of none."""
        assert kept.panels(panel.tenant) == ()
        kept.append(panel, Change(records=records(0)), 0)
        assert kept.panels(panel.tenant, limit=0) == ()

    @pytest.mark.parametrize(
        "asked", ["person:a", "candidate:a", "person:A", "person:a1", "person:%", "a", ""]
    )
    def test_panels_of_somebody(self, kept: Kept, panel: PanelId, asked: str) -> None:
        """By the whole word, said once or twice, at the opening or later."""
        other = PanelId(tenant=panel.tenant, application="app-9", round="onsite")
        kept.append(panel, Change(records=records(0), subjects=("person:a", "person:a")), 0)
        kept.append(other, Change(records=records(0), subjects=("candidate:a",)), 0)
        kept.append(other, Change(records=records(1), subjects=("person:a1", "person:a")), 1)

        expected = {"person:a": (panel, other), "candidate:a": (other,), "person:a1": (other,)}
        assert kept.panels(panel.tenant, subject=asked) == expected.get(asked, ())
