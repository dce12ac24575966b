"""The journal told again gives the same visits; what it must not say is named."""

from __future__ import annotations

from datetime import date

import pytest

from loket.model.events import Fact, Kind
from loket.model.replay import Replay
from loket.model.visit import State

DAY = "2026-11-23"


class Teller:
    """Writes facts as acts do."""

    def __init__(self) -> None:
        self.replay = Replay()
        self.seq = 0

    def tell(self, kind: str, visit: str = "v1", counter: int | None = None, **data: object) -> int:
        self.seq += 1
        at = f"{DAY}T00:{self.seq:02d}:00.000000Z"
        self.replay.tell(Fact(self.seq, at, kind, visit, "A001", counter, "P1" if counter else None, data))
        return self.seq

    def take(self, visit: str = "v1", sequence: int = 1) -> int:
        return self.tell(
            Kind.TICKET_TAKEN, visit, leg=1, day=DAY, letter="A", sequence=sequence, service="A", priority=None,
            language="id", told=None, missing=[],
        )  # fmt: skip

    def move(self, kind: str, before: str, after: str, leg: int = 1, visit: str = "v1", **data: object) -> int:
        return self.tell(kind, visit, 1, leg=leg, **{"from": before, "to": after}, **data)

    def state(self, visit: str = "v1") -> State:
        return self.replay.legs[visit][-1].state


@pytest.fixture
def teller():
    return Teller()


def test_a_visit_is_told_from_ticket_to_end(teller):
    teller.take()
    teller.move(Kind.VISIT_CALLED, "waiting", "called", reason="first_arrival", service="A")
    teller.move(Kind.VISIT_STARTED, "called", "serving")
    teller.move(Kind.VISIT_FINISHED, "serving", "finished")
    assert teller.replay.violations == []
    visit = teller.replay.visits["v1"]
    assert (visit.number, visit.day, visit.sequence) == ("A001", date(2026, 11, 23), 1)
    (leg,) = teller.replay.legs["v1"]
    assert (leg.state, leg.counter, leg.officer) == (State.FINISHED, 1, "P1")
    assert leg.ended_at is not None


def test_a_transfer_opens_a_second_leg(teller):
    teller.take()
    teller.move(Kind.VISIT_CALLED, "waiting", "called")
    teller.move(Kind.VISIT_TRANSFERRED, "called", "transferred", service="B", note="cek")
    first, second = teller.replay.legs["v1"]
    assert (first.state, second.state, second.service, second.key_at) == (
        State.TRANSFERRED,
        State.WAITING,
        "B",
        first.key_at,
    )
    teller.move(Kind.VISIT_CALLED, "waiting", "called", leg=2)
    assert teller.replay.violations == []


def test_an_undo_tells_the_visit_as_it_was(teller):
    teller.take()
    before = teller.replay.legs["v1"]
    call = teller.move(Kind.VISIT_CALLED, "waiting", "called")
    teller.move(Kind.ACT_UNDONE, "called", "waiting", undoes=call)
    assert teller.replay.legs["v1"] == before
    assert teller.replay.violations == []


def test_only_the_last_act_can_have_been_undone(teller):
    teller.take()
    call = teller.move(Kind.VISIT_CALLED, "waiting", "called")
    teller.move(Kind.VISIT_STARTED, "called", "serving")
    teller.move(Kind.ACT_UNDONE, "serving", "waiting", undoes=call)
    assert "not the last act" in teller.replay.violations[0]
    teller.move(Kind.ACT_UNDONE, "serving", "called", undoes=3)
    teller.move(Kind.ACT_UNDONE, "called", "waiting", undoes=3)
    assert len(teller.replay.violations) == 2


@pytest.mark.parametrize(
    ("kind", "before", "after", "says"),
    [
        (Kind.VISIT_FINISHED, "waiting", "finished", "sedang menunggu"),
        (Kind.VISIT_CALLED, "parked", "called", "leg 1 is waiting, the fact says"),
        (Kind.VISIT_CALLED, "waiting", "serving", "leads to called, the fact says serving"),
    ],
)
def test_a_step_outside_the_lifecycle_is_named(teller, kind, before, after, says):
    teller.take()
    teller.move(kind, before, after)
    assert any(says in violation for violation in teller.replay.violations)


def test_a_visitor_nobody_took_a_ticket_for_is_named(teller):
    teller.move(Kind.VISIT_CALLED, "waiting", "called", visit="v9")
    teller.move(Kind.ACT_UNDONE, "called", "waiting", visit="v9", undoes=1)
    assert [violation.split(": ")[1] for violation in teller.replay.violations] == ["visit v9 was never taken"] * 2


@pytest.mark.parametrize("sequences", [[2], [1, 3], [1, 1]])
def test_a_gap_or_a_repeat_of_numbers_is_named(teller, sequences):
    for sequence in sequences:
        teller.take(f"v{teller.seq}", sequence)
    assert any("follows sequence" in violation for violation in teller.replay.violations)


def test_a_visit_taken_twice_is_named(teller):
    teller.take("v1", 1)
    teller.take("v1", 2)
    assert any("taken twice" in violation for violation in teller.replay.violations)


def test_what_others_tell_about_a_visit_changes_nothing(teller):
    teller.take()
    before = teller.replay.legs["v1"]
    for kind in (Kind.CALL_SHOWN, Kind.CALL_SPOKEN, Kind.SLIP_PRINTED, Kind.SIGNED_IN, Kind.DAY_CLOSED):
        teller.tell(kind, display="layar-1", call=1)
    assert teller.replay.legs["v1"] == before
    assert teller.replay.violations == []
