"""What every test stands on: no window on a real screen, no file in the user's folders, the same run every time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

# Before Qt is imported anywhere: tests never open a window on somebody's screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_ENABLE_HIGHDPI_SCALING"] = "0"

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication

    from tests.postgres import Server
    from tests.wire import Wire

settings.register_profile("loket", derandomize=True, max_examples=50, deadline=None, print_blob=True)
settings.register_profile("thorough", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("LOKET_HYPOTHESIS", "loket"))


OF_THE_RUN = {"LOKET_HYPOTHESIS", "LOKET_POSTGRES_BIN"}
"""What may be said to a run of the tests."""


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep a test away from the user's data folder, database, server and clock shift."""
    for name in [name for name in os.environ if name.startswith(("LOKET_", "PG")) and name not in OF_THE_RUN]:
        monkeypatch.delenv(name)
    home = tmp_path_factory.getbasetemp() / "home"
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Give the one application, with the style and locale that make pictures the same everywhere."""
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
    qapp.setStyle("Fusion")
    return qapp


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud, behind everything else, that nobody has read the slips: a skip alone is overlooked."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any("test_readers.py" in report.nodeid for report in skipped):
        from tests.printers.readers import PACKAGES, lacking

        said = f"WARNING: no slip was read back by zbar and tesseract. Missing: {lacking()}. Install: {PACKAGES}"
        terminalreporter.section("slips were not read", sep="!", yellow=True, bold=True)
        terminalreporter.write_line(said, yellow=True, bold=True)


# --- a PostgreSQL server (tests/postgres.py) ------------------------------------------------------------------------


def started(begin: Callable[[], Server]) -> Server:
    """Give the server that `begin` starts. Without PostgreSQL the test fails in CI and is skipped elsewhere."""
    from tests.postgres_programs import NotHere

    try:
        return begin()
    except NotHere as missing:
        if os.environ.get("CI"):
            pytest.fail(f"CI must have PostgreSQL: {missing}", pytrace=False)
        pytest.skip(f"NOT SHOWN HERE: an office on a PostgreSQL server ({missing})")


@pytest.fixture(scope="session")
def server_of_the_run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Give the server that all tests of this run share, whichever process they are in."""
    from tests import postgres

    base = tmp_path_factory.getbasetemp()
    is_worker = hasattr(request.config, "workerinput")  # of pytest-xdist, whose folders lie side by side in one
    meeting, owner = (base.parent, os.getppid()) if is_worker else (base, os.getpid())
    return started(lambda: postgres.server_of_the_run(meeting, owner))


@pytest.fixture(scope="session")
def database_of_offices(server_of_the_run: Server) -> str:
    """Give the URL of the database where this process's tests have their offices, each in a schema of its own."""
    return server_of_the_run.database()


@pytest.fixture
def server(server_of_the_run: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Give the shared server, with its password in the environment. It is not to be stopped."""
    for name, value in server_of_the_run.environment().items():
        monkeypatch.setenv(name, value)
    return server_of_the_run


@pytest.fixture
def office_url(server: Server, database_of_offices: str) -> Iterator[str]:
    """Give the URL of an office that does not exist yet, on the shared server; it goes with the test."""
    url = server.office_url(database_of_offices)
    yield url
    server.drop_office(url)


@pytest.fixture
def every_engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run a test on the engine that it is parametrized with (tests/engines.py), else on a file."""
    from tests.engines import ENGINE, NEW_URL

    name = getattr(request, "param", "disk")
    ENGINE.set(name)
    urls: list[str] = []
    if name == "postgres":
        server: Server = request.getfixturevalue("server")
        database: str = request.getfixturevalue("database_of_offices")

        def new_url() -> str:
            urls.append(server.office_url(database))
            return urls[-1]

        NEW_URL.set(new_url)
    yield name
    ENGINE.set("disk")
    for url in urls:
        server.drop_office(url)


@pytest.fixture
def new_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Server]]:
    """Give what starts a server of the test's own, to be killed and frozen; its password is in the environment."""
    from tests import postgres

    made: list[Server] = []

    def begin(**options: object) -> Server:
        server = started(lambda: postgres.new_server(**options))  # type: ignore[arg-type]
        made.append(server)
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        return server

    yield begin
    for server in made:
        server.close()


@pytest.fixture
def wire(server: Server) -> Iterator[Wire]:
    """Give a network in front of the shared server that fails when it is told to."""
    from tests.wire import Wire

    made = Wire(server.port)
    yield made
    made.close()
