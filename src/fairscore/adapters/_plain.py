"""Looking into a tool's plain data without trusting it to have any shape."""

import json
import re
from datetime import UTC, datetime

from fairscore._canonical import Plain
from fairscore._text import fold, hidden_in
from fairscore.document import examine
from fairscore.scorecard import Scorecard

__all__ = ["inside", "is_moment", "label", "reference", "same", "text_of", "when"]

_LONGEST_LABEL = 200
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def inside(plain: Plain, *fields: str) -> Plain:
    """What stands in a field, or in a field of a field; None where there is no such thing."""
    for field in fields:
        plain = plain.get(field) if isinstance(plain, dict) else None
    return plain


def reference(said: Plain) -> str | None:
    """An id as text; None for anything that is no whole number and no simple word."""
    if isinstance(said, int) and not isinstance(said, bool):
        return str(said)
    return said if isinstance(said, str) and _ID.fullmatch(said) else None


def text_of(said: Plain) -> str:
    """The text itself; empty for anything else."""
    return said if isinstance(said, str) else ""


def same(said: Plain) -> str:
    """What is left of a name when looks and spaces are put aside; empty where it is no text."""
    return fold(" ".join(text_of(said).split()))


def label(said: Plain) -> str:
    """A text on one line, nothing hidden in it and not too long; empty where nothing is seen."""
    text = text_of(said)
    hidden = hidden_in(text)
    seen = "".join(one if one.isprintable() and one not in hidden else " " for one in text)
    words = " ".join(seen.split())
    if not fold(words):
        return ""
    return words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1]}…"


def is_moment(said: Plain) -> bool:
    """Whether a scorecard can hold it as a time: asked of the door that decides it."""
    least = {"kind": "scorecard", "schema_version": 1, "rubric": {"id": "any", "version": 1}}
    text = json.dumps({**least, "application": "a", "interviewer": "a", "submitted_at": said})
    return examine(text, Scorecard, format="json").document is not None


def when(said: Plain) -> datetime:
    """A time to order versions by; long ago where there is none to be read."""
    try:
        moment = datetime.fromisoformat(text_of(said))
    except ValueError:
        return _LONG_AGO
    return moment if moment.tzinfo else _LONG_AGO
