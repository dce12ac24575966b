"""The way to a PostgreSQL server: a connection with every time-out set, and where its password comes from.

A server that does not answer must never hold a station: connecting, waiting for a lock, a statement, an idle
transaction and a silent network each have their limit; `loket.store.watch` ends the wait for one that is frozen.
"""

from __future__ import annotations

import ipaddress
import os
from contextlib import suppress
from typing import Any

import psycopg

from loket.errors import N_, Trouble, Usage
from loket.store.place import Server
from loket.store.troubles_postgres import trouble_of_server

OLDEST = 150000
"""The oldest PostgreSQL that Loket works with: 15, as `server_version` counts."""

CONNECT_S = 5
LOCK_MS = 10_000
STATEMENT_MS = 15_000
IDLE_MS = 15_000

_NETWORK = {
    "connect_timeout": str(CONNECT_S),
    "keepalives_idle": "10",
    "keepalives_interval": "3",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}
_SESSION = {
    "synchronous_commit": "on",
    "lock_timeout": str(LOCK_MS),
    "statement_timeout": str(STATEMENT_MS),
    "idle_in_transaction_session_timeout": str(IDLE_MS),
    "default_transaction_isolation": "read\\ committed",
    "standard_conforming_strings": "on",
    # Every hot statement has its index step; a plan that reads a whole table would be right for a young office only,
    # and the planner cannot know that the office will be ten years old.
    "enable_seqscan": "off",
    "jit": "off",
}
KEYRING = "loket"
"""The name of Loket's passwords in the keyring of the user; the user name there is the server's address."""


def connect(server: Server, *, bare: bool = False) -> psycopg.Connection:
    """Connect, with the office's schema in front and every time-out set; raises Trouble or Refused.

    `bare` leaves the session as the server sets it up, to see what that is. The password comes from the environment,
    libpq's password file or service file, or the user's keyring.
    """
    settings = _settings(server)
    if bare:
        del settings["options"]
    try:
        return _checked(server, psycopg.connect(**settings))
    except psycopg.OperationalError as error:
        secret = None if not _wants_password(error) else password_of(server)
        if secret is None:
            raise trouble_of_server(error, server) from error
    try:
        return _checked(server, psycopg.connect(**settings, password=secret))
    except psycopg.OperationalError as error:
        raise trouble_of_server(error, server) from error


def _checked(server: Server, connection: psycopg.Connection) -> psycopg.Connection:
    if connection.info.server_version < OLDEST:
        connection.close()
        raise Trouble(
            "server_too_old",
            N_("PostgreSQL di {place} terlalu lama. Loket memerlukan versi 15 atau lebih baru."),
            place=server,
        )
    return connection


def _settings(server: Server) -> dict[str, Any]:
    session = {"search_path": f"{server.schema},pg_temp", **_SESSION}
    settings: dict[str, Any] = {
        "application_name": "loket",
        "client_encoding": "UTF8",
        **_NETWORK,
        **server.settings,
        "options": " ".join(f"-c {name}={value}" for name, value in session.items()),
        "autocommit": True,
        "prepare_threshold": 0,
    }
    given = {"user": server.user, "host": server.host, "port": server.port, "dbname": server.database}
    settings |= {name: value for name, value in given.items() if value}
    where = str(settings.get("hostaddr") or settings.get("host") or "")
    if "sslmode" not in settings and not all(map(_is_near, where.split(","))) and "PGSSLMODE" not in os.environ:
        settings["sslmode"] = "verify-full" if "sslrootcert" in settings else "require"
    return settings


def _is_near(host: str) -> bool:
    """Tell whether a host is this very machine, or named elsewhere (a service file, a socket)."""
    if host in ("", "localhost") or host.startswith("/"):
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def _wants_password(error: psycopg.OperationalError) -> bool:
    return "no password supplied" in str(error)


def password_of(server: Server) -> str | None:
    """Give the password that the user's keyring holds for a server; None when there is no keyring or none in it."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        secret: str | None = keyring.get_password(KEYRING, account_of(server))
    except KeyringError:
        return None
    return secret


def keep_password(server: Server, secret: str) -> None:
    """Put the password of a server's login into the user's keyring.

    Raises Refused when the address names no user, Trouble when there is no keyring or it does not keep what it is told.
    """
    if not server.user:
        raise Usage("user_missing", N_("Sebutkan nama pengguna di alamat: postgresql://NAMA@server/basisdata"))
    try:
        import keyring
        from keyring.errors import KeyringError

        keyring.set_password(KEYRING, account_of(server), secret)
        kept = keyring.get_password(KEYRING, account_of(server)) == secret
    except ImportError as error:
        raise _no_keyring() from error
    except KeyringError as error:
        # What it says could hold what it was given.
        raise _no_keyring() from type(error)()
    if not kept:
        raise _no_keyring()


def _no_keyring() -> Trouble:
    return Trouble(
        "no_keyring",
        N_(
            "Tidak ada gantungan kunci (keyring) yang dapat dipakai di sini; kata sandi tidak disimpan. Pasang "
            "loket[server] di desktop yang punya, atau pakai berkas kata sandi dengan PGPASSFILE."
        ),
    )


def account_of(server: Server) -> str:
    """Name a login for the keyring: who, where."""
    return f"{server.user}@{server.host}:{server.port or 5432}/{server.database}"
