"""Which printer prints a slip: its own one, else one that can, while the own one cannot."""

from __future__ import annotations

from collections.abc import Sequence

from loket.model.printer import TROUBLED, PrinterRecord
from loket.model.slip import SlipKind

NO_SPARE = "-"


def can_print(printer: PrinterRecord, kind: SlipKind) -> bool:
    """Tell whether a printer takes slips of this kind at all."""
    return not printer.profile.slips or kind in printer.profile.slips


def home_of(kind: SlipKind, wanted: str | None, printers: Sequence[PrinterRecord]) -> PrinterRecord | None:
    """Give the printer whose slip it is: the one that was wanted, else the first for this kind, else the first."""
    own = next((each for each in printers if each.name == wanted), None)
    return own or next((each for each in printers if can_print(each, kind)), None) or next(iter(printers), None)


def taker_of(kind: SlipKind, wanted: str | None, printers: Sequence[PrinterRecord]) -> PrinterRecord | None:
    """Give the printer that prints a slip now, None without any.

    While its own printer is in trouble a slip goes to that one's spare: the named one, or, when none is named, the
    first other printer of the same sort (real or virtual) that takes this kind. Nobody takes over from one whose spare
    is "-", and a spare in trouble takes nothing: the slip then waits for its own printer.
    """
    home = home_of(kind, wanted, printers)
    if home is None or home.state not in TROUBLED or home.profile.spare == NO_SPARE:
        return home
    well = [each for each in printers if each.state not in TROUBLED and each.name != home.name]
    if home.profile.spare:
        return next((each for each in well if each.name == home.profile.spare), home)
    alike = [each for each in well if can_print(each, kind) and _is_virtual(each) == _is_virtual(home)]
    return next(iter(alike), home)


def _is_virtual(printer: PrinterRecord) -> bool:
    return printer.url.startswith("virtual:")
