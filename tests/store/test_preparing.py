"""A server's database is made ready in one go, again without harm, and the passwords are told to nobody."""

from __future__ import annotations

import stat
from contextlib import closing
from dataclasses import replace

import psycopg
import pytest
from psycopg import sql

from loket.errors import Refused, Trouble
from loket.office import ticketing
from loket.store import grants, migrations_postgres, preparing
from loket.store.grants import COUNTER, KIOSK, OWNER, ROLES, STATIONS, SUPERVISOR, group_of
from loket.store.logins import Login, logins_of, make_logins, passfile_line
from loket.store.migrations_postgres import STEPS
from loket.store.place import Server
from loket.store.postgres import PostgresStore
from loket.store.preparing import FEWEST_CONNECTIONS, prepare
from loket.store.restoring import restore
from tests.factories import assert_whole
from tests.prepared import PreparedOffice, a_day_in_full_swing


@pytest.fixture
def prepared(server_of_the_run, tmp_path):
    """An office whose database is there and nothing in it."""
    office = PreparedOffice(server_of_the_run, tmp_path)
    yield office
    office.close()


RIGHTS = """
SELECT relname, relowner::regrole::text, relacl::text, relrowsecurity,
       (SELECT string_agg(a.attname || a.attacl::text, ' ' ORDER BY a.attname) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL)
FROM pg_class c WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'S') ORDER BY relname
"""
POLICIES = "SELECT tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2"
ROUTINES = """
SELECT proname, proowner::regrole::text, proacl::text FROM pg_proc
WHERE pronamespace = current_schema()::regnamespace ORDER BY proname
"""


def rights(office: PreparedOffice):
    """Give everything that says who may do what."""
    schema = office.sql("SELECT nspowner::regrole::text, nspacl::text FROM pg_namespace WHERE nspname LIKE 'loket%'")
    return office.sql(RIGHTS), office.sql(POLICIES), office.sql(ROUTINES), schema


def test_prepared_again_nothing_changes_and_every_login_keeps_its_password(prepared):
    first = prepared.prepare()
    assert [login.name for login in first.logins if login.passfile] == [login.name for login in prepared.logins]
    before, files = rights(prepared), {path: path.read_text() for path in prepared.folder.iterdir()}
    scene = a_day_in_full_swing(prepared)
    again = prepared.prepare()
    assert [login.passfile for login in again.logins] == [None] * len(ROLES)
    assert again.groups == tuple(group_of(prepared.schema, role) for role in ROLES)
    assert rights(prepared) == before
    assert {path: path.read_text() for path in prepared.folder.iterdir()} == files
    with prepared.office(OWNER) as office:
        assert office.store.integrity() == []
        assert_whole(office)
    assert scene.number == "A001"


def test_a_new_password_is_in_a_file_that_only_its_owner_reads_and_the_old_one_is_worth_nothing(prepared):
    prepared.prepare()
    place = prepared.place(KIOSK)
    path = prepared.folder / f"{place.user}.pgpass"
    old = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    made = prepared.prepare(Login(place.user, KIOSK), new_passwords=True)
    assert [login.passfile for login in made.logins] == [path]
    assert path.read_text() != old
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with prepared.wire(KIOSK):
        pass
    path.write_text(old)
    with pytest.raises(Trouble, match="kata sandi") as trouble:
        PostgresStore(place)
    assert trouble.value.code == "database_login"
    assert [entry.name for entry in prepared.folder.iterdir() if entry.name.startswith(".")] == []


def test_a_login_changes_its_role_and_keeps_nothing_of_the_last_one(prepared):
    prepared.prepare()
    login = f"{prepared.name}_{COUNTER}"
    made = prepared.prepare(Login(login, KIOSK))
    assert made.logins == (Login(login, KIOSK, None),)
    with prepared.wire(COUNTER) as wire:
        held = wire.execute(
            "SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid "
            "JOIN pg_roles l ON l.oid = m.member WHERE l.rolname = %s",
            (login,),
        ).fetchall()
    assert held == [(group_of(prepared.schema, KIOSK),)]


def test_everything_belongs_to_the_owners_together_whoever_prepares(prepared):
    prepared.prepare()
    owner = group_of(prepared.schema, OWNER)
    tables, _, routines, schema = rights(prepared)
    assert {row[1] for row in (*tables, *routines)} == {owner}
    assert [row[0] for row in schema] == [owner]
    assert not [row for row in (*tables, *routines) if "{=" in str(row[2]) or ",=" in str(row[2])], "PUBLIC has a right"


def test_an_office_that_was_there_before_is_prepared_as_it_is(prepared):
    with closing(PostgresStore(prepared.place("admin"), create=True)):
        pass
    prepared.prepare()
    a_day_in_full_swing(prepared)
    with prepared.office(KIOSK) as office:
        assert ticketing.take_ticket(office, "A").number == "A009"


def test_a_new_step_of_the_tables_is_granted_by_whoever_of_the_owners_takes_it(prepared, monkeypatch):
    prepared.prepare()
    step = ("m9999_a_new_table", ("CREATE TABLE surveys (id bigint PRIMARY KEY)",))
    monkeypatch.setattr(migrations_postgres, "STEPS", (*STEPS, step))
    monkeypatch.setattr(migrations_postgres, "NEWEST", len(STEPS) + 1)
    with pytest.raises(Refused, match="tidak berhak"):
        PostgresStore(prepared.place(KIOSK))
    with closing(PostgresStore(prepared.place(OWNER))), prepared.wire(SUPERVISOR) as wire:
        assert wire.execute("SELECT * FROM surveys").fetchall() == []
    ((owner,),) = prepared.sql("SELECT relowner::regrole::text FROM pg_class WHERE relname = 'surveys'")
    assert owner == group_of(prepared.schema, OWNER)
    with closing(PostgresStore(prepared.place(KIOSK))):
        pass


def test_an_owner_restores_an_office_and_its_stations_go_on_and_the_old_tables_are_closed_to_them(prepared, tmp_path):
    prepared.prepare()
    a_day_in_full_swing(prepared)
    with prepared.office(OWNER) as office:
        backup = office.store.backup(tmp_path / "cadangan", "uji")
    with prepared.office(KIOSK) as office:
        assert ticketing.take_ticket(office, "A").number == "A009"
    before = rights(prepared)[:3]
    done = restore(backup, prepared.place(OWNER), replace=True)
    assert done.kept
    after = rights(prepared)
    assert after[0] == before[0]
    assert after[2] == before[2]
    with prepared.office(KIOSK) as office:
        assert ticketing.take_ticket(office, "A").number == "A009", "what came after the backup is given again"
    with prepared.office(SUPERVISOR) as office:
        assert_whole(office)
    for role in STATIONS:
        with prepared.wire(role) as wire, pytest.raises(psycopg.errors.InsufficientPrivilege):
            wire.execute(sql.SQL("SELECT 1 FROM {}").format(sql.Identifier(done.kept, "marks")))


# --- who may not ----------------------------------------------------------------------------------------------------


def test_without_the_right_to_make_roles_it_is_refused_in_a_clear_sentence_and_nothing_changes(prepared):
    prepared.server.execute(sql.SQL("ALTER ROLE {} NOCREATEROLE").format(sql.Identifier(prepared.admin)))
    with pytest.raises(Refused, match="CREATEROLE") as refusal:
        prepared.prepare()
    assert refusal.value.code == "prepare_forbidden"
    assert prepared.sql("SELECT FROM pg_namespace WHERE nspname = %s", prepared.schema) == []
    assert list(prepared.folder.glob("*_kiosk.pgpass")) == []
    assert list(prepared.folder.glob(".*")) == []


def test_tables_of_somebody_else_are_not_prepared(prepared):
    prepared.sql(f"CREATE SCHEMA {prepared.schema}; CREATE TABLE {prepared.schema}.steps (name text, applied_at text)")
    with pytest.raises(Refused, match="kepemilikan") as refusal:
        prepared.prepare()
    assert refusal.value.code == "prepare_forbidden"


def test_a_station_cannot_prepare(prepared):
    prepared.prepare()
    for role in STATIONS:
        with pytest.raises(Refused) as refusal:
            prepare(prepared.place(role))
        assert refusal.value.code == "prepare_forbidden"


@pytest.mark.parametrize("name", ["group", "superuser"])
def test_no_password_is_ever_given_to_a_group_or_to_somebody_mightier_than_a_station(prepared, name):
    prepared.prepare()
    login = {"group": group_of(prepared.schema, KIOSK), "superuser": "postgres"}[name]
    with pytest.raises(Refused) as refusal:
        prepared.prepare(Login(login, KIOSK), new_passwords=True)
    assert refusal.value.code == "login_unfit"


def test_a_name_that_a_login_has_already_cannot_be_a_role(prepared):
    group = sql.Identifier(group_of(prepared.schema, COUNTER))
    prepared.server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(group))
    with pytest.raises(Refused, match="peran") as refusal:
        prepared.prepare()
    assert refusal.value.code == "role_taken"


def test_a_password_that_cannot_be_written_down_is_never_given_to_the_server(prepared):
    target = prepared.folder / "bukan-folder"
    target.write_text("")
    with pytest.raises(Trouble) as trouble:
        prepare(prepared.place("admin"), prepared.logins, target)
    assert trouble.value.code == "passfile_unwritable"
    with pytest.raises(Refused) as refusal:
        prepare(prepared.place("admin"), prepared.logins, None)
    assert refusal.value.code == "out_missing"
    assert prepared.sql("SELECT FROM pg_roles WHERE rolname = %s", prepared.logins[0].name) == []


def test_what_fails_after_passwords_were_written_leaves_no_file(prepared, monkeypatch):
    prepared.prepare(prepared.logins[0])
    before = sorted(prepared.folder.iterdir())
    monkeypatch.setattr(preparing, "make_logins", fails_after(make_logins))
    with pytest.raises(Refused) as refusal:
        prepared.prepare()
    assert refusal.value.code == "prepare_forbidden"
    assert sorted(prepared.folder.iterdir()) == before


def fails_after(makes):
    """Do it, and then be told by the server that it may not be."""

    def fails(*arguments, **words):
        makes(*arguments, **words)
        raise psycopg.errors.InsufficientPrivilege

    return fails


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    ["kios1", "kios1=", "=kiosk", "kios1=raja", "Kios=kiosk", "pg_kios=kiosk", "a b=kiosk", "a;b=kiosk", "1=hall"],
)
def test_a_login_that_is_not_understood_is_refused_with_an_example(word):
    with pytest.raises(Refused, match="kios1=kiosk"):
        logins_of([word])


def test_a_login_has_one_role():
    assert logins_of(["kios1=kiosk", "loket1=counter"]) == [Login("kios1", KIOSK), Login("loket1", COUNTER)]
    with pytest.raises(Refused):
        logins_of(["kios1=kiosk", "kios1=counter"])


def test_a_passfile_escapes_what_libpq_would_split_at():
    server = Server("admin", "::1", "5433", "a:b", "x")
    assert passfile_line(server, "kios1", r"s\e:c") == r"\:\:1:5433:a\:b:kios1:s\\e\:c"
    assert passfile_line(Server("", "", "", "", "", {"service": "loket"}), "kios1", "s") == "*:5432:*:kios1:s"


# --- warnings -------------------------------------------------------------------------------------------------------


def test_a_server_that_may_forget_or_is_too_small_is_told_about(new_server, tmp_path, monkeypatch):
    server = new_server(durable=False, settings=f"max_connections = {FEWEST_CONNECTIONS - 80}\n")
    monkeypatch.delenv("PGPASSWORD")
    office = PreparedOffice(server, tmp_path)
    found = dict.fromkeys(office.prepare().warnings)
    assert list(found) == [
        ("not_durable", "fsync"), ("not_durable", "full_page_writes"), ("few_connections", "20"),
    ]  # fmt: skip
    server.execute("ALTER SYSTEM SET synchronous_commit = off")
    server.execute("SELECT pg_reload_conf()")
    assert ("not_durable", "synchronous_commit") in office.prepare().warnings, "though a station always asks for it"
    office.close()


def test_two_databases_that_share_their_roles_are_told_about(prepared):
    prepared.prepare()
    other = f"{prepared.name}_lain"
    admin = sql.Identifier(prepared.admin)
    prepared.server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(other), admin))
    try:
        place = replace(prepared.place("admin"), database=other)
        path = prepared.folder / f"{prepared.admin}.pgpass"
        path.write_text(path.read_text().replace(f":{prepared.name}:", ":*:"))
        assert ("shared_roles", prepared.name) in prepare(place).warnings
    finally:
        prepared.server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(other)))


def test_the_grants_name_every_table(prepared):
    prepared.prepare()
    told = " ".join(grants.statements(prepared.schema))
    assert [table for table in prepared.tables() if f" {table}" not in told] == []
