"""Several stations, processes of their own, book the last places of a slot at the same moment."""

from __future__ import annotations

import subprocess
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from loket.model.appointment import SlotPlan
from loket.office.appointment_lists import appointments_of
from loket.office.appointments import plan_slots
from loket.office.context import Office, SystemClock
from loket.store.opening import open_store
from loket.store.place import Place, made_folder
from tests.factories import assert_whole
from tests.store.conftest import new_office
from tests.store.worker import begin


def answer(station: subprocess.Popen[str]) -> str:
    assert station.stdout is not None
    return station.stdout.readline().strip()


def ask(station: subprocess.Popen[str], word: str) -> None:
    assert station.stdin is not None
    station.stdin.write(word + "\n")
    station.stdin.flush()


@pytest.mark.parametrize("places", [1, 3])
def test_a_slot_never_gets_more_bookings_than_places(target: Place, places: int) -> None:
    if isinstance(target, Path):
        made_folder(target.parent)
    new_office(target)
    with closing(open_store(target)) as store:
        office = Office(store, SystemClock())
        plan_slots(office, "A", SlotPlan(capacity=places))
        stations = [begin("obey", target, stdin=subprocess.PIPE) for _ in range(5)]
        for station in stations:
            ask(station, "look A")
        assert [answer(station) for station in stations] == ["waiting 0"] * 5, "all have the office open"
        for station in stations:
            ask(station, "book A")
        said = [answer(station) for station in stations]
        for station in stations:
            station.communicate("leave\n", timeout=30)
        booked = {line.removeprefix("booked ") for line in said if line.startswith("booked ")}
        assert len(booked) == places
        assert sum(line.startswith("Refused slot_full") for line in said) == 5 - places
        tomorrow = office.local_now().date() + timedelta(days=1)
        assert {card.appointment.code for card in appointments_of(office, tomorrow)} == booked
        assert_whole(office)
