"""What the headless demo leaves behind: pictures, slips, journal, report, and one page that shows them in order."""

from __future__ import annotations

import html
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from loket.demo.promises import Verdict
from loket.errors import N_, Trouble
from loket.office.context import Office
from loket.office.days import picture_day
from loket.office.print_story import print_story
from loket.texts import Texts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from printers.desk import Printed

PAPER = "kertas.txt"

WIDEST_PX = 960
"""Pictures are kept at most this wide: sharp enough to read, small enough to send."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the story."""

    file: str
    when: str
    caption: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One spoken call; it belongs to the picture with the index `at`."""

    file: str
    number: str
    at: int


@dataclass(slots=True)
class Evidence:
    """The folder of one demo."""

    folder: Path
    texts: Texts
    pictures: list[Picture] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def prepare(self) -> None:
        """Make the folder, and clear what an earlier demo left in it; raises Trouble when that is not allowed."""
        try:
            (self.folder / "slips").mkdir(parents=True, exist_ok=True)
            for old in (
                *self.folder.glob("*.png"),
                *self.folder.glob("*.wav"),
                *self.folder.glob("slips/*"),
                *self.folder.glob("demo.db*"),
            ):
                old.unlink()
        except OSError as error:
            raise Trouble(
                "folder_unwritable",
                N_("Folder {folder} tidak dapat ditulisi. Periksa izinnya atau pilih tempat lain dengan --out."),
                folder=self.folder,
            ) from error

    def picture(self, window: QWidget, name: str, when: str, caption: str) -> None:
        """Keep a picture of a window as it is now."""
        from PySide6.QtCore import Qt

        shot = window.grab()
        if shot.width() > WIDEST_PX:
            shot = shot.scaledToWidth(WIDEST_PX, Qt.TransformationMode.SmoothTransformation)
        file = f"{len(self.pictures) + 1:02d}-{name}.png"
        if not shot.save(str(self.folder / file), "PNG", 80):
            raise Trouble(
                "file_unwritable",
                N_("{path} tidak dapat ditulis. Periksa folder dan izinnya."),
                path=self.folder / file,
            )
        self.pictures.append(Picture(file, when, caption))

    def voice(self, sound: bytes, number: str) -> None:
        """Keep a call as it sounds, to be heard beside the next picture."""
        file = f"panggilan-{number}.wav"
        (self.folder / file).write_bytes(sound)
        self.voices.append(Voice(file, number, len(self.pictures)))

    def slips(self, printed: Sequence[Printed]) -> list[str]:
        """Keep every slip: its picture and the bytes that were sent. Gives the names under which they lie."""
        names = _names_of(printed)
        for name, each in zip(names, printed, strict=True):
            each.image.save(str(self.folder / "slips" / f"{name}.png"))
            (self.folder / "slips" / f"{name}.bin").write_bytes(each.data)
        return names

    def journal(self, office: Office) -> None:
        """Keep the journal, one fact a line."""
        with office.store.reading() as book, (self.folder / "journal.jsonl").open("w", encoding="utf-8") as file:
            for fact in book.facts():
                file.write(json.dumps(fact.line(), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")

    def paper_story(self, office: Office) -> list[tuple[str, str]]:
        """Keep what happened to the paper in sentences, one a line; gives time and sentence of each."""
        with office.looking() as work:
            day = picture_day(work)
        told = [(self.texts.time(line.at), line.say(self.texts)) for line in print_story(office, day)]
        (self.folder / PAPER).write_text("".join(f"{when}  {said}\n" for when, said in told), encoding="utf-8")
        return told

    def page(self, verdicts: Sequence[Verdict], slips: Sequence[str], told: Sequence[tuple[str, str]]) -> None:
        """Write index.html: the promises, the pictures in order, the slips and their story, the way to the rest."""
        t, say = self.texts, html.escape
        broken = sum(bool(verdict.broken) for verdict in verdicts)
        outcome = t("Kelima janji ditepati.") if not broken else t.count("{n} janji dilanggar.", broken)
        links = (("laporan.pdf", t("Laporan harian (PDF)")), ("journal.jsonl", t("Jurnal (JSON per baris)")),
                 (PAPER, t("Cerita kertas (teks)")))  # fmt: skip
        story = "".join(f"<li><time>{when}</time> {say(said)}</li>" for when, said in told)
        body = (
            f"<header><h1>{say(t('Satu pagi di kantor, dimainkan melalui layar yang sama'))}</h1>"
            f"<p class='{'bad' if broken else 'good'}'>{say(outcome)}</p>"
            f"<nav>{''.join(f'<a href={file!r}>{say(words)}</a>' for file, words in links)}</nav></header>"
            f"<h2>{say(t('Lima janji'))}</h2><ol>{''.join(map(self._verdict, verdicts))}</ol>"
            f"<h2>{say(t('Langkah demi langkah'))}</h2><div class='grid'>{self._steps()}</div>"
            f"<h2>{say(t('Apa yang terjadi dengan kertas'))}</h2><ol class='story'>{story}</ol>"
            f"<h2>{say(t('Tiket yang tercetak'))}</h2><div class='grid slips'>{''.join(map(_slip, slips))}</div>"
        )
        self.folder.joinpath("index.html").write_text(
            f"<!doctype html><html lang='{t.language}'><meta charset='utf-8'>"
            f"<meta name='viewport' content='width=device-width'><title>Loket · demo</title>"
            f"<style>{_STYLE}</style><main>{body}</main></html>\n",
            encoding="utf-8",
        )

    def _verdict(self, verdict: Verdict) -> str:
        found = "".join(f"<br>{html.escape(each)}" for each in (verdict.found, *verdict.broken))
        mark, kind = ("✗", "bad") if verdict.broken else ("✓", "good")
        return f"<li class='{kind}'>{mark} <b>{html.escape(self.texts(verdict.promise))}</b><small>{found}</small></li>"

    def _steps(self) -> str:
        figures = []
        for index, picture in enumerate(self.pictures):
            words = html.escape(picture.caption)
            sounds = "".join(
                f"<audio controls preload='none' src='{each.file}'></audio>"
                f"<a href='{each.file}'>{each.number} · WAV</a>"
                for each in self.voices
                if each.at == index
            )
            figures.append(
                f"<figure><a href='{picture.file}'><img src='{picture.file}' alt='{words}' loading='lazy'></a>"
                f"<figcaption><i>{index + 1}</i> <b>{picture.when}</b> {words}{sounds}</figcaption></figure>"
            )
        return "".join(figures)

    def say(self, share: float, when: str, words: str) -> None:
        """Print one line of progress."""
        sys.stdout.write(f"[{share:4.0%}] {when}  {words}\n")
        sys.stdout.flush()

    @property
    def seconds(self) -> float:
        """How long the demo has taken so far."""
        return time.monotonic() - self.began


def _names_of(printed: Sequence[Printed]) -> list[str]:
    """Name papers after their numbers; a further paper, half or whole, by its place: A005, A005-2."""
    papers: Counter[str] = Counter()
    names = []
    for each in printed:
        papers[each.number] += 1
        names.append(each.number if papers[each.number] == 1 else f"{each.number}-{papers[each.number]}")
    return names


def _slip(name: str) -> str:
    return (
        f"<figure><a href='slips/{name}.png'><img src='slips/{name}.png' alt='{name}' loading='lazy'></a>"
        f"<figcaption><b>{name}</b> <a href='slips/{name}.bin'>ESC/POS</a></figcaption></figure>"
    )


# The page is a document for a browser, not a screen of ours: its few colours are named, not tokens.
_STYLE = (
    "body{font:16px/1.55 'Plus Jakarta Sans',system-ui,sans-serif;margin:0;background:whitesmoke;color:black}"
    "main{max-width:1240px;margin:0 auto;padding:0 1.25rem 4rem}header{padding:2.5rem 0 1rem}"
    "h1{font-size:2.1rem;line-height:1.15;letter-spacing:-.025em;margin:0 0 1rem}h2{margin:2.5rem 0 1rem}"
    "header p{display:inline-block;font-weight:700;margin:0 0 1rem;padding:.5rem 1rem;border-radius:99px}"
    "nav a{display:inline-block;margin:0 .75rem .5rem 0;padding:.5rem 1rem;border:1px solid darkslategray;"
    "border-radius:10px;background:white}a{color:darkslategray}"
    "ol{padding:0;list-style:none}li{padding:.75rem 1rem;margin:.5rem 0;border-radius:12px}"
    ".story li{padding:.25rem 1rem;margin:0}time{font-weight:700;margin-right:.5rem}"
    "li small{display:block;padding-left:1.4rem}li small br:first-child{display:none}"
    ".good{background:honeydew;color:darkgreen}.bad{background:mistyrose;color:darkred}"
    ".grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(340px,1fr));gap:1.25rem;align-items:start}"
    ".slips{grid-template-columns:repeat(auto-fill,minmax(180px,1fr))}"
    "figure{margin:0;background:white;border:1px solid lightgray;border-radius:14px;overflow:hidden}"
    "img{display:block;width:100%;max-height:480px;object-fit:contain;background:gainsboro}"
    ".slips img{background:white;max-height:none}figcaption{padding:.75rem 1rem}"
    "figcaption i{font-style:normal;color:dimgray}audio{display:block;width:100%;margin:.5rem 0 .25rem}"
)
