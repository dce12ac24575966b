"""Sample printers and jobs for pictures of the printer page: an invented office, an ordinary morning, and trouble."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

from PySide6.QtGui import QImage

from loket.errors import LoketError
from loket.model.calibration import Calibration, Look
from loket.model.printer import Fence, PrinterProfile, PrinterRecord, Roll
from loket.model.slip import SlipKind
from loket.office.print_log import JobLine, PrinterCard
from loket.office.printer_board import PrinterBoard
from loket.resources import data
from ui.printers_page.hands import Tried
from ui.samples import NOW, OFFICE

T = TypeVar("T")

KNOWN = PrinterProfile(proven=True, fence=Fence.QUEUE)


def printer(name: str, url: str, state: str, *, width: int = 576, used: int = 20_000, slips: int = 0,
            kinds: tuple[SlipKind, ...] = ()) -> PrinterRecord:  # fmt: skip
    """A printer whose roll has fed `used` of its 50,000 mm."""
    profile = replace(KNOWN, slips=kinds)
    return PrinterRecord(name, url, width, state=state, profile=profile, roll=Roll(used=used, slips=slips))


def card(record: PrinterRecord, left: int, waiting: int = 0) -> PrinterCard:
    """Its card."""
    return PrinterCard(record, left, waiting, None)


FOUR = (
    card(printer("Printer Kios Lobi", "file:///dev/usb/lp0", "ready", used=36_000, slips=360,
                 kinds=(SlipKind.TICKET,)), 140),
    card(printer("Printer Loket 3", "file:///dev/usb/lp1", "ready", used=14_000, slips=95,
                 kinds=(SlipKind.RECEIPT, SlipKind.REQUIREMENTS)), 240),
    card(printer("Printer Klinik", "tcp://192.168.1.41:9100", "ready", used=6_500, slips=58,
                 kinds=(SlipKind.PRESCRIPTION,)), 390),
    card(printer("Printer Cadangan", "serial:///dev/rfcomm0?baud=9600", "unknown", width=384, used=0), 500),
)  # fmt: skip

TROUBLE = (
    card(printer("Printer Kios Lobi", "file:///dev/usb/lp0", "out", used=50_000, slips=498, kinds=(SlipKind.TICKET,)),
         0, waiting=3),
    card(printer("Printer Loket 3", "file:///dev/usb/lp1", "cover", used=14_000, slips=95), 240, waiting=1),
    card(printer("Printer Klinik", "tcp://192.168.1.41:9100", "offline", used=6_500, slips=58), 390),
    card(printer("Printer Cadangan", "cups:STRUK", "low", width=384, used=46_000, slips=1214), 30),
)  # fmt: skip

LONG = "Printer Kios Lobi Utama Sayap Timur 2"

SIX = (
    *FOUR[:3],
    card(printer(LONG, "tcp://printer-lantai-dua.dinsos-kota-arunika.example:9100", "low", used=47_000,
                 slips=1214), 20, waiting=12),
    card(printer("Printer Ruang Pengaduan dan Klinik", "windows:EPSON TM-T82III Receipt", "cover", used=30_000,
                 slips=300, kinds=(SlipKind.COMPLAINT, SlipKind.PRESCRIPTION, SlipKind.CLOSING)), 190),
    card(printer("Kertas di layar", "virtual:", "ready", used=2_000, slips=20), 480),
)  # fmt: skip


def job(at: int, kind: SlipKind, number: str, where: str, state: str, took_ms: int | None,
        **more: object) -> JobLine:  # fmt: skip
    """The job of `at` seconds ago; `more` are fields of a JobLine."""
    moment = NOW - timedelta(seconds=at)
    attempts = more.get("attempts", 1)
    facts: dict[str, object] = {
        "job": 10_000 - at, "kind": kind, "number": number, "copy": 1, "state": state, "printer": where,
        "elsewhere": False, "reason": "", "ordered_at": moment, "tried_at": moment if attempts else None,
        "took_ms": took_ms, "attempts": attempts, **more,
    }  # fmt: skip
    return JobLine(**facts)  # type: ignore[arg-type]


JOBS = (
    job(12, SlipKind.TICKET, "B017", "Printer Kios Lobi", "printed", 812),
    job(29, SlipKind.RECEIPT, "B013", "Printer Loket 3", "printed", 1100),
    job(64, SlipKind.TICKET, "C004", "Printer Cadangan", "sent", 4600, elsewhere=True),
    job(70, SlipKind.TICKET, "C028", "Printer Kios Lobi", "failed", 300, reason="kertas habis", attempts=3),
    job(142, SlipKind.PRESCRIPTION, "RS-2025-0412", "Printer Klinik", "assumed", 1900),
    job(217, SlipKind.TICKET, "A019", "Printer Kios Lobi", "printed", 700),
    job(240, SlipKind.TICKET, "A018", "Printer Kios Lobi", "printed", 690, copy=2),
    job(300, SlipKind.COMPLAINT, "PG-2025-0031", "Printer Loket 3", "printed", 2100),
    job(1900, SlipKind.TICKET, "A004", "Printer Kios Lobi", "expired", None, attempts=0),
)

HELD = (
    job(4, SlipKind.TICKET, "B019", "Printer Kios Lobi", "waiting", None, reason="kertas habis"),
    job(9, SlipKind.TICKET, "C030", "Printer Kios Lobi", "waiting", None, attempts=0),
    job(12, SlipKind.TICKET, "B018", "Printer Kios Lobi", "waiting", None, copy=2, reason="kertas habis", attempts=2),
    *JOBS,
)

_FIFTY = tuple(
    job(20 + 40 * n, SlipKind.TICKET, f"{'ABCDEFK'[n % 7]}{90 - n:03d}", (FOUR[0].record.name, LONG)[n % 2],
        "printed" if n % 9 else "assumed", 650 + 37 * (n % 11), copy=1 + (n % 13 == 5))
    for n in range(50)
)  # fmt: skip


FIFTY = (*_FIFTY[:3], replace(_FIFTY[3], number="A016"), *_FIFTY[4:])


def board(cards: tuple[PrinterCard, ...] = FOUR, jobs: tuple[JobLine, ...] = JOBS) -> PrinterBoard:
    """The page's picture."""
    return PrinterBoard(OFFICE, cards, jobs, NOW, 1)


def paper(number: str = "B017") -> QImage:
    """The paper of a ticket, kept beside the printers' data."""
    return QImage(str(data("printers", f"{number}.png")))


def sheet(name: str) -> QImage:
    """What a step of the calibration prints, kept beside the printers' data."""
    return QImage(str(data("printers", f"calibration-{name}.png")))


@dataclass(frozen=True)
class SampleFound:
    """A printer that was found."""

    url: str
    words: str
    hint: str = ""


FOUND = (
    SampleFound("file:///dev/usb/lp0", "printer USB", "EPSON TM-T82III"),
    SampleFound("serial:///dev/ttyUSB0?baud=9600", "port serial; kecepatannya tertulis pada hasil uji mandiri printer"),
    SampleFound(
        "tcp://192.168.1.41:9100", "printer jaringan yang menjawab seperti printer struk", "Xprinter XP-N160II"
    ),
    SampleFound("tcp://192.168.1.50:9100", "alat jaringan yang tidak menjawab seperti printer struk"),
)


class StillWorker:
    """A thread that never does anything: for pictures."""

    def __init__(self, name: str) -> None:
        """Be called `name`."""
        self.name = name

    def run(self, work: Callable[[], T], done: Callable[[T], None] | None = None,
            failed: Callable[[LoketError], None] | None = None) -> None:  # fmt: skip
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""

    def leave(self, last: Callable[[], None]) -> None:
        """Do nothing."""


class StillHands:
    """Hands that never touch a printer: for pictures."""

    pc = "pc-lobi"

    def find(self, *, network: bool) -> tuple[SampleFound, ...]:
        """Find the samples."""
        return FOUND[: 4 if network else 1]

    def check_address(self, url: str) -> None:
        """Take every address."""

    def picture(self, width_dots: int, data: bytes) -> QImage | None:
        """Give a ticket."""
        return paper()

    def step_picture(self, now: Calibration, language: str) -> QImage | None:
        """Give a step's paper."""
        return sheet(now.step.value) if now.step is not None else None

    def print_test(self, record: PrinterRecord, language: str) -> Tried:
        """Pretend to print."""
        return Tried("PRINTED")

    def bench(self, record: PrinterRecord, language: str) -> StillHands:
        """Give a bench without a printer."""
        return self

    def take(self) -> None:
        """Take nothing."""

    def print_step(self, now: Calibration) -> Tried:
        """Pretend to print."""
        return Tried("PRINTED")

    def look(self) -> Look:
        """See nothing."""
        return Look(online=True, answered=False)

    def leave(self) -> None:
        """Leave nothing."""
