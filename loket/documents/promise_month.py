"""A month's told waits as PDF (A4): how many visitors were called before the end they had been told.

The told range is made so that it holds the wait of eight visitors in ten (reference of the forecast, §3); nine in ten
are then called before its upper end. That is the dashed line of the drawing, no standard of law.
"""

from __future__ import annotations

from calendar import monthrange
from math import sqrt
from pathlib import Path

from loket.documents.day_sentences import percent
from loket.documents.day_table import Column, PlainColumn, draw_plain_table, draw_service_name, draw_share
from loket.documents.fonts import drawable, wrap
from loket.documents.pages import LEFT, RIGHT, ROOM, Imprint, Pages
from loket.documents.saving import save
from loket.documents.sheet import Sheet, baseline
from loket.model.promise import Promise
from loket.model.spread import Share
from loket.office.promises import DayPromise, PromiseBoard, ServicePromise
from loket.texts import Texts

EXPECTED_PERCENT = 90
"""The share of visitors that should be called before the upper end of a range that holds 80 %."""

_RIGHTS = (440, 548, 694, 834, 930, 1072)
"""Right ends of the columns of figures, from the left margin."""

_HEAD, _ROW = 40, 43
_CHART, _TALLEST, _BASE, _LABELS = 222, 160, 174, 202
_WORDS = 26
"""A lower bar has its figure above it."""


def write_promise_month(board: PromiseBoard, path: Path, language: str = "id") -> None:
    """Write the month to `path`, whole or not at all; the same picture gives the same bytes.

    Raises Trouble with what to do when the file cannot be written.
    """
    save(Path(path), promise_month_pdf(board, language))


def promise_month_pdf(board: PromiseBoard, language: str = "id") -> bytes:
    """Give the month as PDF."""
    t = Texts.of(language)
    # "Page 1 of n" needs n: the first drawing only counts.
    return _drawn(board, t, _drawn(board, t, 0).page).finish()


def _drawn(board: PromiseBoard, t: Texts, total: int) -> Pages:
    title, month = t("Janji waktu tunggu"), t.month(board.month)
    office = f"{board.office.name} {board.office.place}".strip()
    sheet = Sheet(title=f"{title} – {month}", author=drawable(office), subject=board.code, language=t.language)
    pages = Pages(sheet, Imprint(board.office, month, board.code, board.seal, board.made_at), t, total)
    pages.new_page(whole_head=True)
    _draw_title(pages, title, f"{month} · {t.count('{n} hari dengan pengunjung', len(board.days))}")
    pages.headline(_headline(board.total, t))
    if not board.days:
        pages.y = sheet.paragraph(
            LEFT, pages.y, t("Bulan ini belum ada pengunjung yang diberi perkiraan."), 19, ROOM, ink="ink2"
        )
        return pages
    _draw_chart(pages, board)
    _draw_services(pages, board.services)
    _draw_meaning(pages)
    _draw_days(pages, board.days)
    return pages


def _draw_title(pages: Pages, title: str, under: str) -> None:
    pages.y += 32
    pages.sheet.text(LEFT, baseline(pages.y, 54, 1.1), title, 54, weight=800, spacing_em=-0.03)
    pages.y += 54 * 1.1 + 8
    pages.sheet.fit(LEFT, baseline(pages.y, 24, 1.3), under, 24, ROOM, least=16, ink="ink2")
    pages.y += 31 + 28


def _headline(total: Promise, t: Texts) -> list[tuple[str, str, str]]:
    judged = t("dari {n} orang", n=t.number(total.judged)) if total.judged else ""
    late = t("{n} setelah batas lewat", n=t.number(total.left_late)) if total.left else ""
    untold = t("{n} tanpa perkiraan", n=t.number(total.untold)) if total.untold else ""
    return [
        (percent(t, total.kept), t("janji ditepati"), judged),
        (percent(t, total.inside), t("di dalam rentang"), judged),
        (t.number(total.told), t("diberi perkiraan"), untold),
        (t.number(total.left), t("pergi atau dilanjutkan besok"), late),
        (t.number(total.postponed), t("mundur sendiri"), ""),
    ]


def is_poor(kept: Share | None) -> bool:
    """Tell whether fewer promises were kept than chance explains: two standard deviations below what is expected."""
    if kept is None:
        return False
    expected = EXPECTED_PERCENT / 100
    return kept.kept < kept.of * expected - 2 * sqrt(kept.of * expected * (1 - expected))


def _draw_chart(pages: Pages, board: PromiseBoard) -> None:
    """Draw a bar for every day of the month: the share of those judged who were called before the told end."""
    sheet, t = pages.sheet, pages.t
    note = t("persen yang ditepati; garis putus: {n}% diharapkan; merah: jelas di bawahnya", n=EXPECTED_PERCENT)
    pages.heading(LEFT, t("Ditepati per hari"), note)
    pages.y += 8
    top = pages.y
    kept = {each.day.day: each.promise.kept for each in board.days}
    last = monthrange(board.month.year, board.month.month)[1]
    slot = ROOM / last
    for day in range(1, last + 1):
        middle = LEFT + slot * (day - 0.5)
        sheet.text(middle, top + _LABELS, str(day), 14, ink="ink2" if day in kept else "line", align="center")
        part = kept.get(day)
        if part is None:
            continue
        height = max(2.0, _TALLEST * part.kept / part.of)
        sheet.box(middle - slot * 0.4, top + _BASE - height, slot * 0.8, height, "red" if is_poor(part) else "pri")
        words, low = percent(t, part).removesuffix("%"), height < _WORDS
        sheet.fit(
            middle, top + _BASE - (height + 6 if low else 10), words, 15, slot * 0.8, least=10, weight=600,
            ink="ink" if low else "onPri", align="center",
        )  # fmt: skip
    expected = top + _BASE - _TALLEST * EXPECTED_PERCENT / 100
    sheet.line([(LEFT, expected), (RIGHT, expected)], "ink2", 1.5, (7, 6))
    sheet.line([(LEFT, top + _BASE), (RIGHT, top + _BASE)], "ink", 2)
    pages.y += _CHART + 26


def _draw_services(pages: Pages, rows: tuple[ServicePromise, ...]) -> None:
    """Draw the table; on a new page it begins with its heading again."""
    t = pages.t
    pages.need(31 + _HEAD + _ROW)
    pages.heading(LEFT, t("Per layanan"))
    headings = (t("Diberi"), t("Dipanggil"), t("Ditepati"), t("Dalam rentang"), t("Pergi"), t("Batas lewat"))
    columns = [Column(LEFT + right, words) for right, words in zip(_RIGHTS, headings, strict=True)]
    _draw_heads(pages, columns)
    for row in rows:
        if pages.need(_ROW):
            _draw_heads(pages, columns)
        _draw_row(pages, row, columns)
    pages.y += 20


def _draw_heads(pages: Pages, columns: list[Column]) -> None:
    sheet, line = pages.sheet, pages.y + 26
    sheet.text(LEFT + 8, line, pages.t("Layanan"), 17, weight=600, ink="ink2")
    for column in columns:
        sheet.fit(column.right, line, column.heading, 17, 118, least=12, weight=600, ink="ink2", align="right")
    pages.y += _HEAD
    sheet.line([(LEFT, pages.y), (RIGHT, pages.y)], "ink", 2)


def _draw_row(pages: Pages, row: ServicePromise, columns: list[Column]) -> None:
    sheet, t, promise, y = pages.sheet, pages.t, row.promise, pages.y
    draw_service_name(pages, row.service, LEFT + 8, y, 345)
    told, called, kept, within, left, late = columns
    for column, figure in ((told, promise.told), (called, promise.called), (left, promise.left),
                           (late, promise.left_late)):  # fmt: skip
        sheet.text(column.right, y + 28, t.number(figure), 19, align="right")
    draw_share(pages, promise.kept, kept.right, y, 60, poor=is_poor(promise.kept))
    sheet.text(within.right, y + 28, percent(t, promise.inside), 19, align="right")
    pages.y += _ROW
    sheet.line([(LEFT, pages.y - 0.5), (RIGHT, pages.y - 0.5)], "line", 1)


def _draw_meaning(pages: Pages) -> None:
    """Say in small print what was counted."""
    said = pages.t(
        "Ditepati: dipanggil pertama kali sebelum batas atas perkiraan yang tercetak di tiket. Perkiraan dibuat agar "
        "8 dari 10 pengunjung dipanggil di dalam rentangnya, jadi 9 dari 10 sebelum batas atasnya. Tidak ditepati: "
        "dipanggil sesudahnya, atau belum dipanggil ketika batas itu lewat, juga bila orangnya lalu pergi atau "
        "dilanjutkan besok. Tidak dihitung: yang pergi sebelum batas itu, yang mundur atas kemauan sendiri, dan yang "
        "tidak diberi perkiraan. Dihitung pada layanan pertama setiap kunjungan."
    )
    pages.need(len(wrap(drawable(said), 17, 400, ROOM)) * 17 * 1.45 + 24)
    pages.y = pages.sheet.paragraph(LEFT, pages.y, said, 17, ROOM, ink="ink2", leading=1.45) + 24


def _draw_days(pages: Pages, days: tuple[DayPromise, ...]) -> None:
    t = pages.t
    pages.need(31 + 36 + 30 * min(len(days), 3))
    pages.heading(LEFT, t("Per hari"))
    columns = [PlainColumn(t("Hari"), LEFT + 8, 300)]
    headings = (t("Diberi"), t("Dipanggil"), t("Ditepati"), t("Dalam rentang"), t("Pergi"), t("Batas lewat"))
    columns += [PlainColumn(words, LEFT + right, 118, "right") for right, words in zip(_RIGHTS, headings, strict=True)]
    draw_plain_table(pages, columns, [_day_row(t, each) for each in days])


def _day_row(t: Texts, each: DayPromise) -> list[str]:
    promise = each.promise
    kept = percent(t, promise.kept)
    return [t.long_day(each.day), t.number(promise.told), t.number(promise.called), kept, percent(t, promise.inside),
            t.number(promise.left), t.number(promise.left_late)]  # fmt: skip
