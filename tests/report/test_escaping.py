"""Words from a scorecard or a rubric are shown as they are and never do anything (P10)."""

from __future__ import annotations

import functools
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markdown_it import MarkdownIt

from fairscore.report import _html, _markdown, _plain, _slack, _text

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Brought

# What a name may hold: no control characters. What a text may hold: anything.
NAME = (
    '<script>alert(1)</script></style><img onerror=y>"onmouseover="z\' {{7*7}}{% raw %} '
    "![a](//e) | `c` *b* _i_ ~~s~~ [red]r[/red] :tada: <!channel> @here "
    "http://e www.e &lt; \\ <!-- -->"
)
TEXT = (
    NAME + "\x1b[31m\x1b]8;;http://e.example\x07\x9b31m\x90q\x9c\x7f\x08\u202e\u2066\u200f\r\n# h"
    "\n- l\n+ l\n1. n\n2) n\n> q\n    code\n***\n===\n---\n```\n| a | b |\n|---|---|\n$x$\u2028\t."
)
PERSON = "_x_~y~@e.example:80//=+"
LIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
WAYS = ("text", "markdown", "slack", "html", "to_json")


class Structure(HTMLParser):
    """What a browser would make of a page: tags with attributes, comments, declarations."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.parts: list[object] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag with its attributes."""
        self.parts.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        """Keep the end of a tag."""
        self.parts.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        """Keep a comment."""
        self.parts.append(f"comment {data}")

    def handle_data(self, data: str) -> None:
        """Keep the text apart."""
        self.text += data


def blocks(markdown: str) -> list[str]:
    """Give the structure of a Markdown text, without its words."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    return [
        part
        for token in tokens
        for part in (
            token.type,
            *(child.type for child in token.children or () if child.type != "text"),
        )
    ]


@pytest.fixture(scope="module")
def plain(crowded: Callable[..., Brought]) -> Brought:
    """Every field filled with harmless words."""
    return crowded("name", "text", "p")


@pytest.fixture(scope="module")
def hostile(crowded: Callable[..., Brought]) -> Brought:
    """Every field filled with words that try to do something."""
    return crowded(NAME, TEXT, PERSON)


@pytest.mark.parametrize("way", WAYS)
def test_no_control_character_comes_through(hostile: Brought, way: str) -> None:
    """Nothing that a terminal or a reader of text would act on is in any rendering."""
    assert not LIVE.search(getattr(hostile.report(role="facilitator"), way)())


def test_colour_brings_only_colour(hostile: Brought) -> None:
    """In colour the only sequences are rich's own."""
    text = hostile.report(role="facilitator").text(color=True)
    assert not LIVE.search(re.sub(r"\x1b\[[0-9;]*m", "", text))


def test_a_renderer_that_does_not_clean_is_caught(
    hostile: Brought, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check above sees a sequence that comes through."""
    monkeypatch.setattr(_text, "clean", lambda words: words)
    assert LIVE.search(hostile.report().text())


def test_a_terminal_reads_no_markup(hostile: Brought) -> None:
    """What looks like rich's markup, its emoji or an f-string is shown as it was written."""
    text = "".join(hostile.report(role="facilitator").text(200).split())
    assert "[red]r[/red]" in text
    assert ":tada:" in text
    assert "{{7*7}}" in text


def test_a_page_has_the_same_structure_whatever_was_written(
    plain: Brought, hostile: Brought
) -> None:
    """Words make no tag, no attribute and no comment; they are text, letter by letter."""
    calm = Structure(plain.report(role="facilitator").html())
    page = Structure(hostile.report(role="facilitator").html())
    assert page.parts == calm.parts
    assert NAME in page.text
    assert "49" not in page.text


def test_a_page_without_escaping_is_caught(
    plain: Brought, hostile: Brought, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison above sees a page whose words became tags."""
    unescaped = functools.partial(_without_autoescape, Environment)
    monkeypatch.setattr(_html, "Environment", unescaped)
    _html._template.cache_clear()
    try:
        calm = Structure(plain.report().html())
        page = Structure(hostile.report().html())
    finally:
        _html._template.cache_clear()
    assert page.parts != calm.parts


def _without_autoescape(environment: type[Environment], **options: object) -> Environment:
    return environment(**{**options, "autoescape": False})  # type: ignore[arg-type] # the planted fault


def test_markdown_has_the_same_structure_whatever_was_written(
    plain: Brought, hostile: Brought
) -> None:
    """Words make no heading, list, table cell, link, code or tag."""
    calm, other = (made.report(role="facilitator").markdown() for made in (plain, hostile))
    assert blocks(other) == blocks(calm)
    assert not re.search(r"(?<!\\)[<>]", re.sub(r"\\\\", "", other))


def test_markdown_without_escaping_is_caught(
    plain: Brought, hostile: Brought, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison above sees words that became markup."""
    calm = plain.report().markdown()
    monkeypatch.setattr(_markdown, "escape", _plain.one_line)
    assert blocks(hostile.report().markdown()) != blocks(calm)


def test_markdown_calls_nobody_and_links_nothing() -> None:
    """GitHub makes links of addresses and tells people who are named; neither is left whole."""
    shown = _markdown.escape("@octocat see https://e.example or WWW.e.example, at 5 @ 6")
    assert shown == "@\u2060octocat see https\\://e.example or WWW\\.e.example, at 5 @ 6"


# GitHub-flavoured Markdown, section 6.9: what becomes a link without brackets, seen in the source,
# but for e-mail addresses, which it looks for in the text that is shown.
LINKED = re.compile(r"www\.|https?://|ftp://", re.IGNORECASE)
MAILED = re.compile(r"[A-Za-z0-9.+_-]@[A-Za-z0-9._-]")


@pytest.mark.parametrize(
    "before", ["", " ", "_", "*", "~", "(", "a", "__", "-", "/", "é", ">", '"']
)
@pytest.mark.parametrize(
    "address",
    [
        "www.e.example",
        "WWW.e.example",
        "http://e.example",
        "HTTPS://e.example",
        "ftp://e.example",
        "a@e.example",
        "a@-e.example",
        "a@_e.example",
        "mailto:a@e.example",
        "xmpp:a@e.example/b",
    ],
)
def test_markdown_forms_no_link_after_any_mark(before: str, address: str) -> None:
    """Whatever stands before an address, and however its name begins, it stays words."""
    written = _markdown.escape(f"see{before}{address}")
    shown = written.replace("\\", "")

    assert not LINKED.search(written)
    assert not MAILED.search(shown)
    assert shown.replace("\u2060", "") == f"see{before}{address}"
    # What is looked for is there where nothing is escaped.
    assert LINKED.search(address) or MAILED.search(address)


@pytest.mark.parametrize(
    ("words", "shown"),
    [("- a", "\\- a"), ("+ a", "\\+ a"), ("1. a", "1\\. a"), ("12) a", "12\\) a"), ("1 a", "1 a")],
)
def test_markdown_begins_no_list(words: str, shown: str) -> None:
    """A sign at the start of a line begins a list, elsewhere it is a sign."""
    assert _markdown.escape(words) == shown
    assert _markdown.escape(f"a {words}") == f"a {words}"


@given(st.text())
def test_any_words_survive_markdown(words: str) -> None:
    """Whatever is written comes out of a Markdown reader as the same words and nothing else."""
    tokens = (
        MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(_markdown.escape(words))
    )
    shown = _plain.one_line(words)
    if not shown:
        assert tokens == []
        return
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children).replace("\u2060", "") == shown.replace(
        "\u2060", ""
    )


@given(st.text())
def test_cleaned_words_hold_nothing_live(words: str) -> None:
    """Cleaning leaves no control character, and cleaning twice is cleaning once."""
    assert not LIVE.search(_plain.clean(words))
    assert _plain.clean(_plain.clean(words)) == _plain.clean(words)
    assert "\n" not in _plain.one_line(words)


def test_slack_calls_nobody(plain: Brought, hostile: Brought) -> None:
    """No channel, no person, no link, and no mark that was not ours."""
    calm, message = (made.report(role="facilitator").slack() for made in (plain, hostile))
    assert "<" not in message
    assert ">" not in message
    assert not re.search(r"@\w", message)
    assert "://" not in message
    for mark in "*_~`":
        assert message.count(mark) == calm.count(mark)
    assert len(message.splitlines()) == len(calm.splitlines())


def test_slack_without_escaping_is_caught(
    hostile: Brought, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The checks above see words that came through."""
    monkeypatch.setattr(_slack, "escape", _plain.one_line)
    assert "<!channel>" in hostile.report().slack()
