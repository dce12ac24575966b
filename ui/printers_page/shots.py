"""Pictures of the printer page in every state, for `loket shot printers`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from loket.errors import Trouble, Usage
from loket.model import calibration
from loket.model.calibration import Answer, Calibration, Look, Step
from loket.model.printer import Layout, PrinterProfile, PrinterRecord
from loket.model.slip import SlipKind
from loket.office.print_log import JobLine, PrinterCard
from ui.parts.slip import inked
from ui.printers_page import samples
from ui.printers_page.find_page import FindPage
from ui.printers_page.hands import Tried
from ui.printers_page.screen import PrintersScreen
from ui.printers_page.steps_page import StepsPage
from ui.printers_page.wizard import Wizard
from ui.printers_page.words import Explained
from ui.samples import go_away
from ui.station import Station


def _screen(station: Station, cards: tuple[PrinterCard, ...] = samples.FOUR,
            jobs: tuple[JobLine, ...] = samples.JOBS) -> PrintersScreen:  # fmt: skip
    screen = PrintersScreen(station, samples.StillHands(), samples.StillWorker)
    screen.resize(1366, 768)
    screen.show_board(samples.board(cards, jobs))
    return screen


def _page(cards: tuple[PrinterCard, ...] = samples.FOUR, jobs: tuple[JobLine, ...] = samples.JOBS,
          chosen: int | None = None, *, paper: bool = False) -> Callable[[Station], QWidget]:  # fmt: skip
    def build(station: Station) -> QWidget:
        screen = _screen(station, cards, jobs)
        if chosen is not None:
            screen.table.view.choose(jobs[chosen].job)
            screen.paper.show_picture(samples.paper(jobs[chosen].number) if paper else None)
        return screen

    return build


def _away(station: Station) -> QWidget:
    screen = _screen(station)
    go_away(station, screen.asking)
    return screen


def _dialog(act: Callable[[PrintersScreen], None]) -> Callable[[Station], QWidget]:
    def build(station: Station) -> QWidget:
        screen = _screen(station)
        screen.table.view.choose(samples.JOBS[0].job)
        screen.paper.show_picture(samples.paper())
        act(screen)
        return screen

    return build


def _tested(screen: PrintersScreen) -> None:
    screen.acts.test([samples.FOUR[0].record])
    screen.acts._tested(samples.FOUR[0].record.name, Tried("HELD", "kertas habis"))  # noqa: SLF001 - its answer


def _virtual_test(screen: PrintersScreen) -> None:
    told = Explained(screen.t("Uji cetak {outcome}", outcome=screen.t("tercetak")), "", "ok")
    screen.paper.show_test("Kertas di layar", told, samples.paper())


def _find(*, found: bool, error: bool = False) -> Callable[[Station], QWidget]:
    def build(station: Station) -> QWidget:
        screen = _screen(station)
        wizard = _wizard(screen, None)
        page = FindPage(wizard, search=False)
        wizard.show_page(page)
        if found:
            page.show_found(samples.FOUND)
        else:
            page.show_found(())
        if error:
            page.address.setText("http://192.168.1.50")
            page.refuse(Usage(
                "printer_url", "Alamat printer “{url}” tidak dikenal. Contoh: tcp://192.168.1.50:9100, "
                "file:///dev/usb/lp0, virtual:", url="http://192.168.1.50",
            ))  # fmt: skip
        return screen

    return build


def _wizard(screen: PrintersScreen, record: PrinterRecord | None) -> Wizard:
    wizard = Wizard(screen, record)
    wizard.open()
    return wizard


def _facts(record: PrinterRecord) -> Callable[[Station], QWidget]:
    def build(station: Station) -> QWidget:
        screen = _screen(station)
        _wizard(screen, record).show_facts(record)
        return screen

    return build


def _step(make: Callable[[Calibration], Calibration], error: str = "") -> Callable[[Station], QWidget]:
    def build(station: Station) -> QWidget:
        screen = _screen(station)
        wizard = _wizard(screen, samples.FOUR[0].record)
        page = StepsPage(wizard, samples.FOUR[0].record)
        wizard.show_page(page)
        page.take_in(make(page.now))
        if page.now.step not in (None, Step.COVER):
            page.picture = inked(samples.sheet(page.now.step.value if page.now.step else ""))
        if error:
            page.complain(error)
        return screen

    return build


def _owned(station: Station) -> QWidget:
    screen = _screen(station)
    wizard = _wizard(screen, samples.FOUR[0].record)
    page = StepsPage(wizard, samples.FOUR[0].record)
    wizard.show_page(page)
    page.refuse(Trouble(
        "printer_owned_still", "Stasiun lain sedang mencetak di printer {name} dan belum selesai. Tunggu sebentar, "
        "lalu coba lagi.", name=samples.FOUR[0].record.name,
    ))  # fmt: skip
    return screen


def _at(step: Step) -> Callable[[Calibration], Calibration]:
    return lambda now: replace(now, step=step)


def _opened(now: Calibration) -> Calibration:
    return calibration.seen(_at(Step.COVER)(now), Look(online=True, answered=True, cover=True))


def _closed(now: Calibration) -> Calibration:
    return calibration.seen(_opened(now), Look(online=True, answered=True))


def _silent(now: Calibration) -> Calibration:
    now = _at(Step.COVER)(now)
    for _ in range(calibration.SILENCES):
        now = calibration.seen(now, Look(online=True, answered=False))
    return now


def _heard(now: Calibration) -> Calibration:
    return calibration.fence_tried(_at(Step.FENCE)(now), confirmed=True)


def _over(now: Calibration) -> Calibration:
    return calibration.answered(_heard(_closed(now)), Answer.BEHIND)


_NEW = PrinterRecord("EPSON TM-T82III", "file:///dev/usb/lp2")
_SLOW = PrinterProfile(layout=Layout.NATIVE, slips=(SlipKind.TICKET, SlipKind.CARRY_OVER))
_SERIAL = PrinterRecord("Printer Loket 5", "serial:///dev/ttyUSB0?baud=9600", 384, cutter=False, profile=_SLOW)

SHOTS: dict[str, Callable[[Station], QWidget]] = {
    "full": _page(),
    "job": _page(chosen=0, paper=True),
    "job-handed-over": _page(chosen=2, paper=True),
    "job-failed": _page(chosen=3),
    "trouble": _page(samples.TROUBLE, samples.HELD, 0),
    "six": _page(samples.SIX, samples.FIFTY, 3, paper=True),
    "one": _page(samples.FOUR[:1], samples.JOBS[:2], 0, paper=True),
    "new": _page(samples.FOUR[:1], ()),
    "empty": _page((), ()),
    "away": _away,
    "tested": _dialog(_tested),
    "tested-on-screen": _dialog(_virtual_test),
    "reprint": _dialog(lambda screen: screen.acts.reprint(samples.JOBS[0])),
    "roll": _dialog(lambda screen: screen.acts.new_roll(samples.FOUR[0].record)),
    "find": _find(found=True),
    "find-nothing": _find(found=False),
    "find-error": _find(found=True, error=True),
    "facts-new": _facts(_NEW),
    "facts": _facts(samples.FOUR[0].record),
    "facts-serial": _facts(_SERIAL),
    "step-pattern": _step(_at(Step.PATTERN)),
    "step-held": _step(_at(Step.PATTERN), "Belum tercetak: kertas habis. Isi kertas."),
    "step-owned": _owned,
    "step-width": _step(_at(Step.WIDTH)),
    "step-cut": _step(_at(Step.CUT)),
    "step-cover": _step(_at(Step.COVER)),
    "step-cover-open": _step(_opened),
    "step-cover-proven": _step(_closed),
    "step-cover-silent": _step(_silent),
    "step-fence": _step(_at(Step.FENCE)),
    "step-fence-heard": _step(_heard),
    "step-done": _step(_over),
}
"""What `loket shot printers` can paint."""

DEFAULT_SIZE: dict[str, tuple[int, int]] = {
    **dict.fromkeys(SHOTS, (1366, 768)), "full": (1920, 1080), "job-handed-over": (1920, 1080),
}  # fmt: skip
"""The usual size of each state."""
