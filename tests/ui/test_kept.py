"""What is kept as a picture looks as if it were painted, and is painted once."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from ui import fonts, kept, paint

INK, GROUND = QColor("#10222B"), QColor("#FFFFFF")
PLACE = QRectF(7, 5, 300, 90)


class Brush:
    """Paints a word, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, painter: QPainter) -> None:
        self.times += 1
        paint.draw_text(painter, PLACE, "Selamat", fonts.of(72, 800), INK)


def canvas() -> tuple[QImage, QPainter]:
    """Give an empty ground and its painter."""
    image = QImage(320, 100, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return image, painter


def test_a_kept_picture_is_painted_once_and_looks_the_same_each_time(qapp: QApplication) -> None:
    brush, pictures = Brush(), []
    for _ in range(3):
        image, painter = canvas()
        kept.draw(painter, PLACE, "a word", brush)
        painter.end()
        pictures.append(image)
    assert brush.times == 1
    assert pictures[0] == pictures[1] == pictures[2]


def test_it_stands_where_it_would_be_painted(qapp: QApplication) -> None:
    pictured, painter = canvas()
    kept.draw(painter, PLACE, "a word in its place", Brush())
    painter.end()
    painted, painter = canvas()
    Brush()(painter)
    painter.end()
    wrong = [
        (x, y) for y in range(100) for x in range(320)
        if abs(painted.pixelColor(x, y).lightness() - pictured.pixelColor(x, y).lightness()) > 32
    ]  # fmt: skip
    assert painted.pixelColor(30, 50) != GROUND or len({painted.pixel(x, 50) for x in range(320)}) > 1
    assert wrong == []


def test_something_else_in_the_same_place_is_another_picture(qapp: QApplication) -> None:
    brush = Brush()
    _, painter = canvas()
    for what in ("one", "another", "one"):
        kept.draw(painter, PLACE, what, brush)
    painter.end()
    assert brush.times == 2
