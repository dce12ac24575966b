"""Appointments from a CSV file: all of them, or it is said which line cannot be booked and why."""

from __future__ import annotations

from datetime import date, time

import pytest

from loket.errors import Refused
from loket.model.appointment import SlotPlan
from loket.office import appointments
from loket.office.appointment_import import import_appointments
from loket.office.appointment_lists import appointment_of, appointments_of
from loket.office.checking_in import check_in
from tests.factories import a_service, journal, last_seq

TUESDAY = date(2026, 11, 24)
GOOD = """\
kode;layanan;tanggal;jam;nama;telepon;bahasa;catatan
MPP-0001;A;24-11-2026;09.00;Siti Aminah;0812 3456 7890;id;kursi roda
MPP-0002;Data DTSEN;2026-11-24;09:30:00;John;+670 7712 3456;en;
;A;24/11/2026;10.00;;;;

"""


@pytest.fixture
def office(make_office):
    return make_office(
        a_service("A", slots=SlotPlan()), a_service("B", "Data DTSEN", slots=SlotPlan(capacity=2)), a_service("C")
    )


def test_every_line_of_a_good_file_is_booked_in_one_go(office):
    done = import_appointments(office, GOOD)
    assert (done.done, done.booked, done.refused) == (True, 3, ())
    cards = appointments_of(office, TUESDAY)
    assert [(card.service.code, f"{card.at:%H.%M}", card.contact.name) for card in cards] == [
        ("A", "09.00", "Siti Aminah"), ("B", "09.30", "John"), ("A", "10.00", ""),
    ]  # fmt: skip
    assert [card.appointment.language for card in cards] == ["id", "en", "id"]
    assert cards[0].contact.phone == "+6281234567890"
    assert len(cards[2].appointment.code) == 6, "who brings no code gets one"
    assert appointment_of(office, "mpp0001").appointment.code == "MPP0001", "the hyphen does not matter"


def test_the_same_file_twice_changes_nothing_the_second_time(office):
    import_appointments(office, GOOD)
    before = last_seq(office)
    coded = GOOD.replace(";A;24/11/2026;10.00;;;;\n", "")
    again = import_appointments(office, coded)
    assert (again.done, again.booked, [row.known for row in again.rows]) == (True, 0, [True, True])
    assert last_seq(office) == before


BAD = """\
layanan,tanggal,jam,nama,telepon,kode
A,24-11-2026,09.00,Siti,0812-3456-7890,
A,24-11-2026,09.00,Budi,,
Z,24-11-2026,09.30,Rini,,
A,kapan saja,09.30,Rini,,
A,24-11-2026,setengah sepuluh,Rini,,
A,22-11-2026,09.30,Rini,,
A,24-11-2026,09.30,Rini,12,
C,24-11-2026,09.30,Rini,,
A,24-11-2026,10.00,Rini,,X
A,24-11-2026,10.30,Rini,,SAMA1
A,24-11-2026,11.00,Rini,,SAMA1
"""
WHY = {
    3: "penuh", 4: "tidak ada", 5: "kapan saja", 6: "setengah sepuluh", 7: "sudah lewat", 8: "tidak terbaca",
    9: "belum menerima", 10: "tidak terbaca", 12: "sudah dipakai",
}  # fmt: skip


def test_one_bad_line_keeps_all_others_back_and_each_says_why(office):
    before = last_seq(office)
    done = import_appointments(office, BAD)
    assert (done.done, done.booked) == (False, 2)
    assert {row.line: str(row.refusal) for row in done.refused}.keys() == WHY.keys()
    for row in done.refused:
        assert WHY[row.line] in str(row.refusal)
    assert last_seq(office) == before
    assert appointments_of(office, TUESDAY) == []


def test_a_dry_run_tells_the_same_and_saves_nothing(office):
    told = import_appointments(office, BAD, dry_run=True)
    assert {row.line for row in told.refused} == set(WHY)
    assert not told.done
    assert appointments_of(office, TUESDAY) == []
    assert import_appointments(office, GOOD, dry_run=True).refused == ()


def test_the_good_lines_alone_are_booked_when_that_is_said(office):
    done = import_appointments(office, BAD, partly=True)
    assert (done.done, done.booked) == (True, 2)
    assert [f"{card.at:%H.%M}" for card in appointments_of(office, TUESDAY)] == ["09.00", "10.30"]
    assert "Siti" not in str([fact.line() for fact in journal(office)])


def test_places_that_are_taken_already_count_and_cancelled_codes_do_not_come_back(office):
    appointments.book(office, "A", TUESDAY, time(9))
    line = "layanan,tanggal,jam,kode\nA,2026-11-24,{},K0DE\n"
    (row,) = import_appointments(office, line.format("09.00")).refused
    assert "yang terdekat" in str(row.refusal)
    import_appointments(office, line.format("10.00"))
    appointments.cancel_appointment(office, "K0DE")
    (row,) = import_appointments(office, line.format("10.00")).refused
    assert "dibatalkan" in str(row.refusal)


def test_a_file_without_the_columns_it_needs_is_refused(office):
    for text in ("", "nama,telepon\nSiti,0812\n"):
        with pytest.raises(Refused, match="layanan, tanggal, dan jam"):
            import_appointments(office, text)


def test_who_was_imported_checks_in_like_anybody(office, clock):
    import_appointments(office, "kode,layanan,tanggal,jam\nMPP-77,A,2026-11-23,09.30\n")
    assert check_in(office, "MPP-77").number == "A001"
