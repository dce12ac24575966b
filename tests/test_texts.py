"""The catalogues: every sentence is found, translated and compiled."""

from __future__ import annotations

import gettext
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from loket.texts import Texts
from tools import texts as tool


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Make a small house with one sentence of each kind."""
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "screen.py").write_text(
        'def draw(t, texts, name):\n    t("Ambil nomor")\n    t.count("{n} orang menunggu", 3)\n'
        '    texts("Buka lagi {t}", t=1)\n    name.say("en")\n    "abc".count("a")\n',
        encoding="utf-8",
    )
    return tmp_path


def merge(root: Path, translations: Mapping[str, object]) -> None:
    """Merge `translations` into the small house."""
    file = root / "en.json"
    file.write_text(json.dumps(translations), encoding="utf-8")
    assert tool.main(["--root", str(root), "merge", str(file)]) == 0


ALL = {"Ambil nomor": "Take a number", "{n} orang menunggu": ["{n} person waits", "{n} people wait"]}


def test_every_sentence_of_loket_has_an_up_to_date_english_translation() -> None:
    assert tool.problems() == []


def test_sentences_are_found_and_language_codes_and_str_count_are_not(sources: Path) -> None:
    found = tool.harvest(sources)
    assert set(found.sentences) == {"Ambil nomor", "{n} orang menunggu", "Buka lagi {t}"}
    assert found.sentences["{n} orang menunggu"].counted
    assert found.faults == []


def test_a_missing_translation_is_named(sources: Path) -> None:
    merge(sources, ALL)
    assert tool.problems(sources) == ["ui/screen.py: no English for 'Buka lagi {t}'"]
    assert tool.main(["--root", str(sources), "check"]) == 1


def test_a_full_catalogue_is_clean_and_speaks(sources: Path) -> None:
    merge(sources, {**ALL, "Buka lagi {t}": "Opens again at {t}"})
    assert tool.problems(sources) == []
    english = Texts("en", gettext.translation("loket", str(sources / "data" / "texts"), languages=["en"]))
    assert english("Buka lagi {t}", t="09:00") == "Opens again at 09:00"
    assert english.count("{n} orang menunggu", 1) == "1 person waits"
    assert english.count("{n} orang menunggu", 1214) == "1,214 people wait"


def test_different_braces_are_named(sources: Path) -> None:
    merge(sources, {**ALL, "Buka lagi {t}": "Opens again at {time}"})
    assert len(tool.problems(sources)) == 1
    assert "braces" in tool.problems(sources)[0]


def test_a_new_sentence_makes_the_catalogues_out_of_date(sources: Path) -> None:
    merge(sources, {**ALL, "Buka lagi {t}": "Opens again at {t}"})
    with (sources / "ui" / "screen.py").open("a", encoding="utf-8") as file:
        file.write('    t("Selesai")\n')
    assert any("no English for 'Selesai'" in line for line in tool.problems(sources))
    assert any("out of date" in line for line in tool.problems(sources))


def test_a_translation_merged_before_its_sentence_is_kept_for_it(sources: Path) -> None:
    merge(sources, {**ALL, "Buka lagi {t}": "Opens again at {t}", "Selesai": "Finish"})
    assert tool.problems(sources) == []
    with (sources / "ui" / "screen.py").open("a", encoding="utf-8") as file:
        file.write('    t("Selesai")\n')
    tool.main(["--root", str(sources), "extract"])
    assert tool.problems(sources) == []


def test_a_formatted_string_cannot_be_translated_and_is_named(sources: Path) -> None:
    with (sources / "ui" / "screen.py").open("a", encoding="utf-8") as file:
        file.write('    t(f"Nomor {name}")\n')
    assert any("plain literal" in line for line in tool.problems(sources))


def test_the_same_sources_give_the_same_files(sources: Path) -> None:
    merge(sources, ALL)
    files = sorted((sources / "data" / "texts").rglob("loket.*"))
    before = [file.read_bytes() for file in files]
    for file in files:
        file.write_bytes(b"" if file.suffix != ".po" else file.read_bytes())
    tool.main(["--root", str(sources), "extract"])
    assert [file.read_bytes() for file in files] == before
