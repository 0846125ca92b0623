"""Writing positions: a compact table, clustered by when they happened."""

from collections.abc import Sequence
from itertools import repeat
from typing import Any, Final

import apsw
import numpy as np
from numpy.typing import NDArray

from geodata.arrays import Bounds, Floats, Ints
from geodata.stores.door import NOT_FINITE, REACH_M, RECORDABLE, TOO_FAR, UNTIMELY
from geodata.stores.errors import FactError
from geodata.stores.reading import CM_PER_M
from geodata.stores.rows import rows
from geodata.stores.writing import Clock
from geodata.texts import Text

MAX_ACC_M: Final = 1e6
_NOT_ALIKE: Final = Text("各列长短不一", "the columns differ in length")


def check_fixes(
    unit: Sequence[str],
    happened_us: Ints,
    x_m: Floats,
    y_m: Floats,
    acc_m: Floats,
    heard_us: Ints | None,
    extent: Bounds,
) -> None:
    """Refuse positions without a place or time in reach of the district; raises FactError."""
    columns: tuple[NDArray[Any], ...] = (happened_us, x_m, y_m, acc_m)
    columns += () if heard_us is None else (heard_us,)
    if any(len(column) != len(unit) for column in columns):
        raise FactError("position", "", "columns", _NOT_ALIKE)
    west, south, east, north = extent
    timely = (happened_us >= RECORDABLE.start_us) & (happened_us < RECORDABLE.end_us)
    heard = happened_us if heard_us is None else heard_us
    _must(timely, unit, "happened_us", UNTIMELY)
    _must((heard >= RECORDABLE.start_us) & (heard < RECORDABLE.end_us), unit, "heard_us", UNTIMELY)
    _must(np.isfinite(x_m) & np.isfinite(y_m), unit, "x_m, y_m", NOT_FINITE)
    _must((acc_m >= 0) & (acc_m <= MAX_ACC_M), unit, "acc_m", NOT_FINITE)
    near = (x_m >= west - REACH_M) & (x_m <= east + REACH_M)
    near &= (y_m >= south - REACH_M) & (y_m <= north + REACH_M)
    _must(near, unit, "x_m, y_m", TOO_FAR)


def insert_fixes(
    db: apsw.Connection,
    unit: Sequence[str],
    happened_us: Ints,
    x_m: Floats,
    y_m: Floats,
    acc_m: Floats,
    heard_us: Ints | None,
    now_us: int,
) -> int:
    """Write positions under one sequence number, which is returned.

    Of several of one unit at one instant in one call the last is kept.
    """
    clock = Clock.of(db)
    seq = clock.next_seq()
    if heard_us is None:
        heard_us = np.full(len(unit), clock.hear(now_us), dtype=np.int64)
    clock.keep(db)
    names, code = np.unique(np.array(unit, dtype=np.str_), return_inverse=True)
    db.executemany("INSERT OR IGNORE INTO unit_code (unit) VALUES (?)", [(str(n),) for n in names])
    codes = dict(rows(db, "SELECT unit, code FROM unit_code"))
    stored = np.array([codes[str(name)] for name in names], dtype=np.int64)
    centimetres = [np.rint(m * CM_PER_M).astype(np.int64).tolist() for m in (x_m, y_m, acc_m)]
    db.executemany(
        "INSERT OR REPLACE INTO fix (happened, unit, heard, x_cm, y_cm, acc_cm, seq) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        zip(
            happened_us.tolist(),
            stored[code].tolist(),
            heard_us.tolist(),
            *centimetres,
            repeat(seq, len(unit)),
            strict=True,
        ),
    )
    return seq


def _must(holds: NDArray[np.bool_], unit: Sequence[str], field: str, reason: Text) -> None:
    if not holds.all():
        raise FactError("position", str(unit[int(np.argmin(holds))]), field, reason)
