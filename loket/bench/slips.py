"""A press that becomes paper, inside one process: tickets taken, the spool at work, a port that looks at its clock."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from loket.bench import scene
from loket.model.printer import Layout, PrinterProfile, PrinterRecord
from loket.model.slip import TicketSlip
from loket.office.printer_setup import add_printer, change_profile
from printers.composing import fragments_of, warm_up
from printers.port import Outcome, PrinterPort, Status, open_port
from printers.spool import Spool
from printers.virtual import decode

WAIT_S = 10.0


class ClockedPort:
    """A port that keeps when it was given a slip, and which one."""

    def __init__(self, port: PrinterPort, handed: queue.SimpleQueue[tuple[float, bytes, int]]) -> None:
        """`handed` is given (when, bytes, writes) of each slip that is through, by the clock `time.perf_counter`."""
        self._port, self._handed = port, handed

    def status(self) -> Status:
        """Ask the printer."""
        return self._port.status()

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        """Print a slip."""
        given, data = time.perf_counter(), b"".join(fragments)
        outcome = self._port.print(fragments)
        self._handed.put((given, data, len(fragments)))
        return outcome


def print_slips(path: Path, rounds: int, layout: Layout, url: str) -> dict[str, list[float]]:
    """Take `rounds` tickets, each printed at the network printer `url` before the next is taken.

    Gives the instant of each press, seconds from it, bytes and rows; and `composed`: the processor's seconds that as
    many different slips took from words to bytes.
    """
    from ui.app import application
    from ui.theme import Theme

    app = application(Theme.of("light"))
    office = scene.open_office(path)
    record = replace(add_printer(office, "kios", url), profile=PrinterProfile(layout=layout))
    change_profile(office, record.name, record.profile)
    handed: queue.SimpleQueue[tuple[float, bytes, int]] = queue.SimpleQueue()

    def ports(found: PrinterRecord, on_paper: Callable[..., None]) -> ClockedPort:
        return ClockedPort(open_port(found, on_paper), handed)

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
            given, data, writes = handed.get(timeout=WAIT_S)
            rows = sum(len(paper.rows) for paper in decode(data, record.width_dots))
            told = {"began": began, "commit": committed - began, "given": given - began}
            for name, value in {**told, "bytes": len(data), "writes": writes, "rows": rows}.items():
                found.setdefault(name, []).append(value)
            morning.call_and_serve()
            if turn % 50 == 0:
                office.store.tidy()
    finally:
        spool.stop()
        office.store.close()
        app.quit()
    found["composed"] = composed(record, rounds)
    return found


def composed(record: PrinterRecord, rounds: int) -> list[float]:
    """Compose `rounds` different tickets in a thread of their own; gives the processor's seconds of each."""
    taken = datetime(2025, 11, 18, 8, 0, tzinfo=UTC)
    slip = TicketSlip(
        office="Dinas Sosial", place="Kota Arunika", emblem="lambang-contoh.svg", number="A001", letter="A",
        service="Usul Data DTSEN", taken_at=taken, ahead=4, told_low_s=600, told_high_s=900, missing=("foto rumah",),
    )  # fmt: skip
    took: list[float] = []

    def work() -> None:
        warm_up(record, "Dinas Sosial Kota Arunika", slip.emblem)
        for turn in range(rounds):
            each = replace(
                slip, number=f"A{turn:03d}", code=f"7K{turn:03d}", ahead=turn % 40, told_low_s=60 * (turn % 50 + 5),
                told_high_s=60 * (turn % 50 + 12), taken_at=taken + timedelta(minutes=turn),
            )  # fmt: skip
            began = time.thread_time()
            fragments_of(each, record)
            took.append(time.thread_time() - began)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return took
