"""Another day instead of a dead end: the days with free places, and their times as large keys. One press books."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from loket.office.pictures import KioskTile
from loket.office.slots import DayOffer, FreeDays
from ui import paint
from ui.kiosk.ink import Ink
from ui.kiosk.look import whole
from ui.kiosk.notice_box import NoticeBox
from ui.kiosk.page import NO_BREAK, Page
from ui.kiosk.slot_rows import DayStrip, TimeGrid

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen
    from ui.kiosk.slot_keys import TimeKey


class SlotsPage(Page):
    """The free times of one day of one service, and the way to its other days.

    Without an offer the office is still being asked. What is full is not shown. The picture does not change by itself:
    a time that moved under a finger would book another one.
    """

    def __init__(
        self, kiosk: KioskScreen, tile: KioskTile, offer: FreeDays | None = None, day: date | None = None,
        said: str = "",
    ) -> None:  # fmt: skip
        """`day` is chosen if it is free; `said` is what went wrong before: what was pressed is somebody else's."""
        self.tile, self.offer, self.said = tile, offer, said
        super().__init__(kiosk)
        texts = self.look.texts
        self.day: DayOffer | None = None
        """The chosen day."""
        self.slow = False
        """Whether it is told that the answer is to be waited for."""
        self.pressed: TimeKey | None = None
        """The time that is being booked."""
        self.strip = DayStrip(self.look, self)
        self.strip.chosen.connect(self._choose)
        self.grid = TimeGrid(self.look, self)
        self.grid.pressed.connect(self._book)
        self._back = self.button(texts("Kembali"), "arrow_back", "secondary")
        self._back.setObjectName("back")
        self._back.clicked.connect(self.back)
        self.more = self.button("", "arrow_forward", "secondary", icon_last=True)
        self.more.setObjectName("more-times")
        self.more.clicked.connect(self.grid.turn)
        self.grid.turned.connect(self._say_sheet)
        self.show_offer(offer, day, said)

    def title(self) -> str:
        """Say what is done here."""
        return self.look.texts("Buat janji temu")

    def subtitle(self) -> str:
        """Name the service."""
        return self.tile.service.name.say(self.look.texts.language)

    def letter(self) -> tuple[str, str]:
        """Give the service's letter and hue."""
        return self.tile.service.code, self.tile.service.hue

    def shows(self) -> object:
        """Nothing of it changes with the queues."""
        return self.board.office

    def back(self) -> None:
        """Go back to why there is no number now, or to the number if there is one again."""
        tiles = (each for each in self.board.tiles if each.service.code == self.tile.service.code)
        self.kiosk.choose(next(tiles, self.tile))

    def anew(self) -> SlotsPage:
        """Build the page for the present look, with the day that was chosen."""
        return SlotsPage(self.kiosk, self.tile, self.offer, self.day.day if self.day is not None else None, self.said)

    def say_busy(self) -> None:
        """Say so on the time that was pressed; or that the times are being looked for."""
        if self.pressed is not None:
            self.pressed.busy_text = self.look.texts("Memproses")
            self.pressed.update()
        elif self.offer is None:
            self.slow = True
            self.update()

    # --- what is offered ---------------------------------------------------------------------------------------

    def show_offer(self, offer: FreeDays | None, day: date | None = None, said: str = "") -> None:
        """Show what is free now: a day, if it has a free place, else the next one; `said` is said above its times."""
        self.offer, self.said, self.pressed = offer, said, None
        days = offer.days if offer is not None else ()
        self.day = next((each for each in days if each.day == day), next(iter(days), None))
        self.strip.setVisible(len(days) > 1)
        self.grid.setVisible(self.day is not None)
        if offer is not None and self.day is not None:
            self.strip.put(days, offer.today, self.day.day)
            self.grid.put([row.begins for row in self.day.rows if row.free])
        spoken = (self.title(), self.subtitle(), *self._words())
        self.setAccessibleName(". ".join(each for each in spoken if each).replace(NO_BREAK, " "))
        self.arrange()
        self.update()

    def say(self, words: str) -> None:
        """Say why nothing can be chosen, or why the time that was pressed was not booked."""
        self.show_offer(self.offer, self.day.day if self.day is not None else None, words)

    def _choose(self, day: date) -> None:
        self.show_offer(self.offer, day)

    def _book(self, key: TimeKey) -> None:
        if self.kiosk.booking.book(self.tile.service.code, key.at, self.look.texts.language):
            self.pressed = key

    def _say_sheet(self) -> None:
        """Show the way to the other times, where they do not fit on one sheet."""
        self.pressed, count = None, self.grid.sheets
        words = self.look.texts("Jam lainnya ({n} dari {m})", n=self.grid.sheet + 1, m=count)
        self.more.setText(words)
        self.more.setAccessibleName(words)
        self.more.setVisible(count > 1 and self.day is not None)

    # --- words -------------------------------------------------------------------------------------------------

    def _words(self) -> tuple[str, str, str]:
        """Give how far the day is, the day, and what to do; without a day the last two are headline and text."""
        texts, offer = self.look.texts, self.offer
        if offer is None:
            return "", self.said or (texts("Mencari jam yang kosong…") if self.slow else ""), ""
        if self.day is None:
            until = texts.day(offer.until).replace(" ", NO_BREAK)
            said = texts(
                "Sampai {day} tidak ada jam yang kosong. Tanyakan petugas, atau datang lagi untuk mengambil nomor.",
                day=until,
            )
            return "", texts("Semua tempat sudah terisi"), said
        ahead = (self.day.day - offer.today).days
        near = texts("Besok") if ahead == 1 else texts.count("{n} hari lagi", ahead)
        todo = self.said or texts("Sentuh jam yang cocok: tempatnya langsung dicatat untuk Anda.")
        return near, texts.long_day(self.day.day), todo

    # --- geometry ----------------------------------------------------------------------------------------------

    def _days_place(self) -> QRectF:
        """Give the place of the days; without height where there is only one."""
        work, px = self.work(), self.look.px
        several = self.offer is not None and len(self.offer.days) > 1
        height = px(112 if self.look.reach else 132, 108) * (1.1 if self.look.large else 1) if several else 0
        return QRectF(work.left(), work.top(), work.width(), height)

    def _heading(self) -> QRectF:
        """Give the place of the day and of what to do; low reach has the day above."""
        days, px = self._days_place(), self.look.px
        top = days.bottom() + (px(32, 24) if days.height() else 0)
        height = self._said_height(days.width())
        if not self.look.reach:
            height += self._day_height(days.width()) + px(10)
        return QRectF(days.left(), top, days.width(), height)

    def arrange(self) -> None:
        """Place days, times and actions."""
        self.place_actions(self._back, self.more)
        if self.day is None:
            return
        self.strip.setGeometry(whole(self._days_place()))
        heading, px = self._heading(), self.look.px
        top = heading.bottom() + px(28, 20)
        room = QRectF(heading.left(), top, heading.width(), self.action_strip().top() - px(28, 24) - top)
        self.grid.setGeometry(whole(room))

    # --- painting ----------------------------------------------------------------------------------------------

    def _sizes(self) -> tuple[float, float, float]:
        """Give the sizes of how far the day is, of the day, and of what to do."""
        return (32, 56, 30) if self.look.portrait else (26, 44, 26)

    def _day_height(self, width: float) -> float:
        ink, (near, day, _), (small, size, _) = Ink(QPainter(), self.look), self._words(), self._sizes()
        return ink.height(near, width, small, 600) + ink.height(day, width, size, 800, least=38, spacing=-2, step=1.2)

    def _said_height(self, width: float) -> float:
        """Give the height of what to do; in a box when something went wrong."""
        ink, px, words = Ink(QPainter(), self.look), self.look.px, self._words()[2]
        room = width - (px(108) + px(32) if self.said else 0)
        height = ink.height(words, room, self._sizes()[2], lines=3, least=22, step=1.35)
        return height + px(48, 36) if self.said else height

    def draw(self, painter: QPainter) -> None:
        """Paint the day and what to do; or that there is nothing to choose from."""
        ink, px = Ink(painter, self.look), self.look.px
        if self.day is None:
            self._draw_nothing(ink)
        elif self.is_wanted(self._heading()):
            heading = self._heading()
            if not self.look.reach:
                heading.setTop(heading.top() + self._draw_day(ink, heading, "ink2", "ink") + px(10))
            self._draw_said(ink, heading)

    def draw_above(self, painter: QPainter, room: QRectF) -> None:
        """With low reach: the day, where nobody has to touch."""
        if self.day is not None:
            self._draw_day(Ink(painter, self.look), room.adjusted(0, room.height() * 0.3, 0, 0), "onDeep2", "onDeep")

    def _draw_day(self, ink: Ink, room: QRectF, quiet: str, tone: str) -> float:
        """Paint how far the day is, and the day; gives their height."""
        (near, day, _), (small, size, _) = self._words(), self._sizes()
        height = ink.text(room, near, small, 600, quiet, paint.TOP_LEFT)
        return height + ink.text(room.adjusted(0, height, 0, 0), day, size, 800, tone, paint.TOP_LEFT, least=38,
                                 spacing=-2, step=1.2)  # fmt: skip

    def _draw_said(self, ink: Ink, rect: QRectF) -> None:
        px, words, size = self.look.px, self._words()[2], self._sizes()[2]
        if self.said:
            ink.box(rect, 24, "orangeTint", "orange" if self.look.contrast else "", px(3))
            ink.icon(rect.left() + px(32), rect.center().y(), 52, "info", "orange")
            rect = rect.adjusted(px(108), 0, -px(32), 0)
            ink.text(rect, words, size, 500, "ink", lines=3, least=22, step=1.35, even=True)
        else:
            ink.text(rect, words, size, 500, "ink2", paint.TOP_LEFT, lines=3, least=22, step=1.35, even=True)

    def _draw_nothing(self, ink: Ink) -> None:
        _, head, body = self._words()
        searching = self.offer is None and not self.said
        icon, tone = ("schedule", "pri") if searching else ("event_busy", "orange")
        if head:
            box = NoticeBox(self.look, icon, head, body, tone)
            box.draw(ink, box.place(self.work()))
