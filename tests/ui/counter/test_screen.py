"""The officer's screen with prepared boards: locks, failures, tones, clocks, and how little it repaints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from loket.errors import Refused, Trouble
from loket.office.pictures import CounterBoard, PrinterFace
from tests.ui.counter.prepared import Clock, PreparedBridge, a_station, with_seq
from ui.counter import samples, shots, signin_shots
from ui.counter.pane import tone_of
from ui.counter.screen import CounterScreen
from ui.samples import NOW
from ui.station import StillBridge

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FULL = Trouble("disk_full", "Diska penuh. Kosongkan ruang, lalu coba lagi.")
BUSY = Refused(
    "counter_busy", "Loket {counter} masih menangani nomor {number}. Selesaikan dahulu.", counter=3, number="A1"
)


class Room:
    """A screen, its bridge and its clock."""

    def __init__(self, qtbot: QtBot, pace: float = 1.0) -> None:
        self.bridge, self.clock = PreparedBridge(), Clock()
        self.screen = CounterScreen(a_station(self.bridge, self.clock, pace=pace), 3)
        qtbot.addWidget(self.screen)
        self.screen.resize(1366, 768)
        self.screen.show()

    def show(self, board: CounterBoard) -> CounterScreen:
        """Answer the request for a board, as the office would."""
        if "counter_board" not in self.bridge.waiting():
            self.bridge.moved.emit(board.seq)
        self.bridge.answer("counter_board", board)
        return self.screen

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.screen, key, modifier)

    def connected(self) -> bool:
        return self.screen.top.connected

    def said(self) -> dict[str, str]:
        return {key: f"{notice.title} {notice.text}".strip() for key, notice in self.screen.banners.notices().items()}


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    made = Room(qtbot)
    yield made
    made.screen.close()


def test_buttons_are_locked_until_the_new_picture_is_there(room: Room) -> None:
    screen = room.show(samples.calling())
    room.press(Qt.Key.Key_F2)
    assert room.bridge.acts() == ["start"]
    assert not screen.calling.primary.isEnabled()
    assert not screen.calling.again.isEnabled()
    room.bridge.answer("start", None)
    assert not screen.calling.primary.isEnabled(), "the old picture cannot be pressed"
    room.show(with_seq(samples.serving(), 41))
    assert screen.serving.primary.isEnabled()
    assert screen.serving.isVisible()
    assert not screen.calling.isVisible()


def test_nothing_else_is_done_while_an_act_is_under_way(room: Room) -> None:
    room.show(samples.calling())
    room.press(Qt.Key.Key_F3)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F9, Qt.Key.Key_F7, Qt.Key.Key_F8):
        room.press(key)
    assert room.bridge.acts() == ["recall"]
    assert room.screen.dialog() is None


def test_a_quick_answer_makes_no_button_blink(room: Room) -> None:
    screen = room.show(samples.serving())
    before = screen.serving.primary.grab().toImage()
    screen.serving.primary.click()
    assert screen.serving.primary.busy
    assert screen.serving.primary.grab().toImage() == before


def test_a_slow_answer_is_told_on_the_button(qtbot: QtBot, room: Room) -> None:
    screen = room.show(samples.serving())
    room.press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: screen.serving.primary.slow_words == "Memproses")
    room.bridge.answer("finish_and_call_next", None)
    room.show(with_seq(samples.board(), 42))
    assert screen.serving.primary.slow_words == ""


def test_a_second_press_of_f2_is_the_same_press(room: Room) -> None:
    room.show(samples.board())
    room.press(Qt.Key.Key_F2)
    room.bridge.answer("call_next", None)
    room.show(with_seq(samples.calling(), 41))
    room.press(Qt.Key.Key_F2)
    room.screen.calling.primary.click()
    assert room.bridge.acts() == ["call_next"]


def test_after_the_guard_f2_goes_on(qtbot: QtBot) -> None:
    room = Room(qtbot, pace=100)
    room.show(samples.board())
    room.press(Qt.Key.Key_F2)
    room.bridge.answer("call_next", None)
    room.show(with_seq(samples.calling(), 41))

    def started() -> bool:
        room.press(Qt.Key.Key_F2)
        return room.bridge.acts() == ["call_next", "start"]

    qtbot.waitUntil(started)
    room.screen.close()


def test_a_held_key_acts_once(room: Room) -> None:
    from PySide6.QtGui import QKeyEvent

    room.show(samples.board())
    for again in (False, True, True):
        QApplication.sendEvent(
            room.screen,
            QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier, "", again),
        )
    assert room.bridge.acts() == ["take_break"]


def test_one_board_is_asked_for_at_a_time(room: Room) -> None:
    room.show(samples.board())
    for seq in (41, 42, 43):
        room.bridge.moved.emit(seq)
    assert room.bridge.waiting() == ["counter_board"]
    room.bridge.answer("counter_board", with_seq(samples.board(), 41))
    assert room.bridge.waiting() == ["counter_board"], "the board was older than the feed"
    room.bridge.answer("counter_board", with_seq(samples.board(), 43))
    assert room.bridge.waiting() == []


def test_a_refusal_is_said_and_the_picture_renewed(room: Room) -> None:
    screen = room.show(samples.serving())
    room.press(Qt.Key.Key_F6)
    room.bridge.answer("finish", BUSY)
    assert room.said()["refused"] == "Loket 3 masih menangani nomor A1 Selesaikan dahulu."
    room.show(with_seq(samples.serving(), 41))
    assert screen.serving.finish.isEnabled()
    room.press(Qt.Key.Key_Escape)
    assert room.said() == {}


def test_a_trouble_stays_until_the_next_act_goes_well(room: Room) -> None:
    room.show(samples.serving())
    room.press(Qt.Key.Key_F6)
    room.bridge.answer("finish", FULL)
    room.show(with_seq(samples.serving(), 41))
    assert room.said()["refused"].startswith("Diska penuh")
    room.press(Qt.Key.Key_F6)
    assert room.said() == {}


def test_without_the_office_the_screen_says_so_and_tries_again(qtbot: QtBot) -> None:
    room = Room(qtbot, pace=200)
    screen = room.show(samples.board())
    assert room.connected()
    room.bridge.moved.emit(50)
    room.bridge.answer("counter_board", FULL)
    assert room.said()["office"].startswith("Diska penuh")
    assert not room.connected()
    qtbot.waitUntil(lambda: "counter_board" in room.bridge.waiting())
    room.bridge.answer("counter_board", with_seq(samples.board(), 50))
    assert room.connected()
    assert "office" not in room.said()
    screen.close()


def test_a_printer_without_paper_is_told_until_it_is_hidden(room: Room) -> None:
    room.show(replace(samples.board(), printer=PrinterFace("out", "kios")))
    assert "Kertas habis di printer kios" in room.said()["printer"]
    room.press(Qt.Key.Key_Escape)
    room.show(replace(samples.board(), printer=PrinterFace("out", "kios"), seq=41))
    assert room.said() == {}
    room.show(replace(samples.board(), printer=PrinterFace("offline", "kios"), seq=42))
    assert "tidak menjawab" in room.said()["printer"]
    room.show(with_seq(samples.board(), 43))
    assert room.said() == {}


def test_the_offer_to_undo_goes_away_by_itself(qtbot: QtBot) -> None:
    room = Room(qtbot, pace=100)
    room.show(samples.board())
    room.show(replace(samples.offered("visit_absent", "A014"), seq=41))
    assert room.said()["undo"].startswith("A014 ditandai tidak hadir")
    qtbot.waitUntil(lambda: "undo" not in room.said())
    room.screen.close()


def test_the_offer_to_undo_has_a_button(room: Room) -> None:
    room.show(samples.board())
    screen = room.show(replace(samples.offered("visit_parked", "A014"), seq=41))
    screen.banners.buttons()[0].click()
    assert room.bridge.acts() == ["undo"]


def test_an_old_act_is_not_offered_when_the_screen_opens(room: Room) -> None:
    room.show(samples.offered("visit_absent", "A014"))
    assert room.said() == {}


def test_banners_push_the_content_down_and_cover_nothing(room: Room) -> None:
    screen = room.show(samples.board())
    top = screen.ready.y()
    screen.tell(BUSY)
    assert screen.ready.y() == top + screen.banners.wanted_height()
    assert screen.banners.geometry().bottom() < screen.ready.y()
    assert screen.ready.geometry().bottom() < screen.strip.y()


@pytest.mark.parametrize(
    ("seconds", "tone"),
    [(0, "plain"), (15 * 60 * 0.8 - 1, "plain"), (15 * 60 * 0.8, "near"), (15 * 60, "near"), (15 * 60 + 1, "over")],
)
def test_time_is_orange_from_eighty_per_cent_and_red_above_the_standard(seconds: float, tone: str) -> None:
    assert tone_of(seconds, 15) == tone


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(252, "dari standar 15 menit"), (768, "mendekati standar 15 menit"), (1110, "melewati standar 15 menit")],
)
def test_the_service_timer_says_how_it_stands(room: Room, seconds: int, words: str) -> None:
    screen = room.show(samples.serving(started_at=NOW - timedelta(seconds=seconds)))
    assert screen.serving.timer.seconds == seconds
    assert screen.serving.timer.words() == words


class Painted(QObject):
    """Counts how often widgets are painted."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.times = dict.fromkeys(widgets, 0)
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self.times[watched] += 1  # type: ignore[index]
        return False


def test_a_second_repaints_the_timer_and_nothing_else(room: Room) -> None:
    screen = room.show(samples.serving())
    QApplication.processEvents()
    others = (screen.serving.finish, screen.serving.primary, screen.queue.list.viewport(), screen.top, screen.queue)
    painted = Painted(screen.serving.timer, *others)
    room.clock.now += timedelta(seconds=1)
    screen.tick()
    QApplication.processEvents()
    assert screen.serving.timer.seconds == 253
    assert painted.times[screen.serving.timer] == 1
    assert [painted.times[each] for each in others] == [0] * len(others)


def test_waiting_times_go_on_without_a_new_board(room: Room) -> None:
    screen = room.show(samples.board())
    room.clock.now += timedelta(minutes=3)
    screen.tick()
    entries = screen.queue.list.entries
    assert [entries.waited(entry) // 60 for entry in entries.entries[:2]] == [21, 17]


def test_no_answer_of_a_screen_is_a_warning_after_three_seconds_and_blocks_nothing(room: Room) -> None:
    screen = room.show(samples.calling(shown_on=0, spoken=False, last_called_at=NOW))
    assert screen.calling.receipt() == ("Menunggu jawaban layar", False)
    room.clock.now += timedelta(seconds=3)
    screen.tick()
    assert screen.calling.receipt() == ("Layar tidak menjawab. Panggil dengan suara.", True)
    room.press(Qt.Key.Key_F2)
    assert room.bridge.acts() == ["start"]


def test_the_hall_has_answered(room: Room) -> None:
    screen = room.show(samples.calling(shown_on=1, spoken=True))
    assert screen.calling.receipt() == ("Tampil di 1 layar, bersuara", False)


def test_a_number_in_an_empty_queue_is_announced_once(room: Room) -> None:
    heard: list[int] = []
    screen = room.show(samples.board(queue=()))
    screen.arrived.connect(lambda: heard.append(1))
    room.show(with_seq(samples.board(), 41))
    room.show(with_seq(samples.board(), 42))
    assert heard == [1]


def test_the_chosen_visitor_stays_chosen_when_the_list_changes(room: Room) -> None:
    screen = room.show(samples.board())
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Down)
    assert screen.queue.list.entry() == samples.QUEUE[1]
    room.show(samples.board(queue=samples.QUEUE[1:], seq=41))
    assert screen.queue.list.entry() == samples.QUEUE[1]
    assert screen.queue.list.currentIndex().row() == 0


def test_a_board_of_another_counter_is_not_shown(room: Room) -> None:
    other = replace(samples.board(), counter=replace(samples.board().counter, number=9))
    room.show(other)
    assert room.screen.board is None


@pytest.mark.parametrize("size", [(1024, 640), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize(
    "board", [samples.serving, samples.calling, samples.board, samples.at_break, samples.long_names]
)
def test_nothing_overlaps_and_nothing_is_cut_off(room: Room, board: object, size: tuple[int, int]) -> None:
    screen = room.show(replace(board(), seq=41))  # type: ignore[operator]
    room.screen.counter = screen.board.counter.number if screen.board else 12
    if screen.board is None:
        screen.show_board(board())  # type: ignore[operator]
    screen.resize(*size)
    QApplication.processEvents()
    parts = [pane for pane in screen.all_panes() if pane.isVisible()]
    for part in parts:
        assert screen.rect().contains(part.geometry()), part
        for other in parts:
            assert other is part or not other.geometry().intersects(part.geometry()), (part, other)
        buttons = [button for button in part.locks if button.isVisible()]
        for button in buttons:
            assert part.rect().contains(button.geometry()), button.text()
            assert button.width() >= min(button.natural_width(), 300), button.text()


@pytest.mark.parametrize(("theme", "language"), [("light", "en"), ("dark", "id")])
def test_every_picture_can_be_painted(qtbot: QtBot, theme: str, language: str) -> None:
    station = a_station(PreparedBridge(), Clock(), theme=theme, language=language)
    station.bridge = StillBridge()
    for build in [*shots.SHOTS.values(), *signin_shots.SHOTS.values()]:
        widget = build(station)
        widget.resize(1366, 768)
        assert widget.grab().toImage().size() == widget.size()
        widget.close()
        delete(widget)


def test_training_is_marked_and_only_there(qtbot: QtBot) -> None:
    def bar(state: str) -> object:
        screen = shots.SHOTS[state](a_station(PreparedBridge(), Clock()))
        qtbot.addWidget(screen)
        assert isinstance(screen, CounterScreen)
        return screen.top.grab().toImage()

    assert bar("training") != bar("ready")
