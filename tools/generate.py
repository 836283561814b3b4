"""
Write every generated file of the repository anew, and say which changed.

    .venv/bin/python tools/generate.py

Run by `make generated`. A test compares each file with what this makes.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

# The scripts beside this one are no package; a test may load this file from anywhere.
sys.path.insert(0, str(Path(__file__).resolve().parent))

import api
import fields
from fairscore.cli.commands import explain
from fairscore.document import KINDS, load_kind, schema

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
SCHEMAS = ROOT / "src" / "fairscore" / "schemas"


def generated() -> Iterator[tuple[Path, str]]:
    """Yield each generated file with what should stand in it."""
    yield fields.FILE, fields.page()
    yield api.FILE, api.page()
    for name, text in explain.pages().items():
        yield REFERENCE / name, text
    for kind in KINDS:
        text = json.dumps(schema(load_kind(kind)), indent=2, ensure_ascii=False)
        yield SCHEMAS / f"{kind}.schema.json", f"{text}\n"


def main() -> int:
    """Write what is out of date."""
    for file, text in generated():
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            print(f"wrote {file.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
