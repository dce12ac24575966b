"""`verify` names whatever was tampered with."""

from __future__ import annotations

import pytest

from loket.office.administration import set_fairness
from loket.office.calling import call_visit, finish
from loket.office.context import Office
from loket.office.hall import call_shown, call_spoken
from loket.office.journeys import transfer
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from loket.office.undo import undo
from loket.office.upkeep import backup, verify
from loket.store.postgres import PostgresStore
from loket.store.sqlite import SqliteStore
from loket.store.tables import COLUMNS
from tests.factories import FixedClock, an_office, call, journal, serve


@pytest.fixture
def busy(tmp_path):
    """An office after two days of work. Not proved after the test: tests tamper with it."""
    clock = FixedClock()
    office = an_office(tmp_path, clock=clock)
    for _ in range(2):
        sign_in(office, 1, "P1")
        for service in "AAAB":
            take_ticket(office, service)
        made = serve(office)
        call_shown(office, "layar-1", made.seq)
        call_spoken(office, "layar-1", made.seq)
        clock.pass_(minutes=3)
        finish(office, 1)
        serve(office)
        transfer(office, 1, "B")
        call(office, 2)
        undo(office, 2)
        clock.pass_(days=1)
    yield office
    office.store.close()


def tamper(office: Office, *statements: str) -> list[str]:
    """Change the tables behind the office's back; gives what is found."""
    table = " ON facts" if isinstance(office.store, PostgresStore) else ""
    connection = office.store.connection  # type: ignore[attr-defined]
    for statement in (f"DROP TRIGGER facts_are_final{table}", f"DROP TRIGGER facts_stay{table}", *statements):
        connection.execute(statement)
    return list(verify(office).violations)


def test_an_untouched_office_is_whole(busy):
    verdict = verify(busy)
    assert verdict.violations == ()
    assert verdict.visits == 8
    assert verdict.facts == busy.store.connection.execute("SELECT count(*) FROM facts").fetchone()[0]


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ("UPDATE facts SET officer = 'P2' WHERE seq = 9", ["fact 9: its hash does not fit"]),
        ("UPDATE facts SET data = '{}' WHERE seq = 5", ["fact 5: its hash", "fact 5 (ticket_taken): it does not say"]),
        ("UPDATE facts SET data = 'bukan json' WHERE seq = 5", ["the fact after 4 cannot be read"]),
        ("UPDATE facts SET kind = 'visit_slept' WHERE seq = 12", ["fact 12: its hash does not fit"]),
        ("DELETE FROM facts WHERE seq = 7", ["fact 8: follows fact 6; facts are missing", "fact 8: its prev is not"]),
        ("DELETE FROM facts WHERE seq = (SELECT max(seq) FROM facts)", ["leg", "table says"]),
    ],
    ids=["an officer", "what it says", "no sense", "its kind", "a fact missing", "the last fact missing"],
)
def test_a_tampered_journal_is_found_and_named(busy, change, names):
    found = tamper(busy, change)
    for name in names:
        assert any(name in violation for violation in found), found


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ("UPDATE legs SET note = 'x' WHERE number = 'A003'", "leg 1 of A003 on 2026-11-23: table says"),
        ("UPDATE legs SET state = 'tidur' WHERE number = 'A003'", "a row of its legs cannot be read"),
        ("UPDATE legs SET priority = 'LANSIA' WHERE number = 'A001'", "visit A001 on 2026-11-23: table says"),
        ("UPDATE legs SET ended_at = NULL WHERE number = 'A001'", "leg 1 of A001 on 2026-11-23: table says"),
        ("DELETE FROM legs WHERE number = 'B001'", "visits on 2026-11-23: table has 3, journal tells of 4"),
        ("UPDATE days SET closed_at = opened_at WHERE closed_at IS NULL", "day 2026-11-24: table says"),
        ("UPDATE days SET opened_at = 'kemarin'", "the rows of days and duties cannot be read"),
        ("DELETE FROM days WHERE closed_at IS NOT NULL", "day 2026-11-23: table says None"),
        ("UPDATE duties SET signed_out_at = 'x' WHERE signed_out_at IS NULL", "duty at counter 1: table says None"),
    ],
    ids=[
        "a note",
        "a state",
        "a priority",
        "an end",
        "a visit",
        "a day",
        "a day of no sense",
        "a day missing",
        "a duty",
    ],
)
def test_a_tampered_table_is_found_and_named(busy, change, names):
    found = tamper(busy, change)
    assert any(names in violation for violation in found), found


def test_a_number_out_of_line_is_found_and_named(busy):
    found = tamper(busy, "UPDATE facts SET data = replace(data, '\"sequence\":2', '\"sequence\":7') WHERE seq = 5")
    assert any("follows sequence 1 of A" in violation for violation in found), found


def test_a_visitor_that_no_fact_tells_of_is_found(busy):
    columns = COLUMNS["legs"]
    taken = ", ".join("key + 25600" if name == "key" else name for name in columns)
    found = tamper(busy, f"INSERT INTO legs ({', '.join(columns)}) SELECT {taken} FROM legs WHERE number = 'A003'")
    assert any("table has" in violation and "journal tells of" in violation for violation in found), found


def test_two_visitors_at_one_counter_are_found(busy):
    """A program that breaks the rule and writes an unbroken chain is found out too."""
    first, second = (take_ticket(busy, "C") for _ in range(2))
    with busy.acting() as work:
        for ticket in (first, second):
            work.book.append(
                "visit_called", work.now, {"leg": 1, "from": "waiting", "to": "called"}, visit=ticket.visit,
                number=ticket.number, counter=3,
            )  # fmt: skip
    found = verify(busy).violations
    assert any("counter 3 has C002 and another visitor at once" in violation for violation in found), found


def test_a_call_shown_twice_or_out_of_order_is_found(busy):
    shown = [fact for fact in journal(busy) if fact.kind == "call_shown"]
    with busy.acting() as work:
        for call_seq in (shown[-1].data["call"], shown[0].data["call"], shown[-1].data["call"]):
            work.book.append("call_shown", work.now, {"call": call_seq, "display": "layar-1"})
    found = [violation for violation in verify(busy).violations if "at display layar-1" in violation]
    assert len(found) == 3, found


def test_hashes_made_to_fit_again_still_do_not_fit_the_tables(busy):
    """Whoever rewrites the whole chain must rewrite every table too; the last hash is on the printed report."""
    from loket.model.events import Fact, chain_hash

    with busy.store.reading() as book:
        facts = list(book.facts())
    prev, rewritten = "0" * 64, []
    for fact in facts:
        line = {**fact.body(), "prev": prev, "officer": "P2" if fact.officer else None}
        prev = chain_hash(prev, line)
        rewritten.append(Fact(**line, hash=prev))
    changes = [f"UPDATE facts SET officer = 'P2' WHERE seq = {fact.seq} AND officer IS NOT NULL" for fact in facts] + [
        f"UPDATE facts SET prev = '{fact.prev}', hash = '{fact.hash}' WHERE seq = {fact.seq}" for fact in rewritten
    ]
    found = tamper(busy, *changes)
    assert not any("hash" in violation for violation in found)
    assert any("table says" in violation for violation in found)


def test_a_backup_is_proved_like_the_office_itself(busy, tmp_path):
    copy = backup(busy, tmp_path / "cadangan")
    store = SqliteStore(copy)
    assert verify(Office(store, FixedClock())).violations == ()
    store.close()


@pytest.fixture
def lines(tmp_path):
    """An office whose line A has just called somebody early, with m changed in the meantime."""
    clock = FixedClock()
    office = an_office(tmp_path, clock=clock)
    for between in (4, 3):
        set_fairness(office, "A", between, "hari lansia")
        clock.pass_(days=1)
    for _ in range(3):
        take_ticket(office, "A")
        take_ticket(office, "A", priority="LANSIA")
    assert [call(office, counter).reason for counter in (1, 2)] == ["priority_early", "first_arrival"]
    yield office
    office.store.close()


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ("UPDATE lines SET since = 3", "line A on 2026-11-25: table says 3 calls since its last early one, journal 1"),
        ("UPDATE lines SET day = '2026-11-24'", "line A on 2026-11-25: table says 3"),
        ("DELETE FROM lines", "line A on 2026-11-25: table says 3"),
        ("INSERT INTO lines (service, day, since) VALUES ('B', '2026-11-25', 0)", "line B on 2026-11-25: table says 0"),
    ],
    ids=["a count", "a day", "a line missing", "a line too many"],
)
def test_a_line_whose_count_was_tampered_with_is_found_named_and_mended_as_it_is_said(lines, change, names):
    assert verify(lines).violations == ()
    found = tamper(lines, change)
    assert len(found) == 1
    assert found[0].startswith(names)
    assert "call somebody of this line and take the call back" in found[0]
    if "line B" in found[0]:
        take_ticket(lines, "B")
        call_visit(lines, 3, take_ticket(lines, "B").visit, "mengembalikan hitungan")
    else:
        call(lines, 3)
    undo(lines, 3)
    assert verify(lines).violations == ()


def test_the_count_of_a_line_is_told_again_through_undos_and_nights(busy):
    assert verify(busy).violations == ()
    for _ in range(2):
        take_ticket(busy, "A")
        take_ticket(busy, "A", priority="LANSIA")
        assert call(busy, 3).reason == "priority_early"
        undo(busy, 3)
    assert verify(busy).violations == ()
