"""
What was written of a candidate appears in no repr, no exception, no problem and no log (P10).

A marker that occurs nowhere else stands in every text of a scorecard and of a draft, and in places
where no text belongs. Then everything that could repeat it is asked to.
"""

import copy
import json
import logging
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
import yaml
from hypothesis import given
from pydantic import BaseModel

import fairscore as fs
from fairscore._faults import Reporter
from fairscore.document import Part, examine
from fairscore.draft import DraftRating
from fairscore.revealed import unsealed
from fairscore.scorecard import RubricRef, against
from fairscore.testing import DrawnPanel, panels

MARKER = "canary7f3a"
MARKED = f"Said it like this: {MARKER}"

CARD: dict[str, Any] = {
    "kind": "scorecard",
    "schema_version": 1,
    "rubric": {"id": "r", "version": 1, "language": "en"},
    "application": "app-1",
    "interviewer": "interviewer-a",
    "submitted_at": "2026-05-04T09:30:00Z",
    "heard_before": "no",
    "ratings": [
        {"criterion": "humility", "level": 1, "evidence": MARKED},
        {"criterion": "curiosity", "not_rated": "declined", "evidence": MARKED},
    ],
    "flags": [
        {
            "kind": "other",
            "words": MARKED,
            "signal": "yellow",
            "observed": MARKED,
            "source": "interview",
            "occasion": MARKED,
            "set_aside": {"reason": "my-mood", "words": MARKED},
            "kind_from": "chosen",
        }
    ],
    "recommendation": {"level": 1, "reason": MARKED},
    "answers": [{"question": MARKED, "text": MARKED}],
    "notes": MARKED,
    "origin": MARKED,
}
DRAFT: dict[str, Any] = {
    field: value for field, value in CARD.items() if field not in {"submitted_at", "origin"}
} | {"kind": "draft"}
RUBRIC: dict[str, Any] = {
    "kind": "rubric",
    "schema_version": 1,
    "id": "r",
    "version": 1,
    "title": "R",
    "criteria": [
        {
            "id": "humility",
            "title": "Humility",
            "levels": [{"value": 1}, {"value": 2}],
            "required_level": 2,
        }
    ],
}


# --- Where to look --------------------------------------------------------------


def said_by(error: BaseException) -> Iterator[str]:
    """Everything that an exception says, and those that it carries along."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            yield str(one)
            yield repr(one)
            yield repr(one.args)
            yield repr(vars(one))
            waiting += [one.__context__, one.__cause__]
    yield "".join(traceback.format_exception(error))


def parts_of(value: object) -> Iterator[object]:
    """A value and every value of ours inside it."""
    yield value
    inner: Any = ()
    if isinstance(value, BaseModel):
        inner = [getattr(value, field) for field in type(value).model_fields]
    elif attrs.has(type(value)):
        inner = [getattr(value, field.name) for field in attrs.fields(type(value))]  # type: ignore[arg-type]
    elif isinstance(value, tuple | list):
        inner = value
    for one in inner:
        if isinstance(one, BaseModel | tuple) or attrs.has(type(one)):
            yield from parts_of(one)


def shown_by(value: object) -> Iterator[str]:
    """How a value and the values in it show themselves; plain tuples are left to their owner."""
    for part in parts_of(value):
        if isinstance(part, BaseModel) or attrs.has(type(part)):
            yield repr(part)
            yield str(part)
            yield f"{part}"


def tried(action: Callable[[], object]) -> Iterator[str]:
    """What an action that may fail says when it does."""
    try:
        result = action()
    except Exception as error:  # noqa: BLE001 (any exception at all must keep silent)
        yield from said_by(error)
    else:
        yield from shown_by(result)


# --- What to try ----------------------------------------------------------------


def places(plain: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 (JSON)
    """Paths of all values in plain data, but the document itself."""
    items = plain.items() if isinstance(plain, dict) else enumerate(plain)
    for step, value in items:
        yield (*path, step)
        if isinstance(value, dict | list):
            yield from places(value, (*path, step))


def holder(plain: Any, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401 (JSON)
    """What the last step of a path is taken in."""
    for step in path[:-1]:
        plain = plain[step]
    return plain


WRONG: tuple[Any, ...] = (
    MARKED,
    f"{MARKER}\u202e",
    f"{MARKER}\0",
    f"{MARKER}\ud800",
    MARKER * 7000,
    2**70,
    1.5,
    True,
    None,
    [MARKED],
    {MARKER: MARKED},
    [{MARKER: MARKED}],
)


def damaged(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A document with each value wrong in each way, missing, or under another name."""
    for path in places(whole):
        for wrong in WRONG:
            plain = copy.deepcopy(whole)
            holder(plain, path)[path[-1]] = wrong
            yield plain
        plain = copy.deepcopy(whole)
        value = holder(plain, path).pop(path[-1])
        yield plain
        parent = holder(plain, path)
        if isinstance(parent, dict):
            renamed = copy.deepcopy(plain)
            holder(renamed, path)[MARKER] = value
            yield renamed
        else:
            parent += [value, value]
            yield plain


def broken(text: str) -> Iterator[str]:
    """A text with faults that no plain data can hold: cut short, keys doubled, odd characters."""
    for at in range(0, len(text), 7):
        yield text[:at]
    yield text.replace('"evidence":', f'"{MARKER}": 1, "{MARKER}": 2, "evidence":', 1)
    yield text.replace('"evidence":', f'"evidence": {MARKER}, "evidence":', 1)
    yield text.replace('"evidence":', f'"{MARKER}": NaN, "evidence":', 1)
    yield text.replace('"evidence":', f'"{MARKER}": [[[[{"[" * 60}', 1)
    yield text.replace(MARKED, f"{MARKED}\\q", 1)
    yield text.replace(MARKED, f"{MARKED}\x07", 1)
    yield text.replace(MARKED, f"{MARKED}\0", 1)
    yield text.replace(f'"{MARKED}"', f"&{MARKER} x", 1)
    yield text.replace(f'"{MARKED}"', f"*{MARKER}", 1)
    yield text.replace(f'"{MARKED}"', f"!{MARKER} x", 1)
    yield text.replace(f'"{MARKED}"', f"@{MARKER}", 1)
    yield text.replace(f'"{MARKED}"', f'"{MARKED}', 1)
    yield f"%{MARKER}\n---\n{text}"
    yield f"{text}\n---\n{MARKER}: {MARKER}\n"
    yield f'[{{"{MARKER}": NaN}}]'
    yield MARKED


KINDS = (None, fs.Scorecard, fs.Draft, fs.Rubric)


def attempts() -> Iterator[Callable[[], object]]:
    """Everything that reading and building can be asked to choke on."""
    for whole in (CARD, DRAFT):
        texts = [json.dumps(plain) for plain in damaged(whole)]
        texts += broken(json.dumps(whole))
        texts += [yaml.safe_dump(whole, sort_keys=False)]
        for text in texts:
            for kind in KINDS:
                yield lambda text=text, kind=kind: fs.parse(text, kind)
            yield lambda text=text: fs.parse(text, format="yaml")
            yield lambda text=text: examine(text, name="card.json").problems
        yield lambda whole=whole: fs.parse(json.dumps(whole).encode("utf-16"))
        yield lambda whole=whole: fs.parse(json.dumps(whole).encode() + b"\xff")
    card = fs.parse(json.dumps(CARD), fs.Scorecard)
    draft = fs.parse(json.dumps(DRAFT), fs.Draft)
    rubric = fs.parse(json.dumps(RUBRIC), fs.Rubric)
    yield lambda: card
    yield lambda: draft
    yield lambda: against(rubric, card)
    yield lambda: draft.problems(rubric)
    yield lambda: draft.scorecard(rubric)
    yield lambda: fs.check_draft(rubric, draft)
    yield lambda: fs.Debrief.of(rubric, unsealed([card, card], origin="files"))
    yield lambda: fs.Rating(criterion=MARKED, level=1)
    yield lambda: fs.Rating(criterion="a", level=MARKED)  # type: ignore[arg-type]
    yield lambda: fs.Rating(criterion="a", evidence=f"{MARKER}\ud800")
    yield lambda: fs.Flag(kind="other", signal=MARKED, observed=MARKED)  # type: ignore[arg-type]
    yield lambda: fs.Scorecard(rubric={MARKER: MARKED}, notes=MARKED)  # type: ignore[arg-type,call-arg]
    yield lambda: DraftRating(criterion=MARKED)
    yield lambda: fs.Scorecard(**{MARKER: MARKED})
    yield lambda: setattr(card, "notes", MARKED)
    yield lambda: fs.Scorecard(
        rubric=RubricRef(id="r", version=1),
        application="a",
        interviewer="i",
        ratings=(fs.Rating(criterion="a", level=1, not_rated="declined", evidence=MARKED),),
    )


def leaks() -> Iterator[str]:
    """What of all that repeats the marker."""
    for attempt in attempts():
        yield from (text for text in tried(attempt) if MARKER in text)


def logged(records: list[logging.LogRecord]) -> list[str]:
    """Log records that repeat the marker."""
    whole = logging.Formatter("%(message)s %(args)s")
    return [text for record in records if MARKER in (text := whole.format(record))]


# --- The tests ------------------------------------------------------------------


def test_nothing_that_reads_or_builds_repeats_content(caplog: pytest.LogCaptureFixture) -> None:
    """No problem, exception, chained exception, repr or log record repeats a scorecard (P10)."""
    caplog.set_level(logging.DEBUG)

    assert list(leaks()) == []
    assert logged(caplog.records) == []


@given(panels())
def test_no_value_shows_content(panel: DrawnPanel) -> None:
    """No repr of a scorecard, debrief, finding or report shows what somebody wrote (P10)."""
    marked = []
    for card in panel.scorecards:
        plain = json.loads(card.canonical)
        for path in list(places(plain)):
            if path[-1] in {"evidence", "reason", "words", "observed", "occasion", "notes", "text"}:
                inside = holder(plain, path)
                if isinstance(inside[path[-1]], str) and "set_aside" not in path[-2:-1]:
                    inside[path[-1]] = MARKED
        plain["notes"] = MARKED
        plain["rubric"].pop("text", None)
        marked.append(fs.parse(json.dumps(plain), fs.Scorecard))
    debrief = attrs.evolve(panel, scorecards=tuple(marked)).debrief()
    findings = fs.find(debrief)
    report = fs.Report.of(debrief, findings, viewer="facilitator-1", role="facilitator")
    for value in (*marked, debrief, *debrief.rows, *debrief.recommendations, *findings, report):
        assert not [text for text in shown_by(value) if MARKER in text]
    for value in (debrief.flags, debrief.entries, debrief.shadows):
        assert MARKER not in repr(value)


# --- Proof that the tests can fail ----------------------------------------------


def test_a_repr_that_shows_fields_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The usual repr of a model is seen."""
    monkeypatch.setattr(Part, "__repr_args__", BaseModel.__repr_args__)

    assert next(leaks(), None)


def test_a_problem_that_names_keys_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A problem that names an unknown key of a scorecard is seen."""
    monkeypatch.setattr(Reporter, "_known", lambda self, path: path)

    assert next(leaks(), None)


def test_an_exception_that_is_carried_along_is_caught() -> None:
    """Our own error, raised while the validator's is being handled, is seen."""

    class Careless(BaseModel):
        """A model as one writes it first."""

        level: int

    def careless() -> object:
        try:
            return Careless.model_validate({"level": MARKED})
        except ValueError as error:
            raise fs.DocumentError(()) from error

    assert [text for text in tried(careless) if MARKER in text]


def test_a_log_record_is_caught(caplog: pytest.LogCaptureFixture) -> None:
    """A record that carries content in its arguments is seen."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("planted").debug("read %r", MARKED)

    assert logged(caplog.records)
