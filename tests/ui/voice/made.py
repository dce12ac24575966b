"""Calls, tones, WAV files and a loudspeaker for the tests of the voice."""

from __future__ import annotations

import wave
from array import array
from datetime import UTC, datetime
from math import hypot, pi, sin
from pathlib import Path
from threading import Event

from loket.errors import Trouble
from loket.model.wording import Wording
from loket.office.pictures import HallCall
from ui.voice.samples import (
    FULL,
    RATE,
)


def call(seq: int = 1, number: str = "A-001", counter: int = 3, language: str = "id", ordinal: int = 1) -> HallCall:
    return HallCall(
        seq=seq, visit="v", number=number, counter=counter, counter_name=Wording(f"Loket {counter}"),
        plate=str(counter), service="A", called_at=datetime(2025, 11, 18, 9, 41, tzinfo=UTC), recall=ordinal > 1,
        language=language, ordinal_call=ordinal,
    )  # fmt: skip


def tone(ms: float, hertz: float = 440, rate: int = RATE, loud: float = 0.3) -> array[int]:
    return array("h", (round(loud * FULL * sin(2 * pi * hertz * n / rate)) for n in range(round(rate * ms / 1000))))


def write(path: Path, sound: array[int], rate: int = RATE, channels: int = 1, width: int = 2) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    frames = b"".join(
        {1: bytes([(v >> 8) + 128]), 2: v.to_bytes(2, "little", signed=True),
         3: b"\0" + v.to_bytes(2, "little", signed=True), 4: b"\0\0" + v.to_bytes(2, "little", signed=True)}[width]
        * channels
        for v in sound
    )  # fmt: skip
    with wave.open(str(path), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        out.writeframes(frames)
    return path


def strength(sound: array[int], hertz: float) -> float:
    """Tell how much of `hertz` is in `sound` (amplitude, 0 to 32,767)."""
    turns = [2 * pi * hertz * n / RATE for n in range(len(sound))]
    real = sum(v * sin(t + pi / 2) for v, t in zip(sound, turns, strict=True))
    imaginary = sum(v * sin(t) for v, t in zip(sound, turns, strict=True))
    return 2 * hypot(real, imaginary) / len(sound)


class FakeOutlet:
    """A loudspeaker that remembers what it played; `hold` keeps it playing until told."""

    name = "pengeras suara"

    def __init__(self, *, hold: bool = False, broken: bool = False, bug: bool = False) -> None:
        self.heard: list[array[int]] = []
        self.playing = 0
        self.most = 0
        self.go = Event()
        self.broken, self.bug = broken, bug
        if not hold:
            self.go.set()

    def play(self, sound: array[int], stop: Event) -> None:
        if self.bug:
            raise RuntimeError("a bug in the loudspeaker")
        if self.broken:
            raise Trouble("sound_failed", "Suara tidak keluar lewat {device}.", device=self.name)
        self.playing += 1
        self.most = max(self.most, self.playing)
        self.heard.append(sound)
        while not (self.go.wait(0.01) or stop.is_set()):
            pass
        self.playing -= 1
