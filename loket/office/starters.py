"""Starter offices: a readable TOML file that an office copies and edits; refused with line and reason.

Set-up files, shipped or the office's own, are read here and nowhere else on this floor.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from datetime import date
from pathlib import Path

from loket.errors import N_, Refused
from loket.model.calendar import Holiday
from loket.model.catalogue import Catalogue
from loket.office.starter_office import Starter, office_of
from loket.office.toml_file import table_of
from loket.resources import data

__all__ = ["Starter", "catalogue_of", "load_holidays", "load_starter", "starter_names", "year_is_covered"]


def load_starter(name_or_path: str) -> Starter:
    """Read a shipped starter by name ("dinsos") or a file of the office's own by path.

    Raises Refused with file, line and reason when there is no such file or anything in it does not hold, Trouble when
    the disk does not give it.
    """
    path = _find(name_or_path)
    return office_of(table_of(path), path.parent)


def catalogue_of(starter: Starter) -> Catalogue:
    """Give the set-up of a new office: the starter's, and the shipped holidays."""
    return Catalogue(
        face=starter.face,
        rules=starter.rules,
        services={service.code: service for service in starter.services},
        counters={counter.number: counter for counter in starter.counters},
        officers={officer.code: officer for officer in starter.officers},
        holidays=tuple(load_holidays()),
        breaks=starter.breaks,
    )


def starter_names() -> list[str]:
    """Name the shipped starters."""
    return sorted(path.stem for path in data("starters").glob("*.toml"))


def load_holidays() -> list[Holiday]:
    """Give the shipped national holidays and joint leave, all years, by date."""
    found = []
    for path in sorted(data("holidays").glob("id-*.toml")):
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
        for joint, key in ((False, "libur"), (True, "cuti_bersama")):
            found += [Holiday(day, name, joint) for name, days in plain[key].items() for day in days]
    return sorted(found, key=lambda holiday: (holiday.day, holiday.joint_leave))


def year_is_covered(holidays: Collection[Holiday], day: date) -> bool:
    """Tell whether the holidays of a day's year are known at all; an office is warned when they are not."""
    return any(holiday.day.year == day.year for holiday in holidays)


def _find(name_or_path: str) -> Path:
    if name_or_path in starter_names():
        return data("starters", f"{name_or_path}.toml")
    path = Path(name_or_path).expanduser()
    if path.is_file():
        return path
    raise Refused(
        "starter_unknown",
        N_("Berkas awal “{name}” tidak ada. Yang tersedia: {known}; atau sebutkan berkas .toml Anda sendiri."),
        name=name_or_path,
        known=", ".join(starter_names()),
    )
