"""What the renderings share and how they differ: width, colour, structure, missing packages."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

import fairscore.report
from fairscore.errors import FairscoreError
from fairscore.report import MissingExtraError, _dots

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Brought

SGR = re.compile(r"\x1b\[[0-9;]*m")


class Page(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag with its attributes."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Give the attributes of every such tag."""
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.mark.parametrize("width", [10, 60, 100, 200])
def test_text_keeps_to_its_width(crowded: Callable[..., Brought], width: int) -> None:
    """No line is wider than asked for, down to forty columns."""
    lines = crowded().report(role="facilitator").text(width).splitlines()
    assert max(map(len, lines)) <= max(width, 40)
    assert all(line == line.rstrip() for line in lines)


def test_a_narrow_terminal_gets_a_list_instead_of_a_table(founding: Brought) -> None:
    """Where the columns do not fit, the same stands criterion by criterion."""
    rule = "─" * 20
    assert rule in founding.report().text(100)
    assert rule not in founding.report().text(60)
    assert "not in their interview: interviewer-e" in " ".join(founding.report().text(60).split())


def test_colour_adds_no_words(founding: Brought) -> None:
    """The text is the same in colour and without, whatever the environment says."""
    report = founding.report()
    assert SGR.search(report.text(color=True))
    assert not SGR.search(report.text())
    colourless = [line.rstrip() for line in SGR.sub("", report.text(color=True)).splitlines()]
    assert colourless == report.text().splitlines()


@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"])
def test_the_environment_changes_nothing(
    founding: Brought, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """Width and colour are arguments; no variable of the machine decides (P8)."""
    before = founding.report().text(), founding.report().text(color=True)
    monkeypatch.setenv(variable, "33")
    assert (founding.report().text(), founding.report().text(color=True)) == before


def test_the_page_stands_alone(founding: Brought) -> None:
    """No script, no address, no style but its own, which its policy names."""
    page = Page(founding.report().html())
    assert page.all("script") + page.all("link") + page.all("img") + page.all("iframe") == []
    [policy] = [meta["content"] for meta in page.all("meta") if "http-equiv" in meta]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert [attrs for _, attrs in page.tags if "style" in attrs or "src" in attrs] == []
    assert [attrs["href"] for attrs in page.all("a")] == ["#first"]
    assert "http" not in page.text


def test_the_page_can_be_walked_through(crowded: Callable[..., Brought]) -> None:
    """Headings in order, tables with captions and scopes, one main part, ids used once."""
    page = Page(crowded().report(role="facilitator").html())
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("main")) == len(page.all("h1")) == 1
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(attrs.get("scope") in {"row", "col"} for attrs in page.all("th"))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    named = " ".join(
        str(attrs["aria-labelledby"]) for _, attrs in page.tags if "aria-labelledby" in attrs
    )
    assert set(named.split()) <= set(ids)


def test_the_picture_says_what_it_shows(founding: Brought) -> None:
    """Each picture has a title and words, and as many dots as there are ratings."""
    report = founding.report()
    page = Page(report.html())
    ratings = [
        cell for row in (*report.rows, *report.recommendations) for cell in row.cells if cell.level
    ]
    assert len(page.all("circle")) == len(ratings)
    assert len(page.all("svg")) == len(page.all("desc")) == 6
    assert (
        "solid: interviewer-a, interviewer-b and interviewer-c; outstanding: interviewer-d; "
        "hire line: solid" in page.text
    )


@pytest.mark.parametrize("line", [None, 1, 2, 3])
def test_everything_drawn_lies_within_the_picture(founding: Brought, line: int | None) -> None:
    """Levels, dots and the hire line, on whichever level it is."""
    row = founding.report().rows[0]
    dots = _dots.dots_of(row.model_validate(row.model_dump() | {"line": line}))

    drawn = [*dots.levels, *(dot.x for dot in dots.dots), *([] if line is None else [dots.line])]
    assert all(x is not None and 0 < x < dots.width for x in drawn)
    if line is not None:
        assert dots.line is not None
        below = [x for x in dots.levels if x < dots.line]
        assert len(below) == [level.value for level in row.levels].index(line)


def test_what_is_missing_has_no_dot(crowded: Callable[..., Brought]) -> None:
    """A row without ratings has an empty line, and a long label is cut."""
    row = crowded("n" * 30).report().rows[0]
    dots = _dots.dots_of(row)
    assert len(dots.dots) == sum(1 for cell in row.cells if cell.level is not None) == 1
    assert dots.line is None
    assert dots.low == "low" + "n" * 12 + "…"
    hollow = _dots.dots_of(crowded().report().rows[2]).dots
    assert [dot.counted for dot in hollow] == [False, False, False, True]


def test_slack_has_no_table(founding: Brought) -> None:
    """The message is short and has no table: Slack shows none."""
    message = founding.report().slack()
    assert "|" not in message
    assert len(message) < 4000
    assert "• interviewer-e: no (below the hire line)" in message


def test_slack_says_why_something_was_set_aside(crowded: Callable[..., Brought]) -> None:
    """Without the interviewer's own words the reason stands in ours."""
    assert "• b: “saw” (set aside: a late slot)" in crowded().report().slack()


@pytest.mark.parametrize(
    ("way", "package", "module"),
    [("text", "rich.console", "_text"), ("html", "jinja2", "_html")],
)
def test_a_missing_package_is_named(
    founding: Brought, monkeypatch: pytest.MonkeyPatch, way: str, package: str, module: str
) -> None:
    """Without its extra a rendering says what to install."""
    getattr(founding.report(), way)()
    monkeypatch.delattr(fairscore.report, module)
    monkeypatch.delitem(sys.modules, f"fairscore.report.{module}")
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(
        MissingExtraError, match=r'pip install "fairscore-hiring\[report\]"'
    ) as caught:
        getattr(founding.report(), way)()
    assert isinstance(caught.value, FairscoreError)
    assert isinstance(caught.value, ImportError)


def test_the_others_need_no_package(founding: Brought, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markdown, Slack and JSON are written without any extra."""
    modules: dict[str, Any] = {"rich": None, "jinja2": None}
    for name, nothing in modules.items():
        monkeypatch.setitem(sys.modules, name, nothing)
    report = founding.report()
    assert report.markdown()
    assert report.slack()
    assert report.to_json()
