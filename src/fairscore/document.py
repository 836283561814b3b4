"""The one door for JSON and YAML: read, check, dump and describe documents."""

import importlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from os import PathLike
from pathlib import Path as FilePath
from typing import Any, Literal, TypeVar, overload

import attrs

from fairscore import _dump, _json, _quick, _yaml
from fairscore._canonical import Plain, encode
from fairscore._faults import Reporter
from fairscore._fields import Fields
from fairscore._part import Document, Part
from fairscore._schema import for_editors
from fairscore._tree import MAX_BYTES, Fault, Tree
from fairscore._validation import validated
from fairscore.errors import DocumentError, Problem

__all__ = [
    "KINDS",
    "Document",
    "Format",
    "Part",
    "Reading",
    "dump",
    "examine",
    "parse",
    "read",
    "schema",
]

Format = Literal["json", "yaml"]
D = TypeVar("D", bound="Document")
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_LOOKS_LIKE_JSON = re.compile(r'\s*(?:\[|\{\s*["}])')

KINDS: Mapping[str, str] = {
    "assignment": "fairscore.assignment:Assignment",
    "draft": "fairscore.draft:Draft",
    "meeting": "fairscore.meeting:Meeting",
    "receipt": "fairscore.log:Receipt",
    "report": "fairscore.report:Report",
    "rubric": "fairscore.rubric:Rubric",
    "scorecard": "fairscore.scorecard:Scorecard",
    "translation": "fairscore.translation:Translation",
    "vocabulary": "fairscore.vocabulary:Vocabulary",
}
"""Every kind of document and where its class lives; a class is imported when first needed."""


@attrs.frozen(kw_only=True)
class Reading:
    """
    What came of reading one text.

    Attributes:
        document: The document, or None where there are problems.
        problems: Every problem, in the order of the text.
        name: Name of the file, as it was given.
    """

    document: Document | None
    problems: tuple[Problem, ...]
    name: str
    _text: str = attrs.field(repr=False, alias="text")
    _format: Format = attrs.field(repr=False, alias="format")

    def placed(self, problem: Problem) -> Problem:
        """Put a problem found later, such as one between two documents, at its place."""
        if self.document is not None and self._format == "yaml":
            line, column = _quick.place_in(self._outline, problem.path)
        else:
            reporter = Reporter(Document, tree=self._tree, name=self.name)
            line, column = reporter.place(Fault(slug="", message="", advice="", path=problem.path))
        return attrs.evolve(problem, file=self.name, line=line, column=column)

    @cached_property
    def _tree(self) -> Tree:
        return _scan(self._text, self._format)

    @cached_property
    def _outline(self) -> Any:
        return _quick.outline(self._text)


@overload
def read(path: str | PathLike[str], kind: type[D]) -> D: ...
@overload
def read(path: str | PathLike[str], kind: None = None) -> Document: ...
def read(path: str | PathLike[str], kind: type[D] | None = None) -> D | Document:
    """
    Read a document from a file.

    Args:
        path: A file; `.json` is read as JSON, anything else as YAML.
        kind: The class expected, such as `Rubric`; None takes the file's own word for it.

    Returns:
        The document.

    Raises:
        DocumentError: With every problem of the file.
        OSError: The file cannot be opened.

    Example:
        >>> import fairscore as fs
        >>> fs.read("examples/backend.rubric.yaml", fs.Rubric)
        Rubric(id='backend-engineer')
    """
    with FilePath(path).open("rb") as file:
        # No more than shows that there is too much: a file may be larger than memory.
        text = file.read(MAX_BYTES + 1)
    return parse(text, kind, name=str(path))


@overload
def parse(
    text: str | bytes, kind: type[D], *, name: str = "", format: Format | None = None
) -> D: ...
@overload
def parse(
    text: str | bytes, kind: None = None, *, name: str = "", format: Format | None = None
) -> Document: ...
def parse(
    text: str | bytes,
    kind: type[D] | None = None,
    *,
    name: str = "",
    format: Format | None = None,
) -> D | Document:
    """
    Read a document from text.

    Args:
        text: JSON or YAML; bytes are UTF-8.
        kind: The class expected; None takes the text's own word for it.
        name: What to call the text in problems.
        format: None goes by the name, and without one by the first character.

    Returns:
        The document.

    Raises:
        DocumentError: With every problem of the text.

    Example:
        >>> import fairscore as fs
        >>> try:
        ...     fs.parse("{kind: vocabulary, kind: rubric}", name="v.yaml")
        ... except fs.DocumentError as error:
        ...     print(next(one for one in error.problems if one.slug == "duplicate-key"))
        v.yaml:1:20: kind: this key stands on line 1 already; keep one of the two [duplicate-key]
    """
    reading = examine(text, kind, name=name, format=format)
    if reading.document is None:
        raise DocumentError(reading.problems)
    return reading.document


def examine(
    text: str | bytes,
    kind: type[Document] | None = None,
    *,
    name: str = "",
    format: Format | None = None,
) -> Reading:
    """
    Read a text and keep what is needed to point into it. Arguments as for `parse`.

    Returns:
        The document or its problems; raises nothing for bad input.

    Example:
        >>> examine("[]", name="empty.json").problems[0].slug
        'not-a-mapping'
    """
    if _is_too_large(text):
        return _refused(_too_large(), name)
    if isinstance(text, bytes):
        data = text
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            return _refused(_not_utf8(data, error.start), name)
    text = text.removeprefix("\ufeff")
    chosen = format or _format_of(text, name)
    document = _quickly(text, kind, chosen)
    if document is not None:
        return Reading(document=document, problems=(), name=name, text=text, format=chosen)
    document, problems = _thoroughly(_scan(text, chosen), kind, name)
    return Reading(document=document, problems=problems, name=name, text=text, format=chosen)


def dump(document: Document, format: Format = "yaml") -> str:
    """
    Write a document so that reading it again gives the same digest.

    Args:
        document: Any document.
        format: `yaml` for people, `json` for programs.

    Returns:
        Text that ends with a newline.

    Example:
        >>> import fairscore as fs
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> fs.parse(fs.dump(rubric), fs.Rubric).digest == rubric.digest
        True
    """
    plain = json.loads(document.canonical)
    return (_dump.to_json if format == "json" else _dump.to_yaml)(plain, type(document))


def schema(kind: type[Document]) -> dict[str, Any]:
    """
    JSON Schema (2020-12) of a kind of document, with words that an editor can show.

    Example:
        >>> import fairscore as fs
        >>> schema(fs.Rubric)["$id"]
        'urn:fairscore:schema:rubric:1'
    """
    described = for_editors(kind.model_json_schema(mode="validation"))
    name, version = (kind.model_fields[field].default for field in ("kind", "schema_version"))
    required = ["kind", "schema_version", *described.get("required", [])]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:fairscore:schema:{name}:{version}",
        **described,
        "required": list(dict.fromkeys(required)),
    }


def load_kind(name: str) -> type[Document]:
    """Class of a kind of document by its name; the name must be one of `KINDS`."""
    module, _, class_name = KINDS[name].partition(":")
    found: type[Document] = getattr(importlib.import_module(module), class_name)
    return found


def _quickly(text: str, kind: type[Document] | None, format: Format = "json") -> Document | None:
    """Read a valid text the short way; None for anything that needs a closer look."""
    try:
        plain = _json.load(text) if format == "json" else _quick.load_yaml(text)
        canonical = encode(plain)
        kind = kind or load_kind(plain["kind"])
        # The pattern is slow to look for, and what it begins with is hardly ever there.
        if b"\\u0000" in canonical and _NUL.search(canonical):
            return None
        if "kind" not in plain or "schema_version" not in plain:
            return None
        document = kind.model_validate_json(text if format == "json" else canonical)
    except (ValueError, KeyError, TypeError, RecursionError):
        # ValidationError and NotCanonicalError are ValueErrors; the long way says what is wrong.
        return None
    vars(document)["canonical"] = canonical
    return document


def _thoroughly(
    tree: Tree, kind: type[Document] | None, name: str
) -> tuple[Document | None, tuple[Problem, ...]]:
    """Validate a tree and report every fault of it, in the order of the text."""
    faults = list(tree.faults)
    plain = tree.plain
    # Until it is known to be something else, every key may be what somebody wrote of a candidate.
    unsure = Reporter(kind or Document, tree=tree, name=name, confidential=True)
    if not isinstance(plain, dict):
        if not faults:
            faults.append(_not_a_document(plain))
        return None, unsure.problems(faults)
    declared = plain.get("kind")
    known = isinstance(declared, str) and declared in KINDS
    if kind is None:
        if not known:
            if declared is not None or not tree.stopped:
                faults.append(_no_kind(declared))
            return None, unsure.problems(faults)
        kind = load_kind(str(declared))
    expected = kind.model_fields["kind"].default
    if known and declared != expected:
        faults.append(_other_kind(str(declared), expected))
        return None, unsure.problems(faults)
    confidential = kind.confidential or declared != expected
    reporter = Reporter(kind, tree=tree, name=name, confidential=confidential)
    if not tree.stopped:
        faults += _without_heading(plain, expected)
    document, wrong = validated(kind, plain, reporter)
    faults += wrong
    if faults or document is None:
        return None, reporter.problems(faults)
    vars(document)["canonical"] = encode(plain)
    return document, ()


def _scan(text: str, format: Format) -> Tree:
    return _json.scan(text) if format == "json" else _yaml.scan(text)


def _format_of(text: str, name: str) -> Format:
    if name:
        return "json" if name.lower().endswith(".json") else "yaml"
    return "json" if _LOOKS_LIKE_JSON.match(text) else "yaml"


def _refused(problem: Problem, name: str) -> Reading:
    problem = attrs.evolve(problem, file=name)
    return Reading(document=None, problems=(problem,), name=name, text="", format="yaml")


def _is_too_large(text: str | bytes) -> bool:
    """Whether there are more bytes than a file may have, however the text comes."""
    if len(text) > MAX_BYTES or isinstance(text, bytes) or text.isascii():
        return len(text) > MAX_BYTES
    # No character takes more than four, so that a text of usual size is not written out for this.
    return 4 * len(text) > MAX_BYTES and len(text.encode(errors="surrogatepass")) > MAX_BYTES


def _too_large() -> Problem:
    return Problem(
        slug="too-large",
        message=f"more than {MAX_BYTES} bytes",
        advice="split the document",
        line=1,
        column=1,
    )


def _not_utf8(data: bytes, at: int) -> Problem:
    line = data.count(b"\n", 0, at) + 1
    before = data[data.rfind(b"\n", 0, at) + 1 : at].decode().removeprefix("\ufeff")
    return Problem(
        slug="not-utf-8",
        message="a byte that is not UTF-8 text",
        advice="save the file as UTF-8",
        line=line,
        column=len(before) + 1,
    )


def _not_a_document(plain: Plain) -> Fault:
    if plain is None:
        return Fault(
            slug="empty",
            message="there is nothing in it",
            advice="write a document; `fairscore init` writes one to start from",
        )
    return Fault(
        slug="not-a-mapping",
        message="not a list of `field: value` lines",
        advice="start with `kind: rubric` or another kind of document",
    )


def _without_heading(plain: Fields, kind: str) -> Iterator[Fault]:
    for field, value in (("kind", kind), ("schema_version", 1)):
        if field not in plain:
            yield Fault(
                slug="missing-field",
                message=f"`{field}` is missing",
                advice=f"add `{field}: {value}`",
            )


def _other_kind(declared: str, expected: str) -> Fault:
    return Fault(
        slug="other-kind",
        message=f"this is a {declared}, not a {expected}",
        advice=f"give a {expected}, or read it as a {declared}",
        path=("kind",),
    )


def _no_kind(declared: Plain) -> Fault:
    known = ", ".join(KINDS)
    if declared is None:
        return Fault(
            slug="missing-field",
            message="`kind` is missing",
            advice=f"add `kind:` with one of {known}",
            path=("kind",),
        )
    return Fault(
        slug="unknown-word",
        message="not a kind of document",
        advice=f"write one of {known}",
        path=("kind",),
    )
