"""What the bar tells of its Picture to programs: `shot --json`."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from geodata.counts import histogram
from geodata.instants import iso
from geodata.picture import Picture


def figures(picture: Picture) -> Mapping[str, Any]:
    """t, window and as known when (ISO 8601, local), and what the window's bars add up to.

    `known_at` is "now", or the instant by which it had been heard.
    """
    moment, zone = picture.moment, picture.snapshot.district.zone
    history = picture.snapshot.history("incident")
    names = history.kind.names
    sums = np.zeros(len(names), dtype=np.int64)
    if moment.window.length_us:
        edges_us = np.array([moment.window.start_us, moment.window.end_us])
        sums = histogram(history, edges_us, moment.known_at_us, moment.selection)[0]
    return {
        "t": iso(moment.t_us, zone),
        "window": [iso(moment.window.start_us, zone), iso(moment.window.end_us, zone)],
        "known_at": "now" if moment.is_known_now else iso(moment.known_at_us, zone),
        "counts": {name: int(n) for name, n in zip(names, sums, strict=True) if n},
        "total": int(sums.sum()),
    }
