"""Documents that name a rubric, held against it where it is among those that are checked."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from fairscore.cli._checked import Checked, Wanted, checked, read
from fairscore.cli._sources import Source, again
from fairscore.errors import Problem
from fairscore.rubric import Rubric
from fairscore.scorecard import Scorecard, against
from fairscore.translation import Translation, check_translation

__all__ = ["checked_together"]

_MOST_ALIKE = 8
"""Rubrics of one id and version that a document is held against; others are passed over."""
_AT_HAND = 8
"""Rubrics that are kept read; others are read again when they are needed."""

_Rubrics = dict[tuple[str, int], list[Source]]


def checked_together(sources: Iterable[Source], wanted: Wanted) -> Iterator[Checked]:
    """
    Check documents one by one.

    A translation or a scorecard that can be read comes last, when every rubric has gone by. Until
    then no more is kept of any document than its name.
    """
    rubrics: _Rubrics = {}
    waiting: list[Source] = []
    for source in sources:
        reading = None if source.error else read(source)
        document = reading and reading.document
        if isinstance(document, Translation | Scorecard):
            waiting.append(source.without_data)
            continue
        if isinstance(document, Rubric):
            alike = rubrics.setdefault((document.id, document.version), [])
            if len(alike) < _MOST_ALIKE:
                alike.append(source.without_data)
        yield checked(source, wanted, reading=reading)
    yield from _against_rubrics(waiting, rubrics, wanted)


def _against_rubrics(
    waiting: Iterable[Source], rubrics: _Rubrics, wanted: Wanted
) -> Iterator[Checked]:
    """Check what names a rubric; of several that are called the same, one that it fits will do."""

    @lru_cache(maxsize=_AT_HAND)
    def rubric(there: Source) -> Rubric | None:
        document = read(again(there)).document
        return document if isinstance(document, Rubric) else None

    for one in waiting:
        source = again(one)
        reading = read(source)
        document = reading.document
        tried: list[tuple[Problem, ...]] = []
        if isinstance(document, Translation | Scorecard):
            named = (document.rubric.id, document.rubric.version)
            known = filter(None, map(rubric, rubrics.get(named, ())))
            tried = [_against(found, document) for found in known]
        held = () if () in tried else next(iter(tried), ())
        yield checked(source, wanted, reading=reading, held=held)


def _against(rubric: Rubric, document: Translation | Scorecard) -> tuple[Problem, ...]:
    if isinstance(document, Translation):
        return check_translation(rubric, document)
    return against(rubric, document)
