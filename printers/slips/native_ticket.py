"""The queue ticket in the printer's own letters: the same facts in the same order."""

from __future__ import annotations

from loket.model.slip import TicketSlip
from printers.slips.codes import code_of
from printers.slips.native import TextSheet
from printers.slips.ticket_words import free_of, purpose_of, waiting_of, when_of


def ticket_text(slip: TicketSlip, width_dots: int, copy: int = 1) -> TextSheet:
    """Set a ticket for a printer `width_dots` wide (576, 512 or 384: 48, 42 or 32 columns)."""
    sheet = TextSheet(slip, width_dots, copy)
    t = sheet.t
    sheet.across()
    title, when = t("Nomor antrean Anda"), when_of(t, slip)
    told = len(title) + len(when) < sheet.columns
    if told:
        sheet.apart(title, when)
    else:
        sheet.middle(title)
    sheet.largest(slip.number)
    service = f"[{slip.letter}] {slip.service}"
    sheet.middle(service, bold=True, high=2, wide=2 if 2 * len(service) <= sheet.columns else 1)
    if slip.priority:
        sheet.middle(f"*** {t('Prioritas')} ***", bold=True, high=2)
    sheet.across()
    (ahead, people), (wait, minutes) = waiting_of(t, slip)
    if len(ahead) + len(wait) < sheet.columns and len(people) + len(minutes) < sheet.columns:
        sheet.apart(ahead, wait)
        sheet.apart(people, minutes, bold=True, high=2)
    else:
        for label, told_of_it in ((ahead, people), (wait, minutes)):
            sheet.apart(label, told_of_it, bold=True)
    if slip.why:
        sheet.put(slip.why)
    sheet.across()
    sheet.symbol(code_of(slip))
    sheet.middle(f"{purpose_of(t, slip)} {slip.code}".strip())
    sheet.middle(t("Terlewat? Lapor ke petugas, nomor tetap berlaku."))
    for need in slip.missing:
        sheet.put(f"{t('Belum ada:')} {need}", first="[ ] ")
    sheet.across()
    sheet.middle(free_of(t, slip))
    if not told:
        sheet.middle(when)
    return sheet
