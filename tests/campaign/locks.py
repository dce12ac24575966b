"""What it costs to let the acts of one office come one after the other: ``python -m tests.campaign.locks [SECONDS]``.

Four ways on a durable server of the tests, by turns (A B C D A B C D), with 1, 10 and 50 stations without a pause:
an advisory lock or a row lock, and the notice after the commit or in it. Each act locks, reads the newest fact, appends
one and commits.
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import time
from multiprocessing.connection import Connection
from typing import LiteralString

import psycopg

from loket.bench.figures import Times
from tests.postgres import new_server

ADVISORY: LiteralString = "SELECT pg_advisory_xact_lock(77, 1)"
ROW: LiteralString = "SELECT value FROM turns WHERE name = 'turn' FOR UPDATE"
UPDATE: LiteralString = "UPDATE turns SET value = value + 1 WHERE name = 'turn'"
AFTER, INSIDE = "after", "in"

WAYS: dict[str, tuple[LiteralString, str]] = {
    "advisory lock, notice after the commit": (ADVISORY, AFTER),
    "advisory lock, notice in the commit": (ADVISORY, INSIDE),
    "row lock (FOR UPDATE), notice after": (ROW, AFTER),
    "counter row (UPDATE), notice after": (UPDATE, AFTER),
}
STATIONS = (1, 10, 50)


def act(connection: psycopg.Connection, lock: LiteralString, notice: str) -> None:
    """Do one act."""
    run = connection.execute
    run(f"BEGIN; {lock}", prepare=False)
    row = run("SELECT seq FROM facts ORDER BY seq DESC LIMIT 1").fetchone()
    run("INSERT INTO facts VALUES (%s, %s)", ((row[0] if row else 0) + 1, "x" * 300))
    run("COMMIT; NOTIFY news" if notice == AFTER else "NOTIFY news; COMMIT", prepare=False)


def station(url: str, way: str, begin_s: float, seconds: float, answer: Connection) -> None:
    """Act without a pause; say how long each act took."""
    took = []
    with psycopg.connect(url, autocommit=True, prepare_threshold=0) as connection:
        connection.execute("LISTEN news")
        time.sleep(max(0.0, begin_s - time.monotonic()))
        while (began := time.monotonic()) < begin_s + seconds:
            act(connection, *WAYS[way])
            took.append(time.monotonic() - began)
    answer.send(took)


def measure(url: str, way: str, stations: int, seconds: float) -> list[float]:
    """Let so many stations act at once; gives how long each act took."""
    begin_s = time.monotonic() + 0.5 + stations * 0.1
    pipes = [multiprocessing.Pipe(duplex=False) for _ in range(stations)]
    crew = [multiprocessing.Process(target=station, args=(url, way, begin_s, seconds, answer)) for _, answer in pipes]
    for process in crew:
        process.start()
    took = [each for heard, _ in pipes for each in heard.recv()]
    for process in crew:
        process.join()
    return took


def main(seconds: float) -> None:
    """Measure and print."""
    server = new_server()
    try:
        url = server.database().replace("loket@", f"loket:{server.password}@")
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE facts (seq bigint PRIMARY KEY, data text NOT NULL)")
            connection.execute("CREATE TABLE turns (name text PRIMARY KEY, value bigint NOT NULL)")
            connection.execute("INSERT INTO turns VALUES ('turn', 0)")
        for stations in STATIONS:
            series = {way: Times(way) for way in WAYS}
            medians: dict[str, list[float]] = {way: [] for way in WAYS}
            for _ in range(3):
                for way, times in series.items():
                    took = measure(url, way, stations, seconds)
                    times.seconds += took
                    medians[way].append(statistics.median(took))
            print(f"{stations} stations, 3 rounds of {seconds:g} s each")
            for way, times in series.items():
                spread = ", ".join(f"{1000 * each:.2f}" for each in medians[way])
                rate = len(times.seconds) / (3 * seconds)
                print(f"  {times.line()}  {rate:7,.0f} acts/s  medians {spread}", flush=True)
    finally:
        server.close()


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)
