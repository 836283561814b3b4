"""What the lints report on rubrics of others was read, place by place, and the page says so."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from fairscore.lints import DEFAULT_LINTS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "lints_on_real_rubrics.py"


@pytest.fixture(scope="module")
def tool() -> Iterator[Any]:
    """Load the tool, which is a script and no part of a package."""
    pytest.importorskip("fairscore.adapters.conversion", reason="there are no converters yet")
    spec = importlib.util.spec_from_file_location("lints_on_real_rubrics", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def ground(tool: Any) -> Any:  # noqa: ANN401 (a script has no types to import)
    """Run every lint on the real files."""
    if not tool.DATA.is_dir():
        pytest.skip("the real rubrics are not beside the repository")
    return tool.walk(tool.DATA)


def test_every_problem_on_a_real_rubric_was_judged(tool: Any, ground: Any) -> None:  # noqa: ANN401 (as above)
    """Nothing is reported that nobody read, and nothing was judged that is not reported."""
    assert tool.unlike(ground, tool.judgements()) == []
    assert len(ground.rubrics) + len(ground.refused) == 23


def test_the_page_is_as_the_tool_writes_it(tool: Any, ground: Any) -> None:  # noqa: ANN401 (as above)
    """The table in the documentation is what came of the files."""
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page(ground, tool.judgements())


def test_a_problem_that_nobody_read_is_found(tool: Any, ground: Any) -> None:  # noqa: ANN401 (as above)
    """A judgement too few and a judgement too many are both told."""
    first, *rest = tool.judgements()
    invented = attrs.evolve(first, at=("criteria[99]",))
    found = tool.unlike(ground, (*rest, invented))

    assert [one.split(":")[0] for one in found] == [
        *["not judged"] * len(first.at),
        "judged, not reported",
    ]


def test_no_false_alarm_is_left(tool: Any) -> None:  # noqa: ANN401 (as above)
    """Judgements use the words that the page explains, and none of them says `wrong`."""
    judged = tool.judgements()

    assert {one.judged for one in judged} <= {"right", "doubtful"}
    assert {one.lint for one in judged} <= {one.slug for one in DEFAULT_LINTS}
    assert all(one.why for one in judged)
