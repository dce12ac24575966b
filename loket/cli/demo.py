"""`loket demo`: on this machine's screens, or headless with everything it did left in a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from loket.errors import N_
from loket.texts import Texts


def demo(options: argparse.Namespace) -> int:
    """Play the demo; ends with 1 when one of the five promises was broken."""
    if options.headless:
        return play_headless(options.out or Path("demo"), options.lang)
    from loket.cli.stations import require_display
    from loket.demo.show import show

    require_display()
    return show(options.pace, options.lang)


def play_headless(folder: Path, language: str) -> int:
    """Play the hour offscreen and say what became of the promises."""
    from loket.demo.play import play

    texts = Texts.of(language)
    verdicts = play(folder, language)
    for verdict in verdicts:
        mark = "✗" if verdict.broken else "✓"
        print(f"{mark} {texts(verdict.promise)} ({verdict.found})")
        for broken in verdict.broken:
            print(f"    {broken}")
    print(texts(N_("Semua hasil ada di {folder}: buka index.html."), folder=folder))
    return 1 if any(verdict.broken for verdict in verdicts) else 0
