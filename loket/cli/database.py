"""Commands about an office's database on a server: make it ready, copy it, keep the password."""

from __future__ import annotations

import argparse
import sys
from getpass import getpass

from loket.cli.opening import database as place_asked
from loket.cli.opening import say
from loket.errors import N_, Refused, Usage
from loket.store.place import Server
from loket.texts import Texts

HOW_TO_USE = N_(
    "Pindahkan tiap berkas ke PC stasiunnya dan tunjuk dengan PGPASSFILE (atau simpan sebagai ~/.pgpass), atau "
    "masukkan kata sandinya ke gantungan kunci dengan: loket database password; lalu hapus berkas di sini."
)


def database(options: argparse.Namespace) -> None:
    """Run one of the words of ``loket database``."""
    if (options.what == "copy") != (options.target is not None):
        raise Usage("copy_where", N_("Tulis: loket database copy TEMPAT (berkas atau postgresql://…)"))
    if options.what == "copy":
        from loket.cli.keeping import copy

        copy(options)
        return
    place = place_asked(options)
    if not isinstance(place, Server):
        raise Usage(
            "not_a_server",
            N_("{path} bukan alamat server. Sebutkan dengan --database postgresql://NAMA@server/basisdata"),
            path=place,
        )
    {"prepare": _prepare, "password": _password}[options.what](options, place)


def _prepare(options: argparse.Namespace, server: Server) -> None:
    from loket.store.logins import logins_of
    from loket.store.preparing import WARNINGS, prepare

    made = prepare(server, logins_of(options.login), options.out, new_passwords=options.new_password)
    texts = Texts.of(options.lang)
    warnings = [(code, texts.say(WARNINGS[code], setting=setting)) for code, setting in made.warnings]
    result = {
        "database": str(server),
        "step": made.step,
        "roles": list(made.groups),
        "logins": [
            {"name": login.name, "role": login.role, "passfile": str(login.passfile) if login.passfile else None}
            for login in made.logins
        ],
        "warnings": [{"code": code, "sentence": sentence} for code, sentence in warnings],
    }
    say(options, result, N_("{place} siap. Peran: {roles}."), place=server, roles=", ".join(made.groups))
    if options.json:
        return
    for login in made.logins:
        facts = {"login": login.name, "role": login.role, "path": login.passfile}
        kept = N_("{login} ({role}): kata sandinya tetap.")
        print(texts.say(N_("{login} ({role}): kata sandi baru di {path}.") if login.passfile else kept, **facts))
    if any(login.passfile for login in made.logins):
        print(texts(HOW_TO_USE))
    for _, sentence in warnings:
        print(sentence)


def _password(options: argparse.Namespace, server: Server) -> None:
    from loket.store.server import keep_password

    question = Texts.of(options.lang).say(N_("Kata sandi {user} di {host}: "), user=server.user, host=server.host)
    secret = getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not secret:
        raise Refused("password_empty", N_("Kata sandi kosong; tidak ada yang disimpan."))
    keep_password(server, secret)
    say(options, {"database": str(server), "kept": True}, N_("Kata sandi untuk {place} tersimpan di gantungan kunci."),
        place=server)  # fmt: skip
