"""Offices with something in every table, and everything that an office remembers as plain rows."""

from __future__ import annotations

from contextlib import closing
from datetime import time, timedelta

from loket.model.appointment import Contact, SlotPlan
from loket.model.printer import Attempt
from loket.office import calling, journeys, printer_setup, printing, signin
from loket.office.administration import switch_service
from loket.office.appointments import book, cancel_appointment, plan_slots
from loket.office.checking_in import check_in
from loket.office.context import Office, SystemClock
from loket.office.hall import call_shown, call_spoken
from loket.office.slips import order_slip, requirements_slip
from loket.office.ticketing import take_ticket
from loket.office.undo import undo
from loket.store.book_whole import WholeRows
from loket.store.contract import Store
from loket.store.opening import open_store
from loket.store.place import Place
from loket.store.rows import Row
from loket.store.tables import COLUMNS
from tests.factories import assert_whole, call


def work_a_while(place: Place, rounds: int = 3) -> None:
    """Leave rows in every table, with letters and signs that are not English."""
    with closing(open_store(place)) as store:
        office = Office(store, SystemClock())
        printer_setup.add_printer(office, "kios", "virtual:")
        signin.sign_in(office, 1, "P1")
        signin.sign_in(office, 2, "P2")
        for _ in range(rounds):
            for code in "AABC":
                take_ticket(office, code)
            made = call(office, 1)
            call_shown(office, "layar-1", made.seq)
            call_spoken(office, "layar-1", made.seq)
            calling.start(office, 1)
            journeys.transfer(office, 1, "C" if made.service == "B" else "B", "berkas “lengkap” – 100 % é\t\\N")
            call(office, 2)
            calling.park(office, 2, "fotokopi KK\nke seberang")
            calling.call_next(office, 1)
            undo(office, 1)
            calling.call_next(office, 1)
            calling.mark_absent(office, 1)
            job = printing.claim_job(office, "kios")
            assert job is not None
            printing.record_outcome(office, job.id, "kios", Attempt("PRINTED", "", 240, 5, 100, "ready", b"\x1b@\x00"))
            order_slip(office, requirements_slip(office, "A"), number="A")
        _appointments(office)
        switch_service(office, "C", is_open=False, reason="Rapat")
        switch_service(office, "C", is_open=True)
        signin.take_break(office, 2)


def _appointments(office: Office) -> None:
    """One that is to come, one that is here, and one that was called off."""
    plan_slots(office, "C", SlotPlan(minutes=5, capacity=9))
    tomorrow = office.local_now().date() + timedelta(days=1)
    book(office, "C", tomorrow, time(9), Contact("Siti Aminah é", "0812-3456-7890", "kursi roda\t“ya”"), language="en")
    cancel_appointment(office, book(office, "C", tomorrow, time(9)).appointment.code)
    begins = office.local_now() + timedelta(minutes=6)
    if begins.date() < tomorrow:  # not in the last minutes before midnight
        at = time(begins.hour, begins.minute // 5 * 5)
        check_in(office, book(office, "C", begins.date(), at, Contact("Budi")).appointment.code)


def rows_of(store: Store) -> dict[str, list[Row]]:
    """Give every row of an office; the mark by which stations notice a change is a new one in each copy."""
    with store.reading() as book:
        assert isinstance(book, WholeRows)
        rows = {table: [tuple(row) for part in book.parts_of(table) for row in part] for table in COLUMNS}
    rows["marks"] = [row for row in rows["marks"] if row[0] != "revision"]
    return rows


def rows_at(place: Place) -> dict[str, list[Row]]:
    """Give every row of the office at a place, which must be whole."""
    with closing(open_store(place)) as store:
        assert_whole(Office(store, SystemClock()))
        return rows_of(store)


def next_number(place: Place, service: str = "A") -> str:
    """Take a ticket at a place."""
    with closing(open_store(place)) as store:
        return take_ticket(Office(store, SystemClock()), service).number
