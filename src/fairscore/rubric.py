"""Rubric: what is judged, on which scale, in which interview, and what each level looks like."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from fairscore._canonical import canonical, digest
from fairscore._fields import Fields
from fairscore._rubric_faults import rubric_faults
from fairscore._text import Id, Language, LevelValue, Name, Text, Version
from fairscore._tree import Fault
from fairscore.document import Document, Part, parse
from fairscore.errors import DocumentError, Problem
from fairscore.vocabulary import Kind, Vocabulary

__all__ = [
    "Alignment",
    "Changes",
    "Criterion",
    "Interview",
    "Level",
    "Question",
    "Rubric",
    "RuleSetting",
    "Scale",
    "take_kinds",
]


class Level(Part):
    """One level of a scale, and what an interviewer would see at it."""

    value: LevelValue
    """Position of the level in the order; higher is more."""
    label: Name | None = None
    """Short name, such as `mixed`."""
    anchor: tuple[Text, ...] = ()
    """What an interviewer would see or hear at this level, one behaviour a line."""
    red_flags: tuple[Text, ...] = ()
    """What speaks against this level however good the rest is."""
    points: int | None = Field(default=None, ge=-1_000_000, le=1_000_000)
    """Points of a host's own scheme, kept and never calculated with."""


class Scale(Part):
    """Levels from low to high, and the lowest of them on the hire side."""

    id: Id
    """Name of the scale."""
    title: Name | None = None
    """What people call it."""
    levels: tuple[Level, ...] = Field(min_length=2, max_length=10)
    """The levels, from low to high."""
    hire_line: int | None = None
    """Value of the lowest level that leans to hire. It is never guessed."""

    @cached_property
    def values(self) -> tuple[int, ...]:
        """Values of the levels, from low to high."""
        return tuple(level.value for level in self.levels)

    @cached_property
    def shape(self) -> tuple[tuple[tuple[int, int | None], ...], int | None]:
        """What ratings depend on: values and points of the levels, and the line; no words."""
        return tuple((level.value, level.points) for level in self.levels), self.hire_line

    def label(self, value: int) -> str:
        """
        How people name a level.

        Raises:
            KeyError: There is no such level.
        """
        for level in self.levels:
            if level.value == value:
                return level.label or str(value)
        raise KeyError(self.id)


class Question(Part):
    """A question that every candidate is asked, in the same words."""

    id: Id
    """Name of the question."""
    text: Text
    """The question."""
    minutes: int | None = Field(default=None, ge=1, le=600)
    """Time for it."""


class Alignment(Part):
    """A pointer into a framework of competencies; none of the framework's own text."""

    framework: Name
    """Name of the framework."""
    code: Name
    """Code within it."""
    uri: Name | None = None
    """Address of the entry."""
    name: Name | None = None
    """Name of the entry."""
    level: Name | None = None
    """Level within the framework."""


class Criterion(Part):
    """One thing that is judged."""

    id: Id
    """Name that machines use."""
    title: Name
    """What people call it."""
    description: Text | None = None
    """What is meant, and what is not."""
    scale: Id | None = None
    """A scale of the rubric. May be left out where there is one scale, or `levels` stand here."""
    levels: tuple[Level, ...] = Field(default=(), max_length=10)
    """This criterion's own levels or, with `scale`, its own anchors for levels of that scale."""
    meets: tuple[Text, ...] = ()
    """What meeting the criterion looks like, where levels have no anchors of their own."""
    red_flags: tuple[Text, ...] = ()
    """What would be a concern, beside the levels."""
    required_level: int | None = None
    """Value of the lowest level that the job needs, instead of a weight."""
    weight: int | None = Field(default=None, ge=0, le=100)
    """Weight in a host's own scheme, kept and never calculated with."""
    questions: tuple[Question, ...] = ()
    """Questions that bring this criterion to light."""
    minutes: int | None = Field(default=None, ge=1, le=600)
    """Time that judging it takes."""
    evidence_required: bool = True
    """Whether a rating must come with what was said or done."""
    alignments: tuple[Alignment, ...] = ()
    """Entries of competency frameworks that it corresponds to."""
    replaces: tuple[Id, ...] = ()
    """Criteria of the version before that this one came from, where one was split or merged."""


class Interview(Part):
    """A slot in the process with the criteria it looks at."""

    id: Id
    """Name of the interview."""
    title: Name
    """What people call it."""
    minutes: int | None = Field(default=None, ge=1, le=600)
    """How long it takes."""
    criteria: tuple[Id, ...] = Field(min_length=1)
    """The criteria that its interviewer rates."""
    interviewers: int = Field(default=1, ge=1, le=20)
    """How many interviewers sit in it, each with a scorecard of their own."""
    questions: tuple[Question, ...] = ()
    """Questions of this interview that belong to no one criterion."""


class RuleSetting(Part):
    """How this rubric wants one rule of the debrief."""

    rule: Id
    """Slug of the rule; `fairscore rules` lists them."""
    enabled: bool = True
    """Whether the rule is asked at all."""
    threshold: int | None = Field(default=None, ge=1, le=100)
    """When it speaks up, in the rule's own unit; its page says what the default is and why."""


class Changes(Part):
    """What a version changed, in its author's words; `fairscore diff` checks what it claims."""

    since: Version
    """The version before, which this one was made from."""
    editorial: bool = False
    """Whether nothing but words was mended, so that every rating stays comparable."""
    note: Text | None = None
    """What was changed, and why."""


class Rubric(Document):
    """
    What is judged, and how.

    A rubric has two further digests: `structure_digest` (ids, levels, order, points, hire lines,
    kinds, weights), which keeps through a word mended, and `text_digest`, which changes with it.
    """

    kind: Literal["rubric"] = "rubric"
    """What this document is."""
    schema_version: Literal[1] = 1
    """Version of this document format."""
    id: Id
    """Name of the rubric; stays the same from version to version."""
    version: Version
    """Version of the rubric, counted up with every change."""
    title: Name
    """What people call it."""
    description: Text | None = None
    """What the rubric is for."""
    changes: Changes | None = None
    """What changed since the version before."""
    language: Language = "en"
    """Language of the words in it."""
    scales: tuple[Scale, ...] = ()
    """Scales that criteria share."""
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    """What is judged."""
    interviews: tuple[Interview, ...] = ()
    """Interviews and what each looks at. Without any, every interviewer rates every criterion."""
    recommendation: Scale | None = None
    """Scale of the overall recommendation; without one, nobody is asked for it."""
    kinds: tuple[Kind, ...] = ()
    """Kinds of flags."""
    rules: tuple[RuleSetting, ...] = ()
    """Rules of the debrief to switch off or tune."""

    @classmethod
    def cross_faults(cls, plain: Fields) -> Iterator[Fault]:
        """Faults between fields: ids that stand twice, and names of things that do not exist."""
        yield from rubric_faults(plain)

    def criterion(self, criterion_id: str) -> Criterion:
        """
        The criterion of that id.

        Raises:
            KeyError: There is none.
        """
        return self._criteria[criterion_id]

    def interview(self, interview_id: str) -> Interview:
        """
        The interview of that id.

        Raises:
            KeyError: There is none.
        """
        return self._interviews[interview_id]

    def kind_of(self, code: str) -> Kind | None:
        """The kind of flag that has that code or had it before, if there is one."""
        return self._kinds.get(code)

    def scale_of(self, criterion_id: str) -> Scale:
        """
        The scale on which a criterion is rated, with the criterion's own anchors and line.

        Raises:
            KeyError: There is no such criterion.
        """
        return self._scales_of[criterion_id]

    def criteria_of(self, interview_id: str | None) -> tuple[str, ...]:
        """Ids of the criteria that an interview looks at; all where no interview is named."""
        if interview_id is None:
            return tuple(self._criteria)
        return self.interview(interview_id).criteria

    @cached_property
    def structure_digest(self) -> str:
        """Digest of ids, levels, points, lines, kinds, weights and their order, but of no words."""
        scale = self.recommendation
        structure: dict[str, Any] = {
            "form": "rubric structure 1",
            "id": self.id,
            "criteria": [[one.id, self.scale_of(one.id).shape] for one in self.criteria],
            "interviews": [[one.id, one.criteria] for one in self.interviews],
            "recommendation": scale.shape if scale else None,
            "kinds": [[one.code, one.criterion, one.opposing] for one in self.kinds],
        }
        weights = [[one.id, one.weight] for one in self.criteria if one.weight is not None]
        if weights:
            # Only where there are some: a rubric without keeps the digest it had before them.
            structure["weights"] = weights
        return digest(canonical(structure))

    @property
    def text_digest(self) -> str:
        """Digest of the whole document: any word changes it."""
        return self.digest

    @cached_property
    def _criteria(self) -> dict[str, Criterion]:
        return {one.id: one for one in self.criteria}

    @cached_property
    def _interviews(self) -> dict[str, Interview]:
        return {one.id: one for one in self.interviews}

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        before = {code: one for one in self.kinds for code in one.formerly}
        return before | {one.code: one for one in self.kinds}

    @cached_property
    def _scales_of(self) -> dict[str, Scale]:
        shared = {scale.id: scale for scale in self.scales}
        return {one.id: _own_scale(one, shared) for one in self.criteria}


def take_kinds(rubric: Rubric, vocabulary: Vocabulary, *, version: int) -> Rubric:
    """
    Take over the kinds of a vocabulary, so that rubrics that share it flag alike.

    Args:
        rubric: The rubric as it was.
        vocabulary: The kinds. Those whose criterion the rubric has not are left out.
        version: Version of the rubric that comes of it.

    Returns:
        The rubric with these kinds: in place of its own of the same or a former code, and the
        others at the end. Its other kinds stay. An opposite that was left out is not named.

    Raises:
        DocumentError: They are in two languages, or the kinds do not go together.

    Example:
        >>> import fairscore as fs
        >>> from fairscore.vocabulary import starter_vocabulary
        >>> rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
        >>> shared = take_kinds(rubric, starter_vocabulary(), version=2)
        >>> len(rubric.kinds), len(shared.kinds), shared.kind_of("learns").criterion
        (5, 8, 'curiosity')
    """
    if vocabulary.language != rubric.language:
        problem = Problem(
            slug="other-language",
            message="a vocabulary in another language",
            advice="translate one of the two first",
            path=("language",),
        )
        raise DocumentError((problem,))
    criteria = rubric.criteria_of(None)
    taken = {one.code: one for one in vocabulary.kinds if one.criterion in criteria}
    now = {old: one.code for one in taken.values() for old in (one.code, *one.formerly)}
    own = [now.get(one.code, one.code) for one in rubric.kinds]
    every = {one.code: one for one in rubric.kinds} | taken
    kinds = [every[code] for code in dict.fromkeys((*own, *taken))]
    plain = json.loads(rubric.canonical)
    # What it says of its last change is not about this one.
    plain.pop("changes", None)
    plain |= {"version": version, "kinds": [_among(one, every, now) for one in kinds]}
    return parse(json.dumps(plain), Rubric, format="json")


def _among(kind: Kind, every: Mapping[str, Kind], now: Mapping[str, str]) -> dict[str, Any]:
    """A kind as plain data, its opposite by the code that it has here, if it is here."""
    plain = kind.model_dump(mode="json", exclude_unset=True)
    opposing = now.get(kind.opposing or "", kind.opposing)
    if opposing in every:
        return plain | {"opposing": opposing}
    plain.pop("opposing", None)
    return plain


def _own_scale(criterion: Criterion, shared: Mapping[str, Scale]) -> Scale:
    """The scale a criterion is rated on: a shared one, its own levels, or its anchors over both."""
    if criterion.scale is None and criterion.levels:
        line = criterion.required_level
        return Scale(id=criterion.id, levels=criterion.levels, hire_line=line)
    base = shared[criterion.scale] if criterion.scale else next(iter(shared.values()))
    line = base.hire_line if criterion.required_level is None else criterion.required_level
    if not criterion.levels:
        return Scale(id=base.id, title=base.title, levels=base.levels, hire_line=line)
    if line is not None:
        # Where the level on the line is left out, the next one above it is the lowest on its side.
        line = min((own.value for own in criterion.levels if own.value >= line), default=None)
    shared_levels = {level.value: level for level in base.levels}
    levels = tuple(
        Level(
            value=own.value,
            label=own.label or shared_levels[own.value].label,
            anchor=own.anchor,
            red_flags=own.red_flags,
            points=shared_levels[own.value].points if own.points is None else own.points,
        )
        for own in criterion.levels
    )
    return Scale(id=base.id, title=base.title, levels=levels, hire_line=line)
