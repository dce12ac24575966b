"""Voices that are closed after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from ui.voice import Voice, VoiceRules
from ui.voice.outlets import Outlet


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
