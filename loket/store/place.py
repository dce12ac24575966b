"""Where an office's memory lies: a file on this PC, or a database on a server; and where this PC keeps its own things.

The address of a server is written as PostgreSQL itself writes it, ``postgresql://user@host:port/database``, with one
word more: ``?office=samsat`` names one of several offices in the same database. It never holds a password.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from loket.errors import N_, Refused, Trouble, Usage

SCHEMES = ("postgresql", "postgres")
MEMORY = ":memory:"
"""How the name of an office begins that lives in memory only."""

KEPT = "_lama_"
"""Stands between the name of an office's schema and the instant at which another was restored in its place."""

_OFFICE = re.compile(rf"[a-z][a-z0-9_]{{0,30}}({KEPT}\d{{14}})?|{KEPT[1:]}\d{{14}}")
_SECRET = re.compile(r"password|secret", re.IGNORECASE)
"""What in a word of an address makes its value nobody's business (password, sslpassword, oauth_client_secret)."""


@dataclass(frozen=True, slots=True)
class Server:
    """An office in a PostgreSQL database. `settings` are libpq's own words (sslmode, service, passfile …)."""

    user: str
    host: str
    port: str
    database: str
    office: str = ""
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    @property
    def schema(self) -> str:
        """The schema that holds the office's tables."""
        return f"loket_{self.office}" if self.office else "loket"

    def __str__(self) -> str:
        """Write the address so that it is read as the same place."""
        words = {**self.settings, **({"office": self.office} if self.office else {})}
        who = f"{quote(self.user, safe='')}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port else ""
        question = f"?{urlencode(words)}" if words else ""
        return f"postgresql://{who}{host}{port}/{quote(self.database, safe='')}{question}"


Place = Path | Server


def place_of(text: str | Place) -> Place:
    """Read a place: the address of a server, else a path.

    Raises Refused when an address holds a password or cannot be understood.
    """
    if isinstance(text, Server):
        return text
    if isinstance(text, Path) or text.partition(":")[0].lower() not in SCHEMES or ":" not in text:
        return Path(text)
    try:
        parts = urlsplit(text)
        port = parts.port
        words = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        raise _not_understood() from None  # what could not be read may hold a password
    if parts.password is not None or any(map(_SECRET.search, words)):
        raise Usage(
            "password_in_address",
            N_(
                "Jangan tulis kata sandi di alamat basis data: orang lain dapat membacanya. Simpan dengan: "
                "loket database password, atau pakai PGPASSFILE."
            ),
        )
    office = words.pop("office", "")
    if not parts.netloc and "service" not in words and "host" not in words:
        raise _not_understood()
    if office and not _OFFICE.fullmatch(office):
        raise Refused(
            "office_name",
            N_("Nama kantor di alamat (office={name}) hanya boleh huruf kecil, angka, dan garis bawah."),
            name=office,
        )
    return Server(
        unquote(parts.username or ""), parts.hostname or "", str(port or ""), unquote(parts.path.lstrip("/")), office,
        MappingProxyType(words),
    )  # fmt: skip


def _not_understood() -> Refused:
    return Usage(
        "address_not_understood",
        N_("Alamat basis data tidak dipahami. Contoh: postgresql://kios1@192.168.1.10/loket"),
    )


def home_of(place: Place) -> Path:
    """Give the folder on this PC for what belongs to an office: log, recordings, reports, backups."""
    if isinstance(place, Path):
        return place.parent
    from platformdirs import user_data_path

    return user_data_path("loket", appauthor=False) / _slug(place)


def beside(place: Place, ending: str) -> Path:
    """Give the path of a small file (a lock, say) of an office on this PC; its folder exists for a server's office.

    Raises Trouble when that folder cannot be made.
    """
    if isinstance(place, Path):
        return place.with_name(place.name + ending)
    return made_folder(home_of(place)) / f"office{ending}"


def made_folder(folder: Path) -> Path:
    """Make a folder where there is none, and give it; raises Trouble when that is not allowed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(
            "folder_unwritable",
            N_("Folder {folder} tidak dapat dibuat. Periksa izinnya atau pilih tempat lain dengan --database."),
            folder=folder,
        ) from error
    return folder


def _slug(server: Server) -> str:
    """Name a server's office so that two offices never share a folder, and people recognise it."""
    words = re.sub(r"[^a-z0-9]+", "-", f"{server.host} {server.database} {server.office}".lower()).strip("-")
    exact = f"{server.host}:{server.port}/{server.database}/{server.office}/{sorted(server.settings.items())}"
    return f"{words}-{sha256(exact.encode()).hexdigest()[:8]}"
