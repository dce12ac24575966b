"""The pages on which the kiosk tells: your ticket, no paper, closed, why there is no number, being checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPen

from loket.errors import LoketError
from loket.office.pictures import KioskTile, TakenTicket
from ui import fonts, icons, paint
from ui.kiosk.choosing import _whole
from ui.kiosk.page import Page, moment_words
from ui.parts.qr import qr_pixmap
from ui.parts.touch import ActionButton

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen


class CountdownButton(ActionButton):
    """A button that presses itself when its time is over; ring and seconds show how long that is."""

    def __init__(self, page: Page, text: str, seconds: int) -> None:
        """Make the button; `start` begins to count."""
        look = page.look
        super().__init__(
            look.theme,
            text,
            kind="deep_primary",
            px=look.px(38 if look.portrait else 34),
            radius=look.px(24),
            parent=page,
        )
        self._seconds = self._left = seconds
        self._tick = QTimer(self)
        self._tick.setInterval(page.kiosk.station.ms(1000))
        self._tick.timeout.connect(self._count)
        self._look = look

    def start(self) -> None:
        """Begin to count down."""
        self._left = self._seconds
        self._tick.start()

    def _count(self) -> None:
        self._left -= 1
        self.update()
        if self._left <= 0:
            self._tick.stop()
            self.click()

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint words and ring."""
        px = self._look.px
        fill, ink, _ = self.colours()
        paint.rounded(painter, rect, self.ring_radius, fill)
        side = px(64)
        width = paint.text_width(self.text(), self.font_())
        x = rect.center().x() - (width + px(24) + side) / 2
        paint.draw_text(painter, QRectF(x, rect.top(), width + 2, rect.height()), self.text(), self.font_(), ink)
        ring = QRectF(x + width + px(24), rect.center().y() - side / 2, side, side)
        paint.ring(painter, ring, self._left / self._seconds, ink, self.theme.color("onDeep2"), px(6))
        paint.draw_number(painter, ring, str(max(0, self._left)), fonts.of(px(26), 700), ink)


class TicketPage(Page):
    """The number is saved and the visitor's. Paper comes out of the slot, or it does not and the screen says so."""

    deep = True
    has_assist = False

    def __init__(self, kiosk: KioskScreen, ticket: TakenTicket, *, without_paper: bool) -> None:
        """`without_paper`: the printer has a problem; the number is shown larger, to be photographed."""
        super().__init__(kiosk)
        self.ticket, self.without_paper = ticket, without_paper
        texts = self.look.texts
        self.setAccessibleName(texts("Nomor antrean Anda") + " " + ticket.number)
        if without_paper:
            self.done = CountdownButton(self, texts("Sudah saya foto"), 60)
            self.again: ActionButton | None = self.button(texts("Cetak ulang"), "print", "on_deep")
            self.again.setObjectName("reprint")
            self.again.clicked.connect(lambda: kiosk.reprint(self.ticket))
        else:
            self.done = CountdownButton(self, texts("Selesai"), 12)
            self.again = None
        self.done.setObjectName("done")
        self.done.clicked.connect(kiosk.reset)
        self.done.start()

    def _areas(self) -> tuple[QRectF, QRectF, QRectF]:
        """Give the ticket, the words and the actions."""
        look, px = self.look, self.look.px
        full, side = self.full(), self.look.px(56 if self.look.portrait else 64)
        if look.portrait:
            actions = QRectF(
                side, full.height() - px(56) - look.button_height, full.width() - 2 * side, look.button_height
            )
            if self.without_paper:
                words = QRectF(side, px(176), full.width() - 2 * side, px(330))
                ticket = QRectF(px(90), words.bottom() + px(40), full.width() - px(180), px(1010))
            else:
                ticket = QRectF(px(120), px(190), full.width() - px(240), px(1080))
                words = QRectF(
                    side, ticket.bottom() + px(48), full.width() - 2 * side, actions.top() - ticket.bottom() - px(72)
                )
            return ticket, words, actions
        ticket = QRectF(px(136), px(180), px(740), px(790))
        right = QRectF(px(1012), px(190), full.width() - px(1012) - side, full.height() - px(190) - px(56))
        count = 2 if self.again else 1
        height = look.button_height * count + px(24) * (count - 1)
        actions = QRectF(right.left(), right.bottom() - height, right.width(), height)
        return ticket, QRectF(right.left(), right.top(), right.width(), actions.top() - right.top() - px(24)), actions

    def arrange(self) -> None:
        """Place the buttons."""
        px = self.look.px
        _, _, actions = self._areas()
        if self.look.portrait:
            if self.again is None:
                self.done.setGeometry(_whole(actions))
                return
            width = (actions.width() - px(24)) / 2
            self.again.setGeometry(_whole(QRectF(actions.left(), actions.top(), width, actions.height())))
            self.done.setGeometry(
                _whole(QRectF(actions.left() + width + px(24), actions.top(), width, actions.height()))
            )
            return
        height = self.look.button_height
        self.done.setGeometry(_whole(QRectF(actions.left(), actions.bottom() - height, actions.width(), height)))
        if self.again is not None:
            self.again.setGeometry(_whole(QRectF(actions.left(), actions.top(), actions.width(), height)))

    def draw(self, painter: QPainter) -> None:
        """Paint ticket and words."""
        ticket, words, _ = self._areas()
        if self.without_paper:
            self._no_paper(painter, words)
        else:
            self._slot(painter, ticket)
        self._ticket(painter, ticket)
        if not self.without_paper:
            self._take_it(painter, words)

    def _slot(self, painter: QPainter, ticket: QRectF) -> None:
        px, color = self.look.px, self.look.theme.color
        slot = QRectF(ticket.left() - px(40), ticket.top() - px(14), ticket.width() + px(80), px(28))
        paint.rounded(painter, slot, px(14), color("slot"), color("deepLine"), px(2))

    def _ticket(self, painter: QPainter, rect: QRectF) -> None:
        look, px, texts = self.look, self.look.px, self.look.texts
        color = look.theme.color
        paper, ink, quiet = color("surf"), color("ink"), color("ink2")
        stub = px(310 if look.portrait else 300)
        painter.setPen(QPen(color("line"), 2) if look.theme.name == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(paper)
        painter.drawPath(paint.ticket_path(rect, px(36), px(26), rect.height() - stub))
        y = rect.bottom() - stub
        paint.tear_line(painter, rect.left() + px(38), rect.right() - px(38), y, color("touchLine"), px(4), px(15))
        top = QRectF(rect.left() + px(32), rect.top(), rect.width() - px(64), rect.height() - stub)
        number_px = (320 if self.without_paper else 300) if look.portrait else 270
        block = px(60) + px(number_px) * 0.86 + px(96)
        y0 = top.center().y() - block / 2
        paint.draw_text(
            painter,
            QRectF(top.left(), y0, top.width(), px(50)),
            texts("Nomor antrean Anda"),
            look.font(34, 600),
            quiet,
            paint.CENTER,
        )
        paint.draw_number(
            painter,
            QRectF(top.left(), y0 + px(64), top.width(), px(number_px) * 0.86),
            self.ticket.number,
            fonts.of(px(number_px), 700),
            ink,
        )
        name = self.ticket.service.name.say(texts.language)
        font = look.font(36, 700, -1)
        side, gap = px(56), px(20)
        font, lines = paint.fit_text(name, font, top.width() - side - gap, 1, px(28))
        width = min(paint.text_width(lines[0], font), top.width() - side - gap)
        x = top.center().x() - (width + side + gap) / 2
        row = QRectF(x, y0 + block - px(70), side, side)
        paint.bullet(painter, row, self.ticket.service.code, look.theme.hue(self.ticket.service.hue))
        paint.draw_text(painter, QRectF(x + side + gap, row.top(), width + 4, side), name, font, ink)
        self._stub(painter, QRectF(rect.left() + px(40), rect.bottom() - stub, rect.width() - px(80), stub))

    def _stub(self, painter: QPainter, rect: QRectF) -> None:
        look, px, texts, ticket = self.look, self.look.px, self.look.texts, self.ticket
        color = look.theme.color
        side = round(min(rect.height() - px(48), px(262)))
        black_on_white = look.theme.name != "light"
        code = qr_pixmap(
            qr_words(self), side, (color("ink") if not black_on_white else color("bg")).rgba(),
            (color("surf") if not black_on_white else color("ink")).rgba(), quiet=2,
        )  # fmt: skip
        painter.drawPixmap(round(rect.left()), round(rect.center().y() - code.height() / 2), code)
        x = rect.left() + side + px(28)
        words = QRectF(x, rect.top(), rect.right() - x, rect.height())
        bold, plain, small = look.font(38, 700, -1), look.font(28, 600), look.font(26, 500)
        rows: list[tuple[str, str]] = []
        if ticket.ahead:
            rows.append((texts.count("{n} orang", ticket.ahead), texts("di depan Anda")))
        else:
            rows.append((texts("Anda berikutnya"), ""))
        if ticket.told is not None:
            spread = texts.minutes_between(ticket.told.low_s, ticket.told.high_s)
            rows.append((texts("± {a} menit", a=spread), texts("lagi")))
        if ticket.priority:
            rows.append((texts("Prioritas"), ""))
        note = (
            texts("Pindai untuk memantau dari ponsel")
            if self.board.office.status_url
            else texts("Pindai untuk menyimpan nomor di ponsel")
        )
        notes = paint.break_lines(note, small, words.width())[:3]
        height = len(rows) * px(54) + px(12) + len(notes) * px(34)
        y = words.center().y() - height / 2
        for strong, quiet in rows:
            used, lines = paint.fit_text(strong, bold, words.width(), 1, px(30))
            paint.draw_text(painter, QRectF(words.left(), y, words.width(), px(54)), strong, used, color("ink"))
            width = paint.text_width(lines[0], used)
            paint.draw_text(
                painter,
                QRectF(words.left() + width + px(10), y + px(4), words.width() - width, px(54)),
                quiet,
                plain,
                color("ink2"),
            )
            y += px(54)
        paint.draw_text(
            painter,
            QRectF(words.left(), y + px(12), words.width(), len(notes) * px(34)),
            note,
            small,
            color("ink2"),
            paint.TOP_LEFT,
            3,
            None,
            1.3,
        )

    def _take_it(self, painter: QPainter, rect: QRectF) -> None:
        look, px, texts, color = self.look, self.look.px, self.look.texts, self.look.theme.color
        title = look.font(72 if not look.portrait else 64, 800, -2.5)
        used, lines = paint.fit_text(texts("Silakan ambil tiket Anda"), title, rect.width(), 2, px(52))
        height = used.pixelSize() * 1.15 * len(lines)
        align = paint.TOP_LEFT
        y = rect.top() + (px(90) if not look.portrait else 0)
        paint.draw_text(painter, QRectF(rect.left(), y, rect.width(), height), texts("Silakan ambil tiket Anda"), title,
                        color("onDeep"), align, 2, px(52), 1.15)  # fmt: skip
        y += height + px(28)
        for icon, words, font, tone in (
            ("print", texts("Tiket keluar di bawah layar"), look.font(34, 600), color("onDeep")),
            (
                "campaign",
                texts("Nomor Anda akan dipanggil dengan suara dan tampil di layar ruang tunggu."),
                look.font(30, 500),
                color("onDeep2"),
            ),
        ):
            icons.draw(painter, QRectF(rect.left(), y, px(48), px(48)), icon, tone, True)
            box = QRectF(rect.left() + px(70), y, rect.width() - px(70), px(140))
            y += paint.draw_text(painter, box, words, font, tone, paint.TOP_LEFT, 3, px(25), 1.35) + px(24)

    def _no_paper(self, painter: QPainter, rect: QRectF) -> None:
        look, px, texts, color = self.look, self.look.px, self.look.texts, self.look.theme.color
        box = QRectF(rect.left(), rect.top(), rect.width(), px(218 if look.portrait else 210))
        paint.rounded(
            painter, box, px(28), color("orangeTint"), color("orange") if look.theme.name == "contrast" else None, px(3)
        )
        icons.draw(
            painter,
            QRectF(box.left() + px(48), box.center().y() - px(44), px(88), px(88)),
            "print_error",
            color("orange"),
            True,
        )
        x = box.left() + px(176)
        paint.draw_text(
            painter,
            QRectF(x, box.top() + px(32), box.right() - x - px(24), px(62)),
            texts("Printer sedang bermasalah"),
            look.font(46, 800, -2),
            color("ink"),
            min_px=px(32),
        )
        paint.draw_text(
            painter,
            QRectF(x, box.top() + px(96), box.right() - x - px(32), px(100)),
            texts("Nomor Anda tetap berlaku. Petugas sudah diberi tahu."),
            look.font(32, 500),
            color("ink2"),
            paint.TOP_LEFT,
            2,
            px(26),
            1.3,
        )
        y = box.bottom() + px(44)
        font, words = look.font(44, 800, -2), texts("Foto layar ini dengan ponsel Anda")
        used, lines = paint.fit_text(words, font, rect.width() - px(100), 2, px(32))
        width = max(paint.text_width(line, used) for line in lines)
        x = rect.left() + (max(0.0, rect.width() - width - px(92)) / 2 if look.portrait else 0)
        icons.draw(painter, QRectF(x, y, px(68), px(68)), "photo_camera", color("onDeep"), True)
        paint.draw_text(
            painter,
            QRectF(x + px(92), y, width + 4, px(68) * len(lines)),
            words,
            font,
            color("onDeep"),
            max_lines=2,
            min_px=px(32),
            line_height=1.2,
        )
        note = texts("Tanpa ponsel? Catat atau ingat nomor Anda: {q}", q=self.ticket.number)
        if look.portrait:
            ticket, _, actions = self._areas()
            place = QRectF(rect.left(), ticket.bottom(), rect.width(), min(px(110), actions.top() - ticket.bottom()))
            paint.draw_text(painter, place, note, look.font(30, 500), color("onDeep2"), paint.CENTER, 2, px(24))
        else:
            paint.draw_text(
                painter,
                QRectF(rect.left(), y + px(90) * len(lines), rect.width(), px(90)),
                note,
                look.font(30, 500),
                color("onDeep2"),
                paint.TOP_LEFT,
                2,
                px(24),
            )


def qr_words(page: TicketPage) -> str:
    """Give what the QR holds: the status page's address, or the ticket in words while the office has none."""
    office, ticket, texts = page.board.office, page.ticket, page.look.texts
    if office.status_url:
        return office.status_url + ticket.code
    return "\n".join(
        (
            f"{office.name} {office.place}",
            f"{texts('Nomor antrean')} {ticket.number}",
            ticket.service.name.say(texts.language),
            f"{texts.short_day(ticket.taken_at.date())} {texts.time(ticket.taken_at)}",
            ticket.code,
        )
    )


class NoticePage(Page):
    """A deep page with one message: closed, holiday, being checked, or why a service gives no number."""

    deep = True

    def __init__(
        self,
        kiosk: KioskScreen,
        icon: str,
        title: str,
        lines: tuple[str, ...],
        *,
        hours: bool = False,
        back: bool = False,
    ) -> None:
        """`hours` lists the week's hours; `back` offers the way home and goes there by itself."""
        super().__init__(kiosk)
        self._icon, self._title, self._lines, self._hours = icon, title, lines, hours
        self.setAccessibleName(f"{title} {' '.join(lines)}")
        self.back: CountdownButton | None = None
        if back:
            self.back = CountdownButton(self, self.look.texts("Kembali"), 20)
            self.back.setObjectName("back")
            self.back.clicked.connect(kiosk.go_home)
            self.back.start()

    def arrange(self) -> None:
        """Place the way back."""
        if self.back is not None:
            look, full = self.look, self.full()
            width = full.width() - 2 * look.margin if look.portrait else look.px(520)
            self.back.setGeometry(
                _whole(QRectF(look.margin, full.height() - look.px(48) - look.button_height, width, look.button_height))
            )

    def draw(self, painter: QPainter) -> None:
        """Paint the message."""
        look, px, color, full = self.look, self.look.px, self.look.theme.color, self.full()
        left = look.margin
        width = full.width() - 2 * left if look.portrait else full.width() * 0.6
        title, body = look.font(96 if look.portrait else 92, 800, -2.5), look.font(40, 600)
        used, broken = paint.fit_text(self._title, title, width, 3, px(64))
        title_height = used.pixelSize() * 1.1 * len(broken)
        bodies = [paint.break_lines(line, body, width) for line in self._lines if line]
        body_height = sum(len(each) for each in bodies) * body.pixelSize() * 1.35
        height = px(128 + 56) + title_height + px(28) + body_height
        y = max(px(170), full.center().y() - height / 2)
        box = QRectF(left, y, px(128), px(128))
        paint.rounded(
            painter, box, px(40), color("deep2"), color("line") if look.theme.name == "contrast" else None, px(3)
        )
        icons.draw(painter, box.adjusted(px(28), px(28), -px(28), -px(28)), self._icon, color("onDeep"), True)
        y = box.bottom() + px(56)
        paint.draw_text(
            painter,
            QRectF(left, y, width, title_height),
            self._title,
            title,
            color("onDeep"),
            paint.TOP_LEFT,
            3,
            px(64),
            1.1,
        )
        y += title_height + px(28)
        for line, broken_line in zip([line for line in self._lines if line], bodies, strict=True):
            step = body.pixelSize() * 1.35 * len(broken_line)
            paint.draw_text(painter, QRectF(left, y, width, step), line, body, color("onDeep"), paint.TOP_LEFT,
                            len(broken_line), None, 1.35)  # fmt: skip
            y += step


def closed_page(kiosk: KioskScreen) -> NoticePage:
    """Say that the office is closed, why, and when it opens again."""
    board, look, now = kiosk.board, kiosk.look(), kiosk.now()
    texts = look.texts
    opens = texts("Buka kembali {when}.", when=moment_words(look, board.opens_at, now)) if board.opens_at else ""
    if board.holiday:
        return NoticePage(kiosk, "event_busy", texts("Hari ini libur"), (board.holiday, opens))
    early = board.opens_at is not None and board.opens_at.date() == now.date() and not board.ended
    if early:
        return NoticePage(kiosk, "schedule", texts("Layanan belum buka"), (opens,))
    return NoticePage(kiosk, "bedtime", texts("Layanan sudah tutup"), (opens,))


def explaining_page(kiosk: KioskScreen, tile: KioskTile) -> NoticePage:
    """Say why a service gives no number now, and what the visitor can do."""
    look = kiosk.look()
    texts, name = look.texts, tile.service.name.say(look.texts.language)
    clinic = next((each for each in kiosk.board.tiles if each.service.clinic and each.state == "open"), None)
    hint = (
        texts("Bingung harus ke mana? Ambil nomor Klinik Pelayanan, petugas akan membantu.")
        if clinic is not None and clinic is not tile
        else texts("Silakan tanyakan ke meja informasi.")
    )
    if tile.state == "full":
        return NoticePage(kiosk, "event_busy", texts("Kuota hari ini sudah habis"), (name, hint), back=True)
    opens = texts("Buka kembali {when}.", when=moment_words(look, tile.opens_at, kiosk.now())) if tile.opens_at else ""
    reason = tile.reason.say(texts.language)
    return NoticePage(
        kiosk, "schedule", texts("{service} sedang ditutup", service=name), (reason, opens, hint), back=True
    )


def trouble_page(kiosk: KioskScreen, error: LoketError) -> NoticePage:
    """Say that the machine is being checked; what failed goes to the log, not to the visitor."""
    del error
    texts = kiosk.look().texts
    return NoticePage(
        kiosk,
        "build",
        texts("Mesin ini sedang diperiksa."),
        (texts("Silakan ambil nomor di meja informasi."),),
        back=False,
    )
