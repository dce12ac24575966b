"""PCs on one server may disagree about the time; the office has one clock, the server's."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

import loket.office.context
import loket.store.postgres
from loket.office.administration import create_office
from loket.office.context import Office, SystemClock
from loket.office.ticketing import take_ticket
from loket.store.opening import open_store
from loket.store.place import place_of
from tests.factories import a_catalogue, assert_whole

FIVE_MINUTES = 300.0


@pytest.fixture
def server_office(office_url):
    """An office on the server, as a PC with the right time made it."""
    store = open_store(place_of(office_url), create=True)
    yield create_office(store, SystemClock(store=store), a_catalogue(), training=False, starter="uji")
    store.close()


@pytest.fixture
def pc_clock_wrong_by(monkeypatch):
    """Let this PC's clock be wrong by so many seconds from now on."""

    def wrong(seconds: float) -> None:
        class Wrong(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime.now(tz) + timedelta(seconds=seconds)

        monkeypatch.setattr(loket.office.context, "datetime", Wrong)
        monkeypatch.setattr(
            loket.store.postgres, "time",
            SimpleNamespace(time=lambda: time.time() + seconds, monotonic=time.monotonic, sleep=time.sleep),
        )  # fmt: skip

    return wrong


@pytest.mark.parametrize("wrong_s", [-FIVE_MINUTES, FIVE_MINUTES, 86_400.0])
def test_a_pc_whose_clock_is_wrong_dates_its_tickets_by_the_server(server_office, pc_clock_wrong_by, wrong_s):
    right = take_ticket(server_office, "A")
    pc_clock_wrong_by(wrong_s)
    store = open_store(server_office.store.place)
    elsewhere = Office(store, SystemClock(store=store))
    ticket = take_ticket(elsewhere, "A")
    store.close()
    apart = (ticket.taken_at - right.taken_at).total_seconds()
    assert 0 < apart < 60, "the tickets were taken one after the other, not minutes apart"
    assert abs((datetime.now(UTC) - ticket.taken_at).total_seconds()) < 60
    assert_whole(server_office)
