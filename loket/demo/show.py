"""The demo on a screen: kiosk, counter, hall and paper in one window, and a strip to set the pace."""

from __future__ import annotations

import random
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from loket.demo.agents import Officer, Visitors
from loket.demo.clock import DemoClock
from loket.demo.stage import COUNTER, Stage
from loket.demo.wall import Wall
from loket.office.boards import counter_board
from loket.office.signin import sign_in
from loket.texts import Texts
from ui import fonts
from ui.app import application, catch_bugs
from ui.theme import Theme

DEFAULT_PACE, FASTEST = 8.0, 60


class Strip(QWidget):
    """The control strip: pace, and whether visitors and officer act by themselves."""

    def __init__(self, clock: DemoClock, texts: Texts, visitors: Visitors, officer: Officer, pace: float) -> None:
        """Make the strip."""
        super().__init__()
        self.setProperty("surface", "desk")
        self.setFont(fonts.of(14, 500))
        self._clock, self._texts = clock, texts
        self._label = QLabel(self)
        self._label.setMinimumWidth(190)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setRange(0, FASTEST)
        self._slider.setAccessibleName(texts("Kecepatan"))
        self._slider.valueChanged.connect(self._set)
        row = QHBoxLayout(self)
        row.addWidget(self._label)
        row.addWidget(self._slider, 1)
        for words, agent in ((texts("Pengunjung otomatis"), visitors), (texts("Petugas otomatis"), officer)):
            box = QCheckBox(words, self)
            box.setChecked(True)
            box.toggled.connect(partial(setattr, agent, "active"))
            row.addWidget(box)
        end = QPushButton(texts("Selesai"), self)
        end.clicked.connect(QGuiApplication.quit)
        row.addWidget(end)
        self._slider.setValue(round(pace))
        self._set(round(pace))

    def _set(self, pace: int) -> None:
        self._clock.set_pace(float(pace))
        self._label.setText(self._texts("Kecepatan {n}×", n=pace) if pace else self._texts("Berhenti sejenak"))


def show(pace: float | None, language: str) -> int:
    """Open everything and run until the window is closed; the office lives in a temporary folder."""
    app = application(Theme.of("light"))
    catch_bugs()
    chosen = DEFAULT_PACE if pace is None else max(0.0, min(float(FASTEST), pace))
    with tempfile.TemporaryDirectory(prefix="loket-demo-") as folder:
        stage = Stage(DemoClock(pace=chosen), Path(folder) / "demo.db", language, 1.5)
        stage.build()
        sign_in(stage.backstage, COUNTER, "P1")
        kiosk, counter, hall, paper = stage.kiosk(), stage.counter(), stage.display(mute=False), stage.paper()
        chance = random.Random(20261123)  # noqa: S311 - visitors, not secrets
        ask = partial(stage.bridges[1].run, partial(counter_board, counter=COUNTER))
        strip = Strip(stage.clock, Texts.of(language), Visitors(kiosk, chance), Officer(counter, ask, chance), chosen)
        wall = Wall({"hall": hall, "counter": counter, "kiosk": kiosk, "paper": paper}, strip, Theme.of("light"))
        wall.setWindowTitle(Texts.of(language)("Loket · demo"))
        area = QGuiApplication.primaryScreen().availableGeometry()
        wall.setGeometry(area)
        wall.showMaximized()
        try:
            return app.exec()
        finally:
            stage.close()
