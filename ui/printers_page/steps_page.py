"""Third page of the wizard: the calibration. Each step prints something and asks one question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError
from loket.model import calibration
from loket.model.calibration import ANSWERS, BOXES, STEPS, Answer, Calibration, Cover, Look, Step
from loket.model.slip import Fence, PrinterRecord
from ui import fonts, icons, paint
from ui.parts.desk import DeskButton, draw_line, whole
from ui.parts.slip import draw_slip, inked, place_for, scaled
from ui.printers_page.acts import GOOD
from ui.printers_page.hands import Tried
from ui.printers_page.pictograms import AnswerButton
from ui.printers_page.step_words import answer_words, question, step_name
from ui.printers_page.wizard_page import WizardPage
from ui.printers_page.words import findings, remedy

if TYPE_CHECKING:
    from ui.printers_page.wizard import Wizard

LOOK_MS = 300
"""Between two looks at the cover."""

TRACK, SIDE, ANSWER = 56, 300, 60


class StepsPage(WizardPage):
    """The five steps. Everything with the printer happens in a thread of its own."""

    def __init__(self, wizard: Wizard, record: PrinterRecord) -> None:
        """Calibrate `record`."""
        super().__init__(wizard)
        t = self.t
        self.heading = t("Kalibrasi {printer}", printer=record.name)
        self.now: Calibration = calibration.begin(record)
        self.picture: QImage | None = None
        self.busy = ""
        """What is going on: "taking", "printing", or nothing."""
        self._saved_record = record
        self.answers: list[DeskButton] = []
        self.bench = wizard.owner.hands.bench(record, t.language)
        self.beside = wizard.owner.workers(f"calibration {record.name}")
        self._look = QTimer(self, singleShot=True, interval=self.station.ms(LOOK_MS))
        self._look.timeout.connect(self._ask_cover)
        self.again = self.button(t("Cetak lagi"), "replay", name="print-again")
        self.again.clicked.connect(self.print_step)
        self.skip = self.button(t("Lewati langkah ini"), name="skip")
        self.skip.clicked.connect(lambda: self._learn(calibration.skipped(self.now)))
        self.later = self.button(t("Lanjutkan nanti"), name="later", hint="Esc")
        self.later.clicked.connect(wizard.close_dialog)
        self.done = self.button(t("Selesai"), "check", "primary", name="done", hint="Enter")
        self.done.clicked.connect(wizard.close_dialog)
        self.left, self.right = [self.again, self.skip], [self.later, self.done]
        self._offer()

    # --- the printer --------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Take the printer and print the first step."""
        self._fetch_picture()
        self._take()

    def _take(self) -> None:
        self._set_busy("taking")
        self.beside.run(self.bench.take, self._taken, self._not_taken)

    def _taken(self, _nothing: None) -> None:
        self._set_busy("")
        self.print_step()

    def _not_taken(self, error: LoketError) -> None:
        self._set_busy("")
        self.refuse(error)
        self.again.say(self.t("Coba lagi"))
        self._retake(True)

    def _retake(self, yes: bool) -> None:
        self.again.clicked.disconnect()
        self.again.clicked.connect(self._again_taken if yes else self.print_step)

    def _again_taken(self) -> None:
        self._retake(False)
        self.again.say(self.t("Cetak lagi"))
        self.complain("")
        self._take()

    def leave(self) -> None:
        """Let go of the printer; what is known was saved step by step."""
        self._look.stop()
        self.beside.leave(self.bench.leave)

    def print_step(self) -> None:
        """Print what the step prints, or watch the cover."""
        self.complain("")
        if self.now.step is Step.COVER:
            self._ask_cover()
        elif self.now.step is not None:
            self._set_busy("printing")
            self.beside.run(
                partial(self.bench.print_step, self.now), partial(self._printed, self.now), self._not_printed
            )

    def _printed(self, asked: Calibration, tried: Tried) -> None:
        if asked.step is not self.now.step or asked.again != self.now.again:
            return
        self._set_busy("")
        if tried.papers:
            self.picture = inked(tried.papers[-1])
        if tried.outcome not in GOOD and not self._is_answerless_fence(tried):
            self.complain(f"{self.t('Belum tercetak: {reason}.', reason=self.t(tried.reason))} "
                          f"{remedy(tried.reason, self.t)}".strip())  # fmt: skip
            return
        if self.now.step is Step.FENCE:
            self._learn(calibration.fence_tried(self.now, confirmed=tried.outcome == "PRINTED"))

    def _is_answerless_fence(self, tried: Tried) -> bool:
        """Tell whether all was printed but the fence was not answered: that is what the last step wants to know."""
        return self.now.step is Step.FENCE and tried.outcome == "PARTIAL" and not remedy(tried.reason, self.t)

    def _not_printed(self, error: LoketError) -> None:
        self._set_busy("")
        self.refuse(error)

    def _ask_cover(self) -> None:
        if self.now.step is Step.COVER and self.now.cover in (Cover.ASKED, Cover.OPEN):
            self.beside.run(self.bench.look, self._looked, self._not_printed)

    def _looked(self, look: Look) -> None:
        if self.now.step is not Step.COVER:
            return
        self.complain(self.t("Printer tidak dapat dihubungi. Periksa daya dan kabelnya.")
                      if not look.online and not look.answered else "")  # fmt: skip
        self._learn(calibration.seen(self.now, look))
        if self.now.cover in (Cover.ASKED, Cover.OPEN):
            self._look.start()

    # --- answers ------------------------------------------------------------------------------------------------

    def answer(self, answer: Answer) -> None:
        """Learn from an answer."""
        self._learn(calibration.answered(self.now, answer))

    def _learn(self, now: Calibration) -> None:
        """Take in what was learned: save it, and print what comes next."""
        before, self.now = self.now, now
        if now.record != self._saved_record:
            self._saved_record = now.record
            self.wizard.save(now.record, "")
        if (now.step, now.again) != (before.step, before.again):
            self._look.stop()
            self._fetch_picture()
            self._offer()
            self.print_step()
        elif (now.cover, now.heard) != (before.cover, before.heard):
            self._offer()
        self.update()

    def take_in(self, now: Calibration) -> None:
        """Show how far the calibration is, without a printer."""
        self.now = now
        self._offer()
        self._set_busy("")

    def complain(self, words: str) -> None:
        """Say what went wrong; nobody can say how a paper looks that did not come out."""
        super().complain(words)
        for button in self.answers:
            button.setVisible(not words or self.now.step is Step.COVER)

    def _offer(self) -> None:
        """Make the answers of the present step."""
        for button in self.answers:
            button.hide()
            button.deleteLater()
        self.answers = []
        if self.now.step is Step.WIDTH:
            for box in BOXES:
                made = DeskButton(self.theme, self.t("{n} titik", n=box), height=48, parent=self)
                made.setObjectName(f"box-{box}")
                made.clicked.connect(lambda _checked=False, box=box: self._learn(calibration.widest(self.now, box)))
                self.answers.append(made)
        else:
            for answer in self._possible():
                chosen: DeskButton = AnswerButton(self.theme, answer, answer_words(answer, self.t), self)
                if answer is Answer.GO_ON:
                    chosen = DeskButton(self.theme, answer_words(answer, self.t), "arrow_forward", "primary", height=64,
                                        parent=self)  # fmt: skip
                    chosen.setObjectName("answer-go-on")
                chosen.clicked.connect(lambda _checked=False, answer=answer: self.answer(answer))
                self.answers.append(chosen)
        for button in self.answers:
            button.setEnabled(not self.busy)
            button.show()
        over = self.now.step is None
        self.done.setVisible(over)
        for button in (self.again, self.skip, self.later):
            button.setVisible(not over)
        self.again.setVisible(not over and self.now.step is not Step.COVER)
        self.setAccessibleName(question(self.now, self.t)[0])
        self.place_foot()
        self.arrange()
        if self.isVisible():
            self.wizard.restop()

    def _possible(self) -> tuple[Answer, ...]:
        """Give the answers that make sense now."""
        now = self.now
        if now.step is None:
            return ()
        if now.step is Step.COVER:
            seen = now.cover in (Cover.PROVEN, Cover.SILENT)
            return (Answer.GO_ON,) if seen else (Answer.UNCHANGED, Answer.NO_SENSOR)
        if now.step is Step.FENCE and not now.heard:
            return ()
        virtual = now.record.url.startswith("virtual:")
        return tuple(each for each in ANSWERS[now.step] if not (virtual and each is Answer.LETTERS))

    def _set_busy(self, what: str) -> None:
        self.busy = what
        for button in (*self.answers, self.again, self.skip):
            button.setEnabled(not what)
        if not what and self.isVisible():
            self.wizard.restop()
        self.update()

    def _fetch_picture(self) -> None:
        self.picture = None
        work = partial(self.wizard.owner.hands.step_picture, self.now, self.t.language)
        self.wizard.owner.beside.run(work, partial(self._pictured, self.now), self._not_printed)

    def _pictured(self, asked: Calibration, picture: QImage | None) -> None:
        if asked.step is self.now.step and self.picture is None:
            self.picture = inked(picture) if picture is not None else None
            self.update()

    def accept(self) -> None:
        """Enter ends a calibration that is done."""
        if self.now.step is None:
            self.wizard.close_dialog()

    def stops(self) -> list[QWidget]:
        """Give the answers, then the foot."""
        return [*self.answers, self.done, self.again, self.skip, self.later]

    # --- place and paint ----------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Place the answers below the question; the boxes of the second step are as wide as they are printed."""
        y, width = TRACK + 104, self.width() - SIDE - 32
        for index, button in enumerate(self.answers):
            if self.now.step is Step.WIDTH:
                button.setGeometry(whole(0, y, width * BOXES[index] / BOXES[-1], 48))
                y += 56
            else:
                button.setGeometry(whole(0, y, width, ANSWER))
                y += ANSWER + 8

    def draw(self, painter: QPainter) -> None:
        """Paint the track, the question, and the picture."""
        theme, t = self.theme, self.t
        self._draw_track(painter)
        width = self.width() - SIDE - 32
        title, text = question(self.now, t)
        box = QRectF(0, TRACK, width, 56)
        paint.draw_text(painter, box, title, fonts.of(20, 700, -1), theme.color("ink"), paint.TOP_LEFT, 2)
        lines = len(paint.fit_text(title, fonts.of(20, 700, -1), width, 2)[1])
        box = QRectF(0, TRACK + 4 + 26 * lines, width, 60)
        paint.draw_text(painter, box, text, fonts.of(14, 500), theme.color("ink2"), paint.TOP_LEFT, 3, line_height=1.4)
        side = QRectF(self.width() - SIDE, TRACK, SIDE, self.height() - TRACK - 66)
        if self.now.step is None:
            self._draw_findings(painter, QRectF(0, TRACK + 92, self.width(), 240))
        elif self.now.step is Step.COVER:
            self._draw_cover(painter, side)
        else:
            self._draw_picture(painter, side)

    def _draw_track(self, painter: QPainter) -> None:
        """Five numbered discs: done, present, to come."""
        theme, at = self.theme, STEPS.index(self.now.step) if self.now.step else len(STEPS)
        each = self.width() / len(STEPS)
        for index, step in enumerate(STEPS):
            x = index * each
            disc = QRectF(x, 4, 28, 28)
            on = index <= at
            paint.rounded(painter, disc, 14, theme.color("pri" if on else "surf2"))
            if index < at:
                icons.draw(painter, disc.adjusted(5, 5, -5, -5), "check", theme.color("onPri"))
            else:
                ink = theme.color("onPri" if on else "ink2")
                paint.draw_number(painter, disc, f"{index + 1}", fonts.of(14, 700), ink)
            name = step_name(step, self.t)
            font = fonts.of(14, 700 if index == at else 500)
            paint.draw_text(painter, QRectF(x + 36, 4, each - 60, 28), name, font, theme.color("ink" if on else "ink2"))
            if index < len(STEPS) - 1:
                end = x + 36 + paint.text_width(name, font) + 12
                draw_line(painter, end, x + each - 12, 18, theme)

    def _draw_picture(self, painter: QPainter, side: QRectF) -> None:
        theme, t = self.theme, self.t
        paint.rounded(painter, side, 12, theme.color("surf2"))
        words = t("Yang seharusnya keluar")
        if self.busy:
            words = t("Meminta printer dari stasiun lain…") if self.busy == "taking" else t("Sedang mencetak…")
        elif self.now.step is Step.FENCE:
            words = t("Cara {n} dari 2", n=1 if self.now.trying is Fence.PROCESS else 2)
        head = QRectF(side.left() + 16, side.top() + 8, side.width() - 32, 24)
        paint.draw_text(painter, head, words, fonts.of(13, 600), theme.color("ink2"))
        if self.picture is not None:
            place = place_for(self.picture, side.adjusted(20, 40, -20, -16))
            draw_slip(painter, place, scaled(self.picture, place, self.devicePixelRatioF()))

    def _draw_cover(self, painter: QPainter, side: QRectF) -> None:
        """A printer whose lid is shut, open, or proven."""
        theme, cover = self.theme, self.now.cover
        paint.rounded(painter, side, 12, theme.color("surf2"))
        good = cover is Cover.PROVEN
        body = QRectF(side.center().x() - 80, side.center().y() - 10, 160, 90)
        with paint.painting(painter):
            paint.rounded(painter, body, 14, theme.color("deep"))
            paint.rounded(painter, QRectF(body.left() + 24, body.top() + 14, 112, 8), 4, theme.color("slot"))
            painter.translate(body.left() + 6, body.top())
            painter.rotate(-38 if cover is Cover.OPEN else 0)
            paint.rounded(painter, QRectF(0, -22, 148, 20), 8, theme.color("pri"))
        mark = "check_circle" if good else "error" if cover is Cover.SILENT else "more_horiz"
        ink = theme.color("green" if good else "orange" if cover is Cover.SILENT else "ink2")
        icons.draw(painter, QRectF(side.center().x() - 22, body.bottom() + 24, 44, 44), mark, ink, True)

    def _draw_findings(self, painter: QPainter, rect: QRectF) -> None:
        """What was found out, as a list."""
        theme, y = self.theme, rect.top()
        for name, value in findings(self.now.record, self.t):
            paint.draw_text(painter, QRectF(0, y, 180, 40), name, fonts.of(14, 600), theme.color("ink2"))
            paint.draw_text(
                painter, QRectF(190, y, rect.width() - 190, 40), value, fonts.of(15, 600), theme.color("ink")
            )
            y += 41
            draw_line(painter, 0, rect.width(), y - 1, theme)
