"""Where the parts of the officer's screen stand: at 1366 two columns, from 1600 on three."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.counter import call_bar
from ui.counter.pane import WIDE
from ui.counter.topbar import HEIGHT

if TYPE_CHECKING:
    from ui.counter.screen import CounterScreen

QUEUE_NARROW, QUEUE, QUEUE_WIDE, COLUMN, STRIP = 304, 332, 372, 372, 56
NARROW = 1200


def arrange(screen: CounterScreen) -> None:
    """Place the parts: bar, banners, queue, the work in the middle, a third column where there is room; or a page."""
    width, height = screen.width(), screen.height()
    screen.signin.setGeometry(0, 0, width, height)
    if screen.board is None or screen.board.state == "signed_out":
        for part in (screen.top, screen.appointments, screen.bar):
            part.setVisible(False)
        _place_banners(screen, 12)
        return
    state = screen.board.state
    wide = width >= WIDE
    gap, side = (20, QUEUE_WIDE) if wide else (14, QUEUE if width >= NARROW else QUEUE_NARROW)
    screen.top.setGeometry(0, 0, width, HEIGHT)
    y = HEIGHT + gap + _place_banners(screen, HEIGHT + gap)
    low = height - gap - y
    if screen.appointments.opened:
        screen.appointments.setGeometry(gap, y, width - 2 * gap, low - call_bar.HEIGHT - gap)
        screen.bar.setGeometry(gap, height - gap - call_bar.HEIGHT, width - 2 * gap, call_bar.HEIGHT)
    screen.queue.setGeometry(gap, y, side, low)
    left = gap + side + gap
    right = width - gap - ((COLUMN + gap) if wide else 0)
    foot = STRIP + gap if state == "ready" and not wide else 0
    screen.column.setGeometry(width - gap - COLUMN, y, COLUMN, low)
    screen.strip.setGeometry(left, height - gap - STRIP, right - left, STRIP)
    for name, pane in screen.panes.items():
        pane.setGeometry(left, y, right - left, low - foot)
        pane.setVisible(name == state and not screen.appointments.opened)
    screen.top.show_open(page=screen.appointments.opened)
    screen.top.show()
    screen.appointments.setVisible(screen.appointments.opened)
    screen.bar.setVisible(screen.appointments.opened)
    screen.queue.setVisible(not screen.appointments.opened)
    screen.column.setVisible(wide and not screen.appointments.opened)
    screen.strip.setVisible(foot > 0 and not screen.appointments.opened)


def _place_banners(screen: CounterScreen, y: int) -> int:
    height = screen.banners.wanted_height()
    gap = 20 if screen.width() >= WIDE else 14
    screen.banners.setGeometry(gap, y, screen.width() - 2 * gap, max(0, height))
    screen.banners.setVisible(height > 0 and screen.signin.isHidden())
    return height
