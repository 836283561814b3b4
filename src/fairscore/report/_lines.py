"""The sentences that every rendering shares, in raw words: whoever prints them escapes them."""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Final, Literal, Protocol, get_args

from fairscore._words import counted_in, listed, times
from fairscore.report._parts import (
    Known,
    ReportAbsent,
    ReportCell,
    ReportChange,
    ReportFinding,
    ReportFlag,
    ReportLater,
    ReportRow,
    ReportScorecard,
    SetAsideShown,
    Voice,
)
from fairscore.report._phrases import (
    ABSENCES,
    AGAINST_LINE,
    EXPOSURES,
    KNOWN_FROM,
    MISSING,
    PHASES,
    SIGNALS,
)

if TYPE_CHECKING:
    from fairscore.report._model import Report

__all__ = [
    "Flagged",
    "absent",
    "alike",
    "aside",
    "beside",
    "card",
    "cell_words",
    "changed",
    "details",
    "did",
    "flag_details",
    "flags_of",
    "heading",
    "known",
    "later",
    "lead",
    "made_for",
    "meant",
    "missing",
    "more",
    "quoted",
    "row_title",
    "seat",
    "seat_in",
    "set_aside",
    "settings",
    "shared",
    "subtitle",
    "when",
    "who",
    "written",
]


Fact = Literal["version", "exposure", "heard"]

FACTS: Final[tuple[Fact, ...]] = get_args(Fact)
"""What the table of who wrote says of each."""


class Flagged(Protocol):
    """What a flag and a voice that is a flag have in common."""

    @property
    def known_from(self) -> Known | None:
        """How the interviewer knows it."""
        ...

    @property
    def occasion(self) -> str | None:
        """The question or part of the interview in which it showed."""
        ...

    @property
    def set_aside(self) -> SetAsideShown | None:
        """Present where the interviewer discounted it."""
        ...


def heading(report: "Report") -> str:
    """What the page is."""
    return f"Debrief: {report.application}, {report.round}"


def subtitle(report: "Report") -> str:
    """Under which rubric, and how much was written by how many."""
    people = len({card.interviewer for card in report.scorecards})
    versions = listed(str(version) for version in report.rubric.versions)
    word = "version" if len(report.rubric.versions) == 1 else "versions"
    return (
        f"{report.rubric.title} ({report.rubric.id}, {word} {versions}). "
        f"Scorecards: {len(report.scorecards)}, by {times(people, 'interviewer')}, "
        f"from {report.origin}."
    )


def made_for(report: "Report") -> str:
    """For whom it was made."""
    role = "the facilitator" if report.role == "facilitator" else "a member of the panel"
    return f"Made for {report.viewer}, as {role}"


def settings(report: "Report") -> str:
    """Which rules the rubric tunes and switches off; empty where it leaves all as they are."""
    told: dict[str, list[str]] = {"tuned": [], "off": [], "unknown": []}
    for one in report.rubric.settings:
        at = "" if one.threshold is None else f" at {counted_in(one.threshold, one.unit)}"
        along = f" (and with it {listed(one.along)})" if one.along else ""
        told[one.state].append(f"{one.rule}{at}{along}")
    does = [
        f"{verb}: {', '.join(told[state])}"
        for state, verb in (("tuned", "tunes"), ("off", "switches off"))
        if told[state]
    ]
    sentences = [f"This rubric {'; '.join(does)}."] if does else []
    if told["unknown"]:
        which = "this name" if len(told["unknown"]) == 1 else "these names"
        sentences.append(f"There is no rule of {which}: {', '.join(told['unknown'])}.")
    return " ".join(sentences)


def meant(finding: ReportFinding) -> tuple[tuple[str, str], ...]:
    """What the rubric means by the kind that a finding is about, and what is no evidence for it."""
    both = (("Meant", finding.looks_like), ("Not evidence for it", finding.not_evidence))
    return tuple((label, _in_a_row(texts)) for label, texts in both if texts)


def _in_a_row(texts: Iterable[str]) -> str:
    return "; ".join(" ".join(text.split()).rstrip(".") for text in texts) + "."


def more(report: "Report") -> str:
    """How many findings are folded."""
    return times(len(report.folded), "more finding" if report.discuss_first else "finding")


def quoted(words: str) -> str:
    """Words in quotation marks."""
    return f"“{words}”"


def lead(voice: Voice) -> str:
    """Who a voice is and what they did, up to their words."""
    return voice.interviewer + did(voice)


def did(voice: Voice) -> str:
    """What somebody did, to stand after their name; nothing where a flag speaks for itself."""
    on = voice.criterion or "it"
    match voice.role:
        case "flagged":
            return ""
        case "opposite":
            return f" noted a {SIGNALS[voice.signal or 'strength']}"
        case "second-hand":
            return f", {KNOWN_FROM.get(voice.known_from, 'second-hand')}"
        case "later":
            return f", {PHASES['after-reveal' if voice.after_reveal else 'exposed']}"
        case "rated":
            return f" rated {on} {voice.level}" if voice.level else f" gave no rating of {on}"
        case "not-assessed":
            verb = "rate" if voice.criterion else "assess"
            return f" did not {verb} {on}" + (f" ({voice.level})" if voice.level else "")
        case "recommended":
            return _recommended(voice)
        case _:
            return " wrote" if voice.words else ", the scorecard as a whole"


def _recommended(voice: Voice) -> str:
    if voice.against_line is None:
        return f" gave no recommendation ({voice.level})"
    where = AGAINST_LINE.get(voice.against_line)
    return f" recommends: {voice.level}" + (f" ({where})" if where else "")


def aside(given: SetAsideShown | None) -> str:
    """Why something was set aside, in the interviewer's own words; empty without any."""
    return (given.words or "") if given else ""


def set_aside(given: SetAsideShown | None) -> str:
    """That something was set aside, and why."""
    return f"set aside: {given.reason_words}" if given else ""


def details(voice: Voice, about: str = "") -> tuple[str, ...]:
    """What else is known of a voice; `about` is the kind that the finding names already."""
    return tuple(_details(voice, about))


def flag_details(flag: ReportFlag) -> tuple[str, ...]:
    """What else is known of a flag."""
    return tuple(_flag_details(flag))


def beside(voice: Voice) -> tuple[str, ...]:
    """The same person's own ratings of the criterion."""
    several = len(voice.beside) > 1
    return tuple(
        f"own rating of {one.criterion}"
        + (f" in {one.interview or 'no interview named'}" if several else "")
        + f": {one.level}"
        for one in voice.beside
    )


def cell_words(cell: ReportCell, *, line: bool = False) -> str:
    """
    A cell on its own: the level or in which way it is missing, and what to know about it.

    Args:
        cell: The cell.
        line: Whether to say where it stands against the hire line.
    """
    where = AGAINST_LINE.get(cell.against_line, "") if line else ""
    extra = [
        words
        for words, holds in (
            (where, bool(where)),
            ("outside their interview", cell.outside),
            ("not counted", cell.level is not None and not cell.counted),
        )
        if holds
    ]
    return f"{cell.words} ({', '.join(extra)})" if extra else cell.words


def who(row: ReportRow, cell: ReportCell) -> str:
    """Who wrote a cell; with the interview where the same person has another one in the row."""
    where = seat_in(row, cell)
    return f"{cell.interviewer} ({where})" if where else cell.interviewer


def seat_in(row: ReportRow, cell: ReportCell) -> str:
    """The interview of a cell, where the same person has another one in the row."""
    seats = sum(1 for one in row.cells if one.interviewer == cell.interviewer)
    return (cell.interview or "no interview named") if seats > 1 else ""


def row_title(report: "Report", row: ReportRow) -> str:
    """What a row is about; with the versions where several were used."""
    if len(report.rubric.versions) == 1:
        return row.title
    word = "version" if len(row.versions) == 1 else "versions"
    return f"{row.title} ({word} {listed(str(version) for version in row.versions)})"


def missing(row: ReportRow) -> tuple[tuple[str, str], ...]:
    """In which ways ratings are missing, and whose."""
    ways: dict[str, list[str]] = {}
    for cell in row.cells:
        if cell.level is None and cell.evidence is None:
            ways.setdefault(cell.words, []).append(who(row, cell))
    return tuple((words, listed(people)) for words, people in ways.items())


def seat(card: ReportScorecard | ReportAbsent) -> str:
    """The interview somebody wrote about."""
    return card.interview_title or card.interview or "no interview named"


def alike(report: "Report") -> frozenset[Fact]:
    """What is so of every scorecard that counts, and need not be said of each."""
    told = [_facts(card) for card in report.scorecards]
    return frozenset(
        fact for fact in FACTS if len(told) > 1 and len({of[fact] for of in told}) == 1
    )


def shared(report: "Report") -> str:
    """What is so of every scorecard that counts, in one sentence; empty where nothing is."""
    same = alike(report)
    words = [_facts(report.scorecards[0])[fact] for fact in FACTS if fact in same]
    return f"All of them: {', '.join(words)}." if words else ""


def card(of: ReportScorecard, same: Collection[Fact] = ()) -> str:
    """Who wrote a scorecard, and what is known of how it came about but what is so of all."""
    parts = [seat(of), *(words for fact, words in _facts(of).items() if fact not in same)]
    if of.submitted_by:
        parts.append(f"handed in by {of.submitted_by}")
    return f"{of.interviewer}: {', '.join(parts)}"


def _facts(of: ReportScorecard) -> dict[Fact, str]:
    return {
        "version": f"version {of.version}",
        "exposure": written(of),
        "heard": f"had heard of the candidate: {of.heard_before}",
    }


def written(of: ReportScorecard) -> str:
    """Whether a scorecard was written before its author saw another, as far as that is known."""
    return (
        f"handed in after the reveal, {EXPOSURES[of.exposure]}"
        if of.late
        else (EXPOSURES[of.exposure])
    )


def absent(of: ReportAbsent) -> str:
    """Whose scorecard is not here, and why."""
    return f"{of.interviewer}: {seat(of)}, {ABSENCES[of.why]}"


def later(of: ReportLater) -> str:
    """Whose later version it is, when it was handed in, and why."""
    where = of.interview_title or of.interview
    who = f"{of.interviewer}, {where}" if where else of.interviewer
    why = f"; reason: {of.reason_words}" if of.reason_words else ""
    return f"{who}: changed {PHASES[of.phase]}{why}"


def changed(change: ReportChange) -> str:
    """What a later version says of a criterion or of hiring, and what stood there before."""
    now, before = change.now, change.before
    was = (before.level if before else None) or MISSING["nothing-written"]
    if now is None:
        who, on = (before.interviewer, before.criterion) if before else ("", None)
        return f"{who} no longer {f'rates {on}' if on else 'recommends'} (before: {was})"
    return lead(now) + (f" (before: {was})" if was != now.level else "")


def flags_of(of: ReportLater) -> tuple[tuple[str, tuple[ReportFlag, ...]], ...]:
    """Flags that a later version adds and takes back, each with what to say of them."""
    return (("now flags", of.flags), ("no longer flags", of.taken_back))


def known(flagged: Flagged) -> str:
    """How the interviewer knows it, where that is not from the interview."""
    return KNOWN_FROM.get(flagged.known_from, "")


def _details(voice: Voice, about: str) -> Iterator[str]:
    if voice.signal is not None:
        yield SIGNALS[voice.signal]
    if voice.kind not in {None, about}:
        yield f"about: {voice.about}"
    if voice.role != "second-hand":
        yield known(voice)
    yield from _circumstances(voice)
    yield from beside(voice)


def _flag_details(flag: ReportFlag) -> Iterator[str]:
    yield f"{SIGNALS[flag.signal]}, {flag.about}" + (
        f" ({flag.criterion})" if flag.criterion else ""
    )
    yield known(flag)
    yield from _circumstances(flag)
    yield when(flag)


def when(flag: ReportFlag) -> str:
    """That a flag was written later, and after what; empty where it was not."""
    if flag.after_reveal:
        return "written after the reveal"
    return "written after seeing another scorecard" if flag.after_seeing else ""


def _circumstances(flagged: Flagged) -> Iterator[str]:
    if flagged.occasion:
        yield f"occasion: {flagged.occasion}"
    yield set_aside(flagged.set_aside)
