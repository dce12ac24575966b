"""Every state of the kiosk, upright and lying, in both languages: everything fits and can be touched."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from loket.cli.pictures import THE_MOMENT
from ui import fonts, kept, paint, samples
from ui.kiosk.ink import Ink
from ui.kiosk.look import LOW_REACH
from ui.kiosk.screen import KioskScreen
from ui.kiosk.shots import SHOTS
from ui.parts.touch import Touch
from ui.station import Station, StillBridge
from ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFont
    from pytestqt.qtbot import QtBot

SMALLEST = 58
"""The lowest thing to touch, in reference pixels: 15 mm on the reference panel."""


def painted(qtbot: QtBot, state: str, size: tuple[int, int], language: str) -> KioskScreen:
    """Paint one state as `loket shot` does."""
    station = Station(
        bridge=StillBridge(), clock=lambda: THE_MOMENT, theme=Theme.of("light"), language=language, reduced_motion=True
    )
    screen = SHOTS[state](station)
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.show()
    screen.settle()  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert not screen.grab().isNull()
    return screen


def places(screen: KioskScreen) -> dict[str, QRect]:
    """Give where everything that can be touched lies on the screen."""
    found = [each for each in screen.findChildren(Touch) if each.isVisible() and "idle" not in each.objectName()]
    return {
        f"{index} {each.objectName()}": QRect(each.mapTo(screen, each.rect().topLeft()), each.size())
        for index, each in enumerate(found)
    }


@pytest.mark.parametrize(
    ("size", "language"), [((1080, 1920), "id"), ((1366, 768), "en")], ids=["upright", "lying-english"]
)
@pytest.mark.parametrize("state", SHOTS)
def test_everything_fits_and_nothing_overlaps(
    qtbot: QtBot, qapp: QApplication, state: str, size: tuple[int, int], language: str
) -> None:
    screen = painted(qtbot, state, size, language)
    touchable, k = places(screen), screen.look().k
    for name, place in touchable.items():
        assert screen.rect().contains(place), f"{name} is cut off"
        assert place.height() >= SMALLEST * k, f"{name} is too low for a finger"
        assert place.width() >= SMALLEST * k, f"{name} is too narrow for a finger"
    for (one, first), (other, second) in combinations(touchable.items(), 2):
        assert not first.intersects(second), f"{one} overlaps {other}"


@pytest.mark.parametrize("state", ["home-low", "service-low", "full-low", "book-low", "book-contrast-large-low"])
def test_low_reach_puts_everything_within_reach_of_a_wheelchair(qtbot: QtBot, qapp: QApplication, state: str) -> None:
    screen = painted(qtbot, state, (1080, 1920), "id")
    assert min(place.top() for place in places(screen).values()) >= 1920 - LOW_REACH


def test_a_number_is_never_cut_short(qapp: QApplication) -> None:
    for number in ("A001", "B1017", "W99999"):
        font = paint.fit_number(number, fonts.of(320, 700), 828)
        assert paint.text_width(number, font) <= 828


@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_visitors_text_has_the_contrast_of_wcag_aaa(theme: str) -> None:
    def light(token: str) -> float:
        parts = [Theme.of(theme).color(token).redF(), Theme.of(theme).color(token).greenF(),
                 Theme.of(theme).color(token).blueF()]  # fmt: skip
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    pairs = [("ink", "bg"), ("ink", "surf"), ("ink2", "bg"), ("ink2", "surf"), ("ink2", "priTint"), ("onPri", "pri"),
             ("onDeep", "deep"), ("onDeep2", "deep"), ("onDeepBox", "deep2"), ("green", "surf"),
             ("orange", "orangeTint"), ("ink", "orangeTint"), ("onCall", "call"), ("pri", "surf")]  # fmt: skip
    for ink, ground in pairs:
        bright, dark = sorted((light(ink), light(ground)), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= 7, f"{ink} on {ground}"


def test_an_icon_that_does_not_ship_leaves_the_letter_alone(qtbot: QtBot, qapp: QApplication) -> None:
    tile = samples.kiosk_board().tiles[0]
    unknown = replace(tile, service=replace(tile.service, icon="ikon-kantor-kami"))
    screen = painted(qtbot, "home", (1080, 1920), "id")
    screen.show_board(replace(screen.board, tiles=(unknown, *screen.board.tiles[1:])))
    assert not screen.grab().isNull()


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (768, 1366)], ids=["upright", "lying", "small"])
def test_no_service_of_the_english_first_page_is_cut_short(
    qtbot: QtBot, qapp: QApplication, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """English names are longer than the Indonesian ones they were drawn for."""
    drawn: dict[str, tuple[str, ...]] = {}
    fitted = Ink._fitted

    def noted(ink: Ink, words: str, *how: object) -> tuple[QFont, tuple[str, ...]]:
        found = fitted(ink, words, *how)  # type: ignore[arg-type]
        drawn[words] = found[1]
        return found

    monkeypatch.setattr(Ink, "_fitted", noted)
    kept._kept.cache_clear()
    painted(qtbot, "home", size, "en")
    assert "Disability and Older People" in drawn
    assert [name for name, lines in drawn.items() if lines[-1].endswith("…")] == []
