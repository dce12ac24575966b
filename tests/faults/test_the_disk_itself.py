"""The disk of these tests loses what a real disk may lose, and keeps what a real disk must keep."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from contextlib import closing

import pytest

from loket.bench.kills import lost
from loket.office.context import Office, SystemClock
from loket.store.sqlite import SqliteStore
from tests.faults.disk import Disk
from tests.faults.replay import Kind, is_kept, restore
from tests.faults.station import Station
from tests.store.worker import ROOT, command

FILES = """
import os, sys
def put(name, data, *, sync):
    file = os.open(os.path.join({folder!r}, name), os.O_RDWR | os.O_CREAT)
    os.write(file, data)
    if sync:
        os.fsync(file)
    os.close(file)
{script}
"""


@pytest.fixture
def bare(folder, shim, tmp_path):
    """A disk with one old file."""
    (folder / "lama").write_bytes(b"satu dua")
    disk = Disk(folder, tmp_path / "catatan", shim)
    yield disk
    disk.close()


def do(disk: Disk, script: str) -> None:
    """Run a script on a watched disk; the power fails at its end."""
    program = FILES.format(folder=str(disk.folder), script=script)
    subprocess.run([sys.executable, "-c", program], env=disk.environment, cwd=ROOT, check=True, timeout=30)


def sure(disk: Disk, until: int | None = None) -> dict[str, bytes]:
    replay = disk.replay()
    replay.play(len(replay.records) if until is None else until)
    return replay.image()


def test_what_was_synced_is_there_and_the_rest_may_not_be(bare):
    do(bare, "put('sinkron', b'A' * 3000, sync=True); put('lupa', b'B' * 3000, sync=False)")
    assert sure(bare) == {"lama": b"satu dua", "sinkron": b"A" * 3000}


def test_a_sync_promises_nothing_of_what_is_written_after_it(bare):
    do(bare, "put('lama', b'SATU', sync=True); put('lama', b'12345678', sync=False)")
    assert sure(bare)["lama"] == b"SATU dua"


def test_a_sync_that_has_not_ended_has_promised_nothing(bare):
    do(bare, "put('lama', b'SATU', sync=True)")
    kinds = [record.kind for record in bare.records()]
    assert kinds == [Kind.MADE, Kind.WROTE, Kind.BEGIN, Kind.END]
    assert [sure(bare, until)["lama"] for until in range(5)] == [b"satu dua"] * 4 + [b"SATU dua"]


def test_a_name_is_old_or_new_until_something_is_synced(bare):
    do(bare, "os.rename(os.path.join({0!r}, 'lama'), os.path.join({0!r}, 'baru'))".format(str(bare.folder)))
    replay = bare.replay()
    replay.play(len(replay.records))
    seen = {tuple(replay.image(random.Random(seed))) for seed in range(20)}
    assert seen == {("lama",), ("baru",)}
    assert tuple(replay.image()) == ("lama",)


def test_of_what_is_not_synced_a_cut_leaves_nothing_all_or_torn_parts(bare):
    do(bare, "put('lama', b'X' * 4096, sync=False)")
    replay = bare.replay()
    replay.play(len(replay.records))
    left = [replay.image(random.Random(seed))["lama"] for seed in range(60)]
    assert b"satu dua" in left
    assert b"X" * 4096 in left
    torn = [each for each in left if each not in (b"satu dua", b"X" * 4096)]
    assert torn, "and in between"
    whole = {b"X" * 512, bytes(512), b"satu dua".ljust(512, b"\0")}
    assert all(each.ljust(4096, b"\0")[at : at + 512] in whole for each in torn for at in range(0, 4096, 512))


@pytest.mark.parametrize(("what", "count"), [("press", 3), ("tidy", 450)])
def test_nothing_that_sqlite_does_to_its_files_goes_unseen(disk, database, what, count):
    """All that was told, played again, gives the very bytes that lie in the folder."""
    subprocess.run(
        command(what, database, count), env=disk.environment, cwd=ROOT, check=True, timeout=60,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    replay = disk.replay()
    replay.play(len(replay.records))
    assert replay.everything() == {file.name: file.read_bytes() for file in disk.folder.iterdir() if is_kept(file)}


@pytest.mark.parametrize("slower_ms", [3.5, 12.0])
def test_on_a_slow_disk_every_press_waits_for_one_sync(disk, database, slower_ms):
    """3.5 ms is a consumer's SSD, 12 ms a hard disk."""
    with Station(disk, database) as station:
        station.do("take A")
        disk.slow(slower_ms)
        before, began = disk.told_bytes(), time.perf_counter()
        for _ in range(5):
            station.do("take A")
        took, after = time.perf_counter() - began, disk.told_bytes()
        disk.mend()
    syncs = [each for each in disk.records() if before <= each.serial < after and each.kind is Kind.END]
    assert len(syncs) == 5
    assert took >= 5 * slower_ms / 1000


def test_with_a_disk_nobody_waits_for_acknowledged_tickets_are_lost(disk, database, tmp_path):
    """So these tests can fail: it is what they are there to find."""
    subprocess.run(
        command("careless", database, 20), env=disk.environment, cwd=ROOT, check=True, timeout=60,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    replay = disk.replay()
    replay.play(max(number for number, record in enumerate(replay.records) if record.kind is Kind.SAID) + 1)
    acknowledged = replay.acknowledged()
    assert len(acknowledged) == 20
    path = restore(replay.image(), tmp_path / "sesudah") / database.name
    with closing(SqliteStore(path)) as store:
        assert len(lost(Office(store, SystemClock()), acknowledged)) > 10
