"""A keyring in memory, in place of the desktop's."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Any

import pytest


def needs_keyring() -> None:
    """Without the library the test fails in CI and is skipped elsewhere."""
    if find_spec("keyring") is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have keyring", pytrace=False)
        pytest.skip("NOT SHOWN HERE: passwords in a keyring (pip install loket[server])")


def new_ring() -> Any:
    """Give a keyring whose `kept` holds passwords by (service, user)."""
    from keyring.backend import KeyringBackend

    def get_password(self: Any, service: str, username: str) -> Any:
        return self.kept.get((service, username))

    def set_password(self: Any, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    words = {"priority": 1, "kept": {}, "get_password": get_password, "set_password": set_password}
    return type("Ring", (KeyringBackend,), words)()
