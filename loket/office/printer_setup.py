"""The office's printers: which there are, what is known of each, how much paper is left."""

from __future__ import annotations

from dataclasses import replace

from loket.errors import N_, Refused, Usage
from loket.model import roll as rolls
from loket.model.events import Kind
from loket.model.printer import PrinterProfile, PrinterRecord
from loket.office.context import Office, Work

WIDTHS = (576, 512, 384)
"""Dots a line may have: 80 mm paper, 80 mm at 180 dpi, 58 mm paper."""

SCHEMES = ("tcp://", "file://", "virtual:", "serial:", "cups:", "windows:")
"""How a printer's address may begin; `printers.port.check_url` knows the rest."""


OF_ONE_PC = ("file:", "serial:", "cups:", "windows:")
"""How addresses begin that mean something on one PC only."""


def printers(office: Office) -> tuple[PrinterRecord, ...]:
    """Give the office's printers; the first is the default."""
    with office.looking() as work:
        return tuple(work.book.printers())


def printer(office: Office, name: str) -> PrinterRecord:
    """Give the printer of a name; raises Refused when there is none."""
    with office.looking() as work:
        return printer_of(work, name)


def require_width(dots: int) -> None:
    """Raise Refused for a width of paper that no printer has."""
    if dots not in WIDTHS:
        raise Usage(
            "printer_width",
            N_("Lebar {width} titik tidak didukung. Pilih 576 (80 mm), 512 atau 384 (58 mm)."),
            width=dots,
        )


def add_printer(
    office: Office,
    name: str,
    url: str,
    width_dots: int = 576,
    *,
    cutter: bool = True,
    profile: PrinterProfile | None = None,
) -> PrinterRecord:
    """Add a printer or change the one of that name, whose roll and, without a new one, profile stay.

    Raises Refused for a width no printer has, a bad address, or a spare that is itself.
    """
    require_width(width_dots)
    if not url.startswith(SCHEMES):
        raise bad_address(url)
    if not name.strip():
        raise Usage("printer_name", N_("Printer perlu nama, misalnya “kios”."))
    name = name.strip()
    with office.acting() as work:
        known = next((each for each in work.book.printers() if each.name == name), None)
        given = profile or (known.profile if known else PrinterProfile())
        _require_spare(name, given)
        record = PrinterRecord(name, url, width_dots, cutter, profile=given)
        record = replace(record, roll=known.roll) if known else record
        work.book.save_printer(record)
        _tell_changed(work, record, removed=False)
    return record


def bad_address(url: str) -> Refused:
    """Give the refusal of an address that is no printer's."""
    return Usage(
        "printer_url",
        N_(
            "Alamat printer “{url}” tidak dikenal. Contoh: tcp://192.168.1.50:9100, file:///dev/usb/lp0, "
            "serial:///dev/ttyUSB0?baud=9600, cups:STRUK, windows:EPSON TM-T82, virtual:"
        ),
        url=url,
    )


def remove_printer(office: Office, name: str) -> None:
    """Forget a printer; its jobs go to the next one. Raises Refused when there is none of that name."""
    with office.acting() as work:
        record = printer_of(work, name)
        work.book.remove_printer(record.name)
        _tell_changed(work, record, removed=True)


def change_profile(office: Office, name: str, profile: PrinterProfile) -> None:
    """Save what was found out about a printer. Raises Refused for an unknown name or a spare that is itself."""
    _require_spare(name, profile)
    with office.acting() as work:
        record = replace(printer_of(work, name), profile=profile)
        work.book.set_profile(name, profile)
        _tell_changed(work, record, removed=False)


def change_roll(office: Office, name: str) -> None:
    """Note that somebody has put a new roll in; raises Refused for an unknown name."""
    with office.acting() as work:
        record = printer_of(work, name)
        _tell_roll(work, record, by_itself=False)
        work.book.set_printer_state(name, record.state, rolls.after_change(record.roll))


def set_printer_state(office: Office, name: str, state: str) -> None:
    """Keep what the last contact with a printer showed; nothing is written when it is what was known."""
    with office.looking() as work:
        known = {record.name: record.state for record in work.book.printers()}.get(name)
    if known is None or known == state:
        return
    with office.acting() as work:
        note_state(work, printer_of(work, name), state)


def note_state(work: Work, record: PrinterRecord, state: str, paper_mm: int = 0) -> None:
    """Write down a printer's state and the paper it was fed, as part of an act.

    A change that people should know of, into trouble or out of it, is a fact; so is a roll changed by hand.
    """
    # What "out" and "low" are said of has been fed by then; a roll that is new came before its first slip.
    is_old = state == "out" or (state == "low" and not record.roll.ended)
    known = rolls.after_slip(record.roll, paper_mm) if is_old else record.roll
    roll = rolls.after_state(known, state)
    if state != record.state:
        work.book.append(Kind.PRINTER_STATE, work.now, {"printer": record.name, "from": record.state, "to": state})
    if known.slips and not roll.slips:
        _tell_roll(work, record, by_itself=True)
    roll = roll if is_old else rolls.after_slip(roll, paper_mm)
    if state != record.state or roll != record.roll:
        work.book.set_printer_state(record.name, state, roll)


def printer_of(work: Work, name: str) -> PrinterRecord:
    """Give the printer of a name within an act; raises Refused when there is none."""
    for record in work.book.printers():
        if record.name == name:
            return record
    raise Refused("printer_unknown", N_("Printer “{name}” tidak ada. Lihat: loket printer list"), name=name)


def _require_spare(name: str, profile: PrinterProfile) -> None:
    if profile.spare == name:
        raise Refused("printer_spare", N_("Printer {name} tidak dapat menjadi cadangannya sendiri."), name=name)


def _tell_changed(work: Work, record: PrinterRecord, *, removed: bool) -> None:
    data = {"name": record.name, "url": record.url, "width": record.width_dots, "removed": removed}
    work.book.append(Kind.PRINTER_CHANGED, work.now, data)


def _tell_roll(work: Work, record: PrinterRecord, *, by_itself: bool) -> None:
    data = {"printer": record.name, "slips": record.roll.slips, "mm": record.roll.used, "by_itself": by_itself}
    work.book.append(Kind.ROLL_CHANGED, work.now, data)
