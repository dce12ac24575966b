"""Where the database is, what the clock says, and trouble in one line."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from loket.model.calendar import next_opening
from loket.office.starters import catalogue_of, load_starter
from loket.texts import Texts

ROOT = Path(__file__).resolve().parents[2]


def test_the_database_is_named_before_or_after_the_command_or_by_the_surroundings(loket, monkeypatch):
    path = loket.database
    assert loket.bare("--database", path, "take", "A", "--json").json()["number"] == "A001"
    assert loket.bare("take", "A", "--database", path, "--json").json()["number"] == "A002"
    assert loket.bare("--json", "--database", path, "take", "A").json()["number"] == "A003"
    monkeypatch.setenv("LOKET_DATABASE", str(path))
    assert loket.bare("take", "A", "--json").json()["number"] == "A004"
    other = path.with_name("lain.db")
    assert loket.bare("take", "A", "--database", other).code == 3, "the command line goes before the surroundings"


def test_without_a_word_the_office_lies_in_the_users_data_folder(nowhere, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))
    made = nowhere.bare("init", "--json").json()
    assert Path(made["database"]).is_relative_to(tmp_path / "data")


def test_a_missing_office_is_trouble_that_says_how_to_make_one(nowhere):
    result = nowhere("status")
    assert result.code == 3
    assert "loket init" in result.complaint()


@pytest.mark.parametrize("content", [b"bukan basis data " * 500, b"SQLite format 3\x00" + b"\xa5" * 5000])
def test_a_damaged_database_is_trouble_and_stays_as_it_is(loket, content):
    loket.database.write_bytes(content)
    for words in (["take", "A"], ["status"], ["verify"], ["journal"], ["init"]):
        result = loket(*words)
        assert result.code == 3
        assert "rusak" in result.complaint()
    assert loket.database.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_trouble(loket, tmp_path):
    (tmp_path / "berkas").write_text("x")
    result = loket.bare("init", "--database", tmp_path / "berkas" / "kantor" / "loket.db")
    assert result.code == 3
    assert "--database" in result.complaint()


# --- the clock ----------------------------------------------------------------------------------------------------


def shift_to(moment: datetime) -> str:
    """The clock shift, in seconds, that leads to a moment."""
    return str((moment - datetime.now(UTC)).total_seconds())


def an_opening() -> datetime:
    """The next opening of service A of the starter."""
    starter = load_starter("dinsos")
    service = next(each for each in starter.services if each.code == "A")
    local = datetime.now(starter.rules.tz)
    opening = next_opening(catalogue_of(starter).hours(service), local)
    assert opening is not None
    return opening


def test_in_its_hours_the_office_gives_numbers_and_outside_it_says_when(nowhere, monkeypatch):
    nowhere.done("init", "--training")
    opening = an_opening()
    monkeypatch.setenv("LOKET_CLOCK_SHIFT", shift_to(opening - timedelta(minutes=5)))
    said = nowhere.refused("take", "A")
    assert "tutup" in said
    assert Texts.of("id").fact(opening) in said
    monkeypatch.setenv("LOKET_CLOCK_SHIFT", shift_to(opening + timedelta(minutes=5)))
    taken = nowhere.done("take", "A")
    assert taken["number"] == "A001"
    assert taken["day"] == f"{opening:%Y-%m-%d}"
    assert nowhere("verify").code == 0


def test_the_clock_is_shifted_in_a_training_office_only(loket, monkeypatch):
    monkeypatch.setenv("LOKET_CLOCK_SHIFT", str(86400 * 200))
    taken = datetime.fromisoformat(loket.done("take", "A")["taken_at"])
    assert abs(taken - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("shift", ["sebentar", "nan", "inf", "1e30", "1,5"])
def test_a_clock_shift_that_is_no_number_is_refused(nowhere, monkeypatch, shift):
    nowhere.done("init", "--training")
    monkeypatch.setenv("LOKET_CLOCK_SHIFT", shift)
    assert "LOKET_CLOCK_SHIFT" in nowhere.misused("status")


# --- from outside -------------------------------------------------------------------------------------------------


def test_an_outsider_checks_the_chain_with_ten_lines(loket):
    for _ in range(3):
        loket.done("take", "A")
    loket.done("call", 1)
    printed = loket("journal").out
    prev = "0" * 64
    for line in printed.splitlines():
        fact = json.loads(line)
        given = fact.pop("hash")
        text = json.dumps(fact, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert fact["prev"] == prev
        assert hashlib.sha256((prev + text).encode()).hexdigest() == given
        prev = given
    checker = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "journal.md").read_text(), re.DOTALL)
    assert checker is not None
    told = subprocess.run(
        [sys.executable, "-c", checker[1]], input=printed, text=True, capture_output=True, check=True, timeout=20
    )
    assert prev in told.stdout
    forged = printed.replace('"A002"', '"A009"')
    told = subprocess.run(
        [sys.executable, "-c", checker[1]], input=forged, text=True, capture_output=True, check=False, timeout=20
    )
    assert told.returncode == 1
    assert "broken at" in told.stderr


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "loket", *map(str, words)]


def test_the_real_command_ends_with_the_promised_codes(loket, tmp_path):
    promised: list[tuple[list[object], int]] = [
        (["take", "A", "--json"], 0),
        (["finish", 1], 1),
        (["makan"], 2),
        (["status", "--database", tmp_path / "tidak" / "ada.db"], 3),
    ]
    for words, code in promised:
        place: list[object] = [] if "--database" in words else ["--database", loket.database]
        done = subprocess.run(
            command(*words, *place), cwd=ROOT, text=True, capture_output=True, check=False, timeout=30
        )
        assert done.returncode == code, done
        assert len(done.stderr.splitlines()) == (0 if code == 0 else 1)
        assert "Traceback" not in done.stderr


def test_follow_prints_a_fact_when_it_happens(loket):
    loket.done("take", "A")
    with subprocess.Popen(
        command("journal", "--follow", "--since", 2, "--database", loket.database),
        cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as following, ExitStack() as ended:  # fmt: skip
        ended.callback(following.kill)
        assert following.stdout is not None
        assert json.loads(following.stdout.readline())["number"] == "A001"
        loket.done("take", "B")
        assert json.loads(following.stdout.readline())["number"] == "B001"


def test_a_reader_who_leaves_early_is_no_trouble(loket):
    for _ in range(30):
        loket.done("take", "A")
    with subprocess.Popen(
        command("journal", "--follow", "--database", loket.database),
        cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as following:  # fmt: skip
        assert following.stdout is not None
        assert following.stderr is not None
        following.stdout.readline()
        following.stdout.close()
        loket.done("take", "A")
        assert following.wait(timeout=20) == 0
        assert following.stderr.read() == ""
