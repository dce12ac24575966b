"""Signing in: choose officer and counter, take over after a question, sign out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loket.errors import Refused
from loket.office.boards import signin_board
from loket.office.signin import sign_in, sign_out
from loket.texts import Texts
from tests.ui.counter.prepared import Clock, PreparedBridge, a_station
from ui.counter import samples
from ui.counter.dialogs import AccountMenu
from ui.counter.screen import CounterScreen
from ui.parts.dialog import Dialog, Question
from ui.signin import SignInScreen
from ui.signin_panel import greeting

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Desk


def open_screen(qtbot: QtBot, desk: Desk, counter: int | None = 1) -> CounterScreen:
    screen = CounterScreen(desk.station(), counter)
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    return screen


def wait_for_signin(qtbot: QtBot, screen: CounterScreen) -> None:
    qtbot.waitUntil(lambda: screen.signin.isVisible() and screen.signin.board is not None)


def touch(screen: CounterScreen, officer: str | None = None, counter: int | None = None) -> None:
    """Touch an officer and a counter with the mouse."""
    signin = screen.signin
    for view, key in ((signin.officers, officer), (signin.counters, counter)):
        if key is not None:
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.spot(key))


def dialog_of(screen: CounterScreen) -> Dialog:
    dialog = screen.dialog()
    assert dialog is not None
    return dialog


def duties(desk: Desk) -> dict[int, str]:
    return {each.counter.number: each.officer.code for each in signin_board(desk.office).counters if each.officer}


def test_an_officer_signs_in_at_the_counter_of_this_pc(qtbot: QtBot, desk: Desk) -> None:
    screen = open_screen(qtbot, desk, 2)
    wait_for_signin(qtbot, screen)
    assert not screen.signin.button.isEnabled()
    touch(screen, "P3")
    assert screen.signin.button.isEnabled()
    QTest.mouseClick(screen.signin.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(screen.ready.isVisible)
    assert not screen.signin.isVisible()
    assert duties(desk) == {2: "P3"}


def test_sign_in_by_keyboard_alone(qtbot: QtBot, desk: Desk) -> None:
    screen = open_screen(qtbot, desk, None)
    wait_for_signin(qtbot, screen)
    signin = screen.signin
    QTest.keyClick(signin.officers, Qt.Key.Key_Right)
    QTest.keyClick(signin.officers, Qt.Key.Key_Right)
    QTest.keyClick(signin.counters, Qt.Key.Key_Down)
    QTest.keyClick(signin.counters, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.ready.isVisible)
    assert duties(desk) == {1: "P2"}


def test_nobody_chosen_signs_nobody_in(qtbot: QtBot, desk: Desk) -> None:
    screen = open_screen(qtbot, desk)
    wait_for_signin(qtbot, screen)
    QTest.keyClick(screen.signin, Qt.Key.Key_Return)
    assert duties(desk) == {}
    assert screen.signin.isVisible()


def test_taking_over_a_counter_asks_first(qtbot: QtBot, desk: Desk) -> None:
    sign_in(desk.office, 2, "P2")
    screen = open_screen(qtbot, desk, None)
    wait_for_signin(qtbot, screen)
    touch(screen, "P1", 2)
    QTest.keyClick(screen.signin, Qt.Key.Key_Return)
    question = screen.dialog()
    assert isinstance(question, Question)
    assert question.title == "Ambil alih Loket 2?"
    assert "Petugas 2" in question.text
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert duties(desk) == {2: "P2"}
    QTest.keyClick(screen.signin, Qt.Key.Key_Return)
    QTest.keyClick(dialog_of(screen), Qt.Key.Key_Return)
    qtbot.waitUntil(screen.ready.isVisible)
    assert duties(desk) == {2: "P1"}


def test_an_officer_who_sits_elsewhere_is_moved_after_a_question(qtbot: QtBot, desk: Desk) -> None:
    sign_in(desk.office, 3, "P1")
    screen = open_screen(qtbot, desk, 1)
    wait_for_signin(qtbot, screen)
    touch(screen, "P1")
    QTest.keyClick(screen.signin, Qt.Key.Key_F2)
    question = dialog_of(screen)
    assert isinstance(question, Question)
    assert "Loket 3" in question.text
    QTest.keyClick(dialog_of(screen), Qt.Key.Key_Return)
    qtbot.waitUntil(screen.ready.isVisible)
    assert duties(desk) == {1: "P1"}


def test_a_refusal_is_said_when_somebody_was_quicker(qtbot: QtBot) -> None:
    bridge = PreparedBridge()
    signin = SignInScreen(a_station(bridge, Clock()), 3)
    qtbot.addWidget(signin)
    signin.enter()
    bridge.answer("signin_board", samples.signin_board())
    signin.officers.choose("P3")
    signin.go()
    assert not signin.button.isEnabled()
    signin.go()
    assert bridge.acts() == ["sign_in"]
    assert bridge.facts[-1] == {"counter": 3, "officer": "P3", "take_over": False}
    words = "Loket 3 sedang dipakai {officer}. Minta ia keluar dahulu, atau ambil alih."
    bridge.answer("sign_in", Refused("counter_taken", words, officer="Petugas 2"))
    assert signin.error == ("Loket 3 sedang dipakai Petugas 2", "Minta ia keluar dahulu, atau ambil alih.")
    bridge.answer("signin_board", samples.signin_board())
    assert signin.button.isEnabled()


def test_signing_out_leads_back_to_the_sign_in(qtbot: QtBot, desk: Desk) -> None:
    sign_in(desk.office, 1, "P1")
    screen = open_screen(qtbot, desk)
    qtbot.waitUntil(screen.ready.isVisible)
    screen.top.who.click()
    menu = dialog_of(screen)
    assert isinstance(menu, AccountMenu)
    menu.entries[1].click()
    wait_for_signin(qtbot, screen)
    assert duties(desk) == {}
    place = screen.signin.place()
    assert place is not None
    assert place.counter.number == 1
    assert screen.signin.officer() is None


def test_a_sign_out_elsewhere_closes_the_desk(qtbot: QtBot, desk: Desk) -> None:
    sign_in(desk.office, 1, "P1")
    screen = open_screen(qtbot, desk)
    qtbot.waitUntil(screen.ready.isVisible)
    sign_out(desk.office, 1)
    wait_for_signin(qtbot, screen)
    assert not screen.ready.isVisible()


def test_a_sign_out_elsewhere_closes_an_open_dialog(qtbot: QtBot, desk: Desk) -> None:
    sign_in(desk.office, 1, "P1")
    screen = open_screen(qtbot, desk)
    qtbot.waitUntil(screen.ready.isVisible)
    QTest.keyClick(screen, Qt.Key.Key_F10)
    assert screen.dialog() is not None
    sign_out(desk.office, 1)
    wait_for_signin(qtbot, screen)
    assert screen.dialog() is None


def test_a_question_stays_open_while_the_office_goes_on(qtbot: QtBot, desk: Desk) -> None:
    sign_in(desk.office, 2, "P2")
    screen = open_screen(qtbot, desk, 2)
    qtbot.waitUntil(screen.ready.isVisible)
    sign_out(desk.office, 2)
    wait_for_signin(qtbot, screen)
    sign_in(desk.office, 1, "P2")
    qtbot.waitUntil(lambda: screen.signin.board is not None and screen.signin.board.counters[0].officer is not None)
    touch(screen, "P1", 1)
    screen.signin.go()
    question = dialog_of(screen)
    sign_in(desk.office, 3, "P3")
    qtbot.waitUntil(lambda: screen.signin.board is not None and screen.signin.board.counters[2].officer is not None)
    assert screen.dialog() is question
    assert question.isAncestorOf(screen.focusWidget())


def test_an_unknown_counter_lets_the_officer_choose_another(qtbot: QtBot, desk: Desk) -> None:
    screen = open_screen(qtbot, desk, 77)
    wait_for_signin(qtbot, screen)
    assert screen.counter is None
    touch(screen, "P1", 1)
    QTest.keyClick(screen.signin, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.ready.isVisible)


@pytest.mark.parametrize(
    ("hour", "words"),
    [(8, "Selamat pagi."), (11, "Selamat siang."), (15, "Selamat sore."), (18.5, "Selamat malam.")],
)
def test_the_screen_greets_by_the_hour(hour: float, words: str) -> None:
    assert greeting(hour, Texts.of("id")) == words
