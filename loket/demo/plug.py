"""A virtual printer whose plug can be pulled in the middle of a slip."""

from __future__ import annotations

from printers.port import Outcome
from printers.virtual import VirtualPort

PULLED, UNPLUGGED = "reset@9000", "refuse"
"""The line is cut after so many bytes; then nobody answers."""


class PluggedPort(VirtualPort):
    """A printer in memory. `breaks_next`: the next slip is cut off in the middle, and `fault` is then `then`."""

    breaks_next = False
    then = ""

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        """Print, unless the plug is pulled meanwhile."""
        if not self.breaks_next or self.fault:
            return super().print(fragments)
        self.breaks_next, self.fault = False, PULLED
        outcome = super().print(fragments)
        self.fault = self.then
        return outcome
