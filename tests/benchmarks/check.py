"""What a check of many rubrics costs, against parsing and validating them and nothing else."""

import contextlib
import io
import random
import tempfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import yaml
from measure import Row, paired

from fairscore.cli import main
from fairscore.cli._sources import sources
from fairscore.document import examine
from fairscore.rubric import Rubric

LINES = 300
ROUNDS = 3
FEW = 100
"""So many fill the caches, which are bounded."""
DOES = ("asks", "names", "draws", "compares", "writes", "explains", "checks", "drops", "finds")
WHAT = (
    "the first idea",
    "what breaks first",
    "an example of their own",
    "the smallest input",
    "a second design",
    "their part in a failure",
    "the cost of each choice",
    "who else is affected",
)
WHEN = ("before being asked", "only when asked", "after a hint", "with numbers", "in two sentences")


def sentences(draw: random.Random) -> Iterator[str]:
    """What somebody does, in some twenty words, no two alike."""
    said: set[str] = set()
    while True:
        one = sentence(draw)
        if one not in said:
            said.add(one)
            yield one


def sentence(draw: random.Random) -> str:
    """One of them."""
    did, then = (f"{draw.choice(DOES)} {draw.choice(WHAT)} {draw.choice(WHEN)}" for _ in range(2))
    return f"{did.capitalize()}, then {then}."


def rubric(seed: int, criteria: int = 12) -> str:
    """A rubric of 300 lines as people write them, without a problem and without a comment."""
    words = sentences(random.Random(seed))  # noqa: S311 (made-up words, no secret)
    out = ["kind: rubric", "schema_version: 1", f"id: role-{seed}", "version: 1"]
    out += [f"title: Role {seed}, onsite", "scales:", "  - id: four", "    levels:"]
    for value, label in enumerate(("concern", "mixed", "solid", "outstanding"), start=1):
        out += [f"      - value: {value}", f"        label: {label}"]
    out += ["    hire_line: 3", "criteria:"]
    for index in range(criteria):
        out += [f"  - id: criterion-{index}", f"    title: Criterion {index}"]
        out += [f"    description: {next(words)}", "    levels:"]
        for value in range(1, 5):
            anchor = f"          - {next(words)}"
            out += [f"      - value: {value}", "        anchor:", anchor]
        out += ["    scale: four", "    minutes: 20"]
    out += ["interviews:"]
    for index in range(criteria):
        out += [f"  - id: interview-{index}", f"    title: Interview {index}", "    minutes: 60"]
        out += [f"    criteria: [criterion-{index}, criterion-{(index + 1) % criteria}]"]
    out += ["kinds:"]
    for index in range((LINES - len(out) - 2) // 6):
        out += [f"  - code: kind-{index}", f"    title: kind {index}"]
        out += [f"    criterion: criterion-{index}", f"    concern: ['{next(words)}']"]
        out += [f"    strength: ['{next(words)}']", "    not_evidence: [accent or pauses]"]
    padding = [f"  {next(words)}" for _ in range(LINES - len(out) - 1)]
    return "\n".join([*out, "description: |", *padding]) + "\n"


def write(folder: Path, count: int, *, changed: tuple[str, str] = ("", "")) -> Path:
    """Write many rubrics into a folder."""
    folder.mkdir()
    for seed in range(count):
        text = rubric(seed).replace(*changed, 1) if changed[0] else rubric(seed)
        (folder / f"role-{seed}.rubric.yaml").write_text(text, encoding="utf-8")
    return folder


def command(folder: Path) -> str:
    """Run `fairscore check` on a folder, and give what it says."""
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        try:
            main(["check", str(folder)])
        except SystemExit:
            return said.getvalue().strip()
    raise AssertionError


def peer(folder: Path) -> None:
    """Parse with PyYAML's fast loader and validate with bare pydantic."""
    for path in folder.iterdir():
        Rubric.model_validate(yaml.load(path.read_bytes(), yaml.CSafeLoader), strict=False)


def read(folder: Path) -> None:
    """Read and check against the schema, without lints."""
    for source in sources([str(folder)]):
        examine(source.data, name=source.name)


def peak(folder: Path) -> int:
    """Bytes that a check holds at most."""
    tracemalloc.start()
    command(folder)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def checking(count: int) -> Iterator[Row]:
    """Rows for speed and memory of a check."""
    with tempfile.TemporaryDirectory() as made:
        clean = write(Path(made, "clean"), count)
        vague = write(Path(made, "vague"), count, changed=("title: Criterion 7", "title: Polish"))
        few = write(Path(made, "few"), max(count // 10, FEW))
        for what, folder, ours, limit in (
            ("check rubrics of 300 lines", clean, command, 2.0),
            ("the same without lints", clean, read, 2.0),
            ("the same with a problem in each", vague, command, None),
        ):
            ratio, best, best_peer = paired(
                lambda ours=ours, folder=folder: ours(folder),
                lambda folder=folder: peer(folder),
                1,
                rounds=ROUNDS,
            )
            each = (best / count / 1000, best_peer / count / 1000)
            note = f"{each[0]:.2f} ms against {each[1]:.2f} ms a file; {count} files"
            yield Row(
                what=what,
                peer="CSafeLoader and bare validation",
                ratio=ratio,
                limit=limit,
                note=f"{note}; {command(folder)}" if ours is command else note,
            )
        command(few)  # What is loaded once is loaded now.
        less, more = peak(few), peak(clean)
    yield Row(
        what=f"memory of a check of {count}",
        peer=f"a check of {max(count // 10, FEW)}",
        ratio=more / less,
        limit=1.5,
        note=f"{more / 1e6:.1f} MB at most",
    )
