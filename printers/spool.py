"""The spool: takes saved slips to their printers, one thread for each printer, one owner for each printer on a PC."""

from __future__ import annotations

import logging
import select
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

from loket.errors import N_, LoketError, Trouble
from loket.model.office import OfficeFace
from loket.model.slip import PrinterRecord
from loket.office import printing
from loket.office.context import Office, SystemClock
from loket.store.contract import Ear
from printers.desk import Desk, OnPrinted, Ports, Printed, Result, owned
from printers.port import Outcome, State, open_port

__all__ = ["Desk", "Printed", "Result", "Spool", "print_test", "run_once"]

log = logging.getLogger(__name__)

Wanted = Callable[[PrinterRecord], bool]
"""Tells whether a printer is a spool's affair."""

POLL_S = 2.0
"""Seconds after which a worker looks for work although nobody woke it."""

BACK_OFF_S = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between looks at a printer that holds a slip."""

LOOK_S = 60.0
"""Seconds between looks at an idle printer, so that the kiosk knows of missing paper before the next visitor."""


class Spool:
    """Prints by itself until it is stopped. Each thread opens an office of its own.

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
        office: Office | None = None
        ear: Ear | None = None
        try:
            while not self._stopping.is_set():
                try:
                    if office is None:
                        office = self._open_office()
                        ear = office.store.ear()
                    self._hire(printing.printers(office))
                except LoketError as error:
                    log.warning("the spool waits: %s", error)
                self._rest(ear)
        finally:
            for each in (ear, office.store if office else None):
                if each is not None:
                    each.close()
            for worker in self._workers.values():
                worker.leave()
            self._hire(())
            self._bell_in.close()
            self._bell_out.close()

    def _rest(self, ear: Ear | None) -> None:
        """Wait for the bell, for news from another station, or for the time to look by itself."""
        waiting: list[socket.socket | Ear] = [self._bell_out]
        if ear is not None and ear.fileno() >= 0:
            waiting.append(ear)
        heard = select.select(waiting, [], [], POLL_S)[0]
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
    """A printer as it was set up; its state is not part of it."""
    return PrinterRecord(record.name, record.url, record.width_dots, record.cutter)


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
        self._open_office, self._record, self._on_printed, self._ports = open_office, record, on_printed, ports
        self._wanted = wanted
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._work, name=f"printer {record.name}", daemon=True)
        self._thread.start()

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def wake(self) -> None:
        self._wake.set()

    def leave(self) -> None:
        self._stopping.set()
        self._wake.set()

    def stop(self, patience_s: float = 2.5) -> None:
        self.leave()
        self._thread.join(patience_s)

    def _work(self) -> None:
        try:
            office = self._open_office()
        except LoketError as error:
            log.warning("printer %s waits: %s", self._record.name, error)
            return  # the keeper hires again
        try:
            while not self._stopping.is_set():
                if not self._wanted(self._record):
                    self._pause(POLL_S)
                    continue
                with owned(office, self._record.name) as mine:
                    if mine:
                        self._serve(Desk(office, self._record, self._on_printed, self._ports))
                self._pause(POLL_S)
        except LoketError as error:
            log.warning("printer %s waits: %s", self._record.name, error)
        finally:
            office.store.close()

    def _serve(self, desk: Desk) -> None:
        """Print until stopped. After a held slip the printer is asked first: a try that must fail is none."""
        idle_s = LOOK_S
        while not self._stopping.is_set() and self._wanted(self._record):
            result = desk.next()
            if result is None:
                if idle_s >= LOOK_S:
                    idle_s = 0.0
                    desk.can_print()
                woken = self._pause(POLL_S)
                idle_s += 0.0 if woken else POLL_S
            elif result.outcome in (State.HELD, State.PARTIAL):
                self._await_printer(desk)

    def _await_printer(self, desk: Desk) -> None:
        """Come back when the printer says that it can print; one that says nothing gets its next try in time."""
        for tries in range(1_000_000):
            self._pause(BACK_OFF_S[min(tries, len(BACK_OFF_S) - 1)])
            if self._stopping.is_set() or not self._wanted(self._record) or desk.can_print():
                return

    def _pause(self, seconds: float) -> bool:
        """Wait, but not when woken; tells whether it was."""
        woken = self._wake.wait(seconds)
        self._wake.clear()
        return woken


def run_once(office: Office, on_printed: OnPrinted | None = None, ports: Ports = open_port) -> list[Result]:
    """Print what waits and end; a printer that holds or breaks a slip is left at that.

    Raises Trouble when another station owns a printer: that one prints.
    """
    results = []
    for record in printing.printers(office):
        with owned(office, record.name) as mine:
            if not mine:
                raise Trouble(
                    "printer_owned",
                    N_("Printer {name} sedang dipakai stasiun lain, dan stasiun itu yang mencetak."),
                    name=record.name,
                )
            desk = Desk(office, record, on_printed, ports)
            while (result := desk.next()) is not None:
                results.append(result)
                if str(result.outcome) not in printing.ON_PAPER:
                    break
    return results


def print_test(record: PrinterRecord, face: OfficeFace, language: str = "id", ports: Ports = open_port) -> Outcome:
    """Print the test slip on a printer; raises Refused for a bad address."""
    from printers.escpos_bytes import encode
    from printers.trial import trial_image

    at = SystemClock().now().astimezone()
    image = trial_image(face, record, at, language)
    return ports(record, lambda _image, _data: None).print(encode(image, record.cutter))
