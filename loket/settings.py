"""What this PC remembers of its stations: which monitor each was given, its theme and language.

A small JSON file in the user's configuration folder, written whole and swapped in, so that a power cut leaves the
old one.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StationSettings:
    """One station's place. `screen` is the monitor's name as the system gives it, empty for the first one."""

    screen: str = ""
    theme: str = ""
    language: str = "id"
    counter: int = 0
    printer: str = ""
    """The office's printer that stands at this station; empty: none of its own."""


def settings_path() -> Path:
    """Give the file in which this PC remembers its stations."""
    from platformdirs import user_config_path

    return user_config_path("loket", appauthor=False) / "stations.json"


def recall(station: str, path: Path | None = None) -> StationSettings:
    """Give what is remembered of a station; the defaults when nothing is, or when the file cannot be read."""
    source = path or settings_path()
    known = _read(source).get(station)
    if not isinstance(known, dict):
        return StationSettings()
    usual = asdict(StationSettings())
    return StationSettings(
        **{name: value for name, value in known.items() if name in usual and type(value) is type(usual[name])}
    )


def _read(source: Path) -> dict[str, object]:
    """Read all stations; nothing when there is no file or it cannot be read."""
    try:
        found = json.loads(source.read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
        log.warning("stations are not remembered, %s is not what Loket writes", source)
    except FileNotFoundError:
        log.debug("nothing is remembered yet in %s", source)
    except (OSError, ValueError) as error:
        log.warning("stations are not remembered, %s cannot be read: %s", source, error)
    return {}


def remember(station: str, settings: StationSettings, path: Path | None = None) -> None:
    """Keep a station's settings; a file that cannot be written is logged, the station goes on."""
    target = path or settings_path()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        known = {**_read(target), station: asdict(settings)}
        fresh = target.with_suffix(".new")
        fresh.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        fresh.replace(target)
    except OSError as error:
        log.warning("station %s is not remembered: %s", station, error)
