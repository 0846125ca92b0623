"""Promises 1 and 3: what was acknowledged survives a kill; a file is old or new, never half."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from geodata.stores.geopackage import create, open_store
from tests.records import DISTRICT

ROOT = Path(__file__).resolve().parents[3]
KILLED = signal.SIGKILL.value


class Nursery:
    """The process that forks the children we kill."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.to: IO[str] = process.stdin
        self.heard: IO[str] = process.stdout

    def raise_and_kill(
        self, mode: str, path: Path, seed: int, acts: int, delay_s: float
    ) -> list[list[str]]:
        """Let a child work until so many acts are done, and a moment longer; what it did."""
        self.to.write(f"{mode} {path} {seed}\n")
        self.to.flush()
        done: list[list[str]] = []
        pid, status = 0, None
        while status is None:
            word, *rest = self.heard.readline().split()
            if word == "born":
                pid = int(rest[0])
            elif word == "done":
                done.append(rest)
            elif word == "dead":
                status = int(rest[0])
            if pid and len(done) >= acts:
                time.sleep(delay_s)
                os.kill(pid, signal.SIGKILL)
                pid = 0
        assert status == KILLED, "the child ended before it was killed"
        return done


@contextmanager
def raised() -> Iterator[Nursery]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.geodata.stores.nursery"],
        cwd=ROOT,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        nursery = Nursery(process)
        assert nursery.heard.readline() == "ready\n"
        yield nursery
        nursery.to.close()


def check_edits(path: Path, acknowledged: dict[int, tuple[str, ...]]) -> None:
    """Every acknowledged act is in the store, which is whole."""
    with open_store(path) as store:
        assert store.damage() == ()
        snapshot = store.snapshot()
        columns = snapshot.columns("incident")
        there = {
            int(seq): (thing, data["mark"])
            for seq, thing, data in zip(columns.seq, columns.ids, columns.data, strict=True)
        }
        withdrawn = {b.batch for b in store.batches() if b.withdrawn_us < 2**62}
        for seq, (what, *rest) in acknowledged.items():
            if what == "version":
                assert there[seq] == tuple(rest)
            else:
                assert int(rest[0]) in withdrawn
        assert snapshot.seq >= max(acknowledged)


def kill_edits(path: Path, times: int) -> None:
    dice = random.Random(times)
    acknowledged: dict[int, tuple[str, ...]] = {}
    with raised() as nursery:
        for seed in range(times):
            if seed % 20 == 0:
                path = path.with_name(f"edited-{seed}.gpkg")
                create(path, DISTRICT).close()
                acknowledged = {}
            done = nursery.raise_and_kill(
                "edit", path, seed, dice.randint(1, 25), dice.uniform(0, 0.004)
            )
            for what, seq, *rest in done:
                acknowledged[int(seq)] = (what, *rest)
            check_edits(path, acknowledged)
            if seed % 20 == 19:
                with open_store(path, read_only=True) as store:
                    assert store.verify_audit() is None


def test_what_was_acknowledged_survives_200_kills(tmp_path: Path) -> None:
    kill_edits(tmp_path / "edited.gpkg", 200)


@pytest.mark.slow
def test_what_was_acknowledged_survives_1000_kills(tmp_path: Path) -> None:
    kill_edits(tmp_path / "edited.gpkg", 1_000)


def test_a_backup_is_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    dice = random.Random(3)
    path, target = tmp_path / "saved.gpkg", tmp_path / "backup.gpkg"
    create(path, DISTRICT).close()
    last = 0
    with raised() as nursery:
        for seed in range(40):
            done = nursery.raise_and_kill(
                "save", path, seed, dice.randint(1, 4), dice.uniform(0, 0.02)
            )
            with open_store(target, read_only=True) as copy:
                assert copy.damage() == ()
                seq = copy.snapshot().seq
                assert seq >= int(done[-1][1])
                assert seq >= last
                assert len(copy.snapshot().columns("incident")) == seq
                last = seq
            with open_store(path, read_only=True) as store:
                assert store.snapshot().seq >= last
    with open_store(path) as store:
        store.backup(target)
    assert {p.name for p in tmp_path.iterdir() if p.is_file()} <= {
        "saved.gpkg",
        "backup.gpkg",
    }


def test_a_new_store_is_whole_or_absent(tmp_path: Path) -> None:
    dice = random.Random(5)
    with raised() as nursery:
        for seed in range(20):
            folder = tmp_path / str(seed)
            folder.mkdir()
            nursery.raise_and_kill(
                "make", folder / "x", seed, dice.randint(1, 2), dice.uniform(0, 0.01)
            )
            for made in folder.glob("*.gpkg"):
                with open_store(made) as store:
                    assert store.damage() == ()
                    assert store.district == DISTRICT
