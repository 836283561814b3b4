"""What the tests of every format share: documents to check, and what is printed of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fairscore.cli._checked import Checked, Wanted, checked
from fairscore.cli._sources import Source
from fairscore.cli.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUBRIC = """\
kind: rubric
schema_version: 1
id: screen
version: 1
title: Screen
criteria:
  - id: fit
    title: Culture fit
    required_level: 2
    # fairscore: ignore[anchor-missing] drafted next week, with the team
    levels:
      - value: 1
        anchor: [Says nothing of the others.]
      - value: 2
        anchor: [Names who did what.]
interviews:
  - id: talk
    title: Talk
    criteria: [fit]
"""


@pytest.fixture
def rubric() -> str:
    """A rubric that passes its schema, with a lint that fires and an ignore that is not used."""
    return RUBRIC


@pytest.fixture
def document() -> Callable[..., Checked]:
    """Check a text under a name."""

    def check(text: str, name: str = "a.rubric.yaml", **wanted: object) -> Checked:
        return checked(Source(name=name, data=text.encode()), Wanted(**wanted))

    return check


@pytest.fixture
def printed() -> Callable[..., str]:
    """Print what was checked in a format."""

    def write(form: str, *documents: Checked) -> str:
        return "".join(FORMATS[form](documents))

    return write


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
