"""First page of the wizard: choose a printer that was found, or write its address."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loket.errors import LoketError, Refused
from loket.model.printer import Layout, PrinterProfile, PrinterRecord
from loket.office.printer_setup import OF_ONE_PC
from ui import fonts, icons, paint
from ui.parts.choices import ITEM, ChoiceList, Index
from ui.parts.desk import DeskButton, draw_tag, tag_width, whole
from ui.printers_page.hands import Found
from ui.printers_page.wizard_page import WizardPage
from ui.station import Station

if TYPE_CHECKING:
    from ui.printers_page.wizard import Wizard

ROW = 60

NAME_LETTERS = 40


def free_name(wanted: str, taken: list[str]) -> str:
    """Give a name that no other printer has."""
    number, name = 2, wanted
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name


class FoundDelegate(QStyledItemDelegate):
    """Draws a printer that was found: what it is called, where it is."""

    def __init__(self, station: Station, view: ChoiceList, known: set[str]) -> None:
        """Draw for `station`; `known` are addresses that are in use."""
        super().__init__(view)
        self.station, self.known = station, known

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the row's height."""
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        theme, t = self.station.theme, self.station.texts
        found: Found = index.data(ITEM)
        row = QRectF(option.rect).adjusted(2, 0, -2, -8)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        line, thick = ("pri", 2.0) if chosen else ("touchLine", 1.0)
        paint.rounded(painter, row, 12, theme.color("priTint" if chosen else "surf"), theme.color(line), thick)
        icon = "lan" if found.url.startswith("tcp:") else "receipt_long" if found.url.startswith("virtual") else "print"
        icons.draw(painter, QRectF(row.left() + 14, row.center().y() - 12, 24, 24), icon, theme.color("pri"), True)
        right = row.right() - 14
        if found.url in self.known:
            words = t("sudah dipakai")
            right -= tag_width(words)
            draw_tag(painter, right, row.center().y() - 12, words, theme)
        left = row.left() + 52
        title = QRectF(left, row.center().y() - 19, right - left - 10, 20)
        under = f"{t(found.words)} · {found.url}" if found.hint else found.url
        paint.draw_text(painter, title, found.hint or t(found.words), fonts.of(14, 700), theme.color("ink"))
        paint.draw_text(painter, title.translated(0, 19), under, fonts.of(12, 500), theme.color("ink2"))


class FindPage(WizardPage):
    """Found printers and the address by hand."""

    def __init__(self, wizard: Wizard, *, search: bool) -> None:
        """Look for printers at once when `search`."""
        super().__init__(wizard)
        self.heading = self.t("Tambah printer")
        self.found: tuple[Found, ...] = ()
        self.searching, self.searched, self._at_once = False, False, search
        cards = wizard.cards()
        self._taken = [card.record.name for card in cards]
        self.view = ChoiceList(self.t("Printer yang ditemukan"), self)
        self.view.setObjectName("found")
        self.view.setItemDelegate(FoundDelegate(self.station, self.view, {card.record.url for card in cards}))
        self.view.changed.connect(self._chosen)
        self.view.meant.connect(self.accept)
        self.again = DeskButton(self.theme, self.t("Cari di komputer ini"), "search", height=40, parent=self)
        self.again.clicked.connect(partial(self.search, network=False))
        self.network = DeskButton(self.theme, self.t("Cari juga di jaringan"), "lan", height=40, parent=self)
        self.network.setObjectName("search-network")
        self.network.clicked.connect(partial(self.search, network=True))
        self.address = QLineEdit(self)
        self.address.setObjectName("address")
        self.address.setFont(fonts.of(14, 500))
        self.address.setPlaceholderText("tcp://192.168.1.50:9100")  # not for people: an address
        self.address.setAccessibleName(self.t("Alamat printer"))
        self.address.textEdited.connect(self._written)
        self.cancel = self.button(self.t("Batalkan"), hint="Esc")
        self.cancel.clicked.connect(wizard.close_dialog)
        self.go = self.button(self.t("Lanjut"), "arrow_forward", "primary", name="find-next", hint="Enter")
        self.go.clicked.connect(self.accept)
        self.go.setEnabled(False)
        self.right = [self.cancel, self.go]

    def enter(self) -> None:
        """Look at once, or let the address be written."""
        if self._at_once:
            self.search(network=False)
        else:
            self.address.setFocus()

    def stops(self) -> list[QWidget]:
        """Give the list, the searches, the address, the buttons."""
        return [self.view, self.again, self.network, self.address, self.go, self.cancel]

    def search(self, *, network: bool) -> None:
        """Look for printers; the network takes some seconds."""
        if self.searching:
            return
        self.searching = True
        for button in (self.again, self.network):
            button.set_busy(True)
        self.complain("")
        work = partial(self.wizard.owner.hands.find, network=network)
        self.wizard.owner.beside.run(work, self.show_found, self._not_found)

    def show_found(self, found: tuple[Found, ...]) -> None:
        """List what was found."""
        self._end_search()
        self.found = found
        self.view.put(found, lambda each: each.url, lambda each: f"{each.hint} {self.t(each.words)} {each.url}".strip())
        if found and not self.address.text():
            self.view.choose(found[0].url)
        self.update()

    def _not_found(self, error: LoketError) -> None:
        self._end_search()
        self.refuse(error)

    def _end_search(self) -> None:
        self.searching, self.searched = False, True
        for button in (self.again, self.network):
            button.set_busy(False)

    def _chosen(self) -> None:
        if self.view.item() is not None:
            self.address.clear()
            self._mark(bad=False)
        self._enable()

    def _written(self, _text: str) -> None:
        self.view.clear_choice()
        self._mark(bad=False)
        self._enable()

    def _enable(self) -> None:
        self.go.setEnabled(bool(self.address.text().strip()) or self.view.item() is not None)

    def _mark(self, *, bad: bool) -> None:
        self.address.setProperty("error", bad)
        self.address.style().unpolish(self.address)
        self.address.style().polish(self.address)
        if not bad:
            self.complain("")

    def accept(self) -> None:
        """Go on with the printer that was chosen or written; a bare network address gets its prefix."""
        url = self.address.text().strip()
        found: Found | None = self.view.item()
        if not url and found is None:
            return
        if url and ":" not in url.partition(".")[0] and url[0].isdigit():
            url = f"tcp://{url}"
        chosen = url or (found.url if found is not None else "")
        try:
            self.wizard.owner.hands.check_address(chosen)
        except Refused as error:
            self._mark(bad=bool(url))
            self.refuse(error)
            return
        hint = found.hint if found is not None and not url else ""
        name = free_name(hint[:NAME_LETTERS].strip() or self.t("Printer baru"), self._taken)
        profile = PrinterProfile(
            layout=Layout.NATIVE if chosen.startswith("serial:") else Layout.RASTER,
            pc=self.wizard.owner.hands.pc if chosen.startswith(OF_ONE_PC) else "",
        )
        self.wizard.show_facts(PrinterRecord(name, chosen, profile=profile))

    def arrange(self) -> None:
        """Place the list above, the address below."""
        room = self.room()
        x = room.right()
        for button in (self.network, self.again):
            x -= button.natural_width()
            button.setGeometry(whole(x, 0, button.natural_width(), 40))
            x -= 10
        list_height = room.height() - 52 - 128
        self.view.setGeometry(whole(0, 52, room.width(), list_height))
        self.address.setGeometry(whole(0, 52 + list_height + 34, room.width(), 42))

    def draw(self, painter: QPainter) -> None:
        """Paint the headings, the state of the search, examples."""
        room, theme, t = self.room(), self.theme, self.t
        ink, ink2 = theme.color("ink"), theme.color("ink2")
        paint.draw_text(
            painter, QRectF(0, 0, self.again.x() - 12, 40), t("Printer yang ditemukan"), fonts.of(15, 700), ink
        )
        if not self.found:
            words = t("Tekan Cari, atau tulis alamatnya di bawah.")
            if self.searching:
                words = t("Sedang mencari…")
            elif self.searched:
                words = t("Tidak ada printer yang ditemukan. Pastikan printer menyala dan kabelnya terpasang, lalu "
                          "cari lagi; atau tulis alamatnya di bawah.")  # fmt: skip
            box = QRectF(self.view.geometry()).adjusted(0, 0, 0, -8)
            paint.rounded(painter, box, 12, theme.color("surf2"))
            paint.draw_text(painter, box.adjusted(60, 0, -60, 0), words, fonts.of(14, 500), ink2, paint.CENTER, 3)
        y = self.address.y()
        paint.draw_text(painter, QRectF(0, y - 30, room.width(), 24), t("Atau tulis alamatnya"), fonts.of(15, 700), ink)
        if not self.error:
            words = t("Jaringan: tcp://192.168.1.50:9100 · USB di Linux: file:///dev/usb/lp0 · di layar: virtual:")
            paint.draw_text(painter, QRectF(0, y + 48, room.width(), 20), words, fonts.of(13, 500), ink2, min_px=12)
