"""As one page that needs nothing else: no scripts, no network, every word escaped."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from fairscore._words import times
from fairscore.report import _lines
from fairscore.report._dots import dots_of
from fairscore.report._phrases import ABSENCES, AGAINST_LINE, LATER, NOTHING_FOUND, SHADOWS, SIGNALS
from fairscore.report._plain import clean

if TYPE_CHECKING:
    from fairscore.report._model import Report

__all__ = ["render"]


_HERE = files("fairscore.report")


def render(report: "Report") -> str:
    """The whole report as a page."""
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    page = _template().render(
        report=report,
        lines=_lines,
        dots_of=dots_of,
        times=times,
        signals=SIGNALS,
        sides=AGAINST_LINE,
        absences=ABSENCES,
        nothing_found=NOTHING_FOUND,
        shadows_words=SHADOWS,
        later_words=LATER,
        # Our own style sheet, and its digest: with it the page allows no other style.
        style=Markup(style),  # noqa: S704 # a file of this package; holds nobody's words
        style_digest=b64encode(sha256(style.encode()).digest()).decode(),
    )
    return page.strip() + "\n"


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_cleaned,
    )
    return environment.from_string((_HERE / "page.html.j2").read_text(encoding="utf-8"))


def _cleaned(value: object) -> object:
    """Take control characters out of words; what a macro returns was cleaned inside it."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
