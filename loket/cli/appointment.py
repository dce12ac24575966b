"""Commands for appointments: each is one act or one picture, and its result one line or one JSON object."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from loket.cli.opening import office_of, say
from loket.errors import N_
from loket.model.appointment import ADVISED_SHARE, ENTRIES, STATE_WORDS, Contact, SlotPlan, qr_text
from loket.office import appointment_lists, appointments, checking_in, printer_setup
from loket.office.appointment_import import ImportRow, import_appointments
from loket.office.appointment_paper import print_appointment
from loket.office.appointment_undo import undo_appointment
from loket.office.appointments import AppointmentCard
from loket.office.calendar_files import read_day, read_wall
from loket.office.context import Office
from loket.office.slots import slots_of
from loket.office.toml_file import text_of
from loket.texts import Texts


def plan(options: argparse.Namespace) -> None:
    """Say how a service offers appointments."""
    made = None
    if not options.off:
        given = {"minutes": options.minutes, "capacity": options.capacity, "days_ahead": options.days_ahead}
        made = SlotPlan(**{name: value for name, value in given.items() if value is not None}, absolute=options.first)
    with office_of(options) as office:
        share = appointments.plan_slots(office, options.service, made)
    sentence = N_("Layanan {service}: slot {minutes} menit, {capacity} tempat; {share} % waktu loket dijanjikan.")
    if made is None:
        sentence = N_("Layanan {service} tidak menerima janji temu lagi. Yang sudah terdaftar tetap berlaku.")
    elif share > ADVISED_SHARE:
        sentence = N_(
            "Layanan {service}: slot {minutes} menit, {capacity} tempat. Perhatian: {share} % waktu loket dijanjikan; "
            "sebaiknya paling banyak {most} %, agar yang datang langsung tidak menunggu terlalu lama."
        )
    facts = {"minutes": made.minutes if made else None, "capacity": made.capacity if made else None}
    say(
        options,
        {"service": options.service, "offered": made is not None, **facts, "share": round(share, 3),
         "advised": ADVISED_SHARE, "warning": share > ADVISED_SHARE},
        sentence, service=options.service, share=round(100 * share), most=round(100 * ADVISED_SHARE), **facts,
    )  # fmt: skip


def slots(options: argparse.Namespace) -> None:
    """Show the slots of a day."""
    with office_of(options) as office:
        found = slots_of(office, options.service, _day(office, options))
    texts, day = Texts.of(options.lang), found.day.isoformat()
    for row in found.rows:
        told = {"begins": row.begins.isoformat(), "capacity": row.capacity, "free": row.free}
        facts = {"time": texts.time(row.begins), "free": row.free, "capacity": row.capacity}
        say(options, {"service": found.service.code, "day": day, **told}, N_("{time}  {free} dari {capacity}"), **facts)
    if not found.rows and not options.json:
        say(options, {}, N_("Tidak ada slot pada {day}."), day=texts.long_day(found.day))


def book(options: argparse.Namespace) -> None:
    """Book a slot."""
    day, at = read_day(options.date), read_wall(options.time)
    contact = Contact(options.name, options.phone, options.note)
    with office_of(options) as office:
        if options.print:
            printer_setup.printer(office, options.print)
        card = appointments.book(office, options.service, day, at, contact, language=options.language)
        if options.print is not None:
            print_appointment(office, card.appointment.code, printer=options.print or None)
    _say_card(options, card, N_("Janji temu {code}: {service}, {day} pukul {time} {zone}."))


def print_(options: argparse.Namespace) -> None:
    """Print the proof of an appointment."""
    with office_of(options) as office:
        if options.printer:
            printer_setup.printer(office, options.printer)
        done = print_appointment(office, options.code, printer=options.printer)
    facts = {"code": done.number, "state": done.fate.state, "printer": done.fate.printer or None}
    say(options, facts, N_("Bukti janji temu {code} akan dicetak."), **facts)


def move(options: argparse.Namespace) -> None:
    """Give an appointment another slot."""
    day, at = read_day(options.date), read_wall(options.time)
    with office_of(options) as office:
        card = appointments.move_appointment(office, options.code, day, at)
    _say_card(options, card, N_("Janji temu {code} dipindah: {service}, {day} pukul {time} {zone}."))


def cancel(options: argparse.Namespace) -> None:
    """Cancel an appointment."""
    with office_of(options) as office:
        card = appointments.cancel_appointment(office, options.code)
    _say_card(options, card, N_("Janji temu {code} ({service}, {day} pukul {time}) dibatalkan."))


def undo(options: argparse.Namespace) -> None:
    """Take back an appointment's last change."""
    with office_of(options) as office:
        card = undo_appointment(office, options.code)
    _say_card(options, card, N_("Janji temu {code} kembali seperti semula: {service}, {day} pukul {time} {zone}."))


def check_in(options: argparse.Namespace) -> None:
    """The visitor is here."""
    with office_of(options) as office:
        done = checking_in.check_in(office, options.code, priority=options.priority, language=options.language)
    t = Texts.of(options.lang)
    result = {
        **_plain(done.card), "visit": done.visit, "reason": t(ENTRIES[done.reason]), "again": done.ticket is None,
        "not_before": done.not_before.isoformat() if done.not_before else None,
        "print_job": done.ticket.print_job if done.ticket else None,
    }  # fmt: skip
    sentence = N_("{number} · {service} · {reason}")
    if done.ticket is None:
        sentence = N_("{number} · {service} · Sudah lapor datang; nomornya tetap.")
    service = done.card.service.name.say(options.lang)
    say(options, result, sentence, number=done.number, service=service, reason=t(ENTRIES[done.reason]))


def today(options: argparse.Namespace) -> None:
    """Show the appointments of today."""
    options.date = options.service = None
    list_(options)


def list_(options: argparse.Namespace) -> None:
    """Show the appointments of a day."""
    with office_of(options) as office:
        day = _day(office, options)
        cards = appointment_lists.appointments_of(office, day, options.service)
    for card in cards:
        _say_card(options, card, N_("{time}  {code}  {service}  {state}  {name} {phone}"))
    if not cards and not options.json:
        say(options, {}, N_("Tidak ada janji temu pada {day}."), day=Texts.of(options.lang).long_day(day))


def reminders(options: argparse.Namespace) -> None:
    """Write a ready text for everybody who is expected."""
    with office_of(options) as office:
        found = appointment_lists.reminders(office, read_day(options.date) if options.date else None)
    for each in found:
        result = {**_plain(each.card), "text": each.text}
        say(options, result, N_("{phone} · {text}"), phone=each.card.contact.phone or "–", text=each.text)
    if not found and not options.json:
        say(options, {}, N_("Tidak ada yang perlu diingatkan."))


def import_(options: argparse.Namespace) -> int:
    """Book the lines of a file; 1 when lines were refused and nothing was booked."""
    text = text_of(options.file)
    with office_of(options) as office:
        done = import_appointments(office, text, dry_run=options.dry_run, partly=options.partly)
    t = Texts.of(options.lang)
    rows = [_row(row, t) for row in done.rows]
    if not options.json:
        for row in done.refused:
            facts = {"line": row.line, "why": _row(row, t)["refusal"]}
            say(options, {}, N_("Baris {line}: {why}"), **facts)
    sentence = N_("{booked} janji temu baru terdaftar, {known} sudah ada, {refused} ditolak.")
    if options.dry_run:
        sentence = N_("Percobaan, tidak ada yang disimpan: {booked} baru, {known} sudah ada, {refused} akan ditolak.")
    elif not done.done:
        sentence = N_(
            "Tidak ada yang disimpan: {refused} baris ditolak, {booked} lainnya dapat didaftarkan. Perbaiki berkasnya, "
            "atau ulangi dengan --partly."
        )
    known = sum(row.known for row in done.rows)
    facts = {"booked": done.booked, "known": known, "refused": len(done.refused)}
    say(options, {**facts, "saved": done.done, "rows": rows}, sentence, **facts)
    return 0 if done.done or options.dry_run else 1


def forget(options: argparse.Namespace) -> None:
    """Delete whose appointments long past were."""
    with office_of(options) as office:
        gone = appointments.forget_contacts(office, options.days)
    facts = {"forgotten": gone, "days": options.days}
    say(options, facts, N_("{forgotten} nama dan nomor dihapus; yang lebih baru dari {days} hari tetap ada."), **facts)


def _day(office: Office, options: argparse.Namespace) -> date:
    return read_day(options.date) if options.date else office.rules.day_of(office.now())


def _plain(card: AppointmentCard) -> dict[str, Any]:
    """Give an appointment as JSON values."""
    known = card.appointment
    return {
        "code": known.code, "qr": qr_text(known.code), "service": known.service, "day": known.day.isoformat(),
        "at": card.at.isoformat(), "state": known.state.value, "language": known.language, "number": known.number,
        "name": card.contact.name, "phone": card.contact.phone, "note": card.contact.note,
    }  # fmt: skip


def _row(row: ImportRow, t: Texts) -> dict[str, Any]:
    refusal = None if row.refusal is None else t.failure(row.refusal)
    return {"line": row.line, "code": row.code, "known": row.known, "refusal": refusal}


def _say_card(options: argparse.Namespace, card: AppointmentCard, sentence: str) -> None:
    t, known = Texts.of(options.lang), card.appointment
    facts = {
        "code": known.code, "service": card.service.name.say(options.lang), "day": t.long_day(card.at.date()),
        "time": t.time(card.at), "zone": t.zone(card.at), "state": t(STATE_WORDS[known.state]),
        "name": card.contact.name, "phone": card.contact.phone,
    }  # fmt: skip
    say(options, _plain(card), sentence, **facts)
