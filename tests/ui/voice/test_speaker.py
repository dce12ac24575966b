"""What is heard and what is answered, with and without a sound device."""

from __future__ import annotations

import logging
import threading
from threading import Event

import pytest

from loket.resources import data
from tests.ui.voice.made import FakeOutlet, call
from ui.voice import SilentVoice, Voice, VoiceRules
from ui.voice.clips import call_sound
from ui.voice.outlets import SilentOutlet
from ui.voice.samples import (
    read_wav,
    silence,
)


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


def test_a_bug_in_a_device_is_reported_and_does_not_silence_the_calls_after_it(qtbot, speak, monkeypatch):
    reported: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", reported.append)
    outlet = FakeOutlet(bug=True)
    voice, answers = speak(outlet)
    voice.say(call(1))
    qtbot.waitUntil(lambda: answers == [(1, "failed")] and bool(reported))
    assert "a bug in the loudspeaker" in str(reported[0].exc_value)
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
    from PySide6.QtCore import QObject
    from shiboken6 import delete

    owner, outlet = QObject(), FakeOutlet(hold=True)
    voice = Voice(ways=lambda: iter((outlet,)), parent=owner)
    voice.say(call())
    qtbot.waitUntil(lambda: outlet.playing == 1)
    mine = [thread for thread in threading.enumerate() if thread.name == "voice" and thread.is_alive()]
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
