"""JUnit: read back by a parser of that format, and by one of XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml

from fairscore.cli._checked import Checked, Found
from fairscore.cli.formats import junit
from fairscore.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable


def cases(text: str) -> list[Any]:
    """Read the test cases with a parser of the format."""
    suites = JUnitXml.fromroot(ET.fromstring(text.encode()))  # noqa: S314 (our own text)
    return [case for suite in suites for case in suite]


def test_each_document_is_a_test_case(
    printed: Callable[..., str], document: Callable[..., Checked], rubric: str
) -> None:
    """What is right passes, what is wrong fails with every line, what cannot be read errs."""
    clean = rubric.replace("Culture fit", "Credit").replace("    # fairscore", "    #")
    text = printed(
        "junit",
        document(clean, "clean.yaml"),
        document(rubric),
        Checked(name="gone.yaml", error="No such file or directory"),
    )
    passed, failed, erred = cases(text)
    (failure,) = failed.result
    (error,) = erred.result

    assert [case.name for case in (passed, failed, erred)] == [
        "clean.yaml",
        "a.rubric.yaml",
        "gone.yaml",
    ]
    assert passed.result == []
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("vague-standard", "2 problems")
    assert [line.split(": ")[0] for line in failure.text.splitlines()] == [
        "a.rubric.yaml:8:12",
        "a.rubric.yaml:10:5",
    ]
    assert isinstance(error, Error)
    assert error.message == "No such file or directory"


def test_counts_are_right(printed: Callable[..., str], document: Callable[..., Checked]) -> None:
    """The numbers of each suite are what is in it."""
    text = printed("junit", document("[]"), Checked(name="gone.yaml", error="gone"))
    suites = JUnitXml.fromroot(ET.fromstring(text))  # noqa: S314 (our own text)
    before = [(one.tests, one.failures, one.errors, one.skipped) for one in suites]
    suites.update_statistics()

    assert before == [(1, 1, 0, 0), (1, 0, 1, 0)]
    assert before == [(one.tests, one.failures, one.errors, one.skipped) for one in suites]
    assert (suites.tests, suites.failures, suites.errors) == (2, 1, 1)


def test_what_does_not_fail_the_check_fails_no_test_case(
    printed: Callable[..., str], document: Callable[..., Checked], rubric: str
) -> None:
    """With `--fail-on error` a warning is what the test case printed."""
    text = printed("junit", document(rubric, fail_on="error"))
    (case,) = cases(text)

    assert ' failures="0" ' in text
    assert case.result == []
    assert case.system_out.count("\n") == 1
    assert "[vague-standard]" in case.system_out


def test_one_problem_is_said_in_the_message(
    printed: Callable[..., str], document: Callable[..., Checked]
) -> None:
    """A single problem needs no count."""
    (case,) = cases(printed("junit", document("[]")))

    assert case.result[0].message == "not a list of `field: value` lines"


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_no_text_breaks_the_xml(text: str) -> None:
    """Whatever stands in a name or a message, the XML is well-formed and keeps what it can."""
    problem = Problem(slug="x", message=text, advice=text, file=text, line=1, column=1)
    found = Found(problem=problem, severity="error", fails=True, steps=())
    checked = (Checked(name=text, found=(found,)), Checked(name=text, error=text))
    read = ET.fromstring("".join(junit.pieces(checked)).encode())  # noqa: S314 (our own text)

    if text.isascii() and text.isprintable():
        assert [case.get("name") for case in read.iter("testcase")] == [text, text]


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x0b", "\ud800", "\ufffe"])
def test_what_xml_cannot_hold_is_replaced(printed: Callable[..., str], character: str) -> None:
    """A character that XML 1.0 forbids becomes the sign for one that cannot be shown."""
    (case,) = cases(printed("junit", Checked(name=f"a{character}b", error="gone")))

    assert case.name == "a\ufffdb"
