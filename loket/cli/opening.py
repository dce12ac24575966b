"""Open the office a command works for, and say results.

The store is imported when an office is opened, not before: a station paints its first picture earlier.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loket.errors import N_, Usage
from loket.store.place import Place, place_of
from loket.texts import Texts

if TYPE_CHECKING:
    from loket.model.printer import PrinterRecord
    from loket.office.context import Office

MOST_SHIFT_S = 100 * 366 * 86400
"""The largest clock shift, in seconds: a hundred years."""


def database(options: argparse.Namespace) -> Place:
    """Give the office's place: --database, LOKET_DATABASE, or a file in the user's data folder.

    Raises Refused when it is an address that is not understood or holds a password.
    """
    return place_of(options.database) if options.database else default_place()


def default_place() -> Place:
    """Give where the office's memory lies when nothing else is said: LOKET_DATABASE, or the user's data folder."""
    named = os.environ.get("LOKET_DATABASE")
    if named:
        return place_of(named)
    from platformdirs import user_data_path

    return user_data_path("loket", appauthor=False) / "loket.db"


def clock_shift_s() -> float:
    """Give LOKET_CLOCK_SHIFT in seconds, 0 when it is not set; raises Refused when it is no sensible number."""
    text = os.environ.get("LOKET_CLOCK_SHIFT", "").strip()
    try:
        shift = float(text) if text else 0.0
    except ValueError:
        shift = math.nan
    if not abs(shift) < MOST_SHIFT_S:
        raise Usage("clock_shift", N_("LOKET_CLOCK_SHIFT harus berupa angka detik, bukan “{text}”."), text=text)
    return shift


def open_office(place: Place) -> Office:
    """Open the office at `place`. The clock shift counts in a training office only."""
    from loket.office.context import Office, SystemClock
    from loket.store.opening import open_store

    store = open_store(place)
    office = Office(store, SystemClock(store=store))
    try:
        if office.face.training:
            office.clock = SystemClock(clock_shift_s(), store)
    except BaseException:
        store.close()
        raise
    return office


def opener(place: Place) -> Callable[[], Office]:
    """Give what a station's office thread calls to open its own connection."""
    return lambda: open_office(place)


def prints_here(place: Place, record: PrinterRecord) -> bool:
    """Tell whether this PC prints on a printer: a device file means another printer on every PC of a server's office.

    An office in a file is one PC's, whatever that PC is called now.
    """
    return isinstance(place, Path) or record.profile.pc in ("", socket.gethostname())


@contextmanager
def office_of(options: argparse.Namespace) -> Iterator[Office]:
    """Open the office of a command and close it afterwards."""
    office = open_office(database(options))
    try:
        yield office
    finally:
        office.store.close()


def say(options: argparse.Namespace, result: dict[str, Any], sentence: str, **facts: object) -> None:
    """Print one result: the JSON object with --json, else the sentence (an Indonesian msgid) with its facts."""
    if options.json:
        print(json.dumps(result, ensure_ascii=False), flush=True)
    else:
        print(Texts.of(options.lang).say(sentence, **facts), flush=True)
