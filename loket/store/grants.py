"""What a station may do to an office on a server: five roles, their grants, and the rows that each may see and write.

A role of the office is a group of the database: ``loket_kiosk`` for the schema `loket`, ``loket_samsat_kiosk`` for
the office `samsat`. Stations log in as members of a group; the tables belong to the group of the owner, so whoever is a
member of that may do everything. Nothing here is needed by an office that was not prepared: there is one login then.

What a station may not is refused by the server, whatever program asks. `docs/roles.md` tells it act by act.
"""

from __future__ import annotations

from collections.abc import Iterable

import psycopg
from psycopg import sql

from loket.model.events import CALLS, Kind
from loket.model.queue import MOST_POSTPONED
from loket.model.visit import LIFECYCLE, Act
from loket.store.rows import LEG_COLUMNS, OPENED_COLUMNS, ORDINAL_BITS, TICKET_COLUMNS, TOLD_COLUMNS
from loket.store.schema import SET_UP_MARKS

KIOSK, HALL, COUNTER, SUPERVISOR, OWNER = "kiosk", "hall", "counter", "supervisor", "owner"
ROLES = (KIOSK, HALL, COUNTER, SUPERVISOR, OWNER)
"""From the station that anybody can touch to the one that nobody sees."""

STATIONS = ROLES[:-1]
"""The roles that are bound by grants; the owner owns."""


def group_of(schema: str, role: str) -> str:
    """Give the name of a role's group in the database, at most 48 letters."""
    return f"{schema}_{role}"


# --- kinds of facts -------------------------------------------------------------------------------------------------

_PRINTING = (Kind.SLIP_PRINTED, Kind.PRINT_FAILED, Kind.PRINTER_STATE, Kind.ROLL_CHANGED)
_OF_THE_DAY = (Kind.DAY_CLOSED, Kind.VISIT_CLOSED, Kind.SIGNED_OUT, Kind.APPOINTMENT_MISSED)
_BOOKING = (
    Kind.APPOINTMENT_BOOKED, Kind.APPOINTMENT_MOVED, Kind.APPOINTMENT_CANCELLED, Kind.APPOINTMENT_RESTORED,
)  # fmt: skip

WRITES: dict[str, tuple[Kind, ...]] = {
    KIOSK: (
        Kind.TICKET_TAKEN, Kind.APPOINTMENT_BOOKED, Kind.APPOINTMENT_CHECKED_IN, Kind.VISIT_POSTPONED,
        Kind.SLIP_REPRINTED, Kind.SLIP_ORDERED, Kind.CLOCK_MOVED, *_PRINTING,
    ),
    HALL: (Kind.CALL_SHOWN, Kind.CALL_SPOKEN),
    COUNTER: (
        Kind.VISIT_CALLED, Kind.VISIT_RECALLED, Kind.VISIT_STARTED, Kind.VISIT_FINISHED, Kind.VISIT_ABSENT,
        Kind.VISIT_PARKED, Kind.VISIT_TRANSFERRED, Kind.VISIT_RETURNED, Kind.ACT_UNDONE, Kind.SIGNED_IN,
        Kind.SIGNED_OUT, Kind.BREAK_STARTED, Kind.BREAK_ENDED, Kind.CLOCK_MOVED, Kind.SLIP_REPRINTED,
        Kind.SLIP_ORDERED, Kind.VISIT_SKIPPED, Kind.VISIT_POSTPONED, Kind.PRIORITY_CHANGED, *_BOOKING,
        Kind.APPOINTMENT_CHECKED_IN, *_PRINTING,
    ),
    SUPERVISOR: tuple(kind for kind in Kind if kind is not Kind.OFFICE_CREATED),
}  # fmt: skip
"""The kinds of facts that a role writes. The first press of a day writes more: see `_BY_ITSELF`."""

_STORIES = (
    Kind.TICKET_TAKEN, Kind.VISIT_STARTED, Kind.VISIT_FINISHED, Kind.VISIT_ABSENT, Kind.VISIT_PARKED,
    Kind.VISIT_TRANSFERRED, Kind.VISIT_RETURNED, Kind.VISIT_SKIPPED, Kind.VISIT_POSTPONED, Kind.PRIORITY_CHANGED,
    Kind.VISIT_CARRIED_OVER, Kind.VISIT_CANCELLED, Kind.VISIT_CLOSED, Kind.ACT_UNDONE, Kind.SIGNED_IN, Kind.SIGNED_OUT,
)  # fmt: skip
"""What became of numbers, and who sat where: without them nobody can say why a visitor has not been called yet."""

READS: dict[str, tuple[Kind, ...]] = {
    KIOSK: (*dict.fromkeys((*_STORIES, Kind.SLIP_REPRINTED, Kind.SLIP_ORDERED, *CALLS)),),
    HALL: (*dict.fromkeys((*_STORIES, *CALLS)),),
}
"""The kinds of facts whose rows a role sees at all, where it does not see all of them."""


def _one_of(kinds: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{kind}'" for kind in kinds) + ")"


_BY_ITSELF = (
    f"kind = '{Kind.DAY_OPENED}' AND data::jsonb @> '{{\"always_open\": false}}' "
    f"OR kind IN {_one_of(_OF_THE_DAY)} AND data::jsonb @> '{{\"by_itself\": true}}'"
)
"""Whoever comes first opens the day, and closes a forgotten one before it; neither opens it out of hours."""

_EXPECTED = "state IN ('booked', 'missed')"
_CHECKS_IN = (
    f"kind = '{Kind.TICKET_TAKEN}' AND EXISTS (SELECT FROM appointments AS a "
    f"WHERE a.code = data::jsonb ->> 'appointment' AND a.{_EXPECTED})"
)
"""A counter gives a number to somebody who is expected, and to nobody else."""

_OWN_WISH = f"kind = '{Kind.ACT_UNDONE}' AND data::jsonb @> '{{\"kind\": \"{Kind.VISIT_POSTPONED}\"}}'"
"""A visitor who let others go first changes his mind at a kiosk; nothing else is taken back there."""

_BOOKS_NOW = (
    f"(kind <> '{Kind.APPOINTMENT_BOOKED}' OR EXISTS (SELECT FROM appointments AS a "
    "WHERE a.code = data::jsonb ->> 'code' AND a.state = 'booked' AND a.booked_at = at "
    "AND (a.service, a.day) = (data::jsonb ->> 'service', data::jsonb ->> 'day')))"
)
"""A kiosk tells of a booking that it has just made, and of nobody else's."""

_AT_THE_END = "(seq, prev) = (SELECT head.seq + 1, head.hash FROM journal_head() AS head)"
"""A fact follows the newest one. Else one row far ahead would stop the journal for ever."""


def _may_tell(role: str) -> str:
    kinds = f"kind IN {_one_of(WRITES[role])}"
    if role == KIOSK:
        kinds = f"{kinds} AND {_BOOKS_NOW}"
    own = {KIOSK: _OWN_WISH, COUNTER: _CHECKS_IN}.get(role)
    if own is not None:
        kinds = f"({kinds} OR {_BY_ITSELF} OR {own})"
    return f"{kinds} AND {_AT_THE_END}"


# --- grants ---------------------------------------------------------------------------------------------------------

_SET_UP = "SELECT ON steps, marks, services, counters, duties, days"
_CHANGED = "state, key_at, counter, officer, called_at, last_called_at, calls, started_at, ended_at, note, moved_at"
_ORDERED = "not_before, postponed, yields_to, priority, continued_by"
_POSTPONED = "key_at, postponed, yields_to"
_LEARNED = "told_base_s, language, told_low_s, told_high_s"
_WITHOUT_NOTE = ", ".join(column for column in LEG_COLUMNS.split(", ") if column != "note")
_WRITTEN = ", ".join(dict.fromkeys((*OPENED_COLUMNS.split(", "), *TICKET_COLUMNS.split(", "))))
_DISPLAY = "shown_seq, spoken_seq, seen_at"
_JOB = "state, printer, attempts, copy, done_at"

_APPENDS = (
    "INSERT ON facts",
    "EXECUTE ON FUNCTION journal_head()",
    "EXECUTE ON FUNCTION hash_of_fact(bigint)",
)
_OPENS_DAYS = (
    "INSERT (day, opened_at, first_seq, always_open), UPDATE (closed_at, clock_was, clock_day) ON days",
    "UPDATE (signed_out_at, break_since) ON duties",
)
_PRINTS = (
    "SELECT ON printers, print_jobs, slips",
    "UPDATE (state, roll) ON printers",
    "INSERT (job, kind, content) ON slips",
    "SELECT (job, copy), INSERT (job, copy, printer, width_dots, data), DELETE ON papers",
    f"INSERT (id, {_JOB}), UPDATE ({_JOB}) ON print_jobs",
    "INSERT (job, printer, at, outcome, reason, bytes_sent, took_ms) ON print_attempts",
    "INSERT (name, value), UPDATE (value) ON marks",
)

GRANTS: dict[str, tuple[str, ...]] = {
    KIOSK: (
        _SET_UP,
        f"SELECT ({TOLD_COLUMNS}) ON facts",
        f"SELECT ({_WITHOUT_NOTE}, {_LEARNED}, missing, job, continued_by) ON legs",
        f"INSERT ({TICKET_COLUMNS}), UPDATE (state, ended_at, moved_at, job, {_POSTPONED}, continued_by) ON legs",
        "EXECUTE ON FUNCTION leg_may_change(bigint, text, text, text, text, bigint, text)",
        "SELECT ON lines",
        "SELECT, INSERT, UPDATE (state, visit, number) ON appointments",
        *_OPENS_DAYS, *_PRINTS, *_APPENDS,
    ),
    HALL: (
        _SET_UP,
        f"SELECT ({TOLD_COLUMNS}) ON facts",
        f"SELECT ({_WITHOUT_NOTE}, {_LEARNED}) ON legs",
        "SELECT ON lines",
        "SELECT (service, slot, state) ON appointments",
        f"SELECT, INSERT (name, {_DISPLAY}), UPDATE ({_DISPLAY}) ON displays",
        *_APPENDS,
    ),
    COUNTER: (
        _SET_UP,
        "SELECT ON officers, legs, facts, displays",
        f"INSERT ({_WRITTEN}), UPDATE ({_CHANGED}, {_ORDERED}, job), DELETE ON legs",
        "SELECT, INSERT, UPDATE ON lines",
        "INSERT (counter, officer, signed_in_at) ON duties",
        "SELECT, INSERT, UPDATE (day, slot, state, visit, number) ON appointments",
        "SELECT, INSERT, UPDATE ON contacts",
        *_OPENS_DAYS, *_PRINTS, *_APPENDS,
    ),
    SUPERVISOR: (
        "SELECT ON ALL TABLES IN SCHEMA {schema}",
        "INSERT, UPDATE ON marks, services, counters, officers, duties, days, legs, displays, printers, print_jobs",
        "INSERT, UPDATE ON lines, appointments, contacts",
        "INSERT ON print_attempts, slips, papers",
        "DELETE ON legs, printers, papers, contacts",
        *_APPENDS,
    ),
}  # fmt: skip
"""What a role's group is given, as the words between GRANT and TO."""

# --- rows -----------------------------------------------------------------------------------------------------------

_EVERYBODY = STATIONS
_OPENERS = (KIOSK, COUNTER)
_FOLLOWING = f"state = 'waiting' AND ended_at IS NULL AND key & {ORDINAL_BITS} > 1"
_UNCALLED = f"key & {ORDINAL_BITS} > 1 AND called_at IS NULL"
"""What an undone transfer takes back. Said without `state`, which would lead the planner to another index."""

_FIRST = (
    f"state = 'waiting' AND key & {ORDINAL_BITS} = 1 AND counter IS NULL AND officer IS NULL "
    "AND called_at IS NULL AND ended_at IS NULL"
)
_TICKET = f"SELECT FROM facts AS f WHERE f.seq = job AND f.visit = legs.visit AND f.kind = '{Kind.TICKET_TAKEN}'"
"""The fact that gave the number: at a counter there is one for an appointment only (`_CHECKS_IN`)."""

_NEW = "state = 'booked' AND visit IS NULL AND number IS NULL AND slot > booked_at"

_SET_UP_ROWS = f"name IN {_one_of((*SET_UP_MARKS, 'print_floor'))}"

_DONE = "SELECT FROM print_jobs j WHERE j.id = job AND j.done_at IS NOT NULL"

POLICIES: tuple[tuple[str, str, tuple[str, ...], str, str], ...] = (
    *(("facts", "SELECT", (role,), f"kind IN {_one_of(kinds)}", "") for role, kinds in READS.items()),
    ("facts", "SELECT", (COUNTER, SUPERVISOR), "true", ""),
    *(("facts", "INSERT", (role,), "", _may_tell(role)) for role in STATIONS),
    ("legs", "SELECT", _EVERYBODY, "true", ""),
    ("legs", "INSERT", (KIOSK,), "", _FIRST),
    ("legs", "INSERT", (COUNTER,), "", f"{_FOLLOWING} OR {_FIRST} AND EXISTS ({_TICKET})"),
    ("legs", "UPDATE", (KIOSK,), "true", f"leg_may_change(key, state, ended_at, moved_at, {_POSTPONED})"),
    ("legs", "UPDATE", (COUNTER,), "true", "true"),
    ("legs", "DELETE", (COUNTER,), _UNCALLED, ""),
    ("legs", "ALL", (SUPERVISOR,), "true", "true"),
    ("days", "SELECT", _EVERYBODY, "true", ""),
    ("days", "INSERT", _OPENERS, "", "always_open = 0 AND closed_at IS NULL"),
    ("days", "UPDATE", _OPENERS, "closed_at IS NULL", "true"),
    ("days", "ALL", (SUPERVISOR,), "true", "true"),
    ("duties", "SELECT", _EVERYBODY, "true", ""),
    ("duties", "INSERT", (COUNTER,), "", "signed_out_at IS NULL"),
    ("duties", "UPDATE", (COUNTER,), "signed_out_at IS NULL", "true"),
    ("duties", "UPDATE", (KIOSK,), "signed_out_at IS NULL", "signed_out_at IS NOT NULL AND break_since IS NULL"),
    ("duties", "ALL", (SUPERVISOR,), "true", "true"),
    ("appointments", "SELECT", (KIOSK, HALL, COUNTER), "true", ""),
    # A kiosk books a slot to come for somebody without a name, takes the ticket of somebody expected, and closes a
    # forgotten day; it moves nothing and cancels nothing.
    ("appointments", "INSERT", (KIOSK,), "", _NEW),
    ("appointments", "UPDATE", (KIOSK,), _EXPECTED, "state IN ('checked_in', 'missed')"),
    ("appointments", "INSERT", (COUNTER,), "", "state = 'booked'"),
    # What was cancelled or checked in by mistake is taken back at a counter, too.
    ("appointments", "UPDATE", (COUNTER,), "true", "true"),
    ("appointments", "ALL", (SUPERVISOR,), "true", "true"),
    # What is on paper is nobody's business at a kiosk any more: a complaint names who complains.
    ("slips", "SELECT", (KIOSK,), f"NOT EXISTS ({_DONE})", ""),
    ("slips", "SELECT", (COUNTER, SUPERVISOR), "true", ""),
    ("slips", "INSERT", (KIOSK, COUNTER, SUPERVISOR), "", "true"),
    ("marks", "SELECT", _EVERYBODY, "true", ""),
    *(("marks", what, _OPENERS, "" if what == "INSERT" else "true", "name = 'print_floor'")
      for what in ("INSERT", "UPDATE")),
    ("marks", "ALL", (SUPERVISOR,), _SET_UP_ROWS, _SET_UP_ROWS),
)  # fmt: skip
"""Table, command, roles, which rows may be seen or changed, what they must be afterwards."""

_ENDINGS = ", ".join(f"('{state}', '{end}')" for (state, act), end in LIFECYCLE.items() if act is Act.CLOSE_DAY)
_FUNCTIONS = (
    "DROP FUNCTION IF EXISTS leg_may_end(bigint, text, text, text)",  # of an earlier Loket
    "DROP FUNCTION IF EXISTS leg_may_change(bigint, text, text, text, text, bigint)",
    # A policy cannot see the row as it was. As the owner, within the same statement, this does: a kiosk may order a
    # slip again (nothing of the leg's way changes), let a visitor put others first (later in the line, a few times) and
    # take that back (to a place that the journal names), or end a leg as the closing of a forgotten day does.
    f"""CREATE OR REPLACE FUNCTION leg_may_change(
        asked bigint, becomes text, ends text, moved text, turn text, times bigint, yields text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS
    $$ SELECT EXISTS (SELECT FROM legs AS was WHERE was.key = asked AND (
        (was.state, was.ended_at, was.moved_at) IS NOT DISTINCT FROM (becomes, ends, moved) AND (
            (was.key_at, was.postponed, was.yields_to) IS NOT DISTINCT FROM (turn, times, yields)
            OR was.state = 'waiting' AND turn >= was.key_at AND times = was.postponed + 1 AND times <= {MOST_POSTPONED}
            OR was.state = 'waiting' AND times = was.postponed - 1 AND EXISTS (SELECT FROM facts AS told
                WHERE told.visit = was.visit AND told.kind = '{Kind.VISIT_POSTPONED}'
                AND told.seq >= (SELECT first_seq FROM days WHERE closed_at IS NULL)
                AND (told.data::jsonb ->> 'was')::timestamptz = turn::timestamptz
                AND (told.data::jsonb ->> 'yielded_to')::timestamptz IS NOT DISTINCT FROM yields::timestamptz)
        )
        OR (was.key_at, was.postponed, was.yields_to) IS NOT DISTINCT FROM (turn, times, yields)
        AND was.ended_at IS NULL AND ends IS NOT NULL AND (was.state, becomes) IN ({_ENDINGS})
    )) $$""",
)


def statements(schema: str) -> list[str]:
    """Give what grants, in order, once functions and roles are there; the same again changes nothing."""
    groups = [group_of(schema, role) for role in STATIONS]
    everyone = ", ".join(("PUBLIC", *groups))
    made = [
        f"REVOKE ALL ON SCHEMA {schema} FROM {everyone}",
        *(
            f"REVOKE ALL ON ALL {what} IN SCHEMA {schema} FROM {everyone}"
            for what in ("TABLES", "SEQUENCES", "ROUTINES")
        ),
        f"GRANT USAGE ON SCHEMA {schema} TO {', '.join(groups)}",
    ]
    for role, rights in GRANTS.items():
        made += [f"GRANT {right.format(schema=schema)} TO {group_of(schema, role)}" for right in rights]
    made += [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in dict.fromkeys(each[0] for each in POLICIES)]
    for table, what, roles, using, check in POLICIES:
        made.append(
            f'CREATE POLICY "{"_".join(roles)}_{what.lower()}" ON {table} FOR {what} '
            f"TO {', '.join(group_of(schema, role) for role in roles)}"
            + (f" USING ({using})" if using else "")
            + (f" WITH CHECK ({check})" if check else "")
        )
    return made


def apply(connection: psycopg.Connection, schema: str) -> None:
    """Give every role what is its own and take everything else, and the tables to the owners; within a transaction.

    Raises psycopg.Error when the tables are not this login's, or the roles are not there.
    """
    connection.execute(sql.SQL("SET LOCAL search_path TO {}, pg_temp").format(sql.Identifier(schema)))
    for table, name in connection.execute(
        "SELECT tablename, policyname FROM pg_policies WHERE schemaname = %s", (schema,)
    ).fetchall():
        connection.execute(sql.SQL("DROP POLICY {} ON {}").format(sql.Identifier(name), sql.Identifier(table)))
    for statement in _FUNCTIONS:
        connection.execute(statement)
    _hand_over(connection, schema)
    for statement in statements(schema):
        connection.execute(statement)


def is_prepared(connection: psycopg.Connection, schema: str) -> bool:
    """Tell whether an office has its roles, so that a new step of its tables must be granted too."""
    row = connection.execute(
        "SELECT EXISTS (SELECT FROM pg_namespace AS n, aclexplode(n.nspacl) AS given "
        "JOIN pg_roles AS r ON r.oid = given.grantee WHERE n.nspname = %s AND r.rolname = %s)",
        (schema, group_of(schema, KIOSK)),
    ).fetchone()
    return bool(row and row[0])


def _hand_over(connection: psycopg.Connection, schema: str) -> None:
    """Make the schema and everything in it the owners' together, so that each of them may change its tables."""
    owner = group_of(schema, OWNER)
    to_owner = sql.SQL(" OWNER TO {}").format(sql.Identifier(owner))
    belongs = connection.execute(
        "SELECT nspowner = %s::regrole FROM pg_namespace WHERE nspname = %s", (f'"{owner}"', schema)
    ).fetchone()
    if belongs is None or not belongs[0]:
        connection.execute(sql.SQL("ALTER SCHEMA {}").format(sql.Identifier(schema)) + to_owner)
    for table in connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r' "
        "AND relowner <> %s::regrole ORDER BY relname",
        (f'"{schema}"', f'"{owner}"'),
    ).fetchall():
        connection.execute(sql.SQL("ALTER TABLE {}").format(sql.Identifier(schema, table[0])) + to_owner)
    for routine in connection.execute(
        "SELECT proname, pg_get_function_identity_arguments(oid) FROM pg_proc WHERE pronamespace = %s::regnamespace "
        "AND proowner <> %s::regrole ORDER BY proname",
        (f'"{schema}"', f'"{owner}"'),
    ).fetchall():
        name = sql.SQL("ALTER ROUTINE {}({})").format(sql.Identifier(schema, routine[0]), sql.SQL(routine[1]))
        connection.execute(name + to_owner)


def close(connection: psycopg.Connection, kept: str, schema: str) -> None:
    """Close the old tables of `schema`, kept as the schema `kept` by a restore, to the stations."""
    groups = sql.SQL(", ").join(sql.Identifier(group_of(schema, role)) for role in STATIONS)
    connection.execute(sql.SQL("REVOKE ALL ON SCHEMA {} FROM {}").format(sql.Identifier(kept), groups))
