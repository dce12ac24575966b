"""What somebody can do who has a station's password and no Loket: nothing that the station itself could not."""

from __future__ import annotations

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, RaiseException

from loket.model.events import FIRST_PREV
from loket.store.grants import COUNTER, HALL, KIOSK, OWNER, READS, STATIONS, SUPERVISOR, group_of
from tests.prepared import a_day_in_full_swing


@pytest.fixture(scope="module", autouse=True)
def _in_full_swing(prepared):
    a_day_in_full_swing(prepared)


HEAD = "(SELECT seq, at, hash FROM journal_head()) AS head"
COLUMNS = "(seq, at, kind, visit, number, counter, officer, data, prev, hash)"


def a_fact(kind: str, data: str = "{}", seq: str = "head.seq + 1", prev: str = "head.hash") -> str:
    """Give the statement that appends a fact, well linked unless told otherwise."""
    return (
        f"INSERT INTO facts {COLUMNS} SELECT {seq}, head.at, '{kind}', NULL, NULL, 1, NULL, '{data}', {prev}, "
        f"repeat('f', 64) FROM {HEAD}"
    )


A_LEG = "(key, visit, number, day, service, state, key_at, opened_at"
BOOKED_AT = "(code, service, day, slot, booked_at, language"
AHEAD = "VALUES ('X', 'B', '2026-11-24', '2026-11-24T00:00:00.000000Z', '2026-11-23T00:00:00.000000Z', 'id'"
BY_A_KIOSK = {
    "change a fact": "UPDATE facts SET kind = 'ticket_taken'",
    "delete a fact": "DELETE FROM facts WHERE seq = 1",
    "empty the journal": "TRUNCATE facts",
    "tell of a call": a_fact("visit_called", '{"leg":1}'),
    "tell of a changed set-up": a_fact("catalogue_changed"),
    "tell of a new office": a_fact("office_created"),
    "close the day on purpose": a_fact("day_closed", '{"by_itself":false,"day":"2026-11-23"}'),
    "open the day out of hours": a_fact("day_opened", '{"always_open":true,"day":"2026-11-23"}'),
    "sign an officer out": a_fact("signed_out"),
    "stop the journal with a fact far ahead": a_fact("ticket_taken", seq="9223372036854775807"),
    "put a fact between others": a_fact("ticket_taken", seq="head.seq - 1"),
    "begin a second chain": a_fact("ticket_taken", prev=f"'{FIRST_PREV}'"),
    "serve a visitor": "UPDATE legs SET state = 'serving' WHERE state = 'called'",
    "call a visitor": "UPDATE legs SET state = 'called' WHERE state = 'waiting'",
    "finish a visitor who waits": "UPDATE legs SET state = 'finished', ended_at = key_at WHERE state = 'waiting'",
    "make a visitor disappear": "UPDATE legs SET ended_at = key_at WHERE state = 'waiting'",
    "jump the queue": "UPDATE legs SET key_at = '2000-01-01T00:00:00.000000Z' WHERE state = 'waiting'",
    "give a visitor to a counter": "UPDATE legs SET counter = 1 WHERE state = 'waiting'",
    "write a note": "UPDATE legs SET note = 'x'",
    "delete a leg": "DELETE FROM legs",
    "issue a number that is served at once": f"INSERT INTO legs {A_LEG}) VALUES (257, 'x', 'A001', '2026-11-23', 'A', "
    "'serving', '', '')",
    "issue a number that is at a counter": f"INSERT INTO legs {A_LEG}, counter) VALUES (257, 'x', 'A001', "
    "'2026-11-23', 'A', 'waiting', '', '', 1)",
    "transfer a visitor": f"INSERT INTO legs {A_LEG}) VALUES (258, 'x', 'A001', '2026-11-23', 'A', 'waiting', '', '')",
    "read officers": "SELECT * FROM officers",
    "read what officers noted": "SELECT note FROM legs",
    "put somebody first as if a mundur were taken back": "UPDATE legs SET postponed = postponed - 1, "
    "key_at = '2026-11-22T00:00:00.000000Z' WHERE state = 'waiting'",
    "take a call back": a_fact("act_undone", '{"kind":"visit_called"}'),
    "read whole legs": "SELECT * FROM legs",
    "read the whole journal": "SELECT * FROM facts",
    "read the chain": "SELECT hash FROM facts",
    "read displays": "SELECT * FROM displays",
    "read whose appointments are": "SELECT * FROM contacts",
    "book an appointment in the past": f"INSERT INTO appointments {BOOKED_AT}, state) VALUES ('X', 'B', '2026-11-22', "
    "'2026-11-22T00:00:00.000000Z', '2026-11-23T00:00:00.000000Z', 'id', 'booked')",
    "book an appointment that is missed already": f"INSERT INTO appointments {BOOKED_AT}, state) {AHEAD}, 'missed')",
    "book an appointment that has a number already": f"INSERT INTO appointments {BOOKED_AT}, state, visit, number) "
    f"{AHEAD}, 'booked', 'x', 'A001')",
    "keep whose an appointment is": "INSERT INTO contacts (code, day, name, phone, note) "
    "VALUES ('X', '2026-11-24', 'Siti', '', '')",
    "cancel an appointment": "UPDATE appointments SET state = 'cancelled'",
    "move an appointment": "UPDATE appointments SET slot = '2026-11-23T00:00:00.000000Z'",
    "delete appointments": "DELETE FROM appointments",
    "tell of a booking that nobody made": a_fact("appointment_booked", '{"code":"ZZZZZZ","service":"B"}'),
    "mark an appointment missed on purpose": a_fact("appointment_missed", '{"by_itself":false}'),
    "change a service": "UPDATE services SET record = '{}'",
    "add a service": "INSERT INTO services VALUES ('X', 9, '{}')",
    "change the rules": "UPDATE marks SET value = '{}' WHERE name = 'rules'",
    "pretend that nothing changed": "UPDATE marks SET value = '0' WHERE name = 'revision'",
    "change a counter": "UPDATE counters SET record = '{}'",
    "sign in": "INSERT INTO duties (counter, officer, signed_in_at) VALUES (4, 'P4', '')",
    "send an officer into a break": "UPDATE duties SET break_since = '' WHERE signed_out_at IS NULL",
    "reopen or lengthen a day": "UPDATE days SET always_open = 1",
    "move a printer": "UPDATE printers SET url = 'tcp://10.0.0.1:9100'",
    "remove a printer": "DELETE FROM printers",
    "answer for the hall": "INSERT INTO displays VALUES ('layar', 1, 1, '')",
    "raise a step": "INSERT INTO steps VALUES ('m9999', now())",
    "make a table": "CREATE TABLE titipan (a text)",
    "make a function": "CREATE FUNCTION titipan() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "make a table for everybody": "CREATE TABLE public.titipan (a text)",
    "make a schema": "CREATE SCHEMA titipan",
    "drop a table": "DROP TABLE legs",
    "drop a policy": 'DROP POLICY "kiosk_insert" ON facts',
    "switch the policies off": "ALTER TABLE facts DISABLE ROW LEVEL SECURITY",
    "switch the triggers off": "ALTER TABLE facts DISABLE TRIGGER ALL",
    "switch all triggers off": "SET session_replication_role = replica",
    "become a superuser": "SET SESSION AUTHORIZATION postgres",
    "make a login": "CREATE ROLE titipan LOGIN",
}


@pytest.mark.parametrize("attack", BY_A_KIOSK)
def test_with_a_kiosks_password_nobody_can(prepared, attack):
    before = prepared.everything()
    with prepared.wire(KIOSK) as wire, pytest.raises(InsufficientPrivilege):
        wire.execute(BY_A_KIOSK[attack])
    assert prepared.everything() == before


def test_with_a_kiosks_password_nobody_tells_of_a_booking_that_somebody_else_made(prepared):
    ((code, day),) = prepared.sql("SELECT code, day FROM appointments ORDER BY code LIMIT 1")
    told = f'{{"code":"{code}","day":"{day}","service":"B"}}'
    before = prepared.everything()
    with prepared.wire(KIOSK) as wire, pytest.raises(InsufficientPrivilege):
        wire.execute(a_fact("appointment_booked", told))
    assert prepared.everything() == before


def test_a_kiosk_and_a_hall_display_see_what_became_of_numbers_and_no_other_row(prepared):
    everything = {kind for (kind,) in prepared.sql("SELECT kind FROM facts")}
    for role in (KIOSK, HALL):
        with prepared.wire(role) as wire:
            seen = {kind for (kind,) in wire.execute("SELECT kind FROM facts")}
        assert seen == everything & set(READS[role])
        assert {"ticket_taken", "visit_called", "visit_parked"} <= seen
        assert {"office_created", "day_opened"} <= everything - seen


def test_no_station_becomes_another_one(prepared):
    for role in STATIONS:
        with prepared.wire(role) as wire:
            for other in {*STATIONS, OWNER} - {role}:
                with pytest.raises(InsufficientPrivilege):
                    wire.execute(f"SET ROLE {group_of(prepared.schema, other)}")
                with pytest.raises(InsufficientPrivilege):
                    wire.execute(f"GRANT {group_of(prepared.schema, other)} TO {prepared.name}_{role}")


@pytest.mark.parametrize("role", [COUNTER, SUPERVISOR, HALL])
@pytest.mark.parametrize(
    "attack",
    ["change a fact", "delete a fact", "empty the journal", "tell of a new office", "make a table", "drop a table",
     "stop the journal with a fact far ahead", "begin a second chain", "switch the triggers off", "raise a step",
     "pretend that nothing changed"],
)  # fmt: skip
def test_no_station_at_all_can(prepared, role, attack):
    before = prepared.everything()
    if attack == "pretend that nothing changed" and role == SUPERVISOR:
        with prepared.wire(role) as wire:
            assert wire.execute(BY_A_KIOSK[attack]).rowcount == 0  # it does not see that row to change it
    else:
        with prepared.wire(role) as wire, pytest.raises(InsufficientPrivilege):
            wire.execute(BY_A_KIOSK[attack])
    assert prepared.everything() == before


def test_a_counter_changes_nothing_of_the_set_up(prepared):
    for attack in ("change a service", "add a service", "change the rules", "change a counter", "move a printer"):
        with prepared.wire(COUNTER) as wire, pytest.raises(InsufficientPrivilege):
            wire.execute(BY_A_KIOSK[attack])


UNEXPECTED = {
    "to a walk-in": a_fact("ticket_taken", '{"leg":1}'),
    "for an appointment that nobody has": a_fact("ticket_taken", '{"leg":1,"appointment":"ZZZZZZ"}'),
    "without its fact": f"INSERT INTO legs {A_LEG}, job) VALUES (257, 'x', 'A001', '2026-11-23', 'A', 'waiting', '', "
    "'', 1)",
}


@pytest.mark.parametrize("number", UNEXPECTED)
def test_a_counter_gives_no_number(prepared, number):
    before = prepared.everything()
    with prepared.wire(COUNTER) as wire, pytest.raises(InsufficientPrivilege):
        wire.execute(UNEXPECTED[number])
    assert prepared.everything() == before


def test_a_counter_gives_no_second_number_for_an_appointment_that_has_one_or_was_called_off(prepared):
    for state in ("checked_in", "cancelled"):
        (code,) = prepared.sql("SELECT min(code) FROM appointments")[0]
        (was,) = prepared.sql("SELECT state FROM appointments WHERE code = %s", code)[0]
        prepared.sql("UPDATE appointments SET state = %s WHERE code = %s", state, code)
        ticket = a_fact("ticket_taken", f'{{"leg":1,"appointment":"{code}"}}')
        try:
            with prepared.wire(COUNTER) as wire, pytest.raises(InsufficientPrivilege):
                wire.execute(ticket)
        finally:
            prepared.sql("UPDATE appointments SET state = %s WHERE code = %s", was, code)


def test_a_counter_issues_no_number_and_closes_no_day_on_purpose(prepared):
    for attack in ("issue a number that is served at once", "close the day on purpose", "open the day out of hours"):
        with prepared.wire(COUNTER) as wire, pytest.raises(InsufficientPrivilege):
            wire.execute(BY_A_KIOSK[attack])


@pytest.mark.parametrize("statement", ["UPDATE facts SET kind = 'x'", "DELETE FROM facts", "TRUNCATE facts CASCADE"])
def test_even_the_owner_cannot_change_a_fact(prepared, statement):
    with prepared.wire(OWNER) as wire, pytest.raises(RaiseException, match="final"):
        wire.execute(statement)


def test_everybody_else_on_the_server_has_no_right_at_all(prepared):
    stranger = f"{prepared.name}_orang"
    prepared.server.execute(f"CREATE ROLE {stranger} LOGIN PASSWORD 'asing'")
    url = prepared.server.url(prepared.name, user=stranger)
    with psycopg.connect(url, password="asing", autocommit=True) as wire:
        for table in prepared.tables():
            with pytest.raises(InsufficientPrivilege):
                wire.execute(f"SELECT 1 FROM {prepared.schema}.{table}")
        for call in ("journal_head()", "hash_of_fact(1)", "leg_may_change(1, '', '', '', '', 0, '')"):
            with pytest.raises(InsufficientPrivilege):
                wire.execute(f"SELECT {prepared.schema}.{call}")


def test_every_function_that_runs_as_the_owner_has_a_search_path_of_its_own(prepared):
    rows = prepared.sql(
        "SELECT proname, proconfig FROM pg_proc WHERE pronamespace = %s::regnamespace AND prosecdef", prepared.schema
    )
    assert {name for name, _ in rows} == {"raise_revision", "journal_head", "hash_of_fact", "leg_may_change"}
    assert {tuple(config) for _, config in rows} == {(f"search_path={prepared.schema}, pg_temp",)}


def test_a_temporary_table_of_an_intruder_deceives_no_function_of_the_owner(prepared):
    with prepared.wire(KIOSK) as wire:
        wire.execute(f"SET search_path TO pg_temp, {prepared.schema}")
        wire.execute("CREATE TEMP TABLE facts (seq bigint, at text, hash text)")
        wire.execute("INSERT INTO pg_temp.facts VALUES (9000, '', 'palsu')")
        (head,) = wire.execute(f"SELECT hash FROM {prepared.schema}.journal_head()").fetchone()
    assert head != "palsu"
