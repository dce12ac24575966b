"""Paint the pictures of the manual and of the README from the real screens, small enough for a repository.

    python tools/manual_pictures.py             all of them
    python tools/manual_pictures.py loket-siap  some of them

Each is a screen of `loket shot` in one state, made narrower and reduced to a palette. The README's picture is a few of
them on one sheet. The same sources give the same pictures.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
MANUAL = ROOT / "docs" / "manual" / "images"
README_PICTURE = ROOT / "docs" / "images" / "loket.png"

MOST_BYTES, MOST_BYTES_TOGETHER, MOST_BYTES_README = 120_000, 2_500_000, 600_000
"""What the repository bears: one picture, all of the manual, the README's sheet."""

COLOURS = (256, 128, 64)
"""How many colours a picture keeps: the first number with which it is small enough."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen in one state, `width` pixels wide in the manual."""

    screen: str
    state: str
    width: int
    theme: str = ""


UPRIGHT, LYING, PAPER = 360, 960, 360

PICTURES = {
    "kios-mulai": Picture("kiosk", "attract", UPRIGHT),
    "kios-awal": Picture("kiosk", "home", UPRIGHT),
    "kios-layanan": Picture("kiosk", "service", UPRIGHT),
    "kios-prioritas": Picture("kiosk", "priority", UPRIGHT),
    "kios-nomor": Picture("kiosk", "ticket", UPRIGHT),
    "kios-tanpa-kertas": Picture("kiosk", "no-paper", UPRIGHT),
    "kios-peringatan": Picture("kiosk", "service-no-paper", UPRIGHT),
    "kios-cadangan": Picture("kiosk", "elsewhere", UPRIGHT),
    "kios-penuh": Picture("kiosk", "full", UPRIGHT),
    "kios-janji": Picture("kiosk", "book", UPRIGHT),
    "kios-terdaftar": Picture("kiosk", "booked", UPRIGHT),
    "kios-tutup": Picture("kiosk", "closed", UPRIGHT),
    "kios-kontras": Picture("kiosk", "home-contrast-large", UPRIGHT),
    "kios-latihan": Picture("kiosk", "home-training", UPRIGHT),
    "loket-masuk": Picture("signin", "choose", LYING),
    "loket-siap": Picture("counter", "ready", LYING),
    "loket-memanggil": Picture("counter", "calling", LYING),
    "loket-melayani": Picture("counter", "serving", LYING),
    "loket-tanda-terima": Picture("counter", "receipt", LYING),
    "loket-tanpa-kertas": Picture("counter", "without-paper", LYING),
    "loket-alasan": Picture("counter", "call-reason", LYING),
    "loket-menu": Picture("counter", "row-menu", LYING),
    "loket-alihkan": Picture("counter", "transfer-counter", LYING),
    "loket-terlewat": Picture("counter", "missed", LYING),
    "loket-urungkan": Picture("counter", "undo", LYING),
    "loket-tidak-ada-jawaban": Picture("counter", "no-answer", LYING),
    "loket-janji": Picture("counter", "appointments-chosen", LYING),
    "loket-daftarkan": Picture("counter", "appointments-book", LYING),
    "loket-terdaftar": Picture("counter", "appointments-booked", LYING),
    "layar-daftar": Picture("display", "list", LYING),
    "layar-panggilan": Picture("display", "call-frame2", LYING),
    "layar-terputus": Picture("display", "offline", LYING),
    "layar-loket": Picture("display", "grid-12", LYING),
    "layar-tegak": Picture("display", "portrait", UPRIGHT),
    "layar-tutup": Picture("display", "closed", LYING),
    "kertas-tiket": Picture("paper", "one", PAPER),
    "kertas-latihan": Picture("paper", "training-out", PAPER),
    "printer-halaman": Picture("printers", "job", LYING),
    "printer-masalah": Picture("printers", "trouble", LYING),
    "printer-cari": Picture("printers", "find", LYING),
    "printer-pola": Picture("printers", "step-pattern", LYING),
    "printer-penutup": Picture("printers", "step-cover-open", LYING),
    "peluncur": Picture("launcher", "open", LYING),
    "peluncur-tutup": Picture("launcher", "closed", LYING),
}
"""Every picture that a page of the manual may name."""

SLIPS = {
    "struk-berkas": "receipt",
    "struk-resep": "prescription",
    "struk-pengaduan": "complaint",
    "struk-syarat": "requirements",
    "struk-belum-ada": "requirements-missing",
    "struk-lanjutan": "carry-over",
    "struk-janji": "appointment",
    "struk-penutupan": "closing",
}
"""Slips in the manual, each a sample that the tests hold to its picture."""

DESK, SLIP = 16, 300
"""Dots of the table that are seen around a slip, and how wide it is in the manual."""

SHEET, PAGE, EDGE = (1640, 876), "#EDF1F2", "#C9D3D6"
PLACES = (
    (Picture("kiosk", "home", 452), (36, 36)),
    (Picture("display", "call-frame2", 700), (516, 36)),
    (Picture("counter", "serving", 700), (516, 446)),
    (Picture("paper", "one", 364), (1240, 36)),
    (Picture("display", "list", 364), (1240, 635)),
)
"""The README's sheet: each picture and where its upper left corner stands."""


def painted(picture: Picture, folder: Path) -> Image.Image:
    """Paint a screen as `loket shot` does and make it as wide as the picture shall be."""
    from loket.cli import pictures

    place, theme = pictures.ROOMS[picture.screen]
    shots, sizes = pictures.shots_of(place)
    target = folder / "shot.png"
    pictures.paint(
        shots[picture.state], theme=picture.theme or theme, language="id", size=sizes[picture.state], out=target
    )
    with Image.open(target) as image:
        height = round(image.height * picture.width / image.width)
        return image.convert("RGB").resize((picture.width, height), Image.Resampling.LANCZOS)


def drawn(name: str, folder: Path) -> Image.Image:
    """Draw a sample slip of 80 mm as it lies on a table."""
    from printers.fonts import ensure_painter
    from printers.slips.drawing import slip_image
    from tests.printers.sample_slips import SLIPS as SAMPLES

    ensure_painter()
    target = folder / "slip.png"
    slip_image(SAMPLES[name][0], 576).save(str(target))
    with Image.open(target) as paper:
        height = round(paper.height * SLIP / paper.width)
        small = paper.convert("L").resize((SLIP, height), Image.Resampling.LANCZOS)
    table = Image.new("RGB", (SLIP + 2 * DESK, height + 2 * DESK), PAGE)
    table.paste(small.point([round(grey / 36) * 255 // 7 for grey in range(256)]).convert("RGB"), (DESK, DESK))
    ImageDraw.Draw(table).rectangle((DESK - 1, DESK - 1, DESK + SLIP, DESK + height), outline=EDGE)
    return table


def save(image: Image.Image, target: Path, most: int) -> int:
    """Write a PNG with a palette of at most `most` bytes; gives its size. Raises ValueError when it stays larger."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for colours in COLOURS:
        palette = image.quantize(colours, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
        palette.save(target, "PNG", optimize=True)
        if (size := target.stat().st_size) <= most:
            return size
    raise ValueError(f"{target.name}: {size:,} bytes even with {COLOURS[-1]} colours")


def sheet(folder: Path) -> Image.Image:
    """Put the README's pictures on one sheet, each with a hair line around it."""
    whole = Image.new("RGB", SHEET, PAGE)
    pen = ImageDraw.Draw(whole)
    for picture, (left, top) in PLACES:
        image = painted(picture, folder)
        whole.paste(image, (left, top))
        pen.rectangle((left - 1, top - 1, left + image.width, top + image.height), outline=EDGE)
    return whole


def main(arguments: list[str] | None = None) -> int:
    """Paint what is named, or everything; gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    names = parser.parse_args(arguments).names or [*PICTURES, *SLIPS, "readme"]
    if unknown := set(names) - {*PICTURES, *SLIPS, "readme"}:
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    total = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in names:
            if name == "readme":
                size = save(sheet(folder), README_PICTURE, MOST_BYTES_README)
            else:
                image = drawn(SLIPS[name], folder) if name in SLIPS else painted(PICTURES[name], folder)
                size = save(image, MANUAL / f"{name}.png", MOST_BYTES)
                total += size
            print(f"{name}: {size:,} bytes")
    print(f"the manual's pictures: {total:,} bytes")
    return 0 if total <= MOST_BYTES_TOGETHER else 1


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
