"""possibly-same-concern: free words of several people that may be about one kind. Never counted."""

from collections.abc import Iterator

from fairscore._words import capital, of_people
from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule, Source
from fairscore.rules._pairing import Remark, pairs_of
from fairscore.rules._repeats import about
from fairscore.vocabulary import Kind

__all__ = ["MOST_PAIRS", "RULE"]

MOST_PAIRS = 3
"""So many pairs of remarks a debrief, at most: what a program guesses must not drown the rest."""


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    if any(debrief.kind_of(raised.flag.kind) for raised in debrief.flags):
        return  # Whoever can pick a kind picks it; this is for scorecards that know none.
    shown: dict[str, list[Remark]] = {}
    for pair in pairs_of(debrief, threshold)[:MOST_PAIRS]:
        shown.setdefault(pair[0].suggestion.code, []).extend(pair)
    for kind in debrief.rubric.kinds:
        if found := shown.get(kind.code):
            yield _finding(debrief, kind, found)


def _finding(debrief: Debrief, kind: Kind, found: list[Remark]) -> Finding:
    people = dict.fromkeys(one.entry.person for one in found)
    sources = dict.fromkeys(
        Source(
            interviewer=one.entry.person,
            interview=one.entry.scorecard.interview,
            path=one.path,
            role="written",
        )
        for one in found
    )
    return Finding(
        slug="possibly-same-concern",
        audience="panel",
        about=kind.code,
        observation=(
            f"{capital(of_people(len(people), len(debrief.people)))} wrote something that may be "
            f"about {about(debrief, kind)}. Nobody flagged a kind, and nothing here is counted."
        ),
        shows="This shows that the remarks have words in common that the rubric has of this kind.",
        does_not_show=(
            "It does not show that they mean the same, nor whether it is good or bad: a program "
            "compared words, and four times in five such a pair is of different kinds."
        ),
        ask="Do these remarks mean the same? Are they about this kind, another, or none?",
        next_step=(
            "Each author may now flag what they meant, alone. It is kept as added after the "
            "reveal, and makes no repeat."
        ),
        sources=tuple(sources),
        weight=len(people),
        remark=True,
    )


RULE = Rule(
    slug="possibly-same-concern",
    audience="panel",
    summary="free words of several people that may be about one kind; a guess, never counted",
    threshold=1,
    unit="words in common that speak for the kind, or related ones",
    because=(
        "on labelled phrases that the vocabulary had not seen, one word in common brings up one "
        "planted repeat in eight with two thirds of a false pair a debrief; none would bring up "
        "one in four with two and a half, and two words one in sixty"
    ),
    find=_find,
    priority=78,
)
