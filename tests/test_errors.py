"""Problems as values, the exceptions that carry them, and how both are written."""

import pickle

import pytest

import fairscore as fs
from fairscore.errors import (
    AssignmentError,
    FrozenError,
    NotYet,
    PanelError,
    Problem,
    RatingError,
    StoreError,
    dotted,
    shown,
)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("title",), "title"),
        (("criteria", 0, "levels", 1), "criteria[0].levels[1]"),
        ((0, "a"), "[0].a"),
        (("a b",), '["a b"]'),
        (("a", "größe"), 'a["größe"]'),
        (("a\nb",), '["a\\u000ab"]'),
        (("\u202eevil",), '["\\u202eevil"]'),
        (("k" * 41,), '["' + "k" * 40 + '…"]'),
        (("",), '[""]'),
    ],
)
def test_a_path_is_written_on_one_line(path: tuple[str | int, ...], text: str) -> None:
    """Field names read as usual; what is no field name is quoted, cut and made visible."""
    assert dotted(path) == text
    assert dotted(path).isprintable()


def test_what_cannot_be_seen_is_shown_by_its_number() -> None:
    """A name from a file keeps its letters and loses its power over the terminal."""
    assert shown("\x1b[31mrot\ud800") == "\\u001b[31mrot\\ud800"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"file": "a.yaml", "line": 2, "column": 3}, "a.yaml:2:3: x: wrong; mend it [bad]"),
        ({"line": 2, "column": 3}, "<text>:2:3: x: wrong; mend it [bad]"),
        ({"file": "interviewer-a"}, "interviewer-a: x: wrong; mend it [bad]"),
        ({}, "x: wrong; mend it [bad]"),
    ],
)
def test_a_problem_is_one_line(place: dict[str, str | int], expected: str) -> None:
    """File, line, column, path, what is wrong, what to do, slug; what is not known is left out."""
    problem = fs.Problem(slug="bad", message="wrong", advice="mend it", path=("x",), **place)  # type: ignore[arg-type]

    assert str(problem) == expected


@pytest.mark.parametrize("kind", [fs.DocumentError, fs.DebriefError])
def test_an_error_says_all_its_problems(
    kind: type[fs.DocumentError] | type[fs.DebriefError],
) -> None:
    """A line a problem; the error is also a ValueError and survives the way between processes."""
    problems = tuple(fs.Problem(slug=one, message=one, advice="x") for one in ("a", "b"))
    error = kind(problems)

    assert str(error) == "a; x [a]\nb; x [b]"
    assert isinstance(error, fs.FairscoreError)
    assert isinstance(error, ValueError)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own)
    assert (type(again), again.problems) == (kind, problems)


def test_every_exception_of_ours_is_also_the_usual_one() -> None:
    """Who catches what Python would raise catches ours."""
    assert issubclass(RatingError, ValueError)
    assert issubclass(FrozenError, AttributeError)
    for kind in (RatingError, FrozenError, fs.DocumentError, fs.DebriefError):
        assert issubclass(kind, fs.FairscoreError)


def test_a_document_is_not_edited() -> None:
    """Assigning to a field and deleting one are refused, and the message says what to do."""
    rating = fs.Rating(criterion="humility", level=3)

    with pytest.raises(FrozenError, match="Rating is frozen: build another one"):
        rating.level = 4  # type: ignore[misc]
    with pytest.raises(FrozenError):
        del rating.level
    assert rating.level == 3


@pytest.mark.parametrize("kind", [PanelError, NotYet, StoreError])
def test_refusals_survive_the_way_to_another_process(kind: type[PanelError | StoreError]) -> None:
    """A worker's refusal arrives with its problem."""
    refused = kind(Problem(slug="not-yet", message="sealed for now", advice="ask again"))

    again = pickle.loads(pickle.dumps(refused))  # noqa: S301 (our own)

    assert (type(again), str(again)) == (kind, str(refused))


def test_who_is_pending_survives_the_way_to_another_process() -> None:
    """What a facilitator may know arrives too."""
    problem = Problem(slug="not-yet", message="sealed for now", advice="ask again")
    refused = NotYet(problem, pending=(("interviewer-a", "design"),))

    again = pickle.loads(pickle.dumps(refused))  # noqa: S301 (our own)

    assert again.pending == (("interviewer-a", "design"),)


def test_a_plan_that_cannot_be_made_survives_the_way_to_another_process() -> None:
    """With every reason, each on its line."""
    problem = Problem(slug="too-few-interviewers", message="nobody is left", advice="ask more")
    error = AssignmentError((problem, problem))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own)

    assert (again.problems, str(again)) == (error.problems, f"{problem}\n{problem}")
