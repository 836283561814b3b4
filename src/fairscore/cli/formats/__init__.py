"""The formats in which a check is printed, one a file: from what was checked to pieces of text."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from fairscore.cli._checked import Checked
from fairscore.cli.formats import github, json, junit, sarif, text

__all__ = ["FORMATS", "Format"]

Format = Callable[[Iterable[Checked]], Iterator[str]]
"""Takes documents as they are checked and yields the output as it grows, so that none is kept."""

FORMATS: Mapping[str, Format] = {
    "text": text.pieces,
    "json": json.pieces,
    "github": github.pieces,
    "sarif": sarif.pieces,
    "junit": junit.pieces,
}
"""The formats by their names."""
