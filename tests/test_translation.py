"""Translation: a rubric or a vocabulary in another language, and what is missing."""

import json
from pathlib import Path

import pytest

import fairscore as fs
from fairscore.document import examine
from fairscore.errors import DocumentError, dotted
from fairscore.scorecard import against
from fairscore.translation import (
    Original,
    OriginalVocabulary,
    Translation,
    check_translation,
    translate,
)
from fairscore.vocabulary import Vocabulary, merge_vocabularies, starter_vocabulary

GOOD = Path(__file__).parent / "documents" / "good"
RUBRIC = fs.read(GOOD / "backend.rubric.yaml", fs.Rubric)
GERMAN = fs.read(GOOD / "backend.de.translation.yaml", Translation)


def changed(**fields: object) -> Translation:
    """Build the German words again with other fields; None takes one out."""
    plain = json.loads(GERMAN.canonical) | fields
    kept = {field: value for field, value in plain.items() if value is not None}
    return fs.parse(json.dumps(kept), Translation)


def told(words: Translation, rubric: fs.Rubric = RUBRIC) -> list[str]:
    """Problems as slug and path."""
    return [f"{one.slug} {dotted(one.path)}" for one in check_translation(rubric, words)]


def test_words_are_laid_over_the_rubric() -> None:
    """The rubric reads in the other language and keeps its structure, id and version."""
    german = translate(RUBRIC, GERMAN)
    scale = german.recommendation

    assert check_translation(RUBRIC, GERMAN) == ()
    assert (german.language, german.title) == ("de", "Backend-Entwicklung")
    assert [one.title for one in german.criteria] == ["Bescheidenheit", "Programmieren"]
    assert german.interview("onsite").title == "Vor Ort"
    assert german.kinds[0].strength == ("nannte einen eigenen Fehler",)
    assert scale is not None
    assert scale.label(1) == "ja"
    assert german.structure_digest == RUBRIC.structure_digest
    assert german.text_digest != RUBRIC.text_digest


def test_every_field_with_words_can_be_translated() -> None:
    """Words in each place of a rubric take the place of those that were there."""
    old = fs.read(GOOD / "every-field.rubric.yaml", fs.Rubric)
    missing = check_translation(old, Translation(rubric=named(old), language="fr"))
    words = json.loads(old.canonical)
    words = {field: words[field] for field in WORDED if field in words}
    again = fs.parse(json.dumps(_words_alone(words) | HEADING | {"rubric": ref(old)}), Translation)

    assert {one.slug for one in missing} == {"translation-missing"}
    assert check_translation(old, again) == ()
    french = translate(old, again)
    assert french.language == "fr"
    plain = json.loads(french.canonical) | {"language": old.language}
    assert fs.parse(json.dumps(plain), fs.Rubric) == old


HEADING = {"kind": "translation", "schema_version": 1, "language": "fr"}
WORDED = ("title", "description", "scales", "criteria", "interviews", "recommendation", "kinds")
UNTRANSLATED = {
    *("points", "hire_line", "scale", "required_level", "weight", "minutes", "criteria"),
    *("evidence_required", "alignments", "replaces", "criterion", "opposing"),
}


def ref(rubric: fs.Rubric) -> dict[str, object]:
    """Name a rubric as a translation does."""
    return {"id": rubric.id, "version": rubric.version, "structure": rubric.structure_digest}


def named(rubric: fs.Rubric) -> Original:
    """Name a rubric as a translation does, as a part."""
    return Original(id=rubric.id, version=rubric.version)


def _words_alone(plain: dict[str, object], *, inside: bool = False) -> dict[str, object]:
    """Leave out of plain data what no translation holds."""
    kept: dict[str, object] = {}
    for field, value in plain.items():
        if inside and field in UNTRANSLATED:
            continue
        if isinstance(value, dict):
            kept[field] = _words_alone(
                {one: it for one, it in value.items() if one != "id"}, inside=True
            )
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            kept[field] = [_words_alone(one, inside=True) for one in value]
        else:
            kept[field] = value
    return kept


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (changed(title=None), ["translation-missing title"]),
        (changed(criteria=[]), ["translation-missing criteria"] * 2),
        (changed(recommendation=None), ["translation-missing recommendation"]),
        (changed(description="Neu"), ["translation-unknown description"]),
        (changed(language="en"), ["translation-same-language language"]),
        (changed(rubric={"id": "backend", "version": 1}), ["other-rubric rubric"]),
        (changed(rubric={"id": "other", "version": 2}), ["other-rubric rubric"]),
        (
            changed(rubric={"id": "backend", "version": 2, "structure": "sha256:1"}),
            ["rubric-changed rubric.structure"],
        ),
        (changed(scales=[{"id": "four"}]), []),
        (changed(title=None, description=None), ["translation-missing title"]),
        (
            changed(interviews=[{"id": "onsite", "title": "a"}, {"id": "x"}]),
            ["translation-unknown interviews[1].id"],
        ),
        (changed(scales=[{"id": "five"}]), ["translation-unknown scales[0].id"]),
    ],
    ids=range(12),
)
def test_what_does_not_fit_is_told(words: Translation, expected: list[str]) -> None:
    """Words that are missing, unknown or of another rubric are problems with their place."""
    assert told(words) == expected


def test_words_for_no_recommendation_are_unknown() -> None:
    """A rubric that asks for no recommendation has no words for one."""
    plain = json.loads(RUBRIC.canonical)
    del plain["recommendation"]
    rubric = fs.parse(json.dumps(plain), fs.Rubric)

    assert told(GERMAN, rubric) == ["translation-unknown recommendation"]
    assert told(changed(recommendation=None), rubric) == []


def test_a_recommendation_without_words_needs_none() -> None:
    """Levels that are only numbers need no translation."""
    plain = json.loads(RUBRIC.canonical)
    plain["recommendation"] = {"id": "overall", "levels": [{"value": 0}, {"value": 1}]}
    rubric = fs.parse(json.dumps(plain), fs.Rubric)

    assert told(changed(recommendation=None), rubric) == []


def test_half_a_translation_is_refused_unless_asked_for() -> None:
    """Missing words are a problem; `partial` leaves those of the rubric, and forgives no more."""
    half = changed(kinds=[], recommendation=None)

    with pytest.raises(DocumentError) as caught:
        translate(RUBRIC, half)
    assert {one.slug for one in caught.value.problems} == {"translation-missing"}
    mixed = translate(RUBRIC, half, partial=True)
    assert (mixed.criteria[0].title, mixed.kinds[0].title) == ("Bescheidenheit", "Owns mistakes")
    with pytest.raises(DocumentError):
        translate(RUBRIC, changed(description="Neu"), partial=True)


def test_names_that_read_alike_after_all_are_refused() -> None:
    """A half translation may give a criterion the title that another one has in the rubric."""
    words = changed(criteria=[{"id": "humility", "title": "Coding"}])

    with pytest.raises(DocumentError) as caught:
        translate(RUBRIC, words, partial=True)
    assert [one.slug for one in caught.value.problems] == ["same-title"]


def test_a_scorecard_records_the_text_that_was_shown() -> None:
    """A card from a draft has the digests and language of the rubric its author read."""
    german = translate(RUBRIC, GERMAN)
    plain = json.loads((GOOD / "minimal.scorecard.json").read_text(encoding="utf-8"))
    draft = fs.parse(
        json.dumps(
            plain
            | {"kind": "draft", "rubric": {"id": "backend", "version": 2}}
            | {"ratings": [{"criterion": "coding", "level": 3, "evidence": "Lief."}]}
        ),
        fs.Draft,
    )
    card = draft.scorecard(german)

    assert (card.rubric.text, card.rubric.language) == (german.text_digest, "de")
    assert card.rubric.structure == RUBRIC.structure_digest
    assert against(RUBRIC, card) == ()


def test_languages_share_their_rows() -> None:
    """Cards written in two languages under one version stand in one row."""
    german = translate(RUBRIC, GERMAN)
    cards = [
        fs.parse(
            json.dumps(
                {
                    "kind": "scorecard",
                    "schema_version": 1,
                    "rubric": ref(rubric) | {"language": rubric.language},
                    "application": "app-1",
                    "interviewer": person,
                    "ratings": [{"criterion": "coding", "level": 3}],
                }
            ),
            fs.Scorecard,
        )
        for person, rubric in (("a", RUBRIC), ("b", german))
    ]
    debrief = fs.Debrief.of(RUBRIC, fs.unsealed(cards, origin="files"))
    (row,) = [row for row in debrief.rows if row.criterion and row.criterion.id == "coding"]

    assert row.ratings == (3, 3)


def test_a_part_without_a_name_is_a_fault_of_its_own() -> None:
    """Words for nobody are refused by the reader, and looking for repeats puts up with them."""
    text = "{kind: translation, schema_version: 1, rubric: {id: a, version: 1}, language: de,"
    reading = examine(f"{text} criteria: [{{title: A}}, {{id: [], title: B}}]}}")

    assert [one.slug for one in reading.problems] == ["missing-field", "not-text"]


def test_only_the_structure_is_the_structure() -> None:
    """The digest of the words, put where that of the structure belongs, is another one."""
    words = changed(rubric={"id": "backend", "version": 2, "structure": RUBRIC.text_digest})
    right = changed(rubric={"id": "backend", "version": 2, "structure": RUBRIC.structure_digest})

    assert told(words) == ["rubric-changed rubric.structure"]
    assert told(right) == []


# --- Vocabularies -----------------------------------------------------------------

KINDS = fs.read(GOOD / "kinds.vocabulary.yaml", Vocabulary)
ARTEN = fs.read(GOOD / "kinds.de.translation.yaml", Translation)


def arten(**fields: object) -> Translation:
    """Build the German words of the vocabulary again with other fields."""
    return fs.parse(json.dumps(json.loads(ARTEN.canonical) | fields), Translation)


def kinds(**fields: object) -> Vocabulary:
    """Build the vocabulary again with other fields of its kind."""
    plain = json.loads(KINDS.canonical)
    plain["kinds"][0] |= fields
    return fs.parse(json.dumps(plain), Vocabulary)


def test_words_are_laid_over_a_vocabulary() -> None:
    """It reads in the other language and keeps its codes, so flags count together."""
    german = translate(KINDS, ARTEN)

    assert check_translation(KINDS, ARTEN) == ()
    assert (german.language, german.title) == ("de", "Arten, die zwei Rubriken teilen")
    (kind,) = german.kinds
    assert (kind.code, kind.criterion) == ("asks-why", "curiosity")
    assert kind.concern == ("ließ einen offenen Punkt offen",)
    assert merge_vocabularies(german, german, name="x", version=1, title="X").language == "de"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (arten(kinds=[]), ["translation-missing kinds"]),
        (arten(language="en"), ["translation-same-language language"]),
        (arten(description="Neu"), ["translation-unknown description"]),
        (arten(criteria=[{"id": "curiosity"}]), ["translation-unknown criteria[0].id"]),
        (arten(vocabulary={"id": "kinds", "version": 2}), ["other-vocabulary vocabulary"]),
        (arten(vocabulary={"id": "others", "version": 1}), ["other-vocabulary vocabulary"]),
        (GERMAN, ["other-vocabulary "]),
    ],
    ids=range(7),
)
def test_what_does_not_fit_a_vocabulary_is_told(words: Translation, expected: list[str]) -> None:
    """Words that are missing, unknown or of something else are problems with their place."""
    problems = check_translation(KINDS, words)

    assert [f"{one.slug} {dotted(one.path)}" for one in problems] == expected


def test_words_of_a_vocabulary_are_no_words_of_a_rubric() -> None:
    """They name what they are of, and nothing else is laid over."""
    (problem,) = check_translation(RUBRIC, ARTEN)

    assert problem.slug == "other-rubric"
    with pytest.raises(DocumentError):
        translate(RUBRIC, ARTEN, partial=True)


def test_words_under_a_former_code_say_what_the_kind_is_called_by_now() -> None:
    """A translation from before a kind was renamed is told so, and loses nothing in silence."""
    renamed = kinds(code="asks", formerly=["asks-why"])
    missing, unknown = check_translation(renamed, ARTEN)

    assert (missing.slug, missing.message) == (
        "translation-missing",
        "`asks` has no translation",
    )
    assert (unknown.slug, unknown.message) == ("translation-unknown", "called `asks` by now")


def test_a_translation_can_be_built_of_parts() -> None:
    """A tool that translates names the vocabulary by its part."""
    words = Translation(
        vocabulary=OriginalVocabulary(id="engineering-leadership", version=1), language="fr"
    )

    assert {one.slug for one in check_translation(starter_vocabulary(), words)} == {
        "translation-missing"
    }
