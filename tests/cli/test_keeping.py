"""Backup, restore and copy as a script and as people see them: one line or one object, with progress beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.store.opening import open_store
from tests.cli.conftest import CommandLine


@pytest.fixture
def on_server(server, database_of_offices) -> Iterator[str]:
    """The address of an office that does not exist yet; it goes with the test, and what a restore has kept of it."""
    url = server.office_url(database_of_offices)
    yield url
    office, name = url.partition("office=")[2], database_of_offices.rpartition("/")[2]
    server.drop_office(url)
    kept = server.execute(
        "SELECT nspname FROM pg_namespace WHERE nspname LIKE %s", f"loket_{office}_lama_%", database=name
    )
    for (each,) in kept:
        server.drop_office(f"{database_of_offices}?office={each.removeprefix('loket_')}")


@pytest.fixture
def talkative(monkeypatch) -> None:
    """Tell the progress of the shortest work."""
    monkeypatch.setattr("loket.cli.keeping._EVERY_S", 0.0)


def test_a_backup_says_where_it_lies_and_how_to_use_it(loket, tmp_path):
    loket.done("take", "A")
    said = loket("backup", tmp_path / "cadangan")
    (file,) = (tmp_path / "cadangan").iterdir()
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [f"Cadangan tersimpan di {file}. Untuk memulihkan: loket restore {file}"]
    told = loket.done("backup", tmp_path / "lain")
    assert Path(told["backup"]).stat().st_size == told["bytes"]


def test_a_restore_says_what_came_back_what_is_lost_and_where_the_old_one_is(loket, tmp_path):
    loket.done("take", "A")
    backup = loket.done("backup", tmp_path)["backup"]
    loket.done("take", "A")
    assert "--replace" in loket.refused("restore", backup)
    assert loket.done("take", "A")["number"] == "A003"
    told = loket.done("restore", backup, "--replace")
    assert told["facts_not_in_backup"] == 2
    open_store(Path(told["kept"])).close()
    assert loket.done("take", "A")["number"] == "A002"
    said = loket("restore", backup, "--replace")
    assert said.code == 0
    assert "1 fakta sesudah cadangan tidak ada lagi" in said.out
    assert "nomor yang keluar sesudahnya akan keluar lagi" in said.out
    assert loket("verify").code == 0


def test_a_new_place_is_filled_from_a_backup(loket, tmp_path, capsys):
    loket.done("take", "A")
    backup = loket.done("backup", tmp_path)["backup"]
    other = CommandLine(tmp_path / "pc-baru" / "loket.db", capsys)
    said = other("restore", backup)
    assert said.code == 0
    assert "utuh." in said.out
    assert "disimpan" not in said.out
    assert other.done("take", "A")["number"] == "A002"


@pytest.mark.parametrize(
    ("spoil", "code", "word"),
    [
        (lambda path: path.unlink(), 1, "tidak ada"),
        (lambda path: path.write_text("bukan cadangan " * 300), 3, "rusak"),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), 3, "rusak"),
    ],
)
def test_a_bad_backup_is_one_clear_line(loket, tmp_path, spoil, code, word):
    loket.done("take", "A")
    backup = Path(loket.done("backup", tmp_path)["backup"])
    spoil(backup)
    for words in (["restore", backup], ["restore", backup, "--replace"]):
        said = loket(*words)
        assert said.code == code
        assert word in said.complaint()
    assert loket.done("take", "A")["number"] == "A002"


def test_a_file_moves_to_a_server_and_back_with_progress_beside_the_result(
    loket, on_server, tmp_path, capsys, talkative
):
    loket.done("take", "A")
    there = CommandLine(on_server, capsys)
    said = loket("database", "copy", on_server)
    assert said.code == 0
    (line,) = said.out.splitlines()
    assert on_server in line
    assert "hash jurnal sama" in line
    progress = said.err.splitlines()
    assert progress
    assert all(each.startswith("… ") and each.endswith(" % selesai") for each in progress)
    assert there.done("take", "A")["number"] == "A002"
    back = tmp_path / "kembali.db"
    told = there.done("database", "copy", back)
    assert told["from"] == on_server
    assert told["to"] == str(back)
    assert told["facts"] == told["rows"]["facts"]
    assert CommandLine(back, capsys).done("take", "A")["number"] == "A003"
    assert "Sudah ada kantor" in loket.refused("database", "copy", on_server)


def test_an_office_on_a_server_is_backed_up_and_restored_by_the_same_words(
    loket, on_server, tmp_path, capsys, talkative
):
    there = CommandLine(on_server, capsys)
    loket.done("database", "copy", on_server)
    backup = there.done("backup", tmp_path / "cadangan")["backup"]
    assert there.done("take", "A")["number"] == "A001"
    said = there("restore", backup, "--replace")
    assert said.code == 0
    assert "1 fakta sesudah cadangan" in said.out
    assert said.err.startswith("… ")
    assert there.done("take", "A")["number"] == "A001"
    assert json.loads(there("verify", "--json").out)["ok"]


def test_a_server_that_is_away_is_trouble_in_one_line_without_a_secret(loket, server, tmp_path, capsys):
    away = f"postgresql://loket@127.0.0.1:{server.port + 1}/kantor"
    for words in (["database", "copy", away], ["status", "--database", away], ["backup", "--database", away]):
        said = loket.bare(*words, *(() if "--database" in words else ("--database", loket.database)))
        assert said.code == 3
        assert "tidak terjangkau" in said.complaint()
        assert server.password not in said.err


def test_an_address_with_a_password_is_refused_and_the_password_not_repeated(loket):
    said = loket.bare("status", "--database", "postgresql://loket:rahasia@127.0.0.1/kantor")
    assert said.code == 2
    assert "rahasia" not in said.complaint()


def test_a_backup_says_how_far_it_has_come(loket, tmp_path, talkative):
    said = loket("backup", tmp_path)
    assert said.code == 0
    assert said.err.splitlines()[-1] == "… 100 % selesai"
