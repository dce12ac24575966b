"""The command `loket day`: open the office outside its hours, close the day, keep everybody's place for the next."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from loket.cli.opening import office_of, say
from loket.errors import N_
from loket.model.printer import TROUBLED
from loket.model.visit import State
from loket.office import days, printer_setup, printing, slips
from loket.office.context import Office
from loket.office.reports import day_report
from loket.texts import Texts

NOT_SERVED = {
    State.CARRIED_OVER: N_("Tidak sempat dilayani, dibawa ke hari berikutnya: {numbers}."),
    State.MISSED: N_("Dipanggil tetapi tidak hadir: {numbers}."),
    State.CANCELLED: N_("Batal: {numbers}."),
}
"""What is said of numbers that were not served, by how they ended."""


def day(options: argparse.Namespace) -> None:
    """Open the office outside its hours, close the day, or keep everybody's place for the next one."""
    if options.what == "carry-over" or options.undo:
        from loket.cli import taking_back, turns

        taking_back.day(options) if options.undo else turns.carry_over(options)
        return
    texts = Texts.of(options.lang)
    with office_of(options) as office:
        if options.what == "open":
            which = days.open_today(office).day
            said = {"day": which.isoformat(), "state": options.what}
            say(options, said, N_("Kantor dibuka untuk {day}, termasuk di luar jam biasa."), day=texts.day(which))
            return
        which = days.close_day(office, forgotten=options.forgotten)
        left, ended = _left(office, which)
        result = {
            "day": which.isoformat(), "state": options.what,
            "not_served": {state.value: numbers for state, numbers in left.items()}, "ended_by_closing": ended,
        }  # fmt: skip
        if options.print:
            _print_strip(options, office, which, result)
        else:
            sentence = N_("Hari {day} ditutup. Berita acara: loket report day --date {iso} --out laporan.pdf")
            say(options, result, sentence, day=texts.day(which), iso=which.isoformat())
    if options.json:
        return
    for state, numbers in left.items():
        if numbers:
            print(texts(NOT_SERVED[state], numbers=numbers))
    if ended:
        print(texts(N_("Masih dilayani, diakhiri oleh penutupan: {numbers}."), numbers=ended))


def _left(office: Office, day: date) -> tuple[dict[State, list[str]], list[str]]:
    """Give the numbers of a closed day that were not served, by how they ended, and those that the closing ended."""
    report = day_report(office, day)
    left = {
        state: [each.number for each in report.unserved if each.state is state]
        for state in NOT_SERVED
    }  # fmt: skip
    return left, list(report.closed_serving)


def _print_strip(options: argparse.Namespace, office: Office, day: date, result: dict[str, Any]) -> None:
    """Order the strip of the day that was just closed, and say where it comes out."""
    iso = day.isoformat()
    job, facts = None, {"day": Texts.of(options.lang).day(day), "printer": ""}
    sentence = N_("Hari {day} ditutup. Belum ada printer; pita penutupan tidak dicetak.")
    if printer_setup.printers(office):
        job = slips.order_slip(office, slips.closing_slip(office, iso, options.lang), number=iso)
        fate = printing.job_fate(office, job)
        facts["printer"] = fate.printer
        sentence = N_("Hari {day} ditutup. Pita penutupan dicetak di printer {printer}.")
        if fate.printer_state in TROUBLED:
            sentence = N_("Hari {day} ditutup. Pita penutupan menunggu printer {printer}, yang sedang bermasalah.")
    say(options, {**result, "print_job": job}, sentence, **facts)
