"""The promises of the checkout itself: what lies in it, what it imports, what it refuses."""

import os
import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.network import NetworkOpened

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    ".pre-commit-config.yaml",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "benchmarks",
    "console",
    "docs",
    "geodata",
    "main.py",
    "pyproject.toml",
    "requirements.lock",
    "resources",
    "tests",
}
THIS = Path(__file__).relative_to(ROOT).as_posix()


@cache
def tracked() -> tuple[str, ...]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return tuple(
        name
        for name in listed.stdout.decode().split("\0")
        if name and name != THIS and (ROOT / name).is_file()
    )


def lines_matching(pattern: str, allowed: str = "$^") -> list[str]:
    """`file:line: text` of every tracked line with `pattern`, but for those with `allowed`."""
    wanted, spared = re.compile(pattern), re.compile(allowed)
    found = []
    for name in tracked():
        try:
            text = (ROOT / name).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{name}:{number}: {line.strip()}"
            for number, line in enumerate(text.splitlines(), 1)
            if wanted.search(line) and not spared.search(line)
        ]
    return found


def test_the_top_level_holds_only_what_has_a_place_there() -> None:
    assert {name.split("/")[0] for name in tracked()} <= TOP_LEVEL


def test_no_file_names_a_package_index() -> None:
    assert lines_matching(r"(?i)pypi\.|index-url|find-links|simple/", r"--no-emit-index-url") == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    assert lines_matching(r"(?<![\w.~-])/(work|root|home|tmp)/") == []


def test_the_real_data_is_named_only_by_what_hands_it_over() -> None:
    named_in = {line.split(":")[0] for line in lines_matching(r"\.\./shared")}
    assert named_in <= {".ci/run", ".ci/accept", "Makefile", "README.md"}


def test_no_published_figure_is_typed_outside_the_sample() -> None:
    typed = lines_matching(r"1[,_]?697")
    assert [line for line in typed if re.match(r"(geodata/(?!sample/)|console/)", line)] == []


def test_every_requirement_is_locked_by_version_and_hash() -> None:
    locked = re.sub(r"\\\n\s*", "", (ROOT / "requirements.lock").read_text("utf-8"))
    pins = [line for line in locked.splitlines() if not line.startswith("#")]
    assert all("==" in line and "--hash=sha256:" in line for line in pins)

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {canonicalize_name(Requirement(line).name) for line in wanted}
    assert names <= {canonicalize_name(line.split("==")[0]) for line in pins}


IMPORT_WITHOUT_A_SCREEN = """
import importlib, pkgutil, sys

class NoScreen:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6", "pyqtgraph"} or name in FORBIDDEN:
            raise ImportError(f"{name} is imported")

FORBIDDEN = {"console.map", "console.widgets"}
sys.meta_path.insert(0, NoScreen())
for root in sys.argv[1:]:
    package = importlib.import_module(root)
    for found in pkgutil.walk_packages(package.__path__, root + "."):
        importlib.import_module(found.name)
        print(found.name)
"""


@pytest.mark.parametrize("package", ["geodata", "console.layers"])
def test_what_knows_no_screen_is_imported_without_one(package: str) -> None:
    if not ROOT.joinpath(*package.split(".")).is_dir():
        pytest.skip(f"{package} is not there yet")
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_WITHOUT_A_SCREEN, package],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def bare_environment(**more: str) -> dict[str, str]:
    told_by_make = {"DATA", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES"}
    kept = {name: value for name, value in os.environ.items() if name not in told_by_make}
    return {**kept, **more}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], "make accept needs the real data: make accept DATA=../shared/data"),
        (["DATA=nowhere"], "make accept found no real data in 'nowhere'"),
    ],
)
def test_the_checks_against_real_data_fail_without_it(given: list[str], sentence: str) -> None:
    done = subprocess.run(
        ["make", "accept", *given],
        cwd=ROOT,
        env=bare_environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert sentence in done.stderr
    assert " passed" not in done.stdout


def test_a_test_cannot_reach_the_network() -> None:
    with socket.socket() as plug, pytest.raises(NetworkOpened):
        plug.connect(("192.0.2.1", 9))


def test_a_command_can_be_run_where_no_network_is(
    run_offline: Callable[..., CompletedProcess[str]],
) -> None:
    done = run_offline([sys.executable, "-c", "import socket; print(socket.if_nameindex())"])
    assert done.returncode == 0
    assert done.stdout.strip() == "[(1, 'lo')]"


def test_a_test_sees_none_of_the_users_folders(user_home: Path, tmp_path: Path) -> None:
    import platformdirs

    assert user_home.is_relative_to(tmp_path)
    assert Path(platformdirs.user_data_dir("beizhan")).is_relative_to(tmp_path)
    assert Path(platformdirs.user_cache_dir("beizhan")).is_relative_to(tmp_path)
