"""A slip as a file: a picture, the printer's bytes, or a PDF of the paper's size."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter

from loket.errors import N_, Trouble, Usage
from loket.model.printer import Layout, PrinterProfile, PrinterRecord
from loket.model.slip import Slip, kind_of
from printers.composing import fragments_of
from printers.virtual import decode, torn_off

DOTS_PER_MM = 8


def write_slip(
    slip: Slip, width_dots: int, target: Path, copy: int = 1, layout: Layout = Layout.RASTER
) -> None:  # fmt: skip
    """Write a slip to `target`: .png, .bin (ESC/POS) or .pdf by its ending.

    Raises Refused for another ending, Trouble when the file cannot be written.
    """
    kind = target.suffix.lower()
    if kind not in (".png", ".bin", ".pdf"):
        raise Usage(
            "slip_kind", N_("Akhiran “{kind}” tidak dikenal. Pakai .png, .bin atau .pdf."), kind=kind or target.name
        )
    data = b"".join(fragments_of(slip, PrinterRecord("", "", width_dots, profile=PrinterProfile(layout=layout)), copy))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if kind == ".bin":
            target.write_bytes(data)
            return
    except OSError as error:
        raise _unwritable(target) from error
    # The picture of what the bytes print, not of what they were made from.
    image = torn_off(decode(data, width_dots)[0].image)
    written = image.save(str(target)) if kind == ".png" else _pdf(image, target, f"{slip.office} {kind_of(slip)}")
    if not written:
        raise _unwritable(target)


def _unwritable(target: Path) -> Trouble:
    return Trouble("file_unwritable", N_("{path} tidak dapat ditulis. Periksa folder dan izinnya."), path=target)


def _pdf(image: QImage, target: Path, title: str) -> bool:
    """Write one page as wide as the print head and as long as the slip, a dot an eighth of a millimetre."""
    size = QSizeF(image.width() / DOTS_PER_MM, image.height() / DOTS_PER_MM)
    try:
        with target.open("ab"):
            pass  # QPdfWriter only warns about a file that it cannot write
    except OSError:
        return False
    writer = QPdfWriter(str(target))
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(title)
    writer.setCreator("Loket")
    painter = QPainter()
    if not painter.begin(writer):
        return False
    painter.drawImage(painter.viewport(), image)
    return painter.end()
