"""The house rules that a machine can hold: sizes, names, docstrings, colours, texts, failures, icons, Qt."""

from __future__ import annotations

import ast
import re
import sys
import tokenize
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("loket", "ui", "printers")
MOST_LINES, MOST_LINES_OF_A_FUNCTION, MOST_LINES_OF_A_CLASS = 400, 50, 250
BANNED_WORDS = {"util", "utils", "helper", "helpers", "manager", "common", "misc"}
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@cache
def sources(*folders: str) -> tuple[Path, ...]:
    """Give all Python files below `folders`."""
    return tuple(sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")))


@cache
def tree(path: Path) -> ast.Module:
    """Parse a file once; every node learns its `parent`."""
    module = ast.parse(path.read_text(encoding="utf-8"), str(path))
    for node in ast.walk(module):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    return module


@cache
def comments(path: Path) -> dict[int, str]:
    """Give the comments of a file by line."""
    with path.open("rb") as file:
        return {t.start[0]: t.string for t in tokenize.tokenize(file.readline) if t.type == tokenize.COMMENT}


def nodes(*folders: str) -> Iterator[tuple[Path, ast.AST]]:
    """Walk all nodes of all files below `folders`."""
    for path in sources(*folders):
        for node in ast.walk(tree(path)):
            yield path, node


def at(path: Path, node: ast.AST, text: str = "") -> str:
    """Name a place."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)} {text}".strip()


def name_of(func: ast.expr) -> str:
    """Give the last name of what is called: `a.b.c()` is "c"."""
    return func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""


def ancestors(node: ast.AST) -> Iterator[ast.AST]:
    """Give everything `node` stands in, the nearest first."""
    while (parent := getattr(node, "parent", None)) is not None:
        yield parent
        node = parent


def hold(offences: list[str]) -> None:
    """Fail with every offence on a line of its own."""
    if offences:
        pytest.fail("\n".join(offences), pytrace=False)


# --- sizes, names, docstrings -------------------------------------------------------------------------------------


def test_no_file_is_too_long() -> None:
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in sources(*SHIPPED, "tools", "tests")}
    hold([f"{path.relative_to(ROOT)}: {n} lines" for path, n in lengths.items() if n > MOST_LINES])


def test_no_function_and_no_class_is_too_long() -> None:
    long = []
    for path, node in nodes(*SHIPPED, "tools"):
        if isinstance(node, Definition):
            most = MOST_LINES_OF_A_CLASS if isinstance(node, ast.ClassDef) else MOST_LINES_OF_A_FUNCTION
            if isinstance(node, ast.ClassDef) and "Protocol" in map(name_of, node.bases):
                most = MOST_LINES  # a list of promises has no inside
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > most:
                long.append(at(path, node, f"{node.name}: {lines} lines"))
    hold(long)


def test_names_say_what_a_thing_is() -> None:
    vague = []
    for path in sources(*SHIPPED, "tools"):
        if BANNED_WORDS & set(path.stem.split("_")):
            vague.append(at(path, tree(path)))
        for node in ast.walk(tree(path)):
            if isinstance(node, Definition):
                words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", node.name)
                if BANNED_WORDS & {word.lower() for word in words}:
                    vague.append(at(path, node, node.name))
    hold(vague)


def is_public(node: Definition) -> bool:
    """Tell whether others use it: module level or in a public class, no underscore, not Qt's own name."""
    if node.name.startswith("_") or (not isinstance(node, ast.ClassDef) and re.search("[a-z][A-Z]", node.name)):
        return False
    parent = next(ancestors(node))
    return isinstance(parent, ast.Module) or (isinstance(parent, ast.ClassDef) and is_public(parent))


def test_everything_public_says_what_it_is_for() -> None:
    mute = [
        at(path, node, node.name)
        for path, node in nodes(*SHIPPED, "tools")
        if isinstance(node, Definition) and is_public(node) and not ast.get_docstring(node) and not is_override(node)
    ]
    mute += [
        at(path, tree(path), "module")
        for path in sources(*SHIPPED, "tools")
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(tree(path))
    ]
    hold(mute)


QT_NAMES = {"event", "changed", "paint", "text"}
"""Lower-case Qt methods that our classes override."""


def is_override(node: Definition) -> bool:
    """Tell whether a method only fills in what Qt or an overload declares."""
    return node.name in QT_NAMES or any(
        name_of(d) in {"overload", "override", "setter"} for d in node.decorator_list if not isinstance(d, ast.Call)
    )


def test_every_room_stands_on_a_floor() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    floors = " ".join(project["tool"]["importlinter"]["contracts"][0]["layers"])
    rooms = {
        path.stem
        for path in (ROOT / "loket").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").exists()
    }
    hold(
        [
            f"loket.{room} is on no floor of pyproject.toml"
            for room in rooms
            if not re.search(rf"\bloket\.{room}\b", floors)
        ]
    )


# --- failures -----------------------------------------------------------------------------------------------------


def test_no_failure_is_swallowed() -> None:
    swallowed = []
    for path, node in nodes(*SHIPPED, "tools"):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = [node.type] if not isinstance(node.type, ast.Tuple) else node.type.elts
        broad = any(kind is None or name_of(kind) in {"Exception", "BaseException"} for kind in caught)
        inside = [inner for statement in node.body for inner in ast.walk(statement)]
        told = any(
            isinstance(inner, ast.Raise) or (isinstance(inner, ast.Call) and name_of(inner.func) == "exception")
            for inner in inside
        )
        if broad and not told:
            swallowed.append(at(path, node, "broad, and neither logged with .exception() nor raised again"))
        lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
        explained = any(line in comments(path) for line in lines)
        if all(isinstance(statement, ast.Pass) for statement in node.body) and not explained:
            swallowed.append(at(path, node, "silent, and no comment says why"))
    hold(swallowed)


# --- looks --------------------------------------------------------------------------------------------------------

HEX_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})(?![0-9A-Za-z])")
THE_THEME = "ui/theme"


def test_colours_come_from_the_theme() -> None:
    stray = []
    for path, node in nodes(*SHIPPED):
        if str(path.relative_to(ROOT)).startswith(THE_THEME) or in_docstring(node):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and HEX_COLOUR.search(node.value):
            stray.append(at(path, node, node.value))
        if path.is_relative_to(ROOT / "ui") and is_literal_colour(node):
            stray.append(at(path, node, "a colour of Qt"))
    hold(stray)


def is_literal_colour(node: ast.AST) -> bool:
    """Tell whether `node` is ``QColor(1, 2, 3)`` or ``Qt.GlobalColor.red``."""
    if isinstance(node, ast.Call) and name_of(node.func) == "QColor":
        return any(isinstance(argument, ast.Constant) for argument in node.args)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
        return node.value.attr == "GlobalColor" and node.attr != "transparent"
    return False


def test_there_is_one_style_sheet_and_no_effect() -> None:
    stray = [
        at(path, node, name_of(node.func))
        for path, node in nodes("ui")
        if isinstance(node, ast.Call)
        and not str(path.relative_to(ROOT)).startswith(THE_THEME)
        and (name_of(node.func) == "setStyleSheet" or name_of(node.func).startswith("QGraphics"))
    ]
    hold(stray)


def icon_names() -> Iterator[tuple[str, str]]:
    """Give every icon that the code names, with its place."""
    for path, node in nodes("ui"):
        if not isinstance(node, ast.Call):
            continue
        whose = node.func.value if isinstance(node.func, ast.Attribute) else None
        position = {"pixmap": 0, "draw": 2}.get(name_of(node.func), 99) if name_of_value(whose) == "icons" else 99
        named = [keyword.value for keyword in node.keywords if keyword.arg == "icon"]
        named += node.args[position : position + 1]
        filled = any(k.arg == "fill" and isinstance(k.value, ast.Constant) and k.value.value for k in node.keywords)
        for argument in named:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                yield at(path, node), argument.value + ("-fill" if filled and whose is not None else "")


def name_of_value(node: ast.expr | None) -> str:
    """Give the name of a plain or dotted value."""
    return "" if node is None else name_of(node)


def starter_icons() -> Iterator[tuple[str, str]]:
    """Give every icon that a shipped starter office names."""
    for path in sorted((ROOT / "data" / "starters").glob("**/*")):
        if path.suffix in {".toml", ".json", ".yaml"}:
            for match in re.finditer(r"\bicon\"?\s*[=:]\s*\"([^\"]+)\"", path.read_text(encoding="utf-8")):
                yield str(path.relative_to(ROOT)), match.group(1)


def test_every_icon_has_its_picture() -> None:
    folder = ROOT / "data" / "icons"
    missing = [
        f"{where}: {name}"
        for where, name in [*icon_names(), *starter_icons()]
        if not (folder / f"{name}.svg").is_file()
    ]
    hold(missing)


# --- texts --------------------------------------------------------------------------------------------------------

SENTENCE = re.compile(r"[A-Za-zÀ-ÿ]{2,}[,;:.!?]? [A-Za-zÀ-ÿ]{2,}")
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
SPEAKERS = {"t", "texts", "say", "N_", "count", "of"}
NOT_FOR_PEOPLE = {"debug", "info", "warning", "error", "exception", "critical", "log", "compile", "getLogger"}
SHOWS = {
    "setText", "setWindowTitle", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setPlaceholderText",
    "setStatusTip", "setTitle", "addTab", "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox",
}  # fmt: skip


def in_docstring(node: ast.AST) -> bool:
    """Tell whether a literal stands alone as a statement: a docstring."""
    return isinstance(getattr(node, "parent", None), ast.Expr)


def is_spoken_or_technical(node: ast.AST) -> bool:
    """Tell whether a literal goes through the catalogue, into a log, or into an error that is a bug."""
    for parent in ancestors(node):
        if isinstance(parent, ast.Call) and name_of(parent.func).lstrip("_") in SPEAKERS | NOT_FOR_PEOPLE | {"N_"}:
            return True
        if isinstance(parent, ast.Raise | ast.Assert):
            return True
        if isinstance(parent, ast.stmt) and not isinstance(parent, ast.Expr | ast.Assign | ast.AnnAssign | ast.Return):
            return False
    return False


def is_for_people(path: Path, node: ast.Constant) -> bool:
    """Tell whether a literal of a screen or a slip would reach a person untranslated."""
    if not isinstance(node.value, str) or in_docstring(node) or is_spoken_or_technical(node):
        return False
    parent = next(ancestors(node))
    shown = isinstance(parent, ast.Call) and name_of(parent.func) in SHOWS and WORD.search(node.value)
    return bool(shown or SENTENCE.search(node.value)) and "not for people" not in comments(path).get(node.lineno, "")


@pytest.mark.parametrize("folder", ["ui", "printers"])
def test_no_sentence_reaches_people_past_the_catalogue(folder: str) -> None:
    """Sample data of pictures (`shots.py`) and the style sheet are no sentences; `# not for people` marks the rest."""
    stray = [
        at(path, node, repr(node.value))
        for path, node in nodes(folder)
        if isinstance(node, ast.Constant)
        and path.stem not in {"shots", "samples", "theme", "sheet"}
        and is_for_people(path, node)
    ]
    hold(stray)


# --- Qt -----------------------------------------------------------------------------------------------------------


def test_screens_never_sleep() -> None:
    stray = [
        at(path, n) for path, n in nodes("ui") if isinstance(n, ast.Call) and name_of(n.func) in {"sleep", "msleep"}
    ]
    hold(stray)


def test_qt_is_a_version_that_keeps_python_alive() -> None:
    from PySide6 import __version_info__

    assert (6, 11) <= __version_info__[:2] < (6, 12), "see docs/decisions/0008-pin-pyside6.md"


def test_a_qt_call_does_not_drop_a_reference_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 lost one per call and aborted after a minute of animation (PYSIDE-3474)."""
    from PySide6.QtWidgets import QWidget

    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(500):
        widget.update()
    assert before - sys.getrefcount(None) < 250
