"""What is done to words before any rendering: no control character reaches a reader."""

import re

__all__ = ["clean", "escaped_in_json", "one_line"]

# Controls but tab and newline (ESC and the C1 block start terminal sequences), and the marks
# that turn the direction of text, with which words can be made to look like others.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Marks that only nudge the direction or nothing at all: taken out without a trace.
_NUDGES = re.compile("[\u061c\u200e\u200f\ufeff]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def clean(words: str) -> str:
    """
    Take control characters and marks of direction out of words; line ends become newlines.

    A character that could do something leaves a replacement mark behind, so that the reader sees
    that there was one.

    Example:
        >>> clean("red" + chr(27) + "[31m")
        'red�[31m'
    """
    return _CONTROLS.sub("\ufffd", _NUDGES.sub("", _LINE_ENDS.sub("\n", words)))


def one_line(words: str) -> str:
    r"""
    Clean words and put them on one line, for a table cell or a heading.

    Example:
        >>> one_line(" one\n two ")
        'one two'
    """
    return " ".join(clean(words).split())


def escaped_in_json(text: str) -> str:
    """Spell what a terminal might act on as escapes: the same JSON, harmless to look at."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
