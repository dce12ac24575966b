"""Write the table of docs/roles.md: which role of an office on a server may do which act.

python tools/roles.py           write the table
python tools/roles.py --check   exit 1 when the table is out of date

The table below is what is promised; tests/store/test_grants.py holds the database to it, act by act and role by role.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from loket.store.grants import COUNTER, HALL, KIOSK, OWNER, ROLES, SUPERVISOR  # noqa: E402 (the path comes first)

PAGE = ROOT / "docs" / "roles.md"
BEGIN, END = "<!-- roles:begin -->", "<!-- roles:end -->"

_PEOPLE = (COUNTER, SUPERVISOR, OWNER)
_HEADS = (SUPERVISOR, OWNER)
_PRINTING = (KIOSK, COUNTER, SUPERVISOR, OWNER)

MAY: dict[str, tuple[str, ...]] = {
    "ticketing.take_ticket": (KIOSK, *_HEADS),
    "ticketing.cancel": _HEADS,
    "calling.call_next": _PEOPLE,
    "calling.finish_and_call_next": _PEOPLE,
    "calling.call_visit": _PEOPLE,
    "calling.recall": _PEOPLE,
    "calling.start": _PEOPLE,
    "calling.finish": _PEOPLE,
    "calling.mark_absent": _PEOPLE,
    "calling.park": _PEOPLE,
    "journeys.transfer": _PEOPLE,
    "journeys.send_back": _PEOPLE,
    "calling.skip": _PEOPLE,
    "calling.return_to_queue": _PEOPLE,
    "turns.postpone": (KIOSK, *_PEOPLE),
    "turns.regroup": _PEOPLE,
    "carrying_over.carry_over": _HEADS,
    "carrying_over.readmit": (KIOSK, *_HEADS),
    "recognising.recognise": (KIOSK, *_HEADS),
    "recognising.step_back": (KIOSK, *_PEOPLE),
    "recognising.step_forward": (KIOSK, *_PEOPLE),
    "recognising.standing_of": (KIOSK, HALL, *_PEOPLE),
    "habits.known_habits": ROLES,
    "live_what_if.what_if_now": ROLES,
    "live_what_if.until_closing": ROLES,
    "own_waits.own_waits": ROLES,
    "promises.promise_board": ROLES,
    "why.why": (KIOSK, HALL, *_PEOPLE),
    "boards.told_now": (KIOSK, HALL, *_PEOPLE),
    "undo.undo_of_visit": _PEOPLE,
    "undo.undo_postpone": (KIOSK, *_PEOPLE),
    "undo_for_all.undo_carry_over": _PEOPLE,
    "undo_for_all.undo_close": _HEADS,
    "administration.set_fairness": _HEADS,
    "administration.set_skill": _HEADS,
    "administration.permit_choice": _HEADS,
    "undo.undo": _PEOPLE,
    "signin.sign_in": _PEOPLE,
    "signin.sign_out": _PEOPLE,
    "signin.take_break": _PEOPLE,
    "signin.resume": _PEOPLE,
    "appointments.book": _PEOPLE,
    "appointments.move_appointment": _PEOPLE,
    "appointments.cancel_appointment": _PEOPLE,
    "appointment_undo.undo_appointment": _PEOPLE,
    "appointments.forget_contacts": _HEADS,
    "appointments.plan_slots": _HEADS,
    "appointment_import.import_appointments": _PEOPLE,
    "appointment_lists.appointment_of": _PRINTING,
    "appointment_lists.appointments_of": _PEOPLE,
    "appointment_lists.appointment_day": _PEOPLE,
    "appointment_lists.reminders": _PEOPLE,
    "checking_in.check_in": _PRINTING,
    "slots.slots_of": ROLES,
    "slots.booking_offer": ROLES,
    "slots.free_days": ROLES,
    "calendars.calendar_picture": ROLES,
    "calendars.import_calendar": _HEADS,
    "calendars.add_holiday": _HEADS,
    "calendars.add_special": _HEADS,
    "calendars.set_breaks": _HEADS,
    "calendars.set_counter_breaks": _HEADS,
    "calendars.remove_day": _HEADS,
    "days.open_today": _HEADS,
    "days.close_day": _HEADS,
    "hall.display_alive": (HALL, *_HEADS),
    "hall.call_shown": (HALL, *_HEADS),
    "hall.call_spoken": (HALL, *_HEADS),
    "printer_board.printer_board": _HEADS,
    "printer_setup.printers": _PRINTING,
    "printer_setup.printer": _PRINTING,
    "printer_setup.add_printer": _HEADS,
    "printer_setup.remove_printer": _HEADS,
    "printer_setup.change_profile": _HEADS,
    "printer_setup.change_roll": _PRINTING,
    "slips.order_slip": _PRINTING,
    "slips.headed": ROLES,
    "slips.requirements_slip": ROLES,
    "slips.missing_slip": _PRINTING,
    "slips.receipt_slip": _PRINTING,
    "slips.carry_over_slip": ROLES,
    "slips.closing_slip": _PEOPLE,
    "appointment_paper.appointment_slip": _PRINTING,
    "appointment_paper.print_appointment": _PRINTING,
    "appointment_paper.book_at_kiosk": _PRINTING,
    "receipts.receipt_draft": _PRINTING,
    "receipts.print_receipt": _PRINTING,
    "receipts.print_missing": _PRINTING,
    "receipts.print_ticket": _PRINTING,
    "print_log.last_jobs": _HEADS,
    "print_story.print_story": _PEOPLE,
    "print_log.paper_of": _HEADS,
    "print_log.printer_cards": _HEADS,
    "printing.claim_job": _PRINTING,
    "printing.record_outcome": _PRINTING,
    "printing.record_late": _PRINTING,
    "printer_setup.set_printer_state": _PRINTING,
    "printing.reprint": _PRINTING,
    "printing.reprint_job": _PRINTING,
    "printing.job_state": _PRINTING,
    "printing.job_fate": _PRINTING,
    "printing.slip_job": _PRINTING,
    "administration.create_office": (OWNER,),
    "administration.switch_service": _HEADS,
    "boards.kiosk_board": _PRINTING,
    "counter_board.counter_board": _PEOPLE,
    "onward.onward": ROLES,
    "boards.signin_board": _PEOPLE,
    "hall_board.hall_board": (HALL, *_PEOPLE),
    "status.office_status": ROLES,
    "reports.day_report": _PEOPLE,
    "upkeep.verify": _PEOPLE,
    "upkeep.backup": _HEADS,
}
"""Every act and every picture of `loket.office`, and the roles that may; all others are refused."""


def table() -> str:
    """Give the table: a row an act, a column a role, a dot where it is refused."""
    rows = [["act", *ROLES], ["---"] * (1 + len(ROLES))]
    rows += [[f"`{act}`", *("yes" if role in roles else "·" for role in ROLES)] for act, roles in MAY.items()]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def with_table(page: str) -> str:
    """Give `page` with a fresh table between its two marks; raises ValueError when a mark is missing."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def main() -> int:
    """Write or check; gives the exit code."""
    page = PAGE.read_text(encoding="utf-8")
    fresh = with_table(page)
    if "--check" in sys.argv:
        print("the table of roles is " + ("up to date" if fresh == page else "OUT OF DATE: run tools/roles.py"))
        return int(fresh != page)
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
