"""The network between a client and the tests' server, on the loopback, so that it can fail at a chosen moment."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

from tests.postgres_programs import free_port
from tests.wire_talk import Talk

Given = TypeVar("Given")
Messages = Callable[[bytes], Iterator[tuple[bytes, bool]]]
PATIENCE_S = 30


class Fate(StrEnum):
    """What happens to the connection that commits next."""

    CUT_BEFORE = "cut before the order to commit reaches the server: it is not done, and the client cannot know"
    CUT_AFTER = "cut before the answer reaches the client: it is done, and the client cannot know"
    SILENCE_BEFORE = "the order is lost and the connection stays open, silent"
    SILENCE_AFTER = "the answer is lost and the connection stays open, silent"


@dataclass(eq=False)
class Line:
    """One connection: both ends and the work of carrying it."""

    client: asyncio.StreamWriter
    work: asyncio.Task[None] = field(init=False)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    server: asyncio.StreamWriter | None = None
    talk: Talk = field(default_factory=Talk)
    silent: bool = False

    def reset(self) -> None:
        """End both sides with a reset, without goodbye."""
        for end in (self.client, self.server):
            if end is not None:
                _reset(end)


class Wire:
    """Passes on what clients say at `port` of the loopback to a server at another port, until it is told otherwise.

    What it cannot play: a cable that is pulled out. This machine still acknowledges every packet, so TCP's keepalive
    finds nothing wrong when the wire holds everything back; only a client that minds the time does. Messages travel
    whole. Commits are seen in connections without TLS only.
    """

    def __init__(self, server_port: int) -> None:
        self.port = free_port()
        self.delay_s = 0.0
        """How long each piece is on its way, in either direction."""
        self.carried = 0
        """How many connections were taken so far."""
        self._server_port = server_port
        self._lines: set[Line] = set()
        self._fate: tuple[Fate, int] | None = None
        self._struck = threading.Event()
        self._bugs: list[BaseException] = []
        self._listener: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="wire", daemon=True)
        self._thread.start()
        self._passing = asyncio.Event()
        self._do(self._set_passing(True))
        self.accept()

    def url(self, url: str) -> str:
        """Give the URL of the same database through this wire."""
        parts = urlsplit(url)
        return urlunsplit(parts._replace(netloc=f"{parts.username}@127.0.0.1:{self.port}"))

    # --- faults -------------------------------------------------------------------------------------------------

    def cut(self) -> None:
        """Reset every connection, on both sides, now. New ones are carried as before."""
        self._do(self._cut())

    def refuse(self) -> None:
        """Take no new connection: they are refused. What is open stays open."""
        self._do(self._refuse())

    def accept(self) -> None:
        """Take new connections, on the same port as before."""
        self._do(self._accept())

    def hold(self) -> None:
        """Pass nothing on and keep everything open; new connections are taken and hear nothing either."""
        self._do(self._set_passing(False))

    def release(self) -> None:
        """Pass on again, first what was held."""
        self._do(self._set_passing(True))

    def at_commit(self, fate: Fate, turn: int = 1) -> None:
        """Let the `turn`-th commit from now meet its fate, once, whichever connection it is on.

        A commit ends a transaction of several statements; a single statement that commits by itself is none.
        """
        assert not any(line.talk.secret for line in self._lines), "in a TLS connection no commit can be seen"
        self._struck.clear()
        self._do(self._arm(fate, turn))

    def wait_for_the_fate(self) -> None:
        """Wait until the fate that was chosen with `at_commit` has come. Raises TimeoutError when it does not."""
        if not self._struck.wait(PATIENCE_S):
            raise TimeoutError("nobody has committed")

    @property
    def open(self) -> int:
        """How many connections there are now."""
        return len(self._lines)

    def close(self) -> None:
        """Cut everything and be no more."""
        self._do(self._refuse())
        self._do(self._cut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()
        if self._bugs:
            raise BaseExceptionGroup("the wire itself failed", self._bugs)

    # --- in the wire's own thread -------------------------------------------------------------------------------

    def _do(self, what: Coroutine[Any, Any, Given]) -> Given:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(PATIENCE_S)

    async def _set_passing(self, passing: bool) -> None:
        (self._passing.set if passing else self._passing.clear)()

    async def _arm(self, fate: Fate, turn: int) -> None:
        self._fate = (fate, turn)

    async def _accept(self) -> None:
        if self._listener is None:
            self._listener = await asyncio.start_server(self._carry, "127.0.0.1", self.port)

    async def _refuse(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    async def _cut(self) -> None:
        lines = list(self._lines)
        for line in lines:
            line.reset()
            line.work.cancel()
        await asyncio.gather(*(line.ended.wait() for line in lines))

    async def _carry(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        """Carry one connection until either side ends it, or a fault does."""
        self.carried += 1
        line = Line(client)
        line.work = asyncio.create_task(self._connect(line, reader))
        self._lines.add(line)
        await asyncio.wait([line.work])
        for end in (client, line.server):
            if end is not None:
                end.close()
                with suppress(ConnectionError):
                    await end.wait_closed()
        self._lines.discard(line)
        line.ended.set()
        if not line.work.cancelled() and (bug := line.work.exception()) is not None:
            self._bugs.append(bug)

    async def _connect(self, line: Line, reader: asyncio.StreamReader) -> None:
        """Connect with the server and pass on both directions until one ends."""
        await self._passing.wait()
        try:
            answers, line.server = await asyncio.open_connection("127.0.0.1", self._server_port)
        except ConnectionError:
            line.reset()  # the server is not there: the nearest thing to a refusal that is still possible
            return
        pumps = [
            asyncio.create_task(self._pump(line, reader, line.server, line.talk.from_client)),
            asyncio.create_task(self._pump(line, answers, line.client, line.talk.from_server)),
        ]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            results = await asyncio.gather(*pumps, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                raise result

    async def _pump(
        self, line: Line, source: asyncio.StreamReader, target: asyncio.StreamWriter, messages: Messages
    ) -> None:
        """Pass on one direction until it ends."""
        from_client = target is line.server
        with suppress(ConnectionError):  # either side may go whenever it likes
            while data := await source.read(65536):
                if self.delay_s:
                    await asyncio.sleep(self.delay_s)
                for message, is_commit in messages(data):
                    await self._passing.wait()
                    if is_commit:
                        self._meet_fate(line, from_client=from_client)
                    if line.silent:
                        await asyncio.Event().wait()  # until somebody ends the connection
                    target.write(message)
                await target.drain()

    def _meet_fate(self, line: Line, *, from_client: bool) -> None:
        """Let the fate come if this is its turn. Raises ConnectionError when that ends the connection."""
        if self._fate is None:
            return
        fate, turn = self._fate
        if from_client != (fate in {Fate.CUT_BEFORE, Fate.SILENCE_BEFORE}):
            return
        self._fate = (fate, turn - 1) if turn > 1 else None
        if self._fate is not None:
            return
        self._struck.set()
        if fate in {Fate.SILENCE_BEFORE, Fate.SILENCE_AFTER}:
            line.silent = True
            return
        line.reset()
        raise ConnectionResetError(fate)


def _reset(end: asyncio.StreamWriter) -> None:
    """End one side so that the other is told "connection reset", as after a crash of the network."""
    sock = end.get_extra_info("socket")
    with suppress(OSError):  # it has ended by itself
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    end.transport.abort()
