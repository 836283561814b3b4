"""What a suggestion costs, against splitting the text and looking each word up once."""

import itertools
import random
from collections.abc import Iterator

from check import DOES, WHAT, WHEN, sentence
from measure import Row, paired

from fairscore.suggestion import suggest_kinds
from fairscore.vocabulary import Vocabulary, vocabulary_from_examples

KINDS = 50
LINES = 6
"""Lines on each side of a kind."""
LENGTH = 2_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def words() -> Vocabulary:
    """A vocabulary of fifty kinds, put together from the words of sentences and of names."""
    draw = random.Random(1)  # noqa: S311 (made-up words, no secret)
    return vocabulary_from_examples(
        {
            f"kind-{at}": {
                "concern": [f"{sentence(draw)} {name(draw)}" for _ in range(LINES)],
                "strength": [f"{sentence(draw)} {name(draw)}" for _ in range(LINES)],
            }
            for at in range(KINDS)
        }
    )


def name(draw: random.Random) -> str:
    """A word that means nothing."""
    return "".join(draw.choices(LETTERS, k=draw.randint(3, 10)))


def note(length: int, *, known: float) -> str:
    """A text of so many characters: some of its words are known, others mean nothing."""
    draw = random.Random(2)  # noqa: S311 (made-up words, no secret)
    said = " ".join((*DOES, *WHAT, *WHEN)).split()
    drawn = (draw.choice(said) if draw.random() < known else name(draw) for _ in itertools.count())
    text = ""
    while len(text) < length:
        text += f"{next(drawn)}{draw.choice((' ', ' ', ' ', ', ', '. '))}"
    return text[:length]


def suggesting() -> Iterator[Row]:
    """Rows for the cost of a suggestion, and for how it grows."""
    vocabulary = words()
    table = dict.fromkeys(note(LENGTH, known=1.0).split())
    for what, known in (
        ("suggest kinds, every word known", 1.0),
        ("suggest kinds, half of the words known", 0.5),
        ("suggest kinds, no word known", 0.0),
    ):
        text, short, long = (note(size, known=known) for size in (LENGTH, 1_000, 10_000))
        suggest_kinds(text, vocabulary)  # The words of a vocabulary are counted once.

        def peer(text: str = text) -> None:
            for word in text.split():
                table.get(word)

        ratio, best, best_peer = paired(lambda text=text: suggest_kinds(text, vocabulary), peer, 20)
        yield Row(
            what=what,
            peer="str.split and a look-up a word",
            ratio=ratio,
            limit=40.0,
            note=f"{best:.0f} us against {best_peer:.0f} us; {KINDS} kinds, {LENGTH} characters",
        )
        ratio, best, best_peer = paired(
            lambda text=long: suggest_kinds(text, vocabulary),
            lambda text=short: suggest_kinds(text, vocabulary),
            20,
        )
        yield Row(
            what=f"{what}, 10,000",
            peer="1,000 characters",
            ratio=ratio,
            limit=12.0,
            note=f"{best:.0f} us against {best_peer:.0f} us",
        )
