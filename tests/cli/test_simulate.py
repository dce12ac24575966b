"""The command that plays days: its words, its keys, its refusals."""

from __future__ import annotations

import pytest

FIGURES = {"share", "worst_half_hour", "worst_from", "p95_min", "counter_hours"}
HALF_HOUR = {
    "from", "counters_now", "counters_then", "counters_needed", "share", "share_then", "share_needed",
}  # fmt: skip
MADE_UP = ("--visitors", 60, "--service-minutes", 15, "--counters", 3, "--days", 10)


def test_an_office_that_is_made_up_needs_no_database(nowhere):
    found = nowhere.bare("simulate", *MADE_UP, "--open", 4, "09.00-11.00", "--seed", 3, "--json").json()
    assert set(found) >= {"promise", "now", "then", "proposal", "sentences", "seed", "days"}
    assert found["promise"] == {"share": 0.8, "within_min": 15}
    assert set(found["now"]) == set(found["then"]) == FIGURES
    assert found["then"]["counter_hours"] == found["now"]["counter_hours"] + 2 == 23
    assert found["then"]["share"] > found["now"]["share"]
    assert (found["seed"], found["days"], found["from_days"]) == (3, 10, 0)
    half_hours = found["proposal"]["half_hours"]
    assert [each["from"] for each in half_hours][:3] == ["08:00", "08:30", "09:00"]
    assert all(set(each) == HALF_HOUR for each in half_hours)
    assert half_hours[2]["counters_then"] == half_hours[2]["counters_now"] + 1
    assert all(set(each) == {"counter", "from", "to"} for each in found["proposal"]["breaks"])
    assert found["sentences"][1] == "Loket 4 buka pukul 09.00–11.00."
    assert not nowhere.database.exists()


def test_the_same_seed_gives_the_same_answer(nowhere):
    first, again, other = (nowhere.bare("simulate", *MADE_UP, "--seed", seed, "--json").out for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_the_strip_is_drawn_in_lines(nowhere):
    said = nowhere.bare("simulate", *MADE_UP, "--promise", "90%/30", "--close", 1, "12.00-13.00").out.splitlines()
    assert said[0] == "Janji: 90% dipanggil dalam 30 menit. 10 hari dimainkan, benih 1."
    assert said[2].startswith("  08.00     3")
    assert "Loket 1 tutup pukul 12.00–13.00." in said
    assert "09:30" in nowhere.bare("simulate", *MADE_UP, "--lang", "en").out


def test_an_office_without_history_is_played_on_its_standards(loket):
    found = loket.done("simulate", "--days", 2, "--close", 1, "09.00-10.00")
    assert found["from_days"] == 0
    assert "Riwayat belum cukup" in found["sentences"][-1]
    assert found["now"]["counter_hours"] == found["then"]["counter_hours"] + 1
    assert "Loket 77 tidak ada" in loket.refused("simulate", "--open", 77, "09.00-10.00")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--promise", "soon"), "Janji “soon” tidak dapat dipakai"),
        (("--promise", "0%/15"), "bagian 1–100%"),
        (("--promise", "180%/15"), "Janji “180%/15” tidak dapat dipakai: tulis bagian 1–100%"),
        (("--promise", "80%/1000"), "menit 1–999"),
        (("--open", "satu", "09.00-10.00"), "“satu” bukan nomor loket"),
        (("--open", 1, "pagi"), "pagi"),
        (("--open", 1, "11.00-09.00"), "berakhir sebelum mulai"),
        (("--days", 0), "--days harus 1 sampai 2000"),
        (("--visitors", -5), "--visitors harus 1 sampai 2000"),
        (("--visitors", "nan"), "--visitors harus 1 sampai 2000"),
        (("--counters", 51), "--counters harus 1 sampai 50"),
    ],
)
def test_what_cannot_be_played_is_refused_in_one_line(nowhere, words, says):
    result = nowhere.bare("simulate", *MADE_UP, *words)
    assert result.code == 2
    assert says in result.complaint()


def test_the_disciplines_are_a_table_and_an_object(nowhere):
    found = nowhere.bare("simulate", "--disciplines", "--days", 2, "--json").json()
    assert (found["days"], found["seed"]) == (2, 1)
    assert [row["discipline"] for row in found["disciplines"]][:2] == ["order_of_arrival", "strict"]
    assert len(found["disciplines"]) == 9
    crowds = found["disciplines"][5]["crowds"]
    assert set(crowds) == {"moderate_15", "busy_15", "busy_40"}
    assert set(crowds["busy_40"]["priority"]) == {"mean_min", "p95_min"}
    said = nowhere.bare("simulate", "--disciplines", "--days", 2).out.splitlines()
    assert len(said) == 2 + 9
    assert said[2].startswith("urutan datang")


def test_the_forecast_is_judged_on_offices_that_are_made_up(nowhere):
    words = ("forecast", "score", "--simulated", "--offices", 1, "--days", 4)
    found = nowhere.bare(*words, "--json").json()
    assert found["test_from"] == "2026-01-07"
    assert set(found["methods"]) >= {"naive_vendor", "les", "hol", "loket"}
    assert found["methods"]["loket"]["mae"] < found["methods"]["naive_vendor"]["mae"]
    assert nowhere.bare(*words, "--seed", 2, "--json").json()["questions"] != found["questions"]
    refused = nowhere.bare(*words[:3], "--days", 0)
    assert refused.code == 2
    assert "--days harus 1 sampai 1000" in refused.complaint()


def test_the_present_line_is_played_with_a_counter_opened_until_closing_or_for_some_hours(loket):
    loket.done("day", "open")
    found = loket.done("simulate", "--now", "--open", 2, "--seed", 4)
    assert set(found) == {"at", "services", "changes", "plays", "seed"}
    assert (found["plays"], found["seed"]) == (30, 4)
    assert set(found["services"][0]) == {"service", "waiting", "norm_min", "now", "then"}
    (change,) = found["changes"]
    assert (change["counter"], change["open"]) == (2, True)
    served = [each for each in found["services"] if each["then"] is not None]
    assert served, "counter 2 serves something"
    assert set(served[0]["then"]) == {"low_min", "mid_min", "high_min", "within"}
    assert served[0]["now"] is None, "nobody has signed in"
    said = loket("simulate", "--now", "--open", 2).out.splitlines()
    assert "dimainkan 30 kali" in said[0]
    assert said[1].startswith("Loket 2 buka pukul ")
    assert "tidak ada loket yang melayani" in said[2]
    assert any(line.startswith("    dengan perubahan: sekitar ") for line in said)
    assert "bukan nomor loket" in loket.misused("simulate", "--now", "--open", "dua")
