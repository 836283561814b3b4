"""Verify a log by docs/reference/log.md alone, as `fairscore verify` does: LOG [RECEIPT...]."""

import hashlib
import hmac
import json
import re
import sys
from pathlib import Path

PANEL, SEAT = ("tenant", "application", "round"), ("interviewer", "interview")
ALL, MOST = {"opened", "rubric-adopted"}, {"redrawn": 1000, "reveal-made": 1, "plan-seed-told": 1}
OF_A_SEAT = {"seat-added", "seat-vacated", "submitted", "withdrawn"}
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@+/=~-]{0,127}")


def canonical(value: object) -> bytes:
    """Write what `read` read, or a list of texts, as canonical JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def ordered(pairs: list) -> dict:
    """Take keys in the order of their UTF-16 units, each once."""
    keys = [key.encode("utf-16-be", "surrogatepass") for key, _ in pairs]
    if keys != sorted(set(keys)):
        raise ValueError
    return dict(pairs)


def read(line: bytes) -> dict:
    """Read a line that is a canonical mapping, byte for byte; empty for anything else."""
    try:
        value = json.loads(line, object_pairs_hook=ordered, parse_float=int, parse_constant=int)
        return value if isinstance(value, dict) and canonical(value) == line else {}
    except (ValueError, RecursionError):
        return {}


def sha(name: bytes, *parts: bytes) -> str:
    """Begin a chain, or go on with one."""
    return hashlib.sha256(b"\n".join([b"fairscore " + name + b" 1", *parts])).hexdigest()


def named(fields: dict, names: tuple) -> list:
    """Some fields that are texts, empty where there is none."""
    return [one if isinstance(one := fields.get(name), str) else "" for name in names]


def judged(where: list, entries: list, bodies: list) -> tuple[list, list]:  # noqa: C901
    """Say what became of each body that the entries name, and what is wrong with them."""
    known, faults, last, name, seeds = {}, [], -1, "", []
    for number, event, _ in entries:
        match event:
            case {"event": "opened" | "rubric-adopted", "rubric": {"body": str(name)}}:
                known.setdefault(name, [["rubric", "", ""], number, "missing"])
                if event["event"] == "opened" and isinstance(event.get("seed"), str):
                    known.setdefault(event["seed"], [["seed", "", ""], number, "missing"])
            case {"event": "submitted", "interviewer": str(), "body": str(name)}:
                known.setdefault(name, [["scorecard", *named(event, SEAT)], number, "missing"])
            case {"event": "contested", "by": str(author), "body": str(name)}:
                known.setdefault(name, [["statement", author, ""], number, "missing"])
        for name, one in known.items():
            match event:
                case {"event": "erased", "basis": str(), "bodies": [*gone]} if name in gone:
                    one[2] = one[2] if one[0][0] in ("rubric", "seed") else "erased"
                case {"event": "withdrawn"} if one[0] == ["scorecard", *named(event, SEAT)]:
                    one[2] = one[2].replace("missing", "withdrawn")
    for number, body in bodies:
        name, salt = body["commitment"], body["salt"]
        position = [*known].index(name) if name in known else -1
        if position <= last:
            faults.append([number, "body-out-of-place"])
            continue
        last, one = position, known[name]
        parts = [b"fairscore commitment 1", *map(canonical, [[*where, *one[0]], body["content"]])]
        key = bytes.fromhex(salt) if re.fullmatch("[0-9a-f]{64}", salt) else b""
        made = hmac.new(key, b"\n".join(parts), hashlib.sha256).hexdigest() if key else ""
        wrong = "body-altered" if made != name else {"erased": "body-not-erased"}.get(one[2])
        faults, one[2] = faults + [[number, wrong]] * bool(wrong), "altered" if wrong else "valid"
        seeds += [body["content"]] if one[0][0] == "seed" and one[2] == "valid" else []
    plans = [str(e.get("plan"))[:64] for _, e, _ in entries if e.get("event") == "opened"]
    sealed, kinds = any(one[0][0] == "seed" for one in known.values()), []
    for at, event, _ in entries:
        kind, seed = str(event.get("event")), event.get("seed")
        off = seed not in seeds if seeds else seed is not None and not sealed
        bare = re.fullmatch("[0-9a-f]{64}", seed if isinstance(seed, str) else "")
        odd = not bare or sha(b"seed", bytes.fromhex(seed)) not in plans
        faults += [[at, "seed-altered"]] * {"reveal-made": off, "plan-seed-told": odd}.get(kind, 0)
        early = ("reveal-made" in kinds) != (kind == "plan-seed-told")
        odd = kind in MOST and (early or kinds.count(kind) >= MOST[kind])
        faults, kinds = faults + [[at, "event-out-of-place"]] * odd, [*kinds, kind]
    faults += [[one[1], "body-missing"] for one in known.values() if one[2] == "missing"]
    return [[name, one[2]] for name, one in known.items()], faults


def held(receipt: dict, where: list, sound: list) -> list:
    """Whether a receipt holds, and how many entries came after what it covers."""
    head, chain = sha(b"seat", canonical([*where, *(seat := named(receipt, SEAT))])), []
    for event, panel_head in sound:
        kind = str(event.get("event"))
        of = {"seat-added": event.get("seat")}.get(kind, event)
        mine = kind in OF_A_SEAT and isinstance(of, dict) and named(of, SEAT) == seat
        if receipt["covers"] == "panel":
            chain.append([panel_head, event.get("at"), where, receipt.get("body")])
        elif kind in ALL or (kind == "exposed" and event.get("person") == seat[0]) or mine:
            head = sha(b"link", head.encode(), canonical(event))
            chain.append([head, event.get("at"), where, event.get("body")])
    wanted = [receipt["head"], receipt["at"], named(receipt, PANEL), receipt.get("body")]
    return [True, len(chain) - chain.index(wanted) - 1] if wanted in chain else [False, 0]


def verify(data: bytes, receipts: list) -> tuple[list, list, list]:
    """Give each fault by its line, what became of each body, and whether each receipt holds."""
    first, *lines = data.split(b"\n")
    where = named(read(first), PANEL)
    heading = {"application": where[1], "log": 1, "round": where[2], "tenant": where[0]}
    if not all(map(REFERENCE.fullmatch, where)) or canonical(heading) != first:
        return [[1, "log-version"]], [], [[False, 0]] * len(receipts)
    faults = [[len(lines) + 1, "line-altered"]] if not lines or lines[-1] else []
    entries, bodies, sound, head = [], [], [], sha(b"panel", canonical(where))
    for number, line in enumerate(lines[:-1], 2):
        match read(line):
            case {"event": dict(event), "head": str(head_there), **more} if not (more or bodies):
                entries.append((number, event, head_there))
            case {"commitment": str(), "content": _, "salt": str(), **more} as body if not more:
                bodies.append((number, body))
            case _:
                faults.append([number, "line-altered"])
    for number, event, claimed in entries:
        opened = named(event, PANEL) if event.get("event") == "opened" else []
        head = sha(b"link", head.encode(), canonical(event))
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
    except (OSError, ValueError, KeyError):
        sys.exit(2)
    print(json.dumps(dict(zip(("faults", "bodies", "receipts"), answer, strict=True))))
    sys.exit(bool(answer[0]))
