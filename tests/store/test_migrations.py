"""From one version of the tables to the next: once, whole, and with a copy of before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from loket.errors import Trouble
from loket.office.context import Office, SystemClock
from loket.office.ticketing import take_ticket
from loket.store import migrations, sqlite
from loket.store.sqlite import SqliteStore
from tests.factories import assert_whole, journal
from tests.store.worker import begin

KNOWN = ["m0001_first_tables", "m0002_paper", "m0003_order", "m0004_appointments", "m0005_yielding"]


def versions(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY name")]


def test_several_stations_make_one_new_file_at_once(tmp_path):
    path = tmp_path / "loket.db"
    stations = [begin("create", path) for _ in range(6)]
    said = [station.communicate(timeout=30) for station in stations]
    assert [station.returncode for station in stations] == [0] * 6
    assert [out for out, _ in said] == ["0\n"] * 6
    assert versions(path) == KNOWN


@pytest.fixture
def next_version(monkeypatch):
    """A Loket that knows one more step; `break_it` makes that step fail in its middle."""
    known_steps = migrations.steps
    broken: list[str] = []

    def steps():
        known = known_steps()

        @known()
        def one_more_step(db):
            db.execute("CREATE TABLE sesuatu (isi TEXT NOT NULL) STRICT")
            if broken:
                db.execute("INSERT INTO tidak_ada VALUES (1)")

        return known

    monkeypatch.setattr(migrations, "steps", steps)
    monkeypatch.setattr(sqlite, "NEWEST", len(KNOWN) + 1)
    return broken


def backups(database: Path) -> list[Path]:
    return sorted((database.parent / "cadangan").glob("*.db"))


def test_a_copy_of_before_is_kept_when_the_tables_change(database, next_version):
    with closing(SqliteStore(database)) as store:
        office = Office(store, SystemClock())
        assert take_ticket(office, "A").number == "A001"
        assert_whole(office)
    assert versions(database) == [*KNOWN, "one_more_step"]
    (copy,) = backups(database)
    assert f"sebelum-versi-{len(KNOWN) + 1}" in copy.name
    assert versions(copy) == KNOWN
    with closing(SqliteStore(database)):
        assert backups(database) == [copy], "the second start changes nothing and copies nothing"


def test_a_step_that_fails_leaves_the_old_tables_whole(database, next_version):
    next_version.append("broken")
    with pytest.raises(sqlite3.OperationalError):
        SqliteStore(database)
    assert versions(database) == KNOWN
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(KNOWN),)
        assert not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'sesuatu'").fetchall()
    assert len(backups(database)) == 1
    next_version.clear()
    with closing(SqliteStore(database)) as store:
        assert journal(Office(store, SystemClock()))


def test_after_the_tables_have_changed_an_older_loket_keeps_its_hands_off(database, next_version, monkeypatch):
    SqliteStore(database).close()
    monkeypatch.undo()
    with pytest.raises(Trouble) as trouble:
        SqliteStore(database)
    assert trouble.value.code == "database_newer"


def test_a_backup_is_a_whole_office_of_its_own(office, tmp_path):
    take_ticket(office, "A")
    copy = office.store.backup(tmp_path / "salinan", "uji")
    take_ticket(office, "A")
    with closing(SqliteStore(copy)) as store:
        other = Office(store, SystemClock())
        assert_whole(other)
        assert take_ticket(other, "A").number == "A002"
    assert take_ticket(office, "A").number == "A003"


def test_a_backup_that_cannot_be_written_leaves_nothing_half_done(office, tmp_path):
    (tmp_path / "salinan").write_text("bukan folder")
    with pytest.raises(Trouble):
        office.store.backup(tmp_path / "salinan", "uji")
    assert (tmp_path / "salinan").read_text() == "bukan folder"
