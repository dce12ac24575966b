"""docs/cli.md names every key of every answer: the commands are run, and what they print is held against the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "cli.md"

NOT_RUN = {
    "loket database prepare", "loket database password",  # need a server
    "loket readmit",  # needs tomorrow; it prints a ticket as `take` does
    "loket printer find",  # prints what hangs on this PC
    "loket bench",  # takes minutes; --list is run
}  # fmt: skip

_HEAD = re.compile(r"^### (.+)$")
_TICKED = re.compile(r"`([^`]+)`")


def told_by_the_page() -> dict[str, set[str]]:
    """Give the keys that the page names for each command."""
    found: dict[str, set[str]] = {}
    commands: list[str] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if head := _HEAD.match(line):
            commands = _TICKED.findall(head[1])
            found |= {command: set() for command in commands}
        elif line.startswith("| `"):
            for command in commands:
                found[command] |= set(_TICKED.findall(line.split(" | ")[0]))
    return found


def paths(value: object, before: str = "") -> Iterator[str]:
    """Give the path of every leaf; that of an empty list or object is its own."""
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from paths(each, f"{before}.{key}" if before else str(key))
    elif isinstance(value, list) and value:
        for each in value:
            yield from paths(each, f"{before}[]")
    else:
        yield before


def fits(told: str, seen: str) -> bool:
    """Tell whether a path of the page is that of a leaf; `<day>` is any key, and data of a fact is told as a whole."""
    pattern = re.sub(r"<[^>]+>", "[^.]+", re.escape(told).replace(r"\<", "<").replace(r"\>", ">"))
    return re.fullmatch(pattern, seen) is not None


def is_told(seen: str, told: set[str]) -> bool:
    """Tell whether the page names a leaf, or something below it where there is nothing now, or all of it as a whole."""
    below = re.compile(re.escape(seen) + r"[.\[]")
    return any(
        fits(each, seen) or below.match(each) or (each in _WHOLE and seen.startswith((f"{each}.", f"{each}[")))
        for each in told
    )


_WHOLE = {"data", "versions", "rows", "figures"}


class Answers:
    """Runs commands and keeps the paths of all that they print."""

    def __init__(self, loket) -> None:
        self.loket = loket
        self.seen: dict[str, set[str]] = {}

    def __call__(self, command: str, *words: object) -> list[dict[str, object]]:
        """Run `loket …`; `command` is its name on the page."""
        result = self.loket(*command.split()[1:], *words, "--json")
        assert result.code == 0, (command, words, result.err)
        found = [json.loads(line) for line in result.out.splitlines()]
        self.seen.setdefault(command, set()).update(path for each in found for path in paths(each))
        return found


def keep(answers: Answers, name: str, *words: object) -> list[dict[str, object]]:
    """Run words whose page entry has another name."""
    result = answers.loket(*words, "--json")
    assert result.code == 0, (words, result.err)
    found = [json.loads(line) for line in result.out.splitlines()]
    answers.seen.setdefault(name, set()).update(path for each in found for path in paths(each))
    return found


@pytest.fixture(scope="module")
def page() -> dict[str, set[str]]:
    return told_by_the_page()


@pytest.fixture
def run(loket) -> Answers:
    return Answers(loket)


def held(page: dict[str, set[str]], answers: Answers) -> None:
    """Every printed key is on the page, and every key of the page was printed."""
    wrong = []
    for command, seen in answers.seen.items():
        told = page[command]
        wrong += [f"{command}: {each} is not told" for each in seen if not is_told(each, told)]
        wrong += [f"{command}: {each} was not seen" for each in told if not is_seen(each, seen)]
    assert sorted(wrong) == []


def is_seen(told: str, seen: set[str]) -> bool:
    """Tell whether a path was printed, or one above it as null, empty, or as something whole."""
    parts = re.split(r"(?=\.|\[)", told)
    above = {"".join(parts[:count]) for count in range(1, len(parts) + 1)}
    return any(fits(each, leaf) for each in above for leaf in seen) or any(leaf.startswith((f"{told}.", f"{told}["))
                                                                          for leaf in seen)  # fmt: skip


def test_what_happens_to_a_visitor_is_told_as_it_is_printed(run, page):
    keep(run, "loket take", "take", "A", "--priority", "LANSIA")
    run("loket signin", 1, "P1")
    for _ in range(5):
        keep(run, "loket take", "take", "A")
    keep(run, "loket take", "take", "B")
    run("loket why", "A003")
    run("loket call", 1)
    run("loket recall", 1)
    run("loket why", "A003")
    run("loket start", 1)
    run("loket transfer", 1, "B")
    run("loket undo", 1)
    run("loket finish", 1)
    run("loket undo", "--number", "A001")
    run("loket finish", 1)
    run("loket call", 1)
    run("loket skip", 1)
    run("loket call", 1)
    run("loket absent", 1)
    (back,) = run("loket return", "A003")
    assert back["state"] == "waiting"
    run("loket call", 1)
    run("loket park", 1)
    run("loket cancel", "A004")
    run("loket postpone", "A005", "--places", 1)
    run("loket priority", "A005", "BALITA", "--reason", "bayi")
    run("loket reprint", "A005")
    run("loket status")
    run("loket journal")
    run("loket verify")
    run("loket signout", 1)
    del run.seen["loket undo"]  # what a step with a slip adds is tried below
    del run.seen["loket signout"], run.seen["loket signin"]
    keep(run, "loket signin", "signin", 1, "P1")
    held(page, run)


def test_counters_that_send_on_and_back_are_told(run, page):
    keep(run, "loket take", "take", "A")
    for counter, officer in ((1, "P1"), (2, "P2")):
        keep(run, "loket signin", "signin", counter, officer)
    run("loket call", 1)
    run("loket transfer", 1, "--to-counter", 2)
    run("loket call", 2)
    run("loket send-back", 2)
    run("loket status")
    run("loket simulate --now", "--open", 3, "--close", 2)
    held(page, run)


def test_the_end_of_a_day_is_told(run, page):
    run("loket day open")
    keep(run, "loket printer add", "printer", "add", "kios", "virtual:")
    for _ in range(2):
        keep(run, "loket take", "take", "A")
    run("loket day carry-over")
    keep(run, "loket undo", "undo", "--number", "A001")
    keep(run, "loket day carry-over --undo", "day", "carry-over", "--undo")
    keep(run, "loket signin", "signin", 1, "P1")
    run("loket call", 1)
    keep(run, "loket undo", "undo", 1)
    run("loket day close", "--print")
    keep(run, "loket day close --undo", "day", "close", "--undo")
    held(page, run)


def test_rules_and_the_calendar_are_told(run, page, tmp_path):
    reason = ("--reason", "SK 1")
    rules = [run("loket fairness", "A", 1, *reason), run("loket skill", "P1", "A", 1, *reason),
             run("loket permit", "P1", "choose", *reason)]  # fmt: skip
    together = set().union(*(paths(each[0]) for each in rules))
    assert together == page["loket permit"]
    run.seen.clear()
    keep(run, "loket service", "service", "close", "C", *reason)
    keep(run, "loket calendar add", "calendar", "add", "2027-03-05", "Setengah hari", "--hours", "08.00-11.00",
         "--breaks", "10.00-10.15", "--service", "A", *reason)  # fmt: skip
    run("loket calendar breaks", "senin=12.00-13.00", "--counter", 1, *reason)
    run("loket calendar show", "--year", 2027)
    (tmp_path / "libur.csv").write_text("tanggal,nama\n2027-04-29,Hari jadi kota\n", encoding="utf-8")
    run("loket calendar import", tmp_path / "libur.csv", *reason)
    run("loket calendar remove", "2027-04-29", *reason)
    held(page, run)


def test_appointments_are_told(run, page, tmp_path):
    run("loket appointment plan", "A", "--days-ahead", 60)
    today = str(run("loket status")[0]["day"])
    free = [slot for day in (today, *_following(today)) for slot in run("loket appointment slots", "A", "--date", day)
            if slot["free"]]  # fmt: skip
    del run.seen["loket status"]
    first, second, third = (str(free[at]["begins"]) for at in (-1, -2, -3))
    (card,) = run("loket appointment book", "A", first[:10], first[11:16], "--name", "Siti", "--phone", "081234567890")
    run("loket appointment move", card["code"], second[:10], second[11:16])
    run("loket appointment undo", card["code"])
    keep(run, "loket printer add", "printer", "add", "kios", "virtual:")
    run("loket appointment print", card["code"])
    run("loket appointment list", "--date", first[:10])
    run("loket appointment reminders", "--date", first[:10])
    (tmp_path / "janji.csv").write_text(f"layanan,tanggal,jam\nA,{third[:10]},{third[11:16]}\n", encoding="utf-8")
    run("loket appointment import", tmp_path / "janji.csv", "--dry-run")
    run("loket appointment cancel", card["code"])
    run("loket appointment forget")
    held(page, run)


def once(run: Answers, command: str, groups: tuple[str, ...], names: tuple[str, ...]) -> None:
    """Take out figures that the page tells once and that groups repeat; they must be the same ones."""
    seen = run.seen[command]
    for group in groups:
        again = {each.removeprefix(group) for each in seen if each.startswith(group)} - set(names)
        assert again, group
        assert {each for each in again if not is_told(each, seen)} == set(), group
        seen -= {group + each for each in again}


def nowhere_else(run: Answers, place: Path) -> object:
    """Make an office at another place; gives the answer."""
    return run.loket.bare("init", "--database", place, "--json").json()


def _following(day: str) -> list[str]:
    return [(date.fromisoformat(day) + timedelta(days=ahead)).isoformat() for ahead in range(1, 15)]


def test_paper_and_keeping_are_told(run, page, tmp_path):
    made = nowhere_else(run, tmp_path / "lain.db")
    assert set(paths(made)) == page["loket init"]
    run("loket printer add", "kios", "virtual:")
    for _ in range(2):
        keep(run, "loket take", "take", "A")
    run("loket spool", "--once")
    run("loket printer list")
    run("loket printer status", "kios")
    (job, *_) = run("loket printer jobs")
    run("loket printer reprint", job["job"])
    run("loket printer log")
    run("loket printer test", "kios")
    run("loket printer roll", "kios")
    run("loket slip", "A001", "--out", tmp_path / "a.png", "--print")
    keep(run, "loket report", "report", "day", "--out", tmp_path / "hari.pdf")
    keep(run, "loket report", "report", "promise", "--out", tmp_path / "bulan.pdf")
    run("loket forecast promise")
    once(run, "loket forecast promise", ("services[].", "per_day[]."), ("service", "day"))
    (copy,) = run("loket backup", tmp_path / "cadangan")
    keep(run, "loket restore", "restore", copy["backup"], "--replace")
    run("loket database copy", tmp_path / "salinan.db")
    run("loket --version")
    faults = run.loket("printer", "simulate", "--port", 9, "--fault", "list", "--json").out.splitlines()
    assert {path for line in faults for path in paths(json.loads(line))} <= page["loket printer simulate"]
    listed = run.loket.bare("bench", "--list", "--json").out.splitlines()
    assert {path for line in listed for path in paths(json.loads(line))} <= page["loket bench"]
    run("loket printer remove", "kios")
    del run.seen["loket printer remove"]
    held(page, run)


def test_figures_are_told(run, page):
    short = ("--visitors", 60, "--counters", 3, "--days", 3)
    run("loket simulate", *short, "--open", 4, "09-11")
    keep(run, "loket simulate --disciplines", "simulate", "--disciplines", "--days", 1)
    run("loket forecast score", "--simulated", "--offices", 1, "--days", 4)
    once(run, "loket forecast score", ("per_day[].",), ("day",))
    page["loket forecast score"].discard("methods.<method>")  # null where a log does not say enough
    held(page, run)


def test_a_check_in_is_told(nowhere, page, monkeypatch):
    """A training office, whose clock is put on the slot."""
    run = Answers(nowhere)
    keep(run, "loket init", "init", "--training")
    run("loket appointment plan", "A", "--days-ahead", 60)
    today = str(run("loket status")[0]["day"])
    slots = [slot for day in _following(today) for slot in run("loket appointment slots", "A", "--date", day)]
    begins = datetime.fromisoformat(str(slots[0]["begins"]))
    (card,) = run("loket appointment book", "A", f"{begins:%Y-%m-%d}", f"{begins:%H:%M}")
    monkeypatch.setenv("LOKET_CLOCK_SHIFT", str((begins - datetime.now(UTC)).total_seconds()))
    (here,) = run("loket appointment check-in", card["code"])
    assert here["number"] == "A001"
    keep(run, "loket appointment", "appointment")
    for partly in ("loket status", "loket appointment plan"):
        del run.seen[partly]
    held(page, run)


def test_the_example_of_the_readme_is_what_really_happens(nowhere, tmp_path, monkeypatch):
    """Line by line, but for the date."""
    readme = (PAGE.parent.parent / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```console\n(.*?)```", readme, flags=re.DOTALL)
    typed = [word.strip() for line in block.splitlines() if line.startswith("$ ") for word in line[2:].split(";")]
    shown = [line for line in block.splitlines() if not line.startswith("$ ")]
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    for words in typed:
        if words.startswith("export "):
            monkeypatch.setenv(*words.removeprefix("export ").split("="))
        else:
            said += nowhere.bare(*words.split()[1:]).out.splitlines()

    def undated(lines: list[str]) -> list[str]:
        return [re.sub(r"\d+ \w+ \d{4}", "HARI", line) for line in lines]

    assert undated(said) == undated(shown)


def test_every_command_that_answers_is_on_the_page_and_tried_here(page):
    """The README names every command; those that answer with nothing are screens."""
    readme = (PAGE.parent.parent / "README.md").read_text(encoding="utf-8")
    block = readme.split("## Command line")[1].split("```")[1]
    heads = re.findall(r"^loket ([a-z-]+(?: \| [a-z-]+)*)", block, flags=re.MULTILINE)
    named = {word for head in heads for word in head.split(" | ")}
    screens = {"kiosk", "counter", "display", "paper", "printers", "demo", "shot"}
    told = {word for command in page for word in command.split()[1:]}
    assert sorted(named - told - screens) == []
    source = Path(__file__).read_text(encoding="utf-8")
    assert [command for command in page if command not in NOT_RUN and f'"{command}"' not in source] == []
