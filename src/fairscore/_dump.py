"""Writing plain data for people: keys in the order of the class, YAML that reads back the same."""

import json
import re
from typing import TYPE_CHECKING, cast

import yaml
from pydantic import BaseModel

from fairscore import _yaml
from fairscore._canonical import Plain
from fairscore._faults import part_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["to_json", "to_yaml"]

# Characters that a reader of YAML takes for a line break or refuses, or a person overlooks.
_UNSEEN = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def to_json(plain: Plain, part: type[BaseModel]) -> str:
    """JSON with an indent, keys in the order of the class."""
    return json.dumps(_in_field_order(plain, part), ensure_ascii=False, indent=2) + "\n"


def to_yaml(plain: Plain, part: type[BaseModel]) -> str:
    """YAML with every text in quotes that a reader might take for something else."""
    ordered = _in_field_order(plain, part)
    return yaml.dump(ordered, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def _in_field_order(plain: Plain, part: type[BaseModel]) -> Plain:
    if isinstance(plain, list):
        return [_in_field_order(item, part) for item in plain]
    if not isinstance(plain, dict):
        return plain
    fields = part.model_fields
    return {
        field: _in_field_order(plain[field], part_of(fields[field].annotation) or part)
        for field in fields
        if field in plain
    }


class _Dumper(yaml.SafeDumper):
    """YAML without aliases: our own reader refuses them."""

    def ignore_aliases(self, data: object) -> bool:
        """Write each value out, however often it occurs."""
        del data
        return True


def _keeps_as_block(text: str) -> bool:
    """Whether a block gives the lines back as they went in."""
    first, *_ = lines = text.split("\n")
    kept = first and not first.startswith(" ") and not text.endswith("\n\n")
    return bool(kept) and not any(line.endswith(" ") for line in lines)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style: str | None = None
    if _UNSEEN.search(text):
        style = '"'
    elif "\n" in text:
        style = "|" if _keeps_as_block(text) else '"'
    elif not _yaml.reads_as_text(text):
        style = "'"
    # PyYAML's stubs leave the style untyped.
    represent = cast("Callable[..., yaml.ScalarNode]", dumper.represent_scalar)  # pyright: ignore[reportUnknownMemberType]
    return represent("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
