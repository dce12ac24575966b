"""What it costs to let the acts of one office come one after the other: ``python -m tests.campaign.locks [SECONDS]``.

Four ways on a durable server of the tests, by turns (A B C D A B C D): an advisory lock or a row's lock, and the notice
after the commit or in it. One station alone, then 10 and 50 without a pause, in one office and shared by two offices of
one database. Each act locks, reads the newest fact, appends one and commits.
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import time
from multiprocessing.connection import Connection

import psycopg
from psycopg import sql

from loket.bench.figures import Times
from tests.postgres import new_server

ADVISORY = sql.SQL("SELECT pg_advisory_xact_lock(77, {office})")
ROW = sql.SQL("SELECT value FROM turns WHERE office = {office} FOR UPDATE")
UPDATE = sql.SQL("UPDATE turns SET value = value + 1 WHERE office = {office}")
AFTER, INSIDE = "COMMIT; NOTIFY {}", "NOTIFY {}; COMMIT"

WAYS = {
    "advisory, notice after": (ADVISORY, sql.SQL(AFTER)),
    "advisory, notice inside": (ADVISORY, sql.SQL(INSIDE)),
    "FOR UPDATE, notice after": (ROW, sql.SQL(AFTER)),
    "UPDATE, notice after": (UPDATE, sql.SQL(AFTER)),
}
CROWDS = ((1, 1), (10, 1), (10, 2), (50, 1), (50, 2))
"""Stations, and the offices that they work for."""

ROUNDS = 3


def station(url: str, way: str, office: int, seconds: float, wire: Connection) -> None:
    """Act without a pause from the moment that is told; say how long each act took."""
    took = []
    lock, ending = WAYS[way]
    with psycopg.connect(url, autocommit=True, prepare_threshold=0) as connection:
        news, facts = sql.Identifier(f"news_{office}"), sql.Identifier(f"facts_{office}")
        begin = (sql.SQL("BEGIN; ") + lock.format(office=sql.Literal(office))).as_bytes(connection)
        end = ending.format(news).as_bytes(connection)
        newest = sql.SQL("SELECT seq FROM {} ORDER BY seq DESC LIMIT 1").format(facts).as_bytes(connection)
        append = sql.SQL("INSERT INTO {} VALUES (%s, %s)").format(facts).as_bytes(connection)
        run = connection.execute
        run(sql.SQL("LISTEN {}").format(news))
        wire.send("ready")
        begin_s = wire.recv()
        time.sleep(max(0.0, begin_s - time.monotonic()))
        while (began := time.monotonic()) < begin_s + seconds:
            run(begin, prepare=False)
            row = run(newest).fetchone()
            run(append, ((row[0] if row else 0) + 1, "x" * 300))
            run(end, prepare=False)
            took.append(time.monotonic() - began)
    wire.send(took)


def measure(url: str, way: str, stations: int, offices: int, seconds: float) -> list[float]:
    """Let so many stations act at once; gives how long each act took."""
    pipes = [multiprocessing.Pipe() for _ in range(stations)]
    crew = [
        multiprocessing.Process(target=station, args=(url, way, number % offices, seconds, far))
        for number, (_, far) in enumerate(pipes)
    ]
    for process in crew:
        process.start()
    for near, _ in pipes:
        near.recv()
    begin_s = time.monotonic() + 0.2
    for near, _ in pipes:
        near.send(begin_s)
    took = [each for near, _ in pipes for each in near.recv()]
    for process in crew:
        process.join()
    return took


def main(seconds: float) -> None:
    """Measure and print."""
    server = new_server()
    try:
        url = server.database().replace("loket@", f"loket:{server.password}@")
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE turns (office int PRIMARY KEY, value bigint NOT NULL)")
            for office in range(2):
                facts = sql.Identifier(f"facts_{office}")
                connection.execute(sql.SQL("CREATE TABLE {} (seq bigint PRIMARY KEY, data text)").format(facts))
                connection.execute("INSERT INTO turns VALUES (%s, 0)", (office,))
        for stations, offices in CROWDS:
            print(f"{stations} stations, {offices} offices; {ROUNDS} rounds of {seconds:g} s each", flush=True)
            series = {way: Times(way) for way in WAYS}
            medians: dict[str, list[float]] = {way: [] for way in WAYS}
            for _ in range(ROUNDS):
                for way, times in series.items():
                    took = measure(url, way, stations, offices, seconds)
                    times.seconds += took
                    medians[way].append(statistics.median(took))
            for way, times in series.items():
                spread = ", ".join(f"{1000 * each:.2f}" for each in medians[way])
                rate = len(times.seconds) / (ROUNDS * seconds)
                print(f"  {times.line()}  {rate:7,.0f} acts/s  medians {spread}", flush=True)
    finally:
        server.close()


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)
