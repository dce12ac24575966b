"""The proof of an appointment: day and time large, and the code that brings the number at the kiosk."""

from __future__ import annotations

from loket.model.appointment import CALLABLE_BEFORE, LATE_AFTER, spaced
from loket.model.slip import AppointmentSlip
from printers.slips.codes import code_of
from printers.slips.outline import Blocks


def appointment(rows: Blocks, slip: AppointmentSlip) -> None:
    """Say the proof of an appointment."""
    t, s = rows.t, rows.s
    rows.rule()
    rows.centred(t("Janji temu"), s.title, line=1.15)
    rows.space(6)
    rows.badge(slip.letter, slip.service)
    rows.space(4)
    rows.centred(t.time(slip.at), s.number, line=1.08, smallest=0.4)
    rows.centred(t.weekday(slip.at), s.heading)
    rows.centred(t.day(slip.at), s.large)
    rows.dashes()
    rows.code(
        code_of(slip),
        [(t("Setiba di kantor, pindai ini di kios atau ketik kodenya:"), s.note)],
        [(spaced(slip.code), s.large)],
    )
    rows.dashes()
    early, late = (round(each.total_seconds() / 60) for each in (CALLABLE_BEFORE, LATE_AFTER))
    rows.dotted((t("Dipanggil paling cepat {n} menit sebelum jam itu.", n=early), s.body))
    rows.dotted((t("Terlambat lebih dari {n} menit: tetap dilayani, antre menurut waktu datang.", n=late), s.body))
    if slip.needs:
        rows.dashes()
        rows.heading(t("Bawa"))
        for need in slip.needs:
            rows.ticked((need.name, s.bold), note=need.note, done=False)
    rows.dashes()
    rows.paragraph((t("Tidak jadi datang atau pindah hari? Beri tahu kami, agar tempatnya dapat dipakai orang lain."),
                    s.note), (slip.contact, s.bold))  # fmt: skip
    rows.end(t("Ada pungutan liar? lapor.go.id"))
