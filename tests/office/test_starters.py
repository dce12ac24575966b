"""A starter file becomes an office, or is refused with its file, line and reason."""

import json
import tomllib
from datetime import date, datetime, time
from pathlib import Path

import pytest

from loket.errors import Refused
from loket.model.calendar import holiday_on, is_open
from loket.office.starter_office import HUES
from loket.office.starters import catalogue_of, load_holidays, load_starter, starter_names, year_is_covered
from loket.resources import data

SMALL = """\
[kantor]
nama = "Kelurahan Contoh"
tempat = "Kota Arunika"
zona_waktu = "Asia/Makassar"

[jam]
senin = ["08.00-12.00", "13.00-15.00"]

[[teks_berjalan]]
teks = "Semua layanan gratis."

[[layanan]]
huruf = "A"
nama = "Surat Pengantar"
waktu_menit = 10
tunggu_menit = 20
syarat = [
    { nama = "KTP-el" },
    { nama = "Kartu Keluarga", catatan = "Fotokopi" },
]

[[layanan]]
huruf = "B"
nama = "Surat Lain"
waktu_menit = 5
tunggu_menit = 10
warna = "biru"
ikon = "badge"

[[loket]]
nomor = 1
layanan = ["A", "B"]
arah = "east"

[[petugas]]
kode = "P1"
nama = "Petugas 1"
"""


def write(folder: Path, text: str, name: str = "kantor.toml") -> str:
    """Save an office's own file and give its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_shipped_starter_is_a_whole_office_marked_as_an_example() -> None:
    starter = load_starter("dinsos")
    assert starter.example
    assert (starter.face.name, starter.face.place) == ("Dinas Sosial", "Kota Arunika")
    assert starter.face.government == "Pemerintah Kota Arunika"
    assert starter.rules.zone == "Asia/Jayapura"
    assert [service.code for service in starter.services] == list("ABCDEFGHJK")
    assert [service.code for service in starter.services if service.face.clinic] == ["K"]
    assert [counter.number for counter in starter.counters] == [1, 2, 3, 4, 5, 6]
    assert (starter.counters[5].name.id, starter.counters[5].plate) == ("Ruang Konsultasi 1", "K1")
    assert {"P1", "K1", "PN"} <= {officer.code for officer in starter.officers}
    assert len(starter.rules.messages) > 1


def test_everything_in_the_shipped_starter_has_its_english_words() -> None:
    starter = load_starter("dinsos")
    words = [starter.face.room, *starter.rules.messages]
    for service in starter.services:
        words += [service.face.name, service.face.description, service.face.fee]
        for requirement in service.face.requirements:
            words += [requirement.name] + ([requirement.note] if requirement.note else [])
    for counter in starter.counters:
        words += [counter.name, counter.where]
    assert [each.id for each in words if not each.en] == []


def test_the_example_office_gives_numbers_through_the_lunch_break_and_longer_on_friday() -> None:
    starter = load_starter("dinsos")
    hours, zone = starter.services[0].hours, starter.rules.tz
    thursday, friday = date(2026, 11, 26), date(2026, 11, 27)
    assert is_open(hours, datetime.combine(thursday, time(12, 30), zone))
    assert not is_open(hours, datetime.combine(thursday, time(16, 0), zone))
    assert is_open(hours, datetime.combine(friday, time(16, 0), zone))
    assert not is_open(hours, datetime.combine(date(2026, 11, 28), time(9, 0), zone))


def test_hues_are_those_of_the_theme() -> None:
    assert list(HUES) == list(json.loads(data("theme", "tokens.json").read_text(encoding="utf-8"))["hue"])


def test_an_office_copies_the_starter_and_makes_it_its_own(tmp_path: Path) -> None:
    text = data("starters", "dinsos.toml").read_text(encoding="utf-8")
    own = load_starter(write(tmp_path, text.replace('"Kota Arunika" ', '"Kota Arunika Timur" ')))
    assert own.face.place == "Kota Arunika Timur"
    assert own.services == load_starter("dinsos").services


def test_a_small_file_takes_the_usual_choices(tmp_path: Path) -> None:
    starter = load_starter(write(tmp_path, SMALL))
    assert not starter.example
    assert starter.rules.call_limit == 3
    assert starter.rules.roll_over == time(0, 0)
    assert starter.services[0].face.fee.say("en") == "Free"
    assert starter.services[0].face.requirements[1].note.id == "Fotokopi"
    assert starter.counters[0].name.say("en") == "Counter 1"
    assert starter.counters[0].plate == "1"
    assert starter.services[0].hours.to_plain() == {"mon": ["08:00-12:00", "13:00-15:00"]}


def test_an_office_has_a_last_line_of_its_own_on_every_slip(tmp_path: Path) -> None:
    words = 'kaki_cetakan = "Pantau di arunika.example"\nkaki_cetakan_en = "Follow it at arunika.example"\n'
    footer = load_starter(write(tmp_path, SMALL.replace("[jam]", f"{words}\n[jam]"))).face.footer
    assert (footer.say("id"), footer.say("en")) == ("Pantau di arunika.example", "Follow it at arunika.example")


def test_a_new_office_finds_everything_of_its_starter_by_code_and_knows_the_holidays(tmp_path: Path) -> None:
    starter = load_starter(write(tmp_path, SMALL))
    catalogue = catalogue_of(starter)
    assert catalogue.service("b") is starter.services[1]
    assert catalogue.counter(1) is starter.counters[0]
    assert [catalogue.officer(each.code) for each in starter.officers] == list(starter.officers)
    assert (catalogue.face, catalogue.rules) == (starter.face, starter.rules)
    assert catalogue.holidays == tuple(load_holidays())


def test_a_service_may_have_hours_of_its_own(tmp_path: Path) -> None:
    text = SMALL.replace('warna = "biru"', 'jam = { selasa = ["09.00-10.00"] }')
    services = load_starter(write(tmp_path, text)).services
    assert services[1].hours.to_plain() == {"tue": ["09:00-10:00"]}
    assert services[0].hours != services[1].hours


def test_an_emblem_beside_the_file_is_found_and_a_missing_one_refused(tmp_path: Path) -> None:
    text = SMALL.replace('tempat = "Kota', 'lambang = "lambang.svg"\ntempat = "Kota')
    with pytest.raises(Refused, match=r"kantor\.toml, baris 3: berkas lambang “lambang\.svg”"):
        load_starter(write(tmp_path, text))
    (tmp_path / "lambang.svg").write_text("<svg/>", encoding="utf-8")
    assert load_starter(write(tmp_path, text)).face.emblem == str((tmp_path / "lambang.svg").resolve())


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "kantor.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert load_starter(str(path)).services == load_starter(write(tmp_path, SMALL, "lain.toml")).services


FAULTS = {
    "an unknown key": ('nama = "Surat Lain"', 'nama = "Surat Lain"\nwarnaa = "biru"', 'warnaa = "biru"', "warnaa"),
    "an unknown table": ("[[petugas]]", "[gudang]\n[[petugas]]", "[gudang]", "gudang"),
    "a letter twice": ('huruf = "B"', 'huruf = "A"', 'huruf = "A"', "sudah dipakai layanan “Surat Pengantar”"),
    "the letter I": ('huruf = "B"', 'huruf = "I"', 'huruf = "I"', "huruf “I”"),
    "the letter O": ('huruf = "B"', 'huruf = "O"', 'huruf = "O"', "huruf “O”"),
    "the letter Q": ('huruf = "B"', 'huruf = "Q"', 'huruf = "Q"', "huruf “Q”"),
    "two letters": ('huruf = "B"', 'huruf = "AB"', 'huruf = "AB"', "huruf “AB”"),
    "an unknown hue": ('warna = "biru"', 'warna = "ungu"', 'warna = "ungu"', "“ungu”"),
    "an unknown icon": ('ikon = "badge"', 'ikon = "ular"', 'ikon = "ular"', "“ular”"),
    "an icon outside": ('ikon = "badge"', 'ikon = "../brand/x"', 'ikon = "../brand/x"', "ikon"),
    "a counter for an unknown service": ('["A", "B"]', '[\n "A",\n "B",\n "Z"]', '"Z"', "loket 1 melayani “Z”"),
    "a counter for nothing": ('["A", "B"]', "[]", "layanan = []", "belum melayani"),
    "a service without counter": ('["A", "B"]', '["A"]', 'huruf = "B"', "layanan B belum dilayani"),
    "a counter twice": ("[[petugas]]", '[[loket]]\nnomor =  1\nlayanan = ["A"]\n[[petugas]]', "nomor =  1", "loket 1"),
    "an unknown direction": ('arah = "east"', 'arah = "kiri"', 'arah = "kiri"', "“kiri”"),
    "hours that are no hours": ('["08.00-12.00", "13.00-15.00"]', '["8 pagi"]', "senin", "8 pagi"),
    "hours backwards": ('["08.00-12.00", "13.00-15.00"]', '["15.00-08.00"]', "senin", "15.00-08.00"),
    "hours that overlap": ('"13.00-15.00"', '"11.00-15.00"', "senin", "jam senin"),
    "an unknown day": ("senin =", "senen =", "senen", "“senen”"),
    "an unknown zone": ("Asia/Makassar", "Asia/Ternate", "zona_waktu", "Asia/Ternate"),
    "a folder as zone": ("Asia/Makassar", "Asia", "zona_waktu", "“Asia”"),
    "a name too long": ('"Surat Lain"', f'"{"n" * 29}"', 'nama = "nnn', "29 huruf"),
    "a description too long": (
        'nama = "Surat Lain"',
        f'nama = "S"\nuraian = "{"u" * 35}"',
        "uraian",
        "paling banyak 34",
    ),
    "a running text too long": ('"Semua layanan gratis."', f'"{"t" * 141}"', "teks =", "paling banyak 140"),
    "a requirement without name": ('{ nama = "KTP-el" }', '{ catatan = "x" }', '{ catatan = "x" }', "“nama” wajib"),
    "an unknown key of a requirement": ('catatan = "Fotokopi"', "wajib = true", '{ nama = "Kartu', "“wajib”"),
    "a requirement that is no table": ('{ nama = "KTP-el" },', '"KTP-el",', "syarat = [", "“syarat”"),
    "minutes that are text": ("waktu_menit = 5", 'waktu_menit = "5"', "waktu_menit =", "bilangan bulat dari 1"),
    "minutes missing": ("waktu_menit = 5\n", "", "[[layanan]]", "“waktu_menit”"),
    "minutes that are true": ("waktu_menit = 5", "waktu_menit = true", "waktu_menit = true", "“waktu_menit”"),
    "a name that is a number": ('nama = "Surat Lain"', "nama = 7", "nama = 7", "“nama” wajib"),
    "a name that is missing": ('nama = "Kelurahan Contoh"\n', "", "[kantor]", "“nama” wajib"),
    "a switch that is text": ('nama = "Surat Lain"', 'nama = "S"\nklinik = "ya"', "klinik", "true atau false"),
    "English without Indonesian": ('nama = "Surat Lain"', 'nama = "S"\nuraian_en = "x"', "uraian_en", "belum diisi"),
    "an officer twice": ('kode = "P1"', 'kode = "P1"\nnama = "x"\n[[petugas]]\nkode = "p1"', 'kode = "p1"', "P1"),
    "a service table instead of a list": ("[[layanan]]", "[layanan]", "", ""),
    "no office": ("[kantor]", "[jam2]", "", ""),
    "a roll-over hour that is none": (
        'tempat = "Kota',
        'pergantian_hari = "25.00"\ntempat = "Kota',
        "pergantian",
        "25",
    ),
    "a language that does not ship": ('tempat = "Kota', 'bahasa = ["id", "tet"]\ntempat = "Kota', "bahasa", "bahasa"),
    "a plate too long": ('arah = "east"', 'papan = "LOKET"', "papan", "paling banyak 3"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_its_line_and_reason(tmp_path: Path, fault: str) -> None:
    before, after, at, reason = FAULTS[fault]
    assert before in SMALL
    text = SMALL.replace(before, after) if fault == "a service table instead of a list" else swap(SMALL, before, after)
    with pytest.raises(Refused) as refusal:
        load_starter(write(tmp_path, text))
    assert refusal.value.facts["file"] == "kantor.toml"
    line = refusal.value.facts["line"]
    assert isinstance(line, int)
    if at:
        candidates = [row for row, each in enumerate(text.splitlines(), 1) if each.strip().startswith(at)]
        assert line == candidates[-1], str(refusal.value)
    assert str(refusal.value).startswith(f"kantor.toml, baris {line}: ")
    assert reason in str(refusal.value)
    assert "\n" not in str(refusal.value)


def swap(text: str, before: str, after: str) -> str:
    """Replace the only (or else the last) place."""
    head, _, tail = text.rpartition(before)
    return head + after + tail


def test_a_syntax_error_names_the_line_that_the_parser_stumbled_over(tmp_path: Path) -> None:
    text = SMALL.replace('nama = "Surat Lain"', 'nama = "Surat Lain')
    with pytest.raises(Refused) as refusal:
        load_starter(write(tmp_path, text))
    assert refusal.value.facts["line"] == text.splitlines().index('nama = "Surat Lain') + 1


def test_a_file_that_ends_too_early_names_its_last_line(tmp_path: Path) -> None:
    text = '[kantor]\nnama = "A"\njam = ['
    with pytest.raises(Refused) as refusal:
        load_starter(write(tmp_path, text))
    assert refusal.value.facts["line"] in {2, 3, 4}
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)


def test_a_key_written_twice_is_refused_on_the_second_line(tmp_path: Path) -> None:
    text = SMALL.replace('huruf = "B"', 'huruf = "B"\nhuruf = "C"')
    with pytest.raises(Refused) as refusal:
        load_starter(write(tmp_path, text))
    assert text.splitlines()[int(str(refusal.value.facts["line"])) - 1] == 'huruf = "C"'


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "kantor.toml"
    path.write_bytes(SMALL.replace("Kota Arunika", "Köta").encode("latin-1"))
    with pytest.raises(Refused, match=r"baris 3: .*UTF-8"):
        load_starter(str(path))


@pytest.mark.parametrize("name", ["dinsoss", "/tidak/ada.toml", "", "../starters/dinsos", "."])
def test_a_missing_file_is_refused_and_the_shipped_starters_are_named(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        load_starter(name)
    assert refusal.value.code == "starter_unknown"
    for shipped in starter_names():
        assert shipped in str(refusal.value)


def test_an_office_without_officers_or_counters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"baris 1: “petugas”"):
        load_starter(write(tmp_path, SMALL[: SMALL.index("[[petugas]]")]))
    with pytest.raises(Refused, match=r"baris 1: “loket”"):
        load_starter(write(tmp_path, SMALL[: SMALL.index("[[loket]]")]))


def test_an_empty_file_is_refused_on_its_first_line(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="baris 1"):
        load_starter(write(tmp_path, ""))


@pytest.mark.parametrize(("year", "public", "joint"), [(2026, 17, 8), (2027, 18, 8)])
def test_the_decreed_holidays_are_all_there(year: int, public: int, joint: int) -> None:
    of_year = [holiday for holiday in load_holidays() if holiday.day.year == year]
    assert len({holiday.day for holiday in of_year}) == public + joint
    assert sum(holiday.joint_leave for holiday in of_year) == joint
    assert all(holiday.name for holiday in of_year)


def test_well_known_days_carry_their_names_and_kinds() -> None:
    holidays = load_holidays()
    independence = holiday_on(date(2026, 8, 17), holidays)
    assert independence is not None
    assert "Kemerdekaan" in independence.name
    assert not independence.joint_leave
    eid_eve = holiday_on(date(2027, 3, 9), holidays)
    assert eid_eve is not None
    assert eid_eve.joint_leave
    assert holiday_on(date(2026, 11, 23), holidays) is None
    assert [holiday.day for holiday in holidays] == sorted(holiday.day for holiday in holidays)


def test_a_year_without_decree_is_known_to_be_missing() -> None:
    holidays = load_holidays()
    assert year_is_covered(holidays, date(2027, 6, 1))
    assert not year_is_covered(holidays, date(2028, 6, 1))


def test_the_starter_samsat_is_one_number_through_four_counters() -> None:
    catalogue = catalogue_of(load_starter("samsat"))
    assert catalogue.service("S").then == ("T", "R", "Y")
    assert [service.code for service in catalogue.services.values() if service.at_kiosk] == ["S"]
    assert catalogue.rules.skills == {"P4": {"S": 1}}


def test_an_office_writes_its_own_rules_of_the_order(tmp_path: Path) -> None:
    text = SMALL.replace("[jam]", 'prioritas_lain = ["VETERAN"]\njaga_tutup = false\njeda_lewati_menit = 0\n\n[jam]', 1)
    text = text.replace('warna = "biru"', "panggilan_antara = 0")
    starter = load_starter(write(tmp_path, text))
    assert (starter.rules.more_groups, starter.rules.closing_guard, starter.rules.cool_down_min) == (
        ("VETERAN",), False, 0,
    )  # fmt: skip
    assert [service.between for service in starter.services] == [2, None]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('lalu = ["Z"]', "tahap lanjutan “Z” tidak ada"),
        ('lalu = ["B"]', "tahap lanjutan “B” tidak ada, atau layanan itu sendiri"),
        ("panggilan_antara = 99", "dari 0 sampai 20"),
    ],
)
def test_rules_of_the_order_that_make_no_sense_are_refused_with_their_line(
    tmp_path: Path, line: str, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        load_starter(write(tmp_path, SMALL.replace('warna = "biru"', line)))


def test_a_priority_group_is_written_as_a_code(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="huruf besar"):
        load_starter(write(tmp_path, SMALL.replace("[jam]", 'prioritas_lain = ["orang penting"]\n\n[jam]', 1)))
