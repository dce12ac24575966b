"""The shipped simulator on the lines that tests need: TCP, and a pseudo terminal for device files and serial ports."""

from __future__ import annotations

import os
import pty
import select
import tempfile
import threading
import tty
from dataclasses import replace
from pathlib import Path
from typing import Self

from printers.engine import Engine
from printers.faults import OF_THE_LINE, WELL, Fault
from printers.simulator import Simulator
from printers.talk import Timing

QUICK = Timing(connect=1.0, answer=0.4, wake=0.2, progress=0.4, rows_per_s=1e9, grace=0.1, linger=0.2)
"""Patience for a printer in the same process that will be silent at some point."""

PATIENT = replace(QUICK, answer=10.0, progress=10.0, linger=2.0)
"""Patience for one that answers: nobody waits so long, but a busy machine does not make it look silent."""

SILENT = {
    "mute", "garbage", "no-fence", "forgets", "stall", "out", "cover", "error", "knife", "reset", "end", "power",
    "busy", "asleep", "waking",
}  # fmt: skip


def timing_for(kind: str) -> Timing:
    """Give the patience that a fault calls for."""
    return QUICK if kind in SILENT else PATIENT


class FakePrinter(Simulator):
    """A simulator on the loopback with one fault from the start; it `heals` when its job has broken."""

    def __init__(self, kind: str = "", at: int = 0, *, heals: bool = False) -> None:
        super().__init__(Engine(576, Fault(kind, at)))
        if heals:
            self.engine.closed = self._closed_and_healed  # type: ignore[method-assign]

    @property
    def fault(self) -> Fault:
        return self.engine.fault

    def _closed_and_healed(self) -> None:
        Engine.closed(self.engine)
        if self.engine.heard:
            self.engine.fault = WELL


class PtyPrinter:
    """An engine behind a pseudo terminal; `path` is a link to it, as udev makes one, which goes with the device."""

    def __init__(self, engine: Engine) -> None:
        # Among the devices, where a port never makes a plain file of what is missing.
        self._folder = Path(tempfile.mkdtemp(prefix="loket-", dir="/dev/shm"))
        self.engine, self.path = engine, self._folder / "loket-printer"
        self._taken = 0
        self._lock = threading.RLock()
        self._wake_out, self._wake_in = os.pipe()
        self._stopping = False
        self._ours = self._theirs = -1
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._plug()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping = True
        os.write(self._wake_in, b"!")
        self._thread.join(5)
        self._unplug()
        self._folder.rmdir()
        os.close(self._wake_in)
        os.close(self._wake_out)

    def play(self, fault: Fault) -> None:
        with self._lock:
            self.engine.fault, self._taken = fault, 0
        os.write(self._wake_in, b"!")

    def papers(self):
        with self._lock:
            return self.engine.sheets

    def _plug(self) -> None:
        self._ours, self._theirs = pty.openpty()
        tty.setraw(self._theirs)
        os.set_blocking(self._ours, False)
        self.path.symlink_to(os.ttyname(self._theirs))

    def _unplug(self) -> None:
        if self._ours >= 0:
            self.path.unlink()
            os.close(self._ours)
            os.close(self._theirs)
            self._ours = -1

    def _is_gone(self) -> bool:
        fault = self.engine.fault
        return fault.kind == "refuse" or (fault.kind in ("end", "reset", "power") and self._taken >= fault.at)

    def _serve(self) -> None:
        while not self._stopping:
            with self._lock:
                if self._is_gone():
                    if self._ours >= 0:
                        self._unplug()
                        self.engine.lose_power()
                elif self._ours < 0:
                    self._plug()
                most, pause = self._most(), self.engine.wait_s()
                ours = self._ours
            ready = select.select([self._wake_out, ours] if most and ours >= 0 else [self._wake_out], [], [], pause)[0]
            if self._wake_out in ready:
                os.read(self._wake_out, 64)
                continue
            with self._lock:
                data = os.read(ours, most) if ours in ready else b""
                self._taken += len(data)
                answers = self.engine.take(data) if data else self.engine.work()
                if answers:
                    os.write(ours, answers)

    def _most(self) -> int:
        fault, room = self.engine.fault, min(4096, self.engine.room)
        if fault.kind == "busy":
            return 0
        if fault.kind not in OF_THE_LINE:
            return room
        return max(0, min(room, fault.at - self._taken))
