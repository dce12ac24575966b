"""Where a station appears: on the monitor it was given, remembered, and left only by its staff."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from loket import settings
from loket.errors import Refused
from loket.settings import StationSettings, recall, remember
from ui.app import STAFF_EXIT, catch_bugs, place

ROOT = Path(__file__).resolve().parents[2]

TWO_MONITORS = {
    "screens": [
        {"name": "KANAN", "x": 1366, "y": 0, "width": 1920, "height": 1080},
        {"name": "KIRI", "x": 0, "y": 0, "width": 1366, "height": 768},
    ]
}

PLACES = """
import json, sys
from PySide6.QtWidgets import QWidget
from ui.app import application, place
from ui.theme import Theme
application(Theme.of("light"))
found = []
for name, screen, in_window in json.loads(sys.argv[1]):
    window = QWidget()
    place(window, name, screen=screen, in_window=in_window, size=(1920, 1080))
    box = window.geometry()
    found.append([window.screen().name(), window.isFullScreen(), box.x(), box.y(), box.width(), box.height()])
print(json.dumps(found))
"""


def on_two_monitors(tmp_path: Path, *wanted: tuple[str, int | None, bool]) -> list[list[Any]]:
    """Place windows on a PC with two monitors; gives monitor, full screen, x, y, width, height of each."""
    plan = tmp_path / "monitors.json"
    plan.write_text(json.dumps(TWO_MONITORS))
    done = subprocess.run(
        [sys.executable, "-c", PLACES, json.dumps(wanted)],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={plan}"}, cwd=ROOT, timeout=60,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: list[list[Any]] = json.loads(done.stdout)
    return found


def test_a_station_fills_the_monitor_it_was_given_and_remembers_it(tmp_path):
    first, again, other = on_two_monitors(
        tmp_path, ("display", 2, False), ("display", None, False), ("kiosk", None, False)
    )
    assert first == ["KANAN", True, 1366, 0, 1920, 1080]
    assert again == first
    assert other == ["KIRI", True, 0, 0, 1366, 768]


def test_a_window_has_room_around_it_on_any_monitor(tmp_path):
    small, large = on_two_monitors(tmp_path, ("kiosk", 1, True), ("display", 2, True))
    assert small[:2] == ["KIRI", False]
    assert small[4] < 1366
    assert small[5] < 768
    assert large[:2] == ["KANAN", False]
    assert large[2] > 1366


def test_a_monitor_that_was_taken_away_gives_way_to_the_first(tmp_path):
    remember("display", StationSettings(screen="DIBAWA PULANG"))
    (only,) = on_two_monitors(tmp_path, ("display", None, False))
    assert only[0] == "KIRI"


def test_a_monitor_that_is_not_there_is_refused(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    with pytest.raises(Refused, match="Layar 9 tidak ada"):
        place(window, "kiosk", screen=9, in_window=False, size=(800, 600))
    assert recall("kiosk") == StationSettings() or recall("kiosk").screen != "9"
    assert len(QGuiApplication.screens()) == 1


def test_staff_close_a_station_with_keys_that_no_visitor_has(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    place(window, "uji", screen=None, in_window=False, size=(800, 600))
    window.activateWindow()
    with qtbot.waitActive(window):
        pass
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert STAFF_EXIT == "Ctrl+Alt+Q"


def test_a_bug_in_a_slot_is_logged_with_its_place_and_the_station_goes_on(monkeypatch, caplog):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_bugs()
    with pytest.raises(ZeroDivisionError) as bug:
        divmod(1, 0)
    sys.excepthook(bug.type, bug.value, bug.tb)
    assert "ZeroDivisionError" in caplog.text
    assert __file__ in caplog.text


# --- what this PC remembers -------------------------------------------------------------------------------------------


def test_what_was_remembered_is_recalled_station_by_station(tmp_path):
    path = tmp_path / "pc" / "stations.json"
    remember("kiosk", StationSettings(screen="KIRI", theme="dark"), path)
    remember("display", StationSettings(screen="KANAN"), path)
    assert recall("kiosk", path) == StationSettings(screen="KIRI", theme="dark")
    assert recall("display", path).screen == "KANAN"
    assert recall("counter-1", path) == StationSettings()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"kiosk": 5}', '{"kiosk": null}', "\x00\x01", '"kiosk"'])
def test_a_broken_file_is_as_good_as_none(tmp_path, caplog, content):
    path = tmp_path / "stations.json"
    path.write_text(content)
    assert recall("kiosk", path) == StationSettings()
    with caplog.at_level(logging.WARNING):
        remember("kiosk", StationSettings(screen="KIRI"), path)
    assert recall("kiosk", path).screen == "KIRI"


def test_a_setting_of_a_newer_loket_is_left_aside(tmp_path):
    path = tmp_path / "stations.json"
    path.write_text('{"kiosk": {"screen": "KIRI", "hologram": true}}')
    assert recall("kiosk", path) == StationSettings(screen="KIRI")


def test_a_folder_that_cannot_be_written_is_logged_and_nothing_more(tmp_path, caplog):
    (tmp_path / "berkas").write_text("x")
    remember("kiosk", StationSettings(screen="KIRI"), tmp_path / "berkas" / "stations.json")
    assert "kiosk" in caplog.text
    assert settings.settings_path().name == "stations.json"
