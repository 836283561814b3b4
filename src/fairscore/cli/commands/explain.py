"""`fairscore explain`: one rule, check, lint, problem or change, and what to do about it."""

import difflib
import textwrap
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from fairscore.cli._talk import every_rule, refuse, show

if TYPE_CHECKING:
    from fairscore.finding import Check, Rule

__all__ = ["EXAMPLE", "pages", "run"]

EXAMPLE = """\b
Examples:
  fairscore explain repeated-concern
  fairscore explain duplicate-key"""
"""What the command is good for."""

_OF = {
    "structure": "the structure: what ratings depend on, and what stands in the structure digest",
    "process": "how interviews are held and read; ratings keep their meaning",
    "words": "words; an editorial version may have it",
}


def run(
    slug: Annotated[
        str, typer.Argument(metavar="NAME", help="The name in brackets behind a line.")
    ],
) -> None:
    """Explain a finding, lint, problem or change by the name in brackets behind it."""
    from fairscore.cli._entries import SEVERITIES, explained
    from fairscore.rules import AUTHOR_CHECKS
    from fairscore.versions import SLUGS

    asked = _entries((*every_rule(), *AUTHOR_CHECKS))
    problems = _sections("problems.md")
    changes = {name: f"{means} A change of {_OF[sort]}." for name, (sort, means) in SLUGS.items()}
    lints = {name: explained(name) for name in SEVERITIES}
    pages = (asked, lints, problems, changes)
    told = [text for page in pages if (text := page.get(slug))]
    if not told:
        close = difflib.get_close_matches(slug, list(chain(*pages)), n=1)
        hint = f"did you mean {close[0]}?" if close else "`fairscore rules` lists the rules"
        refuse(f"no rule, lint, problem or change of that name; {hint}")
    show("\n\n".join([slug, *told]))


def pages() -> dict[str, str]:
    """
    The pages of the documentation that hold the same entries, by the names of their files.

    They are kept in the repository. After a change, write them again:

        from pathlib import Path
        from fairscore.cli.commands.explain import pages
        for name, text in pages().items():
            Path("docs/reference", name).write_text(text, encoding="utf-8")
    """
    from fairscore.rules import AUTHOR_CHECKS, DEFAULT_RULES

    intro, *_ = _page("rules.md").split("\n## ")
    told = _entries((*DEFAULT_RULES, *AUTHOR_CHECKS))
    entries = [f"## {slug}\n\n{text}\n" for slug, text in told.items()]
    return {
        "problems.md": _page("problems.md"),
        "rules.md": "\n".join([intro, *entries]),
    }


def _entries(every: "tuple[Rule | Check, ...]") -> dict[str, str]:
    """What there is to say of each rule: its own words, then the page's."""
    told = _sections("rules.md")
    return {
        one.slug: "\n\n".join(filter(None, [_of_rule(one), told.get(one.slug)])) for one in every
    }


def _of_rule(one: "Rule | Check") -> str:
    """What the rule itself says: of one from another package there is no more."""
    from fairscore._words import counted_in

    sentences = (
        f"{one.summary[:1].upper()}{one.summary[1:]}. Told to the {one.audience}.",
        f"Threshold: {counted_in(one.threshold, one.unit)}. Why: {one.because}.",
    )
    return "\n\n".join(textwrap.fill(text, 100, break_on_hyphens=False) for text in sentences)


def _sections(page: str) -> dict[str, str]:
    """The entries of a page by their heading."""
    _, *parts = _page(page).split("\n## ")
    return {slug: text.strip() for slug, _, text in (part.partition("\n") for part in parts)}


def _page(name: str) -> str:
    return (files("fairscore.cli") / name).read_text("utf-8")
