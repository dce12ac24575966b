"""Which recording is said when: a call becomes sentences, sentences become one joined sound.

The clips are read from the office's own folder first (`OWN/id/tiga.wav`), else from the ones shipped in `data/voice`.
No Qt here: the voice's thread and the command line (`sentence_wav`) use it alike.
"""

from __future__ import annotations

import logging
from array import array
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from loket.errors import Trouble
from loket.model.speech import LANGUAGES, STYLES, Piece, Sentence, call_sentence
from loket.resources import data
from ui.voice.samples import faded, joined, level, read_wav, silence, softer, to_wav, trim

if TYPE_CHECKING:
    from loket.office.pictures import HallCall

log = logging.getLogger("loket.voice")

ENDING = "_akhir"
"""A clip may have a second recording with this ending, with the falling tone of a sentence's last word."""

SOUNDS = ("chime", "tick", "new_number")
"""The sounds without words: before a call, a ticket taken at the kiosk, a new number in an officer's empty queue."""

AFTER_CHIME_MS = 250
BETWEEN_MS = 900
_PAUSES_MS = {"": 45, "-": 0, ",": 200, ".": 420}


@dataclass(frozen=True, slots=True)
class VoiceRules:
    """How an office wants its calls spoken."""

    times: int = 2
    """How often the sentence is said, 1 to 3; when several calls wait, once."""
    style: str = "digits"
    """Ticket figures one by one ("digits") or as a number ("number")."""
    languages: tuple[str, ...] = ("id",)
    """Said for every call; a visitor who took the ticket in another language hears that one after them."""
    volume: float = 1.0
    """0 to 1."""
    chime: bool = True
    own: Path | None = None
    """The office's own recordings: a folder with `id`, `en` and `sounds` in it."""

    def __post_init__(self) -> None:
        """Refuse what cannot be spoken (a bug of the caller): ValueError."""
        known = all(language in LANGUAGES for language in self.languages)
        if not (1 <= self.times <= 3 and self.style in STYLES and known and 0 <= self.volume <= 1):
            raise ValueError(f"no voice can follow {self}")


def sentences(call: HallCall, rules: VoiceRules) -> tuple[Sentence, ...]:
    """Give everything said for `call`, in order: the first language `times` times, each further one once."""
    wanted = [*rules.languages, *((call.language,) if call.language in LANGUAGES else ())] or ["id"]
    said = [
        call_sentence(
            call.number, call.counter, call.counter_name.id, call.plate,
            language=language, style=rules.style, ordinal=max(call.ordinal_call, 2 if call.recall else 1),
        )
        for language in dict.fromkeys(wanted)
    ]  # fmt: skip
    return (*said[:1] * rules.times, *said[1:])


def call_sound(call: HallCall, rules: VoiceRules, bank: ClipBank | None = None) -> array[int]:
    """Join the whole call: chime, 250 ms, the sentences with 900 ms between them. Trouble when a clip is missing."""
    bank = bank or ClipBank(rules.own)
    parts = [bank.sound("chime"), silence(AFTER_CHIME_MS)] if rules.chime else []
    for place, sentence in enumerate(sentences(call, rules)):
        parts += [silence(BETWEEN_MS)] if place else []
        parts.append(bank.sentence(sentence))
    return softer(joined(parts), rules.volume)


def sentence_wav(call: HallCall, rules: VoiceRules | None = None) -> bytes:
    """Give a call as it is heard, as a WAV file: said once unless `rules` say otherwise."""
    return to_wav(call_sound(call, rules or VoiceRules(times=1)))


class ClipBank:
    """The recordings, an office's own before ours. Safe to use from one thread at a time."""

    def __init__(self, own: Path | None = None) -> None:
        """`own` is the office's folder of recordings, or None; it need not exist."""
        self._own = own
        self._converted: dict[tuple[Path, int], array[int] | None] = {}

    def sentence(self, sentence: Sentence) -> array[int]:
        """Join the clips of `sentence`, with its pauses."""
        parts: list[array[int]] = []
        for piece in sentence.pieces:
            parts += [self.clip(sentence.language, piece), silence(_PAUSES_MS[piece.after])]
        return joined(parts[:-1])

    def clip(self, language: str, piece: Piece) -> array[int]:
        """Read the recording of one piece, its edges faded."""
        names = ([piece.clip + ENDING] if piece.after == "." else []) + [piece.clip]
        for name in names:
            if (own := self._own_recording(language, name)) is not None:
                return own
        shipped = [data("voice", language, f"{name}.wav") for name in names]
        return faded(read_wav(next((path for path in shipped if path.exists()), shipped[-1])))

    def sound(self, name: str) -> array[int]:
        """Read one of `SOUNDS`; Trouble when there is no such sound."""
        own = self._own_recording("sounds", name)
        return own if own is not None else read_wav(data("sounds", f"{name}.wav"))

    def complaints(self) -> tuple[Trouble, ...]:
        """Tell which of the office's own recordings cannot be used, and why."""
        found: list[Trouble] = []
        for path in sorted(self._own.glob("*/*.wav")) if self._own else ():
            try:
                read_wav(path)
            except Trouble as trouble:
                found.append(trouble)
        return tuple(found)

    def _own_recording(self, room: str, name: str) -> array[int] | None:
        """Give the office's recording, trimmed and as loud as ours; a bad one is logged once and left out."""
        if self._own is None:
            return None
        path = self._own / room / f"{name}.wav"
        try:
            key = (path, path.stat().st_mtime_ns)
        except OSError:
            return None
        if key not in self._converted:
            try:
                sound = read_wav(path)
                self._converted[key] = faded(sound if room == "sounds" else level(trim(sound)))
            except Trouble as trouble:
                log.warning("own recording left out: %s", trouble)
                self._converted[key] = None
        return self._converted[key]


def once(rules: VoiceRules) -> VoiceRules:
    """Give the same rules with the sentence said once: for a hall where several calls wait."""
    return replace(rules, times=1)
