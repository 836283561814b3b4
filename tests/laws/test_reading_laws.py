"""
Laws of reading and writing, and proof that each can fail.

Valid JSON is read a short way and everything else a long way. Which way was taken must never show:
both accept the same texts, and make the same document with the same digest of them.
"""

import json
from collections.abc import Callable
from typing import Any, get_args

import pytest
import yaml
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st

import fairscore as fs
from fairscore import _dump, document
from fairscore.document import KINDS, Document, Format, examine
from fairscore.meeting import Outcome
from fairscore.testing import drafts, panels, rubrics, texts

OURS = ("rubric", "scorecard", "draft", "vocabulary", "translation", "meeting", "receipt")
FIELDS = sorted(
    {field for kind in OURS for field in document.load_kind(kind).model_fields}
    | {"level", "criterion", "value", "not_rated", "reason", "code", "signal", "observed", "words"}
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 12),
    st.sampled_from((2**53 - 1, 2**53, -(2**53), 1.0, 1.5, float("nan"), float("inf"), 1e300)),
    st.sampled_from(("", "x", "rubric", "scorecard", "draft", "vocabulary", "no", "Bad Id", "\0")),
    st.sampled_from(
        ("2026-05-04T09:30:00Z", "2026-02-30T09:30:00Z", "\ud800", "\u202e", "a" * 300)
    ),
    texts(),
)
KEYS = st.sampled_from(FIELDS) | st.sampled_from(("", "__class__", "Kind", "a b", "\0", "\ud800"))
NEAR_JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)


FOLLOW_UPS = st.fixed_dictionaries(
    {
        **dict.fromkeys(("question", "counts_for", "counts_against"), texts()),
        "agreed_at": st.just("2026-05-07T16:20:00+02:00"),
        "round": st.sampled_from(("follow-up", "R.2")),
    },
    optional={
        "result": st.fixed_dictionaries(
            {
                "interviewer": st.sampled_from(("k", "i@9")),
                "told": st.just("question"),
                "showed": st.sampled_from(("for", "against", "neither")),
            }
        )
    },
)
REPEATS = [
    {"about": about, "direction": direction}
    for about in ("owns", "holds.a-view")
    for direction in ("concern", "strength")
]


@st.composite
def meetings(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the plain data of a valid meeting: any dispositions, decided or open."""
    settled = draw(st.lists(st.sampled_from(REPEATS), unique_by=str))
    dispositions: list[dict[str, Any]] = []
    for repeat in settled:
        outcome = draw(st.sampled_from(get_args(Outcome)))
        more: dict[str, Any] = {"because": draw(texts())}
        if outcome == "tested":
            more = {"follow_up": draw(FOLLOW_UPS)} | (more if draw(st.booleans()) else {})
        dispositions.append({"repeat": dict(repeat), "outcome": outcome, **more})
    plain = {"kind": "meeting", "schema_version": 1, "application": "app-7", "round": "onsite"}
    plain |= {"dispositions": dispositions} if dispositions or draw(st.booleans()) else {}
    if draw(st.booleans()):
        stands = [
            one["repeat"] for one in dispositions if one["outcome"] in {"answered", "accepted"}
        ]
        reasons = [
            {"words": draw(texts())},
            *({"words": "x", "cites": dict(one)} for one in stands),
        ]
        decided = {"outcome": "offer", "decided_by": "manager-1", "reasons": reasons}
        plain["decision"] = decided | {"decided_at": "2026-05-12T10:00:00Z"}
    return plain


MEETINGS = meetings()


@st.composite
def plain_documents(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the plain data of a valid document of any of our kinds."""
    kind = draw(st.sampled_from(OURS))
    if kind == "rubric":
        return json.loads(draw(rubrics()).canonical)
    if kind == "scorecard":
        return json.loads(draw(panels()).scorecards[0].canonical)
    if kind == "draft":
        return json.loads(draw(drafts(draw(rubrics()))).canonical)
    if kind == "receipt":
        return {
            "kind": "receipt",
            "schema_version": 1,
            "tenant": "acme",
            "application": "app-7",
            "round": "onsite",
            "covers": draw(st.sampled_from(("seat", "panel"))),
            "at": "2026-05-04T09:30:00Z",
            "head": f"{draw(st.integers(0, 2**256 - 1)):064x}",
        }
    if kind == "meeting":
        return draw(MEETINGS)
    rubric = draw(rubrics().filter(lambda one: one.kinds))
    plain = json.loads(rubric.canonical)
    if kind == "translation":
        return {
            "kind": "translation",
            "schema_version": 1,
            "rubric": {"id": rubric.id, "version": rubric.version},
            "language": draw(st.sampled_from(("de", "pt-BR"))),
            "criteria": [{"id": one["id"], "title": one["title"]} for one in plain["criteria"]],
            "kinds": [{"code": one["code"], "title": one["title"]} for one in plain["kinds"]],
        }
    if kind == "translation":
        kept = {"id", "code", "title", "concern", "strength"}
        heading = {"kind": "translation", "schema_version": 1, "language": "fr"}
        return heading | {
            "rubric": {"id": rubric.id, "version": rubric.version},
            **{
                field: [{name: one[name] for name in one if name in kept} for one in plain[field]]
                for field in ("criteria", "interviews", "kinds")
            },
        }
    heading = {"kind": "vocabulary", "schema_version": 1, "title": "Kinds", "id": "kinds"}
    return heading | {"version": 1, "kinds": plain["kinds"]}


def containers(plain: object) -> list[Any]:
    """Every list and mapping in plain data, itself included."""
    inner = plain.values() if isinstance(plain, dict) else plain if isinstance(plain, list) else ()
    here = [plain] if isinstance(plain, dict | list) else []
    return here + [one for value in inner for one in containers(value)]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Draw JSON that was a valid document until something happened to it, perhaps nothing much."""
    plain = draw(plain_documents())
    for _ in range(draw(st.integers(1, 2))):
        place = draw(st.sampled_from(containers(plain)))
        if isinstance(place, list):
            if place and draw(st.booleans()):
                place[draw(st.integers(0, len(place) - 1))] = draw(NEAR_JSON)
            else:
                place.append(draw(st.sampled_from(place)) if place else draw(NEAR_JSON))
        else:
            known = draw(st.sampled_from(sorted(place))) if place else "kind"
            change = draw(st.sampled_from(("replace", "remove", "add", "rename")))
            if change in {"remove", "rename"}:
                value = place.pop(known, None)
                if change == "rename":
                    place[draw(KEYS)] = value
            else:
                place[known if change == "replace" else draw(KEYS)] = draw(NEAR_JSON)
    text = json.dumps(plain, ensure_ascii=draw(st.booleans()), indent=draw(st.none() | st.just(1)))
    if draw(st.sampled_from((True, False, False))):
        at = draw(st.integers(0, len(text)))
        change = draw(st.sampled_from(("cut", "drop", "insert", "double")))
        if change == "cut":
            return text[:at]
        if change == "drop":
            return text[:at] + text[at + 1 :]
        if change == "double":
            return text.replace('"kind":', '"kind": "rubric", "kind":', 1)
        odd = draw(st.sampled_from(list('{}[],:"\\ 0-.eE\0\ud800\ufeff\u2028\n\tNaN')))
        return text[:at] + odd + text[at:]
    return text


YAML_ODDITIES = (
    *("&a ", "*a", "!!str ", "! ", "? ", "- ", "<<: ", "~", "0x1F", "010", "1.5", ".inf", "True"),
    *("'", '"', ": ", " #", "\t", "\n", "\r", "|", ">", "{", "}", "[", "]", ",", "@", "%", "\\"),
    *(
        "---\n",
        "...\n",
        "%YAML 1.2\n---\n",
        "\u2028",
        "\x85",
        "\ufeff",
        "\0",
        "\ud800",
        "99999999999999999",
    ),
)


@st.composite
def mutated_yaml(draw: st.DrawFn) -> str:
    """Draw YAML that was a valid document until something happened to it, perhaps nothing much."""
    text = fs.dump(fs.parse(json.dumps(draw(plain_documents()))))
    for _ in range(draw(st.integers(0, 2))):
        places = [0, *(at + 1 for at, one in enumerate(text) if one in " \n")]
        at = draw(st.sampled_from(places) | st.integers(0, len(text)))
        change = draw(st.sampled_from(("cut", "drop", "insert", "insert", "double")))
        if change == "cut":
            text = text[:at]
        elif change == "drop":
            text = text[:at] + text[at + 1 :]
        elif change == "double":
            text = text[:at] + text[at : at + 40] + text[at:]
        else:
            text = text[:at] + draw(st.sampled_from(YAML_ODDITIES)) + text[at:]
    return text


Way = Callable[[str, type[Document] | None, Format], Document | None]


def quickly(text: str, kind: type[Document] | None, format: Format) -> Document | None:
    """Read the short way."""
    return document._quickly(text, kind, format)


def thoroughly(text: str, kind: type[Document] | None, format: Format) -> Document | None:
    """Read the long way; what it refuses has problems, each with its place."""
    found, problems = document._thoroughly(document._scan(text, format), kind, f"drawn.{format}")
    assert (found is None) == bool(problems)
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.slug
        assert problem.advice
        assert str(problem).isprintable()
    return found


def agree(
    text: str, kind: type[Document] | None, *, format: Format = "json", short: Way = quickly
) -> None:
    """Both ways take the text, or neither does; what they make of it is the same."""
    one, other = short(text, kind, format), thoroughly(text, kind, format)
    event("valid" if one else "refused")
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert type(one) is type(other)
        assert one == other
        assert one.canonical == other.canonical


@given(plain_documents(), st.sampled_from(("as what it is", "as what it says")))
def test_both_ways_read_the_same_from_valid_documents(plain: dict[str, Any], read: str) -> None:
    """A valid document is read alike by the short way and by the long one."""
    kind = document.load_kind(plain["kind"]) if read == "as what it is" else None
    text = json.dumps(plain)

    for format, written in (("json", text), ("yaml", fs.dump(fs.parse(text)))):
        assert quickly(written, kind, format) is not None
        agree(written, kind, format=format)


@given(mutated(), st.sampled_from((None, *OURS)))
def test_both_ways_read_the_same_from_damaged_documents(text: str, kind: str | None) -> None:
    """What happened to a document is seen by both ways, or matters to neither."""
    agree(text, document.load_kind(kind) if kind else None)


@given(mutated_yaml(), st.sampled_from((None, *OURS)))
def test_both_ways_read_the_same_from_damaged_yaml(text: str, kind: str | None) -> None:
    """As above for YAML, with everything in it that our reader refuses."""
    agree(text, document.load_kind(kind) if kind else None, format="yaml")


@given(NEAR_JSON, st.sampled_from((None, *OURS)))
def test_both_ways_read_the_same_from_anything(plain: object, kind: str | None) -> None:
    """Any JSON at all, whether or not it is near a document, is read alike by both ways."""
    agree(json.dumps(plain), document.load_kind(kind) if kind else None)


def lenient(text: str, kind: type[Document] | None, format: Format) -> Document | None:
    """Read as somebody would write it first: JSON, then the model."""
    try:
        plain = json.loads(text) if format == "json" else yaml.safe_load(text)
        return (kind or document.load_kind(plain["kind"])).model_validate(plain, strict=False)
    except (ValueError, KeyError, TypeError, RecursionError, yaml.YAMLError):
        return None


@pytest.mark.long
def test_a_lenient_way_is_caught() -> None:
    """The law sees a short way that takes duplicate keys, floats and what else readers take."""

    @settings(
        database=None,
        derandomize=True,
        max_examples=2000,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    @given(mutated())
    def attempt(text: str) -> None:
        agree(text, None, short=lenient)

    with pytest.raises(AssertionError):
        attempt()


@given(plain_documents())
def test_documents_round_trip(plain: dict[str, Any]) -> None:
    """A document written as JSON or YAML is read again as the same, with the same digest."""
    first = fs.parse(json.dumps(plain))

    for format in ("json", "yaml"):
        again = fs.parse(fs.dump(first, format), name=f"again.{format}")
        assert again == first
        assert again.digest == first.digest
        assert fs.dump(again, format) == fs.dump(first, format)


def test_a_lenient_way_to_read_yaml_is_caught() -> None:
    """The law sees a short way that takes anchors, tags, second keys and what else PyYAML takes."""

    @settings(
        database=None,
        derandomize=True,
        max_examples=2000,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    @given(mutated_yaml())
    def attempt(text: str) -> None:
        agree(text, None, format="yaml", short=lenient)

    with pytest.raises(AssertionError):
        attempt()


@pytest.mark.long
def test_a_careless_writer_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law of the round trip sees a writer of YAML that leaves quotes to its library."""
    monkeypatch.setattr(
        _dump._Dumper,
        "yaml_representers",
        {**_dump.yaml.SafeDumper.yaml_representers},
    )
    monkeypatch.setattr(_dump._Dumper, "add_representer", lambda *_: None)

    @settings(database=None, derandomize=True, max_examples=500, phases=[Phase.generate])
    @given(plain_documents())
    def attempt(plain: dict[str, Any]) -> None:
        first = fs.parse(json.dumps(plain))
        assert examine(fs.dump(first), name="again.yaml").document == first

    with pytest.raises(AssertionError):
        attempt()


def test_every_kind_is_drawn_or_made_elsewhere() -> None:
    """A kind of document that comes later is not forgotten here."""
    assert {*OURS, "assignment", "report"} == set(KINDS)
