"""What is said after something was taken back for everybody: who waits again, and which paper is void now."""

from __future__ import annotations

from loket.office.taking_back import Papers
from loket.office.undo_for_all import UndoneForAll
from loket.texts import Texts


def waiting_again_words(done: UndoneForAll, t: Texts) -> str:
    """Say what became of a carry-over that was taken back, and of its slips."""
    people = t.count("{n} orang", len(done.numbers))
    return t("{people} menunggu lagi; tempatnya seperti semula.", people=people) + papers_words(done.papers, t)


def reopened_words(done: UndoneForAll, t: Texts) -> str:
    """Say what became of a closing that was taken back."""
    people = t.count("{n} orang", len(done.numbers))
    return t("Hari dibuka kembali; {people} berdiri lagi seperti sebelum ditutup. Petugas masuk lagi.", people=people)


def papers_words(papers: Papers, t: Texts) -> str:
    """Say what became of slips that are void now, after a space; nothing without any."""
    said = ""
    if papers.withdrawn:
        said += " " + t.count("{n} kertas ditarik sebelum tercetak.", papers.withdrawn)
    if papers.out:
        said += " " + t.count("{n} kertas sudah tercetak dan tidak berlaku lagi; beri tahu pengunjung.", papers.out)
    return said
