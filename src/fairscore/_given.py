"""What a caller gives in plain words and times, looked at before anything else sees it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from inspect import isawaitable, iscoroutinefunction
from typing import Any, NoReturn

from fairscore._order import SEED_BYTES
from fairscore._text import REF_PATTERN
from fairscore.errors import PanelError, Problem

__all__ = [
    "check_awaited",
    "check_count",
    "check_moment",
    "check_not_awaited",
    "check_one",
    "check_ref",
    "check_store",
    "check_type",
    "commitment",
    "instance_of",
    "moment",
    "ref",
    "seat_key",
    "seed",
]

_REF = re.compile(REF_PATTERN)
_COMMITMENT = re.compile(r"[0-9a-f]{64}([0-9a-f]{64})?")
_FIRST_YEAR = 1970
_WHENCE = {
    "PanelId": "give what `desk.open` returned, or `desk.panel(application=...)`",
    **dict.fromkeys(
        ("Draft", "Rubric", "Scorecard"), "give what `fairscore.read` or `fairscore.parse` returns"
    ),
}


def check_ref(name: str, value: Any) -> None:
    """
    Refuse what is no reference of the host.

    Args:
        name: What the caller knows the value by.
        value: What was given.

    Raises:
        PanelError: With the name, and nothing of the value.
    """
    if not (isinstance(value, str) and _REF.fullmatch(value)):
        raise PanelError(
            Problem(
                slug="bad-reference",
                message="not a reference",
                advice="use letters, digits and . _ : @ + / = ~ -, no spaces",
                path=(name,),
            )
        )


def check_moment(name: str, value: Any) -> None:
    """Refuse what is no moment: a time of day here and there, that is, one without its offset."""
    if isinstance(value, datetime):
        offset = value.utcoffset()
        if offset is not None and value.year >= _FIRST_YEAR and not offset % timedelta(minutes=1):
            return
    raise PanelError(
        Problem(
            slug="bad-time",
            message="not a date and time with its offset from UTC",
            advice="give a datetime with a timezone, such as datetime.now(timezone.utc)",
            path=(name,),
        )
    )


def check_count(name: str, value: Any) -> None:
    """Refuse what is no number of things to look at."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise PanelError(
            Problem(
                slug="out-of-range", message="less than 1", advice="give 1 or more", path=(name,)
            )
        )


def check_type(name: str, value: Any, wanted: type) -> None:
    """Refuse what is of another class, such as a dictionary. Says nothing of what is in it."""
    if not isinstance(value, wanted):
        _wrong_type(
            name,
            f"`{type(value).__name__}` where `{wanted.__name__}` belongs",
            _WHENCE.get(wanted.__name__, f"give `fairscore.event.{wanted.__name__}`"),
        )


def check_store(store: Any) -> None:
    """Refuse what is no store: a file's name, a connection, a class that was not called."""
    if isinstance(store, type) or not hasattr(store, "confirmed"):
        name = store.__name__ if isinstance(store, type) else type(store).__name__
        _wrong_type(
            "store",
            f"`{name}` where a store belongs",
            "give one such as `fairscore.stores.SQLite(path)`",
        )


def check_not_awaited(store: Any) -> None:
    """Refuse a store that has to be awaited, where nobody awaits it."""
    if iscoroutinefunction(store.load):
        _wrong_type(
            "store",
            f"`{type(store).__name__}` where nothing is awaited",
            "give it to `fairscore.AsyncDesk`",
        )


def check_awaited(store: Any, answer: Any) -> None:
    """Refuse a store that answers at once, where its answer is awaited: by what it answers."""
    if not isawaitable(answer):
        _wrong_type(
            "store",
            f"`{type(store).__name__}` where everything is awaited",
            "give it to `fairscore.Desk`",
        )


def _wrong_type(name: str, message: str, advice: str) -> NoReturn:
    raise PanelError(Problem(slug="wrong-type", message=message, advice=advice, path=(name,)))


def check_one(**given: str | None) -> tuple[str, str]:
    """The one of several that was given, with its name; refuse none and more than one."""
    match [(name, value) for name, value in given.items() if value is not None]:
        case [(name, value)]:
            check_ref(name, value)
            return name, value
        case _:
            names = " or ".join(f"`{name}`" for name in given)
            raise PanelError(
                Problem(slug="one-subject", message="not about one", advice=f"give one of {names}")
            )


def commitment(_: object, field: Any, value: Any) -> None:
    """Refuse a field that is no commitment."""
    if not (isinstance(value, str) and _COMMITMENT.fullmatch(value)):
        _no_bytes(field.name, "not a commitment", "give the `commitment` of the assignment")


def seed(_: object, field: Any, value: Any) -> None:
    """Refuse a field that is no seed. Says nothing of what was given."""
    if not (isinstance(value, bytes) and len(value) == SEED_BYTES):
        _no_bytes(field.name, "not a seed", f"give {SEED_BYTES} bytes")


def _no_bytes(name: str, message: str, advice: str) -> None:
    raise PanelError(Problem(slug="bad-seed", message=message, advice=advice, path=(name,)))


def ref(_: object, field: Any, value: Any) -> None:
    """Refuse a field that is no reference of the host."""
    check_ref(field.name, value)


def moment(_: object, field: Any, value: Any) -> None:
    """Refuse a field that is no moment."""
    check_moment(field.name, value)


def instance_of(wanted: type) -> Callable[[object, Any, Any], None]:
    """Make a validator that refuses a field of another class."""

    def check(_: object, field: Any, value: Any) -> None:
        check_type(field.name, value, wanted)

    return check


def seat_key(_: object, field: Any, value: Any) -> None:
    """Refuse a field that does not name a seat."""
    match value:
        case (str(), str()) if isinstance(value, tuple):
            return
        case _:
            raise PanelError(
                Problem(
                    slug="bad-seat",
                    message="not the name of a seat",
                    advice="give interviewer and interview, '' where the rubric names none",
                    path=(field.name,),
                )
            )
