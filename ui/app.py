"""Start one screen: application, fonts, theme, the net for bugs, and the monitor it was given."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from dataclasses import replace
from types import TracebackType

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from loket import settings
from loket.errors import N_, Refused
from loket.resources import data
from ui import fonts
from ui.theme import Theme, apply_sheet

log = logging.getLogger(__name__)

STAFF_EXIT = "Ctrl+Alt+Q"
"""The keys that close a station, full screen or not."""

WINDOW_SHARE = 0.86
"""How much of a monitor a station in a window takes at most."""


def application(theme: Theme) -> QApplication:
    """Give the one application of this process, dressed in `theme`."""
    os.environ.setdefault("QT_SCALE_FACTOR_ROUNDING_POLICY", "PassThrough")
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["loket"])
    app.setApplicationName("loket")
    app.setDesktopFileName("loket")
    app.setStyle("Fusion")
    QLocale.setDefault(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
    fonts.load()
    apply_sheet(app, theme)
    app.setWindowIcon(QIcon(str(data("brand", "loket-icon.svg"))))
    return app


def catch_bugs() -> None:
    """Spread the net: a bug in a slot is logged with everything a repairer needs, and the station goes on."""
    sys.excepthook = _report


def place(window: QWidget, name: str, *, screen: int | None, in_window: bool, size: tuple[int, int]) -> None:
    """Show `window` on the monitor it was given; `screen` (from the left, from 1) is remembered under `name`.

    Full screen, or at most `size` in a window. Staff leave any station with Ctrl+Alt+Q, which a visitor without a
    keyboard cannot press. Raises Refused when there is no such monitor.
    """
    QShortcut(QKeySequence(STAFF_EXIT), window, window.close, context=Qt.ShortcutContext.ApplicationShortcut)
    monitor = _monitor(name, screen)
    area = monitor.availableGeometry()
    window.setScreen(monitor)
    if in_window:
        scale = min(1.0, WINDOW_SHARE * area.width() / size[0], WINDOW_SHARE * area.height() / size[1])
        window.resize(round(size[0] * scale), round(size[1] * scale))
        window.move(area.center() - window.rect().center())
        window.show()
        return
    window.setGeometry(monitor.geometry())
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.showFullScreen()


def monitors_in_order() -> list[QScreen]:
    """Give this PC's monitors from left to right: their numbers stay when another one becomes the main one."""
    return sorted(QGuiApplication.screens(), key=lambda each: (each.geometry().x(), each.geometry().y()))


def _monitor(name: str, screen: int | None) -> QScreen:
    monitors = monitors_in_order()
    known = settings.recall(name)
    if screen is None:
        for monitor in monitors:
            if known.screen and monitor.name() == known.screen:
                return monitor
        return monitors[0]
    if not 1 <= screen <= len(monitors):
        raise Refused(
            "screen_unknown",
            N_("Layar {screen} tidak ada; PC ini punya {count} layar."),
            screen=screen,
            count=len(monitors),
        )
    monitor = monitors[screen - 1]
    settings.remember(name, replace(known, screen=monitor.name()))
    return monitor


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Keep a bug from vanishing: into the log, with everything a repairer needs; the station goes on."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.exit(130)
        return
    log.error("a bug in Loket:\n%s", "".join(traceback.format_exception(kind, error, trace)))
