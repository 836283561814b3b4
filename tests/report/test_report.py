"""What is in a report, for whom, and what is never in it."""

from __future__ import annotations

import inspect
import json
import re
from random import Random
from typing import TYPE_CHECKING

import attrs
import jsonschema
import pytest

import fairscore as fs
from fairscore import report as report_package
from fairscore.debrief import Debrief
from fairscore.document import Part
from fairscore.finding import Audience, Finding, Role, Source
from fairscore.report import _lines
from fairscore.revealed import Entry, Exposure, Revealed
from fairscore.rules import DEFAULT_RULES
from fairscore.scorecard import Recommendation, RubricRef

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Brought

FIGURES = re.compile(r"\b(average|averages|mean|median|total|overall|score)\b", re.IGNORECASE)
WAYS = ("text", "markdown", "slack", "html", "to_json")


def a_finding(
    slug: str = "acme",
    audience: Audience = "panel",
    *,
    about: str = "",
    sources: tuple[Source, ...] = (),
) -> Finding:
    """Build a finding as a user's rule might return it."""
    return Finding(
        slug=slug,
        audience=audience,
        about=about,
        observation="o",
        shows="s",
        does_not_show="d",
        ask="a",
        next_step="n",
        sources=sources,
    )


def cells(report: fs.Report, title: str, *, version: int = 1) -> dict[tuple[str, str | None], str]:
    """Take the cells of one row, by interviewer and interview."""
    row = next(row for row in report.rows if row.title == title and version in row.versions)
    return {(cell.interviewer, cell.interview): cell.state for cell in row.cells}


def test_the_founding_story_is_told_with_its_words(founding: Brought) -> None:
    """Three flagged it and set it aside, one noted the opposite, one did not assess it."""
    first = founding.report().discuss_first[0]
    assert first.slug == "concern-against-recommendation"
    assert first.title == "Concern against recommendation: owns mistakes"
    assert [(voice.interviewer, voice.role) for voice in first.voices] == [
        ("interviewer-a", "flagged"),
        ("interviewer-b", "flagged"),
        ("interviewer-c", "flagged"),
        ("interviewer-d", "opposite"),
        ("interviewer-e", "not-assessed"),
    ]
    a, *_, d, e = first.voices
    assert a.words == "Described the outage as something the platform team did to them."
    assert a.set_aside is not None
    assert (a.set_aside.reason_words, a.set_aside.words) == ("my mood", "may be my mood")
    assert [(one.criterion, one.level) for one in a.beside] == [("Humility", "solid")]
    assert (d.signal, d.occasion) == ("strength", "pairing task")
    assert e.level == "not in their interview"


def test_the_founding_story_reads_in_a_terminal(founding: Brought) -> None:
    """The words of the finding stand in the order in which a panel talks about them."""
    text = " ".join(founding.report().text().split())
    parts = [
        "DISCUSS FIRST 1. Concern against recommendation: owns mistakes",
        "Three of five interviewers each wrote a concern about Humility (owns mistakes)",
        "and each set it aside.",
        "interviewer-a: “Described the outage as something the platform team did to them.”",
        "(may be my mood)",
        'interviewer-d noted a strength: “Said "that was me"',
        "interviewer-e did not assess it (not in their interview)",
        "It does not show that they are right",
        "Ask: What did the candidate say or do?",
        "Next: If it matters and is still open, agree one question",
        "FOLDED: ONE MORE FINDING Too few to call",
        "RATINGS",
        "4 ratings, solid to outstanding, one level apart",
        "no evidence seen: interviewer-d",
        "Four of five at or above the hire line, one below",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_files_leave_the_exposure_unknown(founding: Brought) -> None:
    """A report of files says that nobody knows who had seen what (P7)."""
    report = founding.report()
    assert report.exposure == (
        "Whether one scorecard was seen before another was written is unknown: "
        "they come from files."
    )
    assert {card.exposure for card in report.scorecards} == {"unknown"}
    assert all(report.exposure in way for way in (report.markdown(), report.html(), report.slack()))


def test_at_most_three_are_discussed_first(founding: Brought) -> None:
    """Three lead and the rest is folded behind a count, in their order."""
    findings = [a_finding(f"acme-{index}") for index in range(5)]
    report = fs.Report.of(founding.debrief, findings, viewer="x")
    assert [one.slug for one in report.discuss_first] == ["acme-0", "acme-1", "acme-2"]
    assert [one.slug for one in report.folded] == ["acme-3", "acme-4"]
    assert "<summary>Two more findings</summary>" in report.html()
    assert "## Folded: two more findings" in report.markdown()
    assert "FOLDED: TWO MORE FINDINGS" in report.text()
    assert "Two more findings: Acme 3; Acme 4" in report.slack()


def test_who_may_see_what(crowded: Callable[..., Brought]) -> None:
    """The panel sees its findings, a facilitator theirs too, and nobody those for an author."""
    made = crowded()
    panel, facilitator = made.report(), made.report(role="facilitator")
    slugs = {one.slug for one in (*facilitator.discuss_first, *facilitator.folded)}
    assert slugs - {one.slug for one in (*panel.discuss_first, *panel.folded)} == {"same-words"}
    for report in (panel, facilitator):
        for way in WAYS:
            assert "author only" not in getattr(report, way)()
            assert "oneself only" not in getattr(report, way)()
    assert {"same-words"} == {one.slug for one in facilitator.folded if one.audience != "panel"}
    assert "For the facilitator alone" in facilitator.html()
    assert "for the facilitator alone" in facilitator.text()
    assert "for the facilitator alone" in facilitator.markdown()


def test_a_facilitators_finding_never_leads(founding: Brought) -> None:
    """What the panel may not see is not among what the panel discusses first."""
    findings = [a_finding("same-words", "facilitator"), a_finding()]
    report = fs.Report.of(founding.debrief, findings, viewer="x", role="facilitator")
    assert [one.slug for one in report.discuss_first] == ["acme"]
    assert [one.slug for one in report.folded] == ["same-words"]


def test_an_unknown_role_is_refused(founding: Brought) -> None:
    """A role that does not exist sees nothing; it is an error."""
    with pytest.raises(fs.DocumentError):
        fs.Report.of(founding.debrief, (), viewer="x", role="boss")  # type: ignore[arg-type]


def test_each_way_of_missing_has_its_own_word(crowded: Callable[..., Brought]) -> None:
    """Not asked, not written and declined are told apart; none is a number (P7)."""
    report = crowded().report()
    coding, care = cells(report, "Coding"), cells(report, "Care")
    assert coding["b", "second"] == "not-in-interview"
    assert coding["c", "first"] == "nothing-written"
    assert coding["d", None] == "other-version"
    assert care["b", "second"] == "declined"
    missing = [cell for row in report.rows for cell in row.cells if cell.state != "rated"]
    assert all(cell.level is None and cell.words for cell in missing)
    assert not any(re.search(r"\d", cell.words) for cell in missing)
    for way in ("text", "markdown", "html"):
        shown = " ".join(getattr(report, way)().split())
        for words in ("not in their interview", "nothing written", "declined to say"):
            assert words in shown


def test_two_ratings_by_one_person_are_both_shown(crowded: Callable[..., Brought]) -> None:
    """One person with two seats is one person: both ratings stand there and neither is counted."""
    report = crowded().report()
    row = next(row for row in report.rows if row.title == "Care")
    own = [
        (cell.interview, cell.words, cell.counted) for cell in row.cells if cell.interviewer == "a"
    ]
    assert own == [("first", "low", False), ("second", "high", False)]
    assert row.remarks[0] == "a gave different levels; all are shown and none is counted."
    assert "a (first), low (not counted)" in report.text()
    assert "first: low (not counted); second: high (not counted)" in report.markdown()


def test_what_came_after_seeing_another_stands_apart(crowded: Callable[..., Brought]) -> None:
    """A rating written after seeing another scorecard is shown and never counted (P3)."""
    row = next(row for row in crowded().report().rows if row.title == "Care")
    assert [cell.counted for cell in row.cells if cell.interviewer == "c"] == [False]
    assert row.remarks[1] == "c wrote after seeing another scorecard; shown and not counted."


def test_the_spread_is_in_words(founding: Brought) -> None:
    """How far ratings lie apart is said with a count, or why it cannot be (P9)."""
    spreads = {row.title: row.spread for row in founding.report().rows}
    assert spreads["Humility"] == "4 ratings, solid to outstanding, one level apart"
    assert spreads["Inclusivity"] == "Two ratings or more are needed; there is one"


def test_unanimous_ratings_are_called_so(founding: Brought) -> None:
    """Without any distance the label stands once."""
    entries = tuple(one for one in founding.debrief.entries if one.person != "interviewer-d")
    debrief = Debrief.of(founding.debrief.rubric, Revealed(entries=entries, origin="files"))
    humility = next(
        row for row in fs.Report.of(debrief, (), viewer="x").rows if row.title == "Humility"
    )
    assert humility.spread == "3 ratings, all solid"


def test_recommendations_stand_against_a_declared_line(crowded: Callable[..., Brought]) -> None:
    """Below, at or above, or no line: it is never guessed."""
    second, first = crowded().report().recommendations
    assert (second.line, second.line_words) == (None, "no hire line is declared")
    assert {cell.against_line for cell in second.cells} == {"no-line", None}
    assert (first.line, first.line_words) == (2, "hire line: high")
    assert [cell.against_line for cell in first.cells if cell.level is not None] == ["below"]


def test_what_a_rubric_does_not_ask_for_is_not_in_the_report() -> None:
    """Without recommendations and flags there is no table of them, and it is said."""
    scale = {"id": "s", "levels": [{"value": 1}, {"value": 2}]}
    plain = {"id": "r", "version": 1, "title": "R", "criteria": [{"id": "c", "title": "C"}]}
    rubric = fs.Rubric.model_validate({**plain, "scales": [scale]}, strict=False)
    card = {
        "rubric": {"id": "r", "version": 1},
        "application": "app",
        "interviewer": "a",
        "ratings": [{"criterion": "c", "level": 2, "evidence": "e"}],
    }
    scorecard = fs.Scorecard.model_validate(card, strict=False)
    debrief = Debrief.of(rubric, fs.unsealed([scorecard], origin="files"))
    report = fs.Report.of(debrief, (), viewer="x")
    assert report.rows[0].cells[0].words == "2"
    assert report.recommendations == ()
    for way in ("text", "markdown", "html"):
        shown = getattr(report, way)()
        assert "Recommendation" not in shown
        assert "Nobody wrote a flag." in shown
    assert "Recommendation" not in report.slack()


def test_nothing_found_is_said(founding: Brought) -> None:
    """A debrief in which no rule speaks up says so, and that this is no all-clear."""
    report = fs.Report.of(founding.debrief, (), viewer="x")
    for way in ("text", "markdown", "slack", "html"):
        assert "No rule found anything to discuss first." in getattr(report, way)()


def test_shadow_seats_are_shown_and_counted_nowhere(crowded: Callable[..., Brought]) -> None:
    """What a shadow seat wrote stands apart, with its words."""
    report = crowded().report()
    assert [one.scorecard.interviewer for one in report.shadows] == ["s", "t"]
    assert not {"s", "t"} & {card.interviewer for card in report.scorecards}
    assert not {"s", "t"} & {cell.interviewer for row in report.rows for cell in row.cells}
    assert not {"s", "t"} & {flag.interviewer for flag in report.flags}
    for way in ("text", "markdown", "html"):
        assert "Shadow seats, not counted".lower() in getattr(report, way)().lower()


def test_shadow_seats_alone_make_a_report(founding: Brought) -> None:
    """Where nobody's scorecard counts, the report says so and counts nothing."""
    entries = tuple(
        Entry(scorecard=one.scorecard, exposure="unknown", shadow=True)
        for one in founding.debrief.entries
    )
    debrief = Debrief.of(founding.debrief.rubric, Revealed(entries=entries, origin="files"))
    report = fs.Report.of(debrief, fs.find(debrief), viewer="x")
    assert report.exposure == "There is no scorecard that counts."
    assert len(report.shadows) == 5
    assert all(getattr(report, way)() for way in WAYS)


@pytest.mark.parametrize(
    ("exposures", "words"),
    [
        (("none", "none"), "Each scorecard was written before its author saw another one."),
        (
            ("none", "exposed"),
            (
                "Of two scorecards, written: one before their authors saw another, "
                "one after seeing another."
            ),
        ),
        (
            ("exposed", "unknown"),
            "Of two scorecards, written: one after seeing another, and for one it is unknown.",
        ),
        (
            ("none", "unknown"),
            (
                "Of two scorecards, written: one before their authors saw another, "
                "and for one it is unknown."
            ),
        ),
    ],
)
def test_the_exposure_is_told_in_words(
    founding: Brought, exposures: tuple[Exposure, ...], words: str
) -> None:
    """What is known of who had seen what is one plain sentence."""
    entries = tuple(
        Entry(scorecard=one.scorecard, exposure=exposure)
        for one, exposure in zip(founding.debrief.entries, exposures, strict=False)
    )
    debrief = Debrief.of(founding.debrief.rubric, Revealed(entries=entries, origin="the desk"))
    assert fs.Report.of(debrief, (), viewer="x").exposure == words


def pointed(
    interviewer: str, interview: str | None, path: tuple[str | int, ...], role: Role
) -> Source:
    """Build a pointer into a scorecard."""
    return Source(interviewer=interviewer, interview=interview, path=path, role=role)


def test_a_finding_says_what_its_kind_means(founding: Brought) -> None:
    """Under the headline stands how the side that was flagged looks, and what is no evidence."""
    report = founding.report()
    first = report.discuss_first[0]
    assert first.looks_like[0] == "laid a failure they had a part in at the door of others"
    assert first.not_evidence[0] == "accent, fluency or pauses"
    for way in ("text", "markdown", "slack", "html"):
        shown = " ".join(getattr(report, way)().replace("*", "").split())
        shown = re.sub(r"</?d[td][^>]*>", "", shown)
        told = [
            shown.index(words)
            for words in (
                "Concern against recommendation: owns mistakes",
                "Meant: laid a failure they had a part in at the door of others; took credit",
                "Not evidence for it: accent, fluency or pauses; saying",
                "Three of five interviewers each wrote",
            )
        ]
        assert told == sorted(told)


def test_each_side_of_a_kind_is_described_by_its_own_words(crowded: Callable[..., Brought]) -> None:
    """A strength by what the strength looks like; where both sides were flagged, by neither."""
    debrief = crowded().debrief
    concern = pointed("a", "first", ("flags", 0), "flagged")
    strength = pointed("b", "second", ("flags", 1), "flagged")
    opposite = pointed("b", "second", ("flags", 1), "opposite")
    findings = [
        a_finding("acme-concern", about="too-sure", sources=(concern, opposite)),
        a_finding("acme-strength", about="too-sure", sources=(strength,)),
        a_finding("acme-both", about="too-sure", sources=(concern, strength)),
        a_finding("acme-criterion", about="care", sources=(concern,)),
    ]
    report = fs.Report.of(debrief, findings, viewer="x")
    told = [(one.looks_like, one.not_evidence) for one in (*report.discuss_first, *report.folded)]
    both = ("voice", "pauses.")
    assert told == [(("c",), both), (("s",), both), ((), both), ((), ())]
    assert "Not evidence for it: voice; pauses.\n" in report.text()
    folded = fs.Report.of(debrief, [a_finding(str(at)) for at in range(3)] + findings, viewer="x")
    for way in ("text", "markdown", "html"):
        assert getattr(folded, way)().count("Not evidence for it") == 3


def test_what_the_rubric_wants_of_the_rules_is_said(crowded: Callable[..., Brought]) -> None:
    """Rules that it tunes with those that share a threshold, switches off, or misspells."""
    report = crowded().report()
    words = (
        "This rubric tunes: repeated-concern at 2 people (and with it "
        "concern-against-recommendation, strength-against-recommendation and repeated-strength); "
        "switches off: straight-line. There is no rule of this name: repeated-concerns."
    )
    for way in ("text", "markdown", "slack", "html"):
        assert words in " ".join(getattr(report, way)().split())


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ([], ""),
        ([{"rule": "told-by-one", "threshold": 1}], "This rubric tunes: told-by-one at 1 flag."),
        (
            [{"rule": "split-panel", "enabled": False}, {"rule": "repeated-concern"}],
            "This rubric switches off: split-panel.",
        ),
        (
            [{"rule": "acme-a", "threshold": 2}, {"rule": "acme-b", "enabled": False}],
            "There is no rule of these names: acme-a, acme-b.",
        ),
        ([{"rule": "acme-rule", "threshold": 2}], "This rubric tunes: acme-rule at 2 people."),
    ],
)
def test_settings_are_told_in_words(
    founding: Brought, settings: list[dict[str, object]], words: str
) -> None:
    """A rubric that leaves every rule as it is has no such line; a rule that was asked is known."""
    plain = {**json.loads(fs.dump(founding.debrief.rubric, "json")), "rules": settings}
    rubric = fs.parse(json.dumps(plain), fs.Rubric)
    debrief = attrs.evolve(founding.debrief, rubrics=(rubric,))
    acme = attrs.evolve(DEFAULT_RULES[2], slug="acme-rule", family="", mirror="")
    report = fs.Report.of(debrief, (), viewer="x", rules=(*DEFAULT_RULES, acme))
    assert _lines.settings(report) == words
    for way in ("text", "markdown", "slack", "html"):
        assert ("This rubric" in getattr(report, way)()) == ("This rubric" in words)


def test_findings_about_recommendations_name_nobody(founding: Brought) -> None:
    """No name stands under a dissent; the recommendations stand together, further down."""
    report = founding.report()
    dissent = next(one for one in report.discuss_first if one.slug == "lone-dissent")
    assert (dissent.voices, dissent.elsewhere) == ((), "The recommendations stand below.")
    assert all(not one.elsewhere for one in report.discuss_first if one is not dissent)
    for way in ("text", "markdown", "slack", "html"):
        assert "The recommendations stand below." in getattr(report, way)()
    mixed = a_finding(
        sources=(
            pointed("interviewer-e", "coding", ("recommendation",), "recommended"),
            pointed("interviewer-e", "coding", (), "written"),
        )
    )
    (one,) = fs.Report.of(founding.debrief, [mixed], viewer="x").discuss_first
    assert (len(one.voices), one.elsewhere) == (2, "")


def test_remarks_on_the_data_never_lead(founding: Brought) -> None:
    """What says only how few the data are is folded, whatever else there is to discuss."""
    remark = next(one for one in founding.findings if one.remark)
    report = fs.Report.of(founding.debrief, [remark], viewer="x")
    assert (report.discuss_first, [one.remark for one in report.folded]) == ((), [True])
    assert "No rule found anything to discuss first." in report.markdown()
    assert "## Folded: one finding\n" in report.markdown()
    assert "FOLDED: ONE FINDING\n" in report.text()
    assert "One finding: Too few to call" in report.slack()
    assert "<summary>One finding</summary>" in report.html()


def recommending(small: fs.Rubric, *given: tuple[str, str, int, Exposure]) -> fs.Report:
    """Make the report of scorecards that hold a recommendation each, and not assessed besides."""
    entries: list[Entry] = []
    for who, interview, level, exposure in given:
        criteria = small.interview(interview).criteria
        card = fs.Scorecard(
            rubric=RubricRef(id=small.id, version=small.version),
            application="app-1",
            interviewer=who,
            interview=interview,
            ratings=tuple(fs.Rating(criterion=one, not_rated="not-assessed") for one in criteria),
            recommendation=Recommendation(level=level),
        )
        entries.append(Entry(scorecard=card, exposure=exposure))
    debrief = Debrief.of(small, Revealed(entries=tuple(entries), origin="files"))
    return fs.Report.of(debrief, (), viewer="x")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            [("a", "design", 3, "none")],
            "Two recommendations or more are needed; there is one",
        ),
        (
            [("a", "design", 3, "none"), ("a", "pairing", 2, "none")],
            (
                "Two recommendations or more are needed; there is none that counts: one "
                "interviewer gave two different ones"
            ),
        ),
        (
            [
                (who, interview, level, "none")
                for who in "ab"
                for interview, level in (("design", 1), ("pairing", 2), ("coding", 3))
            ],
            (
                "Two recommendations or more are needed; there is none that counts: two "
                "interviewers gave different ones"
            ),
        ),
        (
            [
                ("a", "design", 3, "none"),
                ("b", "pairing", 2, "exposed"),
                ("a", "coding", 3, "exposed"),
                ("c", "design", 3, "none"),
                ("c", "pairing", 2, "none"),
                ("c", "coding", 2, "exposed"),
            ],
            (
                "Two recommendations or more are needed; there is one that counts; one "
                "interviewer gave two different ones and one interviewer wrote after seeing "
                "another scorecard"
            ),
        ),
    ],
)
def test_too_few_recommendations_are_called_so(
    founding: Brought, given: list[tuple[str, str, int, Exposure]], words: str
) -> None:
    """They are no ratings, and what is there and does not count is told with its reason."""
    (row,) = recommending(founding.debrief.rubric, *given).recommendations
    assert (row.spread, row.split) == (words, words)


def test_what_is_alike_for_all_is_said_once(
    founding: Brought, crowded: Callable[..., Brought]
) -> None:
    """Version and exposure of the founding story stand once; what differs stands for each."""
    report = founding.report()
    once = "All of them: version 1, unknown whether another was seen before."
    for way in ("text", "markdown", "html"):
        shown = " ".join(getattr(report, way)().split())
        assert shown.count(once) == 1
        assert shown.count("unknown whether another was seen before") == 1
    assert "interviewer-b: A past project, had heard of the candidate: no" in report.text()
    assert "Before or after seeing another" not in report.html()
    mixed = crowded().report()
    assert _lines.shared(mixed) == ""
    assert "Before or after seeing another" in mixed.html()
    alone = attrs.evolve(founding.debrief, entries=founding.debrief.entries[:1])
    assert _lines.shared(fs.Report.of(alone, (), viewer="x")) == ""


def test_a_users_rule_may_point_anywhere(crowded: Callable[..., Brought]) -> None:
    """Whatever part of a scorecard a finding points to, its words are found (P8)."""
    debrief = crowded().debrief
    sources = (
        pointed("a", "first", ("answers", 0), "written"),
        pointed("a", "first", (), "written"),
        pointed("a", "first", ("flags", 0), "recommended"),
        pointed("a", "first", ("flags", 0), "second-hand"),
        pointed("a", "first", ("recommendation",), "recommended"),
        pointed("b", "second", ("recommendation",), "recommended"),
        pointed("b", "second", ("ratings", 0), "rated"),
        pointed("d", None, ("recommendation",), "recommended"),
        pointed("a", "second", (), "not-assessed"),
        pointed("e", "first", (), "not-assessed"),
        pointed("e", "first", (), "written"),
    )
    found = a_finding(about="care", sources=sources)
    report = fs.Report.of(
        debrief, [found, a_finding(about="elsewhere", sources=sources[-2:-1])], viewer="x"
    )
    text = " ".join(report.text(200).split())
    for words in (
        "a wrote: “answer”",
        "a wrote: “note",
        "e, the scorecard as a whole",
        "a: “saw” (mood) concern · about: too sure",
        "a, second-hand: “saw”",
        "a recommends: low (below the hire line): “because”",
        "b gave no recommendation (unknown): “unsure”",
        "b did not rate Care (declined to say): “no”",
        "d recommends: 3",
        "a did not assess it e did not assess it (nothing written)",
    ):
        assert words in text
    assert [one.title for one in report.discuss_first] == ["Acme: Care", "Acme: elsewhere"]
    assert report.discuss_first[1].voices[0].level is None


def test_a_rule_that_points_nowhere_is_an_error(founding: Brought) -> None:
    """A finding without its words would be a claim without a source (P8)."""
    nowhere = a_finding(sources=(pointed("interviewer-a", "design", ("flags", 9), "flagged"),))
    with pytest.raises(KeyError):
        fs.Report.of(founding.debrief, [nowhere], viewer="x")


def test_there_is_no_figure_for_the_candidate(
    founding: Brought, crowded: Callable[..., Brought]
) -> None:
    """No rendering holds an average or a sum; the one mention says that there is none."""
    for made in (founding, crowded()):
        report = made.report(role="facilitator")
        for way in WAYS:
            shown = getattr(report, way)()
            body = re.sub(r"<style>.*</style>", "", shown, flags=re.DOTALL)
            body = " ".join(body.split()).replace(" ".join(report.limits.split()), "")
            assert FIGURES.findall(body) == []
    assert FIGURES.search("an overall score")


def test_the_page_says_what_it_does_not_show(founding: Brought) -> None:
    """Every full rendering ends with its limits."""
    report = founding.report()
    for way in ("text", "markdown", "html"):
        assert report.limits in " ".join(getattr(report, way)().split())


def test_the_same_scorecards_in_any_order_make_the_same_report(founding: Brought) -> None:
    """The order in which files are read changes not one character (P8)."""
    entries = list(founding.debrief.entries)
    Random(7).shuffle(entries)  # noqa: S311 # any order will do
    debrief = Debrief.of(founding.debrief.rubric, Revealed(entries=tuple(entries), origin="files"))
    again = fs.Report.of(debrief, fs.find(debrief), viewer="facilitator-1")
    for way in WAYS:
        assert getattr(again, way)() == getattr(founding.report(), way)()


def test_the_json_is_a_document(founding: Brought, crowded: Callable[..., Brought]) -> None:
    """The JSON fits its own schema and can be read back to an equal report."""
    schema = fs.schema(fs.Report)
    jsonschema.Draft202012Validator.check_schema(schema)
    for made in (founding, crowded("n", "t\x1b\x9b\u202e")):
        report = made.report(role="facilitator")
        jsonschema.validate(json.loads(report.to_json()), schema)
        read = fs.parse(report.to_json(), fs.Report)
        assert read == report
        assert read.html() == report.html()


def test_every_field_is_described() -> None:
    """Each field of the report has words that reach the JSON Schema."""
    parts = [
        one
        for _, one in inspect.getmembers(report_package, inspect.isclass)
        if issubclass(one, Part)
    ]
    assert len(parts) == 18
    for part in parts:
        for name, field in part.model_fields.items():
            assert field.description, f"{part.__name__}.{name}"


def test_a_report_tells_nothing_in_a_log(founding: Brought) -> None:
    """The repr of a report and of its parts holds nobody's words (P10)."""
    report = founding.report()
    assert repr(report) == "Report()"
    assert repr(report.flags[0]) == "ReportFlag()"
    assert repr(report.discuss_first[0].voices[0]) == "Voice()"


def test_a_finding_is_for_three_at_most(founding: Brought) -> None:
    """A report that leads with four things is no report."""
    plain = json.loads(founding.report().to_json())
    plain["discuss_first"] += plain["folded"]
    with pytest.raises(fs.DocumentError):
        fs.parse(json.dumps(plain), fs.Report)
