"""A few of the five hundred runs of tests/campaign/test_paper_faults.py: whatever fails, paper and table agree."""

from __future__ import annotations

import pytest

from tests.printers.paper_runs import run_one

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.timeout(120)]


@pytest.mark.parametrize("number", range(14))
def test_a_printer_that_fails_by_chance_loses_no_ticket_and_makes_no_port_lie(number, tmp_path):
    run = run_one(number, tmp_path)
    assert run.wrong == [], f"{run.name} {run.fault}: {[str(each.outcome) for each in run.tries]}"
