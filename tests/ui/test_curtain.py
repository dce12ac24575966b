"""The curtain: a station shows something at once, and the something leaves when the station is there."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel

from ui.curtain import Curtain
from ui.theme import Theme


def test_the_curtain_is_painted_before_the_work_goes_on(qtbot):
    curtain = Curtain(Theme.of("light"), "Sedang dibuka…")
    qtbot.addWidget(curtain)
    curtain.resize(320, 480)
    curtain.show()
    curtain.wait_for_paint()
    ground = curtain.grab().toImage().pixelColor(4, 4)
    assert ground == Theme.of("light").color("bg")
    assert curtain.accessibleName() == "Sedang dibuka…"


def test_the_curtain_leaves_when_the_station_has_painted_itself(qtbot):
    curtain, window = Curtain(Theme.of("dark"), "Sedang dibuka…"), QLabel("A001")
    qtbot.addWidget(window)
    curtain.resize(320, 240)
    curtain.show()
    curtain.give_way_to(window)
    with qtbot.waitSignal(curtain.destroyed):
        window.show()
    QCoreApplication.processEvents()
    assert window.isVisible()
