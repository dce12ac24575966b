"""Make the voice: every clip of the hall's sentences, and the sounds without words.

    python tools/make_voice.py            writes data/voice/{id,en} and data/sounds
    python tools/make_voice.py --check    writes nothing; ends with 1 when the shipped files differ

Speech comes from the separate program espeak-ng (Debian: `apt-get install espeak-ng`), which only makers of Loket need:
it is run here and nowhere else. The sounds are computed. The same espeak-ng version gives the same bytes.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
import wave
from array import array
from collections.abc import Callable, Iterator
from math import exp, pi, sin
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from loket.model.speech import LANGUAGES, number_pieces, vocabulary  # noqa: E402
from ui.voice.clips import ENDING  # noqa: E402
from ui.voice.samples import FULL, RATE, faded, joined, level, to_wav, trim  # noqa: E402

VOICES = {"id": ("id", 150), "en": ("en-gb", 148)}
"""espeak-ng's voice and its words a minute: 0.86 and 0.85 of its usual 175."""

LETTERS_AT = 0.75
"""Letters are short and easily mixed up (B, C, D, G, P, T): they are said this much slower."""

SPELLED = {"en": {"letter_a": "[[eI]]", "letter_z": "zed"}}
"""What to write so that espeak-ng says a letter and not a word ("a")."""


def main() -> int:
    """Write the files, or compare them with the ones on disk."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--check", action="store_true", help="compare instead of writing")
    check = asked.parse_args().check
    if not shutil.which("espeak-ng"):
        print("espeak-ng is needed to make the voice: apt-get install espeak-ng", file=sys.stderr)
        return 3
    made = dict(everything())
    if check:
        wrong = sorted(str(path) for path, content in made.items() if not same(ROOT / path, content))
        print("\n".join(f"differs: {path}" for path in wrong) or f"{len(made)} files as made")
        return 1 if wrong else 0
    for folder in ("voice/id", "voice/en", "sounds"):
        (ROOT / "data" / folder).mkdir(parents=True, exist_ok=True)
        for old in (ROOT / "data" / folder).glob("*.wav"):
            if old.relative_to(ROOT) not in made:
                old.unlink()
    for path, content in made.items():
        (ROOT / path).write_bytes(content)
    print(f"{len(made)} files, {sum(map(len, made.values())) / 1e6:.1f} MB")
    return 0


def same(path: Path, content: bytes) -> bool:
    """Tell whether the file holds exactly `content`."""
    return path.exists() and path.read_bytes() == content


def everything() -> Iterator[tuple[Path, bytes]]:
    """Make every file: its path below the project and its content."""
    for language in LANGUAGES:
        folder, spelled = Path("data/voice") / language, SPELLED.get(language, {})
        for clip, text in vocabulary(language).items():
            speed = LETTERS_AT if clip.startswith(("huruf_", "letter_")) else 1
            # A comma keeps the voice up: more words follow.
            yield folder / f"{clip}.wav", to_wav(spoken(language, spelled.get(clip, text) + ",", speed))
        for clip, text in last_words(language):
            yield folder / f"{clip}{ENDING}.wav", to_wav(spoken(language, text + "."))
    for name, sound in (("chime", chime()), ("tick", tick()), ("new_number", new_number())):
        yield Path("data/sounds") / f"{name}.wav", to_wav(sound)


def last_words(language: str) -> Iterator[tuple[str, str]]:
    """Name the words that usually end a sentence: the numbers said in one word (nobody has hundreds of counters)."""
    words = {number_pieces(value, language)[0] for value in range(20)}
    for piece in sorted(words, key=lambda piece: piece.clip):
        yield piece.clip, piece.text


def spoken(language: str, text: str, pace: float = 1) -> array[int]:
    """Let espeak-ng say `text`; trimmed, as loud as every other clip, edges at zero."""
    voice, speed = VOICES[language]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "clip.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-s", str(round(speed * pace)), "-w", str(out), text], check=True)
        with wave.open(io.BytesIO(out.read_bytes())) as source:
            if (source.getframerate(), source.getnchannels(), source.getsampwidth()) != (RATE, 1, 2):
                raise SystemExit("espeak-ng gave another sound format than 22,050 Hz mono 16 bit")
            sound = array("h", source.readframes(source.getnframes()))
    return faded(level(trim(sound)))


def chime() -> array[int]:
    """Make the chime before a call: E5 for 280 ms, then C5 for 520 ms, −6 dBFS."""
    return joined([note(659, 280, 0.11, -6), note(523, 520, 0.16, -6)])


def tick() -> array[int]:
    """Make the kiosk's "a ticket was taken": 60 ms, −12 dBFS."""
    return note(1047, 60, 0.014, -12, attack_ms=2)


def new_number() -> array[int]:
    """Make the officer's "somebody came": one soft 440 Hz, 120 ms, −18 dBFS."""
    return note(440, 120, 0.05, -18)


def note(hertz: float, ms: float, decay_s: float, peak_dbfs: float, attack_ms: float = 8) -> array[int]:
    """Compute one note: a sine with 20 % second harmonic, a short attack, then an exponential decay."""
    attack_s = attack_ms / 1000

    def at(second: float) -> float:
        loud = second / attack_s if second < attack_s else exp(-(second - attack_s) / decay_s)
        return loud * (sin(2 * pi * hertz * second) + 0.2 * sin(4 * pi * hertz * second))

    return faded(scaled(at, ms, 10 ** (peak_dbfs / 20) * FULL), 6)


def scaled(at: Callable[[float], float], ms: float, peak: float) -> array[int]:
    """Sample `at` for `ms` milliseconds so that its loudest sample is `peak`."""
    values = [at(place / RATE) for place in range(round(RATE * ms / 1000))]
    loudest = max(map(abs, values))
    return array("h", (round(value / loudest * peak) for value in values))


if __name__ == "__main__":
    sys.exit(main())
