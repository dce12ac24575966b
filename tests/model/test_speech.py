"""What the hall says: numbers, letters and places, in both languages, from one grammar."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.model.speech import LANGUAGES, STYLES, Piece, Sentence, call_sentence, number_pieces, vocabulary
from loket.resources import data

UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def said(value: int, language: str = "id") -> str:
    return Sentence(language, number_pieces(value, language)).text.lower()


def words_of(value: int) -> str:
    """Say an Indonesian number by the rule of the grammar book, written differently from the product's code."""
    text = str(value)
    if value == 0:
        return "nol"
    parts = []
    for place, figure in enumerate(map(int, text)):
        power = len(text) - 1 - place
        if power == 1 and figure == 1:
            ones = int(text[-1])
            parts.append({0: "sepuluh", 1: "sebelas"}.get(ones, f"{UNITS[ones]} belas"))
            break
        if figure:
            name = ("", " puluh", " ratus", " ribu")[power]
            parts.append(f"se{name.strip()}" if figure == 1 and power > 1 else UNITS[figure] + name)
    return " ".join(parts)


def test_the_sentence_of_the_first_ticket_is_the_one_offices_use():
    assert (
        call_sentence("A-001", 3, "Loket 3", "3").text
        == "Nomor antrean, A, nol nol satu, silakan menuju ke loket tiga."
    )
    assert (
        call_sentence("A-001", 3, "Loket 3", "3", language="en").text
        == "Queue number, A, zero zero one, please proceed to counter three."
    )


def test_a_recall_says_so_first():
    assert call_sentence("B-014", 12, "Loket 12", "12", ordinal=2).text.startswith(
        "Panggilan ulang. Nomor antrean, B, "
    )
    assert call_sentence("B-014", 12, "Loket 12", "12", ordinal=2, language="en").text.startswith(
        "Second call. Queue number,"
    )
    assert call_sentence("B-014", 12, "Loket 12", "12", ordinal=3, language="en").text.startswith("Third call. ")
    assert call_sentence("B-014", 12, "Loket 12", "12", ordinal=7, language="en").text.startswith("Repeated call. ")


def test_an_office_may_have_its_tickets_read_as_numbers():
    assert ", A, dua belas, " in call_sentence("A-012", 1, style="number").text
    assert ", A, nol satu dua, " in call_sentence("A-012", 1).text
    assert ", A, nol, " in call_sentence("A-000", 1, style="number").text


@pytest.mark.parametrize("style", STYLES)
def test_from_a_thousand_on_a_ticket_is_read_as_a_number(style: str):
    assert ", A, seribu dua ratus sepuluh, " in call_sentence("A-1210", 1, style=style).text
    assert ", A, sembilan sembilan sembilan, " in call_sentence("A-999", 1).text


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (0, "nol", "zero"),
        (10, "sepuluh", "ten"),
        (11, "sebelas", "eleven"),
        (12, "dua belas", "twelve"),
        (20, "dua puluh", "twenty"),
        (21, "dua puluh satu", "twenty-one"),
        (100, "seratus", "one hundred"),
        (101, "seratus satu", "one hundred and one"),
        (110, "seratus sepuluh", "one hundred and ten"),
        (111, "seratus sebelas", "one hundred and eleven"),
        (200, "dua ratus", "two hundred"),
        (999, "sembilan ratus sembilan puluh sembilan", "nine hundred and ninety-nine"),
        (1000, "seribu", "one thousand"),
        (1011, "seribu sebelas", "one thousand and eleven"),
        (2100, "dua ribu seratus", "two thousand one hundred"),
    ],
)
def test_numbers_that_other_products_get_wrong(value: int, indonesian: str, english: str):
    assert said(value) == indonesian
    assert said(value, "en") == english


def test_every_indonesian_number_follows_the_grammar_book():
    assert [said(value) for value in range(10_000)] == [words_of(value) for value in range(10_000)]


def test_no_number_but_zero_ever_says_zero():
    for value in range(1, 10_000):
        assert "nol" not in said(value).split()
        assert "zero" not in re.split(r"[ -]", said(value, "en"))


def test_two_numbers_never_sound_the_same():
    for language in LANGUAGES:
        spoken = {tuple(piece.clip for piece in number_pieces(value, language)) for value in range(10_000)}
        assert len(spoken) == 10_000


@pytest.mark.parametrize("value", [-1, 10_000])
def test_the_voice_refuses_numbers_it_cannot_count(value: int):
    with pytest.raises(ValueError, match="counts from 0"):
        number_pieces(value)


@pytest.mark.parametrize(
    ("counter", "name", "plate", "indonesian", "english"),
    [
        (3, "Loket 3", "3", "loket tiga", "counter three"),
        (21, "Gerai 21", "21", "gerai dua puluh satu", "booth twenty-one"),
        (2, "Meja 02", "2", "meja dua", "desk two"),
        (4, "Ruang 4", "4", "ruang empat", "room four"),
        (7, "Ruang Konsultasi 1", "K1", "ruang konsultasi satu", "consultation room one"),
        (8, "Ruang Bermain 1", "B1", "ruang B satu", "room B one"),
        (9, "Klinik Pelayanan", "KP", "klinik pelayanan", "service clinic"),
        (5, "Kasir", "KASIR", "loket lima", "counter five"),
        (6, "", "", "loket enam", "counter six"),
        (110, "Loket", "", "loket seratus sepuluh", "counter one hundred and ten"),
        (1, "Loket A", "A", "loket A", "counter A"),
        (12, "Loket 12B", "12B", "loket dua belas B", "counter twelve B"),
        (1, "Counter 1", "1", "loket satu", "counter one"),
    ],
)  # fmt: skip
def test_a_counter_is_called_by_what_stands_on_it(counter: int, name: str, plate: str, indonesian: str, english: str):
    assert call_sentence("A-001", counter, name, plate).text.endswith(f", silakan menuju ke {indonesian}.")
    assert call_sentence("A-001", counter, name, plate, language="en").text.endswith(f", please proceed to {english}.")


def test_a_number_with_nothing_to_say_is_a_bug():
    with pytest.raises(ValueError, match="nothing to say"):
        call_sentence("-–", 1)
    with pytest.raises(ValueError, match="no voice for"):
        call_sentence("A-001", 1, language="jv")


@given(
    letters=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", max_size=2),
    figures=st.integers(0, 9999),
    digits=st.integers(1, 4),
    counter=st.integers(1, 999),
    language=st.sampled_from(LANGUAGES),
    style=st.sampled_from(STYLES),
    ordinal=st.integers(1, 4),
)
def test_every_call_has_its_clips_and_says_what_it_shows(
    letters: str, figures: int, digits: int, counter: int, language: str, style: str, ordinal: int
):
    number = f"{letters}-{figures:0{digits}d}"
    sentence = call_sentence(number, counter, f"Loket {counter}", "", language=language, style=style, ordinal=ordinal)
    bank = vocabulary(language)
    for piece in sentence.pieces:
        assert bank[piece.clip].lower() == piece.text.lower()
        assert data("voice", language, f"{piece.clip}.wav").is_file()
    heard = re.findall(r"\w+", " ".join(bank[clip] for clip in sentence.clips))
    assert [word.lower() for word in heard] == re.findall(r"\w+", sentence.text.lower())
    assert sentence.text.endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_bank_holds_every_word_and_nothing_else(language: str):
    files = {path.stem for path in data("voice", language).glob("*.wav")}
    assert {name.removesuffix("_akhir") for name in files} == set(vocabulary(language))
    assert all(re.fullmatch(r"[a-z_]+", name) for name in files)


def test_every_number_and_letter_has_a_clip_in_both_languages():
    for language in LANGUAGES:
        on_disk = {path.stem for path in data("voice", language).glob("*.wav")}
        needed = {piece.clip for value in range(10_000) for piece in number_pieces(value, language)}
        needed |= {call_sentence(letter, 1, language=language).clips[1] for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
        assert needed <= on_disk


def test_a_hyphen_joins_and_a_full_stop_begins_anew():
    pieces = (Piece("a", "satu", "."), Piece("b", "dua", "-"), Piece("c", "tiga", ","), Piece("d", "empat", "."))
    assert Sentence("id", pieces).text == "Satu. Dua-tiga, empat."
