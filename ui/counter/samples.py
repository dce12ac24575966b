"""Sample boards of the officer's screen: as in the mock-ups, and the hard cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from loket.model.calendar import working_days
from loket.model.service import ServiceFace, WaitRange
from loket.model.wording import Wording
from loket.office.pictures import (
    Colleague,
    CounterBoard,
    CounterFace,
    CurrentVisit,
    OfficerFace,
    Onward,
    PrinterFace,
    QueueEntry,
    SignInBoard,
    SignInCounter,
    TransferTarget,
    UndoOffer,
)
from loket.office.receipts import ReceiptDraft
from loket.office.ticketing import PRIORITY_GROUPS
from ui.samples import DAY, NOW, OFFICE, WEEK, counter_face, officer, tiles

SERVICES: dict[str, ServiceFace] = {tile.service.code: tile.service for tile in tiles()}
LONG = "Penyandang Disabilitas Berat dan Lansia"
LONG_EN = "People with Severe Disabilities and Older People"


def turn(low: int, high: int) -> WaitRange:
    """A wait from now in minutes."""
    return WaitRange(low * 60, high * 60, likely_s=(low + high) * 30)


def entry(number: str, minutes: int, **changes: object) -> QueueEntry:
    """A waiting visitor."""
    service = SERVICES[number[0]]
    made = QueueEntry(
        visit=f"visit-{number}", number=number, service=service.code, service_name=service.name, hue=service.hue,
        waited_s=minutes * 60, wait_minutes=service.wait_minutes,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


QUEUE = (
    entry("A015", 18, priority=True, group="LANSIA", told=turn(0, 10)), entry("B016", 14, told=turn(2, 14)),
    entry("A016", 12, told=turn(5, 20)), entry("B017", 9, told=turn(10, 25)), entry("A017", 8, told=turn(12, 30)),
    entry("A018", 6, from_counter=5, note="Berkas sudah diperiksa. Perlu rujukan PBI-JK.", told=turn(15, 35)),
    entry("B018", 3, told=turn(20, 40)), entry("A019", 1, told=turn(25, 50)),
)  # fmt: skip
PARKED = (
    entry("A009", 52, from_counter=3, since=NOW - timedelta(minutes=11), calls=1, note="Memfotokopi KK di koperasi."),
    entry("B008", 47, from_counter=3, since=NOW - timedelta(minutes=4), calls=1),
)
MISSED = (
    entry("A011", 40, calls=3, since=NOW - timedelta(minutes=20)),
    entry("B010", 38, calls=3, since=NOW - timedelta(minutes=16), priority=True),
    entry("B012", 31, calls=3, since=NOW - timedelta(minutes=6)),
)


def visit(number: str = "B014", state: str = "serving", /, **changes: object) -> CurrentVisit:
    """The visitor at the counter, served for 4 minutes 12."""
    service = SERVICES[number[0]]
    started = changes.get("started_at", NOW - timedelta(minutes=4, seconds=12))
    called = (started if isinstance(started, datetime) else NOW) - timedelta(seconds=50)
    made = CurrentVisit(
        visit=f"visit-{number}", number=number, service=service, state=state, waited_s=18 * 60, priority=True, calls=1,
        called_at=called, last_called_at=called, started_at=NOW - timedelta(minutes=4, seconds=12),
        missing=(service.requirements[2].name,), shown_on=2, spoken=True,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def board(state: str = "ready", **changes: object) -> CounterBoard:
    """An ordinary morning at counter 3."""
    made = CounterBoard(
        office=OFFICE, counter=counter_face(), officer=officer(), state=state, current=None, queue=QUEUE, parked=PARKED,
        missed=MISSED, average_wait_s=11 * 60, wait_minutes=20, served_today=7, undo=None, call_limit=3,
        targets=targets(), printer=PrinterFace("ready", "kios"), displays=2, break_since=None, now=NOW, seq=40,
        groups=PRIORITY_GROUPS, colleagues=colleagues(),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def colleagues() -> tuple[Colleague, ...]:
    """Who else is on duty."""
    return tuple(
        Colleague(counter_face(n), replace(officer(), code=f"P{n}", name=f"Petugas {n}")) for n in (2, 4, 5, 6, 8)
    )


def targets() -> tuple[TransferTarget, ...]:
    """Every service with its counters."""
    counters = {"A": (2, 3, 4), "B": (3, 4), "C": (5,), "D": (8,), "E": (6,), "F": (), "K": (9,)}
    return tuple(
        TransferTarget(tile.service, len([e for e in QUEUE if e.service == tile.service.code]) or tile.waiting,
                       counters[tile.service.code])
        for tile in tiles()
    )  # fmt: skip


def serving(**changes: object) -> CounterBoard:
    """B014 is served."""
    return board("serving", current=visit(**changes))


def calling(**changes: object) -> CounterBoard:
    """A015 is called for the second time."""
    facts: dict[str, object] = {
        "started_at": None, "calls": 2, "called_at": NOW - timedelta(seconds=80), "missing": (),
        "last_called_at": NOW - timedelta(seconds=42), **changes,
    }  # fmt: skip
    return board("calling", current=replace(visit("A015", "called"), **facts), queue=QUEUE[1:])  # type: ignore[arg-type]


def at_break() -> CounterBoard:
    """A break since 09.17."""
    return board("break", break_since=NOW - timedelta(minutes=23, seconds=50))


def offered(act: str, number: str, **changes: object) -> CounterBoard:
    """A board with an act to undo."""
    stop = Onward("B", SERVICES["B"].name, (3, 4)) if act in ("visit_finished", "visit_transferred") else None
    return board("ready", undo=UndoOffer(act, number, NOW + timedelta(seconds=118), stop), **changes)


def over_standard() -> CounterBoard:
    """Served longer than the standard, and the queue waits too long."""
    late = tuple(replace(each, waited_s=each.waited_s + 9 * 60) for each in QUEUE)
    current = visit(started_at=NOW - timedelta(minutes=18, seconds=30))
    return replace(board("serving", current=current), queue=late)


def long_names() -> CounterBoard:
    """The longest names and numbers of four digits."""
    service = replace(SERVICES["A"], name=Wording(LONG, LONG_EN))
    queue = tuple(
        replace(each, number=f"{each.service}{1014 + index}", service_name=Wording(LONG, LONG_EN))
        for index, each in enumerate(QUEUE * 2)
    )
    queue = tuple(replace(each, visit=f"long-{index}") for index, each in enumerate(queue))
    current = visit("A015", calls=2, note="Sudah diperiksa di loket 5; KK lama masih atas nama orang tua, perlu surat "
                    "keterangan dari kelurahan sebelum usulan dapat diteruskan.")  # fmt: skip
    counter = CounterFace(
        12, Wording("Ruang Konsultasi Keluarga 1", "Family Consultation Room 1"), "K12", ("A", "B", "C", "D"),
        Wording("Lantai 2"), "north",
    )  # fmt: skip
    return replace(
        board("serving", current=replace(current, number="A1014", service=service)), queue=queue, counter=counter
    )


def signin_board(now: datetime = NOW, **changes: object) -> SignInBoard:
    """Six officers, nine counters, three of them held."""
    officers = (
        *(officer(f"P{n}") for n in (2, 3, 4, 5)), OfficerFace("K1", "Petugas Klinik 1"), OfficerFace("PN", "Penyelia"),
    )  # fmt: skip
    held = {2: officers[0], 4: officers[2], 9: officers[4]}
    counters = tuple(
        SignInCounter(
            counter_face(n)
            if n < 9
            else CounterFace(9, Wording("Ruang Konsultasi 1", "Consultation Room 1"), "K1", ("K",), Wording("")),
            held.get(n),
            now.replace(hour=7, minute=35 + n) if n in held else None,
        )
        for n in (1, 2, 3, 4, 5, 6, 9)
    )
    made = SignInBoard(office=OFFICE, officers=officers, counters=counters, waiting=8, now=now, seq=12)
    return replace(made, **changes)  # type: ignore[arg-type]


def draft(**changes: object) -> ReceiptDraft:
    """What a receipt for B014 would say."""
    made = ReceiptDraft(
        "B014", SERVICES["B"].requirements, frozenset({SERVICES["B"].requirements[2].name.id}), DAY,
        working_days(WEEK, DAY, 60),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def sent_around(state: str = "serving") -> CounterBoard:
    """Sent back twice, chosen out of turn, with two stops to come."""
    came = {
        "from_counter": 5, "ping_pong": 2, "stops": (Wording("Pembayaran", "Payment"), Wording("Cetak", "Printing")),
        "reason": "chosen", "because": "Berkas kembali", "priority": False,
    }  # fmt: skip
    return serving(**came) if state == "serving" else calling(**came)


def marked() -> CounterBoard:
    """Rows that say why they are not called now: skipped, meant for another counter, stepped back."""
    queue = (
        QUEUE[0], replace(QUEUE[1], postponed=1), replace(QUEUE[2], from_counter=5), *QUEUE[3:5],
        replace(QUEUE[5], to_counter=4, from_counter=5), replace(QUEUE[6], not_before=NOW + timedelta(minutes=4)),
        QUEUE[7],
    )  # fmt: skip
    return board(queue=queue)


def nobody_yet() -> CounterBoard:
    """Two wait, and nobody may be called yet."""
    later = {"not_before": NOW + timedelta(minutes=4), "told": None}
    return board(queue=tuple(replace(each, **later) for each in QUEUE[1:3]))  # type: ignore[arg-type]


def without_paper(**printer: object) -> CounterBoard:
    """The printer is out of paper: the visitor at the counter and three in the queue have no ticket."""
    bare = ("A015", "A016", "B017")
    queue = tuple(replace(each, without_paper=each.number in bare) for each in QUEUE)
    face = replace(PrinterFace("out", "kios"), **printer)  # type: ignore[arg-type]
    return replace(serving(without_paper=True), queue=queue, printer=face, without_paper=4)
