"""What became of every row of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geodata.exchange.mapping import Columns
from geodata.exchange.reading import Fault
from geodata.texts import Language, Text

ALREADY_THERE = -1
"""In place of a row: the store holds it already."""


@dataclass(frozen=True, eq=False)
class Report:
    """An import, accounted for: `rows == imported + duplicate + rejected`.

    `faults` maps a row (from 0) to why it is rejected; `duplicates` maps a row to the earlier row
    that it equals, or to `ALREADY_THERE`. `updated` of the imported rows are newer words on
    incidents that the store already had. `store` and `batch` are None until it is written.
    """

    file: str
    rows: int
    imported: int
    updated: int
    faults: Mapping[int, Fault]
    duplicates: Mapping[int, int]
    columns: Columns
    left_out: Sequence[str]
    datum: str
    tz: str
    heard: str
    crs: str
    assumptions: tuple[Text, ...]
    warnings: tuple[Text, ...]
    store: str | None = None
    batch: int | None = None

    @property
    def rejected(self) -> int:
        """How many rows are rejected."""
        return len(self.faults)

    @property
    def duplicate(self) -> int:
        """How many rows are equal to an earlier one, or in the store already."""
        return len(self.duplicates)

    def written(self, store: str, batch: int | None) -> "Report":
        """The same report once it has been written."""
        return replace(self, store=store, batch=batch)

    def as_json(self, language: Language) -> dict[str, Any]:
        """Plain values for a program; rows count from 1."""
        return {
            "file": self.file,
            "store": self.store,
            "batch": self.batch,
            "rows": self.rows,
            "imported": self.imported,
            "updated": self.updated,
            "duplicate": self.duplicate,
            "rejected": self.rejected,
            "mapping": {field: "+".join(columns) for field, columns in self.columns.items()},
            "left_out": list(self.left_out),
            "datum": self.datum,
            "tz": self.tz,
            "heard": self.heard,
            "crs": self.crs,
            "assumed": [one(language) for one in self.assumptions],
            "warnings": [one(language) for one in self.warnings],
            "report": [
                {
                    "file": self.file,
                    "row": row + 1,
                    "field": fault.field,
                    "reason": fault.reason(language),
                }
                for row, fault in sorted(self.faults.items())
            ],
            "duplicates": [
                {
                    "file": self.file,
                    "row": row + 1,
                    "equal_to": "store" if other == ALREADY_THERE else other + 1,
                }
                for row, other in sorted(self.duplicates.items())
            ],
        }

    def as_lines(self, language: Language, shown: int = 20) -> list[str]:
        """The same for a person, at most `shown` rejected rows one by one."""
        columns = [f"{field}={'+'.join(names)}" for field, names in self.columns.items()]
        lines = [
            Text("{f}：{n} 行", "{f}: {n} rows").with_values(f=self.file, n=self.rows)(language),
            _counted(Text("导入", "imported"), self.imported, language),
            _counted(Text("其中更新", "of them newer words"), self.updated, language)
            if self.updated
            else "",
            _counted(Text("重复", "duplicate"), self.duplicate, language),
            _counted(Text("拒绝", "rejected"), self.rejected, language),
            Text("列", "columns")(language) + ": " + ", ".join(columns),
        ]
        if self.left_out:
            lines.append(Text("未取", "left out")(language) + ": " + ", ".join(self.left_out))
        if self.batch is not None:
            lines.append(
                Text("批次 {b} 写入 {s}", "batch {b} of {s}").with_values(
                    b=self.batch, s=self.store
                )(language)
            )
        lines += [Text("警告", "warning")(language) + ": " + w(language) for w in self.warnings]
        lines += [Text("假定", "assumed")(language) + ": " + a(language) for a in self.assumptions]
        for row, fault in sorted(self.faults.items())[:shown]:
            where = Text("第 {r} 行", "row {r}").with_values(r=row + 1)(language)
            parts = [self.file, where, fault.field, fault.reason(language)]
            lines.append(": ".join(part for part in parts if part))
        if self.rejected > shown:
            more = Text("另有 {n} 行（--json 列出全部）", "and {n} more (--json lists all)")
            lines.append(more.with_values(n=self.rejected - shown)(language))
        return [line for line in lines if line]


def _counted(name: Text, number: int, language: Language) -> str:
    return f"  {name(language)}: {number}"
