"""What a name stands for stays one thing: a version, a digest, the words that were shown."""

from pathlib import Path

import pytest

import fairscore as fs
from fairscore._tree import MAX_BYTES
from fairscore.document import examine
from fairscore.errors import FrozenError
from fairscore.scorecard import RubricRef

EXAMPLES = Path(__file__).parent.parent / "examples"
TEXT = (EXAMPLES / "backend.rubric.yaml").read_text("utf-8")
RUBRIC = fs.parse(TEXT, fs.Rubric)
MENDED = fs.parse(TEXT.replace("title: Coding", "title: Writing code", 1), fs.Rubric)
CARD = fs.read(EXAMPLES / "founding-story" / "interviewer-e.yaml", fs.Scorecard)


def written_against(ref: RubricRef) -> fs.Scorecard:
    """The card, naming that rubric."""
    return fs.Scorecard(
        rubric=ref,
        application=CARD.application,
        round=CARD.round,
        interview=CARD.interview,
        interviewer=CARD.interviewer,
        ratings=CARD.ratings,
    )


def slugs(rubrics: list[fs.Rubric], card: fs.Scorecard) -> list[str]:
    """Why a debrief is refused."""
    with pytest.raises(fs.DebriefError) as refused:
        fs.Debrief.of(rubrics, fs.unsealed([card], origin="files"))
    return [problem.slug for problem in refused.value.problems]


def test_two_rubrics_of_one_version_are_refused() -> None:
    """Which of the two was used is not known, and the order of arguments must not decide."""
    assert slugs([RUBRIC, MENDED], CARD) == ["rubric-twice"]
    assert slugs([MENDED, RUBRIC], CARD) == ["rubric-twice"]


def test_one_rubric_given_twice_is_one() -> None:
    """The same words are the same rubric, wherever they were read from."""
    debrief = fs.Debrief.of([RUBRIC, RUBRIC], fs.unsealed([CARD], origin="files"))

    assert debrief.rubrics == (RUBRIC,)


def test_words_changed_within_a_version_are_a_problem() -> None:
    """A scorecard that recorded the words it was written against is not shown under others."""
    ref = RubricRef(
        id=RUBRIC.id,
        version=RUBRIC.version,
        structure=RUBRIC.structure_digest,
        text=RUBRIC.text_digest,
        language="en",
    )

    assert slugs([MENDED], written_against(ref)) == ["rubric-reworded"]
    assert fs.Debrief.of(RUBRIC, fs.unsealed([written_against(ref)], origin="files")).people


def test_a_translation_has_words_of_its_own() -> None:
    """The words shown in another language are not held against the rubric's own."""
    ref = RubricRef(id=RUBRIC.id, version=RUBRIC.version, text="sha256:00", language="de")

    assert fs.Debrief.of(RUBRIC, fs.unsealed([written_against(ref)], origin="files")).people


def test_a_copy_is_the_same_and_never_another() -> None:
    """A changed copy would keep the digest of the words it no longer has."""
    assert RUBRIC.model_copy().digest == RUBRIC.digest
    with pytest.raises(FrozenError):
        RUBRIC.model_copy(update={"title": "other"})


@pytest.mark.parametrize("character", ["\u00e9", "\u4e00", "\U0001f469", "\ud800"])
def test_bytes_are_counted_however_a_text_comes(character: str) -> None:
    """A text and its bytes are too large together, up to the last byte."""
    size = len(character.encode(errors="surrogatepass"))
    fits = "# " + character * ((MAX_BYTES - 2) // size)
    over = fits + character

    def told(text: str | bytes) -> bool:
        problems = examine(text, name="a.yaml").problems
        return [problem.slug for problem in problems] == ["too-large"]

    assert len(over) < MAX_BYTES
    for text, expected in ((fits, False), (over, True)):
        assert told(text) == expected
        assert told(text.encode(errors="surrogatepass")) == expected


def test_a_file_larger_than_a_document_is_not_read_to_its_end(tmp_path: Path) -> None:
    """It is refused by what its beginning shows."""
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES * 200)

    with pytest.raises(fs.DocumentError) as refused:
        fs.read(large)

    assert [problem.slug for problem in refused.value.problems] == ["too-large"]
