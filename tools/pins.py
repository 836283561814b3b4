"""
Write constraints.txt from the packages installed in this environment.

Run by `make pins` in a new environment; names and versions only, so that any
package index a person uses will do.
"""

from __future__ import annotations

import re
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = """\
# Every package of a development environment at the version it was last tested
# with. Written by `make pins`; the direct tools are chosen in requirements-dev.txt.
# A user of the library is not bound by this file: pyproject.toml says what it needs.
"""
# Part of every new environment, or this project itself.
LEFT_OUT = {"fairscore-hiring", "pip", "setuptools", "wheel"}


def main() -> None:
    """Write the file."""
    pins: dict[str, str] = {}
    for found in distributions():
        name = re.sub(r"[-_.]+", "-", found.metadata["Name"]).lower()
        if name not in LEFT_OUT:
            pins[name] = f"{name}=={found.version}"
    lines = [pins[name] for name in sorted(pins)]
    (ROOT / "constraints.txt").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"constraints.txt: {len(lines)} packages")


if __name__ == "__main__":
    main()
