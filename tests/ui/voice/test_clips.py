"""What is recorded, converted and joined, measured in the samples."""

from __future__ import annotations

import socket
import sys
import wave
from array import array
from io import BytesIO
from pathlib import Path
from subprocess import run

import pytest

from loket.model.speech import LANGUAGES
from loket.resources import data
from tests.ui.voice.made import call, strength, tone, write
from ui.voice import ClipBank, VoiceRules, sentence_wav, sentences
from ui.voice.clips import SOUNDS, call_sound
from ui.voice.samples import (
    FULL,
    RATE,
    dbfs,
    faded,
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


def test_the_voice_needs_no_network(monkeypatch: pytest.MonkeyPatch):
    def no_network(*_: object, **__: object) -> socket.socket:
        raise AssertionError("the voice has asked for a network")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "create_connection", no_network)
    assert len(sentence_wav(call(number="A107", counter=3))) > RATE
