"""The rules of the house, held by tests: what files say, what code may call, what is documented."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import re
import socket
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pydantic
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "fairscore"
TESTS = ROOT / "tests"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


# --- What files say -----------------------------------------------------------

# Each pattern is written so that it does not find itself in this file.
FORBIDDEN = {
    "a path of one machine": re.compile(
        r"(?<![\w.~-])/(?:root|work|opt|home/[\w.-]+|Users/[\w.-]+)/|[A-Z]:\\Users\\",
    ),
    "an address of a package index": re.compile(
        r"/simp[l]e\b|python[h]osted|pypi[.]org|registry[.]npm|deb[.]debian|"
        r"--(?:extra-)?index[-]url|find[-]links",
    ),
    "the name of another project's distribution": re.compile(
        r"(?:pip\d?|pipx|uv(?: pip)?|poetry) +(?:install|add) +"
        r"""(?:-\S+ +)*["']?fairscore(?!-hiring)""",
    ),
}


def project_files() -> list[Path]:
    """Every file that is, or is about to be, part of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    found = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in found if path.is_file()]


def findings_in(text: str) -> list[str]:
    """Name what a text holds that no file of the project may hold."""
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


def test_no_file_names_a_machine_an_index_or_another_distribution() -> None:
    """No file holds a path of one machine, an index address, or the wrong name to install."""
    found = {
        path.relative_to(ROOT).as_posix(): findings
        for path in project_files()
        if (findings := findings_in(path.read_text(encoding="utf-8", errors="replace")))
    }

    assert found == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see /" + "root/notes", ["a path of one machine"]),
        ("see /" + "home/kim/notes", ["a path of one machine"]),
        ("https://index.example/" + "simple/", ["an address of a package index"]),
        ("files.python" + "hosted.org", ["an address of a package index"]),
        ("pip install --index" + "-url X", ["an address of a package index"]),
        ("pip install " + "fairscore", ["the name of another project's distribution"]),
        ("pip install -U '" + "fairscore[cli]'", ["the name of another project's distribution"]),
        ("uv add " + "fairscore", ["the name of another project's distribution"]),
        ("pip install 'fairscore-hiring[cli]'", []),
        ("docs/home/index.md, /path/to/python, a simple/plain word", []),
    ],
)
def test_forbidden_words_are_found(text: str, expected: list[str]) -> None:
    """The search above finds planted cases and passes over look-alikes."""
    assert expected == findings_in(text)


def pin_lines(name: str) -> list[str]:
    """Return the pins of a requirements file, without comments and without where they hold."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line.split(";")[0] for line in lines if line and not line.startswith("#")]


def test_pins_are_exact_and_agree() -> None:
    """A development pin is a name and one version, and both files say the same one."""
    direct = pin_lines("requirements-dev.txt")
    every = {line.lower() for line in pin_lines("constraints.txt")}

    assert [line for line in [*direct, *every] if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    assert set() == {line.lower() for line in direct} - every


def unexplained_ignores(text: str) -> list[str]:
    """Return the codes that the lint settings ignore without a reason on the same line."""
    codes = re.findall(r'^\s+"([A-Z]+\d*)",(.*)$', text, re.MULTILINE)
    return [code for code, rest in codes if not re.match(r"\s*# \w", rest)]


def test_every_ignored_lint_rule_has_its_reason() -> None:
    """Each rule that is switched off says why, on its own line."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert unexplained_ignores(text) == []


def test_an_ignored_rule_without_a_reason_is_found() -> None:
    """The search above finds a bare code and passes over an explained one."""
    text = 'ignore = [\n  "D101",\n  "S101", # pytest asserts\n]\n'

    assert unexplained_ignores(text) == ["D101"]


# --- What code may call -------------------------------------------------------


def unchecked_copies(code: str) -> list[int]:
    """Return the lines that make a document without its checks."""
    lines = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute) and node.attr == "model_construct":
            lines.append(node.lineno)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            named = {keyword.arg for keyword in node.keywords}
            # A call with ** has a keyword named None, and may carry update in it.
            if node.func.attr == "model_copy" and (node.args or named & {"update", None}):
                lines.append(node.lineno)
    return sorted(lines)


def test_no_document_is_made_unchecked() -> None:
    """`src` neither updates a copied document nor constructs one without its checks."""
    found = {
        path.relative_to(SOURCE).as_posix(): lines
        for path in SOURCE.rglob("*.py")
        if (lines := unchecked_copies(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_unchecked_copies_are_found() -> None:
    """The search above finds each way around the checks, and no plain copy."""
    code = """\
card.model_copy(update={'at': 1})
card.model_copy(**changes)
type(card).model_construct(at=1)
card.model_copy()
card.model_copy(deep=True)
"""

    assert unchecked_copies(code) == [1, 2, 3]


def run_python(code: str) -> str:
    """Run code in a new interpreter and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return done.stdout.strip()


LOADED = "import sys; print(*sorted({'attr', 'attrs', 'pydantic', 'yaml'} & set(sys.modules)))"


def test_import_is_light() -> None:
    """`import fairscore` loads neither pydantic, attrs nor YAML until a name is touched."""
    assert run_python(f"import fairscore; {LOADED}") == ""


def test_a_heavy_import_is_seen() -> None:
    """The measurement above sees what a module does load."""
    assert "attr" in run_python(f"import fairscore.errors; {LOADED}").split()


LISTEN = """
import sys
events = []
sys.addaudithook(lambda event, arguments: events.append(event))
{action}
print(*sorted({{event for event in events if event.startswith("socket.")}}))
"""


def test_import_touches_no_socket() -> None:
    """Importing every public name makes no socket at all (P12)."""
    action = (
        "import fairscore\nfor name in getattr(fairscore, '__all__', ()): getattr(fairscore, name)"
    )

    assert run_python(LISTEN.format(action=action)) == ""


def test_a_socket_is_noticed() -> None:
    """The measurement above notices a socket that is only made."""
    action = "import socket; socket.socket().close()"

    assert "socket.__new__" in run_python(LISTEN.format(action=action)).split()


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", ("127.0.0.1", 9)),
    ],
    ids=["connect", "look up", "send"],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_network_is_closed_to_tests(
    reach: Callable[[], object],
    network_attempts: list[str],
) -> None:
    """A test that reaches for the network is stopped, loopback included (P12)."""
    with pytest.raises(RuntimeError, match="fairscore uses no network"):
        reach()

    assert network_attempts
    network_attempts.clear()


def test_a_socket_pair_is_let_through() -> None:
    """Sockets within the process are no network: event loops need them."""
    left, right = socket.socketpair()
    with left, right:
        left.sendall(b"x")

        assert right.recv(1) == b"x"


# --- What is documented -------------------------------------------------------


def modules() -> list[tuple[str, Path]]:
    """Every module of the package by its dotted name."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE.parent).with_suffix("").parts
        found.append((".".join(parts).removesuffix(".__init__"), path))
    return found


def is_public(name: str) -> bool:
    """Whether no part of a dotted name is marked as mechanics."""
    return not any(part.startswith("_") for part in name.split("."))


MODULES = modules()
PUBLIC = [name for name, _ in MODULES if is_public(name)]


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_every_module_says_what_it_is_for(name: str, path: Path) -> None:
    """Each module opens with a docstring, and a public one lists its public names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assigned = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }

    assert ast.get_docstring(tree)
    assert not is_public(name) or "__all__" in assigned


def explained_names(code: str) -> set[str]:
    """Return the module's assigned names with a comment above or beside, or a docstring below."""
    lines = code.splitlines()
    body = ast.parse(code).body
    explained = set()
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        elif isinstance(node, ast.TypeAlias if sys.version_info >= (3, 12) else ()):
            names = [node.name.id]
        else:
            continue
        beside = "  # " in lines[node.lineno - 1]
        above = node.lineno > 1 and lines[node.lineno - 2].startswith("#")
        below = (
            isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        )
        if beside or above or below:
            explained.update(names)
    return explained


def undocumented_in_class(owner: type) -> list[str]:
    """Return what a public class leaves without a word: itself, its fields, its methods."""
    doc = vars(owner).get("__doc__") or ""
    missing = [] if doc.strip() else [owner.__qualname__]
    fields: dict[str, bool] = {}
    if issubclass(owner, pydantic.BaseModel):
        fields = {
            name: bool(field.description) for name, field in owner.__pydantic_fields__.items()
        }
    elif "__attrs_attrs__" in vars(owner):
        # A class that adds no field of its own is told by the one that has them.
        fields = {
            # `left, right: …` explains two fields at once.
            field.name: field.inherited
            or bool(re.search(rf"^\s*(\w+, )*{field.name}(, \w+)*:", doc, re.MULTILINE))
            for field in attrs.fields(owner)
        }
    missing += [
        f"{owner.__qualname__}.{name}"
        for name, told in fields.items()
        if is_public(name) and not told
    ]
    for name, member in vars(owner).items():
        plain = getattr(member, "__func__", member)
        if isinstance(plain, property):
            plain = plain.fget
        if is_public(name) and inspect.isfunction(plain) and not plain.__doc__:
            missing.append(f"{owner.__qualname__}.{name}")
    return missing


def undocumented(module: ModuleType, code: str) -> list[str]:
    """Return the public names of a module that nothing explains."""
    missing = []
    for name in module.__all__:
        value = getattr(module, name)
        if inspect.ismodule(value):
            continue
        if getattr(value, "__module__", module.__name__) != module.__name__:
            continue  # explained where it is defined
        if inspect.isclass(value):
            missing += undocumented_in_class(value)
        elif inspect.isfunction(value):
            missing += [] if value.__doc__ else [name]
        elif f"\n{name}" in code and name not in explained_names(code):
            missing.append(name)
    return missing


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_documented(name: str) -> None:
    """Each name in `__all__` is there and explained, with its fields and methods."""
    module = importlib.import_module(name)
    code = Path(str(module.__file__)).read_text(encoding="utf-8")

    assert undocumented(module, code) == []


PLANTED = '''
"""A module with faults."""
import attrs, pydantic
__all__ = ["Bare", "Partly", "Page", "bare", "BARE", "TOLD", "ABOVE", "BESIDE"]
class Bare:
    def method(self): ...
@attrs.frozen
class Partly:
    """
    A value.

    Attributes:
        told: Is explained.
        left, right: Are explained.
    """
    told: int
    left: int
    right: int
    untold: int
    _hidden: int
class Page(pydantic.BaseModel):
    """A document."""
    model_config = pydantic.ConfigDict(use_attribute_docstrings=True)
    told: int
    """Is explained."""
    untold: int
def bare(): ...
BARE = 1

TOLD = 1
"""Is explained."""
# Is explained.
ABOVE = 1
BESIDE = 1  # is explained
'''


def test_undocumented_names_are_found(tmp_path: Path) -> None:
    """The search above finds a bare class, method, field, function and constant."""
    file = tmp_path / "planted.py"
    file.write_text(PLANTED, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("planted", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["planted"] = module
    try:
        spec.loader.exec_module(module)
        found = undocumented(module, PLANTED)
    finally:
        del sys.modules["planted"]

    assert found == ["Bare", "Bare.method", "Partly.untold", "Page.untold", "bare", "BARE"]


def bare_tests(code: str) -> list[str]:
    """Return the tests that do not say which behaviour they show."""
    return [
        node.name
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]


def test_every_test_says_its_behaviour() -> None:
    """Each test has a docstring."""
    found = {
        path.relative_to(TESTS).as_posix(): names
        for path in TESTS.rglob("test_*.py")
        if (names := bare_tests(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_a_test_without_docstring_is_found() -> None:
    """The search above finds bare tests, in classes too."""
    code = (
        "def test_a(): ...\nclass T:\n  def test_b(self): ...\n"
        "  def test_c(self):\n    'Said.'\ndef helper(): ...\n"
    )

    assert bare_tests(code) == ["test_a", "test_b"]


# --- What is shipped ----------------------------------------------------------


def test_the_wheel_carries_the_whole_package(tmp_path: Path) -> None:
    """Schemas, word lists, templates and py.typed travel with the code."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("fairscore_hiring-*.whl")
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("fairscore/")}
    expected = {
        path.relative_to(SOURCE.parent).as_posix()
        for path in project_files()
        if path.is_relative_to(SOURCE)
    }

    assert expected == carried
    assert "fairscore/py.typed" in carried


def test_the_installed_metadata_is_what_the_project_says() -> None:
    """The distribution has its own name, its version, and a command of the import's name."""
    installed = metadata.distribution("fairscore-hiring")
    (command,) = installed.entry_points.select(group="console_scripts")

    assert SETTINGS["project"]["version"] == installed.version
    assert (command.name, command.value) == ("fairscore", "fairscore.cli:main")


def test_the_extra_all_is_the_union() -> None:
    """`[all]` asks for every other extra."""
    extras = dict(SETTINGS["project"]["optional-dependencies"])
    (everything,) = extras.pop("all")

    assert f"fairscore-hiring[{','.join(sorted(extras))}]" == everything


# --- The gates ----------------------------------------------------------------


@pytest.fixture
def gates(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the script that runs the checks."""
    spec = importlib.util.spec_from_file_location("gates", ROOT / "tools" / "gates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "gates", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("strict", "expected"), [(False, "skipped"), (True, "failed")])
def test_a_missing_tool_is_told(gates: ModuleType, *, strict: bool, expected: str) -> None:
    """A check without its tool is skipped with a reason for a newcomer, and fails in CI."""
    gate = gates.Gate(name="planted", module="no_such_tool", command=("-c", "pass"))
    outcome = gates.check(gate, strict=strict, quiet=True)

    assert (expected, "no_such_tool is not installed") == (outcome.state, outcome.reason)


def test_a_tool_that_does_not_start_is_told(gates: ModuleType) -> None:
    """A tool that is installed and cannot run counts as missing, with its last words."""
    gate = gates.Gate(
        name="planted",
        module="pytest",
        command=("-c", "pass"),
        probe=("-c", "raise SystemExit('no engine')"),
    )

    assert gate.missing() == "pytest does not start: no engine"


@pytest.mark.parametrize(("code", "expected"), [(0, "passed"), (3, "failed")])
def test_a_check_is_judged_by_its_exit(gates: ModuleType, code: int, expected: str) -> None:
    """Exit 0 passes and anything else fails, strict or not."""
    gate = gates.Gate(name="planted", module="pytest", command=("-c", f"raise SystemExit({code})"))

    assert gates.check(gate, strict=False, quiet=True).state == expected
