"""The kiosk paints what has changed and no more, and is warm before anybody comes: no press waits for paint."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from loket.office.pictures import KioskBoard, KioskTile, PrinterFace
from tests.ui.kiosk.visitor import Visitor
from ui import samples
from ui.kiosk.assist import AssistBar
from ui.kiosk.outage import PaperBar
from ui.kiosk.page import Page
from ui.kiosk.screen import KioskScreen
from ui.kiosk.warming import WarmUp
from ui.parts.touch import Touch
from ui.station import Station, StillBridge
from ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

BOARD = samples.kiosk_board()


class Paints(QObject):
    """Remembers which widgets of a window are painted from now on."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        QApplication.processEvents()
        self._painted: list[QObject] = []
        for widget in (window, *window.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self._painted.append(watched)
        return False

    def buttons(self) -> list[str]:
        """Name what can be touched and was painted."""
        return [each.objectName() for each in self.all() if isinstance(each, Touch)]

    def all(self) -> list[QObject]:
        """Give everything that was painted."""
        QApplication.processEvents()
        return self._painted


def still(qtbot: QtBot, board: KioskBoard = BOARD) -> KioskScreen:
    """A kiosk with its services, and nothing behind it that moves."""
    bridge, theme = StillBridge(), Theme.of("light")
    screen = KioskScreen(Station(bridge=bridge, clock=lambda: samples.NOW, theme=theme, reduced_motion=True))
    qtbot.addWidget(screen)
    screen.resize(540, 960)
    screen.show()
    screen.show_board(board)
    screen.go_home()
    return screen


def one_more(tile: KioskTile) -> KioskTile:
    return replace(tile, waiting=tile.waiting + 1)


def test_a_board_that_says_the_same_paints_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    screen = still(qtbot)
    paints = Paints(screen)
    screen.show_board(replace(BOARD, seq=BOARD.seq + 1))
    assert paints.all() == []


def test_one_more_visitor_paints_the_tile_of_his_service(qtbot: QtBot, qapp: QApplication) -> None:
    screen = still(qtbot)
    paints = Paints(screen)
    screen.show_board(replace(BOARD, tiles=(one_more(BOARD.tiles[0]), *BOARD.tiles[1:])))
    assert paints.buttons() == [f"tile-{BOARD.tiles[0].service.code}"]


def test_a_service_in_a_visitors_hands_shows_at_once_who_waits(qtbot: QtBot, qapp: QApplication) -> None:
    screen = still(qtbot)
    screen.choose(BOARD.tiles[0])
    paints = Paints(screen)
    screen.show_board(replace(BOARD, tiles=(one_more(BOARD.tiles[0]), *BOARD.tiles[1:])))
    assert screen.page in paints.all()


def test_the_last_calls_of_low_reach_are_painted_when_they_change(qtbot: QtBot, qapp: QApplication) -> None:
    screen = still(qtbot, replace(BOARD, calling=()))
    screen.toggle("low")
    paints = Paints(screen)
    screen.show_board(replace(BOARD, calling=(samples.call(),)))
    assert screen.page in paints.all()


def test_the_keyboard_on_a_button_paints_that_button_and_not_the_page(qtbot: QtBot, qapp: QApplication) -> None:
    screen = still(qtbot)
    tile = screen.findChild(Touch, f"tile-{BOARD.tiles[0].service.code}")
    assert isinstance(tile, Touch)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    paints = Paints(screen)
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    assert tile.hasFocus()
    assert paints.buttons() == [tile.objectName()]


def test_what_stands_above_and_below_the_pages_stays_while_it_says_the_same(qtbot: QtBot, qapp: QApplication) -> None:
    empty = replace(BOARD, printer=PrinterFace("out", "kios"))
    screen = still(qtbot, empty)
    bars = screen.findChildren(PaperBar) + screen.findChildren(AssistBar)
    screen.show_board(replace(empty, seq=empty.seq + 1))
    screen.choose(empty.tiles[0])
    QApplication.processEvents()
    assert screen.findChildren(PaperBar) + screen.findChildren(AssistBar) == bars
    assert all(bar.isVisible() for bar in bars)
    screen.show_board(replace(empty, printer=PrinterFace("cover", "kios")))
    assert not bars[0].isVisible()


def test_the_language_that_is_spoken_already_stays_chosen_when_it_is_touched(visitor: Visitor) -> None:
    visitor.begins()
    visitor.touches("language-id")

    def chosen() -> list[bool]:
        return [each.isChecked() for each in visitor.screen.findChildren(Touch, "language-id")]

    visitor.qtbot.waitUntil(lambda: chosen() == [True])


def test_warming_up_leaves_no_page_behind_and_takes_none_from_the_screen(qtbot: QtBot, qapp: QApplication) -> None:
    screen = still(qtbot)
    page, warm = screen.page, WarmUp(screen)
    warm.begin()
    qtbot.waitUntil(lambda: warm.is_over)
    qtbot.waitUntil(lambda: screen.findChildren(Page) == [page])
    assert screen.page is page


def test_a_kiosk_that_gives_no_numbers_has_no_pages_to_warm(qtbot: QtBot, qapp: QApplication) -> None:
    screen = still(qtbot, replace(BOARD, open=False, tiles=()))
    warm = WarmUp(screen)
    warm.begin()
    qtbot.waitUntil(lambda: warm.is_over)
    assert screen.page is not None
