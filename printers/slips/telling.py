"""What each kind of slip says, block by block: finds who tells it."""

from __future__ import annotations

from loket.model.slip import (
    AppointmentSlip,
    CarryOverSlip,
    ClosingSlip,
    ComplaintSlip,
    PrescriptionSlip,
    ReceiptSlip,
    RequirementsSlip,
    Slip,
)
from printers.slips.outline import Blocks


def tell(rows: Blocks, slip: Slip) -> None:
    """Say a slip, any but a queue ticket, in blocks; raises NotImplementedError for a kind nobody tells."""
    # Imported when one is told: a kiosk that prints tickets alone never loads the rest.
    match slip:
        case ReceiptSlip():
            from printers.slips.receipt import receipt

            receipt(rows, slip)
        case PrescriptionSlip():
            from printers.slips.prescription import prescription

            prescription(rows, slip)
        case ComplaintSlip():
            from printers.slips.complaint import complaint

            complaint(rows, slip)
        case RequirementsSlip():
            from printers.slips.requirements import requirements

            requirements(rows, slip)
        case CarryOverSlip():
            from printers.slips.carry_over import carry_over

            carry_over(rows, slip)
        case ClosingSlip():
            from printers.slips.closing import closing

            closing(rows, slip)
        case AppointmentSlip():
            from printers.slips.appointment import appointment

            appointment(rows, slip)
        case _:
            raise NotImplementedError(type(slip).__name__)
