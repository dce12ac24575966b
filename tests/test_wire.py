"""The network of the tests fails as real ones do, and at the moment that was chosen."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg
import pytest

from tests.wire import Fate, Wire
from tests.wire_talk import Talk


@pytest.fixture
def database(server) -> Iterator[str]:
    """The URL of a database with one empty table, past the wire."""
    url = server.database()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE tiket (nomor text)")
    yield url
    server.drop(url)


def numbers(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [number for (number,) in connection.execute("SELECT nomor FROM tiket ORDER BY nomor")]


def by_the_library(connection: psycopg.Connection, number: str) -> None:
    with connection.transaction():
        connection.execute("INSERT INTO tiket VALUES (%s)", [number])


def in_plain_queries(connection: psycopg.Connection, number: str) -> None:
    connection.execute("BEGIN")
    connection.execute("INSERT INTO tiket VALUES (%s)", [number])
    connection.execute("commit -- selesai")


def prepared(connection: psycopg.Connection, number: str) -> None:
    connection.execute("BEGIN", prepare=True)
    connection.execute("INSERT INTO tiket VALUES (%s)", [number], prepare=True)
    connection.execute("COMMIT", prepare=True)


def in_one_go(connection: psycopg.Connection, number: str) -> None:
    with connection.pipeline(), connection.transaction():
        connection.execute("INSERT INTO tiket VALUES (%s)", [number])


Way = Callable[[psycopg.Connection, str], None]
ways = pytest.mark.parametrize("commit", [by_the_library, in_plain_queries, prepared, in_one_go])


@ways
def test_a_sound_wire_carries_everything(wire: Wire, database: str, commit: Way) -> None:
    with psycopg.connect(wire.url(database), autocommit=True) as connection:
        commit(connection, "A001")
        (text,) = connection.execute("SELECT repeat('antre', 1000000)").fetchone() or ("",)
        assert len(text) == 5_000_000
    assert numbers(database) == ["A001"]


@ways
@pytest.mark.parametrize("fate", [Fate.CUT_BEFORE, Fate.CUT_AFTER])
def test_a_commit_whose_answer_is_lost_is_done_or_not_and_the_client_hears_the_same(
    wire: Wire, database: str, fate: Fate, commit: Way
) -> None:
    with closing(psycopg.connect(wire.url(database), autocommit=True)) as connection:
        commit(connection, "A001")
        wire.at_commit(fate, turn=2)
        commit(connection, "A002")
        with pytest.raises(psycopg.OperationalError):
            commit(connection, "A003")
        assert connection.broken
    wire.wait_for_the_fate()
    assert numbers(database) == ["A001", "A002", "A003"][: 3 if fate is Fate.CUT_AFTER else 2]
    with psycopg.connect(wire.url(database), autocommit=True) as connection:
        commit(connection, "A004")
    assert numbers(database)[-1] == "A004", "the fate comes once"


def answers(connection: psycopg.Connection, seconds: float) -> bool:
    """Wait for bytes from the server, at most so long."""
    return bool(select.select([connection.fileno()], [], [], seconds)[0])


@pytest.mark.parametrize(("fate", "saved"), [(Fate.SILENCE_BEFORE, []), (Fate.SILENCE_AFTER, ["A001"])])
def test_an_answer_can_also_never_come_while_the_connection_stays(
    wire: Wire, database: str, fate: Fate, saved: list[str]
) -> None:
    with closing(psycopg.connect(wire.url(database), autocommit=True)) as connection:
        connection.execute("BEGIN")
        connection.execute("INSERT INTO tiket VALUES ('A001')")
        wire.at_commit(fate)
        connection.pgconn.send_query(b"COMMIT")
        wire.wait_for_the_fate()
        assert not answers(connection, 0.2)
        assert numbers(database) == saved
        wire.cut()
        assert answers(connection, 30), "the end, at last"


def test_a_commit_that_the_server_itself_refuses_is_not_taken_for_one(wire: Wire, database: str) -> None:
    with closing(psycopg.connect(wire.url(database), autocommit=True)) as connection:
        wire.at_commit(Fate.CUT_AFTER)
        connection.execute("BEGIN")
        with pytest.raises(psycopg.errors.UndefinedTable):
            connection.execute("INSERT INTO tidak_ada VALUES (1)")
        assert connection.execute("COMMIT").statusmessage == "ROLLBACK"
        with pytest.raises(psycopg.OperationalError):
            by_the_library(connection, "A001")
    assert numbers(database) == ["A001"]


def test_a_cut_resets_everybody_at_once_and_a_new_connection_works(wire: Wire, database: str) -> None:
    connections = [psycopg.connect(wire.url(database)) for _ in range(3)]
    with socket.create_connection(("127.0.0.1", wire.port)) as bare:
        bare.sendall(b"\0")
        while wire.open < 4:
            assert not select.select([bare], [], [], 0.01)[0]
        wire.cut()
        assert wire.open == 0
        with pytest.raises(ConnectionResetError):
            bare.recv(1)
    for connection in connections:
        with closing(connection), pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    with psycopg.connect(wire.url(database)) as connection:
        connection.execute("SELECT 1")
    assert wire.carried == 5


def test_a_wire_that_refuses_newcomers_keeps_who_is_there(wire: Wire, database: str) -> None:
    with psycopg.connect(wire.url(database)) as connection:
        wire.refuse()
        with pytest.raises(psycopg.OperationalError, match="refused"):
            psycopg.connect(wire.url(database))
        assert connection.execute("SELECT 1").fetchone() == (1,)
        wire.accept()
        psycopg.connect(wire.url(database)).close()


def test_a_wire_that_holds_everything_back_looks_alive_and_goes_on_where_it_was(wire: Wire, database: str) -> None:
    with closing(psycopg.connect(wire.url(database), autocommit=True)) as connection:
        wire.hold()
        connection.pgconn.send_query(b"INSERT INTO tiket VALUES ('A001')")
        assert not answers(connection, 0.2)
        with pytest.raises(psycopg.errors.ConnectionTimeout):
            psycopg.connect(wire.url(database), connect_timeout=2)
        assert numbers(database) == []
        wire.release()
        assert answers(connection, 30)
    assert numbers(database) == ["A001"]


def test_what_is_said_while_the_wire_holds_can_be_cut_off_as_well(wire: Wire, database: str) -> None:
    with closing(psycopg.connect(wire.url(database), autocommit=True)) as connection:
        wire.hold()
        connection.pgconn.send_query(b"INSERT INTO tiket VALUES ('A001')")
        wire.cut()
        wire.release()
        assert answers(connection, 30)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    assert numbers(database) == []


def test_a_long_wire_takes_its_time_there_and_back(wire: Wire, database: str) -> None:
    with psycopg.connect(wire.url(database), autocommit=True) as connection:
        wire.delay_s = 0.1
        began = time.monotonic()
        connection.execute("SELECT 1")
        assert time.monotonic() - began >= 0.2
        wire.delay_s = 0


def test_behind_a_wire_a_server_that_is_gone_is_gone(new_server) -> None:
    server = new_server(durable=False)
    with closing(Wire(server.port)) as wire:
        url = wire.url(server.url("postgres"))
        with closing(psycopg.connect(url)) as connection:
            server.kill()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url)
        server.start()
        psycopg.connect(url).close()


def test_what_is_encrypted_is_carried_and_no_commit_in_it_is_claimed_to_be_seen(new_server) -> None:
    server = new_server(durable=False, tls=True)
    url = server.url("postgres", sslmode="verify-full", sslrootcert=str(server.certificate))
    with closing(Wire(server.port)) as wire, psycopg.connect(wire.url(url)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        with pytest.raises(AssertionError, match="TLS"):
            wire.at_commit(Fate.CUT_AFTER)


def test_messages_are_found_whatever_the_pieces_they_come_in() -> None:
    said = (
        b"\0\0\0\x08\x04\xd2\x16\x2f" + b"\0\0\0\x09\0\x03\0\0\0" + b"Q\0\0\0\x0bSELECT\0"[:12] + b"Q\0\0\0\x0bCOMMIT\0"
    )
    for size in (1, 2, 3, 7, len(said)):
        talk = Talk()
        found = [
            message for start in range(0, len(said), size) for message in talk.from_client(said[start : start + size])
        ]
        assert b"".join(message for message, _ in found) == said
        assert [is_commit for _, is_commit in found] == [False, False, False, True]
        assert list(talk.from_server(b"NC\0\0\0\x0bCOMMIT\0")) == [(b"N", False), (b"C\0\0\0\x0bCOMMIT\0", True)]
