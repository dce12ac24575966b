"""The launcher: the first office, stations as programs of their own, and the day's end with its report."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from loket.cli.office_time import time_of
from loket.cli.opening import database, open_office
from loket.cli.stations import has_display, surroundings
from loket.errors import N_
from loket.store.opening import is_there
from loket.store.place import Place, home_of
from loket.texts import Texts

if TYPE_CHECKING:
    from datetime import date

    from ui.launcher import LauncherScreen

VIRTUAL = "Kertas di layar"
"""The printer a new office starts with: it prints on the screen until a real one is added."""


def launcher(options: argparse.Namespace) -> int:
    """Choose a station. The first start makes an office; a machine without a display plays the demo instead."""
    where = database(options)
    texts = Texts.of(options.lang)
    if not has_display():
        print(texts(N_("Mesin ini tidak punya layar: demo dijalankan tanpa layar.")), flush=True)
        from loket.cli.demo import play_headless

        return play_headless(home_of(where) / "demo", options.lang)
    if not is_there(where):
        first_office(options)
    app, station, bridge = surroundings(where, "launcher", "light", options.lang, time_of(where))
    from PySide6.QtGui import QGuiApplication

    from ui.launcher import LauncherScreen

    window = LauncherScreen(station, len(QGuiApplication.screens()))
    window.chosen.connect(partial(open_station, where, options.lang))
    window.closed.connect(partial(_write_report, where, options.lang, window))
    window.show()
    try:
        return app.exec()
    finally:
        bridge.close()


def _write_report(where: Place, language: str, window: LauncherScreen, day: date) -> None:
    """Write a closed day's report in the office's folder, in a process of its own, and show it."""
    from PySide6.QtCore import QProcess, QUrl
    from PySide6.QtGui import QDesktopServices

    folder = home_of(where) / "laporan"
    target = folder / f"laporan-{day.isoformat()}.pdf"
    texts = window.station.texts
    writer = QProcess(window)
    with suppress(OSError):  # the writer says what is wrong with the folder
        folder.mkdir(parents=True, exist_ok=True)

    def written(code: int) -> None:
        if code:
            said = bytes(writer.readAllStandardError().data()).decode("utf-8", "replace")
            window.tell(said.strip().removeprefix("loket: "))
            return
        window.tell(texts("Hari ditutup. Laporan tersimpan di {path}.", path=target))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    writer.finished.connect(written)
    words = ["-m", "loket", "report", "day", "--date", day.isoformat(), "--out", str(target)]
    writer.start(sys.executable, [*words, "--database", str(where), "--lang", language])


def first_office(options: argparse.Namespace) -> None:
    """Make the office of a first start: the starter dinsos, and paper on the screen."""
    from loket.cli.acts import init
    from loket.office.printer_setup import add_printer

    first = argparse.Namespace(**{**vars(options), "starter": "dinsos", "training": False, "json": False})
    init(first)
    office = open_office(database(options))
    try:
        add_printer(office, VIRTUAL, "virtual:", 576)
    finally:
        office.store.close()


def open_station(where: Place, language: str, word: str, screen: int) -> None:
    """Open a station as a program of its own, which lives on when the launcher is closed.

    `screen` is the monitor of a full-screen station, 0 for a window.
    """
    from PySide6.QtCore import QProcess

    arguments = ["-m", "loket", word, "--lang", language]
    if word != "demo":
        arguments += ["--database", str(where)]
    if word in ("kiosk", "display"):
        arguments += ["--screen", str(screen)] if screen else ["--window"]
    QProcess.startDetached(sys.executable, arguments)
