"""Every value of a TOML text is found on its own line."""

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from loket.office.toml_lines import Place, lines_of

TEXT = '''\
# a comment = with an equals sign
judul = "x = [1]"

[kantor]
nama.id = "Dinas" # [not.a.table]
"kunci aneh" = 'a # b'
catatan = """
layanan = 1
[[layanan]]
""\\" tiga "\""""
jam = [
    "07.30", # a comment, with ] and ,

    "16.00",
]

[[layanan]]
huruf = "A"
syarat = [
    { nama = "KTP", ada = [1, 2] },
    {nama = "KK"}, ]
[layanan.warna]
isi = 'biru'
[[layanan.loket]]
nomor = 1
[[layanan.loket]]
nomor = 2

[[layanan]]
huruf = "B"
  [[layanan.loket]]
  nomor = 3
hari = 2026-01-01 # trailing
'''


def places(value: Any, at: Place = ()) -> list[Place]:
    """Name the places of everything that was loaded."""
    found: list[Place] = [at]
    if isinstance(value, dict):
        for key, each in value.items():
            found += places(each, (*at, key))
    elif isinstance(value, list):
        for position, each in enumerate(value):
            found += places(each, (*at, position))
    return found


def test_every_value_that_tomllib_loads_has_a_line_and_nothing_else_has() -> None:
    assert set(lines_of(TEXT)) == set(places(tomllib.loads(TEXT)))


def test_the_lines_are_right_in_strings_lists_inline_tables_and_nested_lists_of_tables() -> None:
    lines = lines_of(TEXT)
    text = TEXT.splitlines()
    for place, start in {
        ("judul",): "judul",
        ("kantor", "nama", "id"): "nama.id",
        ("kantor", "kunci aneh"): '"kunci aneh"',
        ("kantor", "jam"): "jam",
        ("kantor", "jam", 0): '"07.30"',
        ("kantor", "jam", 1): '"16.00"',
        ("layanan", 0, "syarat", 0, "ada", 1): "{ nama",
        ("layanan", 0, "syarat", 1, "nama"): "{nama",
        ("layanan", 0, "warna"): "[layanan.warna]",
        ("layanan", 0, "loket", 1, "nomor"): "nomor = 2",
        ("layanan", 1, "huruf"): 'huruf = "B"',
        ("layanan", 1, "loket", 0, "nomor"): "nomor = 3",
        ("layanan", 1, "loket", 0, "hari"): "hari",
    }.items():
        assert text[lines[place] - 1].strip().startswith(start), place
    assert lines["layanan", 1] > lines["layanan", 0] == lines["layanan",]


def test_a_text_with_windows_line_ends_counts_the_same() -> None:
    text = TEXT.replace("\n", "\r\n")
    assert lines_of(text) == lines_of(TEXT)


KEYS = st.from_regex(r"[a-c_-]{1,2}", fullmatch=True)
SCALARS = st.sampled_from(["1", "true", "-0.5", '"a=[{#"', "'x]}'", '"""\n]\n"""', "'''\n#'\n'''", "2026-01-01"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[\n" + ",\n".join(items) + " # ]\n]"),
        st.dictionaries(KEYS, inner, max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key} = {each}" for key, each in pairs.items()) + "}"
        ),
    ),
    max_leaves=6,
)


@given(st.lists(st.tuples(st.sampled_from(["[[p]]", "[[p.q]]", ""]), st.dictionaries(KEYS, VALUES, max_size=3))))
def test_whatever_the_file_every_loaded_value_is_found(blocks: list[tuple[str, dict[str, str]]]) -> None:
    text = ""
    for number, (header, pairs) in enumerate(blocks):
        text += f"{header or f'[t{number}]'}\n" + "".join(f"{key} = {value}\n" for key, value in pairs.items())
    try:
        loaded = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(lines_of(text)) == set(places(loaded))
