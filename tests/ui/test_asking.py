"""Asking for a board: one request at a time, none too few, and none for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from loket.errors import LoketError, Trouble
from ui.parts.asking import Asking
from ui.station import Station, StillBridge
from ui.theme import Theme

BROKEN = Trouble("disk", "Berkas kantor tidak terbaca.")


@dataclass
class Board:
    """As much of a board as is looked at here."""

    seq: int


class Office(StillBridge):
    """The way to an office that answers when the test says so; `asked` are the requests without an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[Callable[[Any], None], Callable[[LoketError], None]]] = []

    def run(self, act: object, done: Any = None, failed: Any = None) -> None:
        self.asked.append((done, failed))

    def answers(self, seq: int) -> None:
        """Answer the oldest request."""
        self.asked.pop(0)[0](Board(seq))

    def fails(self) -> None:
        """Fail the oldest request."""
        self.asked.pop(0)[1](BROKEN)


@pytest.fixture
def office(qapp: object) -> Office:
    return Office()


@pytest.fixture
def asking(office: Office) -> Iterator[Asking]:
    screen = QObject()
    station = Station(bridge=office, clock=lambda: datetime.now(UTC), theme=Theme.of("light"), pace=50.0)
    yield Asking(station, lambda: lambda _office: None, screen)
    screen.deleteLater()


def test_while_a_request_is_under_way_there_is_no_second_one_but_one_more_after_it(asking: Asking, office: Office):
    for _ in range(5):
        asking.refresh()
    assert len(office.asked) == 1
    office.answers(3)
    assert len(office.asked) == 1
    office.answers(3)
    assert office.asked == []


def test_a_move_that_the_board_on_its_way_does_not_know_is_asked_for_afterwards(asking: Asking, office: Office):
    asking.refresh()
    office.moved.emit(4)
    office.answers(3)
    assert len(office.asked) == 1
    office.answers(4)
    assert office.asked == []


def test_a_move_that_is_on_the_screen_already_is_not_asked_for(asking: Asking, office: Office):
    asking.refresh()
    office.answers(7)
    office.moved.emit(7)
    assert office.asked == []


def test_another_journal_is_asked_for_once_even_when_it_is_shorter(asking: Asking, office: Office):
    asking.refresh()
    office.moved.emit(40)
    office.answers(40)
    office.recovered.emit()
    office.moved.emit(3)
    assert len(office.asked) == 1
    office.answers(3)
    assert office.asked == [], "a shorter journal is no reason to ask for ever"
    office.moved.emit(4)
    assert len(office.asked) == 1


def test_after_a_failure_it_asks_again_by_itself_until_the_office_answers(qtbot: QtBot, asking: Asking, office: Office):
    told: list[object] = []
    asking.failed.connect(told.append)
    asking.refresh()
    office.fails()
    assert told == [BROKEN]
    qtbot.waitUntil(lambda: len(office.asked) == 1)
    office.answers(3)


def test_while_the_memory_is_away_nothing_is_asked_and_every_question_is_told_so(
    qtbot: QtBot, asking: Asking, office: Office
):
    told: list[object] = []
    asking.failed.connect(told.append)
    office.break_off(BROKEN)
    assert told == [BROKEN]
    asking.refresh()
    qtbot.waitUntil(lambda: told == [BROKEN, BROKEN])
    assert office.asked == []
    office.trouble = None
    office.recovered.emit()
    assert len(office.asked) == 1


def test_an_answer_ends_the_waiting_after_a_failure(asking: Asking, office: Office):
    asking.refresh()
    office.fails()
    asking.refresh()
    office.answers(3)
    assert not asking._retry.isActive()


def test_a_screen_that_rests_follows_no_move(asking: Asking, office: Office):
    asking.refresh()
    office.answers(3)
    asking.active = False
    office.moved.emit(4)
    assert office.asked == []
