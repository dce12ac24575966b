"""Sound as numbers: mono, 16 bit, 22,050 a second, in an `array("h")`; read, level, join and write it.

Standard library only and no Qt: the voice's thread, the command line and the make script use the same code.
"""

from __future__ import annotations

import io
import sys
import wave
from array import array
from collections.abc import Iterable
from itertools import pairwise
from math import log10, sqrt
from pathlib import Path

from loket.errors import N_, Trouble

RATE = 22050
"""Samples a second of everything we ship and play."""

FULL = 32767
"""The largest sample: 0 dBFS."""

SPEECH_RMS = 10 ** (-18 / 20) * FULL
"""How loud every clip is made: −18 dBFS over its sounding part, so that no word of a sentence sticks out."""

SPEECH_PEAK = 10 ** (-2 / 20) * FULL
"""No spoken sample goes above −2 dBFS."""

_RATES = range(8000, 192001)
_LONGEST_S = 15
_QUIET = 10 ** (-45 / 20) * FULL
_FADE_MS = 4


def silence(ms: float) -> array[int]:
    """Give `ms` milliseconds of nothing."""
    return array("h", bytes(2 * round(RATE * ms / 1000)))


def milliseconds(sound: array[int]) -> float:
    """Give the length of `sound` in milliseconds."""
    return len(sound) * 1000 / RATE


def rms(sound: array[int]) -> float:
    """Give the mean loudness (root mean square), 0 to 32,767; nothing at all is 0."""
    return sqrt(sum(value * value for value in sound) / len(sound)) if sound else 0.0


def loudest(sound: array[int]) -> int:
    """Give the largest distance from zero, 0 to 32,768."""
    top, bottom = (max(sound), min(sound)) if sound else (0, 0)
    return max(top, -bottom)


def dbfs(level: float) -> float:
    """Give a level in dB below full scale; silence is −inf."""
    return 20 * log10(level / FULL) if level > 0 else float("-inf")


def trim(sound: array[int], margin_ms: float = 12) -> array[int]:
    """Cut the quiet (below −45 dBFS) from both ends, but leave `margin_ms`; nothing but quiet gives an empty sound."""
    loud = [place for place, value in enumerate(sound) if abs(value) > _QUIET]
    if not loud:
        return array("h")
    margin = round(RATE * margin_ms / 1000)
    return sound[max(0, loud[0] - margin) : loud[-1] + margin]


def level(sound: array[int], target: float = SPEECH_RMS, peak: float = SPEECH_PEAK) -> array[int]:
    """Bring `sound` to the loudness `target`; single peaks above `peak` are rounded off, not cut."""
    loudness = rms(sound)
    if not loudness:
        return sound
    gain, knee = target / loudness, peak * 0.7
    room = peak - knee

    def at(value: int) -> int:
        loud = abs(value) * gain
        if loud > knee:
            over = (loud - knee) / room
            loud = knee + room * over / (1 + over)
        return round(loud if value >= 0 else -loud)

    return array("h", map(at, sound))


def faded(sound: array[int], ms: float = _FADE_MS) -> array[int]:
    """Let `sound` begin and end at zero within `ms`, so that a join never clicks."""
    result, steps = sound[:], min(round(RATE * ms / 1000), len(sound) // 2)
    for step in range(steps):
        result[step] = sound[step] * step // steps
        result[-1 - step] = int(sound[-1 - step] * step / steps)
    return result


def softer(sound: array[int], volume: float) -> array[int]:
    """Multiply by `volume` (0 to 1)."""
    return sound if volume >= 1 else array("h", (int(value * max(0.0, volume)) for value in sound))


def joined(sounds: Iterable[array[int]]) -> array[int]:
    """Put sounds one behind the other."""
    result = array("h")
    for sound in sounds:
        result.extend(sound)
    return result


def to_wav(sound: array[int]) -> bytes:
    """Give `sound` as a WAV file."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(to_bytes(sound))
    return buffer.getvalue()


def to_bytes(sound: array[int]) -> bytes:
    """Give the bare samples, little-endian, as sound devices and WAV files want them."""
    if sys.byteorder == "little":
        return sound.tobytes()
    turned = array("h", sound)  # pragma: no cover - no such machine at hand
    turned.byteswap()  # pragma: no cover
    return turned.tobytes()  # pragma: no cover


def for_device(sound: array[int], rate: int, channels: int, *, floats: bool) -> bytes:
    """Bring `sound` to a device's own rate and channels, in its machine's 16-bit or floating-point numbers."""
    ratio, last = RATE / rate, len(sound) - 1
    places = (step * ratio for step in range(len(sound) * rate // RATE))
    values = [
        sound[int(place)] + (sound[min(int(place) + 1, last)] - sound[int(place)]) * (place % 1) for place in places
    ]
    if floats:
        return array("f", (value / 32768 for value in values for _ in range(channels))).tobytes()
    return array("h", (round(value) for value in values for _ in range(channels))).tobytes()


def read_wav(path: Path) -> array[int]:
    """Read a WAV file; another rate, width or number of channels is converted.

    Trouble `recording_bad` when it cannot be used: missing, not plain WAV, too long (15 s), or nothing to be heard.
    """
    try:
        with wave.open(str(path), "rb") as source:
            rate, channels, width = source.getframerate(), source.getnchannels(), source.getsampwidth()
            if rate not in _RATES or source.getnframes() > _LONGEST_S * rate:
                raise _bad(path)
            raw = source.readframes(source.getnframes())
    except (OSError, EOFError, wave.Error) as failure:
        raise _bad(path) from failure
    sound = _resampled(_mono(_integers(raw, width), channels), rate)
    if not sound or loudest(sound) <= _QUIET:
        raise _bad(path)
    return sound


def _bad(path: Path) -> Trouble:
    sentence = N_(
        "Rekaman {file} tidak dapat dipakai. Simpan sebagai WAV (PCM) yang terdengar, paling lama 15 detik; "
        "suara bawaan dipakai sementara."
    )
    return Trouble("recording_bad", sentence, file=path.name)


def _integers(raw: bytes, width: int) -> array[int]:
    """Turn PCM bytes of 1 to 4 bytes a sample into 16-bit numbers (the upper two bytes; 8-bit WAV is unsigned)."""
    if width == 1:
        return array("h", ((value - 128) << 8 for value in raw))
    usable = raw[: len(raw) // width * width]
    if width > 2:
        kept = bytearray(len(usable) // width * 2)
        kept[0::2], kept[1::2] = usable[width - 2 :: width], usable[width - 1 :: width]
        usable = bytes(kept)
    sound = array("h", usable)
    if sys.byteorder == "big":  # pragma: no cover - no such machine at hand
        sound.byteswap()
    return sound


def _mono(sound: array[int], channels: int) -> array[int]:
    if channels == 1:
        return sound
    tracks = [sound[track::channels] for track in range(channels)]
    return array("h", (sum(frame) // channels for frame in zip(*tracks, strict=False)))


def _resampled(sound: array[int], rate: int) -> array[int]:
    """Bring `sound` from `rate` to ours: the mean over each step when it is faster, a straight line when slower."""
    if rate == RATE or not sound:
        return sound
    length, ratio = len(sound) * RATE // rate, rate / RATE
    if ratio > 1:
        sums = array("q", [0])
        total = 0
        for value in sound:
            total += value
            sums.append(total)
        edges = [min(len(sound), round(step * ratio)) for step in range(length + 1)]
        return array("h", ((sums[b] - sums[a]) // max(1, b - a) for a, b in pairwise(edges)))
    last = len(sound) - 1
    result = array("h")
    for step in range(length):
        place = step * ratio
        left = int(place)
        here, there = sound[min(left, last)], sound[min(left + 1, last)]
        result.append(int(here + (there - here) * (place - left)))
    return result
