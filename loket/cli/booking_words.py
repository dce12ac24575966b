"""The words of appointments and of the calendar; part of `loket.cli.parser`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

Word = Callable[..., argparse.ArgumentParser]


def add(word: Word, parser: type[argparse.ArgumentParser]) -> None:
    """Add both commands; `word` makes one, `parser` is the class of what stands below it."""
    _appointment(word, parser)
    _calendar(word, parser)


def _appointment(word: Word, parser: type[argparse.ArgumentParser]) -> None:
    top = word("appointment", "appointment:today", "appointments: slots, booking, check-in, reminders")
    verbs = top.add_subparsers(metavar="WHAT", parser_class=parser)

    def verb(name: str, help_: str, function: str = "") -> argparse.ArgumentParser:
        return word(name, f"appointment:{function or name}", help_, verbs)

    plan = verb("plan", "say how a service offers appointments")
    plan.add_argument("service", metavar="SERVICE")
    plan.add_argument("--minutes", type=int, metavar="N", help="length of a slot (30)")
    plan.add_argument("--capacity", type=int, metavar="N", help="places in a slot (1)")
    plan.add_argument("--days-ahead", type=int, metavar="N", help="how far ahead one can book (30)")
    plan.add_argument("--first", action="store_true", help="called before everybody from 5 minutes before the slot")
    plan.add_argument("--off", action="store_true", help="no appointments any more")
    slots = verb("slots", "the slots of a service and what is free")
    slots.add_argument("service", metavar="SERVICE")
    slots.add_argument("--date", metavar="YYYY-MM-DD", help="today, if none is given")
    book = verb("book", "book a slot")
    book.add_argument("service", metavar="SERVICE")
    book.add_argument("date", metavar="YYYY-MM-DD")
    book.add_argument("time", metavar="HH.MM")
    book.add_argument("--name", default="", metavar="TEXT")
    book.add_argument("--phone", default="", metavar="NUMBER")
    book.add_argument("--note", default="", metavar="TEXT")
    book.add_argument("--language", choices=("id", "en"), default="id", help="the visitor's (id)")
    book.add_argument("--print", nargs="?", const="", metavar="PRINTER", help="print its proof (at PRINTER)")
    paper = verb("print", "print the proof of an appointment: time, code, QR", "print_")
    paper.add_argument("code", metavar="CODE")
    paper.add_argument("--printer", metavar="NAME")
    _changes(verb)
    _visitors(verb)


def _changes(verb: Word) -> None:
    """Add the words that change a booking."""
    move = verb("move", "give an appointment another slot")
    move.add_argument("code", metavar="CODE")
    move.add_argument("date", metavar="YYYY-MM-DD")
    move.add_argument("time", metavar="HH.MM")
    verb("cancel", "cancel an appointment").add_argument("code", metavar="CODE")
    verb("undo", "take back its last change: cancel, move or check-in").add_argument("code", metavar="CODE")


def _visitors(verb: Word) -> None:
    """Add the words about who is expected: here, listed, reminded, imported, forgotten."""
    here = verb("check-in", "the visitor is here: take the ticket", "check_in")
    here.add_argument("code", metavar="CODE", help="the code, or the text of its QR code")
    here.add_argument("--priority", metavar="GROUP", help="LANSIA, DISABILITAS, IBU_HAMIL, BALITA …")
    here.add_argument("--language", choices=("id", "en"), default="", help="of the ticket, if not the booking's")
    _many(verb)


def _many(verb: Word) -> None:
    """Add the verbs that are about several appointments."""
    list_ = verb("list", "the appointments of a day", "list_")
    list_.add_argument("--date", metavar="YYYY-MM-DD", help="today, if none is given")
    list_.add_argument("--service", metavar="SERVICE")
    remind = verb("reminders", "a ready text for everybody expected on the next day of work; nothing is sent")
    remind.add_argument("--date", metavar="YYYY-MM-DD")
    read = verb("import", "book the lines of a CSV file", "import_")
    read.add_argument(
        "file", type=Path, metavar="FILE.csv", help="columns kode, layanan, tanggal, jam, nama, telepon …"
    )
    read.add_argument("--dry-run", action="store_true", help="only tell what would become of each line")
    read.add_argument("--partly", action="store_true", help="book the good lines even if others are refused")
    forget = verb("forget", "delete names and numbers of appointments long past")
    forget.add_argument("--days", type=int, default=30, metavar="N", help="keep them so many days (30)")


def _calendar(word: Word, parser: type[argparse.ArgumentParser]) -> None:
    top = word("calendar", "calendar:show", "holidays, special hours and breaks")
    top.set_defaults(year=None)
    verbs = top.add_subparsers(metavar="WHAT", parser_class=parser)

    def verb(name: str, help_: str, function: str = "") -> argparse.ArgumentParser:
        made = word(name, f"calendar:{function or name}", help_, verbs)
        if name != "show":
            made.add_argument("--reason", required=True, metavar="TEXT", help="why, or by which decree")
        return made

    verb("show", "the calendar of a year").add_argument("--year", type=int, metavar="YYYY")
    read = verb("import", "take over a TOML, CSV or iCalendar (.ics) file", "import_")
    read.add_argument("file", type=Path, metavar="FILE")
    read.add_argument("--replace", action="store_true", help="the file's years are just as it says")
    read.add_argument("--dry-run", action="store_true", help="only tell what would change")
    add_ = verb("add", "add a holiday; with --hours: special hours")
    add_.add_argument("date", metavar="YYYY-MM-DD")
    add_.add_argument("name", metavar="NAME")
    add_.add_argument("--joint-leave", action="store_true", help="cuti bersama, not a public holiday")
    add_.add_argument("--until", metavar="YYYY-MM-DD", help="special hours: the last day")
    add_.add_argument(
        "--hours", action="append", metavar="[DAYS=]HOURS", help='"08.00-11.00", "senin-kamis=08.00-15.00"; - for none'
    )
    add_.add_argument("--breaks", action="append", metavar="[DAYS=]HOURS", help="special hours: when officers rest")
    add_.add_argument("--service", action="append", metavar="SERVICE", help="special hours: only for this service")
    add_.add_argument("--extra", action="store_true", help="open then whatever the usual hours and holidays say")
    verb("remove", "take out the holidays of a day and the special hours that begin on it").add_argument(
        "date", metavar="YYYY-MM-DD"
    )
    rest = verb("breaks", "say when officers rest; numbers go on, appointments are not offered")
    rest.add_argument(
        "hours", nargs="*", metavar="[DAYS=]HOURS", help='"senin-kamis=12.00-13.00" "jumat=11.30-13.00"; - for never'
    )
    rest.add_argument("--counter", type=int, metavar="N", help="one counter rests then; without hours: as the office")
