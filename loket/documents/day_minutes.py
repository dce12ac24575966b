"""The berita acara of a day: every number issued and what became of it, sealed and signed. One page, in plain words."""

from __future__ import annotations

from loket.documents import fonts
from loket.documents.day_sentences import state_reason
from loket.documents.day_table import PlainColumn, draw_plain_table
from loket.documents.pages import LEFT, RIGHT, ROOM, Pages, signature_top
from loket.documents.sheet import baseline
from loket.model.visit import State
from loket.office.day_figures import Balance, DayReport, Unserved
from loket.texts import Texts

_TERM = 118
"""Height of the equation."""


def draw_minutes(pages: Pages, report: DayReport) -> None:
    """Draw the berita acara from a new page on."""
    pages.new_page(whole_head=True)
    _draw_title(pages, report)
    _draw_equation(pages, report.balance)
    _draw_verdict(pages, report)
    _draw_letters(pages, report)
    _draw_unserved(pages, report)
    _draw_seal(pages, report)
    _draw_signatures(pages, report)


def opening_words(report: DayReport, t: Texts) -> str:
    """Say in one paragraph which day, from when to when, how many numbers."""
    office = f"{report.office.name} {report.office.place}".strip()
    day, count = t.long_day(report.day), t.count("{n} nomor antrean", report.balance.issued)
    if report.opened_at is None:
        return t("Pada hari {day}, {office} tidak membuka layanan antrean.", day=day, office=office)
    opened = t.time(report.opened_at)
    if report.closed_at is None:
        return t(
            "Pada hari {day}, {office} mulai melayani pukul {opened} dan sampai pukul {now} membagikan {count}. "
            "Hari ini belum ditutup; angka di bawah masih dapat berubah.",
            day=day, office=office, opened=opened, now=t.time(report.made_at), count=count,
        )  # fmt: skip
    closed = t.time(report.closed_at)
    if report.closed_at.date() != report.day:
        closed = f"{closed} ({t.short_day(report.closed_at)})"
    facts = {"day": day, "office": office, "opened": opened, "closed": closed, "zone": t.zone(report.closed_at)}
    if not report.balance.issued:
        return t(
            "Pada hari {day}, {office} buka pukul {opened} dan menutup hari layanan pukul {closed} {zone}. "
            "Tidak ada nomor yang dibagikan.",
            **facts,
        )
    return t(
        "Pada hari {day}, {office} mulai melayani pukul {opened} dan menutup hari layanan pukul {closed} {zone}. "
        "Selama itu dibagikan {count}; setiap nomor berakhir sebagai berikut.",
        count=count,
        **facts,
    )


def _draw_title(pages: Pages, report: DayReport) -> None:
    sheet, t = pages.sheet, pages.t
    title = t("Berita acara penutupan hari") if report.closed_at else t("Berita acara sementara")
    pages.y += 32
    sheet.text(LEFT, baseline(pages.y, 46, 1.1), title, 46, weight=800, spacing_em=-0.03)
    pages.y += 46 * 1.1 + 16
    pages.y = sheet.paragraph(LEFT, pages.y, opening_words(report, t), 20, ROOM, ink="ink2", leading=1.5)


def _draw_equation(pages: Pages, balance: Balance) -> None:
    """Draw issued = served + missed + carried over + cancelled, big; a running day adds what is still open."""
    sheet, t = pages.sheet, pages.t
    terms = [
        (balance.issued, t("nomor dibagikan"), ""),
        (balance.served, t("selesai dilayani"), "=" if balance.holds else "≠"),
        (balance.missed, t("tidak hadir"), "+"),
        (balance.carried_over, t("dilanjutkan besok"), "+"),
        (balance.cancelled, t("batal"), "+"),
    ]
    if balance.still_open:
        terms.append((balance.still_open, t("masih terbuka"), "+"))
    pages.y += 26
    top, gap = pages.y, 46
    width = (ROOM - gap * (len(terms) - 1)) / len(terms)
    size = 64 if max(balance.issued, 1) < 10_000 and len(terms) < 6 else 52
    widest = max(fonts.width(words, 19, 600) for _, words, _ in terms)
    small = min(19.0, 19 * (width + 30) / widest)
    for index, (number, words, sign) in enumerate(terms):
        left = LEFT + index * (width + gap)
        sheet.box(left, top, width, 4, "ink")
        line = top + 26 + size * 0.745
        if sign:
            sheet.text(left - gap / 2, line - 10, sign, 40, weight=600, ink="ink2", align="center")
        sheet.fit(left, line, t.number(number), size, width, least=30, weight=700)
        sheet.text(left, top + _TERM - 6, words, small, weight=600)
    pages.y += _TERM + 18


def _draw_verdict(pages: Pages, report: DayReport) -> None:
    """Say in one line whether every number is accounted for."""
    sheet, t = pages.sheet, pages.t
    gaps = [number for letter in report.letters for number in letter.gaps]
    doubles = [number for letter in report.letters for number in letter.doubles]
    good = report.balance.holds and not gaps and not doubles and not report.strays
    tint, ink = ("greenTint", "green") if good else ("redTint", "red")
    if good:
        lines = [t("Semua nomor tercatat: tidak ada yang hilang, tidak ada yang ganda.")]
    else:
        lines = [t("Catatan tidak cocok. Jalankan pemeriksaan: loket verify")]
        lines += [t("Nomor hilang: {numbers}", numbers=", ".join(gaps))] if gaps else []
        lines += [t("Nomor ganda: {numbers}", numbers=", ".join(doubles))] if doubles else []
        lines += [t("Hanya di satu catatan: {numbers}", numbers=", ".join(report.strays))] if report.strays else []
    shown = [line if len(line) < _LONGEST_LIST else line[:_LONGEST_LIST] + "…" for line in lines]
    height = 20 + sum(30 for _ in shown)
    sheet.box(LEFT, pages.y, ROOM, height, tint, 10)
    for index, line in enumerate(shown):
        sheet.fit(LEFT + 20, pages.y + 10 + 30 * index + 22, line, 19, ROOM - 40, least=13, weight=700, ink=ink)
    pages.y += height + 26


_MOST_CARRIED = 30
"""More carried-over numbers than this are named as runs instead of row by row."""

_LONGEST_LIST = 110
"""Letters of a line of strange numbers; `loket verify` names them all."""


def _draw_letters(pages: Pages, report: DayReport) -> None:
    if not report.letters:
        return
    t = pages.t
    none = t("tidak ada")
    pages.need(31 + 8 + 36 + 34)
    pages.heading(LEFT, t("Nomor yang dibagikan"))
    rows = [
        (
            each.letter,
            each.name.say(t.language),
            each.first,
            each.last,
            t.number(each.issued),
            ", ".join(each.gaps) or none,
            ", ".join(each.doubles) or none,
        )
        for each in report.letters
    ]
    columns = (
        PlainColumn(t("Huruf"), LEFT + 8, 60),
        PlainColumn(t("Layanan"), LEFT + 80, 340),
        PlainColumn(t("Pertama"), LEFT + 440, 110),
        PlainColumn(t("Terakhir"), LEFT + 560, 110),
        PlainColumn(t("Jumlah"), LEFT + 760, 90, "right"),
        PlainColumn(t("Hilang"), LEFT + 810, 130),
        PlainColumn(t("Ganda"), RIGHT - 8, 120, "right"),
    )
    draw_plain_table(pages, columns, rows)
    pages.y += 26


def _draw_unserved(pages: Pages, report: DayReport) -> None:
    t = pages.t
    pages.need(31 + 8 + 36 + 34)
    pages.heading(LEFT, t("Nomor yang tidak dilayani"))
    if not report.unserved:
        pages.y += 6
        said = t("Tidak ada: setiap nomor dilayani.") if report.balance.issued else t("Tidak ada nomor hari ini.")
        pages.y = pages.sheet.paragraph(LEFT, pages.y, said, 19, ROOM)
        pages.y += 20
        return
    waiting = [each for each in report.unserved if each.state is State.CARRIED_OVER]
    compact = len(waiting) > _MOST_CARRIED
    listed = [each for each in report.unserved if not compact or each.state is not State.CARRIED_OVER]
    if listed:
        _draw_unserved_table(pages, report, listed)
    if compact:
        _draw_carried_over(pages, waiting)
    pages.y += 26


def _draw_unserved_table(pages: Pages, report: DayReport, listed: list[Unserved]) -> None:
    t = pages.t
    names = {each.service.code: each.service.name.say(t.language) for each in report.services}
    rows = [
        (
            each.number,
            names.get(each.service, each.service),
            t.time(each.taken_at),
            state_reason(t, each.state),
            t.time(each.since),
            t.count("{n} kali", each.calls),
        )
        for each in listed
    ]
    columns = (
        PlainColumn(t("Nomor"), LEFT + 8, 100),
        PlainColumn(t("Layanan"), LEFT + 120, 390),
        PlainColumn(t("Diambil"), LEFT + 520, 100),
        PlainColumn(t("Keterangan"), LEFT + 640, 220),
        PlainColumn(t("Pukul"), LEFT + 880, 90),
        PlainColumn(t("Dipanggil"), RIGHT - 8, 110, "right"),
    )
    draw_plain_table(pages, columns, rows)


def _draw_carried_over(pages: Pages, waiting: list[Unserved]) -> None:
    """Name many carried-over numbers as runs: they all ended at the same moment."""
    t = pages.t
    said = t.count(
        "Dilanjutkan besok pada pukul {time}, {n} nomor: {numbers}",
        len(waiting), time=t.time(waiting[0].since), numbers=", ".join(number_runs([each.number for each in waiting])),
    )  # fmt: skip
    pages.y += 12
    for line in fonts.wrap(fonts.drawable(said), 18, 400, ROOM):
        pages.need(27)
        pages.y = pages.sheet.paragraph(LEFT, pages.y, line, 18, ROOM, leading=1.5)


def number_runs(numbers: list[str]) -> list[str]:
    """Join neighbouring numbers of a letter: A001, A002, A003 become "A001–A003"."""
    runs: list[list[str]] = []
    for number in numbers:
        last = runs[-1][-1] if runs else ""
        if last and last[0] == number[0] and int(number[1:]) == int(last[1:]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]


def _draw_seal(pages: Pages, report: DayReport) -> None:
    seal, t = report.seal, pages.t
    if seal is None:
        return
    said = t(
        "Jurnal hari ini: fakta {first} sampai {last}. Setiap fakta memuat sidik (SHA-256) fakta sebelumnya, sehingga "
        "perubahan sesudahnya tampak. Sidik fakta {last}:",
        first=t.number(seal.first_seq), last=t.number(seal.last_seq),
    )  # fmt: skip
    groups = [seal.hash[at : at + 8] for at in range(0, len(seal.hash), 8)]
    check = t("Memeriksa: loket verify, lalu bandingkan dengan loket journal --since {seq}", seq=seal.last_seq - 1)
    pages.need(31 + 2 * 18 * 1.5 + 60 + 30)
    pages.heading(LEFT, t("Segel"))
    pages.y = pages.sheet.paragraph(LEFT, pages.y + 6, said, 18, ROOM, leading=1.5)
    pages.sheet.fit(LEFT, pages.y + 30, " ".join(groups), 22, ROOM, least=14, weight=600)
    pages.sheet.fit(LEFT, pages.y + 60, check, 16, ROOM, least=12, ink="ink2")
    pages.y += 76


def _draw_signatures(pages: Pages, report: DayReport) -> None:
    """Leave the places to sign at the foot: the officer who closed the day, and the head."""
    t = pages.t
    closed = report.closed_at or report.made_at
    place = ", ".join(part for part in (report.office.place, t.day(closed.date())) if part)
    head = [place, t("Mengetahui,"), report.office.head_title or t("Kepala kantor")]
    if pages.y > signature_top(310, head) - 12:
        pages.new_page()
    pages.signature(LEFT + 420, 290, [t("Yang menutup hari,"), t("Petugas")])
    pages.signature(RIGHT - 310, 310, head)
