"""
Greenhouse: scorecards as the Harvest API, version 1, hands them out.

Takes one scorecard, a list of them, or lists of lists, as `GET /v1/scorecards`,
`/v1/scorecards/{id}` and `/v1/applications/{id}/scorecards` return them.

The payload says nothing of who saw what before writing, has no flags, and knows one word,
`no_decision`, for four reasons why there is no rating. So the scorecards come through `unsealed`,
without flags, and such a rating is `unknown`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from fairscore._canonical import Plain, encode
from fairscore._fields import Fields
from fairscore._tree import Fault, Path
from fairscore.adapters._greenhouse import Read, Rounds, Words, read
from fairscore.adapters._greenhouse_checks import FIELDS, MARKS
from fairscore.adapters._imported import Imported
from fairscore.adapters._payload import Payload
from fairscore.errors import dotted
from fairscore.rubric import Rubric

__all__ = ["ATTRIBUTE_WORDS", "RECOMMENDATION_WORDS", "Rounds", "import_scorecards"]

RECOMMENDATION_WORDS: Mapping[str, str] = {
    "definitely_not": "definitely not",
    "no": "no",
    "yes": "yes",
    "strong_yes": "strong yes",
}
"""
Greenhouse's words for `overall_recommendation`, and the label that a level of the rubric's
recommendation must have to be meant. Source: Harvest API documentation, "The scorecard object".
"""

ATTRIBUTE_WORDS: Mapping[str, str] = {
    "definitely_not": "definitely not",
    "no": "no",
    "mixed": "mixed",
    "yes": "yes",
    "strong_yes": "strong yes",
}
"""
Greenhouse's words for the rating of an attribute, and the label of the level that is meant.
Source: as above; `mixed` is the key between `no` and `yes` in the object's `ratings`.
"""

_ASK = "give what `GET /v1/scorecards` returns"


def import_scorecards(
    payload: bytes | str,
    rubric: Rubric,
    *,
    name: str = "",
    private: bool = False,
    rounds: Rounds = "application",
) -> Imported:
    """
    Take scorecards out of a payload of Greenhouse.

    Args:
        payload: JSON of the Harvest API, version 1; bytes are UTF-8.
        rubric: The rubric to rate against. Attributes are joined to its criteria by title or id,
            interviews by title or id, and questions by their words. Its levels must carry
            Greenhouse's words as labels, such as `strong yes`: no level is guessed by its place.
        name: What to call the payload in problems.
        private: Keep "Private Notes" among the notes. They are left out unless asked for.
        rounds: What makes a round. The payload does not say which interview steps belong to one
            round, so everything written of an application is taken for one; `step` makes each
            interview step a round.

    Returns:
        The scorecards, and everything that could not be carried over. Raises nothing for a bad
        payload.

    Example:
        >>> import fairscore as fs
        >>> from pathlib import Path
        >>> rubric = fs.read("examples/greenhouse.rubric.yaml", fs.Rubric)
        >>> payload = Path("examples/greenhouse-payload.json").read_bytes()
        >>> imported = import_scorecards(payload, rubric)
        >>> imported.names[0]
        'application-501-scorecard-9001'
        >>> imported.losses[0].slug
        'no-decision'
    """
    words = Words(attribute=ATTRIBUTE_WORDS, recommendation=RECOMMENDATION_WORDS)
    opened = Payload.of(payload, name=name, fields=FIELDS)
    faults: list[Fault] = []
    found: list[Read] = []
    for path, plain in _distinct(opened.plain, faults) if opened.readable else ():
        one = read(plain, path, rubric=rubric, words=words, private=private, rounds=rounds)
        if isinstance(one, Fault):
            faults.append(one)
        else:
            found.append(one)
    kept = _newest(found, faults)
    return Imported(
        scorecards=tuple(one.scorecard for one in kept),
        names=tuple(_unlike(one.name for one in kept)),
        losses=opened.problems([*faults, *(fault for one in kept for fault in one.faults)]),
    )


def _distinct(plain: Plain, faults: list[Fault]) -> Iterator[tuple[Path, Fields]]:
    """Scorecards with their paths; one that stands there again word for word is left out."""
    seen: dict[bytes, Path] = {}
    waiting: list[tuple[Path, Plain]] = [((), plain)]
    while waiting:
        path, item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed([((*path, index), one) for index, one in enumerate(item)])
        elif not isinstance(item, dict) or not MARKS & item.keys():
            message = "not a scorecard of the Harvest API, version 1"
            faults.append(Fault(slug="not-a-scorecard", message=message, advice=_ASK, path=path))
        elif (first := seen.setdefault(encode(item), path)) == path:
            yield path, item
        else:
            faults.append(_twice(path, f"the same scorecard stands at {dotted(first)} already"))
    if not seen and not faults:
        faults.append(Fault(slug="no-scorecards", message="no scorecards in it", advice=_ASK))


def _newest(found: Iterable[Read], faults: list[Fault]) -> list[Read]:
    """
    Of several scorecards by one person for one interview, the one that was changed last.

    Those of different steps that the rubric cannot tell apart are all kept: leaving one out would
    be a guess. A debrief refuses them until somebody has chosen.
    """
    versions: dict[tuple[object, ...], list[Read]] = {}
    for one in found:
        versions.setdefault((one.seat, one.step), []).append(one)
    kept: list[Read] = []
    seats: set[tuple[str, ...]] = set()
    for same in versions.values():
        newest = max(same, key=lambda one: one.updated)
        faults += [
            _twice(one.path, "another one by this interviewer for this interview was changed later")
            for one in same
            if one is not newest
        ]
        if newest.seat in seats:
            faults.append(
                _twice(
                    newest.path,
                    "the rubric cannot tell it from another one by this interviewer; both kept",
                    "add both interviews to the rubric, or make each interview step a round",
                )
            )
        seats.add(newest.seat)
        kept.append(newest)
    return kept


def _unlike(names: Iterable[str]) -> Iterator[str]:
    """The names, with a number behind one that stands there already in whatever case."""
    counts: Counter[str] = Counter()
    for name in names:
        counts[name.lower()] += 1
        count = counts[name.lower()]
        yield name if count == 1 else f"{name}-again-{count}"


def _twice(path: Path, message: str, advice: str = "it was left out; nothing to do") -> Fault:
    return Fault(slug="scorecard-twice", message=message, advice=advice, path=path)
