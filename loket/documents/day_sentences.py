"""The day's notes and figures as sentences in the reader's language."""

from __future__ import annotations

from datetime import datetime

from loket.model.spread import Share
from loket.model.visit import State
from loket.office.day_figures import (
    ActsUndone,
    ClockSetBack,
    ClosedByItself,
    DayReport,
    HallAnswers,
    LongServing,
    Note,
    PrinterTrouble,
    SlipsReprinted,
    WaitOverruns,
)
from loket.office.onward import to_and_fro
from loket.texts import Texts

NOTHING = "–"
"""What stands where there is nothing to measure."""


def duration(t: Texts, seconds: float | None) -> str:
    """Write a time as whole minutes ("14 mnt"), below one minute as seconds ("40 dtk")."""
    if seconds is None:
        return NOTHING
    if round(seconds) < 60:
        return t("{n} dtk", n=t.number(round(seconds)))
    return t("{n} mnt", n=minutes(t, seconds))


def minutes(t: Texts, seconds: float | None) -> str:
    """Write a time as the number of minutes only, for columns; "<1" below half a minute."""
    if seconds is None:
        return NOTHING
    return "<1" if 0 < seconds < 30 else t.number(int(seconds / 60 + 0.5))


def percent(t: Texts, part: Share | None, decimals: int = 0) -> str:
    """Write a share as "94%"; never 100% when one was missed, never 0% when one was kept."""
    if part is None:
        return NOTHING
    value = round(part.percent, decimals)
    step = 10.0**-decimals
    if value >= 100 and part.kept < part.of:
        value = 100 - step
    if value <= 0 < part.kept:
        value = step
    return t.number(value, decimals) + "%"


def state_reason(t: Texts, state: State) -> str:
    """Say why a number was not served."""
    words = {
        State.MISSED: t("Tidak hadir"),
        State.CARRIED_OVER: t("Dilanjutkan besok"),
        State.CANCELLED: t("Batal"),
        State.WAITING: t("Masih menunggu"),
        State.PARKED: t("Masih ditunda"),
        State.CALLED: t("Masih dipanggil"),
        State.SERVING: t("Masih dilayani"),
    }
    return words[state]


def note_sentences(report: DayReport, t: Texts) -> list[str]:
    """Say all notes of the day, one sentence or two each."""
    return [_note(note, t) for note in report.notes]


def _note(note: Note, t: Texts) -> str:
    match note:
        case WaitOverruns():
            return _overruns(note, t)
        case LongServing():
            return _long_serving(note, t)
        case PrinterTrouble():
            return _printer(note, t)
        case HallAnswers():
            return _hall(note, t)
        case ClockSetBack():
            return t(
                "Jam komputer mundur dari {before} ke {after}; urutan dan nomor tetap benar.",
                before=t.time(note.before),
                after=t.time(note.after),
            )
        case ClosedByItself():
            return t("Hari tidak ditutup petugas; Loket menutupnya sendiri pada {moment}.", moment=_moment(note.at, t))
        case ActsUndone():
            return t.count("{n} tindakan diurungkan petugas.", note.count)
        case SlipsReprinted():
            return t.count("{n} tiket dicetak ulang.", note.count)


def _moment(at: datetime, t: Texts) -> str:
    return f"{t.short_day(at)} {t.time(at)}"


def _overruns(note: WaitOverruns, t: Texts) -> str:
    facts = {
        "letter": note.letter,
        "standard": t.number(note.standard_min),
        "number": note.number,
        "longest": duration(t, note.longest_s),
    }
    if note.count == 1:
        return t("Tunggu layanan {letter} sekali melewati {standard} mnt: {number}, {longest}.", **facts)
    return t(
        "Tunggu layanan {letter} melewati {standard} mnt {n} kali, antara {first} dan {last}; "
        "terlama {longest} ({number}).",
        n=t.number(note.count),
        first=t.time(note.first),
        last=t.time(note.last),
        **facts,
    )


def _long_serving(note: LongServing, t: Texts) -> str:
    facts = {
        "number": note.number,
        "counter": note.counter.say(t.language),
        "time": duration(t, note.seconds),
        "standard": t.number(note.standard_min),
    }
    if note.count == 1:
        return t("Satu layanan melewati standar waktu: {number} di {counter}, {time} (standar {standard}).", **facts)
    return t(
        "{n} layanan melewati standar waktu; yang terjauh {number} di {counter}, {time} (standar {standard}).",
        n=t.number(note.count),
        **facts,
    )


def _printer(note: PrinterTrouble, t: Texts) -> str:
    facts = {"printer": note.printer or t("tanpa nama"), "time": t.time(note.first)}
    held = t.count("{n} tiket tertahan", note.slips)
    if note.printed_later == note.slips:
        return t("Printer {printer} terganggu sejak {time}: {held}, semuanya kemudian tercetak.", held=held, **facts)
    lost = t.number(note.slips - note.printed_later)
    return t("Printer {printer} terganggu sejak {time}: {held}, {lost} tidak tercetak.", held=held, lost=lost, **facts)


def _hall(note: HallAnswers, t: Texts) -> str:
    if not note.shown:
        said = t.count("{n} panggilan; tidak ada layar ruang tunggu yang menjawab.", note.calls)
    elif note.shown == note.calls:
        said = t.count("Semua panggilan ({n}) tampil di layar ruang tunggu.", note.calls)
    else:
        missed = t.number(note.calls - note.shown)
        said = t.count("{missed} dari {n} panggilan tidak dijawab layar ruang tunggu.", note.calls, missed=missed)
    if note.unspoken:
        said += " " + t.count("{n} panggilan tidak terdengar (suara tidak ada).", note.unspoken)
    return said


def day_details(report: DayReport, t: Texts) -> list[str]:
    """Say what else the day was: priority, transfers, recalls, the way to the counter, the told waits."""
    said: list[str] = []
    special = report.priority
    if special.visits:
        sentence = t.count("{n} pengunjung prioritas", special.visits)
        if special.wait_s is not None and special.others_wait_s is not None:
            sentence += t(
                ", rata-rata tunggu {time} (lainnya {others})",
                time=duration(t, special.wait_s),
                others=duration(t, special.others_wait_s),
            )
        said.append(sentence + ".")
    if report.transfers:
        said.append(t.count("{n} kali dialihkan (setiap layanan yang melayani dihitung).", report.transfers))
    if report.sent_back:
        said.append(to_and_fro(report.sent_back, t))
    if report.recalls:
        said.append(t.count("{n} kali dipanggil ulang.", report.recalls))
    if report.way is not None:
        said.append(t("Dari panggilan sampai mulai dilayani rata-rata {time}.", time=duration(t, report.way.mean_s)))
    if report.closed_serving:
        numbers = ", ".join(report.closed_serving)
        said.append(t("Layanan {numbers} berakhir oleh penutupan hari; tidak masuk rata-rata.", numbers=numbers))
    return said


def promise_sentence(report: DayReport, t: Texts) -> str:
    """Say how often the told wait kept its word; empty when nobody was told one."""
    promise = report.promise
    if promise is None:
        return ""
    if promise.kept is None:
        return t.count("{n} pengunjung diberi perkiraan; belum ada yang dipanggil.", promise.told)
    return t.count(
        "Dari {n} pengunjung yang diberi perkiraan, {within} dipanggil di dalam rentang, {upper} sebelum batas atas.",
        promise.judged,
        within=percent(t, promise.inside),
        upper=percent(t, promise.kept),
    )
