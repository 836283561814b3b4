"""What the author of a draft is told, alone, of words that stand where an observation should."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

import fairscore as fs
from fairscore import _wordlists
from fairscore.rules import _said, judgement_not_observation

if TYPE_CHECKING:
    from conftest import Small

JUDGED, VAGUE, GROUP = "judgement-not-observation", "vague-impression", "group-not-work"
PHRASES = Path(__file__).parents[3] / "shared" / "data" / "concerns"
FIRES = {
    JUDGED: (
        "Great!",
        "Good communication",
        "Strong hire.",
        "Would definitely hire, really solid.",
        "Not good at problem-solving",
        "EXCELLENT   technical skills\n",
        "Ｇreat answers",  # noqa: RUF001 (the letter that looks like a G is the point)
    ),
    VAGUE: (
        "Not a culture fit.",
        "Good answers. My gut feeling says no.",
        "A real rock-star",
        "No executive presence, though the numbers were right.",
    ),
    GROUP: (
        "Knew the protocol, but no eye contact.",
        "Very technical for a woman",
        "A nice guy",
        "Hard to follow, strong accent",
        "Not a native speaker.",
        "High-maintenance",
    ),
}
QUIET = {
    JUDGED: (
        "",
        "Great: summed up twice what I had said.",
        "Good, 3 of 4 cases",
        "Greatt",
        "Named the queue.",
        "The solid-state disk",
        "Sehr gut",
        "Très bien",
        "素晴らしい",
        "Strong sur le calcul de charge",
        "Said",
    ),
    VAGUE: (
        "Grew a culture. Fit the new process to it.",
        'Asked "what is a culture fit?"',
        "Asked “what is a culture fit?”",
        "Fits the model to the data",
        "Kulturelle Passung",
    ),
    GROUP: (
        "Did not look at the trace before answering.",
        "Said the library was too old to keep.",
        "Built a native app",
        "Wrote a monotone function",
        "Chose an accent colour for the button",
        'Quoted a customer: "that accent of theirs"',
        "Fragte nach dem Akzent",
    ),
}
ASKED = [(slug, text) for slug, texts in FIRES.items() for text in texts]
LEFT = [(slug, text) for slug, texts in QUIET.items() for text in texts]


@pytest.mark.parametrize(("slug", "text"), ASKED)
def test_what_names_nothing_seen_is_asked_about(small: Small, slug: str, text: str) -> None:
    """Its author is asked a question, told what to write, and pointed to the place."""
    (finding,) = small.check(slug, flags=["Said so.", text])

    assert finding.ask.endswith("?")
    assert finding.next_step.endswith(".")
    assert [one.path for one in finding.sources] == [("flags", 1)]


@pytest.mark.parametrize(("slug", "text"), LEFT)
def test_a_look_alike_is_left_alone(small: Small, slug: str, text: str) -> None:
    """Something said or done, words about the work, quotations and other languages."""
    assert small.check(slug, flags=[text]) == ()


@pytest.mark.parametrize(("slug", "text"), ASKED)
@pytest.mark.parametrize(("language", "found"), [("en-GB", 1), ("de", 0)])
def test_a_language_without_a_list_is_left_alone(
    small: Small, slug: str, text: str, language: str, found: int
) -> None:
    """There are lists for English, in any of its regions."""
    rubric = small.rubric(language=language)

    assert len(small.check(slug, flags=[text], rubric=rubric)) == found


@pytest.mark.parametrize("slug", FIRES)
def test_it_is_switched_off(small: Small, slug: str) -> None:
    """A rubric can do without it."""
    assert small.check(slug, flags=FIRES[slug], rubric=small.tuned(slug)) == ()


@pytest.mark.parametrize(
    ("slug", "one", "two"),
    [
        (JUDGED, "Good communication", "Good communication, great design"),
        (VAGUE, "Not a culture fit", "Not a culture fit, says my gut feeling"),
        (GROUP, "No eye contact", "No eye contact, weak handshake"),
    ],
)
def test_it_is_tuned(small: Small, slug: str, one: str, two: str) -> None:
    """With a threshold of two, one such word or phrase is quiet."""
    tuned = small.tuned(slug, 2)

    assert small.check(slug, flags=[one], rubric=tuned) == ()
    assert len(small.check(slug, flags=[two], rubric=tuned)) == 1


@pytest.mark.parametrize(("slug", "reads_reasons"), [(JUDGED, False), (VAGUE, True), (GROUP, True)])
def test_which_texts_are_read(small: Small, slug: str, reads_reasons: bool) -> None:  # noqa: FBT001
    """Flags and evidence; the reason of a recommendation is a judgement and may be one."""
    text = FIRES[slug][0]
    found = small.check(
        slug, flags=[text], rate=[("humility", 1, text), ("design", 3, None)], whole=1, reason=text
    )

    wanted = [("flags", 0), ("ratings", 0), *([("recommendation",)] if reads_reasons else [])]
    assert [one.sources[0].path for one in found] == wanted
    assert small.check(slug, whole=1) == ()


def test_no_word_of_a_note_is_repeated(small: Small) -> None:
    """What is told is made of our own words: a finding may be logged, a note may not."""
    for slug, text in ASKED:
        (finding,) = small.check(slug, flags=[f"{text} SECRET-7"] if slug != JUDGED else [text])
        assert "SECRET" not in repr(finding)
        told = f"{finding.observation} {finding.shows} {finding.ask} {finding.next_step}"
        assert text.strip(".! \n").casefold() not in told.casefold()


def test_nothing_of_a_note_is_kept(small: Small) -> None:
    """The words of rubrics are kept between two lints; the words of notes are not."""
    before = _wordlists._kept_words.cache_info().currsize
    for slug, text in ASKED:
        small.check(slug, flags=[f"{text} and a word that is in no rubric"])

    assert _wordlists._kept_words.cache_info().currsize == before


@pytest.mark.parametrize("role", ["panel", "facilitator"])
def test_no_report_shows_what_an_author_is_told(
    small: Small, role: Literal["panel", "facilitator"]
) -> None:
    """Nobody hears of it from a debrief, whatever its role, even where a host hands it in."""
    texts = [texts[0] for texts in FIRES.values()]
    told = [small.check(slug, flags=[text])[0] for slug, text in zip(FIRES, texts, strict=True)]
    debrief = small.debrief(
        *(small.card(who, *(small.flag() | {"observed": text} for text in texts)) for who in "abc")
    )
    found = fs.find(debrief)
    report = fs.Report.of(debrief, (*found, *told), viewer="a", role=role)

    assert not {*FIRES} & {one.slug for one in found}
    for shown in (report.text(), report.markdown(), report.html(), report.slack(), fs.dump(report)):
        assert not [slug for slug in FIRES if slug in shown]
        assert not [one for one in told if one.ask in shown]


@pytest.mark.skipif(not PHRASES.is_dir(), reason="the phrases are not beside the project")
def test_what_people_do_is_not_taken_for_a_judgement(small: Small) -> None:
    """Of 244 phrases about behaviour none is asked about; with a judgement for each, all are."""
    lines = (PHRASES / "flags_dev.jsonl").read_text("utf-8").splitlines()
    phrases = [json.loads(line)["text"] for line in lines]
    found = [small.check(slug, flags=phrases) for slug in FIRES]

    assert len(phrases) == 244
    assert found == [(), (), ()]
    assert len(small.check(JUDGED, flags=["Great skills"] * len(phrases))) == len(phrases)


@pytest.mark.parametrize("fault", ["some words known", "quotations read", "sentences joined"])
def test_a_check_that_cries_wolf_is_caught(
    small: Small, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each look-alike is passed over for a reason: without it one of them is asked about."""
    if fault == "some words known":
        lists = _wordlists.word_lists("judgement_words", "en")
        every = frozenset(word for _, text in LEFT for word in _wordlists.words(text))
        more = {**lists, "around": lists["around"] | every}
        monkeypatch.setattr(judgement_not_observation, "word_lists", lambda *_: more)
    elif fault == "quotations read":
        monkeypatch.setattr(_said, "outside_quotations", lambda text: [text])
    else:
        monkeypatch.setattr(_said, "sentences_of", lambda text: [_wordlists._words(text)])

    assert any(small.check(slug, flags=[text]) for slug, text in LEFT)
