"""A process that raises children to be killed: each edits a store and tells every act it finished.

Told `MODE PATH SEED` a line, it forks a child that works on PATH until it is killed. A child says
`done ...` after each act that the store acknowledged; the nursery says `born PID` and `dead`.
"""

import os
import random
import sys
from itertools import count
from pathlib import Path

from geodata.stores.geopackage import Store, create, open_store
from tests.records import DISTRICT, hour, incident, place


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def edit(path: Path, dice: random.Random) -> None:
    """Add, move, correct and cancel incidents; import and withdraw; for ever."""
    store = open_store(path)
    seqs = [int(seq) for seq in store.snapshot().columns("incident").seq]
    for step in count():
        chosen = dice.random()
        if chosen < 0.15:
            batch = store.begin_batch("drawn", "cgcs2000", "UTC", "store")
            facts = [incident(f"B{batch}-{i}", hour(i), mark=f"{batch}-{i}") for i in range(30)]
            report(store.append(facts, batch=batch))
            if dice.random() < 0.5:
                say("done", "withdrawn", store.withdraw(batch, "drawn"), batch)
            continue
        mark = f"{dice.getrandbits(40):x}"
        fact = incident(f"N{mark}", hour(step % 24), geometry=place(step % 4_000), mark=mark)
        if seqs and chosen < 0.6:
            seq = dice.choice(seqs)
            old = store.reader.version(seq).fact
            corrects = seq if chosen < 0.4 else None
            fact = incident(old.id, hour(1), corrects=corrects, mark=mark, gone=chosen < 0.25)
        seqs += report(store.append([fact]))


def report(versions: object) -> list[int]:
    assert isinstance(versions, tuple)
    for version in versions:
        say("done", "version", version.seq, version.fact.id, version.fact.data["mark"])
    return [version.seq for version in versions]


def save(path: Path, dice: random.Random) -> None:
    """Add something, copy the store over the last copy; for ever."""
    store = open_store(path)
    while True:
        store.append([incident(f"N{dice.getrandbits(40):x}", hour(1), mark="")])
        store.backup(path.with_name("backup.gpkg"))
        say("done", "backup", store.snapshot().seq)


def make(path: Path, dice: random.Random) -> None:
    """Make one store after the other; for ever."""
    for i in count():
        made: Store = create(path.with_name(f"{dice.getrandbits(40):x}-{i}.gpkg"), DISTRICT)
        made.close()
        say("done", "made", made.path)


MODES = {"edit": edit, "save": save, "make": make}


def main() -> None:
    say("ready")
    for line in sys.stdin:
        mode, path, seed = line.rstrip("\n").split(" ", 2)
        pid = os.fork()
        if pid == 0:
            MODES[mode](Path(path), random.Random(int(seed)))
        say("born", pid)
        _, status = os.waitpid(pid, 0)
        say("dead", status)


if __name__ == "__main__":
    main()
