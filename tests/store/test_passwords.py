"""The password of a PC's login comes from where secrets are kept, goes there when told, and is repeated nowhere."""

from __future__ import annotations

import sys

import pytest

from loket.errors import Refused, Trouble
from loket.store.place import Server, place_of
from loket.store.server import KEYRING, account_of, connect, keep_password, password_of
from tests.keyrings import needs_keyring, new_ring

WHO = "kios1@192.168.1.10:5432/loket"
SECRET = "jangan-diceritakan"


@pytest.fixture
def place() -> Server:
    found = place_of("postgresql://kios1@192.168.1.10/loket")
    assert isinstance(found, Server)
    return found


@pytest.fixture
def ring():
    """A keyring in memory in place of the desktop's."""
    needs_keyring()
    import keyring

    before, made = keyring.get_keyring(), new_ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_a_login_is_named_by_who_and_where(place):
    assert account_of(place) == WHO
    assert account_of(place_of("postgresql://kios1@[::1]:5433/loket?office=a")) == "kios1@::1:5433/loket"  # type: ignore[arg-type]


def test_what_is_kept_in_the_keyring_is_found_again_and_only_for_that_login(ring, place):
    assert password_of(place) is None
    keep_password(place, SECRET)
    assert ring.kept == {(KEYRING, WHO): SECRET}
    assert password_of(place) == SECRET
    assert password_of(place_of("postgresql://loket2@192.168.1.10/loket")) is None  # type: ignore[arg-type]
    assert password_of(place_of("postgresql://kios1@192.168.1.11/loket")) is None  # type: ignore[arg-type]


def test_a_connection_takes_the_password_from_the_keyring(ring, server, office_url, monkeypatch):
    password = server.environment()["PGPASSWORD"]
    monkeypatch.delenv("PGPASSWORD")
    place = place_of(office_url)
    assert isinstance(place, Server)
    with pytest.raises(Trouble, match="kata sandi") as trouble:
        connect(place)
    assert trouble.value.code == "database_login"
    keep_password(place, password)
    with connect(place) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("loket",)
    keep_password(place, SECRET)
    with pytest.raises(Trouble) as trouble:
        connect(place)
    assert trouble.value.code == "database_login"
    assert SECRET not in f"{trouble.value} {trouble.value.__cause__!r}"


def no_keyring(place: Server) -> str:
    """Keep a password where that is not possible; gives what people are told."""
    with pytest.raises(Trouble) as trouble:
        keep_password(place, SECRET)
    assert trouble.value.code == "no_keyring"
    told = f"{trouble.value} {trouble.value.__cause__!r} {trouble.value.__cause__}"
    assert SECRET not in told
    assert "PGPASSFILE" in told
    return told


def test_without_the_library_it_is_said_what_to_do(place, monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert "loket[server]" in no_keyring(place)
    assert password_of(place) is None


def test_a_desktop_without_a_keyring_is_told_of(ring, place, monkeypatch):
    import keyring
    from keyring.backends.fail import Keyring

    keyring.set_keyring(Keyring())
    no_keyring(place)
    assert password_of(place) is None


def test_a_keyring_that_keeps_nothing_is_not_believed(ring, place):
    import keyring
    from keyring.backends.null import Keyring

    keyring.set_keyring(Keyring())
    no_keyring(place)


def test_a_keyring_that_stays_locked_is_told_of_without_the_password(ring, place, monkeypatch):
    from keyring.errors import KeyringLocked

    def locked(*words: str) -> None:
        raise KeyringLocked(f"cannot store {words}")

    monkeypatch.setattr(ring, "set_password", locked)
    no_keyring(place)


def test_a_password_needs_a_name(ring):
    with pytest.raises(Refused) as refusal:
        keep_password(place_of("postgresql://192.168.1.10/loket"), SECRET)  # type: ignore[arg-type]
    assert refusal.value.code == "user_missing"
    assert ring.kept == {}
