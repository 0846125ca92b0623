"""Hotspots, density and rasters of dots, beside what others do with the same points."""

import warnings
from functools import partial

import numpy as np

from benchmarks.figures import measure
from console.map import dots_kernels
from console.map.counting import counted_on_grid
from geodata.analysis import density_kernels
from geodata.analysis.density import density, density_grid
from geodata.analysis.grids import GridSpec, bin_counts
from geodata.analysis.hotspots import HotspotOptions, StudyArea, hotspots
from geodata.arrays import Floats

NAMES = (
    "hotspots_2k", "hotspots_80k", "density_2k", "density_80k", "bin_counts_1m", "count_pixels_1m",
    "density_1m",
)  # fmt: skip
DISTRICT = StudyArea((559_000.0, 3_476_000.0, 562_000.0, 3_479_000.0))
VIEW = (559_000.0, 3_476_500.0, 562_000.0, 3_478_187.5)
WIDTH_PX, HEIGHT_PX = 1920, 1080


def district_like(n: int) -> tuple[Floats, Floats, Floats]:
    """`n` records: three in five along eight kerbs, the others anywhere; 1 to 3 vehicles each."""
    draw = np.random.default_rng(2022)
    at_kerbs = n * 3 // 5
    x_min, y_min, x_max, y_max = DISTRICT.bounds
    kerb = draw.choice(8, at_kerbs, p=(0.3, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.05))
    bearing = draw.uniform(0.0, np.pi, 8)[kerb]
    along, across = draw.normal(0.0, 70.0, at_kerbs), draw.normal(0.0, 12.0, at_kerbs)
    x = draw.uniform(x_min, x_max, n)
    y = draw.uniform(y_min, y_max, n)
    middle_x, middle_y = (
        draw.uniform(x_min + 300, x_max - 300, 8),
        draw.uniform(y_min + 300, y_max - 300, 8),
    )
    x[:at_kerbs] = middle_x[kerb] + along * np.cos(bearing) - across * np.sin(bearing)
    y[:at_kerbs] = middle_y[kerb] + along * np.sin(bearing) + across * np.cos(bearing)
    order = draw.permutation(n)  # as incidents come: in no order of place
    return x[order], y[order], draw.choice((1.0, 1.0, 2.0, 3.0), n)


def main() -> None:
    """Ours first, then the baselines."""
    density_kernels.warm()
    dots_kernels.warm()
    # A window has long freed larger pictures than these arrays, which is what makes malloc keep
    # pages instead of returning them; without it every array here would be mapped anew.
    np.ones(4_000_000).sum()
    options = HotspotOptions()
    surface = density_grid(DISTRICT.bounds, options.bandwidth_m)
    heat_view = GridSpec(559_000.0, 3_476_000.0, 7.5, 400, 300)
    for n, called in ((2_000, "2k"), (80_000, "80k")):
        window = district_like(n)
        measure(f"hotspots_{called}", partial(hotspots, *window, DISTRICT, options))
        measure(f"density_{called}", partial(density, *window, heat_view, 55.0))
    x, y, counts = district_like(1_000_000)
    xy, cell_m = np.column_stack((x, y)), (VIEW[2] - VIEW[0]) / WIDTH_PX
    raster = VIEW[0], VIEW[3], cell_m, WIDTH_PX, HEIGHT_PX
    measure("bin_counts_1m", lambda: bin_counts(x, y, counts, DISTRICT.cells(50.0).spec))
    measure("count_pixels_1m", lambda: counted_on_grid(xy, *raster))
    measure("density_1m", lambda: density(x, y, counts, surface, 55.0), 30)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # theirs, not ours
        _datashader(x, y)
        _esda()
        _scipy(surface)


def _datashader(x: Floats, y: Floats) -> None:
    import datashader
    import pandas as pd
    from datashader import transfer_functions

    points = pd.DataFrame({"x": x, "y": y})
    x_min, y_min, x_max, y_max = VIEW
    canvas = datashader.Canvas(WIDTH_PX, HEIGHT_PX, (x_min, x_max), (y_min, y_max))
    counted = canvas.points(points, "x", "y")
    measure("baseline:datashader_points_1m", lambda: canvas.points(points, "x", "y"), 20)
    measure("baseline:datashader_shade", lambda: transfer_functions.shade(counted), 20)


def _esda() -> None:
    import esda
    import libpysal

    spec = DISTRICT.cells(50.0).spec
    counts = bin_counts(*district_like(80_000), spec)
    lattice = libpysal.weights.lat2W(*spec.shape, rook=False)
    weights = libpysal.weights.fill_diagonal(lattice, 1.0)
    measure(
        "baseline:esda_g_local",
        lambda: esda.G_Local(counts.ravel(), weights, transform="B", star=None, permutations=0),
        3,
    )


def _scipy(surface: GridSpec) -> None:
    from scipy import stats

    x, y, counts = district_like(2_000)
    xs, ys = surface.centres()
    places = np.stack([axis.ravel() for axis in np.meshgrid(xs, ys)])
    kernel = stats.gaussian_kde(np.stack((x, y)), bw_method=0.03, weights=counts)
    measure("baseline:scipy_gaussian_kde_2k", lambda: kernel(places), 1)


if __name__ == "__main__":
    main()
