"""Orders: squares that balance exactly, the same draw everywhere, and nothing that moves later."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairscore import order
from fairscore._order import derived, shuffled, williams
from fairscore.order import (
    Order,
    balanced,
    drawn,
    extended,
    plan_commitment,
    seed_commitment,
    turns,
)

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "reference" / "order.md"
SEED = bytes(range(32))
OLDEST = (3, 11)


# --- Squares --------------------------------------------------------------------


def imbalance(rows: tuple[tuple[int, ...], ...]) -> list[str]:
    """Everything in which rows do not balance: places, and who follows right after whom."""
    size, count = len(rows[0]), len(rows)
    places = Counter((place, item) for row in rows for place, item in enumerate(row))
    follows = Counter(pair for row in rows for pair in pairwise(row))
    faults = [f"row {row}" for row in rows if sorted(row) != list(range(size))]
    faults += [
        f"{item} at {place}"
        for item in range(size)
        for place in range(size)
        if places[place, item] * size != count
    ]
    return faults + [
        f"{other} after {one}"
        for one in range(size)
        for other in range(size)
        if one != other and follows[one, other] * size != count
    ]


@pytest.mark.parametrize("size", range(2, 41))
def test_squares_balance_exactly(size: int) -> None:
    """Each item stands as often at each place and right after each other, in the fewest rows."""
    rows = williams(size)

    assert imbalance(rows) == []
    assert len(rows) == (2 * size if size % 2 else size)


@pytest.mark.parametrize("size", [4, 5, 12])
def test_a_latin_square_that_ignores_what_follows_is_caught(size: int) -> None:
    """A plain cyclic square balances places and not what follows what: the check says so."""
    cyclic = tuple(tuple((row + place) % size for place in range(size)) for row in range(size))
    faults = imbalance(cyclic)

    assert faults
    assert all("after" in fault for fault in faults)


def test_half_a_square_of_odd_size_is_caught() -> None:
    """Without their mirror images the rows of an odd square do not balance."""
    assert imbalance(williams(5)[:5])


def test_one_item_is_its_own_square() -> None:
    """One item has one row; none has no order at all."""
    assert williams(1) == ((0,),)
    with pytest.raises(ValueError, match="order of nothing"):
        williams(0)


@pytest.mark.parametrize(("items", "readers"), [(2, 2), (4, 8), (3, 6), (5, 20), (8, 16)])
def test_readers_that_fill_squares_get_squares(items: int, readers: int) -> None:
    """Readers in a multiple of the rows share squares that balance, and each says so."""
    names = [f"criterion-{number}" for number in range(items)]
    orders = balanced(names, map(str, range(readers)), seed=SEED, purpose="criteria")

    assert {one.method for one in orders} == {"williams"}
    assert imbalance(tuple(tuple(names.index(name) for name in one.items) for one in orders)) == []


@pytest.mark.parametrize("readers", [0, 1, 3, 5])
def test_readers_that_fill_no_square_get_shuffles(readers: int) -> None:
    """Other numbers of readers get a shuffle each, which says that it is one."""
    orders = balanced("wxyz", map(str, range(readers)), seed=SEED, purpose="criteria")

    assert orders == tuple(
        drawn("wxyz", seed=SEED, purpose="criteria", reader=str(one)) for one in range(readers)
    )


def test_two_squares_of_one_seed_are_drawn_apart() -> None:
    """Squares of other items or readers are not one square under other names."""
    keys = {
        tuple(one.items for one in balanced("wxyz", readers, seed=SEED, purpose="criteria"))
        for readers in ("abcd", "efgh", "ijkl", "mnop")
    }

    assert len(keys) == 4


# --- The same everywhere --------------------------------------------------------


def vectors() -> list[dict[str, Any]]:
    """The test vectors of the page, which stand there to be read by any program."""
    found = re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return json.loads(found[1]) if found else []


@cache
def cases() -> str:
    """The cases of the page and some hundred more, always the same."""
    draw = random.Random(6)  # noqa: S311 (cases, not seeds)
    names = [*"abcdefghijklmnop", "Z", "_a", "é", "ß", "日本", "😀", "a b", 'q"', "back\\slash"]
    made = [one["case"] for one in vectors()]
    for _ in range(300):
        common = {
            "seed": draw.randbytes(32).hex(),
            "purpose": draw.choice(["candidates", "criteria", "page"]),
            "draw": draw.randrange(3),
        }
        some = draw.sample(names, draw.randrange(1, 12))
        reader = draw.choice(names)
        made += [
            {"make": "drawn", "reader": reader, "about": "depth", "items": some, **common},
            {"make": "williams", "size": draw.randrange(1, 20), **common},
            {
                "make": "balanced",
                "items": some[:4],
                "readers": draw.sample(names, draw.choice([2, 3, 4, 6, 8])),
                **common,
            },
            {
                "make": "turns",
                "items": some,
                "method": draw.choice(["shuffle", "least-senior-first", "most-senior-last"]),
                "seniority": {name: draw.randrange(-1, 4) for name in some[::2]},
                **common,
            },
            {
                "make": "extended",
                "first": some,
                "reader": reader,
                "later": [draw.sample(names, 3), draw.sample(names, 5)],
                **common,
            },
        ]
    return json.dumps(made)


def public(case: dict[str, Any]) -> Any:  # noqa: ANN401 (plain data)
    """What the public functions give for a case."""
    seed = bytes.fromhex(case["seed"])
    whom = {name: case[name] for name in ("purpose", "reader", "about", "draw") if name in case}
    match case["make"]:
        case "commitment":
            return seed_commitment(seed)
        case "plan commitment":
            return plan_commitment(seed, case["inputs"])
        case "williams":
            return [list(row) for row in order.williams(case["size"])]
        case "drawn":
            return list(drawn(case["items"], seed=seed, **whom).items)
        case "balanced":
            made = balanced(case["items"], case["readers"], seed=seed, **whom)
            return {one.reader: list(one.items) for one in made}
        case "turns":
            more = {"method": case["method"], "seniority": case["seniority"]}
            return list(turns(case["items"], seed=seed, **whom, **more).items)
        case _:
            whole = drawn(case["first"], seed=seed, **whom)
            for later in case["later"]:
                whole = extended(whole, later, seed=seed)
            return [*whole.items, *whole.added]


def asked(command: list[str]) -> Any:  # noqa: ANN401 (plain data)
    """What another program gives for the cases."""
    done = subprocess.run(
        command, input=cases(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@cache
def ours() -> Any:  # noqa: ANN401 (plain data)
    """What the mechanics give in a process of this Python."""
    return asked([sys.executable, str(HERE / "drawing.py")])


def pythons() -> list[str]:
    """Every other Python at hand that is new enough: on the path, and beside one another."""
    named = [shutil.which(f"python3.{minor}") for minor in range(11, 20)]
    base = Path(sys.base_prefix)
    beside = (
        sorted(base.parent.glob("3.1[1-9]*/bin/python3")) if base.parent.name == "versions" else []
    )
    home = Path.home() / ".pyenv" / "versions"
    found = [*filter(None, named), *beside, *sorted(home.glob("3.1[1-9]*/bin/python3"))]
    return sorted({str(Path(one).resolve()) for one in found})


@cache
def version_of(python: str) -> tuple[int, ...]:
    """Version of a Python; none where it does not start."""
    said = "import sys; print(*sys.version_info[:3])"
    done = subprocess.run([python, "-c", said], capture_output=True, text=True, check=False)
    return tuple(map(int, done.stdout.split())) if done.returncode == 0 else ()


def test_the_vectors_of_the_page_hold() -> None:
    """The page gives vectors of every sort of order, and the public functions give the same."""
    pairs = vectors()

    assert {one["case"]["make"] for one in pairs} == {
        "commitment",
        "plan commitment",
        "williams",
        "drawn",
        "balanced",
        "turns",
        "extended",
    }
    assert [public(one["case"]) for one in pairs] == [one["gives"] for one in pairs]


def test_mechanics_and_public_functions_agree() -> None:
    """What other Pythons are asked is what the public functions give."""
    pairs = zip(json.loads(cases()), ours(), strict=True)
    fit = [(case, answer) for case, answer in pairs if _is_public(case)]

    assert len(fit) > 300
    for case, answer in fit:
        assert public(case) == answer


def _is_public(case: dict[str, Any]) -> bool:
    """Whether names may be a host's references, and turns are taken; the mechanics take any."""
    if case["make"] == "turns" and case["purpose"] not in {"reading", "speaking"}:
        return False
    names = [*case.get("items", []), *case.get("readers", []), *case.get("first", [])]
    names += [case.get("reader", "a")] + [one for later in case.get("later", []) for one in later]
    return all(re.fullmatch(r"[A-Za-z0-9]+", name) for name in names)


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_a_second_implementation_gives_the_same() -> None:
    """The program written in JavaScript from the page draws every case alike."""
    assert asked([str(shutil.which("node")), str(HERE / "order.mjs")]) == ours()


def test_a_second_implementation_that_errs_is_caught(tmp_path: Path) -> None:
    """One operator changed in the other program, and the cases tell them apart."""
    if (node := shutil.which("node")) is None:
        pytest.skip("Node.js is not installed")
    text = (HERE / "order.mjs").read_text(encoding="utf-8")
    for right, wrong in [
        ("number < whole", "number <= whole && number % 7n"),
        ("below(last + 1", "below(last"),
        ("readBigUInt64BE", "readBigUInt64LE"),
        ("Buffer.compare(Buffer.from(one), Buffer.from(other))", "one.localeCompare(other)"),
    ]:
        assert text.count(right) == 1
        (tmp_path / "wrong.mjs").write_text(text.replace(right, wrong), encoding="utf-8")

        assert asked([node, str(tmp_path / "wrong.mjs")]) != ours()


@pytest.mark.parametrize("python", pythons() or [sys.executable])
def test_every_python_at_hand_gives_the_same(python: str) -> None:
    """Each Python from 3.11 on that is found draws every case alike, byte for byte."""
    version = version_of(python)
    if version < OLDEST:
        pytest.skip(f"{python} is {'.'.join(map(str, version)) or 'no working Python'}")

    assert asked([python, "-I", str(HERE / "drawing.py")]) == ours()


# --- Nothing moves --------------------------------------------------------------

NAMES = st.text(alphabet="abcdefghij0123456789-", min_size=1, max_size=8).filter(
    lambda name: name[0].isalnum()
)
SEEDS = st.binary(min_size=32, max_size=32)


@given(seed=SEEDS, items=st.sets(NAMES, min_size=1), given_so=st.randoms(use_true_random=False))
def test_the_order_given_changes_nothing(
    seed: bytes, items: set[str], given_so: random.Random
) -> None:
    """Names in any order, readers in any order: the same orders."""
    mixed = sorted(items)
    given_so.shuffle(mixed)

    assert drawn(mixed, seed=seed, purpose="page") == drawn(
        sorted(items), seed=seed, purpose="page"
    )
    assert balanced("wxyz", mixed, seed=seed, purpose="criteria") == balanced(
        "zyxw", sorted(items), seed=seed, purpose="criteria"
    )


@given(seed=SEEDS, items=st.sets(NAMES, min_size=1), later=st.lists(st.sets(NAMES), max_size=4))
def test_what_comes_later_stands_behind(
    seed: bytes, items: set[str], later: list[set[str]]
) -> None:
    """Whatever is added, each item keeps its position, and each new one gets the next free one."""
    order = drawn(items, seed=seed, purpose="page", reader="a")
    for more in later:
        before = {item: order.position(item) for item in (*order.items, *order.added)}
        order = extended(order, more, seed=seed)

        assert {item: order.position(item) for item in before} == before
        places = sorted(filter(None, map(order.position, {*before, *more})))
        assert places == list(range(1, len(places) + 1))


@given(seed=SEEDS, readers=st.sets(NAMES, min_size=1), more=st.sets(NAMES))
def test_other_readers_change_no_page(seed: bytes, readers: set[str], more: set[str]) -> None:
    """The page of each reader is what it was, however many others read."""
    before = {one: drawn("abcde", seed=seed, purpose="page", reader=one) for one in readers}
    after = {one: drawn("abcde", seed=seed, purpose="page", reader=one) for one in readers | more}

    assert {one: after[one] for one in before} == before


# --- Turns ----------------------------------------------------------------------


@given(seed=SEEDS, ranks=st.dictionaries(NAMES, st.integers(0, 3), min_size=1))
def test_nobody_follows_somebody_above_them(seed: bytes, ranks: dict[str, int]) -> None:
    """Least senior first rises in rank; most senior last has the highest at the end."""
    rising = turns(ranks, seed=seed, method="least-senior-first", seniority=ranks).items
    last = turns(ranks, seed=seed, method="most-senior-last", seniority=ranks).items
    top = max(ranks.values())
    highest = [one for one in last if ranks[one] == top]

    assert [ranks[one] for one in rising] == sorted(ranks.values())
    assert list(last[-len(highest) :]) == highest
    assert sorted(rising) == sorted(last) == sorted(ranks)


def test_equals_stay_as_they_were_shuffled() -> None:
    """Without ranks every method gives the shuffle."""
    plain = turns("abcdef", seed=SEED).items

    assert turns("abcdef", seed=SEED, method="least-senior-first").items == plain
    assert turns("abcdef", seed=SEED, method="most-senior-last").items == plain
    assert turns([], seed=SEED, method="most-senior-last").items == ()


def test_turns_are_no_square() -> None:
    """A square makes several orders, so turns refuse it."""
    with pytest.raises(ValueError, match="several"):
        turns("ab", seed=SEED, method="williams")


def test_uses_are_drawn_apart() -> None:
    """Another purpose, reader, question or draw gives a key of its own."""
    whole = {
        drawn("abcdefgh", seed=SEED, purpose=purpose, reader=reader, about=about, draw=draw).items
        for purpose in ("page", "candidates")
        for reader in (None, "a")
        for about in (None, "depth")
        for draw in (0, 1)
    }

    assert len(whole) == 16


def test_bad_names_and_seeds_are_refused() -> None:
    """A name given twice and a seed of another length are refused, and say so."""
    with pytest.raises(ValueError, match="there twice"):
        shuffled(["a", "a"], derived(SEED, "x"))
    with pytest.raises(ValueError, match="32 bytes"):
        derived(b"short", "x")


def test_an_item_that_is_not_there_has_no_position() -> None:
    """Positions count from 1, what was added after it was drawn too."""
    order = Order(purpose="page", method="shuffle", items=("b", "a"), added=("c",))

    assert [order.position(item) for item in "abcd"] == [2, 1, 3, None]


def test_what_is_no_order_is_refused() -> None:
    """A seed that can be tried out, nothing to put into an order, and turns that are no turns."""
    with pytest.raises(ValueError, match="32 bytes"):
        seed_commitment(b"x")
    with pytest.raises(ValueError, match="nothing to put"):
        balanced([], ["a"], seed=bytes(32), purpose="criteria")
    for purpose in ("candidates", "criteria", "page"):
        with pytest.raises(ValueError, match="reading or speaking"):
            turns(["a"], seed=bytes(32), purpose=purpose)
