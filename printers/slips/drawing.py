"""Any slip as a picture: finds who draws its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.model.slip import Slip, TicketSlip

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


def slip_image(slip: Slip, width_dots: int, copy: int = 1) -> QImage:
    """Draw a slip `width_dots` wide (576, 512 or 384) in black and white; a set bit of Format_Mono is ink.

    Every copy but the first says CETAK ULANG.
    """
    # Imported when one is drawn: a kiosk that prints tickets alone never loads the rest.
    if isinstance(slip, TicketSlip):
        from printers.slips.ticket import ticket_image

        return ticket_image(slip, width_dots, copy)
    from printers.slips.rows import Rows
    from printers.slips.telling import tell

    rows = Rows(slip, width_dots, copy)
    tell(rows, slip)
    return rows.image()
