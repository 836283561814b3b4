"""The words behind a finding: who wrote what, with the author's own ratings beside."""

from collections.abc import Iterator
from typing import Final

from fairscore.debrief import Debrief
from fairscore.document import Part
from fairscore.finding import Finding, Source
from fairscore.report._parts import Beside, ReportFinding, ReportFlag, SetAsideShown, Voice
from fairscore.report._phrases import BELOW, MISSING, REASONS
from fairscore.report._table import against_line, state_of
from fairscore.revealed import Entry
from fairscore.rubric import Rubric
from fairscore.scorecard import Answer, Flag, Rating, Recommendation, Scorecard, SetAside
from fairscore.vocabulary import Kind

__all__ = ["finding_of", "flag_of", "rating_voice", "recommendation_voice"]

_ROLES_OF_FLAGS: Final = frozenset({"flagged", "opposite", "second-hand", "later", "written"})
_HAS_RATINGS_BESIDE: Final = frozenset({"flagged", "opposite"})


def finding_of(debrief: Debrief, finding: Finding) -> ReportFinding:
    """A finding with its words; one about recommendations names nobody beside them."""
    looks_like, not_evidence = _meant(debrief, finding)
    below = {source.role for source in finding.sources} == {"recommended"}
    return ReportFinding(
        slug=finding.slug,
        audience=finding.audience,
        title=_title(debrief, finding),
        about=finding.about,
        looks_like=looks_like,
        not_evidence=not_evidence,
        observation=finding.observation,
        shows=finding.shows,
        does_not_show=finding.does_not_show,
        ask=finding.ask,
        next_step=finding.next_step,
        voices=() if below else tuple(_voices(debrief, finding)),
        elsewhere=BELOW if below else "",
        remark=finding.remark,
    )


def flag_of(debrief: Debrief, entry: Entry, flag: Flag) -> ReportFlag:
    """A flag with its words."""
    kind = debrief.kind_of(flag.kind)
    return ReportFlag(
        interviewer=entry.person,
        interview=entry.scorecard.interview,
        kind=flag.kind,
        about=_about(debrief, flag),
        criterion=debrief.criterion(kind.criterion).title if kind else None,
        signal=flag.signal,
        observed=flag.observed,
        known_from=flag.source,
        occasion=flag.occasion,
        set_aside=_set_aside(flag.set_aside),
        kind_from=flag.kind_from,
        after_seeing=entry.exposure == "exposed",
        after_reveal=entry.after_reveal,
    )


def rating_voice(debrief: Debrief, entry: Entry, rating: Rating) -> Voice:
    """A rating, or in which way it is missing, with its evidence."""
    scale = _rubric(debrief, entry).scale_of(rating.criterion)
    level = rating.level
    return Voice(
        interviewer=entry.person,
        interview=entry.scorecard.interview,
        role="not-assessed" if level is None else "rated",
        words=rating.evidence,
        criterion=debrief.criterion(rating.criterion).title,
        level=_missing(rating) if level is None else scale.label(level),
        against_line=None if level is None else against_line(scale, level),
        after_reveal=entry.after_reveal,
    )


def recommendation_voice(debrief: Debrief, entry: Entry, said: Recommendation) -> Voice:
    """A recommendation, or in which way it is missing, with its reason."""
    scale = _rubric(debrief, entry).recommendation
    level = said.level if scale else None
    return Voice(
        interviewer=entry.person,
        interview=entry.scorecard.interview,
        role="recommended",
        words=said.reason,
        level=scale.label(level) if scale and level is not None else _missing(said),
        against_line=against_line(scale, level) if scale and level is not None else None,
    )


def _meant(debrief: Debrief, finding: Finding) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the rubric says of the kind: how the side that was flagged looks, and what is not it."""
    kind = _kind(debrief, finding)
    if kind is None:
        return (), ()
    parts = (
        debrief.written(source.interviewer, source.interview, source.path)
        for source in finding.sources
        if source.role == "flagged"
    )
    sides = {part.signal == "strength" for part in parts if isinstance(part, Flag)}
    if len(sides) != 1:
        return (), kind.not_evidence
    return kind.strength if sides.pop() else kind.concern, kind.not_evidence


def _voices(debrief: Debrief, finding: Finding) -> Iterator[Voice]:
    """One voice a source; the ratings that follow somebody's flag stand beside that flag."""
    sources = list(finding.sources)
    while sources:
        source = sources.pop(0)
        beside: list[Beside] = []
        if source.role in _HAS_RATINGS_BESIDE:
            while sources and _is_rating_of(sources[0], source.interviewer):
                beside.append(_beside(debrief, sources.pop(0)))
        yield _voice(debrief, source, about=finding.about, beside=tuple(beside))


def _is_rating_of(source: Source, person: str) -> bool:
    return source.role == "rated" and source.interviewer == person


def _beside(debrief: Debrief, source: Source) -> Beside:
    voice = _voice(debrief, source)
    return Beside(
        criterion=voice.criterion,
        level=voice.level,
        interview=voice.interview,
        evidence=voice.words,
    )


def _voice(
    debrief: Debrief, source: Source, *, about: str = "", beside: tuple[Beside, ...] = ()
) -> Voice:
    entry = _entry(debrief, source)
    part = debrief.written(source.interviewer, source.interview, source.path)
    if isinstance(part, Flag):
        return _flag_voice(debrief, source, part, beside=beside)
    if isinstance(part, Rating):
        return rating_voice(debrief, entry, part)
    if isinstance(part, Recommendation):
        return recommendation_voice(debrief, entry, part)
    return Voice(
        interviewer=source.interviewer,
        interview=source.interview,
        role="not-assessed" if source.role == "not-assessed" else "written",
        words=_words(source, part),
        level=_absent(debrief, about, source) if source.role == "not-assessed" else None,
        beside=beside,
    )


def _words(source: Source, part: Part) -> str | None:
    """The words of what is neither flag nor rating; notes where these are what a finding is of."""
    if isinstance(part, Scorecard):
        return part.notes if source.role == "written" else None
    return part.text if isinstance(part, Answer) else None


def _flag_voice(
    debrief: Debrief, source: Source, flag: Flag, *, beside: tuple[Beside, ...]
) -> Voice:
    return Voice(
        interviewer=source.interviewer,
        interview=source.interview,
        role=source.role if source.role in _ROLES_OF_FLAGS else "flagged",
        words=flag.observed,
        kind=flag.kind,
        about=_about(debrief, flag),
        signal=flag.signal,
        known_from=flag.source,
        occasion=flag.occasion,
        set_aside=_set_aside(flag.set_aside),
        beside=beside,
        after_reveal=_entry(debrief, source).after_reveal,
    )


def _absent(debrief: Debrief, about: str, source: Source) -> str | None:
    """In which way a rating is missing that has no place in the scorecard."""
    kind = debrief.kind_of(about)
    criterion = kind.criterion if kind else about
    for cell in debrief.cells_of(source.interviewer, criterion):
        if cell.mark is None and cell.entry.scorecard.interview == source.interview:
            return MISSING[state_of(cell)]
    return None


def _title(debrief: Debrief, finding: Finding) -> str:
    """The rule's name as a heading, and what the finding is about."""
    name = finding.slug.replace("-", " ")
    about = _named(debrief, finding)
    return name[:1].upper() + name[1:] + (f": {about}" if about else "")


def _named(debrief: Debrief, finding: Finding) -> str:
    if kind := _kind(debrief, finding):
        return kind.title
    try:
        return debrief.criterion(finding.about).title
    except KeyError:
        return finding.about


def _kind(debrief: Debrief, finding: Finding) -> Kind | None:
    """
    The kind that a finding is about.

    A kind may have the name of a criterion; what is about a kind points to flags, or to free words.
    """
    about_a_kind = any(
        source.path[:1] == ("flags",) or source.role == "written" for source in finding.sources
    )
    return debrief.kind_of(finding.about) if about_a_kind else None


def _about(debrief: Debrief, flag: Flag) -> str:
    kind = debrief.kind_of(flag.kind)
    return kind.title if kind else flag.words or flag.kind


def _set_aside(given: SetAside | None) -> SetAsideShown | None:
    if given is None:
        return None
    return SetAsideShown(reason=given.reason, reason_words=REASONS[given.reason], words=given.words)


def _missing(mark: Rating | Recommendation) -> str:
    return MISSING[mark.not_rated or "nothing-written"]


def _entry(debrief: Debrief, source: Source) -> Entry:
    """The scorecard that a source points into, or the later version of it."""
    seat = (source.interviewer, source.interview or "")
    entry = next(one for one in (*debrief.entries, *debrief.shadows) if one.seat == seat)
    match source.path:
        case ("later", int(index), *_):
            return entry.of_later(index)
        case _:
            return entry


def _rubric(debrief: Debrief, entry: Entry) -> Rubric:
    version = entry.scorecard.rubric.version
    return next(rubric for rubric in debrief.every_rubric if rubric.version == version)
