"""A whole day (B11): 5,000 tickets, each issued, called, started and finished, beside as many bare commits."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import partial

from loket.bench import scene
from loket.bench.figures import Finding, Row, Times, verdict_of
from loket.bench.timing import TIDY_EVERY, timed
from loket.bench.years import Chain, Plan, day_rows
from loket.office.days import picture_day
from loket.office.reports import day_report
from loket.office.upkeep import verify
from loket.store.bulk import pour
from loket.store.sqlite import SqliteStore

TICKETS, ACTS = 5000, 4
MOST, REPORT_MOST_MS, BATCH_MOST_S = 2.2, 50.0, 1.0
REPORTS = 5


def day(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """5,000 tickets × 4 acts, each one durable commit, and by turns as many commits of one row."""
    tickets, office = max(100, round(TICKETS * scale)), scene.new_office(room.place("day"))
    morning, yardstick = scene.Morning(office), scene.yardstick_of(office)
    commit, care = Times("commit, log at its size"), Times("care for the log")
    acts = {word: Times(word) for word in ("issue", "call", "start", "finish")}
    for turn in range(tickets):
        timed(acts["issue"], morning.take)
        counter = morning.free_counter()
        for word, act in (("call", morning.call), ("start", morning.start), ("finish", morning.finish)):
            timed(acts[word], partial(act, counter))
        for _ in range(ACTS):
            timed(commit, yardstick.commit)
        if turn % TIDY_EVERY == 0:
            timed(care, office.store.tidy)
    pressed = [second for times in acts.values() for second in times.seconds]
    whole, bare = sum(pressed) + sum(care.seconds), sum(commit.seconds)
    tell(f"day: {tickets:,} tickets in {whole:.1f} s, as many bare commits in {bare:.1f} s")
    finding = Finding("day")
    for times in (commit, *acts.values(), care):
        finding.note(times)
    cared = sum(care.seconds)
    finding.lines.append(f"       {whole:.2f} s, of it {cared:.2f} s care for the log; bare commits {bare:.2f} s")
    finding.figures["seconds"] = {"acts and care": round(whole, 3), "care": round(cared, 3), "commits": round(bare, 3)}
    kept = finding.target(f"{tickets:,} tickets × {ACTS} acts ÷ bare commits", whole / bare, MOST, "×")
    each, ratio = Times("", pressed), f"{whole / bare:.2f} × in all"
    name, target = f"a day of {tickets:,} tickets × {ACTS} acts", f"≤ {MOST:g} × in all"
    finding.rows.append(Row(name, each.short(), commit.short(), ratio, target, verdict_of((kept,))))
    finding.check("no number twice, no gap, no visitor called to two counters", scene.wrong_numbers(office))
    finding.check("loket verify holds", verify(office).violations)
    report = Times("day report")
    with office.looking() as work:
        today = picture_day(work)
    for _ in range(REPORTS):
        timed(report, lambda: day_report(office, today))
    office.store.close()
    finding.note(report)
    kept = finding.target("day report", 1000 * report.p50, REPORT_MOST_MS, " ms")
    finding.rows.append(
        Row(f"its report, {tickets:,} tickets", report.short(), "", "", f"≤ {REPORT_MOST_MS:g} ms", verdict_of((kept,)))
    )
    _batch(room, tickets, finding)
    return finding


def _batch(room: scene.Room, tickets: int, finding: Finding) -> None:
    """Write the same day as one batch: rows made and committed durably in one transaction."""
    office = scene.new_office(room.place("batch"))
    store = office.store
    if not isinstance(store, SqliteStore):
        raise TypeError("a batch can be poured into an SQLite office only")
    with store.reading() as book:
        seq, _, prev = book.last_fact()
    yesterday = datetime.fromtimestamp(time.time() - 86400, UTC).date()
    began = time.perf_counter()
    pour(store, day_rows(Plan(office.catalogue, tickets), yesterday, Chain(seq, prev)))
    took = time.perf_counter() - began
    store.close()
    kept = finding.target(f"{tickets:,} tickets as one batch", took, BATCH_MOST_S, " s")
    target = f"≤ {BATCH_MOST_S:g} s"
    finding.rows.append(Row("the same day as one batch", f"{1000 * took:.0f}", "", "", target, verdict_of((kept,))))
