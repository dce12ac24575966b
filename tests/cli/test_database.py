"""loket database: prepare a server for an office, and keep the password of this PC, as a script sees it."""

from __future__ import annotations

import io
import logging
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from psycopg import sql

from loket.store.grants import ROLES, group_of
from tests.cli.conftest import CommandLine
from tests.keyrings import needs_keyring, new_ring
from tests.postgres import ROOT
from tests.prepared import PreparedOffice


@pytest.fixture
def prepared(server_of_the_run, tmp_path):
    """An empty database whose owner may make roles, and who logs every statement."""
    office = PreparedOffice(server_of_the_run, tmp_path)
    admin = sql.Identifier(office.admin)
    for setting in ("log_statement = 'all'", "log_min_messages = 'debug1'"):
        office.server.execute(sql.SQL(f"ALTER ROLE {{}} SET {setting}").format(admin))
    yield office
    office.close()


@pytest.fixture
def loket(prepared, capsys):
    """A command line for that office, as its owner."""
    line = CommandLine(Path("tidak-dipakai"), capsys)
    line.database = str(prepared.place("admin"))  # type: ignore[assignment]
    return line


def test_prepare_makes_roles_and_logins_and_says_how_to_use_them(loket, prepared):
    kiosk, counter = f"{prepared.name}_kios1", f"{prepared.name}_loket1"
    words = ("--login", f"{kiosk}=kiosk", "--login", f"{counter}=counter", "--out", prepared.folder)
    done = loket("database", "prepare", *words)
    assert (done.code, done.err) == (0, "")
    assert f"{kiosk} (kiosk): kata sandi baru di {prepared.folder / kiosk}.pgpass." in done.out
    assert "PGPASSFILE" in done.out
    assert "loket database password" in done.out
    told = loket.done("database", "prepare", *words)
    assert told["roles"] == [group_of(prepared.schema, role) for role in ROLES]
    assert told["logins"] == [
        {"name": kiosk, "role": "kiosk", "passfile": None},
        {"name": counter, "role": "counter", "passfile": None},
    ]
    assert loket.done("init")["training"] is False
    assert loket.done("day", "open")["state"] == "open"


def test_no_password_is_in_any_output_any_log_or_any_list_of_processes(loket, prepared, caplog):
    caplog.set_level(logging.DEBUG)
    login = f"{prepared.name}_kios1"
    said, arguments = "", []
    for extra in ((), ("--new-password",), ("--new-password", "--json")):
        words = ("--login", f"{login}=kiosk", "--out", prepared.folder, *extra)
        done = loket("database", "prepare", *words)
        assert done.code == 0, done
        said += done.out + done.err
        arguments += [str(word) for word in words]
        password = (prepared.folder / f"{login}.pgpass").read_text().strip().rpartition(":")[2]
        assert len(password) >= 32
        server_log = prepared.server.said()
        assert f'"{login}" LOGIN PASSWORD' in server_log, "the server does log what it is told"
        for place in (said, caplog.text, server_log, " ".join(arguments)):
            assert password not in place
            assert prepared.password not in place


def test_a_new_login_needs_a_folder_for_its_password(loket, prepared):
    assert "--out" in loket.misused("database", "prepare", "--login", f"{prepared.name}_kios1=kiosk")
    assert "kios1=kiosk" in loket.misused("database", "prepare", "--login", "kios1", "--out", prepared.folder)


def test_who_may_not_prepare_is_told_what_it_takes(loket, prepared):
    prepared.server.execute(sql.SQL("ALTER ROLE {} NOCREATEROLE").format(sql.Identifier(prepared.admin)))
    assert "CREATEROLE" in loket.refused("database", "prepare")


def test_a_file_is_no_server(nowhere):
    for what in ("prepare", "password"):
        assert "postgresql://" in nowhere.misused("database", what)


def test_the_password_is_read_from_standard_input_and_never_said(loket, prepared, monkeypatch, caplog):
    needs_keyring()
    import keyring

    before, ring = keyring.get_keyring(), new_ring()
    keyring.set_keyring(ring)
    caplog.set_level(logging.DEBUG)
    secret = secrets.token_urlsafe(12)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{secret}\nsisa\n"))
    done = loket("database", "password")
    assert done.code == 0, done
    assert list(ring.kept.values()) == [secret]
    assert secret not in done.out + done.err + caplog.text
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    assert "kosong" in loket.refused("database", "password")
    assert list(ring.kept.values()) == [secret]
    keyring.set_keyring(before)


def test_without_a_keyring_the_command_says_what_to_do_and_repeats_nothing(prepared):
    secret = secrets.token_urlsafe(12)
    command = [sys.executable, "-m", "loket", "database", "password", "--database", str(prepared.place("kiosk"))]
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    done = subprocess.run(
        command, input=f"{secret}\n", capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )
    assert done.returncode == 3, done
    assert "PGPASSFILE" in done.stderr
    assert secret not in done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1
