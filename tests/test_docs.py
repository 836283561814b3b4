"""The pages say what is so: examples are valid, links lead somewhere, generated pages are fresh."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import pkgutil
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

import fairscore as fs
from fairscore import _text
from fairscore.document import KINDS, Part, examine, load_kind
from fairscore.meeting import Meeting
from fairscore.scorecard import against
from fairscore.translation import check_translation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
FRONT = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")]
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\[\]]*\]\(([^()\s]+)\)")
PROSE_IN_BRACKETS = re.compile(
    r"\b(?:anchor|red_flags|meets|concern|strength|not_evidence): *\[(?!\])"
)


def name_of(page: Path) -> str:
    """Name a page as people do."""
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    """Read a page."""
    return page.read_text(encoding="utf-8")


def load(tool: str) -> ModuleType:
    """Load a script of the folder `tools`, which is no package."""
    spec = importlib.util.spec_from_file_location(f"tools_{tool}", ROOT / "tools" / f"{tool}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- Examples -----------------------------------------------------------------


class Block(NamedTuple):
    """A whole document that a page shows."""

    place: str
    text: str


def documents_in(page: str, name: str) -> list[Block]:
    """List the blocks of YAML that begin with `kind:`: whole documents, not parts of one."""
    return [
        Block(f"{name}:{page[: found.start()].count(chr(10)) + 2}", found[3])
        for found in FENCE.finditer(page)
        if found[2] == "yaml" and found[3].startswith("kind:")
    ]


def faults_of(block: Block) -> list[str]:
    """List the problems of a document as they are printed."""
    reading = examine(block.text, name=block.place, format="yaml")
    return [str(problem) for problem in reading.problems]


# Every document on the page of problems has one.
BLOCKS = [
    block
    for page in (*PAGES, *FRONT)
    if page.name != "problems.md"
    for block in documents_in(text_of(page), name_of(page))
]
SHOWN = [
    fs.parse(block.text, format="yaml")
    for block in documents_in(text_of(DOCS / "reference" / "documents.md"), "documents.md")
]


@pytest.mark.parametrize("block", BLOCKS, ids=[block.place for block in BLOCKS])
def test_a_document_on_a_page_is_valid(block: Block) -> None:
    """Whoever copies a whole document from a page has one that is read."""
    assert faults_of(block) == []


def test_a_broken_document_on_a_page_is_found() -> None:
    """The check above finds a broken block at its line, and passes over parts and other text."""
    page = (
        "Text.\n\n```yaml\nkind: vocabulary\nschema_version: 1\nid: V\n```\n\n```yaml\nid: V\n```\n"
    )
    (block,) = documents_in(page, "page.md")

    assert block.place == "page.md:4"
    assert [line for line in faults_of(block) if line.endswith("[bad-id]")] != []


def misused(page: str) -> list[str]:
    """List what the calls of a desk on a page give that no desk takes: fields, reasons, grounds."""
    found: list[str] = []
    for _, language, text in FENCE.findall(page):
        calls = ast.walk(ast.parse(text)) if language == "py" else ()
        for call in calls:
            match call:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="desk"), attr=name)):
                    takes = inspect.signature(getattr(fs.Desk, name), eval_str=True).parameters
                    for given in call.keywords:
                        wanted = takes.get(str(given.arg))
                        words = closed(wanted.annotation) if wanted else ()
                        said = getattr(given.value, "value", None)
                        if wanted is None or (words and said not in words):
                            found.append(f"{name}: {given.arg}")
                case _:
                    pass
    return found


def closed(wanted: object) -> tuple[object, ...]:
    """List the words of a closed list; empty where any text will do."""
    words = get_args(wanted)
    return words if words and all(isinstance(word, str) for word in words) else ()


def test_the_page_on_problems_calls_a_desk_as_it_is() -> None:
    """No example there runs on its own, so their fields and words are held against the desk's."""
    assert misused(text_of(DOCS / "reference" / "problems.md")) == []


def test_a_word_that_no_desk_takes_is_found() -> None:
    """The check above finds a ground that there is not, and a field."""
    page = '```py\ndesk.erase(panel, basis="spring-cleaning", by="a", at=now, who="b")\n```\n'

    assert misused(page) == ["erase: basis", "erase: who"]


def used(part: Part, found: dict[type[Part], set[str]] | None = None) -> dict[type[Part], set[str]]:
    """Collect which fields a document uses, by class."""
    found = {} if found is None else found
    found.setdefault(type(part), set()).update(part.model_fields_set)
    for name in part.model_fields_set:
        value = getattr(part, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Part):
                used(inner, found)
    return found


@pytest.mark.parametrize(
    ("kind", "left_out"),
    [
        (fs.Rubric, {}),
        # The library makes the digests; a recommendation has a level or the reason for none.
        (
            fs.Scorecard,
            {"RubricRef": {"structure", "text"}, "Recommendation": {"not_rated"}},
        ),
        (fs.Vocabulary, {"Kind": {"opposing"}}),
        (Meeting, {}),
    ],
)
def test_the_page_on_documents_uses_every_field(
    kind: type[Part], left_out: dict[str, set[str]]
) -> None:
    """Each field of a rubric, a scorecard and a vocabulary stands in the example of its kind."""
    (shown,) = (one for one in SHOWN if type(one) is kind)

    assert {
        owner.__name__: missing
        for owner, fields in used(shown).items()
        if (missing := set(owner.model_fields) - fields)
    } == left_out


def test_the_page_on_documents_shows_every_kind() -> None:
    """There is one example of each kind that people write."""
    assert Counter(type(one) for one in SHOWN) == {
        load_kind(kind): 1 for kind in KINDS if kind not in {"assignment", "report", "receipt"}
    }


def test_the_examples_on_the_page_belong_together() -> None:
    """The scorecard and the draft fit the rubric above them, and the translation is of it."""
    rubric, translation, _, card, draft, _ = SHOWN
    assert isinstance(rubric, fs.Rubric)
    assert isinstance(card, fs.Scorecard)
    assert isinstance(draft, fs.Draft)

    assert against(rubric, card) == ()
    assert {problem.slug for problem in draft.problems(rubric)} == {"missing-field"}
    assert {problem.slug for problem in check_translation(rubric, translation)} == {
        "translation-missing"
    }


def prose_in_brackets(text: str) -> list[int]:
    """Find the lines that write prose between square brackets, where a comma splits it."""
    return [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if PROSE_IN_BRACKETS.search(line) and not line.lstrip().startswith("#")
    ]


RUBRICS = sorted(
    path
    for folder in ("examples", "src/fairscore/cli")
    for path in (ROOT / folder).rglob("*.rubric.yaml")
)


@pytest.mark.parametrize("path", RUBRICS, ids=map(name_of, RUBRICS))
def test_rubrics_that_are_copied_write_prose_in_lines(path: Path) -> None:
    """No comma splits an anchor in a file that people start from."""
    assert prose_in_brackets(text_of(path)) == []


def test_prose_in_brackets_is_found() -> None:
    """The search above finds prose in brackets, and passes over ids, lines and empty lists."""
    text = "anchor: [Asks, twice.]\ncriteria: [a, b]\nmeets: []\nanchor:\n  - Asks, twice.\n"

    assert prose_in_brackets(text) == [1]


# --- Links --------------------------------------------------------------------


def anchors_of(page: str) -> set[str]:
    """Collect what a link can point to in a page: headings, and anchors that are written out."""
    plain = FENCE.sub("", page)
    seen: Counter[str] = Counter()
    found = set(re.findall(r'<a id="([^"]+)">', plain))
    for heading in re.findall(r"^#{1,6} +(.+?) *$", plain, re.MULTILINE):
        words = re.sub(r"[^\w\- ]", "", LINK.sub(lambda link: link[0].split("]")[0], heading))
        slug = words.strip().lower().replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found


def links_in(page: str) -> list[str]:
    """List the links of a page that lead to something in the repository."""
    plain = re.sub(r"`[^`\n]*`", "code", FENCE.sub("", page))
    return [link for link in LINK.findall(plain) if not re.match(r"[a-z]+:", link)]


def dead_links(page: Path) -> list[str]:
    """List the links of a page that lead nowhere."""
    dead = []
    for link in links_in(text_of(page)):
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (
            anchor and (target.suffix != ".md" or anchor not in anchors_of(text_of(target)))
        ):
            dead.append(link)
    return dead


@pytest.mark.parametrize("page", [*PAGES, *FRONT], ids=map(name_of, [*PAGES, *FRONT]))
def test_links_lead_somewhere(page: Path) -> None:
    """Each link to a file of the repository finds it, and the heading that it names."""
    assert dead_links(page) == []


def test_dead_links_are_found(tmp_path: Path) -> None:
    """The search above finds a missing page and a missing heading, and passes over code."""
    (tmp_path / "there.md").write_text('# A *word*, `and` more\n\n<a id="x.Y"></a>\n## A\n## A\n')
    page = tmp_path / "page.md"
    page.write_text(
        "[a](there.md) [b](there.md#a-word-and-more) [c](there.md#x.Y) [d](there.md#a-1)\n"
        "[`e`](gone.md) [f](there.md#gone) [g](#gone) `[h](gone.md)`\n"
        "```yaml\n[i](gone.md)\n```\n[j](https://example.org/)\n"
    )

    assert dead_links(page) == ["gone.md", "there.md#gone", "#gone"]


def reachable(start: Path) -> set[Path]:
    """Collect the pages that links lead to, from one page on."""
    found: set[Path] = set()
    waiting = [start.resolve()]
    while waiting:
        page = waiting.pop()
        if page in found or page.suffix != ".md" or not page.is_file():
            continue
        found.add(page)
        waiting += [
            (page.parent / link.partition("#")[0]).resolve() for link in links_in(text_of(page))
        ]
    return found


def test_every_page_is_reached_from_the_first() -> None:
    """No page stands apart: links lead to each from the index."""
    found = reachable(DOCS / "index.md")

    apart = [name_of(page) for page in PAGES if page.resolve() not in found]
    assert apart == [], "give each a row in docs/index.md, or a link from a page that has one"


def test_a_page_apart_is_found(tmp_path: Path) -> None:
    """The search above follows links over several pages, and misses a page without any."""
    (tmp_path / "a.md").write_text("[b](b.md#here)")
    (tmp_path / "b.md").write_text("[a](a.md) [c](c.md)")
    (tmp_path / "c.md").write_text("The end.")
    (tmp_path / "apart.md").write_text("[a](a.md)")

    assert {page.name for page in reachable(tmp_path / "a.md")} == {"a.md", "b.md", "c.md"}


# --- Words --------------------------------------------------------------------


def glossary(text: str) -> list[str]:
    """List the words of the glossary's table."""
    rows = re.findall(r"^\| ([^|]+?) \|", text, re.MULTILINE)
    return [row for row in rows if row not in {"Word", "---"}]


def out_of_order(words: list[str]) -> list[str]:
    """List the words that stand behind a later one, or stand there already."""
    return [word for before, word in pairwise(words) if word.casefold() <= before.casefold()]


WORDS = glossary(text_of(DOCS / "glossary.md"))


def test_the_glossary_is_in_order() -> None:
    """Words stand in the order of the alphabet, each once."""
    assert len(WORDS) > 30
    assert out_of_order(WORDS) == []


def test_disorder_in_the_glossary_is_found() -> None:
    """The search above finds a word too late, and a word twice."""
    assert out_of_order(["agenda", "Cell", "anchor", "flag", "flag"]) == ["anchor", "flag"]


def test_the_glossary_has_the_words_of_the_house() -> None:
    """Each of the words that CONTRIBUTING asks for is explained."""
    listed = re.search(
        r"One word for a concept\*\*.*?: (.*?)\.", text_of(ROOT / "CONTRIBUTING.md"), re.DOTALL
    )
    assert listed is not None

    assert set(re.split(r",\s+", listed[1])) - set(WORDS) == set()


# --- What is generated --------------------------------------------------------


def test_generated_files_are_fresh() -> None:
    """Each generated file is what its script makes of the source."""
    stale = [
        name_of(file)
        for file, text in load("generate").generated()
        if not file.exists() or text_of(file) != text
    ]

    assert stale == [], "out of date; write them anew with: make generated"


@pytest.mark.parametrize(
    ("sort", "taken", "refused"),
    [
        (_text.Id, ["a", "a" * 64, "a.b_c-1"], ["", "a" * 65, "A", "1a", "a b"]),
        (_text.Ref, ["1", "a" * 128, "A._:@+/=~-"], ["", "a" * 129, ".a", "a b"]),
        (_text.Name, ["a", "é" * 200], ["", "a" * 201, "a\tb"]),
        (_text.Text, ["a", "a\n" * 5000], ["", "a" * 10_001]),
        (_text.Words, ["", "a" * 65_536], ["a" * 65_537]),
        (_text.Language, ["en", "pt-BR"], ["English"]),
        (_text.Moment, ["2026-05-04T09:30:00+02:00"], ["2026-05-04T09:30:00", "2026-05-04"]),
        (_text.Version, [1], [0]),
        (_text.LevelValue, [-100, 100], [-101, 101]),
    ],
)
def test_the_page_on_fields_tells_the_limits(
    sort: object, taken: list[object], refused: list[object]
) -> None:
    """What the page says of each sort of text is where it begins to be refused."""
    adapter = TypeAdapter[object](sort)
    for value in taken:
        adapter.validate_python(value)
    for value in refused:
        with pytest.raises(ValidationError):
            adapter.validate_python(value)


def public_modules() -> Iterator[str]:
    """Name every module without an underscore, but for the commands."""
    for found in pkgutil.walk_packages(fs.__path__, "fairscore."):
        parts = found.name.split(".")
        if not any(part.startswith("_") for part in parts) and parts[1] != "cli":
            yield found.name


@pytest.mark.parametrize("module", list(public_modules()))
def test_the_page_on_names_has_every_one(module: str) -> None:
    """Each public name has its place, or its module a row among its siblings."""
    page = text_of(DOCS / "reference" / "api.md")
    if module.startswith(("fairscore.rules.", "fairscore.lints.")):
        assert f"`{module}`" in page
        return
    here = importlib.import_module(module)
    # What another public module defines stands there, and here a line that leads to it.
    homes = {
        name: {module, getattr(getattr(here, name), "__module__", "")} for name in here.__all__
    }

    assert [
        name
        for name, homes_of_it in homes.items()
        if not any(f'<a id="{home}.{name}">' in page for home in homes_of_it)
    ] == []


# --- Security -----------------------------------------------------------------


def missing_paths(text: str) -> list[str]:
    """List the paths in a text that name nothing in the repository."""
    paths = re.findall(r"`((?:[\w.-]+/)+[\w.*-]*|[\w-]+\.(?:py|toml|md))`", text)
    return [path for path in paths if not (ROOT / path).exists()]


def test_security_names_what_is_there() -> None:
    """Each path that SECURITY names exists."""
    assert missing_paths(text_of(ROOT / "SECURITY.md")) == []


def test_a_path_that_is_not_there_is_found() -> None:
    """The search above finds files and folders that do not exist, and passes over other code."""
    text = "`tests/gone.py`, `gone/`, `tests/`, `gone.md`, `README.md`, `P1`, `fairscore.read`"

    assert missing_paths(text) == ["tests/gone.py", "gone/", "gone.md"]


def promises(text: str) -> dict[str, tuple[str, list[Path]]]:
    """Read the table of promises: the status of each, and the tests that show it."""
    rows = re.findall(r"^\| (P\d+) \|.*\| (.*?) \| (.*?) ?\|$", text, re.MULTILINE)
    return {
        promise: (status, [ROOT / path for path in re.findall(r"`(tests/[^`]+)`", shown)])
        for promise, status, shown in rows
    }


def test_each_promise_that_is_kept_is_shown_by_a_test_that_names_it() -> None:
    """What SECURITY calls kept, wholly or partly, has a test that says so."""
    table = promises(text_of(ROOT / "SECURITY.md"))
    kept = {promise: files for promise, (status, files) in table.items() if "kept" in status}

    assert list(table) == [f"P{number}" for number in range(1, 14)]
    assert [
        promise
        for promise, files in kept.items()
        if not any(re.search(rf"\([^)]*\b{promise}\b[^)]*\)", text_of(file)) for file in files)
    ] == []
