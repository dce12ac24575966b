"""Commands that do something: each is one act, and its result one line."""

from __future__ import annotations

import argparse
from pathlib import Path

from loket.cli.going_on import leg_result, say_going_on
from loket.cli.opening import clock_shift_s, database, office_of, say
from loket.errors import N_, Refused
from loket.model.printer import TROUBLED
from loket.model.queue import REASONS
from loket.model.service import WaitRange
from loket.model.visit import Leg, state_words
from loket.office import calling, days, journeys, printer_setup, printing, ticketing
from loket.office import signin as signing
from loket.office.boards import told_now
from loket.office.context import Office
from loket.office.pictures import HallCall, TakenTicket
from loket.texts import Texts


def init(options: argparse.Namespace) -> None:
    """Make a new office from a starter."""
    from loket.office.administration import create_office
    from loket.office.context import SystemClock
    from loket.office.starters import catalogue_of, load_starter
    from loket.store.opening import open_store
    from loket.store.place import made_folder

    place = database(options)
    catalogue = catalogue_of(load_starter(options.starter))
    if isinstance(place, Path):
        made_folder(place.parent)
    store = open_store(place, create=True)
    try:
        clock = SystemClock(clock_shift_s() if options.training else 0.0, store)
        office = create_office(store, clock, catalogue, training=options.training, starter=str(options.starter))
        face = office.face
    finally:
        store.close()
    say(
        options,
        {"database": str(place), "office": face.name, "place": face.place, "training": face.training},
        N_("Kantor “{name} {place}” siap di {path}."),
        name=face.name,
        place=face.place,
        path=place,
    )


def take(options: argparse.Namespace) -> None:
    """Take a ticket."""
    urgent = bool(options.priority)
    with office_of(options) as office:
        told = told_now(office, options.service, priority=urgent)
        opened = told or told_now(office, options.service, priority=urgent, if_opened=True)
        ticket = ticketing.take_ticket(
            office, options.service, priority=options.priority, language=options.lang, told=told, also=options.also
        )
    say_ticket(options, ticket, opened)


def say_ticket(options: argparse.Namespace, ticket: TakenTicket, wait: WaitRange | None) -> None:
    """Print a ticket that was just taken, with its wait: the one that was told, or the one if counters opened."""
    texts = Texts.of(options.lang)
    minutes = None if wait is None else {
        "low": wait.low_s // 60, "mid": round((wait.likely_s or wait.high_s) / 60), "high": wait.high_s // 60,
    }  # fmt: skip
    say(
        options,
        {
            "visit": ticket.visit,
            "number": ticket.number,
            "service": ticket.service.code,
            "day": ticket.day.isoformat(),
            "taken_at": ticket.taken_at.isoformat(),
            "ahead": ticket.ahead,
            "print_job": ticket.print_job,
            "priority": ticket.priority,
            "code": ticket.code,
            "wait_min": minutes,
            "wait_told": ticket.told is not None,
        },
        N_("{number} · {service} · {ahead} di depan"),
        number=ticket.number,
        service=ticket.service.name.say(options.lang),
        ahead=texts.count("{n} orang", ticket.ahead),
    )


def call(options: argparse.Namespace) -> None:
    """Call the next visitor, or a named one."""
    with office_of(options) as office:
        if options.number:
            visit = visit_of_number(office, options.number)
            made: HallCall | None = calling.call_visit(office, options.counter, visit, options.reason)
        else:
            made = calling.call_next(office, options.counter)
    _say_call(options, made)


def recall(options: argparse.Namespace) -> None:
    """Call the present visitor again."""
    with office_of(options) as office:
        _say_call(options, calling.recall(office, options.counter))


def start(options: argparse.Namespace) -> None:
    """The called visitor is here."""
    with office_of(options) as office:
        say_leg(options, office, calling.start(office, options.counter))


def finish(options: argparse.Namespace) -> None:
    """The service is done."""
    with office_of(options) as office:
        leg = calling.finish(office, options.counter)
        say_going_on(options, office, leg, N_("{number}: lanjut ke {stop}"))


def absent(options: argparse.Namespace) -> None:
    """The called visitor did not come."""
    with office_of(options) as office:
        say_leg(options, office, calling.mark_absent(office, options.counter))


def park(options: argparse.Namespace) -> None:
    """Put the present visitor aside."""
    with office_of(options) as office:
        say_leg(options, office, calling.park(office, options.counter, options.note))


def transfer(options: argparse.Namespace) -> None:
    """Send the present visitor on."""
    with office_of(options) as office:
        leg = journeys.transfer(
            office, options.counter, options.service or "", options.note, to_counter=options.to_counter,
            to_officer=options.to_officer,
        )  # fmt: skip
        say_going_on(options, office, leg, N_("{number}: dialihkan ke {stop}"))


def return_(options: argparse.Namespace) -> None:
    """A missed or parked visitor is back."""
    with office_of(options) as office:
        say_leg(options, office, calling.return_to_queue(office, visit_of_number(office, options.number)))


def cancel_(options: argparse.Namespace) -> None:
    """A visitor leaves."""
    with office_of(options) as office:
        ticketing.cancel(office, visit_of_number(office, options.number))
    number = options.number.upper()
    say(options, {"number": number, "state": "cancelled"}, N_("Nomor {number} dibatalkan."), number=number)


def signin(options: argparse.Namespace) -> None:
    """Sign an officer in."""
    with office_of(options) as office:
        signing.sign_in(office, options.counter, options.officer, options.take_over)
    facts = {"counter": options.counter, "officer": options.officer.upper()}
    say(options, facts, N_("{officer} bertugas di loket {counter}."), **facts)


def signout(options: argparse.Namespace) -> None:
    """Sign a counter's officer out."""
    with office_of(options) as office:
        signing.sign_out(office, options.counter)
    say(options, {"counter": options.counter}, N_("Loket {counter} kosong."), counter=options.counter)


def reprint(options: argparse.Namespace) -> None:
    """Print a ticket of the running day once more."""
    number = options.number.strip().upper()
    with office_of(options) as office:
        if options.printer:
            printer_setup.printer(office, options.printer)
        job = printing.reprint(office, visit_of_number(office, number), options.printer or None)
        copy, fate = printing.slip_job(office, number).copy, printing.job_fate(office, job)
    sentence = N_("Tiket {number} dicetak di printer {printer}.")
    if not fate.printer:
        sentence = N_("Tiket {number} belum dapat dicetak: belum ada printer.")
    elif fate.printer_state in TROUBLED:
        sentence = N_("Tiket {number} menunggu printer {printer}, yang sedang bermasalah.")
    elif copy > 1:
        sentence = N_("Tiket {number} dicetak di printer {printer}, bertanda CETAK ULANG.")
    say(options, {"number": number, "job": job, "copy": copy}, sentence, number=number, printer=fate.printer)


def service(options: argparse.Namespace) -> None:
    """Open or close a service."""
    from loket.office.administration import switch_service

    is_open = options.what == "open"
    with office_of(options) as office:
        switch_service(office, options.service, is_open=is_open, reason=options.reason)
    say(
        options,
        {"service": options.service, "open": is_open},
        N_("Layanan {service} dibuka.") if is_open else N_("Layanan {service} ditutup."),
        service=options.service,
    )


def visit_of_number(office: Office, number: str) -> str:
    """Find the visit of a printed number of the running day."""
    with office.looking() as work:
        found = work.book.visit_by_number(days.picture_day(work), number.strip())
    if found is None:
        raise Refused("number_unknown_today", N_("Nomor {number} tidak ada hari ini."), number=number)
    return found.id


def _say_call(options: argparse.Namespace, made: HallCall | None) -> None:
    if made is None:
        say(
            options,
            {
                "number": None,
                "visit": None,
                "counter": options.counter,
                "service": None,
                "reason": None,
                "called_at": None,
            },
            N_("Tidak ada yang menunggu untuk loket {counter}."),
            counter=options.counter,
        )
        return
    texts = Texts.of(options.lang)
    reason = texts(REASONS[made.reason]) if made.reason else ""
    say(
        options,
        {
            "number": made.number,
            "visit": made.visit,
            "counter": made.counter,
            "service": made.service,
            "reason": reason or None,
            "called_at": made.called_at.isoformat(),
            "calls": made.ordinal_call,
        },
        N_("{number} → loket {counter}. {reason}"),
        number=made.number,
        counter=made.counter,
        reason=reason,
    )


def say_leg(options: argparse.Namespace, office: Office, leg: Leg) -> None:
    """Print where a visitor stands now; times as everywhere, in the office's own zone."""
    say(
        options,
        leg_result(leg, office.rules.tz),
        N_("{number}: {state}"),
        number=leg.number,
        state=Texts.of(options.lang)(state_words(leg.state)),
    )
