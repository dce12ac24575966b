"""The spool: takes saved slips to their printers, one thread for each printer, one owner for each printer on a PC."""

from __future__ import annotations

import logging
import select
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from loket.errors import N_, LoketError, Trouble
from loket.model.office import OfficeFace
from loket.model.printer import ON_PAPER, PrinterRecord, Roll
from loket.office import printer_setup
from loket.office.context import Office, SystemClock
from loket.pauses import Pauses
from loket.store.contract import Ear, Held
from printers.desk import Desk, OnPrinted, Ports, Printed, Result
from printers.lease import is_wanted_elsewhere, owned
from printers.port import Outcome, State, open_port
from printers.reach import Reach

__all__ = ["Desk", "Printed", "Result", "Spool", "print_test", "run_once"]

log = logging.getLogger(__name__)

Wanted = Callable[[PrinterRecord], bool]
"""Tells whether a printer is a spool's affair."""

POLL_S = 2.0
"""Seconds after which a worker looks for work although nobody woke it."""

BACK_OFF_S = (1.0, 15.0)
"""Seconds between looks at a printer that holds a slip: at first, and at most."""

LOOK_S = 60.0
"""Seconds between looks at an idle printer, so that the kiosk knows of missing paper before the next visitor."""


class Spool:
    """Prints by itself until it is stopped. Each thread opens an office of its own, and opens it anew when it was away.

    Wake it when the journal has moved; it also looks by itself. Another station's spool may own a printer: then this
    one waits, and takes over when the other ends.
    """

    def __init__(
        self,
        open_office: Callable[[], Office],
        on_printed: OnPrinted | None = None,
        ports: Ports = open_port,
        wanted: Wanted = lambda _record: True,
    ) -> None:
        """Start printing. `on_printed` is told of a virtual printer's slips, in the printing thread.

        `wanted` says, whenever it is asked, whether a printer is this spool's affair; it must be quick.
        """
        self._open_office, self._on_printed, self._ports, self._wanted = open_office, on_printed, ports, wanted
        self._stopping = threading.Event()
        self._bell_out, self._bell_in = socket.socketpair()
        for end in (self._bell_out, self._bell_in):
            end.setblocking(False)
        self._workers: dict[PrinterRecord, _Worker] = {}
        self._thread = threading.Thread(target=self._keep, name="spool", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look for work now. Cheap, from any thread."""
        with suppress(OSError):  # a bell that rings already is heard; one that is gone need not be
            self._bell_in.send(b"!")
        for worker in list(self._workers.values()):
            worker.wake()

    def look(self) -> None:
        """Ask every printer how it is, now. Cheap, from any thread."""
        for worker in list(self._workers.values()):
            worker.look()

    def stop(self, patience_s: float = 3.0) -> None:
        """End: no new slip is begun. A slip under way gets `patience_s` seconds; else its next print is a copy."""
        self._stopping.set()
        if self._thread.is_alive():
            self.wake()
            self._thread.join(patience_s)

    def join(self) -> None:
        """Wait until somebody stops the spool; a keyboard interrupt comes through."""
        while self._thread.is_alive():
            self._thread.join(0.5)

    def _keep(self) -> None:
        """Have a worker for each printer of the office; the set of printers may change at any time."""
        reach = Reach(self._open_office, "spool")
        try:
            while not self._stopping.is_set():
                try:
                    self._hire(printer_setup.printers(reach.office()))
                    reach.found()
                    self._rest(reach.ear(), POLL_S)
                except LoketError as error:
                    self._rest(None, reach.lost(error))
        finally:
            reach.close()
            for worker in self._workers.values():
                worker.leave()
            self._hire(())
            self._bell_in.close()
            self._bell_out.close()

    def _rest(self, ear: Ear | None, pause_s: float) -> None:
        """Wait for the bell, for news from another station, or for the time to look by itself."""
        waiting: list[socket.socket | Ear] = [self._bell_out]
        if ear is not None and ear.fileno() >= 0:
            waiting.append(ear)
        heard = select.select(waiting, [], [], pause_s)[0]
        if self._bell_out in heard:
            with suppress(BlockingIOError):
                while self._bell_out.recv(64):
                    pass
        if ear is not None and ear in heard:
            ear.hear()
        if heard:
            for worker in self._workers.values():
                worker.wake()

    def _hire(self, records: tuple[PrinterRecord, ...]) -> None:
        wanted = {_identity(record): record for record in records}
        for known, worker in list(self._workers.items()):
            if known not in wanted or not worker.is_alive():
                worker.stop()
                del self._workers[known]
        for identity, record in wanted.items():
            if identity not in self._workers:
                self._workers[identity] = _Worker(
                    self._open_office, record, self._on_printed, self._ports, self._wanted
                )


def _identity(record: PrinterRecord) -> PrinterRecord:
    """A printer as it was set up; its state and its paper are no part of it."""
    return replace(record, state="unknown", roll=Roll())


class _Worker:
    """The thread of one printer."""

    def __init__(
        self,
        open_office: Callable[[], Office],
        record: PrinterRecord,
        on_printed: OnPrinted | None,
        ports: Ports,
        wanted: Wanted,
    ) -> None:
        self._record, self._on_printed, self._ports, self._wanted = record, on_printed, ports, wanted
        self._reach = Reach(open_office, f"printer {record.name}")
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._look = threading.Event()
        self._thread = threading.Thread(target=self._work, name=f"printer {record.name}", daemon=True)
        self._thread.start()

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def wake(self) -> None:
        self._wake.set()

    def look(self) -> None:
        self._look.set()
        self._wake.set()

    def leave(self) -> None:
        self._stopping.set()
        self._wake.set()

    def stop(self, patience_s: float = 2.5) -> None:
        self.leave()
        self._thread.join(patience_s)

    def _work(self) -> None:
        """Print as long as the spool runs, whatever becomes of the office's memory meanwhile."""
        desk: Desk | None = None
        try:
            while not self._stopping.is_set():
                try:
                    office = self._reach.office()
                    if desk is None:
                        desk = Desk(office, self._record, self._on_printed, self._ports)
                    desk.office = office
                    self._attend(desk)
                except LoketError as error:
                    self._pause(self._reach.lost(error))
        finally:
            self._reach.close()

    def _attend(self, desk: Desk) -> None:
        """Serve the printer if it is ours to serve, and nobody sets it up."""
        if self._wanted(self._record) and not is_wanted_elsewhere(desk.office, self._record.name):
            with owned(desk.office, self._record.name) as held:
                if held is not None:
                    self._serve(desk, held)
        self._reach.found()
        self._pause(POLL_S)

    def _is_ours(self, held: Held) -> bool:
        """Tell whether to go on: not when stopped, nor when the printer or the office is not ours any more."""
        left = self._stopping.is_set() or not self._wanted(self._record)
        return not left and held.is_held and not self._reach.is_stale

    def _serve(self, desk: Desk, held: Held) -> None:
        """Print until stopped. After a held slip the printer is asked first: a try that must fail is none."""
        idle_s, asked_at = LOOK_S, time.monotonic()
        desk.warm_up()
        while self._is_ours(held):
            if time.monotonic() - asked_at >= POLL_S:
                asked_at = time.monotonic()
                if is_wanted_elsewhere(desk.office, self._record.name):
                    return
            result = desk.next()
            self._reach.found()
            if result is None:
                if idle_s >= LOOK_S or self._look.is_set():
                    idle_s = 0.0
                    self._look.clear()
                    desk.can_print()
                woken = self._pause(POLL_S)
                idle_s += 0.0 if woken else POLL_S
            elif result.outcome in (State.HELD, State.PARTIAL):
                self._await_printer(desk, held)

    def _await_printer(self, desk: Desk, held: Held) -> None:
        """Come back when the printer says that it can print; one that says nothing gets its next try in time."""
        pauses = Pauses(*BACK_OFF_S)
        while True:
            left_s, woken = pauses.next(), False
            while left_s > 0 and not woken:
                woken = self._pause(min(left_s, POLL_S))
                left_s -= POLL_S
                if is_wanted_elsewhere(desk.office, self._record.name):
                    return
            self._look.clear()
            if not self._is_ours(held) or desk.can_print():
                return

    def _pause(self, seconds: float) -> bool:
        """Wait, but not when woken; tells whether it was."""
        woken = self._wake.wait(seconds)
        self._wake.clear()
        return woken


def run_once(
    office: Office,
    on_printed: OnPrinted | None = None,
    ports: Ports = open_port,
    wanted: Wanted = lambda _record: True,
) -> list[Result]:
    """Print what waits at the printers that are `wanted` and end; one that holds or breaks a slip is left at that.

    Raises Trouble when another station owns a printer: that one prints.
    """
    results = []
    for record in filter(wanted, printer_setup.printers(office)):
        with owned(office, record.name) as held:
            if held is None:
                raise Trouble(
                    "printer_owned",
                    N_("Printer {name} sedang dipakai stasiun lain, dan stasiun itu yang mencetak."),
                    name=record.name,
                )
            desk = Desk(office, record, on_printed, ports)
            while (result := desk.next()) is not None:
                results.append(result)
                if str(result.outcome) not in ON_PAPER:
                    break
    return results


def print_test(record: PrinterRecord, face: OfficeFace, language: str = "id", ports: Ports = open_port) -> Outcome:
    """Print the test slip on a printer; raises Refused for a bad address."""
    from printers.composing import picture_fragments
    from printers.slips.trial import trial_image

    at = SystemClock().now().astimezone()
    image = trial_image(face, record, at, language)
    return ports(record, lambda _image, _data: None).print(picture_fragments(image, record))
