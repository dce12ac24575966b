"""What was told is there: through a full disk, a killed process, and with one sync a press."""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
from contextlib import closing

import pytest

from loket.errors import Trouble
from loket.office.context import Office, SystemClock
from loket.office.ticketing import take_ticket
from loket.store.sqlite import SqliteStore
from tests.factories import assert_whole, journal, last_seq
from tests.store.worker import ROOT, begin, command, run


def numbers(office: Office) -> list[str]:
    return [str(fact.number) for fact in journal(office) if fact.kind == "ticket_taken"]


def take_until_trouble(office: Office, taken: list[str]) -> None:
    """Take tickets until the disk says no."""
    while True:
        taken.append(take_ticket(office, "A").number)


def test_a_full_disk_burns_no_number_and_the_office_goes_on_after(office):
    pages = office.store._db.execute("PRAGMA page_count").fetchone()[0]
    office.store._db.execute(f"PRAGMA max_page_count = {pages + 12}")
    taken: list[str] = []
    with pytest.raises(Trouble) as trouble:
        take_until_trouble(office, taken)
    assert trouble.value.code == "disk_full"
    assert str(office.store.place.parent) in str(trouble.value)
    before = last_seq(office)
    with pytest.raises(Trouble):
        take_ticket(office, "A")
    assert last_seq(office) == before
    assert numbers(office) == taken
    assert_whole(office)
    office.store._db.execute("PRAGMA max_page_count = 1000000")
    assert take_ticket(office, "A").number == f"A{len(taken) + 1:03d}"


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on file sizes")
def test_a_disk_that_takes_no_more_bytes_is_told_and_nothing_is_lost(database):
    said = run("fill", database, 200_000).split("\n")[:-1]
    taken = [line for line in said if line.startswith("A")]
    troubles = [line for line in said if line.startswith("trouble")]
    assert len(taken) > 10
    assert len(troubles) == 2
    assert set(troubles) <= {"trouble disk_full", "trouble disk_trouble"}
    assert taken == [f"A{turn:03d}" for turn in range(1, len(taken) + 1)], "no number was burnt"
    with closing(SqliteStore(database)) as store:
        office = Office(store, SystemClock())
        assert numbers(office) == taken
        assert_whole(office)


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_whatever_moment_the_power_goes_every_acknowledged_ticket_is_there(database):
    chance, acknowledged = random.Random(8), []
    for _ in range(8):
        station = begin("issue", database, 10_000)
        assert station.stdout is not None
        for _ in range(chance.randrange(1, 40)):
            acknowledged.append(station.stdout.readline().strip())
        station.send_signal(signal.SIGKILL)
        acknowledged += station.stdout.read().split("\n")[:-1]
        station.wait()
        station.stdout.close()
    with closing(SqliteStore(database)) as store:
        office = Office(store, SystemClock())
        saved = numbers(office)
        assert not set(acknowledged) - set(saved)
        assert len(saved) == len(set(saved))
        assert len(saved) - len(acknowledged) <= 8, "at most the one ticket of each cut that nobody was told of"
        assert_whole(office)
        last = max(int(number[1:]) for number in saved if number[0] == "A")
        assert take_ticket(office, "A").number == f"A{last + 1:03d}"
        assert_whole(office)


def syncs(database, presses: int, log) -> int:
    """Count the syncs of a process that presses every button of a day `presses` times."""
    traced = [
        "strace", "-f", "-qq", "-e", "trace=fsync,fdatasync,sync_file_range,msync", "-o", str(log),
        *command("press", database, presses),
    ]  # fmt: skip
    done = subprocess.run(traced, cwd=ROOT, text=True, capture_output=True, check=False, timeout=60)
    if "ptrace" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("NOT SHOWN HERE: one sync per press (ptrace is forbidden on this machine)")
    assert done.returncode == 0, done.stderr
    return len(re.findall(r"\b(?:fsync|fdatasync|sync_file_range|msync)\(", log.read_text()))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counted with strace")
def test_each_press_is_exactly_one_sync(database, tmp_path):
    if shutil.which("strace") is None:
        pytest.skip("NOT SHOWN HERE: one sync per press (strace is not installed)")
    run("press", database, 2)
    few, many = 5, 25
    # taking, starting, and "finish and call the next": three presses each time
    first = syncs(database, few, tmp_path / "few")
    more = syncs(database, many, tmp_path / "many")
    assert more - first == 3 * (many - few)


def test_looking_writes_nothing(office):
    take_ticket(office, "A")
    log = office.store.place.with_name("loket.db-wal")
    before = log.stat()
    for _ in range(3):
        journal(office)
        assert_whole(office)
    assert log.stat().st_mtime_ns == before.st_mtime_ns


def test_a_backup_in_parts_is_one_picture_whatever_is_written_meanwhile(office, database, tmp_path, monkeypatch):
    monkeypatch.setattr("loket.store.file_care.PART_PAGES", 1)
    other = Office(SqliteStore(database), SystemClock())
    take_ticket(office, "A")
    told: list[int] = []

    def tell(done: int, _total: int) -> None:
        told.append(done)
        take_ticket(other, "B")

    copy = Office(SqliteStore(office.store.backup(tmp_path / "salinan", "uji", tell)), SystemClock())
    assert told == sorted(told), "it was not begun anew"
    assert len(told) > 5
    assert [fact.number for fact in journal(copy) if fact.kind == "ticket_taken"] == ["A001"]
    assert_whole(copy)
    copy.store.close()
    other.store.close()
