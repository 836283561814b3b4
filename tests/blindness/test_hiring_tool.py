"""A small hiring tool on FastAPI and async SQLAlchemy, shown to be blind in this process (P1)."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
import pytest

from fairscore import stores
from fairscore.async_desk import AsyncDesk
from fairscore.event import SYSTEM
from fairscore.testing.blindness import Leak, Refused, Scene, Tool, Written, assert_blind

from .desks import POLICIES, Salts
from .room import plain, rubric

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

httpx = pytest.importorskip("httpx")
pytest.importorskip("fastapi")
pytest.importorskip("aiosqlite")
sqlalchemy = pytest.importorskip("sqlalchemy")

HERE = Path(__file__).parents[2] / "examples" / "hiring_tool" / "app.py"
SEED = 20261125


def _app() -> Any:
    spec = importlib.util.spec_from_file_location("hiring_tool_app", HERE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # FastAPI looks names up in the module, so it has to be there.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


app = _app()


class HiringTool(Tool):
    """The example, called over its API and in no other way."""

    policies = POLICIES
    strangers = ("outsider-1",)
    # It logs from its connection's thread, before or after what the next call logs.
    left_out = ("aiosqlite",)
    runner: ClassVar[asyncio.Runner]

    def open(self, scene: Scene) -> None:
        """Start a copy of the tool, and open the panel as its own code would."""
        from sqlalchemy import event
        from sqlalchemy.ext.asyncio import create_async_engine
        from sqlalchemy.pool import StaticPool

        self.sent: list[str] = []
        self.engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
        event.listen(
            self.engine.sync_engine,
            "before_cursor_execute",
            lambda *given: self.sent.append(given[2]),
        )
        self.salts = Salts()
        self.path = f"/panels/app-{scene.number}"
        desk = AsyncDesk(stores.AsyncMemory(), tenant="acme", salt=self.salts)
        self.app = app.create(self.engine, desk, clock=lambda: self.at)
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app), base_url="http://tool"
        )
        self.runner.run(self._begin(desk, scene))

    async def _begin(self, desk: AsyncDesk, scene: Scene) -> None:
        async with self.engine.begin() as connection:
            await connection.run_sync(app.Base.metadata.create_all)
        self.panel = await desk.open(
            rubric(),
            application=f"app-{scene.number}",
            seats=scene.seats,
            members=scene.members,
            policy=scene.policy,
            candidate=scene.candidate,
            at=scene.opened,
        )

    def stop(self) -> None:
        """Close what was opened."""
        self.runner.run(self.client.aclose())
        self.runner.run(self.engine.dispose())

    def statements(self) -> Iterable[str]:
        """What the tool's own database was sent."""
        sent = list(self.sent)
        self.sent.clear()
        return sent

    def _call(self, verb: str, path: str, person: str, **more: Any) -> object:
        self.salts.person = person
        headers = {"X-Person": person, **more.pop("headers", {})}
        call = self.client.request(verb, self.path + path, headers=headers, **more)
        answer = self.runner.run(call)
        told = (answer.status_code, sorted(answer.headers.multi_items()), answer.content)
        if answer.is_error:
            raise Refused(*told)
        return told

    def submit(self, person: str, written: Written) -> object:
        """Hand in over the API."""
        return self._call(
            "POST",
            "/scorecard",
            person,
            json=plain(person, written.level, written.words, "scorecard"),
            headers={"Idempotency-Key": written.key},
        )

    def draft(self, person: str, written: Written) -> object:
        """Keep a draft over the API."""
        document = plain(person, written.level, written.words, "draft")
        return self._call("PUT", "/draft", person, json=document)

    def withdraw(self, person: str) -> object:
        """Take it back over the API."""
        return self._call("DELETE", "/scorecard", person)

    def reveal(self, person: str) -> object:
        """Ask for the reveal over the API."""
        return self._call("POST", "/reveal", person)

    def do_remind(self, person: str) -> object:
        """Let the job run that writes mails."""
        told = self._call("POST", "/reminders", SYSTEM)
        # What the job sends depends on who is pending, which it is told; nobody watches it.
        self.sent.clear()
        return told

    def look_page(self, person: str) -> object:
        """Look at the page."""
        return self._call("GET", "", person)

    def look_mails(self, person: str) -> object:
        """Read one's mails."""
        return self._call("GET", "/mails", person)


@pytest.fixture
def tool() -> Iterator[type[HiringTool]]:
    """The example, in a loop of its own."""
    with asyncio.Runner() as HiringTool.runner:
        yield HiringTool


@pytest.mark.long
def test_the_example_is_blind(tool: type[HiringTool], report: Callable[[str], None]) -> None:
    """Nobody can tell by a page, a status, a header, a mail or a statement (P1)."""
    report(f"the example: {assert_blind(tool, steps=1000, seed=SEED)}")


def _modified(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of who is waited for goes into everybody's page, as the facilitator sees it."""
    old = app.Tool.view

    async def leaking(self: Any, application: str, person: str) -> Any:
        view = await old(self, application, person)
        everybody = await old(self, application, SYSTEM)
        return attrs.evolve(view, pending=everybody.pending)

    monkeypatch.setattr(app.Tool, "view", leaking)


def _mail_that_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reminder says how many others were written."""
    old = app.write

    async def counting(session: Any, view: Any) -> None:
        before = len((await session.scalars(app.select(app.Mail.text))).all())
        await old(session, attrs.evolve(view, own=view.own * (1 + before)))

    monkeypatch.setattr(app, "write", counting)


@pytest.mark.long
@pytest.mark.parametrize("fault", [_modified, _mail_that_counts], ids=["page", "mail"])
def test_a_leak_of_the_example_is_found(
    tool: type[HiringTool], fault: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the tool itself gets wrong is found, over its API (negative control)."""
    fault(monkeypatch)
    with pytest.raises(Leak):
        assert_blind(tool, steps=10**6, seed=SEED, most_scenes=200)
