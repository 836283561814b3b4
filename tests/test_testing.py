"""What the strategies for users draw: every shape there is, and nothing that is refused."""

import subprocess
import sys
from collections import Counter
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import fairscore as fs
from fairscore import testing
from fairscore.scorecard import NotRated, SetAsideReason, Signal
from fairscore.testing import DrawnPanel, drafts, panels, rubrics, scorecards, texts

LOOK = settings(
    database=None,
    derandomize=True,
    max_examples=300,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def seen() -> Counter[str]:
    """How often each shape came up in three hundred panels, the same ones on each run."""
    count: Counter[str] = Counter()

    @LOOK
    @given(panels(), st.data())
    def look(panel: DrawnPanel, data: st.DataObject) -> None:
        count.update(shapes(panel))
        draft = data.draw(drafts(panel.rubrics[0]))
        count["unfinished draft"] += bool(draft.problems(panel.rubrics[0]))
        count["finished draft"] += not draft.problems(panel.rubrics[0])

    look()
    return count


def shapes(panel: DrawnPanel) -> set[str]:
    """What a panel has that another may not have."""
    found = {f"{len({card.interviewer for card in panel.scorecards})} people"}
    found |= {"shadow"} if panel.shadows else set()
    found |= {"two versions"} if len(panel.rubrics) > 1 else set()
    found |= {"two seats"} if len(panel.scorecards) > len(panel.debrief().people) else set()
    for rubric in panel.rubrics:
        found |= {"interviews"} if rubric.interviews else {"no interviews"}
        found |= {"recommendation"} if rubric.recommendation else {"no recommendation"}
        found |= {"not English"} if rubric.language != "en" else set()
        for kind in rubric.kinds:
            found |= {"opposing"} if kind.opposing else {"no opposing"}
        for setting in rubric.rules:
            found |= {"switched off"} if not setting.enabled else set()
            found |= {"tuned"} if setting.threshold else set()
        for criterion in rubric.criteria:
            scale = rubric.scale_of(criterion.id)
            found.add(f"{len(scale.values)} levels")
            steps = {high - low for low, high in zip(scale.values, scale.values[1:], strict=False)}
            found |= {"gaps"} if steps != {1} else set()
            found |= {"line"} if scale.hire_line is not None else {"no line"}
            found |= {"own levels"} if criterion.levels and not criterion.scale else set()
            found |= {"part of a scale"} if criterion.levels and criterion.scale else set()
    for card in panel.scorecards:
        found |= {str(rating.not_rated) for rating in card.ratings if rating.not_rated}
        found |= (
            {"given"} if card.recommendation and card.recommendation.level is not None else set()
        )
        for flag in card.flags:
            found |= {flag.signal, flag.source, "other" if flag.kind == "other" else "of a kind"}
            found |= {flag.set_aside.reason} if flag.set_aside else {"not set aside"}
        found |= {"not ascii"} if card.notes and not card.notes.isascii() else set()
        found |= {"control"} if card.notes and not card.notes.isprintable() else set()
    return found


EVERY = (
    *(f"{people} people" for people in range(1, 7)),
    *(f"{levels} levels" for levels in range(2, 11)),
    *("shadow", "two versions", "two seats", "interviews", "no interviews", "recommendation"),
    *("no recommendation", "not English", "opposing", "no opposing", "switched off", "tuned"),
    *("gaps", "line", "no line", "own levels", "part of a scale", "given", "not ascii", "control"),
    *("other", "of a kind", "not set aside", "interview", "work-together", "reference", "hearsay"),
    *("unfinished draft", "finished draft"),
    *(*get_args(NotRated), *get_args(Signal), *get_args(SetAsideReason)),
)


@pytest.mark.long
def test_every_shape_is_drawn() -> None:
    """Whoever tests with these has met each shape that documents come in."""
    found = seen()

    assert [shape for shape in EVERY if not found[shape]] == []


@settings(LOOK, max_examples=50)
@given(st.data())
def test_scorecards_fit_the_rubric_they_are_drawn_for(data: st.DataObject) -> None:
    """A scorecard for a rubric, with nobody in particular, can be debriefed with it."""
    rubric = data.draw(rubrics(id="acme", version=3))
    card = data.draw(scorecards(rubric, application="app-9", round="onsite"))
    panel = data.draw(panels(rubric))

    assert (rubric.id, rubric.version) == ("acme", 3)
    assert (card.application, card.round) == ("app-9", "onsite")
    assert fs.Debrief.of(rubric, fs.unsealed([card], origin="drawn")).people == (card.interviewer,)
    assert panel.rubrics == (rubric,)


@settings(LOOK, max_examples=200)
@given(texts())
def test_texts_fit_any_text_field(text: str) -> None:
    """What is drawn as a text is taken as one, and told back unchanged."""
    assert fs.Rating(criterion="a", level=1, evidence=text).evidence == text


@pytest.mark.parametrize(
    ("package", "module"),
    [
        ("hypothesis", "fairscore.testing"),
        ("hypothesis", "fairscore.testing.blindness"),
        ("hypothesis", "fairscore.testing.stores"),
        ("pytest", "fairscore.testing.stores"),
    ],
)
def test_without_the_extra_it_says_what_to_install(package: str, module: str) -> None:
    """Somebody without the extra reads its name, not a traceback about somebody else's module."""
    code = f"import sys; sys.modules[{package!r}] = None; import {module}"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    last = run.stderr.splitlines()[-1]
    assert last.startswith(f"ImportError: import of {package} ")
    assert last.endswith('pip install "fairscore-hiring[testing]"')
    assert "During handling" not in run.stderr


def test_the_names_are_the_documented_ones() -> None:
    """Nothing more is promised than this."""
    assert testing.__all__ == ["DrawnPanel", "drafts", "panels", "rubrics", "scorecards", "texts"]
