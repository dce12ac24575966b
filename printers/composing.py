"""From a slip to what one printer is sent: the one place that knows both the drawing and the printer's profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printers.escpos_bytes import encode
from printers.slips.drawing import slip_image

if TYPE_CHECKING:
    from loket.model.slip import PrinterRecord, Slip


def fragments_of(slip: Slip, record: PrinterRecord, copy: int = 1, *, after_stub: bool = False) -> tuple[bytes, ...]:
    """Give the bytes that print `slip` on the printer of `record`, in fragments of whole commands.

    `after_stub`: the job before broke off, so the printer is freed and the stub cut off first.
    """
    image = slip_image(slip, record.width_dots, copy)
    return encode(image, record.cutter, after_stub)
