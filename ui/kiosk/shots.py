"""Pictures of the kiosk for `loket shot`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from loket.errors import N_, Refused, Trouble
from loket.model.visit import State
from loket.model.wording import Wording
from loket.office.pictures import KioskBoard, PrinterFace
from loket.office.printing import JobFate
from ui import samples
from ui.kiosk import booking_shots
from ui.kiosk.screen import KioskScreen
from ui.kiosk.standing import StandingPage
from ui.kiosk.ticket import TicketPage
from ui.station import Station

Then = Callable[[KioskScreen], None]


def _shot(
    board: KioskBoard, then: Then | None = None, modes: tuple[str, ...] = (), now: datetime | None = None
) -> Callable[[Station], KioskScreen]:
    def build(station: Station) -> KioskScreen:
        if now is not None:
            station.clock = lambda: now
        screen = KioskScreen(station)

        def settle() -> None:
            screen.modes.update(modes)
            screen.show_board(board)
            screen.modes.update(modes)
            if then is not None:
                then(screen)

        screen.settle = settle  # type: ignore[attr-defined]
        return screen

    return build


def _service(screen: KioskScreen) -> None:
    screen.choose(screen.board.tiles[1], ("Foto rumah tampak depan",))


def _priority(screen: KioskScreen) -> None:
    screen.ask_priority(screen.board.tiles[1], ())
    screen.page.cards[1].setChecked(True)  # type: ignore[union-attr]


def _ticket(
    number: str, *, without_paper: bool = False, printing: bool = False, fate: JobFate | None = None
) -> Then:  # fmt: skip
    def then(screen: KioskScreen) -> None:
        page = TicketPage(screen, samples.ticket(number), without_paper=without_paper, printing=printing, fate=fate)
        screen.show_page(page)

    return then


def _slip(state: str) -> Then:
    """Let a list of requirements be printed while a service is shown."""

    def then(screen: KioskScreen) -> None:
        _service(screen)
        screen.taking.lists.state = state
        screen.taking.lists.changed.emit()

    return then


def _typed(words: str, *, unknown: bool = False) -> Then:
    """Let somebody have typed a code, known or not."""

    def then(screen: KioskScreen) -> None:
        screen.check_in(words)
        if unknown:
            refusal = Refused(
                "typed_unknown",
                N_("“{typed}” tidak dikenal hari ini. Periksa kode, atau tanyakan petugas."),
                typed=words,
            )
            screen.page.say(refusal)  # type: ignore[union-attr]

    return then


def _standing(
    state: State = State.WAITING, left: int = 2, *, stepped_back: bool = False, refusal: Refused | None = None
) -> Then:  # fmt: skip
    """Show how a number stands."""

    def then(screen: KioskScreen) -> None:
        standing = replace(samples.standing(screen.look().texts, state, left), proven=stepped_back)
        page = StandingPage(screen, standing, stepped_back=stepped_back)
        screen.show_page(page)
        if refusal is not None:
            page.say(refusal)

    return then


def _much_to_say(screen: KioskScreen) -> None:
    screen.show_page(StandingPage(screen, samples.long_standing(screen.look().texts)))


_MANY_GROUPS = (
    "LANSIA", "DISABILITAS", "IBU_HAMIL", "MENYUSUI", "BALITA", "ANAK", "KORBAN_BENCANA_ALAM", "KORBAN_BENCANA_SOSIAL",
    "VETERAN", "PENDONOR_DARAH",
)  # fmt: skip
"""The groups of the law and two of an office's own."""

_NOBODY_BEHIND = Refused(
    "nobody_behind", N_("Belum ada orang di belakang nomor {number}; tempatnya tetap."), number="B012"
)


def _idle(screen: KioskScreen) -> None:
    screen.go_home()
    screen._idle.warn()  # noqa: SLF001


def _away(first: Then | None = None) -> Then:
    """Let the office's memory be away while a page is shown."""

    def then(screen: KioskScreen) -> None:
        if first is not None:
            first(screen)
        samples.go_away(screen.station, screen.asking)

    return then


_OFFICE = replace(samples.OFFICE, contact="WhatsApp 0811-0000-000", address="Jalan Pelayanan 1, Kota Arunika")
_BOARD = replace(samples.kiosk_board(), office=_OFFICE)
_QUIET = replace(_BOARD, tiles=tuple(replace(tile, told=None) for tile in _BOARD.tiles), calling=())
_TRAINING = replace(_QUIET, office=replace(_OFFICE, training=True))
_LONG = replace(
    _BOARD,
    tiles=tuple(
        replace(
            tile,
            service=replace(
                tile.service,
                name=Wording("Rekomendasi Pengangkatan Anak", "Recommendation for Adoption"),
                requirements=samples.NEEDS + samples.NEEDS[:3],
            ),
            waiting=112,
        )
        for tile in _BOARD.tiles
    ),
)
"""The longest names, many waiting, seven requirements."""
_SPARE = JobFate("printed", "Cadangan", elsewhere=True, printer_state="ready")


def _trouble(state: str, spare: str = "") -> KioskBoard:
    """The printer is in trouble."""
    return replace(_BOARD, printer=PrinterFace(state, "kios", spare))


_CLOSED = replace(_BOARD, open=False, opens_at=samples.OPENING + timedelta(days=1))
_TOMORROW = samples.OPENING + timedelta(days=1)
_FULL = replace(
    _BOARD, tiles=(replace(_BOARD.tiles[0], state="full", opens_at=_TOMORROW, books=True), *_BOARD.tiles[1:])
)
_FULL_UNBOOKED = replace(_FULL, tiles=(replace(_FULL.tiles[0], books=False), *_FULL.tiles[1:]))
_LATE = replace(
    _BOARD,
    tiles=(
        replace(_BOARD.tiles[0], state="late", opens_at=samples.OPENING + timedelta(days=3), books=True),
        replace(_BOARD.tiles[1], state="full", opens_at=_TOMORROW),
        *_BOARD.tiles[2:],
    ),
)
_SHUT = replace(
    _BOARD,
    tiles=(
        replace(_BOARD.tiles[0], state="closed", reason=Wording("Sistem pusat sedang gangguan.")),
        *_BOARD.tiles[1:],
    ),
)

SHOTS: dict[str, Callable[[Station], KioskScreen]] = {
    "home": _shot(_BOARD, KioskScreen.go_home),
    "home-quiet": _shot(_QUIET, KioskScreen.go_home),
    "home-20": _shot(samples.crowded_board(), KioskScreen.go_home),
    "home-long": _shot(_LONG, KioskScreen.go_home),
    "home-1": _shot(replace(_QUIET, tiles=_QUIET.tiles[:1]), KioskScreen.go_home),
    "home-training": _shot(_TRAINING, KioskScreen.go_home),
    "home-contrast-large": _shot(_QUIET, KioskScreen.go_home, ("contrast", "large")),
    "home-low": _shot(_QUIET, KioskScreen.go_home, ("low",)),
    "attract": _shot(_BOARD),
    "attract-20": _shot(samples.crowded_board()),
    "service": _shot(_BOARD, _service),
    "service-complete": _shot(_BOARD, lambda screen: screen.choose(screen.board.tiles[1])),
    "service-low": _shot(_BOARD, _service, ("low",)),
    "service-many": _shot(_LONG, _service),
    "priority-large": _shot(_BOARD, _priority, ("large",)),
    "printing": _shot(_BOARD, _ticket("B017", printing=True)),
    "ticket-contrast": _shot(_BOARD, _ticket("B017"), ("contrast",)),
    "service-contrast-large": _shot(_BOARD, _service, ("contrast", "large")),
    "priority": _shot(_BOARD, _priority),
    "ticket": _shot(_BOARD, _ticket("B017")),
    "ticket-1000": _shot(_TRAINING, _ticket("B1017")),
    "no-paper": _shot(replace(_BOARD, printer=PrinterFace("out", "kios")), _ticket("B017", without_paper=True)),
    "no-paper-cover": _shot(_trouble("cover"), _ticket("B017", without_paper=True)),
    "no-paper-offline": _shot(_trouble("offline"), _ticket("B017", without_paper=True), ("contrast",)),
    "elsewhere": _shot(_trouble("out", "Cadangan"), _ticket("B017", fate=_SPARE)),
    "elsewhere-printing": _shot(_trouble("out", "Cadangan"), _ticket("B017", printing=True, fate=_SPARE)),
    "home-no-paper": _shot(_trouble("out"), KioskScreen.go_home),
    "home-no-paper-low": _shot(_trouble("offline"), KioskScreen.go_home, ("low",)),
    "service-no-paper": _shot(_trouble("cover"), _service),
    "service-no-paper-large": _shot(_trouble("out"), _service, ("contrast", "large")),
    "service-printing-list": _shot(_BOARD, _slip("printing")),
    "service-list-printed": _shot(_BOARD, _slip("printed")),
    "service-no-printer": _shot(replace(_BOARD, printer=PrinterFace("none")), _service),
    "closed": _shot(_CLOSED, now=samples.EVENING),
    "holiday": _shot(replace(_CLOSED, holiday="Hari Buruh Internasional")),
    "early": _shot(replace(_CLOSED, opens_at=samples.OPENING), now=samples.EARLY),
    "no-printer": _shot(replace(_BOARD, printer=PrinterFace("none")), _ticket("B017", without_paper=True)),
    "full": _shot(_FULL, lambda screen: screen.choose(screen.board.tiles[0])),
    "full-unbooked": _shot(_FULL_UNBOOKED, lambda screen: screen.choose(screen.board.tiles[0])),
    "full-contrast-large": _shot(_FULL, lambda screen: screen.choose(screen.board.tiles[0]), ("contrast", "large")),
    "full-low": _shot(_FULL, lambda screen: screen.choose(screen.board.tiles[0]), ("low",)),
    "book": _shot(_FULL, booking_shots.choosing()),
    "book-later": _shot(_FULL, booking_shots.choosing(day=6)),
    "book-many": _shot(_FULL, booking_shots.choosing(minutes=10)),
    "book-one-day": _shot(_FULL, booking_shots.choosing(count=1, full=3)),
    "book-three-days": _shot(_FULL, booking_shots.choosing(count=3, minutes=90)),
    "book-taken": _shot(_FULL, booking_shots.choosing(taken=True)),
    "book-full": _shot(_FULL, booking_shots.choosing(count=0)),
    "book-waiting": _shot(_FULL, booking_shots.waiting),
    "book-pressed": _shot(_FULL, booking_shots.in_hand),
    "book-long": _shot(_TRAINING, booking_shots.long_named),
    "book-low": _shot(_FULL, booking_shots.choosing(taken=True), ("low",)),
    "book-large": _shot(_FULL, booking_shots.choosing(), ("large",)),
    "book-contrast": _shot(_FULL, booking_shots.choosing(day=1), ("contrast",)),
    "book-contrast-large-low": _shot(
        _FULL, booking_shots.choosing(taken=True, minutes=10), ("contrast", "large", "low")
    ),
    "booked": _shot(_FULL, booking_shots.given()),
    "booked-printing": _shot(_FULL, booking_shots.given(printing=True)),
    "booked-contrast": _shot(_FULL, booking_shots.given(), ("contrast",)),
    "booked-elsewhere": _shot(_trouble("out", "Cadangan"), booking_shots.given(fate=_SPARE)),
    "booked-no-paper": _shot(_trouble("out"), booking_shots.given(without_paper=True)),
    "booked-no-paper-contrast": _shot(_trouble("cover"), booking_shots.given(without_paper=True), ("contrast",)),
    "booked-no-printer": _shot(replace(_FULL, printer=PrinterFace("none")), booking_shots.given(without_paper=True)),
    "priority-more": _shot(replace(_BOARD, groups=_MANY_GROUPS), _priority),
    "late": _shot(_LATE, lambda screen: screen.choose(screen.board.tiles[0])),
    "home-late": _shot(_LATE, KioskScreen.go_home),
    "check-in": _shot(_BOARD, _typed("A012 K7")),
    "check-in-empty": _shot(_BOARD, KioskScreen.check_in),
    "check-in-unknown": _shot(_BOARD, _typed("4H7P2K", unknown=True)),
    "check-in-low": _shot(_BOARD, _typed("A012"), ("low",)),
    "check-in-low-unknown": _shot(_BOARD, _typed("4H7P2K", unknown=True), ("low",)),
    "check-in-contrast-large": _shot(_BOARD, _typed("A012 K7M2P"), ("contrast", "large")),
    "standing": _shot(_BOARD, _standing()),
    "standing-long": _shot(_BOARD, _much_to_say),
    "standing-long-contrast-large": _shot(_BOARD, _much_to_say, ("contrast", "large")),
    "standing-back": _shot(_BOARD, _standing(left=1, stepped_back=True)),
    "standing-refused": _shot(_BOARD, _standing(refusal=_NOBODY_BEHIND)),
    "standing-enough": _shot(_BOARD, _standing(left=0)),
    "standing-called": _shot(_BOARD, _standing(State.CALLED)),
    "standing-missed": _shot(_BOARD, _standing(State.MISSED)),
    "standing-low": _shot(_BOARD, _standing(), ("low",)),
    "standing-contrast-large": _shot(_BOARD, _standing(), ("contrast", "large")),
    "service-closed": _shot(_SHUT, lambda screen: screen.choose(screen.board.tiles[0])),
    "idle": _shot(_BOARD, _idle),
    "away": _shot(_BOARD, _away(KioskScreen.go_home)),
    "away-attract": _shot(_BOARD, _away()),
    "away-service": _shot(_LONG, _away(_service)),
    "away-home-20": _shot(samples.crowded_board(), _away(KioskScreen.go_home)),
    "away-contrast-large": _shot(_BOARD, _away(KioskScreen.go_home), ("contrast", "large")),
    "trouble": _shot(_BOARD, lambda screen: screen.show_trouble(Trouble("disk_full", "Diska penuh."))),
}

DEFAULT_SIZE: dict[str, tuple[int, int]] = dict.fromkeys(SHOTS, (1080, 1920))
