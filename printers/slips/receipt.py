"""The "tanda terima berkas": what was handed in, what is to follow, and the day that the office has promised."""

from __future__ import annotations

from loket.model.slip import ReceiptSlip
from printers.slips.codes import code_of, purpose
from printers.slips.outline import Blocks


def receipt(rows: Blocks, slip: ReceiptSlip) -> None:
    """Say a receipt."""
    t, s = rows.t, rows.s
    rows.rule()
    rows.centred(t("Tanda terima berkas"), s.title, line=1.15)
    rows.centred(slip.reference, s.reference)
    rows.rule()
    rows.pair(t("Layanan"), slip.service)
    rows.pair(t("Nomor"), " · ".join(filter(None, (slip.number, slip.counter))))
    rows.pair(t("Diterima"), f"{t.short_day(slip.received_at)} {t.time(slip.received_at)}")
    rows.pair(t("Petugas"), slip.officer)
    _documents(rows, slip)
    _promise(rows, slip)
    rows.dashes()
    content = code_of(slip)
    online, kept = t("Pindai untuk memantau status."), t("Pindai untuk menyimpan di ponsel.")
    first = purpose(content, slip.link, online=online, kept=kept)
    rows.code(content, [(first, s.note)], [(t("Tanya:") if slip.contact else "", s.note), (slip.contact, s.bold)])
    rows.end(
        t("Simpan sampai layanan selesai."),
        t("Dicetak sistem, sah tanpa tanda tangan."),
        t("Ada pungutan liar? lapor.go.id"),
    )


def _documents(rows: Blocks, slip: ReceiptSlip) -> None:
    """Add a row for every paper; what is to follow has an empty box and says so."""
    if not slip.documents:
        return
    t, s = rows.t, rows.s
    received = sum(each.received for each in slip.documents)
    rows.dashes()
    rows.heading(t("Berkas"), t("{a} dari {b} diterima", a=received, b=len(slip.documents)))
    for each in slip.documents:
        if each.received:
            rows.ticked((each.name, s.body), done=True)
        else:
            rows.ticked((t("{document}, menyusul", document=each.name), s.bold), done=False)


def _promise(rows: Blocks, slip: ReceiptSlip) -> None:
    if not (slip.promised or slip.fee):
        return
    t, s = rows.t, rows.s
    rows.dashes()
    if slip.promised:
        rows.paragraph((t("Selesai paling lambat"), s.body))
        rows.large(f"{t.weekday(slip.promised)}, {t.short_day(slip.promised)}")
    rows.paragraph((t("Biaya:") if slip.fee else "", s.body), (slip.fee, s.bold))
