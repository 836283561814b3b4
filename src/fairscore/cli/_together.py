"""Documents that name a rubric, held against it where it is among those that are checked."""

from collections.abc import Callable, Iterable, Iterator

from fairscore.cli._checked import Checked, Wanted, checked, read
from fairscore.cli._sources import Source, again, kinds_in
from fairscore.errors import Problem
from fairscore.rubric import Rubric
from fairscore.scorecard import Scorecard, against
from fairscore.translation import Translation, check_translation

__all__ = ["checked_together"]

_MOST_ALIKE = 8
"""Rubrics of one id and version that a document is held against; others are passed over."""

_Rubrics = dict[tuple[str, int], list[Rubric]]


def checked_together(
    sources: Iterable[Source], wanted: Wanted, *, afresh: Callable[[], Iterable[Source]]
) -> Iterator[Checked]:
    """
    Check documents one by one.

    A translation or a scorecard that can be read comes last, for its rubric may stand anywhere. Of
    it no more is kept until then than its name, and of everything else nothing: where there is one,
    the rubrics that are named are looked for afresh.

    Args:
        sources: The documents.
        wanted: What somebody wants to be told.
        afresh: Gives those of them again that can be read again.
    """
    waiting: list[Source] = []
    named: _Rubrics = {}
    once: list[Source] = []
    for source in sources:
        if not source.is_file and not source.error:
            once.append(source)
        reading = None if source.error else read(source)
        document = reading and reading.document
        if isinstance(document, Translation | Scorecard):
            waiting.append(source.without_data)
            named[document.rubric.id, document.rubric.version] = []
        else:
            yield checked(source, wanted, reading=reading)
    if waiting:
        _find(named, (*once, *afresh()))
    for one in waiting:
        yield _held(again(one), named, wanted)


def _find(named: _Rubrics, sources: Iterable[Source]) -> None:
    """Look for the rubrics that are named."""
    for source in sources:
        document = read(source).document if "rubric" in kinds_in(source.data) else None
        if isinstance(document, Rubric):
            alike = named.get((document.id, document.version))
            if alike is not None and len(alike) < _MOST_ALIKE:
                alike.append(document)


def _held(source: Source, named: _Rubrics, wanted: Wanted) -> Checked:
    """Check what names a rubric; of several that are called the same, one that it fits will do."""
    reading = read(source)
    document = reading.document
    tried: list[tuple[Problem, ...]] = []
    if isinstance(document, Translation | Scorecard):
        rubrics = named.get((document.rubric.id, document.rubric.version), ())
        tried = [_against(one, document) for one in rubrics]
    held = () if () in tried else next(iter(tried), ())
    return checked(source, wanted, reading=reading, held=held)


def _against(rubric: Rubric, document: Translation | Scorecard) -> tuple[Problem, ...]:
    if isinstance(document, Translation):
        return check_translation(rubric, document)
    return against(rubric, document)
