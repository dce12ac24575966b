"""Set the office up: make it from a starter, open and close a service, change the rules of the order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from loket.errors import N_, Refused, Usage
from loket.model.catalogue import Catalogue
from loket.model.counter import OfficerFace
from loket.model.events import Kind
from loket.model.office import OfficeRules
from loket.model.queue import HELPS_OUT, LAST_RESORT, ORDINARY
from loket.model.service import Service
from loket.model.wording import Wording
from loket.office.context import Clock, Office, Work
from loket.store.contract import Store

MOST_BETWEEN = 20
"""The largest m that a supervisor can set."""


def create_office(store: Store, clock: Clock, catalogue: Catalogue, *, training: bool, starter: str) -> Office:
    """Make a new office in an empty store; raises Refused when there is one already."""
    face = replace(catalogue.face, training=training)
    with store.writing() as book:
        if book.catalogue_version():
            raise Refused(
                "office_exists",
                N_("Sudah ada kantor di {path}. Pakai berkas lain dengan --database, atau lanjutkan yang ini."),
                path=store.place,
            )
        book.save_catalogue(replace(catalogue, face=face, version=1))
        data = {"name": face.name, "place": face.place, "starter": starter, "training": training}
        book.append(Kind.OFFICE_CREATED, clock.now(), data)
    return Office(store, clock)


def set_fairness(office: Office, code: str, between: int | None, reason: str) -> None:
    """Set after how many calls of a service's line a priority visitor may be called early; None for never.

    Raises Refused for an unknown service, a number that is no such thing, and without a reason.
    """
    with office.acting() as work:
        service = work.catalogue.service(code)
        if between is not None and not 1 <= between <= MOST_BETWEEN:
            raise Usage(
                "between_range", N_("Tulis 1 sampai {most} panggilan, atau - untuk tidak ada."), most=MOST_BETWEEN
            )
        _require_reason(reason)
        data = {"service": service.code, "between": between, "was": service.between, "reason": reason.strip()}
        _change(work, data, service=replace(service, between=between))


def set_skill(office: Office, officer: str, code: str, level: int, reason: str) -> None:
    """Set an officer's level for a service: 2 ordinary, 1 helps out, 0 only if nothing else.

    Raises Refused for an unknown officer, service or level, and without a reason.
    """
    with office.acting() as work:
        who, service = work.catalogue.officer(officer), work.catalogue.service(code)
        if level not in (LAST_RESORT, HELPS_OUT, ORDINARY):
            raise Usage(
                "skill_level", N_("Tingkat {level} tidak dikenal. 2 biasa, 1 membantu, 0 bila tidak ada lain."),
                level=level,
            )  # fmt: skip
        _require_reason(reason)
        rules = work.catalogue.rules
        known = rules.skills.get(who.code, {})
        was, own = known.get(service.code, ORDINARY), {**known, service.code: level}
        data = {"officer": who.code, "service": service.code, "level": level, "was": was, "reason": reason.strip()}
        _change(work, data, rules=replace(rules, skills={**rules.skills, who.code: own}))


def permit_choice(office: Office, officer: str, *, may_choose: bool, reason: str) -> None:
    """Let an officer call chosen numbers out of turn, or no longer; raises Refused without a reason."""
    with office.acting() as work:
        who = work.catalogue.officer(officer)
        _require_reason(reason)
        data = {"officer": who.code, "may_choose": may_choose, "was": who.may_choose, "reason": reason.strip()}
        _change(work, data, officer=replace(who, may_choose=may_choose))


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Usage("reason_missing_change", N_("Tulis alasannya; setiap perubahan aturan disimpan dengan alasan."))


def _change(
    work: Work,
    data: Mapping[str, object],
    *,
    service: Service | None = None,
    officer: OfficerFace | None = None,
    rules: OfficeRules | None = None,
) -> None:
    """Save a changed part of the set-up, and the fact that tells it."""
    if service is not None:
        work.book.save_service(service)
    if officer is not None:
        work.book.save_officer(officer)
    if rules is not None:
        work.book.save_rules(rules)
    work.book.set_mark("catalogue", str(work.catalogue.version + 1))
    work.book.append(Kind.CATALOGUE_CHANGED, work.now, data)


def switch_service(office: Office, code: str, *, is_open: bool, reason: str = "") -> None:
    """Close a service (with a reason for the public) or open it again."""
    with office.acting() as work:
        service = work.catalogue.service(code)
        changed = replace(service, is_open=is_open, closed_reason=Wording("" if is_open else reason.strip()))
        data = {"service": service.code, "is_open": is_open, "reason": changed.closed_reason.id}
        _change(work, data, service=changed)
