"""The words about the order: why, skip, postpone, send back, priority, carry-over and a supervisor's rules."""

from __future__ import annotations


def test_a_ticket_tells_the_wait_in_minutes_once_somebody_serves(loket):
    assert loket.done("take", "A")["wait_min"] is None
    loket.done("signin", 1, "P1")
    for _ in range(3):
        loket.done("take", "A")
    told = loket.done("take", "A")["wait_min"]
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
