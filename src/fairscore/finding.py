"""Finding: what was written, where, and what to ask; Rule: what brings it up."""

from collections.abc import Callable, Iterable
from typing import Literal

import attrs

from fairscore.debrief import Debrief
from fairscore.draft import Draft
from fairscore.errors import FairscoreError
from fairscore.rubric import Rubric

__all__ = ["Audience", "Check", "Finding", "Role", "Rule", "RuleError", "Source"]

Audience = Literal["panel", "author", "facilitator", "oneself"]
"""Who may see a finding."""

Role = Literal[
    "flagged", "opposite", "rated", "not-assessed", "recommended", "second-hand", "later", "written"
]
"""
What a source has to do with its finding: flagged it, saw the opposite, rated it, did not assess it,
recommended, knows it from others, wrote it after seeing another scorecard, or wrote what a check is
about.
"""


@attrs.frozen(kw_only=True)
class Source:
    """
    A place in a scorecard that a finding rests on. The words stay in the scorecard.

    Attributes:
        interviewer: Who wrote it.
        interview: In which interview, if the scorecard says so.
        path: A part of the scorecard: `("ratings", 0)`, `("flags", 0)`, `("answers", 0)`,
            `("recommendation",)`, or `()` for the scorecard as a whole.
        role: What it has to do with the finding.
    """

    interviewer: str
    interview: str | None
    path: tuple[str | int, ...]
    role: Role


@attrs.frozen(kw_only=True)
class Finding:
    """
    Something that was observed in the scorecards, and a question to ask about it.

    It describes what was written. It judges nobody and decides nothing.

    Attributes:
        slug: The rule that brought it up.
        audience: Who may see it.
        about: Code of the kind or id of the criterion it is about; empty for the round as a whole.
        observation: What was written, in counts and titles; never words of a scorecard.
        shows: What follows from it.
        does_not_show: What does not follow from it.
        ask: The question to ask.
        next_step: What to do if it is still open after that.
        sources: Where it was written.
        weight: Breaks ties in the order of one rule's findings, more first: how many people, levels
            or criteria it rests on. No measure of how much it matters.
        serious: Whether somebody it counts wrote a serious concern. Of findings at one place in the
            order such a one comes first. A strength has no serious form.
        remark: Whether it is a remark on the data themselves, such as how few they are, or a guess
            that a program made. A report always folds it, and `fairscore debrief` does not end
            with 1 for it alone.
    """

    slug: str
    audience: Audience
    about: str = ""
    observation: str
    shows: str
    does_not_show: str
    ask: str
    next_step: str
    sources: tuple[Source, ...]
    weight: int = 0
    serious: bool = False
    remark: bool = False


class RuleError(FairscoreError, ValueError):
    """
    Rules that cannot be asked together, or a rule that answers as none may.

    It speaks in another's name, or points to a place in a scorecard where nothing stands.
    """


@attrs.frozen(kw_only=True)
class Rule:
    """
    Something to look for in a debrief.

    Attributes:
        slug: Stable name.
        audience: Who may see its findings.
        summary: What it looks for, in one clause.
        threshold: When it speaks up.
        unit: What the threshold counts.
        because: Why the threshold is what it is.
        find: Takes the debrief and the threshold; returns findings in a fixed order.
        priority: Place among the rules: lower comes first.
        least: The lowest threshold that makes sense; a rubric that sets a lower one gets this.
        family: Rules of one family share one threshold, so that neither direction is easier.
        mirror: The rule that looks the other way: a rubric that switches one off switches off both.
        stands_for: Rules whose finding about the same thing this one replaces.

    Example:
        >>> def nobody(debrief, threshold):
        ...     return []
        >>> Rule(slug="acme-nobody", audience="panel", summary="nothing", threshold=1,
        ...      unit="people", because="an example", find=nobody).priority
        100
    """

    slug: str
    audience: Audience
    summary: str
    threshold: int
    unit: str
    because: str
    find: Callable[[Debrief, int], Iterable[Finding]]
    priority: int = 100
    least: int = 1
    family: str = ""
    mirror: str = ""
    stands_for: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Check:
    """
    Something to tell the author of a draft, alone, before it is sealed.

    Attributes:
        slug: Stable name.
        summary: What it looks for, in one clause.
        threshold: When it speaks up.
        unit: What the threshold counts.
        because: Why the threshold is what it is.
        find: Takes the rubric, the draft and the threshold; returns findings in a fixed order.
        audience: Always the author.

    Example:
        >>> def quiet(rubric, draft, threshold):
        ...     return []
        >>> Check(slug="acme-quiet", summary="nothing", threshold=1, unit="words",
        ...       because="an example", find=quiet).audience
        'author'
    """

    slug: str
    summary: str
    threshold: int
    unit: str
    because: str
    find: Callable[[Rubric, Draft, int], Iterable[Finding]]
    audience: Audience = attrs.field(default="author", init=False)
