"""A month's told waits as a file: what it says, when a share is called poor, and what an empty month looks like."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from loket.documents.promise_month import is_poor, promise_month_pdf, write_promise_month
from loket.errors import Trouble
from loket.model.promise import NOBODY, Promise
from loket.model.service import ServiceFace
from loket.model.spread import Share
from loket.model.wording import Wording
from loket.office.day_figures import Seal
from loket.office.promises import DayPromise, PromiseBoard, ServicePromise
from tests.factories import a_catalogue

WIB = timezone(timedelta(hours=7))
NOVEMBER = date(2026, 11, 1)
GOOD = Promise(told=1240, called=1200, within=980, by_upper=1104, left=30, left_late=7, postponed=10, untold=5)
BAD = Promise(told=100, called=100, within=50, by_upper=61)


def a_month(*, services: int = 2, training: bool = False) -> PromiseBoard:
    """A month of two days; the second kept few of its promises."""
    catalogue = a_catalogue()
    faces = [each.face for each in catalogue.services.values()]
    faces += [
        ServiceFace(
            f"X{place}", Wording(f"Layanan panjang bernomor {place}"), Wording(""), "laut", "", 0, 0, Wording("")
        )
        for place in range(services - len(faces))
    ]
    days = (DayPromise(date(2026, 11, 2), GOOD), DayPromise(date(2026, 11, 3), BAD))
    rows = tuple(ServicePromise(face, GOOD if place else BAD) for place, face in enumerate(faces[:services]))
    return PromiseBoard(
        office=replace(catalogue.face, training=training),
        made_at=datetime(2026, 11, 24, 16, 5, tzinfo=WIB),
        seal=Seal(1, 4711, "7c1e" * 16),
        month=NOVEMBER,
        total=GOOD + BAD,
        services=rows,
        days=days,
    )


def said(board: PromiseBoard, tmp_path: Path, language: str = "id") -> str:
    """Give the text of the PDF as a reader copies it, with single spaces."""
    path = tmp_path / "janji.pdf"
    write_promise_month(board, path, language)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"[ \t]+", " ", text)


def test_the_month_tells_how_many_were_called_before_the_end_they_were_told(tmp_path: Path) -> None:
    text = said(a_month(), tmp_path)
    for words in (
        "Janji waktu tunggu", "November 2026 · 2 hari dengan pengunjung", "janji ditepati", "JT-202611-7C1E",
        "dari 1.307 orang", "7 setelah batas lewat", "5 tanpa perkiraan",
    ):  # fmt: skip
        assert words in text, words
    assert re.search(r"\n ?89% 79% ", text), "1,165 and 1,030 of the 1,300 called and 7 who left too late"
    assert re.search(r"Senin, 2 November 2026 1\.240 1\.200 91% 81% 30 7", text)
    assert re.search(r"Selasa, 3 November 2026 100 100 61% 50% 0 0", text)


def test_those_who_let_others_go_first_are_told_apart(tmp_path: Path) -> None:
    text = said(a_month(), tmp_path)
    assert "mundur sendiri" in text
    assert "Tidak dihitung" in text


def test_the_month_speaks_english_without_an_indonesian_word_of_ours(tmp_path: Path) -> None:
    text = said(a_month(), tmp_path, "en")
    for words in ("Promised waits", "promises kept", "Per day", "Monday, 2 November 2026", "1,200"):
        assert words in text, words
    assert not re.search(r"\b(janji|dipanggil|ditepati|pergi|batas|hari|dari)\b", text, re.IGNORECASE)


def test_a_month_without_visitors_says_so_and_draws_no_table(tmp_path: Path) -> None:
    empty = replace(a_month(), total=NOBODY, services=(), days=())
    text = said(empty, tmp_path)
    assert "belum ada pengunjung yang diberi perkiraan" in text
    assert "Per layanan" not in text


def test_forty_services_go_on_to_further_pages_with_the_heading_again(tmp_path: Path) -> None:
    pages = said(a_month(services=40), tmp_path).rstrip("\f").split("\f")
    assert len(pages) >= 2
    assert all("Layanan Diberi Dipanggil" in page for page in pages[:2])
    assert "Layanan panjang bernomor 36" in "".join(pages)
    assert "Halaman 2 dari" in pages[1]


@pytest.mark.parametrize(
    ("kept", "of", "poor"), [(9, 10, False), (8, 10, False), (80, 100, True), (850, 1000, True), (890, 1000, False)]
)
def test_a_share_is_poor_only_when_chance_does_not_explain_it(kept: int, of: int, poor: bool) -> None:
    assert is_poor(Share(kept, of)) is poor


def test_nothing_measured_is_not_poor() -> None:
    assert not is_poor(None)


def test_the_same_month_is_the_same_file() -> None:
    assert promise_month_pdf(a_month()) == promise_month_pdf(a_month())


def test_a_training_month_is_marked(tmp_path: Path) -> None:
    assert "LATIHAN" in said(a_month(training=True), tmp_path)
    assert "LATIHAN" not in said(a_month(), tmp_path)


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="Buat folder itu dahulu"):
        write_promise_month(a_month(), tmp_path / "tidak" / "ada.pdf")
