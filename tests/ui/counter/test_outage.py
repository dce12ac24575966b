"""The office's memory goes away under a counter: one sentence, the same screen, and no act done twice or by half."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from loket.errors import Trouble
from loket.model.events import Kind
from loket.office.calling import call_next
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from tests.factories import assert_whole
from tests.ui.counter.officer import Officer
from tests.ui.line import AWAY
from ui.counter.screen import CounterScreen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Desk

AWAY_TITLE = "tidak terjangkau"
KEPT = "Yang tersimpan tetap aman; stasiun ini mencoba lagi sendiri."


def now_said(officer: Officer) -> list[tuple[str, str]]:
    """What stands in the banners now: key and tone."""
    return [(key, notice.tone) for key, notice in officer.screen.banners.notices().items()]


def is_free(officer: Officer) -> bool:
    return not officer.screen.acts.under_way and officer.screen.ready.primary.isEnabled()


@pytest.mark.parametrize("how", AWAY)
def test_it_says_one_sentence_keeps_its_picture_and_drops_the_sentence_by_itself(
    qtbot: QtBot, desk: Desk, how: str
) -> None:
    go, come_back = AWAY[how]
    officer = Officer(qtbot, desk, "A", "B")
    before = officer.seen
    go(desk.line)
    qtbot.waitUntil(lambda: now_said(officer) == [("office", "err")])
    said = officer.screen.banners.notices()["office"]
    assert said.title.startswith("Basis data di ")
    assert said.title.endswith(AWAY_TITLE)
    assert said.text == f"{KEPT} Layar ini menunjukkan keadaan pukul 09.01."
    assert not officer.screen.top.connected
    assert officer.seen is before
    assert officer.screen.ready.isVisible()
    assert officer.screen.dialog() is None
    come_back(desk.line)
    qtbot.waitUntil(lambda: now_said(officer) == [])
    assert officer.screen.top.connected


@pytest.mark.parametrize("how", AWAY)
def test_presses_in_vain_change_nothing_and_afterwards_one_press_is_one_call(
    qtbot: QtBot, desk: Desk, how: str
) -> None:
    go, come_back = AWAY[how]
    officer = Officer(qtbot, desk, "A", "B")
    go(desk.line)
    for _ in range(3):
        qtbot.waitUntil(officer._guard_is_over)
        officer.press(Qt.Key.Key_F2)
        qtbot.waitUntil(lambda: is_free(officer))
        assert now_said(officer) == [("office", "err")], "one trouble is said once"
    assert officer.facts() == []
    come_back(desk.line)
    qtbot.waitUntil(lambda: now_said(officer) == [])
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    assert officer.facts() == [Kind.VISIT_CALLED]
    assert_whole(desk.office)


def test_what_others_did_meanwhile_is_on_the_screen_afterwards(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "B")
    desk.line.cut()
    qtbot.waitUntil(lambda: now_said(officer) == [("office", "err")])
    sign_in(desk.office, 2, "P2")
    call_next(desk.office, 2)
    take_ticket(desk.office, "C")
    assert [entry.number for entry in officer.seen.queue] == ["A001", "B001"]
    desk.line.mend()
    qtbot.waitUntil(lambda: [entry.number for entry in officer.seen.queue] == ["B001", "C001"])
    assert now_said(officer) == []


@pytest.mark.parametrize(
    ("fault", "code"), [("full", "Diska penuh"), ("read_only", "tidak dapat dibuka atau ditulisi")]
)
def test_an_act_that_the_disk_does_not_take_is_told_and_can_be_pressed_again(
    qtbot: QtBot, desk: Desk, fault: str, code: str
) -> None:
    officer = Officer(qtbot, desk, "A")
    setattr(desk.line, fault, True)
    officer.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: now_said(officer) == [("refused", "err")] and is_free(officer))
    assert code in officer.said()
    assert officer.facts() == []
    setattr(desk.line, fault, False)
    qtbot.waitUntil(officer._guard_is_over)
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    assert now_said(officer) == []


@pytest.mark.parametrize(("code", "facts"), [("act_lost", []), ("outcome_unknown", [Kind.VISIT_CALLED])])
def test_a_connection_cut_under_a_press_tells_the_truth_and_the_picture_follows_it(
    qtbot: QtBot, desk: Desk, code: str, facts: list[Kind]
) -> None:
    officer = Officer(qtbot, desk, "A")
    desk.line.next_act = code
    officer.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: "Sambungan terputus" in officer.said())
    officer.until("calling" if facts else "ready", "A001" if facts else "")
    assert officer.facts() == facts
    qtbot.waitUntil(lambda: now_said(officer) == [])


def test_a_counter_that_begins_without_its_memory_waits_for_it(qtbot: QtBot, desk: Desk) -> None:
    desk.line.cut()
    sign_in(desk.office, 1, "P1")
    screen = CounterScreen(desk.station(), 1)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitUntil(lambda: "office" in screen.banners.notices() and screen.banners.isVisible())
    desk.line.mend()
    qtbot.waitUntil(lambda: screen.board is not None and screen.board.state == "ready")
    assert screen.banners.notices() == {}


def test_the_sign_in_says_the_sentence_and_takes_it_back(qtbot: QtBot, desk: Desk) -> None:
    screen = CounterScreen(desk.station(), None)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitUntil(lambda: screen.signin.board is not None)
    desk.line.cut()
    qtbot.waitUntil(lambda: screen.signin.error[0].endswith(AWAY_TITLE))
    assert screen.signin.error[1] == KEPT
    desk.line.mend()
    qtbot.waitUntil(lambda: screen.signin.error == ("", ""))


def test_a_request_without_any_answer_is_a_trouble_until_the_answer_comes(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection may be half open: nothing fails, and nothing comes."""
    import threading

    monkeypatch.setattr("ui.parts.asking.SILENT_MS", 20)
    officer = Officer(qtbot, desk, "A")
    gate = threading.Event()
    try:
        officer.screen.station.bridge.run(lambda _office: gate.wait(20))
        officer.screen.asking.refresh()
        qtbot.waitUntil(lambda: now_said(officer) == [("office", "err")])
        assert officer.screen.banners.notices()["office"].title == "Basis data tidak menjawab"
    finally:
        gate.set()
    qtbot.waitUntil(lambda: now_said(officer) == [])


def test_another_kind_of_trouble_replaces_the_sentence(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    desk.line.cut()
    qtbot.waitUntil(lambda: now_said(officer) == [("office", "err")])
    officer.screen.station.bridge.troubled.emit(Trouble("database_damaged", "Berkas rusak. Pulihkan."))
    assert officer.screen.banners.notices()["office"].title == "Berkas rusak"
    assert len(now_said(officer)) == 1
