"""The command `fairscore`: what goes where, with which exit code, and what is told of a mistake."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from typer.testing import CliRunner

import fairscore as fs
from fairscore.cli import _talk, main
from fairscore.cli._app import app
from fairscore.cli.commands.explain import pages
from fairscore.document import KINDS
from fairscore.lints._ignore import IGNORE_SLUGS
from fairscore.rules import AUTHOR_CHECKS, DEFAULT_RULES
from fairscore.suggestion import suggest_kinds
from fairscore.versions import SLUGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "fairscore"
EXAMPLES = ROOT / "examples"
RUBRIC = EXAMPLES / "backend.rubric.yaml"
FOUNDING = sorted((EXAMPLES / "founding-story").iterdir())
ANSWERED = sorted((EXAMPLES / "answered-concern").iterdir())
OFFICIAL = ROOT.parent / "shared/data/ats/greenhouse/harvest_v1_scorecard_examples.json"
CANARY = "canary-7f3a"


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path) -> Done:
    """Run the command in this process."""
    result = CliRunner().invoke(app, [str(one) for one in arguments], prog_name="fairscore")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def start(code: str, *arguments: str | Path) -> Done:
    """Run Python code in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    return Done(done.returncode, done.stdout, done.stderr)


# --- The command as a whole ---------------------------------------------------

COMMANDS = [
    "demo",
    "init",
    "check",
    "diff",
    "convert",
    "debrief",
    "schema",
    "rules",
    "explain",
    "import greenhouse",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_an_example(command: str) -> None:
    """Each command's help ends with an example that can be copied."""
    done = run(*command.split(), "--help")

    assert done.code == 0
    assert f"  fairscore {command}" in done.out.split("Example")[1]


def test_help_lists_every_command() -> None:
    """The help names each command and what the exit codes mean."""
    done = run("--help")

    assert [name for name in [*COMMANDS[:-1], "import"] if f"\n  {name} " not in done.out] == []
    assert "Exit 0: nothing to report. 1: findings or problems. 2:" in done.out


def test_the_version_is_that_of_the_distribution() -> None:
    """`--version` names the distribution, whose name differs from the command."""
    version = metadata.version("fairscore-hiring")

    assert run("--version") == Done(0, f"fairscore-hiring {version}\n", "")


def test_it_runs_as_a_module() -> None:
    """`python -m fairscore` is the same command."""
    done = start("import runpy; runpy.run_module('fairscore', run_name='__main__')", "--version")

    assert done.out.startswith("fairscore-hiring ")


def test_importing_the_module_runs_nothing() -> None:
    """Looking at `fairscore.__main__` does not run the command."""
    assert start("import fairscore.__main__") == Done(0, "", "")


@pytest.mark.parametrize("arguments", [["--nothing"], ["chekc"], ["check"], ["explain"]])
def test_misuse_is_exit_2(arguments: list[str]) -> None:
    """What the command line does not know is told on stderr, with exit 2."""
    done = run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert done.err


def test_help_is_quick() -> None:
    """Help loads no document, no validator and no terminal library."""
    code = (
        "import sys; from fairscore.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print(sorted({'pydantic', 'attr', 'yaml', 'rich'} & set(sys.modules)))"
    )

    assert start(code).out.endswith("\n[]\n")


def test_without_the_extra_one_line_says_what_to_install() -> None:
    """Without typer the command says what to install, and nothing else (exit 2)."""
    done = start("import sys; sys.modules['typer'] = None; from fairscore.cli import main; main()")
    line = 'fairscore needs more to run as a command: pip install "fairscore-hiring[cli]"\n'

    assert done == Done(2, "", line)


def test_without_jinja_the_page_says_what_to_install(tmp_path: Path) -> None:
    """A rendering whose extra is missing says so in one line (exit 2)."""
    code = "import sys; sys.modules['jinja2'] = None; from fairscore.cli import main; main()"
    done = start(code, "demo", "--html", tmp_path / "page.html")

    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert 'pip install "fairscore-hiring[report]"' in done.err


def test_a_fault_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that nobody expects is raised on, so that it can be reported."""

    def broken(command: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("typer.main.get_command", broken)
    with pytest.raises(ZeroDivisionError):
        main([])


def test_main_leaves_with_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    """`main` takes the arguments and always leaves."""
    with pytest.raises(SystemExit) as left:
        main(["--version"])

    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("fairscore-hiring ")


MAIN = "from fairscore.cli import main; main()"
# What waits in a buffer fails later than what does not, so the buffer has to be there.
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device there")
@pytest.mark.parametrize("arguments", [["schema", "rubric"], ["--version"], ["check"]])
def test_a_stdout_that_takes_no_more_is_told_in_a_line(
    tmp_path: Path, arguments: list[str]
) -> None:
    """Where stdout is full that is said in one line (exit 2), also of what waits in a buffer."""
    if arguments == ["check"]:
        bad = tmp_path / "a.yaml"
        bad.write_text("kind: rubric\n", encoding="utf-8")
        arguments = ["check", str(bad)]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-c", MAIN, *arguments],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=BUFFERED,
        )

    assert done.returncode == 2
    assert [line for line in done.stderr.splitlines() if "checked" not in line] == [
        "stdout: No space left on device"
    ]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device there")
def test_where_nothing_can_be_said_the_exit_code_says_it() -> None:
    """With stdout and stderr full there is still exit 2."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        code = [sys.executable, "-c", MAIN, "--version"]

        assert subprocess.run(code, check=False, stdout=full, stderr=full).returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is another error there")
def test_a_closed_pipe_is_no_fault(tmp_path: Path) -> None:
    """Who reads no further is told nothing, also of what waits in a buffer."""
    bad = tmp_path / "a.yaml"
    bad.write_text("kind: rubric\n", encoding="utf-8")
    for arguments in (["schema", "rubric"], ["check", str(bad)]):
        begun = subprocess.Popen(
            [sys.executable, "-c", f"import sys; sys.stdin.read(); {MAIN}", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=BUFFERED,
        )
        assert begun.stdout is not None
        begun.stdout.close()
        begun.stdout = None
        _, said = begun.communicate("")

        assert begun.returncode == 1
        assert [line for line in said.splitlines() if "checked" not in line] == []


def test_a_command_without_stdout_runs() -> None:
    """Where there is no stdout at all nothing breaks."""
    assert start(f"import sys; sys.stdout = None; {MAIN}", "--version") == Done(0, "", "")


class Stream:
    """A stream that notes how it was set up."""

    def __init__(self, *, terminal: bool) -> None:
        """Be a terminal, or not."""
        self.terminal = terminal
        self.setup: dict[str, str | None] = {}

    def isatty(self) -> bool:
        """Say whether somebody is watching."""
        return self.terminal

    def reconfigure(self, **setup: str | None) -> None:
        """Note the set-up."""
        self.setup = setup


@pytest.mark.parametrize(("terminal", "encoding"), [(True, None), (False, "utf-8")])
def test_data_is_utf_8_everywhere(
    monkeypatch: pytest.MonkeyPatch, *, terminal: bool, encoding: str | None
) -> None:
    """A pipe gets UTF-8 on every machine, a terminal what it can show."""
    from fairscore.cli import _speak_utf8

    out = Stream(terminal=terminal)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", object())
    _speak_utf8()

    assert out.setup == {"encoding": encoding, "errors": "backslashreplace"}


# --- demo ---------------------------------------------------------------------


def test_the_demo_tells_of_two_candidates() -> None:
    """As text the demo shows the founding story to its question, then a concern put to a test."""
    done = run("demo")
    places = [
        " ".join(done.out.split()).rindex(words)
        for words in (
            "Then three kinds were suggested to each",
            "Three of five interviewers each wrote a concern about Humility",
            "Disposition of owns-mistakes: tested (follow-up)",
            "[follow-up-not-held]",
            "app-8, onsite: Two of three interviewers each wrote a concern about Humility",
            "(I had shown the graph very briefly)",
            "Ask: ",
            "Disposition of changes-course: tested (follow-up)",
            "interviewer-k: “Dropped the first idea",
            "Nothing is open, so the decision closes: offer, by manager-1.",
            "It might as well have been confirmed.",
        )
    ]

    assert (done.code, done.err) == (0, "")
    assert places == sorted(places)
    assert "\x1b" not in done.out


def test_the_demo_suggests_the_right_kind_and_puts_the_repeat_first() -> None:
    """Three wrote in their own words: each is offered the kind; all three reasons come first."""
    demo = SOURCE / "cli" / "demo"
    rubric = fs.read(demo / "backend.rubric.yaml", fs.Rubric)
    asides = ("may be my mood", "only the one story", "last slot of a long day")
    written: list[str] = []
    for who, aside in zip("abc", asides, strict=True):
        card = fs.read(demo / "founding-story" / f"interviewer-{who}.yaml", fs.Scorecard)
        (flag,) = (one for one in card.flags if one.kind == "owns-mistakes")
        offered = suggest_kinds(flag.observed, rubric)
        assert len(offered.suggested) == 3
        assert "owns-mistakes" in offered.codes
        assert (flag.kind_from, flag.set_aside and flag.set_aside.words) == ("suggested", aside)
        written.append(flag.observed)
    said = " ".join(run("demo").out.split())
    first, later = said.split("DISCUSS FIRST")[1].split("Ask: ", 1)
    kinds = "suggested: owns mistakes (taken)"

    assert said.split("DISCUSS FIRST")[0].count("(taken)") == 3
    assert kinds in said
    assert all(words in first for words in (*written, *asides))
    assert "Question: Here is a review of a change that broke." in later


def test_a_note_in_other_words_is_not_offered_the_kind() -> None:
    """Negative control: what says nothing of mistakes has another kind first."""
    rubric = fs.read(SOURCE / "cli" / "demo" / "backend.rubric.yaml", fs.Rubric)

    found = suggest_kinds("Asked why the numbers were needed before using them.", rubric)
    assert found.suggested[0].code == "asks-why"


def test_the_demo_as_json_is_the_first_report_and_nothing_else() -> None:
    """`demo --format json` prints one report document (exit 0)."""
    done = run("demo", "--format", "json")
    report = fs.parse(done.out, fs.Report)

    assert (done.code, done.err) == (0, "")
    assert report.application == "app-7"
    assert report.discuss_first[0].slug == "concern-against-recommendation"


@pytest.mark.parametrize("form", ["markdown", "slack", "html"])
def test_the_demo_in_other_forms_is_the_first_report(form: str) -> None:
    """Every other form holds the first candidate alone."""
    done = run("demo", "--format", form)

    assert done.code == 0
    assert "app-7" in done.out
    assert "app-8" not in done.out


def test_the_demo_writes_its_page(tmp_path: Path) -> None:
    """`--html` writes the first report as a page, and says so on stderr."""
    page = tmp_path / "new" / "demo.html"
    done = run("demo", "--html", page, "--format", "json")

    assert done.code == 0
    assert done.err == f"wrote {page}\n"
    assert page.read_text("utf-8").lower().startswith("<!doctype html>")
    assert json.loads(done.out)["kind"] == "report"


def test_the_demo_replaces_a_page_and_no_rubric(tmp_path: Path) -> None:
    """A page that is there is written anew; a rubric stays as it is (exit 2)."""
    page, rubric = tmp_path / "demo.html", tmp_path / "r2.yaml"
    page.write_text("old", encoding="utf-8")
    shutil.copy(RUBRIC, rubric)
    refused = run("demo", "--html", rubric)

    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert rubric.read_text("utf-8") == RUBRIC.read_text("utf-8")
    assert run("demo", "--html", page).code == 0
    assert page.read_text("utf-8") != "old"


def test_the_demo_and_the_examples_are_the_same_files() -> None:
    """What travels with the package is what stands in `examples/`."""
    for packed in sorted((SOURCE / "cli" / "demo").rglob("*.yaml")):
        shown = EXAMPLES / packed.relative_to(SOURCE / "cli" / "demo")

        assert shown.read_text("utf-8") == packed.read_text("utf-8")


# --- init and schema ----------------------------------------------------------

WRITTEN = [
    ".github/workflows/rubrics.yml",
    ".pre-commit-config.yaml",
    "backend.rubric.yaml",
    "rubric.schema.json",
]


def below(folder: Path) -> list[str]:
    """Name every file of a folder."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_init_writes_a_rubric_that_passes(tmp_path: Path) -> None:
    """The four files are written, named on stdout, and the rubric passes `check`."""
    done = run("init", tmp_path)

    assert done.code == 0
    assert below(tmp_path) == WRITTEN
    assert sorted(done.out.split()) == sorted(str(tmp_path / name) for name in WRITTEN)
    assert run("check", tmp_path) == Done(0, "", "1 document checked, 0 problems\n")
    assert run("check", tmp_path / "backend.rubric.yaml").code == 0


def test_the_rubric_of_init_points_at_its_schema(tmp_path: Path) -> None:
    """An editor finds the schema beside the rubric."""
    run("init", tmp_path)
    first = (tmp_path / "backend.rubric.yaml").read_text("utf-8").split("\n")[0]

    assert first == "# yaml-language-server: $schema=./rubric.schema.json"
    assert (
        json.loads((tmp_path / "rubric.schema.json").read_text("utf-8"))["$id"]
        == "urn:fairscore:schema:rubric:1"
    )


def test_init_writes_where_it_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder it is the current one."""
    monkeypatch.chdir(tmp_path)

    assert run("init").code == 0
    assert below(tmp_path) == WRITTEN


def test_init_never_overwrites(tmp_path: Path) -> None:
    """If one of the files is there, it is named and none is written (exit 2)."""
    mine = tmp_path / ".pre-commit-config.yaml"
    mine.write_text("mine", encoding="utf-8")
    done = run("init", tmp_path)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{mine}: is there already\nnothing was written")
    assert below(tmp_path) == [".pre-commit-config.yaml"]
    assert mine.read_text("utf-8") == "mine"


@pytest.mark.parametrize("mark", ["folder", "file"])
def test_init_within_a_repository_puts_checks_at_its_root(tmp_path: Path, mark: str) -> None:
    """A hook or a workflow in a folder below would never run."""
    if mark == "folder":
        (tmp_path / ".git").mkdir()
    else:
        (tmp_path / ".git").write_text("gitdir: elsewhere", encoding="utf-8")
    folder = tmp_path / "hiring" / "rubrics"
    done = run("init", folder)

    assert done.code == 0
    assert below(folder) == WRITTEN[2:]
    assert [name for name in WRITTEN[:2] if (tmp_path / name).is_file()] == WRITTEN[:2]
    assert sorted(done.out.split()) == sorted(
        str(base / name)
        for base, names in ((tmp_path, WRITTEN[:2]), (folder, WRITTEN[2:]))
        for name in names
    )


def test_init_says_what_to_add_to_the_checks_of_a_repository(tmp_path: Path) -> None:
    """What is at the root already stays, and the hook is printed for its owner to add."""
    (tmp_path / ".git").mkdir()
    mine = tmp_path / ".pre-commit-config.yaml"
    mine.write_text("mine", encoding="utf-8")
    done = run("init", tmp_path / "hiring")

    assert done.code == 0
    assert mine.read_text("utf-8") == "mine"
    assert str(mine) not in done.out
    assert done.err.startswith(f"{mine}: is there already and stays as it is")
    assert "id: fairscore-check" in done.err
    assert below(tmp_path / "hiring") == WRITTEN[2:]

    # A second run finds its own rubric, and writes nothing.
    again = run("init", tmp_path / "hiring")
    assert (again.code, again.out) == (2, "")


def test_init_into_a_file_is_refused(tmp_path: Path) -> None:
    """What cannot be written is told in one line (exit 2)."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("init", tmp_path / "file")

    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_schema_prints_each_kind(kind: str) -> None:
    """The schema of each kind is JSON with its own name."""
    done = run("schema", kind)

    assert done.code == 0
    assert json.loads(done.out)["$id"] == f"urn:fairscore:schema:{kind}:1"
    assert kind in run("schema", "--help").out


def test_no_schema_of_what_is_no_kind() -> None:
    """Another word is refused with the kinds there are (exit 2)."""
    done = run("schema", "rubrik")

    assert (done.code, done.out) == (2, "")
    assert "rubric" in done.err


# --- check --------------------------------------------------------------------


def test_check_tells_every_problem_in_a_line(tmp_path: Path) -> None:
    """Problems of all files go to stdout with their places, the count to stderr (exit 1)."""
    bad = tmp_path / "a.rubric.yaml"
    bad.write_text(RUBRIC.read_text("utf-8").replace("title: Coding\n", "titel: Coding\n", 1))
    done = run("check", bad, RUBRIC)
    lines = done.out.splitlines()

    assert done.code == 1
    assert [line for line in lines if not re.match(rf"{re.escape(str(bad))}:\d+:\d+: ", line)] == []
    assert "[unknown-field]" in done.out
    assert done.err == f"2 documents checked, {len(lines)} problems, 1 ignored\n"


def test_check_looks_through_folders(tmp_path: Path) -> None:
    """In folders only our documents are checked, YAML or JSON, broken or not; hidden ones never."""
    scorecard = fs.read(FOUNDING[0], fs.Scorecard)
    written = {
        "a/good.YAML": RUBRIC.read_text("utf-8"),
        "a/b/broken.yml": "title: [\nkind: rubric # ours\n",
        "a/b/card.json": fs.dump(scorecard, "json"),
        "a/flow.yaml": "{schema_version: 1, kind: vocabulary}",
        "a/other.yaml": "kind: Deployment\n",
        "a/nested.yaml": "steps:\n  kind: rubric\n",
        "a/readme.md": "kind: rubric\n",
        ".hidden/x.yaml": "kind: rubric\n",
        "a/.x.yaml": "kind: rubric\n",
    }
    for name, text in written.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("check", tmp_path, tmp_path / "a" / "flow.yaml")
    named = {Path(line.split(":")[0]).name for line in done.out.splitlines()}

    assert done.code == 1
    assert done.err.startswith("4 documents checked, ")
    assert named == {"broken.yml", "flow.yaml"}


def test_check_of_a_file_takes_it_whatever_it_is(tmp_path: Path) -> None:
    """A file that is named is checked, also where it is no document at all."""
    other = tmp_path / "other.yaml"
    other.write_text("kind: Deployment\n", encoding="utf-8")

    assert "[unknown-word]" in run("check", other).out


@pytest.mark.parametrize("name", ["", "no-such-file.yaml"])
def test_check_of_nothing_is_misuse(tmp_path: Path, name: str) -> None:
    """A folder without documents, or a file that is not there, is exit 2 with one line."""
    done = run("check", tmp_path / name)

    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1


def test_no_problem_repeats_what_a_scorecard_says(tmp_path: Path) -> None:
    """A broken scorecard is told of without its words, on both streams (P10)."""
    card = tmp_path / "card.yaml"
    text = FOUNDING[0].read_text("utf-8")
    card.write_text(
        text.replace("observed:", f"{CANARY}: x\n    observed: {CANARY}", 1), encoding="utf-8"
    )
    for done in (run("check", card), run("debrief", RUBRIC, card)):
        assert done.code == 1
        assert CANARY not in done.out + done.err


@pytest.mark.skipif(sys.platform == "win32", reason="no control characters in names there")
def test_the_name_of_a_file_does_nothing_to_a_terminal(tmp_path: Path) -> None:
    """Control characters in a file's name do not reach the terminal (P10)."""
    bad = tmp_path / "a\x1b[31m.yaml"
    bad.write_text("kind: rubric\n", encoding="utf-8")
    done = run("check", bad)
    missing = run("check", tmp_path / "b\x1b.yaml")

    assert "\x1b" not in done.out + done.err + missing.err
    assert "a\ufffd[31m.yaml" in done.out


# --- debrief ------------------------------------------------------------------


def test_a_debrief_of_files_is_exit_1_where_something_came_up() -> None:
    """The founding story's report goes to stdout (exit 1)."""
    done = run("debrief", RUBRIC, *FOUNDING)

    assert (done.code, done.err) == (1, "")
    assert "concern-against-recommendation" in done.out
    assert "Made for you, as a member of the panel" in done.out


def quiet_rubric(folder: Path) -> Path:
    """Write the example rubric with every rule switched off."""
    path = folder / "quiet.rubric.yaml"
    off = "".join(f"  - {{rule: {rule.slug}, enabled: false}}\n" for rule in DEFAULT_RULES)
    path.write_text(RUBRIC.read_text("utf-8") + f"rules:\n{off}", encoding="utf-8")
    return path


def test_a_debrief_with_nothing_to_report_is_exit_0(tmp_path: Path) -> None:
    """Without findings the report is made all the same (exit 0)."""
    done = run("debrief", quiet_rubric(tmp_path), *FOUNDING)

    assert done.code == 0
    assert "app-7" in done.out


@pytest.mark.parametrize("form", ["text", "markdown", "slack", "json", "html"])
def test_a_debrief_in_a_file_is_what_stdout_would_have_had(form: str, tmp_path: Path) -> None:
    """`-o FILE` writes what would have been printed, and says so."""
    target = tmp_path / "deep" / "report"
    printed = run("debrief", RUBRIC, *FOUNDING, "--format", form)
    done = run("debrief", RUBRIC, *FOUNDING, "--format", form, "-o", target)

    assert (done.code, done.out, done.err) == (1, "", f"wrote {target}\n")
    assert target.read_text("utf-8") == printed.out


def test_a_debrief_takes_viewer_role_and_shadow() -> None:
    """The report is made for somebody, and a shadow seat is never counted."""
    options = ["--viewer", "lead-1", "--role", "facilitator", "--shadow", "interviewer-c"]
    done = run("debrief", RUBRIC, *FOUNDING, *options)

    assert "Made for lead-1" in done.out
    assert "Two of four interviewers" in done.out


def test_several_groups_make_a_report_each() -> None:
    """Scorecards of two rounds, and of two applications, make three reports, in one order."""
    done = run("debrief", RUBRIC, *reversed([*FOUNDING, *ANSWERED]))

    assert done.code == 1
    assert re.findall(r"^Debrief: .*$", done.out, re.MULTILINE) == [
        "Debrief: app-7, onsite",
        "Debrief: app-8, follow-up",
        "Debrief: app-8, onsite",
    ]
    assert done.out == run("debrief", RUBRIC, *ANSWERED, *FOUNDING).out


def test_several_groups_as_json_are_a_list() -> None:
    """One group is a document, several are a list of documents."""
    done = run("debrief", RUBRIC, *FOUNDING, *ANSWERED, "--format", "json")

    assert [one["application"] for one in json.loads(done.out)] == ["app-7", "app-8", "app-8"]


def test_several_pages_need_a_folder(tmp_path: Path) -> None:
    """Pages do not run together: without `-o` several are refused, with it they go to a folder."""
    refused = run("debrief", RUBRIC, *FOUNDING, *ANSWERED, "--format", "html")
    folder = tmp_path / "pages"
    done = run("debrief", RUBRIC, *FOUNDING, *ANSWERED, "--format", "html", "-o", folder)

    assert (refused.code, refused.out) == (2, "")
    assert (done.code, done.out) == (1, "")
    assert below(folder) == ["app-7-onsite.html", "app-8-follow-up.html", "app-8-onsite.html"]


def test_a_folder_gets_a_file_for_each(tmp_path: Path) -> None:
    """A folder that is there gets a file a report, and names that look alike stay apart."""
    cards = []
    for number, application in enumerate(["a/b", "a:b", "A-b"]):
        cards.append(tmp_path / f"{number}.yaml")
        text = FOUNDING[0].read_text("utf-8").replace("app-7", application)
        cards[-1].write_text(text, encoding="utf-8")
    (tmp_path / "out").mkdir()
    run("debrief", RUBRIC, *cards, "-o", tmp_path / "out")

    assert below(tmp_path / "out") == ["A-b-onsite.txt", "a-b-onsite-2.txt", "a-b-onsite-3.txt"]


def test_a_report_that_cannot_be_written_is_misuse(tmp_path: Path) -> None:
    """A folder below a file cannot be made (exit 2)."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert run("debrief", RUBRIC, *FOUNDING, "-o", tmp_path / "file" / "x").code == 2


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Make a folder with a rubric, scorecards in YAML and JSON, and a vocabulary of any name."""
    shutil.copy(RUBRIC, tmp_path / "r.yaml")
    for path in FOUNDING:
        shutil.copy(path, tmp_path)
    first = fs.read(FOUNDING[0], fs.Scorecard)
    (tmp_path / "a.json").write_text(fs.dump(first, "json"), encoding="utf-8")
    (tmp_path / "words").write_text("kind: vocabulary\nbroken", encoding="utf-8")
    (tmp_path / "other.yml").write_text("anything", encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, str]:
    """Read every file of a folder."""
    return {name: (folder / name).read_text("utf-8") for name in below(folder)}


@pytest.mark.parametrize(
    "output", ["r.yaml", "./r.yaml", FOUNDING[0].name, FOUNDING[1].name, "a.json", "words"]
)
@pytest.mark.parametrize("form", ["text", "html"])
def test_a_report_replaces_no_document(
    mine: Path, monkeypatch: pytest.MonkeyPatch, output: str, form: str
) -> None:
    """Neither what is read nor another document becomes a report: one line, exit 2."""
    monkeypatch.chdir(mine)
    before = contents(mine)
    done = run(
        "debrief", "r.yaml", *(one.name for one in FOUNDING[1:]), "-o", output, "--format", form
    )

    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"{Path(output)}: ")
    assert contents(mine) == before


def test_a_slip_with_a_pattern_destroys_nothing(mine: Path) -> None:
    """`-o interviewer-*.yaml` makes the first scorecard the output: it stays."""
    before = contents(mine)
    first, *others = sorted(mine.glob("interviewer-*.yaml"))
    done = run("debrief", mine / "r.yaml", "-o", first, *others)

    assert (done.code, done.err.count("\n")) == (2, 1)
    assert contents(mine) == before


def test_an_input_of_any_name_is_no_output(mine: Path) -> None:
    """What is read stays also where its name and text do not give it away, and under a link."""
    odd = mine / "card.txt"
    odd.write_text("broken", encoding="utf-8")
    link = mine / "link.txt"
    link.hardlink_to(odd)
    for output in (odd, link):
        done = run("debrief", RUBRIC, odd, "-o", output)

        assert done == Done(2, "", f"{output}: is to be read; give another file to write to\n")
    assert run("debrief", RUBRIC, mine / "gone.yaml", "-o", odd).err == (
        f"{mine / 'gone.yaml'}: No such file or directory\n"
    )


@pytest.mark.parametrize("form", ["text", "markdown", "json", "html"])
def test_an_earlier_report_is_replaced(tmp_path: Path, form: str) -> None:
    """A report or page that is there is written anew, and nothing is left beside it."""
    target = tmp_path / f"report.{form}"
    run("debrief", RUBRIC, *FOUNDING, "--format", form, "-o", target)
    target.chmod(0o640)
    done = run("debrief", RUBRIC, *FOUNDING[1:], "--format", form, "-o", target)

    assert (done.code, done.err) == (1, f"wrote {target}\n")
    assert "interviewer-a" not in target.read_text("utf-8")
    assert below(tmp_path) == [target.name]
    assert sys.platform == "win32" or target.stat().st_mode & 0o777 == 0o640


def test_in_a_folder_no_document_is_replaced(mine: Path) -> None:
    """Where one report of several would replace a document none is written."""
    out = mine / "out"
    out.mkdir()
    (out / "app-8-onsite.json").write_text('{"kind": "draft"}', encoding="utf-8")
    done = run("debrief", RUBRIC, *FOUNDING, *ANSWERED, "--format", "json", "-o", out)

    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert below(out) == ["app-8-onsite.json"]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """What fails halfway changes nothing and leaves nothing beside."""
    target = tmp_path / "page.html"
    target.write_text("old", encoding="utf-8")

    def fail() -> None:
        with _talk.writing(target) as file:
            file.write("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert contents(tmp_path) == {"page.html": "old"}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """An output behind a link is written where the link leads."""
    (tmp_path / "real").mkdir()
    target = tmp_path / "link.html"
    target.symlink_to(tmp_path / "real" / "page.html")
    _talk.write(target, "one")
    _talk.write(target, "two")

    assert target.is_symlink()
    assert contents(tmp_path / "real") == {"page.html": "two"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device there")
def test_a_device_is_written_to(tmp_path: Path) -> None:
    """A device is never swapped for a file; what it refuses is told (exit 2)."""
    assert run("demo", "--html", "/dev/null").code == 0
    assert run("demo", "--html", "/dev/full").err == "/dev/full: No space left on device\n"
    assert not Path("/dev/full").is_file()


def test_an_output_that_cannot_be_looked_at_is_told(tmp_path: Path) -> None:
    """A name that no file can have is told in a line (exit 2)."""
    done = run("demo", "--html", tmp_path / ("x" * 300))

    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


def cards_of(folder: Path, *groups: tuple[str, str]) -> list[Path]:
    """Write a scorecard for each application and round."""
    return [
        changed(
            FOUNDING[0],
            folder,
            ("application: app-7", f"application: {application}"),
            ("round: onsite", f"round: {round_}"),
        ).rename(folder / f"{number}.yaml")
        for number, (application, round_) in enumerate(groups)
    ]


def test_no_report_overwrites_another(tmp_path: Path) -> None:
    """A number behind a name makes no name that another report has already."""
    groups = [("A~b", "r"), ("a/b", "r"), ("a:b", "r"), ("a-b", "r-2"), ("a-b", "r-3")]
    cards = cards_of(tmp_path, *groups)
    done = run("debrief", RUBRIC, *cards, "-o", f"{tmp_path / 'out'}/")
    made = below(tmp_path / "out")

    assert len(made) == done.err.count("wrote ") == 5
    assert len({name.casefold() for name in made}) == 5


def test_long_references_make_short_names_that_differ(tmp_path: Path) -> None:
    """References of 128 characters make names below 255 bytes, unlike where they differ late."""
    long = "a" * 127
    cards = cards_of(tmp_path, (f"{long}b", f"{long}c"), (f"{long}b", f"{long}d"))
    done = run("debrief", RUBRIC, *cards, "-o", f"{tmp_path / 'out'}/")
    made = below(tmp_path / "out")

    assert done.code == 1
    assert [len(name) for name in made] == [204, 204]
    assert "-2." not in "".join(made)


@pytest.mark.parametrize("end", ["/", "/.", "//"])
def test_a_name_that_ends_in_a_slash_is_a_folder(tmp_path: Path, end: str) -> None:
    """One report goes into the folder that was asked for, and the folder is made."""
    run("debrief", RUBRIC, *FOUNDING, "-o", f"{tmp_path / 'new'}{end}")

    assert below(tmp_path) == ["new/app-7-onsite.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes")
def test_a_pipe_is_no_scorecard(tmp_path: Path) -> None:
    """A pipe that nobody writes to is refused and not waited for (exit 2)."""
    pipe = tmp_path / "a.yaml"
    os.mkfifo(pipe)
    refused = Done(2, "", f"{pipe}: not a regular file\n")

    assert run("debrief", RUBRIC, pipe) == refused
    assert run("debrief", pipe, FOUNDING[0]) == refused
    assert run("debrief", RUBRIC, FOUNDING[0], "--rubric", pipe) == refused


def changed(path: Path, folder: Path, *changes: tuple[str, str]) -> Path:
    """Write a file again with some of its words changed."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    again = folder / path.name
    again.write_text(text, encoding="utf-8")
    return again


def test_every_problem_of_every_file_is_told(tmp_path: Path) -> None:
    """Problems within files come before any debrief, those of all files at once."""
    first = changed(FOUNDING[0], tmp_path, ("heard_before", "herd_before"))
    second = changed(FOUNDING[1], tmp_path, ("level: 3", "level: three"))
    done = run("debrief", RUBRIC, first, second, *FOUNDING[2:])

    assert (done.code, done.out) == (1, "")
    assert f"{first}:8:1: " in done.err
    assert f"{second}:" in done.err
    assert done.err.endswith("2 problems; no report was made\n")


def test_a_problem_between_documents_finds_its_line(tmp_path: Path) -> None:
    """A level that the rubric does not have is told at its place in the scorecard's file."""
    bad = changed(FOUNDING[0], tmp_path, ("level: 4", "level: 9"))
    done = run("debrief", RUBRIC, bad, *FOUNDING[1:])
    (line,) = done.err.splitlines()

    assert (done.code, done.out) == (1, "")
    assert line.startswith(f"{bad}:11:12: ratings[0].level: ")
    assert line.endswith("[not-on-scale]")


def test_a_group_at_fault_does_not_hide_the_others(tmp_path: Path) -> None:
    """The groups that can stand side by side are reported, the others told of."""
    bad = changed(FOUNDING[0], tmp_path, ("level: 4", "level: 9"))
    done = run("debrief", RUBRIC, bad, *ANSWERED)

    assert done.code == 1
    assert "Debrief: app-8, onsite" in done.out
    assert "[not-on-scale]" in done.err


def test_one_interviewer_twice_is_told_at_both_files(tmp_path: Path) -> None:
    """Two scorecards of one seat are named by their files, and no other file is."""
    again = changed(FOUNDING[0], tmp_path)
    done = run("debrief", RUBRIC, *FOUNDING, again)
    named = [line.split(":")[0] for line in done.err.splitlines()]

    assert named == [str(FOUNDING[0]), str(again)]
    assert "[scorecard-twice]" in done.err


def test_a_file_given_twice_is_read_once() -> None:
    """The same path twice is no second scorecard."""
    assert run("debrief", RUBRIC, *FOUNDING, FOUNDING[0]).err == ""


def test_another_version_is_asked_for_and_taken(tmp_path: Path) -> None:
    """A scorecard of an older version is told of; `--rubric` gives that version."""
    newer = changed(RUBRIC, tmp_path, ("version: 1\ntitle", "version: 2\ntitle"))
    cards = [changed(FOUNDING[0], tmp_path, ("version: 1}", "version: 2}")), *FOUNDING[1:]]
    done = run("debrief", newer, *cards)

    assert done.code == 1
    assert done.err.count("[rubric-not-given]") == 4
    assert str(cards[0]) not in done.err
    assert run("debrief", newer, *cards, "--rubric", RUBRIC).err == ""


def test_rubrics_of_two_ids_are_told(tmp_path: Path) -> None:
    """A problem that no file is at fault of is told without one."""
    other = changed(RUBRIC, tmp_path, ("id: backend-engineer", "id: frontend-engineer"))
    done = run("debrief", RUBRIC, *FOUNDING, "--rubric", other)

    assert "[several-rubrics]" in done.err


def test_a_viewer_without_a_name_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """What the library refuses is told in a line, without a traceback (exit 2)."""
    with pytest.raises(SystemExit) as left:
        main(["debrief", str(RUBRIC), *map(str, FOUNDING), "--viewer", ""])

    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


class Entry:
    """An entry point of another package."""

    name = "acme"
    value = "acme:rule"

    def __init__(self, rule: object) -> None:
        """Offer a rule."""
        self.rule = rule

    def load(self) -> object:
        """Hand out what the package offers."""
        if isinstance(self.rule, Exception):
            raise self.rule
        return self.rule


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """Install a rule."""

    def install(rule: object) -> None:
        monkeypatch.setattr("fairscore.rules.entry_points", lambda group: [Entry(rule)])

    return install


def test_rules_of_other_packages_are_asked(
    installed: Callable[[object], None], tmp_path: Path
) -> None:
    """A rule that another package installs is asked, listed and explained."""

    def find(debrief: fs.Debrief, threshold: int) -> Iterator[fs.Finding]:
        yield fs.Finding(
            slug="acme-friday",
            audience="panel",
            observation="It is Friday.",
            shows="This shows a day.",
            does_not_show="It shows nothing else.",
            ask="Is it?",
            next_step="Look.",
            sources=(),
        )

    installed(
        fs.Rule(
            slug="acme-friday",
            audience="panel",
            summary="the end of a week",
            threshold=5,
            unit="days",
            because="weeks have seven",
            find=find,
        )
    )

    assert "[acme-friday]" in run("debrief", quiet_rubric(tmp_path), *FOUNDING).out
    assert "acme-friday" in run("rules").out
    assert "The end of a week." in run("explain", "acme-friday").out


@pytest.mark.parametrize("broken", ["no rule", ZeroDivisionError("of theirs")])
def test_a_broken_rule_of_another_package_is_told(
    installed: Callable[[object], None], broken: object
) -> None:
    """What another package installs and is no rule is told in a line (exit 2)."""
    installed(broken)
    done = run("debrief", RUBRIC, *FOUNDING)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("a rule of another package cannot be used: ")
    assert "acme" in done.err
    assert done.err.count("\n") == 1


# --- What a terminal gets -----------------------------------------------------


@pytest.mark.parametrize(
    ("terminal", "no_color", "term", "colored"),
    [
        (True, "", "xterm", True),
        (True, "1", "xterm", False),
        (True, "", "dumb", False),
        (False, "", "xterm", False),
    ],
)
def test_colour_is_for_terminals_and_can_be_refused(
    monkeypatch: pytest.MonkeyPatch, *, terminal: bool, no_color: str, term: str, colored: bool
) -> None:
    """A terminal gets its own width, and colour unless `NO_COLOR` is set or `TERM` is dumb."""
    report = fs.parse(run("demo", "--format", "json").out, fs.Report)
    monkeypatch.setattr(sys, "stdout", Stream(terminal=terminal))
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLUMNS", "60")
    text = _talk.rendered(report, "text", to_terminal=True)
    widest = max(len(re.sub(r"\x1b\[[\d;]*m", "", line)) for line in text.splitlines())

    assert ("\x1b[" in text) is colored
    assert (widest <= 60) is terminal
    assert "\x1b" not in _talk.rendered(report, "text", to_terminal=False)


# --- import greenhouse --------------------------------------------------------

GREENHOUSE = EXAMPLES / "greenhouse.rubric.yaml"
PAYLOAD = EXAMPLES / "greenhouse-payload.json"


def take(*arguments: str | Path, rubric: Path = GREENHOUSE) -> Done:
    """Import from Greenhouse."""
    return run("import", "greenhouse", *arguments, "--rubric", rubric)


def test_an_import_is_written_told_of_and_debriefed(tmp_path: Path) -> None:
    """Scorecards go to files, losses to stderr with their places (exit 1); a debrief reads them."""
    done = take(PAYLOAD, "-o", tmp_path / "in")
    made = sorted((tmp_path / "in").iterdir())

    assert done.code == 1
    assert done.out.split() == [str(path) for path in made]
    assert [path.name for path in made] == [
        f"application-501-scorecard-900{number}.json" for number in (1, 2, 3)
    ]
    assert done.err.count(f"{PAYLOAD}:") == 6
    assert done.err.endswith("3 scorecards written, 6 things could not be carried over unchanged\n")
    assert "Debrief: greenhouse:501, greenhouse" in run("debrief", GREENHOUSE, *made).out


def test_the_official_examples_go_through(tmp_path: Path) -> None:
    """The documentation's examples are imported, and make a report for each application."""
    if not OFFICIAL.exists():
        pytest.skip("the data folder with Greenhouse's documentation is not beside this checkout")
    done = take(OFFICIAL, "-o", tmp_path)
    debriefed = run("debrief", GREENHOUSE, *sorted(tmp_path.iterdir()))

    assert done.code == 1
    assert done.err.endswith(
        "3 scorecards written, 18 things could not be carried over unchanged\n"
    )
    assert debriefed.err == ""
    assert re.findall(r"^Debrief: .*$", debriefed.out, re.MULTILINE) == [
        "Debrief: greenhouse:23558552, greenhouse",
        "Debrief: greenhouse:3456, greenhouse",
    ]


def fitting(tmp_path: Path) -> Path:
    """Write a payload of which everything can be mapped."""
    card = json.loads(PAYLOAD.read_text("utf-8"))[0]
    attributes = [one | {"rating": "yes"} for one in card["attributes"][:-1]]
    whole = card | {"attributes": attributes, "questions": [], "ratings": None}
    path = tmp_path / "fits.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def test_an_import_without_loss_is_exit_0(tmp_path: Path) -> None:
    """Where everything is mapped there is nothing to report."""
    done = take(fitting(tmp_path), "-o", tmp_path / "in")

    assert done.code == 0
    assert done.err == "1 scorecard written, everything was carried over\n"


def test_an_import_does_not_overwrite(tmp_path: Path) -> None:
    """A file that is there stops all of it, unless `--force` is given."""
    there = tmp_path / "application-501-scorecard-9002.json"
    there.write_text("mine", encoding="utf-8")
    refused = take(PAYLOAD, "-o", tmp_path)

    assert (refused.code, refused.out) == (2, "")
    assert f"{there}: is there already" in refused.err
    assert below(tmp_path) == [there.name]
    assert there.read_text("utf-8") == "mine"
    assert take(PAYLOAD, "-o", tmp_path, "--force").code == 1
    assert there.read_text("utf-8") != "mine"


def test_of_several_files_each_scorecard_is_taken_once(tmp_path: Path) -> None:
    """A scorecard that stands in two files is written once, and the second is told of."""
    again = tmp_path / "page-2.json"
    shutil.copy(PAYLOAD, again)
    done = take(PAYLOAD, again, PAYLOAD, "-o", tmp_path / "in")

    assert len(done.out.split()) == 3
    assert done.err.count("was in an earlier file; the first is kept") == 3


def test_private_notes_and_rounds_are_options(tmp_path: Path) -> None:
    """`--private` keeps private notes; `--rounds step` makes each interview step a round."""
    done = take(PAYLOAD, "-o", tmp_path, "--private", "--rounds", "step")
    cards = [fs.read(path, fs.Scorecard) for path in sorted(tmp_path.iterdir())]

    assert "private-left-out" not in done.err
    assert "import with `--private`" in take(PAYLOAD, "-o", tmp_path / "without").err
    assert "Private Notes: " in str(cards[0].notes)
    assert [card.round for card in cards] == ["step-61", "step-62", "step-62"]


def test_an_import_without_a_good_rubric_is_told(tmp_path: Path) -> None:
    """Problems of the rubric are told, and nothing is written (exit 1)."""
    bad = changed(GREENHOUSE, tmp_path, ("schema_version: 1", "schema_version: 9"))
    done = take(PAYLOAD, "-o", tmp_path / "in", rubric=bad)

    assert (done.code, done.out) == (1, "")
    assert "[newer-schema]" in done.err
    assert not (tmp_path / "in").exists()


def test_an_import_of_nothing_is_told(tmp_path: Path) -> None:
    """A payload without a scorecard writes nothing (exit 1)."""
    (tmp_path / "empty.json").write_text("[]", encoding="utf-8")
    done = take(tmp_path / "empty.json", "-o", tmp_path / "in")

    assert (done.code, done.out) == (1, "")
    assert "[no-scorecards]" in done.err


# --- rules and explain --------------------------------------------------------


def sections(path: Path) -> list[str]:
    """Name the entries of a page."""
    return re.findall(r"^## (.*)$", path.read_text("utf-8"), re.MULTILINE)


RULES = [one.slug for one in (*DEFAULT_RULES, *AUTHOR_CHECKS)]
PROBLEMS = sections(SOURCE / "cli" / "problems.md")


def test_rules_lists_every_rule_and_check() -> None:
    """The table has a row for each, with whom it tells."""
    done = run("rules")
    rows = [line.split()[:2] for line in done.out.splitlines()]

    assert (done.code, done.err) == (0, "")
    assert [
        one for one in (*DEFAULT_RULES, *AUTHOR_CHECKS) if [one.slug, one.audience] not in rows
    ] == []
    assert max(map(len, done.out.splitlines())) <= 100


@pytest.mark.parametrize("slug", [*RULES, *PROBLEMS, *SLUGS])
def test_explain_knows_every_name(slug: str) -> None:
    """Each rule, check, problem and change has its entry."""
    done = run("explain", slug)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{slug}\n\n")
    assert ("Does not show: " in done.out) is (slug in RULES)
    assert ("What to do: " in done.out) is (slug in PROBLEMS)


@pytest.mark.parametrize(
    ("slug", "hint"),
    [("repeated-concerns", "did you mean repeated-concern?"), ("xyz", "`fairscore rules` lists")],
)
def test_explain_of_another_name_is_misuse(slug: str, hint: str) -> None:
    """An unknown name is refused, with the nearest one (exit 2)."""
    done = run("explain", slug)

    assert (done.code, done.out) == (2, "")
    assert hint in done.err


def test_the_page_of_rules_has_an_entry_for_each() -> None:
    """No rule without an entry, no entry without a rule."""
    assert sorted(sections(SOURCE / "cli" / "rules.md")) == sorted(RULES)


# Words with hyphens, in the modules that report problems, that name something else.
NO_PROBLEMS = {
    *("not-assessed", "no-evidence"),
    *("my-mood", "late-slot", "our-question", "remote-call", "seen-once"),
    *("work-together", "round-1", "cross-faults", "fairscore-hiring"),
    *("utf-8", "utf-8-sig", "utf-16-be"),
    *("founding-story", "answered-concern", "follow-up", "facilitator-1"),
    *("canvas-json", "rubric-spec", "auraone-rubric-v1"),
    # What became of a repeat, and the rules that bring one up.
    *("not-job-related", "style-language-culture"),
    *("concern-against-recommendation", "strength-against-recommendation"),
    *("repeated-concern", "repeated-strength"),
    # How what was written later came about.
    *("after-reveal", "after-discussion"),
    # Events, and what has come of a seat.
    *("seat-added", "rubric-adopted", "handed-in", "reveal-made", "plan-seed-told"),
    # Ways to order the turns of a meeting.
    *("least-senior-first", "most-senior-last"),
    # Policies and grounds, which the steps and decisions of a panel name.
    *("all-in", "own-in", "at-time", "retention-period"),
}
# Codes out of closed lists fill the modules of a panel; its problems are named in `_refusals.py`.
CODES = {"event.py", "panel.py", "right.py", "view.py"}
QUIET = {
    "_base_rates.py",
    "agreement.py",
    "chance.py",
    "finding.py",
    "lints",
    "rules",
    "report",
    "testing",
    *CODES,
}


def named_in_code() -> set[str]:
    """Find every word in the code that looks like the name of a problem."""
    found = {"empty"}
    for path in sorted(SOURCE.rglob("*.py")):
        if not QUIET & set(path.relative_to(SOURCE).parts):
            found |= {
                node.value
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", node.value)
            }
    # Two are put together from the field that differs; one stands among codes, two in a report.
    return found | {
        *("several-applications", "several-rounds", "policy-incomplete"),
        *("order-altered", "viewer-unknown"),
    }


def test_the_page_of_problems_has_an_entry_for_each() -> None:
    """No problem without an entry, no entry without a problem, each once and in order."""
    assert sorted(set(PROBLEMS)) == PROBLEMS
    # Comments that ignore a lint are told of by `check`, and explained beside the lints.
    assert set(PROBLEMS) == named_in_code() - NO_PROBLEMS - set(SLUGS) - set(IGNORE_SLUGS)


@pytest.mark.parametrize("name", ["problems.md", "rules.md"])
def test_the_documentation_shows_the_same_entries(name: str) -> None:
    """What `explain` prints is what the documentation says; `pages` tells how to write it anew."""
    page = pages()[name]

    assert (ROOT / "docs" / "reference" / name).read_text("utf-8") == page
