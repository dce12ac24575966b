"""The words about the order: why, skip, postpone, send back, priority, carry-over and a supervisor's rules."""

from __future__ import annotations

import pytest


def test_a_ticket_tells_the_wait_in_minutes_and_whether_anybody_serves(loket):
    nobody = loket.done("take", "A")
    assert not nobody["wait_told"]
    assert 0 <= nobody["wait_min"]["low"] <= nobody["wait_min"]["mid"] <= nobody["wait_min"]["high"]
    assert loket.done("why", "A001")["high"] is None, "nothing is promised while nobody serves"
    loket.done("signin", 1, "P1")
    for _ in range(3):
        loket.done("take", "A")
    ticket = loket.done("take", "A")
    assert ticket["wait_told"]
    told = ticket["wait_min"]
    assert 0 <= told["low"] <= told["mid"] <= told["high"]
    assert told["high"] > 0


def test_why_says_one_sentence_and_its_facts(loket):
    for group in ([], [], ["--priority", "LANSIA"]):
        loket.done("take", "A", *group)
    loket.done("call", 1)
    answer = loket.done("why", "A001")
    assert (answer["number"], answer["state"], answer["ahead"]) == ("A001", "waiting", 0)
    assert [(each["number"], each["reason"]) for each in answer["reasons"]] == [("A003", "priority_early")]
    assert "didahulukan" in answer["sentence"]
    assert loket("why", "A001").out.startswith("A001: ")
    assert "called first" in loket("why", "A001", "--lang", "en").out
    assert "tidak ada hari ini" in loket.refused("why", "Z001")


def test_a_number_is_skipped_postponed_and_taken_back(loket):
    for _ in range(3):
        loket.done("take", "A")
    loket.done("call", 1)
    assert loket.done("skip", 1)["state"] == "waiting"
    assert loket.done("call", 1)["number"] == "A002"
    assert loket.done("undo", "--number", "a002") == {"number": "A002", "undone": "visit_called"}
    assert loket.done("postpone", "A002", "--places", 1)["left"] == 1
    assert loket.done("call", 1)["number"] == "A003"
    assert "Sebutkan loketnya" in loket.misused("undo")


def test_a_visitor_is_sent_to_a_counter_and_back(loket):
    loket.done("signin", 1, "P1")
    loket.done("signin", 2, "P2")
    loket.done("take", "A", "--also", "B")
    loket.done("call", 1)
    loket.done("start", 1)
    loket.done("transfer", 1, "B", "--to-counter", 2, "--note", "cek")
    assert loket.done("call", 1)["number"] is None
    assert loket.done("call", 2)["number"] == "A001"
    assert loket.done("send-back", 2, "--note", "sudah")["service"] == "A"
    assert loket.done("call", 1)["number"] == "A001"


def test_a_supervisors_rules_are_changed_with_a_reason(loket):
    loket.done("signin", 1, "P1")
    assert "alasan" in loket.misused("fairness", "A", 1)
    assert loket.done("fairness", "A", 1, "--reason", "hari lansia")["between"] == 1
    assert loket.done("fairness", "A", "-", "--reason", "biasa")["between"] is None
    assert "bukan bilangan" in loket.misused("fairness", "A", "x", "--reason", "y")
    assert loket.done("skill", "P1", "B", 1, "--reason", "belajar")["level"] == 1
    assert loket.done("permit", "P1", "no-choice", "--reason", "latihan")["may_choose"] is False
    loket.done("take", "A")
    loket.done("take", "A")
    assert "tidak diberi izin" in loket.refused("call", 1, "--number", "A002", "--reason", "sakit")
    changed = [fact for fact in loket.all_done("journal") if fact["kind"] == "catalogue_changed"]
    assert all(fact["data"]["reason"] for fact in changed)


def test_a_priority_group_is_corrected(loket):
    loket.done("take", "A", "--priority", "LANSIA")
    assert loket.done("priority", "A001", "-", "--reason", "bukan lansia")["priority"] is None
    assert loket.done("priority", "A001", "balita", "--reason", "membawa bayi")["priority"] == "BALITA"


def test_everybody_gets_a_carry_over_slip(loket):
    for service in ("A", "B"):
        loket.done("take", service)
    kept = loket.done("day", "carry-over", "--reason", "listrik padam")["carried_over"]
    assert [(each["number"], each["place"]) for each in kept] == [("A001", 1), ("B001", 1)]
    assert "Tidak ada yang menunggu" in loket.refused("day", "carry-over")
    assert "tidak ditemukan" in loket.refused("readmit", kept[0]["code"]), "it is for another day"
    loket.done("day", "close", "--forgotten")


@pytest.mark.usefixtures("qapp")
def test_the_carry_over_is_taken_back_for_one_and_for_everybody(loket):
    loket.done("printer", "add", "kios", "virtual:")
    for _ in range(3):
        loket.done("take", "A")
    loket.done("day", "carry-over")
    assert loket.done("undo", "--number", "a002") == {
        "number": "A002", "undone": "visit_carried_over", "slips_withdrawn": 1, "slips_out": 0,
    }  # fmt: skip
    loket("spool", "--once")
    back = loket.done("day", "carry-over", "--undo")
    assert (back["numbers"], back["slips_withdrawn"], back["slips_out"]) == (["A001", "A003"], 0, 2)
    assert "tidak ada tiket lanjutan" in loket.refused("day", "carry-over", "--undo")
    loket.done("day", "carry-over")
    said = loket("day", "carry-over", "--undo").out
    assert said.startswith("3 orang menunggu lagi; tempatnya seperti semula. 3 kertas ditarik sebelum tercetak.")
    assert loket.done("why", "A002")["ahead"] == 1
    assert loket.done("call", 1)["number"] == "A001"
    assert loket("verify").code == 0


def test_a_day_closed_too_early_goes_on(loket):
    loket.done("take", "A")
    loket.done("day", "close")
    assert "Batalkan penutupannya dahulu" in loket.refused("undo", "--number", "A001")
    assert loket.done("day", "close", "--undo")["numbers"] == ["A001"]
    assert loket.done("call", 1)["number"] == "A001"
    loket.done("day", "close", "--forgotten")
    assert loket("day", "close", "--undo").out.startswith("Hari dibuka kembali; 1 orang")
    assert "tidak ditutup" in loket.refused("day", "close", "--undo")
    assert "loket day close" in loket.misused("day", "open", "--undo")


@pytest.fixture
def samsat(nowhere):
    nowhere("init", "--starter", "samsat")
    nowhere.done("day", "open")
    return nowhere


def test_a_finish_within_a_chain_says_the_next_stop(samsat):
    samsat.done("take", "S")
    samsat.done("call", 1)
    samsat.done("start", 1)
    assert samsat("finish", 1).out == "S001: lanjut ke Penetapan Pajak (Loket 2)\n"
    for counter, last in ((2, False), (3, False), (4, True)):
        samsat.done("call", counter)
        samsat.done("start", counter)
        done = samsat.done("finish", counter)
        assert (done["state"], done["ping_pong"]) == ("finished", 0)
        assert (done["next"] is None) is last
    samsat.done("take", "S")
    samsat.done("call", 1)
    samsat.done("start", 1)
    done = samsat.done("finish", 1)
    assert done["next"] == {"service": "T", "name": "Penetapan Pajak", "counters": [2]}


def test_a_visit_that_is_over_says_so(loket):
    loket.done("take", "A")
    loket.done("call", 1)
    loket.done("start", 1)
    assert loket("finish", 1).out == "A001: selesai\n"


def test_a_transfer_to_a_counter_says_which_service_it_has_become(samsat):
    samsat.done("take", "S")
    samsat.done("call", 1)
    samsat.done("start", 1)
    assert samsat("transfer", 1, "--to-counter", 3).out == "S001: dialihkan ke Kasir (Loket 3)\n"
    samsat.done("call", 3)
    sent = samsat.done("transfer", 3, "--to-counter", 4)
    assert sent["next"] == {"service": "Y", "name": "Penyerahan STNK", "counters": [4]}
    samsat.done("call", 4)
    assert samsat("send-back", 4).out == "S001: dikembalikan ke Kasir (Loket 3)\n"


def test_a_transfer_to_a_counter_keeps_the_service_or_takes_the_one_that_is_named(samsat):
    samsat.done("take", "S")
    samsat.done("call", 1)
    assert samsat.done("transfer", 1, "--to-counter", 4)["service"] == "S", "counter 4 serves it too"
    samsat.done("call", 4)
    assert "tidak melayani" in samsat.refused("transfer", 4, "Y", "--to-counter", 1)
    samsat.done("transfer", 4, "--to-counter", 1)
    samsat.done("call", 1)
    assert samsat.done("transfer", 1, "Y", "--to-counter", 4)["service"] == "Y"


def test_the_status_names_who_was_sent_back(loket):
    loket.done("take", "A")
    for counter, service in ((1, "B"), (2, "A"), (1, "B")):
        loket.done("call", counter)
        sent = loket.done("transfer", counter, service)
    assert sent["ping_pong"] == 1
    status = loket.done("status")
    assert status["ping_pong"] == [{"number": "A001", "times": 1}]
    assert [each["ping_pong"] for each in status["counters"]] == [0] * len(status["counters"])
    loket.done("call", 2)
    assert loket.done("status")["counters"][1]["ping_pong"] == 2
    said = loket("status").out.splitlines()[-1]
    assert said == "1 pengunjung kembali ke loket yang sudah dikunjungi: A001 (2×)."


def test_a_priority_visitor_who_steps_back_three_is_called_after_three_others(loket):
    for place in range(9):
        loket.done("take", "B", *(["--priority", "LANSIA"] if place == 5 else []))
    loket.done("postpone", "B006", "--places", 3)
    called = []
    for _ in range(4):
        called.append(loket.done("call", 2)["number"])
        loket.done("absent", 2)
    assert called == ["B001", "B002", "B003", "B006"]
