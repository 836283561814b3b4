"""Job families: themes by levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairscore.adapters.conversion import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairscore.errors import Problem

    Told = Callable[[tuple[Problem, ...]], list[str]]

FILE = """\
name: Support
summary: What support does.
levels:
  - {id: one, name: Junior}
  - {id: two, name: Senior}
  - {id: three}
themes:
  - {id: care, name: Care, summary: For people.}
  - {id: craft, name: Craft}
competencies:
  - {id: a, level: two, theme: care, summary: "Asks first.\\nWaits."}
  - {id: b, level: one, theme: care, summary: Listens., proficiency: Awareness}
  - {id: c, level: one, theme: craft, summary: Reads logs.}
  - {id: d, level: three, theme: craft, summary: Writes tools.}
  - {id: e, level: four, theme: craft, summary: Nowhere.}
"""


def test_a_theme_is_a_criterion_with_the_levels_it_has(told: Told) -> None:
    """Levels are taken as listed, and that is told; so is a cell without a place."""
    loaded = load(FILE, name="f.yml", language="en")
    (rubric,) = loaded.rubrics

    assert loaded.format == "job family"
    assert (rubric.title, rubric.description) == ("Support", "What support does.")
    assert [one.label for one in rubric.scale_of("care").levels] == ["Junior", "Senior"]
    assert rubric.criteria[0].levels[1].anchor == ("Asks first.", "Waits.")
    assert [one.label for one in rubric.scale_of("craft").levels] == ["Junior", "three"]
    assert told(loaded.losses) == ["4:3 order-assumed", "12:57 loss-field", "15:5 loss-field"]


def test_a_theme_without_cells_is_refused(told: Told) -> None:
    """Nobody could rate it."""
    text = FILE.replace("theme: care", "theme: craft")

    assert "8:22 levels-missing" in told(load(text, name="f.yml").problems)


def test_two_competencies_in_one_place_are_one_level() -> None:
    """Their lines stand under one another, in the order of the file."""
    more = "  - {id: e, level: one, theme: craft, summary: Asks for logs.}\n"
    (rubric,) = load(FILE + more, name="f.yml", language="en").rubrics

    assert rubric.criterion("craft").levels[0].anchor == ("Reads logs.", "Asks for logs.")


def test_what_has_no_place_is_told_on_one_line() -> None:
    """Names out of the file stay on the line of the problem, and are cut where they are long."""
    strange = 'level: "fo\\nur \\u202e", theme: "' + "craft " * 20 + '", "sum\\nmary": x,'
    losses = load(FILE.replace("level: four, theme: craft,", strange), name="f.yml").losses

    said = [str(one) for one in losses]
    assert any(
        "no theme `craft craft" in one and "level `fo\\u000aur \\u202e`" in one for one in said
    )
    assert not any("\n" in one or "\u202e" in one or len(one) > 200 for one in said)
