"""A printer without a printer: the engine behind a TCP port, with faults that are switched while it runs."""

from __future__ import annotations

import select
import socket
import struct
import threading
import time
from collections.abc import Callable
from typing import Self

from loket.errors import N_, Trouble
from printers.engine import Engine, Sheet
from printers.faults import OF_THE_LINE, WELL, Fault, fault_of

Tell = Callable[[str, dict[str, object]], None]
"""Told of what happens: a msgid and the facts in it."""

_AT_ONCE = struct.pack("ii", 1, 0)
_SLOW = 9600
"""Bytes a second over a slow network, when the fault does not say."""


def _nobody(_words: str, _facts: dict[str, object]) -> None:
    """Tell nobody."""


def _is_gone(connection: socket.socket) -> bool:
    """Tell whether the other end has broken off, without reading; not every system can say."""
    if not hasattr(select, "poll"):
        return False
    watch = select.poll()
    watch.register(connection, 0)
    return bool(watch.poll(0))


class Simulator:
    """A TCP printer with a thread of its own, one connection at a time. Use as a context manager."""

    def __init__(self, engine: Engine, port: int = 0, host: str = "127.0.0.1", tell: Tell = _nobody) -> None:
        """Take the port (0: a free one); raises Trouble when somebody else has it."""
        self.engine, self._tell = engine, tell
        self._host, self.port = host, port
        self._since = time.monotonic()
        self._taken = 0
        self._lock = threading.RLock()
        self._stop_out, self._stop_in = socket.socketpair()
        self._stopping = False
        self._obeys = threading.Event()
        self._listener: socket.socket | None = None
        try:
            self._listen()
        except OSError as error:
            self._stop_in.close()
            self._stop_out.close()
            raise Trouble(
                "port_taken", N_("Port {port} tidak dapat dipakai. Pilih yang lain dengan --port."), port=port
            ) from error
        self._thread = threading.Thread(target=self._serve, name="simulator", daemon=True)

    def __enter__(self) -> Self:
        if self._refuses():
            self._deafen()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping = True
        self._poke()
        self._thread.join(5)
        for each in (self._listener, self._stop_in, self._stop_out):
            if each is not None:
                each.close()

    def play(self, fault: Fault) -> None:
        """Let something go wrong from now on; WELL mends it. Returns when the simulator does as it is told."""
        with self._lock:
            self.engine.fault = fault
            self._since, self._taken = time.monotonic(), 0
            self._obeys.clear()
            self._poke()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._obeys.wait(5)

    def papers(self) -> list[Sheet]:
        """Give the papers with ink, cut or hanging."""
        with self._lock:
            return self.engine.sheets

    # --- the thread -----------------------------------------------------------------------------------------------

    def _poke(self) -> None:
        self._stop_in.send(b"!")

    def _listen(self) -> None:
        listener = socket.create_server((self._host, self.port), backlog=4)
        # A small window: what was sent and not yet read stays near to what the printer has taken.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._listener, self.port = listener, listener.getsockname()[1]

    def _deafen(self) -> None:
        """Be there and refuse every call, as a device does whose print server is not up."""
        if self._listener is not None:
            self._listener.close()
        self._listener = None

    def _refuses(self) -> bool:
        fault = self.engine.fault
        waking = fault.kind == "waking" and time.monotonic() < self._since + fault.at / 1000
        return fault.kind == "refuse" or waking or (fault.kind == "power" and self._taken >= fault.at)

    def _obey(self) -> None:
        """Take calls, or refuse them, as the fault wants it now."""
        if self._refuses() and self._listener is not None:
            self._deafen()
        elif not self._refuses() and self._listener is None:
            self._listen()
        self._obeys.set()

    def _serve(self) -> None:
        while not self._stopping:
            with self._lock:
                self._obey()
                pause = self.engine.wait_s() if self._listener is not None else 0.02
                deaf = self._listener is None or self.engine.fault.kind == "busy"
            ears = [self._stop_out] if deaf or self._listener is None else [self._stop_out, self._listener]
            ready = select.select(ears, [], [], pause)[0]
            if self._stop_out in ready:
                self._stop_out.recv(64)
                continue  # a new fault may refuse the call that has just come
            with self._lock:
                self.engine.work()
            if self._listener is not None and self._listener in ready:
                connection, peer = self._listener.accept()
                self._tell(N_("tersambung dari {peer}"), {"peer": peer[0]})
                with connection:
                    self._talk(connection)
                with self._lock:
                    self.engine.closed()
                self._tell(N_("sambungan ditutup; {n} kertas"), {"n": len(self.engine.sheets)})

    def _talk(self, connection: socket.socket) -> None:
        """Serve one connection to its end."""
        while not self._stopping:
            with self._lock:
                self._obey()
                most, pause = self._most(), self.engine.wait_s()
                if most < 0:
                    self._break(connection)
                    return
            if not most and _is_gone(connection):
                return
            ears = [self._stop_out, connection] if most else [self._stop_out]
            ready = select.select(ears, [], [], pause if most or pause is not None else 0.02)[0]
            if self._stop_out in ready:
                self._stop_out.recv(64)
            data = b""
            try:
                if connection in ready:
                    data = connection.recv(most)
                    if not data:
                        return
                with self._lock:
                    self._taken += len(data)
                    answers = self.engine.take(data) if data else self.engine.work()
                if answers and not self._is_asleep():
                    connection.sendall(answers)
            except OSError:
                return  # the other PC has left; what it sent is printed all the same
            if data and self.engine.fault.kind == "slow":
                time.sleep(len(data) / (self.engine.fault.at or _SLOW))

    def _is_asleep(self) -> bool:
        fault = self.engine.fault
        return fault.kind == "asleep" and time.monotonic() < self._since + fault.at / 1000

    def _most(self) -> int:
        """Bytes to read next: none while it reads nothing, less than none when the line breaks now."""
        fault, room = self.engine.fault, min(4096, self.engine.room)
        if fault.kind == "slow":
            return min(room, 512)
        if fault.kind not in OF_THE_LINE:
            return room
        left = fault.at - self._taken
        if left > 0:
            return min(room, left)
        return 0 if fault.kind == "stall" else -1

    def _break(self, connection: socket.socket) -> None:
        kind = self.engine.fault.kind
        if kind in ("reset", "power"):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        if kind == "power":
            self.engine.lose_power()
        self._tell(N_("sambungan diputus setelah {bytes} byte"), {"bytes": self._taken})


def serve(
    port: int,
    fault: str = "",
    width_dots: int = 576,
    on_paper: Callable[[Sheet], None] | None = None,
    stop: threading.Event | None = None,
    tell: Tell = _nobody,
    *,
    host: str = "127.0.0.1",
    rows_per_s: float = 1200.0,
) -> None:
    """Be a printer at a TCP port until `stop` is set; 1,200 rows a second are 150 mm.

    `on_paper` is told of each paper that falls, `tell` of whatever happens, both in the simulator's thread. Raises
    Refused for a fault that is not there, Trouble for a port that is taken.
    """
    played = fault_of(fault)

    def fell(sheet: Sheet) -> None:
        if sheet.is_inked:
            tell(N_("kertas keluar: {mm} mm, dipotong"), {"mm": len(sheet.rows) // 8})
            if on_paper is not None:
                on_paper(sheet)

    engine = Engine(width_dots, WELL, rows_per_s=rows_per_s, on_cut=fell)
    with Simulator(engine, port, host, tell) as simulator:
        simulator.play(played)
        tell(N_("printer simulasi siap di tcp://{host}:{port}"), {"host": host, "port": simulator.port})
        (stop or threading.Event()).wait()
        hanging = engine.papers[-1]
        if hanging.is_inked:
            tell(N_("kertas belum dipotong: {mm} mm"), {"mm": len(hanging.rows) // 8})
            if on_paper is not None:
                on_paper(hanging)
