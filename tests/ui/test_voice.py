"""The voice: what is joined, what is heard, what is answered, with and without a sound device."""

from __future__ import annotations

import logging
import sys
import wave
from array import array
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from math import hypot, pi, sin
from pathlib import Path
from subprocess import run
from threading import Event

import pytest

from loket.errors import Trouble
from loket.model.speech import LANGUAGES
from loket.model.wording import Wording
from loket.office.pictures import HallCall
from loket.resources import data
from ui.voice import ClipBank, SilentVoice, Voice, VoiceRules, sentence_wav, sentences
from ui.voice.clips import SOUNDS, call_sound
from ui.voice.outlets import Outlet, ProgramOutlet, SilentOutlet, outlets
from ui.voice.samples import (
    FULL,
    RATE,
    dbfs,
    faded,
    for_device,
    level,
    loudest,
    milliseconds,
    read_wav,
    rms,
    silence,
    softer,
    to_wav,
    trim,
)

CHIME_MS, PAUSE_MS, BETWEEN_MS = 800, 250, 900


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


@pytest.fixture
def speak(qapp: object) -> Iterator[Callable[..., tuple[Voice, list[tuple[int, str]]]]]:
    """Make voices that play through the given outlets and note their answers; all are closed at the end."""
    made: list[Voice] = []

    def make(*ways: Outlet, rules: VoiceRules | None = None, pace: float = 1e6) -> tuple[Voice, list[tuple[int, str]]]:
        voice = Voice(rules, pace=pace, ways=lambda: iter(ways))
        answers: list[tuple[int, str]] = []
        voice.spoken.connect(lambda seq, outcome: answers.append((seq, outcome)))
        made.append(voice)
        return voice, answers

    yield make
    for voice in made:
        voice.close()


# --- the sounds ------------------------------------------------------------------------------------------------------


def test_the_chime_is_two_notes_as_designed():
    chime = read_wav(data("sounds", "chime.wav"))
    first, second = chime[: round(0.28 * RATE)], chime[round(0.28 * RATE) :]
    assert milliseconds(first) == pytest.approx(280, abs=0.1)
    assert milliseconds(second) == pytest.approx(520, abs=0.1)
    assert dbfs(loudest(chime)) == pytest.approx(-6, abs=0.05)
    for note, hertz, other in ((first, 659, 523), (second, 523, 659)):
        assert strength(note, 2 * hertz) == pytest.approx(0.2 * strength(note, hertz), rel=0.1)
        assert strength(note, other) < 0.1 * strength(note, hertz)
        early, late = note[: len(note) // 2], note[len(note) // 2 :]
        assert rms(late) < 0.5 * rms(early)


def test_the_small_sounds_are_short_and_soft():
    tick, new = read_wav(data("sounds", "tick.wav")), read_wav(data("sounds", "new_number.wav"))
    assert milliseconds(tick) == pytest.approx(60, abs=0.1)
    assert milliseconds(new) == pytest.approx(120, abs=0.1)
    assert dbfs(loudest(new)) == pytest.approx(-18, abs=0.05)
    assert strength(new, 440) > 10 * strength(new, 660)
    assert {path.stem for path in data("sounds").glob("*.wav")} == set(SOUNDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clip_is_even_loud_and_begins_and_ends_at_zero(language: str):
    for path in data("voice", language).glob("*.wav"):
        with wave.open(str(path)) as source:
            assert (source.getframerate(), source.getnchannels(), source.getsampwidth()) == (RATE, 1, 2), path.name
        clip = read_wav(path)
        assert 150 < milliseconds(clip) < 3500, path.name
        assert dbfs(rms(clip)) == pytest.approx(-18, abs=0.6), path.name
        assert dbfs(loudest(clip)) < -1.9, path.name
        assert clip[0] == clip[-1] == 0, path.name


def test_the_shipped_sounds_stay_small():
    files = [*data("voice").rglob("*.wav"), *data("sounds").glob("*.wav")]
    assert sum(path.stat().st_size for path in files) < 6_000_000


# --- the joined call -------------------------------------------------------------------------------------------------


def test_a_call_is_chime_pause_and_sentence():
    sound = call_sound(call(), VoiceRules(times=1))
    sentence = ClipBank().sentence(sentences(call(), VoiceRules())[0])
    assert milliseconds(sound) == pytest.approx(CHIME_MS + PAUSE_MS + milliseconds(sentence), abs=1)
    assert 4000 < milliseconds(sentence) < 8000
    assert dbfs(rms(trim(sentence))) == pytest.approx(-19, abs=2)
    pause = sound[round(0.801 * RATE) : round(1.049 * RATE)]
    assert loudest(pause) == 0


def test_the_sentence_is_said_as_often_as_the_office_wants():
    one, two, three = (milliseconds(call_sound(call(), VoiceRules(times=times))) for times in (1, 2, 3))
    said = one - CHIME_MS - PAUSE_MS
    assert two == pytest.approx(one + BETWEEN_MS + said, abs=1)
    assert three == pytest.approx(two + BETWEEN_MS + said, abs=1)


def test_a_visitor_with_an_english_ticket_hears_english_after_indonesian():
    texts = [sentence.text for sentence in sentences(call(language="en"), VoiceRules(times=2))]
    assert [text.split()[0] for text in texts] == ["Nomor", "Nomor", "Queue"]
    both = VoiceRules(times=1, languages=("id", "en"))
    assert [sentence.language for sentence in sentences(call(), both)] == ["id", "en"]


def test_joined_clips_make_no_click(tmp_path: Path):
    write(tmp_path / "id" / "nol.wav", array("h", [20_000] * 9000))  # the worst recording: full from the first sample
    bank = ClipBank(tmp_path)
    for sentence in sentences(call(number="B-020", counter=12, language="en"), VoiceRules()):
        for piece in sentence.pieces:
            clip = bank.clip(sentence.language, piece)
            edge = [*clip[:4], *clip[-4:]]
            assert clip[0] == clip[-1] == 0
            assert loudest(array("h", edge)) < 0.02 * FULL, piece


def test_a_spoken_call_can_be_saved_as_a_wav_file():
    with wave.open(BytesIO(sentence_wav(call()))) as saved:
        assert saved.getframerate() == RATE
        assert saved.getnframes() == len(call_sound(call(), VoiceRules(times=1)))


def test_a_softer_office_is_softer():
    loud, soft = (call_sound(call(), VoiceRules(times=1, volume=volume)) for volume in (1.0, 0.5))
    assert rms(soft) == pytest.approx(rms(loud) / 2, rel=0.01)
    assert len(softer(loud, 0)) == len(loud)
    assert rms(softer(loud, 0)) == 0


def test_rules_no_voice_can_follow_are_a_bug():
    for wrong in ({"times": 0}, {"times": 4}, {"style": "roman"}, {"languages": ("jv",)}, {"volume": 2.0}):
        with pytest.raises(ValueError, match="no voice can follow"):
            VoiceRules(**wrong)


# --- the office's own recordings -------------------------------------------------------------------------------------


def test_an_own_recording_replaces_one_clip_even_at_the_end_of_the_sentence(tmp_path: Path):
    write(tmp_path / "id" / "tiga.wav", silence(300) + tone(1000) + silence(300))
    own, ours = ClipBank(tmp_path), ClipBank()
    last = sentences(call(), VoiceRules())[0].pieces[-1]
    assert last.clip == "tiga"
    assert milliseconds(own.clip("id", last)) == pytest.approx(1024, abs=2)
    assert dbfs(rms(own.clip("id", last))) == pytest.approx(-18, abs=0.6)
    first = sentences(call(), VoiceRules())[0].pieces[0]
    assert own.clip("id", first) == ours.clip("id", first)


def test_a_new_recording_is_heard_without_a_restart(tmp_path: Path):
    bank, piece = ClipBank(tmp_path), sentences(call(), VoiceRules())[0].pieces[-1]
    before = bank.clip("id", piece)
    write(tmp_path / "id" / "tiga.wav", tone(700))
    assert bank.clip("id", piece) != before


@pytest.mark.parametrize(
    ("rate", "channels", "width"), [(44100, 2, 2), (48000, 1, 3), (96000, 1, 4), (16000, 1, 2), (8000, 2, 1)]
)
def test_recordings_of_other_formats_are_converted(tmp_path: Path, rate: int, channels: int, width: int):
    path = write(tmp_path / "nol.wav", tone(500, 440, rate), rate, channels, width)
    sound = read_wav(path)
    assert milliseconds(sound) == pytest.approx(500, abs=1)
    assert strength(sound, 440) == pytest.approx(0.3 * FULL, rel=0.05)
    assert strength(sound, 880) < 0.02 * FULL


def test_recordings_that_cannot_be_used_are_refused_with_a_sentence_and_ours_are_used(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    folder = tmp_path / "id"
    folder.mkdir()
    (folder / "tiga.wav").write_bytes(b"ID3 this is an mp3")
    write(folder / "nol.wav", silence(400))
    write(folder / "satu.wav", tone(16_000))
    write(folder / "dua.wav", tone(100), rate=4000)
    bank = ClipBank(tmp_path)
    assert {str(trouble.facts["file"]) for trouble in bank.complaints()} == {
        "tiga.wav", "nol.wav", "satu.wav", "dua.wav",
    }  # fmt: skip
    assert all(trouble.code == "recording_bad" for trouble in bank.complaints())
    assert "Simpan sebagai WAV" in str(bank.complaints()[0])
    for _ in range(2):
        assert call_sound(call(), VoiceRules(times=1), bank) == call_sound(call(), VoiceRules(times=1))
    assert sum("Rekaman tiga.wav" in record.message for record in caplog.records) == 1


def test_an_office_may_bring_its_own_chime(tmp_path: Path):
    write(tmp_path / "sounds" / "chime.wav", tone(400))
    assert milliseconds(ClipBank(tmp_path).sound("chime")) == pytest.approx(400, abs=1)


# --- the speaker -----------------------------------------------------------------------------------------------------


def test_calls_are_spoken_one_after_the_other_in_order(qtbot, speak):
    outlet = FakeOutlet()
    voice, answers = speak(outlet, rules=VoiceRules(times=1))
    for seq in (11, 12, 13):
        voice.say(call(seq, counter=seq))
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert answers == [(11, "spoken"), (12, "spoken"), (13, "spoken")]
    assert outlet.most == 1
    assert outlet.heard == [call_sound(call(seq, counter=seq), VoiceRules(times=1)) for seq in (11, 12, 13)]
    assert voice.device == "pengeras suara"


def test_a_call_is_said_once_while_others_wait(qtbot, speak):
    outlet = FakeOutlet(hold=True)
    voice, answers = speak(outlet)
    voice.say(call(1))
    qtbot.waitUntil(lambda: len(outlet.heard) == 1)
    for seq in (2, 3, 4):
        voice.say(call(seq))
    outlet.go.set()
    qtbot.waitUntil(lambda: len(answers) == 4)
    once, twice = (len(call_sound(call(), VoiceRules(times=times))) for times in (1, 2))
    assert [len(sound) for sound in outlet.heard] == [twice, once, twice, twice]


def test_answers_come_in_the_gui_thread(qtbot, speak):
    from PySide6.QtCore import QThread

    voice, _ = speak(FakeOutlet())
    threads: list[bool] = []
    voice.spoken.connect(lambda *_: threads.append(QThread.currentThread().isMainThread()))
    voice.begun.connect(lambda *_: threads.append(QThread.currentThread().isMainThread()))
    voice.say(call())
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads == [True, True]


def test_a_machine_without_a_sound_device_says_so_once_and_answers_every_call(qtbot, speak, caplog):
    voice, answers = speak()
    said: list[str] = []
    voice.no_device.connect(lambda: said.append("no device"))
    voice.say(call(1))
    voice.say(call(2))
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [(1, "silent"), (2, "silent")]
    assert said == ["no device"]
    assert sum("no sound device" in record.message for record in caplog.records) == 1


def test_without_a_device_a_call_takes_its_time_divided_by_the_pace(monkeypatch):
    waits: list[float | None] = []

    class Watched(Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout)
            return True

    SilentOutlet(pace=4).play(silence(8000), Watched())
    assert waits == [pytest.approx(2.0)]


def test_a_broken_device_is_followed_by_the_next_way(qtbot, speak):
    spare = FakeOutlet()
    voice, answers = speak(FakeOutlet(broken=True), spare)
    voice.say(call(5))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(5, "spoken")]
    assert len(spare.heard) == 1


def test_a_call_nothing_could_play_is_answered_as_failed(qtbot, speak):
    voice, answers = speak(FakeOutlet(broken=True))
    voice.say(call(5))
    voice.say(call(6))
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [(5, "failed"), (6, "failed")]


def test_a_missing_clip_fails_its_call_and_no_other(qtbot, speak, monkeypatch):
    from ui.voice import clips

    monkeypatch.setattr(clips, "data", lambda *parts: data(*parts[:-1], parts[-1].replace("sembilan", "hilang")))
    voice, answers = speak(FakeOutlet())
    voice.say(call(1, number="A-009"))
    voice.say(call(2, number="A-008"))
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [(1, "failed"), (2, "spoken")]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bug_in_a_device_does_not_silence_the_calls_after_it(qtbot, speak):
    outlet = FakeOutlet(bug=True)
    voice, answers = speak(outlet)
    voice.say(call(1))
    qtbot.waitUntil(lambda: answers == [(1, "failed")])
    outlet.bug = False
    voice.say(call(2))
    qtbot.waitUntil(lambda: answers == [(1, "failed"), (2, "spoken")])


def test_stop_falls_silent_and_forgets_without_an_answer(qtbot, speak):
    outlet = FakeOutlet(hold=True)
    voice, answers = speak(outlet)
    voice.say(call(1))
    voice.say(call(2))
    qtbot.waitUntil(lambda: outlet.playing == 1)
    voice.stop()
    qtbot.waitUntil(lambda: outlet.playing == 0)
    outlet.go.set()
    voice.say(call(3))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(3, "spoken")]
    assert len(outlet.heard) == 2


def test_a_closed_voice_speaks_no_more(qtbot, speak):
    outlet = FakeOutlet()
    voice, answers = speak(outlet)
    voice.close()
    voice.say(call(1))
    assert not voice.play("tick")
    assert (outlet.heard, answers) == ([], [])


def test_a_destroyed_voice_ends_its_thread(qtbot):
    from threading import enumerate as threads

    from PySide6.QtCore import QObject
    from shiboken6 import delete

    owner, outlet = QObject(), FakeOutlet(hold=True)
    voice = Voice(ways=lambda: iter((outlet,)), parent=owner)
    voice.say(call())
    qtbot.waitUntil(lambda: outlet.playing == 1)
    mine = [thread for thread in threads() if thread.name == "voice" and thread.is_alive()]
    delete(owner)
    qtbot.waitUntil(lambda: not any(thread.is_alive() for thread in mine))


def test_a_tick_is_played_at_once_or_not_at_all(qtbot, speak):
    outlet = FakeOutlet(hold=True)
    voice, answers = speak(outlet)
    assert voice.play("tick")
    qtbot.waitUntil(lambda: len(outlet.heard) == 1)
    assert outlet.heard[0] == read_wav(data("sounds", "tick.wav"))
    assert not voice.play("tick")
    outlet.go.set()
    qtbot.waitUntil(lambda: outlet.playing == 0)
    voice.say(call(1))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(1, "spoken")]


def test_a_changed_rule_holds_from_the_next_call(qtbot, speak):
    outlet = FakeOutlet()
    voice, answers = speak(outlet, rules=VoiceRules(times=1))
    voice.say(call(1))
    qtbot.waitUntil(lambda: len(answers) == 1)
    voice.rules = VoiceRules(times=1, style="number", chime=False)
    voice.say(call(2))
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert outlet.heard[1] == call_sound(call(2), VoiceRules(times=1, style="number", chime=False))


def test_the_words_spoken_stand_in_the_log(qtbot, speak, caplog):
    caplog.set_level(logging.INFO, "loket.voice")
    voice, answers = speak(FakeOutlet(), rules=VoiceRules(times=1))
    voice.say(call(9))
    qtbot.waitUntil(lambda: bool(answers))
    assert "call 9: Nomor antrean, A, nol nol satu, silakan menuju ke loket tiga." in caplog.text


def test_a_silent_voice_answers_in_order(qtbot):
    voice, answers = SilentVoice(), list[tuple[int, str]]()
    begun: list[int] = []
    voice.begun.connect(begun.append)
    voice.spoken.connect(lambda seq, outcome: answers.append((seq, outcome)))
    voice.say(call(1))
    voice.say(call(2))
    assert answers == []
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [(1, "silent"), (2, "silent")]
    assert begun == [1, 2]
    voice.say(call(3))
    voice.stop()
    voice.say(call(4))
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert answers[-1] == (4, "silent")
    assert not voice.play("tick")


# --- the ways out ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="looks for Linux's sound devices")
def test_without_card_and_server_nothing_is_loaded_and_nothing_is_tried(monkeypatch, tmp_path: Path):
    from ui.voice import outlets as module

    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setattr(module, "_sound_card", lambda: False)
    monkeypatch.setattr(module, "_multimedia", lambda: pytest.fail("QtMultimedia was loaded"))
    assert list(outlets()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks for Linux's sound devices")
def test_a_pc_with_a_card_but_no_sound_server_plays_through_aplay(monkeypatch, tmp_path: Path):
    from ui.voice import outlets as module

    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setattr(module, "_sound_card", lambda: True)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert [way.name for way in outlets()] == ["aplay"]
    (tmp_path / "pipewire-0").touch()
    monkeypatch.setattr(module, "_multimedia", lambda: None)
    assert [way.name for way in outlets()] == ["paplay", "pw-play", "aplay"]


def player(tmp_path: Path, body: str) -> tuple[str, ...]:
    """Make a player program: Python that gets the WAV file as its last word."""
    script = tmp_path / "player.py"
    script.write_text(body)
    return (sys.executable, str(script), str(tmp_path / "heard.wav"))


def test_a_player_program_gets_the_whole_sound_and_its_file_is_removed(tmp_path: Path):
    copy = (
        "import shutil, sys; shutil.copy(sys.argv[2], sys.argv[1]); open(sys.argv[1] + '.name', 'w').write(sys.argv[2])"
    )
    ProgramOutlet(player(tmp_path, copy)).play(tone(300), Event())
    assert milliseconds(read_wav(tmp_path / "heard.wav")) == pytest.approx(450, abs=1)
    assert not Path((tmp_path / "heard.wav.name").read_text()).exists()


def test_a_player_program_that_fails_or_is_missing_is_trouble(tmp_path: Path):
    for command in (player(tmp_path, "raise SystemExit(1)"), (str(tmp_path / "no-such-player"),)):
        with pytest.raises(Trouble, match="periksa pengeras suara"):
            ProgramOutlet(command).play(tone(50), Event())


def test_a_player_program_is_ended_when_told_to_stop(tmp_path: Path):
    stop = Event()
    stop.set()
    ProgramOutlet(player(tmp_path, "import threading; threading.Event().wait(60)")).play(tone(50), stop)


def test_a_device_that_wants_its_own_format_gets_it():
    sound = tone(100)
    stereo = array("f", for_device(sound, 48000, 2, floats=True))
    assert len(stereo) == len(sound) * 48000 // RATE * 2
    assert max(stereo) == pytest.approx(0.3, abs=0.01)
    assert stereo[0::2] == stereo[1::2]
    assert array("h", for_device(sound, RATE, 1, floats=False)) == sound


# --- samples ---------------------------------------------------------------------------------------------------------


def test_quiet_is_trimmed_and_loudness_levelled():
    sound = silence(500) + tone(200, loud=0.05) + silence(500)
    assert milliseconds(trim(sound)) == pytest.approx(224, abs=1)
    assert trim(silence(100)) == array("h")
    assert dbfs(rms(level(trim(sound)))) == pytest.approx(-18, abs=0.6)
    assert level(array("h")) == array("h")
    assert loudest(level(tone(50, loud=0.001) + tone(2, loud=0.99))) <= 10 ** (-2 / 20) * FULL


def test_faded_edges_are_zero_and_the_middle_is_untouched():
    sound = array("h", [1000] * 1000)
    assert faded(sound)[0] == faded(sound)[-1] == 0
    assert faded(sound)[500] == 1000
    assert faded(array("h", [5])) == array("h", [5])


def test_a_saved_sound_is_read_back_the_same(tmp_path: Path):
    path = tmp_path / "x.wav"
    path.write_bytes(to_wav(tone(100)))
    assert read_wav(path) == tone(100)


def test_importing_the_voice_loads_no_multimedia():
    code = "import sys, ui.voice; sys.exit('PySide6.QtMultimedia' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False).returncode == 0
