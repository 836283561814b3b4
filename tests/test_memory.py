"""The store in memory; what every store does is in the conformance suite."""

import asyncio
from threading import Thread

import pytest

import fairscore.stores
from fairscore.errors import Conflict
from fairscore.event import PanelId
from fairscore.log import Body, Record
from fairscore.stores import AsyncMemory, AsyncStore, Change, Memory, Store

ACME = PanelId(tenant="acme", application="app-7", round="onsite")
OTHER = PanelId(tenant="other", application="app-7", round="onsite")
BODY = Body(commitment="1" * 64, salt=bytes(32), content=b"{}")


def record(number: int) -> Record:
    """A record that is told from others."""
    return Record(event=b"%d" % number, head=str(number))


def test_what_was_appended_is_there_for_its_panel_alone() -> None:
    """Records in order, bodies by name, and nothing of another tenant."""
    store = Memory()
    store.append(ACME, Change(records=(record(0),), bodies=(BODY,)), expected_version=0)
    store.append(ACME, Change(records=(record(1), record(2))), expected_version=1)

    assert store.load(ACME) == (record(0), record(1), record(2))
    assert store.bodies(ACME, [BODY.commitment, "0" * 64]) == {BODY.commitment: BODY}
    assert store.load(OTHER) == ()
    assert store.bodies(OTHER, [BODY.commitment]) == {}


@pytest.mark.parametrize("version", [0, 2])
def test_a_change_that_was_overtaken_writes_nothing(version: int) -> None:
    """All of it or nothing: records, bodies, drafts and subjects."""
    store = Memory()
    store.append(ACME, Change(records=(record(0),)), expected_version=0)
    store.drafts(ACME, ("a", ""), write=b"draft")
    change = Change(
        records=(record(1),),
        bodies=(BODY,),
        settled=(("a", ""),),
        subjects=("person:a",),
        erased=(BODY.commitment,),
    )

    for write in (store.append, store.erase):
        with pytest.raises(Conflict):
            write(ACME, change, expected_version=version)
    assert store.load(ACME) == (record(0),)
    assert store.bodies(ACME, [BODY.commitment]) == {}
    assert store.drafts(ACME, ("a", "")) == b"draft"
    assert store.panels("acme", subject="person:a", limit=9) == ()


def test_drafts_are_kept_read_and_thrown_away() -> None:
    """One a seat; an empty one throws away what is there."""
    store = Memory()

    assert store.drafts(ACME, ("a", "")) is None
    assert store.drafts(ACME, ("a", ""), write=b"one") == b"one"
    assert store.drafts(ACME, ("a", "")) == b"one"
    assert store.drafts(ACME, ("a", "design")) is None
    assert store.drafts(ACME, ("a", ""), write=b"") is None
    assert store.drafts(ACME, ("a", ""), write=b"") is None
    store.drafts(ACME, ("a", ""), write=b"two")
    store.append(ACME, Change(records=(), settled=(("a", ""), ("b", ""))), expected_version=0)
    assert store.drafts(ACME, ("a", "")) is None


def test_what_is_erased_is_gone_and_the_log_stays() -> None:
    """The bodies that are named, and no other."""
    store = Memory()
    kept = Body(commitment="2" * 64, salt=bytes(32), content=b"{}")
    store.append(ACME, Change(records=(record(0),), bodies=(BODY, kept)), expected_version=0)
    change = Change(records=(record(1),), erased=(BODY.commitment, "0" * 64))
    store.erase(ACME, change, expected_version=1)

    assert store.bodies(ACME, [BODY.commitment, kept.commitment]) == {kept.commitment: kept}
    assert store.load(ACME) == (record(0), record(1))


def test_panels_are_found_page_by_page() -> None:
    """Those of one tenant that were opened, in order, all of them or somebody's."""
    store = Memory()
    ids = [PanelId(tenant="acme", application=f"app-{n}", round="onsite") for n in (3, 1, 2)]
    for panel in (*ids, OTHER):
        change = Change(records=(record(0),), subjects=(f"candidate:{panel.application}",))
        store.append(panel, change, expected_version=0)
    store.drafts(ACME, ("a", ""), write=b"of a panel that nobody opened")
    first, second, third = sorted(ids)

    assert store.panels("acme", limit=2) == (first, second)
    assert store.panels("acme", after=second, limit=2) == (third,)
    assert store.panels("acme", after=third, limit=2) == ()
    assert store.panels("acme", subject="candidate:app-2", limit=2) == (second,)
    assert store.panels("acme", subject="candidate", limit=2) == ()
    assert store.panels("nobody", limit=2) == ()


def test_many_writers_lose_nothing() -> None:
    """Each waits for its turn, and what was acknowledged is there once (P4)."""
    store = Memory()

    def write(name: str) -> None:
        for number in range(50):
            while True:
                version = len(store.load(ACME))
                try:
                    one = Record(event=f"{name}{number}".encode(), head="")
                    store.append(ACME, Change(records=(one,)), expected_version=version)
                except Conflict:
                    continue
                break

    writers = [Thread(target=write, args=(name,)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len({one.event for one in store.load(ACME)}) == len(store.load(ACME)) == 200


def test_what_is_awaited_does_the_same() -> None:
    """Each operation passes everything on."""

    async def run() -> None:
        store = AsyncMemory()
        await store.append(ACME, Change(records=(record(0),), bodies=(BODY,)), expected_version=0)
        assert await store.load(ACME) == (record(0),)
        assert await store.bodies(ACME, [BODY.commitment]) == {BODY.commitment: BODY}
        assert await store.drafts(ACME, ("a", ""), write=b"one") == b"one"
        assert await store.panels("acme", limit=1) == (ACME,)
        assert await store.panels("acme", subject="person:a", limit=1) == ()
        assert await store.panels("acme", after=ACME, limit=1) == ()
        await store.erase(ACME, Change(records=(), erased=(BODY.commitment,)), expected_version=1)
        assert await store.bodies(ACME, [BODY.commitment]) == {}

    asyncio.run(run())


def test_stores_show_nothing_of_what_they_keep() -> None:
    """A repr ends up in logs (P10)."""
    store = Memory()
    store.append(ACME, Change(records=(record(0),), bodies=(BODY,)), expected_version=0)

    assert (repr(store), repr(AsyncMemory())) == ("Memory()", "AsyncMemory()")
    assert "salt" not in repr(Change(records=(), bodies=(BODY,)))


def test_stores_are_what_a_desk_takes() -> None:
    """Both confirm what they wrote."""
    assert isinstance(Memory(), Store)
    assert isinstance(AsyncMemory(), AsyncStore)
    assert Memory().confirmed
    assert AsyncMemory().confirmed


def test_a_store_is_imported_when_it_is_used() -> None:
    """Completion shows the public names; another one is an error."""
    assert dir(fairscore.stores) == sorted(fairscore.stores.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'Cloud'"):
        fairscore.stores.Cloud  # noqa: B018 (looking it up is the test)
