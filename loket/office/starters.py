"""Starter offices: a readable TOML file that an office copies and edits; refused with line and reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from loket.errors import N_, Refused
from loket.model.calendar import Holiday, WeekHours
from loket.model.counter import CounterFace, OfficerFace
from loket.model.numbering import LETTERS
from loket.model.office import OfficeFace, OfficeRules
from loket.model.service import Requirement, Service, ServiceFace
from loket.model.wording import Wording
from loket.resources import data

NAME_LIMIT, DESCRIPTION_LIMIT, MESSAGE_LIMIT, WHERE_LIMIT = 28, 34, 140, 24
"""Longest texts in characters, from the design's rules on words."""

HUES = ("laut", "biru", "nila", "manggis", "bata", "zaitun", "hutan", "batu")
DIRECTIONS = (
    "", "east", "west", "north", "south", "north_east", "north_west", "south_east", "south_west",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Starter:
    """An office as a starter file describes it. `example` tells that its contents are examples to be replaced."""

    face: OfficeFace
    rules: OfficeRules
    services: tuple[Service, ...]
    counters: tuple[CounterFace, ...]
    officers: tuple[OfficerFace, ...]
    example: bool


def load_starter(name_or_path: str) -> Starter:
    """Read a shipped starter by name ("dinsos") or a file of the office's own by path.

    Raises Refused with file, line and reason when the file is not there or anything in it does not hold.
    """
    path = _find(name_or_path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            "starter_unreadable", N_("Berkas {file} tidak terbaca. Simpan sebagai teks UTF-8."), file=path
        ) from error
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = line.group(1) if line else str(text.count("\n") + 1)
        raise _bad(path, where, N_("tulisan TOML tidak terbaca di sini"), {}) from error
    return _Reader(path, text).read(plain)


def starter_names() -> list[str]:
    """Name the shipped starters."""
    return sorted(path.stem for path in data("starters").glob("*.toml"))


def load_holidays() -> list[Holiday]:
    """Give the shipped national holidays and joint leave, all years."""
    found = []
    for path in sorted(data("holidays").glob("id-*.toml")):
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
        for joint, key in ((False, "libur"), (True, "cuti_bersama")):
            found += [Holiday(day, name, joint) for name, days in plain[key].items() for day in days]
    return sorted(found, key=lambda holiday: (holiday.day, holiday.joint_leave))


def _find(name_or_path: str) -> Path:
    shipped = data("starters", f"{name_or_path}.toml")
    if name_or_path in starter_names():
        return shipped
    path = Path(name_or_path)
    if path.is_file():
        return path
    raise Refused(
        "starter_unknown",
        N_("Berkas awal “{name}” tidak ada. Yang tersedia: {known}; atau sebutkan berkas .toml Anda sendiri."),
        name=name_or_path,
        known=", ".join(starter_names()),
    )


def _bad(path: Path, line: str | int, reason: str, facts: Mapping[str, object]) -> Refused:
    return Refused(
        "starter_bad",
        N_("{file}, baris {line}: {reason}"),
        file=path.name,
        line=line,
        reason=reason.format(**facts),
    )


class _Reader:
    """Reads one file, and knows on which line every key stands."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = _line_index(text)

    def read(self, plain: dict[str, Any]) -> Starter:
        """Turn the file's tables into an office; raises Refused at the first fault."""
        self._keys(plain, ("contoh", "kantor", "jam", "layanan", "loket", "petugas", "teks_berjalan"), ())
        office = self._table(plain, "kantor", ())
        hours = self._hours(self._table(plain, "jam", ()), ("jam",))
        services = self._services(plain, hours)
        counters = self._counters(plain, {service.code for service in services})
        officers = self._officers(plain)
        messages = tuple(
            self._message(each, ("teks_berjalan", index))
            for index, each in enumerate(self._array(plain, "teks_berjalan"))
        )
        return Starter(
            face=self._face(office), rules=self._rules(office, messages), services=services, counters=counters,
            officers=officers, example=bool(plain.get("contoh", False)),
        )  # fmt: skip

    # --- parts -------------------------------------------------------------------------------------------------

    def _face(self, office: dict[str, Any]) -> OfficeFace:
        known = (
            "nama", "tempat", "pemerintah", "ruang", "ruang_en", "alamat", "kontak", "lambang", "zona_waktu",
            "jabatan_kepala", "batas_panggil", "batas_urungkan_detik", "tenggang_kembali_menit", "umur_cetak_menit",
            "pergantian_hari", "alamat_status", "bahasa",
        )  # fmt: skip
        self._keys(office, known, ("kantor",))
        return OfficeFace(
            name=self._text(office, "nama", ("kantor",)), place=self._text(office, "tempat", ("kantor",)),
            room=Wording(office.get("ruang", ""), office.get("ruang_en", "")),
            government=office.get("pemerintah", ""), address=office.get("alamat", ""),
            contact=office.get("kontak", ""), emblem=office.get("lambang", ""),
            languages=tuple(office.get("bahasa", ("id", "en"))), status_url=office.get("alamat_status", ""),
            head_title=office.get("jabatan_kepala", ""),
        )  # fmt: skip

    def _rules(self, office: dict[str, Any], messages: tuple[Wording, ...]) -> OfficeRules:
        zone = self._text(office, "zona_waktu", ("kantor",))
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            reason = N_("zona waktu “{zone}” tidak dikenal; contoh: Asia/Jakarta, Asia/Makassar, Asia/Jayapura")
            raise self._fault(("kantor", "zona_waktu"), reason, zone=zone) from error
        roll_over = office.get("pergantian_hari", "00.00")
        try:
            change = time.fromisoformat(str(roll_over).replace(".", ":"))
        except ValueError as error:
            reason = N_("jam “{hours}” tidak terbaca; tulis seperti 00.00")
            raise self._fault(("kantor", "pergantian_hari"), reason, hours=roll_over) from error
        return OfficeRules(
            zone=zone, roll_over=change, call_limit=self._whole(office, "batas_panggil", 3, 1, 20),
            undo_s=self._whole(office, "batas_urungkan_detik", 120, 10, 3600),
            return_grace_min=self._whole(office, "tenggang_kembali_menit", 15, 0, 480),
            job_life_min=self._whole(office, "umur_cetak_menit", 30, 1, 480), messages=messages,
            languages=tuple(office.get("bahasa", ("id", "en"))),
        )  # fmt: skip

    def _services(self, plain: dict[str, Any], hours: WeekHours) -> tuple[Service, ...]:
        found: list[Service] = []
        for index, row in enumerate(self._array(plain, "layanan")):
            at = ("layanan", index)
            self._keys(
                row,
                (
                    "huruf", "nama", "nama_en", "uraian", "uraian_en", "ikon", "warna", "waktu_menit", "tunggu_menit",
                    "biaya", "biaya_en", "kuota", "klinik", "syarat", "jam",
                ),
                at,
            )  # fmt: skip
            letter = self._text(row, "huruf", at)
            if letter not in LETTERS:
                reason = N_("huruf “{letter}” tidak boleh dipakai; pakai satu huruf besar selain I, O, Q")
                raise self._fault((*at, "huruf"), reason, letter=letter)
            if letter in {service.code for service in found}:
                raise self._fault((*at, "huruf"), N_("huruf {letter} sudah dipakai layanan lain"), letter=letter)
            own = self._hours(row["jam"], (*at, "jam")) if "jam" in row else hours
            quota = self._whole(row, "kuota", 0, 0, 9999, at)
            found.append(Service(self._service_face(row, letter, at), own, quota or None))
        if not found:
            raise self._fault((), N_("belum ada satu pun [[layanan]]"))
        return tuple(found)

    def _service_face(self, row: dict[str, Any], letter: str, at: tuple[str | int, ...]) -> ServiceFace:
        hue, icon = row.get("warna", "laut"), row.get("ikon", "description")
        if hue not in HUES:
            reason = N_("warna “{hue}” tidak ada; pilih: {known}")
            raise self._fault((*at, "warna"), reason, hue=hue, known=", ".join(HUES))
        if not data("icons", f"{icon}.svg").is_file():
            raise self._fault((*at, "ikon"), N_("ikon “{icon}” tidak ada di data/icons"), icon=icon)
        return ServiceFace(
            code=letter, name=self._wording(row, at, "nama", NAME_LIMIT),
            description=self._wording(row, at, "uraian", DESCRIPTION_LIMIT), hue=hue, icon=icon,
            service_minutes=self._whole(row, "waktu_menit", 15, 1, 600, at),
            wait_minutes=self._whole(row, "tunggu_menit", 20, 1, 600, at),
            fee=Wording(row.get("biaya", "Gratis"), row.get("biaya_en", "Free" if "biaya" not in row else "")),
            requirements=tuple(self._requirement(each, (*at, "syarat")) for each in row.get("syarat", ())),
            clinic=bool(row.get("klinik", False)),
        )  # fmt: skip

    def _requirement(self, row: object, at: tuple[str | int, ...]) -> Requirement:
        if isinstance(row, str):
            return Requirement(Wording(row))
        if not isinstance(row, dict) or not isinstance(row.get("nama"), str):
            raise self._fault(at, N_("tiap syarat perlu “nama”"))
        self._keys(row, ("nama", "nama_en", "catatan", "catatan_en"), at)
        return Requirement(
            Wording(row["nama"], row.get("nama_en", "")), Wording(row.get("catatan", ""), row.get("catatan_en", ""))
        )

    def _counters(self, plain: dict[str, Any], letters: Collection[str]) -> tuple[CounterFace, ...]:
        found: dict[int, CounterFace] = {}
        for index, row in enumerate(self._array(plain, "loket")):
            at = ("loket", index)
            self._keys(row, ("nomor", "nama", "nama_en", "papan", "layanan", "letak", "letak_en", "arah"), at)
            number = self._whole(row, "nomor", 0, 1, 999, at)
            if number in found:
                raise self._fault((*at, "nomor"), N_("nomor loket {number} sudah dipakai"), number=number)
            services = tuple(row.get("layanan", ()))
            unknown = [letter for letter in services if letter not in letters]
            if unknown or not services:
                reason = N_("loket {number} melayani “{letter}”, padahal layanan itu tidak ada")
                raise self._fault((*at, "layanan"), reason, number=number, letter=(unknown or ["-"])[0])
            direction = row.get("arah", "")
            if direction not in DIRECTIONS:
                reason = N_("arah “{direction}” tidak dikenal; pilih: {known}")
                raise self._fault((*at, "arah"), reason, direction=direction, known=", ".join(DIRECTIONS[1:]))
            name = Wording(row.get("nama", f"Loket {number}"), row.get("nama_en", f"Counter {number}"))
            found[number] = CounterFace(
                number, name, str(row.get("papan", number)), services, self._wording(row, at, "letak", WHERE_LIMIT),
                direction,
            )  # fmt: skip
        if not found:
            raise self._fault((), N_("belum ada satu pun [[loket]]"))
        return tuple(found[number] for number in sorted(found))

    def _officers(self, plain: dict[str, Any]) -> tuple[OfficerFace, ...]:
        found: dict[str, OfficerFace] = {}
        for index, row in enumerate(self._array(plain, "petugas")):
            at = ("petugas", index)
            self._keys(row, ("kode", "nama"), at)
            code = self._text(row, "kode", at)
            if code in found:
                raise self._fault((*at, "kode"), N_("kode petugas {code} sudah dipakai"), code=code)
            found[code] = OfficerFace(code, self._text(row, "nama", at))
        return tuple(found.values())

    def _message(self, row: dict[str, Any], at: tuple[str | int, ...]) -> Wording:
        self._keys(row, ("teks", "teks_en"), at)
        return self._wording(row, at, "teks", MESSAGE_LIMIT)

    # --- the small steps ---------------------------------------------------------------------------------------

    def _hours(self, table: object, at: tuple[str | int, ...]) -> WeekHours:
        names = dict(zip(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"),
                         ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), strict=True))  # fmt: skip
        if not isinstance(table, dict):
            raise self._fault(at, N_('jam ditulis per hari, misalnya senin = ["07.30-16.00"]'))
        self._keys(table, names, at)
        plain: dict[str, list[str]] = {}
        for day, intervals in table.items():
            listed = [intervals] if isinstance(intervals, str) else intervals
            try:
                WeekHours.of_plain({names[day]: listed})
            except (Refused, TypeError, AttributeError) as error:
                said = str(error) if isinstance(error, Refused) else N_("jam tidak terbaca; tulis seperti 07.30-16.00")
                raise self._fault((*at, day), said.replace("{", "{{").replace("}", "}}")) from error
            plain[names[day]] = listed
        return WeekHours.of_plain(plain)

    def _wording(self, row: dict[str, Any], at: tuple[str | int, ...], key: str, limit: int) -> Wording:
        words = Wording(row.get(key, ""), row.get(f"{key}_en", ""))
        for name, text in ((key, words.id), (f"{key}_en", words.en)):
            if not isinstance(text, str):
                raise self._fault((*at, name), N_("“{key}” harus berupa teks"), key=name)
            if len(text) > limit:
                reason = N_("“{key}” terlalu panjang ({length} huruf); paling banyak {limit}")
                raise self._fault((*at, name), reason, key=name, length=len(text), limit=limit)
        if key == "nama" and not words.id:
            raise self._fault(at, N_("“{key}” wajib diisi"), key=key)
        return words

    def _text(self, row: dict[str, Any], key: str, at: tuple[str | int, ...]) -> str:
        value = row.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._fault((*at, key) if key in row else at, N_("“{key}” wajib diisi"), key=key)
        return value

    def _whole(
        self, row: dict[str, Any], key: str, fallback: int, low: int, high: int, at: tuple[str | int, ...] = ("kantor",)
    ) -> int:
        value = row.get(key, fallback)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            reason = N_("“{key}” harus bilangan bulat dari {low} sampai {high}")
            raise self._fault((*at, key) if key in row else at, reason, key=key, low=low, high=high)
        return value

    def _table(self, plain: dict[str, Any], key: str, at: tuple[str | int, ...]) -> dict[str, Any]:
        value = plain.get(key)
        if not isinstance(value, dict):
            raise self._fault(at, N_("bagian [{key}] tidak ada"), key=key)
        return value

    def _array(self, plain: dict[str, Any], key: str) -> list[dict[str, Any]]:
        value = plain.get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self._fault((key,), N_("“{key}” ditulis sebagai [[{key}]]"), key=key)
        return value

    def _keys(self, row: Mapping[str, Any], known: Collection[str], at: tuple[str | int, ...]) -> None:
        for key in row:
            if key not in known:
                reason = N_("“{key}” tidak dikenal di sini; yang dikenal: {known}")
                raise self._fault((*at, key), reason, key=key, known=", ".join(known))

    def _fault(self, at: tuple[str | int, ...], reason: str, **facts: object) -> Refused:
        place = at
        while place and place not in self._lines:
            place = place[:-1]
        return _bad(self._path, self._lines.get(place, 1), reason, facts)


def _line_index(text: str) -> dict[tuple[str | int, ...], int]:
    """Find on which line every table and key of a TOML file of this form stands."""
    found: dict[tuple[str | int, ...], int] = {}
    arrays: dict[str, int] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*(\[\[?)\s*([\w.]+)\s*\]", line)
        if header:
            names = header.group(2).split(".")
            if header.group(1) == "[[":
                arrays[names[0]] = arrays.get(names[0], -1) + 1
                table = (names[0], arrays[names[0]])
            elif names[0] in arrays:
                table = (names[0], arrays[names[0]], *names[1:])
            else:
                table = tuple(names)
            found.setdefault(table, number)
            found.setdefault((names[0],), number)
            continue
        key = re.match(r"\s*([\w-]+)\s*=", line)
        if key:
            found.setdefault((*table, key.group(1)), number)
    return found


def year_is_covered(holidays: Collection[Holiday], day: date) -> bool:
    """Tell whether the holidays of a day's year are known at all; an office is warned when they are not."""
    return any(holiday.day.year == day.year for holiday in holidays)
