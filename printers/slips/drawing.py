"""Any slip as a picture: finds who draws its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.model.slip import (
    CarryOverSlip,
    ClosingSlip,
    ComplaintSlip,
    PrescriptionSlip,
    ReceiptSlip,
    RequirementsSlip,
    Slip,
    TicketSlip,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


def slip_image(slip: Slip, width_dots: int, copy: int = 1) -> QImage:
    """Draw a slip `width_dots` wide (576, 512 or 384) in black and white; a set bit of Format_Mono is ink.

    Every copy but the first says CETAK ULANG.
    """
    # Imported when one is drawn: a kiosk that prints tickets alone never loads the rest.
    match slip:
        case TicketSlip():
            from printers.slips.ticket import ticket_image

            return ticket_image(slip, width_dots, copy)
        case ReceiptSlip():
            from printers.slips.receipt import receipt_image

            return receipt_image(slip, width_dots, copy)
        case PrescriptionSlip():
            from printers.slips.prescription import prescription_image

            return prescription_image(slip, width_dots, copy)
        case ComplaintSlip():
            from printers.slips.complaint import complaint_image

            return complaint_image(slip, width_dots, copy)
        case RequirementsSlip():
            from printers.slips.requirements import requirements_image

            return requirements_image(slip, width_dots, copy)
        case CarryOverSlip():
            from printers.slips.carry_over import carry_over_image

            return carry_over_image(slip, width_dots, copy)
        case ClosingSlip():
            from printers.slips.closing import closing_image

            return closing_image(slip, width_dots, copy)
        case _:
            raise NotImplementedError(type(slip).__name__)
