"""What a draft says where an observation should stand; for the checks its author alone sees."""

from collections.abc import Iterator

from fairscore._notes import outside_quotations, sentences_of
from fairscore._wordlists import Phrases
from fairscore.draft import Draft
from fairscore.rules._sources import Path

__all__ = ["observations", "phrases_in", "said"]


def observations(draft: Draft) -> Iterator[tuple[Path, str]]:
    """What was observed: flags, and the evidence of ratings."""
    for index, flag in enumerate(draft.flags):
        yield ("flags", index), flag.observed or ""
    for index, rating in enumerate(draft.ratings):
        yield ("ratings", index), rating.evidence or ""


def said(draft: Draft) -> Iterator[tuple[Path, str]]:
    """What was observed, and the reason of the recommendation."""
    yield from observations(draft)
    if draft.recommendation:
        yield ("recommendation",), draft.recommendation.reason or ""


def phrases_in(text: str, phrases: Phrases) -> dict[str, str]:
    """The phrases of a list that stand in a text outside of quotations, with what to write."""
    found: dict[str, str] = {}
    for part in outside_quotations(text):
        for sentence in sentences_of(part):
            found.update(phrases.within(sentence))
    return found
