"""Commands about the order: why, skip, postpone, send back, priority, carry-over, and a supervisor's rules."""

from __future__ import annotations

import argparse

from loket.cli.acts import say_leg, say_ticket, visit_of_number
from loket.cli.going_on import say_going_on
from loket.cli.opening import office_of, say
from loket.errors import N_, Usage
from loket.model.queue import MOST_POSTPONED
from loket.office import administration, calling, carrying_over, journeys, turns
from loket.office import why as asking
from loket.office.boards import told_now
from loket.texts import Texts

_NONE = "-"


def why(options: argparse.Namespace) -> None:
    """Say why a number has not been called yet."""
    with office_of(options) as office:
        answer, zone = asking.why(office, options.number, options.lang), office.rules.tz
    told = answer.told
    result = {
        "number": answer.number, "state": answer.state.value, "ahead": answer.ahead,
        "ahead_by": {kind: len(legs) for kind, legs in answer.kinds.people.items()}, "early_at_most": answer.early,
        "low": None if told is None else told.low_s // 60, "high": None if told is None else told.high_s // 60,
        "reasons": [
            {
                "number": each.number, "reason": each.reason, "at": each.at.astimezone(zone).isoformat(),
                "because": each.because or None, "counter": each.counter,
            }
            for each in answer.before
        ],
        "sentence": answer.sentence,
    }  # fmt: skip
    say(options, result, "{number}: {said}", number=answer.number, said=answer.sentence)


def skip(options: argparse.Namespace) -> None:
    """The called visitor is not here yet."""
    with office_of(options) as office:
        say_leg(options, office, calling.skip(office, options.counter))


def send_back(options: argparse.Namespace) -> None:
    """Send the present visitor back to the sender."""
    with office_of(options) as office:
        leg = journeys.send_back(office, options.counter, options.note)
        say_going_on(options, office, leg, N_("{number}: dikembalikan ke {stop}"))


def postpone(options: argparse.Namespace) -> None:
    """Let the next numbers go first."""
    with office_of(options) as office:
        leg = turns.postpone(office, visit_of_number(office, options.number), options.places)
        left = MOST_POSTPONED - leg.postponed
    t = Texts.of(options.lang)
    say(
        options,
        {"number": leg.number, "places": options.places, "postponed": leg.postponed, "left": left},
        N_("{number} mundur {places}. Masih boleh {left}.")
        if left
        else N_("{number} mundur {places}. Tidak boleh mundur lagi."),
        number=leg.number, places=t.count("{n} nomor", options.places), left=t.count("{n} kali lagi", left),
    )  # fmt: skip


def priority(options: argparse.Namespace) -> None:
    """Correct a visitor's priority group."""
    group = None if options.group == _NONE else options.group
    with office_of(options) as office:
        leg = turns.regroup(office, visit_of_number(office, options.number), group, options.reason)
    say(
        options,
        {"number": leg.number, "priority": leg.priority},
        N_("Nomor {number}: prioritas {group}.") if leg.priority else N_("Nomor {number}: tanpa prioritas."),
        number=leg.number, group=leg.priority,
    )  # fmt: skip


def readmit(options: argparse.Namespace) -> None:
    """Give today's number for a carry-over slip."""
    with office_of(options) as office:
        ticket = carrying_over.readmit(office, " ".join(options.code), language=options.lang)
        wait = asking.why(office, ticket.number).told or told_now(office, ticket.service.code, if_opened=True)
    say_ticket(options, ticket, wait)


def carry_over(options: argparse.Namespace) -> None:
    """Keep everybody's place for the next day of work."""
    with office_of(options) as office:
        kept = carrying_over.carry_over(office, options.reason)
    texts = Texts.of(options.lang)
    visits = [
        {
            "number": each.number, "service": each.service, "day": each.day.isoformat(), "place": each.place,
            "code": each.code, "print_job": each.print_job,
        }
        for each in kept
    ]  # fmt: skip
    say(
        options,
        {"carried_over": visits},
        N_("{people} mendapat tiket lanjutan untuk {day}; tempatnya disimpan."),
        people=texts.count("{n} orang", len(kept)), day=texts.day(min(each.day for each in kept)),
    )  # fmt: skip


def fairness(options: argparse.Namespace) -> None:
    """Set m of a service's line."""
    between = None if options.between == _NONE else _whole(options.between)
    with office_of(options) as office:
        administration.set_fairness(office, options.service, between, options.reason)
    sentence = N_("{service}: setiap {n} panggilan, satu pengunjung prioritas boleh didahulukan.")
    if between is None:
        sentence = N_("{service}: tidak ada yang didahulukan; urutan datang saja.")
    say(options, {"service": options.service, "between": between}, sentence, service=options.service, n=between)


def skill(options: argparse.Namespace) -> None:
    """Set an officer's level for a service."""
    with office_of(options) as office:
        administration.set_skill(office, options.officer, options.service, options.level, options.reason)
    facts = {"officer": options.officer, "service": options.service, "level": options.level}
    say(options, facts, N_("{officer}: tingkat {level} untuk layanan {service}."), **facts)


def permit(options: argparse.Namespace) -> None:
    """Let an officer choose numbers, or no longer."""
    may = options.what == "choose"
    with office_of(options) as office:
        administration.permit_choice(office, options.officer, may_choose=may, reason=options.reason)
    sentence = N_("{officer} boleh memanggil nomor pilihan, dengan alasan.")
    if not may:
        sentence = N_("{officer} tidak lagi boleh memanggil nomor pilihan.")
    say(options, {"officer": options.officer, "may_choose": may}, sentence, officer=options.officer)


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Usage("between_form", N_("“{text}” bukan bilangan. Tulis 1, 2, 3 …, atau - untuk tidak ada."),
                      text=text) from None  # fmt: skip
