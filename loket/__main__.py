"""`python -m loket` is the `loket` command."""

import sys

from loket.cli import main

sys.exit(main())
