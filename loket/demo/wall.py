"""One window with four screens in it: kiosk, counter, hall and paper, each in its own size and drawn smaller.

The screens are the same widgets as in earnest, and can be pressed; only the view of them is scaled, so that all four
have room on a small monitor.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QGraphicsProxyWidget, QGraphicsScene, QGraphicsView, QVBoxLayout, QWidget

from ui.theme import Theme

COUNTER_LEAST = (1024, 640)
"""Width and height the officer's screen needs at least, in its own pixels."""

KIOSK_ASPECT, PAPER_SHARE, COUNTER_SHARE = 9 / 16, 0.17, 0.58

GAP = 6


def places(width: int, height: int) -> dict[str, QRect]:
    """Give where each screen is seen in a room of `width` by `height`: hall above counter, kiosk, paper."""
    kiosk = min(round(height * KIOSK_ASPECT), round(width * 0.34))
    paper = round(width * PAPER_SHARE)
    left = width - kiosk - paper - 2 * GAP
    counter = min(round(left * COUNTER_LEAST[1] / COUNTER_LEAST[0]), round(height * COUNTER_SHARE))
    hall = height - counter - GAP
    return {
        "hall": QRect(0, 0, left, hall),
        "counter": QRect(0, hall + GAP, left, counter),
        "kiosk": QRect(left + GAP, 0, kiosk, height),
        "paper": QRect(left + kiosk + 2 * GAP, 0, paper, height),
    }


def own_size(name: str, place: QRect) -> tuple[int, int]:
    """Give the size in its own pixels of a screen that is seen in `place`: as large as it would be in an office."""
    if name == "counter":
        scale = min(1.0, place.width() / COUNTER_LEAST[0], place.height() / COUNTER_LEAST[1])
    else:
        own_height = {"hall": 1080, "kiosk": 1920, "paper": 900}[name]
        scale = min(1.0, place.height() / own_height)
        own_width = {"hall": 0, "kiosk": 1080, "paper": 400}[name]
        scale = min(scale, place.width() / own_width if own_width else scale)
    return round(place.width() / scale), round(place.height() / scale)


class _View(QGraphicsView):
    """What is seen of the four screens."""

    def __init__(self, screens: Mapping[str, QWidget], parent: QWidget) -> None:
        scene = QGraphicsScene(parent)
        super().__init__(scene, parent)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._hung: dict[str, QGraphicsProxyWidget] = {}
        for name, screen in screens.items():
            self._hung[name] = scene.addWidget(screen)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give every screen its place."""
        super().resizeEvent(event)
        room = self.viewport().rect()
        self.setSceneRect(QRectF(room))
        for name, place in places(room.width(), room.height()).items():
            width, height = own_size(name, place)
            proxy = self._hung[name]
            proxy.resize(width, height)
            proxy.setScale(place.width() / width)
            proxy.setPos(place.topLeft())


class Wall(QWidget):
    """The demo's window: the four screens, and a strip below them."""

    def __init__(self, screens: Mapping[str, QWidget], strip: QWidget, theme: Theme) -> None:
        """Hang up `screens`: "hall", "counter", "kiosk" and "paper"."""
        super().__init__()
        self.setProperty("surface", "desk")
        self.setMinimumSize(960, 540)
        view = _View(screens, self)
        view.setBackgroundBrush(theme.color("deep"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(view, 1)
        column.addWidget(strip)
