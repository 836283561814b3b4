"""`fairscore verify`: what it prints of a log, and how it exits (P5)."""

import json
from pathlib import Path

import pytest

from fairscore.cli import main
from fairscore.verification import _SAYINGS, verify

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "examples" / "sealed-panel"
PANEL = SAMPLE / "panel.receipt.json"
SEAT = SAMPLE / "seat.receipt.json"


def run(*arguments: Path | str) -> int:
    """Run the command and say how it exits."""
    with pytest.raises(SystemExit) as left:
        main(["verify", *map(str, arguments)])
    return int(left.value.code or 0)


def log(folder: Path, data: bytes | None = None) -> Path:
    """Lay a log in a folder."""
    path = folder / "log.jsonl"
    path.write_bytes((SAMPLE / "log.jsonl").read_bytes() if data is None else data)
    return path


def test_a_log_that_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each body and each receipt has a line, and the exit is 0."""
    path = log(tmp_path)

    assert run(path, "--receipt", PANEL, "--receipt", SEAT) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{path}: tenant acme, app-7, onsite: 7 entries in an unbroken chain",
        "line 2: rubric: as it was sealed",
        "line 3: scorecard of interviewer-a in design: as it was sealed",
        "line 4: scorecard of interviewer-b in past-project: as it was sealed",
        "line 5: scorecard of interviewer-c in incident-review: erased (erasure-request)",
        f"{PANEL}: met at line 7; 1 entry of the panel came later",
        f"{SEAT}: met at line 3; 0 entries of its seat came later",
    ]


@pytest.mark.parametrize(
    ("receipts", "told"),
    [((), "No receipt vouches for this log"), ((SEAT,), "Only one seat is vouched for")],
)
def test_what_nobody_could_tell_is_said(
    receipts: tuple[Path, ...], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a receipt for the panel the last line says what would go unnoticed."""
    options = [part for one in receipts for part in ("--receipt", one)]

    assert run(log(tmp_path), *options) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith(told)


def test_a_log_that_was_altered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The place where it breaks is a problem on a line of its own, and the exit is 1."""
    data = (SAMPLE / "log.jsonl").read_bytes().replace(b'"key":"hand-in-1"', b'"key":"hand-in-2"')
    path = log(tmp_path, data)

    assert run(path, "--receipt", PANEL) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].endswith(": 1 entry in an unbroken chain")
    assert f"{PANEL}: NOT met" in told
    (broken,) = (line for line in told if line.endswith("[chain-broken]"))
    assert broken == (
        f"{path}:3:1: this entry does not follow from those before it; do not rely on anything "
        "from here on; export the log again from the store [chain-broken]"
    )


def other_receipts(folder: Path) -> list[Path]:
    """Two receipts of the sample's panel at a time when nothing was written."""
    paths = [folder / "one.json", folder / "two.json"]
    plain = json.loads(PANEL.read_text("utf-8"))
    for path in paths:
        path.write_text(json.dumps(plain | {"at": "2026-01-01T00:00:00Z"}), "utf-8")
    return paths


def test_the_line_where_it_breaks_comes_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Problems come in line order, and after them each unmet receipt by the name of its file."""
    lines = (SAMPLE / "log.jsonl").read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b'"key":"hand-in-1"', b'"key":"hand-in-2"')
    lines[9] = lines[9].replace(b"Compared", b"Confused")
    path = log(tmp_path, b"".join(lines))
    one, two = other_receipts(tmp_path)

    assert run(path, "--receipt", one, "--receipt", PANEL, "--receipt", two) == 1
    told = capsys.readouterr().out.splitlines()
    unmet = "the log does not hold what this receipt was given for; "
    wrong = [line.split("; ")[0] + "; " for line in told if line.endswith("]")]
    assert [line.partition(": ")[0] for line in wrong[:2]] == [f"{path}:3:1", f"{path}:10:1"]
    assert wrong[2:] == [f"{one}: {unmet}", f"{PANEL}: {unmet}", f"{two}: {unmet}"]


def test_receipts_that_are_not_met_are_not_said_to_be_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever gave receipts is told that none is met, in a sound log and in none at all."""
    one, two = other_receipts(tmp_path)
    for data in (None, b"no log"):
        assert run(log(tmp_path, data), "--receipt", one, "--receipt", two) == 1
        told = capsys.readouterr().out
        assert told.splitlines()[-1] == (
            "None of the receipts given is met, so none vouches for this log."
        )
        assert "Ask somebody" not in told
        assert f"{one}: NOT met" in told

    assert run(log(tmp_path), "--receipt", one, "--receipt", SEAT) == 1
    told = capsys.readouterr().out
    assert "Only one seat is vouched for" in told
    assert f"{one}: the log does not hold" in told
    assert f"{SEAT}: the log" not in told


def test_other_line_ends_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A log that a program gave other line ends is asked for as it was written."""
    path = log(tmp_path, (SAMPLE / "log.jsonl").read_bytes().replace(b"\n", b"\r\n"))

    assert run(path) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        f"{path}:1:1: not the first line of a log of this version; give the bytes as "
        "`Desk.export_log` wrote them, with their line ends; a log of a newer release needs that "
        "release [log-version]"
    )


def test_what_became_of_words_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Altered and missing words stand out, and nothing that somebody wrote is printed (P10)."""
    lines = (SAMPLE / "log.jsonl").read_bytes().splitlines(keepends=True)
    lines[9] = lines[9].replace(b"Compared", b"Confused")
    path = log(tmp_path, b"".join(lines[:-1]))

    assert run(path) == 1
    told = capsys.readouterr().out
    assert "line 3: scorecard of interviewer-a in design: ALTERED" in told
    assert "line 4: scorecard of interviewer-b in past-project: MISSING" in told
    assert "Confused" not in told


def test_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program gets all of it, and the same exit."""
    assert run(log(tmp_path), "--receipt", SEAT, "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)

    assert told["holds"] is True
    assert told["covered"] == "seat"
    assert told["panel"] == {"tenant": "acme", "application": "app-7", "round": "onsite"}
    assert [one["state"] for one in told["bodies"]] == ["valid", "valid", "valid", "erased"]
    assert told["receipts"] == [{"covers": "seat", "holds": True, "line": 3, "later": 0}]
    assert told["problems"] == []


def test_what_is_no_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Any other file is told in a line, without a panel."""
    path = log(tmp_path, b"\x1b[31m\n")

    assert run(path) == 1
    assert "[log-version]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("receipt", "slug"),
    [("{}", "missing-field"), ('{"kind": "rubric", "schema_version": 1}', "other-kind")],
)
def test_what_is_no_receipt(
    receipt: str, slug: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its problems are told and nothing is checked: exit 2."""
    path = tmp_path / "receipt.json"
    path.write_text(receipt, "utf-8")

    assert run(log(tmp_path), "--receipt", path) == 2
    told = capsys.readouterr()
    assert f"[{slug}]" in told.err
    assert told.out == ""


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A log and a receipt that cannot be opened are named: exit 2."""
    assert run(tmp_path / "none.jsonl") == 2
    assert run(log(tmp_path), "--receipt", tmp_path / "none.json") == 2
    assert capsys.readouterr().err.count("No such file") == 2


def test_a_file_without_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than any panel comes to is refused before it is looked at."""
    monkeypatch.setattr("fairscore.cli.commands.verify._LARGEST", 100)

    assert run(log(tmp_path)) == 2
    assert "more than 100 bytes" in capsys.readouterr().err


def test_every_problem_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """Each slug has an entry that `fairscore explain` prints."""
    for slug in _SAYINGS:
        with pytest.raises(SystemExit) as left:
            main(["explain", slug])
        assert not left.value.code
        assert "What to do:" in capsys.readouterr().out


def test_the_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    """It says what is told, in which order, how it exits, and shows a command."""
    assert run("--help") == 0
    told = capsys.readouterr().out

    assert "fairscore verify panel.jsonl --receipt panel.receipt.json" in told
    assert "Exit 0" in told


def test_the_sample_is_of_this_version() -> None:
    """The log of the examples holds."""
    assert verify((SAMPLE / "log.jsonl").read_bytes()).holds
