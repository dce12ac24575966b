"""The tenth year on a server is as fast as the first: what a day asks goes through an index there, too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from loket.bench import years
from loket.office.context import Office
from loket.store.copying import copy_office
from loket.store.line import Wire, translated
from loket.store.opening import open_store
from loket.store.place import Place
from loket.store.postgres import PostgresStore
from tests.factories import MONDAY_NINE, FixedClock, an_office, assert_whole
from tests.store.plans import shape_of
from tests.store.test_plans import GROWING, MAY_SCAN, SERVICES
from tests.store.whole_day import a_whole_day

Asked = dict[str, tuple[Any, ...]]
"""A statement of the books with the values it was asked with last."""


def grown_office(folder: Path, place: Place, tickets: int) -> tuple[Office, FixedClock]:
    """An office on a server with so many tickets behind it."""
    clock = FixedClock(MONDAY_NINE - timedelta(days=4000))
    old = an_office(folder, *SERVICES, clock=clock)
    years.pour_years(old, tickets, print, MONDAY_NINE.date())
    copy_office(old.store, place)
    old.store.close()
    clock.time = MONDAY_NINE
    return Office(open_store(place), clock), clock


def scans(wire: Wire, statement: str, values: Sequence[Any]) -> list[str]:
    """Name the growing tables that a statement reads from end to end, one way or another."""
    told, _ = translated(statement)
    row = wire.connection.execute("EXPLAIN (FORMAT JSON) " + told, values).fetchone()
    assert row is not None
    plan = row[0] if isinstance(row[0], list) else json.loads(row[0])
    return [
        node["Relation Name"]
        for node in nodes(plan[0]["Plan"])
        if node.get("Relation Name") in GROWING
        and "Scan" in node["Node Type"]
        and not ("Index" in node["Node Type"] and "Index Cond" in node)
        and node["Node Type"] != "Bitmap Heap Scan"  # its index is a node of its own
    ]


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def read_from_end_to_end(place: Place) -> dict[str, int]:
    """How often the server has read each growing table from end to end so far."""
    with closing(open_store(place)) as store:
        assert isinstance(store, PostgresStore)
        rows = store.connection.execute(
            "SELECT relname, seq_scan FROM pg_stat_user_tables WHERE schemaname = %s", (store.server.schema,)
        ).fetchall()
    return {table: count for table, count in rows if table in ("legs", "facts", "print_jobs")}


def a_day_of_statements(
    folder: Path, place: Place, tickets: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[Asked, list[str]]:
    """Play a day in an office with so many tickets behind it; gives what was asked, and every scan of a whole table."""
    office, clock = grown_office(folder, place, tickets)
    assert isinstance(office.store, PostgresStore)
    asked: Asked = {}
    execute = Wire.execute

    def noted(wire: Wire, statement: str, values: Sequence[Any] = (), /) -> Any:
        asked[statement] = tuple(values)
        return execute(wire, statement, values)

    before = read_from_end_to_end(place)
    with monkeypatch.context() as patched:
        patched.setattr(Wire, "execute", noted)
        a_whole_day(office, clock)
    wire = office.store._line.wire()
    found = [
        f"{table}: {statement}"
        for statement, values in asked.items()
        for table in scans(wire, statement, values)
        if not any(end in shape_of(statement) for end in MAY_SCAN.get(table, ()))
    ]
    assert scans(wire, "SELECT count(*) FROM facts WHERE visit = ?", ("x",)) == ["facts"], "a careless one is seen"
    assert_whole_but_not_too_slowly(office, tickets)
    office.store.close()
    after = read_from_end_to_end(place)
    found += [
        f"{table} was read from end to end" for table in before if tickets > 50_000 and after[table] > before[table]
    ]
    return asked, found


def assert_whole_but_not_too_slowly(office: Office, tickets: int) -> None:
    if tickets < 10_000:
        assert_whole(office)


def test_no_press_no_picture_no_slip_and_no_report_reads_a_growing_table(empty_place, tmp_path, monkeypatch):
    asked, found = a_day_of_statements(tmp_path, empty_place, 600, monkeypatch)
    assert len(asked) > 60
    assert not found, "\n".join(found)
