"""Whatever moment the power fails: what was acknowledged is there, nothing is half done, and the office goes on."""

from __future__ import annotations

import random
import subprocess
from contextlib import closing
from pathlib import Path

from loket.errors import Trouble
from loket.office.administration import create_office
from loket.office.context import SystemClock
from loket.office.ticketing import take_ticket
from loket.store.sqlite import SqliteStore
from tests.factories import a_catalogue, assert_whole
from tests.faults.disk import Disk
from tests.faults.power import trial, wrong_after
from tests.faults.replay import Replay, restore
from tests.store.worker import ROOT, command


def run_on(disk: Disk, what: str, place: Path, *arguments: object) -> Replay:
    """Let a station work on the disk to its end; gives what the disk did."""
    subprocess.run(
        command(what, place, *arguments), env=disk.environment, cwd=ROOT, check=True, timeout=60,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return disk.replay()


def test_a_busy_office_loses_nothing_in_ten_power_cuts(tmp_path, shim):
    found = list(trial(tmp_path, shim, 2, 5, random.Random(11)))
    assert [each.wrong for each in found] == [[]] * 10
    assert {each.is_torn for each in found} == {True, False}
    assert max(each.acknowledged for each in found) > 20, "the office was at work"


def test_at_every_single_moment_of_a_day_the_power_may_fail(disk, database, tmp_path):
    """Each write, sync and acknowledgement of a station's day is the last once, down to closing the file."""
    replay, chance = run_on(disk, "press", database, 2), random.Random(12)
    assert len(replay.records) > 100
    for moment in range(len(replay.records) + 1):
        replay.play(moment)
        for image in (replay.image(), replay.image(chance)):
            place = restore(image, tmp_path / f"{moment}-{len(list(tmp_path.iterdir()))}") / database.name
            assert wrong_after(place, replay.acknowledged(), "A").wrong == [], f"cut before record {moment}"


def test_the_power_may_fail_while_the_log_is_grown_and_moved_into_the_file(disk, database, tmp_path):
    replay, chance = run_on(disk, "tidy", database, 450), random.Random(13)
    moments = sorted(chance.randrange(len(replay.records)) for _ in range(40))
    for moment in moments:
        replay.play(moment)
        place = restore(replay.image(chance), tmp_path / f"{moment}-{len(list(tmp_path.iterdir()))}") / database.name
        assert wrong_after(place, replay.acknowledged(), "A").wrong == [], f"cut before record {moment}"


def test_the_power_may_fail_while_an_office_is_made(folder, shim, tmp_path):
    disk = Disk(folder, tmp_path / "catatan", shim)
    replay, chance, outcomes = run_on(disk, "create", folder / "loket.db"), random.Random(14), set()
    for moment in range(len(replay.records) + 1):
        replay.play(moment)
        for image in (replay.image(), replay.image(chance)):
            place = restore(image, tmp_path / f"{moment}-{len(list(tmp_path.iterdir()))}") / "loket.db"
            try:
                SqliteStore(place).close()
                outcomes.add("there")
            except Trouble as trouble:
                outcomes.add(trouble.code)
            with closing(SqliteStore(place, create=True)) as store:  # the same command once more
                office = create_office(store, SystemClock(), a_catalogue(), training=False, starter="uji")
                assert take_ticket(office, "A").number == "A001"
                assert_whole(office)
    disk.close()
    assert outcomes == {"database_missing", "there"}
