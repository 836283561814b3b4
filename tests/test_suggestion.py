"""Suggestions of kinds and the question about a signal: ranked, traced to words, never taken."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import fairscore as fs
from fairscore._text import fold
from fairscore.scorecard import Signal
from fairscore.suggestion import SignalWarning, suggest_kinds, warn_signal
from fairscore.vocabulary import Vocabulary, starter_vocabulary

ROOT = Path(__file__).parent.parent

KINDS: list[dict[str, Any]] = [
    {
        "code": "owns-mistakes",
        "title": "owns mistakes",
        "criterion": "humility",
        "concern": ["blamed others for a failure", "took the credit of the team"],
        "strength": ["named a mistake of their own", "said who had the idea"],
        "not_evidence": ["a zebra in the background"],
    },
    {
        "code": "asks-why",
        "title": "asks why",
        "criterion": "curiosity",
        "concern": ["began to build at once", "took every number as given"],
        "strength": ["asked what the numbers were for", "looked for the cause"],
    },
    {
        "code": "draws-others-in",
        "title": "draws others in",
        "criterion": "inclusivity",
        "concern": ["talked over a colleague", "answered for somebody else"],
        "strength": ["invited the quiet colleague to speak", "waited until all had spoken"],
    },
    {
        "code": "plans-ahead",
        "title": "plans ahead",
        "criterion": "planning",
        "concern": ["had no date for anything", "forgot the rollout"],
        "strength": ["wrote the steps down in order", "kept time for the rollout"],
    },
]


def vocabulary(*kinds: dict[str, Any], language: str = "en") -> Vocabulary:
    """A vocabulary of these kinds."""
    heading = {"kind": "vocabulary", "schema_version": 1, "id": "v", "version": 1, "title": "V"}
    return fs.parse(json.dumps(heading | {"language": language, "kinds": kinds}), Vocabulary)


OURS = vocabulary(*KINDS)


@pytest.mark.parametrize(
    ("observed", "code", "word"),
    [
        ("Blamed the tester for an outage", "owns-mistakes", "blamed"),
        ("Wanted to know what the numbers mean", "asks-why", "numbers"),
        ("Colleagues could not finish a sentence", "draws-others-in", "colleagues"),
        ("Had forgotten about the ROLLOUT.", "plans-ahead", "rollout"),
    ],
)
def test_the_likest_kind_comes_first_with_the_word_that_led_to_it(
    observed: str, code: str, word: str
) -> None:
    """Words, their forms and words related to them lead to a kind, and are named."""
    first = suggest_kinds(observed, OURS).suggested[0]

    assert first.code == code
    assert word in first.words


def test_related_words_lead_to_a_kind_that_has_none_of_them() -> None:
    """A list says that a word is near another; without one for the language it is not known."""
    found = suggest_kinds("Accused", OURS)

    assert [one.code for one in found.suggested][:1] == ["owns-mistakes"]
    assert suggest_kinds("Accused", vocabulary(*KINDS, language="nl")).suggested == ()


def test_none_of_these_is_always_offered() -> None:
    """It stands last, beside suggestions and where there are none."""
    assert suggest_kinds("Blamed the tester", OURS).codes[-1] == "other"
    assert suggest_kinds("Blamed the tester", OURS).none_of_these == "other"
    for silent in ("", "12 %", "Xyzzy qwrt", "\u3042"):
        assert suggest_kinds(silent, OURS).codes == ("other",)


@pytest.mark.parametrize("k", [0, 1, 2, 3])
def test_no_more_kinds_than_asked_for(k: int) -> None:
    """The same kinds, cut off after the first k."""
    observed = "Took the credit, asked nothing, talked over a colleague, forgot a date"

    found = suggest_kinds(observed, OURS, k).suggested

    assert found == suggest_kinds(observed, OURS, 4).suggested[:k]
    assert len(found) == k


def test_what_is_no_evidence_for_a_kind_leads_nowhere() -> None:
    """Words of `not_evidence` are the ones that must not count."""
    assert suggest_kinds("zebra", OURS).suggested == ()


def test_a_vocabulary_of_one_kind_is_suggested_too() -> None:
    """There is nothing to tell it from but none of these."""
    one = vocabulary(KINDS[0])

    assert suggest_kinds("blamed the tester", one).codes == ("owns-mistakes", "other")
    assert suggest_kinds("xyzzy", one).codes == ("other",)


def test_a_rubric_suggests_the_kinds_it_holds() -> None:
    """A rubric stands for its vocabulary; one without kinds has nothing to suggest."""
    rubric = fs.read("examples/backend.rubric.yaml", fs.Rubric)
    bare = json.loads(rubric.canonical)
    del bare["kinds"]
    without = fs.parse(json.dumps(bare), fs.Rubric)

    assert suggest_kinds("took credit for the team", rubric).codes[0] == "owns-mistakes"
    assert suggest_kinds("took credit for the team", without).codes == ("other",)
    assert warn_signal("blamed everybody", "strength", without) is not None


@pytest.mark.parametrize(
    ("language", "lines", "observed"),
    [
        ("de", ("gab anderen die Schuld", "fragte nach dem Grund"), "Beschuldigte alle anderen"),
        ("el", ("έριξε το φταίξιμο σε άλλους", "ρώτησε τον λόγο"), "όλο έριξε το φταίξιμο"),
        ("zh", ("把错误推给别人", "主动提问"), "他总是把错误归到别人身上"),
        ("ja", ("失敗を他人のせいにした", "理由を尋ねた"), "失敗は全部他人のせいだと話した"),
        ("ar", ("ألقى اللوم على الآخرين", "سأل عن السبب"), "كان يلقي اللوم على زملائه"),
    ],
)
def test_any_language_of_a_vocabulary_serves(
    language: str, lines: tuple[str, str], observed: str
) -> None:
    """Where there is no list, words and parts of words count, with and without spaces."""
    first, second = lines
    kinds = vocabulary(
        KINDS[0] | {"title": first[:9], "concern": [first], "strength": [first]},
        KINDS[1] | {"title": second[:9], "concern": [second], "strength": [second]},
        language=language,
    )

    assert suggest_kinds(observed, kinds).codes[0] == "owns-mistakes"


def test_kinds_say_to_which_side_the_words_lean() -> None:
    """A word is a strength of one kind and a concern of another; unclear words lean nowhere."""
    talks = [
        KINDS[0] | {"concern": ["talked a lot"], "strength": ["waited"]},
        KINDS[1] | {"concern": ["waited"], "strength": ["talked a lot"]},
    ]

    leans = {
        one.code: one.leans for one in suggest_kinds("Talked a lot", vocabulary(*talks)).suggested
    }

    assert leans == {"owns-mistakes": "concern", "asks-why": "strength"}
    assert suggest_kinds("the rollout", OURS).suggested[0].leans is None


@pytest.mark.parametrize(
    ("observed", "signal", "leans"),
    [
        ("Never listened and was rude to the host", "strength", "concern"),
        ("Listened and thanked the host", "red", "strength"),
        ("Listened and thanked the host", "yellow", "strength"),
        ("Was not rude and never blamed anybody", "yellow", "strength"),
        ("Overly slow, overly blunt", "strength", "concern"),
        ("Listened and thanked the host", "strength", None),
        ("Never listened and was rude", "yellow", None),
        ("Drew a diagram", "strength", None),
        ("", "red", None),
    ],
)
def test_a_signal_is_asked_about_where_the_words_lean_the_other_way(
    observed: str, signal: Signal, leans: str | None
) -> None:
    """Short words such as "not" turn others around, and what is unclear is left alone."""
    for given in (None, OURS):
        found = warn_signal(observed, signal, given)
        assert (found.leans if found else None) == leans, given


def test_the_turn_ends_with_its_part_of_the_sentence() -> None:
    """What stands after a comma or "but" is not turned around by what stood before."""
    assert warn_signal("Never spoke, interrupted and was rude", "strength") is not None
    assert warn_signal("Not loud but rude and boastful", "strength") is not None
    assert warn_signal("Did not shout or insult anybody", "strength") is None


def test_the_kind_that_was_chosen_decides_which_side_a_word_is_on() -> None:
    """Without it, and for none of these, the kinds that would be suggested stand for it."""
    talks = vocabulary(
        KINDS[0] | {"concern": ["talked a lot"], "strength": ["sat and waited"]},
        KINDS[1] | {"concern": ["sat and waited"], "strength": ["talked a lot"]},
    )

    assert warn_signal("talked a lot", "strength", talks, kind="owns-mistakes") is not None
    assert warn_signal("talked a lot", "strength", talks, kind="asks-why") is None
    renamed = vocabulary(KINDS[0] | {"formerly": ["blames"], "concern": ["talked a lot"]}, KINDS[1])
    assert warn_signal("talked a lot", "strength", renamed, kind="blames") is not None
    for nobody in (None, "other"):
        assert warn_signal("took the credit", "strength", OURS, kind=nobody) is not None


def test_a_signal_or_a_kind_that_there_is_not_is_refused_without_the_note() -> None:
    """A slip in the host's code is told, and not taken for a concern or for no kind."""
    with pytest.raises(ValueError, match="no such signal: give one of yellow, red, strength"):
        warn_signal("took the credit", "green", OURS)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no such kind in the vocabulary") as refused:
        warn_signal("took the credit", "yellow", OURS, kind="owns-mistake")
    assert "credit" not in str(refused.value)


def test_a_warning_asks_and_names_the_words() -> None:
    """The question holds no word of the note; its words stand beside it."""
    found = warn_signal("Interrupted twice, never listened", "strength")

    assert isinstance(found, SignalWarning)
    assert "interrupted" in found.words
    assert found.ask == (
        "The words read more like a concern, and the signal says a strength: is it meant?"
    )
    assert "signal says a concern" in SignalWarning(signal="red", leans="strength", words=()).ask


def test_no_repr_shows_a_word_of_a_note() -> None:
    """Reprs end up in logs (P10)."""
    found = suggest_kinds(
        "Blamed the canary",
        vocabulary(*KINDS, KINDS[0] | {"code": "canary", "title": "birds", "concern": ["canary"]}),
    )
    warning = warn_signal("Blamed and interrupted", "strength")

    assert any("canary" in one.words for one in found.suggested)
    assert warning is not None
    assert "canary'" not in repr(found).replace("code='canary'", "")
    assert "blamed" not in repr(warning)


def test_the_order_of_nothing_but_the_input_decides() -> None:
    """Another process, with other hashes of words, gives the same answer (P8)."""
    code = (
        "import fairscore as fs\n"
        "from fairscore.suggestion import suggest_kinds, warn_signal\n"
        "rubric = fs.read('examples/backend.rubric.yaml', fs.Rubric)\n"
        "text = 'Took credit for what the team did, never asked why; argued for the first idea'\n"
        "found = suggest_kinds(text, rubric, 5)\n"
        "print([(one.code, one.words, one.leans) for one in found.suggested])\n"
        "print(warn_signal(text, 'strength', rubric).words)\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(said) == 1
    assert b"owns-mistakes" in said.pop()


def test_looks_and_marks_make_no_difference() -> None:
    """Case, full-width letters, curly apostrophes and hidden joiners are put aside."""
    plain = suggest_kinds("didn't ask what the numbers were for", OURS)

    assert suggest_kinds("DIDN\u2019T ask\twhat the \uff4eumbers were for", OURS) == plain


def test_kinds_as_like_keep_the_order_of_the_vocabulary() -> None:
    """A tie is broken by what is written, not by chance."""
    twins = [KINDS[0] | {"code": code, "title": title} for code, title in (("b", "x"), ("a", "y"))]

    assert suggest_kinds("blamed others", vocabulary(*twins)).codes == ("b", "a", "other")


def test_a_note_of_nothing_but_marks_takes_no_longer_than_words() -> None:
    """Normalizing sorts the marks in a row: of more than any script has, thirty are looked at."""
    few, many = (fold("e" + "\u0301\u0323" * number) for number in (15, 30_000))

    assert few == many
    assert fold("e\u0301" * 200) == "é" * 200
    assert fold(("e" + "\u0323" * 40) * 2 + "x") == fold(("e" + "\u0323" * 30) * 2 + "x")


def test_every_kind_to_start_from_was_looked_through() -> None:
    """The page says of each on whom it could fall harder, and of no other."""
    page = (ROOT / "docs" / "explanation" / "suggestions.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z][a-z-]+) \| .+ \| .+ \|$", page, re.MULTILINE)

    assert rows == [kind.code for kind in starter_vocabulary().kinds]


def test_every_kind_to_start_from_says_what_it_rests_on() -> None:
    """The page names research for a kind, or says that there is none."""
    page = (ROOT / "docs" / "explanation" / "suggestions.md").read_text("utf-8")
    section = page.partition("\n## What the starter vocabulary rests on\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([a-z][a-z, -]+) \| .+ \|$", section, re.MULTILINE)

    named = {code for row in rows for code in row.split(", ")}
    assert named == {kind.code for kind in starter_vocabulary().kinds}
