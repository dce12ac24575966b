"""One slip of any kind: into a file, or onto paper."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from loket.cli.opening import office_of, say
from loket.errors import N_, Refused, Trouble, Usage
from loket.model.printer import Layout
from loket.model.slip import Slip, SlipKind, TicketSlip
from loket.model.slip_facts import from_facts
from loket.office import printer_setup, printing, slips
from loket.office.context import Office
from loket.resources import data

_WRITTEN = (SlipKind.PRESCRIPTION, SlipKind.COMPLAINT)
"""Kinds whose words the office does not keep yet: they come from a file of facts."""


_WIDTH = 576
"""Dots of a slip whose width is not said: paper of 80 mm."""


def slip(options: argparse.Namespace) -> None:
    """Write a slip as a picture, as printer bytes or as PDF, or have it printed."""
    kind, number = _asked(options)
    if options.example:
        _example(kind)
        return
    if options.out is None and options.print is None:
        raise Usage("slip_where", N_("Sebutkan berkas dengan --out, atau --print untuk mencetaknya."))
    width = options.width or _WIDTH
    printer_setup.require_width(width)
    with office_of(options) as office:
        made, copy = _made(office, kind, number, options)
        known_by = number or str(getattr(made, "number", "") or getattr(made, "reference", "") or kind)
        job = _ordered(office, made, known_by, options) if options.print is not None else None
    facts: dict[str, Any] = {"kind": kind.value, "number": known_by}
    if job is not None:
        say(options, {**facts, "job": job}, N_("{number} akan dicetak sebagai tugas {job}."), number=known_by, job=job)
    if options.out is not None:
        _write(made, copy, width, options)
        say(options, {**facts, "out": str(options.out)}, N_("{number} tersimpan di {out}."), number=known_by,
            out=options.out)  # fmt: skip


def _asked(options: argparse.Namespace) -> tuple[SlipKind, str]:
    """Read KIND and NUMBER; a number alone is a queue ticket's. Raises Refused when the number is missing."""
    if options.kind not in tuple(SlipKind):
        if options.number is not None:
            raise Usage(
                "slip_kind", N_("Jenis cetakan “{kind}” tidak dikenal. Yang ada: {known}."), kind=options.kind,
                known=", ".join(SlipKind),
            )  # fmt: skip
        return SlipKind.TICKET, options.kind
    kind = SlipKind(options.kind)
    needs_none = kind is SlipKind.CLOSING or kind in _WRITTEN or options.facts is not None or options.example
    if options.number is None and not needs_none:
        raise Usage("slip_number", N_("Cetakan itu perlu nomor antrean, misalnya: loket slip {kind} A001"), kind=kind)
    return kind, options.number or ""


def _made(office: Office, kind: SlipKind, number: str, options: argparse.Namespace) -> tuple[Slip, int]:
    """Put the slip together; gives it and the copy it would be."""
    if options.facts is not None:
        return _from_file(office, kind, options.facts, options.lang), 1
    if kind is SlipKind.TICKET:
        job = printing.slip_job(office, number, options.date)
        return job.slip, options.copy or 1
    return _of_the_office(office, kind, number, options), options.copy or 1


def _of_the_office(office: Office, kind: SlipKind, number: str, options: argparse.Namespace) -> Slip:
    if kind is SlipKind.RECEIPT:
        return slips.receipt_slip(
            office, number, promised=_day(options.promised), day_text=options.date, received=options.received
        )
    if kind is SlipKind.REQUIREMENTS:
        if any(sign.isdigit() for sign in number):
            return slips.missing_slip(office, number, options.date)
        return slips.requirements_slip(office, number, options.lang, options.missing or ())
    if kind is SlipKind.CARRY_OVER:
        return slips.carry_over_slip(office, number, _day(options.day), reason=options.reason, day_text=options.date)
    if kind is SlipKind.APPOINTMENT:
        from loket.office.appointment_paper import appointment_slip

        return appointment_slip(office, number)
    if kind is SlipKind.CLOSING:
        return slips.closing_slip(office, options.date, options.lang)
    raise Usage(
        "slip_facts_missing",
        N_("Isi cetakan {kind} dibaca dari berkas: --facts BERKAS.json. Contohnya: loket slip {kind} --example"),
        kind=kind,
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Usage("date_form", N_("Tanggal “{date}” tidak terbaca; tulis seperti 2026-11-23."), date=text) from None


def _from_file(office: Office, kind: SlipKind, source: Path, language: str) -> Slip:
    """Read the words of a slip from a JSON file, "-" for what is piped in."""
    try:
        text = sys.stdin.read() if str(source) == "-" else source.read_text(encoding="utf-8")
        given = json.loads(text)
    except OSError as error:
        raise Trouble("file_unreadable", N_("{path} tidak dapat dibaca."), path=source) from error
    except ValueError as error:
        raise Refused(
            "facts_form", N_("{path} bukan JSON yang benar ({reason})."), path=source, reason=str(error)
        ) from error
    if not isinstance(given, dict):
        raise Refused("facts_form", N_("{path} bukan JSON yang benar ({reason})."), path=source, reason="{…}")
    return slips.headed(office, from_facts(kind, {"office": "-", "language": language, **given}))


def _example(kind: SlipKind) -> None:
    """Show what a file of facts holds."""
    if kind not in _WRITTEN:
        raise Usage("no_example", N_("Isi cetakan {kind} diambil dari kantor; tidak perlu berkas."), kind=kind)
    print(data("examples", f"slip-{kind}.json").read_text(encoding="utf-8"), end="")


def _ordered(office: Office, made: Slip, known_by: str, options: argparse.Namespace) -> int:
    printer = options.print or None
    if printer is not None:
        printer_setup.printer(office, printer)
    if isinstance(made, TicketSlip):
        return printing.reprint_job(office, printing.slip_job(office, made.number, options.date).id, printer)
    return slips.order_slip(office, made, number=known_by, printer=printer)


def _write(made: Slip, copy: int, width: int, options: argparse.Namespace) -> None:
    from printers.files import write_slip
    from printers.fonts import ensure_painter

    ensure_painter()
    write_slip(made, width, options.out, copy, Layout(options.layout or Layout.RASTER))
