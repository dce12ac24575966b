"""A promise check that cannot fail proves nothing: each is shown a day that broke it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from loket.demo.promises import STALL_LIMIT_MS, judge
from loket.model.events import Fact, Kind
from loket.model.service import WaitRange
from loket.office import calling, hall, signin, ticketing
from loket.office.upkeep import Verdict, verify
from tests.factories import FixedClock, an_office

HALL = "layar-uji"
Facts = list[Fact]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Facts, Verdict]:
    """A small day that kept every promise: three visitors, called in order, shown and spoken."""
    clock = FixedClock()
    office = an_office(tmp_path_factory.mktemp("kantor"), clock=clock)
    signin.sign_in(office, 1, "P1")
    for _ in range(3):
        ticketing.take_ticket(office, "A", told=WaitRange(0, 600))
        clock.pass_(minutes=1)
    for _ in range(3):
        call = calling.call_next(office, 1)
        assert call is not None
        hall.call_shown(office, HALL, call.seq)
        hall.call_spoken(office, HALL, call.seq)
        clock.pass_(seconds=20)
        calling.start(office, 1)
        calling.finish(office, 1)
    proof = verify(office)
    with office.store.reading() as book:
        facts = list(book.facts())
    office.store.close()
    return facts, proof


def broken(facts: Facts, proof: Verdict, *, press_ms: float = 5.0, in_gui: bool = False) -> list[int]:
    """Give the numbers of the promises that were broken."""
    verdicts = judge(facts, proof, HALL, longest_press_ms=press_ms, acts_in_gui_thread=in_gui)
    assert [verdict.promise[:2] for verdict in verdicts] == ["1.", "2.", "3.", "4.", "5."]
    return [number for number, verdict in enumerate(verdicts, 1) if verdict.broken]


def test_an_honest_day_keeps_all_five(day):
    assert broken(*day) == []


def _only(kind: Kind, change: Callable[[Facts], Facts]) -> Callable[[Facts], Facts]:
    def doctor(facts: Facts) -> Facts:
        return change([fact for fact in facts if fact.kind == kind]) + [fact for fact in facts if fact.kind != kind]

    return doctor


def _same_number_twice(facts: Facts) -> Facts:
    taken = [at for at, fact in enumerate(facts) if fact.kind == Kind.TICKET_TAKEN]
    facts[taken[1]] = replace(facts[taken[1]], number=facts[taken[0]].number)
    return facts


def _one_jumps_the_queue(facts: Facts) -> Facts:
    """The first visitor is called after the two others, and nobody says that this was chosen."""
    first = next(fact.visit for fact in facts if fact.kind == Kind.TICKET_TAKEN)
    own = [fact for fact in facts if fact.visit == first and fact.kind != Kind.TICKET_TAKEN]
    return [fact for fact in facts if fact not in own] + own


def _no_reason(facts: Facts) -> Facts:
    return [replace(f, data={**f.data, "reason": ""}) if f.kind == Kind.VISIT_CALLED else f for f in facts]


def _told_an_instant(facts: Facts) -> Facts:
    return [replace(f, data={**f.data, "told": [300, 300]}) if f.kind == Kind.TICKET_TAKEN else f for f in facts]


@pytest.mark.parametrize(
    ("doctor", "promise"),
    [
        (_same_number_twice, 1),
        (_only(Kind.CALL_SHOWN, lambda shown: shown[1:]), 2),
        (_only(Kind.CALL_SPOKEN, lambda spoken: spoken[:-1]), 2),
        (_only(Kind.CALL_SPOKEN, lambda spoken: [*spoken, spoken[-1]]), 2),
        (_only(Kind.CALL_SHOWN, lambda shown: shown[::-1]), 2),
        (_one_jumps_the_queue, 3),
        (_no_reason, 3),
        (_told_an_instant, 4),
    ],
)
def test_each_promise_can_be_broken(day, doctor, promise):
    facts, proof = day
    assert promise in broken(doctor(list(facts)), proof)


def test_what_verify_finds_breaks_the_first_promise(day):
    facts, proof = day
    assert broken(facts, replace(proof, violations=("a gap",))) == [1]


def test_a_screen_that_hangs_or_acts_by_itself_breaks_the_fifth(day):
    assert broken(*day, press_ms=STALL_LIMIT_MS + 1) == [5]
    assert broken(*day, in_gui=True) == [5]
