"""The write-ahead log stays at one size; the lock is given in turn; nobody is nudged who does not listen."""

import select
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from loket.office.ticketing import take_ticket
from loket.store.file_care import LOG_BYTES, TIDY_FACTS
from loket.store.lock import ProcessLock


def log_size(database):
    return database.with_name(database.name + "-wal").stat().st_size


def test_the_log_is_grown_once_and_then_overwritten_in_place(office, database):
    assert log_size(database) < LOG_BYTES
    assert office.store.tidy()
    grown = log_size(database)
    assert LOG_BYTES <= grown < 1.3 * LOG_BYTES
    assert not office.store.tidy(), "nothing was done meanwhile"
    for _ in range(3):
        take_ticket(office, "A")
    assert log_size(database) == grown


def test_the_log_is_put_back_to_its_beginning_after_enough_facts(office, database):
    office.store.tidy()
    with office.acting() as work:
        for number in range(TIDY_FACTS):
            work.book.append("clock_moved", work.now, {"from": str(number)})
    before = log_size(database)
    assert office.store.tidy()
    assert log_size(database) == before
    moved = office.store.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    assert moved[1] < 20, "only what tidying itself has written is left in the log"


def test_the_log_is_never_moved_while_another_station_writes(office, database, monkeypatch):
    """SQLite up to 3.51.2 can lose commits when both happen at once."""
    monkeypatch.setattr("loket.store.sqlite.PATIENCE_S", 0.05)
    office.store.tidy()
    with office.acting() as work:
        for number in range(TIDY_FACTS):
            work.book.append("clock_moved", work.now, {"from": str(number)})
    before = database.read_bytes()
    other = ProcessLock(database.with_name(database.name + "-lock"))
    assert other.acquire(0)
    assert not office.store.tidy()
    assert database.read_bytes() == before
    other.close()
    assert office.store.tidy()
    assert database.read_bytes() != before


def test_a_lock_that_is_taken_is_waited_for(tmp_path):
    first, second = ProcessLock(tmp_path / "lock"), ProcessLock(tmp_path / "lock")
    assert first.acquire(0)
    threading.Timer(0.05, first.release).start()
    assert second.acquire(10)
    assert not first.acquire(0)
    second.release()
    assert first.acquire(0)
    first.close()
    second.close()


def test_who_lost_patience_does_not_keep_the_lock_that_comes_too_late(tmp_path):
    first, second = ProcessLock(tmp_path / "lock"), ProcessLock(tmp_path / "lock")
    assert first.acquire(0)
    assert not second.acquire(0.01)
    first.release()
    until = time.monotonic() + 10
    while not first.acquire(0):
        assert time.monotonic() < until, "the thread that was left standing gives the lock back at once"
    first.close()
    second.close()


def test_who_lost_patience_may_wait_again_and_gets_it_once(tmp_path):
    first, second, third = (ProcessLock(tmp_path / "lock") for _ in range(3))
    assert first.acquire(0)
    assert not second.acquire(0.01)
    threading.Timer(0.05, first.release).start()
    assert second.acquire(10)
    assert not third.acquire(0.01)
    second.release()
    assert third.acquire(10)
    for lock in (first, second, third):
        lock.close()


def test_many_threads_hold_a_lock_one_after_the_other_and_all_come_to_it(tmp_path):
    inside, most, rounds = [0], [0], 50
    barrier = threading.Barrier(8)

    def work() -> None:
        lock = ProcessLock(tmp_path / "lock")
        barrier.wait()
        for _ in range(rounds):
            assert lock.acquire(10)
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            inside[0] -= 1
            done.append(1)
            lock.release()
        lock.close()

    done: list[int] = []
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(done) == 8 * rounds
    assert most[0] == 1


def test_a_lock_is_freed_when_it_is_closed(tmp_path):
    first, second = ProcessLock(tmp_path / "lock"), ProcessLock(tmp_path / "lock")
    assert first.acquire(0)
    first.close()
    assert second.acquire(0)
    waits = ProcessLock(tmp_path / "lock")
    threading.Timer(0.05, second.release).start()
    assert waits.acquire(10)
    waits.close()
    assert second.acquire(10)
    second.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "lock" and not _ends(thread)]


def _ends(thread: threading.Thread) -> bool:
    thread.join(10)
    return not thread.is_alive()


def test_a_listener_hears_a_commit_and_nobody_is_told_without_one(office, monkeypatch):
    nudge = office.store._nudge
    listener = nudge.ear()
    if listener is None:
        pytest.skip("no multicast on the loopback of this machine")
    sent: list[object] = []
    take_ticket(office, "A")
    assert select.select([listener], [], [], 5)[0]
    listener.close()
    with monkeypatch.context() as patch:
        patch.setattr(nudge, "_sender", type("Sender", (), {"sendto": lambda *_: sent.append(1)})())
        take_ticket(office, "A")
    assert not sent


def test_the_lock_is_got_in_the_order_in_which_it_was_asked_for(tmp_path):
    """Also by those who have just had it: nobody overtakes, however quick he is."""
    first = ProcessLock(tmp_path / "lock")
    assert first.acquire(10)
    got: list[int] = []
    threads = [threading.Thread(target=_get, args=(tmp_path / "lock", number, got)) for number in range(6)]
    for number, thread in enumerate(threads, start=1):
        thread.start()
        _until_tickets(tmp_path / "lock-line", number)
    first.release()
    assert first.acquire(10), "who comes again goes to the end of the line"
    assert got == list(range(6))
    first.close()
    for thread in threads:
        thread.join(10)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no line")
def test_whoever_dies_in_the_line_is_stepped_over(tmp_path):
    first, last = ProcessLock(tmp_path / "lock"), ProcessLock(tmp_path / "lock")
    assert first.acquire(10)
    waits = "import sys; from pathlib import Path; from loket.store.lock import ProcessLock; "
    waits += "ProcessLock(Path(sys.argv[1])).acquire(60)"
    dying = subprocess.Popen([sys.executable, "-c", waits, str(tmp_path / "lock")])
    _until_tickets(tmp_path / "lock-line", 1)
    assert not last.acquire(0.01)
    dying.kill()
    dying.wait()
    assert not last.acquire(0.05), "the lock itself is still held"
    first.release()
    assert last.acquire(10)
    first.close()
    last.close()


def _get(path: Path, number: int, got: list[int]) -> None:
    lock = ProcessLock(path)
    assert lock.acquire(10)
    got.append(number)
    lock.close()


def _until_tickets(line: Path, many: int) -> None:
    until = time.monotonic() + 20
    while not line.exists() or int.from_bytes(line.read_bytes()[:8], "little") < many:
        assert time.monotonic() < until, "nobody else has come to the line"
