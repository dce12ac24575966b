"""Whoever asks in English is answered in English: names of services, times and days in a refusal, too."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from loket.errors import Refused
from loket.model.wording import Wording
from loket.texts import Texts

EN, ID = Texts.of("en"), Texts.of("id")


def a_refusal() -> Refused:
    return Refused(
        "closing_guard",
        "Antrean {service} sudah penuh untuk hari ini: yang datang sekarang tidak sempat dilayani sebelum pukul "
        "{closing}. Datanglah lagi {opening}.",
        service=Wording("Bantuan Sosial", "Social Assistance"), closing=time(16),
        opening=datetime(2026, 11, 24, 7, 30, tzinfo=UTC),
    )  # fmt: skip


def test_a_refusal_is_said_in_the_readers_language_with_all_that_it_tells():
    assert EN.failure(a_refusal()) == (
        "The line for Social Assistance is full for today: who comes now could not be served before 16:00. "
        "Please come again on 24 November 2026 at 07:30."
    )
    assert "Antrean Bantuan Sosial sudah penuh" in ID.failure(a_refusal())
    assert ID.failure(a_refusal()).endswith("sebelum pukul 16.00. Datanglah lagi 24 November 2026 pukul 07.30.")
    assert str(a_refusal()).endswith("Datanglah lagi 24-11-2026 07.30."), "a log keeps figures"


def test_several_facts_stand_between_commas_and_a_word_without_english_stays_as_it_is():
    known = (Wording("Kasir", "Cashier").behind("R"), Wording("Umum").behind("U"))
    assert (EN.fact(known), ID.fact(known)) == ("R Cashier, U Umum", "R Kasir, U Umum")
    assert EN.fact(date(2026, 8, 17)) == "17 August 2026"
    assert EN.fact(7) == 7


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("take", "X"), "A Social Assistance"),
        (("service", "close", "A"), ""),
        (("take", "A"), "Social Assistance"),
        (("appointment", "slots", "A"), "Social Assistance"),
        (("calendar", "remove", "2026-11-24", "--reason", "x"), "24 November 2026"),
    ],
)
def test_a_refusal_at_the_command_line_has_no_indonesian_name_in_it(loket, words, says):
    loket.done("service", "close", "A", "--reason", "Sistem gangguan")
    said = loket(*words, "--lang", "en")
    assert says in said.err
    assert "Bantuan Sosial" not in said.err


def test_the_office_at_a_glance_names_its_services_in_english(loket):
    assert "A  Social Assistance: 0 waiting" in loket("status", "--lang", "en").out
    assert loket.done("status", "--lang", "en")["services"][0]["name"] == "Social Assistance"


def test_one_is_not_said_with_an_s_in_brackets(loket):
    for _ in range(4):
        loket.done("take", "A")
    said = loket("postpone", "A001", "--places", 1, "--lang", "en").out
    assert said == "A001 lets 1 number go first. Allowed 1 more time.\n"
    said = loket("postpone", "A002", "--places", 2, "--lang", "en").out
    assert said == "A002 lets 2 numbers go first. Allowed 1 more time.\n"
    assert loket("postpone", "A002", "--places", 1).out == "A002 mundur 1 nomor. Tidak boleh mundur lagi.\n"
