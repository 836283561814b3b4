"""Files that must be read, and files that must be refused with exactly the problems beside them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from held_rounds import every_follow_up, onsite

import fairscore as fs
from fairscore import document
from fairscore.document import examine
from fairscore.meeting import Meeting, before_closing
from fairscore.scorecard import against
from fairscore.translation import Translation, check_translation
from fairscore.vocabulary import Vocabulary

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src" / "fairscore"
GOOD = sorted((HERE / "documents" / "good").iterdir())
BAD = sorted(path for path in (HERE / "documents" / "bad").iterdir() if path.suffix != ".expected")
SLUG = re.compile(r"\[([a-z0-9-]+)\]$", re.MULTILINE)
MODULES = (
    "_json",
    "_follow_up_faults",
    "_meeting_faults",
    "_rubric_faults",
    "_faults",
    "_text",
    "_tree",
    "_worded",
    "_yaml",
    "assignment",
    "document",
    "meeting",
    "rubric",
    "scorecard",
    "translation",
    "vocabulary",
)
# A file of more than a mebibyte would be no help to a reader; tests/hostile makes one.
# Vocabularies in two languages are no fault of either; tests/test_vocabulary.py merges them.
# A second decision is refused by `close`, and no file holds two.
# What only closing a meeting tells is tested with meetings.
# No file gives a list where a tuple belongs; Python does, in tests/test_faults.py.
ELSEWHERE = {
    "too-large",
    "other-language",
    "decided-already",
    "decided-before-test",
    "cited-not-repeated",
    "follow-up-before-repeat",
    "wrong-type",
}


@cache
def rubrics() -> dict[tuple[str, int], fs.Rubric]:
    """The good rubrics by id and version."""
    found = [fs.read(path, fs.Rubric) for path in GOOD if ".rubric." in path.name]
    return {(rubric.id, rubric.version): rubric for rubric in reversed(found)}


def problems_of(path: Path) -> str:
    """The problems of a file as they are printed; of some also those with their rubric."""
    kinds = [kind for kind in document.KINDS if f".{kind}." in path.name]
    kind = document.load_kind(kinds[0]) if kinds else None
    reading = examine(path.read_bytes(), kind, name=path.name)
    problems = reading.problems
    if isinstance(reading.document, fs.Scorecard):
        named = reading.document.rubric
        known = rubrics()
        rubric = known.get((named.id, named.version)) or next(
            rubric for rubric in known.values() if rubric.id == named.id
        )
        problems = tuple(map(reading.placed, against(rubric, reading.document)))
    if isinstance(reading.document, Translation):
        named = reading.document.rubric
        original: fs.Rubric | Vocabulary = (
            rubrics().get((named.id, named.version), rubrics()["backend", 2])
            if named
            else fs.read(HERE / "documents" / "good" / "kinds.vocabulary.yaml", Vocabulary)
        )
        problems = tuple(map(reading.placed, check_translation(original, reading.document)))
    if isinstance(reading.document, Meeting):
        found = before_closing(reading.document, onsite(), follow_ups=every_follow_up())
        problems = tuple(map(reading.placed, found))
    return "".join(f"{problem}\n" for problem in problems)


def expected(path: Path) -> Path:
    """Where the expected problems of a file stand."""
    return path.with_name(f"{path.name}.expected")


@pytest.mark.parametrize("path", GOOD, ids=[path.name for path in GOOD])
def test_a_good_document_is_read(path: Path) -> None:
    """A good document has no problem, and is the same after writing and reading it again."""
    found = fs.read(path)

    for format in ("json", "yaml"):
        again = fs.parse(fs.dump(found, format), name=f"again.{format}")
        assert again == found
        assert again.digest == found.digest


@pytest.mark.parametrize("path", BAD, ids=[path.name for path in BAD])
def test_a_bad_document_has_exactly_its_problems(path: Path) -> None:
    """Each fault of a file is reported at its place, in its words, and no other."""
    assert problems_of(path) == expected(path).read_text(encoding="utf-8")


def test_there_are_enough_bad_documents() -> None:
    """The collection does not shrink unnoticed, and holds no expectation without its file."""
    assert len(BAD) >= 90
    assert {expected(path) for path in BAD} == set((HERE / "documents" / "bad").glob("*.expected"))


def constants(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions in a piece of code that stand where a slug belongs."""
    if isinstance(node, ast.keyword) and node.arg == "slug":
        either = isinstance(node.value, ast.IfExp)
        yield from (node.value.body, node.value.orelse) if either else (node.value,)
    elif isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        called = node.func.id if isinstance(node.func, ast.Name) else called
        if called in {"fault", "PydanticCustomError"}:
            yield from node.args[:1]
        elif called == "stop":
            yield from node.args[2:3]
    elif isinstance(node, ast.arguments):
        with_default = node.args[len(node.args) - len(node.defaults) :]
        for argument, default in zip(with_default, node.defaults, strict=True):
            if argument.arg == "slug":
                yield default


def sayings(code: ast.AST) -> Iterator[ast.expr]:
    """The first of three texts: slug, message, advice."""
    subscripts = {id(node.slice) for node in ast.walk(code) if isinstance(node, ast.Subscript)}
    for node in ast.walk(code):
        if (
            isinstance(node, ast.Tuple)
            and id(node) not in subscripts
            and len(node.elts) == 3
            and all(isinstance(one, ast.Constant | ast.JoinedStr) for one in node.elts)
        ):
            yield node.elts[0]


def slugs_in(code: str) -> set[str]:
    """Every slug that a module may report."""
    tree = ast.parse(code)
    found = [one for node in ast.walk(tree) for one in constants(node)] + list(sayings(tree))
    return {
        str(one.value)
        for one in found
        if isinstance(one, ast.Constant) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(one.value))
    }


def test_every_slug_has_a_bad_document() -> None:
    """There is a file for each sort of problem that the readers and documents know."""
    known = set[str]().union(
        *(slugs_in((SOURCE / f"{name}.py").read_text(encoding="utf-8")) for name in MODULES)
    )
    covered = {
        slug for path in BAD for slug in SLUG.findall(expected(path).read_text(encoding="utf-8"))
    }

    assert known - covered == ELSEWHERE
    assert covered - known == set()


def test_slugs_are_found_wherever_they_stand() -> None:
    """The search above finds a slug in each place where the code keeps one."""
    code = """
Fault(slug="in-a-keyword", message=text)
tree.fault("in-a-call", "message", "advice", place)
fault("in-a-plain-call", "message", "advice")
raise PydanticCustomError("in-an-error", "message", {"advice": "x"})
raise self.stop("message", "advice", "in-a-stop")
Fault(slug="in-either" if one else "in-the-other", message=text)
def stop(self, message, advice, slug="in-a-default"): ...
SAYINGS = {"string_type": ("in-a-table", "message", f"advice {1}")}
Signal = Literal["yellow", "red", "strength"]
"""

    assert slugs_in(code) == {"in-either", "in-the-other"} | {
        f"in-a{rest}"
        for rest in ("-keyword", "-call", "-plain-call", "n-error", "-stop", "-default", "-table")
    }


@pytest.mark.parametrize("path", BAD, ids=[path.name for path in BAD])
def test_every_expected_problem_is_one_line_with_its_place(path: Path) -> None:
    """Each problem is a line of file, line, column, what is wrong, what to do, and its slug."""
    lines = expected(path).read_text(encoding="utf-8").splitlines()

    assert lines
    for line in lines:
        assert re.fullmatch(
            re.escape(path.name) + r":[1-9][0-9]*:[1-9][0-9]*: .+; .+ \[[a-z0-9-]+\]", line
        )


CONTENT = ("pregnant", "cried", "said so", "purple", "strong yes", "Humility, she said")


@pytest.mark.parametrize("name", ["content.scorecard.yaml", "content.scorecard.json"])
def test_problems_of_a_scorecard_do_not_quote_it(name: str) -> None:
    """What somebody wrote of a candidate, keys included, is in no problem (P10)."""
    text = (HERE / "documents" / "bad" / f"{name}.expected").read_text(encoding="utf-8")

    assert not [content for content in CONTENT if content in text]


def test_content_in_a_problem_would_be_found() -> None:
    """The files above do hold what the search looks for."""
    text = (HERE / "documents" / "bad" / "content.scorecard.yaml").read_text(encoding="utf-8")

    assert [content for content in CONTENT if content in text] == list(CONTENT)


if __name__ == "__main__":
    for bad in BAD:
        expected(bad).write_text(problems_of(bad), encoding="utf-8")
