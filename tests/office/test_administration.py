"""Setting the office up."""

from __future__ import annotations

from loket.office.administration import create_office, switch_service
from loket.office.boards import kiosk_board
from loket.office.status import office_status
from loket.office.ticketing import take_ticket
from loket.store.opening import open_store
from tests.engines import new_store
from tests.factories import FixedClock, a_catalogue, assert_whole, journal, refused


def test_a_new_office_remembers_its_whole_set_up(tmp_path):
    catalogue = a_catalogue(call_limit=5, undo_s=30)
    store = new_store(tmp_path)
    office = create_office(store, FixedClock(), catalogue, training=False, starter="uji")
    assert office.catalogue == catalogue
    again = open_store(store.place)
    with again.reading() as book:
        assert book.catalogue() == catalogue
    again.close()
    store.close()


def test_there_is_one_office_in_a_place(office):
    with refused(office, "office_exists", says="--database"):
        create_office(office.store, office.clock, a_catalogue(), training=True, starter="uji")
    assert not office.face.training


def test_a_training_office_says_so_and_only_a_training_office(tmp_path, office):
    store = new_store(tmp_path)
    training = create_office(store, FixedClock(), a_catalogue(), training=True, starter="uji")
    assert kiosk_board(training).office.training
    assert not kiosk_board(office).office.training
    assert journal(training)[0].data["training"]
    assert_whole(training)
    store.close()


def test_a_switched_service_is_told_to_every_station(office):
    other = open_store(office.store.place)
    with other.reading() as book:
        assert book.catalogue().service("A").is_open
    switch_service(office, "a", is_open=False, reason=" Rapat ")
    with other.reading() as book:
        service = book.catalogue().service("A")
    assert (service.is_open, service.closed_reason.id) == (False, "Rapat")
    other.close()
    fact = journal(office)[-1]
    assert (fact.kind, fact.data) == ("catalogue_changed", {"service": "A", "is_open": False, "reason": "Rapat"})
    with refused(office, "service_unknown"):
        switch_service(office, "X", is_open=True)


def test_the_office_at_a_glance(office):
    take_ticket(office, "A")
    status = office_status(office)
    assert (status["day"], status["open"], status["closed"], status["training"]) == ("2026-11-23", True, False, False)
    assert status["services"][0]["waiting"] == 1
    assert status["counters"][0] == {
        "number": 1, "name": "Loket 1", "services": ["A", "B", "C"], "officer": None, "on_break": False,
        "state": "free", "visit": None, "ticket": None, "ping_pong": 0,
    }  # fmt: skip
