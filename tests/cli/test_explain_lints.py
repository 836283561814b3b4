"""`fairscore explain` of a lint: why it speaks, how grave it is, and what to do."""

import pytest
from typer.testing import CliRunner

from fairscore.cli._app import app
from fairscore.cli._entries import SEVERITIES


@pytest.mark.parametrize("slug", SEVERITIES)
def test_explain_knows_every_lint(slug: str) -> None:
    """What a lint is called is what `explain` explains: why, how grave, what to do."""
    result = CliRunner().invoke(app, ["explain", slug])
    told = " ".join(result.stdout.split())

    assert result.exit_code == 0
    assert told.startswith(f"{slug} ")
    assert f"It is {'an error' if SEVERITIES[slug] == 'error' else 'a warning'}: " in told
    assert "What to do: " in told
    assert max(map(len, result.stdout.splitlines())) <= 100
