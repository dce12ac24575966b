"""The day report as PDF (A4): the day in figures, and the berita acara that every number is accounted for."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from loket.documents.day_charts import CHART_HEIGHT, counter_row, draw_counter, draw_hours
from loket.documents.day_minutes import draw_minutes
from loket.documents.day_notes import draw_notes, note_lines
from loket.documents.day_sentences import day_details, duration, minutes, percent, promise_sentence
from loket.documents.day_table import draw_services
from loket.documents.fonts import drawable, wrap
from loket.documents.pages import LEFT, RIGHT, ROOM, Imprint, Pages, signature_top
from loket.documents.saving import save
from loket.documents.sheet import Sheet, baseline
from loket.model.calendar import END_OF_DAY
from loket.model.spread import Share
from loket.office.day_figures import CounterFigures, DayReport
from loket.texts import Texts

_HALF = (ROOM - 56) / 2
_LEAST_BLOCK = 220
"""With less room than this, counters and notes begin on a new page."""


def write_day_report(report: DayReport, path: Path, language: str = "id") -> None:
    """Write the report to `path`, whole or not at all; the same report gives the same bytes.

    Raises Trouble with what to do when the file cannot be written.
    """
    save(Path(path), day_report_pdf(report, language))


def day_report_pdf(report: DayReport, language: str = "id") -> bytes:
    """Give the report as PDF."""
    t = Texts.of(language)
    # "Page 1 of n" needs n: the first drawing only counts.
    return _drawn(report, t, _drawn(report, t, 0).page).finish()


def _drawn(report: DayReport, t: Texts, total: int) -> Pages:
    office = f"{report.office.name} {report.office.place}".strip()
    sheet = Sheet(
        title=f"{t('Laporan harian pelayanan')} – {t.day(report.day)}",
        author=drawable(office),
        subject=report.code,
        language=t.language,
    )
    imprint = Imprint(report.office, t.day(report.day), report.code, report.seal, report.made_at)
    pages = Pages(sheet, imprint, t, total)
    pages.new_page(whole_head=True)
    _draw_title(pages, report)
    pages.headline(_headline(report, t))
    _draw_arrivals(pages, report)
    _draw_services(pages, report)
    _draw_details(pages, report)
    _draw_signature(pages, report, _draw_counters_and_notes(pages, report))
    draw_minutes(pages, report)
    return pages


def _draw_title(pages: Pages, report: DayReport) -> None:
    sheet, t = pages.sheet, pages.t
    pages.y += 32
    sheet.text(LEFT, baseline(pages.y, 54, 1.1), t("Laporan harian pelayanan"), 54, weight=800, spacing_em=-0.03)
    pages.y += 54 * 1.1 + 8
    parts = [t.long_day(report.day)]
    if report.hours is not None:
        parts.append(_open_hours(*report.hours, t))
    used, every = report.counters_used, report.counters_all
    parts.append(t.count("{used} dari {n} loket", every, used=t.number(used)))
    sheet.fit(LEFT, baseline(pages.y, 24, 1.3), " · ".join(parts), 24, ROOM, least=16, ink="ink2")
    pages.y += 31 + 28


def _open_hours(opens: time, closes: time, t: Texts) -> str:
    if opens == closes:
        return t("buka 24 jam")
    last = t.time(closes).replace("00", "24", 1) if closes == END_OF_DAY else t.time(closes)
    return t("buka {opens}–{closes}", opens=t.time(opens), closes=last)


def _headline(report: DayReport, t: Texts) -> list[tuple[str, str, str]]:
    balance, wait = report.balance, report.wait
    before = report.served_week_before
    week = t("{weekday} lalu {n}", weekday=t.weekday(report.day), n=t.number(before)) if before is not None else ""
    spread = ""
    if wait is not None:
        spread = t("median {median} · P90 {p90} mnt", median=minutes(t, wait.median_s), p90=minutes(t, wait.p90_s))
    missed = Share(balance.missed, balance.issued) if balance.issued else None
    return [
        (t.number(balance.served), t("pengunjung dilayani"), week),
        (duration(t, wait.mean_s if wait else None), t("rata-rata tunggu"), spread),
        (percent(t, report.wait_kept), t("tunggu sesuai standar"), _of(t, report.wait_kept)),
        (percent(t, report.serving_kept), t("layanan tepat waktu"), _of(t, report.serving_kept)),
        (t.number(balance.missed), t("tidak hadir"), _missed(t, missed)),
    ]


def _of(t: Texts, part: Share | None) -> str:
    return t("{kept} dari {of}", kept=t.number(part.kept), of=t.number(part.of)) if part else ""


def _missed(t: Texts, part: Share | None) -> str:
    return t.count("{share} dari {n} nomor", part.of, share=percent(t, part, 1)) if part else ""


def _draw_arrivals(pages: Pages, report: DayReport) -> None:
    t = pages.t
    if not report.by_hour:
        pages.heading(LEFT, t("Kedatangan dan waktu tunggu"))
        said = t("Tidak ada nomor yang diambil hari ini.")
        pages.y = pages.sheet.paragraph(LEFT, pages.y + 8, said, 19, ROOM, ink="ink2") + 26
        return
    pages.need(31 + 8 + CHART_HEIGHT)
    pages.heading(
        LEFT, t("Kedatangan dan waktu tunggu"), t("batang: pengunjung per jam · garis: rata-rata tunggu (menit)")
    )
    pages.y += 8
    draw_hours(pages, report)
    pages.y += 26


def _draw_services(pages: Pages, report: DayReport) -> None:
    t = pages.t
    used = tuple(each for each in report.services if each.arrived)
    if not used:
        return
    pages.need(31 + 66 + 43)
    pages.heading(LEFT, t("Per layanan"))
    draw_services(pages, used)
    idle = [each.service.code for each in report.services if not each.arrived]
    if idle:
        said = t("Tanpa pengunjung: {letters}", letters=", ".join(idle))
        pages.sheet.fit(LEFT, pages.y + 24, said, 17, ROOM, least=11, ink="ink2")
        pages.y += 26
    pages.y += 28


def _draw_details(pages: Pages, report: DayReport) -> None:
    """Say in small print what else the day was, right under the table."""
    said = " ".join([*day_details(report, pages.t), promise_sentence(report, pages.t)]).strip()
    if said:
        lines = len(wrap(drawable(said), 17, 400, ROOM))
        pages.y -= 18
        pages.need(lines * 17 * 1.45 + 20)
        pages.y = pages.sheet.paragraph(LEFT, pages.y, said, 17, ROOM, ink="ink2", leading=1.45) + 24


def _draw_counters_and_notes(pages: Pages, report: DayReport) -> float:
    """Draw the counters on the left and the notes on the right; what does not fit goes on to the next page.

    Gives where the notes end.
    """
    counters, notes = list(report.counters), note_lines(report, pages.t, _HALF)
    if pages.left_over < _LEAST_BLOCK:
        pages.new_page()
    while True:
        top = pages.y
        notes = draw_notes(pages, notes, RIGHT - _HALF, _HALF)
        under_notes, pages.y = pages.y, top
        if counters:
            counters = _draw_counters(pages, counters, report)
        pages.y = max(pages.y, under_notes)
        if not counters and not notes:
            return under_notes
        pages.new_page()


def _draw_counters(pages: Pages, counters: list[CounterFigures], report: DayReport) -> list[CounterFigures]:
    """Draw as many counters as there is room for; gives the others."""
    t = pages.t
    pages.heading(LEFT, t("Loket yang bertugas"))
    pages.y += 10
    high = counter_row(len(report.counters))
    rows = max(1, int((pages.left_over - 28) / high))
    most = max(counter.served for counter in report.counters)
    for counter in counters[:rows]:
        draw_counter(pages, counter, most, pages.y + high / 2, _HALF)
        pages.y += high
    caption = t("jumlah · rata-rata lama layanan")
    pages.sheet.text(LEFT, baseline(pages.y + 6, 16, 1.3), caption, 16, ink="ink2")
    pages.y += 28
    return counters[rows:]


def _draw_signature(pages: Pages, report: DayReport, under_notes: float) -> None:
    """Leave a place to sign where the notes leave room; the berita acara has one in any case."""
    lines = [pages.t("Mengetahui,"), report.office.head_title or pages.t("Kepala kantor")]
    if under_notes < signature_top(310, lines) - 16:
        pages.signature(RIGHT - 310, 310, lines)
