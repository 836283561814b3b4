"""A shadow who wrote nothing is refused: mistyped, somebody would be counted who must not be."""

from pathlib import Path

import pytest

from fairscore.cli import main

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
FILES = [
    str(EXAMPLES / "backend.rubric.yaml"),
    *map(str, sorted((EXAMPLES / "founding-story").glob("*.yaml"))),
]


@pytest.mark.parametrize(
    ("shadow", "advice"),
    [
        ("interviewer-cc", "did you mean interviewer-c?"),
        ("zzz", "they are by interviewer-a, interviewer-b"),
    ],
)
def test_a_shadow_who_wrote_nothing_is_refused(
    shadow: str, advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says who was meant, or who there is, and makes no report."""
    with pytest.raises(SystemExit) as left:
        main(["debrief", *FILES, "--shadow", shadow])

    printed = capsys.readouterr()
    assert left.value.code == 2
    assert printed.out == ""
    assert advice in printed.err


def test_a_shadow_who_wrote_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    """The one who sat in is shown and not counted."""
    with pytest.raises(SystemExit):
        main(["debrief", *FILES, "--shadow", "interviewer-c"])

    assert "Two of four" in capsys.readouterr().out
