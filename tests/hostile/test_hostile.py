"""
More than two hundred hostile documents, each of which gets a positioned problem (P10).

A table of builders makes them, class by class. Each must be refused with a problem that has a
place, a slug and advice, and without a traceback; and reading one must cost no more than reading a
valid document of its size, within a generous factor, so that no small text asks for much work.
"""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

import fairscore as fs
from fairscore import document
from fairscore.document import Format, examine

Hostile = tuple[str, str | bytes]
"""What it is called, and the text."""


# --- Documents to do something to -----------------------------------------------


def rubric(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON may stand in any field)
    """A small valid rubric, with changes."""
    criteria = [
        {
            "id": name,
            "title": name.title(),
            "levels": [{"value": 1, "label": "low"}, {"value": 2, "label": "high"}],
        }
        for name in ("humility", "coding")
    ]
    plain = {"kind": "rubric", "schema_version": 1, "id": "r", "version": 1, "title": "T"}
    return {**plain, **changes, "criteria": changes.get("criteria", criteria)}


def card(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON may stand in any field)
    """A small valid scorecard, with changes."""
    plain = {
        "kind": "scorecard",
        "schema_version": 1,
        "rubric": {"id": "r", "version": 1},
        "application": "app-1",
        "interviewer": "interviewer-a",
    }
    ratings = [{"criterion": "humility", "level": 1, "evidence": "Said so."}]
    return {**plain, "ratings": ratings, **changes}


RUBRIC_JSON = json.dumps(rubric())
RUBRIC_YAML = yaml.safe_dump(rubric(), sort_keys=False)
CARD_JSON = json.dumps(card())


def with_title(title: str) -> str:
    """A rubric in YAML with this text, as it is, for the title."""
    return RUBRIC_YAML.replace("title: T\n", f"title: {title}\n")


def with_version(number: str, format: Format) -> str:
    """A rubric with these characters, as they are, for its version."""
    if format == "json":
        return RUBRIC_JSON.replace('"version": 1', f'"version": {number}')
    return RUBRIC_YAML.replace("\nversion: 1\n", f"\nversion: {number}\n")


# --- The builders ---------------------------------------------------------------


def duplicate_keys() -> Iterator[Hostile]:
    """One key twice: at the top, further in, escaped, quoted, in a flow, as a merge key."""
    yield "json top", RUBRIC_JSON.replace('"id": "r"', '"id": "r", "id": "r"')
    yield "json other value", RUBRIC_JSON.replace('"id": "r"', '"id": "r", "id": "s"')
    yield "json escaped", RUBRIC_JSON.replace('"id": "r"', '"id": "r", "\\u0069d": "s"')
    yield "json deep", RUBRIC_JSON.replace('"value": 1', '"value": 1, "value": 2', 1)
    yield "json kind", RUBRIC_JSON.replace('"kind":', '"kind": "scorecard", "kind":')
    yield "json card", CARD_JSON.replace('"level": 1', '"level": 4, "level": 1')
    yield "yaml top", f"{RUBRIC_YAML}title: again\n"
    yield "yaml quoted", f'{RUBRIC_YAML}"title": again\n'
    yield "yaml escaped", f'{RUBRIC_YAML}"\\x74itle": again\n'
    yield "yaml flow", with_title("{a: 1, a: 2}")
    yield "yaml explicit", f"{RUBRIC_YAML}? title\n: again\n"


def aliases_and_anchors() -> Iterator[Hostile]:
    """Anchors, aliases, merge keys, documents that grow without end and that hold themselves."""
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{two}: &{two} [*{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}, *{one}]\n"
        for one, two in zip("abcdefgh", "bcdefghi", strict=True)
    )
    yield "bomb", f"kind: rubric\n{bomb}"
    yield "bomb in flow", "{a: &a [*a, *a], b: &b [*a, *a], c: [*b, *b]}"
    yield "anchor only", with_title("&a T")
    yield "anchor on the root", f"&a\n{RUBRIC_YAML}"
    yield "anchor on a key", f"&a {RUBRIC_YAML}"
    yield "alias to itself", with_title("&a [*a]")
    yield "alias to nothing", with_title("*nowhere")
    yield "alias as a key", f"{RUBRIC_YAML}*a : 1\n"
    yield "merge key", f"{RUBRIC_YAML}<<: {{title: merged}}\n"
    yield "merge with alias", f"base: &b {{title: x}}\n{RUBRIC_YAML}<<: *b\n"
    yield "merge of a list", f"{RUBRIC_YAML}<<: [{{a: 1}}, {{b: 2}}]\n"


def tags() -> Iterator[Hostile]:
    """Tags that would make objects, run code or change the type."""
    for tag, value in (
        ("!!python/object/apply:os.system", "[echo]"),
        ("!!python/name:os.system", "''"),
        ("!!python/module:os", "''"),
        ("!!python/object/new:type", "[x]"),
        ("!!python/tuple", "[1, 2]"),
        ("!!str", "T"),
        ("!!int", "'1'"),
        ("!!binary", "aGk="),
        ("!!set", "{a, b}"),
        ("!!omap", "[a: 1]"),
        ("!!timestamp", "2026-01-01"),
        ("!local", "T"),
        ("!", "T"),
        ("!<tag:yaml.org,2002:str>", "T"),
        ("!!null", "''"),
    ):
        yield tag, with_title(f"{tag} {value}")
    yield "on the root", f"!!map\n{RUBRIC_YAML}"
    yield "on a key", f"!!str {RUBRIC_YAML}"


def deep() -> Iterator[Hostile]:
    """Lists and mappings within each other, closed or not."""
    for depth in (33, 1_000, 100_000):
        yield f"json lists {depth}", "[" * depth + "]" * depth
        yield f"json lists open {depth}", '{"kind": ' + "[" * depth
        yield f"json mappings {depth}", '{"a":' * depth + "1" + "}" * depth
        yield f"yaml lists {depth}", f"kind: {'[' * depth}{']' * depth}"
        yield f"yaml mappings {depth}", f"kind: {'{a: ' * depth}1{'}' * depth}"
        yield f"yaml keys {depth}", f"kind: {'{' * depth}"
        yield f"yaml dashes {depth}", "- " * depth + "a"
        yield f"yaml questions {depth}", "? " * depth + "a"
    yield "in a title", json.dumps(rubric(title=[[[[]]]]))
    yield "yaml blocks", "\n".join(" " * depth + "a:" for depth in range(200))


def large() -> Iterator[Hostile]:
    """Long lines, many keys, many values, long texts, and files that are too large."""
    yield "line of five megabytes", f"title: {'x' * 5_000_000}"
    yield "line of five megabytes in bytes", b'{"title": "' + b"x" * 5_000_000
    yield "hundred thousand keys", json.dumps({f"k{at}": at for at in range(100_000)})
    yield "many keys", json.dumps({"kind": "rubric"} | {f"k{at}": at for at in range(40_000)})
    yield "many keys in yaml", "kind: rubric\n" + "".join(f"k{at}: 1\n" for at in range(40_000))
    yield "many near misses", json.dumps(rubric() | {f"titl{at}": 1 for at in range(20_000)})
    yield "many values", json.dumps(rubric(criteria=[1] * 60_000))
    yield "many empty parts", json.dumps(rubric(criteria=[{}] * 40_000))
    yield "many unknown words", json.dumps(card(flags=[{"signal": "yelow"}] * 20_000))
    yield "many same keys", '{"kind": "rubric", ' + '"k": 1, ' * 40_000 + '"k": 1}'
    yield "many not numbers", '{"kind": [' + "NaN, " * 40_000 + "1]}"
    yield "many anchors", "kind: [" + "".join(f"&a{at} x, " for at in range(15_000)) + "]"
    yield "many tag directives", "".join(f"%TAG !a{at}! x\n" for at in range(60_000)) + "--- a\n"
    yield "many documents", "--- a\n" * 100_000
    yield "many comments", "# x\n" * 200_000
    yield "many empty lines", "\n" * 900_000
    yield "many spaces in json", " " * 900_000 + "[]"
    yield "many tabs", "\t" * 900_000
    yield "long text", json.dumps(rubric(title="x" * 900_000))
    yield "long text in yaml", with_title("x " * 400_000)
    yield "long key", json.dumps(rubric() | {"k" * 900_000: 1})
    yield "long key in yaml", f"{'k' * 900_000}: 1\n"
    yield "long evidence", json.dumps(card(notes="x" * 10_001))
    yield "long draft", json.dumps(card(kind="draft", notes="x" * 65_537))
    yield "long id", json.dumps(rubric(id="a" * 65))
    yield (
        "levels against levels",
        json.dumps(
            rubric(
                scales=[{"id": "s", "levels": [{"value": at} for at in range(5_000)]}],
                criteria=[
                    {"id": "a", "title": "A", "scale": "s"}
                    | {"levels": [{"value": -at} for at in range(5_000)]}
                ],
            )
        ),
    )
    yield "many quotes", '{"kind": "' + '\\"' * 400_000
    yield "many backslashes", '{"kind": "' + "\\" * 800_000
    yield "many opening quotes", '"' * 900_000
    yield "many opening quotes in yaml", "kind: " + "'" * 900_001
    yield "many colons", "a" + ": a" * 300_000
    yield "many commas", "[" + "," * 900_000
    yield (
        "titles that unfold",
        json.dumps(rubric(criteria=[{"title": "\ufdfa" * 100}] * 1_000), ensure_ascii=False),
    )


def numbers() -> Iterator[Hostile]:
    """Numbers that are none, have no end, no exact value, another base, or are none at all."""
    written: dict[Format, str] = {
        "json": "NaN Infinity -Infinity 1e400 -1e400 1e2 1.0 1.5 1E-400 "
        "01 +1 1. .5 0x1F 1_000 --1 1e ٣ \uff11",
        "yaml": ".nan .NaN .inf -.INF 1e400 1. .5 1.0 +1e2 -0.0 "
        "0o17 0x1F 010 +010 0b1 1_000 1:30 1,000 yes ~",
    }
    for format, numbers_of_it in written.items():
        for number in numbers_of_it.split():
            yield f"{format} {number}", with_version(number, format)
    for format in ("json", "yaml"):
        for name, number in (
            ("2^53", str(2**53)),
            ("-2^53", str(-(2**53))),
            ("2^64", str(2**64)),
            ("5000 digits", "9" * 5_000),
            ("900000 digits", "9" * 900_000),
            ("zero", "0"),
            ("minus one", "-1"),
            ("true", "true"),
            ("text", '"1"'),
            ("null", "null"),
            ("list", "[1]"),
        ):
            yield f"{format} {name}", with_version(number, format)
    yield "json schema_version true", RUBRIC_JSON.replace('_version": 1', '_version": true')
    yield "yaml schema_version True", RUBRIC_YAML.replace("_version: 1", "_version: True")
    yield "json schema_version 1.0", RUBRIC_JSON.replace('_version": 1', '_version": 1.0')
    yield "level true", json.dumps(card(ratings=[{"criterion": "a", "level": True}]))
    yield "level as text", json.dumps(card(ratings=[{"criterion": "a", "level": "3"}]))
    yield (
        "truth as number",
        json.dumps(rubric(criteria=[{"id": "a", "title": "A", "evidence_required": 1}])),
    )


def characters() -> Iterator[Hostile]:
    """Half characters, characters no store holds, and bytes that are no text."""
    yield "surrogate escaped", RUBRIC_JSON.replace('"T"', '"\\ud800"')
    yield "surrogate escaped low", RUBRIC_JSON.replace('"T"', '"\\udfff\\ud800"')
    yield "surrogate raw", RUBRIC_JSON.replace('"T"', '"\ud800"')
    yield "surrogate in a key", RUBRIC_JSON.replace('"title"', '"\\ud800"')
    yield "surrogate in a card", CARD_JSON.replace("Said so.", "\\ud83d")
    yield "surrogate in yaml", with_title('"\\ud800"')
    yield "surrogate raw in yaml", with_title("\ud800")
    yield "surrogate raw in a comment", f"# \udcff\n{RUBRIC_YAML}"
    yield "nul escaped", RUBRIC_JSON.replace('"T"', '"a\\u0000b"')
    yield "nul raw", RUBRIC_JSON.replace('"T"', '"a\0b"')
    yield "nul in a key", RUBRIC_JSON.replace('"title"', '"title\\u0000"')
    yield "nul in a card", CARD_JSON.replace("Said so.", "\\u0000")
    yield "nul escaped in yaml", with_title('"a\\0b"')
    yield "nul raw in yaml", with_title("a\0b")
    yield "nul outside", f"\0{RUBRIC_JSON}"
    for code in (0x01, 0x07, 0x08, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0x2028, 0x2029):
        yield f"raw U+{code:04X} in a title in yaml", with_title(f"a{chr(code)}b")
    for code in (0x01, 0x09, 0x0A, 0x0D, 0x1B):
        yield f"raw U+{code:04X} in json", RUBRIC_JSON.replace('"T"', f'"a{chr(code)}b"')
    yield "utf-16", RUBRIC_JSON.encode("utf-16")
    yield "utf-16 without mark", RUBRIC_JSON.encode("utf-16-le")
    yield "utf-16 big", RUBRIC_YAML.encode("utf-16-be")
    yield "utf-32", RUBRIC_JSON.encode("utf-32")
    yield "latin-1", with_title("später").encode("latin-1")
    yield "too long a form", RUBRIC_JSON.replace('"T"', '"/"').encode().replace(b"/", b"\xc0\xaf")
    yield "surrogate bytes", RUBRIC_JSON.encode().replace(b'"T"', b'"\xed\xa0\x80"')
    yield "beyond unicode", RUBRIC_JSON.encode().replace(b'"T"', b'"\xf5\x80\x80\x80"')
    yield "cut character", with_title("später").encode()[: RUBRIC_YAML.index("title: T") + 10]
    yield "after a byte order mark", b"\xef\xbb\xbf" + "é".encode() * 5 + b"\xff"
    yield "two byte order marks", b"\xef\xbb\xbf" * 2 + RUBRIC_JSON.encode()
    yield "zip", b"PK\x03\x04\x14\x00\x00\x00"
    yield "gzip", b"\x1f\x8b\x08\x00"
    yield "pickle", b"\x80\x04\x95\x0f"
    yield "escape that is none", RUBRIC_JSON.replace('"T"', '"\\x41"')
    yield "escape cut short", RUBRIC_JSON.replace('"T"', '"\\u12"')
    yield "escape that is none in yaml", with_title('"\\q"')


def names() -> Iterator[Hostile]:
    """Names that look like others, or hold what cannot be seen."""
    for code in (
        *(0x00AD, 0x061C, 0x115F, 0x200B, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E),
        *(0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0x3164, 0xE000, 0xFEFF, 0xFFA0, 0xE0041, 0x0007),
        *(0x0009, 0x000A, 0x0085, 0x2028),
        *(0x034F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x2800, 0xFFFB),
        *(0x13441, 0x13442, 0x16FE4, 0x1BCA0, 0x1BCA3, 0x1D159, 0x1D173, 0x1D17A, 0xE0001, 0xE0100),
    ):
        yield f"hidden U+{code:04X}", json.dumps(rubric(title=f"a{chr(code)}b"))
    for name, title in (
        ("decomposed", "Humi\u006c\u0069ty"),
        ("full width", "\uff28umility"),
        ("case", "HUMILITY"),
        ("mathematical", "\U0001d407umility"),
        ("spaces", " Humility "),
        ("joiner", "Hum\u200dility"),
        ("variation", "Humility\ufe0f"),
        ("no-break space", "Humility\u00a0"),
    ):
        plain = rubric()
        plain["criteria"][1]["title"] = title
        yield f"title alike by {name}", json.dumps(plain)
    for name, first, second in (
        ("composition", "caf\u00e9", "cafe\u0301"),
        ("ligature", "\ufb01t", "fit"),
        ("sharp s", "stra\u00dfe", "STRASSE"),
        ("final sigma", "\u03bf\u03c3", "\u039f\u03c2"),
    ):
        plain = rubric()
        plain["criteria"][0]["title"], plain["criteria"][1]["title"] = first, second
        yield f"titles alike by {name}", json.dumps(plain)
    plain = rubric()
    plain["criteria"][0]["levels"] = [{"value": 1, "label": "ok"}, {"value": 2, "label": "OK"}]
    yield "labels alike", json.dumps(plain)
    for name, blank in (("space", " "), ("ideographic", "\u3000"), ("joiners", "\u200d\u200c")):
        yield f"blank by {name}", json.dumps(rubric(title=blank))
    for name, text in (
        ("cyrillic", "r\u0430ting"),
        ("full width", "\uff52"),
        ("upper case", "R"),
        ("accent", "caf\u00e9"),
        ("decomposed", "cafe\u0301"),
        ("empty", ""),
        ("space", "a b"),
        ("digit first", "1a"),
        ("line break at the end", "r\n"),
        ("path", "../../etc/passwd"),
        ("drive", "c:\\x"),
        ("markup", "<b>"),
        ("template", "{{7*7}}"),
        ("zero width", "r\u200b"),
        ("quote", "r'--"),
    ):
        yield f"id with {name}", json.dumps(rubric(id=text))
        yield f"reference with {name}", json.dumps(card(application=text and f"\n{text}"))
    for name, tag in (
        ("word", "English"),
        ("underscore", "en_US"),
        ("empty", ""),
        ("line", "en\n"),
    ):
        yield f"language {name}", json.dumps(rubric(language=tag))


def times() -> Iterator[Hostile]:
    """Moments without offset, that never were, that are numbers, or are written otherwise."""
    for moment in (
        "2026-05-04T09:30:00",
        "2026-05-04",
        "2026-02-30T09:30:00Z",
        "2026-13-01T09:30:00Z",
        "2026-00-10T09:30:00Z",
        "2026-05-04T24:00:00Z",
        "2026-05-04T25:30:00Z",
        "2026-05-04T09:60:00Z",
        "2026-06-30T23:59:60Z",
        "2026-05-04T09:30:00+99:99",
        "2026-05-04T09:30:00+24:00",
        "2026-05-04T09:30:00+2:00",
        "2026-05-04 09:30:00Z",
        "2026-05-04t09:30:00z",
        "20260504T093000Z",
        "2026-W19-1T09:30:00Z",
        "2026-05-04T09:30:00.1234567Z",
        "2026-05-04T09:30:00,5Z",
        "2026-05-04T09:30:00Z ",
        "2026-05-04T09:30:00Z\n",
        "0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "10000-01-01T00:00:00Z",
        "-2026-05-04T09:30:00Z",
        "\u0662026-05-04T09:30:00Z",
        "1777887000",
        "now",
        "",
    ):
        yield repr(moment), json.dumps(card(submitted_at=moment))
    for number in (0, 1_777_887_000, -1, True, 2**53 - 1):
        yield f"number {number}", json.dumps(card(submitted_at=number))
    yield "in yaml", yaml.safe_dump(card()) + "submitted_at: 2026-05-04\n"
    yield "number in yaml", yaml.safe_dump(card()) + "submitted_at: 1777887000\n"
    yield "sexagesimal", yaml.safe_dump(card()) + "submitted_at: 12:30:45\n"


def several() -> Iterator[Hostile]:
    """More than one document, directives, and something after the end."""
    yield "yaml two", f"{RUBRIC_YAML}---\n{RUBRIC_YAML}"
    yield "yaml two by an end", f"{RUBRIC_YAML}...\n{RUBRIC_YAML}"
    yield "yaml empty second", f"{RUBRIC_YAML}---\n"
    yield "yaml scalar second", f"{RUBRIC_YAML}--- x\n"
    yield "yaml version", f"%YAML 1.1\n---\n{RUBRIC_YAML}"
    yield "yaml later version", f"%YAML 3.0\n---\n{RUBRIC_YAML}"
    yield "yaml tag directive", f"%TAG ! tag:example.org,2026:\n---\n{RUBRIC_YAML}"
    yield "yaml unknown directive", f"%INCLUDE x\n---\n{RUBRIC_YAML}"
    yield "yaml directive alone", "%YAML 1.2\n"
    yield "yaml directive after a comment", f"# x\n\n%YAML 1.2\n---\n{RUBRIC_YAML}"
    yield "json two", f"{RUBRIC_JSON}\n{RUBRIC_JSON}"
    yield "json lines", f"{CARD_JSON}\n{CARD_JSON}\n"
    yield "json then text", f"{RUBRIC_JSON} x"
    yield "json then bracket", f"{RUBRIC_JSON}}}"
    yield "json then nul", f"{RUBRIC_JSON}\0"
    yield "json prefix", f")]}}',\n{RUBRIC_JSON}"


def cut_short() -> Iterator[Hostile]:
    """Files that end in the middle."""
    for part in range(1, 20):
        at = len(RUBRIC_JSON) * part // 20
        yield f"json {part}/20", RUBRIC_JSON[:at].encode()
    for part in range(1, 15):
        at = RUBRIC_YAML.index("criteria") * part // 15
        yield f"yaml {part}/15", RUBRIC_YAML[:at].encode()
    for part in range(1, 8):
        yield f"card {part}/8", CARD_JSON[: len(CARD_JSON) * part // 8].encode()


def wrong_shapes() -> Iterator[Hostile]:
    """Empty files, comments, roots and parts of another type, keys that are no text."""
    for name, text in (
        ("empty", ""),
        ("byte order mark alone", "\ufeff"),
        ("spaces", "   \n"),
        ("comment", "# a rubric\n"),
        ("json null", "null"),
        ("json empty list", "[]"),
        ("json empty mapping", "{}"),
        ("yaml text", "a rubric"),
        ("yaml number", "42"),
        ("yaml list", "- kind: rubric\n"),
        ("yaml truth", "true"),
        ("yaml tilde", "~"),
        ("yaml separator", "---\n"),
        ("yaml end", "...\n"),
        ("markdown", "# Rubric\n\n| a | b |\n"),
        ("html", "<!doctype html><html></html>"),
        ("xml", '<?xml version="1.0"?><rubric/>'),
        ("toml", '[rubric]\nid = "r"\n'),
        ("csv", "criterion,level\nhumility,3\n"),
        ("python", "{'kind': 'rubric'}"),
        ("json5", "{kind: 'rubric', /* c */ }"),
        ("json with comment", f"// x\n{RUBRIC_JSON}"),
        ("json with comma at the end", RUBRIC_JSON[:-1] + ",}"),
        ("json True", RUBRIC_JSON.replace('"T"', "True")),
        ("json undefined", RUBRIC_JSON.replace('"T"', "undefined")),
        ("json hole", RUBRIC_JSON.replace("[{", "[,{", 1)),
    ):
        yield name, text
    for field in ("kind", "schema_version", "id", "version", "title", "criteria"):
        for name, value in (("null", None), ("list", []), ("mapping", {}), ("truth", True)):
            yield f"{field} {name}", json.dumps({**rubric(), field: value})
    for key in ("1", "1.5", "true", "null", "~", "[a]", "{a: b}", "? [a]\n", ".inf", "-", "''"):
        yield f"key {key}", f"{RUBRIC_YAML}{key}: 1\n"
    for name, value in (("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off")):
        plain = yaml.safe_dump(rubric(), sort_keys=False)
        field = "  evidence_required"
        text = plain.replace("  title: Coding\n", f"  title: Coding\n{field}: {value}\n")
        yield f"truth as {name}", text
    yield "tab as indent", RUBRIC_YAML.replace("  title", "\ttitle")
    yield "tab after a dash", "kind: rubric\ncriteria:\n-\tid: a\n\ttitle: b\n"
    yield "carriage returns only", RUBRIC_YAML.replace("id: r\n", "id: R\n").replace("\n", "\r")
    yield "windows line ends", RUBRIC_YAML.replace("id: r\n", "id: R\n").replace("\n", "\r\n")
    yield "quotes within quotes", with_title('"a "b" c"')
    yield "quotes not closed", with_title('"a')
    yield "single quotes not closed", with_title("'it's'")
    yield "colon in a text", with_title("a: b: c")
    yield "bracket not closed", with_title("[a, b")
    yield "at sign", with_title("@a")
    yield "backtick", with_title("`a`")
    yield "percent", with_title("%a")
    yield "block not indented", with_title("|\nx")


def unknown_fields() -> Iterator[Hostile]:
    """Fields with names that mean something to some machine, and words off the list."""
    for name in (
        "__class__",
        "__proto__",
        "__init__",
        "__dict__",
        "__reduce__",
        "constructor",
        "prototype",
        "toString",
        "$ref",
        "$schema",
        "model_config",
        "model_fields",
        "canonical",
        "digest",
        "confidential",
        "self",
        "cls",
        "pydantic_extra",
        "Kind",
        "kind ",
        "titel",
        "",
        "a.b",
        "a\nb",
        "\u202egnp",
        "\x1b[31m",
        "<script>",
    ):
        yield f"rubric {name!r}", json.dumps(rubric() | {name: "x"})
        yield f"card {name!r}", json.dumps(card() | {name: "x"})
    for field in ("phase", "exposure", "revealed", "blind", "score", "average"):
        yield f"card {field}", json.dumps(card() | {field: "none"})
    for signal in ("Yellow", "green", "yellow ", "", "RED", "positive"):
        flag = {"kind": "a", "signal": signal, "observed": "x"}
        yield f"signal {signal!r}", json.dumps(card(flags=[flag]))
    for kind in (
        "Rubric",
        "rubrics",
        "",
        " rubric",
        "class",
        "__import__",
        "fairscore.rubric:Rubric",
    ):
        yield f"kind {kind!r}", json.dumps(rubric(kind=kind))


def patterns() -> Iterator[Hostile]:
    """Texts on which a careless regular expression never ends."""
    for name, text in (
        ("as and a bang", "a" * 60_000 + "!"),
        ("dots", "." * 60_000),
        ("dashes", "a-" * 30_000),
        ("spaces", " " * 60_000),
        ("as and a break", "a" * 60_000 + "\n"),
        ("colons", "a:" * 30_000 + " "),
    ):
        yield f"id {name}", json.dumps(rubric(id=text))
        yield f"application {name}", json.dumps(card(application=text))
        yield f"language {name}", json.dumps(rubric(language=text))
        yield f"moment {name}", json.dumps(card(submitted_at=text))
        yield f"word {name}", json.dumps(card(heard_before=text))
        yield f"field {name}", json.dumps(rubric() | {text: 1})
    yield (
        "digits for a moment",
        json.dumps(card(submitted_at="2026-05-04T09:30:00." + "0" * 60_000)),
    )
    yield "number in yaml", with_version("1" * 60_000 + "x", "yaml")
    yield "fraction in yaml", with_version("1." + "1" * 60_000 + "x", "yaml")


BUILDERS: tuple[Callable[[], Iterator[Hostile]], ...] = (
    duplicate_keys,
    aliases_and_anchors,
    tags,
    deep,
    large,
    numbers,
    characters,
    names,
    times,
    several,
    cut_short,
    wrong_shapes,
    unknown_fields,
    patterns,
)
ALL = [
    pytest.param(text, id=ascii(f"{builder.__name__}: {name}").strip("'\""))
    for builder in BUILDERS
    for name, text in builder()
]


FORMATS: tuple[Format | None, ...] = (None, "json", "yaml")
KINDS = (fs.Rubric, fs.Scorecard, fs.Draft, fs.Vocabulary)
LARGE = 100_000
"""Characters from which on a document is read once: what it costs is another test's matter."""


# --- The tests ------------------------------------------------------------------


def test_there_are_more_than_two_hundred() -> None:
    """The set does not shrink unnoticed, and no class is left with a few."""
    assert len(ALL) >= 550
    assert min(len(list(builder())) for builder in BUILDERS) >= 10


def test_what_they_are_made_from_is_valid() -> None:
    """The documents that the builders damage are in order themselves."""
    for text in (RUBRIC_JSON, RUBRIC_YAML, CARD_JSON):
        assert examine(text).problems == ()


@pytest.mark.parametrize("text", ALL)
def test_a_hostile_document_gets_a_positioned_problem(text: str | bytes) -> None:
    """Whatever it is read as, what comes of it is problems with places, a line each (P10)."""
    for format in FORMATS[: 3 if len(text) < LARGE else 1]:
        reading = examine(text, format=format)
        # Read as the other format some are in order: `True` is a word of YAML's.
        assert reading.document is None or format is not None
        assert len(reading.problems) <= 250
        assert reading.document is not None or reading.problems
        for problem in reading.problems:
            assert problem.line >= 1
            assert problem.column >= 1
            assert problem.slug
            assert problem.advice
            assert str(problem).isprintable()
            assert len(str(problem)) < 2_000


@pytest.mark.parametrize("text", [one for one in ALL if len(one.values[0]) < LARGE])
def test_a_hostile_document_is_refused_as_any_kind(text: str | bytes) -> None:
    """Whoever expects whichever kind gets our error and no other (P10)."""
    for kind in KINDS:
        with pytest.raises(fs.DocumentError):
            fs.parse(text, kind)


def seconds(text: str | bytes, format: Format | None = None, *, times: int = 3) -> float:
    """How much of a processor's time reading takes, at best: what else runs is not counted."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        examine(text, format=format)
        best = min(best, time.process_time() - start)
    return best


def valid(size: int) -> str:
    """A valid rubric of about so many characters, for YAML."""
    text = "x" * 60
    one = "- {{id: c{at}, title: t{at}, levels: [{{value: 1, anchor: [{text}]}}, {{value: 2}}]}}\n"
    heading = RUBRIC_YAML[: RUBRIC_YAML.index("criteria")]
    count = max(1, size // len(one.format(at=1000, text=text)))
    return f"{heading}criteria:\n" + "".join(one.format(at=at, text=text) for at in range(count))


# Measured: the worst takes one and a half times as long. More than this is another order of growth.
FACTOR = 15
LEAST = 20_000


@pytest.mark.long
def test_no_hostile_document_costs_much_more_than_a_valid_one() -> None:
    """The work a text asks for is bounded by what a valid text of its size takes, in one run."""
    sizes = (LEAST, 100_000, 300_000, 1_000_000)
    yard = {size: seconds(valid(size), "yaml") for size in sizes}
    slow = []
    for one in ALL:
        (text,) = one.values
        assert isinstance(text, str | bytes)
        size = next((size for size in sizes if len(text) <= size), sizes[-1])
        allowed = FACTOR * yard[size]
        start = time.process_time()
        examine(text)
        # The second measurement is for a machine that was busy during the first.
        if time.process_time() - start > allowed and seconds(text) > allowed:
            slow.append(one.id)

    assert slow == []


# --- Proof that the set is hostile and the tests can fail -----------------------


class BareRubric(BaseModel):
    """A rubric as one writes the model first."""

    kind: str
    schema_version: int
    id: str
    version: int
    title: str
    criteria: list[dict[str, Any]]


class BareScorecard(BaseModel):
    """A scorecard as one writes the model first."""

    model_config = ConfigDict(extra="ignore")

    kind: str
    rubric: dict[str, Any]
    application: str
    interviewer: str
    ratings: list[dict[str, Any]] = []


def taken_by_bare_libraries(text: str | bytes) -> bool:
    """Whether the usual two lines, a loader and a plain model, take a document without a word."""
    if len(text) > 400_000:
        return False  # they take minutes over some of these
    try:
        try:
            plain = json.loads(text)
        except ValueError:
            plain = yaml.safe_load(text)
        model = BareScorecard if plain.get("kind") == "scorecard" else BareRubric
        model.model_validate(plain)
    except (ValueError, ValidationError, yaml.YAMLError, AttributeError, TypeError, RecursionError):
        return False
    return True


@pytest.mark.long
def test_bare_libraries_take_many_of_them() -> None:
    """PyYAML or `json` with a plain pydantic model take a large part of the set silently."""
    taken = [one.id for one in ALL if taken_by_bare_libraries(one.values[0])]  # type: ignore[arg-type]

    assert len(taken) >= 300


@pytest.mark.long
def test_a_reader_that_grows_with_the_square_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that looks at every pair of fields is seen by the comparison of costs."""
    usual = document._thoroughly

    def every_pair(tree: Any, kind: Any, name: str) -> Any:  # noqa: ANN401 (stands in for any call)
        if isinstance(tree.plain, dict) and len(tree.plain) > 5_000:
            keys = list(tree.plain)
            assert not sum(1 for one in keys for other in keys if other.endswith(f"{one}x"))
        return usual(tree, kind, name)

    monkeypatch.setattr(document, "_thoroughly", every_pair)
    text = json.dumps({"kind": "rubric"} | {f"k{at}": at for at in range(6_000)})

    assert seconds(text, times=1) > FACTOR * seconds(valid(len(text)), "yaml")
