"""Fuzzing finds what is planted, passes over what is in order, and begins with texts that are."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

pytestmark = pytest.mark.long

HERE = Path(__file__).parent

needs_atheris = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is not installed: it has no build for this Python or machine",
)


@pytest.fixture(scope="module")
def loaders() -> ModuleType:
    """Give the table of loaders, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("loaders", HERE / "loaders.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["loaders"] = module
    spec.loader.exec_module(module)
    return module


def fuzzed(name: str, report: Path, *, cases: int) -> tuple[int, dict[str, Any]]:
    """
    Fuzz one of the planted loaders, and give the exit and the report.

    Its seed is fixed, and cases alone end it: a slow machine sees the same ones, later.
    """
    command = [sys.executable, str(HERE / "one.py"), name, "--planted"]
    command += ["--cases", str(cases), "--report", str(report)]
    place = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    done = subprocess.run(command, env=place, check=False, capture_output=True)
    return done.returncode, json.loads(report.read_text("utf-8"))


@needs_atheris
def test_an_exception_that_is_not_ours_is_found(tmp_path: Path) -> None:
    """A KeyError on a text that no valid one looks like; the case is kept to be looked at."""
    code, report = fuzzed("careless", tmp_path / "careless.json", cases=200_000)

    assert code == 1
    assert [sort.split(" at ")[0] for sort in report["faults"]] == ["PlantedError"]


@needs_atheris
@pytest.mark.parametrize(
    ("name", "cases"),
    [
        ("quadratic", 1_000),
        pytest.param("quadratic-unaided", 200_000, marks=pytest.mark.nightly),
    ],
)
def test_work_that_grows_faster_than_the_text_is_found(
    tmp_path: Path, name: str, cases: int
) -> None:
    """More than 20 times what a valid text of the same size costs; at night without a hint."""
    code, report = fuzzed(name, tmp_path / "quadratic.json", cases=cases)

    assert code == 1
    assert list(report["faults"]) == ["too dear"]
    assert report["dearest"]["ratio"] > 20


@needs_atheris
def test_a_loader_that_hangs_is_stopped(tmp_path: Path) -> None:
    """It holds nothing up for longer than its grace, and is not taken for one that stood it."""
    command = [sys.executable, str(HERE / "run.py"), "hanging", "--planted"]
    command += ["--seconds", "5", "--grace", "10", "--into", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)

    assert done.returncode == 1
    assert "| hanging | 0 | stopped: see" in done.stdout
    assert "Faults in hanging;" in done.stdout


@needs_atheris
def test_what_is_in_order_is_passed_over(tmp_path: Path) -> None:
    """Nothing is found in a loader that does its work line by line."""
    code, report = fuzzed("linear", tmp_path / "linear.json", cases=30_000)

    assert (code, report["faults"]) == (0, {})
    assert report["cases"] == 30_000


def test_fuzzing_begins_with_texts_that_are_taken(loaders: ModuleType) -> None:
    """A yardstick that is refused would measure the refusal: none of them says a problem."""
    for name, loader in loaders.LOADERS.items():
        for parts in (1, 2, loader.parts):
            said = loaders.problems_of(name, loader.valid(parts).encode())
            assert said == (), (name, parts)


def test_every_format_that_is_read_has_a_loader(loaders: ModuleType) -> None:
    """Whatever a text can be taken for is what one of the valid texts is taken for."""
    from fairscore.adapters import _detection
    from fairscore.adapters.conversion import load

    known = {one[0] for one in (*_detection._TREES, *_detection._SHEETS)}
    found = {
        load(loader.valid(2), name=loader.name, language="en").format
        for name, loader in loaders.LOADERS.items()
        if name not in {"scorecard", "translation", "meeting", "greenhouse", "notes"}
    }

    assert found >= known | {"Markdown table", "fairscore"}
