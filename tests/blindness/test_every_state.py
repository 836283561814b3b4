"""Every state of small panels: what must hold in each, and faults that this finds (P1, P2, P3)."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from fairscore import command, event, panel, right
from fairscore._refusals import refusal
from fairscore.errors import PanelError
from fairscore.event import ALL_IN, Policy

from .explore import Broken, Case, cases, explore
from .leaks import LEAKS, everywhere, method

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.long

EVENTS = 8
# The panel in which most can go wrong: somebody runs it and sits on it.
SEATED = "a facilitator with a seat"


def _cases(seats: int, *, every: bool) -> list[Case]:
    return [case for case in cases(seats) if every or SEATED in case.name]


@pytest.mark.parametrize("case", _cases(3, every=False), ids=lambda case: case.name)
def test_three_seats(case: Case, report: Callable[[str], None]) -> None:
    """Every state that eight events lead to, with three seats and two versions each."""
    report(f"3 seats, {case.name}: {explore(case, events=EVENTS)}")


@pytest.mark.nightly
@pytest.mark.parametrize("case", _cases(3, every=True), ids=lambda case: case.name)
def test_three_seats_of_every_sort(case: Case, report: Callable[[str], None]) -> None:
    """The same for every sort of panel."""
    report(f"3 seats, {case.name}: {explore(case, events=EVENTS)}")


@pytest.mark.nightly
@pytest.mark.parametrize("case", _cases(4, every=True), ids=lambda case: case.name)
def test_four_seats(case: Case, report: Callable[[str], None]) -> None:
    """The same with four seats."""
    report(f"4 seats, {case.name}: {explore(case, events=EVENTS)}")


# --- Faults that it finds -------------------------------------------------------

BY_NAME = {case.name: case for case in cases(3)}


def _after(
    stack: ExitStack, name: str, new: Callable[[Any, panel.Panel, Any], dict[str, Any]]
) -> None:
    """Let one sort of event change something else."""

    def wrapped(old: Any) -> Any:
        def faulty(state: panel.Panel, happened: Any) -> dict[str, Any]:
            if type(happened).__name__ == name:
                return new(old, state, happened)
            return old(state, happened)

        return faulty

    everywhere(stack, "_changes", wrapped)


def _unseen(stack: ExitStack) -> None:
    """Exposure is not recorded: a look comes to nothing."""
    _after(stack, "Exposed", lambda old, state, happened: {})


def _look_not_recorded(stack: ExitStack) -> None:
    """What is read is not named for the record."""
    everywhere(
        stack,
        "readable",
        lambda old: lambda state, viewer: attrs.evolve(old(state, viewer), new=()),
    )


def _last_version_counts(stack: ExitStack) -> None:
    """The last version is taken for the blind one."""
    method(
        stack,
        panel.Panel,
        "blind_version",
        lambda old: lambda state, place: place.standing[-1] if place.standing else None,
    )


def _first_version_counts(stack: ExitStack) -> None:
    """The first version is taken for the blind one, though its author mended it blind."""
    method(
        stack,
        panel.Panel,
        "blind_version",
        lambda old: lambda state, place: place.standing[0] if place.standing else None,
    )


def _never_exposed(stack: ExitStack) -> None:
    """A version after an exposure counts as blind."""
    method(
        stack,
        panel.Panel,
        "phase",
        lambda old: (
            lambda state, place, version: (
                "after-reveal"
                if state.revealed is not None and state.revealed < version.position
                else "blind"
            )
        ),
    )


def _withdraw_after_reading(stack: ExitStack) -> None:
    """Taking back is allowed after others have been read."""

    def wrapped(old: Any) -> Any:
        def faulty(state: panel.Panel, wanted: Any) -> Any:
            return old(attrs.evolve(state, revealed=None, seen=()), wanted)

        return faulty

    everywhere(stack, "_withdraw", wrapped)


def _amending_forgets(stack: ExitStack) -> None:
    """A later version takes the place of the earlier."""

    def faulty(old: Any, state: panel.Panel, happened: Any) -> dict[str, Any]:
        changes: dict[str, Any] = old(state, happened)
        places = changes["places"]
        last = tuple(attrs.evolve(one, versions=one.versions[-1:]) for one in places)
        return {**changes, "places": last}

    _after(stack, "Submitted", faulty)


def _dropped_unnamed(stack: ExitStack) -> None:
    """Closing names nobody."""

    def wrapped(old: Any) -> Any:
        def faulty(state: panel.Panel, wanted: Any) -> Any:
            return tuple(
                event.Closed(at=one.at, by=one.by, reason=one.reason, dropped=())
                if isinstance(one, event.Closed)
                else one
                for one in old(state, wanted)
            )

        return faulty

    everywhere(stack, "_decide", wrapped)


def _quorum_of_shadows(stack: ExitStack) -> None:
    """A shadow seat counts towards a quorum."""

    def wrapped(old: Any) -> Any:
        def faulty(state: panel.Panel, at: Any) -> bool:
            inside = sum(bool(one.standing) for one in state.places)
            enough = state.policy.quorum is not None and inside >= state.policy.quorum
            return enough or old(state, at)

        return faulty

    everywhere(stack, "_allowed", wrapped)


def _one_opener(stack: ExitStack) -> None:
    """One opener is enough."""

    def wrapped(old: Any) -> Any:
        return lambda state, at: bool(state.agreed) or old(state, at)

    everywhere(stack, "_allowed", wrapped)


def _before_time(stack: ExitStack) -> None:
    """The time is not waited for."""

    def wrapped(old: Any) -> Any:
        return lambda state, at: state.policy.reveal == "at-time" or old(state, at)

    everywhere(stack, "_allowed", wrapped)


def _manager_has_more(stack: ExitStack) -> None:
    """A manager with a seat keeps a right that no interviewer has."""

    def wrapped(old: Any) -> Any:
        def faulty(state: panel.Panel, person: str) -> Any:
            return old(state, person) | ({"run"} if state.roles_of(person) else set())

        return faulty

    everywhere(stack, "rights_of", wrapped)


def _vacated_told(stack: ExitStack) -> None:
    """A seat that is not waited for is refused by what came in from it."""

    def wrapped(old: Any) -> Any:
        def faulty(state: panel.Panel, wanted: Any) -> Any:
            if isinstance(wanted, command.Vacate) and "run" in right.rights_of(state, wanted.by):
                place = state.place(wanted.seat)
                if place is not None and place.standing:
                    raise PanelError(refusal("submitted-already"))
            return old(state, wanted)

        return faulty

    everywhere(stack, "_decide", wrapped)


UNDUE = "against the policy|tell apart"
FAULTS: dict[str, tuple[Callable[[ExitStack], None], str, str]] = {
    "unseen": (_unseen, f"own-in, {SEATED}", "P3"),
    "look not recorded": (_look_not_recorded, f"own-in, {SEATED}", "P3: what is read is not"),
    "last version counts": (_last_version_counts, f"own-in, {SEATED}", "P3"),
    "first version counts": (_first_version_counts, f"all-in, {SEATED}", "P3"),
    "never exposed": (_never_exposed, f"own-in, {SEATED}", "P3"),
    "withdraw after reading": (_withdraw_after_reading, f"all-in, {SEATED}", "P3"),
    "amending forgets": (_amending_forgets, f"all-in, {SEATED}", "P3|P4"),
    "dropped unnamed": (_dropped_unnamed, f"all-in, {SEATED}", "dropped or missing"),
    "quorum of shadows": (
        _quorum_of_shadows,
        "quorum1, a shadow seat",
        UNDUE,
    ),
    "one opener": (_one_opener, f"openers, {SEATED}", UNDUE),
    "before time": (_before_time, f"at-time, {SEATED}", UNDUE),
    "manager has more": (_manager_has_more, "all-in, a manager with a seat", "P2|P1"),
    "vacated told": (_vacated_told, "all-in, a shadow seat", "can tell apart"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_the_core_is_found(name: str) -> None:
    """Each seeded fault of evolve, handle or the rights breaks something that must hold."""
    fault, case, said = FAULTS[name]
    with ExitStack() as stack:
        fault(stack)
        with pytest.raises(Broken, match=said):
            explore(BY_NAME[case], events=5)


OF_THE_CORE = {
    "rights-as-union": f"all-in, {SEATED}",
    "pending-to-seated-facilitator": f"all-in, {SEATED}",
    "admin-reads-always": "all-in, a manager with a seat",
    "after-own": "all-in, plain",
    "before-own": "all-in, plain",
    "open-at-quorum": "quorum2, plain",
    "shadow-reads-early": "all-in, a shadow seat",
    "pending-reads-after-reveal": "at-time, plain",
    "pending-reveals": "all-in, plain",
    "pending-in-the-refusal": "all-in, plain",
    "quorum-in-the-refusal": "all-in, plain",
    "outsider-told-apart": "all-in, plain",
    "withdraw-refused-once-others-are-in": "all-in, plain",
    "for-another-under-their-key": "all-in, plain",
    "for-a-shadow": "all-in, a shadow seat",
}


@pytest.mark.parametrize("name", OF_THE_CORE)
def test_a_leak_of_the_core_is_found_here_too(name: str) -> None:
    """What two worlds find in the core by drawing, visiting every state finds as well (P1, P2)."""
    [leaky] = [one for one in LEAKS if one.name == name]
    with leaky.seeded(), pytest.raises(Broken, match=r"P1|P2|P4"):
        explore(BY_NAME[OF_THE_CORE[name]], events=6)


def test_every_policy_is_explored() -> None:
    """A policy that is added has no case until somebody adds one."""
    explored = {case.policy.reveal for case in cases(3)}
    assert explored == set(Policy.model_fields["reveal"].annotation.__args__)  # type: ignore[union-attr]
    assert ALL_IN.reveal in explored
