"""One table of an office's TOML file, read strictly: every fault is refused with file, line and reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from loket.errors import N_, Refused
from loket.model.wording import Wording
from loket.office.toml_lines import Place


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its place in the file. `known` in each reading names the only keys that may stand in it."""

    file: str
    lines: Mapping[Place, int]
    plain: Mapping[str, Any]
    at: Place = ()

    def fault(self, sentence: str, *keys: str | int, **facts: object) -> Refused:
        """Make the refusal that names the line of `keys` below this table, or of what stands nearest above.

        `sentence` is a msgid that begins with "{file}, baris {line}: ".
        """
        place = (*self.at, *keys)
        while place not in self.lines:
            place = place[:-1]
        return Refused("starter_bad", sentence, file=self.file, line=self.lines[place], **facts)

    def only(self, known: Collection[str]) -> None:
        """Refuse any key that is not known: a slip of the pen must not pass as a default."""
        for key in self.plain:
            if key not in known:
                raise self.fault(
                    N_("{file}, baris {line}: “{key}” tidak dikenal di sini. Yang dikenal: {known}."),
                    key,
                    key=key,
                    known=", ".join(known),
                )

    def text(self, key: str, fallback: str | None = None, limit: int = 200) -> str:
        """Give a text of at most `limit` characters on one line; without `fallback` the key must be there."""
        if key not in self.plain and fallback is not None:
            return fallback
        value = self.plain.get(key)
        if not isinstance(value, str) or (fallback is None and not value.strip()):
            raise self.fault(N_("{file}, baris {line}: “{key}” wajib diisi dengan teks."), key, key=key)
        if "\n" in value:
            raise self.fault(N_("{file}, baris {line}: “{key}” harus muat dalam satu baris."), key, key=key)
        if len(value) > limit:
            raise self.fault(
                N_("{file}, baris {line}: “{key}” terlalu panjang ({length} huruf); paling banyak {limit}."),
                key,
                key=key,
                length=len(value),
                limit=limit,
            )
        return value.strip()

    def words(self, key: str, limit: int, fallback: Wording | None = None) -> Wording:
        """Give the office's words: `key` in Indonesian, `key`_en in English; without `fallback` the first must be."""
        if key not in self.plain and fallback is not None:
            if f"{key}_en" in self.plain:
                raise self.fault(
                    N_("{file}, baris {line}: “{key}_en” ada, tetapi “{key}” belum diisi."), f"{key}_en", key=key
                )
            return fallback
        return Wording(self.text(key, None if fallback is None else "", limit), self.text(f"{key}_en", "", limit))

    def whole(self, key: str, fallback: int | None, low: int, high: int) -> int:
        """Give a whole number from `low` to `high`."""
        value = self.plain.get(key, fallback)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.fault(
                N_("{file}, baris {line}: “{key}” harus bilangan bulat dari {low} sampai {high}."),
                key,
                key=key,
                low=low,
                high=high,
            )
        return value

    def flag(self, key: str, *, fallback: bool = False) -> bool:
        """Give a switch, `fallback` when it is not there."""
        value = self.plain.get(key, fallback)
        if not isinstance(value, bool):
            raise self.fault(N_("{file}, baris {line}: “{key}” ditulis true atau false."), key, key=key)
        return value

    def several(self, key: str, fallback: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Give a list of texts, each once."""
        value = self.plain.get(key, list(fallback))
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.fault(N_('{file}, baris {line}: “{key}” ditulis sebagai daftar ["…", "…"].'), key, key=key)
        for position, each in enumerate(value):
            if each in value[:position]:
                raise self.fault(
                    N_("{file}, baris {line}: “{value}” tertulis dua kali dalam “{key}”."),
                    key, position, key=key, value=each,
                )  # fmt: skip
        return tuple(value)

    def one_of(self, key: str, known: Collection[str], fallback: str) -> str:
        """Give one of the known words."""
        value = self.text(key, fallback)
        if value not in known:
            raise self.fault(
                N_("{file}, baris {line}: {key} “{value}” tidak dikenal. Yang dikenal: {known}."),
                key,
                key=key,
                value=value,
                known=", ".join(each for each in known if each),
            )
        return value

    def below(self, key: str) -> Table:
        """Give the table [key]."""
        value = self.plain.get(key)
        if not isinstance(value, dict):
            raise self.fault(N_("{file}, baris {line}: bagian [{key}] belum ada."), key, key=key)
        return Table(self.file, self.lines, value, (*self.at, key))

    def rows(self, key: str, *, needed: bool = False) -> Iterator[Table]:
        """Give the tables [[key]] (or the list of inline tables `key`) in order; `needed`: at least one."""
        value = self.plain.get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value) or (needed and not value):
            raise self.fault(
                N_("{file}, baris {line}: “{key}” ditulis sebagai [[{key}]], satu bagian untuk tiap isi."), key, key=key
            )
        for position, row in enumerate(value):
            yield Table(self.file, self.lines, row, (*self.at, key, position))
