"""A YAML language server as an editor runs it, spoken to over pipes."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import fairscore as fs

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
MODULES = ROOT / "build" / "editor"
PATIENCE = 60
"""Seconds to wait for an answer."""


class Editor:
    """As much of an editor as it takes: it opens files, and asks what to show at a place."""

    def __init__(self, server: Path, folder: Path) -> None:
        """Start the server, and tell it what this editor can show."""
        self.folder = folder
        self._process = subprocess.Popen(
            [str(shutil.which("node")), str(server), "--stdio"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._told: queue.Queue[dict[str, Any]] = queue.Queue()
        self._asked = 0
        self.problems: dict[str, list[dict[str, Any]]] = {}
        threading.Thread(target=self._listen, daemon=True).start()
        # Schemas come from files alone; the catalogue of the server would be fetched.
        self._settings = {
            "yaml": {
                "completion": True,
                "hover": True,
                "validate": True,
                "schemaStore": {"enable": False, "url": ""},
            },
            "[yaml]": {"editor.tabSize": 2},
            "http": {"proxy": "", "proxyStrictSSL": True},
        }
        about = {
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
            },
            "workspace": {"configuration": True},
        }
        self.ask(
            "initialize",
            {"processId": os.getpid(), "rootUri": folder.as_uri(), "capabilities": about},
        )
        self._send({"method": "initialized", "params": {}})
        self._send(
            {"method": "workspace/didChangeConfiguration", "params": {"settings": self._settings}}
        )

    def open(self, name: str, text: str) -> str:
        """Open a file with this text, wait until it has been looked at; return its address."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        uri = path.as_uri()
        opened = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": opened}})
        while uri not in self.problems:
            self._take()
        return uri

    def completions(self, uri: str, line: int, column: int) -> dict[str, dict[str, Any]]:
        """What is offered at a place, by its label."""
        found = self.ask("textDocument/completion", _at(uri, line, column))
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"]: item for item in items}

    def hover(self, uri: str, line: int, column: int) -> str:
        """The text that is shown over a place."""
        found = self.ask("textDocument/hover", _at(uri, line, column))
        contents = found["contents"]
        return str(contents["value"] if isinstance(contents, dict) else contents)

    def close(self) -> None:
        """Leave as an editor does."""
        self.ask("shutdown", None)
        self._send({"method": "exit"})
        self._process.communicate(timeout=PATIENCE)

    def ask(self, method: str, params: object) -> Any:  # noqa: ANN401 (whatever the server answers)
        """Ask the server for something and wait for it."""
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        while True:
            told = self._take()
            if told.get("id") == number and "method" not in told:
                assert "error" not in told, told
                return told["result"]

    def _take(self) -> dict[str, Any]:
        """Take the next message; answer it if it is a question, keep it if it is problems."""
        told = self._told.get(timeout=PATIENCE)
        if told.get("method") == "textDocument/publishDiagnostics":
            self.problems[told["params"]["uri"]] = told["params"]["diagnostics"]
        elif "method" in told and "id" in told:
            answer: object = None
            if told["method"] == "workspace/configuration":
                answer = [self._settings.get(item["section"]) for item in told["params"]["items"]]
            self._send({"id": told["id"], "result": answer})
        return told

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        out = self._process.stdout
        assert out
        while header := out.readline():
            size = int(header.split(b":")[1])
            while out.readline().strip():
                pass
            self._told.put(json.loads(out.read(size)))


def _at(uri: str, line: int, column: int) -> dict[str, object]:
    """A place as the protocol has it: counted from 0, where people count from 1."""
    return {
        "textDocument": {"uri": uri},
        "position": {"line": line - 1, "character": column - 1},
    }


def missing(reason: str) -> None:
    """Skip with the reason; where no tool may be missing, as in CI, fail with it."""
    if os.environ.get("FAIRSCORE_STRICT_GATES"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(name="server", scope="session")
def install() -> Path:
    """The program of the language server, installed once; skipped where that cannot be done."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            missing(f"no {tool} on this machine")
    package = MODULES / "node_modules" / "yaml-language-server"
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    about = package / "package.json"
    if not about.is_file() or (
        json.loads(about.read_text("utf-8"))["version"] != wanted["yaml-language-server"]
    ):
        MODULES.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / "package.json", MODULES / "package.json")
        flags = ("--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund")
        done = subprocess.run(
            [str(shutil.which("npm")), "install", *flags],
            cwd=MODULES,
            check=False,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode:
            missing(f"npm could not install yaml-language-server: {done.stderr[-300:]}")
    return package / "bin" / "yaml-language-server"


@pytest.fixture(scope="module")
def editor(server: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor in a folder that holds the schema of rubrics."""
    folder = tmp_path_factory.mktemp("editor")
    schema = json.dumps(fs.schema(fs.Rubric), indent=2, ensure_ascii=False)
    (folder / "rubric.schema.json").write_text(schema, encoding="utf-8")
    running = Editor(server, folder)
    yield running
    running.close()
