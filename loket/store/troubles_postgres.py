"""What PostgreSQL or the way to it reports, as a sentence that says what still holds and what to do."""

from __future__ import annotations

import psycopg
from psycopg import errors

from loket.errors import N_, Away, LoketError, Refused, Trouble
from loket.store.place import Server
from loket.store.troubles import busy, missing


def is_cut(error: BaseException) -> bool:
    """Tell whether an error means that the connection is of no use any more."""
    if isinstance(error, psycopg.Error) and error.sqlstate:
        return error.diag.severity_nonlocalized in ("FATAL", "PANIC")
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)


def trouble_of_server(error: psycopg.Error, server: Server) -> Exception:
    """Turn what the server or the way to it reports into Trouble or Refused; a mistake of ours stays what it is.

    No sentence repeats what the server said: it could hold a name or an address that is nobody's business.
    """
    if isinstance(error, errors.InsufficientPrivilege):
        return forbidden(server)
    if isinstance(error, errors.LockNotAvailable | errors.QueryCanceled | errors.DeadlockDetected):
        return busy()
    if isinstance(error, errors.DiskFull):
        return Trouble(
            "disk_full",
            N_("Diska server {place} penuh. Tidak ada yang hilang, tidak ada nomor terpakai. Kosongkan ruang di sana."),
            place=server,
        )
    if isinstance(error, errors.ReadOnlySqlTransaction):
        return Trouble(
            "database_unwritable",
            N_("Basis data {place} sedang hanya dapat dibaca. Yang tersimpan tetap aman; hubungi pengelola server."),
            place=server,
        )
    if isinstance(error, errors.UndefinedTable | errors.InvalidSchemaName | errors.UndefinedFunction):
        return missing(server)
    if isinstance(error, errors.DataCorrupted | errors.IndexCorrupted):
        return Trouble(
            "database_damaged",
            N_("Basis data {place} rusak. Jangan hapus apa pun; hubungi pengelola server, siapkan cadangan terakhir."),
            place=server,
        )
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return _at_the_door(error, server)
    return error


def _at_the_door(error: psycopg.Error, server: Server) -> LoketError:
    """Tell apart what happens while connecting; libpq gives words only, the server's codes where it has them."""
    said, state = str(error), getattr(error, "sqlstate", None) or ""
    if state.startswith("28") or "authentication failed" in said or "no password supplied" in said:
        return Trouble(
            "database_login",
            N_("Nama pengguna atau kata sandi basis data {place} ditolak. Simpan yang benar: loket database password"),
            place=server,
        )
    if state == "3D000" or ('database "' in said and "does not exist" in said):
        return Trouble(
            "database_unknown",
            N_("Server tidak mengenal basis data {place}. Minta pengelola server membuatnya, atau periksa alamatnya."),
            place=server,
        )
    if state == "53300" or "too many c" in said or "connection slots are reserved" in said:
        return Away(
            server,
            "server_full",
            N_(
                "Server {place} sudah penuh: terlalu banyak sambungan. Stasiun ini mencoba lagi sendiri; "
                "minta pengelola server menaikkan max_connections."
            ),
        )
    if state == "42501" or "permission denied" in said:
        return forbidden(server)
    if "SSL" in said and ("not support" in said or "certificate" in said or "required" in said):
        return Trouble(
            "database_insecure",
            N_("Sambungan ke {place} tidak dapat diamankan (TLS). Nyalakan ssl di server atau periksa sertifikatnya."),
            place=server,
        )
    return Away(server)


def forbidden(server: Server) -> Refused:
    """Say that this login of the database may not do that."""
    return Refused(
        "role_forbidden",
        N_("Akun basis data {place} tidak berhak melakukan itu. Pakai stasiun yang berhak, atau hubungi pengelola."),
        place=server,
    )
