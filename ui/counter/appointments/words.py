"""Appointments in the officer's words: days, times, states, what a check-in means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from loket.model.appointment import STATE_WORDS, AppointmentState
from loket.office.appointments import AppointmentCard
from loket.office.slots import DayOffer, SlotRow
from loket.texts import Texts
from ui.counter.cells import Cell

TONES = {
    AppointmentState.BOOKED: ("info", "event_available"),
    AppointmentState.CHECKED_IN: ("ok", "check_circle"),
    AppointmentState.MISSED: ("warn", "schedule"),
    AppointmentState.CANCELLED: ("neutral", "event_busy"),
}
"""State → tone and icon of its tag."""

FEW = 3
"""So many places of a day or fewer are few."""


def state_tag(card: AppointmentCard, t: Texts) -> tuple[str, str, str]:
    """Give words, tone and icon of an appointment's state."""
    state = card.appointment.state
    words = t(STATE_WORDS[state])
    return (words[:1].upper() + words[1:], *TONES[state])


def moment_words(at: datetime, t: Texts) -> str:
    """Say day and time in full: Selasa, 24 November 2026, pukul 10.00 WIB."""
    return t("{day}, pukul {time} {zone}", day=t.long_day(at), time=t.time(at), zone=t.zone(at))


def day_title(day: date, today: date, t: Texts) -> str:
    """Name a day in short: Hari ini, or Sel 24 Nov."""
    return t("Hari ini") if day == today else f"{t.weekday(day)[:3]} {day.day} {t.day(day).split()[1][:3]}"


def tally(cards: Sequence[AppointmentCard], t: Texts) -> str:
    """Count the appointments of a day by their state; what there is none of is left out."""
    counts = {state: sum(card.appointment.state is state for card in cards) for state in AppointmentState}
    said = [f"{t.number(count)} {t(STATE_WORDS[state])}" for state, count in counts.items() if count]
    return " · ".join(said) or t("Tidak ada janji temu")


def row_said(card: AppointmentCard, t: Texts) -> str:
    """Say an appointment for the screen reader."""
    parts = (
        t.time(card.at), card.contact.name, card.service.name.say(t.language), card.appointment.code,
        card.appointment.number, t(STATE_WORDS[card.appointment.state]),
    )  # fmt: skip
    return ", ".join(part for part in parts if part)


def free_words(free: int, t: Texts) -> str:
    """Say how many places are free."""
    return t("{n} kosong", n=t.number(free)) if free else t("penuh")


def day_cells(days: Sequence[DayOffer], today: date, t: Texts) -> list[Cell]:
    """Give the days as cells; a closed one says why, a full one that it is."""
    made = []
    for each in days:
        under = each.closed or free_words(each.free, t)
        short = "" if each.day == today else f"{t.weekday(each.day)[:3]} {each.day.day}"
        title, said = day_title(each.day, today, t), f"{t.long_day(each.day)}: {under}"
        made.append(Cell(each.day.isoformat(), title, under, said, each.free > 0, each.free <= FEW, short))
    return made


def slot_cells(rows: Sequence[SlotRow], now: datetime, t: Texts, own: datetime | None = None) -> list[Cell]:
    """Give the slots of a day as cells; `own` is the one that an appointment has and moves from."""
    made = []
    for row in rows:
        title, free = t.time(row.begins), row.free > 0 and row.begins != own
        under = t("lewat") if row.begins <= now else free_words(row.free, t)
        if row.begins == own:
            under = t("sekarang")
        elif free and row.capacity == 1:
            under = t("kosong")
        made.append(Cell(title, title, under, f"{title}: {under}", free, row.capacity > 1 and row.free == 1))
    return made
