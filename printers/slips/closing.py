"""The strip of a closed day: every number accounted for in one sum, and the journal's seal."""

from __future__ import annotations

from loket.model.slip import ClosingSlip
from printers.slips.codes import code_of
from printers.slips.outline import Blocks

_SHORT = 16
"""Signs of the journal's hash that are printed; the QR holds all of it."""


def closing(rows: Blocks, slip: ClosingSlip) -> None:
    """Say the strip of a closed day."""
    t, s = rows.t, rows.s
    rows.rule()
    rows.centred(t("Penutupan hari"), s.title, line=1.15)
    rows.centred(t.long_day(slip.day), s.reference)
    rows.rule()
    rows.pair(t("Dibuka dan ditutup"), f"{t.time(slip.opened_at)}–{t.time(slip.closed_at)}")
    rows.pair(t("Nomor awal dan akhir"), "–".join(filter(None, (slip.first_number, slip.last_number))))
    if slip.mean_wait_s is not None:
        rows.pair(t("Rata-rata tunggu"), t("{a} menit", a=t.number(round(slip.mean_wait_s / 60))))
    rows.dashes()
    _sum(rows, slip)
    _services(rows, slip)
    rows.dashes()
    content = code_of(slip)
    seal = t("Segel jurnal:") if slip.chain else ""
    whole = t("Seluruhnya di dalam QR.") if slip.chain and slip.chain.upper() in content.upper() else ""
    rows.code(content, [(seal, s.note)], [(_grouped(slip.chain[:_SHORT]), s.bold)], [(whole, s.note)])
    rows.dashes()
    rows.paragraph((slip.signer or t("Petugas"), s.bold))
    rows.signature(t("Tanda tangan"))
    rows.space(6)
    rows.end()


def _sum(rows: Blocks, slip: ClosingSlip) -> None:
    """Add what became of the numbers, as a sum a reader can check; one that does not come out is framed."""
    t = rows.t
    for sign, label, count in (
        ("", t("Selesai dilayani"), slip.served),
        ("+", t("Tidak hadir"), slip.absent),
        ("+", t("Dibatalkan"), slip.cancelled),
        ("+", t("Tiket lanjutan"), slip.carried_over),
        ("+", t("Diakhiri saat tutup"), slip.left_open),
    ):
        rows.counted(sign, label, t.number(count))
    rows.thin()
    if not slip.unexplained:
        rows.counted("=", t("Nomor diambil"), t.number(slip.issued), large=True)
        return
    rows.counted("=", t("Jumlah"), t.number(slip.issued - slip.unexplained))
    rows.counted("≠", t("Nomor diambil"), t.number(slip.issued), large=True)
    rows.space(6)
    said = t("Selisih {n}: periksa jurnal sebelum menandatangani.", n=t.number(slip.unexplained))
    rows.framed(t("TIDAK COCOK"), said)


def _services(rows: Blocks, slip: ClosingSlip) -> None:
    if not slip.services:
        return
    t = rows.t
    rows.dashes()
    rows.heading(t("Layanan"), t("selesai / diambil"))
    for each in slip.services:
        rows.counted(each.letter, each.service, f"{t.number(each.served)} / {t.number(each.issued)}")


def _grouped(sealed: str) -> str:
    return " ".join(sealed[at : at + 4] for at in range(0, len(sealed), 4))
