"""What SQLite or the system reports, as a sentence that says what still holds and what to do."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from loket.errors import N_, Refused, Trouble
from loket.store.place import Place


def busy() -> Trouble:
    """Say that others do not let go."""
    return Trouble(
        "database_busy",
        N_("Basis data sedang dipakai terus-menerus oleh stasiun lain. Tunggu sebentar, lalu coba lagi."),
    )


def missing(place: Place) -> Trouble:
    """Say that there is no office."""
    return Trouble(
        "database_missing", N_("Belum ada kantor di {path}. Buat dahulu: loket init --starter dinsos"), path=place
    )


def occupied(place: Place) -> Refused:
    """Say that there is an office already where one was to be copied or restored."""
    return Refused(
        "office_exists",
        N_(
            "Sudah ada kantor di {path}. Pakai tempat lain, atau ganti dengan cadangan: loket restore BERKAS "
            "--replace; yang lama disimpan."
        ),
        path=place,
    )


def newer(place: Place, version: int) -> Trouble:
    """Say that the tables are of a newer Loket."""
    return Trouble(
        "database_newer",
        N_("Basis data {path} dibuat oleh Loket yang lebih baru (versi {version}). Perbarui Loket di PC ini."),
        path=place,
        version=version,
    )


def trouble_of(error: sqlite3.Error | OSError, path: Path) -> Exception:
    """Turn what SQLite or the system reports into a Trouble; a mistake of ours stays what it is."""
    text = str(error).lower()
    code = getattr(error, "sqlite_errorname", "") or ""
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError | sqlite3.InterfaceError):
        return error
    if "full" in text or code.startswith("SQLITE_FULL") or getattr(error, "errno", None) in (errno.EFBIG, errno.ENOSPC):
        return Trouble(
            "disk_full",
            N_("Diska penuh. Tidak ada yang hilang dan tidak ada nomor terpakai. Kosongkan ruang di {folder}."),
            folder=path.parent,
        )
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "malformed" in text or "not a database" in text:
        return Trouble(
            "database_damaged",
            N_(
                "Berkas basis data {path} rusak dan tidak diubah. Jangan hapus berkas itu. Pulihkan dari folder "
                "cadangan, atau buka kantor baru dengan --database."
            ),
            path=path,
        )
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")) or isinstance(error, OSError):
        return Trouble(
            "database_unwritable",
            N_("Basis data {path} tidak dapat dibuka atau ditulisi. Periksa folder dan izinnya, lalu coba lagi."),
            path=path,
        )
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return busy()
    if code.startswith("SQLITE_IOERR"):  # also what a quota or a limit on file sizes looks like
        return Trouble(
            "disk_trouble",
            N_(
                "Diska tidak dapat dibaca atau ditulis ({folder}). Yang sudah tersimpan tetap aman. Periksa diska dan "
                "ruang kosongnya, lalu coba lagi."
            ),
            folder=path.parent,
        )
    return error
