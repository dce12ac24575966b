"""`loket appointment` and `loket calendar` as a script and as a person see them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from loket.office.starters import catalogue_of, load_starter

CARD = {"code", "qr", "service", "day", "at", "state", "language", "number", "name", "phone", "note"}


def open_day(after: date, least: int) -> date:
    """The first open day of the starter at least so many days later."""
    hours = catalogue_of(load_starter("dinsos")).any_hours()
    return next(each for ahead in range(least, 400) if hours.on(each := after + timedelta(days=ahead)))


@pytest.fixture
def day():
    """The first open day at least two days ahead: its whole morning can be booked."""
    return open_day(date.today(), 2)


@pytest.fixture
def booking(loket):
    loket.done("appointment", "plan", "A", "--capacity", "2", "--days-ahead", "366")
    return loket


def test_a_plan_that_promises_a_small_part_of_the_counters_time_is_taken_as_it_is(loket):
    made = loket.done("appointment", "plan", "A", "--minutes", "30")
    assert (made["offered"], made["share"], made["warning"]) == (True, 0.25, False)
    assert "25 %" in loket("appointment", "plan", "bantuan sosial").out


def test_a_plan_that_promises_too_much_is_taken_with_a_warning(loket):
    made = loket.done("appointment", "plan", "A", "--capacity", "4")
    assert made["warning"]
    assert "sebaiknya paling banyak 25 %" in loket("appointment", "plan", "A", "--capacity", "4").out
    assert not loket.done("appointment", "plan", "A", "--off")["offered"]
    assert "belum menerima janji temu" in loket.refused("appointment", "slots", "A")


def test_from_slots_to_a_booking_its_move_and_its_end(booking, day):
    rows = booking.all_done("appointment", "slots", "A", "--date", day)
    assert rows[0] == {"service": "A", "day": str(day), "begins": rows[0]["begins"], "capacity": 2, "free": 2}
    assert datetime.fromisoformat(rows[0]["begins"]).strftime("%H.%M") == "07.30"
    assert "07.30  2 dari 2" in booking("appointment", "slots", "A", "--date", day).out
    made = booking.done("appointment", "book", "A", day, "09.00", "--name", "Siti", "--phone", "0812 3456 7890")
    assert set(made) == CARD
    assert (made["state"], made["phone"], made["qr"]) == ("booked", "+6281234567890", "LOKET-APPT:" + made["code"])
    moved = booking.done("appointment", "move", made["code"], day, "10:00")
    assert datetime.fromisoformat(moved["at"]).strftime("%H.%M") == "10.00"
    (listed,) = booking.all_done("appointment", "list", "--date", day)
    assert (listed["code"], listed["name"]) == (made["code"], "Siti")
    assert "Siti" in booking("appointment", "list", "--date", day).out
    assert booking.done("appointment", "cancel", made["code"])["state"] == "cancelled"
    assert booking.done("appointment", "undo", made["code"])["state"] == "booked"
    assert "10.00" in booking("appointment", "list", "--date", day).out
    back = booking("appointment", "undo", made["code"])
    assert "kembali seperti semula" in back.out
    assert "09.00" in back.out, "it was moved before it was cancelled"
    assert "Tidak ada perubahan" in booking.refused("appointment", "undo", made["code"])
    assert "yang terdekat" in booking.refused("appointment", "book", "A", day, "09.10")
    assert booking("verify").code == 0


def test_who_is_here_gets_a_number_by_code_or_qr_and_the_same_again(nowhere, day, monkeypatch):
    nowhere.done("init", "--training")
    nowhere.done("appointment", "plan", "A", "--days-ahead", "366")
    nine = datetime.combine(day, time(9), load_starter("dinsos").rules.tz)
    monkeypatch.setenv("LOKET_CLOCK_SHIFT", str((nine - datetime.now(UTC)).total_seconds()))
    made = nowhere.done("appointment", "book", "A", day, "10.00")
    here = nowhere.done("appointment", "check-in", made["qr"], "--priority", "lansia")
    assert set(here) == {*CARD, "visit", "reason", "again", "not_before", "print_job"}
    assert (here["number"], here["state"], here["again"]) == ("A001", "checked_in", False)
    assert here["reason"].startswith("Datang lebih awal")
    assert datetime.fromisoformat(here["not_before"]) == datetime.fromisoformat(made["at"]) - timedelta(minutes=5)
    again = nowhere.done("appointment", "check-in", made["code"])
    assert (again["number"], again["visit"], again["again"]) == ("A001", here["visit"], True)
    assert "Sudah lapor datang" in nowhere("appointment", "check-in", made["code"]).out
    later = nowhere.done("appointment", "book", "A", open_day(day, 1), "09.00")
    assert "baru pada" in nowhere.refused("appointment", "check-in", later["code"])


def test_reminders_are_texts_to_send_by_hand(booking, day):
    booking.done("appointment", "book", "A", day, "09.00", "--name", "Siti", "--phone", "0812 3456 7890")
    (told,) = booking.all_done("appointment", "reminders", "--date", day)
    assert told["text"].startswith("Yth. Siti,")
    assert told["code"] in told["text"]
    assert booking("appointment", "reminders", "--date", day).out.startswith("+6281234567890 · Yth. Siti,")


def test_an_import_says_line_by_line_what_cannot_be_booked(booking, day, tmp_path):
    file = tmp_path / "janji.csv"
    file.write_text(f"layanan,tanggal,jam\nA,{day},09.00\nA,{day},03.00\n", encoding="utf-8")
    told = booking.done("appointment", "import", file, "--dry-run")
    assert (told["booked"], told["refused"], told["saved"]) == (1, 1, False)
    assert [row["refusal"] is None for row in told["rows"]] == [True, False]
    kept_back = booking("appointment", "import", file)
    assert kept_back.code == 1
    assert "Baris 3: Tidak ada slot" in kept_back.out
    assert "Tidak ada yang disimpan" in kept_back.out
    assert booking.all_done("appointment", "list", "--date", day) == []
    assert booking.done("appointment", "import", file, "--partly")["saved"]
    assert len(booking.all_done("appointment", "list", "--date", day)) == 1


def test_names_are_forgotten_when_that_is_asked(booking):
    assert booking.done("appointment", "forget") == {"forgotten": 0, "days": 30}
    assert "tidak boleh kurang" in booking.misused("appointment", "forget", "--days", "-1")


def test_the_calendar_shows_what_was_decreed_and_what_the_office_added(loket):
    shown = loket.done("calendar", "show", "--year", "2027")
    assert len(shown["holidays"]) == 26
    assert {"day": "2027-12-26", "name": "Isra Mikraj Nabi Muhammad saw.", "joint_leave": False} in shown["holidays"]
    assert shown["breaks"]["fri"] == ["11:30-13:00"]
    added = loket.done(
        "calendar", "add", "2027-02-08", "Jam Ramadan", "--until", "2027-03-09", "--hours", "senin-kamis=08.00-15.00",
        "--hours", "jumat=08.00-15.30", "--breaks", "jumat=11.30-12.30", "--reason", "Perpres 21/2023",
    )  # fmt: skip
    assert len(added["added"]) == 1
    (season,) = loket.done("calendar", "show", "--year", "2027")["special"]
    assert (season["hours"]["fri"], season["breaks"]) == (["08:00-15:30"], {"fri": ["11:30-12:30"]})
    assert (
        "Jam Ramadan: Senin – Kamis 08.00 – 15.00; Jumat 08.00 – 15.30"
        in loket("calendar", "show", "--year", "2027").out
    )
    assert loket.done("calendar", "remove", "2027-02-08", "--reason", "Ganti")["removed"] == added["added"]


def test_the_calendar_is_imported_from_a_file_with_its_reason(loket, tmp_path):
    file = tmp_path / "skb-2028.csv"
    file.write_text("tanggal,nama,jenis\n2028-01-01,Tahun Baru 2028 Masehi,libur\n", encoding="utf-8")
    assert loket("calendar", "import", file).code == 2, "without a reason it is not understood"
    told = loket.done("calendar", "import", file, "--reason", "SKB 2028", "--dry-run")
    assert told == {"added": ["2028-01-01 Tahun Baru 2028 Masehi"], "removed": [], "stranded": [], "saved": False}
    assert loket.done("calendar", "import", file, "--reason", "SKB 2028")["saved"]
    assert "1 Januari 2028  Tahun Baru" in loket("calendar", "show", "--year", "2028").out
    assert "baris pertama" in loket.refused("calendar", "import", _empty(tmp_path), "--reason", "SKB")
    result = loket("calendar", "import", tmp_path / "tidak-ada.toml", "--reason", "SKB")
    assert (result.code, "tidak-ada.toml" in result.complaint()) == (3, True)


def test_breaks_are_said_by_days(loket):
    loket.done("calendar", "breaks", "senin-kamis=12.00-13.00", "--reason", "Jam kerja baru")
    assert loket.done("calendar", "show")["breaks"].keys() == {"mon", "tue", "wed", "thu"}
    loket.done("calendar", "breaks", "--reason", "Tanpa jeda istirahat")
    assert loket.done("calendar", "show")["breaks"] == {}


def _empty(folder):
    path = folder / "kosong.csv"
    path.write_text("", encoding="utf-8")
    return path


def test_the_proof_of_a_booking_is_printed_at_once_or_later_and_drawn_into_a_file(booking, day, tmp_path):
    booking.done("printer", "add", "kios", "virtual:")
    made = booking.done("appointment", "book", "A", day, "09.00", "--print", "kios")
    again = booking.done("appointment", "print", made["code"])
    assert (again["code"], again["printer"]) == (made["code"], "kios")
    paper = tmp_path / "janji.png"
    assert booking.done("slip", "appointment", made["code"], "--out", paper)["kind"] == "appointment"
    assert paper.read_bytes().startswith(b"\x89PNG")
    assert "tidak ada" in booking.refused("appointment", "print", made["code"], "--printer", "gudang")
    booking.done("appointment", "cancel", made["code"])
    assert "batal" in booking.refused("appointment", "print", made["code"])


def test_a_printer_that_is_not_there_is_told_before_anything_is_booked(booking, day):
    assert "tidak ada" in booking.refused("appointment", "book", "A", day, "09.00", "--print", "gudang")
    assert booking.all_done("appointment", "list", "--date", day) == []
