"""Tickets for the tests. ``python -m tests.printers.samples`` writes their pictures anew: look at each one then."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QImage

from loket.model.printer import Layout, PrinterProfile, PrinterRecord
from loket.model.slip import TicketSlip

GOLDEN = Path(__file__).parent / "golden"
WIDTHS = (384, 512, 576)

TICKET = TicketSlip(
    office="Dinas Sosial", place="Kota Arunika", emblem="lambang-contoh.svg", number="B017", letter="B",
    service="Usul Data DTSEN", taken_at=datetime(2025, 11, 18, 9, 41), ahead=4, told_low_s=600, told_high_s=900,
    code="7KQ2M", missing=("foto rumah",),
)  # fmt: skip

LONG = replace(
    TICKET,
    office="Dinas Kependudukan dan Pencatatan Sipil",
    place="Kabupaten Kepulauan Arunika Tenggara",
    service="Perekaman dan Penerbitan Kartu Tanda Penduduk Elektronik bagi Penduduk Rentan Administrasi",
    letter="PK",
    number="PK1999",
    ahead=1234,
    told_low_s=6000,
    told_high_s=9000,
    free_of_charge=False,
    missing=("Surat keterangan kehilangan dari kepolisian setempat", "KK"),
)

SLIPS: dict[str, tuple[TicketSlip, int]] = {
    "ticket": (TICKET, 1),
    "link": (replace(TICKET, link="https://antrean.arunika.go.id/t/7KQ2M", priority=True), 1),
    "untold": (replace(TICKET, told_low_s=None, told_high_s=None, missing=(), ahead=0), 1),
    "training": (replace(TICKET, training=True, number="A001", letter="A"), 2),
    "english": (replace(TICKET, language="en", number="B1017", service="DTSEN data proposal", priority=True), 3),
    "long": (LONG, 1),
    "ordinary": (replace(TICKET, link="https://antrean.arunika.go.id/t/7KQ2M", missing=()), 1),
    "why": (
        replace(
            TICKET,
            why="Pukul 09.55: 2 orang di depan Anda menurut urutan datang. Sejak Anda menunggu, 1 pengunjung prioritas "
            "didahulukan. Giliran Anda paling lambat sekitar pukul 10.05, paling cepat 10.00.",
        ),
        2,
    ),
    "slot": (
        replace(TICKET, told_low_s=None, told_high_s=None, missing=(), not_before=datetime(2025, 11, 18, 10, 25)),
        1,
    ),
    "footer": (
        replace(TICKET, missing=(), footer="Senin–Jumat 08.00–15.00 · WhatsApp 0812-0000-1234 · Jalan Merdeka 1"),
        1,
    ),
}
"""Slip and copy by name."""


NATIVE = ("ticket", "link", "long", "why")
"""Those that are kept as the virtual printer shows them in a printer's own letters."""


def native_picture(name: str, width: int) -> QImage:
    """Give the paper of a slip that a printer has set in its own letters."""
    from printers.composing import fragments_of
    from printers.virtual import decode, torn_off

    slip, copy = SLIPS[name]
    record = PrinterRecord("serial", "virtual:", width, profile=PrinterProfile(layout=Layout.NATIVE))
    return torn_off(decode(b"".join(fragments_of(slip, record, copy)), width)[0].image)


def _write() -> None:
    from printers.fonts import ensure_painter
    from printers.slips.ticket import ticket_image

    ensure_painter()
    GOLDEN.mkdir(exist_ok=True)
    for width in WIDTHS:
        for name, (slip, copy) in SLIPS.items():
            ticket_image(slip, width, copy).save(str(GOLDEN / f"{name}-{width}.png"))
        for name in NATIVE:
            native_picture(name, width).save(str(GOLDEN / f"native-{name}-{width}.png"))


if __name__ == "__main__":
    _write()
