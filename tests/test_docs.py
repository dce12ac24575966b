"""The papers say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from loket.model.visit import LIFECYCLE, OPEN_STATES, Act, State
from tools import lifecycle

ROOT = Path(__file__).resolve().parent.parent


def test_the_lifecycle_drawing_is_the_table() -> None:
    page = lifecycle.PAGE.read_text(encoding="utf-8")
    assert page == lifecycle.with_drawing(page), "run tools/lifecycle.py"


def test_every_state_can_be_reached_and_every_open_state_can_end() -> None:
    reached = {State.WAITING} | set(LIFECYCLE.values())
    assert reached == set(State)
    closing = {state for state, act in LIFECYCLE if act is Act.CLOSE_DAY}
    assert closing == OPEN_STATES


def test_every_link_in_the_papers_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = []
    for page in pages:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} -> {target}")
    assert broken == []


def test_decisions_are_numbered_without_gaps_and_have_their_four_parts() -> None:
    papers = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [int(paper.name[:4]) for paper in papers] == list(range(1, len(papers) + 1))
    for paper in papers:
        headings = re.findall(r"^## (.+)$", paper.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences", "Alternatives"], paper.name
