"""Verify a log by docs/reference/log.md alone, as `fairscore verify` does: LOG [RECEIPT...]."""

import hashlib
import hmac
import json
import re
import sys
from itertools import accumulate
from pathlib import Path

PANEL, SEAT = ("tenant", "application", "round"), ("interviewer", "interview")
ALL, MOST = {"opened", "rubric-adopted"}, {"redrawn": 1000, "reveal-made": 1, "plan-seed-told": 1}
OF_A_SEAT, DEEPEST = {"seat-added", "seat-vacated", "submitted", "withdrawn"}, 64
BASES = ["erasure-request", "consent-withdrawn", "retention-period", "unlawful", "error"]
CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@+/=~-]{0,127}")


def ordered(pairs: list) -> dict:
    """Take keys in the order of their UTF-16 units, each once; otherwise it is another text."""
    keys = [key.encode("utf-16-be", "surrogatepass") for key, _ in pairs]
    return dict(pairs) if keys == sorted(set(keys)) else {}


def read(line: bytes) -> dict:
    """Read a line that is a canonical mapping, byte for byte; empty for anything else."""
    brackets = re.sub(rb'"(?:[^"\\]|\\.)*"?|[^][{}"]+', b"", line)
    flat = max(accumulate(1 if one in b"[{" else -1 for one in brackets), default=0) <= DEEPEST
    try:
        value = json.loads(line, object_pairs_hook=ordered, parse_float=int, parse_constant=int)
        return value if flat and type(value) is dict and CANONICAL(value).encode() == line else {}
    except (ValueError, RecursionError):
        return {}


def sha(name: str, *parts: bytes) -> str:
    """Begin a chain, or go on with one."""
    return hashlib.sha256(b"\n".join([f"fairscore {name} 1".encode(), *parts])).hexdigest()


def named(fields: dict, names: tuple) -> list:
    """Some fields that are texts, empty where there is none."""
    return [one if isinstance(one := fields.get(name), str) else "" for name in names]


def judged(where: list, entries: list, bodies: list) -> tuple[list, list]:  # noqa: C901, PLR0912
    """Say what became of each body that the entries name, and what is wrong with them."""
    known, faults, last, seen, was, told, seeds = {}, [], -1, set(), [], set(), []
    for number, event, _ in entries:
        seat = ["scorecard", *named(event, SEAT)]
        seen |= {0 for _ in re.findall('"event":"reveal-made"|"reveal":"own-in"', CANONICAL(event))}
        match event:
            case {"event": "exposed", "person": str(person)}:
                seen.add(person)
            case {"event": "opened" | "rubric-adopted", "rubric": {"body": str(name)}}:
                known.setdefault(name, [["rubric", "", ""], number, "missing"])
                if event["event"] == "opened" and isinstance(event.get("seed"), str):
                    known.setdefault(event["seed"], [["seed", "", ""], number, "missing"])
            case {"event": "submitted", "interviewer": str(), "body": str(name)}:
                known.setdefault(name, [seat, number, "missing"])
            case {"event": "contested", "by": str(author), "body": str(name)}:
                known.setdefault(name, [["statement", author, ""], number, "missing"])
            case {"event": "erased", "basis": str(basis), "bodies": [*gone]} if basis in BASES:
                for one in [known[name] for name in known if name in gone]:
                    one[2] = one[2] if one[0][0] in ("rubric", "seed") else "erased"
            case {"event": "withdrawn", "by": str(by), "interviewer": str(author)} if by == author:
                for one in [x for x in known.values() if x[0] == seat and not {by, 0} & seen]:
                    one[2] = one[2].replace("missing", "withdrawn")
    for number, name, content, salt in bodies:
        if (position := [*known].index(name) if name in known else -1) <= last:
            faults.append([number, "body-out-of-place"])
            continue
        last, one = position, known[name]
        parts = ["fairscore commitment 1", CANONICAL([*where, *one[0]]), CANONICAL(content)]
        key = bytes.fromhex(salt) if re.fullmatch("[0-9a-f]{64}", salt) else b""
        made = hmac.new(key, "\n".join(parts).encode(), hashlib.sha256).hexdigest() if key else ""
        wrong = "body-altered" if made != name else {"erased": "body-not-erased"}.get(one[2])
        faults, one[2] = faults + [[number, wrong]] * bool(wrong), "altered" if wrong else "valid"
        seeds += [CANONICAL(content)] if [one[0][0], one[2]] == ["seed", "valid"] else []
    plans = [str(e.get("plan"))[:64] for _, e, _ in entries if e.get("event") == "opened"]
    for at, event, _ in entries:
        kind, seed = str(event.get("event")), event.get("seed")
        off = CANONICAL(seed) not in seeds if seeds else seed is not None
        bare = re.fullmatch("[0-9a-f]{64}", seed if isinstance(seed, str) else "")
        odd = not bare or sha("seed", bytes.fromhex(seed)) not in plans
        faults += [[at, "seed-altered"]] * {"reveal-made": off, "plan-seed-told": odd}.get(kind, 0)
        early = ("reveal-made" in was) != (kind == "plan-seed-told")
        names = set(re.findall('"(?:body|seed)":"([0-9a-f]{64})"', CANONICAL(event)))
        odd = bool(names & told) or (kind in MOST and (early or was.count(kind) >= MOST[kind]))
        faults, was, told = faults + [[at, "event-out-of-place"]] * odd, [*was, kind], told | names
    faults += [[one[1], "body-missing"] for one in known.values() if one[2] == "missing"]
    return [[name, one[2]] for name, one in known.items()], faults


def held(receipt: dict, where: list, sound: list) -> list:
    """Whether a receipt holds, and how many entries came after what it covers."""
    head, chain = sha("seat", CANONICAL([*where, *(seat := named(receipt, SEAT))]).encode()), []
    for event, panel_head in sound:
        kind = str(event.get("event"))
        of = {"seat-added": event.get("seat")}.get(kind, event)
        mine = kind in OF_A_SEAT and isinstance(of, dict) and named(of, SEAT) == seat
        if receipt["covers"] == "panel":
            chain.append([panel_head, event.get("at"), where, receipt.get("body")])
        elif kind in ALL or (kind == "exposed" and event.get("person") == seat[0]) or mine:
            head = sha("link", head.encode(), CANONICAL(event).encode())
            chain.append([head, event.get("at"), where, kind == "submitted" and event.get("body")])
    wanted = [receipt["head"], receipt["at"], named(receipt, PANEL), receipt.get("body")]
    return [True, len(chain) - chain.index(wanted) - 1] if wanted in chain else [False, 0]


def verify(data: bytes, receipts: list) -> tuple[list, list, list]:
    """Give each fault by its line, what became of each body, and whether each receipt holds."""
    first, *lines = data.split(b"\n")
    where = named(read(first), PANEL)
    heading = {"application": where[1], "log": 1, "round": where[2], "tenant": where[0]}
    if not all(map(REFERENCE.fullmatch, where)) or CANONICAL(heading).encode() != first:
        return [[1, "log-version"]], [], [[False, 0]] * len(receipts)
    faults = [[len(lines) + 1, "line-altered"]] if not lines or lines[-1] else []
    entries, bodies, sound, head = [], [], [], sha("panel", CANONICAL(where).encode())
    for number, line in enumerate(lines[:-1], 2):
        match read(line):
            case {"event": dict(event), "head": str(head_there), **more} if not (more or bodies):
                entries.append((number, event, head_there))
            case {"commitment": str(c), "content": words, "salt": str(salt), **more} if not more:
                bodies.append((number, c, words, salt))
            case _:
                faults.append([number, "line-altered"])
    for number, event, claimed in entries:
        opened = named(event, PANEL) if event.get("event") == "opened" else []
        head = sha("link", head.encode(), CANONICAL(event).encode())
        if head != claimed or opened != ([] if sound else where):
            faults.append([number, "chain-broken"])
            break
        sound.append((event, head))
    states, wrong = judged(where, entries, bodies)
    answers = [held(one, where, sound) for one in receipts]
    unmet = [[0, "receipt-unmet"]] * answers.count([False, 0])
    return sorted(faults + wrong + [[1, "chain-broken"]] * (not entries)) + unmet, states, answers


if __name__ == "__main__":
    paths = sys.argv[1:] or sorted(Path(__file__).with_name("sealed-panel").iterdir())
    try:
        log, *given = (Path(path).read_bytes() for path in paths)
        answer = verify(log, [json.loads(one) for one in given])
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        sys.exit(2)
    print(json.dumps(dict(zip(("faults", "bodies", "receipts"), answer, strict=True))))
    sys.exit(bool(answer[0]))
