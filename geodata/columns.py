"""All versions of one kind as columns, and which of them are the state at t as known at h."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.arrays import Ints, Rows
from geodata.instants import NEVER_US
from geodata.versions import Version


@dataclass(frozen=True, eq=False)
class Columns:
    """Versions of one kind, n rows ordered by (id, heard, seq).

    `withdrawn_us` is when a version's batch was withdrawn, `NEVER_US` where it was not.
    `geometry_wkb[i]` is None where the thing has no place. `hidden` says which rows are corrected:
    a correction hides its row for every t from its hearing until its own withdrawal.
    """

    kind: str
    ids: tuple[str, ...]
    seq: Ints
    heard_us: Ints
    from_us: Ints
    to_us: Ints
    withdrawn_us: Ints
    gone: NDArray[np.bool_]
    author: tuple[str, ...]
    batch: Ints
    corrects: Ints
    geometry_wkb: Sequence[bytes | None]
    json_text: Sequence[str]
    hidden: "Hidden"

    def __len__(self) -> int:
        """The number of versions."""
        return len(self.ids)

    @cached_property
    def id_code(self) -> Ints:
        """A number per id, the same for all its versions, rising with the rows."""
        codes = np.zeros(len(self.ids), dtype=np.int64)
        if len(self.ids) > 1:
            ids = np.array(self.ids, dtype=object)
            codes[1:] = np.cumsum(ids[1:] != ids[:-1])
        return codes

    @cached_property
    def first_heard_us(self) -> Ints:
        """When each row's thing was heard of at all."""
        heard_us: Ints = self.heard_us[np.searchsorted(self.id_code, self.id_code)]
        return heard_us

    @cached_property
    def geometry(self) -> NDArray[Any]:
        """The places as shapely geometries (object array; None where there is none)."""
        return np.asarray(shapely.from_wkb(np.array(list(self.geometry_wkb), dtype=object)))

    @cached_property
    def data(self) -> tuple[Mapping[str, Any], ...]:
        """The fields of every version."""
        return self.data_at(np.arange(len(self), dtype=np.intp))

    def data_at(self, rows: Rows) -> tuple[Mapping[str, Any], ...]:
        """The fields of some versions; each is parsed once, when it is first asked for."""
        parsed, wanted = self._parsed, rows.tolist()
        missing = [row for row in wanted if row not in parsed]
        if missing:
            found = parse_json([self.json_text[row] for row in missing])
            parsed.update(zip(missing, found, strict=True))
        return tuple(parsed[row] for row in wanted)

    @cached_property
    def _parsed(self) -> dict[int, Mapping[str, Any]]:
        return {}

    def fields(self, row: int) -> Mapping[str, Any]:
        """The fields of one version."""
        found: Mapping[str, Any] = json.loads(self.json_text[row])
        return found

    def rows_of(self, thing: str) -> Rows:
        """The rows of one id, oldest hearing first."""
        return np.arange(bisect_left(self.ids, thing), bisect_right(self.ids, thing), dtype=np.intp)

    def rows_at(self, t_us: int, known_at_us: int) -> Rows:
        """The row in force for each id at t, as known at h: at most one a thing, none if gone."""
        shown = self._known(known_at_us) & (self.from_us <= t_us) & (t_us < self.to_us)
        return self._last_present(np.flatnonzero(shown))

    def rows_known(self, known_at_us: int) -> Rows:
        """The last word on each id as known at h, whenever it is in force; none if gone."""
        return self._last_present(np.flatnonzero(self._known(known_at_us)))

    def rows_visible(self, known_at_us: int) -> Rows:
        """Every version known at h: heard by then, not corrected, not withdrawn."""
        return np.flatnonzero(self._known(known_at_us))

    def _known(self, known_at_us: int) -> NDArray[np.bool_]:
        known = (self.heard_us <= known_at_us) & (known_at_us < self.withdrawn_us)
        known[self.hidden.rows_at(known_at_us)] = False
        return known

    def _last_present(self, rows: Rows) -> Rows:
        if not len(rows):
            return rows
        code = self.id_code[rows]
        last = np.append(code[1:] != code[:-1], True)
        rows = rows[last]
        return rows[~self.gone[rows]]


@dataclass(frozen=True, eq=False)
class Hidden:
    """Corrections: `row` is hidden from the hearing of its correction until that is withdrawn."""

    row: Rows
    from_us: Ints
    until_us: Ints

    def rows_at(self, known_at_us: int) -> Rows:
        """The rows hidden as known at h."""
        return self.row[(self.from_us <= known_at_us) & (known_at_us < self.until_us)]


def hidden_rows(seq: Ints, heard_us: Ints, withdrawn_us: Ints, corrects: Ints) -> Hidden:
    """Which rows the corrections among these versions hide; `corrects` is -1 where it is none."""
    correction = np.flatnonzero(corrects >= 0)
    order = np.argsort(seq, kind="stable")
    place = np.searchsorted(seq[order], corrects[correction])
    place = np.minimum(place, max(len(order) - 1, 0))
    found = seq[order][place] == corrects[correction] if len(order) else np.zeros(0, np.bool_)
    correction = correction[found]
    return Hidden(order[place[found]], heard_us[correction], withdrawn_us[correction])


def columns_of(kind: str, versions: Sequence[Version], withdrawn: Mapping[int, int]) -> Columns:
    """Columns from versions in any order; `withdrawn` maps a batch to its withdrawal (µs)."""
    mine = sorted(
        (v for v in versions if v.fact.kind == kind), key=lambda v: (v.fact.id, v.heard_us, v.seq)
    )
    seq = _ints([v.seq for v in mine])
    heard_us = _ints([v.heard_us for v in mine])
    withdrawn_us = _ints(
        [NEVER_US if v.batch is None else withdrawn.get(v.batch, NEVER_US) for v in mine]
    )
    corrects = _ints([-1 if v.fact.corrects is None else v.fact.corrects for v in mine])
    return Columns(
        kind=kind,
        ids=tuple(v.fact.id for v in mine),
        seq=seq,
        heard_us=heard_us,
        from_us=_ints([v.fact.from_us for v in mine]),
        to_us=_ints([v.fact.to_us for v in mine]),
        withdrawn_us=withdrawn_us,
        gone=np.array([v.fact.gone for v in mine], dtype=np.bool_),
        author=tuple(v.fact.author for v in mine),
        batch=_ints([-1 if v.batch is None else v.batch for v in mine]),
        corrects=corrects,
        geometry_wkb=[
            None if v.fact.geometry is None else shapely.to_wkb(v.fact.geometry) for v in mine
        ],
        json_text=[json.dumps(dict(v.fact.data), ensure_ascii=False) for v in mine],
        hidden=hidden_rows(seq, heard_us, withdrawn_us, corrects),
    )


def parse_json(texts: Sequence[str]) -> list[dict[str, Any]]:
    """Many JSON objects in one go, several times quicker than one by one."""
    found: list[dict[str, Any]] = json.loads("[" + ",".join(texts) + "]")
    return found


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)
