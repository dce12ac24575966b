"""Typed wrongly is 2, refused by a rule is 1; and no word of a command is passed over in silence."""

from __future__ import annotations

import pytest

from loket.cli.fitting import FITS
from loket.cli.parser import parse

TABLES = ("forecast", "score", "--tickets", "a.csv", "--questions", "b.csv")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("forecast", "score", "--tickets", "a.csv"), "kedua tabel"),
        (("forecast", "promise", "--month", "foo"), "Bulan “foo”"),
        (("report", "promise", "--month", "foo", "--out", "x.pdf"), "Bulan “foo”"),
        (("report", "day", "--date", "foo", "--out", "x.pdf"), "Tanggal “foo”"),
        (("simulate", "--days", 0), "--days"),
        (("simulate", "--promise", "foo"), "foo"),
        (("simulate", "--promise", "180%/15"), "1–100%"),
        (("simulate", "--open", 3, "sembilan"), "sembilan"),
        (("undo",), "loket undo --number"),
        (("skill", "P1", "A", 1), "alasan"),
        (("skill", "P1", "A", 7, "--reason", "x"), "0"),
        (("permit", "P1", "choose"), "alasan"),
        (("fairness", "A", 2), "alasan"),
        (("calendar", "add", "besok", "Libur", "--reason", "x"), "besok"),
        (("calendar", "breaks", "12.00", "--reason", "x"), "12.00"),
        (("appointment", "book", "A", "2026-11-24", "siang"), "siang"),
        (("slip", "resi", "A001", "--out", "x.png"), "resi"),
        (("take", "A", "--also", "A"), "disebut dua kali"),
        (("take", "A", "--also", "B", "--also", "Data DTSEN"), "Data DTSEN disebut dua kali"),
    ],
)
def test_what_is_typed_wrongly_ends_with_two_whatever_the_office_is(loket, words, says):
    assert says in loket.misused(*words)
    assert loket.done("take", "A")["number"] == "A001", "nothing was done"


def test_a_day_to_judge_from_that_is_no_day_is_typed_wrongly(nowhere, tmp_path):
    for name, text in (("a", "day,line,arrived_min,called_min\n"), ("b", "day,line,asked_min,ahead,true_wait_min\n")):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    tables = ("--tickets", tmp_path / "a.csv", "--questions", tmp_path / "b.csv")
    found = nowhere.bare("forecast", "score", *tables, "--test-from", "foo")
    assert (found.code, "“foo”" in found.complaint()) == (2, True)


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ((*TABLES, "--from", "2026-11-01"), "--from"),
        ((*TABLES, "--to", "2026-11-01"), "--to"),
        ((*TABLES, "--seed", 3), "--seed"),
        (("forecast", "score", "--simulated", "--tickets", "a.csv"), "--tickets"),
        (("forecast", "score", "--simulated", "--test-from", "2026-11-01"), "--test-from"),
        (("forecast", "score", "--days", 3), "--days"),
        (("simulate", "--counters", 3), "--counters"),
        (("simulate", "--disciplines", "--open", 3, "09-11"), "--open"),
        (("call", 1, "--reason", "sakit"), "--reason"),
        (("undo", 1, "--number", "A001"), "--number"),
        (("day", "open", "--print"), "--print"),
        (("day", "open", "--undo"), "--undo"),
        (("day", "close", "--undo", "--forgotten"), "--forgotten"),
        (("simulate", "--now", "--promise", "80%/15"), "--promise"),
        (("day", "close", "--reason", "listrik"), "--reason"),
        (("service", "open", "A", "--reason", "x"), "--reason"),
        (("report", "day", "--month", "2026-11", "--out", "x.pdf"), "--month"),
        (("report", "promise", "--date", "2026-11-01", "--out", "x.pdf"), "--date"),
        (("slip", "requirements", "A", "--day", "2026-11-24", "--out", "x.png"), "--day"),
        (("slip", "A001", "--print", "--width", 384), "--width"),
        (("calendar", "add", "2026-11-24", "Libur", "--extra", "--reason", "x"), "--extra"),
        (("appointment", "plan", "A", "--off", "--minutes", 20), "--minutes"),
        (("database", "copy", "x.db", "--login", "a=kiosk"), "--login"),
    ],
)
def test_a_word_that_would_be_passed_over_is_refused_with_where_it_counts(loket, words, option):
    said = loket.misused(*words)
    assert said.startswith(f"{option} tidak dipakai di sini; hanya berlaku untuk: loket ")


def test_every_row_of_the_table_is_about_options_that_the_command_has_and_that_have_no_default():
    typed = {
        "acts:call": ("call", "1"), "taking_back:undo": ("undo",), "day:day": ("day", "close"),
        "acts:service": ("service", "close", "A"), "paper:report": ("report", "day", "--out", "x"),
        "forecast:score_": ("forecast", "score"), "simulate:simulate": ("simulate",), "slip:slip": ("slip", "A001"),
        "calendar:add": ("calendar", "add", "2026-11-24", "X", "--reason", "x"),
        "appointment:plan": ("appointment", "plan", "A"), "database:database": ("database", "copy"),
    }  # fmt: skip
    assert set(typed) == set(FITS)
    for place, words in typed.items():
        options = parse(words)
        assert options.command.place == place
        for fit in FITS[place]:
            assert [name for name in fit.options if getattr(options, name) not in (None, False, "", [])] == []


def test_hours_may_be_typed_without_minutes_and_a_change_of_nothing_says_so(nowhere):
    made_up = ("simulate", "--visitors", 40, "--days", 3, "--counters", 3, "--json")
    short, full = (nowhere.bare(*made_up, "--open", 4, hours).out for hours in ("9-11", "09.00-11.00"))
    assert short == full
    idle = nowhere.bare(*made_up, "--open", 3, "09-11").json()
    assert idle["now"] == idle["then"]
    assert idle["sentences"][1] == "Loket 3 memang sudah buka pukul 09.00–11.00; itu tidak mengubah apa pun."
