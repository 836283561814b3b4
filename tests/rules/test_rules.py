"""Asking the rules: order, settings, rules of users and of other packages, and what all share."""

from __future__ import annotations

import importlib
import sys
from itertools import permutations
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import fairscore as fs
from fairscore.finding import Check, Finding, Rule, RuleError
from fairscore.rules import (
    AUTHOR_CHECKS,
    DEFAULT_RULES,
    check_draft,
    find,
    installed_rules,
    tunings,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from conftest import Small
    from fairscore.debrief import Debrief


def answer(slug: str = "acme-rule", **changes: object) -> Finding:
    """Make what a user's rule might return."""
    plain: dict[str, Any] = dict.fromkeys(("observation", "shows", "does_not_show"), "Something.")
    plain |= {"audience": "panel", "ask": "Why?", "next_step": "Ask.", "sources": ()}
    return Finding(slug=slug, **(plain | changes))


def acme(*answers: object, slug: str = "acme-rule", **changes: object) -> Rule:
    """Make a user's rule that gives these answers."""
    plain: dict[str, Any] = {"audience": "panel", "summary": "something", "threshold": 1}
    plain |= {"unit": "people", "because": "an example", "find": lambda debrief, at: answers}
    return Rule(slug=slug, **(plain | changes))


# --- the founding story -------------------------------------------------------

TOLD = "One flag by one of five interviewers is about something that nobody else flagged."
DISSENT = "Of five recommendations, one is on the other side of the hire line."
FEW = (
    "Too few ratings to speak of agreement: System design, Coding, Curiosity and Inclusivity. "
    "That many interviewers picking levels at random would all pick the same one more than five "
    "times in a hundred."
)


def test_the_founding_story(founding: Debrief) -> None:
    """It reads as it is told: who wrote what, what it shows and does not, what to ask and do."""
    first, *others = find(founding)

    assert attrs.asdict(first, recurse=False) == {
        "slug": "concern-against-recommendation",
        "audience": "panel",
        "about": "owns-mistakes",
        "observation": (
            "Three of five interviewers each wrote a concern about Humility (owns mistakes), and "
            "each set it aside. Noted on two occasions. One noted the opposite, a strength. One "
            "did not assess Humility. Four of five lean to hire."
        ),
        "shows": (
            "This shows that the remarks stand in separate scorecards. Whether one was seen "
            "before another was written is unknown: the scorecards come from files. Most "
            "recommendations point the other way."
        ),
        "does_not_show": (
            "It does not show that they are right: people can share an expectation, or have seen "
            "the same answer."
        ),
        "ask": (
            "What did the candidate say or do? Does the job need otherwise? Could language, "
            "nerves or our own question explain it? What points the other way?"
        ),
        "next_step": (
            "If it matters and is still open, agree one question, and what would count for and "
            "against, for an interviewer who has not met the candidate. Alone it is no reason to "
            "reject."
        ),
        "sources": first.sources,
        "weight": 3,
        "serious": False,
        "remark": False,
    }
    assert [(one.interviewer[-1], one.role) for one in first.sources] == [
        *[(who, role) for who in "abc" for role in ("flagged", "rated")],
        ("d", "opposite"),
        ("d", "rated"),
        ("e", "not-assessed"),
    ]
    assert [(one.slug, one.observation) for one in others] == [
        ("told-by-one", TOLD),
        ("lone-dissent", DISSENT),
        ("too-few-to-call", FEW),
    ]


def test_the_words_behind_it_are_where_it_points(founding: Debrief) -> None:
    """Each flagged source leads to the interviewer's own words (P8)."""
    said = [
        founding.written(one.interviewer, one.interview, one.path)
        for one in find(founding)[0].sources
        if one.role == "flagged"
    ]

    assert [one.set_aside.words for one in said if isinstance(one, fs.Flag) and one.set_aside] == [
        "may be my mood",
        "only the one story",
        "last slot of a long day",
    ]


# --- every panel --------------------------------------------------------------


def test_the_order_of_scorecards_changes_nothing(small: Small) -> None:
    """Same input, same findings, same order (P8)."""
    cards = (
        small.card("a", small.flag("red"), small.flag(kind="holds"), rate={"humility": 1}, whole=3),
        small.card("b", small.flag("strength", "changes"), small.flag(kind="other"), whole=2),
        small.card("c", small.flag("strength", "changes"), rate={"humility": 4}, whole=3),
        small.card("c", small.flag(), interview="pairing", exposure="exposed"),
    )
    one, *others = [find(small.debrief(*order)) for order in permutations(cards)]

    assert len({finding.slug for finding in one}) > 4
    assert all(other == one for other in others)


def test_a_count_puts_everybody_in_one_place(small: Small) -> None:
    """Flagged, opposite, apart, assessed or not: the places add up to the panel."""
    cards = (
        small.card("a", small.flag(), small.flag("strength")),
        small.card("b", small.flag("strength"), small.flag(source="hearsay")),
        small.card("c", small.flag(source="hearsay")),
        small.card("d", small.flag(), exposure="exposed"),
        small.card("e", rate={"humility": 2}),
        small.card("f", rate={"humility": "declined"}),
        small.card("g"),
        small.card("h", small.flag(), shadow=True),
    )
    count = small.count("owns", "concern", *cards)

    assert dict(count.standing) == {
        "a": "flagged",
        "b": "opposite",
        "c": "second-hand",
        "d": "later",
        "e": "assessed",
        "f": "declined",
        "g": "not-assessed",
    }


@pytest.mark.parametrize("people", [1, 2, 3])
def test_empty_scorecards_bring_up_what_is_missing_and_nothing_else(
    small: Small, people: int
) -> None:
    """With nothing written, the only finding is that nothing was assessed."""
    cards = [small.card(who, interview=None) for who in "abc"[:people]]

    assert [one.slug for one in find(small.debrief(*cards))] == ["criterion-not-assessed"]


def test_a_panel_of_shadows_says_nothing_of_anybody(small: Small) -> None:
    """Scorecards that never count are no panel."""
    shadow = small.card("a", small.flag("red"), whole=1, rate={"humility": 1}, shadow=True)
    (finding,) = find(small.debrief(shadow))

    assert (finding.slug, finding.sources) == ("criterion-not-assessed", ())


def test_a_rubric_without_kinds_lines_or_recommendation(small: Small) -> None:
    """The least that a rubric can be raises nothing but what is there."""
    rubric = small.rubric(
        kinds=[],
        recommendation=None,
        interviews=[],
        scales=[{"id": "four", "levels": [{"value": 1}, {"value": 2}]}],
    )
    cards = [
        small.card(who, small.flag("red", "other"), rate={"humility": 1}, interview=None)
        for who in "ab"
    ]

    assert [one.slug for one in find(small.debrief(*cards, rubric=rubric))] == [
        "lone-red-flag",
        "criterion-not-assessed",
        "off-rubric",
        "too-few-to-call",
    ]


def test_a_unanimous_panel_disagrees_in_nothing(small: Small) -> None:
    """Equal ratings and recommendations raise no finding about disagreement."""
    cards = [small.card(who, rate={"humility": 3}, whole=3) for who in "abcd"]
    slugs = {one.slug for one in find(small.debrief(*cards))}

    assert slugs & {"split-panel", "lone-dissent", "wide-spread"} == set()


# --- what every rule states ---------------------------------------------------


def test_each_rule_states_what_it_needs(each: Rule | Check) -> None:
    """Slug, audience, summary, threshold with unit and reason; a default is no lower than least."""
    assert each.slug == each.slug.lower().replace("_", "-")
    told = "facilitator" if each.slug == "same-words" else "panel"
    assert each.audience == ("author" if isinstance(each, Check) else told)
    for text in (each.summary, each.unit, each.because):
        assert text
        assert not text.endswith(".")
    assert each.threshold >= getattr(each, "least", 1)
    module = importlib.import_module(f"fairscore.rules.{each.slug.replace('-', '_')}")
    assert each in (getattr(module, "RULE", None), getattr(module, "CHECK", None))


def test_directions_mirror_each_other() -> None:
    """Every rule about one direction has its mirror: same threshold, place and family."""
    rules = {rule.slug: rule for rule in DEFAULT_RULES}
    mirrored = [rule for rule in DEFAULT_RULES if rule.mirror]
    assert len(mirrored) == 4
    for rule in mirrored:
        other = rules[rule.mirror]
        assert other.mirror == rule.slug
        same = ("threshold", "unit", "because", "priority", "least", "family", "audience")
        assert [getattr(rule, one) for one in same] == [getattr(other, one) for one in same]


def test_rules_are_listed_in_the_order_of_their_findings() -> None:
    """The list reads as a debrief does."""
    assert list(DEFAULT_RULES) == sorted(DEFAULT_RULES, key=lambda rule: rule.priority)


# --- rules of users -----------------------------------------------------------


def test_a_users_rule_is_asked_beside_ours(small: Small) -> None:
    """A plain function in a `Rule` is asked, in its place among the others."""
    cards = (small.card("a", small.flag("red")), small.card("b"))
    debrief = small.debrief(*cards)
    early, late = acme(answer(), priority=1), acme(answer("acme-late"), slug="acme-late")
    slugs = [one.slug for one in find(debrief, (*DEFAULT_RULES, late, early))]

    assert (slugs[0], slugs[-1]) == ("acme-rule", "acme-late")
    assert [one.slug for one in find(debrief, [early])] == ["acme-rule"]


def test_the_rubric_tunes_a_users_rule(small: Small) -> None:
    """Threshold, least and switching off are theirs as well."""
    given: list[int] = []

    def note(debrief: Debrief, threshold: int) -> Iterable[Finding]:
        given.append(threshold)
        return ()

    rule = acme(find=note, least=2, threshold=4)
    for rubric in (
        small.rubric(),
        small.tuned("acme-rule", 3),
        small.tuned("acme-rule", 1),
        small.tuned("acme-rule"),
    ):
        find(small.debrief(small.card("a"), rubric=rubric), [rule])

    assert given == [4, 3, 2]


def test_a_users_rule_may_stand_for_ours(small: Small) -> None:
    """The finding about the same thing is replaced; about another thing it stays."""
    cards = [small.card(who, small.flag(), small.flag(kind="changes")) for who in "ab"]
    rule = acme(answer(about="owns"), stands_for=("repeated-concern",))
    found = [(one.slug, one.about) for one in find(small.debrief(*cards), (*DEFAULT_RULES, rule))]

    assert ("repeated-concern", "changes") in found
    assert ("repeated-concern", "owns") not in found
    assert ("acme-rule", "owns") in found


def test_heavier_findings_of_a_rule_come_first(small: Small) -> None:
    """Of one rule the heavier comes first, then the earlier name."""
    rule = acme(answer(about="b"), answer(about="c", weight=2), answer(about="a"))

    assert [one.about for one in find(small.debrief(small.card("a")), [rule])] == ["c", "a", "b"]


def test_a_rule_that_fails_is_not_passed_over(small: Small) -> None:
    """Its exception comes through, with a note that names the rule and nothing of a scorecard."""

    def broken(debrief: Debrief, threshold: int) -> Iterator[Finding]:
        yield answer()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as caught:
        find(small.debrief(small.card("a", small.flag())), [acme(find=broken)])
    assert caught.value.__notes__ == ["raised by the rule acme-rule"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (answer("another"), "another slug or audience"),
        (answer("repeated-concern"), "another slug or audience"),
        (answer(audience="facilitator"), "another slug or audience"),
        ("a sentence", "not a Finding"),
    ],
)
def test_a_rule_speaks_in_its_own_name_to_its_own_audience(
    small: Small, wrong: object, said: str
) -> None:
    """A finding under another name or for other eyes is refused."""
    with pytest.raises(RuleError, match=said):
        find(small.debrief(small.card("a")), [acme(answer(), wrong)])


@pytest.mark.parametrize(
    "path",
    [
        ("heard_before",),
        ("flags", 1),
        ("flags", -1),
        ("ratings", 0),
        ("recommendation",),
        ("notes",),
        ("flags", 0, "observed"),
    ],
)
def test_a_source_that_leads_nowhere_is_refused(small: Small, path: tuple[Any, ...]) -> None:
    """A finding whose words cannot be found is told of when the rule is asked, by its path (P8)."""
    debrief = small.debrief(small.card("a", small.flag()))
    source = fs.Source(interviewer="a", interview="talk", path=path, role="flagged")
    lost = attrs.evolve(source, interviewer="somebody", path=())

    for dead in (source, lost):
        with pytest.raises(RuleError, match="the rule acme-rule points to") as caught:
            find(debrief, [acme(answer(sources=(dead,)))])
        assert repr(dead.path) in str(caught.value)
        assert caught.value.__cause__ is None
    good = (attrs.evolve(source, path=()), attrs.evolve(source, path=("flags", 0)))
    assert find(debrief, [acme(answer(sources=good))])


def test_what_is_serious_comes_first_at_one_place(small: Small) -> None:
    """Of findings at one place a serious one leads; the place of the rule comes before that."""
    rule = acme(answer(about="a", weight=9), answer(about="b", serious=True), priority=5)
    early = acme(answer("acme-early"), slug="acme-early", priority=1)
    found = find(small.debrief(small.card("a")), [rule, early])

    assert [one.about or one.slug for one in found] == ["acme-early", "b", "a"]


def test_remarks_on_the_data_say_so(small: Small) -> None:
    """How few ratings there are, and on which scales, is a remark; what was written is none."""
    five = [{"value": value} for value in range(1, 6)]
    newer = small.rubric(version=2, scales=[{"id": "four", "levels": five, "hire_line": 3}])
    cards = (
        small.card("a", small.flag("red"), rate={"humility": 1}),
        small.card("b", small.flag(kind="other"), rate={"humility": 5}, version=2),
    )
    found = find(small.debrief(*cards, rubric=[small.rubric(), newer]))

    assert {one.slug for one in found if one.remark} == {"too-few-to-call", "mixed-rubric-versions"}
    assert {one.slug for one in found if one.serious} == {"lone-red-flag"}


# --- what a rubric wants of the rules -----------------------------------------


def tuned(small: Small, *settings: tuple[str, int | None], rules: Any = DEFAULT_RULES) -> list[Any]:  # noqa: ANN401 (rules)
    """Say what settings come to, as rule, state, threshold and what goes along."""
    plain = [
        {"rule": slug, **({"threshold": at} if at else {"enabled": False})} for slug, at in settings
    ]
    told = tunings(small.rubric(rules=plain), rules)
    return [(one.rule, one.state, one.threshold, one.along) for one in told]


def test_a_rubric_that_tunes_nothing_says_nothing(small: Small) -> None:
    """Without settings, and with one that changes nothing, there is nothing to tell."""
    assert tunings(small.rubric()) == ()
    assert tunings(small.rubric(rules=[{"rule": "wide-spread"}])) == ()


def test_the_repeats_share_one_threshold(small: Small) -> None:
    """The lowest that is set for one of them holds for all, and is told once."""
    others = (
        "concern-against-recommendation",
        "strength-against-recommendation",
        "repeated-strength",
    )
    both = (("repeated-concern", 4), ("repeated-strength", 3))

    assert tuned(small, ("repeated-concern", 3)) == [("repeated-concern", "tuned", 3, others)]
    assert tuned(small, *both) == [("repeated-concern", "tuned", 3, others)]
    assert tuned(small, ("repeated-concern", 1))[0][2] == 2


def test_mirrors_share_one_switch(small: Small) -> None:
    """What is off with a rule is told with it, and does not come along with a threshold."""
    off = ("repeated-concern", "off", None, ("repeated-strength",))

    assert tuned(small, ("repeated-concern", None)) == [off]
    assert tuned(small, ("repeated-concern", None), ("repeated-strength", None)) == [off]
    assert tuned(small, ("repeated-strength", 3), ("repeated-concern", None)) == [
        ("repeated-strength", "off", None, ("repeated-concern",))
    ]
    assert tuned(small, ("concern-against-recommendation", 3), ("repeated-concern", None)) == [
        ("concern-against-recommendation", "tuned", 3, ("strength-against-recommendation",)),
        off,
    ]


def test_checks_are_known_and_other_names_are_not(small: Small) -> None:
    """A setting for a check or for a user's rule is one; a slip of the pen is told as such."""
    assert tuned(small, ("straight-line", 7), ("person-not-behaviour", None)) == [
        ("straight-line", "tuned", 7, ()),
        ("person-not-behaviour", "off", None, ()),
    ]
    assert tuned(small, ("repeated-concerns", 3), ("wide-spread", None)) == [
        ("repeated-concerns", "unknown", None, ()),
        ("wide-spread", "off", None, ()),
    ]
    acmes = (*DEFAULT_RULES, acme())
    assert tuned(small, ("acme-rule", 3)) == [("acme-rule", "unknown", None, ())]
    assert tuned(small, ("acme-rule", 3), rules=acmes) == [("acme-rule", "tuned", 3, ())]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ((acme(), acme()), "2 rules are called acme-rule"),
        ((*DEFAULT_RULES, DEFAULT_RULES[0]), "2 rules are called concern-against"),
        ((acme(slug="told-by-one"),), "told-by-one is a rule of fairscore"),
        ((acme(slug="straight-line"),), "straight-line is a rule of fairscore"),
        ((attrs.evolve(DEFAULT_RULES[0], threshold=9),), "is a rule of fairscore"),
    ],
)
def test_a_slug_has_one_meaning(small: Small, rules: tuple[Rule, ...], said: str) -> None:
    """A slug given twice, or one of ours taken, is refused with what to do."""
    with pytest.raises(RuleError, match=said) as caught:
        find(small.debrief(small.card("a")), rules)
    assert isinstance(caught.value, fs.FairscoreError)
    assert isinstance(caught.value, ValueError)


def test_a_users_check_is_asked_beside_ours(small: Small) -> None:
    """Checks for the author follow the same contract."""
    plain: dict[str, Any] = {"summary": "something", "threshold": 1, "unit": "words"}
    plain |= {"because": "an example"}
    kind = answer("acme-check", audience="author")
    check = Check(slug="acme-check", find=lambda rubric, draft, at: [kind], **plain)
    wrong = Check(slug="acme-check", find=lambda rubric, draft, at: [answer()], **plain)
    taken = Check(slug="told-by-one", find=lambda rubric, draft, at: [], **plain)
    draft = fs.parse(
        '{"kind": "draft", "schema_version": 1, "rubric": {"id": "small", "version": 1},'
        '"application": "app-1", "interviewer": "a"}',
        fs.Draft,
        format="json",
    )

    assert check_draft(small.rubric(), draft, (*AUTHOR_CHECKS, check)) == (kind,)
    assert check_draft(small.tuned("acme-check"), draft, [check]) == ()
    for refused in (wrong, taken):
        with pytest.raises(RuleError):
            check_draft(small.rubric(), draft, [refused])


# --- rules of other packages --------------------------------------------------

MODULE = """
from fairscore.finding import Rule
RULE = Rule(slug="acme-{name}", audience="panel", summary="s", threshold=1, unit="u", because="b",
            find=lambda debrief, threshold: [])
NO_RULE = "told-by-one"
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Install a package that offers entry points, for as long as the test runs."""
    monkeypatch.syspath_prepend(str(tmp_path))
    made: list[str] = []

    def install(name: str, *points: str, code: str = MODULE) -> None:
        (tmp_path / f"{name}.py").write_text(code.format(name=name), encoding="utf-8")
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\n", encoding="utf-8")
        lines = "\n".join(["[fairscore.rules]", *points])
        (info / "entry_points.txt").write_text(lines, encoding="utf-8")
        made.append(name)

    yield install
    for name in made:
        sys.modules.pop(name, None)


def test_installed_rules_are_loaded_on_request_only(
    small: Small, package: Callable[..., None]
) -> None:
    """Nothing of another package is imported before it is asked for; then all are, by name."""
    package("acme_two", "second = acme_two:RULE")
    package("acme_one", "first = acme_one:RULE")
    debrief = small.debrief(small.card("a"))
    find(debrief)
    assert {"acme_one", "acme_two"} & set(sys.modules) == set()

    rules = installed_rules()

    assert [rule.slug for rule in rules] == ["acme-acme_one", "acme-acme_two"]
    assert find(debrief, (*DEFAULT_RULES, *rules)) == find(debrief)


def test_without_such_a_package_there_are_none() -> None:
    """Nothing is installed, nothing is found."""
    assert installed_rules() == ()


def test_an_entry_point_that_is_no_rule_is_refused(package: Callable[..., None]) -> None:
    """It is named, so that somebody can remove it."""
    package("acme_one", "wrong = acme_one:NO_RULE")

    with pytest.raises(RuleError, match=r"the entry point wrong of .* is not a Rule"):
        installed_rules()


def test_an_entry_point_that_does_not_load_is_told(package: Callable[..., None]) -> None:
    """What importing it raises comes through, with its name."""
    package("acme_one", "broken = acme_one:RULE", code="import not_there_at_all")

    with pytest.raises(ModuleNotFoundError) as caught:
        installed_rules()
    assert caught.value.__notes__ == ["raised by the entry point broken of fairscore.rules"]
