"""Logins of stations: members of a role's group, each with a password of its own that nobody ever types.

A password is made here, goes to the server as its SCRAM proof only (a server that logs every statement learns
nothing), and to people as a file in libpq's own form that only its owner may read.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from loket.errors import N_, Trouble, Usage
from loket.store.grants import ROLES, group_of
from loket.store.place import Server

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_PASSWORD_BYTES = 24


@dataclass(frozen=True, slots=True)
class Login:
    """A login of a station and its role; `passfile` holds its new password, None when it keeps the one it has."""

    name: str
    role: str
    passfile: Path | None = None


def logins_of(words: Iterable[str]) -> list[Login]:
    """Read ``NAME=ROLE``, each name once; raises Refused."""
    found: dict[str, Login] = {}
    for word in words:
        name, _, role = word.partition("=")
        if role not in ROLES or not _NAME.fullmatch(name) or name.startswith("pg_") or name in found:
            raise Usage(
                "login_form",
                N_("“{login}” tidak dipahami. Tulis NAMA=PERAN, misalnya kios1=kiosk; peran: {roles}."),
                login=word,
                roles=", ".join(ROLES),
            )
        found[name] = Login(name, role)
    return list(found.values())


class Passfiles:
    """New passwords on their way: written before the server learns them, in their place once it has."""

    def __init__(self, server: Server, folder: Path | None) -> None:
        """Write into `folder`; None refuses any new password."""
        self._server, self._folder = server, folder
        self._written: list[tuple[Path, Path]] = []

    def new_password(self, login: str) -> tuple[str, Path]:
        """Make a password and write it down; gives it, and where it will be. Raises Refused or Trouble."""
        if self._folder is None:
            raise Usage(
                "out_missing",
                N_("Sebutkan folder untuk berkas kata sandi {login}: --out FOLDER. Kata sandi tak pernah ditampilkan."),
                login=login,
            )
        password = secrets.token_urlsafe(_PASSWORD_BYTES)
        target = self._folder / f"{login}.pgpass"
        draft = self._folder / f".{login}.{secrets.token_hex(4)}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                self._written.append((draft, target))
                file.write(passfile_line(self._server, login, password) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise _unwritable(target) from error
        return password, target

    def keep(self) -> None:
        """Put the files in their place; raises Trouble that names the one that is left elsewhere."""
        while self._written:
            draft, target = self._written.pop(0)
            try:
                draft.replace(target)
            except OSError as error:
                raise _unwritable(draft) from error

    def drop(self) -> None:
        """Remove what was written for passwords that the server never learned."""
        while self._written:
            with suppress(OSError):  # an unused password in a closed file harms nobody
                self._written.pop()[0].unlink()


def passfile_line(server: Server, login: str, password: str) -> str:
    """Write a line of libpq's password file; a colon or backslash in a part is escaped."""
    parts = (server.host or "*", server.port or "5432", server.database or "*", login, password)
    return ":".join(re.sub(r"([:\\])", r"\\\1", part) for part in parts)


def make_logins(
    connection: psycopg.Connection, schema: str, wanted: Sequence[Login], files: Passfiles, *, new_passwords: bool
) -> list[Login]:
    """Make logins or put those that are there into their role, and no other of this office; gives them as they are.

    A login that is there keeps its password unless `new_passwords`. Raises Refused for one that no grant can bind,
    psycopg.Error when the caller may not make logins.
    """
    made = []
    for login in wanted:
        known = connection.execute(
            "SELECT rolcanlogin, rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication FROM pg_roles "
            "WHERE rolname = %s",
            (login.name,),
        ).fetchone()
        if known is not None and (not known[0] or known[1]):
            raise Usage(
                "login_unfit",
                N_("{login} bukan akun stasiun: itu sebuah grup atau akun pengelola server. Pilih nama lain."),
                login=login.name,
            )
        path = None
        name = sql.Identifier(login.name)
        if known is None or new_passwords:
            password, path = files.new_password(login.name)
            proof = connection.pgconn.encrypt_password(password.encode(), login.name.encode(), b"scram-sha-256")
            verb = "CREATE" if known is None else "ALTER"
            connection.execute(
                sql.SQL(f"{verb} ROLE {{}} LOGIN PASSWORD {{}}").format(name, sql.Literal(proof.decode()))
            )
        _put_into(connection, schema, login)
        made.append(Login(login.name, login.role, path))
    return made


def _put_into(connection: psycopg.Connection, schema: str, login: Login) -> None:
    """Make a login a member of its role's group and of no other of the office."""
    groups = {group_of(schema, role): role for role in ROLES}
    held = {
        group
        for (group,) in connection.execute(
            "SELECT g.rolname FROM pg_auth_members AS m JOIN pg_roles AS g ON g.oid = m.roleid "
            "JOIN pg_roles AS l ON l.oid = m.member WHERE l.rolname = %s AND g.rolname = ANY(%s)",
            (login.name, list(groups)),
        )
    }
    name, wanted = sql.Identifier(login.name), group_of(schema, login.role)
    for group in sorted(held - {wanted}):
        connection.execute(sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(group), name))
    if wanted not in held:
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(wanted), name))


def _unwritable(path: Path) -> Trouble:
    return Trouble(
        "passfile_unwritable",
        N_("Berkas kata sandi {path} tidak dapat ditulis. Periksa folder itu, lalu ulangi dengan --new-password."),
        path=path,
    )
