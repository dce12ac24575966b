"""While a visitor is served: what the officer needs stays on the screen, however little room there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from loket.errors import Trouble
from loket.office.pictures import CounterBoard, PrinterFace
from tests.ui.counter.prepared import Clock, PreparedBridge, a_station
from ui import paint
from ui.counter import samples
from ui.counter.screen import CounterScreen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NOTE = "KK lama masih atas nama orang tua."


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[CounterScreen]:
    made = CounterScreen(a_station(PreparedBridge(), Clock()), 3)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every text that is painted."""
    told: set[str] = set()
    text, runs = paint.draw_text, paint.draw_runs

    def draw_text(painter: Any, rect: Any, words: str, *rest: Any, **how: Any) -> float:
        told.add(words)
        return text(painter, rect, words, *rest, **how)

    def draw_runs(painter: Any, rect: Any, pieces: Any, *rest: Any) -> float:
        told.update(words.strip(" ·") for words, _, _ in pieces)
        return runs(painter, rect, pieces, *rest)

    monkeypatch.setattr(paint, "draw_text", draw_text)
    monkeypatch.setattr(paint, "draw_runs", draw_runs)
    return told


def two_banners(screen: CounterScreen, board: CounterBoard) -> None:
    """Show a visitor while the office cannot be reached and the printer has no paper."""
    screen.show_board(replace(board, printer=PrinterFace("out", "kios")))
    screen.asking.failed.emit(Trouble("disk_full", "Diska penuh. Kosongkan ruang, lalu coba lagi."))
    assert len(screen.banners.notices()) == 2


@pytest.mark.parametrize("size", [(1366, 768), (1024, 640)])
def test_banners_take_neither_a_note_nor_a_missing_paper_off_the_screen(
    screen: CounterScreen, heard: set[str], size: tuple[int, int]
) -> None:
    two_banners(screen, samples.serving(note=NOTE))
    screen.resize(*size)
    heard.clear()
    screen.serving.grab()
    assert {NOTE, "Foto rumah tampak depan"} <= heard


def test_with_two_banners_the_standard_and_the_way_of_the_visit_are_told_in_short(
    screen: CounterScreen, heard: set[str]
) -> None:
    two_banners(screen, samples.serving(note=NOTE))
    heard.clear()
    screen.serving.grab()
    assert {"Waktu layanan", "15 menit", "Janji tunggu", "20 menit", "Mengambil nomor", "Mulai dilayani"} <= heard
    assert "Standar layanan" not in heard


def test_a_screen_without_its_office_says_how_old_the_picture_is(screen: CounterScreen) -> None:
    two_banners(screen, samples.serving())
    assert "Layar ini menunjukkan keadaan pukul 09.41." in screen.banners.notices()["office"].text


def test_the_name_of_a_room_is_told_whole(screen: CounterScreen, heard: set[str]) -> None:
    screen.show_board(samples.long_names())
    screen.serving.grab()
    assert {"Dipanggil ke Ruang", "Konsultasi Keluarga 1"} <= heard
