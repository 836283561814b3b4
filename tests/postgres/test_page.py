"""The page on PostgreSQL, run against a server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from fairscore.log import Receipt, Unconfirmed
from fairscore.stores import PostgreSQL

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "how-to" / "use-postgresql.md").read_text(encoding="utf-8")


def test_the_page_does_what_it_says(
    empty: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its blocks of Python run one after another, on another address than the page names."""
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    for block in blocks:
        there = block.replace("postgresql://app@db/hiring", empty)
        there = there.replace(
            "postgresql+psycopg://app@db/hiring",
            empty.replace("postgresql:", "postgresql+psycopg:"),
        )
        exec(there, names)  # noqa: S102 (our own page)
    for one in names.values():
        if isinstance(one, Engine):
            one.dispose()
        if isinstance(one, PostgreSQL):
            one.close()

    assert len(blocks) == 6
    assert isinstance(names["answer"], Unconfirmed)
    assert isinstance(names["receipt"], Receipt)
    shown = capsys.readouterr().out
    assert PostgreSQL.ddl() in shown
    assert PostgreSQL.row_level_security(role="application", keeper="keeper") in shown


def test_the_settings_and_lists_of_the_page_are_those_that_were_tested() -> None:
    """Each setting, and each test of row-level security, stands for a line of the page."""
    tests = (Path(__file__).parent / "test_postgres.py").read_text(encoding="utf-8")
    settings = re.findall(r"^(log_\w+) = (\w+)", PAGE, re.MULTILINE)

    assert len(settings) == 3
    assert [one for one in settings if f'"{one[0]}": "{one[1]}"' not in tests] == []
