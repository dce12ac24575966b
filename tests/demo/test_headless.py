"""`loket demo --headless`: the whole morning once, as a program of its own, and everything it must leave behind."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from loket.demo import evidence, play

LIMIT_S = 60.0
"""What the demo may take on two cores, in seconds."""


@pytest.fixture(scope="module")
def hour(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    folder = tmp_path_factory.mktemp("demo") / "bukti"
    command = [sys.executable, "-m", "loket", "demo", "--headless", "--out", str(folder)]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings, timeout=4 * LIMIT_S, check=False)
    return done, folder


def test_the_hour_ends_well_and_says_what_it_did(hour):
    done, _ = hour
    assert (done.returncode, done.stderr) == (0, "")
    progress = re.findall(r"^\[ *(\d+)%\] (\d\d\.\d\d)  \S", done.stdout, re.MULTILINE)
    assert [int(share) for share, _ in progress] == sorted(int(share) for share, _ in progress)
    assert progress[0] == ("0", "09.00")
    assert progress[-1] == ("100", "11.15")
    assert len(re.findall(r"^✓ \d\.", done.stdout, re.MULTILINE)) == 5
    assert "✗" not in done.stdout


def test_every_ticket_lies_there_as_picture_and_as_bytes(hour):
    _, folder = hour
    facts = [json.loads(line) for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    numbers = {fact["number"] for fact in facts if fact["kind"] == "ticket_taken"}
    assert len(numbers) >= 15
    for suffix, head in ((".png", b"\x89PNG"), (".bin", b"\x1b@")):
        kept = {path.stem: path for path in (folder / "slips").glob(f"*{suffix}")}
        assert {name.partition("-")[0] for name in kept} == numbers
        # Behind a slip that broke off, NULs fill what the printer may still wait for.
        assert all(path.read_bytes().lstrip(b"\0").startswith(head) for path in kept.values())


def test_the_page_shows_everything_in_order_and_links_to_nothing_that_is_not_there(hour):
    _, folder = hour
    page = (folder / "index.html").read_text(encoding="utf-8")
    named = re.findall(r"(?:src|href)='([^']+)'", page)
    assert all((folder / name).is_file() for name in named)
    assert {"laporan.pdf", "journal.jsonl", "kertas.txt"} <= set(named)
    shots = [path.name for path in sorted(folder.glob("*.png"))]
    assert len(shots) >= 25
    assert list(dict.fromkeys(re.findall(r"<img src='(\d[^']+)'", page))) == shots
    times = re.findall(r"<b>(\d\d\.\d\d)</b>", page)
    assert times == sorted(times)
    assert page.count("<li class='good'>") == 5


def test_the_report_is_a_pdf_and_a_call_can_be_heard(hour):
    _, folder = hour
    assert (folder / "laporan.pdf").read_bytes().startswith(b"%PDF")
    (sound,) = folder.glob("*.wav")
    with wave.open(str(sound)) as heard:
        assert heard.getnframes() / heard.getframerate() > 2


def test_the_hour_without_a_printer_is_told_in_sentences(hour):
    _, folder = hour
    story = (folder / "kertas.txt").read_text(encoding="utf-8").splitlines()
    told = [line.partition("  ")[2] for line in story]
    assert [line[:5] for line in story] == sorted(line[:5] for line in story)
    gone = told.index("Printer kios tidak menjawab.")
    back = told.index("Printer kios siap lagi sesudah 60 menit. Cetakan tertunda yang keluar: 2.")
    assert gone < back
    assert "Tidak dicetak lagi karena sudah terlalu lama: A009, B008. Nomornya tetap berlaku." in told[back:]
    assert any(line.startswith("Cetakan A010 terputus di tengah") for line in told[back:])
    assert told[-1] == "Dicetak ulang: B008."
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert all(line in page for line in told)


def test_the_hour_without_a_printer_loses_no_number_and_prints_nothing_twice_unmarked(hour):
    _, folder = hour
    facts = [json.loads(line) for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    unmarked = [fact["number"] for fact in facts if fact["kind"] == "slip_printed" and fact["data"]["copy"] == 1]
    marked = [fact["number"] for fact in facts if fact["kind"] == "slip_printed" and fact["data"]["copy"] > 1]
    assert len(unmarked) == len(set(unmarked))
    assert marked == ["A010"]
    taken = [fact["number"] for fact in facts if fact["kind"] == "ticket_taken"]
    assert [number for number in taken if number[0] == "A"] == [f"A{count:03d}" for count in range(1, 11)]


def test_the_hour_has_everything_an_office_sees(hour):
    _, folder = hour
    kinds = {json.loads(line)["kind"] for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()}
    assert {
        "visit_absent", "visit_parked", "visit_transferred", "visit_returned", "act_undone", "visit_recalled",
    } <= kinds  # fmt: skip


def test_a_broken_promise_ends_with_one(monkeypatch, tmp_path, capsys):
    from loket.cli import main
    from loket.demo.promises import Verdict

    verdicts = [Verdict("Janji", "found"), Verdict("Janji", "found", ("A002 was called before A001",))]
    monkeypatch.setattr(play, "play", lambda *_: verdicts)
    assert main(["demo", "--headless", "--out", str(tmp_path)]) == 1
    assert "A002 was called before A001" in capsys.readouterr().out


def test_a_folder_that_cannot_be_made_is_trouble_in_one_line(tmp_path, capsys):
    from loket.cli import main

    (tmp_path / "berkas").write_text("x")
    assert main(["demo", "--headless", "--out", str(tmp_path / "berkas" / "bukti")]) == 3
    assert "--out" in capsys.readouterr().err


def test_an_earlier_demo_is_cleared_away_and_nothing_else(tmp_path):
    from loket.texts import Texts

    (tmp_path / "slips").mkdir()
    for name in ("01-lama.png", "slips/A001.bin", "demo.db", "panggilan-A001.wav", "catatan.txt"):
        (tmp_path / name).write_text("lama")
    evidence.Evidence(tmp_path, Texts.of("id")).prepare()
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"catatan.txt"}
