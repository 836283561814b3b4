"""Quoting from a rubric in a problem: its beginning, on one line."""

__all__ = ["quoted"]

_MOST_QUOTED = 60


def quoted(text: str) -> str:
    r"""
    The beginning of a text in quotes, on one line.

    Example:
        >>> quoted("two  lines\nof text")
        '"two lines of text"'
    """
    line = " ".join(text.split())
    kept = "".join(one for one in line[:_MOST_QUOTED] if one.isprintable())
    return f'"{kept}{"…" if len(line) > _MOST_QUOTED else ""}"'
