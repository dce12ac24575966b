"""The right column of a day report: what is worth telling of the day, as many lines as there is room for."""

from __future__ import annotations

from dataclasses import dataclass

from loket.documents.day_sentences import note_sentences
from loket.documents.fonts import drawable, wrap
from loket.documents.pages import FOOT_BOTTOM, Pages
from loket.documents.sheet import baseline
from loket.office.day_figures import DayReport
from loket.texts import Texts

_SIZE, _LEADING = 18, 1.45


@dataclass(frozen=True, slots=True)
class NoteLine:
    """The title, or a line of a sentence with the space after it."""

    words: str
    is_title: bool = False
    after: float = 0.0

    @property
    def height(self) -> float:
        """Give the height."""
        return 31 + 8 if self.is_title else _SIZE * _LEADING + self.after


def note_lines(report: DayReport, t: Texts, width: float) -> list[NoteLine]:
    """Give the column's lines, wrapped to `width`."""
    sentences = note_sentences(report, t) or [t("Tidak ada catatan.")]
    found = [NoteLine(t("Catatan hari ini"), is_title=True)]
    for sentence in sentences:
        words = drawable(f"• {sentence}" if len(sentences) > 1 else sentence)
        lines = wrap(words, _SIZE, 400, width)
        found += [NoteLine(line) for line in lines[:-1]]
        found += [NoteLine(line, after=3) for line in lines[-1:]]
    return found


def draw_notes(pages: Pages, lines: list[NoteLine], x: float, width: float) -> list[NoteLine]:
    """Draw lines down to the foot of the page, beside what stands there on the left; gives those without room."""
    for index, line in enumerate(lines):
        if pages.y + line.height > FOOT_BOTTOM:
            return lines[index:]
        if line.is_title:
            pages.heading(x, line.words)
            pages.y += 8
        else:
            pages.sheet.fit(x, baseline(pages.y, _SIZE, _LEADING), line.words, _SIZE, width, least=12)
            pages.y += line.height
    return []
