"""`loket forecast score | promise`: how good the told waits are, and how often they were kept."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from loket.cli.opening import office_of
from loket.errors import N_, Refused, Usage
from loket.model.promise import Promise
from loket.model.scoring import Answer, Errors, Method, Played, RangeFigures, Score, judged_days, replay, score
from loket.model.wait_log import WaitLog
from loket.texts import Texts

OWN_DAYS = 30
"""How many days back the office's own log is judged when nothing else is said."""

_METHODS = {
    Method.NAIVE_VENDOR: N_("orang di depan × waktu tercatat ÷ loket"),
    Method.NAIVE_10: N_("orang di depan × 10 menit ÷ loket"),
    Method.LES: N_("lama tunggu yang terakhir dipanggil (LES)"),
    Method.HOL: N_("lama tunggu kepala antrean (HOL)"),
}


def score_(options: argparse.Namespace) -> None:
    """Replay a log and say how good every method's answers were."""
    if options.simulated:
        log, days = _simulated(options)
    else:
        log, days = _tables(options) if options.tickets or options.questions else _own(options)
    played = replay(log, days, time.process_time)
    told = _Told(played, days, sum(map(len, log.samples.values())))
    if options.json:
        print(json.dumps(told.plain(), ensure_ascii=False))
    else:
        print("\n".join(told.lines(Texts.of(options.lang))))


def _simulated(options: argparse.Namespace) -> tuple[WaitLog, list[date]]:
    """Play the log of offices that do not exist, and give its last days to judge: the last three eighths."""
    from random import Random

    from loket.model.simulated_log import DAYS, JUDGED_FROM, OFFICES, day_of, simulated_log

    offices, played = _chosen(options.offices, OFFICES), _chosen(options.days, DAYS)
    for word, value, most in (("--offices", offices, 100), ("--days", played, 1000)):
        if not 1 <= value <= most:
            raise Usage("simulate_range", N_("{word} harus 1 sampai {most}."), word=word, most=most)
    log = simulated_log(Random(_chosen(options.seed, 1)), offices, played)  # noqa: S311 - dice, no secrets
    first = played * (JUDGED_FROM - 1) // DAYS
    return log, judged_days(log.questions, day_of(first))


def _chosen(value: int | None, usual: int) -> int:
    return usual if value is None else value


def _tables(options: argparse.Namespace) -> tuple[WaitLog, list[date]]:
    """Read the log of other offices and the days to judge."""
    from loket.cli.wait_table import read_log

    if not (options.tickets and options.questions):
        raise Usage("score_tables", N_("Berikan kedua tabel: --tickets CSV dan --questions CSV."))
    log = read_log(options.tickets, options.questions)
    first = _day(options.test_from) if options.test_from else None
    days = judged_days((question for question in log.questions if not question.waiting), first)
    if not days:
        raise Refused(
            "score_nothing",
            N_("{file}: tidak ada pertanyaan yang terjawab pada hari yang dinilai. Periksa --test-from."),
            file=options.questions,
        )
    return log, days


def _own(options: argparse.Namespace) -> tuple[WaitLog, list[date]]:
    """Read the office's own log and the days to judge."""
    from loket.office.own_waits import own_waits

    with office_of(options) as office:
        last = _day(options.last) if options.last else office.local_now().date()
        start = options.first or options.test_from
        first = _day(start) if start else last - timedelta(days=OWN_DAYS - 1)
        log = own_waits(office, first, last)
    days = judged_days((question for question in log.questions if not question.waiting), first)
    if not days:
        raise Refused(
            "score_nobody",
            N_("Dari {first} sampai {last} tidak ada pengunjung yang diberi perkiraan lalu dipanggil. Ubah --from."),
            first=first,
            last=last,
        )
    return log, days


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Usage("date_form", N_("Tanggal “{date}” tidak terbaca; tulis seperti 2026-11-23."), date=text) from None


class _Told:
    """What a replay has found, for programs and for people."""

    def __init__(self, played: Played, days: Sequence[date], lessons: int) -> None:
        self.days, self.lessons = days, lessons
        self.asked = [answer for answer in played.answers if not answer.question.waiting]
        self.waiting = [answer for answer in played.answers if answer.question.waiting]
        self.whole = _score(self.asked)
        self.midway = score(self.waiting)
        self.ms = 1000 * played.seconds / len(played.answers)
        self.by_day = [
            (day, found)
            for day in days
            if (found := score([answer for answer in self.asked if answer.question.asked_at.date() == day]))
        ]

    def plain(self) -> dict[str, Any]:
        """Give all figures: minutes, shares from 0 to 1, milliseconds."""
        return {
            **_plain(self.whole),
            "days": len(self.days),
            "test_from": self.days[0].isoformat(),
            "lessons": self.lessons,
            "ms_per_forecast": round(self.ms, 3),
            "per_day": [{"day": day.isoformat(), **_plain(found)} for day, found in self.by_day],
            "while_waiting": _plain(self.midway) if self.midway else None,
        }

    def lines(self, t: Texts) -> list[str]:
        """Say all figures."""
        head = t(
            N_("{n} pertanyaan pada {days} hari sejak {first}; tunggu rata-rata {wait} menit"),
            n=t.number(self.whole.questions), days=len(self.days), first=t.day(self.days[0]),
            wait=_number(t, self.whole.mean_wait_min),
        )  # fmt: skip
        if not self.lessons:
            head += "\n" + t(
                N_(
                    "Perhatian: tidak seorang pun dalam tabel tiket dipanggil, jadi tidak ada yang dipelajari; "
                    "Loket di bawah ini hanya memakai rumus awalnya."
                )
            )
        said = [head, *_table(t, self.whole), *_ranges(t, self.whole), "", t(N_("Hari demi hari"))]
        row = "{:<12}{:>8}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}"
        said.append(row.format("", "n", "× 10", "LES", "HOL", "Loket", t(N_("di dalam")), t(N_("di atas"))))
        for day, found in self.by_day:
            figures = [_mae(t, found.methods[each]) for each in (Method.NAIVE_10, Method.LES, Method.HOL, Method.LOKET)]
            shares = (_percent(t, found.range.coverage), _percent(t, found.range.above))
            said.append(row.format(day.isoformat(), t.number(found.questions), *figures, *shares))
        if self.midway:
            said += ["", t(
                N_("Selagi menunggu (ditanya lagi di tengahnya): {n} pertanyaan, sisa rata-rata {wait} menit"),
                n=t.number(self.midway.questions), wait=_number(t, self.midway.mean_wait_min),
            ), *_table(t, self.midway), *_ranges(t, self.midway)]  # fmt: skip
        cost = t.number(self.ms, 2)
        return [*said, "", t(N_("{ms} milidetik waktu prosesor untuk satu perkiraan"), ms=cost)]


def _score(answers: Sequence[Answer]) -> Score:
    found = score(answers)
    if found is None:
        raise AssertionError("days to judge are days on which something was asked")
    return found


def _plain(found: Score) -> dict[str, Any]:
    return {
        "questions": found.questions,
        "mean_wait_min": _short(found.mean_wait_min),
        "methods": {method.value: _plain_errors(errors) for method, errors in found.methods.items()},
        "range": {**_plain_range(found.range), "bands": [
            {"from_min": band.low_min, "to_min": band.high_min, "questions": band.questions,
             "coverage": _short(band.coverage)}
            for band in found.bands
        ]},
        "told": _plain_range(found.told),
        "ratio": {method.value: _short_or_none(found.ratio(method)) for method in Method if method != Method.LOKET},
    }  # fmt: skip


def _plain_errors(errors: Errors | None) -> dict[str, float] | None:
    if errors is None:
        return None
    figures = {"mae": errors.mae, "median_error": errors.median_error, "rmse": errors.rmse, "good": errors.good}
    return {**{name: _short(value) for name, value in figures.items()}, "questions": errors.asked}


def _plain_range(found: RangeFigures) -> dict[str, float]:
    return {
        "coverage": _short(found.coverage), "width": _short(found.width),
        "interval_score": _short(found.interval_score), "above": _short(found.above), "bias": _short(found.bias),
    }  # fmt: skip


def _short(value: float) -> float:
    return round(value, 4)


def _short_or_none(value: float | None) -> float | None:
    return None if value is None else _short(value)


def _table(t: Texts, found: Score) -> list[str]:
    row = "{:<46}{:>11}{:>9}{:>9}{:>9}"
    lines = [row.format("", t(N_("rata-rata")), "median", "RMSE", t(N_("baik")))]
    for method, errors in found.methods.items():
        if errors is not None:
            figures = [_number(t, value) for value in (errors.mae, errors.median_error, errors.rmse)]
            name = "Loket" if method is Method.LOKET else t(_METHODS[method])  # the product's name, no counter
            lines.append(row.format(name, *figures, _percent(t, errors.good)))
    return lines


def _ranges(t: Texts, found: Score) -> list[str]:
    lines = []
    for sentence, figures in (
        (N_("Rentang 80%: {inside} di dalam, {above} di atas, lebar {width} menit, skor {score}, bias {bias} menit"),
         found.range),
        (N_("Seperti dikatakan (dibulatkan): {inside} di dalam, {above} di atas, lebar {width} menit, skor {score}"),
         found.told),
    ):  # fmt: skip
        lines.append(
            t(
                sentence,
                inside=_percent(t, figures.coverage, 1),
                above=_percent(t, figures.above, 1),
                width=_number(t, figures.width),
                score=_number(t, figures.interval_score),
                bias=_number(t, figures.bias),
            )
        )
    bands = ", ".join(
        f"{band.low_min}{'+' if band.high_min is None else f'–{band.high_min}'}: {_percent(t, band.coverage)}"
        for band in found.bands
    )
    return [*lines, t(N_("Di dalam rentang menurut menit yang diperkirakan: {bands}"), bands=bands)]


def _mae(t: Texts, errors: Errors | None) -> str:
    return "–" if errors is None else _number(t, errors.mae)


def _number(t: Texts, value: float) -> str:
    return t.number(value, 1)


def _percent(t: Texts, part: float, decimals: int = 0) -> str:
    return f"{t.number(100 * part, decimals)}%"


def promise(options: argparse.Namespace) -> None:
    """Say how many visitors of a month were called before the end they were told."""
    from loket.office.promises import promise_board

    month = month_of(options.month) if options.month else None
    with office_of(options) as office:
        board = promise_board(office, month)
    rows = [*((each.service.code, each.promise) for each in board.services),
            *((each.day.isoformat(), each.promise) for each in board.days)]  # fmt: skip
    if options.json:
        found = {
            "month": f"{board.month:%Y-%m}",
            **_plain_promise(board.total),
            "services": [{"service": each.service.code, **_plain_promise(each.promise)} for each in board.services],
            "per_day": [{"day": each.day.isoformat(), **_plain_promise(each.promise)} for each in board.days],
        }
        print(json.dumps(found, ensure_ascii=False))
        return
    t = Texts.of(options.lang)
    print(_sentence(t, board.total))
    row = "{:<12}{:>9}{:>11}{:>9}{:>10}{:>10}{:>11}"
    print(row.format(f"{board.month:%Y-%m}", t(N_("ditepati")), t(N_("dipanggil")), t(N_("diberi")), t(N_("menunggu")),
                     t(N_("pergi")), t(N_("tanpa"))))  # fmt: skip
    for name, each in rows:
        kept = each.kept
        share = "–" if kept is None else f"{t.number(kept.percent)}%"
        figures = (t.number(value) for value in (each.called, each.told, each.waiting, each.left, each.untold))
        print(row.format(name, share, *figures))


def _sentence(t: Texts, total: Promise) -> str:
    """Say the month in one sentence, and apart from it who left and who was told nothing."""
    kept = total.kept
    if kept is None:
        said = t(N_("Belum ada pengunjung yang diberi perkiraan lalu dipanggil."))
    else:
        said = t(
            N_("{share}% dari {called} pengunjung dipanggil sebelum batas yang dijanjikan."),
            share=t.number(kept.percent, 1),
            called=t.number(kept.of),
        )
    if total.left:
        said += " " + t(
            N_("{left} pergi atau dilanjutkan besok, {late} di antaranya setelah batas itu lewat (tidak ditepati)."),
            left=t.number(total.left),
            late=t.number(total.left_late),
        )
    if total.postponed:
        said += " " + t(N_("{n} mundur atas kemauan sendiri."), n=t.number(total.postponed))
    if total.untold:
        said += " " + t(N_("{untold} tidak diberi perkiraan dan tidak dihitung."), untold=t.number(total.untold))
    return said


def _plain_promise(found: Promise) -> dict[str, Any]:
    kept = found.kept
    return {
        "told": found.told, "called": found.called, "kept": found.by_upper, "within": found.within,
        "share": _short(kept.percent / 100) if kept else None, "waiting": found.waiting, "left": found.left,
        "left_late": found.left_late, "overdue": found.overdue, "judged": found.judged, "postponed": found.postponed,
        "untold": found.untold,
    }  # fmt: skip


def month_of(text: str) -> date:
    """Read a month as typed, 2026-11; gives its first day, raises Refused for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Usage("month_form", N_("Bulan “{month}” tidak terbaca; tulis seperti 2026-11."), month=text) from None
