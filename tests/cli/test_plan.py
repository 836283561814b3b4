"""`fairscore plan`: what it prints and writes, how it exits, and that it tells no seed (P6)."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

import fairscore as fs
from fairscore.assignment import Assignment
from fairscore.cli import main
from fairscore.cli._progress import Progress
from fairscore.planner import check_plan

ROOT = Path(__file__).parents[2]
HERE = ROOT / "examples" / "plan"
RUBRIC = HERE / "onsite.rubric.yaml"
PEOPLE = HERE / "interviewers.txt"
CANDIDATES = HERE / "candidates.txt"
SEED = bytes(range(32))


def run(*arguments: Path | str) -> int:
    """Run the command and say how it exits."""
    with pytest.raises(SystemExit) as left:
        main(["plan", *map(str, arguments)])
    return int(left.value.code or 0)


def planned(*arguments: Path | str) -> int:
    """Plan the example."""
    return run(RUBRIC, "--interviewers", PEOPLE, "--candidates", CANDIDATES, *arguments)


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A file that holds the seed."""
    path = tmp_path / "seed"
    path.write_text(f"{SEED.hex()}\n", encoding="ascii")
    return path


def test_the_example_is_what_is_planned(
    seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table has who meets whom, loads, orders, notes and commitment; the plan is written."""
    path = tmp_path / "plan.yaml"

    assert planned("--seed-file", seed, "-o", path) == 0
    out = capsys.readouterr().out
    assert path.read_bytes() == (HERE / "plan.yaml").read_bytes()
    for line in (
        "candidate-07",
        "  Pairing: interviewer-d, interviewer-e",
        "interviewer-c: 4 interviews",
        "  criteria (williams): testing, coding",
        "Note: No more can be taken by interviewer-c.",
        f"Commitment: {fs.read(path, Assignment).commitment}",
    ):
        assert line in out.splitlines()


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_plan_is_printed_as_a_document(
    form: str, seed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is printed is the document, and reads back as the same plan."""
    assert planned("--seed-file", seed, "--format", form) == 0
    assert fs.parse(capsys.readouterr().out) == fs.read(HERE / "plan.yaml")


def test_a_document_is_written_and_not_printed_twice(
    seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a file for it the document goes there alone, as JSON where the name says so."""
    path = tmp_path / "plan.json"

    assert planned("--seed-file", seed, "--format", "json", "-o", path) == 0
    assert capsys.readouterr().out == ""
    assert fs.read(path, Assignment) == fs.read(HERE / "plan.yaml")


def test_later_candidates_are_put_behind(
    seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--extend` keeps the first batch, shows both, and says what came later."""
    path = tmp_path / "plan-2.yaml"
    later = ("--candidates", "candidate-13,candidate-14", "--extend", HERE / "plan.yaml")

    assert run(RUBRIC, *later, "--seed-file", seed, "-o", path) == 0
    grown, first = fs.read(path, Assignment), fs.read(HERE / "plan.yaml", Assignment)
    out = capsys.readouterr().out
    assert grown.batches[0] == first.batches[0]
    assert "Batch 2" in out
    assert "2 added later" in out
    assert check_plan(grown, fs.read(RUBRIC, fs.Rubric), seed=SEED) == ()


def test_without_interviews_so_many_meet_each_candidate(
    seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rubric without interviews has an interview a candidate, question by question if asked."""
    rubric = tmp_path / "plain.rubric.yaml"
    text = RUBRIC.read_text(encoding="utf-8")
    rubric.write_text(text[: text.index("interviews:")], encoding="utf-8")
    names = ("--interviewers", "a, b,c", "--candidates", "x")

    assert run(rubric, *names, "--seed-file", seed, "--each", "3", "--review", "question") == 0
    out = capsys.readouterr().out
    assert "  Interview: a, b, c" in out
    assert "a: 1 interview\n" in out
    assert "candidates for coding (shuffle): x" in out


def test_what_cannot_be_planned_has_its_reason(
    seed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1, with why in plain words and its slug."""
    assert run(RUBRIC, "--interviewers", "a,b", "--candidates", "x", "--seed-file", seed) == 1
    assert "nobody meets a candidate twice" in (err := capsys.readouterr().err)
    assert "[too-few-interviewers]" in err


LIMITS = "after the name: judges=ID,ID  most=N  never=CANDIDATE,CANDIDATE"
MISUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "nobody": (("--candidates", "x", "--seed", "0" * 64), "--interviewers: say who can interview"),
    "no seed": (("--candidates", "x", "--interviewers", "a"), "give the seed once"),
    "a short seed": (
        ("--candidates", "x", "--interviewers", "a", "--seed", "c0ffee"),
        "not 64 hexadecimal digits",
    ),
    "no such file": (
        ("--candidates", "x", "--interviewers", "a", "--seed-file", "no-such-file"),
        "no-such-file: cannot be read as a seed",
    ),
    "a name with a space": (
        ("--candidates", "x y", "--interviewers", "a", "--seed", "0" * 64),
        "one name a line",
    ),
    "no reference": (
        ("--candidates", "x!", "--interviewers", "a", "--seed", "0" * 64),
        "not a reference",
    ),
    "another limit": (
        ("--candidates", "x", "--interviewers", "a least=2", "--seed", "0" * 64),
        LIMITS,
    ),
    "no number": (
        ("--candidates", "x", "--interviewers", "a most=two", "--seed", "0" * 64),
        LIMITS,
    ),
    "too many": (
        ("--candidates", "x", "--interviewers", "a most=99999", "--seed", "0" * 64),
        "[out-of-range]",
    ),
    "no plan": (
        ("--candidates", "x", "--seed", "0" * 64, "--extend", str(RUBRIC)),
        "[other-kind]",
    ),
}


@pytest.mark.parametrize(("given", "told"), MISUSED.values(), ids=MISUSED)
def test_misuse_is_told(
    given: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, with what to do; nothing of the seed is repeated."""
    assert run(RUBRIC, *given) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert said.out == ""
    assert "c0ffee" not in said.err


def test_a_file_is_told_with_its_line(
    tmp_path: Path, seed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong in a file has its line; bytes that are no text have the file alone."""
    path = tmp_path / "people.txt"
    path.write_text("# who\n\na\nb  most=\n", encoding="utf-8")
    assert run(RUBRIC, "--interviewers", path, "--candidates", "x", "--seed-file", seed) == 2
    assert f"{path}:4: b: after the name" in capsys.readouterr().err

    path.write_bytes(b"\xff\xfe\x00")
    assert run(RUBRIC, "--interviewers", path, "--candidates", "x", "--seed-file", seed) == 2
    assert "cannot be read as text" in capsys.readouterr().err


def test_the_seed_is_nowhere(
    seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither what is printed nor what is written holds the seed, in whichever form (P6)."""
    path = tmp_path / "plan.yaml"
    for form in ("table", "yaml", "json"):
        assert planned("--seed-file", seed, "--format", form) == 0
    assert planned("--seed", SEED.hex(), "-o", path) == 0
    run(RUBRIC, "--candidates", "x", "--extend", HERE / "plan.yaml", "--seed", bytes(32).hex())

    said = capsys.readouterr()
    whole = said.out + said.err + path.read_text(encoding="utf-8")
    assert SEED.hex() not in whole.lower()
    assert bytes(32).hex() not in whole
    assert "[other-seed]" in said.err


class Terminal(io.StringIO):
    """A stderr that somebody watches."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_progress_is_told_after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal it is told how far the plan is, once a second has gone by, and taken away."""
    monkeypatch.setattr(sys, "stderr", err := Terminal())
    clock = iter([0.0, 0.5, 1.5, 1.6, 2.5])
    progress = Progress("interviews assigned", clock=lambda: next(clock))
    told = progress.counter()
    told(1, 400)
    assert err.getvalue() == ""

    told(2, 400)
    progress.pause()
    assert "2 of 400 interviews assigned" in err.getvalue()


def test_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    """The help says how to draw a seed, what a line of interviewers holds, and who may see it."""
    assert run("--help") == 0
    out = re.sub(r"\s+", " ", capsys.readouterr().out)
    for words in ("token_hex(32)", "judges=ID,ID", "history of the shell", "--extend"):
        assert words in out


@pytest.mark.parametrize(
    ("people", "candidates", "said"),
    [
        ("people.txt", "x", "people.txt: no such file"),
        ("a,b", "batch.CSV", "batch.CSV: no such file"),
        ("a,b", ",", "--candidates: names nobody"),
        (" , ", "x", "--interviewers: names nobody"),
        ("a b,c", "x", "a: after the name: judges="),
        ("a,b most=" + "9" * 5000, "x", "b: after the name: judges="),
        ("a,b judges=No-Id!", "x", "b: "),
        ("a,b", "x y,z", "x y: one name a line"),
        ("a,b", "x!", "x!: not a reference"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_name(
    people: str, candidates: str, said: str, seed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is not there is nobody's name, and each refusal says whom it is about."""
    arguments = ("--interviewers", people, "--candidates", candidates, "--seed-file", seed)

    assert run(RUBRIC, *arguments) == 2
    assert capsys.readouterr().err.startswith(said)


def test_a_list_may_be_longer_than_a_name_of_a_file(
    seed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hundreds of names, or one that no file could have."""
    many = ",".join(f"candidate-{number}" for number in range(200))
    people = ",".join(f"interviewer-{number}" for number in range(40))
    long = "n" * 300

    assert run(RUBRIC, "--interviewers", people, "--candidates", many, "--seed-file", seed) == 0
    assert "candidate-199" in capsys.readouterr().out
    assert run(RUBRIC, "--interviewers", long, "--candidates", "x", "--seed-file", seed) == 2
    assert capsys.readouterr().err.startswith(long)


@pytest.mark.parametrize("option", [("--review", "question"), ("--each", "3")])
def test_a_plan_is_extended_as_it_was_begun(
    option: tuple[str, str], seed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What would be passed over is refused."""
    extended = ("--extend", HERE / "plan.yaml", "--candidates", "x", "--seed-file", seed)

    assert run(RUBRIC, *extended, *option) == 2
    assert "extended as it was begun" in capsys.readouterr().err
