"""How often a repeat comes about by chance: held against enumeration, the literature and panels."""

from __future__ import annotations

import ast
import json
from fractions import Fraction
from itertools import product
from math import comb, exp, lgamma, prod, sqrt
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from held_rounds import CARDS, RUBRIC, changed, side_by_side
from hypothesis import given
from hypothesis import strategies as st

import fairscore as fs
from fairscore import _base_rates
from fairscore.agreement import Undefined
from fairscore.chance import (
    BaseRate,
    Chance,
    RateError,
    chance_of_repeats,
    declared_rate,
    estimated_rate,
    histories,
    interval,
    repeat_chance,
    repeat_chance_alike,
)
from fairscore.revealed import Entry, Revealed
from fairscore.testing.simulate import World, rubric_of, simulate, tally

SOURCE = Path(__file__).parent.parent / "src" / "fairscore"
TENTH = Fraction(1, 10)
RATES = st.fractions(min_value=0, max_value=1, max_denominator=40)
BELOW_ONE = st.fractions(min_value=0, max_value=Fraction(39, 40), max_denominator=40)


def enumerated(rates: list[Fraction], least: int) -> Fraction:
    """Go through every way in which interviewers flag a kind or do not."""
    return sum(
        (
            prod((rate if flags else 1 - rate) for rate, flags in zip(rates, way, strict=True))
            for way in product((True, False), repeat=len(rates))
            if sum(way) >= least
        ),
        Fraction(0),
    )


# --- Poisson-binomial -----------------------------------------------------------


@given(st.lists(RATES, max_size=7), st.integers(0, 8))
def test_the_chance_is_that_of_enumeration(rates: list[Fraction], least: int) -> None:
    """Every way counted one by one gives the same fraction, and the order of rates changes none."""
    assert repeat_chance(rates, least=least) == enumerated(rates, least)
    assert repeat_chance(reversed(rates), least=least) == repeat_chance(rates, least=least)


@pytest.mark.parametrize(
    ("rate", "people", "chance"),
    [("1/10", 4, 0.052), ("1/10", 6, 0.114), ("1/4", 4, 0.262)],
)
def test_known_chances(rate: str, people: int, chance: float) -> None:
    """One interviewer in ten: .052 of four, .114 of six; one in four: .262 of four."""
    assert round(float(repeat_chance([Fraction(rate)] * people)), 3) == chance


def test_the_figures_on_the_page_of_limits() -> None:
    """Flagged one time in ten and three in twenty: 8 and 16 panels of a hundred repeat it."""
    page = (SOURCE.parents[1] / "docs" / "explanation" / "limits.md").read_text("utf-8")
    low, high = (round(100 * repeat_chance([rate] * 5)) for rate in (TENTH, Fraction(3, 20)))

    assert (low, high) == (8, 16)
    assert f"in {low} and in {high} panels of a\nhundred" in page


@pytest.mark.parametrize("rates", [[Fraction(-1, 10)], [Fraction(11, 10)]])
def test_what_is_no_rate_is_refused(rates: list[Fraction]) -> None:
    """A rate lies from 0 to 1."""
    with pytest.raises(RateError):
        repeat_chance(rates)


# --- beta-binomial --------------------------------------------------------------


@given(RATES, st.integers(0, 9), st.integers(0, 9))
def test_without_correlation_it_is_the_binomial(rate: Fraction, people: int, least: int) -> None:
    """Interviewers who are not alike flag apart from each other."""
    assert repeat_chance_alike(
        rate, people=people, correlation=Fraction(0), least=least
    ) == repeat_chance([rate] * people, least=least)


@given(
    st.integers(1, 39).map(lambda of: Fraction(of, 40)),
    st.integers(1, 39).map(lambda of: Fraction(of, 40)),
    st.integers(1, 9),
)
def test_it_is_the_integral_over_a_beta(rate: Fraction, correlation: Fraction, people: int) -> None:
    """The textbook's formula with gamma functions gives the same, by another route."""
    scale = float((1 - correlation) / correlation)
    alpha, beta = float(rate) * scale, float(1 - rate) * scale

    def log_beta(one: float, other: float) -> float:
        return lgamma(one) + lgamma(other) - lgamma(one + other)

    tail = sum(
        comb(people, k) * exp(log_beta(k + alpha, people - k + beta) - log_beta(alpha, beta))
        for k in range(2, people + 1)
    )

    found = repeat_chance_alike(rate, people=people, correlation=correlation)
    assert float(found) == pytest.approx(tail, abs=1e-9)


def test_laplaces_rule_comes_out() -> None:
    """Where any rate is as likely as any other, any number of people is as likely as any other."""
    found = repeat_chance_alike(Fraction(1, 2), people=4, correlation=Fraction(1, 3))

    assert found == Fraction(3, 5)


@given(BELOW_ONE, st.integers(1, 8))
def test_all_numbers_of_people_add_up(correlation: Fraction, people: int) -> None:
    """The chance of none or more is one, exactly; the expected number is that of the rate."""
    whole = [
        repeat_chance_alike(Fraction(1, 7), people=people, correlation=correlation, least=least)
        for least in range(people + 1)
    ]

    assert whole[0] == 1
    assert sum(whole[1:]) == Fraction(people, 7)


@pytest.mark.parametrize(
    ("rate", "people", "correlation"),
    [("11/10", 2, "0"), ("-1/2", 2, "0"), ("1/2", -1, "0"), ("1/2", 2, "10/9"), ("1/2", 2, "-1/9")],
)
def test_what_cannot_be_is_refused(rate: str, people: int, correlation: str) -> None:
    """A rate from 0 to 1, a number of people, a correlation below 1."""
    with pytest.raises(RateError):
        repeat_chance_alike(Fraction(rate), people=people, correlation=Fraction(correlation))


@pytest.mark.parametrize(("correlation", "people"), [(0.0, 4), (0.1, 4), (0.3, 5)])
def test_simulated_panels_have_the_stated_chance(correlation: float, people: int) -> None:
    """How often kinds repeat on made-up panels is what the exact formula says, within its noise."""
    world = World(
        kinds=20,
        interviewers=(people,),
        planted=(0,),
        flags=0,
        rate=0.1,
        correlation=correlation,
    )
    found = tally(world, panels=1500, seed=3)
    exact = repeat_chance_alike(
        TENTH, people=people, correlation=Fraction(correlation).limit_denominator(100)
    )

    # Kinds are apart from each other there, so each of 60,000 is one draw; four standard errors.
    draws = 1500 * 20 * 2
    noise = 4 * sqrt(float(exact * (1 - exact)) / draws)
    assert found.by_chance / draws == pytest.approx(float(exact), abs=noise)
    # Negative control: the rate alone, without the correlation, is not in that reach.
    if correlation:
        assert found.by_chance / draws != pytest.approx(
            float(repeat_chance([TENTH] * people)), abs=noise
        )


# --- intervals ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals(count: int, of: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3 (score, Wilson)."""
    found = interval(count, of)

    assert (round(float(found.low), 4), round(float(found.high), 4)) == (low, high)
    assert found.value == Fraction(count, of)


@given(st.integers(1, 60), st.data())
def test_an_interval_holds_its_share(of: int, data: st.DataObject) -> None:
    """It lies within 0 and 1, has a width everywhere, and mirrors when sides are swapped."""
    count = data.draw(st.integers(0, of))
    found, mirrored = interval(count, of), interval(of - count, of)

    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low < found.high
    assert float(found.low) == pytest.approx(float(1 - mirrored.high), abs=1e-9)


@pytest.mark.parametrize(("count", "of"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_no_interval_of_nothing(count: int, of: int) -> None:
    """A share of nothing is refused, and so is more than all."""
    with pytest.raises(RateError):
        interval(count, of)


# --- base rates -----------------------------------------------------------------


def by_definition(history: dict[tuple[int, int], int]) -> float:
    """The intraclass correlation from sums of squares over every interviewer, one by one."""
    panels = [
        [1.0] * flagged + [0.0] * (could - flagged)
        for (flagged, could), number in history.items()
        for _ in range(number)
        if could
    ]
    everybody = [one for panel in panels for one in panel]
    mean, many = fmean(everybody), len(everybody)
    between = sum(len(panel) * (fmean(panel) - mean) ** 2 for panel in panels) / (len(panels) - 1)
    within = sum((one - fmean(panel)) ** 2 for panel in panels for one in panel)
    within /= many - len(panels)
    size = (many - sum(len(panel) ** 2 for panel in panels) / many) / (len(panels) - 1)
    return (between - within) / (between + (size - 1) * within)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda one: one[0] <= one[1]),
        st.integers(1, 40),
        min_size=1,
    )
)
def test_a_rate_is_the_share_of_all_who_could(history: dict[tuple[int, int], int]) -> None:
    """Counted one by one it is the same, and so is the correlation; the interval holds it."""
    found = estimated_rate(history)
    panels = sum(number for (_, could), number in history.items() if could)
    if panels < _base_rates.LEAST_PANELS:
        assert isinstance(found, Undefined)
        assert found.reason == "too-few-panels"
        return
    flagged = sum(one * number for (one, _), number in history.items())
    people = sum(could * number for (_, could), number in history.items())

    assert isinstance(found, BaseRate)
    assert found.rate == Fraction(flagged, people)
    assert (found.panels, found.origin) == (panels, "history")
    assert found.low <= found.rate <= found.high
    if people == panels:
        assert isinstance(found.correlation, Undefined)
        assert found.correlation.reason == "one-interviewer-each"
    elif 0 < flagged < people:
        assert isinstance(found.correlation, Fraction)
        expected = max(by_definition(history), 0.0)
        assert float(found.correlation) == pytest.approx(expected, abs=1e-9)
    else:
        assert found.correlation == 0


def test_a_base_rate_from_too_few_panels_is_none() -> None:
    """One panel below what is needed gives the reason, and one more the rate (P9)."""
    few = estimated_rate({(1, 4): 49, (0, 0): 100})

    assert isinstance(few, Undefined)
    assert few.because == "Panels on which anybody could flag it: 49; 50 are needed."
    assert isinstance(estimated_rate({(1, 4): 50}), BaseRate)
    assert isinstance(estimated_rate({}), Undefined)


def test_one_interviewer_each_tells_nothing_of_how_alike_they_are() -> None:
    """There is a rate, and for the correlation a reason; where all agree on all, none is alike."""
    alone = estimated_rate({(1, 1): 30, (0, 1): 30})
    nobody = estimated_rate({(0, 4): 60})

    assert isinstance(alone, BaseRate)
    assert isinstance(alone.correlation, Undefined)
    assert alone.correlation.reason == "one-interviewer-each"
    assert isinstance(nobody, BaseRate)
    assert (nobody.rate, nobody.correlation, nobody.low) == (0, 0, 0)
    assert nobody.high > 0


@pytest.mark.parametrize("history", [{(3, 2): 60}, {(-1, 2): 60}, {(1, 2): -60}])
def test_counts_that_cannot_be_are_refused(history: dict[tuple[int, int], int]) -> None:
    """More than could, less than none, and fewer panels than none are no history."""
    with pytest.raises(RateError):
        estimated_rate(history)


def test_alike_interviewers_widen_the_interval() -> None:
    """The same share from panels that agree says less than from panels that do not."""
    apart = estimated_rate({(1, 4): 100})
    alike = estimated_rate({(0, 4): 75, (4, 4): 25})

    assert isinstance(apart, BaseRate)
    assert isinstance(alike, BaseRate)
    assert apart.rate == alike.rate == Fraction(1, 4)
    assert (apart.correlation, alike.correlation) == (0, 1)
    assert alike.high - alike.low > Fraction(3, 2) * (apart.high - apart.low)


def covered(*, correlation: float, naive: bool = False) -> float:
    """How often intervals from sixty made-up panels each hold the rate these were made with."""
    world = World(interviewers=(3, 4, 5), planted=(0,), flags=0, rate=0.15, correlation=correlation)
    rubric = rubric_of(world)
    hits = []
    for seed in range(25):
        debriefs = (panel.debrief(rubric) for panel in simulate(world, panels=60, seed=seed))
        for history in histories(debriefs).values():
            found = estimated_rate(history)
            assert isinstance(found, BaseRate)
            if naive:
                people = sum(could * number for (_, could), number in history.items())
                plain = interval(int(found.rate * people), people)
                hits.append(plain.low <= Fraction(15, 100) <= plain.high)
            else:
                hits.append(found.low <= Fraction(15, 100) <= found.high)
    return fmean(hits)


def test_nineteen_of_twenty_intervals_hold_the_rate() -> None:
    """Made from panels whose interviewers are alike, the interval still says what it says."""
    assert covered(correlation=0.3) > 0.92
    # Negative control: taken for apart from each other, as many interviewers promise too much.
    assert covered(correlation=0.3, naive=True) < 0.9


@pytest.mark.parametrize(
    ("low", "rate", "high", "correlation"),
    [
        ("2/10", "1/10", None, None),
        (None, "1/10", "1/20", None),
        (None, "2", None, None),
        (None, "1/10", None, "1"),
        (None, "1/10", None, "-1/2"),
    ],
)
def test_a_declared_rate_that_cannot_be_is_refused(
    low: str | None, rate: str, high: str | None, correlation: str | None
) -> None:
    """Low, rate and high rise from 0 to 1; a correlation stays below 1."""
    given_ = {"low": low, "high": high, "correlation": correlation}
    with pytest.raises(RateError):
        declared_rate(
            Fraction(rate), **{name: Fraction(one) for name, one in given_.items() if one}
        )


def test_a_history_counts_who_could_and_who_did() -> None:
    """Those assigned the criterion could; what does not count in a repeat does not count here."""
    later = side_by_side(CARDS["f"], exposure="exposed")
    found = histories([side_by_side(*(CARDS[who] for who in "fgh")), later])

    # Of three, two looked at humility, and both flagged it; the exposed one could flag nothing that
    # counts.
    assert found["changes-course", "concern"] == {(2, 2): 1, (0, 0): 1}
    assert found["changes-course", "strength"] == {(0, 2): 1, (0, 0): 1}
    assert found["asks-why", "concern"] == {(0, 1): 1, (0, 0): 1}
    assert set(found) == {
        (kind.code, way) for kind in RUBRIC.kinds for way in ("concern", "strength")
    }


# --- a panel --------------------------------------------------------------------


def everywhere(rate: BaseRate | Undefined) -> dict[tuple[str, str], BaseRate | Undefined]:
    """The same base rate for every kind and direction."""
    return {(kind.code, way): rate for kind in RUBRIC.kinds for way in ("concern", "strength")}


def on(debrief: fs.Debrief, rate: BaseRate | Undefined = None, **more: object) -> Chance:  # type: ignore[assignment]
    """The chance on a panel with one base rate for everything."""
    rates = everywhere(rate or declared_rate(TENTH, correlation=Fraction(1, 5)))
    found = chance_of_repeats(debrief, rates, **more)  # type: ignore[arg-type]
    assert isinstance(found, Chance)
    return found


def panel() -> fs.Debrief:
    """Three interviewers, of whom two could flag anything about humility."""
    return side_by_side(*(CARDS[who] for who in "fgh"))


def test_all_watched_kinds_count_each_by_who_could_flag_it() -> None:
    """Some kind repeats unless none does: worked out by hand over who was assigned what."""
    found = on(panel())
    two, one = repeat_chance([TENTH] * 2), repeat_chance([TENTH])

    # Humility (two kinds) was two interviewers', every other criterion one's.
    assert one == 0
    assert found.each["changes-course", "concern"] == two
    assert found.each["asks-why", "strength"] == 0
    assert found.some == 1 - (1 - two) ** 4
    assert found.low == found.high == found.some
    assert isinstance(found.alike, Fraction)
    assert (
        found.alike
        == 1 - (1 - repeat_chance_alike(TENTH, people=2, correlation=Fraction(1, 5))) ** 4
    )


def test_it_is_said_as_a_natural_frequency() -> None:
    """In about so many of a hundred panels; with its reach, what it assumes and does not say."""
    rate = declared_rate(TENTH, low=Fraction(1, 20), high=Fraction(1, 5), correlation=TENTH)
    plain = declared_rate(TENTH)

    assert str(on(panel(), rate)) == (
        "In about 4 of 100 panels like this one, some kind would repeat by chance (from about 1 of "
        "100 panels to about 15 of 100 panels, as far as the base rates are known). If "
        "interviewers of one panel are as alike as they were: about 7 of 100 panels. Watched: five "
        "kinds, by concern and by strength. This assumes no shared cause; it says nothing about "
        "whether they are right."
    )
    assert "alike" not in str(on(panel(), plain))
    assert "In about 4 of 100,000 panels" in str(on(panel(), declared_rate(Fraction(1, 300))))
    assert "fewer than 1 of 100,000" in str(on(panel(), declared_rate(Fraction(1, 9999))))
    assert "In none of the panels" in str(on(panel(), declared_rate(Fraction(0))))


def test_without_a_base_rate_there_is_no_figure() -> None:
    """One kind without, or from too few panels, is enough: then there is a reason instead (P9)."""
    few = estimated_rate({(1, 4): 3})
    rates = everywhere(declared_rate(TENTH))

    for gap in (few, None):
        some = {one: rate for one, rate in rates.items() if one != ("asks-why", "strength")}
        if gap is not None:
            some["asks-why", "strength"] = gap
        found = chance_of_repeats(panel(), some)
        assert isinstance(found, Undefined)
        assert found.reason == "no-base-rate"
        assert found.because == "No base rate for 1 of 10 kinds and directions."


def tuned(*slugs: str, **setting: object) -> fs.Debrief:
    """The panel under a rubric with rules tuned or off."""
    rules = [{"rule": slug, **setting} for slug in slugs]
    plain = json.loads(RUBRIC.canonical) | {"rules": rules}
    rubric = fs.parse(json.dumps(plain), fs.Rubric, format="json")
    entries = [Entry(scorecard=CARDS[who], exposure="none") for who in "fgh"]
    return fs.Debrief.of(rubric, Revealed(entries=tuple(entries), origin="a test"))


def test_it_follows_the_rubric() -> None:
    """A higher threshold makes it rarer; a rubric that watches nothing has no chance of it."""
    off = tuned("repeated-concern", "concern-against-recommendation", enabled=False)

    assert on(tuned("repeated-concern", threshold=3)).some == 0
    found = chance_of_repeats(off, everywhere(declared_rate(TENTH)))
    assert isinstance(found, Undefined)
    assert found.reason == "nothing-watched"


def test_an_interviewer_may_have_a_rate_of_their_own() -> None:
    """Somebody who flags three times as often makes the panel's figure, not the average."""
    often = dict.fromkeys(everywhere(declared_rate(TENTH)), declared_rate(3 * TENTH))
    found = on(panel(), own={"interviewer-f": often})  # type: ignore[dict-item]

    assert found.each["changes-course", "concern"] == repeat_chance([TENTH, 3 * TENTH])
    assert isinstance(found.alike, Fraction)
    mean = repeat_chance_alike(2 * TENTH, people=2, correlation=Fraction(1, 5))
    assert found.alike == 1 - (1 - mean) ** 4


def test_an_interviewer_whose_own_rate_is_not_known_has_that_of_all() -> None:
    """An `Undefined` among somebody's own rates is no rate, and no error (P9)."""
    unknown = Undefined(reason="no-base-rate", because="Too few panels.")
    own = {"interviewer-f": dict.fromkeys(everywhere(declared_rate(TENTH)), unknown)}

    assert on(panel(), own=own).each == on(panel()).each  # type: ignore[arg-type]


def test_a_rate_without_a_correlation_has_no_variant() -> None:
    """Where nobody knows how alike interviewers are, the figure for that says so (P9)."""
    found = on(panel(), declared_rate(TENTH))

    assert isinstance(found.alike, Undefined)
    assert found.alike.reason == "no-correlation"


def test_it_depends_on_nothing_that_was_flagged() -> None:
    """It is of panels like this one, whatever this one wrote."""
    quiet = side_by_side(*(changed(CARDS[who], flags=None) for who in "fgh"))

    assert on(quiet) == on(panel())


def test_no_finding_no_report_and_no_command_knows_of_it() -> None:
    """Whoever asks gets a chance; nobody else is shown one."""
    asking = [
        path.relative_to(SOURCE).as_posix()
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module in {"fairscore.chance", "fairscore._base_rates"}
    ]

    assert set(asking) == {"chance.py", "testing/_world.py", "testing/simulate.py"}


# --- kinds that were renamed ----------------------------------------------------


def version(number: int, **codes: str) -> fs.Rubric:
    """Write a version of the rubric in which kinds have other codes than in the first."""
    plain = json.loads(RUBRIC.canonical) | {"version": number}
    for kind in plain["kinds"]:
        if now := codes.get(kind["code"].replace("-", "_")):
            kind |= {"formerly": [kind["code"]], "code": now}
        if now := codes.get((kind.get("opposing") or "").replace("-", "_")):
            kind["opposing"] = now
    return fs.parse(json.dumps(plain), fs.Rubric, format="json")


def under(rubrics: list[fs.Rubric], *kinds: tuple[int, str]) -> fs.Debrief:
    """Put scorecards side by side that each flag one kind, as a version of the rubric calls it."""
    flag = {"signal": "yellow", "observed": "x"}
    entries = tuple(
        Entry(
            scorecard=changed(
                CARDS["f"],
                interviewer=f"interviewer-{at}",
                rubric={"id": RUBRIC.id, "version": number},
                flags=[flag | {"kind": kind}],
            ),
            exposure="none",
        )
        for at, (number, kind) in enumerate(kinds)
    )
    return fs.Debrief.of(rubrics, Revealed(entries=entries, origin="x", sealed=True))


def test_a_renamed_kind_has_one_history() -> None:
    """Under its newest code, from rounds before the rename, after it, and of both."""
    two, three = version(2, owns_mistakes="owns-errors"), version(3, owns_mistakes="owns-failures")
    plain = json.loads(three.canonical)
    for kind in plain["kinds"]:
        if kind["code"] == "owns-failures":
            kind["formerly"] = ["owns-errors"]
    three = fs.parse(json.dumps(plain), fs.Rubric, format="json")
    before = under([RUBRIC], (1, "owns-mistakes"), (1, "asks-why"))
    mixed = under([RUBRIC, two], (1, "owns-mistakes"), (2, "owns-errors"))
    after = under([three], (3, "owns-failures"), (3, "owns-failures"))
    found = histories([before, before, mixed, after])

    assert found["owns-failures", "concern"] == {(1, 2): 2, (2, 2): 2}
    assert not {"owns-mistakes", "owns-errors"} & {code for code, _ in found}


def joined() -> fs.Rubric:
    """Write a version in which two kinds, each the opposite failing of the other, are one."""
    plain = json.loads(RUBRIC.canonical) | {"version": 2}
    kinds = [one for one in plain["kinds"] if one["code"] not in {"changes-course", "holds-a-view"}]
    one = {
        "code": "firmness",
        "title": "firmness",
        "criterion": "humility",
        "formerly": ["changes-course", "holds-a-view"],
        "concern": ["argued on"],
        "strength": ["dropped it"],
    }
    return fs.parse(json.dumps(plain | {"kinds": [*kinds, one]}), fs.Rubric, format="json")


def test_two_kinds_that_became_one_stay_two_where_they_were_written() -> None:
    """Who was too sure and who was not sure enough have not noted the same."""
    rubrics = [RUBRIC, joined()]
    apart = under(rubrics, (1, "changes-course"), (1, "holds-a-view"), (2, "asks-why"))
    alike = under(rubrics, (1, "changes-course"), (1, "changes-course"), (2, "firmness"))
    repeated = [one.about for one in fs.find(alike) if one.slug.startswith("concern-against")]

    assert not [one for one in fs.find(apart) if "concern" in one.slug]
    assert repeated == ["changes-course"]
    found = histories([apart, under([joined()], (2, "firmness"))])
    assert {"changes-course", "holds-a-view", "firmness"} <= {code for code, _ in found}


@pytest.mark.parametrize("number", [0.05, "1/20", None])
def test_only_exact_numbers_are_chances(number: Any) -> None:  # noqa: ANN401 (no number at all)
    """A float is another number than the one that was meant, and would leave the exact ones."""
    for act in (
        lambda: repeat_chance([number]),
        lambda: repeat_chance_alike(number, people=3, correlation=Fraction(0)),
        lambda: repeat_chance_alike(Fraction(1, 2), people=3, correlation=number),
        lambda: declared_rate(number),
    ):
        with pytest.raises(RateError, match="Fraction"):
            act()
    assert repeat_chance([1, 1]) == 1


@pytest.mark.parametrize(("least", "chance"), [(0, 1), (1, "1/4"), (3, "1/4"), (4, 0)])
def test_who_are_all_alike_do_it_together_or_not_at_all(least: int, chance: int | str) -> None:
    """A correlation of one is what a history can give, and has a chance as any other."""
    alike = repeat_chance_alike(Fraction(1, 4), people=3, correlation=Fraction(1), least=least)
    near = repeat_chance_alike(
        Fraction(1, 4), people=3, correlation=1 - Fraction(1, 10**9), least=least
    )

    assert alike == Fraction(chance)
    assert abs(alike - near) < Fraction(1, 10**6)


def test_a_rate_from_panels_that_agreed_can_be_used() -> None:
    """Thirty panels without a flag and thirty in which everybody had it: still a figure."""
    one = estimated_rate({(0, 4): 30, (4, 4): 30})
    both = [(kind.code, way) for kind in RUBRIC.kinds for way in ("concern", "strength")]
    debrief = side_by_side(*(CARDS[who] for who in "fgh"))

    assert isinstance(one, BaseRate)
    assert one.correlation == 1
    assert isinstance(chance_of_repeats(debrief, dict.fromkeys(both, one)), Chance)


@pytest.mark.parametrize("people", [-1, 2.5])
def test_a_number_of_people_is_whole(people: int) -> None:
    """Half an interviewer and fewer than none have no chance."""
    with pytest.raises(RateError, match="whole"):
        repeat_chance_alike(Fraction(1, 10), people=people, correlation=Fraction(1, 5))
