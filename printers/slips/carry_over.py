"""The "tiket lanjutan": the office closed before the turn came, and keeps the place for the next office day."""

from __future__ import annotations

from loket.model.slip import CarryOverSlip
from printers.slips.codes import code_of, purpose
from printers.slips.outline import Blocks


def carry_over(rows: Blocks, slip: CarryOverSlip) -> None:
    """Say a carry-over ticket."""
    t, s = rows.t, rows.s
    rows.rule()
    rows.centred(t("Tiket lanjutan"), s.title, line=1.15)
    rows.centred(slip.number, s.number, line=1.08, smallest=0.4)
    rows.badge(slip.letter, slip.service)
    rows.space(4)
    rows.dashes()
    rows.paragraph((t("Berlaku hari"), s.body))
    rows.large(f"{t.weekday(slip.day)}, {t.short_day(slip.day)}")
    rows.pair(t("Tempat Anda"), t("urutan ke-{n}", n=slip.place_in_line))
    rows.pair(t("Kantor buka"), slip.opens)
    rows.pair(t("Diambil"), f"{t.short_day(slip.taken_at)} {t.time(slip.taken_at)}")
    rows.pair(t("Sebab"), slip.reason)
    rows.space(8)
    rows.centred(t("Tidak perlu mengambil nomor baru."), s.heading)
    rows.dashes()
    content = code_of(slip)
    online, kept = t("Pindai, pantau dari ponsel:"), t("Pindai untuk menyimpan nomor di ponsel.")
    first = purpose(content, slip.link, online=online, kept=kept)
    own = slip.code if first == online else ""
    rows.code(content, [(first, s.note), (own, s.bold)], [(t("Datang hari itu, tunggu dipanggil."), s.note)])
    rows.end(t("Ada pungutan liar? lapor.go.id"))
