"""Rows of a query as plain tuples."""

from typing import Any

import apsw


def rows(db: apsw.Connection, sql: str, bindings: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """All rows that a query gives."""
    return db.execute(sql, bindings).fetchall()


def first(db: apsw.Connection, sql: str, bindings: tuple[Any, ...] = ()) -> tuple[Any, ...] | None:
    """The first row that a query gives, None where there is none."""
    return db.execute(sql, bindings).fetchone()
