"""`Voice`: says calls one after the other, never two at once, and tells when each was said.

A thread of its own reads the clips, joins them and waits for the sound device; the GUI thread only hands calls over.
"""

from __future__ import annotations

import logging
from array import array
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Condition, Event, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from loket.errors import Trouble
from loket.model.speech import HURRY_FROM
from ui.voice.clips import ClipBank, VoiceRules, call_sound, once, sentences
from ui.voice.outlets import Outlet, SilentOutlet, outlets

if TYPE_CHECKING:
    from loket.office.pictures import HallCall

log = logging.getLogger("loket.voice")

SPOKEN, SILENT, FAILED = "spoken", "silent", "failed"
"""How a call ended: heard; this machine has no sound device; a device or a recording failed."""


class Voice(QObject):
    """Speaks the hall's calls in the order they are given."""

    spoken = Signal(int, str)
    """A call's `seq` and how it ended: "spoken", "silent" or "failed". Exactly once for every call, in order."""
    begun = Signal(int)
    """The `seq` of the call that is being said now."""
    no_device = Signal()
    """This machine has no sound device; once, until one has been there again."""

    def __init__(
        self,
        rules: VoiceRules | None = None,
        *,
        pace: float = 1.0,
        ways: Callable[[], Iterator[Outlet]] = outlets,
        parent: QObject | None = None,
    ) -> None:
        """`pace` above 1 shortens the silence of a machine without a sound device; `ways` finds the devices."""
        super().__init__(parent)
        self._worker = _Worker(rules or VoiceRules(), ways, pace)
        news = self._worker.news
        # Queued: the worker's thread reports, this object's thread answers, also to slots that belong to no thread.
        news.ended.connect(self._ended, Qt.ConnectionType.QueuedConnection)
        news.begun.connect(self._begun, Qt.ConnectionType.QueuedConnection)
        news.mute.connect(self._mute, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._worker.close)
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self._worker.close)

    @property
    def rules(self) -> VoiceRules:
        """How calls are spoken; a new value holds from the next call on."""
        return self._worker.rules

    @rules.setter
    def rules(self, rules: VoiceRules) -> None:
        self._worker.rules = rules

    @property
    def device(self) -> str:
        """The device last played through; empty before the first sound, and without a device."""
        return self._worker.device

    def say(self, call: HallCall, *, hurry: bool = False) -> None:
        """Say `call` after those already waiting; `hurry` says it once only. Returns at once."""
        self._worker.add(_Job(call.seq, call, hurry))

    def play(self, name: str) -> bool:
        """Play a short sound ("tick", "new_number", "chime") at once, or not at all while a call is being said.

        A tick that comes seconds late would lie; every sound has a visible twin. Tells whether it will be played.
        """
        return self._worker.add_if_idle(_Job(0, name))

    def stop(self) -> None:
        """Fall silent now and forget the waiting calls; they get no answer: nobody heard them."""
        self._worker.stop()

    def close(self) -> None:
        """Stop for good and end the thread. Also done when this object is destroyed."""
        self._worker.close()

    def _ended(self, generation: int, seq: int, outcome: str) -> None:
        if generation == self._worker.generation:
            self.spoken.emit(seq, outcome)

    def _begun(self, generation: int, seq: int) -> None:
        if generation == self._worker.generation:
            self.begun.emit(seq)

    def _mute(self) -> None:
        self.no_device.emit()


class SilentVoice(QObject):
    """A station that shall not speak: same interface, answers "silent" after `after_ms` for each call."""

    spoken = Signal(int, str)
    begun = Signal(int)
    no_device = Signal()

    def __init__(self, after_ms: int = 0, parent: QObject | None = None) -> None:
        """`after_ms` is how long each call takes, one after the other."""
        super().__init__(parent)
        self._waiting: deque[int] = deque()
        self._timer = QTimer(self, singleShot=True, interval=after_ms)
        self._timer.timeout.connect(self._answer)
        self.rules = VoiceRules()
        self.device = ""

    def say(self, call: HallCall, *, hurry: bool = False) -> None:
        """Answer for `call` after those before it."""
        self._waiting.append(call.seq)
        if len(self._waiting) == 1:
            self._begin()

    def play(self, name: str) -> bool:
        """Play nothing."""
        return False

    def stop(self) -> None:
        """Forget the waiting calls."""
        self._waiting.clear()
        self._timer.stop()

    def close(self) -> None:
        """Stop."""
        self.stop()

    def _begin(self) -> None:
        self._timer.start()
        self.begun.emit(self._waiting[0])

    def _answer(self) -> None:
        seq = self._waiting.popleft()
        if self._waiting:
            self._begin()
        self.spoken.emit(seq, SILENT)


@dataclass(frozen=True, slots=True)
class _Job:
    """A call, or the name of a sound."""

    seq: int
    what: HallCall | str
    hurry: bool = False


class _News(QObject):
    """What the thread has to tell; the first number is the generation, which `stop` ends."""

    ended = Signal(int, int, str)
    begun = Signal(int, int)
    mute = Signal()


class _Worker:
    """The queue and the thread. Knows no other Qt object than its news."""

    def __init__(self, rules: VoiceRules, ways: Callable[[], Iterator[Outlet]], pace: float) -> None:
        self.rules = rules
        self.device = ""
        self.generation = 0
        self.news = _News()
        self._ways = ways
        self._silent = SilentOutlet(pace)
        self._bank = ClipBank(rules.own)
        self._bank_of = rules.own
        self._jobs: deque[_Job] = deque()
        self._turn = Condition()
        self._stop = Event()
        self._busy = self._closed = self._told = False
        self._thread: Thread | None = None

    def add(self, job: _Job) -> None:
        with self._turn:
            self._start(job)

    def add_if_idle(self, job: _Job) -> bool:
        with self._turn:
            idle = not (self._busy or self._jobs or self._closed)
            if idle:
                self._start(job)
            return idle

    def stop(self) -> None:
        with self._turn:
            self._jobs.clear()
            self._stop.set()
            self._stop = Event()
            self.generation += 1

    def close(self) -> None:
        self.stop()
        with self._turn:
            self._closed = True
            self._turn.notify()
            thread = self._thread
        if thread is not None:
            thread.join(timeout=2)

    def _start(self, job: _Job) -> None:
        """Add a job; the thread begins with the first one (a kiosk that never speaks has none)."""
        if self._closed:
            return
        self._jobs.append(job)
        if self._thread is None:
            self._begin_thread()
        self._turn.notify()

    def _begin_thread(self) -> None:
        self._thread = Thread(target=self._run, name="voice", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        """Work until closed. A bug ends the thread (and is reported as such); the calls after it get a new one."""
        try:
            self._work()
        finally:
            with self._turn:
                self._thread, self._busy = None, False
                if self._jobs and not self._closed:
                    self._begin_thread()

    def _work(self) -> None:
        while True:
            with self._turn:
                self._busy = False
                self._turn.wait_for(lambda: self._jobs or self._closed)
                if self._closed:
                    return
                job, stop, generation = self._jobs.popleft(), self._stop, self.generation
                hurry = job.hurry or sum(1 for waiting in self._jobs if waiting.seq) >= HURRY_FROM
                self._busy = True
            if job.seq:
                self.news.begun.emit(generation, job.seq)
            outcome = FAILED
            try:
                outcome = self._do(job, stop, hurry)
            finally:
                if job.seq and not stop.is_set():
                    self.news.ended.emit(generation, job.seq, outcome)

    def _do(self, job: _Job, stop: Event, hurry: bool) -> str:
        try:
            sound = self._sound(job, once(self.rules) if hurry else self.rules)
        except Trouble as trouble:
            log.warning("call %s cannot be spoken: %s", job.seq, trouble)
            return FAILED
        return self._play(sound, stop)

    def _sound(self, job: _Job, rules: VoiceRules) -> array[int]:
        if rules.own != self._bank_of:
            self._bank, self._bank_of = ClipBank(rules.own), rules.own
        if isinstance(job.what, str):
            return self._bank.sound(job.what)
        log.info("call %s: %s", job.seq, " ".join(sentence.text for sentence in sentences(job.what, rules)))
        return call_sound(job.what, rules, self._bank)

    def _play(self, sound: array[int], stop: Event) -> str:
        """Play through the first way that works; without any, let the time pass."""
        tried = False
        for way in self._ways():
            tried = True
            try:
                way.play(sound, stop)
            except Trouble as trouble:
                log.warning("%s", trouble)
                continue
            self.device, self._told = way.name, False
            return SPOKEN
        self.device = ""
        if not tried:
            self._tell_mute()
        self._silent.play(sound, stop)
        return FAILED if tried else SILENT

    def _tell_mute(self) -> None:
        if not self._told:
            self._told = True
            log.warning("no sound device: calls are shown but not heard")
            self.news.mute.emit()
