"""
Change the code in every small way there is, and print how many changes the tests notice.

Run by `make mutants`. What is changed and which tests look is said under `[tool.mutmut]` in
pyproject.toml. A change that nobody can notice, because it changes nothing that can be observed,
is listed in `mutants_equivalent.yaml` with the reason, and left out of the score. The rest must
reach it, and an entry that fits no change any more is a fault of the list.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKSHOP = ROOT / "build" / "mutants"
NEEDED = ("src", "tests", "examples", "conftest.py", "pyproject.toml", "README.md")
LEAST = 95.0
_NAME = re.compile(r"(?P<module>[\w.]+)\.x(?P<name>.+)__mutmut_\d+")


def mutmut(*words: str, quiet: bool = True) -> str:
    """Run the tool in the copy of the tree, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *words],
        cwd=WORKSHOP,
        check=False,
        text=True,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.DEVNULL if quiet else None,
    )
    return done.stdout or ""


def where(mutant: str) -> str:
    """Name the function that a mutant changes, the way it is written in code."""
    found = _NAME.fullmatch(mutant)
    if found is None:
        return mutant
    parts = [part for part in re.split("ǁ", found["name"]) if part]
    name = ".".join(parts) if "ǁ" in found["name"] else found["name"].removeprefix("_")
    return f"{found['module']}.{name}"


def changed(mutant: str) -> tuple[str, str]:
    """Return what stood there and what stands there instead, each on one line."""
    lines = mutmut("show", mutant).splitlines()
    was, becomes = (
        " ".join(
            line[1:].strip()
            for line in lines
            if line.startswith(sign) and not line.startswith(sign * 3)
        )
        for sign in "-+"
    )
    return was, becomes


def main() -> None:
    """Copy the tree, change it, and judge what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", default="2", help="how many processes at once")
    parser.add_argument("--keep", action="store_true", help="judge the last run again")
    asked = parser.parse_args()
    if not asked.keep:
        shutil.rmtree(WORKSHOP, ignore_errors=True)
        for name in NEEDED:
            source, target = ROOT / name, WORKSHOP / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
        mutmut("run", "--max-children", asked.children, quiet=False)

    states = dict(re.findall(r"^\s*(\S+): (.+)$", mutmut("results", "--all", "true"), re.MULTILINE))
    listed = yaml.safe_load((ROOT / "tools" / "mutants_equivalent.yaml").read_text("utf-8"))
    reasons = {(one["where"], one["was"], one["becomes"]): one["why"] for one in listed}
    used: set[tuple[str, str, str]] = set()
    killed = 0
    survivors: list[tuple[str, str, str, str]] = []
    for mutant, state in sorted(states.items()):
        if state in {"killed", "timeout"}:
            killed += 1
            continue
        change = (where(mutant), *changed(mutant))
        if change in reasons:
            used.add(change)
        else:
            survivors.append((state, *change))
    for state, place, was, becomes in survivors:
        print(f"{state}: {place}\n  - {was}\n  + {becomes}")
    unused = [change for change in reasons if change not in used]
    for place, was, _ in unused:
        print(f"listed as equivalent, and no such change is left: {place}: {was}")
    counted = killed + len(survivors)
    score = 100 * killed / counted if counted else 0.0
    print(
        f"{len(states)} changes: {killed} noticed, {len(survivors)} not, "
        f"{len(states) - counted} equivalent; score {score:.1f} % (at least {LEAST:g} %)"
    )
    sys.exit(score < LEAST or bool(unused))


if __name__ == "__main__":
    main()
