"""What can go wrong: a `Problem` that a person can act on, and the few exceptions there are."""

import re

import attrs

__all__ = [
    "AssignmentError",
    "Conflict",
    "DebriefError",
    "DocumentError",
    "FairscoreError",
    "FrozenError",
    "KeyReused",
    "LogBroken",
    "NoSuchPanel",
    "NotPermitted",
    "NotYet",
    "OnHold",
    "PanelError",
    "Problem",
    "RatingError",
    "StoreError",
    "dotted",
    "shown",
]

_MOST_SHOWN = 40
_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}")


def shown(text: str) -> str:
    r"""
    Write a name from a file so that it stays on its line and looks like what it is.

    Args:
        text: A key, as it stands in the file.

    Returns:
        Its first 40 characters, those that cannot be seen as `\uXXXX`.

    Example:
        >>> shown("a\u202eb")
        'a\\u202eb'
    """
    cut = "…" if len(text) > _MOST_SHOWN else ""
    kept = (one if one.isprintable() else f"\\u{ord(one):04x}" for one in text[:_MOST_SHOWN])
    return "".join(kept) + cut


def dotted(path: tuple[str | int, ...]) -> str:
    """
    Write a path the way people read it.

    Args:
        path: Field names and positions, counted from 0.

    Returns:
        Text such as `criteria[0].levels[1]`; empty for the document itself.

    Example:
        >>> dotted(("criteria", 0, "levels", 1))
        'criteria[0].levels[1]'
    """
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _FIELD.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f'["{shown(step)}"]'
    return text


@attrs.frozen(kw_only=True)
class Problem:
    """
    One fault of a document: where it is, what it is, and what to do next.

    Attributes:
        slug: Stable name of this sort of problem; every slug has an entry in the docs.
        message: What is wrong, in one clause. Never holds content of a scorecard.
        advice: What to do next, in one clause.
        path: Field names and positions from the top of the document to the value.
        file: Name of the file, as it was given; empty for text without a name.
        line: Line of the value, counted from 1; 0 where there is no text to point into.
        column: Column of the value in characters, counted from 1; 0 as above.

    Example:
        >>> print(Problem(slug="anchor-missing", message="level 1 has no anchor",
        ...               advice="write one", path=("criteria", 0), file="a.yaml", line=14,
        ...               column=9))
        a.yaml:14:9: criteria[0]: level 1 has no anchor; write one [anchor-missing]
    """

    slug: str
    message: str
    advice: str
    path: tuple[str | int, ...] = ()
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write it on one line: place, path, what is wrong, what to do, slug."""
        place = f"{self.file or '<text>'}:{self.line}:{self.column}" if self.line else self.file
        parts = [part for part in (place, dotted(self.path)) if part]
        return f"{': '.join([*parts, self.message])}; {self.advice} [{self.slug}]"


class FairscoreError(Exception):
    """Every exception that fairscore raises on purpose is one of these."""


@attrs.frozen(slots=False, str=False)
class DocumentError(FairscoreError, ValueError):
    """
    A document was refused. Raised by `read`, `parse` and by building a document in Python.

    Attributes:
        problems: Every problem found, in the order of the document.

    Example:
        >>> import fairscore as fs
        >>> try:
        ...     fs.parse("kind: rubric", fs.Rubric)
        ... except fs.DocumentError as error:
        ...     print(error.problems[0].slug)
        missing-field
    """

    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """Write one problem a line."""
        return "\n".join(map(str, self.problems))

    def __reduce__(self) -> tuple[type[Exception], tuple[tuple[Problem, ...]]]:
        """Survive the way to another process, as an exception raised in a worker must."""
        return type(self), (self.problems,)


@attrs.frozen(slots=False, str=False)
class DebriefError(FairscoreError, ValueError):
    """
    Scorecards that cannot stand side by side: of two applications, or one given twice.

    Attributes:
        problems: Every problem found; their `file` says which scorecard, by its interviewer.
    """

    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """Write one problem a line."""
        return "\n".join(map(str, self.problems))

    def __reduce__(self) -> tuple[type[Exception], tuple[tuple[Problem, ...]]]:
        """Survive the way to another process, as an exception raised in a worker must."""
        return type(self), (self.problems,)


@attrs.frozen(slots=False, str=False)
class AssignmentError(FairscoreError, ValueError):
    """
    There is no assignment within the limits, or the inputs do not fit together.

    Attributes:
        problems: Every reason, in plain words.
    """

    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """Write one problem a line."""
        return "\n".join(map(str, self.problems))

    def __reduce__(self) -> tuple[type[Exception], tuple[tuple[Problem, ...]]]:
        """Survive the way to another process, as an exception raised in a worker must."""
        return type(self), (self.problems,)


class FrozenError(FairscoreError, AttributeError):
    """
    A field of a document was assigned to. A document is built anew, never edited.

    Example:
        >>> import fairscore as fs
        >>> try:
        ...     fs.Rating(criterion="humility", level=3).level = 4
        ... except AttributeError as error:
        ...     print(error)
        Rating is frozen: build another one
    """


class RatingError(FairscoreError, ValueError):
    """A rating, line or scale that cannot be measured. Says which place, never which value."""


@attrs.frozen(slots=False, str=False)
class PanelError(FairscoreError, ValueError):
    """
    A panel refused what was asked of it. The problem's slug says why, the same in every store.

    Attributes:
        problem: What was refused and what to do next. Holds nothing that depends on a scorecard
            which is sealed to whoever asked.
    """

    problem: Problem

    def __str__(self) -> str:
        """Write the problem on its line."""
        return str(self.problem)

    def __reduce__(self) -> tuple[type[Exception], tuple[Problem]]:
        """Survive the way to another process, as an exception raised in a worker must."""
        return type(self), (self.problem,)


class NoSuchPanel(PanelError, LookupError):
    """There is no such panel for whoever asked; whether there is one for others is not said."""


class NotPermitted(PanelError, PermissionError):
    """Whoever asked may not do this, or not yet: a seat of theirs is open."""


class KeyReused(PanelError):
    """A key under which another scorecard was handed in already."""


@attrs.frozen(slots=False, str=False)
class NotYet(PanelError):
    """
    The scorecards stay sealed for now.

    Attributes:
        pending: Seats that are waited for, told to a facilitator without a seat and to the
            `system` viewer; None for everybody else.
    """

    pending: "tuple[tuple[str, str], ...] | None" = None

    def __reduce__(self) -> tuple[type[Exception], tuple[Problem]]:
        """Survive the way to another process."""
        return type(self), (self.problem, self.pending)  # type: ignore[return-value]


class OnHold(PanelError):
    """Nothing of the panel may be erased while it is held."""


class Conflict(FairscoreError):
    """Somebody else's change came first. `Desk` tries again by itself; a caller never sees one."""


class LogBroken(FairscoreError, ValueError):
    """What the store holds of a panel is not what was written there. See `fairscore verify`."""


@attrs.frozen(slots=False, str=False)
class StoreError(FairscoreError, OSError):
    """
    A store could not be read or written. What was asked for was not done, and can be asked again.

    Attributes:
        problem: What went wrong and what to do next. Holds nothing of what is stored.
    """

    problem: Problem

    def __str__(self) -> str:
        """Write the problem on its line."""
        return str(self.problem)

    def __reduce__(self) -> tuple[type[Exception], tuple[Problem]]:
        """Survive the way to another process, as an exception raised in a worker must."""
        return type(self), (self.problem,)
