"""
Run every lint on the real rubrics, hold what it reports against what was judged, write the page.

The rubrics belong to others and are no part of the repository; they are looked for beside it. Each
problem must stand in `lints_judged.yaml` with the judgement of somebody who read the place, and
nothing else may stand there. With `--write` the page of the documentation is written anew.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import yaml

from fairscore.adapters.conversion import load
from fairscore.errors import dotted
from fairscore.lints import DEFAULT_LINTS, lint
from fairscore.rubric import Criterion, Level, Rubric

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "rubrics"
PAGE = ROOT / "docs" / "reference" / "lints-on-real-rubrics.md"
JUDGED = Path(__file__).with_name("lints_judged.yaml")
NO_RUBRIC = "SOURCES.md"
# The one file whose format has no place for a language and whose words are not English.
LANGUAGES = {"compeito_rubric_opensalt-style.csv": "ja"}
# Lints that read one line at a time can read any line, also of files that are no rubrics.
ON_LINES = ("anchor-without-behaviour", "vague-standard", "excluding-wording")
LONGEST = 9_000


@attrs.frozen(order=True)
class Firing:
    """One problem: in which file and rubric, of which lint, at which place."""

    file: str
    rubric: str
    lint: str
    at: str


@attrs.frozen(kw_only=True)
class Ground:
    """What came of the real files."""

    rubrics: dict[str, tuple[Rubric, ...]]
    refused: dict[str, str]
    firings: tuple[Firing, ...]
    lines: int
    on_lines: tuple[Firing, ...]


@attrs.frozen
class Judgement:
    """What somebody who read the places thinks of them."""

    file: str
    rubric: str
    lint: str
    at: tuple[str, ...]
    judged: str
    why: str

    def firings(self) -> Iterator[Firing]:
        """Return the problems that it is about."""
        return (Firing(self.file, self.rubric, self.lint, place) for place in self.at)


def walk(data: Path) -> Ground:
    """Read every file and ask every lint."""
    rubrics: dict[str, tuple[Rubric, ...]] = {}
    refused: dict[str, str] = {}
    firings: list[Firing] = []
    on_lines: list[Firing] = []
    lines = 0
    for path in sorted(data.iterdir()):
        if path.name == NO_RUBRIC:
            continue
        text = path.read_bytes()
        loaded = load(text, name=path.name, language=LANGUAGES.get(path.name))
        if loaded.rubrics:
            rubrics[path.name] = loaded.rubrics
        else:
            refused[path.name] = loaded.problems[0].slug
        firings += [
            Firing(path.name, one.id, problem.slug, dotted(problem.path))
            for one in loaded.rubrics
            for problem in lint(one)
        ]
        own = text.decode().splitlines()
        lines += len(own)
        on_lines += _on_lines(path.name, own)
    return Ground(
        rubrics=rubrics,
        refused=refused,
        firings=tuple(firings),
        lines=lines,
        on_lines=tuple(on_lines),
    )


def _on_lines(name: str, lines: list[str]) -> Iterator[Firing]:
    """Read each line of a file as if it were an anchor."""
    bare = [line.strip("-*\"', \t#>|")[:LONGEST] or "-" for line in lines]
    meets = tuple(line.replace("\0", "") for line in bare)
    levels = (Level(value=1), Level(value=2))
    criterion = Criterion(id="line", title="line", levels=levels, meets=meets)
    rubric = Rubric(id="lines", version=1, title="lines", criteria=(criterion,))
    asked = [one for one in DEFAULT_LINTS if one.slug in ON_LINES]
    for problem in lint(rubric, asked):
        yield Firing(name, "", problem.slug, f"line {int(problem.path[-1]) + 1}")


def judgements() -> tuple[Judgement, ...]:
    """Read what was judged."""
    rows = yaml.safe_load(JUDGED.read_text(encoding="utf-8"))
    return tuple(
        Judgement(
            row["file"],
            row.get("rubric", ""),
            row["lint"],
            tuple(row["at"]),
            row["judged"],
            row["why"],
        )
        for row in rows
    )


def unlike(ground: Ground, judged: tuple[Judgement, ...]) -> list[str]:
    """Return what was reported and not judged, and what was judged and is not reported."""
    told = Counter([*ground.firings, *ground.on_lines])
    read = Counter(firing for one in judged for firing in one.firings())
    return [
        *(f"not judged: {one}" for one in sorted(told - read)),
        *(f"judged, not reported: {one}" for one in sorted(read - told)),
    ]


_ABOUT = """\
A false alarm costs trust. So each lint was run on rubrics that other people wrote and published,
and every place that it reported was read. The files are no part of this repository.
`tools/lints_on_real_rubrics.py` runs the lints, holds the result against the judgements in
`tools/lints_judged.yaml` and writes this page; a test does the same where the files are at hand.
"""
_WORDS = """\
- **right**: the place has what the lint says it has.
- **doubtful**: it has it by the letter; who knows the rubric may shrug.
- **wrong**: a false alarm.
"""
_BY_WHOM = """\
Every place was read twice: by who wrote the lints, and again by somebody who wrote none. The second
reading found one false alarm ("Code quality and readability" is one thing; the lint was changed),
put two judgements higher and one lower. The counts say how often a lint speaks out of turn on these
files, not how much it misses. Seen to be missed: "Project/Team Management" joins two ideas with a
stroke, which is left alone because "UI/UX" and "CI/CD" do not; and "Superior EQ" is a title that
names a trait, where the lint for traits reads anchors alone.
"""
_SILENT = """\
{read} files hold {rubrics} rubrics with {criteria} criteria; {refused} others hold no rubric that
can be read without guessing. Lints to which a file of another format gives no occasion (interviews,
kinds of flags, rules, weights) are silent here for that reason alone.
"""
_LINES = """\
The {refused} files without a rubric hold prose about interviews all the same. Some lints read one
line at a time ({lints}), so each of the {lines} lines of the {files} files was given to them as an
anchor.
"""


def page(ground: Ground, judged: tuple[Judgement, ...]) -> str:
    """Write the page."""
    rubrics = [one for several in ground.rubrics.values() for one in several]
    numbers = {
        "read": len(ground.rubrics),
        "rubrics": len(rubrics),
        "criteria": sum(len(one.criteria) for one in rubrics),
        "refused": len(ground.refused),
        "files": len(ground.rubrics) + len(ground.refused),
        "lines": ground.lines,
        "lints": ", ".join(f"`{one}`" for one in ON_LINES),
    }
    parts = (
        "# The lints on real rubrics",
        _filled(_ABOUT),
        _WORDS.rstrip(),
        _filled(_BY_WHOM),
        "## In counts",
        _filled(_SILENT.format(**numbers)),
        "\n".join(_counts(judged)),
        "## Every place, read",
        "\n".join(_rows(one for one in judged if one.rubric)),
        "## Every line of every file, as if it were an anchor",
        _filled(_LINES.format(**numbers)),
        "\n".join(_rows(one for one in judged if not one.rubric)),
    )
    return "\n\n".join(parts) + "\n"


def _filled(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 100, break_on_hyphens=False)


def _counts(judged: tuple[Judgement, ...]) -> Iterator[str]:
    yield "| Lint | Reported | Right | Doubtful | Wrong |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    sums: Counter[str] = Counter()
    for one in DEFAULT_LINTS:
        tally: Counter[str] = Counter()
        for row in judged:
            if row.lint == one.slug and row.rubric:
                tally[row.judged] += len(row.at)
        sums += tally
        yield _tally(f"[{one.slug}](lints/{one.slug}.md)", tally)
    yield _tally("All", sums)


def _tally(name: str, tally: Counter[str]) -> str:
    counts = (tally.total(), tally["right"], tally["doubtful"], tally["wrong"])
    return f"| {name} | {' | '.join(map(str, counts))} |"


def _rows(judged: Iterator[Judgement]) -> Iterator[str]:
    yield "| File | Lint | Place | Judged | Why |"
    yield "| --- | --- | --- | --- | --- |"
    for one in judged:
        rubric = f" ({one.rubric})" if one.rubric else ""
        places = ", ".join(f"`{place}`" for place in one.at)
        yield f"| `{one.file}`{rubric} | {one.lint} | {places} | {one.judged} | {one.why} |"


def main() -> int:
    """Compare, and write the page if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the page")
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the files")
    arguments = parser.parse_args()
    ground, judged = walk(arguments.data), judgements()
    found = unlike(ground, judged)
    print(*found, sep="\n")
    written = page(ground, judged)
    if arguments.write and not found:
        PAGE.write_text(written, encoding="utf-8")
    return int(bool(found) or PAGE.read_text(encoding="utf-8") != written)


if __name__ == "__main__":
    sys.exit(main())
