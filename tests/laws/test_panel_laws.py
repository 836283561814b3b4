"""
Laws of the debrief, its findings and its report, and proof that each can fail.

Each law is a function of a drawn panel. The tests hold it against the library; the negative
controls plant a fault that somebody might well write, and expect the law to find it.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from hypothesis import Phase, assume, given, settings

import fairscore as fs
from fairscore import debrief as debrief_module
from fairscore.agreement import average_deviation
from fairscore.debrief import Debrief
from fairscore.finding import Finding, Rule
from fairscore.revealed import Entry, unsealed
from fairscore.row import Row
from fairscore.rules import DEFAULT_RULES
from fairscore.rules._count import Count, Direction
from fairscore.rules._repeats import repeats
from fairscore.testing import DrawnPanel, panels

Law = Callable[[DrawnPanel], None]


# --- Making one panel from another ----------------------------------------------


def rebuilt(
    panel: DrawnPanel,
    *,
    rubric: Callable[[dict[str, Any]], None] = lambda plain: None,
    scorecard: Callable[[dict[str, Any]], None] = lambda plain: None,
) -> DrawnPanel:
    """The same panel with every rubric and every scorecard edited as plain data."""

    def edited(document: Any, edit: Callable[[dict[str, Any]], None]) -> Any:  # noqa: ANN401 (a rubric in, a rubric out)
        plain = json.loads(document.canonical)
        edit(plain)
        return fs.parse(json.dumps(plain), type(document), format="json")

    def forget_digests(plain: dict[str, Any]) -> None:
        plain["rubric"].pop("structure", None)
        plain["rubric"].pop("text", None)
        scorecard(plain)

    return DrawnPanel(
        rubrics=tuple(edited(one, rubric) for one in panel.rubrics),
        scorecards=tuple(edited(one, forget_digests) for one in panel.scorecards),
        shadows=panel.shadows,
    )


def without_settings(panel: DrawnPanel) -> DrawnPanel:
    """The panel with every rule at its default: a rubric may well favour one direction."""
    return rebuilt(panel, rubric=lambda plain: plain.update(rules=[]))


def outline(finding: Finding) -> tuple[str, str, int]:
    """What a finding is, whatever the numbers in its sentences."""
    return finding.slug, finding.about, finding.weight


def outlines(panel: DrawnPanel, rules: tuple[Rule, ...] = DEFAULT_RULES) -> set[Any]:
    """What comes up of a panel."""
    return {outline(finding) for finding in fs.find(panel.debrief(), rules)}


# --- The laws -------------------------------------------------------------------


def order_changes_nothing(panel: DrawnPanel) -> None:
    """The same scorecards in another order are the same debrief, findings and report."""
    turned = attrs.evolve(panel, scorecards=panel.scorecards[::-1], rubrics=panel.rubrics[::-1])
    one, other = panel.debrief(), turned.debrief()
    assert one == other
    assert fs.find(one) == fs.find(other)
    reports = [
        fs.Report.of(debrief, fs.find(debrief), viewer="facilitator-1", role="facilitator")
        for debrief in (one, other)
    ]
    assert reports[0].to_json() == reports[1].to_json()
    assert reports[0].text() == reports[1].text()


def relabelling_relabels(panel: DrawnPanel, rules: tuple[Rule, ...] = DEFAULT_RULES) -> None:
    """Other names for interviewers are other names in the findings, and nothing else."""
    people = sorted({card.interviewer for card in panel.scorecards})
    # In the opposite order of sorting, so that whatever goes by the order of names shows.
    names = {name: f"p{len(people) - at}" for at, name in enumerate(people)}

    def relabel(plain: dict[str, Any]) -> None:
        plain["interviewer"] = names[plain["interviewer"]]

    relabelled = attrs.evolve(
        rebuilt(panel, scorecard=relabel), shadows=tuple(names[one] for one in panel.shadows)
    )

    def told(panel: DrawnPanel, names: dict[str, str]) -> list[Any]:
        return [
            (
                attrs.evolve(finding, sources=()),
                {
                    attrs.evolve(source, interviewer=names[source.interviewer])
                    for source in finding.sources
                },
            )
            for finding in fs.find(panel.debrief(), rules)
        ]

    assert told(panel, names) == told(relabelled, {name: name for name in names.values()})


def who_assessed_nothing_changes_no_measure(panel: DrawnPanel) -> None:
    """One more interviewer without a rating leaves spread, split and deviation as they were."""
    first = panel.scorecards[0]
    silent = fs.Scorecard(
        rubric=first.rubric,
        application=first.application,
        round=first.round,
        interviewer="zz-silent",
    )
    more = attrs.evolve(panel, scorecards=(*panel.scorecards, silent))

    def measured(panel: DrawnPanel) -> list[Any]:
        debrief = panel.debrief()
        return [
            (
                row.spread,
                row.split,
                average_deviation(row.ratings, scale=row.scale.values),
            )
            for row in (*debrief.rows, *debrief.recommendations)
        ]

    assume(first.interviewer not in panel.shadows)
    assert measured(panel) == measured(more)


def unanimous_data_raise_no_disagreement(panel: DrawnPanel) -> None:
    """Where all who rated gave the same level, nothing is said of disagreement."""
    by_version = {rubric.version: rubric for rubric in panel.rubrics}

    def agree(plain: dict[str, Any]) -> None:
        rubric = by_version[plain["rubric"]["version"]]
        for rating in plain["ratings"]:
            if rating.get("level") is not None:
                rating["level"] = rubric.scale_of(rating["criterion"]).values[-1]
        recommendation = plain.get("recommendation")
        if recommendation and recommendation.get("level") is not None:
            assert rubric.recommendation is not None
            recommendation["level"] = rubric.recommendation.values[-1]

    found = {slug for slug, *_ in outlines(rebuilt(without_settings(panel), scorecard=agree))}
    assert not found & {"wide-spread", "split-panel", "lone-dissent"}


SWAPPED = {
    "repeated-concern": "repeated-strength",
    "repeated-strength": "repeated-concern",
    "concern-against-recommendation": "strength-against-recommendation",
    "strength-against-recommendation": "concern-against-recommendation",
}


def turn_flags(plain: dict[str, Any]) -> None:
    """Make each concern a strength and each strength a concern."""
    for flag in plain["flags"]:
        flag["signal"] = "yellow" if flag["signal"] == "strength" else "strength"


def swapping_flags_swaps_repeats(panel: DrawnPanel) -> None:
    """Concerns for strengths: what was repeated as the one is now repeated as the other."""
    panel = without_settings(panel)
    turned = rebuilt(panel, scorecard=turn_flags)

    def repeated(panel: DrawnPanel) -> set[tuple[str, str, int]]:
        # Whether a repeat stands against the recommendations is the next law's matter.
        return {
            ("concern" if "concern" in slug else "strength", about, weight)
            for slug, about, weight in outlines(panel)
            if slug in SWAPPED
        }

    other = {"concern": "strength", "strength": "concern"}
    expected = {(other[way], *rest) for way, *rest in repeated(panel)}
    assert repeated(turned) == expected


def mirroring_everything_swaps_all_four(panel: DrawnPanel) -> None:
    """With the recommendations mirrored over the line too, the two against them swap as well."""
    panel = without_settings(panel)

    def on_both_sides(plain: dict[str, Any]) -> None:
        scale = plain.get("recommendation")
        if scale and scale.get("hire_line") == scale["levels"][0]["value"]:
            scale["hire_line"] = scale["levels"][1]["value"]

    def mirror_scale(plain: dict[str, Any]) -> None:
        scale = plain.get("recommendation")
        if scale:
            line = scale.get("hire_line")
            if line is not None:
                below = max(one["value"] for one in scale["levels"] if one["value"] < line)
                scale["hire_line"] = -below
            for level in scale["levels"]:
                level["value"] = -level["value"]
            scale["levels"].reverse()

    def mirror(plain: dict[str, Any]) -> None:
        turn_flags(plain)
        recommendation = plain.get("recommendation")
        if recommendation and recommendation.get("level") is not None:
            recommendation["level"] = -recommendation["level"]

    panel = rebuilt(panel, rubric=on_both_sides)
    mirrored = rebuilt(panel, rubric=mirror_scale, scorecard=mirror)

    def swappable(panel: DrawnPanel) -> set[tuple[str, str, int]]:
        return {one for one in outlines(panel) if one[0] in SWAPPED}

    assert {(SWAPPED[slug], *rest) for slug, *rest in swappable(panel)} == swappable(mirrored)


def two_seats_are_one_person(panel: DrawnPanel) -> None:
    """Everybody saying it all again in a second seat brings up nothing new, and weighs no more."""

    def add_interviews(plain: dict[str, Any]) -> None:
        every = [criterion["id"] for criterion in plain["criteria"]]
        plain["interviews"] += [
            {**one, "id": f"again-{one['id']}", "title": f"{one['title']} again"}
            for one in plain["interviews"]
        ]
        plain["interviews"].append({"id": "again", "title": "Once more", "criteria": every})

    def again(plain: dict[str, Any]) -> None:
        interview = plain.get("interview")
        plain["interview"] = f"again-{interview}" if interview else "again"

    first = rebuilt(without_settings(panel), rubric=add_interviews)
    second = rebuilt(first, scorecard=again)
    both = attrs.evolve(first, scorecards=(*first.scorecards, *second.scorecards))
    assert first.debrief().people == both.debrief().people
    assert outlines(first) == outlines(both)


def shadow_seats_change_no_finding(
    panel: DrawnPanel, put: Callable[[DrawnPanel], Debrief] = DrawnPanel.debrief
) -> None:
    """Whoever sat in as a shadow, the findings are those without that scorecard."""
    people = sorted({card.interviewer for card in panel.scorecards})
    for person in people if len(people) > 1 else ():
        with_shadow = attrs.evolve(panel, shadows=(person,))
        counting = tuple(card for card in panel.scorecards if card.interviewer != person)
        without = attrs.evolve(panel, scorecards=counting, shadows=())
        assert fs.find(put(with_shadow)) == fs.find(put(without))


LAWS: tuple[Law, ...] = (
    order_changes_nothing,
    relabelling_relabels,
    who_assessed_nothing_changes_no_measure,
    unanimous_data_raise_no_disagreement,
    swapping_flags_swaps_repeats,
    mirroring_everything_swaps_all_four,
    two_seats_are_one_person,
    shadow_seats_change_no_finding,
)


@pytest.mark.parametrize("law", LAWS)
@given(panel=panels())
def test_law(law: Law, panel: DrawnPanel) -> None:
    """Each law holds for any panel."""
    law(panel)


# --- Proof that each law can fail -----------------------------------------------


def catches(law: Callable[[DrawnPanel], None]) -> None:
    """Hold a law against many panels and expect it to find the planted fault."""

    @settings(
        database=None,
        derandomize=True,
        max_examples=1000,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    @given(panels())
    def attempt(panel: DrawnPanel) -> None:
        law(panel)

    with pytest.raises(AssertionError):
        attempt()


def test_an_order_of_arrival_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A debrief that keeps the order in which scorecards came is seen."""
    monkeypatch.setattr(
        debrief_module, "sorted", lambda items, key=None: list(items), raising=False
    )

    catches(order_changes_nothing)


def test_a_rule_that_goes_by_names_is_caught() -> None:
    """A rule that takes the first by name for the one who speaks for all is seen."""

    def first_by_name(debrief: Debrief, threshold: int) -> list[Finding]:
        flags = debrief.entries[0].scorecard.flags if debrief.entries else ()
        weight = len(flags) + threshold
        return [
            Finding(
                slug="first-by-name",
                audience="panel",
                observation="",
                shows="",
                does_not_show="",
                ask="",
                next_step="",
                sources=(),
                weight=weight,
            )
        ]

    planted = attrs.evolve(DEFAULT_RULES[0], slug="first-by-name", find=first_by_name)

    catches(lambda panel: relabelling_relabels(panel, (planted,)))


def test_missing_taken_for_the_lowest_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that fills in the lowest level for what is missing is seen, by two laws (P7)."""

    def filled(row: Row) -> tuple[int | None, ...]:
        return tuple(
            row.scale.values[0] if level is None else level for level in row.by_person.values()
        )

    monkeypatch.setattr(Row, "ratings", property(filled))

    catches(who_assessed_nothing_changes_no_measure)
    catches(unanimous_data_raise_no_disagreement)


def test_a_harder_threshold_for_strengths_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that ask for one more person before they speak of a strength are seen."""

    def harder(debrief: Debrief, direction: Direction, threshold: int) -> Iterator[Count]:
        return repeats(debrief, direction, threshold + (direction == "strength"))

    monkeypatch.setattr("fairscore.rules._repeats.repeats", harder)

    catches(swapping_flags_swaps_repeats)
    catches(mirroring_everything_swaps_all_four)


def test_seats_taken_for_people_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A debrief that takes each seat for somebody else is seen."""
    monkeypatch.setattr(Entry, "person", property(lambda entry: "/".join(entry.seat)))

    catches(two_seats_are_one_person)


def test_shadows_that_count_are_caught() -> None:
    """A debrief that counts shadow seats is seen."""

    def careless(panel: DrawnPanel) -> Debrief:
        return Debrief.of(panel.rubrics, unsealed(panel.scorecards, origin="drawn"))

    catches(lambda panel: shadow_seats_change_no_finding(panel, careless))


@pytest.mark.long
def test_the_laws_are_not_empty() -> None:
    """Panels come up in which each rule has something to say, so that the laws speak of it."""
    seen: set[str] = set()

    @settings(
        database=None, derandomize=True, max_examples=1500, deadline=None, phases=[Phase.generate]
    )
    @given(panels())
    def look(panel: DrawnPanel) -> None:
        seen.update(finding.slug for finding in fs.find(panel.debrief()))

    look()
    # Drawn panels come from nowhere that could know who had seen what, and two of their people
    # hardly ever write alike.
    alike = {"same-words", "possibly-same-concern"}
    unseen = {"late-scorecard", "not-blind", *alike}
    assert seen - alike == {rule.slug for rule in DEFAULT_RULES} - unseen
