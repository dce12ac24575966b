"""The first window of a PC: one press opens a station, and a closed office can be opened."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from loket.errors import Trouble
from loket.model.calendar import WeekHours
from tests.factories import a_service
from ui.launcher import LauncherScreen
from ui.launcher_cards import CHOICES, DOUBT_MS

CLICK = Qt.MouseButton.LeftButton


@pytest.fixture
def launcher(desk, qtbot):
    """The launcher of a PC with two monitors, its office open."""
    return _launcher(desk, qtbot)


def _launcher(desk, qtbot, monitors=2, language="id"):
    screen = LauncherScreen(desk.station(language=language), monitors)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitUntil(lambda: screen.board is not None)
    return screen


def _press(screen, name):
    QTest.mouseClick(screen.findChild(QWidget, name), CLICK)


@pytest.mark.parametrize("word", [choice.word for choice in CHOICES])
def test_a_press_on_a_card_asks_for_its_station_once(launcher, word):
    asked = []
    launcher.chosen.connect(lambda *what: asked.append(what))
    _press(launcher, f"open-{word}")
    assert asked == [(word, 0)]


def test_enter_opens_what_the_arrows_have_reached(launcher, qtbot):
    asked = []
    launcher.chosen.connect(lambda *what: asked.append(what))
    launcher.cards[0].setFocus()
    QTest.keyClick(launcher.cards[0], Qt.Key.Key_Down)
    launcher.activateWindow()
    qtbot.waitUntil(launcher.cards[1].hasFocus)
    QTest.keyClick(launcher.cards[1], Qt.Key.Key_Return)
    assert asked == [("counter", 0)]


def test_stations_open_in_a_window_or_on_any_monitor(launcher):
    asked = []
    launcher.chosen.connect(lambda _word, screen: asked.append(screen))
    words = []
    for _ in range(4):
        words.append(launcher.window_button.text())
        _press(launcher, "open-kiosk")
        _press(launcher, "place")
    assert asked == [0, 1, 2, 0]
    assert words == [
        "Dibuka dalam jendela", "Selayar penuh di monitor 1", "Selayar penuh di monitor 2", "Dibuka dalam jendela",
    ]  # fmt: skip


def test_with_one_monitor_there_is_nothing_to_number(desk, qtbot):
    screen = _launcher(desk, qtbot, monitors=1)
    _press(screen, "place")
    assert screen.window_button.text() == "Dibuka selayar penuh"
    _press(screen, "place")
    assert screen.screen_number == 0


def test_a_closed_office_is_opened_by_one_press(make_desk, qtbot):
    desk = make_desk(a_service(hours=WeekHours(((),) * 7)))
    screen = _launcher(desk, qtbot)
    button = screen.findChild(QWidget, "open-today")
    assert not screen.board.open
    assert button.isVisible()
    QTest.mouseClick(button, CLICK)
    qtbot.waitUntil(lambda: screen.board.open)
    assert not button.isVisible()


def test_the_day_is_closed_by_the_second_press_only(launcher, qtbot):
    from loket.office import ticketing

    launcher.station.bridge.run(lambda office: ticketing.take_ticket(office, "A"))
    qtbot.waitUntil(lambda: launcher.board.tiles[0].waiting == 1)
    closed: list[Any] = []
    button = launcher.findChild(QWidget, "close-today")
    launcher.closed.connect(closed.append)
    QTest.mouseClick(button, CLICK)
    assert button.text() == "Tekan lagi untuk menutup"
    qtbot.waitUntil(lambda: button.text() == "Tutup hari ini")
    assert launcher.board.open
    launcher.close_button.doubt.setInterval(DOUBT_MS)  # as in earnest: a busy machine must not come between two presses
    QTest.mouseClick(button, CLICK)
    QTest.mouseClick(button, CLICK)
    qtbot.waitUntil(lambda: len(closed) == 1 and not launcher.board.open)
    assert closed[0].isoformat() == "2026-11-23"
    assert not button.isVisible()


def test_an_open_office_needs_no_opening(launcher):
    assert not launcher.findChild(QWidget, "open-today").isVisible()


def test_trouble_is_said_and_forgotten_with_the_next_picture(launcher):
    before = launcher.grab().toImage()
    launcher.show_trouble(Trouble("disk_full", "Diska penuh. Kosongkan ruang di {folder}.", folder="data"))
    assert launcher.grab().toImage() != before
    launcher.show_board(launcher.board)
    assert launcher.grab().toImage() == before


def test_it_speaks_english_too(desk, qtbot):
    screen = _launcher(desk, qtbot, language="en")
    assert screen.cards[0].accessibleName() == "Kiosk. Visitors take a number"


def test_a_memory_that_is_away_is_told_until_it_is_back(launcher, desk, qtbot):
    desk.line.cut()
    qtbot.waitUntil(lambda: "tidak terjangkau" in launcher._said)
    assert launcher.board is not None, "what was shown stays"
    desk.line.mend()
    qtbot.waitUntil(lambda: launcher._said == "")


def test_one_button_gives_everybody_who_waits_a_carry_over_slip(launcher, qtbot):
    from loket.office import ticketing

    button = launcher.findChild(QWidget, "carry-over")
    assert not button.isVisible(), "nobody waits"
    launcher.station.bridge.run(lambda office: ticketing.take_ticket(office, "A"))
    qtbot.waitUntil(button.isVisible)
    launcher.carry_button.doubt.setInterval(DOUBT_MS)
    QTest.mouseClick(button, CLICK)
    assert button.text() == "Tekan lagi: semua diberi tiket"
    QTest.mouseClick(button, CLICK)
    qtbot.waitUntil(lambda: "1 orang mendapat tiket lanjutan untuk" in launcher.told)
    qtbot.waitUntil(lambda: not button.isVisible())


def _pressed_twice(button, launcher_button):
    launcher_button.doubt.setInterval(DOUBT_MS)
    for _ in range(2):
        QTest.mouseClick(button, CLICK)


def test_a_carry_over_by_mistake_is_taken_back_where_it_was_pressed(launcher, qtbot):
    from loket.office import ticketing

    undo = launcher.findChild(QWidget, "take-back")
    assert not undo.isVisible(), "nothing was pressed here yet"
    launcher.station.bridge.run(lambda office: ticketing.take_ticket(office, "A"))
    button = launcher.findChild(QWidget, "carry-over")
    qtbot.waitUntil(button.isVisible)
    _pressed_twice(button, launcher.carry_button)
    qtbot.waitUntil(undo.isVisible)
    assert undo.text() == "Batalkan tiket lanjutan"
    QTest.mouseClick(undo, CLICK)
    qtbot.waitUntil(lambda: launcher.told.startswith("1 orang menunggu lagi; tempatnya seperti semula."))
    assert "1 kertas ditarik sebelum tercetak" in launcher.told
    qtbot.waitUntil(lambda: launcher.board.tiles[0].waiting == 1)
    assert not undo.isVisible()


def test_a_day_closed_by_mistake_goes_on_from_where_it_was_closed(launcher, qtbot):
    from loket.office import ticketing

    launcher.station.bridge.run(lambda office: ticketing.take_ticket(office, "A"))
    qtbot.waitUntil(lambda: launcher.board.tiles[0].waiting == 1)
    undo = launcher.findChild(QWidget, "take-back")
    _pressed_twice(launcher.findChild(QWidget, "close-today"), launcher.close_button)
    qtbot.waitUntil(lambda: undo.isVisible() and not launcher.board.open)
    assert undo.text() == "Batalkan penutupan"
    QTest.mouseClick(undo, CLICK)
    qtbot.waitUntil(lambda: launcher.board.open and launcher.board.tiles[0].waiting == 1)
    assert launcher.told.startswith("Hari dibuka kembali; 1 orang berdiri lagi")


def test_what_cannot_be_taken_back_any_more_is_said_and_offered_no_longer(launcher, desk, qtbot):
    from loket.office import ticketing

    launcher.station.bridge.run(lambda office: ticketing.take_ticket(office, "A"))
    button, undo = (launcher.findChild(QWidget, name) for name in ("carry-over", "take-back"))
    qtbot.waitUntil(button.isVisible)
    _pressed_twice(button, launcher.carry_button)
    qtbot.waitUntil(undo.isVisible)
    desk.clock.pass_(days=1)
    QTest.mouseClick(undo, CLICK)
    qtbot.waitUntil(lambda: not undo.isVisible())
    assert "belum ada tindakan yang dapat diurungkan" in launcher._said
