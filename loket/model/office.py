"""The office itself: how it shows itself, and the rules it has chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from loket.model.calendar import office_day
from loket.model.wording import Wording


@dataclass(frozen=True, slots=True)
class OfficeFace:
    """What every screen and slip shows of the office."""

    name: str
    place: str
    room: Wording
    government: str = ""
    address: str = ""
    contact: str = ""
    emblem: str = ""
    """File name of the office's emblem (SVG), absolute, or shipped under data/brand."""
    training: bool = False
    languages: tuple[str, ...] = ("id", "en")
    status_url: str = ""
    """Address of the status page, empty while the office has none; the ticket's code is appended."""
    head_title: str = ""
    """Who signs the day report, e.g. "Kepala Dinas Sosial"."""
    footer: Wording = field(default_factory=lambda: Wording(""))
    """The office's own last line on every slip."""


@dataclass(frozen=True, slots=True)
class OfficeRules:
    """The office's own choices, each with its unit and default."""

    zone: str = "Asia/Jakarta"
    """IANA time zone of the office."""
    roll_over: time = time(0, 0)
    """Local time at which a new office day begins."""
    call_limit: int = 3
    """Calls of one visitor (the first one included) before only "tidak hadir" is left."""
    undo_s: int = 120
    """Seconds within which an officer may take back the last act."""
    return_grace_min: int = 15
    """Minutes within which a missed visitor who returns keeps the place (called after the next two)."""
    return_grace_numbers: int = 5
    """… or calls of the line since then, whichever lasts longer."""
    cool_down_min: int = 5
    """Minutes in which nobody calls a visitor by the rule who was called and skipped."""
    closing_guard: bool = True
    """Give no number that cannot be served before closing."""
    more_groups: tuple[str, ...] = ()
    """Priority groups of the office's own beside those of the law, as codes: capitals and underscores."""
    skills: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Level of an officer (by code) for a service, see `loket.model.queue`: 2 ordinary, which is also that of services
    not named, 1 helps out, 0 only if nothing else."""
    job_life_min: int = 30
    """Minutes after which an unprinted slip is no longer printed by itself."""
    number_digits: int = 3
    messages: tuple[Wording, ...] = field(default_factory=tuple)
    """Running text of the hall."""

    @property
    def tz(self) -> ZoneInfo:
        """The office's zone."""
        return ZoneInfo(self.zone)

    def day_of(self, moment: datetime) -> date:
        """Give the office day of an aware instant."""
        return office_day(moment, self.tz, self.roll_over)
