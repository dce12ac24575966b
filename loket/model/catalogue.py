"""The office's set-up as one value: who we are, which services, counters, officers and holidays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from loket.errors import N_, Refused
from loket.model.calendar import Holiday, WeekHours
from loket.model.counter import CounterFace, OfficerFace
from loket.model.office import OfficeFace, OfficeRules
from loket.model.office_calendar import AnyHours, OfficeCalendar, ServiceHours, SpecialHours, any_of
from loket.model.service import Service, ServiceFace
from loket.model.wording import Wording


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything about the office that changes seldom. Mappings keep the office's own order."""

    face: OfficeFace
    rules: OfficeRules
    services: Mapping[str, Service]
    counters: Mapping[int, CounterFace]
    officers: Mapping[str, OfficerFace]
    holidays: tuple[Holiday, ...] = ()
    version: int = 1
    special: tuple[SpecialHours, ...] = ()
    breaks: WeekHours = field(default_factory=WeekHours.never)
    """The officers' usual breaks: numbers are given all the same, appointments are not."""
    counter_breaks: Mapping[int, WeekHours] = field(default_factory=dict)
    """Breaks of counters that rest at other times than the office."""

    @property
    def calendar(self) -> OfficeCalendar:
        """What changes the usual week."""
        return OfficeCalendar(self.holidays, self.special, self.breaks, self.counter_breaks)

    def hours(self, service: Service) -> ServiceHours:
        """Give the hours of a service, holidays and special hours considered."""
        return ServiceHours(self.calendar, service.hours, service.code)

    def week(self, service: Service, first: date) -> WeekHours:
        """Give the week of a service as it is from a day on, single days and holidays left out: for tables of hours."""
        return self.calendar.week_from(first, service.hours, service.code)

    def any_hours(self) -> AnyHours:
        """Give the hours in which at least one service is open."""
        return any_of(self.hours(service) for service in self.services.values())

    def face_of(self, code: str) -> ServiceFace:
        """Give a service's face, also of one that the office has no longer: its letter alone, without standards."""
        service = self.services.get(code)
        if service is not None:
            return service.face
        return ServiceFace(code, Wording(code), Wording(""), "batu", "", 0, 0, Wording(""))

    def service(self, code_or_name: str) -> Service:
        """Find a service by its letter or its name, upper or lower case; raises Refused when there is none."""
        found = self.services.get(code_or_name.upper())
        if found is None:
            wanted = code_or_name.casefold().strip()
            for service in self.services.values():
                if wanted in (service.face.name.id.casefold(), service.face.name.en.casefold()) and wanted:
                    return service
            raise Refused(
                "service_unknown",
                N_("Layanan “{service}” tidak ada. Layanan yang ada: {known}."),
                service=code_or_name,
                known=tuple(each.face.name.behind(each.code) for each in self.services.values()),
            )
        return found

    def counter(self, number: int) -> CounterFace:
        """Find a counter by its number; raises Refused when there is none."""
        found = self.counters.get(number)
        if found is None:
            raise Refused(
                "counter_unknown",
                N_("Loket {counter} tidak ada. Loket yang ada: {known}."),
                counter=number,
                known=", ".join(str(each) for each in self.counters),
            )
        return found

    def officer(self, code: str) -> OfficerFace:
        """Find an officer by code; raises Refused when there is none."""
        found = self.officers.get(code) or self.officers.get(code.upper())
        if found is None:
            raise Refused(
                "officer_unknown",
                N_("Petugas “{officer}” tidak ada. Petugas yang ada: {known}."),
                officer=code,
                known=", ".join(self.officers),
            )
        return found
