"""Pictures of booking at the kiosk, for `loket shot`: the free times in every look, and what was booked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from loket.model.appointment import Appointment, AppointmentState
from loket.model.wording import Wording
from loket.office.appointment_paper import BookedOnPaper
from loket.office.appointments import AppointmentCard
from loket.office.pictures import KioskTile
from loket.office.printing import JobFate
from loket.office.slots import DayOffer, FreeDays, SlotRow
from ui import samples
from ui.kiosk.booked import BookedPage
from ui.kiosk.screen import KioskScreen
from ui.kiosk.slots import SlotsPage

Then = Callable[[KioskScreen], None]

_MORNING, _AFTERNOON = (time(8), time(12)), (time(13), time(15, 30))
_LONG = Wording("Rekomendasi Pengangkatan Anak", "Recommendation for Adoption")  # not for people to translate


def _rows(day: datetime, minutes: int, full: int) -> tuple[SlotRow, ...]:
    """The slots of a day, every `full`-th taken."""
    made: list[SlotRow] = []
    for begins, ends in (_MORNING, _AFTERNOON):
        at, end = (day.replace(hour=each.hour, minute=each.minute) for each in (begins, ends))
        while at + timedelta(minutes=minutes) <= end:
            made.append(SlotRow(at, 2, 0 if len(made) % full == 2 else 1))
            at += timedelta(minutes=minutes)
    return tuple(made)


def offer(tile: KioskTile, count: int = 14, minutes: int = 30, full: int = 4) -> FreeDays:
    """Free days after the sample day, without its weekends."""
    days = [samples.NOW + timedelta(days=ahead) for ahead in range(1, 2 * count + 4)]
    shown = [DayOffer(day.date(), _rows(day, minutes, full)) for day in days if day.weekday() < 5]
    return FreeDays(tile.service, tuple(shown[:count]), samples.DAY, samples.DAY + timedelta(days=30))


def booked(tile: KioskTile, job: int | None = 1) -> BookedOnPaper:
    """What was booked for tomorrow."""
    at = (samples.NOW + timedelta(days=1)).replace(hour=9, minute=30)
    known = Appointment("4H7P2K", tile.service.code, at.date(), at, AppointmentState.BOOKED, samples.NOW)
    return BookedOnPaper(AppointmentCard(known, tile.service, at), job)


def choosing(*, taken: bool = False, day: int = 0, **how: int) -> Then:
    """Show the free times."""

    def then(screen: KioskScreen) -> None:
        tile = screen.board.tiles[0]
        given = offer(tile, **how)
        chosen = given.days[day].day if given.days else None
        texts = screen.look().texts
        said = texts("Pukul {t} baru saja diambil orang lain. Pilih jam lain.", t=texts.time(time(9))) if taken else ""
        screen.show_page(SlotsPage(screen, tile, given, chosen, said))

    return then


def waiting(screen: KioskScreen) -> None:
    """The office has not answered yet."""
    page = SlotsPage(screen, screen.board.tiles[0])
    screen.show_page(page)
    page.say_busy()


def in_hand(screen: KioskScreen) -> None:
    """A time is being booked."""
    choosing()(screen)
    page = screen.page
    if isinstance(page, SlotsPage):
        page.pressed = page.grid.keys[4]
        page.say_busy()


def long_named(screen: KioskScreen) -> None:
    """The longest name of a service."""
    tile = screen.board.tiles[0]
    tile = replace(tile, service=replace(tile.service, name=_LONG))
    screen.show_page(SlotsPage(screen, tile, offer(tile)))


def given(*, without_paper: bool = False, printing: bool = False, fate: JobFate | None = None) -> Then:
    """Show what was booked."""

    def then(screen: KioskScreen) -> None:
        made = booked(screen.board.tiles[0])
        page = BookedPage(screen, made, without_paper=without_paper, printing=printing, fate=fate)
        screen.show_page(page)

    return then
