"""What type checkers see of `fairscore.errors`. Read by them, never run."""

from typing import assert_type

from fairscore.errors import DebriefError, DocumentError, FrozenError, Problem, dotted, shown

problem = Problem(slug="anchor-missing", message="level 1 has no anchor", advice="describe it")

assert_type(dotted(("criteria", 0)), str)
assert_type(problem.path, tuple[str | int, ...])
assert_type(problem.line, int)
assert_type(shown("a"), str)


def caught(one: DocumentError, other: DebriefError, frozen: FrozenError) -> None:
    """Errors carry problems, and are also what Python would raise."""
    assert_type(one.problems, tuple[Problem, ...])
    assert_type(other.problems, tuple[Problem, ...])
    usual: tuple[ValueError, ValueError, AttributeError] = (one, other, frozen)
    assert_type(len(usual), int)
