"""
Reading YAML the short way: plain data without places, given up at the first thing that is refused.

It takes a third of the time of `_yaml.scan`, which is left for texts with something to point at.
Whatever it returns is what `scan` makes of the text, and `scan` finds no fault there.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NoReturn

import yaml

from fairscore import _yaml
from fairscore._canonical import LARGEST_INTEGER, Plain
from fairscore._tree import (
    DROPPED,
    MAX_DEPTH,
    MAX_NODES,
    MAX_TEXT,
    Path,
    Place,
    check_text,
)

__all__ = ["load_yaml", "outline", "place_in"]

_WORDS: Mapping[str, bool | None] = {**dict.fromkeys(_yaml.NULLS), **_yaml.TRUTHS}
_DIGITS = len(str(LARGEST_INTEGER)) + 1


def load_yaml(text: str) -> Any:
    """
    Read YAML the short way.

    Raises:
        ValueError: Something is wrong, or may be; `_yaml.scan` says what.
    """
    header = _yaml.HEADER.match(text)
    end = header.end() if header else 0
    if _yaml.NOT_IN_YAML.search(text) or _yaml.DIRECTIVE.search(text, 0, end):
        _look_closer()
    with suppress(yaml.YAMLError):
        # As `yaml.parse` does, without a generator's turn for each event.
        return _plain_data(iter(_yaml.LOADER(text).get_event, None))
    # Raised out here: inside, the exception would keep PyYAML's, and so the text.
    return _look_closer()


def outline(text: str) -> Any:
    """Nodes of a text that `load_yaml` has taken, each with its place."""
    return yaml.compose(text, Loader=_yaml.LOADER)


def place_in(node: Any, path: Path) -> Place:
    """Line and column of the value at a path, or of the nearest around it."""
    for step in path:
        inner = _inner(node, step)
        if inner is None:
            break
        node = inner
    return node.start_mark.line + 1, node.start_mark.column + 1


def _inner(node: Any, step: str | int) -> Any:
    """What a node holds under a key or at a position; None where it holds no such thing."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def _look_closer(*_: str) -> NoReturn:
    raise ValueError("perhaps refused")


def _plain_data(events: Iterable[Any]) -> Plain:  # noqa: C901, PLR0912 (a call for each event would cost what the short way saves)
    """Plain data from events."""
    top: list[Plain] = []
    within: Any = top
    outer: list[Any] = []
    key: str | None = None
    nodes = 0
    value: Any
    for event in events:
        sort = event.__class__
        if sort is yaml.ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                _look_closer()
            if key is None and within.__class__ is dict:
                key = _key(event, within)
                continue
            value = _text(event) if event.style else _scalar(event.value)
        elif sort is yaml.MappingStartEvent or sort is yaml.SequenceStartEvent:
            marked = event.anchor is not None or event.tag is not None
            if marked or len(outer) >= MAX_DEPTH or (key is None and within.__class__ is dict):
                _look_closer()
            value = {} if sort is yaml.MappingStartEvent else []
        elif sort is yaml.MappingEndEvent or sort is yaml.SequenceEndEvent:
            within = outer.pop()
            continue
        elif sort is yaml.AliasEvent or (sort is yaml.DocumentStartEvent and top):
            _look_closer()
        else:
            continue
        nodes += 1
        if nodes > MAX_NODES:
            _look_closer()
        if key is None:
            within.append(value)
        else:
            within[key] = value
            key = None
        if value.__class__ is dict or value.__class__ is list:
            outer.append(within)
            within = value
    return top[0] if top else None


def _key(event: Any, within: dict[str, Plain]) -> str:
    word: str = event.value
    if word == DROPPED or word in within or not (event.style or _is_text(word)):
        _look_closer()
    return _text(event)


def _is_text(word: str) -> bool:
    return word not in _WORDS and (
        word[0] not in _yaml.STARTS_A_NUMBER or _yaml.reads_as_text(word)
    )


def _text(event: Any) -> str:
    word: str = event.value
    # Only in double quotes an escape can stand for a character that the text itself cannot hold.
    if event.style == '"' or len(word) > MAX_TEXT:
        check_text(word, _look_closer)
    return word


def _scalar(word: str) -> Plain:
    """A scalar without quotes."""
    if word in _WORDS:
        return _WORDS[word]
    if _is_text(word):
        if len(word) > MAX_TEXT:
            _look_closer()
        return word
    if not _yaml.INTEGER.match(word) or _yaml.OTHER_BASE.match(word) or len(word) > _DIGITS:
        _look_closer()
    number = int(word)
    if abs(number) > LARGEST_INTEGER:
        _look_closer()
    return number
