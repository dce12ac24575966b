"""The long trials: a crowd, sudden deaths, years of history, a whole day. What they found is kept in docs/evidence."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loket.bench.figures import Finding
from loket.bench.machine import versions
from loket.bench.run import run
from loket.bench.scenarios import SCENARIOS, scenario
from loket.bench.table import lines_of

ROOT = Path(__file__).resolve().parents[2]
EVIDENCE = ROOT / "docs" / "evidence"

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(3600)]


def commit() -> str:
    """The commit that was measured, "+" when files were changed since; what was found before does not count."""
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs/evidence")
    return (_git("rev-parse", "--short", "HEAD") or "unknown") + ("+" if changed else "")


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def keep(found: Finding, command: str) -> None:
    """Print what was found, and keep it with date and commit."""
    number = scenario(found.bench).number if found.bench in SCENARIOS else "–"
    table = ["", *lines_of((number, row) for row in found.rows)] if found.rows else []
    lines = "\n".join([*found.lines, *table])
    verdict = "not reached: " + "; ".join(found.missed) if found.missed else "all targets reached"
    if found.restless:
        verdict += f"; the machine was never calm: {found.restless}"
    head = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit()}, {versions()}"
    print(f"\n{head}\n{lines}\n{verdict}")
    EVIDENCE.mkdir(exist_ok=True)
    (EVIDENCE / f"{found.bench}.md").write_text(
        f"# {found.bench}\n\n`{command}`, {head}.\n\n```\n{lines}\n```\n\n{verdict.capitalize()}.\n", encoding="utf-8"
    )


def trial(name: str, scale: float, folder: Path) -> Finding:
    found = run(name, scale, lambda text: print(f"… {text}", flush=True), folder)
    keep(found, f"loket bench {name} --scale {scale:g}")
    return found


def test_fifty_processes_share_5000_tickets_without_a_slip(tmp_path):
    assert not trial("crowd", 1.0, tmp_path).missed


def test_nothing_acknowledged_is_lost_in_300_sudden_deaths(tmp_path):
    assert not trial("kill", 1.0, tmp_path).missed


def test_a_thousand_pairs_at_each_distance_share_nothing(tmp_path):
    assert not trial("pairs", 1.0, tmp_path).missed


def test_a_million_tickets_of_history_slow_nothing_down(tmp_path):
    assert not trial("growth", 1.0, tmp_path).missed


def test_a_day_of_5000_tickets_goes_through_in_seconds(tmp_path):
    assert not trial("day", 1.0, tmp_path).missed


def test_a_call_reaches_another_process_and_is_painted_there(tmp_path):
    assert not trial("feed", 1.0, tmp_path).missed
    assert not trial("paint", 1.0, tmp_path).missed


def test_three_screens_are_content_with_little_memory(tmp_path):
    assert not trial("memory", 1.0, tmp_path).missed


@pytest.mark.parametrize("word", ["issue", "call"])
def test_a_press_costs_little_more_than_its_commit(tmp_path, word):
    missed = trial(word, 1.0, tmp_path).missed
    strictest = [text for text in missed if text.startswith(f"{word} ÷ commit, log at its size ")]
    assert [text for text in missed if text not in strictest] == []
    if strictest:
        pytest.xfail(f"{strictest[0]}: kept on an office's disk, not where a sync takes 0.1 ms (decision 0013)")


def test_a_slip_is_at_the_printer_before_anybody_has_moved_a_hand(tmp_path):
    assert not trial("paper", 1.0, tmp_path).missed


def test_no_screen_stands_still_while_the_disk_is_slow(tmp_path):
    assert not trial("stalls", 1.0, tmp_path).missed


def test_no_screen_stands_still_while_the_printer_hangs(tmp_path):
    assert not trial("hang", 1.0, tmp_path).missed


def test_the_kiosk_starts_about_as_fast_as_a_bare_window(tmp_path):
    assert not trial("start", 1.0, tmp_path).missed
