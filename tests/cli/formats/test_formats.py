"""The formats: what each prints, that each is streamed, and that none repeats a scorecard."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args, get_type_hints

import pytest

from fairscore.cli._checked import Checked, Found
from fairscore.cli.commands import check
from fairscore.cli.formats import FORMATS, text
from fairscore.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXAMPLES = Path(__file__).parents[3] / "examples"
CANARY = "canary-7f3a"


def problem(**changes: object) -> Found:
    """Make a problem."""
    fields = {
        "slug": "bad-id",
        "message": "not an id",
        "advice": "use letters",
        "file": "a.yaml",
        "line": 3,
        "column": 5,
        **changes,
    }
    return Found(problem=Problem(**fields), severity="error", fails=True, steps=())


def test_the_command_offers_every_format() -> None:
    """The formats that the command takes are those there are."""
    hints = get_type_hints(check.run)

    assert list(get_args(hints["form"])) == list(FORMATS)


def test_text_is_one_line_a_problem(printed: Callable[..., str]) -> None:
    """As text a problem is one line, whatever its file is called."""
    done = printed("text", Checked(name="a", found=(problem(), problem(file="b\n\x1b.yaml"))))

    assert done.splitlines() == [
        "a.yaml:3:5: not an id; use letters [bad-id]",
        "b\ufffd\ufffd.yaml:3:5: not an id; use letters [bad-id]",
    ]


def test_coloured_text_says_the_same() -> None:
    """Colour adds nothing but colour: the place in bold, the slug by its severity."""
    warned = Found(problem=problem().problem, severity="warning", steps=())
    checked = [Checked(name="a", found=(problem(), warned))]
    coloured = "".join(text.coloured(checked))

    assert re.sub(r"\x1b\[\d+m", "", coloured) == "".join(text.pieces(checked))
    assert coloured.startswith("\x1b[1ma.yaml:3:5\x1b[0m: not an id; use letters \x1b[31m[bad-id]")
    assert "\x1b[33m[bad-id]" in coloured


def test_json_holds_everything(
    printed: Callable[..., str], document: Callable[..., Checked], rubric: str
) -> None:
    """As JSON: each problem with its parts, what was ignored and why, and what was not readable."""
    answered = rubric.replace(
        "id: fit\n    title", "id: fit\n    # fairscore: ignore[vague-standard] ours\n    title"
    )
    gone = Checked(name="gone.yaml", error="No such file or directory")
    plain = json.loads(printed("json", document(rubric), document(answered), gone))

    assert plain["problems"][0] == {
        "file": "a.rubric.yaml",
        "line": 8,
        "column": 12,
        "path": ["criteria", 0, "title"],
        "slug": "vague-standard",
        "severity": "warning",
        "message": "`culture fit` is a feeling, not a standard",
        "advice": plain["problems"][0]["advice"],
    }
    assert [one["slug"] for one in plain["problems"]] == [
        "vague-standard",
        "ignore-unused",
        "ignore-unused",
    ]
    assert [(one["slug"], one["reason"]) for one in plain["ignored"]] == [
        ("vague-standard", "ours")
    ]
    assert plain["unreadable"] == [{"file": "gone.yaml", "reason": gone.error}]
    assert (plain["checked"], plain["errors"], plain["warnings"]) == (2, 0, 3)


def test_json_of_nothing_is_json(printed: Callable[..., str]) -> None:
    """Where nothing is wrong the object is the same, and empty."""
    plain = json.loads(printed("json", Checked(name="a")))

    assert (plain["problems"], plain["ignored"], plain["checked"]) == ([], [], 1)


def test_github_escapes_what_a_command_cannot_hold(printed: Callable[..., str]) -> None:
    """Line ends, percent signs, and in properties colons and commas, are escaped."""
    found = problem(file="a,b:c%\n.yaml", message="50% of\r\nit: a, b", path=("criteria", 0))
    done = printed("github", Checked(name="a", found=(found,)))

    assert done == (
        "::error file=a%2Cb%3Ac%25%0A.yaml,line=3,col=5,title=bad-id"
        "::criteria[0]: 50%25 of%0D%0Ait: a, b; use letters [bad-id]\n"
    )


def test_github_tells_severity_and_what_cannot_be_read(
    printed: Callable[..., str], document: Callable[..., Checked], rubric: str
) -> None:
    """A lint is a warning; a file that cannot be read is an error without a line."""
    done = printed("github", document(rubric), Checked(name="b/gone.yaml", error="gone\x1b"))

    assert [line.split("::")[1].split(",")[0] for line in done.splitlines()] == [
        "warning file=a.rubric.yaml",
        "warning file=a.rubric.yaml",
        "error file=b/gone.yaml",
    ]
    assert done.endswith("title=not readable::gone\ufffd\n")


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_writes_as_it_goes(
    document: Callable[..., Checked], form: str, rubric: str
) -> None:
    """What is wrong with a document is out before the next is looked at."""
    taken = 0

    def documents() -> Iterator[Checked]:
        nonlocal taken
        while True:
            taken += 1
            yield document(rubric, f"{taken}.yaml")

    written = ""
    for piece in FORMATS[form](documents()):
        written += piece
        if "ignore-unused" in written:
            break

    assert taken == 1
    assert "vague-standard" in written


def broken_cards() -> Iterator[str]:
    """Scorecards and drafts with faults of every sort, the canary wherever words can stand."""
    card = next(iter(sorted((EXAMPLES / "founding-story").iterdir()))).read_text("utf-8")
    marked = re.sub(r"(observed|evidence|notes|words): .*", rf"\1: {CANARY} said", card)
    assert CANARY in marked
    yield marked.replace("observed:", f"{CANARY}: x\n    observed:", 1)
    yield marked.replace("criterion: ", f"criterion: {CANARY} ")
    yield marked.replace("kind: scorecard", "kind: draft").replace("level: ", f"level: {CANARY}")
    yield marked.replace("schema_version: 1", f"schema_version: {CANARY}")
    yield f"{marked}\n{CANARY}: [\n"
    yield f"{marked}\n# fairscore: ignore[{CANARY}] {CANARY}\nratings: {CANARY}\n"
    yield f"{marked}\n# fairscore: ignore[{CANARY}]\n"
    yield f"kind: scorecard\n{CANARY}: &{CANARY} *{CANARY}\n? [{CANARY}]\n: {CANARY}\n"
    yield f"kind: {CANARY}\n{CANARY}: 1\n{CANARY}: 2\n"


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_repeats_what_a_scorecard_says(
    printed: Callable[..., str], document: Callable[..., Checked], form: str
) -> None:
    """Whatever is wrong with a scorecard, no format holds a word of it (P10)."""
    seen = 0
    for card in broken_cards():
        checked = document(card, "card.yaml")
        seen += len(checked.found)

        assert CANARY not in printed(form, checked)
    assert seen > 10


@pytest.mark.parametrize("form", FORMATS)
def test_the_canary_would_be_seen(
    printed: Callable[..., str], document: Callable[..., Checked], form: str, rubric: str
) -> None:
    """In a rubric, where names are repeated, the canary shows: the test above can fail."""
    marked = rubric.replace("required_level:", f"{CANARY}:")

    assert CANARY in printed(form, document(marked))
