"""Small rubrics that differ from a clean one in what a test is about, and their problems."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import fairscore as fs
from fairscore.errors import dotted
from fairscore.lints import lint

if TYPE_CHECKING:
    from fairscore.errors import Problem

Fields = dict[str, Any]

CODING: Fields = {
    "id": "coding",
    "title": "Coding",
    "required_level": 2,
    "levels": [
        {"value": 1, "anchor": ["Gets the example to run and tries no other input."]},
        {"value": 2, "anchor": ["Tries the empty and the largest input before being asked."]},
    ],
}
CLEAN: Fields = {
    "kind": "rubric",
    "schema_version": 1,
    "id": "screen",
    "version": 1,
    "title": "Screen",
    "criteria": [CODING],
}


@attrs.frozen
class Linted:
    """A document made for a test, and the problems of one lint."""

    slug: str

    def rubric(self, **changes: object) -> fs.Rubric:
        """Make the clean rubric with other fields."""
        return fs.parse(json.dumps(CLEAN | changes), fs.Rubric)

    def problems(self, **changes: object) -> tuple[Problem, ...]:
        """Return this lint's problems of the clean rubric with other fields."""
        return tuple(one for one in lint(self.rubric(**changes)) if one.slug == self.slug)

    def at(self, **changes: object) -> list[str]:
        """Return where this lint's problems are."""
        return [dotted(one.path) for one in self.problems(**changes)]

    def of(self, *criteria: Fields, **changes: object) -> list[str]:
        """Return where its problems are in a rubric of the clean criterion, changed each time."""
        made = [
            CODING | {"id": f"c{number}", "title": f"Coding {number}"} | one
            for number, one in enumerate(criteria)
        ]
        return self.at(criteria=made, **changes)

    def anchors(self, *anchors: list[str], language: str = "en") -> list[str]:
        """Return where its problems are in a criterion whose levels have these anchors."""
        levels = [{"value": value, "anchor": anchor} for value, anchor in enumerate(anchors)]
        return self.of({"levels": levels, "required_level": 1}, language=language)

    def says(self, text: str, *, language: str = "en") -> list[str]:
        """Return what it says of a text that stands as a `meets` line."""
        found = self.problems(criteria=[CODING | {"meets": [text]}], language=language)
        return [one.message for one in found]


@pytest.fixture
def linted() -> type[Linted]:
    """Give what makes small documents for the lint of a slug."""
    return Linted
