"""Faults between the fields of a meeting, found in plain data: there may be no model yet."""

from collections.abc import Iterator, Mapping

from fairscore._canonical import Plain
from fairscore._fields import Fields, rows, word
from fairscore._tree import Fault

__all__ = ["meeting_faults"]

_STATED: Mapping[str | None, str] = {
    "answered": "the evidence that answers it",
    "not-job-related": "why the job does not need it",
    "style-language-culture": "what explains it instead",
    "accepted": "the behaviour on which it is accepted",
}
"""Outcomes that rest on something, and what that is."""

_OFF_THE_JOB = frozenset({"not-job-related", "style-language-culture"})

_Key = tuple[str, str]


def meeting_faults(plain: Fields) -> Iterator[Fault]:
    """Repeats settled twice, outcomes without what they rest on, reasons that cannot stand."""
    settled: dict[_Key, Fields] = {}
    for index, one in rows(plain, "dispositions"):
        key = _key(one.get("repeat"))
        if key and key in settled:
            yield Fault(
                slug="disposition-twice",
                message="this repeat has a disposition already",
                advice="keep one of the two",
                path=("dispositions", index, "repeat"),
            )
        elif key:
            settled[key] = one
        yield from _incomplete(one, ("dispositions", index))
        follow_up = one.get("follow_up")
        if isinstance(follow_up, dict):
            yield from _no_test(plain, follow_up, ("dispositions", index, "follow_up"))
    decision = plain.get("decision")
    if isinstance(decision, dict):
        yield from _cannot_stand(decision, settled)


def _key(repeat: Plain) -> _Key | None:
    """What tells one repeat from another; None where it does not say."""
    if not isinstance(repeat, dict):
        return None
    about, direction = word(repeat, "about"), word(repeat, "direction")
    return (about, direction) if about and direction else None


def _incomplete(one: Fields, path: tuple[str | int, ...]) -> Iterator[Fault]:
    outcome = word(one, "outcome")
    tested, asked = outcome == "tested", one.get("follow_up") is not None
    if tested and not asked:
        yield Fault(
            slug="tested-without-question",
            message="tested, and no question that was agreed beforehand",
            advice="add `follow_up` with the question and what counts for and against",
            path=path,
        )
    if asked and not tested:
        yield Fault(
            slug="question-without-test",
            message="a follow-up question, and another outcome than `tested`",
            advice="write `tested`, or remove `follow_up`",
            path=(*path, "follow_up"),
        )
    if outcome in _STATED and not one.get("because"):
        yield Fault(
            slug="disposition-without-because",
            message="an outcome that says nothing of what it rests on",
            advice=f"write in `because` {_STATED[outcome]}",
            path=path,
        )


def _no_test(plain: Fields, follow_up: Fields, path: tuple[str | int, ...]) -> Iterator[Fault]:
    """What makes a follow-up no test, as far as the document itself says so."""
    here = plain.get("round", "round-1")
    if follow_up.get("round") == here:
        yield Fault(
            slug="follow-up-same-round",
            message="the round that raised the question",
            advice="name the new round in which it is asked",
            path=(*path, "round"),
        )
    result = follow_up.get("result")
    if isinstance(result, dict) and result.get("told") == "direction":
        yield Fault(
            slug="follow-up-told",
            message="whoever asked it knew which way the remarks point",
            advice="have somebody ask it who is told the question alone, or write `unresolved`",
            path=(*path, "result", "told"),
        )


def _cannot_stand(decision: Fields, settled: dict[_Key, Fields]) -> Iterator[Fault]:
    """Reasons that cite a repeat which was not settled, or not as one that matters to the job."""
    for index, reason in rows(decision, "reasons"):
        key = _key(reason.get("cites"))
        if key is None:
            continue
        found = settled.get(key)
        path = ("decision", "reasons", index, "cites")
        if found is None:
            yield Fault(
                slug="cited-without-disposition",
                message="a reason that cites a repeat without a disposition",
                advice="settle the repeat first, or remove the reason",
                path=path,
            )
        elif word(found, "outcome") == "unresolved" or _is_open(found.get("follow_up")):
            yield Fault(
                slug="cited-unresolved",
                message="a reason that cites a repeat which is unresolved",
                advice="test it, or remove the reason",
                path=path,
            )
        elif word(found, "outcome") in _OFF_THE_JOB:
            yield Fault(
                slug="cited-off-the-job",
                message="a reason that cites what was found to be no matter of the job",
                advice="remove the reason",
                path=path,
            )


def _is_open(follow_up: Plain) -> bool:
    """Whether a question was agreed and nothing has come of it."""
    if not isinstance(follow_up, dict):
        return False
    result = follow_up.get("result")
    return not isinstance(result, dict) or result.get("showed") == "neither"
