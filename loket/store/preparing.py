"""Make a database ready for the stations of an office: tables, roles, grants, logins. The same again changes nothing.

All of it is one transaction under the office's lock: a station sees the office as it was or as it shall be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import errors, sql

from loket.errors import N_, Refused
from loket.store import grants
from loket.store.grants import OWNER, ROLES, group_of
from loket.store.line import OFFICE_LOCKS, lock_key
from loket.store.logins import Login, Passfiles, make_logins
from loket.store.migrations_postgres import NEWEST, migrate, step_of
from loket.store.place import Server
from loket.store.server import connect
from loket.store.troubles import newer
from loket.store.troubles_postgres import trouble_of_server

FEWEST_CONNECTIONS = 100
"""Connections that a server should take: a station has two or three, and there is more than one kind of client."""

_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")

WARNINGS = {
    "not_durable": N_(
        "PERINGATAN: server berjalan dengan {setting} = off. Setelah listrik padam, nomor yang sudah diberikan dapat "
        "hilang. Nyalakan di postgresql.conf."
    ),
    "few_connections": N_(
        "PERINGATAN: server hanya menerima {setting} sambungan. Sebuah stasiun memakai dua atau tiga; naikkan "
        "max_connections."
    ),
    "shared_roles": N_(
        "PERINGATAN: peran yang sama juga berlaku di basis data {setting}: akun stasiun di sana dapat masuk ke sini. "
        "Beri kantor nama sendiri di alamat: ?office=NAMA"
    ),
}
"""What should be told about a server that works, but not as an office needs it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was made: the step of the tables, the roles' groups, the logins, and warnings as (code, setting)."""

    step: int
    groups: tuple[str, ...]
    logins: tuple[Login, ...]
    warnings: tuple[tuple[str, str], ...]


def prepare(
    server: Server, logins: Sequence[Login] = (), folder: Path | None = None, *, new_passwords: bool = False
) -> Prepared:
    """Make tables, roles, grants and `logins`; their new passwords are written to files in `folder`.

    The user of `server` needs CREATEROLE, and CREATE in the database or the office's schema as its own. Raises Refused
    when it may not or a login is unfit, Trouble when the server or the folder fails; nothing has changed then.
    """
    files = Passfiles(server, folder)
    with connect(server) as connection:
        try:
            with connection.transaction():
                _make(connection, server)
                made = make_logins(connection, server.schema, logins, files, new_passwords=new_passwords)
        except psycopg.Error as error:
            files.drop()
            if isinstance(error, errors.InsufficientPrivilege):
                raise _may_not(server) from error
            raise trouble_of_server(error, server) from error
        except BaseException:
            files.drop()
            raise
        files.keep()
        step = step_of(connection, server.schema) or 0
    groups = tuple(group_of(server.schema, role) for role in ROLES)
    return Prepared(step, groups, tuple(made), _warnings(server))


def _make(connection: psycopg.Connection, server: Server) -> None:
    schema = server.schema
    step = step_of(connection, schema)
    if step is not None and step > NEWEST:
        raise newer(server, step)
    connection.execute("SELECT pg_advisory_xact_lock(%s, %s)", (OFFICE_LOCKS, lock_key(schema)))
    migrate(connection, schema)
    _make_groups(connection, server)
    grants.apply(connection, schema)


def _make_groups(connection: psycopg.Connection, server: Server) -> None:
    for role in ROLES:
        group = group_of(server.schema, role)
        known = connection.execute(
            "SELECT rolcanlogin OR rolsuper OR rolcreaterole OR rolbypassrls FROM pg_roles WHERE rolname = %s", (group,)
        ).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(group)))
        elif known[0]:
            raise Refused(
                "role_taken",
                N_(
                    "Nama {group} sudah dipakai sebuah akun di server; Loket memerlukannya untuk peran. Ganti nama itu."
                ),
                group=group,
            )
    owner = group_of(server.schema, OWNER)
    member = connection.execute("SELECT pg_has_role(%s, 'MEMBER')", (owner,)).fetchone()
    if member is None or not member[0]:
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(owner)))
    _let_in(connection, server.schema)


def _let_in(connection: psycopg.Connection, schema: str) -> None:
    """Let stations connect and owners restore, whatever else may connect; as far as the database is ours to open."""
    for right, roles in (("CONNECT", ROLES), ("CREATE", (OWNER,))):
        row = connection.execute(
            "SELECT current_database(), has_database_privilege(current_database(), %s)", (f"{right} WITH GRANT OPTION",)
        ).fetchone()
        if row is not None and row[1]:
            groups = sql.SQL(", ").join(sql.Identifier(group_of(schema, role)) for role in roles)
            connection.execute(
                sql.SQL("GRANT {} ON DATABASE {} TO {}").format(sql.SQL(right), sql.Identifier(row[0]), groups)
            )


def _warnings(server: Server) -> tuple[tuple[str, str], ...]:
    """Look at the server as it is set up, without what a station asks for itself."""
    found = []
    try:
        with connect(server, bare=True) as connection:
            settings: dict[str, str] = dict(
                connection.execute(
                    "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", ([*_DURABLE, "max_connections"],)
                ).fetchall()
            )
            elsewhere = connection.execute(
                "SELECT DISTINCT d.datname FROM pg_shdepend AS s JOIN pg_database AS d ON d.oid = s.dbid "
                "JOIN pg_roles AS r ON r.oid = s.refobjid AND s.refclassid = 'pg_authid'::regclass "
                "WHERE r.rolname = %s AND d.datname <> current_database() ORDER BY d.datname",
                (group_of(server.schema, OWNER),),
            ).fetchall()
    except psycopg.Error as error:
        raise trouble_of_server(error, server) from error
    found += [("not_durable", name) for name in _DURABLE if settings[name] == "off"]
    if int(settings["max_connections"]) < FEWEST_CONNECTIONS:
        found.append(("few_connections", settings["max_connections"]))
    found += [("shared_roles", name) for (name,) in elsewhere]
    return tuple(found)


def _may_not(server: Server) -> Refused:
    return Refused(
        "prepare_forbidden",
        N_(
            "Akun {user} tidak berhak menyiapkan {place}; tidak ada yang berubah. Perlu hak CREATEROLE dan kepemilikan "
            "skema {schema} (atau hak CREATE di basis data). Minta pengelola server."
        ),
        user=server.user or "–",
        place=server,
        schema=server.schema,
    )
