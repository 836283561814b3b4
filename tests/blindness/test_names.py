"""A new public name fails here until somebody says by what it is observed (P1)."""

from __future__ import annotations

import importlib
import inspect
from typing import TYPE_CHECKING

import attrs

from fairscore import desk

from .desks import DeskTool
from .observed import DRIVEN, OBSERVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

MODULES = (
    "desk",
    "async_desk",
    "view",
    "revealed",
    "log",
    "errors",
    "stores",
    "right",
    "panel",
    "command",
    "event",
)


def public() -> Iterator[str]:
    """Every public name of what a panel is made of, with the attributes of its classes."""
    for module in MODULES:
        home = importlib.import_module(f"fairscore.{module}")
        for name in home.__all__:
            found = getattr(home, name)
            yield f"{module}.{name}"
            if inspect.isclass(found) and found.__module__.startswith("fairscore."):
                fields = {*getattr(found, "model_fields", {})}
                fields |= {one.name for one in attrs.fields(found)} if attrs.has(found) else set()
                own = {one for one in vars(found) if not one.startswith("_")} | fields
                yield from (f"{module}.{name}.{one}" for one in sorted(own))


def declared() -> set[str]:
    """Every name that the table speaks of."""
    names = {"desk.Desk", "async_desk.AsyncDesk"}
    names |= {f"{one}.{method}" for one in tuple(names) for method in DRIVEN}
    for name, (_, attributes) in OBSERVED.items():
        names |= {name, *(f"{name}.{one}" for one in attributes.split())}
    return names


def _amiss() -> tuple[set[str], set[str]]:
    found = set(public())
    return found - declared(), declared() - found


def test_every_public_name_is_declared() -> None:
    """Each says by what it is observed, or why nothing can be told by it."""
    new, gone = _amiss()
    assert not new, "say in tests/blindness/observed.py by what these are observed"
    assert not gone, "these are no public names any more"


def test_every_method_of_a_desk_is_driven() -> None:
    """What drives a method is there, and calls it."""
    for method, driver in DRIVEN.items():
        assert f"desk.{method}(" in inspect.getsource(getattr(DeskTool, driver)), method


def test_a_new_name_fails_until_it_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A method, a field and a function that nobody declared are named (negative control)."""
    monkeypatch.setattr(desk.Desk, "count_in", len, raising=False)
    monkeypatch.setattr(desk, "peek", len, raising=False)
    monkeypatch.setattr(desk, "__all__", [*desk.__all__, "peek"])
    assert _amiss()[0] == {"desk.Desk.count_in", "desk.peek"}


def test_a_name_that_is_gone_fails_until_it_is_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of the table that speaks of nothing is named (negative control)."""
    # The last one: what is put back stands last, and another test holds the order.
    monkeypatch.delattr(desk.Desk, "expire")
    assert _amiss()[1] == {"desk.Desk.expire"}
