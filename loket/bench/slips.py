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
from loket.model.slip import Layout, PrinterProfile, PrinterRecord, TicketSlip
from loket.office.printer_setup import add_printer, change_profile
from printers.composing import fragments_of, warm_up
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


def print_slips(path: Path, rounds: int, layout: Layout) -> dict[str, list[float]]:
    """Take `rounds` tickets, each printed before the next is taken.

    Gives seconds from the press, bytes and rows of each; and `composed`: the processor's seconds that as many different
    slips took from words to bytes.
    """
    from ui.app import application
    from ui.theme import Theme

    app = application(Theme.of("light"))
    office = scene.open_office(path)
    record = replace(add_printer(office, "kios", "virtual:"), profile=PrinterProfile(layout=layout))
    change_profile(office, record.name, record.profile)
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
            rows = sum(len(paper.rows) for paper in decode(data, record.width_dots))
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
