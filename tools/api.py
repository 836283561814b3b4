"""
Write `docs/reference/api.md`: every public name, its signature and its first sentence.

    .venv/bin/python tools/api.py

Public is what a module without an underscore lists in its `__all__`. The page is made from the
source alone, so signatures read as they were written. A test compares the page with what this
makes.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
FILE = ROOT / "docs" / "reference" / "api.md"
PACKAGE = "fairscore"
# Folders whose modules all hold one thing of one sort: a table of them says enough.
SIBLINGS = ("fairscore.rules", "fairscore.lints")
# The command line is described by its own page.
ELSEWHERE = ("fairscore.cli", "fairscore.__main__")
WIDTH = 96

HEAD = """\
# Public names

Every public name with its signature and its first sentence. This page is made by `tools/api.py`
from the source; `help(name)` in Python says more, with an example. The modules stand in the order
of the flow: what comes later builds on what came before. Fields of documents are on the page
[Fields](fields.md), commands on [Command line](command-line.md).

What may change and what may not is in
[Security, promises and compatibility](../../SECURITY.md#compatibility).
"""

Definition = ast.ClassDef | ast.FunctionDef | ast.Assign | ast.AnnAssign


class Named(NamedTuple):
    """A name, the module that defines it, its definition and the docstring that goes with it."""

    module: str
    name: str
    node: Definition
    doc: str


def page() -> str:
    """Write the whole page."""
    lines = [HEAD.rstrip("\n"), "", *opening()]
    for module in modules():
        lines += ["", f"## {module}", "", first_sentence(ast.get_docstring(tree(module)) or "")]
        for name in public(module):
            lines += ["", *entry(module, name)]
        if module in SIBLINGS:
            lines += ["", *siblings(module)]
    return "\n".join(lines) + "\n"


def opening() -> Iterator[str]:
    """List what `fairscore` itself offers, in the order in which its source lists it."""
    yield f"## {PACKAGE}"
    yield ""
    yield "`import fairscore as fs` is enough for these; each is imported when it is first used."
    yield ""
    yield "| Name | What it is |"
    yield "| --- | --- |"
    (homes,) = (
        node.value
        for node in tree(PACKAGE).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
    )
    for key in homes.keys:
        name = ast.literal_eval(key) if key else ""
        told = cell(first_sentence(find(PACKAGE, name).doc))
        yield f"| [`fs.{name}`](#{index()[name]}) | {told} |"


def siblings(folder: str) -> Iterator[str]:
    """List the modules of a folder of siblings, each with its page."""
    sort = folder.rpartition(".")[2]
    yield "| Module | Names | What it is |"
    yield "| --- | --- | --- |"
    for module in below(folder):
        slug = module.rpartition(".")[2].replace("_", "-")
        names = ", ".join(f"`{name}`" for name in public(module))
        told = first_sentence(ast.get_docstring(tree(module)) or "")
        link = f"[`{module}`]({sort}/{slug}.md)"
        yield f"| {link} | {names} | {cell(told.removeprefix(f'{slug}: '))} |"


def entry(module: str, name: str) -> Iterator[str]:
    """Describe one name."""
    found = find(module, name)
    home = found.module if is_public(found.module) else module
    if home != module:
        yield f"`{name}` is that of [{home}](#{home}.{name})."
        return
    yield f'<a id="{module}.{name}"></a>'
    yield ""
    yield f"### `{name}`"
    yield ""
    yield "```text"
    yield from shape(found)
    yield "```"
    if found.doc:
        yield ""
        yield first_sentence(found.doc)
    seen = mentions(found.node)
    if isinstance(found.node, ast.ClassDef):
        yield from members(found)
    links = [f"[`{one}`](#{place})" for one, place in index().items() if one in seen - {name}]
    if links:
        yield ""
        yield f"See {', '.join(links)}."


def shape(found: Named) -> Iterator[str]:
    """Write what somebody who uses the name needs to type, or what it stands for."""
    match found.node:
        case ast.ClassDef(bases=bases):
            inherited = ", ".join(ast.unparse(base) for base in bases)
            yield f"class {found.name}({inherited})" if inherited else f"class {found.name}"
        case ast.FunctionDef() as function:
            yield from signature(found.name, function)
        case ast.AnnAssign(annotation=annotation, value=value):
            yield from assigned(f"{found.name}: {ast.unparse(annotation)}", value)
        case ast.Assign(value=value):
            yield from assigned(found.name, value)


def assigned(head: str, value: ast.expr | None) -> Iterator[str]:
    """Write an assignment where it is short, or a choice of words one a line."""
    match value:
        case ast.Subscript(value=ast.Name(id="Literal"), slice=choices):
            words = choices.elts if isinstance(choices, ast.Tuple) else [choices]
            yield f"{head} = one of"
            yield from (f"    {ast.unparse(word)}" for word in words)
        case ast.expr() if len(line := f"{head} = {ast.unparse(value)}") <= WIDTH:
            yield line
        case _:
            yield head


def signature(name: str, function: ast.FunctionDef, *, bound: bool = False) -> Iterator[str]:
    """Write a signature, on one line where it fits."""
    # Hypothesis hands the first argument of a composite strategy itself, and returns a strategy.
    drawn = any(ast.unparse(mark).endswith("composite") for mark in function.decorator_list)
    shown = list(arguments_of(function.args))[bound or drawn :]
    returned = f" -> {plain(function.returns)}" if function.returns else ""
    if drawn:
        returned = f" -> SearchStrategy[{returned.removeprefix(' -> ')}]"
    line = f"{name}({', '.join(shown)}){returned}"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{name}("
    yield from (f"    {one}," for one in shown)
    yield f"){returned}"


def arguments_of(arguments: ast.arguments) -> Iterator[str]:
    """Write each argument of a function."""
    ordered = [*arguments.posonlyargs, *arguments.args]
    without = [None] * (len(ordered) - len(arguments.defaults))
    for one, default in zip(ordered, [*without, *arguments.defaults], strict=True):
        yield argument(one, default)
    if arguments.vararg:
        yield f"*{argument(arguments.vararg, None)}"
    elif arguments.kwonlyargs:
        yield "*"
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield argument(one, default)
    if arguments.kwarg:
        yield f"**{argument(arguments.kwarg, None)}"


def argument(one: ast.arg, default: ast.expr | None) -> str:
    """Write one argument with its type and its default."""
    typed = f"{one.arg}: {plain(one.annotation)}" if one.annotation else one.arg
    return f"{typed} = {ast.unparse(default)}" if default else typed


def members(found: Named) -> Iterator[str]:
    """Describe fields, properties and methods of a class."""
    node = found.node
    assert isinstance(node, ast.ClassDef)  # noqa: S101 # told to type checkers; the caller looked
    if is_document(found):
        yield ""
        yield f"Fields: [{found.name}](fields.md#{found.name.lower()})."
    elif table := list(fields(found)):
        yield ""
        yield "| Field | Type | Default | What it is |"
        yield "| --- | --- | --- | --- |"
        yield from table
    told = list(methods(node))
    if told:
        yield ""
        yield from told


def fields(found: Named) -> Iterator[str]:
    """Describe the fields of a value."""
    meanings = attributes(found.doc)
    node = found.node
    assert isinstance(node, ast.ClassDef)  # noqa: S101 # told to type checkers; the caller looked
    for one, after in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            name = one.target.id
            if name.startswith("_"):
                continue
            meaning = meanings.get(name) or docstring_in(after)
            default = default_of(one.value)
            yield f"| `{name}` | `{cell(plain(one.annotation))}` | {default} | {cell(meaning)} |"


def default_of(value: ast.expr | None) -> str:
    """Write a field's default; a field made by `attrs.field` says it among the arguments."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "attrs.field":
        given = {one.arg: one.value for one in value.keywords}
        value = given.get("default")
    return f"`{cell(ast.unparse(value))}`" if value else ""


def methods(owner: ast.ClassDef) -> Iterator[str]:
    """Describe public methods and properties."""
    for one in owner.body:
        if not isinstance(one, ast.FunctionDef) or one.name.startswith("_"):
            continue
        marks = {ast.unparse(mark) for mark in one.decorator_list}
        told = first_sentence(ast.get_docstring(one) or "")
        if marks & {"property", "cached_property"}:
            returned = plain(one.returns) if one.returns else ""
            yield f"- `{owner.name}.{one.name}: {returned}`: {told}"
        else:
            bound = "staticmethod" not in marks
            given = ", ".join(list(arguments_of(one.args))[bound:])
            returned = f" -> {plain(one.returns)}" if one.returns else ""
            yield f"- `{owner.name}.{one.name}({given}){returned}`: {told}"


# --- Looking things up --------------------------------------------------------


@cache
def modules() -> tuple[str, ...]:
    """List the public modules in the order of the flow: the import contract's, from below."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (flow,) = (one for one in settings["tool"]["importlinter"]["contracts"] if one["id"] == "flow")
    order = [name for layer in reversed(flow["layers"]) for name in re.findall(r"\w+", layer)]
    found: list[str] = []
    for name in order:
        module = f"{PACKAGE}.{name}"
        if is_public(module) and module not in ELSEWHERE and path_of(module).is_file():
            found += [module, *(below(module) if module not in SIBLINGS else ())]
    return tuple(found)


@cache
def index() -> dict[str, str]:
    """Say where on the page each public name stands."""
    places: dict[str, str] = {}
    for module in modules():
        for name in public(module):
            home = find(module, name).module
            places.setdefault(name, f"{home if is_public(home) else module}.{name}")
    return places


def below(folder: str) -> tuple[str, ...]:
    """List the public modules of a folder."""
    inside = SOURCE.joinpath(*folder.split("."))
    names = sorted(one.stem for one in inside.glob("*.py") if not one.stem.startswith("_"))
    return tuple(f"{folder}.{name}" for name in names)


def is_public(module: str) -> bool:
    """Whether no part of a module's name begins with an underscore."""
    return not any(part.startswith("_") for part in module.split("."))


def path_of(module: str) -> Path:
    """Say which file a module is."""
    base = SOURCE.joinpath(*module.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


@cache
def tree(module: str) -> ast.Module:
    """Parse a module."""
    return ast.parse(path_of(module).read_text(encoding="utf-8"))


def public(module: str) -> list[str]:
    """List a module's public names, as its `__all__` does."""
    return list(ast.literal_eval(value)) if (value := assignment(module, "__all__")) else []


def assignment(module: str, name: str) -> ast.expr | None:
    """Return what a module assigns to a name."""
    for node in tree(module).body:
        if isinstance(node, ast.Assign) and any(
            isinstance(one, ast.Name) and one.id == name for one in node.targets
        ):
            return node.value
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name:
            return node.value
    return None


@cache
def find(module: str, name: str) -> Named:
    """
    Find where a name is defined, through the imports that hand it on.

    Raises:
        LookupError: Nowhere.
    """
    found: Named | None = None
    body = tree(module).body
    inside = [one for node in body if isinstance(node, ast.If) for one in node.body]
    for node, after in zip([*body, *inside], [*body[1:], None, *inside], strict=True):
        match node:
            case ast.ClassDef() | ast.FunctionDef() if node.name == name:
                # The last one counts: those before it are overloads.
                found = Named(module, name, node, ast.get_docstring(node) or "")
            case ast.Assign(targets=[ast.Name(id=target)]) if target == name:
                found = Named(module, name, node, docstring_in(after))
            case ast.AnnAssign(target=ast.Name(id=target)) if target == name:
                found = Named(module, name, node, docstring_in(after))
            case ast.ImportFrom(module=str(origin)) if origin.startswith(PACKAGE):
                if any((one.asname or one.name) == name for one in node.names):
                    return find(origin, name)
            case _:
                pass
    if found is None:
        raise LookupError(f"{module} does not define {name}")
    return found


def is_document(found: Named) -> bool:
    """Whether a class is a document or a part of one, whose fields have a page of their own."""
    assert isinstance(found.node, ast.ClassDef)  # noqa: S101 # told to type checkers
    bases = {ast.unparse(base) for base in found.node.bases}
    return bool(bases & {"Document", "Part"}) and found.module != "fairscore._part"


def mentions(node: Definition) -> set[str]:
    """Collect the names in the annotations of a definition and of its public members."""
    match node:
        case ast.ClassDef(body=body, bases=bases):
            own = [one for one in body if isinstance(one, ast.FunctionDef | ast.AnnAssign)]
            inner = [mentions(one) for one in own if not private(one)]
            return {name for base in bases for name in words(base)}.union(*inner)
        case ast.FunctionDef(args=arguments, returns=returns):
            every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
            given = [one.annotation for one in every]
            return {name for one in (*given, returns) if one for name in words(one)}
        case ast.AnnAssign(annotation=annotation):
            return words(annotation)
        case _:
            return set()


def private(node: ast.FunctionDef | ast.AnnAssign) -> bool:
    """Whether a member is none of a user's business."""
    name = node.name if isinstance(node, ast.FunctionDef) else ast.unparse(node.target)
    return name.startswith("_")


def words(annotation: ast.expr) -> set[str]:
    """Collect the names in an annotation."""
    return set(re.findall(r"\w+", ast.unparse(annotation)))


def plain(annotation: ast.expr) -> str:
    """Write an annotation without the quotes around a name that comes later."""
    return re.sub(r"^'(\w+)'$", r"\1", ast.unparse(annotation))


def docstring_in(node: ast.stmt | None) -> str:
    """Return the text of a statement that is nothing but text."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return " ".join(str(node.value.value).split())
    return ""


def attributes(doc: str) -> dict[str, str]:
    """Read the section that explains fields, by name."""
    _, _, section = doc.partition("Attributes:\n")
    told: dict[str, str] = {}
    names: list[str] = []
    for line in section.split("\n\n")[0].splitlines():
        head = re.match(r" {4}(\w+(?:, \w+)*): (.*)", line)
        if head:
            names = head[1].split(", ")
            told |= dict.fromkeys(names, head[2])
        else:
            told |= {name: f"{told[name]} {line.strip()}" for name in names}
    return told


def first_sentence(doc: str) -> str:
    """Return the first sentence of a docstring."""
    paragraph = " ".join(doc.strip().split("\n\n")[0].split())
    return re.split(r"(?<=[.!?])\s+(?=[A-Z`])", paragraph)[0]


def cell(text: str) -> str:
    """Write text so that it stays in its cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
