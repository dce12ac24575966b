"""The "tanda terima pengaduan", with what UU 25/2009 Pasal 44(2) fixes, and where to go when nothing comes of it."""

from __future__ import annotations

from loket.model.slip import ComplaintSlip
from printers.slips.codes import code_of, purpose
from printers.slips.outline import Blocks


def complaint(rows: Blocks, slip: ComplaintSlip) -> None:
    """Say a complaint's receipt.

    (a) identity or that it is kept secret, (b) what fell short, (c) place and time, (d) name and signature of who
    received it: all four are printed whatever the slip leaves empty.
    """
    t, s = rows.t, rows.s
    rows.rule()
    rows.centred(t("Tanda terima pengaduan"), s.title, line=1.15)
    rows.centred(t("Nomor lacak"), s.body)
    rows.centred(slip.reference, s.number.at(round(s.number.px * 0.66)), line=1.1, smallest=0.4)
    rows.rule()
    rows.pair(t("Tentang"), slip.topic)
    rows.pair(t("Diterima"), f"{t.short_day(slip.received_at)} {t.time(slip.received_at)}")
    rows.pair(t("Tempat"), slip.received_in)
    _identity(rows, slip)
    rows.dashes()
    rows.heading(t("Yang tidak sesuai standar"))
    rows.paragraph((slip.description, s.body))
    rows.dashes()
    rows.paragraph((t("Diterima oleh"), s.body), (slip.receiver, s.bold))
    rows.signature(t("Tanda tangan"))
    if slip.deadlines:
        rows.dashes()
        rows.heading(t("Janji kami"), t("paling lambat"))
    for index, deadline in enumerate(slip.deadlines):
        rows.numbered(index + 1, [(deadline.step, s.body)], aside=t.short_day(deadline.day))
    rows.dashes()
    _status(rows, slip)
    rows.end(t("Tidak puas dengan tanggapan?"), t("SP4N-LAPOR! lapor.go.id"), t("Ombudsman RI telepon 137"))


def _identity(rows: Blocks, slip: ComplaintSlip) -> None:
    """Add who complains; "secret" and "not said" are two things."""
    t = rows.t
    if slip.secret:
        rows.pair(t("Identitas"), t("dirahasiakan atas permintaan"))
        return
    rows.pair(t("Pengadu"), slip.complainant or t("tidak disebutkan"))
    rows.pair(t("Alamat"), slip.address or t("tidak disebutkan"))


def _status(rows: Blocks, slip: ComplaintSlip) -> None:
    t, s = rows.t, rows.s
    content = code_of(slip)
    online = t("Lacak dan balas tanpa menyebut nama.") if slip.secret else t("Pindai untuk melacak dan membalas.")
    first = purpose(content, slip.link, online=online, kept=t("Pindai untuk menyimpan nomor lacak."))
    rows.code(content, [(first, s.note)], [(t("Sandi:") if slip.password else "", s.note), (slip.password, s.bold)])
