"""What to bring for a service; with a number, what was missing from that visit."""

from __future__ import annotations

from loket.model.slip import Need, RequirementsSlip
from printers.slips.codes import code_of, purpose
from printers.slips.outline import Blocks


def requirements(rows: Blocks, slip: RequirementsSlip) -> None:
    """Say a list of requirements.

    With a number the missing papers come first, in bold with an empty box; the others are ticked.
    """
    t, s = rows.t, rows.s
    missing = [need for need in slip.needs if need.missing]
    rows.rule()
    if slip.number and missing:
        rows.centred(t("Berkas yang belum ada"), s.title, line=1.15)
        rows.space(4)
    rows.badge(slip.letter, slip.service)
    what = t("Nomor {number}", number=slip.number) if slip.number else t("Daftar syarat")
    when = f"{t.short_day(slip.at)} {t.time(slip.at)}" if slip.at else ""
    rows.centred(" · ".join(filter(None, (what, when))), s.bold if slip.number else s.body)
    rows.rule()
    if slip.number:
        _parted(rows, missing, [need for need in slip.needs if not need.missing])
    else:
        for need in slip.needs:
            rows.ticked((need.name, s.bold), note=need.note, done=False)
    if slip.duration or slip.fee or slip.hours:
        rows.dashes()
        rows.pair(t("Waktu layanan"), slip.duration)
        rows.pair(t("Biaya"), slip.fee)
        rows.pair(t("Buka"), slip.hours)
    rows.dashes()
    content = code_of(slip)
    online, kept = t("Pindai untuk syarat terbaru."), t("Pindai untuk menyimpan di ponsel.")
    first = purpose(content, slip.link, online=online, kept=kept)
    rows.code(content, [(first, s.note)], [(t("Tanya:") if slip.contact else "", s.note), (slip.contact, s.bold)])
    rows.end(t("Ada pungutan liar? lapor.go.id"))


def _parted(rows: Blocks, missing: list[Need], brought: list[Need]) -> None:
    t, s = rows.t, rows.s
    if missing:
        rows.heading(t("Belum ada ({n})", n=len(missing)), t("bawa saat kembali"))
        for need in missing:
            rows.ticked((need.name, s.bold), note=need.note, done=False)
    if missing and brought:
        rows.dashes()
    if brought:
        rows.heading(t("Sudah ada ({n})", n=len(brought)))
        for need in brought:
            rows.ticked((need.name, s.body), done=True)
