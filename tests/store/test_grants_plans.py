"""Policies take no statement its index: years of rows would be read at every press."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from loket.model.printer import Attempt
from loket.office import calling, hall, journeys, printer_setup, printing, signin, ticketing
from loket.office import undo as undoing
from loket.office.appointment_lists import appointment_day
from loket.office.boards import counter_board, kiosk_board
from loket.office.checking_in import check_in
from loket.office.context import Office
from loket.office.hall_board import hall_board
from loket.office.slots import booking_offer
from loket.store.grants import COUNTER, HALL, KIOSK, OWNER
from loket.store.line import Wire, translated
from tests.factories import assert_whole
from tests.prepared import Scene, a_day_in_full_swing


@pytest.fixture(scope="module")
def swing(prepared):
    return a_day_in_full_swing(prepared), prepared.keep()


def at_the_kiosk(office: Office, scene: Scene) -> None:
    kiosk_board(office)
    ticketing.take_ticket(office, "A")
    printing.claim_job(office, "kios")
    printing.record_outcome(office, scene.printing, "kios", Attempt("PRINTED"))
    printing.reprint(office, scene.printed)
    printing.job_state(office, scene.printing)
    printing.slip_job(office, "A001")
    printer_setup.set_printer_state(office, "kios", "ready")


def in_the_hall(office: Office, scene: Scene) -> None:
    hall_board(office, "layar")
    hall.call_shown(office, "layar", scene.call)
    hall.call_spoken(office, "layar", scene.call)
    hall.display_alive(office, "layar baru")


def at_a_counter(office: Office, scene: Scene) -> None:
    calling.recall(office, 1)
    calling.finish_and_call_next(office, 2)
    undoing.undo(office, 2)
    calling.mark_absent(office, 1)
    calling.return_to_queue(office, scene.missed)
    calling.call_next(office, 1)
    journeys.transfer(office, 1, "B")
    undoing.undo(office, 1)
    counter_board(office, 1)
    signin.sign_in(office, 4, "P4")
    kiosk_board(office)
    booking_offer(office, ["B"])
    appointment_day(office)
    check_in(office, scene.expected)


ROUNDS = {KIOSK: at_the_kiosk, HALL: in_the_hall, COUNTER: at_a_counter}

LOOKED_UP = ("facts", "Index Cond: (seq = legs.job)")
"""What a policy itself looks up, one row by its key: the fact that gave the number of a leg."""

_SCAN = re.compile(r"(Seq|Bitmap Heap|Index|Index Only) Scan.* on (legs|facts|print_jobs)\b")


def index_steps(plan: Sequence[str]) -> list[tuple[str, str]]:
    """Give table and index condition of every scan of a growing table in a plan; "" where there is no condition."""
    found: list[tuple[str, str]] = []
    for line in plan:
        scan = _SCAN.search(line)
        if scan:
            found.append((scan[2], ""))
        elif "Index Cond:" in line and found:
            found[-1] = (found[-1][0], line.strip())
    return sorted(found)


@pytest.mark.parametrize("role", ROUNDS)
def test_a_station_goes_through_the_same_index_as_the_owner_whom_no_policy_binds(prepared, swing, monkeypatch, role):
    scene, bring_back = swing
    bring_back()
    asked: list[tuple[str, tuple[object, ...]]] = []
    execute = Wire.execute

    def noted(wire: Wire, statement: str, values: Sequence[object] = (), /):
        asked.append((statement, tuple(values)))
        return execute(wire, statement, values)

    monkeypatch.setattr(Wire, "execute", noted)
    with prepared.office(role) as office, prepared.office(OWNER) as owners:
        ROUNDS[role](office, scene)
        monkeypatch.undo()
        wire, bare = office.store._line.wire(), owners.store._line.wire()
        statements = {statement: values for statement, values in asked if " officers" not in statement}
        assert len(statements) > 12
        for statement, values in statements.items():
            told, _ = translated(statement, without_notes=wire.without_notes)
            plans = [
                index_steps([row[0] for row in each.connection.execute("EXPLAIN " + told, values)])
                for each in (wire, bare)
            ]
            assert [each for each in plans[0] if each != LOOKED_UP] == plans[1], statement
        assert_whole(owners)
