"""The lints that go by lists of words: what they find, what they pass over, in which languages."""

from __future__ import annotations

import time
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from fairscore._wordlists import Phrases, words
from fairscore.lints import lint

if TYPE_CHECKING:
    from conftest import Linted

HOME = files("fairscore") / "wordlists"
LISTS = sorted(
    one.name.removesuffix(".en.txt") for one in HOME.iterdir() if one.name.endswith(".en.txt")
)


@pytest.mark.parametrize(
    "text",
    [
        "Would be a good culture fit.",
        "CULTURAL  FIT",
        "Trust your gut feeling.",
        "Has executive presence",
        "A rock-star",
        "Ｃulture fit",  # noqa: RUF001 (the letter that looks like a C is the point)
        "polish",
        "Is he one of us?",
    ],
)
def test_a_vague_standard_is_reported(linted: type[Linted], text: str) -> None:
    """A feeling where a standard should stand is found whatever it looks like."""
    lints = linted("vague-standard")

    assert len(lints.says(text)) == 1
    assert lints.says(text, language="de") == []


@pytest.mark.parametrize(
    "text",
    [
        'Avoids "gut feel" hiring.',
        "Culture fit is not meant.",
        "Speaks Polish to customers.",
        "Adds polish to the interface.",
        "Grew a culture. Fit the new process to it.",
        "Fits the model to the data.",
        "Has studied chemistry.",
        "Fits our cultured cells.",
    ],
)
def test_what_only_looks_vague_is_passed_over(linted: type[Linted], text: str) -> None:
    """Denied words, other meanings, and words that only meet across a full stop are left alone."""
    assert linted("vague-standard").says(text) == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Asks his or her team.", "`his or her` names one gender"),
        ("Explains what he did.", "`he` names one gender"),
        ("Estimates man-hours.", "`man hours` names one gender"),
        ("Does a sanity check.", "`sanity check` uses a disability as a picture"),
        ("Keeps eye contact.", "`eye contact` rates a manner that some people cannot have"),
        ("Is a native speaker.", "`native speaker` asks for an origin or an age"),
        ("Is a recent college graduate.", "`recent college graduate` asks for an origin or an age"),
    ],
)
def test_excluding_words_are_reported_once(linted: type[Linted], text: str, phrase: str) -> None:
    """The longest phrase at a place is named, and why."""
    lints = linted("excluding-wording")

    assert lints.says(text) == [phrase]
    assert lints.says(f"{text} {text}") == [phrase]
    assert lints.says(text, language="nl") == []


@pytest.mark.parametrize(
    "text",
    [
        "Mastered a native app with dummy data in a blind test.",
        "Eye contact does not count.",
        "Need not be a native speaker.",
        "The theme, then the shell.",
        "Names the manager of the guild.",
    ],
)
def test_what_only_looks_excluding_is_passed_over(linted: type[Linted], text: str) -> None:
    """Technical words, parts of words, and manner that is ruled out are left alone."""
    assert linted("excluding-wording").says(text) == []


def test_a_denial_does_not_excuse_a_gender(linted: type[Linted]) -> None:
    """`Does not say what he did` still means one gender."""
    assert linted("excluding-wording").says("Does not say what he did.") != []


def test_a_single_pronoun_counts_where_any_candidate_is_meant(linted: type[Linted]) -> None:
    """A question may be about one person; an anchor may not."""
    lints = linted("excluding-wording")
    question = {"id": "q", "text": "Tell me about a boss. What did she do?"}

    assert lints.of({"questions": [question]}) == []
    assert lints.of({"questions": [question | {"text": "What would he or she do?"}]}) == [
        "criteria[0].questions[0].text"
    ]


EVERYWHERE: dict[str, Any] = {
    "title": "Guys",
    "description": "Guys",
    "scales": [
        {"id": "s", "title": "Guys", "levels": [{"value": 1, "label": "Guys"}, {"value": 2}]}
    ],
    "criteria": [
        {
            "id": "a",
            "title": "Guys",
            "scale": "s",
            "description": "Guys",
            "meets": ["Guys"],
            "red_flags": ["Guys"],
            "questions": [{"id": "q1", "text": "Guys"}],
            "levels": [
                {"value": 1, "anchor": ["Guys"]},
                {"value": 2, "red_flags": ["Guys"], "label": "Guys"},
            ],
            "alignments": [{"framework": "Guys", "code": "Guys", "name": "Guys"}],
        }
    ],
    "interviews": [
        {"id": "i", "title": "Guys", "criteria": ["a"], "questions": [{"id": "q2", "text": "Guys"}]}
    ],
    "recommendation": {"id": "r", "levels": [{"value": 1, "anchor": ["Guys"]}, {"value": 2}]},
    "kinds": [
        {
            "code": "k",
            "title": "Guys",
            "criterion": "a",
            "concern": ["Guys"],
            "strength": ["Guys"],
            "not_evidence": ["Guys"],
        }
    ],
}


def test_every_text_of_a_rubric_is_read(linted: type[Linted]) -> None:
    """All but ids, alignments and what is said to be no evidence, in the order of the document."""
    assert linted("excluding-wording").at(**EVERYWHERE) == [
        "title",
        "description",
        "scales[0].title",
        "scales[0].levels[0].label",
        "criteria[0].description",
        "criteria[0].levels[0].anchor[0]",
        "criteria[0].levels[1].label",
        "criteria[0].levels[1].red_flags[0]",
        "criteria[0].meets[0]",
        "criteria[0].red_flags[0]",
        "criteria[0].title",
        "criteria[0].questions[0].text",
        "interviews[0].title",
        "interviews[0].questions[0].text",
        "recommendation.levels[0].anchor[0]",
        "kinds[0].title",
        "kinds[0].concern[0]",
        "kinds[0].strength[0]",
    ]


@pytest.mark.parametrize("name", ["vague_standard", "excluding_wording"])
def test_every_phrase_says_what_to_write_instead(name: str) -> None:
    """Each entry is folded words, stands once, and has a suggestion."""
    seen: list[tuple[str, ...]] = []
    for line in (HOME / f"{name}.en.txt").read_text("utf-8").splitlines():
        if not line or line.startswith(("#", "[")):
            continue
        phrase, sign, advice = line.partition(" = ")
        assert sign
        assert advice.strip()
        assert " ".join(words(phrase)) == phrase
        seen.append(words(phrase))

    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_where_it_comes_from_or_what_it_is_for(name: str) -> None:
    """Each list explains itself to who wants to add to it."""
    assert "# " in (HOME / f"{name}.en.txt").read_text("utf-8")


def test_the_longest_phrase_wins() -> None:
    """Of two phrases that begin alike the longer is found, and the words behind it are read on."""
    phrases = Phrases(["a = 1", "a b c = 2", "b = 3"])

    assert list(phrases.within(("a", "b", "c", "b", "a", "b"))) == [
        ("a b c", "2"),
        ("b", "3"),
        ("a", "1"),
        ("b", "3"),
    ]


@pytest.mark.parametrize("text", ["he " * 3333, "man " * 2500, "(" * 10_000, "and " * 2500])
def test_long_texts_take_no_longer_than_their_length(linted: type[Linted], text: str) -> None:
    """Texts made to be slow to search are searched at once."""
    rubric = linted("excluding-wording").rubric(description=text, title=text[:200].strip())
    start = time.process_time()
    lint(rubric)

    assert time.process_time() - start < 1
