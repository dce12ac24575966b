"""Second page of the wizard: the printer's name, what it prints, where it is used, its paper and its knife."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from loket.errors import Refused
from loket.model.printer import Layout, PrinterProfile, PrinterRecord
from loket.model.routing import NO_SPARE
from loket.model.slip import SlipKind
from ui import fonts, paint
from ui.parts.chips import HEIGHT, Chips
from ui.parts.desk import whole
from ui.printers_page.find_page import NAME_LETTERS
from ui.printers_page.wizard_page import WizardPage
from ui.printers_page.words import KINDS

if TYPE_CHECKING:
    from ui.printers_page.wizard import Wizard

ALL, ANY = "all", "any"
LABEL, FIELD, BETWEEN = 24, 42, 14


class FactsPage(WizardPage):
    """What the office knows of a printer that nobody can measure."""

    def __init__(self, wizard: Wizard, record: PrinterRecord, *, known: bool) -> None:
        """Ask about `record`; `known` when the office has it already: its name then stays."""
        super().__init__(wizard)
        t = self.t
        self.record, self.known = record, known
        self.heading = t("Atur {printer}", printer=record.name) if known else t("Printer baru")
        self.name = self._field(t("Nama printer"), record.name, "name")
        self.name.setReadOnly(known)
        self.name.setMaxLength(NAME_LETTERS)
        self.address = self._field(t("Alamat printer"), record.url, "facts-address")
        self.address.textEdited.connect(self._readdressed)
        self.slips = Chips(self.station, t("Yang dicetak"), self, several=True)
        self.slips.changed.connect(self._slips_changed)
        self.paper = Chips(self.station, t("Lebar kertas"), self)
        self.knife = Chips(self.station, t("Pemotong"), self)
        self.layout_ = Chips(self.station, t("Cara mencetak"), self)
        self.pc = Chips(self.station, t("Dipakai dari"), self)
        self.spare = Chips(self.station, t("Cadangan bila bermasalah"), self)
        self._fill()
        self.remove = self.button(t("Hapus"), "", "danger", name="remove")
        self.remove.clicked.connect(wizard.remove)
        self.remove.setVisible(known)
        self.keep = self.button(t("Simpan"), "save", name="save")
        self.keep.clicked.connect(lambda: self._save("close"))
        self.go = self.button(t("Simpan dan kalibrasi"), "build", "primary", name="calibrate", hint="Enter")
        if known:
            self.go.say(t("Kalibrasi ulang") if record.profile.proven is not None else t("Kalibrasi"))
        self.go.clicked.connect(self.accept)
        self.left, self.right = [self.remove], [self.keep, self.go]

    def _field(self, name: str, text: str, called: str) -> QLineEdit:
        made = QLineEdit(text, self)
        made.setObjectName(called)
        made.setFont(fonts.of(14, 500))
        made.setAccessibleName(name)
        made.textEdited.connect(lambda _text: self.complain(""))
        return made

    def _fill(self) -> None:
        t, record, profile = self.t, self.record, self.record.profile
        kinds = [(kind.value, t(words)) for kind, words in KINDS.items()]
        self.slips.put([(ALL, t("Semua cetakan")), *kinds], [kind.value for kind in profile.slips] or [ALL])
        self.paper.put([("576", t("80 mm")), ("384", t("58 mm"))], ["384" if record.width_dots <= 384 else "576"])
        self.knife.put([("yes", t("Ada pemotong")), ("no", t("Disobek"))], ["yes" if record.cutter else "no"])
        self.layout_.put([("raster", t("Gambar")), ("native", t("Teks, untuk jalur serial lambat"))], [profile.layout])
        here = self.wizard.owner.hands.pc
        places = [(ANY, t("PC mana saja")), (here, t("Hanya PC ini ({pc})", pc=here))]
        if profile.pc and profile.pc != here:
            places.append((profile.pc, t("Hanya {pc}", pc=profile.pc)))
        self.pc.put(places, [profile.pc or ANY])
        cards = self.wizard.cards()
        others = [card.record.name for card in cards if card.record.name != record.name]
        spares = [(ANY, t("Printer lain mana saja")), (NO_SPARE, t("Tidak ada")), *((name, name) for name in others)]
        self.spare.put(spares, [profile.spare or ANY])
        self._readdressed(record.url)

    def _readdressed(self, url: str) -> None:
        """Offer text for a slow line only, or where it is in use."""
        self.layout_.setVisible(
            url.startswith("serial:") or (self.known and self.record.profile.layout is Layout.NATIVE)
        )
        self.arrange()
        self.update()

    def _slips_changed(self, key: str) -> None:
        """Everything, or a choice of kinds."""
        kinds = [each for each in self.slips.chosen if each != ALL]
        self.slips.choose(*([ALL] if key == ALL or not kinds else kinds))

    def enter(self) -> None:
        """Let the name of a new printer be changed at once."""
        if not self.known:
            self.name.setFocus()
            self.name.selectAll()

    def stops(self) -> list[QWidget]:
        """Give fields, chips, buttons."""
        found: list[QWidget] = [] if self.known else [self.name]
        found.append(self.address)
        for chips in (self.slips, self.paper, self.knife, self.layout_, self.pc, self.spare):
            if not chips.isHidden():
                found += chips.stops()
        return [*found, self.go, self.keep, self.remove]

    def made(self) -> PrinterRecord:
        """Give the printer as it is written down here; width and knife stay as calibrated when they still fit."""
        record, profile = self.record, self.record.profile
        width = int(self.paper.chosen[0])
        if (width == 384) == (record.width_dots <= 384):
            width = record.width_dots
        kinds = tuple(SlipKind(each) for each in self.slips.chosen if each != ALL)
        pc, spare = self.pc.chosen[0], self.spare.chosen[0]
        layout = Layout(self.layout_.chosen[0]) if not self.layout_.isHidden() else Layout.RASTER
        told: PrinterProfile = replace(profile, slips=kinds, pc="" if pc == ANY else pc,
                                       spare="" if spare == ANY else spare, layout=layout)  # fmt: skip
        return replace(record, name=self.name.text().strip(), url=self.address.text().strip(), width_dots=width,
                       cutter=self.knife.chosen[0] == "yes", profile=told)  # fmt: skip

    def accept(self) -> None:
        """Save and calibrate."""
        self._save("calibrate")

    def _save(self, then: str) -> None:
        record = self.made()
        cards = self.wizard.cards()
        if not record.name:
            self.complain(self.t("Printer perlu nama, misalnya “kios”."))
            self.name.setFocus()
        elif not self.known and any(card.record.name == record.name for card in cards):
            self.complain(self.t("Nama “{printer}” sudah dipakai printer lain.", printer=record.name))
            self.name.setFocus()
        else:
            try:
                self.wizard.owner.hands.check_address(record.url)
            except Refused as error:
                self.refuse(error)
                self.address.setFocus()
                return
            self.complain("")
            self.wizard.save(record, then)

    # --- place and paint ----------------------------------------------------------------------------------------

    def _columns(self) -> tuple[list[tuple[str, QWidget]], list[tuple[str, QWidget]]]:
        t = self.t
        left: list[tuple[str, QWidget]] = [
            (t("Nama printer"), self.name), (t("Alamat printer"), self.address), (t("Lebar kertas"), self.paper),
            (t("Pemotong"), self.knife), (t("Cara mencetak"), self.layout_),
        ]  # fmt: skip
        right: list[tuple[str, QWidget]] = [
            (t("Yang dicetak"), self.slips), (t("Dipakai dari"), self.pc), (t("Cadangan bila bermasalah"), self.spare),
        ]  # fmt: skip
        return left, right

    def arrange(self) -> None:
        """Place two columns."""
        width = round((self.width() - 40) / 2)
        for x, column in zip((0, width + 40), self._columns(), strict=True):
            y = 0
            for _, part in column:
                if part.isHidden():
                    continue
                height = part.height_for(width) if isinstance(part, Chips) else FIELD
                part.setGeometry(whole(x, y + LABEL, width, max(height, HEIGHT)))
                y += LABEL + height + BETWEEN

    def draw(self, painter: QPainter) -> None:
        """Paint the label above each part."""
        for column in self._columns():
            for label, part in column:
                if not part.isHidden():
                    box = QRectF(part.x(), part.y() - LABEL, part.width(), LABEL - 4)
                    paint.draw_text(painter, box, label, fonts.of(13, 600), self.theme.color("ink2"))
