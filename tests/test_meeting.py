"""A meeting: what became of each repeat, and a decision that closes only when all are settled."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from held_rounds import CARDS, RUBRIC, changed, follow_ups, onsite, side_by_side

import fairscore as fs
from fairscore import meeting as module
from fairscore.event import Member
from fairscore.finding import Finding
from fairscore.meeting import Decision, Meeting, Outcome, Reason, before_closing, close
from fairscore.revealed import Entry, Revealed
from fairscore.rules import DEFAULT_RULES
from fairscore.stores import Memory

if TYPE_CHECKING:
    from collections.abc import Callable

CONCERN = {"about": "changes-course", "direction": "concern"}
ASKED = {
    "question": "Here are two traces. What do you do?",
    "counts_for": "Keeps to the first idea.",
    "counts_against": "Says what the traces rule out.",
    "agreed_at": "2026-05-07T16:20:00+02:00",
    "round": "follow-up",
    "result": {"interviewer": "interviewer-k", "told": "question", "showed": "against"},
}
TESTED = {"repeat": CONCERN, "outcome": "tested", "follow_up": ASKED}


def held(*dispositions: dict[str, Any], **more: object) -> Meeting:
    """Write the minutes of a meeting on the onsite."""
    plain = {"kind": "meeting", "schema_version": 1, "application": "app-8", "round": "onsite"}
    return fs.parse(json.dumps(plain | {"dispositions": dispositions} | more), Meeting)


def decision(*cites: dict[str, str] | None, at: str = "2026-05-12T10:00:00Z") -> Decision:
    """Decide, for one reason each."""
    return Decision(
        outcome="offer",
        decided_by="manager-1",
        decided_at=at,  # type: ignore[arg-type] # as a file has it
        reasons=tuple(
            Reason(words="SECRET", cites=None if cited is None else cited)  # type: ignore[arg-type]
            for cited in cites or (None,)
        ),
    )


def refused(act: Callable[[], object]) -> list[str]:
    """Return why something is refused; no problem of it repeats what was written."""
    with pytest.raises(fs.DocumentError) as error:
        act()
    assert "SECRET" not in str(error.value)
    return [problem.slug for problem in error.value.problems]


# --- a disposition for every repeat ---------------------------------------------


def test_a_decision_does_not_close_before_every_repeat_is_settled() -> None:
    """It is refused with one problem a repeat, in the order of the findings."""
    strength = {"kind": "asks-why", "signal": "strength", "observed": "Asked why."}
    cards = [
        changed(CARDS[who], flags=[*json.loads(CARDS[who].canonical)["flags"], strength])
        for who in "fg"
    ]
    debrief = side_by_side(*cards, CARDS["h"])
    slugs = [finding.slug for finding in fs.find(debrief)][:2]
    problems = before_closing(held(), debrief)

    assert slugs == ["concern-against-recommendation", "repeated-strength"]
    assert [(one.slug, one.path) for one in problems] == [
        ("repeat-without-disposition", ("dispositions",)),
        ("repeat-without-disposition", ("dispositions",)),
    ]
    assert [one.message for one in problems] == [
        "the repeated concern about `changes-course` has no disposition",
        "the repeated strength about `asks-why` has no disposition",
    ]
    assert refused(lambda: close(held(), decision(), debrief=debrief)) == [
        "repeat-without-disposition",
        "repeat-without-disposition",
    ]


def test_every_rule_about_repeats_asks_for_a_disposition() -> None:
    """No rule of that family is forgotten, and none that brings up something else is among them."""
    family = {rule.slug for rule in DEFAULT_RULES if rule.family == "repeat"}

    assert set(module._REPEATS) == family
    for slug, direction in module._REPEATS.items():
        assert direction in slug


def test_a_repeat_that_is_forgotten_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: were the rule's slug not known, the decision would close."""
    monkeypatch.setattr(module, "_REPEATS", {"repeated-strength": "strength"})

    assert close(held(), decision(), debrief=onsite()).decision


def test_the_other_direction_settles_nothing() -> None:
    """A disposition about the strength of a kind is none about the concern."""
    strength = {"repeat": CONCERN | {"direction": "strength"}, "outcome": "unresolved"}

    assert [one.slug for one in before_closing(held(strength), onsite())] == [
        "repeat-without-disposition"
    ]


@pytest.mark.parametrize("outcome", [one for one in get_args(Outcome) if one != "tested"])
def test_any_disposition_lets_a_decision_close(outcome: str) -> None:
    """Unresolved among them: that is honest, and only citing it is refused."""
    one = {"repeat": CONCERN, "outcome": outcome, "because": "SECRET"}
    closed = close(held(one), decision(), debrief=onsite())

    assert closed.decision == decision()
    assert closed.dispositions == held(one).dispositions
    assert fs.parse(fs.dump(closed), Meeting) == closed


def test_what_no_rule_brings_up_needs_none() -> None:
    """One person's concern closes without a word; so do repeats that the rubric leaves off."""
    alone = side_by_side(CARDS["f"])
    off = fs.parse(
        json.dumps(
            json.loads(RUBRIC.canonical)
            | {
                "rules": [
                    {"rule": slug, "enabled": False}
                    for slug in ("repeated-concern", "concern-against-recommendation")
                ]
            }
        ),
        fs.Rubric,
    )
    revealed = fs.unsealed([CARDS[who] for who in "fgh"], origin="files")

    assert close(held(), decision(), debrief=alone).decision
    assert close(held(), decision(), debrief=fs.Debrief.of(off, revealed)).decision


def test_a_meeting_is_closed_once() -> None:
    """A second decision on the same meeting is refused, and told with whatever else is wrong."""
    one = {"repeat": CONCERN, "outcome": "unresolved"}
    closed = close(held(one), decision(), debrief=onsite())

    assert refused(lambda: close(closed, decision(), debrief=onsite())) == ["decided-already"]


def test_a_meeting_of_another_round_is_refused() -> None:
    """Nothing else is said of it: every other problem would be about the wrong debrief."""
    for where in ({"round": "screen"}, {"application": "app-9"}):
        assert [one.slug for one in before_closing(held(**where), onsite())] == ["other-round"]


def test_unknown_kinds_are_told() -> None:
    """A disposition about no kind of the rubric settles nothing."""
    other = {"repeat": CONCERN | {"about": "other"}, "outcome": "unresolved"}

    assert [one.slug for one in before_closing(held(other), onsite())] == [
        "repeat-without-disposition",
        "unknown-kind",
    ]


# --- what may be cited ----------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "problem"),
    [
        ("unresolved", ["cited-unresolved"]),
        ("not-job-related", ["cited-off-the-job"]),
        ("style-language-culture", ["cited-off-the-job"]),
        ("answered", []),
        ("accepted", []),
    ],
)
def test_unresolved_cannot_be_cited(outcome: str, problem: list[str]) -> None:
    """Neither can what is no matter of the job; what was settled can."""
    one = {"repeat": CONCERN, "outcome": outcome, "because": "SECRET"}

    def act() -> Meeting:
        return close(held(one), decision(CONCERN), debrief=onsite())

    if problem:
        assert refused(act) == problem
    else:
        assert act().decision


def test_what_was_never_settled_cannot_be_cited() -> None:
    """A reason may cite only what the meeting has a disposition for; both problems are told."""
    assert refused(lambda: close(held(), decision(CONCERN), debrief=onsite())) == [
        "repeat-without-disposition",
        "cited-without-disposition",
    ]


def test_a_test_that_showed_neither_cannot_be_cited() -> None:
    """It is still open, and so is one that was not held yet."""
    neither = ASKED | {"result": ASKED["result"] | {"showed": "neither"}}  # type: ignore[operator]
    one = TESTED | {"follow_up": neither}
    meeting = held(one)

    assert close(meeting, decision(), debrief=onsite(), follow_ups=follow_ups()).decision
    assert refused(
        lambda: close(meeting, decision(CONCERN), debrief=onsite(), follow_ups=follow_ups())
    ) == ["cited-unresolved"]


def test_a_reason_without_a_citation_is_free() -> None:
    """People decide, and say why in their own words."""
    one = {"repeat": CONCERN, "outcome": "unresolved"}

    assert close(held(one), decision(None, None), debrief=onsite()).decision


# --- what makes a test ----------------------------------------------------------


def test_a_test_is_held_by_somebody_else_and_sealed() -> None:
    """Question agreed beforehand, a new round, a sealed scorecard: then it may be cited."""
    closed = close(held(TESTED), decision(CONCERN), debrief=onsite(), follow_ups=follow_ups())

    assert closed.decision


def test_a_question_alone_closes_nothing() -> None:
    """Agreed and not asked yet, or asked without a scorecard: the decision waits."""
    open_ = TESTED | {"follow_up": {k: v for k, v in ASKED.items() if k != "result"}}

    for meeting, rounds in ((held(open_), follow_ups()), (held(TESTED), ())):
        assert [one.slug for one in before_closing(meeting, onsite(), follow_ups=rounds)] == [
            "follow-up-not-held"
        ]


@pytest.mark.parametrize(
    ("where", "slug"),
    [
        ("from-files", "follow-up-not-sealed"),
        ("after-reading", "follow-up-not-sealed"),
        ("late", "follow-up-not-sealed"),
        ("again", "follow-up-met-before"),
        ("before", "follow-up-agreed-later"),
        ("handed-in-before", "follow-up-agreed-later"),
        ("heard", "follow-up-heard-before"),
        ("otherwise", "follow-up-otherwise"),
        ("silent", "follow-up-silent"),
        ("follow-up", None),
    ],
)
def test_what_is_no_test_is_told(where: str, slug: str | None) -> None:
    """Each way in which a follow-up fails is told by its name, and a good one is passed over."""
    who = "interviewer-f" if where == "again" else "interviewer-k"
    asked = ASKED | {"round": where, "result": ASKED["result"] | {"interviewer": who}}  # type: ignore[operator]
    problems = before_closing(
        held(TESTED | {"follow_up": asked}), onsite(), follow_ups=follow_ups(where)
    )

    assert [one.slug for one in problems] == ([slug] if slug else [])


def test_nobody_is_taken_to_have_heard_nothing() -> None:
    """Where the scorecard does not say that its author had heard nothing, it shows no test (P7)."""
    plain = {k: v for k, v in json.loads(CARDS["k"].canonical).items() if k != "heard_before"}
    (problem,) = before_closing(
        held(TESTED), onsite(), follow_ups=[side_by_side(fs.parse(json.dumps(plain), fs.Scorecard))]
    )

    assert problem.slug == "follow-up-heard-before"
    assert "may have heard" in problem.message


def test_the_authors_word_does_not_move_a_hand_in() -> None:
    """An interview said to have been later than its scorecard was sealed shows no test (P4)."""
    before = datetime(2026, 5, 7, 9, tzinfo=UTC)
    later = changed(CARDS["k"], interviewed_at="2026-06-01T09:00:00Z")
    rounds = [side_by_side(later, handed_in=before)]

    assert [one.slug for one in before_closing(held(TESTED), onsite(), follow_ups=rounds)] == [
        "follow-up-agreed-later"
    ]


def test_a_desk_says_when_a_scorecard_was_handed_in() -> None:
    """By the clock of its host, and no repr shows it."""
    at = datetime(2026, 5, 11, 17, tzinfo=UTC)
    desk = fs.Desk(Memory(), tenant="acme")
    panel = desk.open(
        RUBRIC,
        application="app-8",
        round="follow-up",
        seats=[fs.Seat(interviewer="interviewer-k", interview="past-project")],
        members=[Member(person="facilitator-1", role="facilitator")],
        at=at,
    )
    desk.submit(panel, CARDS["k"], key="k", at=at)
    (entry,) = desk.reveal(panel, by="facilitator-1", at=at + timedelta(days=1)).entries

    assert entry.handed_in == at
    assert "2026" not in repr(entry)


def test_who_asks_has_met_the_candidate_in_no_round() -> None:
    """A screen before counts as much as the round that raised the question."""
    screen = side_by_side(changed(CARDS["k"], round="screen"))
    rounds = (*follow_ups(), screen)

    assert [one.slug for one in before_closing(held(TESTED), onsite(), follow_ups=rounds)] == [
        "follow-up-met-before"
    ]


def test_both_sides_in_one_scorecard_fit_any_result() -> None:
    """Only a scorecard that flags one side alone speaks against the other."""
    flags = json.loads(CARDS["k"].canonical)["flags"]
    both = changed(CARDS["k"], flags=[*flags, flags[0] | {"signal": "yellow"}])

    for showed in ("for", "against", "neither"):
        asked = ASKED | {"result": ASKED["result"] | {"showed": showed}}  # type: ignore[operator]
        meeting = held(TESTED | {"follow_up": asked})
        assert before_closing(meeting, onsite(), follow_ups=[side_by_side(both)]) == ()


# --- a kind that was renamed ----------------------------------------------------


def renamed(code: str = "alters", was: str = "changes-course") -> fs.Rubric:
    """Write the second version of the rubric, in which a kind has another code."""
    plain = json.loads(RUBRIC.canonical) | {"version": 2}
    for kind in plain["kinds"]:
        if kind["code"] == was:
            kind |= {"code": code, "formerly": [was]}
        if kind.get("opposing") == was:
            kind["opposing"] = code
    return fs.parse(json.dumps(plain), fs.Rubric, format="json")


def later_onsite() -> fs.Debrief:
    """The onsite with one of its scorecards under the second version."""
    plain = json.loads(CARDS["g"].canonical)
    flags = [
        one | {"kind": "alters"} if one["kind"] == "changes-course" else one
        for one in plain["flags"]
    ]
    under = changed(CARDS["g"], rubric={"id": RUBRIC.id, "version": 2}, flags=flags)
    entries = tuple(Entry(scorecard=one, exposure="none") for one in (CARDS["f"], under))
    return fs.Debrief.of([RUBRIC, renamed()], Revealed(entries=entries, origin="x", sealed=True))


def test_a_renamed_kind_is_settled_under_either_code() -> None:
    """A meeting that was written before the rename settles it, and closes under the code of now."""
    for about in ("changes-course", "alters"):
        one = {"repeat": CONCERN | {"about": about}, "outcome": "accepted", "because": "x"}
        closed = close(held(one), decision(CONCERN | {"about": about}), debrief=later_onsite())
        assert [disposition.repeat.about for disposition in closed.dispositions] == ["alters"]


@pytest.mark.parametrize("outcome", ["unresolved", "not-job-related"])
def test_a_former_code_is_no_way_round_a_disposition(outcome: str) -> None:
    """One repeat has one disposition, whatever code it is called by, and that one counts."""
    open_ = {"repeat": CONCERN | {"about": "alters"}, "outcome": outcome, "because": "x"}
    old = {"repeat": CONCERN, "outcome": "accepted", "because": "x"}
    twice = held(open_, old)
    once = held(open_)

    assert [one.slug for one in before_closing(twice, later_onsite())] == ["disposition-twice"]
    assert "disposition-twice" in refused(
        lambda: close(twice, decision(CONCERN), debrief=later_onsite())
    )
    (slug,) = refused(lambda: close(once, decision(CONCERN), debrief=later_onsite()))
    assert slug in {"cited-unresolved", "cited-off-the-job"}


def test_a_follow_up_may_flag_the_kind_under_its_new_code() -> None:
    """A rubric that moved on between the rounds does not make an answer silent."""
    flags = [json.loads(CARDS["k"].canonical)["flags"][0] | {"kind": "alters"}]
    card = changed(
        CARDS["k"],
        rubric={"id": RUBRIC.id, "version": 2},
        flags=flags,
        ratings=None,
        recommendation=None,
    )
    entry = Entry(scorecard=card, exposure="none")
    after = fs.Debrief.of(renamed(), Revealed(entries=(entry,), origin="x", sealed=True))

    assert before_closing(held(TESTED), onsite(), follow_ups=[after]) == ()


# --- what a decision may rest on ------------------------------------------------


def test_what_nobody_repeated_cannot_be_cited_as_a_repeat() -> None:
    """A disposition about a kind that no rule brings up makes no repeat of it."""
    settled = {"repeat": CONCERN, "outcome": "unresolved"}
    made_up = CONCERN | {"about": "asks-why"}
    meeting = held(settled, {"repeat": made_up, "outcome": "accepted", "because": "x"})

    assert close(meeting, decision(), debrief=onsite()).decision
    assert refused(lambda: close(meeting, decision(made_up), debrief=onsite())) == [
        "cited-not-repeated"
    ]


def test_a_decision_comes_after_the_question_that_it_rests_on() -> None:
    """Dated before the question was agreed, it cannot rest on the answer."""
    early = decision(CONCERN, at="2026-05-01T10:00:00Z")

    assert refused(
        lambda: close(held(TESTED), early, debrief=onsite(), follow_ups=follow_ups())
    ) == ["decided-before-test"]


def test_the_question_may_be_agreed_while_nobody_knows_when_it_was_asked() -> None:
    """Where no scorecard says when the interview was, nothing is claimed; after is fine."""
    after = side_by_side(
        changed(CARDS["k"], interviewed_at="2026-05-08T09:00:00Z", submitted_at=None)
    )

    assert before_closing(held(TESTED), onsite(), follow_ups=[after]) == ()
    assert before_closing(held(TESTED), onsite(), follow_ups=[side_by_side(CARDS["k"])]) == ()


def test_hearsay_in_a_follow_up_is_no_answer() -> None:
    """A flag of the kind that its author only heard of leaves the question open."""
    flag = {"kind": "changes-course", "signal": "strength", "observed": "x", "source": "hearsay"}
    bare = {"ratings": None, "recommendation": None}
    heard = side_by_side(changed(CARDS["k"], flags=[flag], **bare))
    seen = side_by_side(changed(CARDS["k"], flags=[flag | {"source": "interview"}], **bare))

    assert [one.slug for one in before_closing(held(TESTED), onsite(), follow_ups=[heard])] == [
        "follow-up-silent"
    ]
    assert before_closing(held(TESTED), onsite(), follow_ups=[seen]) == ()


def test_a_shadow_who_sat_in_has_met_the_candidate() -> None:
    """Somebody who watched the round is nobody who has not met the candidate."""
    entries = [Entry(scorecard=CARDS[who], exposure="none") for who in "fgh"]
    shadow = changed(CARDS["h"], interviewer="interviewer-k")
    entries.append(Entry(scorecard=shadow, exposure="none", shadow=True))
    debrief = fs.Debrief.of(RUBRIC, Revealed(entries=tuple(entries), origin="x", sealed=True))

    assert [one.slug for one in before_closing(held(TESTED), debrief, follow_ups=follow_ups())] == [
        "follow-up-met-before"
    ]


# --- the document ---------------------------------------------------------------


def test_a_meeting_shows_nothing_of_what_it_holds() -> None:
    """Neither its repr nor a problem of it repeats words about a candidate (P10)."""
    one = {"repeat": CONCERN, "outcome": "answered", "because": "SECRET"}
    meeting = close(held(one), decision(), debrief=onsite())

    assert "SECRET" in meeting.canonical.decode()
    assert "SECRET" not in repr(meeting) + repr(meeting.decision) + repr(meeting.dispositions)
    with pytest.raises(fs.DocumentError) as error:
        held(one | {"SECRET": "SECRET"})
    assert "SECRET" not in str(error.value)


def test_a_finding_of_a_repeat_is_what_a_disposition_is_about() -> None:
    """The kind that a finding names is the one that a disposition takes."""
    first = fs.find(onsite())[0]

    assert isinstance(first, Finding)
    assert first.about == CONCERN["about"]
    assert re.search(CONCERN["direction"], first.slug)


def test_an_earlier_round_is_no_test_of_a_later_question() -> None:
    """What was agreed before the scorecards were in that raised it tested something else."""
    raised = side_by_side(
        *(CARDS[who] for who in "fgh"), handed_in=datetime(2026, 5, 8, tzinfo=UTC)
    )

    assert [one.slug for one in before_closing(held(TESTED), raised, follow_ups=follow_ups())] == [
        "follow-up-before-repeat"
    ]


@pytest.mark.parametrize("at", ["2026-05-08T10:00:00Z", "2026-05-10T23:59:59Z"])
def test_a_decision_comes_after_the_answer_too(at: str) -> None:
    """Agreed and not handed in yet, a question has no answer to decide by; nor has no meeting."""
    later = held(TESTED, held_at="2026-05-13T09:00:00Z")
    for meeting, when in ((held(TESTED), at), (later, "2026-05-12T10:00:00Z")):
        act = decision(CONCERN, at=when)
        assert refused(
            lambda meeting=meeting, act=act: close(
                meeting, act, debrief=onsite(), follow_ups=follow_ups()
            )
        ) == ["decided-before-test"]


@pytest.mark.parametrize("field", ["erased", "dropped"])
def test_who_is_not_on_the_page_may_have_met_the_candidate(field: str) -> None:
    """An erased scorecard was one, and somebody whose seat was given up may have been there."""
    gone = attrs.evolve(onsite(), **{field: (("interviewer-k", "past-project"),)})

    assert [one.slug for one in before_closing(held(TESTED), gone, follow_ups=follow_ups())] == [
        "follow-up-met-before"
    ]


def test_a_round_of_another_application_is_nothing_to_it() -> None:
    """Who interviewed somebody else may ask this candidate."""
    other = side_by_side(changed(CARDS["k"], application="app-9"))

    assert before_closing(held(TESTED), onsite(), follow_ups=(*follow_ups(), other)) == ()


def test_a_follow_up_under_another_rubric_is_none() -> None:
    """The same code may stand for anything there."""
    plain = json.loads(RUBRIC.canonical) | {"id": "sales"}
    sales = fs.parse(json.dumps(plain), fs.Rubric, format="json")
    entry = Entry(
        scorecard=changed(CARDS["k"], rubric={"id": "sales", "version": 1}), exposure="none"
    )
    asked = fs.Debrief.of(sales, Revealed(entries=(entry,), origin="x", sealed=True))

    assert [one.slug for one in before_closing(held(TESTED), onsite(), follow_ups=[asked])] == [
        "follow-up-not-held"
    ]


def test_an_older_rubric_answers_under_its_own_code() -> None:
    """The round that raised it is under the second version, and the follow-up under the first."""
    asked = TESTED | {"repeat": CONCERN | {"about": "alters"}}

    assert before_closing(held(asked), later_onsite(), follow_ups=follow_ups()) == ()
