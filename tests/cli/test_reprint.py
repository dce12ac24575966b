"""Tickets printed again, strips of a closed day, and which printer stands at a station."""

from __future__ import annotations

import argparse

import pytest

from loket import settings
from loket.cli.own_printer import own_printer
from loket.errors import Refused
from loket.office import printer_setup
from loket.office.context import Office, SystemClock
from loket.store.opening import open_store

pytestmark = pytest.mark.usefixtures("qapp")


def state_of(loket, printer: str, state: str) -> None:
    store = open_store(loket.database)
    printer_setup.set_printer_state(Office(store, SystemClock()), printer, state)
    store.close()


def test_a_printed_ticket_is_printed_again_as_a_copy(loket):
    loket.done("printer", "add", "kios", "virtual:")
    taken = loket.done("take", "A")
    loket.all_done("spool", "--once")
    again = loket.done("reprint", "a001")
    assert again == {"number": "A001", "job": again["job"], "copy": 2}
    assert again["job"] > taken["print_job"]
    assert loket("reprint", "A001").out == "Tiket A001 dicetak di printer kios, bertanda CETAK ULANG.\n"


def test_a_ticket_that_waits_for_its_printer_is_printed_at_another_one_unmarked_and_only_there(loket):
    loket.done("printer", "add", "kios", "virtual:")
    loket.done("printer", "add", "loket3", "virtual:", "--slips", "receipt")
    state_of(loket, "kios", "out")
    loket.done("take", "A")
    assert loket("reprint", "A001").out == "Tiket A001 menunggu printer kios, yang sedang bermasalah.\n"
    moved = loket.done("reprint", "A001", "--printer", "loket3")
    assert moved["copy"] == 1
    printed = loket.all_done("spool", "--once")
    assert [(each["number"], each["printer"]) for each in printed] == [("A001", "loket3")]


def test_what_cannot_be_printed_again_is_refused_in_words(loket):
    loket.done("take", "A")
    assert loket("reprint", "A001").out == "Tiket A001 belum dapat dicetak: belum ada printer.\n"
    assert "A009" in loket.refused("reprint", "A009")
    assert "dapur" in loket.refused("reprint", "A001", "--printer", "dapur")


def test_the_strip_of_a_closed_day_is_printed(loket):
    loket.done("printer", "add", "kios", "virtual:")
    loket.done("take", "A")
    loket.all_done("spool", "--once")
    closed = loket.done("day", "close", "--print")
    assert closed["state"] == "close"
    newest, *_ = loket.all_done("printer", "jobs")
    assert (newest["job"], newest["kind"], newest["state"]) == (closed["print_job"], "closing", "waiting")
    (printed,) = loket.all_done("spool", "--once")
    assert (printed["job"], printed["outcome"]) == (closed["print_job"], "PRINTED")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("ready", "Pita penutupan dicetak di printer kios."),
        ("cover", "Pita penutupan menunggu printer kios, yang sedang bermasalah."),
        ("", "Belum ada printer; pita penutupan tidak dicetak."),
    ],
)
def test_whoever_closes_the_day_hears_where_its_strip_is(loket, state, said):
    if state:
        loket.done("printer", "add", "kios", "virtual:")
        state_of(loket, "kios", state)
    assert loket("day", "close", "--print").out.endswith(f"ditutup. {said}\n")


@pytest.fixture
def remembered(tmp_path, monkeypatch):
    """Stations are remembered in the test's own file."""
    monkeypatch.setattr(settings, "settings_path", lambda: tmp_path / "stations.json")


def test_a_kiosk_remembers_the_printer_that_stands_beside_it(loket, remembered):
    loket.done("printer", "add", "lantai2", "virtual:")
    asked = [argparse.Namespace(printer=name) for name in (None, "lantai2", None, "", None)]
    assert [own_printer(each, loket.database, "kiosk") for each in asked] == ["", "lantai2", "lantai2", "", ""]


def test_a_kiosk_refuses_a_printer_that_the_office_does_not_have(loket, remembered):
    with pytest.raises(Refused, match="dapur"):
        own_printer(argparse.Namespace(printer="dapur"), loket.database, "kiosk")
    assert settings.recall("kiosk").printer == ""
