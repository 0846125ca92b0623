"""Which version of a thing is the last word now: `until_seq`, derived and kept for the views."""

from typing import Final

import apsw

_VISIBLE: Final = """
    NOT EXISTS (
        SELECT 1 FROM batch b WHERE b.batch = v.batch AND b.withdrawn_seq IS NOT NULL
    ) AND NOT EXISTS (
        SELECT 1 FROM version c LEFT JOIN batch cb ON cb.batch = c.batch
        WHERE c.corrects = v.seq AND cb.withdrawn_seq IS NULL
    )
"""
_LAST_WORD: Final = (
    f"SELECT seq FROM version v WHERE kind = ? AND id = ? AND {_VISIBLE} "  # noqa: S608 - constants
    "ORDER BY heard DESC, seq DESC LIMIT 1"
)


def settle(db: apsw.Connection, kind: str, thing: str, at_seq: int) -> None:
    """Work out a thing's last word anew; what no longer is it was it until `at_seq`."""
    word: int | None = db.execute(_LAST_WORD, (kind, thing)).get
    db.execute(
        "UPDATE version SET until_seq = ? "
        "WHERE kind = ? AND id = ? AND until_seq IS NULL AND seq IS NOT ?",
        (at_seq, kind, thing, word),
    )
    db.execute(
        "UPDATE version SET until_seq = NULL WHERE seq = ? AND until_seq IS NOT NULL", (word,)
    )
