"""The README shows what really comes out, and says how to install what is really ours."""

from pathlib import Path

import pytest

from fairscore.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def shown() -> str:
    """The output that the README shows."""
    return README.split("<!-- demo output: begin -->\n```text\n")[1].split("\n```\n")[0]


def test_first_screen_shows_the_real_output(capsys: pytest.CaptureFixture[str]) -> None:
    """The block under the command is how the command's output begins."""
    with pytest.raises(SystemExit):
        main(["demo"])

    assert len(shown()) > 1000
    assert capsys.readouterr().out.startswith(shown())


def test_picture_is_there() -> None:
    """The picture of the page that the README shows exists and is a PNG."""
    assert "(docs/images/debrief.png)" in README
    assert (ROOT / "docs" / "images" / "debrief.png").read_bytes().startswith(b"\x89PNG")
