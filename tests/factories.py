"""Named facts for tests: a small office with a fixed clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from loket.errors import Refused
from loket.model.calendar import Holiday, WeekHours
from loket.model.catalogue import Catalogue
from loket.model.counter import CounterFace, OfficerFace
from loket.model.events import Fact
from loket.model.office import OfficeFace, OfficeRules
from loket.model.service import Requirement, Service, ServiceFace
from loket.model.visit import Leg
from loket.model.wording import Wording
from loket.office.administration import create_office
from loket.office.calling import call_next, start
from loket.office.context import Office
from loket.office.pictures import HallCall
from loket.office.upkeep import verify
from tests.engines import new_store

MONDAY_NINE = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
"""Monday 23 November 2026, 09.00 in the office's zone (Asia/Jayapura, UTC+9)."""


class FixedClock:
    """A clock that stands until a test moves it."""

    def __init__(self, now: datetime = MONDAY_NINE) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def pass_(self, **delta: float) -> None:
        """Let time pass: ``clock.pass_(minutes=5)``; negative sets the clock back."""
        self.time += timedelta(**delta)


def a_service(code: str = "A", name: str = "Bantuan Sosial", **changes: object) -> Service:
    """A service that is open around the clock unless told otherwise."""
    face = ServiceFace(
        code=code, name=Wording(name, f"{name} (en)"), description=Wording("Contoh"), hue="laut", icon="handshake",
        service_minutes=15, wait_minutes=20, fee=Wording("Gratis", "Free"),
        requirements=(Requirement(Wording("KTP-el asli", "Original ID card")), Requirement(Wording("Kartu Keluarga"))),
        clinic=code == "K",
    )  # fmt: skip
    facts: dict[str, object] = {"face": face, "hours": WeekHours.always(), **changes}
    return Service(**facts)  # type: ignore[arg-type]


def a_catalogue(
    *services: Service, counters: int = 3, holidays: tuple[Holiday, ...] = (), **rules: object
) -> Catalogue:
    """A set-up with services A, B, C (or those given), counters 1…n serving all of them and an officer for each."""
    chosen = services or (a_service("A"), a_service("B", "Data DTSEN"), a_service("C", "Jaminan Kesehatan"))
    codes = tuple(service.code for service in chosen)
    return Catalogue(
        face=OfficeFace("Dinas Sosial", "Kota Arunika", Wording("Ruang Pelayanan")),
        rules=OfficeRules(zone="Asia/Jayapura", **rules),  # type: ignore[arg-type]
        services={service.code: service for service in chosen},
        counters={
            number: CounterFace(
                number, Wording(f"Loket {number}", f"Counter {number}"), str(number), codes, Wording("")
            )
            for number in range(1, counters + 1)
        },
        officers={f"P{number}": OfficerFace(f"P{number}", f"Petugas {number}") for number in range(1, counters + 2)},
        holidays=holidays,
    )  # fmt: skip


def an_office(
    folder: Path,
    *services: Service,
    clock: FixedClock | None = None,
    counters: int = 3,
    holidays: tuple[Holiday, ...] = (),
    **rules: object,
) -> Office:
    """A real office on the running test's engine: in a new SQLite file in `folder`, if the test says nothing."""
    store = new_store(folder)
    catalogue = a_catalogue(*services, counters=counters, holidays=holidays, **rules)
    return create_office(store, clock or FixedClock(), catalogue, training=False, starter="uji")


def journal(office: Office, since: int = 0) -> list[Fact]:
    """All facts after `since`."""
    with office.store.reading() as book:
        return list(book.facts(since))


def last_seq(office: Office) -> int:
    """The number of the newest fact."""
    with office.store.reading() as book:
        return book.last_fact()[0]


def leg_of(office: Office, visit: str) -> Leg:
    """The newest leg of a visit."""
    with office.store.reading() as book:
        leg = book.last_leg(visit)
    assert leg is not None
    return leg


def call(office: Office, counter: int = 1) -> HallCall:
    """Call the next visitor, who must be there."""
    made = call_next(office, counter)
    assert made is not None, "somebody should be waiting"
    return made


def serve(office: Office, counter: int = 1) -> HallCall:
    """Call the next visitor and begin to serve."""
    made = call(office, counter)
    start(office, counter)
    return made


def assert_whole(office: Office) -> None:
    """Journal and tables agree and break no rule."""
    verdict = verify(office)
    assert verdict.violations == (), "\n".join(verdict.violations)


@contextmanager
def refused(office: Office, code: str, says: str = "") -> Iterator[None]:
    """What happens inside must be refused for the reason `code`, say so in words, and change nothing."""
    before = last_seq(office)
    with pytest.raises(Refused) as refusal:
        yield
    assert refusal.value.code == code
    assert str(refusal.value).strip(), "a refusal says why"
    assert says in str(refusal.value)
    assert last_seq(office) == before, "a refused act changes nothing"
