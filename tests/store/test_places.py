"""An address says where an office lies, never its password; and a connection is safe and never waits for ever."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.errors import Refused, Trouble
from loket.store.place import Server, beside, home_of, place_of
from loket.store.server import _settings, connect

# --- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://kios1:rahasia@server/loket",
        "postgres://kios1:rahasia@server/loket",
        "postgresql://kios1:@server/loket",
        "postgresql://:rahasia@server/loket",
        "postgresql://kios1:r%40hasia@server:5433/loket?office=a",
        "postgresql://kios1:rahasia@[::1]/loket",
        "postgresql://kios1@server/loket?password=rahasia",
        "postgresql://kios1@server/loket?password=",
        "postgresql://kios1@server/loket?PASSWORD=rahasia",
        "postgresql://kios1@server/loket?Password=rahasia",
        "postgresql://kios1@server/loket?pass%77ord=rahasia",
        "postgresql://kios1@server/loket?sslmode=require&password=rahasia",
        "postgresql://kios1@server/loket?sslpassword=rahasia",
        "postgresql://kios1@server/loket?oauth_client_secret=rahasia",
        "postgresql:///loket?host=server&password=rahasia",
        "postgresql:///?service=loket&password=rahasia",
        "POSTGRESQL://kios1:rahasia@server/loket",
        "Postgres://kios1:rahasia@server/loket",
    ],
)
def test_an_address_with_a_password_is_refused_however_it_is_written_and_not_repeated(address):
    with pytest.raises(Refused) as refusal:
        place_of(address)
    assert refusal.value.code == "password_in_address"
    assert "rahasia" not in f"{refusal.value} {refusal.value!r} {refusal.value.facts}"
    assert "loket database password" in str(refusal.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:",
        "postgresql://",
        "postgresql:///loket",
        "postgresql://server:port/loket",
        "postgresql://server:99999/loket",
        "postgresql://server:-1/loket",
        "postgresql://[::1/loket",
        "postgresql://server/loket?office",
        "postgresql://server/loket?sslmode=require&&",
        "postgresql:kios1@server/loket",
    ],
)
def test_an_address_that_makes_no_sense_is_refused_with_an_example(address):
    with pytest.raises(Refused, match="Contoh: postgresql://") as refusal:
        place_of(address)
    assert refusal.value.code == "address_not_understood"


@pytest.mark.parametrize(
    "name",
    ["Samsat", "1kantor", "kantor-1", "kantor 1", 'a"b', "a;b", "a.b", "é", "_a", "a" * 32, "%22", "a'b", "lo%00ket"],
)
def test_the_name_of_an_office_is_a_plain_word_because_it_names_a_schema(name):
    with pytest.raises(Refused) as refusal:
        place_of(f"postgresql://server/loket?office={name}")
    assert refusal.value.code == "office_name"


def test_an_address_is_understood_part_by_part():
    place = place_of("postgresql://kios%401@db.kota.go.id:5433/antrean%20kota?office=samsat&sslmode=verify-full")
    assert place == Server("kios@1", "db.kota.go.id", "5433", "antrean kota", "samsat", {"sslmode": "verify-full"})
    assert place.schema == "loket_samsat"
    plain = place_of("postgres://server/loket")
    assert plain == Server("", "server", "", "loket")
    assert plain.schema == "loket"


def test_the_longest_name_of_an_office_still_names_its_roles():
    place = place_of(f"postgresql://server/loket?office={'a' * 31}")
    assert isinstance(place, Server)
    assert len(f"{place.schema}_supervisor") < 64  # what PostgreSQL keeps of a name


def test_an_address_by_service_or_socket_needs_no_host():
    service = place_of("postgresql:///?service=loket&office=samsat")
    assert service == Server("", "", "", "", "samsat", {"service": "loket"})
    socket = place_of("postgresql:///loket?host=/run/postgresql")
    assert socket == Server("", "", "", "loket", "", {"host": "/run/postgresql"})


def test_an_address_of_ipv6_keeps_its_brackets_when_it_is_written():
    place = place_of("postgresql://kios1@[2001:db8::10]:5433/loket")
    assert isinstance(place, Server)
    assert (place.host, place.port) == ("2001:db8::10", "5433")
    assert str(place) == "postgresql://kios1@[2001:db8::10]:5433/loket"


def test_what_is_no_address_is_a_path():
    for text in ("loket.db", "/data/loket.db", "C:\\loket\\loket.db", "C:/loket.db", "postgresql", "file:///a.db"):
        assert place_of(text) == Path(text)
    assert place_of(Path("postgresql://server/loket")) == Path("postgresql://server/loket")


WORDS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=12)
SETTINGS = st.dictionaries(st.sampled_from(["sslmode", "passfile", "sslrootcert", "application_name"]), WORDS)


@given(
    user=st.just("") | WORDS,
    host=st.sampled_from(["server", "10.0.0.5", "db.kota.go.id", "::1", "fe80::1:2"]),
    port=st.just("") | st.integers(1, 65535).map(str),
    database=WORDS,
    office=st.just("") | st.from_regex(r"[a-z][a-z0-9_]{0,30}", fullmatch=True),
    settings=SETTINGS,
)
def test_an_address_that_is_written_is_read_as_the_same_place(user, host, port, database, office, settings):
    place = Server(user, host, port, database, office, settings)
    assert place_of(str(place)) == place
    assert str(place_of(str(place))) == str(place)


def test_what_belongs_to_offices_of_a_server_lies_in_folders_that_are_never_the_same(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    addresses = (
        "postgresql://server/loket", "postgresql://server/loket?office=a", "postgresql://server/loket?office=b",
        "postgresql://server:5433/loket", "postgresql://server/lain", "postgresql://server-loket/x",
        "postgresql:///loket?host=/run/a", "postgresql:///loket?host=/run/b",
    )  # fmt: skip
    homes = {home_of(place_of(address)) for address in addresses}
    assert len(homes) == len(addresses)
    assert all(home.name.isascii() and "/" not in home.name for home in homes)
    same = home_of(place_of("postgresql://kios1@server/loket")), home_of(place_of("postgresql://loket2@server/loket"))
    assert same[0] == same[1], "two logins of a PC work for the same office"
    lock = beside(place_of(addresses[0]), "-lock")
    assert lock.parent.is_dir()
    assert beside(tmp_path / "loket.db", "-lock") == tmp_path / "loket.db-lock"


def test_a_folder_that_cannot_be_made_is_a_clear_trouble(monkeypatch, tmp_path):
    blocked = tmp_path / "berkas"
    blocked.write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(blocked))
    with pytest.raises(Trouble, match="izin") as trouble:
        beside(place_of("postgresql://server/loket"), "-lock")
    assert trouble.value.code == "folder_unwritable"


# --- connections ----------------------------------------------------------------------------------------------------


def sslmode(address: str) -> object:
    place = place_of(address)
    assert isinstance(place, Server)
    return _settings(place).get("sslmode")


@pytest.mark.parametrize("host", ["10.0.0.5", "db.kota.go.id", "[2001:db8::10]", "localhost.kota.go.id", "127.kota.id"])
def test_across_the_network_a_connection_is_encrypted_unless_it_is_told_otherwise(host):
    assert sslmode(f"postgresql://{host}/loket") == "require"
    assert sslmode(f"postgresql://{host}/loket?sslrootcert=/etc/ca.crt") == "verify-full"
    assert sslmode(f"postgresql://{host}/loket?sslmode=verify-ca&sslrootcert=/etc/ca.crt") == "verify-ca"
    assert sslmode(f"postgresql://{host}/loket?sslmode=disable") == "disable"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.53", "[::1]"])
def test_within_a_pc_nothing_needs_to_be_encrypted(host):
    assert sslmode(f"postgresql://{host}/loket") is None


def test_a_host_in_the_settings_is_across_the_network_too():
    assert sslmode("postgresql:///loket?host=10.0.0.5") == "require"
    assert sslmode("postgresql:///loket?hostaddr=10.0.0.5&host=server") == "require"
    assert sslmode("postgresql:///loket?host=127.0.0.1,10.0.0.5") == "require"
    assert sslmode("postgresql:///loket?host=/run/postgresql") is None
    assert sslmode("postgresql:///?service=loket") is None, "a service file says itself how"


def test_what_the_environment_says_of_encryption_counts(monkeypatch):
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert sslmode("postgresql://10.0.0.5/loket") is None


def test_a_connection_has_a_limit_for_every_wait(server, office_url):
    place = place_of(office_url)
    assert isinstance(place, Server)
    with connect(place) as connection:
        said = {
            name: connection.execute(f"SHOW {name}").fetchall()[0][0]
            for name in (
                "lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "synchronous_commit",
                "search_path", "default_transaction_isolation", "application_name", "client_encoding",
                "standard_conforming_strings", "enable_seqscan", "jit",
            )
        }  # fmt: skip
        network = connection.info.get_parameters()
        assert connection.autocommit
    assert said == {
        "lock_timeout": "10s", "statement_timeout": "15s", "idle_in_transaction_session_timeout": "15s",
        "synchronous_commit": "on", "search_path": f"{place.schema},pg_temp",
        "default_transaction_isolation": "read committed", "application_name": "loket", "client_encoding": "UTF8",
        "standard_conforming_strings": "on", "enable_seqscan": "off", "jit": "off",
    }  # fmt: skip
    assert network["connect_timeout"] == "5"
    assert network["tcp_user_timeout"] == "10000"
    assert (network["keepalives_idle"], network["keepalives_interval"], network["keepalives_count"]) == ("10", "3", "3")


def test_nobody_can_write_an_address_that_takes_the_limits_away(server, office_url):
    place = place_of(f"{office_url}&options=-c%20statement_timeout%3D0%20-c%20synchronous_commit%3Doff")
    assert isinstance(place, Server)
    with connect(place) as connection:
        assert connection.execute("SHOW statement_timeout").fetchone() == ("15s",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_a_bare_connection_shows_the_server_as_it_is_set_up(server, office_url):
    place = place_of(office_url)
    assert isinstance(place, Server)
    with connect(place, bare=True) as connection:
        assert connection.execute("SHOW statement_timeout").fetchone() == ("0",)
        assert isinstance(connection, psycopg.Connection)
