"""`loket bench [NAME …]`: measure, as ratios to one durable commit, with the machine's state beside them."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime

from loket.bench.figures import Finding, Row
from loket.bench.machine import versions
from loket.bench.run import run
from loket.bench.scenarios import SCENARIOS, Scenario, scenario
from loket.bench.table import lines_of


def bench(options: argparse.Namespace) -> int:
    """Run the named scenarios or all of them; gives 1 when a target was missed or the machine was never calm."""
    if options.list:
        return _list(options)
    chosen = [scenario(name) for name in options.names] or _all_that_can_run()
    rows: list[tuple[str, Row]] = []
    wrong = []
    for each in chosen:
        found = run(each.name, options.scale, _say, years=options.years)
        if found.missed or found.restless:
            wrong.append(each.name)
        rows += [(each.number, row) for row in found.rows]
        if options.json:
            print(json.dumps({"bench": each.name, **_plain(each.number, found)}, ensure_ascii=False), flush=True)
        else:
            _tell(each.number, found)
    if not options.json:
        print("\n".join(["", *lines_of(rows)]))
        if wrong:
            print(f"not reached: {', '.join(wrong)}")
    return 1 if wrong else 0


def _all_that_can_run() -> list[Scenario]:
    """Give every scenario whose needs are met, and say which are left out."""
    for each in SCENARIOS.values():
        if each.needs and each.needs not in os.environ:
            print(f"   … {each.number} {each.name} is left out: it needs {each.needs}", file=sys.stderr)
    return [each for each in SCENARIOS.values() if not each.needs or each.needs in os.environ]


def _list(options: argparse.Namespace) -> int:
    """Name every scenario with what it is and what it must reach."""
    for each in SCENARIOS.values():
        told = {"id": each.number, "name": each.name, "says": each.says, "target": each.target, "gated": each.is_gated}
        print(json.dumps(told, ensure_ascii=False) if options.json else _described(told))
    return 0


def _described(told: dict[str, object]) -> str:
    return f"{told['id']:<4} {told['name']:<8} {told['says']}\n{'':14}{told['target']}"


def _plain(number: str, found: Finding) -> dict[str, object]:
    """Give a finding for programs."""
    return {
        "id": number, "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "versions": versions(),
        "verdict": "does not count" if found.restless else "missed" if found.missed else "ok",
        "missed": found.missed, "restless": found.restless, "discarded": found.discarded,
        "rows": [asdict(row) for row in found.rows], "figures": found.figures,
    }  # fmt: skip


def _tell(number: str, found: Finding) -> None:
    """Say everything a scenario has found."""
    print(f"== {number} {found.bench} · {datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {versions()}")
    for line in found.lines:
        print(f"   {line}")
    if found.restless:
        print(f"   DOES NOT COUNT: {found.restless}")
    sys.stdout.flush()


def _say(text: str) -> None:
    print(f"   … {text}", file=sys.stderr, flush=True)
