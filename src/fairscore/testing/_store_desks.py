"""What a desk over a store does: it refuses in the same words, erases, holds, and hands over."""

import traceback
from datetime import timedelta
from typing import get_args

import pytest

from fairscore.errors import LogBroken, OnHold, PanelError
from fairscore.event import EraseBasis, HoldReason, PanelId
from fairscore.testing._kept import Kept
from fairscore.testing._store_house import WORDS, House
from fairscore.testing._store_refusals import REFUSED, Step, act
from fairscore.testing._store_suite import Suite

__all__ = ["DeskConformance"]

_BASES = get_args(EraseBasis)
_HOLDS = get_args(HoldReason)


class DeskConformance(Suite):
    """
    What a desk does over the store, called or awaited. For a store whose `confirmed` is true.

    The words of a refusal, and what is erased, held and handed over, do not depend on the store.
    """

    @pytest.fixture
    def house(self, kept: Kept, panel: PanelId) -> House:
        """A house that opened nothing yet."""
        return House(kept, panel)

    @pytest.mark.parametrize(
        ("slug", "steps"),
        REFUSED,
        ids=[f"{number}-{slug}" for number, (slug, _) in enumerate(REFUSED)],
    )
    def test_refuses_in_the_same_words(
        self, house: House, slug: str, steps: tuple[Step, ...]
    ) -> None:
        """Its slug is the same over every store, nothing is written, and no word is told (P10)."""
        *before, refused = steps
        for step in before:
            step(house)
        log = house.kept.load(house.panel)

        with pytest.raises(PanelError) as caught:
            refused(house)

        assert caught.value.problem.slug == slug
        assert house.kept.load(house.panel) == log
        assert WORDS not in "".join(traceback.format_exception(caught.value))

    def test_another_tenant_has_no_such_panel(
        self, house: House, kept: Kept, panel: PanelId
    ) -> None:
        """Nor anything to hand over, to expire or to erase (P1, P13)."""
        house.open()
        house.all_in()
        other = House(kept, PanelId(tenant=f"{panel.tenant}-2", application="x", round="y"))

        assert other.ask("export_for", candidate="c", by="f").panels == ()
        assert other.ask("export_for", person="a", by="a").panels == ()
        assert other.ask("expire", before=other.now, by="f") == ()
        with pytest.raises(PanelError, match=r"\[no-such-panel\]$"):
            other.ask("look", panel, viewer="a")
        assert [state for *_, state, _ in house.states()] == ["valid", "valid"]

    def test_the_same_key_gives_the_same_receipt(self, house: House) -> None:
        """Also later, and it writes nothing (P5)."""
        house.open()
        receipt = house.submit("a")
        log = house.kept.load(house.panel)

        assert house.submit("a") == receipt
        assert house.ask("receipt", house.panel, ("a", ""), key="k-1") == receipt
        assert house.kept.load(house.panel) == log

    def test_every_receipt_is_met(self, house: House) -> None:
        """Of each seat and of the panel, also after a later version (P5)."""
        house.open()
        receipts = [house.submit("a"), house.submit("b"), house.amend("a")]
        house.ask("reveal_when_due", house.panel)
        whole = house.look("f").receipt
        assert whole is not None

        found = house.verified(*receipts, whole)

        assert found.holds
        assert [one.holds for one in found.receipts] == [True] * 4
        assert found.covered == "panel"

    def test_a_draft_comes_back_to_its_author_alone(self, house: House) -> None:
        """Nobody else sees it, and handing in is the end of it (P1)."""
        house.open()
        house.draft("a")

        assert [own.draft is not None for own in house.look("a").own] == [True]
        assert [own.draft is not None for own in house.look("b").own] == [False]
        house.submit("a")
        assert [own.draft is not None for own in house.look("a").own] == [False]

    @pytest.mark.parametrize("basis", _BASES)
    def test_erases_what_one_person_wrote(self, house: House, basis: EraseBasis) -> None:
        """Every version and the statement, on the ground that the log keeps; nothing else (P13)."""
        house.open()
        house.submit("a")
        house.amend("a")
        house.submit("b")
        house.ask("contest", house.panel, f"{WORDS} It was not so.", by="a")
        house.ask("reveal_when_due", house.panel)

        house.ask("erase", house.panel, basis=basis, by="f", person="a")

        assert house.states() == [
            ("scorecard", "a", "erased", basis),
            ("scorecard", "a", "erased", basis),
            ("scorecard", "b", "valid", ""),
            ("statement", "a", "erased", basis),
        ]
        assert house.verified().holds

    @pytest.mark.parametrize("basis", _BASES)
    def test_erases_an_application(self, house: House, basis: EraseBasis) -> None:
        """All that was written in it (P13)."""
        house.open()
        house.all_in()
        house.ask("contest", house.panel, f"{WORDS} It was not so.", by="c")

        house.ask("erase", house.panel, basis=basis, by="f")

        assert {(state, ground) for *_, state, ground in house.states()} == {("erased", basis)}
        assert WORDS not in repr(house.kept.bodies(house.panel, house.bodies()))

    @pytest.mark.parametrize("person", ["a", None])
    def test_a_draft_is_erased_with_the_rest(self, house: House, person: str | None) -> None:
        """What somebody was still writing, too (P13)."""
        house.open()
        house.submit("a")
        house.draft("a")

        house.ask("erase", house.panel, basis="erasure-request", by="f", person=person)

        assert house.kept.drafts(house.panel, ("a", "")) is None

    def test_what_was_lost_is_told_from_what_was_erased(self, house: House) -> None:
        """A body that went behind the desk's back is handed out as neither there nor erased."""
        house.open()
        house.all_in()
        house.ask("erase", house.panel, basis="unlawful", by="f", person="b")
        assert [state for *_, state, _ in house.states()] == ["valid", "erased"]
        house.lose("a")

        for step in (act("look", viewer="f"), act("export_log", viewer="f")):
            with pytest.raises(LogBroken):
                step(house)

    @pytest.mark.parametrize("person", ["a", None])
    @pytest.mark.parametrize("reason", _HOLDS)
    def test_nothing_is_erased_while_it_is_held(
        self, house: House, reason: HoldReason, person: str | None
    ) -> None:
        """And everything can be once the hold has ended (P13)."""
        house.open()
        house.all_in()
        house.ask("hold", house.panel, reason=reason, by="f")
        erase = act("erase", basis="erasure-request", by="f", person=person)

        with pytest.raises(OnHold):
            erase(house)
        assert {state for *_, state, _ in house.states()} == {"valid"}
        house.ask("end_hold", house.panel, reason=reason, by="f")
        erase(house)
        assert "erased" in {state for *_, state, _ in house.states()}

    def test_what_expires_is_what_nothing_happened_in(self, house: House) -> None:
        """Panels that are held or younger keep their words; the log says on which ground (P13)."""
        old, held, young = (house.beside(name) for name in ("app-1", "app-2", "app-3"))
        for one in (old, held):
            one.open()
            one.all_in()
        held.ask("hold", held.panel, reason="complaint", by="f")
        before = held.now + timedelta(minutes=1)
        young.now = before + timedelta(days=1)
        young.open()
        young.all_in()

        looked_at = young.ask("expire", before=before, by="f")

        assert set(looked_at) == {old.panel, held.panel, young.panel}
        assert {(state, ground) for *_, state, ground in old.states()} == {
            ("erased", "retention-period")
        }
        assert {state for *_, state, _ in (*held.states(), *young.states())} == {"valid"}

    def test_expires_page_by_page(self, house: House) -> None:
        """Each panel is looked at once, whatever the size of a page."""
        panels = [house.beside(f"app-{number}") for number in range(5)]
        for one in panels:
            one.open()
        seen: list[PanelId] = []
        for size in (2, 2, 1, 0):
            last = seen[-1] if seen else None
            page = house.ask("expire", before=house.now, by="f", after=last, limit=2)
            assert len(page) == size
            seen += page

        assert seen == [one.panel for one in panels]

    @pytest.mark.parametrize("who", ["c", "a", "m"])
    def test_a_statement_stands_beside_the_scorecards(self, house: House, who: str) -> None:
        """Whom the panel concerns may say that it was not so, and readers are shown it (P13)."""
        house.open()
        house.ask("contest", house.panel, f"{WORDS} It was not so.", by=who)
        house.all_in()

        assert [one.text for one in house.look("f").statements] == [f"{WORDS} It was not so."]
        assert ("statement", who, "valid", "") in house.states()

    def test_a_candidate_is_handed_all_that_is_revealed(self, house: House) -> None:
        """Every panel about them and no other; one that is sealed tells nothing else (P1, P13)."""
        house.open()
        house.all_in()
        sealed = house.beside("app-8")
        sealed.open()
        sealed.submit("a")
        house.beside("app-9").open(candidate="c2")

        export = house.ask("export_for", candidate="c", by="f")

        assert [(one.panel.application, one.sealed) for one in export.panels] == [
            ("app-7", False),
            ("app-8", True),
        ]
        assert [one.scorecard is not None for one in export.panels[0].scorecards] == [True, True]
        assert export.panels[1].scorecards == ()

    def test_an_interviewer_is_handed_their_own(self, house: House) -> None:
        """Seats, versions and drafts of theirs, and nothing of others (P1, P13)."""
        house.open()
        house.submit("a")
        house.submit("b", "not for a")
        house.draft("a")

        export = house.ask("export_for", person="a", by="a")

        (held,) = export.panels
        assert [seat.interviewer for seat in held.seats] == ["a"]
        assert [one.by for one in held.scorecards] == ["a"]
        assert len(held.drafts) == 1
        assert "not for a" not in export.json()

    @pytest.mark.parametrize("person", ["a", None])
    def test_what_was_erased_is_not_handed_over(self, house: House, person: str | None) -> None:
        """Neither to a candidate nor to its author (P13)."""
        house.open()
        house.all_in()
        house.ask("erase", house.panel, basis="consent-withdrawn", by="f", person=person)

        candidate = house.ask("export_for", candidate="c", by="f").json()
        author = house.ask("export_for", person="a", by="a").json()

        assert f"{WORDS} a" not in candidate + author
        assert (f"{WORDS} b" in candidate) is (person == "a")
