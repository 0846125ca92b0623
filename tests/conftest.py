"""What every test stands on: no screen, no network, no folder of the user's, no local time."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import hypothesis
import pytest
from filelock import FileLock

from tests.support.network import forbid_network, run_sealed, sealing
from tests.support.xserver import XServer

# Local time must never matter: nobody here lives on the Chatham Islands (+12:45).
os.environ["TZ"] = "Pacific/Chatham"
time.tzset()
for told_by_the_desktop in (
    "QT_SCALE_FACTOR",
    "QT_SCREEN_SCALE_FACTORS",
    "QT_STYLE_OVERRIDE",
    "QT_QPA_PLATFORMTHEME",
    "QT_IM_MODULE",
):
    os.environ.pop(told_by_the_desktop, None)

USER_FOLDERS = ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")

hypothesis.settings.register_profile(
    "default",
    deadline=None,
    max_examples=40,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "ci",
    parent=hypothesis.settings.get_profile("default"),
    derandomize=True,
    database=None,
    print_blob=True,
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")

_x_server = pytest.StashKey[XServer]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--real-windows", action="store_true", help="open windows on an X display of one's own"
    )
    parser.addoption(
        "--require-data", action="store_true", help="fail, not skip, where DATA=... is missing"
    )
    parser.addoption("--slow", action="store_true", help="also the long forms of the promises")


def pytest_configure(config: pytest.Config) -> None:
    runs_tests = hasattr(config, "workerinput") or not config.getoption("numprocesses", None)
    if config.getoption("--real-windows") and runs_tests:
        server = config.stash[_x_server] = XServer()
        os.environ.update(server.environment())
    else:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    forbid_network()


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(_x_server, None):
        server.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "real_data" in getattr(item, "fixturenames", ()):
            item.add_marker("accept")
        if item.get_closest_marker("window") and not config.getoption("--real-windows"):
            item.add_marker(pytest.mark.skip(reason="opens real windows: --real-windows"))
        if item.get_closest_marker("slow") and not config.getoption("--slow"):
            item.add_marker(pytest.mark.skip(reason="the long form: --slow"))


@pytest.fixture(scope="session", autouse=True)
def _no_folder_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        _point_folders(patch, tmp_path_factory.mktemp("home"))
        yield


@pytest.fixture(autouse=True)
def user_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The empty place that stands for the user's folders in this test (also for subprocesses)."""
    return _point_folders(monkeypatch, tmp_path / "home")


def _point_folders(patch: pytest.MonkeyPatch, home: Path) -> Path:
    for name in USER_FOLDERS:
        patch.setenv(name, str(home / name.removeprefix("XDG_").removesuffix("_HOME").lower()))
    return home


@pytest.fixture(scope="session")
def real_data(request: pytest.FixtureRequest) -> Path:
    """The folder of real data (DATA=...); without it the test is skipped, or fails if required."""
    named = os.environ.get("DATA")
    if named and Path(named, "MANIFEST.md").exists():
        return Path(named).resolve()
    if request.config.getoption("--require-data"):
        pytest.fail(f"no real data at {named!r}", pytrace=False)
    pytest.skip("needs the real data: DATA=...")


@pytest.fixture(scope="session")
def _sample_built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    built = shared / "sample.gpkg"
    with FileLock(shared / "sample.lock"):
        if not built.exists():
            from geodata import sample

            building = shared / "building.gpkg"
            building.unlink(missing_ok=True)
            sample.build(building)
            building.replace(built)
    return built


@pytest.fixture(scope="session")
def sample_store_path(_sample_built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample store, this process's own copy: for reading."""
    return Path(shutil.copy(_sample_built_once, tmp_path_factory.mktemp("sample") / "sample.gpkg"))


@pytest.fixture
def sample_store_copy(_sample_built_once: Path, tmp_path: Path) -> Path:
    """The sample store, this test's own copy: for writing."""
    return Path(shutil.copy(_sample_built_once, tmp_path / "sample.gpkg"))


@pytest.fixture(scope="session")
def run_offline() -> Callable[..., CompletedProcess[str]]:
    """Runs a command where no network is: `run_offline(command, env=None, timeout_s=120)`."""
    if sealing() is None:
        pytest.skip("this system does not let us take the network away (unshare -n)")
    return run_sealed
