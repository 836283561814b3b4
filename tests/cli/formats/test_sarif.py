"""SARIF: valid by the standard's own schema, placed, stable, and with what the author ignored."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from fairscore.cli._checked import Checked

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = Path(__file__).with_name("sarif-schema-2.1.0.json")
BAD = sorted((Path(__file__).parents[2] / "documents" / "bad").glob("*.yaml"))

Document = "Callable[..., Checked]"


def validate(log: object) -> None:
    """Hold a log against the schema of the standard."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft4Validator(
        schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
    ).validate(log)


@pytest.fixture
def logged(printed: Callable[..., str]) -> Callable[..., dict[str, Any]]:
    """Make a log, hold it against the schema, and give its one run."""

    def run(*documents: Checked) -> dict[str, Any]:
        log = json.loads(printed("sarif", *documents))
        validate(log)
        (only,) = log["runs"]
        return only

    return run


def test_the_schema_is_the_standards_own() -> None:
    """The schema that the tests hold logs against is the file that was published, unchanged."""
    known = (Path(__file__).with_name("SOURCES.md")).read_text("utf-8")

    assert hashlib.sha256(SCHEMA.read_bytes()).hexdigest() in known


def test_the_schema_refuses_what_is_no_log(printed: Callable[..., str]) -> None:
    """A fault in the log would be found: a column 0, or a result without a message."""
    log = json.loads(printed("sarif"))
    log["runs"][0]["results"] = [{"ruleId": "x"}]

    with pytest.raises(jsonschema.ValidationError):
        validate(log)


def test_nothing_wrong_is_a_valid_log(logged: Callable[..., dict[str, Any]]) -> None:
    """Where nothing is wrong there are no results, and the lints are still named."""
    run = logged()
    driver = run["tool"]["driver"]

    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert driver["name"] == "fairscore"
    assert "vague-standard" in [rule["id"] for rule in driver["rules"]]
    assert not [rule for rule in driver["rules"] if "helpUri" in rule]


def test_a_result_has_place_rule_and_level(
    logged: Callable[..., dict[str, Any]], document: Callable[..., Checked], rubric: str
) -> None:
    """Each result points at line and column, and at the rule with its words and its level."""
    run = logged(document(rubric.replace("title: Screen", "title: 'Schüler'")))
    first, second = run["results"]
    rules = run["tool"]["driver"]["rules"]
    place = first["locations"][0]["physicalLocation"]

    assert run["columnKind"] == "unicodeCodePoints"
    assert first["message"]["text"].startswith("criteria[0].title: `culture fit` is a feeling")
    assert place["region"] == {"startLine": 8, "startColumn": 12}
    assert [rules[one["ruleIndex"]]["id"] for one in (first, second)] == [
        "vague-standard",
        "ignore-unused",
    ]
    assert rules[first["ruleIndex"]]["fullDescription"]["text"].count("Source: Rivera 2012") == 1
    assert {one["level"] for one in run["results"]} == {"warning"}


def test_every_problem_of_bad_documents_is_valid(
    logged: Callable[..., dict[str, Any]], document: Callable[..., Checked]
) -> None:
    """Whatever is wrong with a document, the log is valid and each rule says what it is about."""
    texts = [path.read_bytes().decode("utf-8", "replace") for path in BAD]
    run = logged(*(document(text, path.name) for text, path in zip(texts, BAD, strict=True)))
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    silent = [
        slug for slug, rule in rules.items() if rule["shortDescription"]["text"] in {"", slug}
    ]

    assert len(run["results"]) > 100
    assert {one["ruleId"] for one in run["results"]} <= set(rules)
    assert {one["level"] for one in run["results"]} == {"error"}
    assert silent == []


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("a.yaml", "a.yaml"),
        ("./b/../a b.yaml", "a%20b.yaml"),
        ("ü%.yaml", "%C3%BC%25.yaml"),
        ("x:y,z#?.yaml", "x%3Ay%2Cz%23%3F.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="such names are not allowed there")
def test_files_are_named_by_their_encoded_path_from_here(
    here: Path, logged: Callable[..., dict[str, Any]], name: str, uri: str
) -> None:
    """A path below the folder is relative to it, with percent signs where a URI needs them."""
    run = logged(Checked(name=name, error="gone"))
    (note,) = run["invocations"][0]["toolExecutionNotifications"]

    assert note["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": uri,
        "uriBaseId": "%SRCROOT%",
    }
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "%SRCROOT%" in run["originalUriBaseIds"]


def test_a_file_elsewhere_has_its_whole_path(
    here: Path, logged: Callable[..., dict[str, Any]]
) -> None:
    """A path that is not below the folder is a URI of its own."""
    elsewhere = here.parent / f"{here.name}x" / "a.yaml"
    run = logged(Checked(name=str(elsewhere), error="gone"))
    (note,) = run["invocations"][0]["toolExecutionNotifications"]

    assert note["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": elsewhere.as_uri()
    }


@pytest.mark.skipif(sys.platform != "linux", reason="names there are always text")
def test_a_name_that_is_no_text_is_encoded_byte_by_byte(
    here: Path, logged: Callable[..., dict[str, Any]]
) -> None:
    """A name of bytes that are no UTF-8 keeps those bytes."""
    run = logged(Checked(name=os.fsdecode(b"a\xff.yaml"), error="gone"))
    (note,) = run["invocations"][0]["toolExecutionNotifications"]

    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%FF.yaml"


def prints(run: dict[str, Any]) -> set[str]:
    """Fingerprints of a run; each must be of one result alone."""
    found = [one["partialFingerprints"]["fairscoreProblem/v1"] for one in run["results"]]
    assert len(set(found)) == len(found)
    return set(found)


def test_fingerprints_keep_when_lines_and_items_move(
    logged: Callable[..., dict[str, Any]], document: Callable[..., Checked], rubric: str
) -> None:
    """A comment or a criterion above a problem leaves its fingerprint as it was."""
    before = prints(logged(document(rubric)))
    criterion = (
        "criteria:\n  - {id: new, title: New, required_level: 2, levels: "
        "[{value: 1, anchor: [Waits.]}, {value: 2, anchor: [Asks.]}]}\n"
    )
    moved = "# A line.\n\n" + rubric.replace("criteria:\n", criterion, 1)
    after = prints(logged(document(moved.replace("criteria: [fit]", "criteria: [fit, new]"))))

    assert before <= after


def test_a_like_problem_above_does_not_take_the_fingerprint(
    logged: Callable[..., dict[str, Any]], document: Callable[..., Checked], rubric: str
) -> None:
    """Both say the same of a title; the older one keeps its name."""
    criterion = (
        "criteria:\n  - {id: new, title: 'New culture fit', required_level: 2, levels: "
        "[{value: 1, anchor: [Waits.]}, {value: 2, anchor: [Asks.]}]}\n"
    )
    more = rubric.replace("criteria:\n", criterion, 1).replace(
        "criteria: [fit]", "criteria: [fit, new]"
    )
    (before,) = vague(logged(document(rubric)))
    above, after = vague(logged(document(more)))

    assert above["message"]["text"].split(": ")[1:] == after["message"]["text"].split(": ")[1:]
    assert before["partialFingerprints"] == after["partialFingerprints"]
    assert before["partialFingerprints"] != above["partialFingerprints"]


def vague(run: dict[str, Any]) -> list[dict[str, Any]]:
    """The results of one lint, in the order of the text."""
    return [one for one in run["results"] if one["ruleId"] == "vague-standard"]


def test_fingerprints_differ_by_file_and_by_problem(
    logged: Callable[..., dict[str, Any]], document: Callable[..., Checked], rubric: str
) -> None:
    """The same problem in another file, or twice in one place, is another one."""
    twice = rubric.replace("title: Talk", "title: Gut feeling, culture fit")
    run = logged(document(twice), document(twice, "b.rubric.yaml"))

    assert len(prints(run)) == len(run["results"]) == 8


def test_what_is_ignored_is_a_suppressed_result(
    logged: Callable[..., dict[str, Any]], document: Callable[..., Checked], rubric: str
) -> None:
    """An ignored problem is in the log with the author's reason; the others are not suppressed."""
    text = rubric.replace(
        "title: Culture fit", "title: Culture fit # fairscore: ignore[vague-standard] our own term"
    )
    told, ignored = logged(document(text))["results"]

    assert (told["ruleId"], told["suppressions"]) == ("ignore-unused", [])
    assert ignored["ruleId"] == "vague-standard"
    assert ignored["suppressions"] == [{"kind": "inSource", "justification": "our own term"}]
