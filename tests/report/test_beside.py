"""What a report says of how scorecards came about: late ones, later versions, and missing ones."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import fairscore as fs
from fairscore.event import Member, Policy
from fairscore.revealed import Entry, Later, Revealed
from fairscore.stores import Memory

if TYPE_CHECKING:
    from fairscore.event import PanelId
    from fairscore.panel import Phase

EXAMPLES = Path(__file__).parents[2] / "examples"
NINE = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
RUBRIC = fs.read(EXAMPLES / "backend.rubric.yaml", fs.Rubric)
CARDS = [
    fs.read(path, fs.Scorecard) for path in sorted((EXAMPLES / "founding-story").glob("*.yaml"))
]
WAYS = ("text", "markdown", "slack", "html")


def opened(*more: fs.Seat, policy: Policy = fs.ALL_IN) -> tuple[fs.Desk, PanelId]:
    """Open a panel of the founding story's seats and more."""
    desk = fs.Desk(Memory(), tenant="acme")
    panel = desk.open(
        RUBRIC,
        application="app-7",
        round="onsite",
        seats=[*(fs.Seat(interviewer=c.interviewer, interview=c.interview) for c in CARDS), *more],
        members=[Member(person="facilitator-1", role="facilitator")],
        policy=policy,
        at=NINE,
    )
    return desk, panel


def report_of(desk: fs.Desk, panel: PanelId) -> fs.Report:
    """Reveal, and make the report for the facilitator."""
    return made(desk.reveal(panel, by="facilitator-1", at=NINE + 9 * HOUR))


def made(revealed: Revealed) -> fs.Report:
    """Make the report and read it back, as whoever keeps it does."""
    debrief = fs.Debrief.of(RUBRIC, revealed)
    report = fs.Report.of(debrief, fs.find(debrief), viewer="facilitator-1", role="facilitator")
    assert fs.parse(report.to_json(), fs.Report) == report
    return report


def shown(report: fs.Report, way: str) -> str:
    """Show a report on one line, without what escapes add."""
    return " ".join(getattr(report, way)().replace("\\", "").split())


def edited(card: fs.Scorecard, **fields: Any) -> fs.Scorecard:  # noqa: ANN401 (any field)
    """Make a scorecard with other fields."""
    plain = json.loads(fs.dump(card, "json")) | fields
    return fs.parse(json.dumps(plain), fs.Scorecard, format="json")


def amended(card: fs.Scorecard, *later: fs.Scorecard, phase: Phase = "exposed") -> fs.Report:
    """Make the report on one scorecard with later versions."""
    versions = tuple(Later(scorecard=one, phase=phase, reason="second-look") for one in later)
    return made(
        Revealed(entries=(Entry(scorecard=card, exposure="none", later=versions),), origin="x")
    )


# --- When it was written --------------------------------------------------------


def test_a_sealed_panel_is_known_to_be_blind() -> None:
    """Where all came in before the reveal the report says so, and what a desk cannot know."""
    desk, panel = opened()
    for card in CARDS:
        desk.submit(panel, card, key="1", at=NINE)
    report = report_of(desk, panel)

    assert report.exposure == (
        "Each scorecard was written before its author saw another one. What passed outside the "
        "desk is known only where somebody recorded it."
    )
    assert report.turnout == "All five scorecards came in time."
    for way in WAYS:
        assert report.exposure in shown(report, way)
        assert report.turnout in shown(report, way)
    for way in ("text", "markdown", "html"):
        assert "from a desk, where they stayed sealed until the reveal." in shown(report, way)
    assert "before the reveal, and each set it aside" in report.discuss_first[0].observation
    assert report.discuss_first[0].shows.startswith(
        "This shows that the remarks were written separately"
    )


def test_the_weaker_policy_is_named() -> None:
    """Whoever reads after handing in their own saw others before all were in; it is said."""
    desk, panel = opened(policy=Policy(reveal="own-in"))
    for card in CARDS:
        desk.submit(panel, card, key="1", at=NINE)

    assert "sealed to each interviewer until their own was in." in report_of(desk, panel).text()


def test_each_scorecard_says_when_it_was_written() -> None:
    """Before, after, and late stand for each; late is shown, named and not counted (P3)."""
    desk, panel = opened()
    desk.record_exposure(panel, person="interviewer-b", source="chat", by="facilitator-1", at=NINE)
    for card in CARDS[:-1]:
        desk.submit(panel, card, key="1", at=NINE + HOUR)
    desk.close(panel, reason="deadline-passed", by="facilitator-1", at=NINE + HOUR)
    desk.reveal(panel, by="facilitator-1", at=NINE + HOUR)
    desk.submit(panel, CARDS[-1], key="1", at=NINE + 2 * HOUR)
    report = report_of(desk, panel)

    # The page has an order drawn for its reader; here they stand by name.
    by_name = sorted(report.scorecards, key=lambda card: card.interviewer)
    assert [(card.exposure, card.late) for card in by_name] == [
        ("none", False),
        ("exposed", False),
        ("none", False),
        ("none", False),
        ("none", True),
    ]
    assert report.exposure.startswith(
        "Of five scorecards, written: three before their authors saw another, one after seeing "
        "another, one after the reveal."
    )
    assert report.turnout == (
        "Four of five expected scorecards came in time. The panel was closed without "
        "interviewer-e. interviewer-e handed in after the reveal: shown, and not counted."
    )
    assert report.absent == ()
    for way in ("text", "markdown", "html"):
        told = shown(report, way)
        assert "handed in after the reveal, written before seeing another" in told
        assert "interviewer-e wrote after the reveal; shown and not counted." in told
    assert {"not-blind", "late-scorecard"} < {one.slug for one in report.folded}


def test_flags_and_voices_after_the_reveal_say_so() -> None:
    """What was flagged after the reveal says that, and not that another was seen."""
    late = Entry(scorecard=CARDS[2], exposure="none", late=True)
    entries = [Entry(scorecard=card, exposure="none") for card in CARDS[:2]]
    report = made(Revealed(entries=(*entries, late), origin="x"))

    (flag,) = (one for one in report.flags if one.interviewer == "interviewer-c")
    assert (flag.after_reveal, flag.after_seeing) == (True, False)
    assert "interviewer-c, after the reveal" in shown(report, "text")
    for way in ("text", "markdown", "html"):
        assert "written after the reveal" in shown(report, way)
        assert "after seeing another scorecard" not in shown(report, way)


def test_a_row_says_why_nothing_counts() -> None:
    """One that came late and one after exposure are told apart where a rating is missed."""
    entries = (
        Entry(scorecard=CARDS[0], exposure="none", late=True),
        Entry(scorecard=CARDS[1], exposure="exposed"),
    )
    report = made(Revealed(entries=entries, origin="x"))
    (humility,) = (row for row in report.rows if row.criterion == "humility")

    assert humility.spread.endswith(
        "none that counts: one interviewer wrote after seeing another scorecard and one "
        "interviewer wrote after the reveal"
    )
    assert humility.remarks == (
        "interviewer-b wrote after seeing another scorecard; shown and not counted.",
        "interviewer-a wrote after the reveal; shown and not counted.",
    )


# --- How many came --------------------------------------------------------------


def test_whom_the_panel_went_on_without_is_named() -> None:
    """Dropped, never handed in and erased are three things, each named (P13)."""
    second = fs.Seat(interviewer="interviewer-a", interview="coding")
    desk, panel = opened(second, policy=Policy(reveal="quorum", quorum=2))
    for card in CARDS[:3]:
        desk.submit(panel, card, key="1", at=NINE)
    desk.reveal(panel, by="facilitator-1", at=NINE + HOUR)
    desk.erase(
        panel, basis="erasure-request", by="facilitator-1", at=NINE + HOUR, person="interviewer-c"
    )
    # interviewer-a has a second seat, and reads nothing before it is filled.
    report = report_of(desk, panel)

    assert report.turnout == (
        "Two of six expected scorecards are here. Nothing came from interviewer-a (Coding), "
        "interviewer-d and interviewer-e. What interviewer-c wrote was erased."
    )
    assert [(one.interviewer, one.interview, one.why) for one in report.absent] == [
        ("interviewer-a", "coding", "not-handed-in"),
        ("interviewer-c", "incident-review", "erased"),
        ("interviewer-d", "pairing", "not-handed-in"),
        ("interviewer-e", "coding", "not-handed-in"),
    ]
    for way in ("text", "markdown"):
        assert "interviewer-c: Incident review, erased" in shown(report, way)
    assert "Incident review: erased" in shown(report, "html")


@pytest.mark.parametrize(
    ("expected", "given", "words"),
    [
        (1, {}, "The one scorecard came in time."),
        (2, {}, "One of two expected scorecards came in time. Nothing came from interviewer-b."),
        (
            2,
            {"dropped": 1},
            (
                "One of two expected scorecards came in time. The panel was closed without "
                "interviewer-b."
            ),
        ),
        (
            2,
            {"erased": 1},
            "One of two expected scorecards is here. What interviewer-b wrote was erased.",
        ),
    ],
)
def test_the_turnout_in_words(expected: int, given: dict[str, int], words: str) -> None:
    """How many of how many, and what of the others."""
    seats = tuple((card.interviewer, card.interview or "") for card in CARDS[:expected])
    entries = (Entry(scorecard=CARDS[0], exposure="none"),)
    more = {name: seats[at:] for name, at in given.items()}
    report = made(Revealed(entries=entries, origin="x", expected=seats, **more))  # type: ignore[arg-type]

    assert report.turnout == words


def test_files_say_nothing_of_how_many_were_expected() -> None:
    """Nobody knows how many scorecards there should be of files, and none is missed."""
    report = made(fs.unsealed(CARDS, origin="files"))

    assert (report.turnout, report.absent, report.later) == ("", (), ())
    assert "in time" not in report.text()


def test_a_seat_without_an_interview_is_named_in_words() -> None:
    """A person with two seats, one of which names no interview, can be told apart."""
    card = edited(CARDS[0], interview="design")
    seats = (("interviewer-a", ""), ("interviewer-a", "design"))
    report = made(
        Revealed(
            entries=(Entry(scorecard=card, exposure="none"),),
            origin="x",
            expected=seats,
            dropped=seats[:1],
        )
    )

    assert "closed without interviewer-a (no interview named)." in report.turnout


# --- Later versions -------------------------------------------------------------


def test_a_later_version_stands_beside_with_its_reason() -> None:
    """Only what it changes is shown: levels, words, flags, answers and notes."""
    card = edited(CARDS[1], notes="Quiet at first.")
    ratings = [rating | {"level": 2} if "level" in rating else rating for rating in plain(card)]
    flags = json.loads(card.canonical)["flags"]
    changed = edited(
        card,
        ratings=ratings,
        flags=[*flags[1:], flags[0] | {"signal": "strength", "observed": "Named it after all."}],
        recommendation={"level": 1, "reason": "Heard more."},
        notes="Spoke up later.",
        answers=[{"question": "failure", "text": "It was us."}],
    )
    report = amended(card, changed)
    (later,) = report.later

    assert (later.phase, later.reason, later.reason_words) == (
        "exposed",
        "second-look",
        "a second look",
    )
    assert len(later.changes) == len(ratings) + 1
    assert [one.observed for one in later.flags] == ["Named it after all."]
    assert [one.observed for one in later.taken_back] == [flags[0]["observed"]]
    assert report.scorecards[0].exposure == "none"
    for way in ("text", "markdown", "html"):
        told = shown(report, way)
        assert "Later versions, not counted".casefold() in told.casefold()
        assert (
            "interviewer-b, A past project: changed after seeing another scorecard; reason: a "
            "second look" in told
        )
        assert "interviewer-b rated Humility mixed (before: solid)" in told
        for words in ("Named it after all.", "Spoke up later.", "It was us.", "Heard more."):
            assert words in told
    assert "One later version of scorecards, not counted" in report.slack()
    assert {flag.observed for flag in report.flags} == {flag["observed"] for flag in flags}


def plain(card: fs.Scorecard) -> list[dict[str, Any]]:
    """List the ratings as plain data."""
    ratings: list[dict[str, Any]] = json.loads(card.canonical)["ratings"]
    return ratings


def test_what_a_later_version_leaves_out_is_told() -> None:
    """A rating and a recommendation that are gone, or are new, say what stood there before."""
    bare = edited(CARDS[0], ratings=[], recommendation=None)
    gone = shown(amended(CARDS[0], bare, phase="after-reveal"), "text")
    new = shown(amended(bare, CARDS[0]), "markdown")

    assert "changed after the reveal; reason: a second look" in gone
    assert "interviewer-a no longer rates Humility (before: solid)" in gone
    assert "interviewer-a no longer recommends (before: yes)" in gone
    assert "interviewer-a rated Humility solid (before: nothing written)" in new
    assert "interviewer-a recommends: yes (at or above the hire line) (before: nothing" in new


def test_a_level_that_stays_says_nothing_of_before() -> None:
    """Where only the words changed, no level from before is repeated."""
    ratings = [rating | {"evidence": "Other words."} for rating in plain(CARDS[0])]
    (later,) = amended(CARDS[0], edited(CARDS[0], ratings=ratings)).later

    assert [one.now.words for one in later.changes if one.now] == ["Other words."] * len(ratings)
    report = amended(CARDS[0], edited(CARDS[0], ratings=ratings))
    assert "(before:" not in report.text()


def test_shadows_and_seats_without_an_interview_have_later_versions_too() -> None:
    """A later version of a shadow seat is shown among the others, and has no reason to give."""
    card = edited(CARDS[0], interview=None, ratings=[], recommendation=None)
    later = Later(scorecard=edited(card, notes="More."), phase="exposed", reason=None)
    entry = Entry(scorecard=card, exposure="none", later=(later,))
    report = made(Revealed(entries=(attrs.evolve(entry, shadow=True),), origin="x"))

    assert "interviewer-a: changed after seeing another scorecard interviewer-a, notes" in (
        shown(report, "text")
    )


def test_a_finding_points_into_a_later_version() -> None:
    """What was added later is quoted in the finding about its kind, as added later (P8)."""
    blind = edited(CARDS[4], flags=[])
    added = {"kind": "owns-mistakes", "signal": "yellow", "observed": "Blamed the plan."}
    later = Later(
        scorecard=edited(blind, flags=[added]), phase="after-reveal", reason="after-discussion"
    )
    entries = [Entry(scorecard=card, exposure="none") for card in CARDS[:4]]
    last = Entry(scorecard=blind, exposure="none", later=(later,))
    report = made(Revealed(entries=(*entries, last), origin="x"))

    assert "interviewer-e, after the reveal: “Blamed the plan.”" in shown(report, "text")
    assert "One did not assess Humility. One added it after the reveal" in shown(report, "text")


def test_no_place_in_a_later_version_that_is_not_there() -> None:
    """A path into a version, a part or a seat that does not exist finds nothing."""
    later = Later(scorecard=CARDS[0], phase="exposed", reason=None)
    entry = Entry(scorecard=CARDS[0], exposure="none", later=(later,))
    debrief = fs.Debrief.of(RUBRIC, Revealed(entries=(entry,), origin="x"))
    seat = (CARDS[0].interviewer, CARDS[0].interview)

    assert debrief.written(*seat, ("later", 0, "flags", 0)) == CARDS[0].flags[0]
    for path in (("later", 1, "flags", 0), ("later", -1), ("later", 0, "flags", 9), ("later",)):
        with pytest.raises(KeyError):
            debrief.written(*seat, path)


def test_a_later_version_needs_its_rubric_too() -> None:
    """A later version under a version of the rubric that was not given is refused."""
    other = edited(CARDS[0], rubric={"id": RUBRIC.id, "version": 2})
    later = Later(scorecard=other, phase="exposed", reason="mistake")
    entry = Entry(scorecard=CARDS[0], exposure="none", later=(later,))

    with pytest.raises(fs.DebriefError, match="rubric-not-given"):
        fs.Debrief.of(RUBRIC, Revealed(entries=(entry,), origin="x"))


def test_several_later_versions_stand_under_one_heading() -> None:
    """The second one adds no heading of its own."""
    text = shown(
        amended(CARDS[0], edited(CARDS[0], notes="One."), edited(CARDS[0], notes="Two.")),
        "markdown",
    )

    assert text.count("## Later versions, not counted") == 1
    assert "One." in text
    assert "Two." in text
