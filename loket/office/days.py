"""The office day: opened by the first act, closed by the office or by the first act of the next day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from loket.errors import N_, Refused, Usage
from loket.model.calendar import WeekHours, closes_at, holiday_on, is_open, joined, next_opening
from loket.model.events import Kind
from loket.model.kept import DayRow
from loket.model.moves import move
from loket.model.service import Service
from loket.model.visit import Act, State
from loket.office.context import Office, Work
from loket.office.no_shows import mark_missed


def current_day(work: Work) -> DayRow | None:
    """Give the office day that is running or was closed today, None when today was not opened yet.

    At most one day is unclosed at any time. It goes on when the clock is set back behind it, until the clock's own
    day changes, so that no number is given twice.
    """
    today = _today(work)
    running = work.book.unclosed_day()
    if running is not None and _goes_on(work, running, today):
        return running
    return work.book.day(today)


def ensure_day(work: Work, *, always_open: bool = False) -> DayRow:
    """Give the office day that is running; opens it, and closes a forgotten day before it.

    `always_open` opens it whatever its hours say.
    """
    today = _today(work)
    running = work.book.unclosed_day()
    if running is not None:
        if _goes_on(work, running, today):
            return running
        close(work, running, by_itself=True)
    known = work.book.day(today)
    if known is not None:
        return known
    seq = work.book.append(Kind.DAY_OPENED, work.now, {"day": today.isoformat(), "always_open": always_open})
    work.book.add_day(today, work.now, seq, always_open=always_open)
    return DayRow(today, work.now, seq, always_open=always_open, closed_at=None)


def _goes_on(work: Work, running: DayRow, today: date) -> bool:
    if running.day <= today:
        return running.day == today
    # The clock was set back behind the running day: the day ends when that of the clock is over.
    return work.clock_moved or running.clock_day in (None, today)


def arrival(work: Work, day: DayRow) -> datetime:
    """Give the place in the order of somebody who arrives now.

    That is the present; after the clock was set back it is right behind everybody who came before, those included whose
    end can be taken back.
    """
    if day.clock_was is None or work.now > day.clock_was:
        return work.now
    keys = [leg.key_at for leg in work.book.legs_of(day.day)]
    return max([day.clock_was, *keys]) + timedelta(microseconds=1)


def chosen_day(work: Work, text: str | None) -> date:
    """Give the office day written as 2026-11-23, without one that of the boards; raises Refused when it is no date."""
    if not text:
        return picture_day(work)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Usage("date_form", N_("Tanggal “{date}” tidak terbaca; tulis seperti 2026-11-23."), date=text) from None


def picture_day(work: Work) -> date:
    """Give the date of the running day, opened or not, for pictures."""
    day = current_day(work)
    return day.day if day else _today(work)


def require_open(work: Work, day: DayRow, service: Service) -> None:
    """Raise Refused when `service` gives no numbers now; the sentence says why and until when."""
    name = service.face.name
    if day.closed_at is not None:
        raise Refused(
            "day_closed",
            N_("Hari layanan sudah ditutup; nomor tidak dibagikan lagi. Petugas dapat membuka kembali: loket day open"),
        )
    if not service.is_open:
        raise Refused(
            "service_closed",
            N_("Layanan {service} sedang ditutup. {reason}"),
            service=name,
            reason=service.closed_reason,
        )
    local, hours = work.local, work.catalogue.hours(service)
    if day.always_open or is_open(hours, local):
        return
    opening = next_opening(hours, local)
    if opening is None:
        raise Refused("service_without_hours", N_("Layanan {service} tidak punya jam buka."), service=name)
    holiday = holiday_on(local.date(), work.catalogue.holidays)
    raise Refused(
        "service_outside_hours",
        N_("Layanan {service} tutup{why}. Buka lagi {opening}. Di luar jam, petugas dapat membuka: loket day open"),
        service=name,
        why=f" ({holiday.name})" if holiday else "",
        opening=opening,
    )


def open_today(office: Office) -> DayRow:
    """Open the office today whatever its hours say, also after it was closed. One fact at most."""
    with office.acting() as work:
        day = ensure_day(work, always_open=True)
        if day.always_open and day.closed_at is None:
            return day
        return reopen(work, day, always_open=True)


def reopen(work: Work, day: DayRow, *, always_open: bool, undoes: int | None = None) -> DayRow:
    """Let an office day go on inside an act; `undoes` is the fact of its closing, where that was a mistake."""
    told = {"undoes": undoes} if undoes is not None else {}
    work.book.append(Kind.DAY_OPENED, work.now, {"day": day.day.isoformat(), "always_open": always_open, **told})
    work.book.set_day(day.day, closed_at=None, always_open=always_open)
    if day.closed_at is not None and work.now < day.closed_at:
        # The clock was set back behind it: who comes now has come after everybody of before.
        work.book.set_clock(day.day, was=day.closed_at, clock_day=_today(work))
    return replace(day, always_open=always_open, closed_at=None)


def close_day(office: Office, *, forgotten: bool = False) -> date:
    """Close the running office day: who still waits is carried over, who did not come stays missed.

    Raises Refused when it is closed already, or when a visitor is still being served; `forgotten` says that nobody is
    any more: those visits are ended and marked, so that no average counts the hours in which nobody was there.
    """
    with office.acting() as work:
        day = ensure_day(work)
        if day.closed_at is not None:
            raise Refused("day_closed_already", N_("Hari {day} sudah ditutup."), day=day.day)
        serving = [leg.number for leg in work.book.open_legs(day.day) if leg.state is State.SERVING]
        if serving and not forgotten:
            raise Refused(
                "still_serving",
                N_(
                    "Nomor {numbers} masih dilayani. Selesaikan dahulu, lalu tutup hari; bila hanya lupa ditutup: "
                    "loket day close --forgotten"
                ),
                numbers=", ".join(serving),
            )
        close(work, day, by_itself=False)
        return day.day


def close(work: Work, day: DayRow, *, by_itself: bool) -> None:
    """Close `day` inside an act: every open leg ends by CLOSE_DAY of the lifecycle, every duty by a sign-out."""
    counts: dict[str, int] = {}
    for leg in work.book.open_legs(day.day):
        ended = move(leg, Act.CLOSE_DAY, work.now)
        work.book.end_leg(ended)
        work.book.append(
            Kind.VISIT_CLOSED,
            work.now,
            {"leg": leg.ordinal, "from": leg.state.value, "to": ended.state.value, "by_itself": by_itself},
            visit=leg.visit,
            number=leg.number,
            counter=leg.counter,
        )
        counts[ended.state.value] = counts.get(ended.state.value, 0) + 1
    mark_missed(work, day.day)
    for duty in work.book.duties():
        work.book.end_duty(duty.counter, work.now)
        work.book.append(Kind.SIGNED_OUT, work.now, {"by_itself": True}, counter=duty.counter, officer=duty.officer)
    work.book.append(
        Kind.DAY_CLOSED, work.now, {"day": day.day.isoformat(), "by_itself": by_itself, "closed_legs": counts}
    )
    work.book.end_day(day.day, work.now)


def opening_state(work: Work) -> tuple[bool, datetime | None, datetime | None, str, bool]:
    """Give (open now, next opening, closing time, holiday's name, closed by the office) over all services."""
    local = work.local
    hours = [work.catalogue.hours(service) for service in work.catalogue.services.values()]
    day = current_day(work)
    ended = day is not None and day.closed_at is not None
    always = day is not None and day.always_open
    is_open_now = not ended and (always or any(is_open(each, local) for each in hours))
    openings = [opening for each in hours if (opening := next_opening(each, local))]
    closings = [closing for each in hours if (closing := closes_at(each, local))]
    holiday = holiday_on(local.date(), work.catalogue.holidays)
    return (
        is_open_now,
        min(openings, default=None),
        None if always else max(closings, default=None),
        holiday.name if holiday else "",
        ended,
    )


def week_hours(work: Work) -> WeekHours:
    """Give the week, as it is from today on, in which numbers are given for at least one service; holidays left out."""
    today = work.local.date()
    return joined(work.catalogue.week(service, today) for service in work.catalogue.services.values())


def _today(work: Work) -> date:
    return work.catalogue.rules.day_of(work.now)
