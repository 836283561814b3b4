"""
What an SQLite store runs, over anything that runs a statement.

The same statements run on a connection of our own, on a host's, and on the one of a test that cuts
the power at each write.
"""

from collections.abc import Sequence

from fairscore.errors import Conflict
from fairscore.event import PanelId, SeatKey
from fairscore.log import Body, Record
from fairscore.stores import Change
from fairscore.stores._sqlite_schema import Run

__all__ = ["append", "bodies", "drafts", "erase", "load", "panels"]

PAD = "zeroblob((SELECT page_size FROM pragma_page_size) / 4 + 64)"
"""As much as a page keeps of a row at most; see the schema."""

_HERE = "tenant = ? AND application = ? AND round = ?"
_SEAT = "interviewer = ? AND interview = ?"


def load(run: Run, panel: PanelId) -> tuple[Record, ...]:
    """See `Store.load`."""
    rows = run(
        f"SELECT event, head FROM fairscore_record WHERE {_HERE} ORDER BY sequence",
        _key(panel),
    )
    return tuple(Record(event=event, head=head) for event, head in rows)


def append(run: Run, panel: PanelId, change: Change, *, expected_version: int) -> None:
    """See `Store.append`."""
    key = _key(panel)
    ((last,),) = run(f"SELECT max(sequence) FROM fairscore_record WHERE {_HERE}", key)
    if expected_version != (0 if last is None else last + 1):
        raise Conflict
    if not expected_version:
        run("INSERT INTO fairscore_panel VALUES (?, ?, ?) ON CONFLICT DO NOTHING", key)
    for sequence, record in enumerate(change.records, expected_version):
        run(
            "INSERT INTO fairscore_record VALUES (?, ?, ?, ?, ?, ?)",
            (*key, sequence, record.event, record.head),
        )
    for body in change.bodies:
        run(
            f"INSERT INTO fairscore_body VALUES (?, ?, ?, ?, {PAD}, ?, ?)",
            (*key, body.commitment, body.salt, body.content),
        )
    for subject in change.subjects:
        run(
            "INSERT INTO fairscore_subject VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (panel.tenant, subject, panel.application, panel.round),
        )
    for seat in change.settled:
        run(f"DELETE FROM fairscore_draft WHERE {_HERE} AND {_SEAT}", (*key, *seat))


def erase(run: Run, panel: PanelId, change: Change, *, expected_version: int) -> None:
    """See `Store.erase`."""
    append(run, panel, change, expected_version=expected_version)
    for commitment in change.erased:
        one = (*_key(panel), commitment)
        run("INSERT INTO fairscore_erasing VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", one)
        for table in ("fairscore_body", "fairscore_erasing"):
            run(f"DELETE FROM {table} WHERE {_HERE} AND commitment = ?", one)


def bodies(run: Run, panel: PanelId, commitments: Sequence[str]) -> dict[str, Body]:
    """See `Store.bodies`."""
    # One statement each needs no transaction around them: a body is as it was sealed, or is gone.
    found: dict[str, Body] = {}
    for commitment in commitments:
        for salt, content in run(
            f"SELECT salt, content FROM fairscore_body WHERE {_HERE} AND commitment = ?",
            (*_key(panel), commitment),
        ):
            found[commitment] = Body(commitment=commitment, salt=salt, content=content)
    return found


def drafts(run: Run, panel: PanelId, seat: SeatKey, *, write: bytes | None) -> bytes | None:
    """See `Store.drafts`."""
    place = (*_key(panel), *seat)
    one = f"{_HERE} AND {_SEAT}"
    if write is not None:
        run(f"DELETE FROM fairscore_draft WHERE {one}", place)
    if write:
        run(f"INSERT INTO fairscore_draft VALUES (?, ?, ?, ?, ?, {PAD}, ?)", (*place, write))
    rows = list(run(f"SELECT content FROM fairscore_draft WHERE {one}", place))
    return rows[0][0] if rows else None


def panels(
    run: Run, tenant: str, *, subject: str | None, after: PanelId | None, limit: int
) -> tuple[PanelId, ...]:
    """See `Store.panels`."""
    # Of another tenant, every panel of this one comes behind it, or none does.
    if after and after.tenant > tenant:
        return ()
    page = (after.application, after.round) if after and after.tenant == tenant else ("", "")
    where, whose = ("fairscore_panel", ()) if subject is None else ("fairscore_subject", (subject,))
    rows = run(
        f"SELECT application, round FROM {where} AS one WHERE tenant = ?"
        f"{' AND subject = ?' if whose else ''} AND (application, round) > (?, ?)"
        " AND EXISTS (SELECT 1 FROM fairscore_record AS its WHERE its.tenant = one.tenant"
        " AND its.application = one.application AND its.round = one.round)"
        " ORDER BY application, round LIMIT ?",
        (tenant, *whose, *page, limit),
    )
    return tuple(
        PanelId(tenant=tenant, application=application, round=which) for application, which in rows
    )


def _key(panel: PanelId) -> tuple[str, str, str]:
    return panel.tenant, panel.application, panel.round
