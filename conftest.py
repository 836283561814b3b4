"""Every Python block of the documentation, and every example of a docstring, is a test."""

import os
from pathlib import Path

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

ROOT = Path(__file__).parent


def _from_the_root(namespace: dict[str, object]) -> None:
    """Examples name files as somebody would who stands in the repository."""
    namespace["__cwd__"] = Path.cwd()
    os.chdir(ROOT)


def _back(namespace: dict[str, object]) -> None:
    os.chdir(str(namespace["__cwd__"]))


pages = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()],
    patterns=["*.md"],
    excludes=["changelog.d/*", "CHANGELOG.md"],
    setup=_from_the_root,
    teardown=_back,
)
docstrings = Sybil(
    parsers=[DocTestParser()], pattern="src/fairscore/**/*.py", setup=_from_the_root, teardown=_back
)
pytest_collect_file = (pages + docstrings).pytest()
