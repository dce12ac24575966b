"""A disk that fails at any single call, is write-protected, or lies about a sync: told clearly, nothing in between."""

from __future__ import annotations

import errno
import random
from contextlib import closing
from pathlib import Path

import pytest

from loket.bench import scene
from loket.bench.kills import lost
from loket.office.context import Office, SystemClock
from loket.store.lock import ProcessLock
from loket.store.sqlite import SqliteStore
from tests.factories import assert_whole
from tests.faults.disk import Act, Disk, Of
from tests.faults.power import wrong_after
from tests.faults.replay import restore
from tests.faults.station import Station


def assert_sound(disk: Disk, database: Path, tmp_path: Path) -> None:
    """What was acknowledged is in the office, also after a power cut at any of 30 moments; its station has left."""
    replay, chance = disk.replay(), random.Random(15)
    replay.play(len(replay.records))
    with closing(SqliteStore(database)) as store:
        office = Office(store, SystemClock())
        assert lost(office, replay.acknowledged()) == []
        assert scene.wrong_numbers(office) == []
        assert_whole(office)
    replay = disk.replay()
    for moment in sorted(chance.randrange(len(replay.records) + 1) for _ in range(30)):
        replay.play(moment)
        place = restore(replay.image(chance), tmp_path / f"{moment}-{len(list(tmp_path.iterdir()))}") / database.name
        assert wrong_after(place, replay.acknowledged(), "A").wrong == [], f"cut before record {moment}"


ITS_OWN = Of.DATABASE | Of.LOG | Of.INDEX
"""SQLite's files. It overlooks a failed sync of the folder; ext4 makes sure of a name with the file's own sync."""

PRESSES = ("take A", "call 1", "start 1", "finish 1", "take B")


@pytest.mark.parametrize(
    ("act", "error", "codes"),
    [
        # Of its index file SQLite does not say that room is missing; the sentence asks to look for that too.
        (Act.WRITE, errno.ENOSPC, {"disk_full", "disk_trouble"}),
        (Act.WRITE, errno.EIO, {"disk_trouble"}),
        (Act.SYNC, errno.EIO, {"disk_trouble"}),
        (Act.SYNC, errno.ENOSPC, {"disk_trouble"}),
    ],
)
def test_whatever_call_of_a_press_fails_it_is_told_and_the_next_press_succeeds(
    disk, database, tmp_path, act, error, codes
):  # fmt: skip
    """The n-th call fails for every n that a press has; a failed sync loses what was written before it for good."""
    struck = 0
    with Station(disk, database) as station:
        for press in PRESSES:
            for after in range(1000):
                disk.fail(act, error, files=ITS_OWN, after=after, times=1)
                answer = station.do(press)
                if not disk.failed:
                    assert not answer.startswith("Trouble")
                    break
                struck += 1
                assert answer.split()[0] == "Trouble", answer
                assert answer.split()[1] in codes
                disk.mend()
                assert station.do("look").startswith("waiting")
            else:
                pytest.fail("a press has no thousand calls")
    assert struck >= len(PRESSES)
    assert_sound(disk, database, tmp_path)


@pytest.mark.parametrize(("act", "error"), [(Act.WRITE, errno.EIO), (Act.SYNC, errno.EIO), (Act.WRITE, errno.ENOSPC)])
def test_whatever_call_of_the_housekeeping_fails_nothing_is_lost(disk, database, tmp_path, act, error):
    """Growing the log, moving it into the file, and the header of the log that begins again."""
    with Station(disk, database) as station:
        for after in (0, 1, 2, 3, 4, 7, 20, 400, 3000):
            for _ in range(150):
                station.do("take A")
            disk.fail(act, error, after=after, times=1)
            station.do("tidy")
            station.do("take B")
            disk.mend()
            station.do("tidy")
    assert_sound(disk, database, tmp_path)


@pytest.mark.parametrize("files", [Of.DATABASE, Of.LOG, Of.INDEX], ids=str)
def test_a_disk_that_stays_broken_is_told_every_time_and_believed_again_when_it_is_mended(disk, database, files):
    with Station(disk, database) as station:
        station.do("take A")
        disk.fail(Act.WRITE | Act.SYNC, errno.EIO, files=files)
        answers = {station.do("take A").split()[0] for _ in range(5)}
        assert answers <= {"Trouble", "ticket_taken"}
        assert files is not Of.LOG or answers == {"Trouble"}
        disk.mend()
        assert station.do("take A").startswith("ticket_taken")


def test_a_disk_that_becomes_read_only_is_told_and_the_boards_stay(disk, database, tmp_path):
    """As Linux does with a disk that has errors (errors=remount-ro)."""
    with Station(disk, database) as station:
        assert station.do("number A") == "A001"
        disk.write_protect()
        assert station.trouble("number A") in ("disk_trouble", "database_unwritable")
        assert station.trouble("call 1") in ("disk_trouble", "database_unwritable")
        assert station.do("look") == "waiting 1"
        disk.mend()
        assert station.do("number A") == "A002"
    assert_sound(disk, database, tmp_path)


def test_on_a_read_only_disk_a_press_waits_its_turn_and_is_told_then(disk, database):
    with Station(disk, database) as station:
        assert station.do("number A") == "A001"
        disk.write_protect()
        other = ProcessLock(database.with_name(database.name + "-lock"))
        assert other.acquire(5)
        assert station.trouble("number A") == "database_busy"
        other.close()
        assert station.trouble("number A") in ("disk_trouble", "database_unwritable")
        disk.mend()
        assert station.do("number A") == "A002"


@pytest.mark.parametrize(
    ("acts", "error", "files"),
    [
        (Act.WRITE | Act.OPEN | Act.TRUNCATE | Act.UNLINK, errno.EROFS, ~Of(0)),
        (Act.OPEN, errno.EACCES, ~Of(0)),
        (Act.OPEN, errno.EACCES, Of.DATABASE | Of.LOG | Of.INDEX),
        (Act.OPEN, errno.EACCES, Of.LOG | Of.INDEX | Of.OTHER),
    ],
    ids=["read-only disk", "file and folder not ours", "read-only file", "read-only folder"],
)
def test_a_station_that_may_not_write_says_so_and_opens_once_it_may(disk, database, acts, error, files):
    disk.fail(acts, error, files=files)
    with Station(disk, database) as station:
        for _ in range(2):
            assert station.trouble("number A") == "database_unwritable"
        disk.mend()
        assert station.do("number A") == "A001"


def test_an_office_that_was_safe_is_read_with_a_bad_sector_in_one_sentence(disk, database):
    disk.fail(Act.READ, errno.EIO)
    with Station(disk, database) as station:
        assert station.trouble("number A") == "disk_trouble"
        disk.mend()
        assert station.do("number A") == "A001"
