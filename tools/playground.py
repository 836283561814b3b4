"""
Build the page that checks a rubric in the browser: Python for the browser, fairscore, a page.

    .venv/bin/python tools/playground.py [FOLDER]

Run by `make playground`. The page is a folder that needs no server and asks for nothing: every
file that it reads is a script with compressed content. Two packages are fetched through their own
clients: Python for the browser with npm, and pydantic-core, built for it, with pip. Everything else
comes from this environment as it is installed.

PyYAML has no build for the browser. Its compiled half is an option, so it is left out here, and
fairscore takes the half that is written in Python.
"""

import argparse
import base64
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "docs" / "playground"
CACHE = ROOT / "build" / "playground-cache"
OUT = ROOT / "build" / "playground"

PAGE = ("index.html", "page.css", "page.js")
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
BESIDE = ("fairscore_page.py", "faulty.rubric.yaml")
"""What lies beside fairscore in the browser."""
PURE = (
    "annotated-types",
    "attrs",
    "pydantic",
    "PyYAML",
    "typing-extensions",
    "typing-inspection",
)
COMPILED = "pydantic-core"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every packed file, so that the same input gives the same page."""


class CannotBuildError(Exception):
    """Something that the build needs is missing; the message says what."""


def main(arguments: list[str] | None = None) -> int:
    """Build the page; exit 2 with the reason where that cannot be done."""
    parser = argparse.ArgumentParser(description="Build the page that checks in the browser.")
    parser.add_argument("folder", nargs="?", type=Path, default=OUT, help="where to write it")
    folder = parser.parse_args(arguments).folder
    try:
        size = build(folder)
    except CannotBuildError as reason:
        print(f"no page built: {reason}", file=sys.stderr)
        return 2
    print(f"{folder / 'index.html'}: {size / 1e6:.1f} MB; open it in a browser")
    return 0


def build(folder: Path) -> int:
    """Write the page; return its size in bytes."""
    runtime = fetch_runtime()
    lock = json.loads((runtime / "pyodide-lock.json").read_text("utf-8"))
    wheel = fetch_compiled(lock["info"])
    # The list of what else could be fetched stays out: there is nowhere to fetch it from.
    parts = {"pyodide-lock.json": json.dumps({**lock, "packages": {}}).encode()}
    parts |= {name: (runtime / name).read_bytes() for name in RUNTIME}
    parts["packages.zip"] = packed(wheel)
    parts["worker.js"] = (SOURCE / "worker.js").read_bytes()

    shutil.rmtree(folder, ignore_errors=True)
    (folder / "parts").mkdir(parents=True)
    for name in PAGE:
        shutil.copyfile(SOURCE / name, folder / name)
    sizes = [{"name": name, "size": write_part(folder, name, data)} for name, data in parts.items()]
    contents = {"version": metadata.version("fairscore-hiring"), "parts": sizes}
    write_part(folder, "contents", json.dumps(contents).encode())
    (folder / "licences.txt").write_text(licences(runtime), "utf-8")
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def write_part(folder: Path, name: str, data: bytes) -> int:
    """Write one file as a script that hands it to the page; return the size of the script."""
    content = base64.b64encode(gzip.compress(data, mtime=0)).decode()
    script = f'fairscorePart("{name}", "{content}");\n'
    (folder / "parts" / f"{name}.js").write_text(script, "utf-8")
    return len(script)


def fetch_runtime() -> Path:
    """Python for the browser, at the version of `docs/playground/package.json`."""
    npm = shutil.which("npm")
    if npm is None:
        raise CannotBuildError("npm is not installed; it comes with Node.js")
    wanted = json.loads((SOURCE / "package.json").read_text("utf-8"))["dependencies"]["pyodide"]
    found = CACHE / "node_modules" / "pyodide"
    if not (found / "package.json").is_file() or version_of(found) != wanted:
        CACHE.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SOURCE / "package.json", CACHE / "package.json")
        run(
            [npm, "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"],
            "npm could not install pyodide",
        )
    return found


def version_of(package: Path) -> str:
    """The version of an npm package."""
    return str(json.loads((package / "package.json").read_text("utf-8"))["version"])


def fetch_compiled(info: dict[str, str]) -> Path:
    """pydantic-core for the browser, at the version that is installed here."""
    version = metadata.version(COMPILED)
    python = ".".join(info["python"].split(".")[:2])
    pattern = f"{COMPILED.replace('-', '_')}-{version}-*{info['abi_version']}_wasm32.whl"
    if not list(CACHE.glob(pattern)):
        run(
            [
                *(sys.executable, "-m", "pip", "--disable-pip-version-check", "download"),
                *("--quiet", "--no-deps", "--only-binary=:all:", "--dest", str(CACHE)),
                *("--implementation", "cp", "--python-version", python),
                *("--platform", f"pyemscripten_{info['abi_version']}_wasm32"),
                f"{COMPILED}=={version}",
            ],
            f"pip found no {COMPILED} {version} for the browser's Python {python}",
        )
    return next(CACHE.glob(pattern))


def run(command: list[str], failure: str) -> None:
    """Run a package client in the cache folder; its words stand behind ours where it fails."""
    done = subprocess.run(
        command,
        cwd=CACHE,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | {"NO_COLOR": "1"},
    )
    if done.returncode:
        raise CannotBuildError(f"{failure}:\n{done.stdout[-2000:]}")


def packed(wheel: Path) -> bytes:
    """Everything that Python imports in the browser, as one archive. It is compressed later."""
    with zipfile.ZipFile(wheel) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    for distribution in PURE:
        contents |= installed(distribution)
    package = ROOT / "src" / "fairscore"
    for path in package.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            contents[path.relative_to(package.parent).as_posix()] = path.read_bytes()
    contents |= {name: (SOURCE / name).read_bytes() for name in BESIDE}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(contents):
            if not name.endswith((".pyi", "/RECORD")) and "/sboms/" not in name:
                archive.writestr(zipfile.ZipInfo(name, EPOCH), contents[name])
    return buffer.getvalue()


def installed(distribution: str) -> dict[str, bytes]:
    """The files of an installed distribution that are not compiled for this machine."""
    return {
        str(file): Path(file.locate()).read_bytes()
        for file in metadata.files(distribution) or ()
        if ".." not in file.parts
        and (file.suffix == ".py" or file.name in {"METADATA", "py.typed"} or is_licence(file.name))
    }


def is_licence(name: str) -> bool:
    """Whether a file holds the words of a licence."""
    return name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))


def licences(runtime: Path) -> str:
    """What the page is made of, under which licences, and where its source is."""
    python = f"""What this page is built from

Pyodide {version_of(runtime)}: Mozilla Public License 2.0, unchanged. It holds CPython (PSF License
Version 2). Source of both: https://github.com/pyodide/pyodide
"""
    line = "-" * 80
    return "\n".join([python, *(f"{line}\n{text}\n" for text in licence_texts())])


def licence_texts() -> Iterator[str]:
    """The licence of each Python package with its name and version."""
    yield f"fairscore {metadata.version('fairscore-hiring')}\n\n{(ROOT / 'LICENSE').read_text()}"
    for name in (*PURE, COMPILED):
        files = metadata.files(name) or ()
        texts = [Path(file.locate()).read_text("utf-8") for file in files if is_licence(file.name)]
        yield "\n\n".join([f"{name} {metadata.version(name)}", *texts])


if __name__ == "__main__":
    sys.exit(main())
