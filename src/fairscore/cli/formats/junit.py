"""JUnit's XML, which every CI server shows: a test case for each document."""

import html
import re
from collections.abc import Iterable, Iterator

from fairscore.cli._checked import Checked
from fairscore.cli._talk import count

__all__ = ["pieces"]

# XML 1.0 has no way to write these, not even as a reference (section 2.2, Char).
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def pieces(checked: Iterable[Checked]) -> Iterator[str]:
    """
    A suite with one test case for each document, written as each is checked.

    All problems that make the check fail are one failure, for readers of JUnit look at the first
    alone; the others are what the test case printed.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="fairscore check">\n'
    for one in checked:
        yield _suite(one)
    yield "</testsuites>\n"


def _suite(one: Checked) -> str:
    name = _quoted(one.name)
    failing = [found for found in one.found if found.fails]
    return (
        f'<testsuite name="{name}" tests="1" failures="{1 if failing else 0}"'
        f' errors="{1 if one.error else 0}" skipped="0">\n'
        f'<testcase classname="fairscore.check" name="{name}" file="{name}">'
        f"{''.join(_results(one))}</testcase>\n</testsuite>\n"
    )


def _results(one: Checked) -> Iterator[str]:
    if one.error:
        yield f'<error type="not-readable" message="{_quoted(one.error)}"/>'
    failing = [found.problem for found in one.found if found.fails]
    if failing:
        told = failing[0].message if len(failing) == 1 else count(len(failing), "problem")
        lines = _quoted("\n".join(map(str, failing)))
        yield f'<failure type="{failing[0].slug}" message="{_quoted(told)}">{lines}</failure>'
    others = [str(found.problem) for found in one.found if not found.fails]
    if others:
        yield f"<system-out>{_quoted(chr(10).join(others))}</system-out>"


def _quoted(text: str) -> str:
    return html.escape(_NOT_IN_XML.sub("\ufffd", text))
