"""Commands that print: the spool and reports."""

from __future__ import annotations

import argparse

from loket.cli.opening import database, office_of, opener, prints_here, say
from loket.errors import N_, Trouble
from loket.model.printer import ON_PAPER, PrinterRecord
from loket.office import printer_setup, printing
from loket.texts import Texts


def spool(options: argparse.Namespace) -> int:
    """Print the waiting slips, once or until interrupted."""
    from printers.spool import Spool, run_once

    _paint_without_display()
    place = database(options)

    def wanted(record: PrinterRecord) -> bool:
        return prints_here(place, record)

    with office_of(options) as office:
        if not printer_setup.printers(office):
            raise Trouble(
                "no_printer",
                N_("Belum ada printer; nomor tetap berlaku. Tambahkan: loket printer add NAMA ALAMAT"),
            )
        if options.once:
            texts = Texts.of(options.lang)
            results = run_once(office, wanted=wanted)
            for result in results:
                facts = {
                    "job": result.job,
                    "number": result.number,
                    "printer": result.printer,
                    "outcome": str(result.outcome),
                    "reason": result.reason,
                }
                words = texts(printing.OUTCOMES[str(result.outcome)])
                if result.reason:
                    words = f"{words} ({texts(result.reason)})"
                say(
                    options, facts, N_("{number} di {printer}: {outcome}"),
                    number=result.number, printer=result.printer, outcome=words,
                )  # fmt: skip
            ends = {result.job: str(result.outcome) for result in results}  # what one held a spare may have printed
            return 0 if ON_PAPER.issuperset(ends.values()) else 3
    worker = Spool(opener(place), wanted=wanted)
    try:
        worker.join()
    finally:
        worker.stop()
    return 0


def report(options: argparse.Namespace) -> None:
    """Write a report as PDF: of a day, or of a month's told waits."""
    if options.what == "promise":
        _promise_month(options)
        return
    from loket.documents.day_report import write_day_report
    from loket.office.days import chosen_day
    from loket.office.reports import day_report

    with office_of(options) as office:
        with office.looking() as work:
            day = chosen_day(work, options.date)
        found = day_report(office, day)
    write_day_report(found, options.out, options.lang)
    say(options, {"day": day.isoformat(), "out": str(options.out)}, N_("Laporan {day} tersimpan di {out}."),
        day=Texts.of(options.lang).day(day), out=options.out)  # fmt: skip


def _promise_month(options: argparse.Namespace) -> None:
    from loket.cli.forecast import month_of
    from loket.documents.promise_month import write_promise_month
    from loket.office.promises import promise_board

    month = month_of(options.month) if options.month else None
    with office_of(options) as office:
        board = promise_board(office, month)
    write_promise_month(board, options.out, options.lang)
    say(options, {"month": f"{board.month:%Y-%m}", "out": str(options.out)}, N_("Laporan {day} tersimpan di {out}."),
        day=Texts.of(options.lang).month(board.month), out=options.out)  # fmt: skip


def _paint_without_display() -> None:
    """Make the painter's application; slips need no display."""
    from printers.fonts import ensure_painter

    ensure_painter()
