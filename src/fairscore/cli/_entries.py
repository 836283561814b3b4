"""What there is to say of a slug: of the problems their page, of the lints their own words."""

import textwrap
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import attrs

from fairscore.lints import DEFAULT_LINTS, Lint, Severity

__all__ = ["SEVERITIES", "Entry", "entry", "explained", "page", "sections"]

_AS: Mapping[Severity, str] = {
    "error": "an error: the document does not do what it says",
    "warning": "a warning: the document may be read in two ways",
}
_IGNORES: dict[str, tuple[Severity, str, str]] = {
    "ignore-unknown-slug": (
        "error",
        "A comment ignores what is no lint, or names none.",
        "Write the name in brackets at the end of the problem: `# fairscore: ignore[name] reason`.",
    ),
    "ignore-without-reason": (
        # As grave as the gravest lint that it may silence.
        "error",
        "A comment ignores a lint without saying why. It is ignored all the same.",
        "Write after the bracket why it is right here; who reviews the rubric reads it.",
    ),
    "ignore-unused": (
        "warning",
        "A comment ignores a lint that has nothing to say there.",
        "Remove it, or move it to the line of the problem, or to the line above.",
    ),
}

SEVERITIES: dict[str, Severity] = {
    **{one.slug: one.severity for one in DEFAULT_LINTS},
    **{slug: severity for slug, (severity, _, _) in _IGNORES.items()},
}
"""Every lint, and what can be wrong with a comment that ignores one. Others are of the schema."""


@attrs.frozen(kw_only=True)
class Entry:
    """
    What there is to say of a slug.

    Attributes:
        short: What is the matter, in a sentence.
        full: The same, and why it matters.
        advice: What to do.
    """

    short: str
    full: str
    advice: str


def entry(slug: str) -> Entry:
    """What there is to say of a problem; the slug itself where nothing is."""
    if slug in _IGNORES:
        _, short, advice = _IGNORES[slug]
        return Entry(short=short, full=short, advice=advice)
    for one in DEFAULT_LINTS:
        if one.slug == slug:
            return _of_lint(one)
    told, _, advice = sections("problems.md").get(slug, slug).partition("\n\nWhat to do: ")
    told, advice = (" ".join(part.partition("\n\n```")[0].split()) for part in (told, advice))
    return Entry(short=told, full=told, advice=advice or told)


def explained(slug: str) -> str:
    """The entry of a lint as text, as wide as the pages are."""
    told = entry(slug)
    parts = (f"{told.full} It is {_AS[SEVERITIES[slug]]}.", f"What to do: {told.advice}")
    return "\n\n".join(textwrap.fill(part, 100, break_on_hyphens=False) for part in parts)


def _of_lint(one: Lint) -> Entry:
    short = _sentence(one.summary)
    return Entry(
        short=short,
        full=f"{short} {_sentence(one.because)} Source: {_sentence(one.source)}",
        advice=(
            "Do what the problem says. Where it is right as it is, say why in a comment on its "
            f"line or the line above: `# fairscore: ignore[{one.slug}] reason`."
        ),
    )


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}."


@cache
def sections(name: str) -> Mapping[str, str]:
    """The entries of a page by their headings."""
    _, *parts = page(name).split("\n## ")
    return {slug: text.strip() for slug, _, text in (part.partition("\n") for part in parts)}


def page(name: str) -> str:
    """A page that travels with the package."""
    return (files("fairscore.cli") / name).read_text("utf-8")
