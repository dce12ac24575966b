"""The "resep solusi": what was found, the steps in their order, and who stays beside the visitor until it is done."""

from __future__ import annotations

from loket.model.slip import PrescriptionSlip, Step
from printers.slips.codes import code_of, purpose
from printers.slips.outline import Blocks


def prescription(rows: Blocks, slip: PrescriptionSlip) -> None:
    """Say a prescription."""
    t, s = rows.t, rows.s
    rows.rule()
    rows.centred(t("Resep solusi"), s.title, line=1.15)
    rows.centred(f"{t('Klinik Pelayanan')} · {slip.reference}", s.bold)
    rows.rule()
    if slip.findings:
        rows.heading(t("Yang kami temukan bersama"))
        for finding in slip.findings:
            rows.dotted((finding, s.body))
    if slip.steps:
        if slip.findings:
            rows.dashes()
        rows.heading(t("Langkah Anda"))
    for index, step in enumerate(slip.steps):
        _step(rows, index + 1, step)
    if slip.companion or slip.control:
        rows.dashes()
        rows.paragraph((t("Pendamping Anda sampai tuntas:") if slip.companion else "", s.body))
        rows.paragraph((slip.companion, s.step))
    if slip.control:
        day = f"{t.weekday(slip.control)}, {t.short_day(slip.control)}"
        rows.paragraph((t("Kontrol:"), s.body), (day, s.bold))
    rows.dashes()
    content = code_of(slip)
    online, kept = t("Pindai untuk melihat kemajuan."), t("Pindai untuk menyimpan di ponsel.")
    first = purpose(content, slip.link, online=online, kept=kept)
    rows.code(content, [(first, s.note)], [(t("Tanya:") if slip.contact else "", s.note), (slip.contact, s.bold)])
    rows.end(t("Ada pungutan liar? lapor.go.id"))


def _step(rows: Blocks, n: int, step: Step) -> None:
    t, s = rows.t, rows.s
    bring = ", ".join(step.bring)
    rows.numbered(
        n,
        [(step.title, s.step)],
        *rows.together(step.place, step.when),
        [(t("Bawa: {papers}", papers=bring) if bring else "", s.body)],
        [(t("Nomor {number} sudah dibuat", number=step.number) if step.number else "", s.bold)],
    )
