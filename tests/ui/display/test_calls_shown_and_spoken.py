"""Promise 2: every call reaches the hall, shown and spoken once, in order, whatever restarts in between."""

from __future__ import annotations

import time
from itertools import pairwise

from loket.model.events import Kind
from loket.office.calling import finish, park, recall
from loket.office.undo import undo
from tests.factories import assert_whole, call, serve
from tests.ui.display.conftest import WatchedVoice

FIVE = [f"A00{n}" for n in range(1, 6)]


def test_five_calls_in_one_second_are_shown_and_spoken_one_after_the_other(hall):
    voice = WatchedVoice()
    screen = hall.open(voice)
    painted: list[int] = []
    screen.painted.connect(painted.append)
    hall.take(5)
    seqs = []
    for _ in range(5):
        seqs.append(serve(hall.office).seq)
        finish(hall.office, 1)
    hall.wait_spoken(*FIVE)
    assert voice.numbers == FIVE
    assert sorted(painted) == painted == seqs
    assert hall.facts(Kind.CALL_SHOWN) == FIVE
    assert_whole(hall.office)


def test_the_number_that_is_spoken_is_the_number_that_is_shown(hall):
    voice = WatchedVoice()
    screen = hall.open(voice)

    def largest() -> str:
        scene = screen.moment.scene
        number: str = scene.call.number if scene is not None else screen.wall.panel.call.number
        return number

    voice.look = largest
    hall.take(4)
    for counter in (1, 2, 3):
        call(hall.office, counter)
    hall.wait_spoken("A001", "A002", "A003")
    assert voice.seen == voice.numbers


def test_a_call_is_shown_before_the_office_hears_that_it_was(hall):
    voice = WatchedVoice(auto=False)
    screen = hall.open(voice)
    hall.take()
    with hall.qtbot.waitSignal(screen.painted):
        made = call(hall.office)
    assert screen.wall.panel.call.number == made.number
    hall.qtbot.waitUntil(lambda: hall.facts(Kind.CALL_SHOWN) == ["A001"])
    assert hall.facts(Kind.CALL_SPOKEN) == []
    voice.end("silent")
    hall.wait_spoken("A001")


def test_a_waiting_call_can_be_read_before_its_turn(hall, words):
    voice = WatchedVoice(auto=False)
    screen = hall.open(voice)
    hall.take(2)
    call(hall.office, 1)
    hall.qtbot.waitUntil(lambda: screen.moment.stage == "open")
    with hall.qtbot.waitSignal(screen.painted):
        call(hall.office, 2)
    assert voice.numbers == ["A001"]
    assert {"A001", "A002"} <= set(words(screen))


def test_each_turn_keeps_its_shortest_time(hall):
    voice = WatchedVoice()
    moments: list[float] = []

    def note() -> str:
        moments.append(time.monotonic())
        return ""

    voice.look = note
    hall.open(voice, pace=20.0)
    hall.take(3)
    for counter in (1, 2, 3):
        call(hall.office, counter)
    hall.wait_spoken("A001", "A002", "A003")
    gaps = [after - before for before, after in pairwise(moments)]
    assert min(gaps) >= 4.0 / 20


def test_a_new_display_goes_on_where_the_old_one_stopped(hall):
    """The first call was spoken, the second was shown but not spoken to the end, the third came while it was off."""
    first = WatchedVoice(auto=False)
    old = hall.open(first)
    hall.take(3)
    call(hall.office, 1)
    hall.qtbot.waitUntil(lambda: first.now is not None)
    first.end()
    hall.wait_spoken("A001")
    call(hall.office, 2)
    hall.qtbot.waitUntil(lambda: hall.facts(Kind.CALL_SHOWN) == ["A001", "A002"] and first.now is not None)
    old.close()
    call(hall.office, 3)

    second = WatchedVoice()
    hall.open(second)
    hall.wait_spoken("A001", "A002", "A003")
    assert second.numbers == ["A002", "A003"]
    assert hall.facts(Kind.CALL_SHOWN) == ["A001", "A002", "A003"]


def test_a_lost_connection_is_told_and_caught_up_afterwards(hall, words):
    voice = WatchedVoice()
    screen = hall.open(voice)
    hall.take(3)
    call(hall.office, 1)
    hall.wait_spoken("A001")
    hall.qtbot.waitUntil(lambda: screen.moment.stage == "closed")
    hall.line.broken = {"hall_board"}
    call(hall.office, 2)
    call(hall.office, 3)
    hall.qtbot.waitUntil(lambda: screen.lost_since is not None)
    painted = words(screen)
    assert "Sambungan layar terputus. Ikuti panggilan suara petugas." in painted
    assert "Data pukul 09.00" in painted
    assert "Dipanggil sekarang" not in painted, "nothing is called now while nobody knows"
    assert "A001" in painted, "the last picture stays"

    hall.line.broken = set()
    hall.wait_spoken("A001", "A002", "A003")
    assert voice.numbers == ["A001", "A002", "A003"]
    assert screen.lost_since is None


def test_an_answer_that_does_not_arrive_is_repeated_before_the_next_one(hall):
    voice = WatchedVoice()
    hall.open(voice)
    hall.line.broken = {"call_shown"}
    hall.take(2)
    call(hall.office, 1)
    call(hall.office, 2)
    hall.qtbot.waitUntil(lambda: voice.numbers == ["A001", "A002"])
    hall.qtbot.waitUntil(lambda: sum(name == "call_shown" for name, _ in hall.line.tried) >= 2)
    assert hall.facts(Kind.CALL_SHOWN) == []
    hall.line.broken = set()
    hall.wait_spoken("A001", "A002")
    assert hall.facts(Kind.CALL_SHOWN) == ["A001", "A002"]


def test_a_second_call_is_announced_as_one(hall, words):
    voice = WatchedVoice()
    screen = hall.open(voice)
    hall.take()
    call(hall.office)
    hall.wait_spoken("A001")
    recall(hall.office, 1)
    hall.wait_spoken("A001", "A001")
    assert [said.recall for said in voice.said] == [False, True]
    hall.qtbot.waitUntil(lambda: screen.moment.stage == "closed")
    assert "Panggilan ulang" in words(screen)


def test_a_call_taken_back_before_its_turn_is_shown_and_spoken_all_the_same(hall):
    voice = WatchedVoice(auto=False)
    screen = hall.open(voice)
    hall.take(2)
    call(hall.office, 1)
    hall.qtbot.waitUntil(lambda: voice.now is not None)
    call(hall.office, 2)
    hall.qtbot.waitUntil(lambda: len(screen.queue.waiting) == 1)
    undo(hall.office, 2)
    voice.auto = True
    voice.end()
    hall.wait_spoken("A001", "A002")
    hall.qtbot.waitUntil(lambda: screen.wall.panel.call is not None and screen.wall.panel.call.number == "A001")
    assert "A002" not in [row.call.number for row in screen.wall.rows.rows], "what was taken back does not stay"


def test_when_calls_pile_up_each_is_said_once_only(hall):
    voice = WatchedVoice(auto=False)
    screen = hall.open(voice)
    hall.take(4)
    call(hall.office, 1)
    hall.qtbot.waitUntil(lambda: voice.now is not None)
    for counter in (2, 3):
        call(hall.office, counter)
    park(hall.office, 2)
    call(hall.office, 2)
    hall.qtbot.waitUntil(lambda: len(screen.queue.waiting) == 3)
    voice.auto = True
    voice.end()
    hall.wait_spoken("A001", "A002", "A003", "A004")
    assert voice.hurried == [False, True, False, False]


def test_a_closed_display_falls_silent_and_says_nothing_more(hall):
    voice = WatchedVoice(auto=False)
    screen = hall.open(voice)
    hall.take(2)
    call(hall.office, 1)
    hall.qtbot.waitUntil(lambda: voice.now is not None)
    screen.close()
    assert voice.now is None
    call(hall.office, 2)
    hall.qtbot.wait(120)
    assert voice.numbers == ["A001"]
