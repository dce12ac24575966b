"""The hall says how the order is made, unless the office says it in its own words or has no priority lines."""

from __future__ import annotations

from collections.abc import Callable

from loket.model.wording import Wording
from loket.office.context import Office
from loket.office.hall_board import hall_board
from tests.factories import a_service

Offices = Callable[..., Office]


def words(office: Office) -> list[str]:
    return [message.id for message in hall_board(office, "layar").messages]


def test_the_hall_tells_the_rule_with_the_offices_own_count(make_office: Offices) -> None:
    office = make_office(a_service("A", between=2), a_service("B", between=2), a_service("C", between=None))
    (said,) = words(office)
    assert said == (
        "Nomor dipanggil menurut urutan datang. Setiap dua panggilan, satu pengunjung prioritas (lansia, disabilitas, "
        "ibu hamil, membawa balita) boleh didahulukan: paling banyak satu dari tiga panggilan."
    )
    assert "Setiap panggilan kedua boleh" in words(make_office(a_service("A", between=1)))[0]
    assert words(make_office(a_service("A", between=3)))[0].count("Setiap tiga panggilan") == 1
    assert words(make_office(a_service("A", between=20)))[0].endswith("paling banyak satu dari 21 panggilan.")


def test_lines_with_different_counts_are_told_without_a_count(make_office: Offices) -> None:
    (said,) = words(make_office(a_service("A", between=2), a_service("B", between=3)))
    assert "Di antara beberapa panggilan, satu pengunjung prioritas" in said


def test_an_office_without_early_calls_says_nothing_of_them(make_office: Offices) -> None:
    assert words(make_office(a_service("A", between=None))) == []


def test_the_offices_own_words_come_first_and_are_not_said_twice(make_office: Offices) -> None:
    greeting, rule = Wording("Selamat pagi."), Wording("Lansia adalah pengunjung prioritas.")
    assert words(make_office(a_service("A"), messages=(greeting,)))[0] == "Selamat pagi."
    assert len(words(make_office(a_service("A"), messages=(greeting,)))) == 2
    assert words(make_office(a_service("A"), messages=(greeting, rule))) == [greeting.id, rule.id]
