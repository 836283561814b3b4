"""
Cases of orders as plain data, and what the library's mechanics make of them.

    python tests/order/drawing.py < cases.json

Needs nothing but the standard library, so that any Python can be asked.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

if __name__ == "__main__":
    # Exceptions are attrs classes. Here none is raised, and a Python may come without packages.
    sys.modules["attrs"] = SimpleNamespace(frozen=lambda *_, **__: lambda one: one)  # type: ignore[assignment]
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

import hashlib

from fairscore import _order

__all__ = ["answers"]


def answers(cases: list[dict[str, Any]]) -> list[Any]:
    """What each case gives, as plain data."""
    return [_MAKERS[one["make"]](one) for one in cases]


def _seed(one: dict[str, Any]) -> bytes:
    return bytes.fromhex(one["seed"])


def _key(one: dict[str, Any], reader: str | None, more: str = "") -> bytes:
    return _order.key_of(
        _seed(one),
        one["purpose"],
        reader,
        about=one.get("about"),
        draw=one.get("draw", 0),
        more=more,
    )


def _drawn(one: dict[str, Any]) -> list[str]:
    return list(_order.shuffled(one["items"], _key(one, one.get("reader"))))


def _extended(one: dict[str, Any]) -> list[str]:
    reader = one.get("reader")
    order = list(_order.shuffled(one["first"], _key(one, reader)))
    for later in one["later"]:
        new = [name for name in later if name not in order]
        order += _order.shuffled(new, _key(one, reader, f"added-{len(order)}"))
    return order


def _balanced(one: dict[str, Any]) -> dict[str, list[str]]:
    square = _order.squared(
        tuple(one["items"]),
        tuple(one["readers"]),
        _seed(one),
        purpose=one["purpose"],
        about=one.get("about"),
        draw=one.get("draw", 0),
    )
    if square is None:
        return {name: _drawn({**one, "reader": name}) for name in one["readers"]}
    return {name: list(row) for name, row in square.items()}


def _turns(one: dict[str, Any]) -> list[str]:
    return list(_order.ranked(_drawn(one), one["method"], one["seniority"]))


def _commitment(one: dict[str, Any]) -> str:
    return hashlib.sha256(b"fairscore seed 1\n" + _seed(one)).hexdigest()


def _plan_commitment(one: dict[str, Any]) -> str:
    inputs = _order.canonical(one["inputs"]).decode()
    return _commitment(one) + _order.derived(_seed(one), "inputs", inputs).hex()


_MAKERS = {
    "commitment": _commitment,
    "plan commitment": _plan_commitment,
    "williams": lambda one: [list(row) for row in _order.williams(one["size"])],
    "drawn": _drawn,
    "balanced": _balanced,
    "turns": _turns,
    "extended": _extended,
}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(answers(json.load(sys.stdin)), sort_keys=True))
