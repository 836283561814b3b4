"""Plans that grow, and plans that are drawn again: the same bytes, and nothing given out moves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fairscore as fs
from fairscore import _linked
from fairscore.assignment import Assignment, Interviewer
from fairscore.errors import AssignmentError
from fairscore.order import plan_commitment, seed_commitment
from fairscore.planner import check_plan, extend, plan

if TYPE_CHECKING:
    import random

SEED = bytes(range(32))
RUBRIC = fs.read("examples/backend.rubric.yaml", fs.Rubric)
PEOPLE = tuple(Interviewer(interviewer=f"interviewer-{one}") for one in "abcdefghijkl")
CANDIDATES = tuple(f"candidate-{number}" for number in range(1, 13))
GOLDEN = "sha256:7ec9fcdc6861cdc5d3da1a4806962bb8d8d42e657d402f5c13cdc103e087d592"


def paired() -> fs.Rubric:
    """The example's rubric with two interviewers in each interview."""
    plain = RUBRIC.model_dump(exclude_unset=True)
    interviews = [{**one, "interviewers": 2} for one in plain["interviews"]]
    return fs.Rubric.model_validate({**plain, "interviews": tuple(interviews)})


def planned(**changes: Any) -> Assignment:  # noqa: ANN401 (arguments of `plan`)
    """A plan of the example's rubric."""
    asked = {"interviewers": PEOPLE, "candidates": CANDIDATES, "seed": SEED, **changes}
    return plan(asked.pop("rubric", RUBRIC), **asked)


def refused(**changes: Any) -> str:  # noqa: ANN401 (arguments of `plan`)
    """What a plan is refused with."""
    with pytest.raises(AssignmentError) as caught:
        planned(**changes)
    return str(caught.value)


# --- The same bytes -------------------------------------------------------------


@given(draw=st.randoms(use_true_random=False), seed=st.binary(min_size=32, max_size=32))
def test_inputs_in_any_order_give_the_same_bytes(draw: random.Random, seed: bytes) -> None:
    """Interviewers, their limits and candidates in any order: the same document."""
    people = [
        Interviewer(interviewer="a", criteria=RUBRIC.criteria_of(None), never=CANDIDATES[:2]),
        *PEOPLE,
    ]
    mixed = [
        Interviewer(
            interviewer=one.interviewer,
            criteria=None
            if one.criteria is None
            else tuple(draw.sample(one.criteria, len(one.criteria))),
            never=tuple(draw.sample(one.never, len(one.never))),
        )
        for one in draw.sample(people, len(people))
    ]
    names = draw.sample(CANDIDATES, len(CANDIDATES))

    one = planned(interviewers=people, seed=seed)
    other = planned(interviewers=iter(mixed), candidates=iter(names), seed=seed)
    assert one.canonical == other.canonical
    assert fs.parse(fs.dump(one, "json"), Assignment) == one


def test_a_plan_is_the_same_for_ever() -> None:
    """The digest of one plan, on every Python and platform that runs this."""
    rubric = _disjoint(2)
    grown = extend(planned(rubric=rubric), rubric, candidates=["candidate-13"], seed=SEED)

    assert grown.digest == GOLDEN


def test_another_seed_gives_another_plan() -> None:
    """The seed decides who meets whom, and in which order."""
    one, other = planned(), planned(seed=bytes(32))

    assert one.assigned != other.assigned
    assert one.orders != other.orders
    assert one.commitment[:64] == seed_commitment(SEED) != other.commitment[:64]


@pytest.mark.parametrize(
    "path",
    [
        ("each",),
        ("review",),
        ("rubric", "id"),
        ("rubric", "version"),
        ("rubric", "structure"),
        ("rubric", "text"),
        ("commitment",),
        ("batches", 0, "commitment"),
        ("batches", 0, "candidates", 0),
        ("batches", 0, "interviewers", 0, "most"),
        ("batches", 0, "interviewers", 0, "interviewer"),
    ],
)
def test_all_that_was_planned_from_is_committed_to(path: tuple[str | int, ...]) -> None:
    """Whatever is changed of seed and inputs, the plan is no longer the one committed to (P6)."""
    people = [Interviewer(interviewer="interviewer-0", most=9), *PEOPLE]
    made = planned(interviewers=people)
    plain: Any = json.loads(fs.dump(made, "json"))
    at = plain
    for step in path[:-1]:
        at = at[step]
    other = {"each": 3, "review": "question", "version": 9, "most": 8, "id": "other"}
    name = str(path[-1])
    digests = {"structure": "sha256:" + "0" * 64, "commitment": made.commitment[:64] + "0" * 64}
    at[path[-1]] = {**other, **digests}.get(name, "somebody-else")
    # Nobody is assigned whom the document does not plan for.
    text = json.dumps(plain).replace('"candidate": "candidate-1"', '"candidate": "somebody-else"')
    if path[-1] == 0:
        plain = json.loads(text)
    elif name == "interviewer":
        plain = json.loads(json.dumps(plain).replace("interviewer-0", "somebody-else"))
    elif name == "text":
        plain["rubric"]["text"] = digests["structure"]
    altered = fs.parse(json.dumps(plain), Assignment)

    assert check_plan(made, RUBRIC, seed=SEED) == ()
    assert check_plan(altered, RUBRIC, seed=SEED) != ()


def test_a_plan_commits_to_what_the_page_says() -> None:
    """Inputs in the form of docs/reference/order.md give the commitment, batch by batch (P6)."""
    people = [Interviewer(interviewer=one) for one in "hgfedcb"]
    limits = Interviewer(interviewer="a", criteria=("humility", "coding"), most=3, never=("y", "x"))
    first = planned(interviewers=[*people, limits], candidates=["c-2", "c-1"])
    grown = extend(first, RUBRIC, candidates=["c-3"], seed=SEED)
    rubric = [RUBRIC.id, RUBRIC.version, RUBRIC.structure_digest, RUBRIC.text_digest]
    told = [["a", ["coding", "humility"], 3, ["x", "y"]]]
    told += [[one, None, None, []] for one in "bcdefgh"]
    one = [["c-1", "c-2"], told]

    assert first.commitment == plan_commitment(SEED, [rubric, "candidate", 2, [one]])
    assert grown.batches[0].commitment == first.commitment
    later = plan_commitment(SEED, [rubric, "candidate", 2, [one, [["c-3"], []]]])
    assert grown.commitment == grown.batches[1].commitment == later


def test_a_plan_that_lies_about_its_inputs_is_not_extended() -> None:
    """What was committed to is checked before a plan grows, so that it stays the same plan."""
    plain = json.loads(fs.dump(planned(), "json"))
    plain["batches"][0]["interviewers"][0]["most"] = 7
    altered = fs.parse(json.dumps(plain), Assignment)

    with pytest.raises(AssignmentError, match="assignment-altered"):
        extend(altered, RUBRIC, candidates=["late-1"], seed=SEED)


# --- Later candidates -----------------------------------------------------------

LATER = st.lists(st.integers(0, 4), min_size=1, max_size=4)


@pytest.mark.long
@given(sizes=LATER, review=st.sampled_from(["candidate", "question"]), more=st.integers(0, 3))
def test_what_was_given_out_stays(sizes: list[int], review: str, more: int) -> None:
    """Batch after batch, with more interviewers and other limits: nothing before changes."""
    rubric = paired()
    made = planned(rubric=rubric, review=review, candidates=CANDIDATES[:3])
    for number, size in enumerate(sizes):
        before = made
        names = [f"later-{number}-{one}" for one in range(size)]
        people = [Interviewer(interviewer=f"new-{number}-{one}") for one in range(more)]
        people += [Interviewer(interviewer="interviewer-a", most=before.load_of("interviewer-a"))]
        made = extend(before, rubric, candidates=names, interviewers=people, seed=SEED)

        assert made.batches[:-1] == before.batches
        assert made.load_of("interviewer-a") == before.load_of("interviewer-a")
        for order in before.orders:
            assert order.reader is not None
            now = made.order_for(order.reader, order.purpose, order.about)
            assert now is not None
            was = (*order.items, *order.added)
            assert (now.items, now.method) == (order.items, order.method)
            assert (*now.items, *now.added)[: len(was)] == was
        assert check_plan(made, rubric, seed=SEED) == ()


def test_a_plan_that_shuffles_again_is_caught() -> None:
    """Planning all candidates at once moves what planning them in two batches had given out."""
    first = planned(candidates=CANDIDATES[:6])
    grown = extend(first, RUBRIC, candidates=CANDIDATES[6:], seed=SEED)
    at_once = planned()

    assert grown.batches[0] == first.batches[0]
    assert any(at_once.of(name) != first.of(name) for name in CANDIDATES[:6])


def test_later_limits_count_from_then_on() -> None:
    """Whoever is given again has new limits; they stand with the batch that they came with."""
    first = planned(candidates=CANDIDATES[:4])
    limits = Interviewer(interviewer="interviewer-b", most=0)
    grown = extend(first, RUBRIC, candidates=CANDIDATES[4:], interviewers=[limits], seed=SEED)

    assert grown.load_of("interviewer-b") == first.load_of("interviewer-b")
    assert grown.batches[1].interviewers == (limits,)
    assert limits in grown.interviewers
    assert len(grown.interviewers) == len(PEOPLE)


# --- Planned again --------------------------------------------------------------


@pytest.mark.parametrize("review", ["candidate", "question"])
def test_a_plan_is_drawn_again_and_compared(review: str) -> None:
    """From its own inputs and the seed a plan comes out again; a word changed does not."""
    made = extend(planned(review=review), RUBRIC, candidates=["late-1"], seed=SEED)
    plain = made.model_dump(mode="json")

    assert check_plan(made, RUBRIC, seed=SEED) == ()
    for path in (
        ("orders", 0, "items"),
        ("batches", 0, "assigned", 0, "interviewers"),
        ("batches", 1, "assigned", 0, "interviewers"),
    ):
        changed = fs.parse(fs.dump(made, "json"), Assignment).model_dump(mode="json")
        at: Any = changed
        for step in path[:-1]:
            at = at[step]
        old = at[path[-1]]
        at[path[-1]] = (
            old[::-1]
            if len(old) > 1
            else ["interviewer-a" if old != ["interviewer-a"] else "interviewer-b"]
        )
        assert changed != plain
        altered = Assignment.model_validate_json(json.dumps(changed))
        slugs = {(one.slug, one.path[:2]) for one in check_plan(altered, RUBRIC, seed=SEED)}
        assert ("assignment-altered", path[:2]) in slugs


def test_another_seed_or_rubric_is_told() -> None:
    """A seed that was not committed to, and another version of the rubric, are told as such."""
    made = planned()

    assert [one.slug for one in check_plan(made, RUBRIC, seed=bytes(32))] == ["other-seed"]
    assert [one.slug for one in check_plan(made, paired(), seed=SEED)] == ["other-rubric"]
    with pytest.raises(AssignmentError, match="other-seed"):
        extend(made, RUBRIC, candidates=["late-1"], seed=bytes(32))
    with pytest.raises(AssignmentError, match="other-rubric"):
        extend(made, paired(), candidates=["late-1"], seed=SEED)


def test_an_empty_plan_is_drawn_again() -> None:
    """A plan for nobody has no batch with anything in it, and a document without batches none."""
    nobody = planned(candidates=[])
    plain = {**nobody.model_dump(), "batches": ()}
    drawn_for = {**planned().model_dump(), "batches": ()}

    assert check_plan(nobody, RUBRIC, seed=SEED) == ()
    assert nobody.notes == ()
    assert Assignment.model_validate(plain).notes == ()
    assert check_plan(Assignment.model_validate(plain), RUBRIC, seed=SEED) == ()
    assert check_plan(Assignment.model_validate(drawn_for), RUBRIC, seed=SEED)


def test_an_interview_that_there_is_not_is_told() -> None:
    """An assignment that was changed to name another interview is not grown any further."""
    text = fs.dump(planned(), "json").replace('"interview": "coding"', '"interview": "singing"')
    altered = fs.parse(text, Assignment)

    with pytest.raises(AssignmentError, match="unknown-interview"):
        extend(altered, RUBRIC, candidates=["late-1"], seed=SEED)


# --- Reasons --------------------------------------------------------------------


def test_inputs_that_do_not_fit_are_all_told() -> None:
    """What stands twice and what the rubric does not have: all of it at once."""
    twice = [Interviewer(interviewer="a", criteria=("no-such",)), Interviewer(interviewer="a")]
    told = refused(interviewers=twice, candidates=["x", "x"])

    assert "[interviewer-twice]" in told
    assert "[candidate-twice]" in told
    assert "a may judge `no-such`, which the rubric does not have" in told


def test_who_is_missing_is_told() -> None:
    """An interview that nobody may take with a candidate names both."""
    told = refused(
        interviewers=[Interviewer(interviewer=f"i-{one}", never=("x",)) for one in range(9)],
        candidates=["x"],
    )

    assert "nobody may take" in told
    assert "with x" in told


def test_too_few_interviews_are_told_with_their_number() -> None:
    """Limits that together are too low are told with how many are wanted and how many there are."""
    people = [Interviewer(interviewer=f"i-{one}", most=2) for one in range(9)]
    told = refused(interviewers=people, candidates=CANDIDATES)

    assert (
        "can be taken by i-0, i-1, i-2, i-3, i-4, i-5 and 3 more alone, who can take 18 more"
        in told
    )


def test_too_few_people_are_told() -> None:
    """Fewer people than interviews: nobody meets a candidate twice."""
    told = refused(interviewers=[Interviewer(interviewer="a")], candidates=["x"])

    assert "can be taken by a alone, and nobody meets a candidate twice" in told


def test_uneven_loads_are_told_with_the_reason() -> None:
    """Whoever can take no more, and whoever may not take it, is named in a note."""
    most = [Interviewer(interviewer="interviewer-a", most=1), *PEOPLE[1:]]
    full = "\n".join(planned(interviewers=most).notes)
    barred = [Interviewer(interviewer="interviewer-a", never=CANDIDATES[1:]), *PEOPLE[1:]]
    moved = "\n".join(planned(interviewers=barred).notes)

    assert "Interviews an interviewer run from 1 to" in full
    assert "No more can be taken by interviewer-a." in full
    assert "What those with more take cannot be moved to interviewer-a" in moved


def test_who_cannot_be_compared_is_told() -> None:
    """Interviewers with no criterion of a candidate in common are named, or all at once."""
    own = "\n".join(planned(rubric=_disjoint(2), interviewers=apart_people(2)).notes)

    assert "judge no criterion of a candidate that the others judge too" in own
    alone = planned(rubric=_disjoint(1), interviewers=apart_people(1)).notes
    assert alone[-1].startswith("No two interviewers judge the same criterion")


def apart_people(each: int) -> list[Interviewer]:
    """People who may judge one criterion only."""
    return [
        Interviewer(interviewer=f"{one}-{number}", criteria=(one,))
        for one in ("depth", "design")
        for number in range(each)
    ]


def _disjoint(each: int) -> fs.Rubric:
    """Two interviews with a criterion of their own, and so many interviewers in each."""
    return fs.Rubric.model_validate(
        {
            "id": "two",
            "version": 1,
            "title": "Two",
            "scales": (
                {"id": "s", "levels": ({"value": 1, "label": "a"}, {"value": 2, "label": "b"})},
            ),
            "criteria": ({"id": "depth", "title": "Depth"}, {"id": "design", "title": "Design"}),
            "interviews": tuple(
                {"id": one, "title": one, "criteria": (one,), "interviewers": each}
                for one in ("depth", "design")
            ),
        }
    )


def test_the_search_for_links_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it may look at little, it leaves interviewers apart, and the note says so."""
    rubric = _linkable()
    people = [Interviewer(interviewer=one) for one in "abcdef"]

    def groups_with(work: int) -> set[int]:
        monkeypatch.setattr(_linked, "_WORK", work)
        notes = [
            planned(
                rubric=rubric, interviewers=people, candidates="uvwxyz", seed=bytes([seed]) * 32
            ).notes
            for seed in range(40)
        ]
        return {len(one) for one in notes}

    assert groups_with(1_000_000) == {0}
    assert groups_with(13) > {0}


def _linkable() -> fs.Rubric:
    """One interview with two people in it: pairs that must be chained to hang together."""
    plain = _disjoint(2).model_dump(exclude_unset=True)
    return fs.Rubric.model_validate({**plain, "interviews": plain["interviews"][:1]})


# --- Size -----------------------------------------------------------------------


def test_a_large_plan_can_be_read_back_and_tells_how_far_it_is() -> None:
    """300 candidates, 60 interviewers, 8 criteria: told as it goes, and no larger than is read."""
    rubric = fs.Rubric.model_validate(
        {
            "id": "large",
            "version": 1,
            "title": "Large",
            "scales": (
                {"id": "s", "levels": ({"value": 1, "label": "a"}, {"value": 2, "label": "b"})},
            ),
            "criteria": tuple({"id": f"c{one}", "title": f"C{one}"} for one in range(8)),
            "interviews": tuple(
                {
                    "id": f"i{one}",
                    "title": f"I{one}",
                    "criteria": (f"c{2 * one}", f"c{2 * one + 1}"),
                    "interviewers": 2,
                }
                for one in range(4)
            ),
        }
    )
    steps: list[tuple[int, int]] = []
    made = plan(
        rubric,
        interviewers=[Interviewer(interviewer=f"interviewer-{one}") for one in range(60)],
        candidates=[f"candidate-{one}" for one in range(300)],
        seed=SEED,
        review="question",
        tell=lambda done, of: steps.append((done, of)),
    )

    assert {made.load_of(f"interviewer-{one}") for one in range(60)} == {40}
    assert steps == [(done, 2_400) for done in range(1, 2_401)]
    assert fs.parse(fs.dump(made, "yaml"), Assignment, format="yaml") == made
