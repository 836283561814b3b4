"""What the tests of a store share: the fixtures, and what they write."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from fairscore.event import PanelId, SeatKey
from fairscore.log import Body, Record
from fairscore.stores import AsyncStore, Store
from fairscore.testing._kept import Kept

__all__ = [
    "LARGE",
    "MANY",
    "SEAT",
    "Suite",
    "alike",
    "any_content",
    "body_of",
    "edges",
    "records",
    "stale",
    "two_of",
]

SEAT: SeatKey = ("interviewer-a", "coding")
EDGES = ("0", "a" * 128, "A._:@+/=~-", "z~~", "9.9", "a/b", "A", "a", "1e3", "null")
LARGE = 1_000_000
MANY = 8

# Two panels that a careless key takes for one; `*` is the tenant of the test.
ALIKE = {
    "tenant": (("*", "app-7", "onsite"), ("*2", "app-7", "onsite")),
    "application": (("*", "app-7", "onsite"), ("*", "app-8", "onsite")),
    "round": (("*", "app-7", "onsite"), ("*", "app-7", "screen")),
    "case": (("*", "app-A", "onsite"), ("*", "app-a", "onsite")),
    "joined by a dash": (("*", "a-b", "c"), ("*", "a", "b-c")),
    "joined by a slash": (("*", "a/b", "c"), ("*", "a", "b/c")),
    "joined by a colon": (("*:a", "b", "c"), ("*", "a:b", "c")),
    "swapped": (("*", "a", "b"), ("*", "b", "a")),
    "numbers": (("*", "1", "1"), ("*", "01", "1.0")),
    "patterns": (("*", "a_b", "1"), ("*", "a-b", "1")),
    "longest": (("*", "a" * 127 + "b", "1"), ("*", "a" * 127 + "c", "1")),
}
BYTES = {
    "empty object": b"{}",
    "letters beyond ASCII": '{"a":"ä€𝄞\u0301"}'.encode(),
    "every byte": bytes(range(256)),
    "quotes": b"'\"\\%s?:a$1{}--;/*",
    "large": b"x" * LARGE,
}
alike = pytest.mark.parametrize("pair", ALIKE.values(), ids=ALIKE)
any_content = pytest.mark.parametrize("content", BYTES.values(), ids=BYTES)
edges = pytest.mark.parametrize("ref", EDGES, ids=range(len(EDGES)))
stale = pytest.mark.parametrize("version", [-1, 0, 1, 3, 2**31])


def records(*numbers: int) -> tuple[Record, ...]:
    return tuple(Record(event=b'{"n":%d}' % one, head=f"{one:064x}") for one in numbers)


def body_of(number: int, content: bytes = b"{}") -> Body:
    return Body(commitment=f"{number:064x}", salt=bytes([number % 256]) * 32, content=content)


class Suite:
    @pytest.fixture
    def kept(self, store: Store | AsyncStore) -> Iterator[Kept]:
        """The store, as the suite calls it."""
        kept = Kept(store)
        yield kept
        kept.close()

    @pytest.fixture
    def panel(self) -> PanelId:
        """A panel that nobody has opened, of a tenant that nothing is known of."""
        return PanelId(tenant=f"acme-{uuid4().hex}", application="app-7", round="onsite")


def two_of(pair: tuple[tuple[str, str, str], ...], panel: PanelId) -> tuple[PanelId, PanelId]:
    one, other = (
        PanelId(tenant=where[0].replace("*", panel.tenant), application=where[1], round=where[2])
        for where in pair
    )
    return one, other
