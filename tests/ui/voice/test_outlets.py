"""How a sound leaves the machine."""

from __future__ import annotations

import sys
from array import array
from pathlib import Path
from threading import Event

import pytest

from loket.errors import Trouble
from tests.ui.voice.made import tone
from ui.voice.outlets import ProgramOutlet, outlets
from ui.voice.samples import (
    RATE,
    for_device,
    milliseconds,
    read_wav,
)


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
