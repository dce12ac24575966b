"""How each act and each picture of the office is tried as a role: the calls behind the table of docs/roles.md."""

from __future__ import annotations

from datetime import time, timedelta

from loket.model.appointment import Contact, SlotPlan
from loket.model.calendar import Holiday, WeekHours
from loket.model.office_calendar import SpecialHours
from loket.model.printer import Attempt, PrinterProfile
from loket.office import (
    appointment_lists,
    appointment_paper,
    appointments,
    boards,
    calendars,
    calling,
    carrying_over,
    habits,
    hall,
    journeys,
    live_what_if,
    onward,
    own_waits,
    print_log,
    print_story,
    printer_setup,
    printing,
    promises,
    receipts,
    recognising,
    reports,
    signin,
    slips,
    slots,
    ticketing,
    turns,
    why,
)
from loket.office import undo as undoing
from loket.office.administration import create_office, permit_choice, set_fairness, set_skill, switch_service
from loket.office.appointment_import import import_appointments
from loket.office.appointment_undo import undo_appointment
from loket.office.boards import counter_board, kiosk_board, signin_board
from loket.office.calendar_files import CalendarFile
from loket.office.checking_in import check_in
from loket.office.context import Office
from loket.office.days import close_day, open_today
from loket.office.hall_board import hall_board
from loket.office.printer_board import printer_board
from loket.office.status import office_status
from loket.office.undo_for_all import undo_carry_over, undo_close
from tests.factories import MONDAY_NINE, FixedClock, a_catalogue, assert_whole
from tests.prepared import HOLIDAY
from tests.store.asked_in_vain import readmitted, recognised, sent_back, strip_of_a_day_that_goes_on

MONDAY = (MONDAY_NINE + timedelta(hours=9)).date()

DONE = Attempt("PRINTED", "", 9, 5, 100, "ready", b"\x1b@")


ACTS = {
    "ticketing.take_ticket": lambda office, _: ticketing.take_ticket(office, "A", missing=["KTP-el asli"]),
    "ticketing.cancel": lambda office, scene: ticketing.cancel(office, scene.waiting),
    "calling.call_next": lambda office, _: calling.call_next(office, 3),
    "calling.finish_and_call_next": lambda office, _: calling.finish_and_call_next(office, 2),
    "calling.call_visit": lambda office, scene: calling.call_visit(office, 3, scene.missed),
    "calling.recall": lambda office, _: calling.recall(office, 1),
    "calling.start": lambda office, _: calling.start(office, 1),
    "calling.finish": lambda office, _: calling.finish(office, 2),
    "calling.mark_absent": lambda office, _: calling.mark_absent(office, 1),
    "calling.park": lambda office, _: calling.park(office, 1, "mengambil berkas"),
    "journeys.transfer": lambda office, _: journeys.transfer(office, 1, "B", "cek data"),
    "journeys.send_back": lambda office, _: sent_back(office),
    "calling.skip": lambda office, _: calling.skip(office, 1),
    "turns.postpone": lambda office, scene: turns.postpone(office, scene.waiting, 1),
    "carrying_over.carry_over": lambda office, _: carrying_over.carry_over(office, "listrik padam"),
    "carrying_over.readmit": lambda office, _: readmitted(office),
    "recognising.recognise": lambda office, _: recognised(office),
    "recognising.step_back": lambda office, scene: recognising.step_back(office, scene.waiting, "A007", 1),
    "appointment_paper.print_appointment": lambda office, scene: appointment_paper.print_appointment(
        office, scene.expected
    ),
    "appointment_paper.book_at_kiosk": lambda office, _: appointment_paper.book_at_kiosk(office, "B", MONDAY, time(14)),
    "turns.regroup": lambda office, scene: turns.regroup(office, scene.waiting, "LANSIA", "terlihat di loket"),
    "recognising.step_forward": lambda office, scene: recognising.step_forward(office, scene.waiting, "A007"),
    "undo.undo_postpone": lambda office, scene: undoing.undo_postpone(office, scene.waiting),
    "undo_for_all.undo_carry_over": lambda office, _: undo_carry_over(office),
    "undo_for_all.undo_close": lambda office, _: undo_close(office),
    "appointment_undo.undo_appointment": lambda office, scene: undo_appointment(office, scene.other),
    "undo.undo_of_visit": lambda office, scene: undoing.undo_of_visit(office, scene.missed),
    "administration.set_fairness": lambda office, _: set_fairness(office, "A", 1, "hari lansia"),
    "administration.set_skill": lambda office, _: set_skill(office, "P1", "A", 1, "baru belajar"),
    "administration.permit_choice": lambda office, _: permit_choice(office, "P1", may_choose=False, reason="latihan"),
    "calling.return_to_queue": lambda office, scene: calling.return_to_queue(office, scene.missed),
    "undo.undo": lambda office, _: undoing.undo(office, 2),
    "signin.sign_in": lambda office, _: signin.sign_in(office, 4, "P4"),
    "signin.sign_out": lambda office, _: signin.sign_out(office, 3),
    "signin.take_break": lambda office, _: signin.take_break(office, 3),
    "signin.resume": lambda office, _: signin.resume(office, 5),
    "appointments.book": lambda office, _: appointments.book(office, "B", MONDAY, time(14), Contact("Budi")),
    "appointments.move_appointment": lambda office, scene: appointments.move_appointment(
        office, scene.expected, MONDAY, time(15)
    ),
    "appointments.cancel_appointment": lambda office, scene: appointments.cancel_appointment(office, scene.other),
    "appointments.plan_slots": lambda office, _: appointments.plan_slots(office, "A", SlotPlan()),
    "appointments.forget_contacts": lambda office, _: appointments.forget_contacts(
        Office(office.store, FixedClock(MONDAY_NINE + timedelta(days=40))), 30
    ),
    "appointment_import.import_appointments": lambda office, _: import_appointments(
        office, "layanan,tanggal,jam,nama\nB,2026-11-23,14.30,Rini\n"
    ),
    "checking_in.check_in": lambda office, scene: check_in(office, scene.expected),
    "calendars.import_calendar": lambda office, _: calendars.import_calendar(
        office, CalendarFile("", (Holiday(MONDAY, "Hari contoh"),)), "contoh"
    ),
    "calendars.add_holiday": lambda office, _: calendars.add_holiday(office, Holiday(MONDAY, "Hari contoh"), "contoh"),
    "calendars.add_special": lambda office, _: calendars.add_special(
        office, SpecialHours(MONDAY, MONDAY, "Rapat", WeekHours.never()), "contoh"
    ),
    "calendars.set_breaks": lambda office, _: calendars.set_breaks(
        office, WeekHours.of_plain({"mon": ["12.00-13.00"]}), "contoh"
    ),
    "calendars.set_counter_breaks": lambda office, _: calendars.set_counter_breaks(
        office, 1, WeekHours.of_plain({"mon": ["13.00-14.00"]}), "contoh"
    ),
    "calendars.remove_day": lambda office, _: calendars.remove_day(office, HOLIDAY.day, "contoh"),
    "days.open_today": lambda office, _: open_today(office),
    "days.close_day": lambda office, _: close_day(office),
    "hall.display_alive": lambda office, _: hall.display_alive(office, "layar baru"),
    "hall.call_shown": lambda office, scene: hall.call_shown(office, "layar", scene.call),
    "hall.call_spoken": lambda office, scene: hall.call_spoken(office, "layar", scene.call),
    "printer_setup.add_printer": lambda office, _: printer_setup.add_printer(office, "cadangan", "virtual:"),
    "printer_setup.remove_printer": lambda office, _: printer_setup.remove_printer(office, "kios"),
    "printing.claim_job": lambda office, _: printing.claim_job(office, "kios"),
    "printing.record_outcome": lambda office, s: printing.record_outcome(office, s.printing, "kios", DONE),
    "printing.record_late": lambda office, scene: printing.record_late(office, scene.half, "kios", DONE),
    "printer_setup.set_printer_state": lambda office, _: printer_setup.set_printer_state(office, "kios", "ready"),
    "printer_setup.change_profile": lambda office, _: printer_setup.change_profile(
        office, "kios", PrinterProfile(spare="-")
    ),
    "printer_setup.change_roll": lambda office, _: printer_setup.change_roll(office, "kios"),
    "printing.reprint": lambda office, scene: printing.reprint(office, scene.printed),
    "printing.reprint_job": lambda office, scene: printing.reprint_job(office, scene.paper),
    "receipts.print_receipt": lambda office, _: receipts.print_receipt(office, 2, ["KTP-el asli"]),
    "receipts.print_missing": lambda office, _: receipts.print_missing(office, 2, ["KTP-el asli"]),
    "receipts.print_ticket": lambda office, scene: receipts.print_ticket(office, scene.printed),
    "slips.order_slip": lambda office, _: slips.order_slip(office, slips.requirements_slip(office, "A"), number="A"),
    "administration.create_office": lambda office, _: create_office(
        office.store, office.clock, a_catalogue(), training=False, starter="uji"
    ),
    "administration.switch_service": lambda office, _: switch_service(office, "A", is_open=False, reason="listrik"),
}
PICTURES = {
    "printer_setup.printers": lambda office, _: printer_setup.printers(office),
    "printer_setup.printer": lambda office, _: printer_setup.printer(office, "kios"),
    "appointment_paper.appointment_slip": lambda office, scene: appointment_paper.appointment_slip(
        office, scene.expected
    ),
    "appointment_lists.appointment_of": lambda office, scene: appointment_lists.appointment_of(office, scene.expected),
    "appointment_lists.appointments_of": lambda office, _: appointment_lists.appointments_of(office, MONDAY),
    "appointment_lists.appointment_day": lambda office, _: appointment_lists.appointment_day(office, MONDAY),
    "appointment_lists.reminders": lambda office, _: appointment_lists.reminders(office, MONDAY),
    "slots.slots_of": lambda office, _: slots.slots_of(office, "B", MONDAY),
    "slots.booking_offer": lambda office, _: slots.booking_offer(office, ["B"]),
    "slots.free_days": lambda office, _: slots.free_days(office, "B"),
    "calendars.calendar_picture": lambda office, _: calendars.calendar_picture(office),
    "printing.job_fate": lambda office, scene: printing.job_fate(office, scene.printing),
    "print_log.last_jobs": lambda office, _: print_log.last_jobs(office),
    "printer_board.printer_board": lambda office, _: printer_board(office),
    "print_story.print_story": lambda office, _: print_story.print_story(office, MONDAY),
    "print_log.paper_of": lambda office, scene: print_log.paper_of(office, scene.paper),
    "print_log.printer_cards": lambda office, _: print_log.printer_cards(office),
    "slips.headed": lambda office, _: slips.headed(office, slips.requirements_slip(office, "A")),
    "receipts.receipt_draft": lambda office, _: receipts.receipt_draft(office, 2),
    "slips.requirements_slip": lambda office, _: slips.requirements_slip(office, "A"),
    "slips.missing_slip": lambda office, scene: slips.missing_slip(office, scene.number),
    "slips.receipt_slip": lambda office, _: slips.receipt_slip(office, "A003"),
    "slips.carry_over_slip": lambda office, _: slips.carry_over_slip(office, "A007", MONDAY + timedelta(days=1)),
    "slips.closing_slip": lambda office, _: strip_of_a_day_that_goes_on(office),
    "printing.job_state": lambda office, scene: printing.job_state(office, scene.printing),
    "printing.slip_job": lambda office, scene: printing.slip_job(office, scene.number),
    "recognising.standing_of": lambda office, _: recognising.standing_of(office, "A007"),
    "habits.known_habits": lambda office, _: habits.known_habits(office),
    "live_what_if.what_if_now": lambda office, _: live_what_if.what_if_now(office),
    "live_what_if.until_closing": lambda office, _: live_what_if.until_closing(office, 1, is_open=True),
    "own_waits.own_waits": lambda office, _: own_waits.own_waits(office, MONDAY, MONDAY),
    "promises.promise_board": lambda office, _: promises.promise_board(office, MONDAY),
    "why.why": lambda office, _: why.why(office, "A007"),
    "boards.told_now": lambda office, _: boards.told_now(office, "A"),
    "boards.kiosk_board": lambda office, _: kiosk_board(office),
    "counter_board.counter_board": lambda office, _: counter_board(office, 1),
    "onward.onward": lambda office, scene: onward.onward(office, scene.waiting),
    "boards.signin_board": lambda office, _: signin_board(office),
    "hall_board.hall_board": lambda office, _: hall_board(office, "layar"),
    "status.office_status": lambda office, _: office_status(office),
    "reports.day_report": lambda office, _: reports.day_report(office, MONDAY),
    "upkeep.verify": lambda office, _: assert_whole(office),
}
