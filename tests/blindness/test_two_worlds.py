"""Two worlds that differ in what is sealed: nobody can tell them apart (P1, P2)."""

from __future__ import annotations

import os
import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import fairscore
from fairscore import stores
from fairscore.testing.blindness import DISCLOSURES, Leak, Scene, Tool, Written, assert_blind

from .desks import DeskTool
from .leaks import LEAKS, FramesTool, Leaky
from .tools import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# A change to the tree changes the draw, and a red run can be repeated: the seed is printed.
SEED = int(os.environ.get("FAIRSCORE_SEED", "20261125"))
SCENES = 1000
TEN = 10
SOURCE = Path(fairscore.__file__).parent
DECIDE = ("view", "panel", "right", "notice", "export", "desk", "async_desk", "memory", "_access")
DECIDE += ("_handling", "_loaded", "_reading", "_refusals", "_steps", "_writing")


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def tool(request: pytest.FixtureRequest) -> Iterator[type[DeskTool]]:
    """A desk over each store."""
    yield from request.param.make(request)


@pytest.mark.long
def test_nobody_can_tell(
    tool: type[DeskTool], request: pytest.FixtureRequest, report: Callable[[str], None]
) -> None:
    """Nothing that anybody is shown depends on what is sealed to them, over each store (P1)."""
    report(f"{request.node.name}: {assert_blind(tool, steps=tool.steps, seed=SEED)}")


def test_a_short_run_tells_nobody_anything_and_finds_a_leak() -> None:
    """What the long runs above do, for a moment, so that all of the kit is seen to be reached."""
    assert assert_blind(DeskTool, steps=500, seed=SEED).compared > 0
    assert _found(next(one for one in LEAKS if one.name == "after-own")) > 0


@pytest.mark.nightly
def test_nobody_can_tell_in_many_steps(
    tool: type[DeskTool], request: pytest.FixtureRequest, report: Callable[[str], None]
) -> None:
    """The same, twenty times as long, with a seed of its own (P1)."""
    report(f"{request.node.name}: {assert_blind(tool, steps=20 * tool.steps, seed=SEED + 1)}")


def test_every_store_has_a_tool() -> None:
    """A store that is added is not shown to be blind until the table has a line for it."""
    there = {one for one in stores.__all__ if one not in {"AsyncStore", "Change", "Store"}}
    known = {kind.name.replace("-", "") for kind in KINDS}
    assert {one.lower() for one in there} <= known


def test_nobody_can_tell_from_the_frames_of_a_refusal(report: Callable[[str], None]) -> None:
    """What a crash report prints of a refusal's frames tells of nobody else (P1)."""
    report(f"with frames: {assert_blind(FramesTool, steps=3000, seed=SEED)}")


def _found(leaky: Leaky) -> int:
    with leaky.seeded(), pytest.raises(Leak) as leak:
        assert_blind(leaky.tool, steps=10**9, seed=SEED, most_scenes=SCENES)
    return leak.value.scenes


def _digest(source: Path) -> bytes:
    """A digest of every module of the library: logic moves, and a list would be left behind."""
    told = sha256()
    for file in sorted(source.rglob("*.py")):
        told.update(file.relative_to(source).as_posix().encode())
        told.update(sha256(file.read_bytes()).digest())
    return told.digest()


def _in_turn(digest: bytes) -> list[Leaky]:
    """Ten of them, others for every digest."""
    return sorted(LEAKS, key=lambda one: sha256(digest + one.name.encode()).digest())[:TEN]


@pytest.mark.long
@pytest.mark.parametrize("leaky", _in_turn(_digest(SOURCE)), ids=lambda leaky: leaky.name)
def test_a_seeded_leak_is_found(leaky: Leaky, report: Callable[[str], None]) -> None:
    """Each way to tell what is sealed is found within a thousand scenes; ten of them in turn."""
    report(f"{leaky.name}: found in scene {_found(leaky)}")


def test_a_change_to_any_module_turns_the_ten(tmp_path: Path) -> None:
    """Whatever decides who sees what, and wherever it moves to, others are looked for after it."""
    source = tmp_path / "fairscore"
    shutil.copytree(SOURCE, source, ignore=shutil.ignore_patterns("*.pyc"))
    ten = _in_turn(_digest(source))
    assert ten == _in_turn(_digest(SOURCE))
    decide = {file.stem: file for file in (*source.glob("*.py"), *source.glob("stores/*.py"))}
    assert {*DECIDE} <= {*decide}
    for name, file in decide.items():
        was = file.read_bytes()
        # As long as before: what went by sizes did not see it.
        file.write_bytes(was.swapcase())
        assert _in_turn(_digest(source)) != ten, name
        file.write_bytes(was)
    (source / "view.py").rename(source / "viewed.py")
    assert _in_turn(_digest(source)) != ten


def test_every_leak_gets_its_turn() -> None:
    """Ten different ones each time, and none that no change would bring up."""
    drawn = [_in_turn(bytes([number])) for number in range(256)]
    assert {len({one.name for one in ten}) for ten in drawn} == {TEN}
    assert {one.name for ten in drawn for one in ten} == {one.name for one in LEAKS}


@pytest.mark.nightly
@pytest.mark.parametrize("leaky", LEAKS, ids=lambda leaky: leaky.name)
def test_every_seeded_leak_is_found(leaky: Leaky, report: Callable[[str], None]) -> None:
    """The same for each of them."""
    report(f"{leaky.name}: found in scene {_found(leaky)}")


def test_there_are_enough_leaks_and_each_says_where_it_comes_from() -> None:
    """At least 45, with different names, each drawn from the catalogue."""
    assert len({one.name for one in LEAKS}) == len(LEAKS) >= 45
    assert all(one.drawn_from and one.tells for one in LEAKS)


def test_what_is_told_on_purpose_is_listed_once_and_as_in_the_promises() -> None:
    """The permitted disclosures are these two; SECURITY.md says the same."""
    promises = (Path(__file__).parents[2] / "SECURITY.md").read_text(encoding="utf-8")
    assert [one.what for one in DISCLOSURES] == ["who is pending", "the moment of the reveal"]
    told = promises.partition("Permitted disclosures under P1")[2].partition("\n\n")[0]
    assert all(one.what.removeprefix("who is ") in told for one in DISCLOSURES)


def test_a_tool_that_refuses_everything_shows_nothing() -> None:
    """A kit that never got through to the tool says so, and with what it was refused."""

    class Broken(DeskTool):
        def look_view(self, person: str) -> object:
            raise TypeError

    class Shut(DeskTool):
        def submit(self, *given: object) -> object:
            raise PermissionError

    for tool, said in ((Broken, "look_view was refused each"), (Shut, "was refused each")):
        with pytest.raises(AssertionError, match=said) as shown:
            assert_blind(tool, steps=1500, seed=1)
        assert type(shown.value.__cause__).__name__ in str(shown.value)


def test_a_bug_in_a_tool_is_shown_with_its_words() -> None:
    """What the tool raised last is the cause, so that its traceback is printed too."""

    class Buggy(DeskTool):
        def look_view(self, person: str) -> object:
            return person.upper().no_such_thing  # type: ignore[attr-defined]

    with pytest.raises(AssertionError, match="last with AttributeError") as shown:
        assert_blind(Buggy, steps=1500, seed=1)
    assert "no_such_thing" in str(shown.value.__cause__)


class Bare(Tool):
    """A tool at which nobody can look."""

    def open(self, scene: Scene) -> None:
        """Open nothing."""

    def submit(self, person: str, written: Written) -> object:
        """Take nothing in."""


class Looked(Bare):
    """The same, with a way to look."""

    def look_page(self, person: str) -> object:
        """Show nothing of anybody."""
        return person


@pytest.mark.parametrize(
    ("tool", "said"),
    [
        (Bare, r"nobody looks at `Bare`, .* a method `look_…\(self, person\)`"),
        (Looked(), "an instance of `Looked` where a class belongs: give the class itself"),
        (dict, "`dict` is no tool: subclass `fairscore.testing.blindness.Tool`"),
    ],
)
def test_what_is_no_tool_is_refused(tool: type[Tool], said: str) -> None:
    """A copy, another class, or a tool without a look is told what to give instead."""
    with pytest.raises(TypeError, match=said):
        assert_blind(tool, steps=1, seed=1)


@pytest.mark.parametrize(("steps", "most_scenes"), [(0, None), (-1, None), (10, 0)])
def test_a_run_of_nothing_does_not_pass(steps: int, most_scenes: int | None) -> None:
    """A run in which nothing happens shows nothing, and does not look as if it did."""
    with pytest.raises(ValueError, match="of 1 or more"):
        assert_blind(Looked, steps=steps, seed=1, most_scenes=most_scenes)


def test_a_run_of_one_step_is_one() -> None:
    """The fewest steps and scenes that there may be are let through."""
    assert assert_blind(Looked, steps=1, seed=1, most_scenes=1).scenes == 1
