"""Keep the catalogues: find every sentence in the code, merge translations, compile, check.

    python tools/texts.py extract            find the sentences, bring .pot, .po and .mo up to date
    python tools/texts.py merge FILE.json    put translations in: {"msgid": "english" or ["{n} person", "{n} people"]}
    python tools/texts.py missing            print what has no translation yet, as JSON ready to be filled in
    python tools/texts.py check              exit 1 and name everything that is untranslated, fuzzy or out of date

A sentence is found when it stands as a plain literal at ``t("…")``, ``texts("…")``, ``say("…")``, ``N_("…")`` or
``.count("…", n)`` (the last with one form in Indonesian and two in English). The output carries no dates and no line
numbers: the same sources always give the same files.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import hashlib
import io
import json
import os
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("loket", "ui", "printers")
SPEAKERS = frozenset({"t", "texts", "say", "N_"})
"""Names of callables whose first argument is a sentence; a leading underscore does not matter."""
LANGUAGE_CODES = frozenset({"id", "en"})
"""``wording.say("en")`` names a language, not a sentence."""

Translation = str | tuple[str, str]


@dataclass(slots=True)
class Sentence:
    """One msgid with the files that say it. `counted` sentences have plural forms."""

    text: str
    counted: bool = False
    files: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Harvest:
    """All sentences of the sources, and calls that cannot be translated (f-strings, sums)."""

    sentences: dict[str, Sentence] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


class FixedHeaders(Catalog):
    """A catalogue whose header never changes by itself."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Give the header lines, without dates and program versions."""
        lines = [("Project-Id-Version", "Loket"), ("MIME-Version", "1.0")]
        lines += [("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "8bit")]
        if self.locale is not None:
            lines += [("Language", str(self.locale)), ("Plural-Forms", "nplurals=2; plural=(n != 1);")]
        return lines

    @mime_headers.setter
    def mime_headers(self, headers: object) -> None:
        """Ignore the headers of a file that is read."""


# --- finding ----------------------------------------------------------------------------------------------------


def harvest(root: Path = ROOT) -> Harvest:
    """Read all sources under `root`; a file that does not parse counts as a fault."""
    found = Harvest()
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            try:
                tree = ast.parse(path.read_text(encoding="utf-8"), name)
            except SyntaxError as error:
                found.faults.append(f"{name}:{error.lineno}: does not parse: {error.msg}")
                continue
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and node.args:
                    _take(found, name, node)
    return found


def _take(found: Harvest, name: str, call: ast.Call) -> None:
    speaker = _speaker(call.func)
    counted = speaker == "count" and len(call.args) > 1
    if not counted and speaker not in SPEAKERS:
        return
    for literal in _literals(call.args[0]):
        if not isinstance(literal, ast.Constant):
            if speaker != "count" and any(isinstance(part, ast.Constant) for part in ast.walk(literal)):
                found.faults.append(f"{name}:{literal.lineno}: a sentence must be one plain literal, facts in braces")
            continue
        text = literal.value
        if not isinstance(text, str) or not text.strip() or (speaker == "say" and text in LANGUAGE_CODES):
            continue
        sentence = found.sentences.setdefault(text, Sentence(text))
        sentence.counted |= counted
        sentence.files.add(name)


def _speaker(func: ast.expr) -> str:
    if isinstance(func, ast.Call) and isinstance(func.func, ast.Attribute) and func.func.attr == "of":
        return "t"  # Texts.of(language)("…")
    name = func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""
    return name if name == "N_" else name.lstrip("_")


def _literals(node: ast.expr) -> Iterator[ast.Constant | ast.JoinedStr | ast.BinOp]:
    """Give the literals a first argument may become: `"a" if x else "b"` is two."""
    if isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _literals(value)
    elif isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
        yield node


# --- catalogues -------------------------------------------------------------------------------------------------


def _folder(root: Path) -> Path:
    return root / "data" / "texts"


def _po_path(root: Path, language: str = "en") -> Path:
    return _folder(root) / language / "LC_MESSAGES" / "loket.po"


def translations(root: Path = ROOT) -> dict[str, Translation]:
    """Read the English translations, those set aside (obsolete) too."""
    path = _po_path(root)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalog = read_po(file, locale="en")
    known: dict[str, Translation] = {}
    for message in [*catalog.obsolete.values(), *catalog]:
        if message.id and not message.fuzzy and _is_full(message.string):
            known[_key(message)] = message.string if isinstance(message.string, str) else _pair(message.string)
    return known


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _pair(forms: tuple[str, ...] | list[str]) -> tuple[str, str]:
    return (forms[0], forms[-1])


def _is_full(said: object) -> bool:
    return bool(said) if isinstance(said, str) else isinstance(said, tuple | list) and bool(said) and all(said)


def _said(sentence: Sentence, known: Translation | None) -> Translation:
    """Fit a known translation to the sentence: one form or two."""
    if sentence.counted:
        return ("", "") if known is None else (known, known) if isinstance(known, str) else known
    return "" if known is None else known if isinstance(known, str) else known[-1]


def _files(found: Harvest, known: dict[str, Translation], *, keep: bool) -> dict[str, bytes]:
    """Build the three files: template, English catalogue, compiled English catalogue."""
    template, english = FixedHeaders(charset="utf-8"), FixedHeaders(locale="en", charset="utf-8")
    for catalog in (template, english):
        catalog.header_comment = "# Texts of Loket. Written by tools/texts.py; do not edit by hand."
        catalog.fuzzy = False
    for text in sorted(found.sentences):
        sentence = found.sentences[text]
        places = [(name, 0) for name in sorted(sentence.files)]
        msgid = (text, text) if sentence.counted else text
        template.add(msgid, locations=places)
        english.add(msgid, _said(sentence, known.get(text)), locations=places)
    if keep:
        for text in sorted(set(known) - set(found.sentences)):
            said = known[text]
            english.obsolete[text] = Message(text if isinstance(said, str) else (text, text), said)
    pot, po, mo = io.BytesIO(), io.BytesIO(), io.BytesIO()
    write_po(pot, template, width=100, include_lineno=False)
    write_po(po, english, width=100, include_lineno=False)
    write_mo(mo, english)
    return {
        "loket.pot": pot.getvalue(),
        "en/LC_MESSAGES/loket.po": po.getvalue(),
        "en/LC_MESSAGES/loket.mo": mo.getvalue(),
    }


def write(root: Path, known: dict[str, Translation], *, keep: bool = True) -> Harvest:
    """Write all catalogues of `root` from its sources and `known`, each file at once or not at all."""
    found = harvest(root)
    for name, content in _files(found, known, keep=keep).items():
        path = _folder(root) / name
        if path.exists() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    return found


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """Let one process at a time change the catalogues."""
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"loket-texts-{name}.lock").open("w") as file:
        try:
            import fcntl  # not on Windows, where one developer works alone
        except ImportError:
            yield
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


# --- checking ---------------------------------------------------------------------------------------------------


def problems(root: Path = ROOT) -> list[str]:
    """Name everything that is wrong with the texts of `root`; an empty list means all is well."""
    found, known = harvest(root), translations(root)
    wrong = list(found.faults)
    for text, sentence in sorted(found.sentences.items()):
        said = _said(sentence, known.get(text))
        where = ", ".join(sorted(sentence.files))
        if not _is_full(said):
            wrong.append(f"{where}: no English for {text!r}")
            continue
        free = {"n"} if sentence.counted else set()  # "one person" may leave out the number
        forms = (said,) if isinstance(said, str) else said
        wrong += [
            f"{where}: the braces of {text!r} and of its English {form!r} differ"
            for form in forms
            if _facts(form) - free != _facts(text) - free
        ]
    for keep in (True, False):
        expected = _files(found, known, keep=keep)
        stale = [name for name, content in expected.items() if _read(_folder(root) / name) != content]
        if not stale:
            return wrong
    return [*wrong, *(f"data/texts/{name} is out of date: run tools/texts.py extract" for name in stale)]


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _facts(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {f"broken braces in {text!r}"}


# --- command line -----------------------------------------------------------------------------------------------


def _merge(root: Path, path: Path) -> int:
    given = json.loads(path.read_text(encoding="utf-8"))
    known = translations(root)
    for text, said in given.items():
        known[text] = said if isinstance(said, str) else _pair(said)
    found = write(root, known)
    unused = [text for text in given if text not in found.sentences]
    for text in unused:
        print(f"not (yet) in the code, set aside: {text!r}")
    print(f"{len(given) - len(unused)} translations in, {len(unused)} set aside.")
    return 0


def _missing(root: Path) -> int:
    found, known = harvest(root), translations(root)
    gaps = {
        text: ["", ""] if sentence.counted else ""
        for text, sentence in sorted(found.sentences.items())
        if not _is_full(_said(sentence, known.get(text)))
    }
    print(json.dumps(gaps, ensure_ascii=False, indent=1))
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand; gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", required=True)
    extract = commands.add_parser("extract")
    extract.add_argument("--prune", action="store_true", help="drop translations no sentence uses any more")
    commands.add_parser("merge").add_argument("file", type=Path)
    commands.add_parser("missing")
    commands.add_parser("check")
    chosen = parser.parse_args(arguments)
    root: Path = chosen.root
    if chosen.command == "missing":
        return _missing(root)
    if chosen.command == "check":
        wrong = problems(root)
        print("\n".join(wrong) if wrong else "texts: every sentence is translated and up to date.")
        return 1 if wrong else 0
    with locked(root):
        if chosen.command == "merge":
            return _merge(root, chosen.file)
        found = write(root, translations(root), keep=not chosen.prune)
    print(f"{len(found.sentences)} sentences.", *found.faults, sep="\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
