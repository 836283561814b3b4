"""What a check tells the author of a draft is in no event, body or export (P10)."""

from typing import Any

import pytest

import fairscore as fs
from fairscore.rules import AUTHOR_CHECKS

House = Any
"""The class of the fixture `house`."""
PERSON = "person-not-behaviour"
NOTE = "She was bossy, and not a culture fit."


def told_in(house: House, note: str = NOTE) -> tuple[tuple[fs.Finding, ...], str]:
    """Check a draft that is kept, hand in its scorecard, and return what leaves the house."""
    panel = house.open()
    card = house.card(panel, "interviewer-a", note)
    draft = fs.Draft(
        rubric=card.rubric,
        application=panel.application,
        round=panel.round,
        interviewer="interviewer-a",
        ratings=({"criterion": "humility", "level": 1, "evidence": note},),
    )
    house.desk.keep_draft(panel, draft)
    levels = ({"value": 1}, {"value": 2})
    criterion = {"id": "humility", "title": "Humility", "levels": levels, "required_level": 2}
    rubric = fs.Rubric.model_validate(
        {"id": "r", "version": 1, "title": "R", "criteria": (criterion,)}
    )
    told = fs.check_draft(rubric, draft)
    early = house.desk.export_for(person="interviewer-a", by="interviewer-a", at=house.tick())
    house.submit(panel, "interviewer-a", note)
    house.submit(panel, "interviewer-b")
    assert house.desk.reveal_when_due(panel, at=house.tick())
    late = house.desk.export_for(candidate="candidate-1", by="facilitator-1", at=house.tick())
    return told, "\n".join([early.json(), late.json(), house.log(panel).decode()])


def leaked(told: tuple[fs.Finding, ...], out: str) -> set[str]:
    """Return what of findings stands in a text: slugs, or anything they say."""
    said = {one.slug for one in AUTHOR_CHECKS}
    for one in told:
        said |= {one.observation, one.shows, one.ask, one.next_step}
    return {words for words in said if words in out}


def test_no_export_holds_what_an_author_was_told(house: House) -> None:
    """The note is in the exports, and nothing that the checks said of it."""
    told, out = told_in(house)

    assert {one.slug for one in told} == {PERSON, "vague-impression"}
    assert NOTE in out
    assert leaked(told, out) == set()


def test_a_finding_that_leaks_would_be_seen(house: House) -> None:
    """The comparison above finds a slug, and words of a finding, in what leaves the house."""
    told, out = told_in(house)

    assert leaked(told, f"{out}vague-impression") == {"vague-impression"}
    assert leaked(told, out + told[0].ask) == {told[0].ask}


@pytest.mark.parametrize("note", [NOTE, "zugunruhe: she was bossy, and a culture fit"])
def test_no_finding_repeats_a_note(house: House, note: str) -> None:
    """A finding's repr holds no run of the note's words that no list of ours has."""
    told, _ = told_in(house, note)

    assert told
    assert note not in repr(told)
    assert "zugunruhe" not in repr(told)
