"""The office's set-up as JSON records: service, counter, officer, face, rules, calendar and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, time
from typing import Any

from loket.model.appointment import SlotPlan
from loket.model.calendar import Holiday, WeekHours
from loket.model.counter import CounterFace, OfficerFace
from loket.model.office import OfficeFace, OfficeRules
from loket.model.office_calendar import OfficeCalendar, SpecialHours
from loket.model.service import BETWEEN, Requirement, Service, ServiceFace
from loket.model.wording import Wording


def dump(record: dict[str, Any]) -> str:
    """Write a record."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _wording(value: dict[str, str] | None) -> Wording:
    return Wording(value["id"], value.get("en", "")) if value else Wording("")


def service_record(service: Service) -> str:
    """Write a service."""
    record = asdict(service.face)
    return dump(
        {
            "face": record,
            "hours": service.hours.to_plain(),
            "quota": service.quota,
            "is_open": service.is_open,
            "closed_reason": asdict(service.closed_reason),
            "between": service.between,
            "then": list(service.then),
            "at_kiosk": service.at_kiosk,
            "slots": asdict(service.slots) if service.slots else None,
        }
    )


def service_of(text: str) -> Service:
    """Read a service."""
    record = json.loads(text)
    face = record["face"]
    requirements = tuple(Requirement(_wording(each["name"]), _wording(each["note"])) for each in face["requirements"])
    return Service(
        face=ServiceFace(
            code=face["code"], name=_wording(face["name"]), description=_wording(face["description"]), hue=face["hue"],
            icon=face["icon"], service_minutes=face["service_minutes"], wait_minutes=face["wait_minutes"],
            fee=_wording(face["fee"]), requirements=requirements, clinic=face["clinic"],
        ),
        hours=WeekHours.of_plain(record["hours"]), quota=record["quota"], is_open=record["is_open"],
        closed_reason=_wording(record["closed_reason"]), between=record.get("between", BETWEEN),
        then=tuple(record.get("then", ())), at_kiosk=record.get("at_kiosk", True),
        slots=SlotPlan(**record["slots"]) if record.get("slots") else None,
    )  # fmt: skip


def counter_record(counter: CounterFace) -> str:
    """Write a counter."""
    return dump(asdict(counter))


def counter_of(text: str) -> CounterFace:
    """Read a counter."""
    record = json.loads(text)
    return CounterFace(
        number=record["number"], name=_wording(record["name"]), plate=record["plate"],
        services=tuple(record["services"]), where=_wording(record["where"]), direction=record["direction"],
    )  # fmt: skip


def officer_record(officer: OfficerFace) -> str:
    """Write an officer."""
    return dump(asdict(officer))


def officer_of(text: str) -> OfficerFace:
    """Read an officer."""
    return OfficerFace(**json.loads(text))


def face_record(face: OfficeFace) -> str:
    """Write the office's face."""
    return dump(asdict(face))


def face_of(text: str) -> OfficeFace:
    """Read the office's face."""
    record = json.loads(text)
    record["room"] = _wording(record["room"])
    record["footer"] = _wording(record.get("footer"))
    record["languages"] = tuple(record["languages"])
    return OfficeFace(**record)


def rules_record(rules: OfficeRules) -> str:
    """Write the office's rules."""
    record = asdict(rules)
    record["roll_over"] = rules.roll_over.isoformat("minutes")
    return dump(record)


def rules_of(text: str) -> OfficeRules:
    """Read the office's rules."""
    record = json.loads(text)
    record["roll_over"] = time.fromisoformat(record["roll_over"])
    record["messages"] = tuple(_wording(each) for each in record["messages"])
    record["more_groups"] = tuple(record.get("more_groups", ()))
    record.pop("languages", None)  # older files say here again what the face says
    return OfficeRules(**record)


def calendar_record(calendar: OfficeCalendar) -> str:
    """Write holidays, special hours and breaks."""
    return dump(
        {
            "holidays": [
                {"day": each.day.isoformat(), "name": each.name, "joint_leave": each.joint_leave}
                for each in calendar.holidays
            ],
            "special": [_special_record(each) for each in calendar.special],
            "breaks": calendar.breaks.to_plain(),
            "counter_breaks": {str(number): week.to_plain() for number, week in calendar.counter_breaks.items()},
        }
    )


def calendar_of(text: str) -> OfficeCalendar:
    """Read them; older offices have written a list of holidays only."""
    record = json.loads(text)
    if isinstance(record, list):
        record = {"holidays": record, "special": [], "breaks": {}}
    return OfficeCalendar(
        tuple(
            Holiday(date.fromisoformat(each["day"]), each["name"], each["joint_leave"]) for each in record["holidays"]
        ),
        tuple(_special_of(each) for each in record["special"]),
        WeekHours.of_plain(record["breaks"]),
        {int(number): WeekHours.of_plain(week) for number, week in record.get("counter_breaks", {}).items()},
    )


def _special_record(special: SpecialHours) -> dict[str, Any]:
    return {
        "first": special.first.isoformat(), "last": special.last.isoformat(), "name": special.name,
        "hours": special.hours.to_plain(), "breaks": None if special.breaks is None else special.breaks.to_plain(),
        "services": list(special.services), "extra": special.extra,
    }  # fmt: skip


def _special_of(record: dict[str, Any]) -> SpecialHours:
    return SpecialHours(
        date.fromisoformat(record["first"]), date.fromisoformat(record["last"]), record["name"],
        WeekHours.of_plain(record["hours"]),
        None if record["breaks"] is None else WeekHours.of_plain(record["breaks"]), tuple(record["services"]),
        record["extra"],
    )  # fmt: skip
