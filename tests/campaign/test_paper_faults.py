"""Five hundred printers that fail by chance, over every port, through the real spool; docs/evidence/paper-faults.md."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from loket.bench.figures import Finding
from loket.bench.machine import look
from tests.campaign.test_endurance import keep
from tests.printers.links import LINKS
from tests.printers.paper_runs import Run, run_one

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(3600), pytest.mark.usefixtures("qapp")]

RUNS = 500
SAID = ("PRINTED", "ASSUMED", "SENT", "HELD", "PARTIAL")
ENDS = ("printed", "assumed", "sent", "failed", "expired")
PROMISES = {
    "never PRINTED without a whole ticket on paper": "PRINTED",
    "never HELD after a byte that could leave ink": "HELD",
    "never two papers of a number without CETAK ULANG": "without a mark",
    "no ticket lost: each has its end in the table, and the end its paper": "ended",
    "what was said and what is written down agree, and loket verify holds": "",
}


def test_no_port_lies_and_no_ticket_is_lost_in_500_random_faults(tmp_path: Path) -> None:
    finding = Finding("paper-faults")
    finding.lines.append(f"machine: {look(tmp_path).line()}")
    runs: list[Run] = []
    for number in range(RUNS):
        folder = tmp_path / str(number)
        folder.mkdir()
        runs.append(run_one(number, folder))
        if number % 50 == 49:
            print(f"… paper faults: {number + 1} of {RUNS} runs", flush=True)
    finding.lines += figures(runs)
    wrong = [f"{run.name} {run.fault}: {each}" for run in runs for each in run.wrong]
    for promise, word in PROMISES.items():
        broken = [each for each in wrong if word in each]
        wrong = [each for each in wrong if each not in broken]
        finding.check(promise, broken)
    keep(finding, "make campaign ARGS='-k paper_faults'")
    assert not finding.missed


def figures(runs: list[Run]) -> list[str]:
    """Give a line for each port: what it said, try by try, and how its tickets ended."""
    lines = [f"{RUNS} runs: an office each, 1 to 4 tickets, one fault, mended after 1 to 3 tries or never"]
    head = "".join(f"{word:>9}" for word in (*SAID, *ENDS))
    lines += [f"{'port':<8}{'runs':>5}{'faults':>7}{head}  mistaken"]
    for name in LINKS:
        here = [run for run in runs if run.name == name]
        said = Counter(str(each.outcome.state) for run in here for each in run.tries)
        ends = sum((run.ends for run in here), Counter[str]())
        counts = "".join(f"{said[word]:>9}" for word in SAID) + "".join(f"{ends[word]:>9}" for word in ENDS)
        kinds = len({run.fault.partition("@")[0] for run in here})
        lines.append(f"{name:<8}{len(here):>5}{kinds:>7}{counts}{sum(run.mistaken for run in here):>10}")
    lines.append("mistaken: SENT or ASSUMED said of a slip that is not whole on paper, as these two words allow:")
    faults = Counter(f"{run.name} {run.fault.partition('@')[0]}" for run in runs for _ in range(run.mistaken))
    lines.append("  " + (", ".join(f"{what} ×{count}" for what, count in sorted(faults.items())) or "none"))
    return lines
