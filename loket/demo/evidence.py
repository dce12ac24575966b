"""What the headless demo leaves behind: pictures, slips, journal, report, and one page that shows them in order."""

from __future__ import annotations

import html
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from loket.demo.promises import Verdict
from loket.errors import N_, Trouble
from loket.office.context import Office
from loket.texts import Texts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from printers.desk import Printed

WIDEST_PX = 960
"""Pictures are kept at most this wide: sharp enough to read, small enough to send."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the story."""

    file: str
    when: str
    caption: str


@dataclass(slots=True)
class Evidence:
    """The folder of one demo."""

    folder: Path
    texts: Texts
    pictures: list[Picture] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def prepare(self) -> None:
        """Make the folder, and clear what an earlier demo left in it; raises Trouble when that is not allowed."""
        try:
            (self.folder / "slips").mkdir(parents=True, exist_ok=True)
            for old in (*self.folder.glob("*.png"), *self.folder.glob("slips/*"), *self.folder.glob("demo.db*")):
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

    def slips(self, printed: Sequence[Printed]) -> None:
        """Keep every slip: its picture and the bytes that were sent."""
        for each in printed:
            name = each.number if each.copy == 1 else f"{each.number}-{each.copy}"
            each.image.save(str(self.folder / "slips" / f"{name}.png"))
            (self.folder / "slips" / f"{name}.bin").write_bytes(each.data)

    def journal(self, office: Office) -> None:
        """Keep the journal, one fact a line."""
        with office.store.reading() as book, (self.folder / "journal.jsonl").open("w", encoding="utf-8") as file:
            for fact in book.facts():
                file.write(json.dumps(fact.line(), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")

    def page(self, verdicts: Sequence[Verdict], slips: Sequence[str]) -> None:
        """Write index.html: the promises, the pictures in order, the slips, and the way to the rest."""
        t = self.texts
        rows = "".join(
            f"<li class='{'bad' if verdict.broken else 'good'}'><b>{html.escape(t(verdict.promise))}</b>"
            f"<br><small>{html.escape(verdict.found)}{''.join('<br>' + html.escape(each) for each in verdict.broken)}"
            "</small></li>"
            for verdict in verdicts
        )
        shots = "".join(
            f"<figure><img src='{picture.file}' alt='{html.escape(picture.caption)}' loading='lazy'>"
            f"<figcaption><b>{picture.when}</b> {html.escape(picture.caption)}</figcaption></figure>"
            for picture in self.pictures
        )
        papers = "".join(
            f"<figure class='slip'><img src='slips/{name}.png' alt='{name}' loading='lazy'>"
            f"<figcaption><b>{name}</b> <a href='slips/{name}.bin'>ESC/POS</a></figcaption></figure>"
            for name in slips
        )
        links = (
            f"<p><a href='laporan.pdf'>{html.escape(t('Laporan harian (PDF)'))}</a> · "
            f"<a href='journal.jsonl'>{html.escape(t('Jurnal (JSON per baris)'))}</a></p>"
        )
        title = html.escape(t("Satu jam di kantor, dimainkan melalui layar yang sama"))
        self.folder.joinpath("index.html").write_text(
            f"<!doctype html><html lang='{t.language}'><meta charset='utf-8'><title>Loket · demo</title>"
            f"<style>{_STYLE}</style><h1>{title}</h1>{links}<h2>{html.escape(t('Lima janji'))}</h2><ol>{rows}</ol>"
            f"<h2>{html.escape(t('Langkah demi langkah'))}</h2><div class='grid'>{shots}</div>"
            f"<h2>{html.escape(t('Tiket yang tercetak'))}</h2><div class='grid slips'>{papers}</div></html>\n",
            encoding="utf-8",
        )

    def say(self, share: float, when: str, words: str) -> None:
        """Print one line of progress."""
        sys.stdout.write(f"[{share:4.0%}] {when}  {words}\n")
        sys.stdout.flush()

    @property
    def seconds(self) -> float:
        """How long the demo has taken so far."""
        return time.monotonic() - self.began


# The page is a document for a browser, not a screen of ours: its few colours are named, not tokens.
_STYLE = (
    "body{font:16px/1.5 'Plus Jakarta Sans',system-ui,sans-serif;margin:2rem auto;max-width:1200px;padding:0 1rem}"
    "ol{padding-left:0;list-style:none}li{padding:.6rem 1rem;margin:.4rem 0;border-left:6px solid}"
    ".good{border-color:seagreen;background:honeydew}.bad{border-color:firebrick;background:mistyrose}"
    ".grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(360px,1fr));gap:1rem;align-items:start}"
    ".slips{grid-template-columns:repeat(auto-fill,minmax(190px,1fr))}figure{margin:0}"
    "img{width:100%;border:1px solid lightgrey;border-radius:8px}.slip img{image-rendering:auto;background:white}"
)
