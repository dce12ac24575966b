"""A copy of an office is the whole office, proved, or there is none: from engine to engine, while people work."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from loket.errors import Refused, Trouble
from loket.model.events import FIRST_PREV
from loket.model.printer import Attempt
from loket.office.context import Office, SystemClock
from loket.store.contract import Tell
from loket.store.copying import copy_office
from loket.store.opening import open_store
from loket.store.place import Place
from tests.factories import assert_whole
from tests.store.conftest import new_office
from tests.store.hands import Crew
from tests.store.offices import next_number, rows_at, rows_of, work_a_while
from tests.store.worker import ROOT


@pytest.fixture
def worked(database: Path) -> Path:
    """An office in a file, with something in every table."""
    work_a_while(database)
    return database


def copy(source: Place, target: Place, tell: Tell | None = None) -> None:
    with closing(open_store(source)) as store:
        copy_office(store, target, tell)


def is_nothing_at(place: Place) -> bool:
    """Tell whether there is no office, and no file that could be taken for one."""
    with pytest.raises(Trouble) as trouble:
        open_store(place).close()
    if isinstance(place, Path):
        assert list(place.parent.glob("loket.db")) == []
    return trouble.value.code == "database_missing"


def test_from_file_to_server_to_file_every_row_and_every_hash_stays(worked, empty_place, tmp_path):
    told: list[tuple[int, int]] = []
    back = tmp_path / "kembali.db"
    with closing(open_store(worked)) as store:
        there = copy_office(store, empty_place, lambda done, total: told.append((done, total)))
    with closing(open_store(empty_place)) as store:
        again = copy_office(store, back)
    rows = rows_at(worked)
    assert all(rows.values()), "something in every table"
    assert rows_at(empty_place) == rows
    assert rows_at(back) == rows
    assert there.hash == again.hash == rows["facts"][-1][-1] != FIRST_PREV
    assert there.rows == {table: len(each) + (table == "marks") for table, each in rows.items()}
    assert told[-1] == (sum(there.rows.values()), sum(there.rows.values()))
    assert next_number(worked) == next_number(empty_place) == next_number(back) == "A007"


def test_a_copied_office_goes_on_counting_where_the_other_was(worked, target):
    copy(worked, target)
    work_a_while_in_turn(target)
    assert rows_at(target)["duties"][-1][0] > 2, "keys that the engine counts go on too"


def work_a_while_in_turn(place: Place) -> None:
    from loket.office import printing, signin

    with closing(open_store(place)) as store:
        office = Office(store, SystemClock())
        signin.sign_out(office, 1)
        signin.sign_in(office, 1, "P3")
        job = printing.claim_job(office, "kios")
        assert job is not None
        printing.record_outcome(office, job.id, "kios", Attempt("PRINTED", "", 240))


@pytest.mark.parametrize("source", ["file", "server"])
def test_a_copy_made_while_people_work_is_one_picture(source, target, database, place, tmp_path):
    crew = Crew(database if source == "file" else place, kiosks=1, desks=1)
    try:
        crew.wait_until_all_work()
        copy(crew.place, target)
        crew.wait_until_all_work()
        crew.end()
    finally:
        crew.kill()
    crew.prove()
    copied, whole = rows_at(target), rows_at(crew.place)
    many = len(copied["facts"])
    assert 0 < many < len(whole["facts"])
    assert copied["facts"] == whole["facts"][:many]
    assert crew.troubles.total() == 0, "nobody at work noticed"


def test_a_copy_that_fails_half_way_leaves_nothing_behind(worked, target):
    def fail(done: int, total: int) -> None:
        if done * 2 > total:
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        copy(worked, target, fail)
    assert is_nothing_at(target)
    if isinstance(target, Path):
        assert list(target.parent.iterdir()) == []
    copy(worked, target)
    assert rows_at(target) == rows_at(worked)


SLOWLY = """
import sys, time
from loket.store.copying import copy_office
from loket.store.opening import open_store
from loket.store.place import place_of
def tell(done, total):
    print(done, flush=True)
    if done * 2 > total:
        time.sleep(60)
copy_office(open_store(place_of(sys.argv[1])), place_of(sys.argv[2]), tell)
"""


def test_a_copier_killed_half_way_leaves_no_office_and_the_next_copy_works(worked, target):
    total = sum(len(rows) for rows in rows_at(worked).values()) + 1
    words = [sys.executable, "-c", SLOWLY, str(worked), str(target)]
    copier = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with copier.stdout as lines:  # type: ignore[union-attr]
        assert any(int(line) * 2 > total for line in iter(lines.readline, ""))
        copier.kill()
    copier.wait()
    assert is_nothing_at(target)
    copy(worked, target)
    assert rows_at(target) == rows_at(worked)


def tampered(place: Path, statement: str) -> None:
    with closing(open_store(place)) as store:
        for each in ("DROP TRIGGER facts_are_final", "DROP TRIGGER facts_stay", statement):
            store.connection.execute(each)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts SET data = '{}' WHERE seq = 3",
        "DELETE FROM facts WHERE seq = 4",
        "UPDATE facts SET hash = prev WHERE seq = (SELECT max(seq) FROM facts)",
    ],
)
def test_a_damaged_journal_is_not_copied(worked, target, statement):
    tampered(worked, statement)
    with pytest.raises(Trouble) as trouble:
        copy(worked, target)
    assert trouble.value.code == "journal_broken"
    assert "loket verify" in str(trouble.value)
    assert is_nothing_at(target)


def test_a_place_with_an_office_is_not_overwritten(worked, target):
    new_office(target) if not isinstance(target, Path) else make_in_folder(target)
    before = rows_at(target)
    with pytest.raises(Refused) as refusal:
        copy(worked, target)
    assert refusal.value.code == "office_exists"
    assert rows_at(target) == before


def make_in_folder(target: Path) -> None:
    target.parent.mkdir()
    new_office(target)


@pytest.mark.parametrize("kind", ["file", "server"])
def test_a_backup_is_made_while_the_office_is_open_and_is_whole(kind, worked, empty_place, tmp_path):
    place: Place = worked
    if kind == "server":
        copy(worked, empty_place)
        place = empty_place
    with closing(open_store(place)) as store:
        office = Office(store, SystemClock())
        backup = store.backup(tmp_path / "cadangan", "uji")
        assert list(backup.parent.iterdir()) == [backup]
        assert rows_at(backup) == rows_of(store)
        assert_whole(office)
