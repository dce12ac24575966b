"""The office's emblem: any picture becomes line art that can be recognised."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygon

from printers.emblem import emblem_stamp, threshold_of
from printers.escpos_bytes import encode
from printers.ink import Stamp
from printers.slips.ticket import ticket_image
from tests.printers.samples import TICKET, WIDTHS

pytestmark = pytest.mark.usefixtures("qapp")


def crest(path, shield, star, back=Qt.GlobalColor.transparent, size=(300, 400)):
    """Draw a shield with a star on it."""
    image = QImage(size[0], size[1], QImage.Format.Format_ARGB32)
    image.fill(back)
    painter = QPainter(image)
    painter.fillRect(QRect(30, 40, size[0] - 60, size[1] - 80), QColor(shield))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(star))
    middle, reach = QPoint(size[0] // 2, size[1] // 2), 60
    painter.drawPolygon(QPolygon([middle + QPoint(0, -reach), middle + QPoint(reach, 0), middle + QPoint(0, reach),
                                  middle + QPoint(-reach, 0)]))  # fmt: skip
    painter.end()
    assert image.save(str(path))
    return str(path)


def ink_at(stamp: Stamp | None, x: float, y: float) -> bool:
    """Tell whether there is ink at a place, given in shares of the width and the height."""
    assert stamp is not None
    return bool(stamp.rows[int(y * len(stamp.rows))] >> (stamp.width - 1 - int(x * stamp.width)) & 1)


@pytest.mark.parametrize(
    ("shield", "star"),
    [("#0b7a3b", "#ffd400"), ("#c8102e", "#ffffff"), ("#7fc4ef", "#ffffff"), ("#e0a800", "#ffffff")],
)
def test_a_light_figure_on_a_coloured_shield_stays_apart_from_it(tmp_path, shield, star):
    stamp = emblem_stamp(crest(tmp_path / "lambang.png", shield, star), 52)
    assert ink_at(stamp, 0.2, 0.2)
    assert not ink_at(stamp, 0.5, 0.5)
    assert not ink_at(stamp, 0.02, 0.02), "what is see-through is white"


def test_a_dark_figure_on_a_yellow_shield_is_ink_and_the_shield_is_white(tmp_path):
    path = crest(tmp_path / "lambang.jpg", "#ffd400", "#0b3d91", Qt.GlobalColor.white)
    stamp = emblem_stamp(path, 52)
    assert ink_at(stamp, 0.5, 0.5)
    assert not ink_at(stamp, 0.2, 0.2)


def test_an_emblem_keeps_its_proportions_within_its_square(tmp_path):
    tall = emblem_stamp(crest(tmp_path / "tinggi.png", "#000000", "#ffffff", size=(200, 400)), 48)
    wide = emblem_stamp(crest(tmp_path / "lebar.png", "#000000", "#ffffff", size=(400, 200)), 48)
    assert tall is not None
    assert wide is not None
    assert (tall.width, len(tall.rows)) == (24, 48)
    assert (wide.width, len(wide.rows)) == (48, 24)


def test_an_emblem_that_has_changed_is_read_anew(tmp_path):
    path = crest(tmp_path / "lambang.png", "#000000", "#ffffff")
    before = emblem_stamp(path, 52)
    crest(path, "#ffffff", "#000000")
    os.utime(path, ns=(1, 1))  # whatever the clock's grain
    assert emblem_stamp(path, 52) != before


def test_a_file_that_is_no_picture_leaves_the_slip_without_an_emblem(tmp_path):
    for name in ("rusak.png", "rusak.svg"):
        (tmp_path / name).write_bytes(b"bukan gambar")
    assert emblem_stamp(str(tmp_path / "rusak.png"), 52) is None
    assert emblem_stamp(str(tmp_path), 52) is None
    assert emblem_stamp("", 52) is None


def test_a_picture_of_one_grey_has_a_threshold():
    grey = QImage(9, 9, QImage.Format.Format_Grayscale8)
    grey.fill(QColor(120, 120, 120))
    assert 120 <= threshold_of(grey) <= 200


def test_a_photograph_as_emblem_still_sends_no_real_time_command(tmp_path):
    image = QImage(240, 240, QImage.Format.Format_Grayscale8)
    noise = (x * 7919 ^ y * 104729 for y in range(240) for x in range(240))
    for place, value in enumerate(noise):
        image.scanLine(place // 240)[place % 240] = value & 0xFF  # type: ignore[index]
    path = tmp_path / "foto.png"
    assert image.save(str(path))
    for width in WIDTHS:
        data = b"".join(encode(ticket_image(replace(TICKET, emblem=str(path)), width)))
        assert not any(sequence in data for sequence in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))
