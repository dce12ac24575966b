"""A press that becomes paper, inside one process: tickets taken, the spool at work, a port that looks at its clock."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from pathlib import Path

from loket.bench import scene
from loket.model.slip import PrinterRecord
from loket.office.printer_setup import add_printer
from printers.port import Outcome, State, Status
from printers.spool import Spool
from printers.virtual import decode

WAIT_S = 10.0


class ClockedPort:
    """A printer that takes everything at once and keeps when its first byte came and its last was handed over."""

    def __init__(self, handed: queue.SimpleQueue[tuple[float, float, bytes, int]]) -> None:
        """`handed` is given (first, last, bytes, writes) of each slip, by the clock `time.perf_counter`."""
        self._handed = handed

    def status(self) -> Status:
        """Be well."""
        return Status(online=True, paper="ok", raw=b"\x12")

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        """Take a slip."""
        first, data = time.perf_counter(), b"".join(fragments)
        self._handed.put((first, time.perf_counter(), data, len(fragments)))
        return Outcome(State.PRINTED, "", len(data), "ready")


def print_slips(path: Path, rounds: int) -> dict[str, list[float]]:
    """Take `rounds` tickets, each printed before the next is taken; gives seconds from the press, bytes, rows."""
    from ui.app import application
    from ui.theme import Theme

    app = application(Theme.of("light"))
    office = scene.open_office(path)
    width = add_printer(office, "kios", "virtual:").width_dots
    handed: queue.SimpleQueue[tuple[float, float, bytes, int]] = queue.SimpleQueue()

    def ports(_record: PrinterRecord, _on_paper: Callable[..., None]) -> ClockedPort:
        return ClockedPort(handed)

    spool = Spool(lambda: scene.open_office(path), ports=ports)
    morning, found = scene.Morning(office), dict[str, list[float]]()
    try:
        for _ in range(scene.LINE):
            spool.wake()
            handed.get(timeout=WAIT_S)
        for turn in range(rounds):
            began = time.perf_counter()
            morning.take()
            committed = time.perf_counter()
            spool.wake()
            first, last, data, writes = handed.get(timeout=WAIT_S)
            rows = sum(len(paper.rows) for paper in decode(data, width))
            told = {"commit": committed - began, "first": first - began, "last": last - began}
            for name, value in {**told, "bytes": len(data), "writes": writes, "rows": rows}.items():
                found.setdefault(name, []).append(value)
            morning.call_and_serve()
            if turn % 50 == 0:
                office.store.tidy()
    finally:
        spool.stop()
        office.store.close()
        app.quit()
    return found
