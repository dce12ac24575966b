"""What a visitor is told about the printer: why no paper comes, and that the number is good without it."""

from __future__ import annotations

from loket.office.pictures import PrinterFace
from loket.texts import Texts


def why(state: str, texts: Texts) -> str:
    """Say in a short sentence what is wrong with a printer; empty when that is not known."""
    return {
        "out": texts("Kertas habis."),
        "cover": texts("Tutup printer terbuka."),
        "offline": texts("Printer mati."),
    }.get(state, "")


def warning(printer: PrinterFace, texts: Texts) -> str:
    """Say before the press that a number will come without paper; empty when paper comes, or never does."""
    if printer.prints or printer.state == "none":
        return ""
    return {
        "out": texts("Kertas printer habis. Nomor tetap diberikan; foto layarnya dengan ponsel."),
        "cover": texts("Tutup printer terbuka. Nomor tetap diberikan; foto layarnya dengan ponsel."),
        "offline": texts("Printer mati. Nomor tetap diberikan; foto layarnya dengan ponsel."),
    }[printer.state]


def place(printer: str, texts: Texts) -> str:
    """Say where the ticket comes out: below the screen, or at the printer that is named."""
    if printer:
        return texts("Tiket Anda keluar di printer {printer}", printer=printer)
    return texts("Tiket keluar di bawah layar")
