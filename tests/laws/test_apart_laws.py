"""What stands apart enters nothing that is counted (P3), for any panel, and proof that it can."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import Phase, given, settings

import fairscore as fs
from fairscore.debrief import Debrief
from fairscore.revealed import Entry, Later, Revealed
from fairscore.rules import DEFAULT_RULES
from fairscore.scorecard import Scorecard
from fairscore.testing import DrawnPanel, panels

if TYPE_CHECKING:
    from collections.abc import Callable

# Which of these say what they counted; the others say what was written at all, late or not.
COUNTING = frozenset(
    {
        "concern-against-recommendation",
        "strength-against-recommendation",
        "repeated-concern",
        "repeated-strength",
        "split-panel",
        "wide-spread",
        "lone-dissent",
    }
)


def measured(debrief: Debrief) -> object:
    """Everything that is counted or measured, without the words and without who stands apart."""
    rows = [(row.spread, row.split) for row in (*debrief.rows, *debrief.recommendations)]
    found = [
        (one.slug, one.about, one.weight, one.serious)
        for one in fs.find(debrief, DEFAULT_RULES)
        if one.slug in COUNTING
    ]
    return rows, found


def put(panel: DrawnPanel, *entries: Entry) -> Debrief:
    """Put entries side by side."""
    return Debrief.of(panel.rubrics, Revealed(entries=entries, origin="drawn"))


def blind(panel: DrawnPanel) -> list[Entry]:
    """Every scorecard of the panel, written before its author saw another."""
    return [Entry(scorecard=card, exposure="none") for card in panel.scorecards]


def turned(entry: Entry, other: Scorecard) -> Scorecard:
    """The scorecard of the same seat with another's flags, and the lowest levels left out."""
    plain = json.loads(entry.scorecard.canonical)
    if other.rubric.version == entry.scorecard.rubric.version:
        plain["flags"] = json.loads(other.canonical).get("flags", [])
    for rating in plain.get("ratings", []):
        if rating.pop("level", None) is not None:
            rating["not_rated"] = "declined"
    return fs.parse(json.dumps(plain), Scorecard, format="json")


def later_versions_change_no_count(panel: DrawnPanel) -> None:
    """Whatever stands in later versions, every count and measure is as without them."""
    entries = blind(panel)
    cards = [entry.scorecard for entry in entries]
    changed = [
        attrs.evolve(
            entry,
            later=(
                Later(
                    scorecard=turned(entry, other), phase="after-reveal", reason="after-discussion"
                ),
                Later(scorecard=entry.scorecard, phase="exposed", reason=None),
            ),
        )
        for entry, other in zip(entries, [*cards[1:], cards[0]], strict=True)
    ]
    with_later = put(panel, *changed)
    assert measured(with_later) == measured(put(panel, *entries))
    report = fs.Report.of(with_later, fs.find(with_later), viewer="x")
    assert len(report.later) == 2 * len(entries)
    assert fs.parse(report.to_json(), fs.Report) == report


def late_counts_as_little_as_exposed(panel: DrawnPanel) -> None:
    """Handed in late, a scorecard is in no count and no measure, just like one after exposure."""
    first, *others = blind(panel)
    late = attrs.evolve(first, late=True)
    exposed = attrs.evolve(first, exposure="exposed")
    assert measured(put(panel, late, *others)) == measured(put(panel, exposed, *others))


LAWS: tuple[Callable[[DrawnPanel], None], ...] = (
    later_versions_change_no_count,
    late_counts_as_little_as_exposed,
)


@pytest.mark.parametrize("law", LAWS)
@given(panel=panels())
def test_law(law: Callable[[DrawnPanel], None], panel: DrawnPanel) -> None:
    """Each law holds for any panel."""
    law(panel)


def catches(law: Callable[[DrawnPanel], None]) -> None:
    """Hold a law against many panels and expect it to find the planted fault."""

    @settings(
        database=None,
        derandomize=True,
        max_examples=300,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    @given(panels())
    def attempt(panel: DrawnPanel) -> None:
        law(panel)

    with pytest.raises(AssertionError):
        attempt()


def test_a_debrief_that_counts_what_was_added_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first law finds a count that takes flags of later versions for flags."""
    monkeypatch.setattr("fairscore.rules._count._counts", lambda raised: raised.flag.first_hand)
    catches(later_versions_change_no_count)


def test_a_late_scorecard_that_counts_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second law finds an entry that goes by exposure alone."""
    monkeypatch.setattr(Entry, "apart", property(lambda one: one.exposure == "exposed"))
    catches(late_counts_as_little_as_exposed)
