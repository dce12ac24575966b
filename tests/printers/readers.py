"""Readers that know nothing of Loket: zbar for the QR, tesseract for the words; programs of the system."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

PACKAGES = "zbar-tools tesseract-ocr tesseract-ocr-ind"
MARGIN = 40
"""White around a picture, as a table around a slip: both readers want it."""

LOOKS = ((1.0, 6), (0.4, 11), (0.25, 11), (2.0, 6))
"""Scale and page mode of each look. A number as tall as six lines is read from afar; most else at its own size."""

_SECONDS = 300
_COARSE = ("-Sx-density=2", "-Sy-density=2")
"""Every second line of the picture is enough: a module is five dots or more."""
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "|": "1"})


def lacking() -> str:
    """Name what is not installed here; "" when both readers are, with Indonesian."""
    names = [name for name in ("zbarimg", "tesseract") if not shutil.which(name)]
    if "tesseract" not in names:
        told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout
        names += [f"tesseract's language {each}" for each in ("ind", "eng") if each not in told.split()]
    return ", ".join(names)


def normal(words: str) -> str:
    """Give words without white, in capitals, with 0 for O and 1 for I, l and |: those pairs are one shape to OCR."""
    return "".join(words.split()).upper().translate(_ALIKE)


def on_white(image: QImage, scale: float = 1.0) -> QImage:
    """Give a picture in grey, scaled, with white around it."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    grey = scaled(grey, round(grey.width() * scale), round(grey.height() * scale))
    page = QImage(grey.width() + 2 * MARGIN, grey.height() + 2 * MARGIN, QImage.Format.Format_Grayscale8)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawImage(MARGIN, MARGIN, grey)
    painter.end()
    return page


def scaled(image: QImage, width: int, height: int) -> QImage:
    """Give a picture in another size, smooth."""
    kept, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(width, height, kept, smooth)


def worn(image: QImage) -> QImage:
    """Give a picture as an old print head leaves it: one dead column through the QR's data, edges that have run.

    Through the middle of a corner mark zbar gives up, whatever the size of the modules.
    """
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    painter = QPainter(grey)
    painter.fillRect(grey.width() * 4 // 25, 0, 1, grey.height(), Qt.GlobalColor.white)
    painter.end()
    small = scaled(grey, round(grey.width() * 0.6), round(grey.height() * 0.6))
    return scaled(small, grey.width(), grey.height())


def words_of(pictures: list[QImage], folder: Path, scale: float, page_mode: int) -> list[str]:
    """Read the words of several pictures in one go, as the model is slow to load."""
    paths = []
    for index, picture in enumerate(pictures):
        paths.append(str(folder / f"{scale}-{index}.png"))
        assert on_white(picture, scale).save(paths[-1])
    listed = folder / f"{scale}.txt"
    listed.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    command = ["tesseract", str(listed), "-", "--psm", str(page_mode), "-l", "ind+eng" if scale < 1 else "ind"]
    one_thread = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=_SECONDS, env=one_thread)
    pages = done.stdout.split("\f")
    assert len(pages) in (len(paths), len(paths) + 1), done.stderr
    return pages[: len(paths)]


def codes_of(pictures: list[QImage], folder: Path) -> list[list[str]]:
    """Read the QR codes of several pictures."""
    paths = []
    for index, picture in enumerate(pictures):
        paths.append(str(folder / f"code-{index}.png"))
        assert on_white(picture).save(paths[-1])
    command = ["zbarimg", "--quiet", "--xml", "--nodbus", "-Sdisable", "-Sqrcode.enable", *_COARSE, *paths]
    done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)
    assert done.returncode in (0, 4), done.stderr  # 4: some picture holds none
    found: dict[str, list[str]] = {path: [] for path in paths}
    for source in ET.fromstring(done.stdout).iter("{http://zbar.sourceforge.net/2008/barcode}source"):
        for data in source.iter("{http://zbar.sourceforge.net/2008/barcode}data"):
            packed = data.get("format") == "base64"
            words = base64.b64decode(data.text or "").decode() if packed else data.text or ""
            found[source.get("href", "")].append(words)
    return [found[path] for path in paths]
