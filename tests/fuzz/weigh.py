"""
Say what the dearest cases of a run cost, in a process that nothing watches; exit 1 on a fault.

    python tests/fuzz/weigh.py REPORT [--planted]

The report gains the dearest case and its ratio to a valid text of the same size. More than 20 is a
fault, like an exception that is not one of our own.
"""

import base64
import gc
import json
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import loaders
import planted
from cost import Yardstick, spent

DEAREST = 20.0
"""So many times what a valid text of the same size costs, and no more."""


def main(arguments: Sequence[str]) -> int:
    """Weigh the cases of one report."""
    path = Path(arguments[0])
    report = json.loads(path.read_text("utf-8"))
    loader = (planted if arguments[1:] else loaders).LOADERS[report["loader"]]
    texts = [base64.b64decode(one) for one in report["dear"]] or [b""]
    yardstick = Yardstick.of(loader)
    gc.collect()
    gc.freeze()
    costs = {text: spent(loader.run, text) for text in texts}
    ratio, text = max((cost / yardstick.at(one), one) for one, cost in costs.items())
    coded = base64.b64encode(text).decode()
    report["dearest"] = {
        "ratio": round(ratio, 2),
        "milliseconds": round(1000 * costs[text], 2),
        "size": len(text),
        "text": coded,
    }
    if ratio > DEAREST:
        said = f"{ratio:.0f} times what a valid text of its size costs"
        report["faults"]["too dear"] = {"said": said, "size": len(text), "text": coded}
    path.write_text(json.dumps(report, indent=1), "utf-8")
    return 1 if report["faults"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
