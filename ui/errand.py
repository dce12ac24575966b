"""What a screen hands to a thread, and how the GUI thread gives back what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from loket.errors import LoketError

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Errand:
    """Work for a thread, who is told of its end, and what came of it: a result or an error."""

    work: Callable[..., Any]
    done: Callable[[Any], None] | None
    failed: Callable[[LoketError], None] | None
    result: Any = None
    error: BaseException | None = None


def answer(errand: Errand) -> None:
    """Tell in the GUI thread what came of an errand, if the screen that asked still exists; a bug is raised again."""
    if errand.error is None:
        if errand.done is not None and still_there(errand.done):
            errand.done(errand.result)
    elif isinstance(errand.error, LoketError):
        if errand.failed is not None and still_there(errand.failed):
            errand.failed(errand.error)
        else:
            log.warning("nobody asked about: %s", errand.error)
    else:
        raise errand.error


def still_there(callback: Callable[..., None]) -> bool:
    """Tell whether the screen that asked still exists."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
