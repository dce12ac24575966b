"""The ways a sound leaves this machine; each plays one sound to its end, in the voice's own thread.

QtMultimedia where it can reach a device (Windows, macOS, PulseAudio and PipeWire on Linux), else the player programs of
the system, else `winsound`. QtMultimedia costs some 18 MB and is imported only when a device is likely to be there;
Qt's own build knows no bare ALSA, so a Linux PC without a sound server plays through `aplay`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path
from threading import Event
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

from loket.errors import N_, Trouble
from ui.voice.samples import RATE, for_device, milliseconds, silence, to_bytes, to_wav

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioFormat

_GRACE_S = 3.0
"""How much longer than the sound itself a device may take before it counts as stuck."""

_POLL_S = 0.05
_TAIL_MS = 150
"""Silence behind every sound, so that a device that stops early cuts nothing off."""


class Outlet(Protocol):
    """One way to make a sound heard."""

    @property
    def name(self) -> str:
        """What a health page calls it."""
        ...

    def play(self, sound: array[int], stop: Event) -> None:
        """Play `sound` to its end, or until `stop` is set. Trouble `sound_failed` when it was not heard."""
        ...


def outlets() -> Iterator[Outlet]:
    """Give the ways that may work here, the best first; none when this machine has no sound device."""
    if sys.platform.startswith("linux"):
        server, card = _sound_server(), _sound_card()
        if server and (qt := _qt()) is not None:
            yield qt
        programs = [(("paplay",), server), (("pw-play",), server), (("aplay", "-q"), server or card)]
    else:
        if (qt := _qt()) is not None:
            yield qt
        if sys.platform == "win32":
            yield WindowsOutlet()
        programs = [(("afplay",), sys.platform == "darwin")]
    for command, usable in programs:
        if usable and (program := shutil.which(command[0])):
            yield ProgramOutlet((program, *command[1:]))


class ProgramOutlet:
    """A player program of the system, given a WAV file as its last word."""

    def __init__(self, command: tuple[str, ...]) -> None:
        """`command` is the program and its options."""
        self._command = command

    @property
    def name(self) -> str:
        """The program's name."""
        return Path(self._command[0]).name

    def play(self, sound: array[int], stop: Event) -> None:
        """Play through the program; a program that fails or hangs is Trouble `sound_failed`."""
        with _wav_file(sound) as path:
            try:
                # The program was found on the PATH by `outlets`; the file is our own.
                nul = subprocess.DEVNULL
                playing = subprocess.Popen([*self._command, path], stdin=nul, stdout=nul, stderr=nul)  # noqa: S603
            except OSError as failure:
                raise _failed(self.name) from failure
            polls = int((milliseconds(sound) / 1000 + _GRACE_S) / _POLL_S)
            while playing.poll() is None and polls and not stop.wait(_POLL_S):
                polls -= 1
            if playing.poll() is None:
                playing.kill()
                playing.wait()
                if not stop.is_set():
                    raise _failed(self.name)
            elif playing.returncode != 0:
                raise _failed(self.name)


class WindowsOutlet:
    """Windows' own player, for a Qt without its multimedia part."""

    name = "winsound"

    def play(self, sound: array[int], stop: Event) -> None:
        """Play through `winsound`."""
        if sys.platform == "win32":  # pragma: no cover - Windows only
            import winsound

            with _wav_file(sound) as path:
                try:
                    winsound.PlaySound(path, winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
                except RuntimeError as failure:
                    raise _failed(self.name) from failure
                stop.wait(milliseconds(sound) / 1000)
                winsound.PlaySound(None, winsound.SND_PURGE)


class SilentOutlet:
    """No device: lets the time of the sound pass (shortened by `pace`), so that the hall keeps its rhythm."""

    name = ""

    def __init__(self, pace: float = 1.0) -> None:
        """`pace` above 1 shortens the wait."""
        self._pace = pace

    def play(self, sound: array[int], stop: Event) -> None:
        """Wait as long as `sound` would last."""
        stop.wait(milliseconds(sound) / 1000 / self._pace)


class QtOutlet:
    """QtMultimedia's audio sink. Made and used in the voice's thread only."""

    def __init__(self, device: QAudioDevice) -> None:
        """`device` is the one to play through."""
        self._device = device

    @property
    def name(self) -> str:
        """The device as the system calls it."""
        return self._device.description()

    def play(self, sound: array[int], stop: Event) -> None:
        """Play through the device, in the format it likes if it refuses ours."""
        from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice, QTimer
        from PySide6.QtMultimedia import QAudioSink, QtAudio

        form, raw = self._fitted(sound + silence(_TAIL_MS))
        buffer, loop, watch = QBuffer(), QEventLoop(), QTimer()
        buffer.setData(QByteArray(raw))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        sink = QAudioSink(self._device, form)
        polls = count(int((milliseconds(sound) / 1000 + _GRACE_S) / _POLL_S), -1)

        # Looked at, not signalled: PySide 6.11 cannot hand QAudioSink.stateChanged's argument to a Python slot.
        def look() -> None:
            if stop.is_set() or sink.state() != QtAudio.State.ActiveState or next(polls) <= 0:
                loop.quit()

        watch.timeout.connect(look)
        watch.start(int(_POLL_S * 1000))
        sink.start(buffer)
        loop.exec()
        watch.stop()
        heard = sink.error() in (QtAudio.Error.NoError, QtAudio.Error.UnderrunError) and buffer.atEnd()
        sink.stop()
        if not heard and not stop.is_set():
            raise _failed(self.name)

    def _fitted(self, sound: array[int]) -> tuple[QAudioFormat, bytes]:
        """Give `sound` in our own format, or in the device's when it refuses ours."""
        from PySide6.QtMultimedia import QAudioFormat

        form = QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        if self._device.isFormatSupported(form):
            return form, to_bytes(sound)
        form = self._device.preferredFormat()
        floats = form.sampleFormat() == QAudioFormat.SampleFormat.Float
        if not floats:
            form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        return form, for_device(sound, form.sampleRate(), form.channelCount(), floats=floats)


def _qt() -> QtOutlet | None:
    """Give QtMultimedia's default device; None without QtMultimedia or without a device."""
    media = _multimedia()
    device = media.QMediaDevices.defaultAudioOutput() if media else None
    return QtOutlet(device) if device is not None and not device.isNull() else None


@cache
def _multimedia() -> ModuleType | None:
    from PySide6.QtCore import QLoggingCategory

    # Qt names every optional library it did not find (VA-API, PipeWire): nobody can act on that.
    QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver*=false\nqt.multimedia.ffmpeg*.info=false")
    try:
        from PySide6 import QtMultimedia
    except ImportError:
        return None
    return QtMultimedia


def _sound_server() -> bool:
    """Tell whether a PulseAudio or PipeWire server can be there for this user."""
    if os.environ.get("PULSE_SERVER"):
        return True
    room = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    return (room / "pulse" / "native").exists() or (room / "pipewire-0").exists()


def _sound_card() -> bool:
    """Tell whether Linux knows a sound card that can play."""
    return any(Path("/dev/snd").glob("pcm*p"))


def _failed(name: str) -> Trouble:
    sentence = N_(
        "Suara panggilan tidak keluar lewat {device}. Panggilan tetap tampil di layar; periksa pengeras suara."
    )
    return Trouble("sound_failed", sentence, device=name)


@contextmanager
def _wav_file(sound: array[int]) -> Iterator[str]:
    """Keep `sound` as a WAV file on disk while a program reads it."""
    handle, path = tempfile.mkstemp(suffix=".wav", prefix="loket-")
    with os.fdopen(handle, "wb") as out:
        out.write(to_wav(sound + silence(_TAIL_MS)))
    try:
        yield path
    finally:
        with suppress(OSError):  # a program that still holds it on Windows; the system clears its temporary folder
            Path(path).unlink()
