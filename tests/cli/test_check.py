"""`fairscore check`: what it looks at, what it tells, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import tracemalloc
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

import fairscore as fs
from fairscore.cli import _progress, _sources
from fairscore.cli._app import app
from fairscore.cli._entries import SEVERITIES, entry
from fairscore.cli._progress import Progress
from fairscore.lints import DEFAULT_LINTS
from fairscore.lints._ignore import IGNORE_SLUGS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "backend.rubric.yaml"
VOCABULARY = ROOT / "tests" / "documents" / "good" / "kinds.vocabulary.yaml"
WARNED = """\
kind: rubric
schema_version: 1
id: screen
version: 1
title: Culture fit
criteria:
  - {id: a, title: A, required_level: 2, levels: [{value: 1, anchor: [x]}, {value: 2, anchor: [y]}]}
"""
REPEATED = WARNED.replace("Culture fit", "Screen").replace("anchor: [y]", "anchor: [x]")
BROKEN = "kind: rubric\n"


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def check(*arguments: str | Path, stdin: str | bytes | None = None) -> Done:
    """Run the command in this process."""
    result = CliRunner().invoke(app, ["check", *map(str, arguments)], input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def write(folder: Path, **texts: str) -> None:
    """Write files; two underscores in a name stand for a slash."""
    for name, text in texts.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def names(done: Done) -> list[str]:
    """The files of the problems, each once, in their order."""
    found = (line.split(":")[0] for line in done.out.splitlines())
    return [Path(name).stem for name in dict.fromkeys(found)]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- What is told -------------------------------------------------------------


def test_lints_are_asked_and_placed(here: Path) -> None:
    """A rubric that passes its schema is looked at by lints; each problem has its place."""
    write(here, a=WARNED)
    done = check("a.yaml")

    assert done.code == 1
    assert done.out.startswith("a.yaml:5:8: title: `culture fit` is a feeling, not a standard; ")
    assert done.out.endswith(" [vague-standard]\n")
    assert done.err == "1 document checked, 1 problem, 1 of them a warning\n"


def test_lints_look_at_vocabularies(here: Path) -> None:
    """A vocabulary is looked at too, written as YAML or as JSON."""
    text = fs.dump(fs.read(VOCABULARY), "json").replace('"title": "', '"title": "Culture fit: ', 1)
    (here / "v.json").write_text(text, encoding="utf-8")
    done = check("v.json")

    assert done.code == 1
    assert "[vague-standard]" in done.out


def test_what_is_broken_is_not_linted(here: Path) -> None:
    """Where the schema is not kept there is nothing for lints to look at."""
    write(here, a=WARNED.replace("criteria:", "kriteria:"))

    assert "vague-standard" not in check("a.yaml").out


def test_an_ignored_lint_is_not_told(here: Path) -> None:
    """A comment with the reason answers a lint; the count says that one was ignored."""
    write(here, a=WARNED.replace("fit\n", "fit # fairscore: ignore[vague-standard] our term\n"))

    assert check("a.yaml") == Done(0, "", "1 document checked, 0 problems, 1 ignored\n")


def test_an_ignore_is_held_to_account(here: Path) -> None:
    """Without a reason, without a use or without such a lint it is a problem itself."""
    write(
        here,
        a=WARNED.replace("fit\n", "fit # fairscore: ignore[vague-standard]\n"),
        b="# fairscore: ignore[vague-standard, vague] drafted\n" + REPEATED,
    )
    done = check("a.yaml", "b.yaml")

    assert re.findall(r"\[([a-z-]+)\]$", done.out, re.MULTILINE) == [
        "ignore-without-reason",
        "ignore-unknown-slug",
        "ignore-unused",
        "anchor-repeated",
    ]
    assert done.err == "2 documents checked, 4 problems, 1 of them a warning, 1 ignored\n"


def test_what_the_schema_refuses_cannot_be_ignored(here: Path) -> None:
    """A comment changes nothing about a document that cannot be read."""
    write(here, a=f"# fairscore: ignore[missing-field] later\n{BROKEN}")

    assert "[missing-field]" in check("a.yaml").out


# --- What is wanted -----------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "slugs"),
    [
        ([], ["missing-field", "anchor-repeated", "vague-standard"]),
        (["--select", "anchor-repeated"], ["missing-field", "anchor-repeated"]),
        (["--ignore", "anchor-repeated, rule-unknown"], ["missing-field", "vague-standard"]),
        (
            ["--select", "rule-unknown", "--select", "vague-standard"],
            ["missing-field", "vague-standard"],
        ),
        (["--select", "vague-standard", "--ignore", "vague-standard"], ["missing-field"]),
    ],
)
def test_lints_are_chosen_by_name(here: Path, arguments: list[str], slugs: list[str]) -> None:
    """`--select` tells some lints alone, `--ignore` all but some; the schema is always told."""
    write(here, broken=BROKEN, repeated=REPEATED, warned=WARNED)
    told = re.findall(r"\[([a-z-]+)\]$", check(here, *arguments).out, re.MULTILINE)

    assert list(dict.fromkeys(told)) == slugs


def test_a_lint_that_is_not_told_still_uses_its_ignore(here: Path) -> None:
    """What is left out for a run does not make the comments that answer it problems."""
    write(here, a=WARNED.replace("fit\n", "fit # fairscore: ignore[vague-standard] our term\n"))

    assert check("a.yaml", "--ignore", "vague-standard") == Done(
        0, "", "1 document checked, 0 problems\n"
    )


@pytest.mark.parametrize(
    ("option", "given", "told"),
    [
        ("--select", "vague-standart", "no lint is called vague-standart; did you mean vague-stan"),
        ("--ignore", "xyz", "no lint is called xyz; there are anchor-missing, "),
        ("--ignore", "missing-field", "missing-field is no lint; what keeps a document from being"),
        ("--select", "vague-standard,,", "a name is missing"),
        ("--select", "", "a name is missing"),
    ],
)
def test_a_name_that_is_no_lint_is_misuse(here: Path, option: str, given: str, told: str) -> None:
    """A name that would do nothing is refused, with the one that was meant (exit 2)."""
    write(here, a=WARNED)
    done = check("a.yaml", option, given)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{option}: {told}")


@pytest.mark.parametrize(
    ("fail_on", "codes"),
    [("warning", [1, 1, 1]), ("error", [0, 1, 1]), ("never", [0, 0, 0])],
)
def test_severity_decides_what_fails(here: Path, fail_on: str, codes: list[int]) -> None:
    """By default any problem fails; with `error` warnings are told and pass; with `never` all."""
    write(here, warned=WARNED, repeated=REPEATED, broken=BROKEN)
    done = [
        check(f"{name}.yaml", "--fail-on", fail_on) for name in ("warned", "repeated", "broken")
    ]

    assert [one.code for one in done] == codes
    assert all(one.out for one in done)


def test_every_lint_has_a_severity_and_an_entry() -> None:
    """Each lint and each fault of an ignore has a severity and something to say."""
    assert set(SEVERITIES) == {one.slug for one in DEFAULT_LINTS} | set(IGNORE_SLUGS)
    assert {slug for slug in SEVERITIES if not entry(slug).short.endswith(".")} == set()
    assert entry("duplicate-key").advice
    assert entry("no-such-slug").short == "no-such-slug"


# --- Where it goes ------------------------------------------------------------


def test_the_output_goes_to_a_file(here: Path) -> None:
    """`--output` writes the problems there, with folders above it; the count is still said."""
    write(here, a=WARNED)
    done = check("a.yaml", "--format", "sarif", "--output", here / "new" / "a.sarif")

    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("1 document checked")
    assert json.loads((here / "new" / "a.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_the_output_never_replaces_what_is_checked(here: Path) -> None:
    """A file that is to be checked is not written over (exit 2)."""
    write(here, a=WARNED)
    done = check("a.yaml", "-o", "./a.yaml")

    assert done.code == 2
    assert (here / "a.yaml").read_text("utf-8") == WARNED


@pytest.mark.parametrize("given", [".", "a.yaml"])
def test_the_output_never_replaces_a_document(here: Path, given: str) -> None:
    """A rubric in the folder that is checked, or anywhere, stays as it is: one line, exit 2."""
    write(here, a=WARNED, b=REPEATED)
    (here / "c.json").write_text('{"kind": "draft"}', encoding="utf-8")
    for output, text in (("b.yaml", REPEATED), ("c.json", '{"kind": "draft"}')):
        done = check(given, "-o", output)

        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert (here / output).read_text("utf-8") == text


def test_a_report_that_is_checked_is_not_replaced(here: Path) -> None:
    """A report within the folder is read, and stays; beside the folder it may be replaced."""
    write(here, a__x=WARNED)
    for name in ("a/report.json", "report.json"):
        (here / name).write_text('{"kind": "report"}', encoding="utf-8")

    assert check("a", "-o", "a/report.json").err.startswith("a/report.json: is to be read; ")
    assert check("a", "-o", "report.json").code == 1
    assert "report.json:" in (here / "report.json").read_text("utf-8")


def test_an_output_that_cannot_be_written_is_misuse(here: Path) -> None:
    """What cannot be opened for writing is told in one line (exit 2)."""
    write(here, a=WARNED)
    done = check("a.yaml", "-o", here / "a.yaml" / "b")

    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


def test_results_within_the_folder_are_not_checked(here: Path) -> None:
    """What was written in one run is no document to the next."""
    write(here, a=WARNED)
    for form in ("json", "sarif"):
        check(here, "--format", form, "-o", here / f"{form}.json")

    assert check(here).err.startswith("1 document checked")


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
def test_every_format_has_the_same_exit_code(here: Path, form: str) -> None:
    """The format changes what is printed and nothing else."""
    write(here, a=WARNED)

    assert check("a.yaml", "--format", form).code == 1
    assert check(EXAMPLE, "--format", form).code == 0


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Say that somebody does."""
        return True


def watch(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make both streams one terminal, for the test that asks and not before."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return screen


@pytest.mark.parametrize(
    ("no_color", "term", "coloured"),
    [("", "xterm", True), ("1", "xterm", False), ("", "dumb", False)],
)
def test_a_terminal_has_colour_unless_told_otherwise(
    here: Path, monkeypatch: pytest.MonkeyPatch, no_color: str, term: str, *, coloured: bool
) -> None:
    """In a terminal the place is bold; with NO_COLOR set, or TERM dumb, nothing is."""
    write(here, a=WARNED)
    screen = watch(monkeypatch)
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", term)
    app(["check", "a.yaml"], standalone_mode=False)

    assert ("\x1b[1ma.yaml:5:8\x1b[0m: " in screen.getvalue()) is coloured
    assert ("\x1b" in screen.getvalue()) is coloured


# --- Progress -----------------------------------------------------------------


def run_slowly(monkeypatch: pytest.MonkeyPatch, seconds: float, *options: str) -> str:
    """Check in a terminal, with a clock that moves on at every look at it."""
    screen = watch(monkeypatch)
    ticks = iter(range(10_000))
    monkeypatch.setattr(_progress.time, "monotonic", lambda: next(ticks) * seconds)
    monkeypatch.setattr(
        _progress.Progress.__init__, "__kwdefaults__", {"clock": _progress.time.monotonic}
    )
    with pytest.raises(SystemExit):
        app(["check", ".", *options])
    return screen.getvalue()


def test_a_long_check_tells_how_far_it_is(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a second a terminal is told how many documents are checked; the line goes away."""
    write(here, **{f"a{number}": WARNED for number in range(9)})
    shown = run_slowly(monkeypatch, 0.4)

    assert "3 documents checked" in shown
    # What was shown before a problem is taken away again, so that the problem has its own line.
    left = re.sub(r"[^\n]*\n\x1b\[\?25h\r\x1b\[1A\x1b\[2K", "", shown)
    assert [line for line in left.splitlines() if "documents checked" in line] == [
        "9 documents checked, 9 problems, 9 of them warnings"
    ]
    assert left.count("[vague-standard]") == 9


def test_progress_stays_where_it_is(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the problems go to a file, one line counts up and then goes away."""
    write(here, **{f"a{number}": WARNED for number in range(9)})
    shown = run_slowly(monkeypatch, 0.4, "--output", "problems.txt")

    assert shown.index("3 documents checked") < shown.index("4 documents checked")
    assert shown.endswith(
        "\x1b[2K9 documents checked, 9 problems, 9 of them warnings\n",
    )


def test_a_short_check_tells_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a second there is no progress to see."""
    write(here, **{f"a{number}": WARNED for number in range(9)})

    assert run_slowly(monkeypatch, 0.01).count("documents checked") == 1


def test_without_a_terminal_there_is_no_progress(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where stderr is no terminal, nothing but the count is said, however long it takes."""
    write(here, a=WARNED, b=BROKEN)
    ticks = iter(range(1000))
    passed = list(Progress("documents checked", clock=lambda: float(next(ticks))).each("abc"))

    assert passed == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


# --- Which documents ----------------------------------------------------------


def test_folders_are_walked_in_one_order(here: Path) -> None:
    """A folder's own files come first, by name, then its folders; arguments keep their order."""
    write(here, b__z=BROKEN, b__a=BROKEN, b__a__x=BROKEN, a__q=BROKEN)
    write(here, **{"a__.hidden": BROKEN, ".git__x": BROKEN})

    assert names(check("b", "a")) == ["a", "z", "x", "q"]
    assert names(check(".")) == ["q", "a", "z", "x"]


def test_each_document_is_checked_once(here: Path) -> None:
    """A file or folder that is given twice, or within another, is checked once."""
    write(here, a__x=BROKEN, a__b__y=BROKEN)
    for given in (
        ["a", "a/x.yaml", "./a"],
        ["a/x.yaml", "a"],
        ["a", "a/b"],
        ["a/b", "a", "a/b/y.yaml"],
        ["a/x.yaml", "./a/x.yaml", here / "a" / "b"],
    ):
        assert check(*given).err.startswith("2 documents checked, "), given


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_links_make_no_loop(here: Path) -> None:
    """A link to a folder is not followed; a file behind a link is checked."""
    write(here, a__x=BROKEN)
    (here / "a" / "loop").symlink_to(here / "a")
    (here / "a" / "y.yaml").symlink_to(here / "a" / "x.yaml")

    assert names(check("a")) == ["x", "y"]
    assert names(check("a", "a/x.yaml")) == ["x"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
@pytest.mark.parametrize("given", [".", "gone.yaml"])
def test_what_cannot_be_read_is_told(here: Path, given: str) -> None:
    """A file that cannot be read is a line on stderr and exit 2; the others are checked."""
    write(here, warned=WARNED)
    (here / "gone.yaml").symlink_to(here / "nowhere")
    done = check(given, "warned.yaml")

    assert done.code == 2
    assert names(done) == ["warned"]
    assert done.err == (
        "gone.yaml: No such file or directory\n"
        "1 document checked, 1 problem, 1 of them a warning, 1 not readable\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_to_itself_cannot_be_read(here: Path) -> None:
    """A link that leads to itself is told like any file that cannot be read."""
    (here / "a.yaml").symlink_to(here / "a.yaml")
    done = check("a.yaml")

    assert done.code == 2
    assert done.err.startswith("a.yaml: ")


def test_a_folder_that_cannot_be_read_is_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be looked into is not passed over in silence (exit 2)."""
    write(here, a=BROKEN, shut__b=BROKEN)
    scan = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    done = check(".")

    assert done.code == 2
    assert names(done) == ["a"]
    assert "shut: Permission denied\n" in done.err


def test_a_reason_is_always_given(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system gives no words for it, the sort of the error stands."""
    write(here, a=BROKEN)
    monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(OSError()))

    assert check("a.yaml").err.startswith("a.yaml: OSError\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes")
def test_a_pipe_in_a_folder_is_passed_over(here: Path) -> None:
    """A pipe that nobody writes to does not stop the check."""
    write(here, a=BROKEN)
    os.mkfifo(here / "b.yaml")

    assert check(".").err.startswith("1 document checked")


def test_json_far_within_is_found(here: Path) -> None:
    """A field `kind` of pretty JSON counts; one of an inner object does too, text about it not."""
    (here / "a.json").write_text('{\n   "id": "x",\n\n   "kind"  : "rubric"\n}', encoding="utf-8")
    (here / "b.json").write_text('{"text": "a kind: rubric"}', encoding="utf-8")

    assert names(check(".")) == ["a"]


def test_a_folder_without_documents_is_misuse(here: Path) -> None:
    """A check that checks nothing would always pass, so it is exit 2 instead."""
    (here / "a.yaml").write_text("kind: Deployment", encoding="utf-8")
    done = check(".", "--format", "sarif")

    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


# --- stdin --------------------------------------------------------------------


def test_stdin_is_checked() -> None:
    """`-` reads stdin; YAML and JSON are told apart."""
    assert check("-", stdin=WARNED).out.startswith("<stdin>:5:8: title: ")
    assert check("-", stdin='{"kind": "rubric",}').out.startswith("<stdin>:1:19: ")
    assert check("-", "-", stdin=BROKEN).err.startswith("1 document checked")


def test_a_stdin_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where stdin is a folder, that is a line on stderr and exit 2."""

    class Broken(io.BytesIO):
        def read(self, _: int | None = -1, /) -> bytes:
            raise IsADirectoryError(21, "Is a directory")

    monkeypatch.setattr(_sources, "sys", type("System", (), {"stdin": io.TextIOWrapper(Broken())}))
    done = check("-")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("<stdin>: Is a directory\n")


def test_stdin_can_have_a_name() -> None:
    """`--name` is what stdin is called; its ending says which format it has."""
    done = check("-", "--name", "a.json", stdin="kind: rubric")

    assert done.out.startswith("a.json:1:1: ")
    assert "[not-json]" in done.out


def test_a_name_without_stdin_is_misuse(here: Path) -> None:
    """A name that names nothing is refused (exit 2)."""
    write(here, a=BROKEN)
    done = check("a.yaml", "--name", "b.yaml")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("--name ")


def test_a_file_that_is_not_there_is_misuse(here: Path) -> None:
    """Where one path is mistyped nothing is checked (exit 2, one line)."""
    write(here, a=BROKEN)

    assert check("a.yaml", "b.yaml") == Done(2, "", "b.yaml: No such file or directory\n")


# --- Memory -------------------------------------------------------------------


def peak(folder: Path) -> int:
    """Bytes that a check of a folder holds at most."""
    tracemalloc.start()
    done = check(folder, "--format", "json", "-o", folder / "done.txt")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert done.code == 1
    return most


def test_memory_does_not_grow_with_the_number_of_files(here: Path) -> None:
    """Ten times as many files, each with problems, take no more memory."""
    text = EXAMPLE.read_text("utf-8").replace("title: Coding", "title: Culture fit")
    for count in (10, 10, 100):
        write(here, **{f"{count}__{number}": text for number in range(count)})
    peak(here / "10")  # Fills the caches.

    assert peak(here / "100") < 1.5 * peak(here / "10")
