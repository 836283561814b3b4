"""same-words: text that scorecards of two people share. For the facilitator alone; it asks."""

from collections.abc import Iterable, Iterator

from fairscore._words import capital, number, of_people
from fairscore.debrief import Debrief
from fairscore.event import SeatKey
from fairscore.finding import Finding, Rule, Source
from fairscore.rubric import Rubric
from fairscore.rules._runs import Words, runs_in, runs_of_rubric
from fairscore.rules._sources import Path, words_in

__all__ = ["RULE"]


def _find(debrief: Debrief, threshold: int) -> Iterator[Finding]:
    found = _shared(debrief, threshold, rubrics=())
    if found:  # Mostly nothing is, and then no rubric need be read.
        found = _shared(debrief, threshold, rubrics=debrief.every_rubric)
    people = len({seat[0] for seat, _ in found})
    if found:
        yield Finding(
            slug="same-words",
            audience="facilitator",
            observation=(
                f"{capital(of_people(people, len(debrief.people)))} have {number(threshold)} words "
                "or more in a row in common with somebody else."
            ),
            shows="This shows that the same words stand in scorecards of more than one person.",
            does_not_show=(
                "It does not show that anybody copied: two people can note the candidate's own "
                "words, fill in one template, or know one text."
            ),
            ask=(
                "Is it what the candidate said, a template, or a text that both knew before they "
                "wrote?"
            ),
            next_step=(
                "Ask each of them alone, without naming the other. If one had seen the other's "
                "text, record the exposure; otherwise leave it at that."
            ),
            sources=tuple(
                Source(interviewer=who, interview=where or None, path=path, role="written")
                for (who, where), path in found
            ),
            weight=people,
        )


def _shared(
    debrief: Debrief, length: int, *, rubrics: Iterable[Rubric]
) -> dict[tuple[SeatKey, Path], None]:
    """Where runs of words stand that two people have, in the order of the debrief."""
    known = frozenset(run for rubric in rubrics for run in runs_of_rubric(rubric))
    places: dict[Words, dict[tuple[SeatKey, Path], None]] = {}
    every: dict[tuple[SeatKey, Path], None] = {}
    for entry in debrief.entries:
        # Whoever wrote after reading another may well have taken words over; that is known.
        for path, text in words_in(entry.scorecard) if not entry.apart else ():
            every[entry.seat, path] = None
            for run in runs_in(text, known, length):
                places.setdefault(run, {})[entry.seat, path] = None
    shared = [where for where in places.values() if len({seat[0] for seat, _ in where}) > 1]
    found = {place for where in shared for place in where}
    return {place: None for place in every if place in found}


RULE = Rule(
    slug="same-words",
    audience="facilitator",
    summary="words that scorecards of two people share",
    threshold=8,
    unit="words in a row, quotations and the rubric's own words left out",
    because=(
        "in 500 simulated debriefs of short notes no two people shared more than four words in a "
        "row, and texts on interviewing by different companies no more than six, while of a "
        "copied sentence of twenty words with every tenth changed eight in a row remain more "
        "than eight times in ten"
    ),
    find=_find,
    priority=90,
    least=5,
)
