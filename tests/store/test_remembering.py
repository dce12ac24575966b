"""A station remembers what seldom changes, and never longer than it is true."""

from datetime import timedelta

import pytest

from loket.model.numbering import SEQUENCE_MOST, letter_at, new_id, place, place_of, sequence_at
from loket.office import days, signin
from loket.office.administration import switch_service
from loket.office.calling import call_next
from loket.office.context import Office, SystemClock
from loket.office.ticketing import take_ticket
from loket.store.sqlite import SqliteStore
from tests.factories import MONDAY_NINE, refused


@pytest.fixture
def other(database):
    """The same office from another station."""
    made = Office(SqliteStore(database), SystemClock())
    yield made
    made.store.close()


def test_a_service_closed_at_one_station_is_closed_at_the_next_press_of_another(office, other):
    take_ticket(office, "A")
    switch_service(other, "A", is_open=False, reason="Rapat")
    with refused(office, "service_closed"):
        take_ticket(office, "A")
    switch_service(other, "A", is_open=True)
    assert take_ticket(office, "A").number == "A002"


def test_a_break_begun_at_one_station_counts_at_once_at_another(office, other):
    take_ticket(office, "A")
    signin.sign_in(office, 1, "P1")
    signin.take_break(other, 1)
    with refused(office, "counter_on_break"):
        call_next(office, 1)
    signin.resume(other, 1)
    call = call_next(office, 1)
    assert call is not None
    assert call.number == "A001"


def test_a_day_closed_at_one_station_gives_no_number_at_another(office, other):
    take_ticket(office, "A")
    days.close_day(other)
    with refused(office, "day_closed"):
        take_ticket(office, "A")


def close_and_fail(office):
    with office.acting() as work:
        running = work.book.unclosed_day()
        work.book.set_day(running.day, closed_at=work.now, always_open=False)
        assert work.book.unclosed_day() is None
        raise RuntimeError("the act fails after it has looked")


def test_what_an_act_changed_and_took_back_is_not_remembered(office):
    take_ticket(office, "A")
    with pytest.raises(RuntimeError, match="after it has looked"):
        close_and_fail(office)
    assert take_ticket(office, "A").number == "A002"


def test_the_set_up_is_not_read_again_at_every_press(office):
    for _ in range(2):  # the first opens the day, the second reads it
        take_ticket(office, "A")
    statements: list[str] = []
    office.store.connection.set_trace_callback(statements.append)
    take_ticket(office, "A")
    office.store.connection.set_trace_callback(None)
    assert not [each for each in statements if " services" in each or " days" in each]
    assert len(statements) <= 6, "begin, head, number and line, fact, leg, commit"


def test_an_identity_holds_its_place_and_sorts_by_it():
    day = MONDAY_NINE.date()
    identity = new_id(day, "W", 40312, bytes(10))
    assert len(identity) == 32
    assert (letter_at(place_of(identity)), sequence_at(place_of(identity))) == ("W", 40312)
    places = [
        place(day, "A", 1), place(day, "A", SEQUENCE_MOST), place(day, "B", 1), place(day + timedelta(days=1), "A", 1),
    ]  # fmt: skip
    assert places == sorted(places)
    assert place_of("bukan identitas") == 0


@pytest.mark.parametrize(("letter", "sequence"), [("a", 1), ("?", 1), ("A", 0), ("A", SEQUENCE_MOST + 1)])
def test_what_cannot_be_a_ticket_has_no_place(letter, sequence):
    with pytest.raises(ValueError, match="no ticket"):
        place(MONDAY_NINE.date(), letter, sequence)
