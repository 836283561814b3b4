"""Rich text of hiring tools as plain text, without guessing what is markup and what was typed."""

import html
import re

__all__ = ["holds_html", "plain_text"]

# Formatting that hiring tools offer their users. Anything else in angle brackets was typed by
# somebody (`List<String>`, `a < b`) and stays as it is. One pass, no nesting: the work grows with
# the text and not with its square, whatever it holds.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>p|div|br|ul|ol|li|b|strong|i|em|u|span|a)(?P<rest>(?:\s[^<>]*|/)?)>",
    re.IGNORECASE,
)
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BLOCKS = {"p", "div", "ul", "ol"}
_SPACE = re.compile(r"[ \t\r\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def holds_html(text: str) -> bool:
    """
    Whether a text holds formatting tags.

    Example:
        >>> holds_html("<p>Two traces</p>"), holds_html("returns List<String> if a < b")
        (True, False)
    """
    return _TAG.search(text) is not None


def plain_text(text: str) -> str:
    """
    The words of a text that holds formatting tags: paragraphs are lines, items begin with a dash.

    Example:
        >>> print(plain_text("<p>Saw <b>two</b>:</p><ul><li>slow</li><li>a &lt; b</li></ul>"))
        Saw two:
        - slow
        - a < b
    """
    made, links, at = "", list[str](), 0
    for tag in _TAG.finditer(text):
        made += _words(text[at : tag.start()])
        at = tag.end()
        name, closes = tag["name"].lower(), bool(tag["close"])
        if name == "a" and not closes:
            links.append(_address(tag["rest"]))
        elif name == "a" and links:
            made += f" ({link})" if (link := links.pop()) and not made.endswith(link) else ""
        elif name == "br":
            made += "\n"
        elif name == "li":
            made += "" if closes else "- " if made.endswith("\n") else "\n- "
        elif name in _BLOCKS and not made.endswith("\n"):
            made += "\n"
    made += _words(text[at:])
    lines = "\n".join(line.strip() for line in made.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip()


def _words(text: str) -> str:
    """Text between tags: white space is one space, character references are resolved."""
    return html.unescape(_SPACE.sub(" ", text))


def _address(attributes: str) -> str:
    found = _HREF.search(attributes)
    return html.unescape(next(filter(None, found.groups()), "")) if found else ""
