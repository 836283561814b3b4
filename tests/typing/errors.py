"""What type checkers see of `fairscore.errors`. Read by them, never run."""

from typing import assert_type

from fairscore.errors import Problem, dotted

problem = Problem(slug="anchor-missing", message="level 1 has no anchor", advice="describe it")

assert_type(dotted(("criteria", 0)), str)
assert_type(problem.path, tuple[str | int, ...])
assert_type(problem.line, int)
