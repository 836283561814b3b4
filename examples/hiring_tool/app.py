"""
A small hiring tool: FastAPI, async SQLAlchemy, and a desk for scorecards.

    uvicorn --factory app:main

It shows where things belong. Scorecards, drafts and receipts are the desk's. People, mails and the
rest are the tool's own, in its own tables. Whatever somebody is shown is made from their view, and
from nothing else: the page, the answer of the API, and the text of a mail.

`X-Person` stands for your login. Whoever can set it is that person, so put a real login there.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, FastAPI, Header, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

import fairscore as fs
from fairscore import stores
from fairscore.async_desk import AsyncDesk
from fairscore.errors import KeyReused, NoSuchPanel, NotPermitted, NotYet, PanelError
from fairscore.event import SYSTEM
from fairscore.view import View

STATUS = {NoSuchPanel: 404, NotPermitted: 403, NotYet: 403, KeyReused: 409}
Person = Annotated[str, Header(alias="X-Person")]
Key = Annotated[str, Header(alias="Idempotency-Key")]
Json = Annotated[dict[str, Any], Body()]


class Base(DeclarativeBase):
    """The tool's own tables."""


class Mail(Base):
    """A mail to somebody."""

    __tablename__ = "mail"
    # Its number is never shown: it would tell how many mails others got.
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(index=True)
    application: Mapped[str]
    text: Mapped[str]


class Tool:
    """What a request needs: the desk, the tool's own database, and a clock."""

    def __init__(self, engine: AsyncEngine, desk: AsyncDesk, clock: Callable[[], datetime]) -> None:
        """Put them together."""
        self.desk, self.clock = desk, clock
        self.sessions = async_sessionmaker(engine)

    async def view(self, application: str, person: str) -> View:
        """What somebody may see of a panel; that they saw it is recorded before they do."""
        panel = self.desk.panel(application=application)
        return await self.desk.look(panel, viewer=person, at=self.clock())


def tool_of(request: Request) -> Tool:
    """The tool that the application was made with."""
    tool: Tool = request.app.state.tool
    return tool


Its = Annotated[Tool, Depends(tool_of)]
router = APIRouter(prefix="/panels/{application}")


@router.get("")
async def look(application: str, person: Person, tool: Its) -> dict[str, Any]:
    """The page of a panel, as one person may see it."""
    return shown(await tool.view(application, person))


@router.put("/draft", status_code=204)
async def keep_draft(  # noqa: PLR0917 (FastAPI passes them by name)
    application: str, document: Json, person: Person, tool: Its
) -> Response:
    """Keep what somebody is writing."""
    draft = fs.parse(written(document, application, person), fs.Draft, format="json")
    await tool.desk.keep_draft(tool.desk.panel(application=application), draft)
    return Response(status_code=204)


@router.post("/scorecard", status_code=201)
async def submit(  # noqa: PLR0917 (FastAPI passes them by name)
    application: str, document: Json, person: Person, key: Key, tool: Its
) -> dict[str, Any]:
    """Hand in. The same key and scorecard again give the same receipt."""
    card = fs.parse(written(document, application, person), fs.Scorecard, format="json")
    panel = tool.desk.panel(application=application)
    receipt = await tool.desk.submit(panel, card, key=key, at=tool.clock())
    return {"receipt": getattr(receipt, "head", None)}


@router.delete("/scorecard", status_code=204)
async def withdraw(application: str, person: Person, tool: Its) -> Response:
    """Take it back."""
    panel = tool.desk.panel(application=application)
    await tool.desk.withdraw(panel, (person, ""), by=person, at=tool.clock())
    return Response(status_code=204)


@router.post("/reveal")
async def reveal(application: str, person: Person, tool: Its) -> dict[str, Any]:
    """Reveal if the policy allows it by now, and show the page."""
    panel = tool.desk.panel(application=application)
    await tool.desk.reveal(panel, by=person, at=tool.clock())
    return shown(await tool.view(application, person))


@router.post("/reminders", status_code=204)
async def remind(application: str, tool: Its) -> Response:
    """Write a mail to everybody who is waited for. A job calls this; it is shown nothing."""
    for seat in (await tool.view(application, SYSTEM)).pending or ():
        # Made from the view of whoever gets it: from the reminder's own it would tell who else.
        theirs = await tool.view(application, seat.interviewer)
        async with tool.sessions.begin() as session:
            await write(session, theirs)
    return Response(status_code=204)


@router.get("/mails")
async def mails(application: str, person: Person, tool: Its) -> list[str]:
    """The mails that somebody got of a panel."""
    mine = select(Mail.text).where(Mail.person == person, Mail.application == application)
    async with tool.sessions() as session:
        return list(await session.scalars(mine.order_by(Mail.id)))


def written(document: dict[str, Any], application: str, person: str) -> str:
    """A document with its author and application as the tool knows them, not as it was told."""
    return json.dumps(document | {"application": application, "interviewer": person})


async def write(session: AsyncSession, view: View) -> None:
    """Write a reminder from a view."""
    seats = ", ".join(f"{one.seat.interview or 'interview'}: {one.status}" for one in view.own)
    text = f"{view.panel.application}: your scorecard is waited for ({seats})"
    session.add(Mail(person=view.viewer, application=view.panel.application, text=text))


def shown(view: View) -> dict[str, Any]:
    """A view as JSON."""
    return {
        "application": view.panel.application,
        "own": [
            {
                "interview": one.seat.interview,
                "status": one.status,
                "scorecard": one.scorecard and one.scorecard.model_dump(mode="json"),
                "draft": one.draft and one.draft.model_dump(mode="json"),
                "receipt": one.receipt and one.receipt.head,
            }
            for one in view.own
        ],
        "pending": view.pending and [seat.interviewer for seat in view.pending],
        "scorecards": view.revealed
        and [one.scorecard.model_dump(mode="json") for one in view.revealed.entries],
    }


async def refused(_: Request, error: Exception) -> JSONResponse:
    """Say no with the problem's slug and words, which hold nothing that is sealed."""
    if isinstance(error, PanelError):
        told = {"problem": error.problem.slug, "message": error.problem.message}
        pending = getattr(error, "pending", None)
        if pending is not None:
            told["pending"] = ", ".join(interviewer for interviewer, _ in pending)
        return JSONResponse(told, status_code=STATUS.get(type(error), 409))
    return JSONResponse({"problem": "document", "message": str(error)}, status_code=422)


def create(
    engine: AsyncEngine, desk: AsyncDesk, *, clock: Callable[[], datetime] | None = None
) -> FastAPI:
    """Make the application."""
    app = FastAPI(title="A small hiring tool")
    app.state.tool = Tool(engine, desk, clock or (lambda: datetime.now(UTC)))
    app.include_router(router)
    app.add_exception_handler(PanelError, refused)
    app.add_exception_handler(fs.DocumentError, refused)
    return app


def main() -> FastAPI:
    """The application on SQLite. For PostgreSQL: its addresses, and `stores.AsyncPostgreSQL`."""
    engine = create_async_engine("sqlite+aiosqlite:///tool.db", hide_parameters=True)
    return create(engine, AsyncDesk(stores.AsyncSQLite("panels.db"), tenant="acme"))
