"""`loket bench [NAME]`: measure, as ratios to one durable commit, with the machine's state beside them."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime

from loket.bench.machine import versions
from loket.bench.run import BENCHES, run


def bench(options: argparse.Namespace) -> int:
    """Run one bench or all of them; gives 1 when a target was missed or the machine was never calm."""
    wrong = []
    for name in [options.name] if options.name else list(BENCHES):
        found = run(name, options.scale, _say)
        if found.missed or found.restless:
            wrong.append(name)
        if options.json:
            result = {"bench": name, "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "versions": versions()}
            print(json.dumps({**result, "missed": found.missed, "restless": found.restless, "figures": found.figures}))
            continue
        print(f"== {name} · {datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {versions()}")
        for line in found.lines:
            print(f"   {line}")
        if found.restless:
            print(f"   DOES NOT COUNT: {found.restless}")
        sys.stdout.flush()
    if wrong and not options.json:
        print(f"not reached: {', '.join(wrong)}")
    return 1 if wrong else 0


def _say(text: str) -> None:
    print(f"   … {text}", file=sys.stderr, flush=True)
