"""Set the office up: make it from a starter, open and close a service."""

from __future__ import annotations

from dataclasses import replace

from loket.errors import N_, Refused
from loket.model.catalogue import Catalogue
from loket.model.events import Kind
from loket.model.wording import Wording
from loket.office.context import Clock, Office
from loket.store.contract import Store


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


def switch_service(office: Office, code: str, *, is_open: bool, reason: str = "") -> None:
    """Close a service (with a reason for the public) or open it again."""
    with office.acting() as work:
        service = work.catalogue.service(code)
        changed = replace(service, is_open=is_open, closed_reason=Wording("" if is_open else reason.strip()))
        work.book.save_service(changed)
        work.book.set_mark("catalogue", str(work.catalogue.version + 1))
        data = {"service": service.code, "is_open": is_open, "reason": changed.closed_reason.id}
        work.book.append(Kind.CATALOGUE_CHANGED, work.now, data)
