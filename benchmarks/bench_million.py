"""A year of a million incidents: a step of a window of 30 days, whole screen; and what others do.

`dots` is every layer but the hotspots, `heat` every layer.
"""

import tempfile
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import line, measure
from benchmarks.million import MillionStore
from benchmarks.screen import Screen
from benchmarks.stores import store_path
from console.looks import Asked
from geodata.arrays import Bounds
from geodata.history import History
from geodata.instants import DAY_US, Span

NAMES = ("step_1m_dots", "step_1m_heat")

STEPS = 60
BASELINE_STEPS = 20
WINDOW_US = 30 * DAY_US
FRAME_MS = 1000 / 60
HOTSPOTS = "hotspots"


def steps(screen: Screen, name: str, asked: Asked) -> None:
    """Step by local days with the window moving along."""

    def day() -> None:
        screen.hands.key("period", "Shift_L")

    screen.ask(asked)
    for _ in range(3):
        screen.step_ms(day)
    took_ms = []
    counted = []
    for _ in range(STEPS):
        screen.pause(FRAME_MS)
        took_ms.append(screen.step_ms(day))
        counted.append(len(screen.console.look.picture.counted))
    screen.settle()
    line(name, took_ms, in_window=max(counted), late=screen.late_after(day))
    screen.settle()


def windows(asked: Asked) -> Callable[[], Span]:
    """The same windows for the others: each call the next."""
    at_us = asked.t_us

    def following() -> Span:
        nonlocal at_us
        at_us += DAY_US
        return Span(at_us - WINDOW_US, at_us)

    return following


def baselines(history: History, bounds: Bounds, asked: Asked) -> None:
    """One panel each, where ours paints them all: points, a raster, counts in tables."""
    import pandas as pd

    table = pd.DataFrame(
        {
            "happened": history.happened_us,
            "x": history.x_m,
            "y": history.y_m,
            "kind": pd.Series(np.array(history.kind.names)[history.kind.codes], dtype="category"),
            "count": history.count,
        }
    )
    _pandas(table, windows(asked))
    _pyqtgraph(history, bounds, windows(asked))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # theirs, not ours
        _datashader(table, bounds, windows(asked))


def _within(table: Any, window: Span) -> Any:
    happened = table["happened"]
    return table[(happened >= window.start_us) & (happened < window.end_us)]


def _pandas(table: Any, following: Callable[[], Span]) -> None:
    def count() -> Any:
        found = _within(table, following())
        days = found["happened"] // DAY_US
        return (
            found.groupby("kind", observed=False)["count"].sum(),
            found.groupby([days, "kind"], observed=False)["count"].sum(),
        )

    measure("baseline:pandas_counts_1m", count, BASELINE_STEPS)


def _pyqtgraph(history: History, bounds: Bounds, following: Callable[[], Span]) -> None:
    import pyqtgraph as pg
    from PySide6.QtCore import QCoreApplication

    west, south, east, north = bounds
    plot = pg.PlotWidget()
    plot.resize(1220, 800)
    plot.setXRange(west, east)
    plot.setYRange(south, north)
    scatter = pg.ScatterPlotItem(size=5, pen=None, brush="r")
    plot.addItem(scatter)
    plot.show()

    def draw() -> None:
        rows = history.between(following())
        scatter.setData(history.x_m[rows], history.y_m[rows])
        QCoreApplication.processEvents()
        plot.repaint()

    measure("baseline:pyqtgraph_scatter_1m", draw, BASELINE_STEPS)
    plot.close()


def _datashader(table: Any, bounds: Bounds, following: Callable[[], Span]) -> None:
    import datashader
    from datashader import transfer_functions

    west, south, east, north = bounds
    canvas = datashader.Canvas(1220, 800, (west, east), (south, north))

    def count() -> Any:
        return canvas.points(_within(table, following()), "x", "y")

    counted = count()
    measure("baseline:datashader_points_1m", count, BASELINE_STEPS)
    shade = transfer_functions.shade
    measure("baseline:datashader_shade_1m", lambda: shade(counted), BASELINE_STEPS)


def main() -> None:
    """Ours, then theirs."""
    with tempfile.TemporaryDirectory() as folder:
        store = MillionStore(store_path(__doc__))
        screen = Screen(store, Path(folder))
        t_us = store.year().end_us - 2 * STEPS * DAY_US
        asked = replace(
            screen.console.look.asked,
            t_us=t_us,
            window=Span(t_us - WINDOW_US, t_us),
            mode="moving",
            known="then",
        )
        screen.console.overlays.set_visible(HOTSPOTS, False)
        steps(screen, "step_1m_dots", asked)
        screen.console.overlays.set_visible(HOTSPOTS, True)
        steps(screen, "step_1m_heat", asked)
        history = screen.console.snapshot.history("incident")
        bounds = screen.canvas.view.bounds_m
        screen.window.close()
        baselines(history, bounds, asked)


if __name__ == "__main__":
    main()
