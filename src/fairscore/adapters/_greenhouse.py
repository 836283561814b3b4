"""One scorecard of Greenhouse's Harvest API, version 1: from its fields to a document."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

import attrs

from fairscore._canonical import Plain
from fairscore._fields import Fields, listing
from fairscore._text import hidden_in
from fairscore._tree import Fault, Path
from fairscore.adapters._greenhouse_checks import contradictions
from fairscore.adapters._html import holds_html, plain_text
from fairscore.adapters._plain import inside, is_moment, label, reference, same, text_of, when
from fairscore.document import examine
from fairscore.rubric import Criterion, Interview, Rubric, Scale
from fairscore.scorecard import Scorecard

__all__ = ["Read", "Rounds", "Words", "read"]

Rounds = Literal["application", "step"]
"""What makes a round: everything written of an application, or each interview step of it."""

# What stands where nothing was chosen (Harvest API documentation). It is no level, not the middle.
_NO_DECISION = "no_decision"
# Two boxes of every form that stand among the questions, without an id (as above, the examples).
_TAKE_AWAYS = {"key take-aways", "key takeaways"}
_PRIVATE = "private notes"

_LONGEST = 10_000
_LONGEST_NAME = 60


@attrs.frozen(kw_only=True)
class Words:
    """The declared tables: each word of the tool, and the label of the level that is meant."""

    attribute: Mapping[str, str]
    recommendation: Mapping[str, str]


@attrs.frozen(kw_only=True, eq=False)
class Read:
    """One scorecard that was read, with what tells it from others and what got lost."""

    scorecard: Scorecard
    name: str
    path: Path
    step: str
    updated: datetime
    faults: tuple[Fault, ...]

    @property
    def seat(self) -> tuple[str, ...]:
        """What a debrief tells scorecards apart by."""
        card = self.scorecard
        return card.application, card.round, card.interviewer, card.interview or ""


def read(
    plain: Fields,
    path: Path,
    *,
    rubric: Rubric,
    words: Words,
    private: bool,
    rounds: Rounds,
) -> Read | Fault:
    """Make a document of one scorecard, or say why there can be none."""
    card = _Card(plain=plain, path=path, rubric=rubric, words=words, private=private)
    application, interviewer = card.id_of("application_id"), card.id_of("interviewer", "id")
    if application is None or interviewer is None:
        return _left_out(path, "without an id of its application or interviewer")
    step, number = card.id_of("interview_step", "id"), card.id_of("id")
    made = card.document() | {
        "application": f"greenhouse:{application}",
        "interviewer": f"greenhouse:{interviewer}",
        "round": f"step-{step}" if step and rounds == "step" else "greenhouse",
        "origin": f"greenhouse scorecard {number}" if number else "greenhouse scorecard",
    }
    reading = examine(json.dumps(made, ensure_ascii=False), Scorecard, format="json")
    found = reading.document
    if not isinstance(found, Scorecard):
        slugs = dict.fromkeys(problem.slug for problem in reading.problems)
        return _left_out(path, f"it makes no document: {', '.join(slugs)}")
    card.faults += contradictions(plain, found, path=path, ratings=words.attribute)
    own = f"scorecard-{number}" if number else f"interviewer-{interviewer}"
    return Read(
        scorecard=found,
        name=f"application-{application}-{own}",
        path=path,
        step=step or same(plain.get("interview")),
        updated=when(plain.get("updated_at")),
        faults=tuple(card.faults),
    )


def _left_out(path: Path, message: str) -> Fault:
    advice = "it was left out; look it up in Greenhouse"
    return Fault(slug="scorecard-left-out", message=message, advice=advice, path=path)


@attrs.define(kw_only=True, eq=False)
class _Card:
    """A scorecard on its way to a document, with what gets lost on the way."""

    plain: Fields
    path: Path
    rubric: Rubric
    words: Words
    private: bool
    faults: list[Fault] = attrs.field(factory=list[Fault])
    notes: list[str] = attrs.field(factory=list[str])

    def lose(self, slug: str, message: str, advice: str, *steps: str | int) -> None:
        path = (*self.path, *steps)
        self.faults.append(Fault(slug=slug, message=message, advice=advice, path=path))

    def unexpected(self, what: str, *steps: str | int) -> None:
        self.lose("unexpected-value", what, "it was left out; look it up in Greenhouse", *steps)

    def document(self) -> dict[str, Plain]:
        """All that is not about who and where, as plain data; what is empty is left out."""
        interview, candidate = self.interview(), self.id_of("candidate_id")
        submitter = self.id_of("submitted_by", "id")
        own = submitter == self.id_of("interviewer", "id")
        made: dict[str, Plain] = {
            "kind": "scorecard",
            "schema_version": 1,
            "rubric": {
                "id": self.rubric.id,
                "version": self.rubric.version,
                "structure": self.rubric.structure_digest,
            },
            "candidate": f"greenhouse:{candidate}" if candidate else None,
            "interview": interview,
            "submitted_by": f"greenhouse:{submitter}" if submitter and not own else None,
            "interviewed_at": self.moment("interviewed_at"),
            "submitted_at": self.moment("submitted_at"),
            "ratings": [*self.ratings(interview)],
            "recommendation": self.recommendation(),
            "answers": [*self.answers()],
        }
        # Last: what finds no place of its own is put among the notes on the way.
        made["notes"] = self.text("\n\n".join(self.notes))
        return {field: value for field, value in made.items() if value is not None}

    def id_of(self, *steps: str) -> str | None:
        return reference(inside(dict(self.plain), *steps))

    def moment(self, field: str) -> str | None:
        said = self.plain.get(field)
        if said is None or (isinstance(said, str) and is_moment(said)):
            return said
        message = "not a date and time with its offset from UTC"
        self.lose("bad-time", message, "it was left out", field)
        return None

    def interview(self) -> str | None:
        """Id of the rubric's interview of that title."""
        known = _by_name(self.rubric.interviews)
        step = inside(self.plain.get("interview_step"), "name")
        for said in (self.plain.get("interview"), step):
            if found := known.get(same(said)):
                return found
        if known:
            self.lose(
                "interview-unmatched",
                "no interview of the rubric has this title",
                "add it to the rubric; until then it stands for an interview of every criterion",
                "interview",
            )
        return None

    def ratings(self, interview: str | None) -> list[dict[str, Plain]]:
        """A rating for each criterion of the interview, joined by name; unknown for the others."""
        known = _by_name(self.rubric.criteria)
        rated: dict[str, dict[str, Plain]] = {}
        for index, row in self.rows("attributes"):
            at = ("attributes", index)
            name, rating = label(row.get("name")) or "(no name)", row.get("rating")
            note = self.text(row.get("note"), *at, "note")
            criterion = known.get(same(row.get("name")))
            if criterion is None:
                self.lose(
                    "attribute-unmatched",
                    f"no criterion of the rubric is called `{name[:_LONGEST_NAME]}`",
                    "its rating and note were kept among the notes",
                    *at,
                )
                self.keep(name, rating, note)
            elif criterion in rated:
                self.lose(
                    "attribute-twice",
                    f"another attribute is called `{criterion}` already",
                    "its rating and note were kept among the notes",
                    *at,
                )
                self.keep(name, rating, note)
            else:
                scale = self.rubric.scale_of(criterion)
                table = self.words.attribute
                mark = self.mark(name, rating, table=table, scale=scale, at=(*at, "rating"))
                rated[criterion] = mark | ({"evidence": note} if note else {})
        missing = [one for one in self.rubric.criteria_of(interview) if one not in rated]
        if missing:
            self.lose(
                "criterion-without-attribute",
                f"no attribute is called {', '.join(missing)}",
                "kept as unknown; give criterion and attribute the same name if they are the same",
                "attributes",
            )
        for one in missing:
            rated[one] = {"not_rated": "unknown"}
        return [{"criterion": criterion, **mark} for criterion, mark in rated.items()]

    def recommendation(self) -> dict[str, Plain] | None:
        field = "overall_recommendation"
        said, scale = self.plain.get(field), self.rubric.recommendation
        if scale is not None:
            name, table = "Overall recommendation", self.words.recommendation
            return self.mark(name, said, table=table, scale=scale, at=(field,))
        if said not in (None, _NO_DECISION):
            self.lose(
                "no-recommendation",
                "the rubric asks for no recommendation",
                "it was kept among the notes",
                field,
            )
            self.keep("Overall recommendation", said, None)
        return None

    def mark(
        self, name: str, said: Plain, *, table: Mapping[str, str], scale: Scale, at: Path
    ) -> dict[str, Plain]:
        """The level that a word means by its table, or `unknown`."""
        if said is None or said == _NO_DECISION:
            self.lose(
                "no-decision",
                "no rating was chosen",
                "kept as unknown: Greenhouse does not say why there is none",
                *at,
            )
            return {"not_rated": "unknown"}
        meant = table.get(text_of(said))
        levels = [
            level.value
            for level in scale.levels
            if meant and same(level.label).replace("_", " ") == meant
        ]
        if len(levels) == 1:
            return {"level": levels[0]}
        if meant is None:
            self.lose(
                "rating-unknown",
                f"not one of {', '.join(table)}",
                "kept as unknown; what is written there was kept among the notes",
                *at,
            )
        else:
            self.lose(
                "off-scale",
                f"the scale `{scale.id}` has no level labelled with what this word means",
                "kept as unknown, and among the notes; label its levels with Greenhouse's words",
                *at,
            )
        self.keep(name, said, None)
        return {"not_rated": "unknown"}

    def answers(self) -> Iterator[dict[str, Plain]]:
        """Answers under the rubric's questions, or under their own words."""
        known = {
            same(question.text): question.id
            for parts in (self.rubric.criteria, self.rubric.interviews)
            for part in parts
            for question in part.questions
        }
        for index, row in self.rows("questions"):
            at = ("questions", index)
            asked, said = text_of(row.get("question")).strip(), row.get("answer")
            box = same(asked)
            if box == _PRIVATE and said and not self.private:
                self.lose(
                    "private-left-out",
                    "private notes",
                    "they were left out; ask their author, then import with `--private`",
                    *at,
                )
                continue
            answer = self.answer(said, (*at, "answer"))
            if answer is None:
                continue
            if box in _TAKE_AWAYS or box == _PRIVATE:
                self.notes.append(f"{asked}: {answer}")
            elif box in known:
                yield {"question": known[box], "text": answer}
            else:
                self.lose(
                    "question-unmatched",
                    "the rubric has no question of these words",
                    "the answer was kept under its own question",
                    *at,
                )
                self.tell_hidden(asked, *at, "question")
                question = label(asked)
                full = answer if question == asked else f"{asked}\n\n{answer}"
                yield {"question": question or "question", "text": self.text(full, *at, "answer")}

    def tell_hidden(self, asked: str, *steps: str | int) -> None:
        """Report what a label cannot hold of a question. A break between lines is in sight."""
        if hidden := hidden_in("".join(asked.split())):
            self.lose(
                "hidden-character",
                f"holds the hidden character U+{ord(hidden[0]):04X}",
                "its label was written without it; the whole question stands above the answer",
                *steps,
            )

    def answer(self, said: Plain, at: Path) -> str | None:
        if isinstance(said, str) and holds_html(said):
            self.lose("html-in-answer", "formatted as HTML", "its words were kept as text", *at)
            said = plain_text(said)
        return self.text(said, *at)

    def keep(self, name: str, said: Plain, note: str | None) -> None:
        """Put what finds no place of its own among the notes, under its name."""
        given = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        heading = name if said is None else f"{name} ({given})"
        self.notes.append(f"{heading}: {note}" if note else heading)

    def text(self, said: Plain, *steps: str | int) -> str | None:
        """A text that a scorecard can hold; None where nothing is written."""
        if said is None:
            return None
        if not isinstance(said, str):
            self.unexpected("not text", *steps)
            return None
        if len(said) > _LONGEST:
            self.lose(
                "text-too-long",
                f"a text of more than {_LONGEST} characters",
                "the rest was left out; look it up in Greenhouse",
                *steps,
            )
        kept = said[:_LONGEST]
        return kept if kept.strip() else None

    def rows(self, field: str) -> Iterator[tuple[int, Fields]]:
        """Objects of a list; anything else in their place is reported."""
        items = self.plain.get(field)
        if items is not None and not isinstance(items, list):
            self.unexpected("not a list", field)
        for index, item in enumerate(listing(self.plain, field)):
            if isinstance(item, dict):
                yield index, item
            else:
                self.unexpected("not an object", field, index)


def _by_name(parts: tuple[Criterion, ...] | tuple[Interview, ...]) -> dict[str, str]:
    """Ids by id and by title; where the two disagree the title is meant. No name is no key."""
    by_id = {part.id: part.id for part in parts}
    by_title = {same(part.title): part.id for part in parts}
    return {name: one for name, one in (by_id | by_title).items() if name}
