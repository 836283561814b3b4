"""Figures of quality come from phrases that were held back, and hold up where phrases are there."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

if TYPE_CHECKING:
    from types import ModuleType

    from fairscore.vocabulary import Vocabulary

    Phrase = Any  # Of a module that is no part of a package.

HERE = Path(__file__).parent
FILE = HERE.parents[2] / "shared" / "data" / "concerns" / "flags_dev.jsonl"
KINDS = {"a": ("blamed", "owned"), "b": ("asked", "guessed"), "c": ("planned", "forgot")}


@pytest.fixture(scope="module")
def measure() -> ModuleType:
    """Give the module of measures, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("quality_measure", HERE / "measure.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["quality_measure"] = module
    spec.loader.exec_module(module)
    return module


def made_up(measure: ModuleType) -> list[Any]:
    """Phrases of three kinds that share words with their own kind and side alone."""
    return [
        measure.Phrase(f"{said} {kind}{at} on the way", kind, side)
        for kind, both in KINDS.items()
        for side, said in zip(("concern", "strength"), both, strict=True)
        for at in range(10)
    ]


def shares(found: list[Any]) -> dict[str, float]:
    """Figures by what they are of."""
    return {one.what: one.share for one in found}


def test_no_phrase_is_in_the_vocabulary_that_is_asked_about_it(measure: ModuleType) -> None:
    """Each phrase is asked about once a seed, by words that it had no part in."""
    phrases = made_up(measure)
    asked: list[str] = []

    def ask(phrase: Phrase, vocabulary: Vocabulary) -> dict[str, float]:
        lines = {line for kind in vocabulary.kinds for line in (*kind.concern, *kind.strength)}
        assert phrase.text not in lines
        assert len(lines) == len(phrases) - 6
        asked.append(phrase.text)
        return {"asked": 1.0}

    assert shares(measure.figures(phrases, ask, seeds=2)) == {"asked": pytest.approx(1.0)}
    assert sorted(asked) == sorted([one.text for one in phrases] * 2)


def test_what_can_be_learned_is_found(measure: ModuleType) -> None:
    """Phrases that share a word with their kind and side are told apart without a fault."""
    phrases = made_up(measure)

    assert shares(measure.figures(phrases, measure.suggested, seeds=1))["right kind first"] == 1
    assert shares(measure.signal_figures(phrases, kind=True, seeds=1))["answer right"] == 1


def test_labels_at_random_are_not_found(measure: ModuleType) -> None:
    """Where kinds and sides mean nothing, figures are those of chance: nothing leaks."""
    draw = random.Random(7)  # noqa: S311 (a sample, no secret)
    phrases = made_up(measure)
    labels = [(one.kind, one.side) for one in phrases]
    draw.shuffle(labels)
    mixed = [
        attrs.evolve(one, kind=kind, side=side)
        for one, (kind, side) in zip(phrases, labels, strict=True)
    ]

    found = shares(measure.figures(mixed, measure.suggested, seeds=2))
    said = shares(measure.signal_figures(mixed, kind=True, seeds=2))

    assert found["right kind first"] < 0.5
    assert 0.3 < said["answer right"] < 0.7


def test_an_interval_holds_its_share_and_narrows(measure: ModuleType) -> None:
    """More phrases, less room; the same phrases, the same interval."""
    few, many = (measure.interval("x", [0.0, 1.0] * count) for count in (10, 100))

    assert few.low < few.share < few.high
    assert many.high - many.low < few.high - few.low
    assert measure.interval("x", [0.0, 1.0] * 10) == few


@pytest.mark.long
@pytest.mark.skipif(not FILE.is_file(), reason="the labelled phrases are not beside the project")
def test_the_published_aims_are_kept(measure: ModuleType) -> None:
    """The right kind is among three for .65 of unseen phrases, and .75 of answers are right."""
    phrases = measure.phrases_in(FILE)

    found = shares(measure.figures(phrases, measure.suggested, seeds=2))
    plain = shares(measure.figures(phrases, measure.by_shared_words, seeds=2))
    said = shares(measure.signal_figures(phrases, kind=True, seeds=2))

    assert found["right kind among three"] >= 0.65
    assert found["right kind among three"] > plain["right kind among three"]
    assert said["answer right"] >= 0.75
