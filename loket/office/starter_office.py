"""An office as its TOML file describes it: what may stand in each table, and what must hold between them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from loket.errors import N_, Refused
from loket.model.appointment import SlotPlan
from loket.model.calendar import WEEKDAYS, WeekHours
from loket.model.counter import CounterFace, OfficerFace
from loket.model.numbering import LETTERS
from loket.model.office import OfficeFace, OfficeRules
from loket.model.service import BETWEEN, Requirement, Service, ServiceFace
from loket.model.wording import Wording
from loket.office.starter_table import Table
from loket.resources import data
from loket.texts import LANGUAGES

NAME_LIMIT, DESCRIPTION_LIMIT, MESSAGE_LIMIT, WHERE_LIMIT, PLATE_LIMIT = 28, 34, 140, 24, 3
"""Longest texts in characters, from the design's rules on words."""

REQUIREMENT_LIMIT, NOTE_LIMIT = 40, 44
"""Longest name and note of a requirement: two lines on the kiosk."""

HUES = ("laut", "biru", "nila", "manggis", "bata", "zaitun", "hutan", "batu")
DIRECTIONS = (
    "", "east", "west", "north", "south", "north_east", "north_west", "south_east", "south_west",
)  # fmt: skip
DAYS = dict(zip(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"), WEEKDAYS, strict=True))

_OFFICE_KEYS = (
    "nama", "tempat", "pemerintah", "ruang", "ruang_en", "alamat", "kontak", "lambang", "jabatan_kepala",
    "kaki_cetakan", "kaki_cetakan_en", "alamat_status", "bahasa", "zona_waktu", "pergantian_hari", "batas_panggil",
    "batas_urungkan_detik", "tenggang_kembali_menit", "tenggang_kembali_nomor", "jeda_lewati_menit", "jaga_tutup",
    "prioritas_lain", "umur_cetak_menit",
)  # fmt: skip
_SERVICE_KEYS = (
    "huruf", "nama", "nama_en", "uraian", "uraian_en", "ikon", "warna", "waktu_menit", "tunggu_menit", "biaya",
    "biaya_en", "kuota", "klinik", "syarat", "jam", "janji", "panggilan_antara", "lalu", "kios",
)  # fmt: skip
_COUNTER_KEYS = ("nomor", "nama", "nama_en", "papan", "layanan", "letak", "letak_en", "arah")


@dataclass(frozen=True, slots=True)
class Starter:
    """An office as a starter file describes it. `example` tells that its contents are examples to be replaced."""

    face: OfficeFace
    rules: OfficeRules
    services: tuple[Service, ...]
    counters: tuple[CounterFace, ...]
    officers: tuple[OfficerFace, ...]
    example: bool
    breaks: WeekHours = field(default_factory=WeekHours.never)
    """The officers' usual breaks."""


def office_of(file: Table, folder: Path) -> Starter:
    """Turn the tables of a file in `folder` into an office; raises Refused at the first fault."""
    file.only(("contoh", "kantor", "jam", "istirahat", "layanan", "loket", "petugas", "teks_berjalan"))
    office = file.below("kantor")
    office.only(_OFFICE_KEYS)
    services = _services(file, hours_of(file.below("jam")))
    return Starter(
        face=_face(office, folder),
        rules=replace(_rules(office, _messages(file)), skills=_skills(file, services)),
        services=services,
        counters=_counters(file, tuple(service.code for service in services)),
        officers=_officers(file),
        example=file.flag("contoh"),
        breaks=hours_of(file.below("istirahat")) if "istirahat" in file.plain else WeekHours.never(),
    )


def _face(office: Table, folder: Path) -> OfficeFace:
    return OfficeFace(
        name=office.text("nama", limit=40),
        place=office.text("tempat", limit=40),
        room=office.words("ruang", 40, Wording("")),
        government=office.text("pemerintah", "", 60),
        address=office.text("alamat", "", 120),
        contact=office.text("kontak", "", 120),
        emblem=_emblem(office, folder),
        languages=_languages(office),
        status_url=office.text("alamat_status", ""),
        head_title=office.text("jabatan_kepala", "", 60),
        footer=office.words("kaki_cetakan", 120, Wording("")),
    )


def _emblem(office: Table, folder: Path) -> str:
    """Find the emblem among the shipped ones or beside the office's file; give its name or its absolute path."""
    name = office.text("lambang", "")
    if not name or ("/" not in name and "\\" not in name and data("brand", name).is_file()):
        return name
    own = (folder / Path(name).expanduser()).resolve()
    if not own.is_file():
        raise office.fault(
            N_("{file}, baris {line}: berkas lambang “{emblem}” tidak ditemukan di samping berkas ini."),
            "lambang",
            emblem=name,
        )
    return str(own)


def _languages(office: Table) -> tuple[str, ...]:
    languages = office.several("bahasa", LANGUAGES)
    if not languages or languages[0] != LANGUAGES[0] or not set(languages) <= set(LANGUAGES):
        raise office.fault(
            N_('{file}, baris {line}: “bahasa” ditulis ["id"] atau ["id", "en"]; bahasa Indonesia selalu pertama.'),
            "bahasa",
        )
    return languages


def _rules(office: Table, messages: tuple[Wording, ...]) -> OfficeRules:
    zone = office.text("zona_waktu")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise office.fault(
            N_(
                "{file}, baris {line}: zona waktu “{zone}” tidak dikenal. "
                "Contoh: Asia/Jakarta, Asia/Makassar, Asia/Jayapura."
            ),
            "zona_waktu",
            zone=zone,
        ) from error
    usual = OfficeRules()
    return OfficeRules(
        zone=zone,
        roll_over=_roll_over(office),
        call_limit=office.whole("batas_panggil", usual.call_limit, 1, 20),
        undo_s=office.whole("batas_urungkan_detik", usual.undo_s, 10, 3600),
        return_grace_min=office.whole("tenggang_kembali_menit", usual.return_grace_min, 0, 480),
        return_grace_numbers=office.whole("tenggang_kembali_nomor", usual.return_grace_numbers, 0, 100),
        cool_down_min=office.whole("jeda_lewati_menit", usual.cool_down_min, 0, 60),
        closing_guard=office.flag("jaga_tutup", fallback=usual.closing_guard),
        more_groups=_groups(office),
        job_life_min=office.whole("umur_cetak_menit", usual.job_life_min, 1, 480),
        messages=messages,
    )


def _roll_over(office: Table) -> time:
    written = office.text("pergantian_hari", "00.00")
    match = re.fullmatch(r"([01]?\d|2[0-3])[.:]([0-5]\d)", written)
    if match is None:
        raise office.fault(
            N_("{file}, baris {line}: jam “{hours}” tidak terbaca; tulis seperti 00.00 atau 04.00."),
            "pergantian_hari",
            hours=written,
        )
    return time(int(match.group(1)), int(match.group(2)))


def hours_of(table: Table) -> WeekHours:
    """Read the hours of a week: a list of intervals for each day by its name; raises Refused with file and line."""
    table.only(DAYS)
    plain: dict[str, tuple[str, ...]] = {}
    for day in table.plain:
        written = table.several(day)
        try:
            WeekHours.of_plain({DAYS[day]: written})
        except Refused as refusal:
            raise table.fault(
                N_(
                    "{file}, baris {line}: jam {day} “{hours}” salah. Tulis seperti 07.30-16.00, berurutan, terpisah, "
                    "dan tidak melewati tengah malam."
                ),
                day,
                day=day,
                hours=", ".join(written),
            ) from refusal
        plain[DAYS[day]] = written
    return WeekHours.of_plain(plain)


def _services(file: Table, hours: WeekHours) -> tuple[Service, ...]:
    found: dict[str, Service] = {}
    for row in file.rows("layanan", needed=True):
        row.only(_SERVICE_KEYS)
        letter = row.text("huruf")
        if len(letter) != 1 or letter not in LETTERS:
            raise row.fault(
                N_("{file}, baris {line}: huruf “{letter}” tidak dapat dipakai. Pakai satu huruf A–Z selain I, O, Q."),
                "huruf",
                letter=letter,
            )
        if letter in found:
            raise row.fault(
                N_("{file}, baris {line}: huruf {letter} sudah dipakai layanan “{name}”."),
                "huruf",
                letter=letter,
                name=found[letter].face.name.id,
            )
        own = hours_of(row.below("jam")) if "jam" in row.plain else hours
        found[letter] = Service(
            _service_face(row, letter), own, row.whole("kuota", 0, 0, 9999) or None, slots=_slots(row),
            between=row.whole("panggilan_antara", BETWEEN, 0, 20) or None, then=row.several("lalu"),
            at_kiosk=row.flag("kios", fallback=True),
        )  # fmt: skip
    _chains(file, found)
    return tuple(found.values())


def _chains(file: Table, found: Mapping[str, Service]) -> None:
    """Refuse a chain that leads to a service that is not there, or back to its own beginning."""
    for row in file.rows("layanan"):
        for position, stop in enumerate(row.several("lalu")):
            if stop not in found or stop == row.plain["huruf"]:
                raise row.fault(
                    N_("{file}, baris {line}: tahap lanjutan “{letter}” tidak ada, atau layanan itu sendiri."),
                    "lalu", position, letter=stop,
                )  # fmt: skip


def _slots(row: Table) -> SlotPlan | None:
    """Read how a service offers appointments; without `janji` it does not."""
    if "janji" not in row.plain:
        return None
    plan, usual = row.below("janji"), SlotPlan()
    plan.only(("menit", "tempat", "hari_ke_depan", "didahulukan"))
    return SlotPlan(
        plan.whole("menit", usual.minutes, 5, 240), plan.whole("tempat", usual.capacity, 1, 100),
        plan.whole("hari_ke_depan", usual.days_ahead, 1, 366), plan.flag("didahulukan"),
    )  # fmt: skip


def _service_face(row: Table, letter: str) -> ServiceFace:
    icon = row.text("ikon", "description")
    if re.fullmatch(r"[a-z0-9_]+", icon) is None or not data("icons", f"{icon}.svg").is_file():
        raise row.fault(N_("{file}, baris {line}: ikon “{icon}” tidak ada di data/icons."), "ikon", icon=icon)
    return ServiceFace(
        code=letter,
        name=row.words("nama", NAME_LIMIT),
        description=row.words("uraian", DESCRIPTION_LIMIT, Wording("")),
        hue=row.one_of("warna", HUES, HUES[0]),
        icon=icon,
        service_minutes=row.whole("waktu_menit", None, 1, 600),
        wait_minutes=row.whole("tunggu_menit", None, 1, 600),
        fee=row.words("biaya", 40, Wording("Gratis", "Free")),
        requirements=tuple(_requirement(each) for each in row.rows("syarat")),
        clinic=row.flag("klinik"),
    )


def _requirement(row: Table) -> Requirement:
    row.only(("nama", "nama_en", "catatan", "catatan_en"))
    return Requirement(row.words("nama", REQUIREMENT_LIMIT), row.words("catatan", NOTE_LIMIT, Wording("")))


def _counters(file: Table, letters: tuple[str, ...]) -> tuple[CounterFace, ...]:
    found: dict[int, CounterFace] = {}
    for row in file.rows("loket", needed=True):
        row.only(_COUNTER_KEYS)
        number = row.whole("nomor", None, 1, 999)
        if number in found:
            raise row.fault(N_("{file}, baris {line}: nomor loket {number} sudah dipakai."), "nomor", number=number)
        served = row.several("layanan")
        for position, letter in enumerate(served):
            if letter not in letters:
                raise row.fault(
                    N_("{file}, baris {line}: loket {number} melayani “{letter}”, tetapi layanan itu tidak ada."),
                    "layanan", position, number=number, letter=letter,
                )  # fmt: skip
        if not served:
            raise row.fault(
                N_("{file}, baris {line}: loket {number} belum melayani satu layanan pun."), "layanan", number=number
            )
        found[number] = CounterFace(
            number=number,
            name=row.words("nama", NAME_LIMIT, Wording(f"Loket {number}", f"Counter {number}")),
            plate=row.text("papan", str(number), PLATE_LIMIT),
            services=served,
            where=row.words("letak", WHERE_LIMIT, Wording("")),
            direction=row.one_of("arah", DIRECTIONS, ""),
        )
    _all_served(file, letters, found)
    return tuple(found[number] for number in sorted(found))


def _all_served(file: Table, letters: tuple[str, ...], counters: dict[int, CounterFace]) -> None:
    """Refuse a service that no counter serves: its visitors would wait for ever."""
    for position, letter in enumerate(letters):
        if not any(letter in counter.services for counter in counters.values()):
            raise file.fault(
                N_("{file}, baris {line}: layanan {letter} belum dilayani satu loket pun."),
                "layanan", position, "huruf", letter=letter,
            )  # fmt: skip


def _groups(office: Table) -> tuple[str, ...]:
    groups = office.several("prioritas_lain")
    for position, group in enumerate(groups):
        if re.fullmatch(r"[A-Z][A-Z_]{2,29}", group) is None:
            raise office.fault(
                N_("{file}, baris {line}: kelompok “{group}” ditulis dengan huruf besar, misalnya VETERAN."),
                "prioritas_lain", position, group=group,
            )  # fmt: skip
    return groups


def _skills(file: Table, services: tuple[Service, ...]) -> dict[str, dict[str, int]]:
    """Read the officers' levels for services; who has none written is an ordinary officer for all."""
    letters = {service.code for service in services}
    skills: dict[str, dict[str, int]] = {}
    for row in file.rows("petugas"):
        if "tingkat" not in row.plain:
            continue
        levels = row.below("tingkat")
        levels.only(tuple(sorted(letters)))
        skills[row.text("kode").upper()] = {letter: levels.whole(letter, None, 0, 2) for letter in levels.plain}
    return skills


def _officers(file: Table) -> tuple[OfficerFace, ...]:
    found: dict[str, OfficerFace] = {}
    for row in file.rows("petugas", needed=True):
        row.only(("kode", "nama", "tingkat", "boleh_memilih"))
        code = row.text("kode", limit=4).upper()
        if code in found:
            raise row.fault(N_("{file}, baris {line}: kode petugas {officer} sudah dipakai."), "kode", officer=code)
        may_choose = row.flag("boleh_memilih", fallback=True)
        found[code] = OfficerFace(code, row.text("nama", limit=NAME_LIMIT), may_choose)
    return tuple(found.values())


def _messages(file: Table) -> tuple[Wording, ...]:
    found = []
    for row in file.rows("teks_berjalan"):
        row.only(("teks", "teks_en"))
        found.append(row.words("teks", MESSAGE_LIMIT))
    return tuple(found)
