"""One scripted day that asks an office whatever a day asks: every act, every picture, spool, feed and report.

It runs on whatever engine the office is kept by. What it asks is collected by `tests.store.plans`.
"""

from __future__ import annotations

from datetime import time, timedelta

from loket.model.appointment import Contact, SlotPlan
from loket.model.calendar import Holiday, WeekHours
from loket.model.printer import Attempt, PrinterProfile
from loket.model.service import WaitRange
from loket.office import (
    administration,
    appointment_lists,
    appointments,
    boards,
    calendars,
    calling,
    carrying_over,
    days,
    journeys,
    print_log,
    printer_setup,
    printing,
    signin,
    slips,
    slots,
    turns,
    why,
)
from loket.office.appointment_import import import_appointments
from loket.office.appointment_undo import undo_appointment
from loket.office.boards import counter_board, hall_board, kiosk_board, signin_board
from loket.office.checking_in import check_in
from loket.office.context import Office
from loket.office.hall import call_shown, call_spoken, display_alive
from loket.office.reports import day_report
from loket.office.status import office_status
from loket.office.ticketing import cancel, take_ticket
from loket.office.undo import undo, undo_of_visit, undo_postpone
from loket.office.undo_for_all import undo_carry_over, undo_close
from tests.factories import FixedClock, call, last_seq

TOLD = WaitRange(60, 600, 300)


def a_whole_day(office: Office, clock: FixedClock) -> None:
    """Morning to the next morning; the clock is the office's own."""
    _slips(office, _morning(office))
    _appointments(office, clock)
    _counters(office, clock)
    _pictures(office)
    _evening(office, clock)


def _morning(office: Office) -> str:
    """Officers, a display, people; gives the first visit."""
    days.open_today(office)
    signin.sign_in(office, 1, "P1")
    signin.sign_in(office, 2, "P2")
    signin.sign_in(office, 1, "P3", take_over=True)
    signin.take_break(office, 2)
    signin.resume(office, 2)
    display_alive(office, "layar-1")
    administration.switch_service(office, "C", is_open=False, reason="Rapat")
    administration.switch_service(office, "C", is_open=True)
    first = take_ticket(office, "A", told=TOLD)
    for service in "ABBCCABC":
        take_ticket(office, service, told=TOLD)
    take_ticket(office, "A", priority="LANSIA", missing=["Kartu Keluarga"], told=TOLD)
    return first.visit


def _appointments(office: Office, clock: FixedClock) -> None:
    """Every way an appointment can go, and a calendar that changes under it."""
    calendars.set_breaks(office, WeekHours.of_plain({"mon": ["03.00-04.00"]}), "Jam kerja")
    appointments.plan_slots(office, "B", SlotPlan(capacity=2))
    today = office.local_now().date()
    slots.slots_of(office, "B", today)
    made = [
        appointments.book(office, "B", today, time(hour), Contact(f"Pengunjung {hour}", "0812-3456-7890")).appointment
        for hour in (10, 11, 12)
    ]
    appointments.move_appointment(office, made[1].code, today + timedelta(days=1), time(9))
    appointments.cancel_appointment(office, made[2].code)
    undo_appointment(office, made[2].code)
    undo_appointment(office, made[1].code)
    import_appointments(office, f"layanan,tanggal,jam\nB,{today},14.00\n")
    appointment_lists.appointments_of(office)
    appointment_lists.reminders(office)
    calendars.add_holiday(office, Holiday(today + timedelta(days=9), "Hari jadi kota"), "Keputusan wali kota")
    calendars.calendar_picture(office)
    check_in(office, made[0].code)
    undo_appointment(office, made[0].code)
    check_in(office, made[0].code)
    check_in(office, made[0].code)
    appointment_lists.appointment_of(office, made[0].code)
    clock.pass_(seconds=1)


def _slips(office: Office, first: str) -> None:
    """Every way a slip can go, and a printer that comes and goes; `first` is the visit whose slip waits longest."""
    printer_setup.add_printer(office, "kios", "virtual:")
    printer_setup.add_printer(office, "cadangan", "virtual:")
    printer_setup.remove_printer(office, "cadangan")
    for outcome in ("PRINTED", "HELD", "PARTIAL", "PRINTED"):
        job = printing.claim_job(office, "kios")
        assert job is not None
        printing.record_outcome(office, job.id, "kios", Attempt(outcome))
    job = printing.claim_job(office, "kios")  # and its spool dies
    assert job is not None
    assert printing.claim_job(office, "kios") is not None
    printing.record_outcome(office, job.id, "kios", Attempt("PRINTED"))
    printer_setup.set_printer_state(office, "kios", "out")
    printing.job_state(office, job.id)
    ticket = take_ticket(office, "B", told=TOLD)
    printing.slip_job(office, ticket.number)
    printing.reprint(office, ticket.visit)  # it is on its way already
    printing.reprint(office, first)
    _other_slips(office, job.id)


def _other_slips(office: Office, ticket: int) -> None:
    """What is no queue ticket, what is looked at, and a roll that runs out; `ticket` is a job on paper."""
    job = slips.order_slip(office, slips.requirements_slip(office, "A", missing=["KTP-el asli"]), number="A")
    printing.job_fate(office, job)
    printer_setup.printers(office)
    for state in ("low", "out", "ready"):
        printer_setup.set_printer_state(office, "kios", state)
    while claimed := printing.claim_job(office, "kios"):
        printing.record_outcome(office, claimed.id, "kios", Attempt("PRINTED", "", 9, 5, 100, "ready", b"\x1b@"))
    printing.reprint_job(office, job)
    printing.reprint_job(office, ticket)
    printer_setup.change_roll(office, "kios")
    printer_setup.change_profile(office, "kios", PrinterProfile(spare="-"))
    print_log.last_jobs(office)
    print_log.printer_cards(office)
    print_log.paper_of(office, job)


def _counters(office: Office, clock: FixedClock) -> None:
    """Every act of an officer, and the hall that follows."""
    first = call(office, 1)
    for answered in (call_shown, call_spoken):
        answered(office, "layar-1", first.seq)
    clock.pass_(seconds=20)
    calling.recall(office, 1)
    calling.start(office, 1)
    clock.pass_(minutes=4)
    calling.finish_and_call_next(office, 1)
    undo(office, 1)
    undo(office, 1)
    journeys.transfer(office, 1, "C", "dari loket 1")
    undo(office, 1)
    journeys.transfer(office, 1, "C", "dari loket 1")
    missed = call(office, 2)
    calling.mark_absent(office, 2)
    calling.return_to_queue(office, missed.visit)
    parked = call(office, 2)
    calling.start(office, 2)
    calling.park(office, 2, "fotokopi")
    calling.call_visit(office, 2, parked.visit)
    undo(office, 2)
    calling.call_visit(office, 2, parked.visit)
    calling.start(office, 2)
    calling.finish(office, 2)
    cancel(office, take_ticket(office, "A", told=TOLD).visit)
    _turns(office)
    call(office, 1)


def _turns(office: Office) -> None:
    """Everything that changes the order: skipping, going back, letting others go, another group, other rules."""
    call(office, 1)
    calling.skip(office, 1)
    first, second = (take_ticket(office, "A", told=TOLD).visit for _ in range(2))
    turns.postpone(office, first, 1)
    undo_postpone(office, first)
    turns.postpone(office, first, 1)
    turns.regroup(office, second, "LANSIA", "terlihat di loket")
    administration.set_fairness(office, "A", 1, "hari lansia")
    administration.set_skill(office, "P1", "B", 1, "baru belajar")
    why.why(office, "A001")
    boards.told_now(office, "A")
    call(office, 2)
    calling.start(office, 2)
    journeys.transfer(office, 2, to_counter=1)
    undo(office, 2)
    calling.finish(office, 2)


def _pictures(office: Office) -> None:
    for _ in range(2):  # the second finds what the first has learned
        kiosk_board(office)
        counter_board(office, 1)
        counter_board(office, 2)
        hall_board(office, "layar-1")
        hall_board(office, "layar-2")
        signin_board(office)
        office_status(office)
    office.store.data_version()
    last_seq(office)
    office.store.tidy()


def _evening(office: Office, clock: FixedClock) -> None:
    """Slips expire, the clock goes wrong, the day is closed and reopened; forgotten, it is closed by the next."""
    clock.pass_(hours=2)
    kiosk_board(office)
    printing.claim_job(office, "kios")
    clock.pass_(minutes=-40)
    take_ticket(office, "A", told=TOLD)
    clock.pass_(minutes=50)
    signin.sign_out(office, 2)
    calling.start(office, 1)
    calling.finish(office, 1)
    carrying_over.carry_over(office, "listrik padam")
    undo_carry_over(office)
    kept = carrying_over.carry_over(office, "listrik padam")
    days.close_day(office)
    undo_close(office)
    days.close_day(office)
    days.open_today(office)
    with office.looking() as work:
        today = days.picture_day(work)
    day_report(office, today)
    clock.pass_(days=1)
    appointments.forget_contacts(office, 0)
    take_ticket(office, "A", told=TOLD)
    undo_of_visit(office, carrying_over.readmit(office, kept[0].code).visit)
    carrying_over.readmit(office, kept[0].code)
    hall_board(office, "layar-1")
    day_report(office, today)
