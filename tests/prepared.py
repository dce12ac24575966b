"""An office on the tests' server, prepared for its stations: a login for every role, and a day in full swing."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
from psycopg import sql

from loket.model.appointment import Contact, SlotPlan
from loket.model.calendar import Holiday
from loket.model.numbering import printed_number
from loket.model.printer import Attempt, PrintJob
from loket.office import appointments, calling, hall, printer_setup, printing, signin, ticketing
from loket.office.administration import create_office
from loket.office.context import Office
from loket.store.grants import OWNER, ROLES, group_of
from loket.store.logins import Login, passfile_line
from loket.store.place import Server as Place
from loket.store.place import place_of
from loket.store.postgres import PostgresStore
from loket.store.preparing import Prepared, prepare
from tests.factories import MONDAY_NINE, FixedClock, a_catalogue
from tests.postgres import Server

MONDAY = date(2026, 11, 23)
HOLIDAY = Holiday(date(2026, 12, 25), "Natal")


@dataclass
class Scene:
    """What the day looks like before an act: who is where."""

    waiting: str
    missed: str
    printed: str
    printing: int
    half: PrintJob
    paper: int
    call: int
    number: str
    expected: str
    other: str


class PreparedOffice:
    """An office in a database of its own, whose logins are ``uji_…_kiosk`` and so on."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.name = f"uji_{secrets.token_hex(4)}"
        self.admin, self.password = f"{self.name}_admin", secrets.token_urlsafe(16)
        admin, database = sql.Identifier(self.admin), sql.Identifier(self.name)
        server.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE PASSWORD {}").format(admin, self.password))
        server.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(database, admin))
        self.logins = [Login(f"{self.name}_{role}", role) for role in ROLES]
        bare = self._place(self.admin, "")
        (folder / f"{self.admin}.pgpass").touch(0o600)
        (folder / f"{self.admin}.pgpass").write_text(passfile_line(bare, self.admin, self.password) + "\n")

    def _place(self, login: str, passfile: str) -> Place:
        words = {"office": self.name} | ({"passfile": passfile} if passfile else {})
        place = place_of(f"postgresql://{login}@127.0.0.1:{self.server.port}/{self.name}?{urlencode(words)}")
        assert isinstance(place, Place)
        return place

    @property
    def schema(self) -> str:
        return f"loket_{self.name}"

    def place(self, who: str) -> Place:
        """Give the address for a role's login, or "admin"; its password is in a file."""
        login = f"{self.name}_{who}"
        return self._place(login, str(self.folder / f"{login}.pgpass"))

    def prepare(self, *logins: Login, **options: Any) -> Prepared:
        """Do what ``loket database prepare`` does, as the admin."""
        return prepare(self.place("admin"), logins or self.logins, self.folder, **options)

    @contextmanager
    def office(self, role: str, now: datetime = MONDAY_NINE) -> Iterator[Office]:
        """Open the office as a role's station."""
        store = PostgresStore(self.place(role))
        try:
            yield Office(store, FixedClock(now))
        finally:
            store.close()

    @contextmanager
    def wire(self, role: str) -> Iterator[psycopg.Connection]:
        """Give a plain connection as a role's login, as somebody with its password and no Loket would have."""
        place = self.place(role)
        words = {"user": place.user, "host": place.host, "port": place.port, "dbname": place.database}
        with psycopg.connect(**words, **place.settings, autocommit=True) as connection:  # type: ignore[arg-type]
            connection.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(self.schema)))
            yield connection

    def sql(self, statement: str, *values: object) -> list[Any]:
        """Run a statement in the office as superuser, past every trigger."""
        done = self._master.execute(statement, values or None)
        return done.fetchall() if done.description else []

    @cached_property
    def _master(self) -> psycopg.Connection:
        url = self.server.url(self.name, user="postgres")
        master = psycopg.connect(url, password=self.server.password, autocommit=True)
        master.execute(f"SET session_replication_role = replica; SET search_path TO {self.schema}")
        return master

    def tables(self) -> list[str]:
        """Give the names of the office's tables."""
        return [name for (name,) in self.sql("SELECT tablename FROM pg_tables WHERE schemaname = %s", self.schema)]

    def everything(self) -> dict[str, list[Any]]:
        """Give all rows of all tables."""
        return {name: self.sql(f"SELECT * FROM {name} AS t ORDER BY t::text") for name in sorted(self.tables())}

    def keep(self) -> Callable[[], None]:
        """Keep all rows as they are now; gives what brings them back."""
        copy = f"kept_{secrets.token_hex(4)}"
        names = self.tables()
        self.sql(f"CREATE SCHEMA {copy}; " + "; ".join(f"CREATE TABLE {copy}.{n} AS TABLE {n}" for n in names))
        back = [f"TRUNCATE {', '.join(names)}", *(f"INSERT INTO {n} SELECT * FROM {copy}.{n}" for n in names)]

        def bring_back() -> None:
            self.sql("; ".join(back))

        return bring_back

    def close(self) -> None:
        """Leave nothing of it behind."""
        self._master.close()
        self.server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self.name)))
        held = "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s) OR starts_with(rolname, %s)"
        for (role,) in self.server.execute(held, f"{self.name}_", f"{group_of(self.schema, '')}"):
            self.server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def a_day_in_full_swing(office: PreparedOffice) -> Scene:
    """Make the office and a Monday morning in it.

    Counter 1 has called, 2 serves, 3 is free, 4 has nobody, 5 is on a break.
    """
    store = PostgresStore(office.place(OWNER))
    made = create_office(
        store, FixedClock(), a_catalogue(counters=5, holidays=(HOLIDAY,)), training=False, starter="uji"
    )
    for counter in (1, 2, 3, 5):
        signin.sign_in(made, counter, f"P{counter}")
    signin.take_break(made, 5)
    printer_setup.add_printer(made, "kios", "virtual:")
    appointments.plan_slots(made, "B", SlotPlan())
    expected, other = (
        appointments.book(made, "B", MONDAY, time(hour), Contact("Siti", "081234567890")).appointment.code
        for hour in (10, 11)
    )
    taken = [ticketing.take_ticket(made, "A", missing=["KTP-el asli"]) for _ in range(8)]
    job = printing.claim_job(made, "kios")
    assert job is not None
    printing.record_outcome(made, job.id, "kios", Attempt("PRINTED"))
    half = printing.claim_job(made, "kios")
    assert half is not None
    hall.display_alive(made, "layar")
    calling.call_next(made, 3)
    calling.mark_absent(made, 3)
    calling.call_next(made, 3)
    calling.park(made, 3, "menunggu fotokopi KK")
    call = calling.call_next(made, 1)
    calling.call_next(made, 2)
    calling.start(made, 2)
    store.close()
    assert call is not None
    return Scene(
        waiting=taken[6].visit, missed=taken[0].visit, printed=taken[0].visit, printing=half.id, half=half,
        paper=job.id, call=call.seq, number=printed_number("A", 1, 3), expected=expected, other=other,
    )  # fmt: skip
