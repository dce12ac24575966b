"""The words of the command line. Every command is imported only when it runs."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from loket.cli import booking_words
from loket.errors import N_
from loket.texts import Texts

SLIPS = ("ticket", "receipt", "prescription", "complaint", "requirements", "carry-over", "closing", "appointment")
"""Kinds of slips, as loket.model.slip.SlipKind names them; not imported, so that every command starts fast."""


class Run:
    """A command by its place, `module:function`; imported when called."""

    def __init__(self, place: str) -> None:
        """Name the place below `loket.cli`."""
        self.place = place

    def __call__(self, options: argparse.Namespace) -> int | None:
        """Run it."""
        module, function = self.place.split(":")
        command: Callable[[argparse.Namespace], int | None] = getattr(
            importlib.import_module(f"loket.cli.{module}"), function
        )
        return command(options)


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line: what was not understood and where to read on."""

    def error(self, message: str) -> NoReturn:
        """Say what was not understood and end with 2."""
        said = Texts.of("id")(N_("Perintah tidak dipahami ({reason}). Lihat: {prog} --help"))
        short = " ".join(message.split())
        self.exit(2, "loket: " + said.format(reason=short, prog=self.prog) + "\n")


def _everywhere() -> argparse.ArgumentParser:
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument(
        "--database", default=argparse.SUPPRESS, metavar="PLACE", help="the office's file, or postgresql://…"
    )
    everywhere.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="one JSON object per result")
    everywhere.add_argument("--lang", choices=("id", "en"), default=argparse.SUPPRESS, help="language (id)")
    return everywhere


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; ends the process with 2 when it is not understood."""
    everywhere = _everywhere()
    parser = Parser(
        prog="loket", parents=[everywhere], description="Front-office queue and counters for public-service offices."
    )
    parser.add_argument("--version", action="store_true", help="show the version")
    parser.set_defaults(command=Run("launching:launcher"))
    words = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)

    def word(name: str, place: str, help_: str, parent: argparse._SubParsersAction = words) -> argparse.ArgumentParser:  # type: ignore[type-arg]
        made: argparse.ArgumentParser = parent.add_parser(name, parents=[everywhere], help=help_, description=help_)
        made.set_defaults(command=Run(place))
        return made

    _acts(word)
    _turns(word)
    _day(word)
    booking_words.add(word, Parser)
    _forecast(word)
    _paper(word)
    _stations(word)
    _database(word)
    options = parser.parse_args(arguments)
    for name, fallback in (("database", None), ("json", False), ("lang", "id")):
        if not hasattr(options, name):
            setattr(options, name, fallback)
    if options.version:
        options.command = Run("looking:version")
    return options


def _seq(text: str) -> int:
    """Read the number of a fact; raises ValueError for what no journal can hold."""
    seq = int(text)
    if not -1 < seq < 1 << 62:
        raise ValueError(text)
    return seq


Word = Callable[..., argparse.ArgumentParser]


def _acts(word: Word) -> None:
    init = word("init", "acts:init", "make a new office")
    init.add_argument("--starter", default="dinsos", metavar="NAME|FILE", help="a shipped starter or your own file")
    init.add_argument("--training", action="store_true", help="mark every screen and slip as training")
    take = word("take", "acts:take", "take a ticket")
    take.add_argument("service", metavar="SERVICE", help="letter or name")
    take.add_argument("--priority", metavar="GROUP", help="LANSIA, DISABILITAS, IBU_HAMIL, BALITA …")
    take.add_argument("--also", action="append", default=[], metavar="SERVICE", help="a further service, same number")
    call = word("call", "acts:call", "call the next visitor")
    call.add_argument("counter", type=int, metavar="COUNTER")
    call.add_argument("--number", metavar="NUMBER", help="call this one, waiting, parked or missed")
    call.add_argument("--reason", default="", metavar="TEXT", help="why this one, when it is not its turn")
    for name, help_ in (
        ("recall", "call the present visitor again"),
        ("start", "the called visitor is here"),
        ("finish", "the service is done"),
        ("absent", "the called visitor did not come"),
    ):
        word(name, f"acts:{name}", help_).add_argument("counter", type=int, metavar="COUNTER")
    undo = word("undo", "taking_back:undo", "take back the last act of a counter, or on a number")
    undo.add_argument("counter", nargs="?", type=int, metavar="COUNTER")
    undo.add_argument("--number", metavar="NUMBER", help="what happened to this number last")
    park = word("park", "acts:park", "put the present visitor aside")
    park.add_argument("counter", type=int, metavar="COUNTER")
    park.add_argument("--note", default="", metavar="TEXT")
    transfer = word("transfer", "acts:transfer", "send the present visitor on to another service")
    transfer.add_argument("counter", type=int, metavar="COUNTER")
    transfer.add_argument("service", nargs="?", metavar="SERVICE")
    transfer.add_argument("--to-counter", type=int, metavar="N", help="for this counter while it is manned")
    transfer.add_argument("--to-officer", default="", metavar="OFFICER", help="for this officer while on duty")
    transfer.add_argument("--note", default="", metavar="TEXT")
    for name, help_ in (("return", "a missed or parked visitor is back"), ("cancel", "a visitor leaves")):
        word(name, f"acts:{name}_", help_).add_argument("number", metavar="NUMBER")
    signin = word("signin", "acts:signin", "sign an officer in")
    signin.add_argument("counter", type=int, metavar="COUNTER")
    signin.add_argument("officer", metavar="OFFICER")
    signin.add_argument("--take-over", action="store_true", help="sign the other duty out first")
    word("signout", "acts:signout", "sign a counter's officer out").add_argument("counter", type=int, metavar="COUNTER")


def _turns(word: Word) -> None:
    why = word("why", "turns:why", "why has this number not been called yet?")
    why.add_argument("number", metavar="NUMBER")
    skip = word("skip", "turns:skip", "the called visitor is not here yet: somebody else first")
    skip.add_argument("counter", type=int, metavar="COUNTER")
    back = word("send-back", "turns:send_back", "send the present visitor back to the counter that sent them")
    back.add_argument("counter", type=int, metavar="COUNTER")
    back.add_argument("--note", default="", metavar="TEXT")
    postpone = word("postpone", "turns:postpone", "a visitor lets the next numbers go first (mundur)")
    postpone.add_argument("number", metavar="NUMBER")
    postpone.add_argument("--places", type=int, default=3, metavar="N")
    group = word("priority", "turns:priority", "correct a visitor's priority group")
    group.add_argument("number", metavar="NUMBER")
    group.add_argument("group", metavar="GROUP", help="a group of the office, or - for none")
    group.add_argument("--reason", default="", metavar="TEXT")
    readmit = word("readmit", "turns:readmit", "today's number for a carry-over slip")
    readmit.add_argument("code", nargs="+", metavar="CODE", help="the slip's code, or its number and code")
    fairness = word("fairness", "turns:fairness", "calls of a line between two early calls of priority visitors")
    fairness.add_argument("service", metavar="SERVICE")
    fairness.add_argument("between", metavar="N", help="1 … 20; - for no early calls")
    fairness.add_argument("--reason", default="", metavar="TEXT")
    skill = word("skill", "turns:skill", "an officer's level for a service")
    skill.add_argument("officer", metavar="OFFICER")
    skill.add_argument("service", metavar="SERVICE")
    skill.add_argument("level", type=int, metavar="LEVEL", help="2 ordinary, 1 helps out, 0 only if nothing else")
    skill.add_argument("--reason", default="", metavar="TEXT")
    permit = word("permit", "turns:permit", "let an officer call chosen numbers out of turn, or no longer")
    permit.add_argument("officer", metavar="OFFICER")
    permit.add_argument("what", choices=("choose", "no-choice"))
    permit.add_argument("--reason", default="", metavar="TEXT")


def _day(word: Word) -> None:
    word("status", "looking:status", "the office at a glance")
    journal = word("journal", "looking:journal", "the facts, one JSON object a line")
    journal.add_argument("--since", type=_seq, default=0, metavar="N", help="only facts after number N")
    journal.add_argument("--follow", action="store_true", help="wait for new facts")
    word("verify", "looking:verify", "check the journal and the tables")
    backup = word("backup", "keeping:backup", "copy the office into a file, while stations work")
    backup.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    restore = word("restore", "keeping:restore", "bring the office back from a backup")
    restore.add_argument("backup", type=Path, metavar="FILE")
    restore.add_argument("--replace", action="store_true", help="also where there is an office; it is kept aside")
    day = word("day", "day:day", "open or close the office day")
    day.add_argument("what", choices=("open", "close", "carry-over"))
    day.add_argument("--reason", default="", metavar="TEXT", help="with carry-over: what the slips say")
    day.add_argument("--undo", action="store_true", help="with close, carry-over: take it back")
    day.add_argument("--forgotten", action="store_true", help="with close: end visits that nobody has finished")
    day.add_argument("--print", action="store_true", help="with close: print the strip of the closed day")
    service = word("service", "acts:service", "open or close a service")
    service.add_argument("what", choices=("open", "close"))
    service.add_argument("service", metavar="SERVICE")
    service.add_argument("--reason", default="", metavar="TEXT", help="what the public is told")
    report = word("report", "paper:report", "write a report as PDF")
    report.add_argument("what", choices=("day", "promise"), help="the day (berita acara), or a month's told waits")
    report.add_argument("--date", metavar="YYYY-MM-DD", help="the day (the present one)")
    report.add_argument("--month", metavar="YYYY-MM", help="the month of the told waits (the present one)")
    report.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    _simulate(word)
    bench = word("bench", "bench:bench", "measure, as ratios to one durable commit")
    bench.add_argument("names", nargs="*", metavar="NAME", help="names or numbers of scenarios; all when none is given")
    bench.add_argument("--list", action="store_true", help="name all scenarios and their targets")
    bench.add_argument("--scale", type=float, default=1.0, metavar="X", help="more (or fewer) rounds")
    bench.add_argument("--years", type=Path, metavar="FOLDER", help="keep long histories here for the next run")


def _forecast(word: Word) -> None:
    forecast = word("forecast", "forecast:score_", "how good the told waits are, and how often they were kept")
    verbs = forecast.add_subparsers(metavar="WHAT", parser_class=Parser, required=True)
    score = word("score", "forecast:score_", "replay a log and judge the forecast beside other methods", verbs)
    score.add_argument("--tickets", type=Path, metavar="CSV", help="who waited; the office's own log when not given")
    score.add_argument("--questions", type=Path, metavar="CSV", help="what was asked, with the answers")
    score.add_argument("--test-from", metavar="YYYY-MM-DD", help="first day to judge (the last third of the days)")
    score.add_argument("--from", metavar="YYYY-MM-DD", dest="first", help="own log: first day to judge (30 days ago)")
    score.add_argument("--to", metavar="YYYY-MM-DD", dest="last", help="own log: last day to judge (today)")
    score.add_argument("--simulated", action="store_true", help="offices that are made up: the rule, breaks, skills")
    score.add_argument("--offices", type=int, metavar="N", help="made up: how many (6)")
    score.add_argument("--days", type=int, metavar="N", help="made up: days of each (40), judged from 26")
    score.add_argument("--seed", type=int, metavar="S", help="made up: which ones (1)")
    promise = word("promise", "forecast:promise", "how many were called before the end they were told", verbs)
    promise.add_argument("--month", metavar="YYYY-MM", help="the present month when not given")


def _simulate(word: Word) -> None:
    simulate = word("simulate", "simulate:simulate", "what if? play days of this office, or of one that is made up")
    simulate.add_argument("--now", action="store_true", help="from the present line: who comes now, and with changes")
    simulate.add_argument("--promise", metavar="SHARE/MIN", help="what is promised (80%%/15)")
    for name in ("open", "close"):
        simulate.add_argument(
            f"--{name}",
            action="append",
            nargs="+",
            metavar=("N", "HH.MM-HH.MM"),
            help=f"try: {name} a counter; with --now without hours: until closing",
        )
    simulate.add_argument("--days", type=int, metavar="N", help="days to play (200)")
    simulate.add_argument("--seed", type=int, default=1, metavar="S", help="which days (1)")
    simulate.add_argument("--visitors", type=float, metavar="N", help="of an office that is made up: visitors a day")
    simulate.add_argument("--service-minutes", type=float, metavar="MIN", help="its mean service time (8)")
    simulate.add_argument("--counters", type=int, metavar="N", help="its counters (4)")
    simulate.add_argument("--disciplines", action="store_true", help="the rule of the queue beside eight others")


def _paper(word: Word) -> None:
    _printer(word)
    spool = word("spool", "paper:spool", "print the waiting slips")
    spool.add_argument("--once", action="store_true", help="end when nothing is waiting")
    reprint = word("reprint", "acts:reprint", "print a ticket once more")
    reprint.add_argument("number", metavar="NUMBER")
    reprint.add_argument("--printer", metavar="NAME", help="where, if not where it came out before")
    slip = word("slip", "slip:slip", "write a slip as .png, .bin (ESC/POS) or .pdf, or print it")
    slip.add_argument("kind", metavar="KIND", help=", ".join(SLIPS) + "; a number alone: its ticket")
    slip.add_argument("number", nargs="?", metavar="NUMBER", help="of the ticket; for requirements also a service")
    slip.add_argument("--date", metavar="YYYY-MM-DD")
    slip.add_argument("--width", type=int, metavar="DOTS", help="with --out (576)")
    slip.add_argument("--out", type=Path, metavar="FILE")
    slip.add_argument("--print", nargs="?", const="", metavar="PRINTER", help="print it (at PRINTER)")
    slip.add_argument("--layout", choices=("raster", "native"), help="with --out: how it is sent (raster)")
    slip.add_argument("--copy", type=int, metavar="N", help="draw it as the N-th copy")
    slip.add_argument("--facts", type=Path, metavar="FILE.json", help="the slip's words; - reads what is piped in")
    slip.add_argument("--example", action="store_true", help="show what a file of facts holds")
    slip.add_argument("--promised", metavar="YYYY-MM-DD", help="receipt: last day of the result")
    slip.add_argument("--received", action="append", metavar="TEXT", help="receipt: a paper handed in")
    slip.add_argument("--missing", action="append", metavar="TEXT", help="requirements: a paper the visitor lacks")
    slip.add_argument("--day", metavar="YYYY-MM-DD", help="carry-over: the day it is valid (the next day of work)")
    slip.add_argument("--reason", default="", metavar="TEXT", help="carry-over: why")


def _printer(word: Word) -> None:
    printer = word("printer", "printer:page", "set up printers, look after them, play one")
    verbs = printer.add_subparsers(metavar="WHAT", parser_class=Parser)

    def verb(name: str, help_: str, function: str = "") -> argparse.ArgumentParser:
        return word(name, f"printer:{function or name}", help_, verbs)

    add = verb("add", "add a printer, or change the one of that name")
    add.add_argument("name", metavar="NAME")
    add.add_argument("url", metavar="URL", help="tcp://host:port, file:///dev/usb/lp0 …")
    add.add_argument("--width", type=int, default=576, metavar="DOTS", help="576, 512 or 384 dots")
    add.add_argument("--no-cutter", action="store_true", help="paper is torn off by hand")
    add.add_argument("--layout", choices=("raster", "native"), help="native: few bytes, for slow serial lines")
    add.add_argument("--slips", metavar="KIND,…", help="what it prints (all): " + ", ".join(SLIPS))
    add.add_argument("--spare", metavar="NAME", help="who takes over when it cannot print; - for nobody")
    add.add_argument("--pc", metavar="HOST", help="the PC it hangs on (this one, for a device)")
    verb("list", "list the printers", "list_")
    for name, help_ in (
        ("remove", "forget a printer"),
        ("test", "print the test slip"),
        ("status", "ask a printer how it is"),
        ("roll", "a new roll is in"),
    ):
        verb(name, help_).add_argument("name", metavar="NAME")
    jobs = verb("jobs", "list the last print jobs")
    jobs.add_argument("name", nargs="?", metavar="NAME")
    jobs.add_argument("--limit", type=int, default=50, metavar="N")
    again = verb("reprint", "print any slip once more")
    again.add_argument("job", type=_seq, metavar="JOB")
    again.add_argument("--printer", metavar="NAME")
    verb("log", "the day at the printers, in sentences").add_argument("--date", metavar="YYYY-MM-DD")
    find = verb("find", "look for printers")
    find.add_argument("--network", action="store_true", help="in the network, too")
    simulate = verb("simulate", "play a printer at a TCP port")
    simulate.add_argument("--port", type=int, required=True, metavar="P")
    simulate.add_argument("--fault", default="", metavar="F", help="out, cover@300, stall@20000 …; list: their names")
    simulate.add_argument("--width", type=int, default=576, metavar="DOTS")
    simulate.add_argument("--out", type=Path, metavar="FOLDER", help="keep each paper as a picture")


def _stations(word: Word) -> None:
    shot = word("shot", "pictures:shot", "paint a screen into a PNG")
    shot.add_argument("screen", nargs="?", metavar="SCREEN")
    shot.add_argument("--state", metavar="S")
    shot.add_argument("--size", metavar="WxH")
    shot.add_argument("--theme", choices=("light", "dark", "contrast"))
    shot.add_argument("--out", type=Path, metavar="FILE.png")
    shot.add_argument("--list", action="store_true", help="screens and their states")
    demo = word("demo", "demo:demo", "the whole office on one machine, with simulated visitors")
    demo.add_argument("--headless", action="store_true", help="without a display; leaves its evidence in --out")
    demo.add_argument("--out", type=Path, metavar="DIR")
    demo.add_argument("--pace", type=float, default=None, metavar="X", help="how many times faster than life")
    for name, help_ in (
        ("kiosk", "the ticket kiosk"),
        ("display", "the hall display"),
        ("paper", "the paper of a virtual printer, on screen"),
        ("printers", "the printer page: set printers up, see what was printed"),
    ):
        station = word(name, f"stations:{name}", help_)
        _placed(station)
        if name == "kiosk":
            _has_printer(station)
        if name == "display":
            station.add_argument("--mute", action="store_true", help="does not speak")
            station.add_argument(
                "--layout", choices=("auto", "list", "grid"), default="auto", help="grid: every counter"
            )
    counter = word("counter", "stations:counter", "a counter officer's screen")
    counter.add_argument("counter", nargs="?", type=int, metavar="N")
    _placed(counter)
    _has_printer(counter)


def _database(word: Word) -> None:
    database = word("database", "database:database", "make a server's database ready, copy an office, keep a password")
    database.add_argument("what", choices=("prepare", "copy", "password"))
    database.add_argument("target", nargs="?", metavar="PLACE", help="where to copy the office")
    database.add_argument(
        "--login", action="append", default=[], metavar="NAME=ROLE", help="kiosk, hall, counter, supervisor or owner"
    )
    database.add_argument("--out", type=Path, metavar="DIR", help="where new passwords are written, a file each")
    database.add_argument("--new-password", action="store_true", help="also for logins that have one")


def _has_printer(station: argparse.ArgumentParser) -> None:
    station.add_argument(
        "--printer", metavar="NAME", help='the printer that stands here; remembered; "" for none of its own'
    )


def _placed(station: argparse.ArgumentParser) -> None:
    station.epilog = "Ctrl+Alt+Q closes a station, full screen or not."
    station.add_argument("--screen", type=int, metavar="N", help="monitor, counted from 1 at the left; remembered")
    station.add_argument("--window", action="store_true", help="in a window instead of the full screen")
    station.add_argument("--theme", choices=("light", "dark", "contrast"))
    station.add_argument("--name", metavar="NAME", help="the station's own name; a display's place is kept under it")
