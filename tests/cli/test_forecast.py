"""`loket forecast`: a log in, figures out that can be worked out by hand; a bad table is refused by file and line."""

from __future__ import annotations

import gzip
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from loket.model.service import WaitRange
from loket.office.calling import call_visit, finish, start
from loket.office.context import Office
from loket.office.signin import sign_in
from loket.office.ticketing import cancel, take_ticket
from tests.factories import FixedClock, an_office

TICKETS = """day,line,arrived_min,called_min,wait_min,ahead_at_arrival,counters_open
2026-11-23,A,500,525,25,1,1
2026-11-23,B,500,590,90,3,1
"""
QUESTIONS = """day,line,ticket,asked_min,ahead,counters_open,vendor_avg_service_min,last_called_wait,\
head_of_line_wait,true_wait_min
2026-11-23,A,7,500,1,1,8,,4,25
2026-11-23,B,9,500,3,1,5,12,10,90
"""


@pytest.fixture
def scored(nowhere, tmp_path):
    """Score two tables; an office is not asked for."""

    def run(tickets=TICKETS, questions=QUESTIONS, *words):
        paths = []
        for name, text in (("tickets.csv", tickets), ("questions.csv", questions)):
            paths.append(tmp_path / name)
            paths[-1].write_bytes(text if isinstance(text, bytes) else text.encode())
        return nowhere.bare("forecast", "score", "--tickets", paths[0], "--questions", paths[1], *words)

    return run


def test_the_figures_are_those_worked_out_by_hand(scored):
    """Nobody was called before a question, so Loket says (ahead + 1) × 10: 20 (7–42) and 40 (14–84) minutes."""
    found = scored(TICKETS, QUESTIONS, "--json")
    assert (found.code, found.err) == (0, "")
    said = found.json()
    assert (said["questions"], said["days"], said["test_from"], said["mean_wait_min"]) == (2, 1, "2026-11-23", 57.5)
    off = {name: (row["mae"], row["median_error"], row["good"]) for name, row in said["methods"].items()}
    assert off == {
        "naive_vendor": ((25 - 8 + 90 - 15) / 2, 46, 0),
        "naive_10": ((25 - 10 + 90 - 30) / 2, 37.5, 0),
        "les": ((25 - 4 + 90 - 12) / 2, 49.5, 0),  # nobody called yet: the head of the line
        "hol": ((25 - 4 + 90 - 10) / 2, 50.5, 0),
        "loket": ((25 - 20 + 90 - 40) / 2, 27.5, 0.5),
    }
    assert said["methods"]["loket"]["rmse"] == pytest.approx(((25 + 2500) / 2) ** 0.5, abs=1e-4)
    held = {name: said["range"][name] for name in ("coverage", "width", "interval_score", "above", "bias")}
    assert held == {"coverage": 0.5, "width": (35 + 70) / 2, "interval_score": (35 + 70 + 10 * 6) / 2, "above": 0.5,
                    "bias": (-5 - 50) / 2}  # fmt: skip
    assert said["ratio"]["hol"] == pytest.approx(27.5 / 50.5, abs=1e-4)
    assert said["ratio"]["naive_10"] == pytest.approx(27.5 / 37.5, abs=1e-4)
    assert said["ms_per_forecast"] > 0
    assert [row["day"] for row in said["per_day"]] == ["2026-11-23"]
    # At half of their waits (12.5 and 45 minutes left) nobody stands before them: Loket says 10, the naive rule 0.
    midway = said["while_waiting"]
    assert midway["questions"] == 2
    assert midway["methods"]["loket"]["mae"] == (2.5 + 35) / 2
    assert midway["methods"]["naive_10"]["mae"] == (12.5 + 45) / 2
    assert midway["methods"]["hol"] is None


def test_the_same_figures_are_said_in_words(scored):
    found = scored()
    assert found.code == 0
    assert found.out.startswith("2 pertanyaan pada 1 hari sejak 23 November 2026; tunggu rata-rata 57,5 menit\n")
    (line,) = [line for line in found.out.splitlines() if line.startswith("Loket ")][:1]
    assert line.split() == ["Loket", "27,5", "27,5", "35,5", "50%"]
    assert "Selagi menunggu" in found.out
    english = scored(TICKETS, QUESTIONS, "--lang", "en")
    assert english.out.startswith("2 questions, days judged: 1, from 23 November 2026; mean wait 57.5 minutes\n")


def test_packed_tables_further_columns_and_a_byte_order_mark_make_no_difference(scored):
    plain = scored(TICKETS, QUESTIONS, "--json").json()
    wide = "\n".join(line + ",x" for line in QUESTIONS.splitlines())
    packed = scored(gzip.compress(TICKETS.encode()), b"\xef\xbb\xbf" + wide.encode(), "--json").json()
    assert packed["methods"] == plain["methods"]
    assert packed["range"] == plain["range"]


def test_without_optional_columns_their_methods_are_left_out_or_worked_out_from_the_tickets(scored):
    tickets = "day,line,arrived_min,called_min\n2026-11-23,A,480,505\n2026-11-23,A,495,520\n2026-11-23,A,470,490\n"
    questions = "day,line,asked_min,ahead,true_wait_min\n2026-11-23,A,500,2,40\n"
    said = scored(tickets, questions, "--json").json()
    off = {name: row and row["mae"] for name, row in said["methods"].items()}
    assert off["naive_vendor"] is None
    assert off["naive_10"] == 20, "one counter, when nobody knows how many were open"
    assert off["les"] == 40 - 20, "the last one called came at 470 and was called at 490"
    assert off["hol"] == 40 - 20, "the head of the line had come at 480"


def test_visitors_who_were_never_called_are_left_out(scored):
    tickets = TICKETS + "2026-11-23,A,501,,,1,1\n"
    questions = QUESTIONS + "2026-11-23,A,8,501,1,1,8,,4,NA\n"
    assert scored(tickets, questions, "--json").json()["questions"] == 2


@pytest.mark.parametrize(
    ("tickets", "questions", "says"),
    [
        (
            TICKETS.replace("525", "499"),
            QUESTIONS,
            "tickets.csv, baris 2: “499” di kolom called_min bukan menit pada atau setelah",
        ),
        (TICKETS.replace("590", "satu"), QUESTIONS, "tickets.csv, baris 3: “satu” di kolom called_min bukan angka"),
        (TICKETS.replace("B,500", "B,9999"), QUESTIONS, "baris 3: “9999” di kolom arrived_min bukan menit"),
        (TICKETS.replace("2026-11-23,B", "besok,B"), QUESTIONS, "baris 3: “besok” di kolom day"),
        (TICKETS.replace("23,B,", "23,,"), QUESTIONS, "baris 3: “” di kolom line bukan nama"),
        (TICKETS.replace(",90,3,1", ",90,3"), QUESTIONS, "baris 3: ada 6 kolom, seharusnya 7"),
        (TICKETS.replace("called_min", "dipanggil"), QUESTIONS, "tickets.csv: kolom called_min tidak ada"),
        ("", QUESTIONS, "kolom day, line, arrived_min, called_min tidak ada"),
        (TICKETS, QUESTIONS.replace(",90\n", ",-1\n"), "questions.csv, baris 3: “-1” di kolom true_wait_min"),
        (TICKETS, QUESTIONS.replace("9,500,3,", "9,500,,"), "baris 3: “” di kolom ahead bukan banyaknya orang"),
        (TICKETS, QUESTIONS.replace("9,500,3,", "9,500,inf,"), "baris 3: “inf” di kolom ahead bukan angka"),
        (TICKETS, b"\x1f\x8bno gzip", "questions.csv bukan tabel CSV"),
        (TICKETS, b"\xff\xfe\x00", "questions.csv bukan tabel CSV"),
        (TICKETS, QUESTIONS.splitlines()[0] + "\n", "tidak ada pertanyaan yang terjawab"),
    ],
)
def test_a_bad_table_is_refused_with_file_line_and_what_to_do(scored, tickets, questions, says):
    found = scored(tickets, questions)
    assert found.code == 1
    assert says in found.complaint()


def test_a_table_as_an_indonesian_spreadsheet_saves_it_is_read_the_same(scored):
    """Semicolons, decimal commas, days as 23/11/2026."""
    tickets, questions = (
        text.replace(",", ";").replace("2026-11-23", "23/11/2026").replace(";500;", ";500,0;")
        for text in (TICKETS, QUESTIONS)
    )
    plain, saved = scored(TICKETS, QUESTIONS, "--json").json(), scored(tickets, questions, "--json").json()
    assert {**saved, "ms_per_forecast": 0} == {**plain, "ms_per_forecast": 0}
    wrong = scored(tickets.replace("500,0", "500,0,1"), questions)
    assert (wrong.code, "“500,0,1” di kolom arrived_min" in wrong.complaint()) == (1, True)


def test_a_tickets_table_that_teaches_nothing_is_said_to(scored):
    head = TICKETS.splitlines()[0] + "\n"
    assert scored(TICKETS, QUESTIONS, "--json").json()["lessons"] == 4, "two visitors, at issue and half-way"
    assert scored(head, QUESTIONS, "--json").json()["lessons"] == 0
    assert "tidak ada yang dipelajari" in scored(head, QUESTIONS).out
    assert "tidak ada yang dipelajari" not in scored(TICKETS, QUESTIONS).out


def test_a_table_that_cannot_be_read_is_a_trouble(nowhere, tmp_path):
    found = nowhere.bare("forecast", "score", "--tickets", tmp_path / "a.csv", "--questions", tmp_path / "b.csv")
    assert found.code == 3
    assert "a.csv tidak dapat dibaca" in found.complaint()


def test_days_and_tables_that_make_no_sense_are_refused(scored, loket, tmp_path):
    assert "2027" in scored(TICKETS, QUESTIONS, "--test-from", "2027").complaint()
    assert "--test-from" in scored(TICKETS, QUESTIONS, "--test-from", "2027-01-01").complaint()
    assert "kedua tabel" in loket.misused("forecast", "score", "--tickets", tmp_path / "a.csv")
    assert "--from" in loket.refused("forecast", "score")
    assert "2026-11" in loket.misused("forecast", "promise", "--month", "november")
    assert loket("forecast").code == 2


def a_made_log(days: int = 9, seed: int = 5) -> tuple[str, str]:
    """An office of one counter that takes 6 minutes where 10 are believed; seeded, nothing of it is real."""
    chance = Random(seed)
    tickets, questions = [TICKETS.splitlines()[0]], [QUESTIONS.splitlines()[0]]
    for day in range(days):
        name = f"2026-11-{day + 2:02d}"
        free, line = 485.0, []
        for minute in sorted(480 + chance.triangular(0, 240, 60) for _ in range(40)):
            called = max(minute, free)
            free = called + chance.lognormvariate(1.6, 0.6)
            line.append((minute, called))
        for number, (minute, called) in enumerate(line):
            ahead = sum(came < minute < gone for came, gone in line)
            head = max((minute - came for came, gone in line if came < minute < gone), default=0)
            tickets.append(f"{name},A,{minute:.2f},{called:.2f},{called - minute:.2f},{ahead},1")
            questions.append(f"{name},A,{number},{minute:.2f},{ahead},1,10,,{head:.2f},{called - minute:.2f}")
    return "\n".join(tickets), "\n".join(questions)


def test_after_six_days_of_a_made_log_loket_is_nearer_than_every_simple_rule_and_its_range_holds(scored):
    said = scored(*a_made_log(), "--json").json()
    assert (said["days"], said["test_from"], said["questions"]) == (3, "2026-11-08", 120)
    assert said["ratio"]["hol"] < 0.7
    assert said["ratio"]["naive_10"] < 0.55
    assert 0.7 < said["range"]["coverage"] < 0.95
    assert said["while_waiting"]["ratio"]["naive_10"] < 0.6


# --- the office's own log -----------------------------------------------------------------------------------------


@pytest.fixture
def worked(tmp_path: Path) -> Path:
    """An office that told 5–20 minutes (base 10) to six visitors, called them after 4, 8 … 20 minutes; one left."""
    clock = FixedClock()
    office = an_office(tmp_path, clock=clock)
    sign_in(office, 1, "P1")
    sign_in(office, 2, "P2")
    visits = [take_ticket(office, "A", told=WaitRange(300, 1200, 600)).visit for _ in range(7)]
    take_ticket(office, "B")
    for visit in visits[:6]:
        clock.pass_(minutes=4)
        _serve(office, visit)
    clock.pass_(minutes=2)
    cancel(office, visits[6])
    office.store.close()
    return tmp_path / "loket.db"


def _serve(office: Office, visit: str) -> None:
    call_visit(office, 1, visit)
    start(office, 1)
    finish(office, 1)


def test_the_offices_own_waits_are_judged_as_they_were_told(nowhere, worked):
    days = ("--from", "2026-11-23", "--to", "2026-11-23")
    said = nowhere.bare("forecast", "score", *days, "--database", worked, "--json").json()
    assert (said["questions"], said["days"], said["mean_wait_min"]) == (6, 1, pytest.approx(14, abs=0.01))
    # waits of 4, 8, 12, 16, 20, 24 minutes; told 5–20: two too early and too late
    assert said["told"]["coverage"] == pytest.approx(4 / 6, abs=1e-3)
    assert said["told"]["above"] == pytest.approx(1 / 6, abs=1e-3)
    # 0 to 5 people before, two counters, 15 minutes by the set-up: 0, 7.5, … 37.5
    off = [4, 0.5, 3, 6.5, 10, 13.5]
    assert said["methods"]["naive_vendor"]["mae"] == pytest.approx(sum(off) / 6, abs=0.01)
    # nobody was called before they asked: the base of 10 minutes was all that was known
    assert said["methods"]["loket"]["mae"] == pytest.approx((6 + 2 + 2 + 6 + 10 + 14) / 6, abs=0.01)
    assert said["while_waiting"]["questions"] == 5


def test_the_months_promise_says_who_was_called_in_time_and_counts_who_left_apart(nowhere, worked):
    said = nowhere.bare("forecast", "promise", "--month", "2026-11", "--database", worked, "--json").json()
    figures = {"told": 7, "called": 6, "kept": 5, "within": 4, "judged": 7, "overdue": 0, "share": 0.7143,
               "waiting": 0, "left": 1, "left_late": 1, "postponed": 0, "untold": 1}  # fmt: skip
    assert {name: said[name] for name in figures} == figures
    assert [(row["service"], row["told"], row["untold"]) for row in said["services"]] == [("A", 7, 0), ("B", 0, 1)]
    assert [(row["day"], row["kept"]) for row in said["per_day"]] == [("2026-11-23", 5)]
    words = nowhere.bare("forecast", "promise", "--month", "2026-11", "--database", worked).out
    assert words.startswith(
        "71,4% dari 7 pengunjung dipanggil sebelum batas yang dijanjikan. 1 pergi atau dilanjutkan besok, 1 di "
        "antaranya setelah batas itu lewat (tidak ditepati). 1 tidak diberi perkiraan dan tidak dihitung.\n"
    )
    none = nowhere.bare("forecast", "promise", "--month", "2026-12", "--database", worked)
    assert (none.code, none.out.splitlines()[0]) == (0, "Belum ada pengunjung yang diberi perkiraan lalu dipanggil.")


def test_days_without_told_waits_are_refused_plainly(nowhere, worked):
    later = str((FixedClock().time + timedelta(days=5)).date())
    found = nowhere.bare("forecast", "score", "--from", later, "--to", later, "--database", worked)
    assert found.code == 1
    assert "tidak ada pengunjung yang diberi perkiraan" in found.complaint()
