"""The command line is a contract: these words, these keys, these exit codes."""

from __future__ import annotations

import json
import sqlite3

import pytest

TAKEN = {"visit", "number", "service", "day", "taken_at", "ahead", "print_job"}
CALLED = {"number", "visit", "counter", "service", "reason", "called_at"}
FACT = {"seq", "at", "kind", "visit", "number", "counter", "officer", "data", "prev", "hash"}


def test_init_makes_an_office_once(nowhere):
    made = nowhere.done("init", "--starter", "dinsos")
    assert made["database"] == str(nowhere.database)
    assert not made["training"]
    assert "Sudah ada kantor" in nowhere.refused("init", "--starter", "dinsos")


def test_init_refuses_a_starter_that_is_not_there(nowhere):
    result = nowhere("init", "--starter", "tidak-ada")
    assert result.code in (1, 3)
    assert "tidak-ada" in result.complaint()
    assert not nowhere.database.exists()


def test_take_gives_a_number(loket):
    first, second = loket.done("take", "A"), loket.done("take", "bantuan sosial", "--priority", "lansia")
    assert set(first) >= TAKEN
    assert (first["number"], first["service"], first["ahead"]) == ("A001", "A", 0)
    assert (second["number"], second["ahead"], second["priority"]) == ("A002", 1, "LANSIA")
    assert loket("take", "B").out == "B001 · Data DTSEN · 0 orang di depan\n"


def test_call_gives_the_next_visitor_or_none(loket):
    nobody = loket.done("call", 1)
    assert set(nobody) >= CALLED
    assert nobody["number"] is None
    taken = loket.done("take", "A")
    called = loket.done("call", 1)
    assert set(called) >= CALLED
    assert (called["number"], called["visit"], called["counter"], called["service"]) == ("A001", taken["visit"], 1, "A")
    assert called["reason"].startswith("Datang paling awal")
    assert "A001" in loket.refused("call", 1)
    assert loket("call", 2).out == "Tidak ada yang menunggu untuk loket 2.\n"


def test_a_visitor_goes_from_call_to_finish(loket):
    loket.done("take", "A")
    loket.done("call", 1)
    assert loket.done("recall", 1)["number"] == "A001"
    assert loket.done("start", 1)["state"] == "serving"
    finished = loket.done("finish", 1)
    assert (finished["number"], finished["state"], finished["counter"]) == ("A001", "finished", 1)
    assert finished["at"].endswith("+09:00"), "the office's own time, as everywhere"


def test_a_visitor_who_is_absent_comes_back_or_leaves(loket):
    for _ in range(2):
        loket.done("take", "A")
    loket.done("call", 1)
    assert loket.done("absent", 1)["state"] == "missed"
    assert loket.done("return", "a001")["state"] == "waiting"
    loket.done("call", 1)
    loket.done("absent", 1)
    assert loket.done("cancel", "A002") == {"number": "A002", "state": "cancelled"}
    assert "A009" in loket.refused("return", "A009")
    for nonsense in ("", "A", "²", "A²", "A" + "9" * 5000, "💥1"):
        assert loket("cancel", nonsense).code == 1


def test_a_visitor_is_parked_transferred_and_chosen(loket):
    loket.done("take", "A")
    loket.done("call", 1)
    loket.done("start", 1)
    assert loket.done("park", 1, "--note", "fotokopi KK")["state"] == "parked"
    assert loket.done("call", 1, "--number", "A001")["number"] == "A001"
    sent = loket.done("transfer", 1, "D", "--note", "cek berkas")
    assert (sent["number"], sent["service"], sent["state"]) == ("A001", "D", "waiting")
    assert loket.done("undo", 1) == {"counter": 1, "undone": "visit_transferred"}


def test_an_officer_signs_in_and_out(loket):
    code = loket.refused("signin", 1, "X").split("Petugas yang ada: ")[1].split(",")[0]
    assert loket.done("signin", 1, code) == {"counter": 1, "officer": code}
    assert loket.done("status")["counters"][0]["officer"] == code
    assert loket.done("signout", 1) == {"counter": 1}
    assert "loket 1" in loket.refused("signout", 1)


@pytest.mark.parametrize("command", ["recall", "start", "finish", "absent", "park", "undo"])
def test_an_empty_counter_is_refused_in_one_line(loket, command):
    assert "1" in loket.refused(command, 1)
    assert "Loket yang ada" in loket.refused(command, 99)


def test_status_shows_services_and_counters(loket):
    loket.done("take", "A")
    loket.done("call", 1)
    status = loket.done("status")
    assert set(status) >= {"day", "services", "counters"}
    first = status["services"][0]
    assert set(first) >= {"code", "name", "waiting", "called", "serving", "finished"}
    assert (first["code"], first["waiting"], first["called"]) == ("A", 0, 1)
    assert status["counters"][0]["ticket"] == "A001"
    assert "A  Bantuan Sosial: 0 menunggu, 1 dipanggil" in loket("status").out


def test_the_journal_is_a_fact_a_line(loket):
    loket.done("take", "A")
    lines = [json.loads(line) for line in loket("journal").out.splitlines()]
    assert all(set(line) == FACT for line in lines)
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert lines[-1]["kind"] == "ticket_taken"
    since = loket("journal", "--since", len(lines) - 1).out.splitlines()
    assert [json.loads(line) for line in since] == lines[-1:]
    assert loket("journal", "--since", 10**9).out == ""


def test_verify_is_one_line_when_all_holds_else_every_violation(loket):
    loket.done("take", "A")
    whole = loket("verify")
    assert (whole.code, len(whole.out.splitlines())) == (0, 1)
    assert loket.done("verify") == {"ok": True, "facts": 3, "visits": 1, "violations": []}
    with sqlite3.connect(loket.database) as tampering:
        tampering.execute("UPDATE legs SET note = 'x'")
        tampering.execute("UPDATE legs SET officer = 'x'")
        columns = "visit, number, day, service, state, key_at, opened_at"
        tampering.execute(f"INSERT INTO legs (key, {columns}) SELECT key + 256, {columns} FROM legs")
    tampering.close()
    broken = loket("verify")
    assert broken.code == 1
    assert len(broken.out.splitlines()) >= 2
    assert json.loads(loket("verify", "--json").out)["ok"] is False


def test_a_backup_is_an_office_of_its_own(loket, tmp_path):
    loket.done("take", "A")
    copy = loket.done("backup", tmp_path / "salinan")["backup"]
    assert loket.bare("verify", "--database", copy).code == 0
    assert "cadangan" in loket.done("backup")["backup"]


def test_a_closed_day_gives_no_numbers_until_it_is_opened(loket):
    loket.done("take", "A")
    assert loket.done("day", "close")["state"] == "close"
    assert "sudah ditutup" in loket.refused("take", "A")
    assert "sudah ditutup" in loket.refused("day", "close")
    loket.done("day", "open")
    assert loket.done("take", "A")["number"] == "A002"


def test_a_service_is_closed_with_a_reason_and_opened(loket):
    assert not loket.done("service", "close", "A", "--reason", "Sistem pusat gangguan.")["open"]
    assert "Sistem pusat gangguan." in loket.refused("take", "A")
    assert loket.done("service", "open", "A")["open"]
    assert loket.done("take", "A")["number"] == "A001"
    assert "Layanan yang ada" in loket.refused("service", "close", "Z")


def test_printers_slips_and_the_report(loket, tmp_path, qapp):
    loket.done("take", "A")
    assert loket.done("printer", "add", "kios", "virtual:", "--width", 384)["width"] == 384
    assert "kios" in loket("printer", "list").out
    assert "printer" in loket.misused("printer", "add", "kios", "gopher://x").casefold()
    assert "tidak didukung" in loket.misused("printer", "add", "kios", "virtual:", "--width", 500)
    assert loket("spool", "--once").code == 0
    assert json.loads(loket("journal", "--since", 4).out.splitlines()[-1])["kind"] == "slip_printed"
    beginnings = {".png": b"\x89PNG", ".bin": b"\x1b", ".pdf": b"%PDF"}
    for suffix, beginning in beginnings.items():
        out = tmp_path / f"tiket{suffix}"
        assert loket("slip", "A001", "--width", 576, "--out", out).code == 0
        assert out.read_bytes().startswith(beginning)
    assert "A777" in loket.refused("slip", "A777", "--out", tmp_path / "x.png")
    report = tmp_path / "laporan.pdf"
    assert loket("report", "day", "--out", report).code == 0
    assert report.read_bytes().startswith(b"%PDF")
    assert loket("report", "day", "--date", "kemarin", "--out", report).code in (1, 2)
    month = tmp_path / "janji.pdf"
    assert loket.done("report", "promise", "--out", month)["out"] == str(month)
    assert month.read_bytes().startswith(b"%PDF")
    assert "2026-11" in loket.misused("report", "promise", "--month", "November", "--out", month)


def test_unknown_services_and_groups_are_refused_with_the_known_ones(loket):
    assert "A Bantuan Sosial" in loket.refused("take", "X")
    assert "LANSIA" in loket.refused("take", "A", "--priority", "VIP")
    assert loket.done("take", "A")["number"] == "A001", "no number was burnt"


@pytest.mark.parametrize(
    "words",
    [
        ["makan"],
        ["take"],
        ["call", "satu"],
        ["journal", "--since", "kemarin"],
        ["journal", "--since", "9" * 30],
        ["take", "A", "--lang", "jv"],
        ["day", "tidur"],
    ],
)
def test_what_is_not_understood_ends_with_two_and_one_line(loket, words):
    result = loket(*words)
    assert result.code == 2
    assert "--help" in result.complaint()


def test_a_sentence_is_said_in_the_language_that_was_asked_for(loket):
    assert loket("take", "A", "--lang", "en").out.startswith("A001 · ")
    loket.done("call", 1)
    said = loket("finish", 1, "--lang", "en").complaint()
    assert said != loket("finish", 1).complaint()
    assert "dipanggil" not in said


def test_version(loket):
    result = loket.bare("--version")
    assert result.code == 0
    assert result.out.startswith("Loket ")


def test_a_printer_tells_its_state_its_paper_and_its_last_job(loket, qapp):
    loket.done("printer", "add", "kios", "virtual:")
    loket.done("take", "A")
    loket.done("spool", "--once")
    found = loket.done("printer", "status", "kios")
    assert (found["state"], found["paper"], found["cover"]) == ("ready", "ok", False)
    assert found["last_job"]["number"] == "A001"
    assert found["last_job"]["state"] == "printed"
    assert 300 < found["paper_left"] < 500
    (job,) = loket.all_done("printer", "jobs")
    assert {key: job[key] for key in ("number", "copy", "state", "reason")} == {
        "number": "A001", "copy": 1, "state": "printed", "reason": "",
    }  # fmt: skip
    again = loket.done("printer", "reprint", job["job"])
    assert again["job"] != job["job"]
    assert loket.done("spool", "--once")["outcome"] == "PRINTED"
    assert [each["copy"] for each in loket.all_done("printer", "jobs")] == [2, 1]
    assert loket.done("printer", "roll", "kios")["paper_left"] >= 490
    assert "Printer kios siap." in loket("printer", "log").out


def test_what_a_printer_is_known_to_be_is_kept_when_its_address_changes(loket):
    loket.done("printer", "add", "kios", "virtual:")
    loket.done("printer", "add", "klinik", "virtual:", "--slips", "prescription,complaint", "--spare", "kios")
    assert loket.done("printer", "add", "klinik", "virtual:dua", "--width", 384)["width"] == 384
    assert "cadangannya sendiri" in loket.refused("printer", "add", "kios", "virtual:", "--spare", "kios")
    assert "ticket" in loket.misused("printer", "add", "kios", "virtual:", "--slips", "resi")


def test_a_slip_of_every_kind_the_office_keeps_is_written_or_printed(loket, tmp_path, qapp):
    loket.done("printer", "add", "kios", "virtual:")
    loket.done("take", "A")
    loket.done("slip", "A001", "--out", tmp_path / "tiket.png")
    assert "belum dilayani" in loket.refused("slip", "receipt", "A001", "--print")
    loket.done("signin", 1, "P1")
    loket.done("call", 1)
    assert loket.done("slip", "receipt", "A001", "--promised", "2026-12-01", "--print")["number"] == "A001"
    assert loket.done("slip", "requirements", "A", "--print", "kios")["kind"] == "requirements"
    assert "lengkap" in loket.refused("slip", "requirements", "A001", "--print")
    assert "tidak sedang menunggu" in loket.refused("slip", "carry-over", "A001", "--print")
    assert "belum ditutup" in loket.refused("slip", "closing", "--print")
    assert "--facts" in loket.misused("slip", "complaint", "--print")
    assert "nomor antrean" in loket.misused("slip", "receipt", "--print")
    assert "--out" in loket.misused("slip", "A001")
    facts = tmp_path / "aduan.json"
    facts.write_text(loket("slip", "complaint", "--example").out, encoding="utf-8")
    assert loket.done("slip", "complaint", "--facts", facts, "--print")["number"] == "W-0121"
    facts.write_text('{"topic": 5}', encoding="utf-8")
    assert loket.refused("slip", "complaint", "--facts", facts, "--print")
    kinds = [each["kind"] for each in loket.all_done("printer", "jobs")]
    assert kinds == ["complaint", "requirements", "receipt", "ticket"]


def test_what_a_printer_cannot_print_its_spare_prints_and_the_spool_ends_well(loket, qapp, tmp_path):
    loket.done("printer", "add", "kios", "file:///dev/loket-tidak-ada")
    loket.done("printer", "add", "cadangan", (tmp_path / "kertas.bin").as_uri())
    loket.done("take", "A")
    outcomes = [(each["printer"], each["outcome"]) for each in loket.all_done("spool", "--once")]
    assert outcomes == [("kios", "HELD"), ("cadangan", "SENT")]
    assert loket.all_done("printer", "jobs")[0]["elsewhere"]
    assert "menggantikan kios" in loket("printer", "log").out


def test_a_slip_in_the_printers_own_letters_is_a_few_kilobytes(loket, qapp, tmp_path):
    loket.done("take", "A")
    out = tmp_path / "tiket.bin"
    loket.done("slip", "A001", "--layout", "native", "--out", out)
    assert b"A001" in out.read_bytes()
    assert len(out.read_bytes()) <= 4096
