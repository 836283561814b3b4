"""What decides the exit code of `fairscore debrief`, and how a threshold of one is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import fairscore as fs
from fairscore.cli import main
from fairscore.rules import DEFAULT_RULES

EXAMPLES = Path(__file__).parents[2] / "examples"
FOUNDING = sorted((EXAMPLES / "founding-story").glob("*.yaml"))


def asking(folder: Path, *slugs: str) -> Path:
    """Write the example's rubric with every rule switched off but these."""
    rubric = fs.read(EXAMPLES / "backend.rubric.yaml", fs.Rubric)
    plain = json.loads(fs.dump(rubric, "json"))
    off = [rule.slug for rule in DEFAULT_RULES if rule.slug not in slugs]
    plain["rules"] = [{"rule": slug, "enabled": False} for slug in off]
    path = folder / "rubric.json"
    path.write_text(json.dumps(plain), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("slugs", "code"),
    [
        ((), 0),
        (("too-few-to-call",), 0),
        (("lone-dissent",), 1),
        (("too-few-to-call", "lone-dissent"), 1),
    ],
)
def test_a_remark_on_the_data_is_no_reason_for_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], slugs: tuple[str, ...], code: int
) -> None:
    """It is told in the report and ends with 0; beside anything else it is 1."""
    rubric = asking(tmp_path, *slugs)
    with pytest.raises(SystemExit) as left:
        main(["debrief", str(rubric), *map(str, FOUNDING)])

    out = capsys.readouterr().out
    assert left.value.code == code
    assert all(f"[{slug}]" in out for slug in slugs)
    assert "This rubric switches off: concern-against-recommendation (and with it" in out


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["explain", "told-by-one"], "Threshold: 1 flag. Why:"),
        (["explain", "criterion-not-assessed"], "Threshold: 1 person who rated it, at least. Why:"),
        (["explain", "repeated-concern"], "Threshold: 2 people. Why:"),
        (["explain", "rating-without-evidence"], "Threshold: 1 word, at least. Why:"),
        (["rules"], "threshold: 1 flag\n"),
    ],
)
def test_a_threshold_is_told_with_its_unit(
    capsys: pytest.CaptureFixture[str], command: list[str], words: str
) -> None:
    """One flag, two people: the unit agrees with the number."""
    with pytest.raises(SystemExit):
        main(command)

    assert words in capsys.readouterr().out.replace("threshold: 1 flag \n", "threshold: 1 flag\n")
