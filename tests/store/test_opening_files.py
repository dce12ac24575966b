"""What lies at the path is looked at before anything is written."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from loket.errors import Trouble
from loket.office.boards import kiosk_board
from loket.office.context import Office, SystemClock
from loket.office.ticketing import take_ticket
from loket.store.sqlite import SqliteStore
from tests.store.worker import ROOT


def open_and_work(path: Path, *, create: bool) -> None:
    """Open the office at `path`, look at it and take a ticket."""
    with closing(SqliteStore(path, create=create)) as store:
        office = Office(store, SystemClock())
        kiosk_board(office)
        take_ticket(office, "A")


def trouble_at(path: Path, *, create: bool = False) -> Trouble:
    """Open `path`, which must end in trouble and leave every byte as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(Trouble) as trouble:
        open_and_work(path, create=create)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert str(path) in str(trouble.value) or str(path.parent) in str(trouble.value)
    return trouble.value


def test_a_missing_office_is_not_made_by_looking(tmp_path):
    path = tmp_path / "loket.db"
    assert trouble_at(path).code == "database_missing"
    assert not list(tmp_path.iterdir())


def test_an_empty_file_is_left_alone(tmp_path):
    path = tmp_path / "loket.db"
    path.touch()
    assert trouble_at(path).code == "database_missing"


def test_a_text_file_is_reported_and_left_alone(tmp_path):
    path = tmp_path / "catatan.txt"
    path.write_text("Ini bukan basis data. " * 200)
    assert trouble_at(path).code == "database_damaged"
    assert trouble_at(path, create=True).code == "database_damaged"


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "lain.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE antrian (nomor INTEGER)")
    other.close()
    assert trouble_at(path).code == "database_foreign"
    assert trouble_at(path, create=True).code == "database_foreign"


def test_another_programs_database_without_tables_is_left_alone_too(tmp_path):
    path = tmp_path / "lain.db"
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA application_id = 42")
    other.close()
    assert trouble_at(path, create=True).code == "database_foreign"


def test_a_database_of_a_newer_loket_is_refused(database):
    with sqlite3.connect(database) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    trouble = trouble_at(database)
    assert trouble.code == "database_newer"
    assert "99" in str(trouble)


def fill(database: Path) -> None:
    """Take enough tickets that the file has many pages."""
    office = Office(SqliteStore(database), SystemClock())
    for _ in range(200):
        take_ticket(office, "A")
    office.store.close()


@pytest.mark.parametrize("part", [0.02, 0.3, 0.9])
def test_a_file_that_was_cut_off_is_reported_and_left_as_it_is(database, part):
    fill(database)
    whole = database.read_bytes()
    database.write_bytes(whole[: int(len(whole) * part)])
    assert trouble_at(database).code == "database_damaged"


@pytest.mark.parametrize("first", [0, 100, 2048, 40_000])
def test_a_file_with_bytes_overwritten_is_reported_and_left_as_it_is(database, first):
    fill(database)
    damaged = bytearray(database.read_bytes())
    damaged[first : first + 60_000] = b"\xa5" * len(damaged[first : first + 60_000])
    database.write_bytes(damaged)
    assert trouble_at(database).code == "database_damaged"


def test_a_folder_is_no_database(tmp_path):
    assert trouble_at(tmp_path).code == "database_unwritable"


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "berkas").write_text("x")
    assert trouble_at(tmp_path / "berkas" / "loket.db").code in ("database_missing", "database_unwritable")
    assert trouble_at(tmp_path / "berkas" / "loket.db", create=True).code == "database_unwritable"


READ_ONLY = """
import os, sys
sys.path.insert(0, {root!r})
from loket.cli import main
import loket.office.calling, loket.office.ticketing
main(["status", "--database", {path!r}])          # everything is imported while everything may be read
os.chmod({folder!r}, 0o555); os.chmod({path!r}, 0o444)
if os.geteuid() == 0:
    os.setegid(65534); os.seteuid(65534)
print("---", flush=True)
sys.exit(main(["take", "A", "--database", {path!r}]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other permissions there")
def test_a_read_only_folder_ends_in_one_clear_sentence(database, tmp_path):
    folder = Path("/tmp") / f"loket-baca-saja-{tmp_path.parent.name}-{tmp_path.name}"
    folder.mkdir()
    path = folder / "loket.db"
    path.write_bytes(database.read_bytes())
    try:
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY.format(root=str(ROOT), path=str(path), folder=str(folder))],
            cwd=ROOT, text=True, capture_output=True, timeout=30, check=False,
        )  # fmt: skip
    finally:
        folder.chmod(0o755)
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
    assert done.returncode == 3, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("loket: Basis data")
    assert "izin" in line
