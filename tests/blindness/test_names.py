"""A new public name fails here until somebody says by what it is observed (P1)."""

from __future__ import annotations

import dis
import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import TYPE_CHECKING

import attrs
import pytest

import fairscore
from fairscore import desk, errors, export, finding, log, notice, report, stores, verification

from .desks import DeskTool
from .observed import DRIVEN, NOTICE, OBSERVED

if TYPE_CHECKING:
    from collections.abc import Iterator

BEHIND_A_DESK = ("desk.Desk", "async_desk.AsyncDesk")


def modules() -> Iterator[tuple[str, ModuleType]]:
    """Every public module of the library; the package itself, which repeats others, comes last."""
    for found in pkgutil.walk_packages(fairscore.__path__, "fairscore."):
        name = found.name.removeprefix("fairscore.")
        if not any(part.startswith("_") for part in name.split(".")):
            yield name, importlib.import_module(found.name)
    yield "fairscore", fairscore


def public() -> Iterator[str]:
    """Every public name of the library where it first stands, with what its classes have."""
    exported = [
        (module, name, getattr(home, name)) for module, home in modules() for name in home.__all__
    ]
    classes = {id(found) for _, _, found in exported if inspect.isclass(found)}
    seen: set[tuple[str, int]] = set()
    for module, name, found in exported:
        if (name, id(found)) in seen:
            continue
        seen.add((name, id(found)))
        yield f"{module}.{name}"
        if inspect.isclass(found):
            yield from (f"{module}.{name}.{one}" for one in sorted(_attributes(found, classes)))


def _attributes(found: type, classes: set[int]) -> set[str]:
    """What a class has of its own or from a base that is no public name itself."""
    names = {*getattr(found, "model_fields", {})}
    if attrs.has(found):
        names |= {one.name for one in attrs.fields(found)}
    for base in found.__mro__:
        if base.__module__.startswith("fairscore.") and (base is found or id(base) not in classes):
            names |= {*vars(base), *inspect.get_annotations(base)}
            names |= set() if attrs.has(found) else {*_set_by(base)}
    # The suites for stores are classes of tests, which nobody is handed.
    return {one for one in names if not one.startswith(("_", "test_"))}


def _set_by(owner: type) -> Iterator[str]:
    """Attributes that a class of no sort sets in its methods."""
    for method in vars(owner).values():
        if inspect.isfunction(method):
            found = dis.get_instructions(method)
            yield from (one.argval for one in found if one.opname == "STORE_ATTR")


def declared() -> set[str]:
    """Every name that the table speaks of."""
    names = {*BEHIND_A_DESK}
    names |= {f"{one}.{method}" for one in BEHIND_A_DESK for method in DRIVEN}
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


def test_what_is_written_out_is_driven() -> None:
    """Every function that makes a notice is called by its look, and an export is written too."""
    for name, (how, _) in OBSERVED.items():
        home, _, function = name.partition(".")
        if how == NOTICE and function[0].islower():
            assert home == "notice"
            assert f"{function}(" in inspect.getsource(DeskTool.look_mail), name
    assert "own.json(), other, other.json()" in inspect.getsource(DeskTool.look_held)


@pytest.mark.parametrize("home", [desk, export, notice, verification, errors, finding, report])
def test_a_new_name_fails_until_it_is_declared(
    home: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A function that nobody declared is named, in whichever module it is (negative control)."""
    monkeypatch.setattr(home, "peek", len, raising=False)
    monkeypatch.setattr(home, "__all__", [*home.__all__, "peek"])
    assert _amiss()[0] == {f"{home.__name__.removeprefix('fairscore.')}.peek"}


@pytest.mark.parametrize(
    "owner", [desk.Desk, notice.Notice, export.HeldPanel, verification.Verification, report.Report]
)
def test_a_new_method_fails_until_it_is_declared(
    owner: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A method that nobody declared is named, in whichever class it is (negative control)."""
    monkeypatch.setattr(owner, "count_in", len, raising=False)
    [new] = _amiss()[0]
    assert new.endswith(f".{owner.__name__}.count_in")


def test_a_new_field_fails_until_it_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field that nobody declared is named, with attrs, pydantic or neither (negative control)."""

    @attrs.frozen(kw_only=True)
    class Notice(notice.Notice):
        others: int

    class Receipt(log.Receipt):
        others: int

    class Desk(desk.Desk):
        def __init__(self) -> None:
            self.others = 1

    for home, new in ((notice, Notice), (log, Receipt), (desk, Desk)):
        new.__module__ = home.__name__
        name = f"{home.__name__.removeprefix('fairscore.')}.{new.__name__}"
        with monkeypatch.context() as inside:
            inside.setattr(home, new.__name__, new)
            assert f"{name}.others" in _amiss()[0]


def test_a_method_of_a_private_base_fails_until_it_is_declared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a class has from a base that is no public name counts as its own (negative control)."""
    [base] = {
        one for one in stores.SQLite.__mro__ if "_" in one.__module__ or one.__name__[0] == "_"
    }
    monkeypatch.setattr(base, "peek", len, raising=False)
    assert "stores.SQLite.peek" in _amiss()[0]


def test_a_new_module_fails_until_it_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module is looked into because it is there (negative control)."""
    old = list(modules())
    new = ModuleType("fairscore.peek")
    vars(new).update(__all__=["count_in"], count_in=len)
    monkeypatch.setitem(globals(), "modules", lambda: [*old, ("peek", new)])
    assert _amiss()[0] == {"peek.count_in"}


def test_a_name_that_is_gone_fails_until_it_is_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of the table that speaks of nothing is named (negative control)."""
    # The last one: what is put back stands last, and another test holds the order.
    monkeypatch.delattr(desk.Desk, "expire")
    assert _amiss()[1] == {"desk.Desk.expire"}
