"""A TOML file that an office writes, read whole: refused with file, line and reason."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from loket.errors import N_, Refused, Trouble
from loket.office.starter_table import Table
from loket.office.toml_lines import lines_of


def table_of(path: Path) -> Table:
    """Read a TOML file; raises Refused when it is none, Trouble when the disk does not give it."""
    text = text_of(path)
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+), column (\d+)", str(error))
        place = int(line.group(1)) if line else text.count("\n") + 1
        raise Refused(
            "starter_syntax",
            N_("{file}, baris {line}: tulisan TOML salah di sini ({detail}). Periksa tanda kutip, kurung, dan koma."),
            file=path.name,
            line=place,
            detail=str(error).split(" (at ")[0],
        ) from error
    return Table(path.name, lines_of(text), plain)


def text_of(path: Path) -> str:
    """Read a text file, UTF-8; raises Refused when it is something else, Trouble when the disk does not give it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Trouble(
            "starter_unreadable",
            N_("Berkas {file} tidak dapat dibuka ({reason}). Periksa izin berkas itu."),
            file=path,
            reason=error.strerror or error,
        ) from error
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Refused(
            "starter_encoding",
            N_("{file}, baris {line}: huruf di sini tidak terbaca. Simpan berkas sebagai teks UTF-8."),
            file=path.name,
            line=raw.count(b"\n", 0, error.start) + 1,
        ) from error
