"""The strategies that depend on no rubric, built once: building one costs more than drawing."""

from collections.abc import Mapping
from typing import Any, get_args

from hypothesis import strategies as st

from fairscore._text import fold
from fairscore.rules import AUTHOR_CHECKS, DEFAULT_RULES
from fairscore.scorecard import NotRated, SetAsideReason, Signal

__all__ = [
    "ANY",
    "CHANGES",
    "CRITERION",
    "DRAFT",
    "DRAFT_RATING",
    "EVIDENCE",
    "FLAG",
    "IDS",
    "INTERVIEW",
    "KIND",
    "LANGUAGES",
    "LEVEL",
    "MOSTLY",
    "NAMES",
    "NOT_RATED",
    "REASON",
    "REFS",
    "RUBRIC",
    "SCORECARD",
    "TEXTS",
    "VALUES",
    "YES",
    "Fields",
]

Fields = dict[str, Any]

_SOURCES = ("interview", "work-together", "reference", "hearsay")
_HEARD = ("yes", "no", "unknown")
_MOMENTS = (
    "1970-01-01T00:00Z",
    "2026-05-04T09:30:00Z",
    "2026-05-04T09:30:00.000001+02:00",
    "2028-02-29T23:59:59-11:30",
    "9999-12-31T23:59:59.999999-12:00",
)
_RULES = (
    *(rule.slug for rule in DEFAULT_RULES),
    *(check.slug for check in AUTHOR_CHECKS),
    "acme-rule-of-their-own",
)
# Texts that some reader, writer or screen takes for something else.
_AWKWARD = (
    "no",
    "~",
    "null",
    "12:30",
    "0x1F",
    "007",
    "1e3",
    "- a list",
    "key: value",
    "# no comment",
    "'",
    '"',
    "\\u0000",
    "%YAML 1.2",
    "---",
    "*alias",
    "&anchor",
    "!!python/name:os.system",
    " leading and trailing ",
    "two\nlines",
    "\n",
    "\n\nafter two breaks\n\n",
    "  indented\nless",
    "trailing \nspace",
    "tab\tand\rreturn\r\nand\x85next\u2028line\u2029end",
    "bell \x07 and escape \x1b[31mred",
    "\ufeff",
    "<script>alert(1)</script>",
    "| a | table |",
    "[a](javascript:alert(1))",
    "=HYPERLINK(1)",
    "{{ braces }} {% %}",
    "*bold* _under_ `code` ~~~",
    "<!channel> & <@U1>",
    "Er sagte: „das war ich“",
    "مرحبا بالعالم",
    "她说了原因。",
    "кто это сделал?",
    "\U0001f469\u200d\U0001f4bb e\u0301",
    "\u202eright to left",
    "long " * 60,
)
LANGUAGES = ("en", "de", "pt-BR", "zh-Hant-TW", "ar")
_LETTERS = st.characters(
    categories=("Lu", "Ll", "Lt", "Lo", "Nd", "Po", "Sm", "Sc", "Zs"),
    # Letters by category that cannot be seen.
    exclude_characters="\u115f\u1160\u3164\uffa0\U00013441\U00013442",
)


def _fields(
    required: Mapping[str, st.SearchStrategy[Any]] | None = None,
    *,
    optional: Mapping[str, st.SearchStrategy[Any]] | None = None,
) -> st.SearchStrategy[Fields]:
    return st.fixed_dictionaries(dict(required or {}), optional=dict(optional or {}))


ANY = st.integers(0, 5039)  # as often any of two to ten
YES = st.booleans()
MOSTLY = st.sampled_from((True, True, True, False))
IDS = st.one_of(
    st.sampled_from(("humility", "system-design", "curiosity", "coding", "a", "a.b", "c_1-2")),
    st.text("abcdefghijklmnopqrstuvwxyz0123456789_.-", max_size=6).map(lambda end: "c" + end),
)
REFS = st.one_of(
    st.sampled_from(("interviewer-a", "interviewer-b", "B", "b", "kim@example.org", "0", "x/1=~+")),
    st.text("ABCXYZabcxyz0189._:@+/=~-", max_size=8).map(lambda end: "i" + end),
)
NAMES = st.one_of(
    st.sampled_from(
        (
            "System design",
            "Bescheidenheit",
            "好奇心",
            "الفضول",
            "no",
            "1",
            "a | b",
            "<b>",
            "*x*",
            "[x](y)",
            "e\u0301",
            "\U0001f469\u200d\U0001f4bb",
        )
    ),
    st.text(_LETTERS, min_size=1, max_size=12).filter(fold),
)
TEXTS = st.one_of(
    st.sampled_from(_AWKWARD),
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20
    ),
)
_MAYBE_TEXT = st.none() | TEXTS
_MAYBE_NAME = st.none() | NAMES
_MAYBE_MINUTES = st.none() | st.integers(1, 600)
_TEXT_OR_TWO = st.lists(TEXTS, max_size=2)
_ONE_TEXT_AT_LEAST = st.lists(TEXTS, min_size=1, max_size=2)
VALUES = st.one_of(
    st.integers(2, 10).map(lambda size: list(range(1, size + 1))),
    st.sampled_from(([0, 1], [1, 2, 3, 4], [-2, -1, 0, 1, 2], [0, 1, 3, 6, 12, 20])),
    st.lists(st.integers(-100, 100), min_size=2, max_size=10, unique=True).map(sorted),
)
LEVEL = _fields(
    optional={
        "label": _MAYBE_NAME,
        "anchor": _TEXT_OR_TWO,
        "red_flags": _TEXT_OR_TWO,
        "points": st.none() | st.sampled_from((0, 1, 3, 20, -1_000_000)),
    },
)
CRITERION = _fields(
    {"title": NAMES},
    optional={
        "description": _MAYBE_TEXT,
        "meets": _TEXT_OR_TWO,
        "red_flags": _TEXT_OR_TWO,
        "minutes": _MAYBE_MINUTES,
        "evidence_required": YES,
        "weight": st.none() | st.integers(0, 100),
        "replaces": st.lists(st.just("z-split-in-two"), max_size=1),
        "alignments": st.lists(
            _fields(
                {"framework": NAMES, "code": NAMES},
                optional={"uri": st.just("urn:example:1"), "name": NAMES, "level": _MAYBE_NAME},
            ),
            max_size=1,
        ),
    },
)
INTERVIEW = _fields({"title": NAMES}, optional={"minutes": _MAYBE_MINUTES})
KIND = _fields(
    {"title": NAMES, "concern": _ONE_TEXT_AT_LEAST, "strength": _ONE_TEXT_AT_LEAST},
    optional={"not_evidence": _TEXT_OR_TWO},
)
_RULE = _fields(
    {"rule": st.sampled_from(_RULES)},
    optional={"enabled": YES, "threshold": st.sampled_from((None, 1, 2, 3, 5, 100))},
)
CHANGES = _fields({"since": st.just(1)}, optional={"editorial": YES, "note": _MAYBE_TEXT})
RUBRIC = _fields(
    {
        "title": NAMES,
        "rules": st.lists(_RULE, max_size=3, unique_by=lambda one: str(one["rule"])),
    },
    optional={"description": _MAYBE_TEXT, "language": st.sampled_from(LANGUAGES)},
)
NOT_RATED = _fields(
    {"not_rated": st.sampled_from(get_args(NotRated))}, optional={"level": st.none()}
)
EVIDENCE = _fields(optional={"evidence": _MAYBE_TEXT})
REASON = _fields(optional={"reason": _MAYBE_TEXT})
_SET_ASIDE = _fields(
    {"reason": st.sampled_from(get_args(SetAsideReason))}, optional={"words": _MAYBE_TEXT}
)
FLAG = _fields(
    {"signal": st.sampled_from(get_args(Signal)), "observed": TEXTS},
    optional={
        "source": st.sampled_from(_SOURCES),
        "occasion": _MAYBE_NAME,
        "set_aside": st.none() | _SET_ASIDE,
        "kind_from": st.sampled_from(("chosen", "suggested")),
    },
)
SCORECARD = _fields(
    optional={
        "candidate": st.none() | REFS,
        "submitted_by": REFS,
        "interviewed_at": st.sampled_from(_MOMENTS),
        "submitted_at": st.sampled_from((None, *_MOMENTS)),
        "heard_before": st.sampled_from(_HEARD),
        "answers": st.lists(_fields({"question": NAMES, "text": TEXTS}), max_size=1),
        "notes": _MAYBE_TEXT,
        "origin": NAMES,
    },
)
_UNFINISHED = st.one_of(st.none(), st.sampled_from(("", "   ")), TEXTS)
_DRAFT_LEVEL = st.none() | st.integers(-2, 5)
DRAFT_RATING = _fields(
    optional={
        "level": _DRAFT_LEVEL,
        "not_rated": st.sampled_from((None, *get_args(NotRated))),
        "evidence": _UNFINISHED,
    },
)
_DRAFT_FLAG = _fields(
    optional={
        "observed": _UNFINISHED,
        "kind": st.none() | IDS,
        "words": _UNFINISHED,
        "signal": st.sampled_from((None, *get_args(Signal))),
        "source": st.sampled_from(_SOURCES),
        "occasion": _UNFINISHED,
        "set_aside": st.none() | _SET_ASIDE,
    },
)
DRAFT = _fields(
    {"interviewer": REFS, "flags": st.lists(_DRAFT_FLAG, max_size=3)},
    optional={
        "recommendation": _fields(optional={"level": _DRAFT_LEVEL}),
        "notes": _UNFINISHED,
    },
)
