"""Isovists of 2,000 cameras among 5,000 buildings, beside shadows made and subtracted by GEOS."""

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.figures import measure
from geodata.analysis import isovist_kernels
from geodata.analysis.camera_views import CameraViews
from geodata.analysis.coverage import coverage, ground
from geodata.analysis.grids import grid_over
from geodata.analysis.isovist import isovists
from geodata.analysis.occluders import Occluders

NAMES = ("isovist_2000", "isovist_index_5000", "coverage_2000")
BUILDINGS, CAMERAS = 5_000, 2_000
SAMPLE = 200
"""So many cameras the baseline is timed on; its times are scaled to 2,000."""
WEST, SOUTH = 558_000.0, 3_476_000.0


def city() -> NDArray[np.object_]:
    """Blocks of 5 × 2 plots of 26 by 22 m between streets of 14 m; a third are L-shaped.

    Outlines run counter-clockwise.
    """
    draw = np.random.default_rng(5)
    shapes: list[shapely.Geometry] = []
    for k in range(BUILDINGS):
        column, row = k % 100, k // 100
        width, depth = draw.uniform(10, 22), draw.uniform(8, 17)
        x = WEST + 26 * column + 14 * (column // 5) + draw.uniform(0, 24 - width)
        y = SOUTH + 22 * row + 14 * (row // 2) + draw.uniform(0, 20 - depth)
        shape: shapely.Geometry = shapely.box(x, y, x + width, y + depth)
        if draw.random() < 1 / 3:
            shape = shapely.difference(
                shape, shapely.box(x + width / 2, y + depth / 2, x + 99, y + 99)
            )
        shapes.append(shapely.affinity.rotate(shape, draw.normal(0, 4)))
    return np.asarray(shapely.orient_polygons(np.array(shapes, dtype=object)))


def cameras_in(buildings: NDArray[np.object_]) -> CameraViews:
    """Six of ten on poles in the open near a building, four on walls, looking outward."""
    draw = np.random.default_rng(6)
    tree = shapely.STRtree(buildings)
    xy = np.empty((CAMERAS, 2))
    azimuth = draw.uniform(0, 360, CAMERAS)
    for k in range(CAMERAS):
        while True:
            ring = shapely.get_coordinates(buildings[draw.integers(BUILDINGS)])
            corner, following = ring[j := int(draw.integers(len(ring) - 1))], ring[j + 1]
            xy[k] = corner + draw.uniform(0.1, 0.9) * (following - corner)
            if k % 10 >= 6:
                east, north = following - corner
                azimuth[k] = np.degrees(np.arctan2(east, north)) + 90 + draw.normal(0, 20)
                break
            xy[k] += draw.normal(0, 10, 2)
            if len(tree.query(shapely.Point(xy[k]), "intersects")) == 0:
                break
    lens = draw.uniform(50, 110, CAMERAS)
    range_m = draw.uniform(30, 120, CAMERAS)
    return CameraViews(xy, azimuth % 360, lens, lens, range_m, np.full(CAMERAS, 1920.0))


def by_shadows(
    buildings: NDArray[np.object_], tree: shapely.STRtree, views: CameraViews, k: int
) -> shapely.Geometry:
    """One camera's sector less the shadows of the walls in it that face the camera."""
    eye, half = views.xy_m[k], views.sweep_deg[k] / 2
    steps = int(views.sweep_deg[k] // 2) + 2
    azimuth = np.radians(np.linspace(-half, half, steps) + views.azimuth_deg[k])
    arc = views.range_m[k] * np.column_stack((np.sin(azimuth), np.cos(azimuth)))
    sector = shapely.Polygon(np.vstack((eye, eye + arc)))
    near = buildings[tree.query(sector, "intersects")]
    if len(near) == 0:
        return sector
    coords, ring = shapely.get_coordinates(near, return_index=True)
    same = ring[1:] == ring[:-1]
    p, q = coords[:-1][same] - eye, coords[1:][same] - eye
    facing = p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0] < -1e-6
    p, q = p[facing], q[facing]
    far = 4 * views.range_m[k]
    to_p, to_q = p / np.hypot(*p.T)[:, None], q / np.hypot(*q.T)[:, None]
    middle = to_p + to_q
    middle /= np.hypot(*middle.T)[:, None]
    corners = np.stack((p, q, far * to_q, far * middle, far * to_p), axis=1) + eye
    return sector.difference(shapely.union_all(shapely.polygons(corners)))


def main() -> None:
    """Ours, what follows from it, and the baseline; each with how it compares."""
    isovist_kernels.warm()
    buildings = city()
    views = cameras_in(buildings)
    occluders = Occluders.from_polygons(buildings)
    seen = isovists(occluders, views)
    shapes = seen.polygons()
    tree = shapely.STRtree(buildings)
    x_min, y_min, x_max, y_max = (float(value) for value in shapely.total_bounds(buildings))
    grid = grid_over((x_min, y_min, x_max, y_max), 5.0)
    block = np.array([shapely.box(x_min, y_min, x_max, y_max)], dtype=object)
    public = ground(grid, block, buildings)
    chosen = range(0, CAMERAS, CAMERAS // SAMPLE)
    worst = 1.0

    def shadows() -> None:
        nonlocal worst
        for k in chosen:
            shape = by_shadows(buildings, tree, views, k)
            common = shapely.area(shapely.intersection(shape, shapes[k]))
            worst = min(worst, common / max(shapely.area(shapely.union(shape, shapes[k])), 1e-9))

    def only_shadows() -> None:
        for k in chosen:
            by_shadows(buildings, tree, views, k)

    shadows()
    measure(
        "isovist_2000",
        lambda: isovists(occluders, views),
        200,
        cameras=CAMERAS,
        buildings=BUILDINGS,
        iou_min=round(float(worst), 5),
    )
    measure("isovist_index_5000", lambda: Occluders.from_polygons(buildings), 30)
    measure(
        "coverage_2000",
        lambda: coverage(views, seen, ["online"] * CAMERAS, grid, public).summary(),
        30,
    )
    measure(
        "baseline:isovist_2000_shapely",
        only_shadows,
        3,
        CAMERAS / SAMPLE,
        cameras_timed=SAMPLE,
        scaled_to=CAMERAS,
    )


if __name__ == "__main__":
    main()
