"""From a slip to what one printer is sent: the one place that knows both the drawing and the printer's profile."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from loket.model.printer import Layout, PrinterRecord
from loket.model.slip import TicketSlip
from printers.escpos_bytes import encode
from printers.slips.drawing import slip_image

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from loket.model.slip import Slip


def fragments_of(slip: Slip, record: PrinterRecord, copy: int = 1, *, after_stub: bool = False) -> tuple[bytes, ...]:
    """Give the bytes that print `slip` on the printer of `record`, in fragments of whole commands.

    `after_stub`: the job before broke off, so the printer is freed and the stub cut off first.
    """
    profile = record.profile
    if profile.layout is Layout.NATIVE:
        from printers.slips.lettering import slip_text

        return slip_text(slip, record.width_dots, copy).fragments(
            cutter=record.cutter, after_stub=after_stub, feed_rows=profile.feed_rows, band_rows=profile.band_rows
        )
    return picture_fragments(slip_image(slip, record.width_dots, copy), record, after_stub=after_stub)


def picture_fragments(image: QImage, record: PrinterRecord, *, after_stub: bool = False) -> tuple[bytes, ...]:
    """Give the bytes that print `image` (Format_Mono, a set bit is ink) on the printer of `record`."""
    profile = record.profile
    return encode(image, record.cutter, after_stub, feed_rows=profile.feed_rows, band_rows=profile.band_rows)


def warm_up(record: PrinterRecord, office: str = "Loket", emblem: str = "", language: str = "id") -> None:
    """Compose a ticket that nobody gets, so that the first visitor's is as quick as any: 0.1 s of work.

    Call it in the thread that prints. Fonts and the QR library are loaded, and every figure is drawn once; with the
    office's name and emblem, those are ready, too.
    """
    ticket = TicketSlip(
        office=office, emblem=emblem, number="A234", letter="A", service="5678 901 B CDE", ahead=1, told_low_s=600,
        told_high_s=900, taken_at=datetime(2025, 11, 18, 9, 41, tzinfo=UTC), code="7KQ2M", language=language,
    )  # fmt: skip
    for each in (ticket, replace(ticket, link="https://loket.example/t/7KQ2M", ahead=0)):
        fragments_of(each, record)
