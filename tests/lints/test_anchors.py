"""The lints that read anchors: each reports a bad one and passes over one that is nearly bad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Linted

BARE: dict[str, Any] = {"levels": [{"value": 1}, {"value": 2}]}
CODING: dict[str, Any] = {"id": "coding", "title": "Coding", "required_level": 2}
FOUR = [{"value": value} for value in (1, 2, 3, 4)]


def test_a_level_without_anchor_is_reported_at_the_level(linted: type[Linted]) -> None:
    """One level among described ones is named by its value."""
    lints = linted("anchor-missing")

    assert lints.anchors(["Does not ask."], [], ["Asks why."]) == ["criteria[0].levels[1]"]


@pytest.mark.parametrize("anchor", ["-", "…", "TBD", " todo. ", "<TBD>", "N/A"])
def test_a_placeholder_is_no_anchor(linted: type[Linted], anchor: str) -> None:
    """What stands for an anchor to come says nothing yet."""
    lints = linted("anchor-missing")

    assert lints.anchors(["Does not ask."], [anchor]) == ["criteria[0].levels[1]"]
    assert lints.anchors([anchor], [anchor], language="de") == ["criteria[0]"]


def test_red_flags_describe_a_level(linted: type[Linted]) -> None:
    """A lowest level that only has red flags is described."""
    levels = [{"value": 1, "red_flags": ["Blames others."]}, {"value": 2, "anchor": ["Asks."]}]

    assert linted("anchor-missing").of({"levels": levels}) == []


def test_a_criterion_without_any_anchor_is_one_problem(linted: type[Linted]) -> None:
    """Where no level is described the criterion is reported, not each level."""
    assert linted("anchor-missing").of(BARE) == ["criteria[0]"]


def test_meets_stands_for_anchors(linted: type[Linted]) -> None:
    """A criterion that says what meeting it looks like is passed over, on any scale."""
    lints = linted("anchor-missing")

    assert lints.of(BARE | {"meets": ["Asks why."]}) == []
    assert lints.of({"levels": [], "meets": ["Asks."]}, scales=[{"id": "s", "levels": FOUR}]) == []


def test_every_second_level_described_is_a_sound_scale(linted: type[Linted]) -> None:
    """Five levels with anchors at 1, 3 and 5 are passed over; at 1 and 3 of four they are not."""
    lints = linted("anchor-missing")
    low, middle, high = ["Does not ask."], ["Asks what."], ["Asks why."]

    assert lints.anchors(low, [], middle, [], high) == []
    assert lints.anchors(low, [], high) == ["criteria[0].levels[1]"]
    assert len(lints.anchors(low, [], middle, [])) == 2


def test_a_shared_scale_describes_one_criterion_at_most(linted: type[Linted]) -> None:
    """Anchors of a scale are a criterion's own where it alone uses it, and nobody's otherwise."""
    lints = linted("anchor-missing")
    levels = [{"value": value, "anchor": [f"Does {value} things."]} for value in (1, 2)]
    scale = {"id": "s", "levels": levels}
    on_it = {"scale": "s", "levels": []}

    assert lints.of(on_it, scales=[scale]) == []
    assert lints.of(on_it, {}, scales=[scale]) == []
    assert lints.of(on_it | {"meets": ["Asks."]}, on_it, scales=[scale]) == ["criteria[1]"]
    assert lints.of(on_it, on_it, scales=[scale]) == ["criteria[0]", "criteria[1]"]


def test_the_same_anchors_written_out_describe_one_criterion_at_most(linted: type[Linted]) -> None:
    """Anchors copied to each criterion are nobody's; one word apart, they are each's own."""
    lints = linted("anchor-missing")
    generic = [{"value": 1, "anchor": ["Below the bar."]}, {"value": 2, "anchor": ["Above it."]}]
    other = [{"value": 1, "anchor": ["Below the bar!"]}, {"value": 2, "anchor": ["At the bar."]}]

    assert lints.of({"levels": generic}, {"levels": generic}) == ["criteria[0]", "criteria[1]"]
    assert lints.of({"levels": generic}, {"levels": other}) == []
    (first, _) = lints.problems(
        criteria=[CODING | {"id": name, "title": name, "levels": generic} for name in ("a", "b")]
    )
    assert first.message == '"a" has the anchors of another and none of its own'


def test_a_description_is_enough_where_it_is_met_or_not(linted: type[Linted]) -> None:
    """On two levels the description says what is met; on three it leaves open what lies between."""
    lints = linted("anchor-missing")
    described = {"description": "Tests the empty input."}
    three = [{"value": value} for value in (1, 2, 3)]

    assert lints.of(BARE | described) == []
    assert lints.of({"levels": three} | described) == ["criteria[0]"]


def test_a_gap_in_a_scale_is_reported_at_the_scale(linted: type[Linted]) -> None:
    """A shared scale of one criterion is read like the criterion's own levels."""
    levels = [{"value": 1, "anchor": ["Does not ask."]}, {"value": 2}]
    scales = [{"id": "other", "levels": FOUR}, {"id": "s", "levels": levels}]

    lints = linted("anchor-missing")

    assert lints.of({"scale": "s", "levels": []}, scales=scales) == ["scales[1].levels[1]"]
    assert lints.of({"scale": "other", "levels": [], "required_level": 3}, scales=scales) == [
        "criteria[0]"
    ]


@pytest.mark.parametrize(
    ("below", "above"),
    [
        (["Asks why."], ["asks WHY"]),
        (["Asks why.", "Checks it."], ["Checks it!", "Asks “why”"]),
        (["理由を尋ねる"], ["理由を尋ねる。"]),
    ],
)
def test_an_anchor_repeated_is_reported(
    linted: type[Linted], below: list[str], above: list[str]
) -> None:
    """Case, marks and the order of lines make no difference, in any language."""
    where = ["criteria[0].levels[1].anchor"]

    assert linted("anchor-repeated").anchors(below, above) == where
    assert linted("anchor-repeated").anchors(below, above, language="ja") == where


@pytest.mark.parametrize(
    "anchors",
    [
        (["Asks why."], ["Asks why.", "Checks it."]),
        (["Asks why."], ["Asks what."], ["Asks why."]),
        (["Asks why."], [], ["Asks why."]),
        (["—"], ["…"]),
        (["Asks the team, then the customer."], ["Asks the customer, then the team."]),
    ],
)
def test_anchors_that_can_be_told_apart_are_not_repeated(
    linted: type[Linted], anchors: tuple[list[str], ...]
) -> None:
    """One line more, another order of words, or a level between is enough."""
    assert linted("anchor-repeated").anchors(*anchors) == []


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ("Good.", "Very good."),
        ("Good communication", "Excellent communication"),
        ("Explains trade-offs well.", "Explains trade-offs exceptionally well."),
        ("Sometimes asks why.", "Often asks why."),
        ("Basic understanding of SQL", "Advanced understanding of SQL"),
        ("Below the bar.", "Meets the bar."),
    ],
)
def test_anchors_that_differ_by_degree_are_reported(
    linted: type[Linted], below: str, above: str
) -> None:
    """Only words of how much stand between the two."""
    lints = linted("anchor-by-degree")

    assert lints.anchors([below], [above]) == ["criteria[0].levels[1].anchor"]
    assert lints.anchors([below], [above], language="en-GB") != []


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ("Never tests.", "Tests."),
        ("Handles some of the cases.", "Handles all of the cases."),
        ("Asks one question.", "Asks two questions."),
        ("Does not explain it well.", "Explains it well."),
        ("Explains trade-offs well.", "Explains trade-offs well when asked."),
        ("Explains it.", "Explains it."),
        ("理由を尋ねる", "必ず理由を尋ねる"),
    ],
)
def test_anchors_that_differ_in_what_is_seen_are_not_by_degree(
    linted: type[Linted], below: str, above: str
) -> None:
    """Amounts, denials and conditions can be seen."""
    assert linted("anchor-by-degree").anchors([below], [above]) == []


def test_degree_is_read_in_english_only(linted: type[Linted]) -> None:
    """A rubric in another language is left alone: `gut` is no instinct and `very` no word there."""
    assert linted("anchor-by-degree").anchors(["good"], ["very good"], language="de") == []


def test_a_shared_scale_is_read_too(linted: type[Linted]) -> None:
    """A scale that criteria use is reported once; one that none uses is not."""
    levels = [{"value": 1, "anchor": ["Good."]}, {"value": 2, "anchor": ["Very good."]}]
    lints = linted("anchor-by-degree")
    scales = [{"id": "s", "levels": levels}]
    on_it = {"scale": "s", "levels": []}

    assert lints.of(on_it, on_it, scales=scales) == ["scales[0].levels[1].anchor"]
    assert lints.of({}, scales=scales) == []


@pytest.mark.parametrize(
    "trait",
    ["Humble.", "A confident, friendly person", "Shows humility and curiosity", "Not arrogant"],
)
def test_a_trait_alone_is_reported(linted: type[Linted], trait: str) -> None:
    """A line of a word for a trait and small words around it names no behaviour."""
    lints = linted("anchor-without-behaviour")

    assert lints.anchors(["Asks why.", trait], ["Checks it."]) == [
        "criteria[0].levels[0].anchor[1]"
    ]
    assert lints.of({"meets": [trait], "red_flags": ["Asks why.", trait]}) == [
        "criteria[0].meets[0]",
        "criteria[0].red_flags[1]",
    ]
    assert lints.anchors([trait], ["Checks it."], language="fr") == []


@pytest.mark.parametrize(
    "line",
    [
        "Humble about what they do not know",
        "Confident with tests",
        "Accepts feedback graciously",
        "Good",
        "Strong no hire",
        "Creative solutions",
        "…",
    ],
)
def test_a_line_that_may_be_a_behaviour_is_passed_over(linted: type[Linted], line: str) -> None:
    """One word that is neither trait nor small is enough to leave it alone."""
    assert linted("anchor-without-behaviour").anchors(["Asks why."], [line]) == []
