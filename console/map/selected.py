"""The selection on the map: a ring without hue around what is selected."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from console.layers.marks import Areas, Badges, Dots, Lines
from console.map.inks import Inks
from console.map.painter import Entry
from console.map.projection import Projection
from console.map.symbols import badge_middle, drawn_size_px

_RING_PX = 2.0
_CASING_PX = 1.5
_MOST = 2_000
"""More rings than this would cover the map."""

Selected = Mapping[str, frozenset[str]]
"""Ids by kind."""
Place = tuple[Dots | Badges | Lines | Areas, int]


def selected_places(entries: Sequence[Entry], selected: Selected) -> list[Place]:
    """Where the selected things are among the marks: batches and rows."""
    found: list[Place] = []
    for entry in entries:
        for batch in entry.batches:
            if not isinstance(batch, Dots | Badges | Lines | Areas) or not batch.ids:
                continue
            wanted = selected.get(batch.kind)
            if wanted:
                rows = (row for row, thing in enumerate(batch.ids) if thing in wanted)
                found += [(batch, row) for row in rows]
    return found[:_MOST]


def draw_selected(
    painter: QPainter, inks: Inks, projection: Projection, places: Sequence[Place]
) -> None:
    """Draw the rings, in logical pixels: first all casings, then all rings."""
    outlines = [path for batch, row in places for path in _outline(projection, batch, row)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for role, width in (
        ("selection.casing", _RING_PX + 2 * _CASING_PX),
        ("selection.ring", _RING_PX),
    ):
        pen = QPen(inks.color(role), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for path in outlines:
            painter.drawPath(path)
    painter.restore()


def _outline(
    projection: Projection, batch: Dots | Badges | Lines | Areas, row: int
) -> Iterator[QPainterPath]:
    path = QPainterPath()
    if isinstance(batch, Dots | Badges):
        x, y = projection.to_px(*batch.xy_m[row])
        if not (-50 < x < projection.width_px + 50 and -50 < y < projection.height_px + 50):
            return
        size_px = drawn_size_px(batch, projection.m_per_px)
        reach = size_px * (0.5 if isinstance(batch, Dots) else 0.68) + 4
        if isinstance(batch, Badges):
            y -= badge_middle(batch.shapes[int(batch.style[row])], size_px)
        path.addEllipse(QPointF(x, y), reach, reach)
        yield path
        return
    if isinstance(batch, Lines):
        rings = [batch.coords_m[batch.offsets[row] : batch.offsets[row + 1]]]
    else:
        first, last = batch.area_offsets[row], batch.area_offsets[row + 1]
        rings = [
            batch.coords_m[batch.ring_offsets[j] : batch.ring_offsets[j + 1]]
            for j in range(int(first), int(last))
        ]
    view = QRectF(-20, -20, projection.width_px + 40, projection.height_px + 40)
    west, _, _, north = projection.bounds_m
    for ring in rings:
        px = (ring - np.array([west, north])) / np.array(
            [projection.m_per_px, -projection.m_per_px]
        )
        points = px.tolist()
        if len(points) > 1:
            path.moveTo(*points[0])
            for point in points[1:]:
                path.lineTo(*point)
    if path.controlPointRect().intersects(view):
        yield path
