"""Every difference between two versions of a rubric, one change after the other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

import attrs

from fairscore._difference import Change, Lists, Places, Sort, listed, number, words
from fairscore._rated import Rated, rated, written
from fairscore._scales import moves
from fairscore.rubric import Criterion, Interview, Question, Rubric
from fairscore.vocabulary import Kind

__all__ = ["changes", "kind_changes", "language_changes"]

Timed = Criterion | Interview | Question
Asking = Criterion | Interview
_SORTS: tuple[Sort, ...] = get_args(Sort)


def changes(old: Rubric, new: Rubric) -> tuple[Change, ...]:
    """Everything that differs, but for the version and what the rubric says under `changes`."""
    found: dict[tuple[object, ...], Change] = {}
    for change in _changes(old, new):
        # What befalls a shared scale is one change, however many criteria are rated on it.
        key = (change.slug, change.message, change.where, change.path)
        same = found.get(key, change)
        found[key] = attrs.evolve(
            same,
            sort=min(same.sort, change.sort, key=_SORTS.index),
            criteria=tuple(dict.fromkeys((*same.criteria, *change.criteria))),
            comparable=same.comparable and change.comparable,
        )
    return tuple(found.values())


def _changes(old: Rubric, new: Rubric) -> Iterator[Change]:
    for field in ("title", "description"):
        yield from words(field, (getattr(old, field), getattr(new, field)), ((), ()))
    yield from language_changes(old.language, new.language)
    yield from _shared_scales(old, new)
    yield from _criteria(old, new)
    yield from _interviews(old, new)
    yield from _recommendation(old, new)
    yield from kind_changes(old.kinds, new.kinds)
    yield from _rules(old, new)


def language_changes(old: str, new: str) -> Iterator[Change]:
    """The change of the language that a document is in."""
    if old != new:
        message = f"in `{new}`, no longer in `{old}`"
        yield Change(slug="language-changed", message=message, path=("language",))


def _at(field: str) -> Places:
    return (field,), (field,)


def _below(places: Places, field: str) -> Places:
    was, now = places
    return (*was, field), (*now, field)


# --- Scales -------------------------------------------------------------------


def _shared_scales(old: Rubric, new: Rubric) -> Iterator[Change]:
    lists = Lists(old.scales, new.scales, lambda one: one.id, _at("scales"))
    yield from lists.differences("shared-scale-added", "shared-scale-removed", order="words")
    for before, after, places in lists.both():
        yield from words("title", (before.title, after.title), places)
        for change in _scale(written(before, places[0]), written(after, places[1])):
            # Criteria say for themselves which of this reaches them.
            sort = "process" if change.sort == "structure" else change.sort
            yield attrs.evolve(change, sort=sort, comparable=True)


def _scale(old: Rated, new: Rated) -> Iterator[Change]:
    """What changed in the levels of a scale, and the line over it."""
    was, now = ({level.value: level for level in one.scale.levels} for one in (old, new))
    moved = moves(old.scale, new.scale)
    sources, targets = {before for before, _ in moved}, {after for _, after in moved}
    kept = [one for one in now if one in was and one not in sources and one not in targets]
    for before, after in moved:
        message = f"what level {before} said stands at level {after}"
        path = new.places[after, ""]
        yield Change(slug="level-moved", message=message, path=path, comparable=False)
    for value in now:
        if value not in kept and value not in targets:
            path = new.places[value, ""]
            message = f"level {value} is new"
            yield Change(slug="level-added", message=message, path=path, comparable=False)
    for value in was:
        if value not in kept and value not in sources:
            yield Change(
                slug="level-removed",
                message=f"level {value} is gone",
                path=old.places[value, ""],
                where="old",
                comparable=False,
            )
    for value in now:
        if value in was:
            what, path = f"points of level {value}", new.places[value, "points"]
            points = was[value].points, now[value].points
            for change in number("points-changed", what, points, path=path):
                yield attrs.evolve(change, comparable=False)
    for values in (*((one, one) for one in kept), *moved):
        yield from _level(old, new, values)
    yield from _line(old, new)


def _level(old: Rated, new: Rated, values: tuple[int, int]) -> Iterator[Change]:
    """What changed in the words of a level, which may stand at another value now."""
    before, after = (
        next(level for level in one.scale.levels if level.value == value)
        for one, value in zip((old, new), values, strict=True)
    )
    here = next((level for level in old.scale.levels if level.value == values[1]), None)
    for field in ("label", "anchor", "red_flags"):
        texts = getattr(before, field), getattr(after, field)
        if here is not None and getattr(here, field) == texts[1]:
            continue  # What moved here are other words of that level: these stayed where they were.
        places = old.places[values[0], field][:-1], new.places[values[1], field][:-1]
        yield from words(field, texts, places, of=f" of level {values[1]}")


def _line(old: Rated, new: Rated) -> Iterator[Change]:
    """A line that moved: the scale's, or the criterion's where it or its levels make it."""
    before, after = old.scale.hire_line, new.scale.hire_line
    required = "required_level" in {*old.line[-1:], *new.line[-1:]}
    slug, what = (
        ("required-level-moved", "the required level")
        if required
        else ("hire-line-moved", "the hire line")
    )
    # Before, the criterion made its line; that the scale makes it now is the criterion's change.
    path = new.own if old.line[0] == "criteria" and new.line[0] == "scales" else new.line
    for change in number(slug, what, (before, after), path=path):
        yield attrs.evolve(change, comparable=False)


# --- Criteria -----------------------------------------------------------------


def _criteria(old: Rubric, new: Rubric) -> Iterator[Change]:
    lists = Lists(old.criteria, new.criteria, lambda one: one.id, _at("criteria"))
    yield from _lineage(old, new)
    yield from lists.reordered("structure")
    for before, after, places in lists.both():
        for change in (
            *_ratings(old, new, after.id),
            *_criterion(before, after, places),
        ):
            yield attrs.evolve(change, criteria=(after.id,))


def _lineage(old: Rubric, new: Rubric) -> Iterator[Change]:
    """Criteria that came and went, with what took whose place."""
    was, now = ([one.id for one in rubric.criteria] for rubric in (old, new))
    replaced = {
        one.id: [name for name in one.replaces if name in was]
        for one in new.criteria
        if one.id not in was
    }
    heirs = {
        name: [one for one, names in replaced.items() if name in names]
        for name in was
        if name not in now
    }
    for name, names in replaced.items():
        change = Change(
            slug="criterion-added",
            message=f"`{name}` is new",
            path=("criteria", now.index(name)),
            criteria=(name, *names),
            comparable=not names,
        )
        if len(names) > 1:
            message = f"`{name}` took the place of {listed(names)}"
            yield attrs.evolve(change, slug="criteria-merged", message=message)
        elif names and len(heirs[names[0]]) == 1:
            message = f"`{name}` took the place of {listed(names)}"
            yield attrs.evolve(change, slug="criterion-replaced", message=message)
        elif not names:
            yield change
    for name, names in heirs.items():
        change = Change(
            slug="criterion-removed",
            message=f"`{name}` is gone",
            path=("criteria", was.index(name)),
            where="old",
            criteria=(name, *names),
            comparable=False,
        )
        if len(names) > 1:
            message = f"{listed(names)} took the place of `{name}`"
            yield attrs.evolve(change, slug="criterion-split", message=message)
        elif not names:
            yield change


def _ratings(old: Rubric, new: Rubric, criterion_id: str) -> Iterator[Change]:
    """What changed in the levels that one criterion is rated on."""
    was, now = rated(old, criterion_id), rated(new, criterion_id)
    before, after = (one.base.id if one.base else None for one in (was, now))
    required = (rubric.criterion(criterion_id).required_level for rubric in (old, new))
    if len({*required}) > 1 and was.scale.hire_line == now.scale.hire_line:
        yield Change(
            slug="required-level-moved",
            message="it names the required level differently; the line stays",
            path=(*now.own, "required_level"),
            sort="process",
        )
    if before == after:
        yield from _scale(was, now)
        return
    on = [f"`{name}`" if name else "levels of its own" for name in (after, before)]
    path = (*now.own, "scale") if new.criterion(criterion_id).scale else now.own
    yield Change(slug="scale-changed", message=f"on {on[0]}, no longer on {on[1]}", path=path)
    for change in _scale(was, now):
        # The scales themselves may be as they were: what changed is which one is named.
        own = was.own if change.where == "old" else path
        yield attrs.evolve(change, path=own) if change.path[0] == "scales" else change


def _criterion(before: Criterion, after: Criterion, places: Places) -> Iterator[Change]:
    for field in ("title", "description", "meets", "red_flags"):
        yield from words(field, (getattr(before, field), getattr(after, field)), places)
    weights, path = (before.weight, after.weight), (*places[1], "weight")
    yield from number("weight-changed", "weight", weights, path=path)
    yield from _minutes(before, after, places)
    if before.evidence_required != after.evidence_required:
        yield Change(
            slug="evidence-rule-changed",
            message="evidence is " + ("required" if after.evidence_required else "optional"),
            path=(*places[1], "evidence_required"),
        )
    if before.alignments != after.alignments:
        message, path = "it points to other entries of frameworks", (*places[1], "alignments")
        yield Change(slug="alignments-changed", message=message, path=path)
    if before.replaces != after.replaces:
        message, path = "it says anew what it replaced", (*places[1], "replaces")
        yield Change(slug="replaces-changed", message=message, path=path)
    yield from _questions(before, after, places)


def _minutes(before: Timed, after: Timed, places: Places) -> Iterator[Change]:
    path = (*places[1], "minutes")
    yield from number("minutes-changed", "minutes", (before.minutes, after.minutes), path=path)


def _questions(before: Asking, after: Asking, places: Places) -> Iterator[Change]:
    below = _below(places, "questions")
    lists = Lists(before.questions, after.questions, lambda one: one.id, below)
    yield from lists.differences("question-added", "question-removed", order="process")
    for one, other, at in lists.both():
        yield from words("text", (one.text, other.text), at)
        yield from _minutes(one, other, at)


# --- The rest -----------------------------------------------------------------


def _interviews(old: Rubric, new: Rubric) -> Iterator[Change]:
    lists = Lists(old.interviews, new.interviews, lambda one: one.id, _at("interviews"))
    yield from lists.differences("interview-added", "interview-removed", order="structure")
    for before, after, places in lists.both():
        yield from words("title", (before.title, after.title), places)
        yield from _minutes(before, after, places)
        sit, at = (before.interviewers, after.interviewers), (*places[1], "interviewers")
        yield from number("interviewers-changed", "interviewers", sit, path=at)
        same = Lists(before.criteria, after.criteria, str, _below(places, "criteria"))
        if {*before.criteria} == {*after.criteria}:
            yield from same.reordered("structure")
        else:
            message = (
                f"it looks at {listed(after.criteria)}, no longer at {listed(before.criteria)}"
            )
            yield Change(slug="interview-changed", message=message, path=same.places[1])
        yield from _questions(before, after, places)


def _recommendation(old: Rubric, new: Rubric) -> Iterator[Change]:
    path = ("recommendation",)
    before, after = old.recommendation, new.recommendation
    if before and after:
        if before.id != after.id:
            message = f"on `{after.id}`, no longer on `{before.id}`"
            yield Change(slug="scale-changed", message=message, path=(*path, "id"))
        yield from words("title", (before.title, after.title), (path, path))
        yield from _scale(written(before, path), written(after, path))
    elif after:
        message = "a recommendation is asked for"
        yield Change(slug="recommendation-added", message=message, path=path)
    elif before:
        yield Change(
            slug="recommendation-removed",
            message="no recommendation is asked for",
            path=path,
            where="old",
            comparable=False,
        )


def kind_changes(old: Sequence[Kind], new: Sequence[Kind]) -> Iterator[Change]:
    """What changed among kinds of flags: of a rubric, or of a vocabulary."""
    gone = {one.code for one in old} - {one.code for one in new}
    now = {was: one.code for one in new for was in one.formerly if was in gone}

    def name(kind: Kind) -> str:
        return now.get(kind.code, kind.code)

    lists = Lists(old, new, name, _at("kinds"))
    yield from lists.differences("kind-added", "kind-removed", order="structure")
    for index, kind in enumerate(new):
        for was in kind.formerly:
            if was in now:
                message = f"`{kind.code}`, no longer `{was}`; flags under either count together"
                yield Change(slug="kind-renamed", message=message, path=("kinds", index, "code"))
    held = {one.code for one in old}

    def itself(kind: Kind) -> str:
        # One that others were merged into is compared with itself, and not with what is gone.
        return kind.code if name(kind) in held else name(kind)

    alike = Lists(old, new, itself, _at("kinds"))
    for before, after, places in alike.both():
        yield from _kind(before, after, places, now=now)


def _kind(before: Kind, after: Kind, places: Places, *, now: Mapping[str, str]) -> Iterator[Change]:
    for field in ("title", "concern", "strength", "not_evidence"):
        yield from words(field, (getattr(before, field), getattr(after, field)), places)
    if before.criterion != after.criterion:
        message = f"it answers to `{after.criterion}`, no longer to `{before.criterion}`"
        yield Change(slug="kind-changed", message=message, path=(*places[1], "criterion"))
    opposing = before.opposing and now.get(before.opposing, before.opposing)
    if opposing != after.opposing:
        message = "it has another opposite" if after.opposing else "it has no opposite any more"
        yield Change(slug="kind-changed", message=message, path=(*places[1], "opposing"))
    lost = {before.code, *before.formerly} - {after.code, *after.formerly}
    gained = {*after.formerly} - {before.code, *before.formerly} - now.keys()
    for codes, how in ((lost, "no longer"), (gained, "by now")):
        for code in sorted(codes):
            message = f"flags under `{code}` count as it {how}"
            yield Change(slug="kind-changed", message=message, path=places[1])


def _rules(old: Rubric, new: Rubric) -> Iterator[Change]:
    lists = Lists(old.rules, new.rules, lambda one: one.rule, _at("rules"))
    yield from lists.differences("rule-tuned", "rule-tuned", order="words")
    for before, after, places in lists.both():
        if before != after:
            message = f"`{after.rule}` is set differently"
            yield Change(slug="rule-tuned", message=message, path=places[1])
