"""What a JSON Schema says to an editor."""

from typing import Any, cast

__all__ = ["for_editors"]


def for_editors(described: Any) -> Any:
    """
    Leave out what an editor would put in the way.

    It inserts a default of nothing as if it were worth writing, and shows a description whole: an
    example in Python is none for somebody who writes YAML.
    """
    if isinstance(described, list):
        items = cast("list[Any]", described)  # type: ignore[redundant-cast] # pyright needs it
        return [for_editors(one) for one in items]
    if not isinstance(described, dict):
        return described
    fields = cast("dict[str, Any]", described)
    kept = {
        key: for_editors(value)
        for key, value in fields.items()
        if not (key == "default" and value in (None, []))
    }
    if isinstance(description := kept.get("description"), str):
        kept["description"] = " ".join(description.split("\n\n")[0].split())
    return kept
