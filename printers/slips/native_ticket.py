"""The queue ticket in the printer's own letters: the same facts in the same order."""

from __future__ import annotations

from loket.model.slip import TicketSlip
from printers import qr
from printers.slips.facts import free_of, purpose_of, waiting_of, when_of
from printers.slips.native import TextSheet


def ticket_text(slip: TicketSlip, width_dots: int, copy: int = 1) -> TextSheet:
    """Set a ticket for a printer `width_dots` wide (576, 512 or 384: 48, 42 or 32 columns)."""
    sheet = TextSheet(slip, width_dots, copy)
    t = sheet.t
    title, when = t("Nomor antrean Anda"), when_of(t, slip)
    if len(title) + len(when) < sheet.columns:
        sheet.pair(title, when)
    else:
        sheet.centred(title)
    sheet.largest(slip.number)
    service = f"[{slip.letter}] {slip.service}"
    sheet.centred(service, bold=True, high=2, wide=2 if 2 * len(service) <= sheet.columns else 1)
    if slip.priority:
        sheet.centred(f"*** {t('Prioritas')} ***", bold=True, high=2)
    sheet.rule()
    (ahead, people), (wait, minutes) = waiting_of(t, slip)
    if len(ahead) + len(wait) < sheet.columns and len(people) + len(minutes) < sheet.columns:
        sheet.pair(ahead, wait)
        sheet.pair(people, minutes, bold=True, high=2)
    else:
        for label, told in ((ahead, people), (wait, minutes)):
            sheet.pair(label, told, bold=True)
    sheet.rule()
    sheet.code(qr.content_of(slip))
    sheet.centred(f"{purpose_of(t, slip)} {slip.code}".strip())
    sheet.centred(t("Terlewat? Lapor ke petugas, nomor tetap berlaku."))
    for need in slip.missing:
        sheet.ticked(f"{t('Belum ada:')} {need}")
    sheet.rule()
    sheet.centred(free_of(t, slip))
    if len(title) + len(when) >= sheet.columns:
        sheet.centred(when)
    return sheet
