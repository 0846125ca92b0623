"""The views looked at before: back and forth among them."""

from console.map.projection import Projection

KEPT = 50


class ViewHistory:
    """A list of views with a place in it, as a browser keeps pages."""

    def __init__(self) -> None:
        """No view yet."""
        self._views: list[Projection] = []
        self._here = -1

    def visit(self, view: Projection) -> None:
        """Come to rest on a view; those ahead of the present place are forgotten."""
        if self._here >= 0 and _alike(self._views[self._here], view):
            return
        self._views = [*self._views[: self._here + 1], view][-KEPT:]
        self._here = len(self._views) - 1

    def previous(self) -> Projection | None:
        """Step back; None at the first."""
        return self._step(-1)

    def next(self) -> Projection | None:
        """Step forth; None at the last."""
        return self._step(1)

    def _step(self, by: int) -> Projection | None:
        if not 0 <= self._here + by < len(self._views):
            return None
        self._here += by
        return self._views[self._here]


def _alike(one: Projection, other: Projection) -> bool:
    return (
        abs(one.x_m - other.x_m) < one.m_per_px
        and abs(one.y_m - other.y_m) < one.m_per_px
        and abs(one.m_per_px / other.m_per_px - 1) < 1e-6
    )
