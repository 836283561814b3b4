"""Every block of the documentation that can run, and every example of a docstring, is a test."""

import doctest
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser
from sybil.sybil import SybilCollection

# A server for tests and pages that need one; where there is none they are skipped, and counted.
pytest_plugins = ["postgres_server"]

ROOT = Path(__file__).parent


def _from_the_root(namespace: dict[str, object]) -> None:
    """Examples name files as somebody would who stands in the repository."""
    namespace["cwd"] = Path.cwd()
    os.chdir(ROOT)


def _back(namespace: dict[str, object]) -> None:
    os.chdir(str(namespace["cwd"]))


def _beside_the_examples(namespace: dict[str, object]) -> None:
    """Commands of a page share one folder, with a copy of the examples and of the pages' files."""
    folder = Path(tempfile.mkdtemp(prefix="fairscore-docs-"))
    shutil.copytree(ROOT / "docs" / "tutorial" / "files", folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "examples", folder / "examples")
    namespace["folder"] = folder


def _tidy(namespace: dict[str, object]) -> None:
    shutil.rmtree(str(namespace["folder"]))


def _commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with the output that is shown under it."""
    command, output = "", ""
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            if command:
                yield command, output
            command, output = line[2:].strip(), ""
        else:
            output += line
    yield command, output


def _run_console(example: Example) -> str | None:
    """Run each `fairscore` command of a block and compare what it prints; `...` stands for more."""
    folder = Path(example.namespace["folder"])
    for command, expected in _commands(example.parsed):
        words = shlex.split(command, comments=True)
        if words[0] != "fairscore":
            return f"a console block may run fairscore alone, not {words[0]}"
        expanded = [
            name
            for word in words[1:]
            for name in (sorted(map(str, Path(folder).glob(word))) if "*" in word else [word])
        ]
        names = [name.removeprefix(f"{folder}{os.sep}") for name in expanded]
        run = subprocess.run(  # noqa: S603 (our own command, from our own pages)
            [sys.executable, "-m", "fairscore", *names],
            cwd=folder,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env=os.environ | {"NO_COLOR": "1", "COLUMNS": "100"},
        )
        checker = doctest.OutputChecker()
        flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        if not checker.check_output(expected, run.stdout, flags):
            return f"{command}\nexpected:\n{expected}\ngot:\n{run.stdout}"
    return None


# A block marked `py` instead shows misuse, with names that stand for a host's own: it is not run.
pages = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()],
    patterns=["*.md"],
    # The page on PostgreSQL is run by tests/postgres, on a server.
    excludes=["changelog.d/*", "CHANGELOG.md", "docs/how-to/use-postgresql.md"],
    setup=_from_the_root,
    teardown=_back,
)
consoles = Sybil(
    parsers=[CodeBlockParser("console", _run_console), SkipParser()],
    patterns=["docs/tutorial/*.md", "docs/how-to/*.md"],
    setup=_beside_the_examples,
    teardown=_tidy,
)
docstrings = Sybil(
    parsers=[DocTestParser()],
    # Before Python 3.13 `**` stands for one folder here, so the modules above need their own.
    patterns=["src/fairscore/*.py", "src/fairscore/**/*.py"],
    setup=_from_the_root,
    teardown=_back,
)
pytest_collect_file = SybilCollection([pages, consoles, docstrings]).pytest()
