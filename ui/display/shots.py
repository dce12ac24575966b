"""Pictures of the hall for `loket shot`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from loket.model.counter import CounterFace
from loket.model.service import WaitRange
from loket.model.wording import Wording
from loket.office.pictures import HallBoard, HallCall, HallCounter, HallService
from ui import samples
from ui.display.screen import DisplayScreen
from ui.station import Station
from ui.voice import SilentVoice

Then = Callable[[DisplayScreen], None]

_ROWS = (
    ("A", "Bantuan Sosial", "Social Assistance", "laut", 6, (15, 25)),
    ("B", "Data DTSEN", "DTSEN Data", "biru", 4, (10, 15)),
    ("C", "Jaminan Kesehatan", "Health Insurance", "hutan", 9, (30, 45)),
    ("D", "Surat Rekomendasi", "Recommendation Letter", "bata", 2, (5, 10)),
    ("E", "Disabilitas, Lansia", "Disability, Older People", "nila", 1, (0, 5)),
    ("K", "Klinik Pelayanan", "Service Clinic", "batu", 3, (10, 20)),
)
_SERVICES = tuple(
    HallService(code, Wording(name, en), hue, waiting, WaitRange(told[0] * 60, told[1] * 60))
    for code, name, en, hue, waiting, told in _ROWS
)
_MESSAGES = (
    Wording("Semua layanan gratis. Laporkan pungutan liar ke petugas pengaduan atau SP4N-LAPOR!",
            "All services are free. Report illegal fees to our complaints officer or SP4N-LAPOR!"),
    Wording("Layanan Jumat: istirahat pukul 11.30–13.30", "Fridays: break from 11:30 to 13:30"),
    Wording("Kursi prioritas tersedia di baris depan", "Priority seats are in the front row"),
)  # fmt: skip


def _call(seq: int, number: str, counter: int, **changes: object) -> HallCall:
    return samples.call(seq, number, counter, **changes)


_LAST = (
    _call(25, "A014", 3, direction="west", where=Wording("Lantai 1, sebelah kiri", "Floor 1, on the left")),
    _call(24, "C021", 5), _call(23, "B013", 2), _call(22, "A013", 3), _call(21, "K004", 7),
)  # fmt: skip


def _counter(number: int, state: str, ticket: str = "", service: str = "", plate: str = "") -> HallCounter:
    face = CounterFace(
        number, Wording(f"Loket {number}", f"Counter {number}"), plate or str(number), ("K",), Wording("")
    )
    return HallCounter(face, state, ticket, service, "laut")


_COUNTERS = tuple(
    _counter(*row)
    for row in (
        (1, "serving", "K006", "K"), (2, "serving", "B013", "B"), (3, "calling", "A014", "A"),
        (4, "serving", "A012", "A"), (5, "serving", "C021", "C"), (6, "break"), (7, "serving", "K004", "K"),
        (8, "serving", "D011", "D"), (9, "serving", "E003", "E"), (10, "ready"), (11, "serving", "F002", "F"),
        (12, "closed"),
    )
)  # fmt: skip
_BOARD = HallBoard(
    office=replace(samples.OFFICE, contact="WhatsApp 0811-0000-000"), last=_LAST, pending=(), live=frozenset({25}),
    services=_SERVICES, counters=_COUNTERS, missed=(), messages=_MESSAGES, open=True, opens_at=None, holiday="",
    day=samples.DAY, seq=30, hours=samples.WEEK,
)  # fmt: skip
_GRID = replace(
    _BOARD,
    services=(*_SERVICES, HallService("F", Wording("Anak dan Keluarga", "Children and Family"), "manggis", 0, None)),
)
_CALM = replace(_BOARD, live=frozenset())
_CLOSED = replace(
    _CALM, open=False, opens_at=samples.OPENING + timedelta(days=1), last=(),
    services=tuple(replace(service, waiting=0, told=None) for service in _SERVICES),
    counters=tuple(_counter(number, "closed") for number in range(1, 5)),
)  # fmt: skip
_ONE = replace(
    _BOARD, counters=_COUNTERS[2:3], last=(_call(25, "A015", 3), _call(24, "A014", 3), _call(23, "B003", 3),
                                           _call(22, "A013", 3)),
    services=(HallService("A", Wording("Pendaftaran Umum", "Registration"), "laut", 14, WaitRange(2100, 3000)),),
    office=replace(samples.OFFICE, name="Puskesmas Arunika Timur", place="", room=Wording("Pendaftaran")),
)  # fmt: skip
_LONG = replace(
    _BOARD,
    office=replace(
        samples.OFFICE, name="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        place="Kabupaten Arunika Selatan", room=Wording("Ruang Pelayanan Terpadu Lantai Dua Gedung Utama"),
    ),
    last=(
        _call(25, "W1014", 12, plate="K12", counter_name=Wording("Ruang Konsultasi Keluarga 12", "Family Room 12")),
        _call(24, "M1021", 10), _call(23, "W999", 11, plate="K11"), _call(22, "A1013", 3), _call(21, "G004", 20),
    ),
    services=tuple(
        replace(service, name=Wording("Pendaftaran Penyandang Disabilitas Berat dan Lanjut Usia Terlantar"),
                waiting=1214, told=WaitRange(7200, 10800))
        for service in _SERVICES
    ),
    messages=(Wording("Pengumuman panjang: " + "layanan hari Jumat berhenti sebentar untuk salat dan makan, " * 2),),
    missed=("A1009", "C014", "M1002", "K003", "B001", "E002"),
)  # fmt: skip
_HUES = ("laut", "biru", "nila", "manggis", "bata", "zaitun", "hutan", "batu")
_MANY = replace(
    _BOARD, missed=("A009", "C014"),
    services=tuple(
        HallService(tile.service.code, tile.service.name, tile.service.hue, tile.waiting, None)
        for tile in samples.crowded_board().tiles
    ),
)  # fmt: skip


def _shot(
    board: HallBoard, then: Then | None = None, layout: str = "list", now: datetime | None = None
) -> Callable[[Station], DisplayScreen]:
    def build(station: Station) -> DisplayScreen:
        if now is not None:
            station.clock = lambda: now
        screen = DisplayScreen(station, SilentVoice(), layout)

        def settle() -> None:
            screen.show_board(board)
            if then is not None:
                then(screen)

        screen.settle = settle  # type: ignore[attr-defined]
        return screen

    return build


def _moment(stage: str, share: float) -> Then:
    def then(screen: DisplayScreen) -> None:
        call = screen.queue.current
        if call is not None:
            screen.station.reduced_motion = False
            screen._open_moment(call)  # noqa: SLF001
            screen.moment.pose(stage, share)

    return then


def _lost(screen: DisplayScreen) -> None:
    screen._board_at = screen.station.clock() - timedelta(minutes=3)  # noqa: SLF001
    screen._lost()  # noqa: SLF001


_CALLED = replace(_BOARD, last=_LAST[1:], pending=_LAST[:1])
_BURST = replace(
    _BOARD, last=_LAST[3:], pending=(_LAST[0], _call(26, "B014", 2), _call(27, "C022", 5), _call(28, "K1005", 7)),
    live=frozenset({25, 26, 27, 28}),
)  # fmt: skip
_TRAINING = replace(_CALLED, office=replace(_BOARD.office, training=True))

SHOTS: dict[str, Callable[[Station], DisplayScreen]] = {
    "list": _shot(_BOARD),
    "call-frame1": _shot(_CALLED, _moment("wipe", 0.4)),
    "call-frame2": _shot(_CALLED, _moment("open", 1.0)),
    "call-frame3": _shot(replace(_BOARD, live=frozenset({25, 24}))),
    "call-burst": _shot(_BURST, _moment("open", 1.0)),
    "call-recall": _shot(replace(_CALLED, pending=(replace(_LAST[0], recall=True, ordinal_call=2),))),
    "call-long": _shot(replace(_LONG, last=_LONG.last[1:], pending=_LONG.last[:1]), _moment("open", 1.0)),
    "calm": _shot(_CALM),
    "missed": _shot(replace(_CALM, missed=("A009", "C014"))),
    "grid-12": _shot(_GRID, layout="grid"),
    "grid-20": _shot(
        replace(_GRID, counters=(*_COUNTERS, *(_counter(n, "serving", f"B1{n:03d}", "B") for n in range(13, 21)))),
        layout="grid",
    ),
    "grid-3": _shot(replace(_BOARD, counters=_COUNTERS[2:5]), layout="grid"),
    "portrait": _shot(_BOARD),
    "portrait-call": _shot(_BURST, _moment("open", 1.0)),
    "portrait-offline": _shot(_BOARD, _lost),
    "portrait-closed": _shot(_CLOSED, now=samples.EVENING),
    "one-counter": _shot(_ONE, layout="auto"),
    "one-counter-portrait": _shot(_ONE, layout="auto"),
    "closed": _shot(_CLOSED, now=samples.EVENING),
    "holiday": _shot(replace(_CLOSED, holiday="Hari Raya Idulfitri 1447 Hijriah")),
    "early": _shot(replace(_CLOSED, opens_at=samples.OPENING), now=samples.EARLY),
    "offline": _shot(_BOARD, _lost),
    "empty": _shot(replace(_CALM, last=(), services=tuple(replace(s, waiting=0, told=None) for s in _SERVICES))),
    "long": _shot(_LONG),
    "many-services": _shot(_MANY),
    "seven-services": _shot(replace(_MANY, services=_MANY.services[:7])),
    "training": _shot(replace(_BOARD, office=replace(_BOARD.office, training=True))),
    "training-call": _shot(_TRAINING, _moment("open", 1.0)),
}

DEFAULT_SIZE: dict[str, tuple[int, int]] = {
    state: (1080, 1920) if "portrait" in state else (1920, 1080) for state in SHOTS
}
