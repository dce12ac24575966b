"""Pictures of the virtual printer for `loket shot`; its slips were drawn by `printers` and are kept beside its data."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from loket.resources import data
from ui.paper import PaperScreen
from ui.printers_page.samples import board, card, printer
from ui.samples import go_away
from ui.station import Station


def _with(*numbers: str) -> Callable[[Station], QWidget]:
    def build(station: Station) -> QWidget:
        screen = PaperScreen(station)
        for number in numbers:
            screen.show_slip(QImage(str(data("printers", f"{number}.png"))), number)
        return screen

    return build


def _away(station: Station) -> QWidget:
    screen = _with("A016", "C004", "B017")(station)
    go_away(station)
    return screen


def _training(fault: str, waiting: int, *numbers: str) -> Callable[[Station], QWidget]:
    def build(station: Station) -> QWidget:
        screen = PaperScreen(station, faults=True)
        for number in numbers:
            screen.show_slip(QImage(str(data("printers", f"{number}.png"))), number)
        strip = screen.strip
        if strip is not None:
            strip.chips.press(fault)
            strip.show_board(board((card(printer("layar", "virtual:", "out"), 0, waiting),), ()))
        return screen

    return build


SHOTS: dict[str, Callable[[Station], QWidget]] = {
    "slips": _with("A016", "C004", "B017"),
    "one": _with("B017"),
    "empty": _with(),
    "away": _away,
    "training": _training("", 0, "A016", "C004", "B017"),
    "training-out": _training("out", 3, "A016", "C004"),
}
"""What `loket shot paper` can paint."""

DEFAULT_SIZE: dict[str, tuple[int, int]] = {
    "slips": (760, 1000),
    "one": (560, 900),
    "empty": (560, 900),
    "away": (760, 1000),
    "training": (760, 1000),
    "training-out": (560, 900),
}
