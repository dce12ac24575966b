"""Commands about paper: printers, the spool, single slips, reports."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from loket.cli.opening import database, office_of, opener, say
from loket.errors import N_, Refused, Trouble
from loket.office import printer_setup, printing
from loket.texts import Texts

if TYPE_CHECKING:
    from loket.office.context import Office


OUTCOMES = {
    "PRINTED": N_("tercetak"),
    "ASSUMED": N_("tampaknya tercetak"),
    "SENT": N_("terkirim; printer ini tidak memberi kabar"),
    "HELD": N_("tertahan"),
    "PARTIAL": N_("tercetak sebagian"),
}
"""What became of a slip, in words."""


def printer(options: argparse.Namespace) -> int:
    """Add, list, test or remove a printer."""
    with office_of(options) as office:
        if options.what == "list":
            return _list(options, office)
        if not options.name:
            raise Refused("printer_name", N_("Printer perlu nama, misalnya “kios”."))
        if options.what == "add":
            return _add(options, office)
        if options.what == "remove":
            printer_setup.remove_printer(office, options.name)
            say(options, {"name": options.name}, N_("Printer {name} dihapus."), name=options.name)
            return 0
        return _test(options, office)


def _add(options: argparse.Namespace, office: Office) -> int:
    from printers.port import check_url

    if not options.url:
        raise Refused("printer_url_missing", N_("Sebutkan alamat printer, misalnya tcp://192.168.1.50:9100."))
    check_url(options.url)
    record = printer_setup.add_printer(office, options.name, options.url, options.width)
    say(
        options,
        {"name": record.name, "url": record.url, "width": record.width_dots},
        N_("Printer {name} dicatat: {url}, {width} titik."),
        name=record.name,
        url=record.url,
        width=record.width_dots,
    )
    return 0


def _list(options: argparse.Namespace, office: Office) -> int:
    known = printer_setup.printers(office)
    for record in known:
        facts = {"name": record.name, "url": record.url, "width": record.width_dots, "state": record.state}
        say(options, facts, "{name}  {url}  {width}  {state}", **facts)
    if not known and not options.json:
        print(Texts.of(options.lang)(N_("Belum ada printer. Tambahkan: loket printer add NAMA ALAMAT")))
    return 0


def _test(options: argparse.Namespace, office: Office) -> int:
    from printers.spool import print_test

    record = printer_setup.printer(office, options.name)
    _paint_without_display()
    outcome = print_test(record, office.face, options.lang)
    facts = {"name": record.name, "outcome": str(outcome.state), "reason": outcome.reason}
    if str(outcome.state) not in printing.ON_PAPER:
        raise Trouble(
            "printer_test",
            N_("Printer {name} tidak mencetak ({reason}). Periksa kabel, kertas dan alamatnya, lalu coba lagi."),
            **facts,
        )
    words = Texts.of(options.lang)(OUTCOMES[facts["outcome"]])
    say(options, facts, N_("Printer {name}: {outcome}."), name=record.name, outcome=words)
    return 0


def spool(options: argparse.Namespace) -> int:
    """Print the waiting slips, once or until interrupted."""
    from printers.spool import Spool, run_once

    _paint_without_display()
    with office_of(options) as office:
        if not printer_setup.printers(office):
            raise Trouble(
                "no_printer",
                N_("Belum ada printer; nomor tetap berlaku. Tambahkan: loket printer add NAMA ALAMAT"),
            )
        if options.once:
            texts = Texts.of(options.lang)
            results = run_once(office)
            for result in results:
                facts = {
                    "job": result.job,
                    "number": result.number,
                    "printer": result.printer,
                    "outcome": str(result.outcome),
                    "reason": result.reason,
                }
                words = texts(OUTCOMES[str(result.outcome)])
                if result.reason:
                    words = f"{words} ({texts(result.reason)})"
                say(
                    options, facts, N_("{number} di {printer}: {outcome}"),
                    number=result.number, printer=result.printer, outcome=words,
                )  # fmt: skip
            return 0 if all(str(result.outcome) in printing.ON_PAPER for result in results) else 3
    worker = Spool(opener(database(options)))
    try:
        worker.join()
    finally:
        worker.stop()
    return 0


def slip(options: argparse.Namespace) -> None:
    """Write a ticket's slip as a picture, as printer bytes or as PDF."""
    from printers.files import write_slip

    printer_setup.require_width(options.width)
    with office_of(options) as office:
        job = printing.slip_job(office, options.number, options.date)
    _paint_without_display()
    target: Path = options.out
    write_slip(job.slip, options.width, target)
    say(options, {"number": job.number, "out": str(target)}, N_("{number} tersimpan di {out}."), number=job.number,
        out=target)  # fmt: skip


def report(options: argparse.Namespace) -> None:
    """Write the day report as PDF."""
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


def _paint_without_display() -> None:
    """Make the painter's application; slips need no display."""
    from printers.fonts import ensure_painter

    ensure_painter()
