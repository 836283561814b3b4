"""Where a scorecard of Greenhouse contradicts itself, or says what this adapter does not know."""

from collections import Counter
from collections.abc import Container, Iterator

from fairscore._fields import Fields, listing, rows, word
from fairscore._tree import Fault, Path
from fairscore.adapters._plain import inside, label, same
from fairscore.scorecard import Scorecard

__all__ = ["FIELDS", "MARKS", "contradictions"]

MARKS = frozenset({"attributes", "overall_recommendation"})
"""Fields by which a scorecard of this version is known."""

_TOP = MARKS | {
    *("id", "updated_at", "created_at", "interview", "interview_step", "candidate_id"),
    *("application_id", "interviewed_at", "submitted_by", "interviewer", "submitted_at"),
    *("ratings", "questions"),
}
FIELDS = _TOP | {
    *("name", "first_name", "last_name", "employee_id"),
    *("type", "note", "rating", "question", "answer"),
}
"""Names of the format's fields. No other key is ever repeated: it may hold somebody's words."""


def contradictions(
    plain: Fields, card: Scorecard, *, path: Path, ratings: Container[object]
) -> Iterator[Fault]:
    """What does not fit together in one scorecard; both sides of it were kept as they are."""
    for slug, message, advice, step in (
        *_unknown_fields(plain),
        *_names(plain),
        *_groups(plain, ratings),
        *_dates(card),
    ):
        yield Fault(slug=slug, message=message, advice=advice, path=(*path, step))


Told = Iterator[tuple[str, str, str, str]]


def _unknown_fields(plain: Fields) -> Told:
    for field in plain:
        if field not in _TOP:
            message = "a field that the adapter does not know"
            yield "unknown-field", message, "it was left out; look it up in Greenhouse", field


def _names(plain: Fields) -> Told:
    """Names stay behind; they are only held against each other."""
    for field in ("interviewer", "submitted_by"):
        person = plain.get(field)
        first, last, full = (
            label(inside(person, part)) for part in ("first_name", "last_name", "name")
        )
        if first and full and same(f"{first} {last}") != same(full):
            message = "first and last name differ from the full name"
            yield (
                "names-disagree",
                message,
                "check whose account it is; only its id was kept",
                field,
            )


def _groups(plain: Fields, words: Container[object]) -> Told:
    """`ratings` says the same as `attributes`, the other way round."""
    groups = plain.get("ratings")
    if groups is None:
        return
    if not isinstance(groups, dict):
        advice = "it was left out; look it up in Greenhouse"
        yield "unexpected-value", "not an object", advice, "ratings"
        return
    grouped = Counter(
        (same(name), said) for said in groups if said in words for name in listing(groups, said)
    )
    rated = Counter(
        (same(row.get("name")), word(row, "rating"))
        for _, row in rows(plain, "attributes")
        if word(row, "rating") in words
    )
    if grouped != rated:
        message = "`ratings` and `attributes` do not say the same"
        yield "ratings-disagree", message, "the rating beside each attribute was kept", "ratings"


def _dates(card: Scorecard) -> Told:
    if card.interviewed_at and card.submitted_at and card.submitted_at < card.interviewed_at:
        advice = "both times were kept; check them in Greenhouse"
        yield "dates-out-of-order", "handed in before the interview", advice, "submitted_at"
