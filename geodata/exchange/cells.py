"""Cells of a table as values of an incident: counts, ids, codes; what is wrong with which row."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from types import MappingProxyType
from typing import Final

import numpy as np

from geodata.exchange.mapping import (
    BLANKS,
    KIND_NAMES,
    OUTCOME_NAMES,
    SOURCE_NAMES,
    code_of,
)
from geodata.exchange.reading import Fault, Table
from geodata.exchange.refusal import Refused
from geodata.exchange.times import NO_TIME, Times, read_times
from geodata.instants import NEVER_US
from geodata.stores.door import MOST_COUNTED
from geodata.texts import Text

Faults = Mapping[int, Fault]
NO_FAULTS: Final[Faults] = MappingProxyType({})

MOST_CATEGORIES: Final = 500
"""Different kinds (outcomes, sources) in a file, beyond which its column is free text."""
LONGEST_ID: Final = 200

NOT_A_COUNT: Final = Text("不是 0 到一百万的整数", "no whole number from 0 to 1,000,000")
NO_ID: Final = Text("没有编号", "no id")
LONG_ID: Final = Text(f"编号超过 {LONGEST_ID} 字", f"an id of more than {LONGEST_ID} characters")

CODED: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": KIND_NAMES,
    "outcome": OUTCOME_NAMES,
    "source": SOURCE_NAMES,
}
"""Fields that hold a code, and the codes by the names people use."""


def instants_of(table: Table, columns: Sequence[str], zone: tzinfo) -> tuple[Times, Faults]:
    """The instants that stand in one column, or in a date and a time of day side by side."""
    if not columns:
        nothing = Times(np.full(len(table), NEVER_US, dtype=np.int64))
        return nothing, {row: Fault("happened", NO_TIME) for row in range(len(table))}
    parts = [table.column(name) for name in columns]
    cells = parts[0]
    if len(parts) > 1:
        cells = [" ".join(row).strip() for row in zip(*parts, strict=True)]
    times = read_times(cells, zone, BLANKS)
    field = "+".join(columns)
    return times, {row: Fault(field, reason) for row, reason in times.faults.items()}


def counts_of(table: Table, column: str) -> tuple[list[int], Faults]:
    """Whole numbers, 1 where the cell is blank."""
    found = [_whole(cell) for cell in table.column(column)]
    faults = {row: Fault(column, NOT_A_COUNT) for row, n in enumerate(found) if n is None}
    return [n or 0 for n in found], faults


def ids_of(table: Table, column: str) -> tuple[list[str], Faults]:
    """The ids that a file gives its rows."""
    found = table.column(column)
    faults = {}
    for row, cell in enumerate(found):
        if cell.lower() in BLANKS:
            faults[row] = Fault(column, NO_ID)
        elif len(cell) > LONGEST_ID:
            faults[row] = Fault(column, LONG_ID)
    return found, faults


def codes_of(table: Table, field: str, column: str) -> list[str]:
    """The codes of a field; what names none of ours is taken over as it is.

    Raises:
        Refused: there are so many that the column is free text.
    """
    cells = table.column(column)
    codes = {cell: _code(cell, CODED[field]) for cell in set(cells)}
    if len(set(codes.values())) > MOST_CATEGORIES:
        raise Refused(
            Text(
                f"列 {column} 有 {len(codes)} 种内容，不像 {field}：请用 --map {field}=列名 改正。",
                f"Column {column} holds {len(codes)} different texts, too many for a {field}: "
                f"name another with --map {field}=column, or none with --map {field}=.",
            )
        )
    return [codes[cell] for cell in cells]


def _whole(cell: str) -> int | None:
    if cell.lower() in BLANKS:
        return 1
    try:
        number = float(cell)
    except ValueError:
        return None
    return int(number) if number.is_integer() and 0 <= number <= MOST_COUNTED else None


def _code(cell: str, words: Mapping[str, str]) -> str:
    code = code_of(cell, words)
    return "" if code == cell and cell.lower() in BLANKS - {"none"} else code
