"""The time bar: when the map shows, over which stretch it counts, and as known when."""

from console.widgets.timebar.bar import TimeBar

__all__ = ["TimeBar"]
