"""Where a station's log goes: a small file beside the office's database, turned over before it grows."""

from __future__ import annotations

import logging

from loket.store.place import Place, home_of

LARGEST_BYTES, KEPT = 1_000_000, 3


def quiet() -> None:
    """For commands: what matters is said by the command itself, in one line."""
    logging.getLogger().addHandler(logging.NullHandler())


def to_file(place: Place) -> None:
    """For stations: warnings and bugs go to `loket.log` in the office's folder, and to whoever started the station."""
    from logging.handlers import RotatingFileHandler

    root = logging.getLogger()
    form = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    target = home_of(place) / "loket.log"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(target, maxBytes=LARGEST_BYTES, backupCount=KEPT, encoding="utf-8", delay=True)
    except OSError as error:
        root.warning("no log file %s: %s", target, error)
        return
    file.setFormatter(form)
    root.addHandler(file)
    root.setLevel(logging.INFO)
