"""The front door: reads the command, builds what it needs, starts it, and turns failures into one clear line.

Exit codes are a contract for scripts: 0 done; 1 refused by a rule, or a check failed; 2 usage (the parser's complaint,
or `Usage` from wherever what was typed is read); 3 trouble (disk, printer, database).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from loket.errors import Refused, Trouble, Usage

DONE, REFUSED, USAGE, TROUBLE = 0, 1, 2, 3


def _code(error: Refused | Trouble) -> int:
    if isinstance(error, Usage):
        return USAGE
    return REFUSED if isinstance(error, Refused) else TROUBLE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    from loket.cli.fitting import require_fit
    from loket.cli.log import quiet
    from loket.cli.parser import parse

    options = parse(arguments)
    quiet()
    try:
        require_fit(options, options.command.place)
        return int(options.command(options) or DONE)
    except (Refused, Trouble) as error:
        from loket.texts import Texts

        print(f"loket: {' '.join(Texts.of(options.lang).failure(error).split())}", file=sys.stderr)
        return _code(error)
    except BrokenPipeError:
        # The reader (head, less) has gone; nothing is wrong. Keep the interpreter from flushing into nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130
