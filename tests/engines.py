"""The engines that an office can stand on: what holds on one must hold on all. `ENGINE` is that of the running test."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path

import pytest

from loket.store.contract import Store
from loket.store.opening import open_store
from loket.store.place import Place, place_of

ENGINES = ("disk", "memory", "postgres")

ENGINE: ContextVar[str] = ContextVar("engine", default="disk")
NEW_URL: ContextVar[Callable[[], str]] = ContextVar("new_url")
"""Gives the URL of an office that does not exist yet, on the server of the tests."""


def engines_for(test: pytest.Item) -> tuple[str, ...]:
    """Give the engines that a test of acts runs on."""
    alone = test.get_closest_marker("other_process") is None
    return ENGINES if alone else tuple(engine for engine in ENGINES if engine != "memory")


def new_place(folder: Path) -> Place:
    """Where the running test's engine can make an office."""
    if ENGINE.get() == "postgres":
        return place_of(NEW_URL.get()())
    if ENGINE.get() == "memory":
        return Path(f":memory:{secrets.token_hex(4)}")
    return folder / "loket.db"


def new_store(folder: Path) -> Store:
    """An empty store on the running test's engine; it does not wait for the disk, only tests of that do."""
    store = open_store(new_place(folder), create=True)
    if ENGINE.get() == "disk":
        store._db.execute("PRAGMA synchronous = OFF")  # type: ignore[attr-defined]
    return store
