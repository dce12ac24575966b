"""What the tests of slips share."""

from __future__ import annotations

import pytest

from printers.paper import Sheet


@pytest.fixture
def said(monkeypatch):
    """The words that are put on paper, in their order."""
    heard: list[str] = []
    real = Sheet.words

    def words(self, x, top, words, face, height, **how):
        heard.append(words)
        return real(self, x, top, words, face, height, **how)

    monkeypatch.setattr(Sheet, "words", words)
    return heard
