"""The office's memory goes away under the hall: the calls stay, none is skipped, none is shown or spoken twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loket.model.events import Kind
from tests.factories import assert_whole, call
from tests.ui.display.conftest import WatchedVoice
from tests.ui.line import AWAY

if TYPE_CHECKING:
    from ui.display.screen import DisplayScreen

SENTENCE = "Sambungan layar terputus. Ikuti panggilan suara petugas."


def says(screen: DisplayScreen) -> bool:
    """Tell whether the bar stands on the screen."""
    return not screen.wall.offline.isHidden()


@pytest.mark.parametrize("how", AWAY)
def test_calls_made_meanwhile_are_shown_and_spoken_once_and_in_order(hall, words, how):
    go, come_back = AWAY[how]
    voice = WatchedVoice()
    screen = hall.open(voice)
    hall.take(3)
    call(hall.office, 1)
    hall.wait_spoken("A001")
    hall.qtbot.waitUntil(lambda: screen.moment.stage == "closed")
    go(hall.desk.line)
    hall.qtbot.waitUntil(lambda: says(screen))
    painted = words(screen)
    assert painted.count(SENTENCE) == 1
    assert "A001" in painted, "what was shown stays"
    call(hall.office, 2)
    call(hall.office, 3)
    come_back(hall.desk.line)
    hall.wait_spoken("A001", "A002", "A003")
    assert voice.numbers == ["A001", "A002", "A003"]
    assert hall.facts(Kind.CALL_SHOWN) == ["A001", "A002", "A003"]
    assert not says(screen)
    assert_whole(hall.office)


@pytest.mark.parametrize("how", AWAY)
def test_it_goes_on_with_the_calls_it_knows_and_writes_them_back_afterwards(hall, how):
    go, come_back = AWAY[how]
    voice = WatchedVoice(auto=False)
    screen = hall.open(voice)
    hall.take(3)
    for counter in (1, 2, 3):
        call(hall.office, counter)
    hall.qtbot.waitUntil(lambda: voice.now is not None and len(screen.queue.waiting) == 2)
    hall.qtbot.waitUntil(lambda: hall.facts(Kind.CALL_SHOWN) == ["A001", "A002", "A003"])
    go(hall.desk.line)
    hall.qtbot.waitUntil(lambda: says(screen))
    voice.auto = True
    voice.end()
    hall.qtbot.waitUntil(lambda: voice.numbers == ["A001", "A002", "A003"] and voice.now is None)
    assert hall.facts(Kind.CALL_SPOKEN) == []
    come_back(hall.desk.line)
    hall.wait_spoken("A001", "A002", "A003")
    hall.qtbot.waitUntil(lambda: screen.queue.ended(1e12) and not screen.queue.answers)
    assert voice.numbers == ["A001", "A002", "A003"], "nothing is said again"
    assert_whole(hall.office)


def test_an_answer_whose_saving_is_unknown_is_repeated_and_is_one_fact(hall):
    voice = WatchedVoice(auto=False)
    screen = hall.open(voice)
    hall.take(2)
    call(hall.office, 1)
    hall.qtbot.waitUntil(lambda: hall.facts(Kind.CALL_SHOWN) == ["A001"] and not screen.queue.answers)
    hall.desk.line.next_act = "outcome_unknown"
    voice.auto = True
    voice.end()
    call(hall.office, 2)
    hall.wait_spoken("A001", "A002")
    assert hall.desk.line.next_act == ""
    assert voice.numbers == ["A001", "A002"]
    assert_whole(hall.office)


def test_a_disk_that_is_full_keeps_the_answers_waiting_and_the_hall_talking(hall):
    voice = WatchedVoice()
    screen = hall.open(voice)
    hall.take(2)
    hall.desk.line.full = True
    call(hall.office, 1)
    call(hall.office, 2)
    hall.qtbot.waitUntil(lambda: voice.numbers == ["A001", "A002"])
    assert hall.facts(Kind.CALL_SHOWN) == hall.facts(Kind.CALL_SPOKEN) == []
    assert not says(screen), "the hall reads everything: nobody needs to know"
    hall.desk.line.full = False
    hall.wait_spoken("A001", "A002")
    assert voice.numbers == ["A001", "A002"]
    assert_whole(hall.office)


def test_a_hall_that_begins_without_its_memory_waits_for_it(hall, words):
    hall.take(1)
    hall.desk.line.cut()
    voice = WatchedVoice()
    screen = hall.open(voice)
    assert says(screen)
    assert SENTENCE in words(screen)
    call(hall.office, 1)
    hall.desk.line.mend()
    hall.wait_spoken("A001")
    assert not says(screen)
    assert voice.numbers == ["A001"]


def test_an_older_backup_in_the_place_of_the_journal_is_begun_anew(hall):
    """Answers of the old journal are not told to the new one, whose numbers mean other calls."""
    voice = WatchedVoice()
    screen = hall.open(voice)
    hall.take(1)
    backup = hall.office.store.backup(hall.office.store.place.parent, "cadangan")
    call(hall.office, 1)
    hall.wait_spoken("A001")
    hall.desk.line.move_away()
    hall.qtbot.waitUntil(lambda: says(screen))
    backup.rename(hall.desk.line.place)
    hall.qtbot.waitUntil(lambda: not says(screen))
    hall.qtbot.waitUntil(lambda: screen.board.last == () and screen.queue.current is None)
