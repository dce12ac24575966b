"""The headless demo: a morning at the office, played by pressing the widgets, watched by the five promises."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from loket.demo.clock import DemoClock
from loket.demo.evidence import Evidence
from loket.demo.promises import Verdict, check
from loket.texts import Texts

PACE = 25.0
"""Timers of the screens run this many times faster than in earnest."""


def play(folder: Path, language: str = "id") -> list[Verdict]:
    """Play the morning and leave its evidence in `folder`; gives what became of the five promises."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from loket.demo.hour import Morning
    from loket.demo.stage import HALL, Stage
    from ui.app import application
    from ui.theme import Theme

    application(Theme.of("light"))
    evidence = Evidence(folder, Texts.of(language))
    evidence.prepare()
    stage = Stage(DemoClock(), folder / "demo.db", language, PACE)
    stage.build()
    morning = Morning(stage, evidence)
    try:
        morning.run()
        office = stage.backstage
        evidence.journal(office)
        told = evidence.paper_story(office)
        slips = evidence.slips(stage.slips.kept)
        verdicts = check(
            office, HALL, longest_press_ms=morning.longest_press_ms,
            acts_in_gui_thread=threading.get_ident() in stage.acting_threads,
        )  # fmt: skip
        evidence.page(verdicts, slips, told)
    finally:
        morning.close()
        stage.close()
    return verdicts
