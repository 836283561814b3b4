"""A hiring tool's JSON, read with the places of its values: every loss can be pointed at."""

from collections.abc import Iterable

import attrs

from fairscore import _json
from fairscore._canonical import Plain
from fairscore._faults import Reporter
from fairscore._tree import MAX_BYTES, Fault, Tree
from fairscore.document import Document
from fairscore.errors import Problem

__all__ = ["Payload"]

_TOO_LARGE = Fault(
    slug="too-large",
    message=f"more than {MAX_BYTES} bytes",
    advice="export fewer scorecards a file, and give the files together",
)


@attrs.frozen(kw_only=True)
class Payload:
    """
    What a hiring tool handed out.

    Attributes:
        plain: Its JSON as plain data.
        readable: Whether it could be read to its end. Half a payload is not used.
        faults: What is wrong with it as JSON.
        tree: Where everything stands.
        name: What to call it in problems.
        fields: Field names of the tool's format.
    """

    plain: Plain = attrs.field(repr=False)
    readable: bool
    faults: tuple[Fault, ...]
    tree: Tree = attrs.field(repr=False)
    name: str
    fields: frozenset[str]

    @classmethod
    def of(cls, payload: bytes | str, *, name: str, fields: frozenset[str]) -> "Payload":
        """
        Read a payload; raises nothing for a bad one.

        Args:
            payload: JSON; bytes are UTF-8.
            name: What to call it in problems.
            fields: Field names of the tool's format. Only these are repeated in a path: any other
                key may hold somebody's words.
        """
        if len(payload) > MAX_BYTES:
            return cls.refused(_TOO_LARGE, name)
        try:
            text = payload.decode("utf-8-sig") if isinstance(payload, bytes) else payload
        except UnicodeDecodeError as error:
            return cls.refused(_not_utf8(error), name)
        tree = _json.scan(text.removeprefix("\ufeff"))
        return cls(
            plain=tree.plain,
            readable=not tree.stopped,
            faults=tuple(tree.faults),
            tree=tree,
            name=name,
            fields=fields,
        )

    @classmethod
    def refused(cls, fault: Fault, name: str) -> "Payload":
        """A payload that is not even looked at."""
        return cls(
            plain=None,
            readable=False,
            faults=(fault,),
            tree=Tree(),
            name=name,
            fields=frozenset(),
        )

    def problems(self, faults: Iterable[Fault]) -> tuple[Problem, ...]:
        """Faults with their file, line and column, in the order of the payload, each once."""
        reporter = Reporter(Document, tree=self.tree, name=self.name)
        found = {
            attrs.evolve(reporter.problem(fault), path=self._known(fault.path)): None
            for fault in (*self.faults, *faults)
        }
        return tuple(sorted(found, key=lambda one: (one.line, one.column, one.slug)))

    def _known(self, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
        for length, step in enumerate(path):
            if isinstance(step, str) and step not in self.fields:
                return path[:length]
        return path


def _not_utf8(error: UnicodeDecodeError) -> Fault:
    before = error.object[: error.start].decode()
    return Fault(
        slug="not-utf-8",
        message="a byte that is not UTF-8 text",
        advice="save the file as UTF-8",
        place=(before.count("\n") + 1, len(before) - before.rfind("\n")),
    )
