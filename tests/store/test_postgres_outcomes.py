"""What became of an act whose COMMIT got no answer: it counts once, or nothing was done, and people are told which."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import psycopg
import pytest

from loket.errors import Trouble
from loket.office.calling import call_next
from loket.office.context import Office
from loket.office.ticketing import take_ticket
from loket.store.line import Wire as Line
from tests.factories import journal, last_seq
from tests.wire import Fate, Wire


def numbers(office: Office) -> list[str]:
    return [str(fact.number) for fact in journal(office) if fact.kind == "ticket_taken"]


def troubled(code: str, act: Callable[[], object]) -> Trouble:
    with pytest.raises(Trouble) as trouble:
        act()
    assert trouble.value.code == code
    return trouble.value


@pytest.mark.parametrize("fate", [Fate.CUT_AFTER, Fate.SILENCE_AFTER])
def test_an_act_that_was_saved_before_its_answer_was_lost_counts_once(far, near, wire: Wire, fate):
    assert take_ticket(far, "A").number == "A001"
    wire.at_commit(fate)
    ticket = take_ticket(far, "A")
    wire.wait_for_the_fate()
    assert ticket.number == "A002"
    assert numbers(near) == ["A001", "A002"]
    assert take_ticket(far, "A").number == "A003"


@pytest.mark.parametrize("fate", [Fate.CUT_BEFORE, Fate.SILENCE_BEFORE])
def test_an_act_whose_order_to_commit_was_lost_has_changed_nothing_and_can_be_pressed_again(
    far, near, wire: Wire, fate
):
    assert take_ticket(far, "A").number == "A001"
    before = last_seq(near)
    wire.at_commit(fate)
    said = troubled("act_lost", lambda: take_ticket(far, "A"))
    wire.wait_for_the_fate()
    assert "Tidak ada yang berubah" in str(said)
    assert last_seq(near) == before
    assert take_ticket(far, "A").number == "A002"
    assert numbers(near) == ["A001", "A002"]


@pytest.mark.parametrize("fate", [Fate.CUT_BEFORE, Fate.CUT_AFTER])
def test_a_server_that_stays_away_leaves_the_outcome_open_and_people_are_told_to_look_first(
    far, near, wire: Wire, fate, monkeypatch
):
    monkeypatch.setattr("loket.store.postgres.SETTLE_S", 0.2)
    wire.refuse()
    wire.at_commit(fate)
    said = troubled("outcome_unknown", lambda: take_ticket(far, "A"))
    assert "lihat dahulu" in str(said)
    wire.accept()
    saved = numbers(near)
    assert saved == (["A001"] if fate is Fate.CUT_AFTER else [])
    assert take_ticket(far, "A").number == f"A{len(saved) + 1:03d}"


def test_a_fact_of_the_same_number_by_another_station_is_not_taken_for_the_act_that_was_lost(far, near, wire: Wire):
    wire.refuse()
    wire.at_commit(Fate.CUT_BEFORE)

    def be_faster() -> None:
        wire.wait_for_the_fate()
        take_ticket(near, "B")
        wire.accept()

    other = threading.Thread(target=be_faster)
    other.start()
    before = last_seq(near)
    troubled("act_lost", lambda: take_ticket(far, "A"))
    other.join()
    assert [fact.number for fact in journal(near, before) if fact.number] == ["B001"]
    assert take_ticket(far, "A").number == "A001"


@pytest.mark.parametrize("fate", [Fate.CUT_BEFORE, Fate.CUT_AFTER])
def test_of_an_act_without_a_fact_nobody_claims_to_know(far, near, wire: Wire, fate):
    def note() -> None:
        with far.store.writing() as book:
            book.set_mark("uji", "1")

    wire.at_commit(fate)
    troubled("outcome_unknown", note)
    note()
    with near.store.reading() as book:
        assert book.mark("uji") == "1"


def test_an_act_that_had_nothing_to_do_is_never_in_doubt(far, near, wire: Wire):
    take_ticket(far, "A")
    assert call_next(far, 1) is not None
    before = last_seq(near)
    wire.at_commit(Fate.CUT_AFTER)
    troubled("act_lost", lambda: call_next(far, 2))
    assert call_next(far, 2) is None
    assert last_seq(near) == before


def test_an_act_is_saved_even_when_the_notice_after_it_fails(far, near, monkeypatch):
    ask = Line.ask

    def failing(line: Line, message: str) -> psycopg.Cursor:
        return ask(line, message.replace("; NOTIFY", "; SELECT 1 / 0; NOTIFY"))

    monkeypatch.setattr(Line, "ask", failing)
    assert take_ticket(far, "A").number == "A001"
    assert take_ticket(far, "A").number == "A002"
    assert numbers(near) == ["A001", "A002"]


def test_a_failed_statement_that_was_passed_over_does_not_go_for_saved(far, near):
    def act() -> None:
        with far.acting() as work:
            work.book.append("uji", work.now, {})
            with suppress(psycopg.Error):
                work.book.ask("SELECT nichts")

    before = last_seq(near)
    with pytest.raises(RuntimeError, match="ROLLBACK"):
        act()
    assert last_seq(near) == before


def test_a_cut_between_the_last_write_and_the_commit_loses_the_act_and_says_so(far, near, wire: Wire):
    before = last_seq(near)

    def act() -> None:
        with far.acting() as work:
            work.book.append("uji", work.now, {})
            wire.cut()

    troubled("act_lost", act)
    assert last_seq(near) == before
    assert take_ticket(far, "A").number == "A001"
