"""Third page of the wizard: the calibration. Each step prints something and asks one question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError
from loket.model import calibration
from loket.model.calibration import ANSWERS, BOXES, Answer, Calibration, Cover, Look, Step
from loket.model.print_reasons import UNCONFIRMED
from loket.model.printer import ON_PAPER, PrinterRecord
from ui.parts.desk import DeskButton, whole
from ui.parts.slip import inked
from ui.printers_page.hands import Tried
from ui.printers_page.pictograms import AnswerButton
from ui.printers_page.step_picture import SIDE, TRACK, draw_step
from ui.printers_page.step_words import answer_words, question
from ui.printers_page.wizard_page import WizardPage
from ui.printers_page.words import remedy

if TYPE_CHECKING:
    from ui.printers_page.wizard import Wizard

LOOK_MS = 300
"""Between two looks at the cover."""

ANSWER = 60


class StepsPage(WizardPage):
    """The five steps. Everything with the printer happens in a thread of its own."""

    def __init__(self, wizard: Wizard, record: PrinterRecord) -> None:
        """Calibrate `record`."""
        super().__init__(wizard)
        t = self.t
        self.heading = t("Kalibrasi {printer}", printer=record.name)
        self.now: Calibration = calibration.begin(record)
        self.picture: QImage | None = None
        self.taken = False
        """The printer is ours."""
        self.busy = ""
        """What is going on: "taking", "printing", or nothing."""
        self._saved_record: PrinterRecord | None = record
        self.answers: list[DeskButton] = []
        self.bench = wizard.owner.hands.bench(record, t.language)
        self.beside = wizard.owner.workers(f"calibration {record.name}")
        self._look = QTimer(self, singleShot=True, interval=self.station.ms(LOOK_MS))
        self._look.timeout.connect(self._ask_cover)
        self.again = self.button(t("Cetak lagi"), "replay", name="print-again")
        self.again.clicked.connect(self._again)
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
        self.taken = True
        self._set_busy("")
        self.print_step()

    def _not_taken(self, error: LoketError) -> None:
        self._set_busy("")
        self.refuse(error)

    def _again(self) -> None:
        """Print once more; a printer that was not to be had is asked for again."""
        if self.taken:
            self.print_step()
        else:
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
        if tried.outcome not in ON_PAPER and not self._is_answerless_fence(tried):
            self.complain(f"{self.t('Belum tercetak: {reason}.', reason=self.t(tried.reason))} "
                          f"{remedy(tried.reason, self.t)}".strip())  # fmt: skip
            return
        if self.now.step is Step.FENCE:
            self._learn(calibration.fence_tried(self.now, confirmed=tried.outcome == "PRINTED"))

    def _is_answerless_fence(self, tried: Tried) -> bool:
        """Tell whether all was printed but the fence was not answered: that is what the last step wants to know."""
        return self.now.step is Step.FENCE and tried.reason == UNCONFIRMED

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

    def not_saved(self, error: LoketError) -> None:
        """Go on, and save what was learned with the next answer."""
        self._saved_record = None
        self.refuse(error)
        for button in self.answers:
            button.show()

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
        if what and self.isVisible():
            self.wizard.setFocus()
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

    def waits(self) -> bool:
        """While paper comes, a key pressed once too often must not leave the calibration."""
        return bool(self.busy)

    def wanted_stops(self) -> list[QWidget]:
        """Stay on an answer only: when a step is printed, its first answer is next."""
        return [button for button in self.answers if button.isEnabled()]

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
        """Paint how far it is, the question, and the picture."""
        draw_step(painter, QRectF(self.rect()), self.now, self.station, busy=self.busy, picture=self.picture)
