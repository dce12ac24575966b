"""Any slip in the printer's own letters: finds who sets its kind."""

from __future__ import annotations

from loket.model.slip import Slip, TicketSlip
from printers.slips.native import TextSheet


def slip_text(slip: Slip, width_dots: int, copy: int = 1) -> TextSheet:
    """Set a slip for a printer `width_dots` wide (576, 512 or 384: 48, 42 or 32 columns).

    Every copy but the first says CETAK ULANG.
    """
    if isinstance(slip, TicketSlip):
        from printers.slips.native_ticket import ticket_text

        return ticket_text(slip, width_dots, copy)
    from printers.slips.telling import tell
    from printers.slips.text_rows import TextRows

    rows = TextRows(slip, width_dots, copy)
    tell(rows, slip)
    return rows
