"""Areas and lines onto a strip: fills, hatches, casings, dashes, chevrons."""

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPolygonF

from console.layers.marks import Areas, Lines, Stroke
from console.map.paths import Outlines
from console.map.pen import Stylus, width_factor
from geodata.arrays import Floats, Rows

_PACE = 32
"""Paths drawn between two looks at the clock: some 0.5 ms."""
_CHEVRON_PX = 4.0
_SMALLEST_PX = 1.0


def paint_areas(stylus: Stylus, batch: Areas) -> Iterator[None]:
    """Fill, hatch and edge of every area of the batch that the strip shows."""
    if stylus.frame.m_per_logical_px > batch.max_m_per_px:
        return
    m_per_px = stylus.frame.m_per_px
    outlines = stylus.paths.of(batch, m_per_px)
    reach_m = stylus.px(batch.fill.edge_px + 1) * m_per_px
    rows = outlines.seen(stylus.bounds_m, reach_m, _SMALLEST_PX * m_per_px)
    if not len(rows):
        return
    if batch.fill.as_one and batch.fill.role:
        yield from _fill_as_one(stylus, batch, outlines, rows)
        yield from _edges(stylus, batch, outlines, rows, filled=False)
    else:
        yield from _edges(stylus, batch, outlines, rows, filled=bool(batch.fill.role))
    if batch.fill.hatch != "none":
        yield from _hatch(stylus, batch, outlines, rows)


def _edges(
    stylus: Stylus, batch: Areas, outlines: Outlines, rows: Rows, filled: bool
) -> Iterator[None]:
    fill, painter = batch.fill, stylus.painter
    if not filled and not (fill.edge_role and fill.edge_px):
        return
    before = painter.transform()
    for step in _paced(rows):
        painter.setTransform(stylus.over_ground())
        painter.setPen(Qt.PenStyle.NoPen)
        if fill.edge_role and fill.edge_px:
            cap = Qt.PenCapStyle.FlatCap
            painter.setPen(stylus.pen(fill.edge_role, fill.edge_px, fill.edge_dash_px, cap=cap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if filled:
            painter.setBrush(stylus.inks.color(fill.role, fill.alpha))
        for row in step:
            painter.drawPath(outlines.path(row))
        painter.setTransform(before)
        yield


def _fill_as_one(stylus: Stylus, batch: Areas, outlines: Outlines, rows: Rows) -> Iterator[None]:
    """Opaque onto a sheet of its own, then that sheet thinly over the strip."""
    covered = _covered(stylus, outlines, rows)
    sheet = QImage(covered.size(), QImage.Format.Format_ARGB32_Premultiplied)
    sheet.fill(Qt.GlobalColor.transparent)
    with QPainter(sheet) as over:
        over.setRenderHint(QPainter.RenderHint.Antialiasing)
        over.setPen(Qt.PenStyle.NoPen)
        over.setBrush(stylus.inks.color(batch.fill.role))
        over.translate(-covered.left(), -covered.top())
        over.setTransform(stylus.ground * over.transform())
        for step in _paced(rows):
            for row in step:
                over.drawPath(outlines.path(row))
            yield
    painter = stylus.painter
    painter.save()
    painter.setOpacity(painter.opacity() * batch.fill.alpha)
    painter.drawImage(covered.topLeft(), sheet)
    painter.restore()
    yield


def _covered(stylus: Stylus, outlines: Outlines, rows: Rows) -> QRect:
    """The part of the strip that the boxes of some features cover."""
    boxes, f = outlines.bounds_m[rows], stylus.frame
    left = int(np.floor((boxes[:, 0].min() - f.x_m) / f.m_per_px)) - 1
    right = int(np.ceil((boxes[:, 2].max() - f.x_m) / f.m_per_px)) + 1
    top = int(np.floor((f.y_m - boxes[:, 3].max()) / f.m_per_px)) - 1
    bottom = int(np.ceil((f.y_m - boxes[:, 1].min()) / f.m_per_px)) + 1
    strip = stylus.strip
    left, top = max(left, strip.left()), max(top, strip.top())
    right = min(right, strip.left() + strip.width())
    bottom = min(bottom, strip.top() + strip.height())
    return QRect(left, top, max(right - left, 1), max(bottom - top, 1))


def _hatch(stylus: Stylus, batch: Areas, outlines: Outlines, rows: Rows) -> Iterator[None]:
    brush = stylus.hatch(batch.fill.hatch_role or batch.fill.edge_role, batch.fill.hatch)
    ground = stylus.ground
    for step in _paced(rows):
        for row in step:
            stylus.painter.fillPath(ground.map(outlines.path(row)), brush)
        yield


def paint_lines(stylus: Stylus, batches: Sequence[Lines]) -> Iterator[None]:
    """A run of line batches: all casings first, then each batch's fills in order."""
    drawn = [b for b in batches if stylus.frame.m_per_logical_px <= b.max_m_per_px]
    for batch in drawn:
        if batch.stroke.casing_role:
            stroke = batch.stroke
            width = _width(stylus, stroke) + 2 * stroke.casing_px
            yield from _strokes(stylus, batch, stroke.casing_role, width, ())
    for batch in drawn:
        stroke = batch.stroke
        yield from _strokes(stylus, batch, stroke.role, _width(stylus, stroke), stroke.dash_px)
        if stroke.chevron_px:
            yield from _chevrons(stylus, batch)


def _width(stylus: Stylus, stroke: Stroke) -> float:
    factor = width_factor(stylus.frame.m_per_logical_px) if stroke.by_scale else 1.0
    return stroke.width_px * factor


def _strokes(
    stylus: Stylus, batch: Lines, role: str, width_px: float, dash_px: Sequence[float]
) -> Iterator[None]:
    stroke = batch.stroke
    if stroke.offset_px:
        yield from _aside(stylus, batch, width_px, _pen(stylus, stroke, role, width_px, dash_px))
        return
    is_plain = not dash_px and stroke.alpha >= 1.0 and not stroke.round_dots
    outlines, rows = _lines_seen(stylus, batch, width_px, in_pieces=is_plain)
    painter, before = stylus.painter, stylus.painter.transform()
    pen = _pen(stylus, stroke, role, width_px, dash_px)
    for step in _paced(rows):
        painter.setTransform(stylus.over_ground())
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for row in step:
            painter.drawPath(outlines.path(row))
        painter.setTransform(before)
        yield


def _pen(
    stylus: Stylus, stroke: Stroke, role: str, width_px: float, dash_px: Sequence[float]
) -> QPen:
    if stroke.round_dots and role == stroke.role:
        pitch_px = sum(dash_px) or 2.5 * width_px
        return stylus.pen(role, width_px, (0.0, pitch_px), stroke.alpha)
    cap = Qt.PenCapStyle.FlatCap if dash_px else Qt.PenCapStyle.RoundCap
    return stylus.pen(role, width_px, dash_px, stroke.alpha, cap)


def _aside(stylus: Stylus, batch: Lines, width_px: float, pen: QPen) -> Iterator[None]:
    """Lines drawn beside themselves."""
    stroke, painter = batch.stroke, stylus.painter
    outlines, rows = _lines_seen(stylus, batch, width_px + 2 * abs(stroke.offset_px))
    for step in _paced(rows):
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for row in step:
            for points in outlines.points(row):
                px = beside(stylus.frame.pixels(points), stylus.px(stroke.offset_px))
                painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in px.tolist()]))
        yield


def beside(px: Floats, offset: float) -> Floats:
    """A polyline (n, 2) in pixels moved to its right; sharp corners are cut at twice that."""
    kept = np.ones(len(px), dtype=np.bool_)
    kept[1:] = np.any(np.diff(px, axis=0) != 0, axis=1)
    px = px[kept]
    if len(px) < 2:
        return px
    legs = np.diff(px, axis=0)
    legs /= np.hypot(legs[:, 0], legs[:, 1])[:, None]
    # Rows run down: the right of (dx, dy) is (-dy, dx).
    right = np.stack([-legs[:, 1], legs[:, 0]], axis=1)
    before, after = np.vstack([right[:1], right]), np.vstack([right, right[-1:]])
    middle = before + after
    length = np.einsum("ij,ij->i", middle, before)
    moved: Floats = px + offset * middle / np.maximum(length, 0.5)[:, None]
    return moved


def _lines_seen(
    stylus: Stylus, batch: Lines, width_px: float, in_pieces: bool = False
) -> tuple[Outlines, Rows]:
    paths = stylus.paths.pieces_of if in_pieces else stylus.paths.of
    outlines = paths(batch, stylus.frame.m_per_px)
    reach_m = stylus.px(width_px / 2 + 1) * stylus.frame.m_per_px
    return outlines, outlines.seen(stylus.bounds_m, reach_m)


def _chevrons(stylus: Stylus, batch: Lines) -> Iterator[None]:
    """Small arrow heads along each line, a pitch apart, the first half a pitch from its start."""
    outlines, rows = _lines_seen(stylus, batch, _CHEVRON_PX * 2)
    pitch, size = stylus.px(batch.stroke.chevron_px), stylus.px(_CHEVRON_PX)
    painter = stylus.painter
    for step in _paced(rows):
        heads = QPainterPath()
        for row in step:
            for points in outlines.points(row):
                px = beside(stylus.frame.pixels(points), stylus.px(batch.stroke.offset_px))
                _add_heads(heads, px, pitch, size)
        painter.setPen(stylus.pen(batch.stroke.role, max(batch.stroke.width_px, 1.25)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(heads)
        yield


def _add_heads(heads: QPainterPath, px: Floats, pitch: float, size: float) -> None:
    if len(px) < 2:
        return
    legs = np.diff(px, axis=0)
    lengths = np.hypot(legs[:, 0], legs[:, 1])
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    for at in np.arange(pitch / 2, along[-1], pitch):
        leg = int(np.searchsorted(along, at, side="right")) - 1
        if lengths[leg] <= 0:
            continue
        way = legs[leg] / lengths[leg]
        tip = px[leg] + way * (at - along[leg]) + way * size / 2
        side = np.array([-way[1], way[0]]) * size
        back = tip - way * size
        heads.addPolygon(
            QPolygonF([QPointF(*(back + side)), QPointF(*tip), QPointF(*(back - side))])
        )


def _paced(rows: Rows) -> Iterator[list[int]]:
    for start in range(0, len(rows), _PACE):
        yield rows[start : start + _PACE].tolist()
