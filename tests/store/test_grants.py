"""Every act as every role, through a real login: allowed or refused by the database as docs/roles.md says."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from datetime import timedelta

import pytest

import loket.office
from loket.errors import Refused
from loket.model.events import Kind
from loket.office import (
    calling,
    hall,
    signin,
    ticketing,
    upkeep,
)
from loket.office.administration import create_office
from loket.office.context import Office
from loket.store.grants import COUNTER, HALL, KIOSK, OWNER, ROLES, STATIONS, SUPERVISOR, WRITES
from loket.store.postgres import PostgresStore
from tests.factories import MONDAY_NINE, FixedClock, a_catalogue, assert_whole, journal
from tests.prepared import PreparedOffice, a_day_in_full_swing
from tests.store.granted import ACTS, MONDAY, PICTURES
from tests.store.owner_first import BEFORE
from tools import roles


def acts_of_the_office() -> set[str]:
    """Give every public function of loket.office that is handed an office, and the one that makes one."""
    found = set()
    for module in pkgutil.iter_modules(loket.office.__path__):
        room = importlib.import_module(f"loket.office.{module.name}")
        for name, function in inspect.getmembers(room, inspect.isfunction):
            takes_office = next(iter(inspect.signature(function).parameters), "") == "office"
            if function.__module__ == room.__name__ and not name.startswith("_") and takes_office:
                found.add(f"{module.name}.{name}")
    return found | {"administration.create_office"}


def test_every_act_and_every_picture_of_the_office_has_its_line_in_the_table_and_is_tried():
    assert set(roles.MAY) == acts_of_the_office()
    assert set(roles.MAY) == {*ACTS, *PICTURES, "upkeep.backup"}


def test_the_table_in_the_papers_is_the_table():
    page = roles.PAGE.read_text(encoding="utf-8")
    assert page == roles.with_table(page), "run tools/roles.py"


def test_every_kind_of_fact_is_written_by_some_station_but_the_making_of_the_office():
    assert set(WRITES) == set(STATIONS)
    assert {kind for kinds in WRITES.values() for kind in kinds} == set(Kind) - {Kind.OFFICE_CREATED}


# --- the office -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def swing(prepared):
    """A day in full swing, and what brings it back."""
    empty = prepared.keep()
    scene = a_day_in_full_swing(prepared)
    return scene, empty, prepared.keep()


@pytest.fixture
def scene(swing):
    """The same morning, before every test."""
    found, _, bring_back = swing
    bring_back()
    return found


@pytest.fixture
def empty(swing):
    """No office yet, but tables and roles."""
    swing[1]()


def tried(prepared: PreparedOffice, role: str, act: str, what, *, changes: bool) -> None:
    """Try an act as a role: it must happen, or be refused with a sentence and without a trace."""
    before = prepared.everything()
    if role in roles.MAY[act]:
        with prepared.office(role) as office:
            what(office)
        assert (prepared.everything() != before) is changes
        if changes:
            with prepared.office(OWNER) as office:
                assert_whole(office)
        return
    with prepared.office(role) as office, pytest.raises(Refused) as refusal:
        what(office)
    assert refusal.value.code == "role_forbidden"
    assert "tidak berhak" in str(refusal.value)
    assert prepared.everything() == before


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", [act for act in ACTS if act != "administration.create_office"])
def test_an_act_happens_or_is_refused_as_the_table_says(prepared, scene, role, act):
    if act in BEFORE:
        with prepared.office(OWNER) as office:
            BEFORE[act](office, scene)
    tried(prepared, role, act, lambda office: ACTS[act](office, scene), changes=True)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", PICTURES)
def test_a_picture_is_seen_or_refused_as_the_table_says(prepared, scene, role, act):
    tried(prepared, role, act, lambda office: PICTURES[act](office, scene), changes=False)


@pytest.mark.parametrize("role", ROLES)
def test_only_the_owner_makes_an_office(prepared, empty, role):
    act = "administration.create_office"
    tried(prepared, role, act, lambda office: ACTS[act](office, None), changes=True)


@pytest.mark.parametrize("role", ROLES)
def test_a_backup_is_made_or_refused_as_the_table_says(prepared, scene, role, tmp_path):
    tried(prepared, role, "upkeep.backup", lambda office: upkeep.backup(office, tmp_path), changes=False)


# --- what the table cannot say --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [KIOSK, COUNTER, SUPERVISOR])
def test_whoever_comes_first_closes_yesterday_and_opens_today(prepared, scene, role):
    tuesday = MONDAY_NINE + timedelta(days=1)
    with prepared.office(role, tuesday) as office:
        if role == COUNTER:
            assert calling.call_next(office, 1) is None
        else:
            assert ticketing.take_ticket(office, "A").number == "A001"
    with prepared.office(OWNER, tuesday) as office:
        kinds = [fact.kind for fact in journal(office)][-20:]
        assert_whole(office)
    assert Kind.DAY_CLOSED in kinds
    assert Kind.DAY_OPENED in kinds
    (note,) = prepared.sql("SELECT note FROM legs WHERE note <> ''")
    assert note == ("menunggu fotokopi KK",), "a kiosk that closes the day leaves the notes it cannot read"


@pytest.mark.parametrize("role", [KIOSK, COUNTER, SUPERVISOR])
def test_a_clock_set_back_far_is_written_down_by_whoever_acts_next(prepared, scene, role):
    with prepared.office(role, MONDAY_NINE - timedelta(hours=1)) as office:
        signin.take_break(office, 3) if role == COUNTER else ticketing.take_ticket(office, "B")
    with prepared.office(OWNER) as office:
        assert Kind.CLOCK_MOVED in [fact.kind for fact in journal(office)]


def test_a_hall_display_whose_clock_is_far_behind_does_not_turn_the_clock_of_the_office_back(prepared, scene):
    before = prepared.everything()
    with (
        prepared.office(HALL, MONDAY_NINE - timedelta(hours=1)) as office,
        pytest.raises(Refused, match="tidak berhak"),
    ):
        hall.call_shown(office, "layar", scene.call)
    assert prepared.everything() == before


def test_a_kiosk_and_a_hall_display_never_learn_what_officers_have_noted(prepared, scene):
    for role in (KIOSK, HALL):
        with prepared.office(role) as office, office.looking() as work:
            legs = work.book.open_legs(MONDAY)
            assert len(legs) == 8
            assert {leg.note for leg in legs} == {""}
    with prepared.office(COUNTER) as office, office.looking() as work:
        assert "menunggu fotokopi KK" in {leg.note for leg in work.book.open_legs(MONDAY)}


def test_a_station_of_a_kiosk_is_refused_the_officers_and_not_told_that_there_are_none(prepared, scene):
    with prepared.office(KIOSK) as office:
        officers = office.catalogue.officers
    for question in (lambda: officers["P1"], lambda: list(officers), lambda: len(officers), lambda: "P1" in officers):
        with pytest.raises(Refused) as refusal:
            question()
        assert refusal.value.code == "role_forbidden"


def test_an_office_that_was_not_prepared_needs_no_role(server_of_the_run, tmp_path):
    plain = PreparedOffice(server_of_the_run, tmp_path)
    try:
        store = PostgresStore(plain.place("admin"), create=True)
        office: Office = create_office(store, FixedClock(), a_catalogue(), training=False, starter="uji")
        ticketing.take_ticket(office, "A")
        calling.call_next(office, 1)
        assert_whole(office)
        store.close()
    finally:
        plain.close()
