"""What every test stands on: no window on a real screen, no file in the user's folders, the same run every time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

# Before Qt is imported anywhere: tests never open a window on somebody's screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_ENABLE_HIGHDPI_SCALING"] = "0"

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

settings.register_profile("loket", derandomize=True, max_examples=50, deadline=None, print_blob=True)
settings.register_profile("thorough", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("LOKET_HYPOTHESIS", "loket"))


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep a test away from the user's data folder, database and clock shift."""
    for name in [name for name in os.environ if name.startswith("LOKET_") and name != "LOKET_HYPOTHESIS"]:
        monkeypatch.delenv(name)
    home = tmp_path_factory.getbasetemp() / "home"
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Give the one application, with the style and locale that make pictures the same everywhere."""
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
    qapp.setStyle("Fusion")
    return qapp
