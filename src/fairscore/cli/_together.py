"""Documents that name a rubric or a vocabulary, held against it where that is checked too."""

from collections.abc import Callable, Iterable, Iterator

from fairscore.cli._checked import Checked, Wanted, checked, read
from fairscore.cli._sources import Source, again, kinds_in
from fairscore.errors import Problem
from fairscore.rubric import Rubric
from fairscore.scorecard import Scorecard, against
from fairscore.translation import Translation, check_translation
from fairscore.vocabulary import Vocabulary

__all__ = ["checked_together"]

_MOST_ALIKE = 8
"""Originals of one id and version that a document is held against; others are passed over."""

_Named = tuple[str, str, int]
"""Kind, id and version of an original."""
_Newest = dict[tuple[str, str], int]
"""The newest version there is, by kind and id of the original."""
_Originals = dict[_Named, list[Rubric | Vocabulary]]


def checked_together(
    sources: Iterable[Source], wanted: Wanted, *, afresh: Callable[[], Iterable[Source]]
) -> Iterator[Checked]:
    """
    Check documents one by one.

    A translation or a scorecard that can be read comes last, for what it names may stand anywhere.
    Of it no more is kept until then than its name, and of everything else nothing: where there is
    one, what is named is looked for afresh.

    Args:
        sources: The documents.
        wanted: What somebody wants to be told.
        afresh: Gives those of them again that can be read again.
    """
    waiting: list[Source] = []
    named: _Originals = {}
    once: list[Source] = []
    for source in sources:
        if not source.is_file and not source.error:
            once.append(source)
        reading = None if source.error else read(source)
        document = reading and reading.document
        if isinstance(document, Translation | Scorecard):
            waiting.append(source.without_data)
            named[_named_by(document)] = []
        else:
            yield checked(source, wanted, reading=reading)
    newest = _find(named, (*once, *afresh())) if waiting else {}
    for one in waiting:
        yield _held(again(one), named, wanted, newest=newest)


def _named_by(document: Translation | Scorecard) -> _Named:
    if isinstance(document, Translation) and document.vocabulary:
        return ("vocabulary", document.vocabulary.id, document.vocabulary.version)
    rubric = document.rubric
    # A translation that names neither cannot be read.
    return ("rubric", rubric.id, rubric.version) if rubric else ("", "", 0)


def _find(named: _Originals, sources: Iterable[Source]) -> _Newest:
    """Look for what is named, and for later versions of it."""
    newest = {(kind, name): 0 for kind, name, _ in named}
    for source in sources:
        looked_for = {"rubric", "vocabulary"} & set(kinds_in(source.data))
        document = read(source).document if looked_for else None
        if isinstance(document, Rubric | Vocabulary):
            name = (document.kind, document.id)
            if name in newest:
                newest[name] = max(newest[name], document.version)
            alike = named.get((*name, document.version))
            if alike is not None and len(alike) < _MOST_ALIKE:
                alike.append(document)
    return newest


def _held(source: Source, named: _Originals, wanted: Wanted, *, newest: _Newest) -> Checked:
    """Check what names an original; of several called the same, one that it fits will do."""
    reading = read(source)
    document = reading.document
    tried: list[tuple[Problem, ...]] = []
    if isinstance(document, Translation | Scorecard):
        tried = [_against(one, document) for one in named.get(_named_by(document), ())]
    held = () if () in tried else next(iter(tried), ())
    if isinstance(document, Translation) and not tried:
        held = tuple(_behind(_named_by(document), newest))
    return checked(source, wanted, reading=reading, held=held)


def _behind(named: _Named, newest: _Newest) -> Iterator[Problem]:
    """Words of a version that has gone, where a later one has taken its place."""
    kind, name, version = named
    now = newest.get((kind, name), 0)
    if now > version:
        yield Problem(
            slug="translation-behind",
            message=f"of version {version}, and here is version {now} alone",
            advice="look through the words, and name that version",
            path=(kind, "version"),
        )


def _against(
    original: Rubric | Vocabulary, document: Translation | Scorecard
) -> tuple[Problem, ...]:
    if isinstance(document, Translation):
        return check_translation(original, document)
    return against(original, document) if isinstance(original, Rubric) else ()
