"""Why has this visitor not been called yet? One true sentence from the stored reasons."""

from __future__ import annotations

from loket.model.visit import State
from loket.office.calling import call_visit, finish, mark_absent, park, return_to_queue
from loket.office.carrying_over import carry_over
from loket.office.journeys import transfer
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from loket.office.turns import postpone
from loket.office.undo import undo
from loket.office.why import why
from tests.factories import call, refused, serve


def test_the_sentence_says_who_is_ahead_and_when_the_turn_comes(office):
    sign_in(office, 1, "P1")
    for _ in range(4):
        take_ticket(office, "A")
    answer = why(office, "a004")
    assert (answer.number, answer.state, answer.ahead, answer.before) == ("A004", State.WAITING, 3, ())
    assert answer.told is not None
    assert answer.sentence.startswith(
        "3 orang di depan Anda menurut urutan datang. Paling banyak 2 pengunjung prioritas masih dapat didahulukan "
        "menurut urutan sekarang. Giliran Anda paling lambat sekitar"
    )
    assert "ahead of you" in why(office, "A004", "en").sentence


def test_the_first_of_the_line_is_told_so_and_that_nobody_serves_yet(office):
    take_ticket(office, "A")
    assert why(office, "A001").sentence == (
        "Anda yang pertama menurut urutan datang. Paling banyak 1 pengunjung prioritas masih dapat didahulukan menurut "
        "urutan sekarang. Saat ini belum ada loket yang melayani; waktunya belum dapat diperkirakan."
    )


def test_who_was_called_early_and_how_many_may_still_be_is_said(office):
    for _ in range(2):
        take_ticket(office, "A")
    for _ in range(3):
        take_ticket(office, "A", priority="LANSIA")
    serve(office)
    answer = why(office, "A002")
    assert [(each.number, each.reason) for each in answer.before] == [("A003", "priority_early")]
    assert "1 pengunjung prioritas didahulukan" in answer.sentence
    assert answer.early == 0, "one is ahead, and two calls must lie between two early ones"
    assert "Tidak ada lagi pengunjung prioritas yang dapat didahulukan." in answer.sentence


def test_an_elder_who_had_come_first_anyway_has_passed_nobody(office):
    take_ticket(office, "A", priority="LANSIA")
    take_ticket(office, "A")
    serve(office)
    assert why(office, "A002").before == ()


def test_a_call_that_was_taken_back_is_not_told(office):
    take_ticket(office, "A")
    take_ticket(office, "A", priority="LANSIA")
    call(office)
    undo(office, 1)
    assert why(office, "A001").before == ()


def test_who_came_from_another_service_came_back_or_was_chosen_is_told_with_the_reason(office, clock):
    missed, sent = take_ticket(office, "A"), take_ticket(office, "B")
    call(office, 1)
    mark_absent(office, 1)
    mine = take_ticket(office, "A")
    for _ in range(2):
        take_ticket(office, "A")
    serve(office, 2)
    transfer(office, 2, "A")
    assert serve(office, 2).visit == sent.visit
    finish(office, 2)
    call_visit(office, 1, take_ticket(office, "A").visit, "sakit")
    mark_absent(office, 1)
    return_to_queue(office, missed.visit)
    answer = why(office, mine.number)
    assert [(each.reason, each.because) for each in answer.before] == [("kept_arrival", ""), ("chosen", "sakit")]
    assert "1 orang dialihkan ke layanan ini dan tetap memakai waktu datangnya, dan 1 nomor dipanggil petugas" in (
        answer.sentence
    )


def test_the_own_wish_is_told_too(office):
    mine = take_ticket(office, "A")
    for _ in range(3):
        take_ticket(office, "A")
    postpone(office, mine.visit, 2)
    answer = why(office, "A001")
    assert answer.ahead == 2
    assert "Anda mundur 2 nomor pukul 09.00." in answer.sentence


def test_who_does_not_wait_is_told_what_to_do(office):
    for _ in range(4):
        take_ticket(office, "A")
    call(office, 1)
    assert "sedang dipanggil ke Loket 1" in why(office, "A001").sentence
    mark_absent(office, 1)
    assert "Lapor ke petugas untuk kembali" in why(office, "A001").sentence
    serve(office, 1)
    assert "sedang dilayani di Loket 1" in why(office, "A002").sentence
    park(office, 1, "fotokopi KK")
    assert "ditunda oleh Loket 1: fotokopi KK" in why(office, "A002").sentence
    carry_over(office)
    assert "hari layanan berikutnya" in why(office, "A003").sentence
    with refused(office, "number_unknown_today"):
        why(office, "Z009")
