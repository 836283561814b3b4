"""Comments in a YAML document by which its author answers a lint: `# fairscore: ignore[…] …`."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import attrs
import yaml

from fairscore.errors import Problem, shown

__all__ = ["IGNORE_SLUGS", "Ignore", "ignores", "without_ignored"]

IGNORE_SLUGS = ("ignore-unknown-slug", "ignore-unused", "ignore-without-reason")
"""Slugs of the problems that an ignore itself can have; no ignore covers them."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_IGNORE = re.compile(r"#[ \t]*fairscore:[ \t]*ignore(?![\w-])")
# What YAML takes for the end of a line.
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_END_OF_LINE = 1 << 30
_SLUGS = re.compile(r"[ \t]*\[([^\]]*)\]")


@attrs.frozen(kw_only=True)
class Ignore:
    """
    One comment that answers a lint.

    Attributes:
        line: Line of the comment, counted from 1.
        column: Column of its `#`, counted from 1.
        covers: The line whose problems it answers: its own, or the next that holds more than a
            comment; 0 where none follows.
        slugs: The lints that it answers.
        reason: Why; empty where none is given.
    """

    line: int
    column: int
    covers: int
    slugs: tuple[str, ...]
    reason: str


def ignores(text: str) -> tuple[Ignore, ...]:
    r"""
    Find the comments that answer a lint. What looks like one within a text is none.

    Args:
        text: A document in YAML.

    Returns:
        The comments in their order; none where the text is no YAML.

    Example:
        >>> found = ignores("title: x  # fairscore: ignore[anchor-missing] drafted next week\n")
        >>> found[0].covers, found[0].slugs, found[0].reason
        (1, ('anchor-missing',), 'drafted next week')
    """
    if "fairscore:" not in text:
        return ()
    text = text.removeprefix("\ufeff")
    lines = _LINE_BREAK.split(text)
    try:
        within = _within_texts(text)
    except yaml.YAMLError:
        # What is wrong is said by who reads the document; without it there is nothing to lint.
        return ()
    covered = _next_with_content(lines)
    found: list[Ignore] = []
    for number, line in enumerate(lines, start=1):
        match = _comment(line, within.get(number, ()))
        if match:
            slugs, reason = _parts(line[match.end() :])
            alone = not line[: match.start()].strip()
            found.append(
                Ignore(
                    line=number,
                    column=match.start() + 1,
                    covers=covered[number] if alone else number,
                    slugs=slugs,
                    reason=reason,
                )
            )
    return tuple(found)


def without_ignored(
    problems: Iterable[Problem], text: str, *, known: Collection[str], name: str = ""
) -> tuple[Problem, ...]:
    r"""
    Leave out the problems that the author has answered, and report answers with a fault.

    Args:
        problems: Problems with their lines, as `Reading.placed` gives them.
        text: The document in YAML that they are about.
        known: The slugs that an ignore may name.
        name: Name of the file.

    Returns:
        What is left, in the order of the text.

    Example:
        >>> text = "a: b  # fairscore: ignore[anchor-missing]\n"
        >>> [one.slug for one in without_ignored([], text, known={"anchor-missing"})]
        ['ignore-unused', 'ignore-without-reason']
    """
    answers = ignores(text)
    answered: set[tuple[int, str]] = {(one.covers, slug) for one in answers for slug in one.slugs}
    used: set[tuple[int, str]] = set()
    kept: list[Problem] = []
    for problem in problems:
        key = (problem.line, problem.slug)
        if key in answered and problem.slug not in IGNORE_SLUGS:
            used.add(key)
        else:
            kept.append(problem)
    for answer in answers:
        kept += [
            Problem(
                slug=slug,
                message=message,
                advice=advice,
                file=name,
                line=answer.line,
                column=answer.column,
            )
            for slug, message, advice in _faults(answer, used, known)
        ]
    return tuple(sorted(kept, key=lambda one: (one.line, one.column, one.slug)))


def _faults(
    answer: Ignore, used: set[tuple[int, str]], known: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    if not answer.slugs:
        yield (
            "ignore-unknown-slug",
            "an ignore that names no problem",
            "write `ignore[slug]` with the name in brackets at the end of the problem",
        )
    elif not answer.reason:
        yield (
            "ignore-without-reason",
            "an ignore without a reason",
            "write after the bracket why it is right here",
        )
    for slug in answer.slugs:
        if slug not in known:
            yield (
                "ignore-unknown-slug",
                f"no problem is called `{shown(slug)}`",
                "write the name in brackets at the end of the problem",
            )
        elif (answer.covers, slug) not in used:
            yield (
                "ignore-unused",
                f"there is no `{slug}` here to ignore",
                "remove it, or move it to the line of the problem",
            )


def _parts(rest: str) -> tuple[tuple[str, ...], str]:
    """The slugs and the reason behind `ignore`."""
    bracket = _SLUGS.match(rest)
    if bracket is None:
        return (), rest.strip()
    named = (slug.strip() for slug in bracket[1].split(","))
    reason = rest[bracket.end() :].strip(" \t\r:")
    # A dash is no reason, in whatever language reasons are given.
    said = reason if any(one.isalnum() for one in reason) else ""
    return tuple(dict.fromkeys(slug for slug in named if slug)), said


def _comment(line: str, within: Sequence[tuple[int, int]]) -> re.Match[str] | None:
    """The ignore on a line, if a comment begins there: after a space, and within no text."""
    for match in _IGNORE.finditer(line):
        at = match.start()
        if at and line[at - 1] not in " \t":
            continue
        # Texts stand one after the other, so only the last that began before can hold it.
        before = bisect_right(within, (at, _END_OF_LINE))
        if not before or within[before - 1][1] <= at:
            return match
    return None


def _within_texts(text: str) -> dict[int, list[tuple[int, int]]]:
    """Columns of each line that belong to a text, where `#` is a letter like any other."""
    within: dict[int, list[tuple[int, int]]] = {}
    for event in _scalars(text):
        start, end = event.start_mark, event.end_mark
        # Behind the sign of a block there may be a comment; its text begins on the next line.
        is_block = event.style in {"|", ">"}
        for line in range(start.line + is_block, end.line + 1):
            begin = start.column if line == start.line else 0
            stop = end.column if line == end.line else _END_OF_LINE
            within.setdefault(line + 1, []).append((begin, stop))
    return within


def _scalars(text: str) -> Iterator[Any]:
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.ScalarEvent):
            yield event


def _next_with_content(lines: list[str]) -> dict[int, int]:
    """For each line the next after it that holds more than a comment; 0 where there is none."""
    following: dict[int, int] = {}
    after = 0
    for number in range(len(lines), 0, -1):
        following[number] = after
        bare = lines[number - 1].strip()
        if bare and not bare.startswith("#"):
            after = number
    return following
