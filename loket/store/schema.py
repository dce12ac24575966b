"""The tables, as SQL for SQLite (STRICT). Instants are UTC text, ISO 8601 with microseconds and "Z"; days ISO dates.

Growth: an office's tenth year must be as fast as its first. So every hot query goes through the primary key or a
partial index on what is still open: `legs_open` holds only open legs.

One press is one small write. A ticket touches three pages (its leg, the index of open legs, its fact), so what could
be a row of its own is none: the first leg of a visit carries what belongs to the visit (`language` … `job`); the last
number of a letter is the largest key of its legs; and a slip that waits to be printed is the fact that ordered it,
until a printer takes it up (`print_jobs`). `legs.key` is day, letter, sequence and ordinal in one integer
(`loket.model.numbering.place`): unique, in the order of the day, and found from a visit's id.
"""

PAGE_SIZE = 2048
"""Bytes of a page; measured: six pages of 2 KB commit in 1.23 times, of 4 KB in 1.32 times, the time of one."""

APPLICATION_ID = 0x4C4F4B54
""""LOKT": marks the file as Loket's."""

SET_UP_MARKS = ("catalogue", "face", "rules", "holidays")
"""Rows of `marks` that belong to the set-up."""

_REVISED = "UPDATE marks SET value = value + 1 WHERE name = 'revision'"

_REVISIONS = (
    "INSERT INTO marks (name, value) VALUES ('revision', '0')",
    *(
        f"CREATE TRIGGER {table}_{event.lower()} AFTER {event} ON {table} BEGIN {_REVISED}; END"
        for table in ("services", "counters", "officers", "days", "duties")
        for event in ("INSERT", "UPDATE", "DELETE")
    ),
    *(
        f"CREATE TRIGGER marks_{event.lower()} AFTER {event} ON marks "
        f"WHEN NEW.name IN {SET_UP_MARKS} BEGIN {_REVISED}; END"
        for event in ("INSERT", "UPDATE")
    ),
)
"""Every change of what stations remember raises the revision (`loket.store.memo`)."""

TABLES = (
    """CREATE TABLE marks (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE services (
        code TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        record TEXT NOT NULL CHECK (json_valid(record))
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE counters (
        number INTEGER PRIMARY KEY,
        record TEXT NOT NULL CHECK (json_valid(record))
    ) STRICT""",
    """CREATE TABLE officers (
        code TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        record TEXT NOT NULL CHECK (json_valid(record))
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE duties (
        id INTEGER PRIMARY KEY,
        counter INTEGER NOT NULL REFERENCES counters (number),
        officer TEXT NOT NULL REFERENCES officers (code),
        signed_in_at TEXT NOT NULL,
        break_since TEXT,
        signed_out_at TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX duties_counter ON duties (counter) WHERE signed_out_at IS NULL",
    "CREATE UNIQUE INDEX duties_officer ON duties (officer) WHERE signed_out_at IS NULL",
    """CREATE TABLE days (
        day TEXT PRIMARY KEY,
        opened_at TEXT NOT NULL,
        first_seq INTEGER NOT NULL,
        always_open INTEGER NOT NULL DEFAULT 0 CHECK (always_open IN (0, 1)),
        closed_at TEXT,
        clock_was TEXT,
        clock_day TEXT
    ) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX days_unclosed ON days (closed_at IS NULL) WHERE closed_at IS NULL",
    """CREATE TABLE legs (
        key INTEGER PRIMARY KEY,
        visit TEXT NOT NULL,
        number TEXT NOT NULL,
        day TEXT NOT NULL,
        service TEXT NOT NULL,
        state TEXT NOT NULL,
        key_at TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        priority TEXT,
        counter INTEGER,
        officer TEXT,
        called_at TEXT,
        last_called_at TEXT,
        calls INTEGER NOT NULL DEFAULT 0,
        started_at TEXT,
        ended_at TEXT,
        note TEXT NOT NULL DEFAULT '',
        moved_at TEXT,
        language TEXT,
        told_low_s INTEGER,
        told_high_s INTEGER,
        told_base_s INTEGER,
        missing TEXT,
        job INTEGER
    ) STRICT""",
    "CREATE INDEX legs_open ON legs (day, state, service, key_at) WHERE ended_at IS NULL",
    """CREATE TABLE facts (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        visit TEXT,
        number TEXT,
        counter INTEGER,
        officer TEXT,
        data TEXT NOT NULL,
        prev TEXT NOT NULL,
        hash TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE room (filler BLOB NOT NULL) STRICT",
    "CREATE TRIGGER facts_are_final BEFORE UPDATE ON facts BEGIN SELECT RAISE(ABORT, 'a fact is final'); END",
    "CREATE TRIGGER facts_stay BEFORE DELETE ON facts BEGIN SELECT RAISE(ABORT, 'a fact stays'); END",
    """CREATE TABLE displays (
        name TEXT PRIMARY KEY,
        shown_seq INTEGER NOT NULL,
        spoken_seq INTEGER NOT NULL,
        seen_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE printers (
        name TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        url TEXT NOT NULL,
        width_dots INTEGER NOT NULL,
        cutter INTEGER NOT NULL DEFAULT 1 CHECK (cutter IN (0, 1)),
        state TEXT NOT NULL DEFAULT 'unknown'
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE print_jobs (
        id INTEGER PRIMARY KEY REFERENCES facts (seq),
        copy INTEGER NOT NULL DEFAULT 1,
        state TEXT NOT NULL DEFAULT 'waiting',
        printer TEXT,
        attempts INTEGER NOT NULL DEFAULT 0,
        done_at TEXT
    ) STRICT""",
    """CREATE TABLE print_attempts (
        id INTEGER PRIMARY KEY,
        job INTEGER NOT NULL REFERENCES print_jobs (id),
        printer TEXT NOT NULL,
        at TEXT NOT NULL,
        outcome TEXT NOT NULL,
        reason TEXT NOT NULL,
        bytes_sent INTEGER NOT NULL
    ) STRICT""",
    *_REVISIONS,
)
"""The first step."""

PAPER = (
    "ALTER TABLE printers ADD COLUMN profile TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(profile))",
    "ALTER TABLE printers ADD COLUMN roll TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(roll))",
    "ALTER TABLE print_attempts ADD COLUMN took_ms INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX print_attempts_job ON print_attempts (job)",
    """CREATE TABLE slips (
        job INTEGER PRIMARY KEY REFERENCES facts (seq),
        kind TEXT NOT NULL,
        content TEXT NOT NULL CHECK (json_valid(content))
    ) STRICT""",
    """CREATE TABLE papers (
        job INTEGER NOT NULL,
        copy INTEGER NOT NULL,
        printer TEXT NOT NULL,
        width_dots INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (job, copy)
    ) STRICT, WITHOUT ROWID""",
)
"""The second step: what is known of a printer and its roll, slips that are no tickets, the bytes of the last slips."""

ORDER = (
    "ALTER TABLE legs ADD COLUMN not_before TEXT",
    "ALTER TABLE legs ADD COLUMN to_counter INTEGER",
    "ALTER TABLE legs ADD COLUMN to_officer TEXT",
    "ALTER TABLE legs ADD COLUMN postponed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE legs ADD COLUMN stops TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE legs ADD COLUMN continued_by TEXT",
    """CREATE INDEX legs_urgent ON legs (day, service, key_at)
        WHERE state = 'waiting' AND priority IS NOT NULL AND ended_at IS NULL""",
    """CREATE TABLE lines (
        service TEXT PRIMARY KEY,
        day TEXT NOT NULL,
        since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
)
"""The third step: what decides the order beyond the time of arrival, and how far each line is from an early call."""

APPOINTMENTS = (
    """CREATE TABLE appointments (
        code TEXT PRIMARY KEY,
        service TEXT NOT NULL,
        day TEXT NOT NULL,
        slot TEXT NOT NULL,
        state TEXT NOT NULL,
        booked_at TEXT NOT NULL,
        language TEXT NOT NULL,
        visit TEXT,
        number TEXT
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX appointments_day ON appointments (day)",
    "CREATE INDEX appointments_slot ON appointments (service, slot)",
    "CREATE INDEX appointments_booked ON appointments (slot) WHERE state = 'booked'",
    """CREATE TABLE contacts (
        code TEXT PRIMARY KEY,
        day TEXT NOT NULL,
        name TEXT NOT NULL,
        phone TEXT NOT NULL,
        note TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX contacts_day ON contacts (day)",
)
"""The fourth step: appointments, and apart from them whose they are, which is forgotten sooner."""

YIELDING = ("ALTER TABLE legs ADD COLUMN yields_to TEXT",)
"""The fifth step: whom a priority visitor who let others go first does not pass."""
