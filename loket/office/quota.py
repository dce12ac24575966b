"""The most numbers of a service a day. A number cancelled before its service is nobody's turn and uses nothing up."""

from __future__ import annotations

from loket.errors import N_, Refused
from loket.model.kept import DayRow
from loket.model.service import Service
from loket.office.closing import opens_after_today
from loket.office.context import Work


def is_used_up(work: Work, day: DayRow, service: Service, last: int | None = None) -> bool:
    """Tell whether a service gives no more numbers on a day; `last` is the last of its letter, if it is known."""
    if service.quota is None:
        return False
    last = work.book.last_sequence(day.day, service.code) if last is None else last
    return last >= service.quota and last - work.book.cancelled_unserved(day.day, service.code) >= service.quota


def require_quota(work: Work, day: DayRow, service: Service, last: int) -> None:
    """Raise Refused when the quota of a service is used up; it says when numbers are given again."""
    if not is_used_up(work, day, service, last):
        return
    opening = opens_after_today(work, service)
    sentence = N_("Kuota layanan {service} hari ini ({quota} nomor) sudah habis.")
    if opening is not None:
        sentence = N_("Kuota layanan {service} hari ini ({quota} nomor) sudah habis. Datanglah lagi {opening}.")
    raise Refused("quota_full", sentence, service=service.face.name, quota=service.quota, opening=opening or "")
