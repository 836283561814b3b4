"""
Keep one document of each kind as this release writes it, with its digests.

    .venv/bin/python tools/release_documents.py 0.1.0

Run once for a release. What an earlier release left is never written again.
"""

import json
import sys
from pathlib import Path

import fairscore as fs
from fairscore.document import Document

ROOT = Path(__file__).resolve().parent.parent
GOOD = ROOT / "tests" / "documents" / "good"
EXAMPLES = ROOT / "examples"


def documents() -> dict[str, Document]:
    """One document of each kind, from the examples and the tests."""
    rubric = fs.read(EXAMPLES / "backend.rubric.yaml", fs.Rubric)
    cards = [
        fs.read(path, fs.Scorecard) for path in sorted((EXAMPLES / "founding-story").glob("*.yaml"))
    ]
    debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="files"))
    found: dict[str, Document] = {
        "rubric": rubric,
        "scorecard": cards[0],
        "report": fs.Report.of(debrief, fs.find(debrief), viewer="facilitator-1"),
    }
    for path in sorted(GOOD.iterdir()):
        if path.suffix in {".json", ".yaml"}:
            document = fs.read(path)
            found.setdefault(str(getattr(document, "kind", "")), document)
    return found


def main(version: str) -> int:
    """Write the documents of a release, unless they are there."""
    folder = ROOT / "tests" / "released" / version
    folder.mkdir()
    digests: dict[str, dict[str, str]] = {}
    for kind, document in sorted(documents().items()):
        (folder / f"{kind}.json").write_text(fs.dump(document, "json"), encoding="utf-8")
        digests[kind] = {"digest": document.digest}
        if isinstance(document, fs.Rubric):
            digests[kind]["structure_digest"] = document.structure_digest
    text = json.dumps(digests, indent=2, sort_keys=True)
    (folder / "digests.json").write_text(f"{text}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
