"""The server that the tests of many PCs stand on is a real one and behaves like one, well or badly."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests import postgres, processes
from tests.postgres import ROOT, Server
from tests.postgres_programs import NotHere


def table(url: str) -> psycopg.Connection:
    """Connect and make a table with one row."""
    connection = psycopg.connect(url, autocommit=True)
    connection.execute("CREATE TABLE tiket (nomor text)")
    connection.execute("INSERT INTO tiket VALUES ('A001')")
    return connection


def numbers(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [number for (number,) in connection.execute("SELECT nomor FROM tiket ORDER BY nomor")]


def test_a_server_is_there_for_a_test_and_its_databases_are_strangers_to_each_other(server):
    first, second = server.database(), server.database()
    table(first).close()
    assert numbers(first) == ["A001"]
    with pytest.raises(psycopg.errors.UndefinedTable):
        numbers(second)
    server.drop(first)
    server.drop(second)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(first)


def test_a_client_is_an_ordinary_user_with_a_password(server, office_url, monkeypatch):
    database = office_url.partition("?")[0]
    with psycopg.connect(database) as connection:
        assert connection.execute(
            "SELECT current_user, usesuper FROM pg_user WHERE usename = current_user"
        ).fetchall() == [("loket", False)]
    monkeypatch.setenv("PGPASSWORD", "salah")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(database)


def test_an_office_of_a_test_leaves_nothing_behind(server, database_of_offices):
    url = server.office_url(database_of_offices)
    schema = "loket_" + url.partition("office=")[2]
    count = "SELECT count(*) FROM pg_namespace WHERE nspname = %s"
    with psycopg.connect(database_of_offices, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{schema}"')
        connection.execute(f'CREATE TABLE "{schema}".tiket (nomor text)')
        assert connection.execute(count, [schema]).fetchone() == (1,)
        server.drop_office(url)
        assert connection.execute(count, [schema]).fetchone() == (0,)


def test_a_database_can_sort_as_the_office_s_language_does(server):
    texts = "SELECT array_agg(t ORDER BY t) FROM unnest(ARRAY['b', 'B', 'a', 'é', 'f']) AS t"
    for locale, order in (("", ["B", "a", "b", "f", "é"]), ("id-ID", ["a", "b", "B", "é", "f"])):
        url = server.database(icu_locale=locale)
        with psycopg.connect(url) as connection:
            assert connection.execute(texts).fetchone() == (order,)
        server.drop(url)


def test_a_killed_server_comes_back_with_what_it_had_committed(new_server):
    server = new_server()
    url = server.database()
    port, members = server.port, processes.family(server.pid)
    assert len(members) > 4, "the server has processes of its own"
    with closing(table(url)) as connection:
        connection.execute("BEGIN")
        connection.execute("INSERT INTO tiket VALUES ('A002')")
        server.kill()
        assert [pid for pid in members if processes.born(pid)] == []
        with pytest.raises(psycopg.OperationalError, match="server closed the connection"):
            connection.execute("COMMIT")
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(url)
    server.start()
    assert server.port == port
    assert numbers(url) == ["A001"], "what was not committed is not there"
    assert "was not properly shut down" in server.said()


def test_a_server_that_is_stopped_says_goodbye_and_starts_again(new_server):
    server = new_server(durable=False)
    url = server.database()
    with table(url) as connection:
        server.restart()
        with pytest.raises(psycopg.errors.AdminShutdown):
            connection.execute("SELECT 1")
    assert numbers(url) == ["A001"]


def answers(connection: psycopg.Connection, seconds: float) -> bool:
    """Wait for bytes from the server, at most so long."""
    return bool(select.select([connection.fileno()], [], [], seconds)[0])


def test_a_frozen_server_answers_nobody_until_it_thaws(new_server):
    server = new_server(durable=False)
    url = server.database()
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        server.freeze()
        connection.pgconn.send_query(b"SELECT 1")
        assert not answers(connection, 0.3)
        with pytest.raises(psycopg.errors.ConnectionTimeout):
            psycopg.connect(url, connect_timeout=2)
        server.thaw()
        assert answers(connection, 30)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_server_with_a_certificate_takes_encrypted_connections_only(new_server):
    server = new_server(durable=False, tls=True)
    url = server.url("postgres")
    with psycopg.connect(url, sslmode="verify-full", sslrootcert=str(server.certificate)) as connection:
        assert connection.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone() == (True,)
    with pytest.raises(psycopg.OperationalError, match="no encryption"):
        psycopg.connect(url, sslmode="disable")
    stranger = Path(server.folder / "data" / "PG_VERSION")
    with pytest.raises(psycopg.OperationalError, match="certificate"):
        psycopg.connect(url, sslmode="verify-full", sslrootcert=str(stranger))


def test_the_shared_server_is_not_to_be_stopped_by_one_test(server):
    for act in (server.stop, server.kill, server.freeze, server.close):
        with pytest.raises(AssertionError, match="share"):
            act()


def test_a_durable_server_writes_every_commit_to_the_disk_and_a_quick_one_leaves_that_to_the_system(new_server, server):
    asked = "SELECT current_setting('fsync'), current_setting('synchronous_commit')"
    assert new_server().execute(asked) == [("on", "on")]
    assert server.execute(asked) == [("off", "on")]


def test_the_workers_of_a_run_share_one_server_and_it_ends_with_the_run(server, tmp_path):
    run = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    ask = [sys.executable, "-m", "tests.postgres", str(tmp_path), str(run.pid)]
    environment = {**os.environ, "PGPASSWORD": ""}
    workers = [subprocess.Popen(ask, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    first, second = (Server.of(worker.communicate(timeout=90)[0]) for worker in workers)
    assert first == second
    assert first.port != server.port
    assert first.execute("SELECT 1") == [(1,)]
    members = processes.family(first.pid)
    run.kill()
    run.communicate()
    processes.wait_for_the_end(*members)
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(first.url("postgres"), password=first.password)


def test_a_machine_without_a_server_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("LOKET_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(NotHere, match="apt-get install postgresql"):
        postgres.new_server()
