"""The papers say what the code does."""

from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from loket.cli.parser import parse
from loket.cli.pictures import ROOMS, shots_of
from loket.model.events import FIRST_PREV, Fact
from loket.model.undoing import ALL_DAY, AT_COUNTER, NEVER, OF_VISITOR, TOO_LATE
from loket.model.visit import LIFECYCLE, OPEN_STATES, Act, State
from tools import lifecycle, manual_pictures

ROOT = Path(__file__).resolve().parent.parent


def test_the_lifecycle_drawing_is_the_table() -> None:
    page = lifecycle.PAGE.read_text(encoding="utf-8")
    assert page == lifecycle.with_drawing(page), "run tools/lifecycle.py"


def test_every_state_can_be_reached_and_every_open_state_can_end() -> None:
    reached = {State.WAITING} | set(LIFECYCLE.values())
    assert reached == set(State)
    closing = {state for state, act in LIFECYCLE if act is Act.CLOSE_DAY}
    assert closing == OPEN_STATES


def test_the_table_of_what_can_be_taken_back_names_every_step_that_the_program_knows_of() -> None:
    page = (ROOT / "docs" / "journal.md").read_text(encoding="utf-8")
    table = page.split("## Taking back")[1].split("\n## ")[0]
    assert {kind for kind in (*AT_COUNTER, *OF_VISITOR, *NEVER) if f"`{kind}`" not in table} == set()
    for line in table.splitlines():
        said = set(re.findall("`(visit_[a-z_]+)`", line))
        if "120 s" in line and said:
            assert said <= {str(kind) for kind in TOO_LATE}, (
                "and every one of these says what to do when it is too late"
            )


def test_every_step_with_a_limit_of_time_says_what_to_do_when_it_is_over() -> None:
    assert set(TOO_LATE) == (AT_COUNTER | OF_VISITOR) - ALL_DAY


def the_outsiders_check(lines: list[dict[str, object]]) -> subprocess.CompletedProcess[str]:
    """Run the lines of Python that docs/journal.md gives to an outsider."""
    page = (ROOT / "docs" / "journal.md").read_text(encoding="utf-8")
    code = page.split("```python")[1].split("```")[0]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    return subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, text=True, check=False)


def test_an_outsider_can_check_the_journal_with_the_lines_in_the_papers() -> None:
    facts, prev = [], FIRST_PREV
    for seq, kind in enumerate(("OfficeMade", "TicketTaken", "VisitCalled"), start=1):
        fact = Fact(
            seq, f"2026-11-23T00:0{seq}:00.000000Z", kind, number="A001", data={"alasan": "giliran – “é”"}, prev=prev
        )
        fact = replace(fact, hash=fact.expected_hash())
        facts.append(fact)
        prev = fact.hash
    lines = [fact.line() for fact in facts]
    assert the_outsiders_check(lines).stdout == f"whole, up to {prev}\n"
    changed = [lines[0], {**lines[1], "number": "A002"}, lines[2]]
    assert the_outsiders_check(changed).stderr == "broken at 2\n"
    assert the_outsiders_check([lines[0], lines[2]]).stderr == "broken at 3\n"


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


def pictures_named_in_the_manual() -> set[Path]:
    pages = sorted((ROOT / "docs" / "manual").glob("*.md"))
    found = {page: re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8")) for page in pages}
    return {(page.parent / target).resolve() for page, targets in found.items() for target in targets}


def test_every_picture_of_the_manual_is_one_that_the_script_paints_and_all_are_shown() -> None:
    names = [*manual_pictures.PICTURES, *manual_pictures.SLIPS]
    known = {(manual_pictures.MANUAL / f"{name}.png").resolve() for name in names}
    assert pictures_named_in_the_manual() == known
    assert {path.resolve() for path in manual_pictures.MANUAL.iterdir()} == known


def test_every_picture_of_the_papers_shows_a_state_that_its_screen_knows() -> None:
    pictures = [*manual_pictures.PICTURES.values(), *(picture for picture, _ in manual_pictures.PLACES)]
    for picture in pictures:
        shots, sizes = shots_of(ROOMS[picture.screen][0])
        assert picture.state in shots, f"{picture.screen} {picture.state}"
        assert picture.state in sizes, f"{picture.screen} {picture.state}"


def test_pictures_of_the_papers_are_small() -> None:
    sizes = [path.stat().st_size for path in manual_pictures.MANUAL.iterdir()]
    assert max(sizes) <= manual_pictures.MOST_BYTES
    assert sum(sizes) <= manual_pictures.MOST_BYTES_TOGETHER
    assert manual_pictures.README_PICTURE.stat().st_size <= manual_pictures.MOST_BYTES_README


def test_the_readme_names_every_command() -> None:
    """A word of the command line that no paper tells about is a secret."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    with pytest.raises(SystemExit), contextlib.redirect_stdout(io.StringIO()) as said:
        parse(["--help"])
    words = re.findall(r"^    ([a-z]+) {2,}", said.getvalue(), flags=re.MULTILINE)
    assert len(words) > 25
    assert [word for word in words if not re.search(rf"^loket .*\b{word}\b", page, flags=re.MULTILINE)] == []


def test_every_mistake_of_others_has_a_test_of_ours() -> None:
    page = (ROOT / "docs" / "regressions.md").read_text(encoding="utf-8")
    named = re.findall(r"`(test_\w+)`", page)
    numbers = [int(number) for number in re.findall(r"^\| (\d+) \|", page, flags=re.MULTILINE)]
    known = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)\(", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }
    assert numbers == list(range(1, 41))
    assert [name for name in named if name not in known] == []
