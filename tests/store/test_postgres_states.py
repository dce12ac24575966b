"""What a server can be instead of ready: each is said in a sentence of its own, and none gives a secret away."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from loket.errors import LoketError
from loket.office.context import Office, SystemClock
from loket.office.ticketing import take_ticket
from loket.store.opening import open_store
from loket.store.place import place_of
from tests.factories import assert_whole, journal, last_seq
from tests.postgres import Server
from tests.postgres_guard import postmaster
from tests.store.conftest import new_office


def said_by(server: Server, act: Callable[[], object]) -> tuple[str, str]:
    """What goes wrong: its code and its sentence, which tells no password and nothing that is meant for programs."""
    with pytest.raises(LoketError) as trouble:
        act()
    sentence = str(trouble.value)
    assert server.password not in sentence
    for word in ("Traceback", "psycopg", "FATAL", "ERROR", "connection to server", "SQLSTATE"):
        assert word not in sentence
    return trouble.value.code, sentence


def open_and_close(url: str) -> None:
    open_store(place_of(url)).close()


def test_a_wrong_password_is_said_and_not_shown(server, place, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", "salah-benar-ini")
    code, sentence = said_by(server, lambda: open_and_close(str(place)))
    assert code == "database_login"
    assert "salah-benar-ini" not in sentence


def test_no_password_at_all_is_said(server, place, monkeypatch):
    monkeypatch.delenv("PGPASSWORD")
    code, sentence = said_by(server, lambda: open_and_close(str(place)))
    assert code == "database_login"
    assert "loket database password" in sentence


def test_a_user_whom_the_server_does_not_know_is_said(server, place):
    url = str(place).replace("loket@", "orang_lain@")
    assert said_by(server, lambda: open_and_close(url))[0] == "database_login"


def test_a_database_that_does_not_exist_is_said(server):
    assert said_by(server, lambda: open_and_close(server.url("tidak_ada")))[0] == "database_unknown"


def test_an_office_that_does_not_exist_is_said_and_not_made(server, office_url):
    for _ in range(2):
        code, sentence = said_by(server, lambda: open_and_close(office_url))
        assert code == "database_missing"
        assert office_url in sentence


def test_nobody_listening_is_said(server, wire, place):
    url = wire.url(str(place))
    wire.refuse()
    assert said_by(server, lambda: open_and_close(url))[0] == "database_gone"


def test_tables_of_a_newer_loket_are_left_alone(server, place):
    with psycopg.connect(str(place).split("?")[0]) as connection:
        step = sql.SQL("INSERT INTO {}.steps VALUES ('m0002_later', now())").format(sql.Identifier(place.schema))
        connection.execute(step)
    code, sentence = said_by(server, lambda: open_and_close(str(place)))
    assert code == "database_newer"
    assert "Perbarui Loket" in sentence


def test_an_older_server_is_refused(server, place, monkeypatch):
    monkeypatch.setattr("loket.store.server.OLDEST", 990000)
    assert said_by(server, lambda: open_and_close(str(place)))[0] == "server_too_old"


def test_a_server_that_wants_no_secrets_on_the_wire_is_said(server, place):
    assert said_by(server, lambda: open_and_close(f"{place}&sslmode=require"))[0] == "database_insecure"


def test_a_database_switched_to_reading_only_burns_no_number_and_recovers(near, server, place):
    database = sql.Identifier(place.database)
    assert take_ticket(near, "A").number == "A001"
    with closing(Office(open_store(place), SystemClock()).store) as store:
        other = Office(store, SystemClock())
        server.execute(sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(database))
        server.cut_off(str(place))
        try:
            before = last_seq(other)
            for _ in range(2):
                assert said_by(server, lambda: take_ticket(other, "A"))[0] == "database_unwritable"
            assert last_seq(other) == before
        finally:
            server.execute(sql.SQL("ALTER DATABASE {} RESET default_transaction_read_only").format(database))
        server.cut_off(str(place))
        assert take_ticket(other, "A").number == "A002"


@pytest.fixture
def crowded(new_server) -> Server:
    """A server that takes no more than a handful of connections."""
    made: Server = new_server(durable=False, settings="max_connections = 6\nsuperuser_reserved_connections = 1\n")
    return made


def test_a_server_that_is_full_is_said_and_tried_again(crowded):
    place = place_of(crowded.database())
    new_office(place)
    with ExitStack() as stack:
        for _ in range(5):
            stack.enter_context(closing(psycopg.connect(str(place))))
        code, sentence = said_by(crowded, lambda: open_and_close(str(place)))
        assert code == "server_full"
        assert "max_connections" in sentence
    with closing(open_store(place)) as store:
        assert take_ticket(Office(store, SystemClock()), "A").number == "A001"


@pytest.fixture
def small_disk(new_server) -> Iterator[tuple[Server, Path]]:
    """A server with a disk of 40 MB in its folder, for the test to use. Only root can make one."""
    server: Server = new_server()
    disk = server.folder / "diska"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=40m,mode=0777", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("NOT SHOWN HERE: a server whose disk is full (only root can make a disk of 40 MB)")
    try:
        yield server, disk
    finally:
        if postmaster(server.folder) is not None:
            server.stop("immediate")
        subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Leave no room on a disk; gives the file that takes it."""
    filler = disk / "penuh"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return filler


def start_again(server: Server) -> None:
    """Start a server that may have ended by itself."""
    with suppress(AssertionError, FileNotFoundError):  # it ends at this very moment
        server.kill()
    server.start()


def take_many(office: Office, taken: list[str]) -> None:
    """Take tickets until something is in the way."""
    for _ in range(2000):
        taken.append(take_ticket(office, "A").number)


def test_a_full_disk_burns_no_number_loses_nothing_and_the_office_goes_on_after(small_disk):
    server, disk = small_disk
    (disk / "tabel").mkdir()
    shutil.chown(disk / "tabel", "postgres")
    server.execute(sql.SQL("CREATE TABLESPACE kecil LOCATION {}").format(sql.Literal(str(disk / "tabel"))))
    server.execute("CREATE DATABASE kantor OWNER loket TABLESPACE kecil TEMPLATE template0")
    place = place_of(server.url("kantor"))
    new_office(place)
    office = Office(open_store(place), SystemClock())
    taken = [take_ticket(office, "A").number for _ in range(3)]
    filler = fill(disk)
    code, sentence = said_by(server, lambda: take_many(office, taken))
    assert code == "disk_full"
    assert "Tidak ada yang hilang" in sentence
    before = last_seq(office)
    assert said_by(server, lambda: take_ticket(office, "A"))[0] == "disk_full"
    assert last_seq(office) == before
    filler.unlink()
    taken.append(take_ticket(office, "A").number)
    assert taken == [f"A{turn:03d}" for turn in range(1, len(taken) + 1)], "no number was burnt"
    assert [fact.number for fact in journal(office) if fact.kind == "ticket_taken"] == taken
    assert_whole(office)
    office.store.close()


def test_a_disk_too_full_for_the_servers_own_log_stops_it_and_loses_nothing(small_disk):
    server, disk = small_disk
    log = server.data / "pg_wal"
    server.stop()
    shutil.copytree(log, disk / "pg_wal")
    for path in (disk / "pg_wal", *(disk / "pg_wal").rglob("*")):
        shutil.chown(path, "postgres", "postgres")
    (disk / "pg_wal").chmod(0o700)
    shutil.rmtree(log)
    log.symlink_to(disk / "pg_wal")
    server.start()
    place = place_of(server.database())
    new_office(place)
    office = Office(open_store(place), SystemClock())
    taken = [take_ticket(office, "A").number for _ in range(3)]
    filler = fill(disk)
    with suppress(psycopg.Error):
        for _ in range(4):
            server.execute("SELECT pg_switch_wal()")
            server.execute("CREATE TABLE kosong ()")
            server.execute("DROP TABLE kosong")
    assert "No space left on device" in server.said()
    assert said_by(server, lambda: take_many(office, taken))[0] in ("database_gone", "act_lost", "outcome_unknown")
    filler.unlink()
    start_again(server)
    saved = [fact.number for fact in journal(office) if fact.kind == "ticket_taken"]
    assert saved[: len(taken)] == taken
    assert take_ticket(office, "A").number == f"A{len(saved) + 1:03d}"
    assert_whole(office)
    office.store.close()
