"""Who sits where: sign in, sign out, break. There is no PIN: whoever sits at the desk says who it is."""

from __future__ import annotations

from loket.errors import N_, Refused
from loket.model.counter import Duty
from loket.model.events import Kind
from loket.model.kept import DayRow
from loket.office.context import Office, Work
from loket.office.days import current_day, ensure_day


def sign_in(office: Office, counter: int, officer: str, take_over: bool = False) -> None:
    """Sign an officer in at a counter. The same officer at the same counter simply goes on.

    Raises Refused when somebody else sits there, or when the officer sits elsewhere; `take_over` signs the other duty
    out first, as a fact of its own.
    """
    with office.acting() as work:
        face, who = work.catalogue.counter(counter), work.catalogue.officer(officer)
        ensure_day(work)
        here = work.book.duty_at(counter)
        if here is not None and here.officer == who.code:
            return
        elsewhere = next((duty for duty in work.book.duties() if duty.officer == who.code), None)
        if here is not None:
            if not take_over:
                raise Refused(
                    "counter_taken",
                    N_("{name} sedang dipakai {officer} sejak {time}. Minta ia keluar dahulu, atau ambil alih."),
                    name=face.name,
                    officer=work.catalogue.officer(here.officer).name,
                    time=here.since.astimezone(work.catalogue.rules.tz).time(),
                )
            _end(work, here)
        if elsewhere is not None:
            if not take_over:
                raise Refused(
                    "officer_elsewhere",
                    N_("{officer} masih bertugas di loket {counter}. Keluar dari sana dahulu, atau pindahkan ke sini."),
                    officer=who.name,
                    counter=elsewhere.counter,
                )
            _end(work, elsewhere)
        work.book.add_duty(counter, who.code, work.now)
        work.book.append(Kind.SIGNED_IN, work.now, {}, counter=counter, officer=who.code)


def sign_out(office: Office, counter: int) -> None:
    """Sign the officer of a counter out; raises Refused when a visitor is still at the counter."""
    with office.acting() as work:
        duty = _duty(work, counter)
        day = current_day(work)
        if day is not None:
            require_free(work, day, counter)
        _end(work, duty)


def take_break(office: Office, counter: int) -> None:
    """Begin a break; raises Refused when a visitor is still at the counter or the break has begun already."""
    with office.acting() as work:
        duty = _duty(work, counter)
        day = current_day(work)
        busy = work.book.at_counter(day.day, counter) if day else None
        if duty.break_since is not None:
            raise Refused("on_break_already", N_("Loket {counter} memang sedang istirahat."), counter=counter)
        if busy is not None:
            raise Refused(
                "break_refused",
                N_("Loket {counter} belum dapat istirahat: selesaikan dahulu nomor {number}."),
                counter=counter,
                number=busy.number,
            )
        work.book.set_break(counter, work.now)
        work.book.append(Kind.BREAK_STARTED, work.now, {}, counter=counter, officer=duty.officer)


def resume(office: Office, counter: int) -> None:
    """End a break."""
    with office.acting() as work:
        duty = _duty(work, counter)
        if duty.break_since is None:
            raise Refused("not_on_break", N_("Loket {counter} tidak sedang istirahat."), counter=counter)
        work.book.set_break(counter, None)
        work.book.append(Kind.BREAK_ENDED, work.now, {}, counter=counter, officer=duty.officer)


def require_free(work: Work, day: DayRow, counter: int) -> None:
    """Raise Refused while a visitor is at the counter."""
    busy = work.book.at_counter(day.day, counter)
    if busy is not None:
        raise Refused(
            "counter_busy",
            N_("Loket {counter} masih menangani nomor {number}. Selesaikan atau nyatakan tidak hadir dahulu."),
            counter=counter,
            number=busy.number,
        )


def officer_at(work: Work, counter: int) -> str | None:
    """Give the code of who works at a counter, None when nobody has signed in; raises Refused during a break."""
    duty = work.book.duty_at(counter)
    if duty is not None and duty.break_since is not None:
        raise Refused(
            "counter_on_break", N_("Loket {counter} sedang istirahat. Lanjutkan melayani dahulu."), counter=counter
        )
    return duty.officer if duty else None


def _duty(work: Work, counter: int) -> Duty:
    work.catalogue.counter(counter)
    duty = work.book.duty_at(counter)
    if duty is None:
        raise Refused("counter_unmanned", N_("Belum ada petugas yang masuk di loket {counter}."), counter=counter)
    return duty


def _end(work: Work, duty: Duty) -> None:
    work.book.end_duty(duty.counter, work.now)
    work.book.append(Kind.SIGNED_OUT, work.now, {}, counter=duty.counter, officer=duty.officer)
