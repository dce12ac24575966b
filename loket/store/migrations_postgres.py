"""Ordered steps that make and change the tables of an office on PostgreSQL; see `loket.store.migrations`.

All missing steps are one transaction, under a lock of the schema: PostgreSQL's definitions are transactional, so an
office stands at one step or the next. The table `steps` records them.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from loket.store import grants
from loket.store.place import Server
from loket.store.schema_postgres import APPOINTMENTS, ORDER, PAPER, TABLES, YIELDING
from loket.store.troubles import missing, newer

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("m0001_first_tables", TABLES),
    ("m0002_paper", PAPER),
    ("m0003_order", ORDER),
    ("m0004_appointments", APPOINTMENTS),
    ("m0005_yielding", YIELDING),
)
"""Name and statements of every step, oldest first. What has been released is never edited."""

NEWEST = len(STEPS)


def step_of(connection: psycopg.Connection, schema: str) -> int | None:
    """Give the number of steps that the office in `schema` stands at; None when there is no such schema or office."""
    row = connection.execute("SELECT to_regclass(%s)", (f'"{schema}".steps',)).fetchone()
    if row is None or row[0] is None:
        return None
    count = connection.execute(sql.SQL("SELECT count(*) FROM {}.steps").format(sql.Identifier(schema))).fetchone()
    return int(count[0]) if count else None


def rename(connection: psycopg.Connection, schema: str, name: str) -> None:
    """Give the office in `schema` another name, under which it works as before; part of the caller's transaction."""
    connection.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(schema), sql.Identifier(name)))
    for routine, arguments in connection.execute(
        "SELECT proname, pg_get_function_identity_arguments(oid) FROM pg_proc "
        "WHERE pronamespace = %s::regnamespace AND proconfig IS NOT NULL",
        (f'"{name}"',),
    ).fetchall():  # each function knows its tables by the name of the schema
        altered = sql.SQL("ALTER ROUTINE {}({}) SET search_path TO {}, pg_temp")
        connection.execute(altered.format(sql.Identifier(name, routine), sql.SQL(arguments), sql.Identifier(name)))


def bring_up_to_date(connection: psycopg.Connection, server: Server, *, create: bool) -> None:
    """See to it that an office's tables are those of this Loket; `create` makes them where there are none.

    Raises Trouble when there is no office or that of a newer Loket, psycopg.Error as `migrate` does.
    """
    step = step_of(connection, server.schema)
    if step is None and not create:
        raise missing(server)
    if step is not None and step > NEWEST:
        raise newer(server, step)
    if step is None or step < NEWEST:
        migrate(connection, server.schema)


def start_over(connection: psycopg.Connection, schema: str, kept: str) -> None:
    """Keep a schema under the name `kept` and make an empty one with the same roles; part of an open act."""
    has_roles = grants.is_prepared(connection, schema)
    rename(connection, schema, kept)
    migrate(connection, schema)
    if has_roles:
        grants.close(connection, kept, schema)
        grants.apply(connection, schema)


def migrate(connection: psycopg.Connection, schema: str) -> None:
    """Make the schema where there is none and apply what is missing; safe when several stations do it at once.

    Raises psycopg.Error when the role may not, or a step fails; nothing has changed then.
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"loket steps {schema}",))
        if connection.execute("SELECT to_regnamespace(%s)", (f'"{schema}"',)).fetchone() == (None,):
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        _as_owner(connection, schema)
        connection.execute(sql.SQL("SET LOCAL search_path TO {}, pg_temp").format(sql.Identifier(schema)))
        connection.execute("CREATE TABLE IF NOT EXISTS steps (name text PRIMARY KEY, applied_at timestamptz NOT NULL)")
        done = {row[0] for row in connection.execute("SELECT name FROM steps")}
        for name, statements in STEPS:
            if name in done:
                continue
            for statement in statements:
                connection.execute(statement)
            connection.execute("INSERT INTO steps (name, applied_at) VALUES (%s, now())", (name,))
        if len(done) < NEWEST and grants.is_prepared(connection, schema):
            grants.apply(connection, schema)
        connection.execute("SET LOCAL ROLE NONE")


def _as_owner(connection: psycopg.Connection, schema: str) -> None:
    """Let what is made belong to whoever owns the schema, when that is a group that this login is in."""
    owner = connection.execute(
        "SELECT rolname FROM pg_namespace JOIN pg_roles ON pg_roles.oid = nspowner "
        "WHERE nspname = %s AND rolname <> current_user AND pg_has_role(nspowner, 'MEMBER')",
        (schema,),
    ).fetchone()
    if owner is not None:
        connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(owner[0])))
