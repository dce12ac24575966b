"""The virtual printer's window."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from loket.errors import Trouble
from ui.app import application
from ui.paper import KEPT, PaperScreen
from ui.paper_shots import DEFAULT_SIZE, SHOTS
from ui.printers_page.samples import board, card, printer
from ui.station import Station, StillBridge
from ui.theme import Theme


def a_slip(height=400):
    image = QImage(384, height, QImage.Format.Format_Mono)
    image.setColorTable([0xFFFFFFFF, 0xFF000000])
    image.fill(1)
    return image


@pytest.fixture
def station(qapp):
    application(Theme.of("light"))
    return Station(
        StillBridge(), lambda: datetime(2025, 11, 18, 9, 41, tzinfo=UTC), Theme.of("light"), pace=1000,
    )  # fmt: skip


@pytest.fixture
def screen(station, qtbot):
    made = PaperScreen(station)
    qtbot.addWidget(made)
    made.resize(600, 900)
    made.show()
    return made


def test_slips_slide_out_one_after_the_other_newest_first(screen, qtbot):
    for number in ("A001", "B001", "A002"):
        screen.show_slip(a_slip(), number)
    assert screen.slips == ("A001",)
    qtbot.waitUntil(lambda: screen.slips == ("A002", "B001", "A001"))
    assert "A002" in screen.accessibleDescription()


def test_a_printing_thread_may_hand_a_slip_over(screen, qtbot):
    thread = threading.Thread(target=lambda: screen.arrived.emit(a_slip(), "A001"))
    thread.start()
    qtbot.waitUntil(lambda: screen.slips == ("A001",))
    thread.join()


def test_only_the_last_slips_are_kept(screen, station):
    station.reduced_motion = True
    for number in range(KEPT + 5):
        screen.show_slip(a_slip(), f"A{number:03d}")
    assert len(screen.slips) == KEPT
    assert screen.slips[0] == f"A{KEPT + 4:03d}"


def test_the_paper_is_seen_where_the_slip_comes_out(screen, station):
    station.reduced_motion = True
    ink = Theme.of("light").color("ink").rgb()
    assert screen.grab().toImage().pixel(300, 700) != ink
    screen.show_slip(a_slip(), "A001")
    assert screen.grab().toImage().pixel(300, 700) == ink


@pytest.mark.parametrize("state", SHOTS)
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_picture_can_be_painted_the_same_twice(state, theme, qtbot, station):
    station.theme, station.reduced_motion = Theme.of(theme), True
    pictures = []
    for _ in range(2):
        widget = SHOTS[state](station)
        qtbot.addWidget(widget)
        widget.resize(*DEFAULT_SIZE[state])
        widget.show()
        pictures.append(widget.grab().toImage())
    assert pictures[0] == pictures[1]


def test_paper_that_lies_there_stays_and_makes_room_while_the_memory_is_away(screen, station):
    screen.show_slip(a_slip(), "A001")
    before = screen.grab().toImage()
    station.bridge.break_off(Trouble("database_gone", "Basis data tidak terjangkau."))
    assert screen.grab().toImage() != before
    assert screen.slips == ("A001",)
    station.bridge.recovered.emit()
    assert not screen._trouble


@pytest.fixture
def training(station, qtbot):
    made = PaperScreen(station, faults=True)
    qtbot.addWidget(made)
    made.resize(600, 900)
    made.show()
    return made


def test_a_press_on_a_fault_is_told_and_says_what_to_do(training):
    played: list[str] = []
    training.played.connect(played.append)
    for name in ("fault-out", "fault-none"):
        QTest.mouseClick(training.findChild(QWidget, name), Qt.MouseButton.LeftButton)
    assert played == ["out", ""]
    assert training.strip.words() == ""


def test_slips_that_wait_for_paper_are_counted(training):
    cards = (card(printer("layar", "virtual:", "out"), 0, 3), card(printer("kios", "tcp://x", "out"), 0, 5))
    training.strip.show_board(board(cards, ()))
    training.strip.chips.press("out")
    assert training.strip.words() == "3 tiket menunggu kertas. Isi kertas dengan menekan Normal."
    training.strip.show_board(board((), ()))
    assert training.strip.words() == "Isi kertas dengan menekan Normal."


def test_a_paper_beside_a_station_has_no_switches(screen):
    assert screen.strip is None
