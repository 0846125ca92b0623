"""The sample from disk to a full Picture: every kind loaded, the window counted, units placed."""

from pathlib import Path

from benchmarks.figures import measure
from benchmarks.stores import store_path
from console.looks import opening
from geodata.picture import picture
from geodata.stores.geopackage import open_store

NAMES = ("open_sample",)

RUNS = 15


def open_and_look(path: Path) -> int:
    """Open the store as its owner and make all of the Picture that it opens with."""
    with open_store(path) as store:
        snapshot = store.snapshot()
        seen = picture(snapshot, None, opening(snapshot).moment())
        things = sum(len(seen.state(kind).geometry) for kind in sorted(snapshot.kinds))
        fields = sum(len(seen.state(kind).data) for kind in sorted(snapshot.kinds))
        return things + fields + seen.counted.total + len(seen.units.rows)


def main() -> None:
    """Opened again and again; only the files are warm."""
    path = store_path(__doc__)
    measure("open_sample", lambda: open_and_look(path), RUNS)


if __name__ == "__main__":
    main()
