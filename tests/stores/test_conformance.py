"""Every store does the same, with the same refusals."""

import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from faulty_stores import FAULTY, FAULTY_TO_A_DESK

from fairscore.stores import AsyncStore, SQLite, Store
from fairscore.testing.stores import DeskConformance, StoreConcurrency, StoreConformance

SUPPORT = Path(__file__).parent.parent / "support"


class TestEveryStore(StoreConformance, StoreConcurrency, DeskConformance):
    @pytest.fixture
    def store(self, any_store: Store | AsyncStore) -> Store | AsyncStore:
        """One of the table in `conftest.py`."""
        return any_store


class TestSQLiteWithinATransaction(StoreConformance):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        """One that is bound to a host's connection, and never commits."""
        with closing(sqlite3.connect(tmp_path / "host.db", isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield SQLite.within(connection)


OF_A_HOST = """
import pytest
from faulty_stores import FAULTY, Memory
from fairscore.testing.stores import DeskConformance, StoreConcurrency, StoreConformance

def tested(suite, made):
    def store(self):
        return made()
    body = {"store": pytest.fixture(store)}
    return type(f"Test{made.__name__}By{suite.__name__}", (suite,), body)

for made in (Memory, *FAULTY):
    for suite in (StoreConformance, DeskConformance):
        one = tested(suite, made)
        globals()[one.__name__] = one
"""


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """How many tests of each suite fail on each faulty store, in a process of its own."""
    page = tmp_path_factory.mktemp("host") / "test_host.py"
    page.write_text(OF_A_HOST, "utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", page, "-q", "-rf", "--tb=no"),
            *("-p", "no:cacheprovider", "-o", f"pythonpath={SUPPORT}"),
        ],
        cwd=page.parent,
        env=os.environ | {"COLUMNS": "999"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout + done.stderr
    return Counter(re.findall(r"^FAILED .*::Test(\w+)::", done.stdout, re.MULTILINE))


@pytest.mark.parametrize(
    ("suite", "faulty"),
    [(StoreConformance, one) for one in FAULTY]
    + [(DeskConformance, one) for one in FAULTY_TO_A_DESK],
)
def test_a_suite_finds_what_is_wrong(
    failures: Counter[str], suite: type, faulty: Callable[[], Store]
) -> None:
    """A store that does one thing wrong does not pass the suite of stores, nor the one of desks."""
    assert failures[f"{faulty.__name__}By{suite.__name__}"] > 0


def test_a_store_without_a_fault_passes_beside_them(failures: Counter[str]) -> None:
    """What fails above fails for its fault."""
    assert not [name for name in failures if name.startswith("Memory")]
