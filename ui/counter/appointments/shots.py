"""Pictures of the page of appointments in every state, for `loket shot counter`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

from PySide6.QtWidgets import QWidget

from loket.errors import Refused, Trouble
from loket.office.appointment_lists import AppointmentDay
from loket.office.checking_in import CheckedIn
from loket.office.pictures import CounterBoard, PrinterFace
from loket.office.slots import BookingOffer
from ui.counter import samples
from ui.counter.appointments import samples as given
from ui.counter.screen import CounterScreen
from ui.samples import DAY, ticket
from ui.station import Station


def _page(station: Station, board: CounterBoard) -> CounterScreen:
    screen = CounterScreen(station, board.counter.number)
    screen.resize(1366, 768)
    screen.show_board(board)
    screen.acts.do("appointments")
    return screen


def _day(picture: AppointmentDay, code: str = "", board: CounterBoard | None = None, *, find: str = "",
         asks: bool = False) -> Callable[[Station], QWidget]:  # fmt: skip
    def build(station: Station) -> QWidget:
        screen = _page(station, board or samples.board())
        day = screen.appointments.day
        day.show_picture(picture)
        day.choose(code)
        day.finder.setText(find)
        day.one.ask(asks=asks)
        return screen

    return build


def _checked_in(reason: str) -> Callable[[Station], QWidget]:
    def build(station: Station) -> QWidget:
        card = given.card("8RK4ND", "B", "10:00", "Budi Santoso", given.HERE, "B015", phone="+6281234567890")
        others = tuple(card if each.appointment.code == "8RK4ND" else each for each in given.CARDS)
        screen = _page(station, samples.serving())
        screen.appointments.day.show_picture(given.picture(others))
        screen.appointments.day.choose("8RK4ND")
        opens = card.at - timedelta(minutes=5) if reason == "appointment_early" else None
        screen.acts.appointments.answered("check_in", CheckedIn(card, "B015", "visit", reason, opens, ticket("B015")))
        return screen

    return build


def _unknown(station: Station) -> QWidget:
    screen = _page(station, samples.board())
    screen.appointments.day.show_picture(given.picture())
    unknown = Refused(
        "appointment_unknown",
        "Janji temu dengan kode {appointment} tidak ada. Periksa kodenya, atau cari nama di daftar petugas.",
        appointment="ZZ7K2D",
    )
    screen.acts.appointments.failed("appointment_of", unknown)
    return screen


def _book(
    offer: BookingOffer, board: CounterBoard | None = None, slot: str = "", *, phone: str = "", menu: bool = False,
    moving: bool = False, full: bool = False,
) -> Callable[[Station], QWidget]:  # fmt: skip
    def build(station: Station) -> QWidget:
        screen = _page(station, board or samples.board())
        page = screen.appointments
        page.start_booking(given.CARDS[4] if moving else None)
        page.book.show_offer(offer)
        if slot:
            page.book.choose_slot(time.fromisoformat(slot))
            page.book.form.fields["name"].setText("Siti Aminah")
            page.book.form.fields["phone"].setText(phone)
        if phone:
            page.book.form.contact()
        if menu:
            page.book.picker.click()
        if full:
            sentence = "Slot jam {time} pada {day} untuk {service} sudah penuh; yang terdekat {near}."
            told = {"time": "10.00", "day": "18-11-2025", "service": "Data DTSEN", "near": "10.30"}
            screen.acts.appointments.failed("book", Refused("slot_full", sentence, **told))
        return screen

    return build


def _booked(board: CounterBoard) -> Callable[[Station], QWidget]:
    def build(station: Station) -> QWidget:
        screen = _page(station, board)
        page = screen.appointments
        page.start_booking()
        page.book.show_offer(given.offer())
        card = given.card("7KD2MA", "B", "10:00", "Siti Aminah", day=DAY + timedelta(days=7), phone="+6281234567890")
        screen.acts.appointments.answered("book", card)
        return screen

    return build


def _banners(build: Callable[[Station], QWidget]) -> Callable[[Station], QWidget]:
    """Two banners above the page take a fifth of the screen."""

    def built(station: Station) -> QWidget:
        screen = build(station)
        if isinstance(screen, CounterScreen) and screen.board is not None:
            screen.show_board(replace(screen.board, printer=PrinterFace("out", "kios")))
            screen.asking.failed.emit(Trouble("disk_full", "Diska penuh. Kosongkan ruang, lalu coba lagi."))
        return screen

    return built


NO_PRINTER = PrinterFace("none")

SHOTS: dict[str, Callable[[Station], QWidget]] = {
    "appointments": _day(given.picture()),
    "appointments-chosen": _day(given.picture(), "8RK4ND", samples.serving()),
    "appointments-calling": _day(given.picture(), "E6VJ9H", samples.calling()),
    "appointments-break": _day(given.picture(), "C2TW8R", samples.at_break()),
    "appointments-find": _day(given.picture(), find="dewi"),
    "appointments-no-match": _day(given.picture(), find="9QQ"),
    "appointments-unknown": _unknown,
    "appointments-empty": _day(given.picture(())),
    "appointments-holiday": _day(given.picture((), DAY + timedelta(days=6), "Hari Jadi Kota Arunika")),
    "appointments-crowded": _day(given.crowded(), given.crowded().cards[4].appointment.code, samples.over_standard()),
    "appointments-cancel": _day(given.picture(), "8RK4ND", asks=True),
    "appointments-early": _checked_in("appointment_early"),
    "appointments-late": _checked_in("appointment_late"),
    "appointments-book": _book(given.offer(), samples.serving(), "10:00"),
    "appointments-book-wrong": _book(given.offer(), samples.serving(), "10:00", phone="12 34"),
    "appointments-book-full": _book(given.offer(), samples.serving(), "10:30", full=True),
    "appointments-book-fullest": _book(given.fullest(), None, "10:00"),
    "appointments-book-services": _book(given.fullest(), menu=True),
    "appointments-book-nothing": _book(given.nothing()),
    "appointments-booked": _booked(samples.serving()),
    "appointments-booked-no-printer": _booked(replace(samples.board(), printer=NO_PRINTER)),
    "appointments-banners": _banners(_day(given.picture(), "8RK4ND", samples.serving())),
    "appointments-book-banners": _banners(_book(given.offer(), samples.serving(), "10:00")),
    "appointments-move": _book(given.offer(), samples.board(), "14:00", moving=True),
}
"""State → builder."""
