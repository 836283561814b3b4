"""
What is fuzzed: everything that takes a text from outside, each with valid texts of any size.

A loader gets bytes as they stand in a file. It may return anything and raise our own errors alone.
The valid texts are what the fuzzer begins with, and what a case is held against for its cost.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import attrs

import fairscore as fs
from fairscore.adapters.conversion import TARGETS, Target, export, load
from fairscore.adapters.greenhouse import import_scorecards
from fairscore.cli._checked import Wanted, checked
from fairscore.cli._sources import Source
from fairscore.document import Document, Reading, examine
from fairscore.draft import DraftFlag, DraftRating
from fairscore.errors import Problem
from fairscore.meeting import Meeting, before_closing
from fairscore.rules import check_draft
from fairscore.scorecard import RubricRef, Scorecard, against
from fairscore.suggestion import suggest_kinds, warn_signal
from fairscore.translation import Translation, check_translation, translate
from fairscore.versions import check_change, compare
from fairscore.vocabulary import OTHER

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "tests" / "documents"
EXAMPLE = ROOT / "examples" / "backend.rubric.yaml"
MOMENT = "2026-05-04T09:30:00+00:00"
UUID = "84c261f2-2a9d-4ba6-a60d-8c8dc055a163"


class WrongError(AssertionError):
    """A loader broke its word without raising: what it returned cannot be."""


@attrs.frozen(kw_only=True)
class Loader:
    """
    One door for text from outside.

    Attributes:
        run: What happens to a text.
        valid: A valid text, larger for a larger number of parts.
        name: What its file is called.
        parts: The largest number of parts that is still valid.
        shape: In what shape words are put together for it: a tree of JSON, the rows of a sheet, or
            lines.
        seeds: More texts to begin with, good ones and bad ones.
    """

    run: Callable[[bytes], object]
    valid: Callable[[int], str]
    name: str = ""
    parts: int = 100
    shape: str = "tree"
    seeds: Callable[[], Iterator[bytes]] = lambda: iter(())

    def beginnings(self) -> list[bytes]:
        """What the fuzzer begins with."""
        return [*(self.valid(parts).encode() for parts in (1, 2, 5)), *self.seeds()]

    def words(self) -> list[str]:
        """Names and values that valid texts are made of."""
        text = "\n".join(one.decode("utf-8", "ignore") for one in self.beginnings())
        found = dict.fromkeys(re.findall(r"[\w$][\w $-]{0,30}[\w]|[^\w\s]{1,3}", text))
        return list(found)[:400]


# --- What is done with a text ---------------------------------------------------


def told(problems: tuple[Problem, ...]) -> None:
    """Every problem is one line, and not without end."""
    for one in problems:
        line = str(one)
        if "\n" in line or "\r" in line:
            raise WrongError(f"a problem of several lines: {one.slug}")


def reads(name: str, kind: type[Document] | None = None) -> Callable[[bytes], Reading]:
    """Read a document, and write it again: it must say the same."""

    def run(data: bytes) -> Reading:
        reading = examine(data, kind, name=name)
        told(reading.problems)
        if (reading.document is None) != bool(reading.problems):
            raise WrongError("neither a document nor a problem, or both")
        return reading

    return run


def writes_again(name: str) -> Callable[[bytes], object]:
    """Read a document of any kind; what is written of it is read as the same."""
    run = reads(name)

    def again(data: bytes) -> None:
        document = run(data).document
        if document is not None:
            back = examine(fs.dump(document, "json"), type(document), format="json").document
            if back is None or back.digest != document.digest:
                raise WrongError("what was written of it reads as something else")

    return again


def converts(name: str) -> Callable[[bytes], object]:
    """Read rubrics in a format of somebody else."""

    def run(data: bytes) -> None:
        loaded = load(data, name=name)
        told((*loaded.problems, *loaded.losses))
        if bool(loaded.rubrics) == bool(loaded.problems):
            raise WrongError("neither a rubric nor a problem, or both")

    return run


def exports(data: bytes) -> None:
    """Read a rubric of ours and write it in every format."""
    rubric = examine(data, fs.Rubric, name="a.json").document
    if isinstance(rubric, fs.Rubric):
        for target in TARGETS:
            told(export([rubric], to=target, changed=case_time()).losses)


def lints(data: bytes) -> None:
    """Check a file as the command does: read it, ask every lint, place and ignore."""
    for one in checked(Source(name="a.rubric.yaml", data=data), Wanted()).found:
        told((one.problem,))


def translates(data: bytes) -> None:
    """Read a translation, hold it against its rubric, and lay it over."""
    reading = reads("a.translation.yaml", Translation)(data)
    words = reading.document
    if isinstance(words, Translation):
        rubric = backend()
        told(tuple(map(reading.placed, check_translation(rubric, words))))
        translate(rubric, words, partial=True)


def rates(data: bytes) -> None:
    """Read a scorecard, and hold it against its rubric."""
    reading = reads("a.scorecard.json", Scorecard)(data)
    card = reading.document
    if isinstance(card, Scorecard):
        told(tuple(map(reading.placed, against(backend(), card))))


def settles(data: bytes) -> None:
    """Read the minutes of a meeting, and hold them against the debrief that it looked at."""
    reading = reads("a.meeting.json", Meeting)(data)
    meeting = reading.document
    if isinstance(meeting, Meeting):
        told(tuple(map(reading.placed, before_closing(meeting, founding_story()))))


@cache
def founding_story() -> fs.Debrief:
    """The debrief of the example's first candidate."""
    paths = sorted((ROOT / "examples" / "founding-story").glob("*.yaml"))
    cards = [fs.read(path, Scorecard) for path in paths]
    return fs.Debrief.of(backend(), fs.unsealed(cards, origin="files"))


def compares(data: bytes) -> None:
    """Read a rubric, and hold it against another version, both ways."""
    reading = reads("a.rubric.json", fs.Rubric)(data)
    rubric = reading.document
    if isinstance(rubric, fs.Rubric):
        other = backend()
        told(tuple(map(reading.placed, check_change(other, rubric))))
        if rubric.id == other.id:
            compare(other, rubric)
            compare(rubric, other)


def imports(data: bytes) -> None:
    """Take scorecards out of a payload of Greenhouse."""
    made = import_scorecards(data, greenhouse_rubric(), name="a.json", private=True)
    told(made.losses)


def suggests(data: bytes) -> None:
    """Read a note while it is written: kinds, the question about its signal, the checks."""
    note, rubric = data.decode("utf-8", "replace"), backend()
    found = suggest_kinds(note, rubric)
    if len(found.codes) > 4 or found.codes[-1] != OTHER:
        raise WrongError("more kinds than were asked for, or no way out")
    for one in found.suggested:
        if not one.words or rubric.kind_of(one.code) is None:
            raise WrongError("a kind that no word led to, or none of the rubric")
    asked = [warn_signal(note, signal, rubric) for signal in ("red", "strength")]
    if all(asked):
        raise WrongError("the words lean to both sides")
    reference = RubricRef(id=rubric.id, version=rubric.version)
    # A note that no draft may hold is refused, which is an error of ours.
    flag, rating = DraftFlag(observed=note), DraftRating(criterion="humility", evidence=note)
    draft = fs.Draft(
        rubric=reference, application="a", interviewer="i", flags=(flag,), ratings=(rating,)
    )
    for finding in check_draft(rubric, draft):
        if finding.audience != "author":
            raise WrongError("a check that speaks to somebody else")


# --- Valid texts ----------------------------------------------------------------


def once(make: Callable[[], Any]) -> Callable[[], Any]:
    """Make something when it is first wanted."""
    made: list[Any] = []

    def give() -> Any:  # noqa: ANN401 (whatever it is)
        if not made:
            made.append(make())
        return made[0]

    return give


backend = once(lambda: fs.read(EXAMPLE, fs.Rubric))
greenhouse_rubric = once(lambda: fs.read(ROOT / "examples" / "greenhouse.rubric.yaml", fs.Rubric))
case_time = once(lambda: datetime.fromisoformat(MOMENT))


def rubric_of(parts: int) -> dict[str, Any]:
    """Plain data of a rubric of ours."""
    levels = ("blames others", "owns mistakes when asked", "names the mistake first")
    return {
        "kind": "rubric",
        "schema_version": 1,
        "id": "onsite",
        "version": 1,
        "title": "Onsite",
        "language": "en",
        "criteria": [
            {
                "id": f"criterion-{at}",
                "title": f"Criterion {at}",
                "description": "What they do when something they made breaks.",
                "levels": [
                    {"value": value, "label": f"level {value}", "anchor": [f"They {words}, {at}."]}
                    for value, words in enumerate(levels, 1)
                ],
            }
            for at in range(parts)
        ],
    }


def of_ours(to: Target) -> Callable[[int], str]:
    """A rubric of ours, written in a format."""

    def valid(parts: int) -> str:
        rubric = fs.parse(json.dumps(rubric_of(parts)), fs.Rubric)
        return export([rubric], to=to, changed=case_time()).texts[0]

    return valid


def commented(parts: int) -> str:
    """A rubric of ours with comments that answer lints."""
    head, *rest = of_ours("yaml")(parts).split("- id: criterion")
    said = "- id: criterion"
    comment = "# fairscore: ignore[criterion-two-ideas] both are one here\n"
    return head + said + f"{comment}{said}".join(rest) if rest else head


def opensalt(parts: int) -> str:
    """A rubric in the columns of OpenSALT."""
    header = "Type,Identifier,RubricIdentifier,CriterionIdentifier,Title,Description,Weight,"
    rows = [f"{header}Position,Quality,Score,CFItemIdentifier", "Rubric,r,,,Onsite,Two,,,,,"]
    for at in range(parts):
        rows += [f"Criterion,c{at},r,,,Criterion {at},0.5,{at},,,{UUID}"]
        rows += [f"Level,l{at},,c{at},,Names a reason,,,Good,2.0,"]
        rows += [f"Level,m{at},,c{at},,Names none,,,Poor,1.0,"]
    return "\n".join(rows)


def smeqa(parts: int) -> str:
    """Competencies of SME-QA."""
    lines = ["writing:"]
    for at in range(parts):
        lines += [f"  - competency: Competency {at}", "    definition: [Says what it is for]"]
        lines += ["    required: Practised", "    levels:"]
        lines += ["      - {proficiency: New, definition: Follows a guide.}"]
        lines += [
            "      - proficiency: Practised",
            "        definition: [Writes one., Defends it.]",
        ]
    return "\n".join(lines)


def job_family(parts: int) -> str:
    """A job family."""
    lines = ["name: Support", "summary: What support does.", "levels:"]
    lines += ["  - {id: one, name: Junior}", "  - {id: two, name: Senior}", "themes:"]
    lines += [f"  - {{id: theme-{at}, name: Theme {at}}}" for at in range(parts)]
    lines += ["competencies:"]
    for at in range(parts):
        lines += [f"  - {{id: a{at}, level: one, theme: theme-{at}, summary: Asks first.}}"]
        lines += [f"  - {{id: b{at}, level: two, theme: theme-{at}, summary: Writes tools.}}"]
    return "\n".join(lines)


def progression(parts: int) -> str:
    """A progression framework in front matter."""
    lines = ["---", "title: Support", "levels: 2", "topics:"]
    for at in range(parts):
        lines += [f"  - name: topic-{at}", f"    title: Topic {at}", "    content:"]
        lines += ["      - {level: 1, criteria: [Listens., Waits.]}"]
        lines += ["      - level: 2", "        criteria: [Asks first.]"]
        lines += ["        exampleCriteria: [{criteria: Says what is next., examples: [A date.]}]"]
    return "\n".join([*lines, "---", ""])


def translation(parts: int) -> str:
    """Words for the example's rubric; lines of a description are what there can be many of."""
    lines = ["kind: translation", "schema_version: 1", "language: de"]
    lines += ["rubric: {id: backend-engineer, version: 1}", "title: Entwicklung", "criteria:"]
    lines += ["  - id: coding", "    title: Programmieren", "    levels:"]
    lines += [f"      - {{value: {value}, anchor: [Fragt nach.]}}" for value in (1, 2, 3)]
    lines += ["kinds:", "  - {code: owns-mistakes, title: Steht zu Fehlern}", "description: |"]
    return "\n".join([*lines, *(f"  Was sie tun, {at}." for at in range(parts * 4))])


def scorecard(parts: int) -> str:
    """A scorecard for the example's rubric, with many flags, written by a program."""
    path = ROOT / "examples" / "founding-story" / "interviewer-a.yaml"
    card = json.loads(fs.read(path, Scorecard).canonical)
    card["flags"] = [{"kind": "owns-mistakes", "signal": "red", "observed": "x"}] * parts * 5
    return json.dumps(card, separators=(",", ":"))


def note(parts: int) -> str:
    """What somebody writes into a flag, in sentences."""
    return "\n".join(
        f"Asked why in part {at}; never blamed others, but shy." for at in range(parts)
    )


def meeting(parts: int) -> str:
    """Minutes of a meeting with a decision of many reasons."""
    path = DOCUMENTS / "good" / "settled.meeting.yaml"
    minutes = json.loads(fs.read(path, Meeting).canonical)
    minutes["decision"]["reasons"] *= parts * 4
    return json.dumps(minutes, separators=(",", ":"))


def greenhouse(parts: int) -> str:
    """Scorecards of many interviews."""
    first, *_ = json.loads((ROOT / "examples" / "greenhouse-payload.json").read_text("utf-8"))
    return json.dumps([{**first, "id": first["id"] + at} for at in range(parts)], indent=1)


# --- More to begin with ---------------------------------------------------------


def files(pattern: str, *folders: Path) -> Callable[[], Iterator[bytes]]:
    """The files of a pattern, as long as they are not large."""

    def give() -> Iterator[bytes]:
        for folder in folders:
            for path in sorted(folder.rglob(pattern)):
                if path.stat().st_size <= 8_000:
                    yield path.read_bytes()

    return give


LOADERS: dict[str, Loader] = {
    "yaml": Loader(
        run=writes_again("a.yaml"),
        name="a.yaml",
        valid=of_ours("yaml"),
        seeds=files("*.yaml", DOCUMENTS),
    ),
    "json": Loader(
        run=writes_again("a.json"),
        name="a.json",
        valid=of_ours("json"),
        seeds=files("*.json", DOCUMENTS),
    ),
    "lints": Loader(
        run=lints, name="a.yaml", valid=commented, seeds=files("*.rubric.yaml", DOCUMENTS)
    ),
    "versions": Loader(
        run=compares, name="a.json", valid=of_ours("json"), seeds=files("*.rubric.json", DOCUMENTS)
    ),
    "scorecard": Loader(
        run=rates,
        name="a.json",
        valid=scorecard,
        seeds=files("*.scorecard.json", DOCUMENTS),
        parts=60,
    ),
    "translation": Loader(
        run=translates,
        name="a.yaml",
        valid=translation,
        seeds=files("*.translation.yaml", DOCUMENTS),
        parts=60,
    ),
    "meeting": Loader(
        run=settles,
        name="a.json",
        valid=meeting,
        seeds=files("*.meeting.json", DOCUMENTS),
        parts=60,
    ),
    "canvas-csv": Loader(
        run=converts("a.csv"), name="a.csv", valid=of_ours("canvas"), shape="rows"
    ),
    "canvas-api": Loader(run=converts("a.json"), name="a.json", valid=of_ours("canvas-json")),
    "opensalt": Loader(run=converts("a.csv"), name="a.csv", valid=opensalt, shape="rows"),
    "markdown": Loader(run=converts("a.md"), name="a.md", valid=of_ours("markdown"), shape="lines"),
    "case": Loader(run=converts("a.json"), name="a.json", valid=of_ours("case")),
    "smeqa": Loader(run=converts("a.yaml"), name="a.yaml", valid=smeqa),
    "job-family": Loader(run=converts("a.yaml"), name="a.yaml", valid=job_family),
    "progression": Loader(run=converts("a.md"), name="a.md", valid=progression, shape="lines"),
    "autorubric": Loader(run=converts("a.json"), name="a.json", valid=of_ours("autorubric")),
    "rubric-spec": Loader(run=converts("a.json"), name="a.json", valid=of_ours("rubric-spec")),
    "any-format": Loader(run=converts(""), name="", valid=of_ours("markdown"), shape="lines"),
    "export": Loader(run=exports, name="a.json", valid=of_ours("json"), parts=30),
    "notes": Loader(run=suggests, valid=note, shape="lines"),
    "greenhouse": Loader(run=imports, name="a.json", valid=greenhouse, parts=60),
}
"""Every loader, by the name that `make fuzz` takes."""


def problems_of(name: str, text: bytes) -> tuple[Problem, ...]:
    """Why a text is refused by a loader; nothing where it is taken, whatever is lost of it."""
    match name:
        case "greenhouse":
            made = import_scorecards(text, greenhouse_rubric(), name="a.json")
            return () if made.scorecards else made.losses
        case "notes":
            suggests(text)
            return ()
        case "scorecard" | "translation" | "meeting":
            reading = examine(text, name=LOADERS[name].name)
            if isinstance(reading.document, Scorecard):
                return against(backend(), reading.document)
            return reading.problems
        case _:
            return load(text, name=LOADERS[name].name).problems
