"""The only place where threads meet: nothing lost, nothing twice, nothing in the wrong thread."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from loket.errors import LoketError, Refused, Trouble
from loket.office import signin, ticketing
from loket.office.context import Office
from loket.store.opening import open_store
from loket.store.place import Place
from tests.factories import FixedClock, an_office
from tests.ui.line import Line
from ui.bridge import OfficeBridge


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = an_office(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def make_bridge(qapp: object) -> Iterator[Callable[[Place], OfficeBridge]]:
    made: list[OfficeBridge] = []

    def make(place: Place) -> OfficeBridge:
        made.append(OfficeBridge(lambda: Office(open_store(place), FixedClock()), pace=50))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def bridge(office: Office, make_bridge: Callable[[Place], OfficeBridge]) -> OfficeBridge:
    return make_bridge(office.store.place)


class Screen(QObject):
    """Remembers what it was told, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.threads: set[int] = set()

    def done(self, result: object) -> None:
        self.told.append(result)
        self.threads.add(threading.get_ident())

    def failed(self, error: LoketError) -> None:
        self.done(error.code)

    def tagged(self, tag: str, result: object) -> None:
        self.done((tag, result))


def _refuse(_office: Office) -> None:
    raise Refused("never", "Tidak boleh.")


def test_acts_are_done_in_the_order_in_which_they_were_handed_over(qtbot, bridge):
    screen = Screen()
    done: list[int] = []

    def act(_office, number):
        done.append(number)
        return number

    for number in range(200):
        bridge.run(partial(act, number=number), screen.done)
    qtbot.waitUntil(lambda: len(screen.told) == 200)
    assert done == screen.told == list(range(200))


def test_acts_run_in_the_office_thread_and_answers_come_in_the_gui_thread(qtbot, bridge):
    screen = Screen()
    for _ in range(3):
        bridge.run(lambda _office: threading.get_ident(), screen.done, screen.failed)
    bridge.run(_refuse, screen.done, screen.failed)
    qtbot.waitUntil(lambda: len(screen.told) == 4)
    acted = set(screen.told[:3])
    assert len(acted) == 1
    assert threading.get_ident() not in acted
    assert screen.threads == {threading.get_ident()}


def test_each_act_is_answered_exactly_once_by_done_or_failed(qtbot, bridge):
    good, bad, last = Screen(), Screen(), Screen()
    bridge.run(lambda _office: "ya", good.done, good.failed)
    bridge.run(_refuse, bad.done, bad.failed)
    bridge.run(lambda _office: "akhir", last.done)
    qtbot.waitUntil(lambda: last.told == ["akhir"])
    assert (good.told, bad.told) == (["ya"], ["never"])


@pytest.mark.parametrize("wrap", [False, True])
def test_a_screen_that_was_closed_hears_nothing_more(qtbot, bridge, wrap):
    closed, open_, gate = Screen(), Screen(), threading.Event()
    told = closed.told
    bridge.run(lambda _office: gate.wait(5), partial(closed.tagged, "x") if wrap else closed.done)
    bridge.run(_refuse, None, closed.failed)
    bridge.run(lambda _office: "ya", open_.done)
    delete(closed)
    gate.set()
    qtbot.waitUntil(lambda: open_.told == ["ya"])
    assert told == []


def test_moved_follows_the_commit_of_another_connection(qtbot, office, bridge):
    heard: list[int] = []
    bridge.moved.connect(heard.append)
    qtbot.waitUntil(lambda: bool(heard))  # the first look
    signin.sign_in(office, 1, "P1")
    ticketing.take_ticket(office, "A")
    with office.store.reading() as book:
        newest = book.last_fact()[0]
    qtbot.waitUntil(lambda: heard[-1] == newest)
    assert heard == sorted(set(heard)), "each place in the journal is said once"


def test_an_act_that_writes_moves_the_feed_of_its_own_screen_too(qtbot, bridge):
    with qtbot.waitSignal(bridge.moved, check_params_cb=lambda seq: seq > 0):
        bridge.run(lambda office: signin.sign_in(office, 2, "P2"))


def test_a_store_that_cannot_be_opened_answers_every_act_with_its_trouble(qtbot, make_bridge, tmp_path):
    bridge, screen = make_bridge(tmp_path / "tidak-ada.db"), Screen()
    for _ in range(3):
        bridge.run(lambda _office: "never", screen.done, screen.failed)
    qtbot.waitUntil(lambda: len(screen.told) == 3)
    assert screen.told == ["database_missing"] * 3


def test_it_goes_on_when_the_file_can_be_opened_after_all(qtbot, make_bridge, tmp_path):
    bridge, screen = make_bridge(tmp_path / "kantor.db"), Screen()
    bridge.run(lambda office: office.face.name, screen.done, screen.failed)
    qtbot.waitUntil(lambda: screen.told == ["database_missing"])
    (tmp_path / "lain").mkdir()
    made = an_office(tmp_path / "lain")
    made.store.close()
    shutil.copy(str(made.store.place), tmp_path / "kantor.db")
    bridge.run(lambda office: office.face.name, screen.done, screen.failed)
    qtbot.waitUntil(lambda: len(screen.told) == 2)
    assert screen.told[1] == "Dinas Sosial"


def test_a_file_that_disappears_is_told_once_and_nothing_is_saved_into_nowhere(qtbot, office, bridge):
    path, screen = office.store.place, Screen()
    heard: list[str] = []
    bridge.troubled.connect(lambda error: heard.append(error.code))
    bridge.recovered.connect(lambda: heard.append("recovered"))
    bridge.run(lambda office: signin.sign_in(office, 1, "P1"), screen.done, screen.failed)
    qtbot.waitUntil(lambda: len(screen.told) == 1)
    aside = path.with_name("disingkirkan")
    aside.mkdir()
    for each in path.parent.glob(f"{path.name}*"):
        each.rename(aside / each.name)
    qtbot.waitUntil(lambda: heard == ["database_gone"])
    for _ in range(3):
        bridge.run(lambda office: ticketing.take_ticket(office, "A"), screen.done, screen.failed)
    qtbot.waitUntil(lambda: len(screen.told) == 4)
    assert screen.told[1:] == ["database_gone"] * 3
    assert heard == ["database_gone"]
    assert bridge.trouble.code == "database_gone"
    for each in aside.iterdir():
        each.rename(path.parent / each.name)
    qtbot.waitUntil(lambda: heard == ["database_gone", "recovered"])
    bridge.run(lambda office: ticketing.take_ticket(office, "A").number, screen.done, screen.failed)
    qtbot.waitUntil(lambda: len(screen.told) == 5)
    assert screen.told[4] == "A001"
    assert heard == ["database_gone", "recovered"]
    assert bridge.trouble is None


def test_a_bug_in_an_act_is_raised_in_the_gui_thread_and_the_bridge_goes_on(qtbot, bridge):
    screen = Screen()
    with qtbot.captureExceptions() as bugs:
        bridge.run(lambda _office: 1 // 0, screen.done, screen.failed)
        bridge.run(lambda _office: "ya", screen.done)
        qtbot.waitUntil(lambda: screen.told == ["ya"])
    assert [kind for kind, *_ in bugs] == [ZeroDivisionError]


def test_a_failure_nobody_asked_about_is_logged(qtbot, bridge, caplog):
    screen = Screen()
    bridge.run(_refuse)
    bridge.run(lambda _office: "ya", screen.done)
    qtbot.waitUntil(lambda: screen.told == ["ya"])
    assert "Tidak boleh." in caplog.text


def test_closing_finishes_what_was_handed_over_and_nothing_after(qtbot, office, bridge):
    numbers: list[str] = []
    for _ in range(20):
        bridge.run(lambda office: numbers.append(ticketing.take_ticket(office, "A").number))
    bridge.close()
    assert numbers == [f"A{number:03d}" for number in range(1, 21)]
    bridge.run(lambda office: numbers.append("never"))
    bridge.close()
    assert len(numbers) == 20


def test_trouble_while_working_is_told_and_does_not_end_the_thread(qtbot, bridge):
    screen = Screen()

    def stumble(_office: Office) -> None:
        raise Trouble("disk_full", "Diska penuh.")

    bridge.run(stumble, screen.done, screen.failed)
    bridge.run(lambda _office: "ya", screen.done, screen.failed)
    qtbot.waitUntil(lambda: len(screen.told) == 2)
    assert screen.told == ["disk_full", "ya"]


@pytest.fixture
def line(office: Office) -> Line:
    return Line(office.store.place)


@pytest.fixture
def patient_bridge(qapp: object, line: Line) -> Iterator[OfficeBridge]:
    """A bridge whose pauses between tries last minutes."""
    made = OfficeBridge(lambda: Office(line.open(), FixedClock()), pace=0.001)
    yield made
    made.close()


def test_while_the_memory_is_away_only_presses_try_it_before_the_pause_is_over(qtbot, line, patient_bridge):
    with qtbot.waitSignal(patient_bridge.troubled):
        line.cut()
    tries, screen = line.tries, Screen()
    for press in range(1, 4):
        patient_bridge.run(lambda _office: "never", screen.done, screen.failed)
        qtbot.waitUntil(partial(_has_heard, screen, press))
    assert screen.told == ["database_gone"] * 3
    assert line.tries == tries + 3, "each press tried once, and nobody else"


def _has_heard(screen: Screen, answers: int) -> bool:
    return len(screen.told) == answers


def test_a_press_tries_at_once_however_long_the_pause_still_is(qtbot, line, patient_bridge):
    with qtbot.waitSignal(patient_bridge.troubled):
        line.cut()
    line.mend()
    screen = Screen()
    with qtbot.waitSignal(patient_bridge.recovered):
        patient_bridge.run(lambda office: ticketing.take_ticket(office, "A").number, screen.done, screen.failed)
    qtbot.waitUntil(lambda: screen.told == ["A001"])


def test_acts_that_wait_behind_one_that_found_nobody_fail_with_it(qtbot, line, patient_bridge):
    """Each trying for itself, for seconds, would let all of them wait."""
    with qtbot.waitSignal(patient_bridge.troubled):
        line.cut()
    screen, gate = Screen(), threading.Event()
    tries = line.tries
    line.at_the_door = gate
    for _ in range(5):
        patient_bridge.run(lambda _office: "never", screen.done, screen.failed)
    gate.set()
    qtbot.waitUntil(lambda: screen.told == ["database_gone"] * 5)
    assert line.tries == tries + 1


def test_after_an_outage_the_newest_place_in_the_journal_is_said_again(qtbot, line):
    bridge = OfficeBridge(lambda: Office(line.open(), FixedClock()), pace=50)
    try:
        heard: list[int | str] = []
        bridge.moved.connect(heard.append)
        bridge.recovered.connect(lambda: heard.append("recovered"))
        qtbot.waitUntil(lambda: len(heard) == 1)
        with qtbot.waitSignal(bridge.troubled):
            line.cut()
        line.mend()
        qtbot.waitUntil(lambda: len(heard) == 3)
        assert heard == [heard[0], "recovered", heard[0]]
    finally:
        bridge.close()


def test_a_file_put_in_the_place_of_the_old_one_is_noticed_without_anybody_pressing(qtbot, office, bridge):
    path = office.store.place
    heard: list[str] = []
    bridge.recovered.connect(lambda: heard.append("recovered"))
    qtbot.waitUntil(lambda: bridge.trouble is None)
    done = Screen()
    bridge.run(lambda office: ticketing.take_ticket(office, "A").number, done.done)
    qtbot.waitUntil(lambda: done.told == ["A001"])
    backup = office.store.backup(path.parent, "lama")
    backup.replace(path)
    qtbot.waitUntil(lambda: heard == ["recovered"])
