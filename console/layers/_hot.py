"""The hotspots of a Picture: computed once for the map, the table and the command line."""

import shapely

from geodata.analysis.hotspots import HotspotOptions, Hotspots, StudyArea, hotspots
from geodata.picture import Picture


def study_area(picture: Picture) -> StudyArea:
    """Where incidents are recorded: the district's own area, else the record's extent."""
    district = picture.state("district")
    parts = (district, picture.snapshot.district.extent)
    return picture.snapshot.kept("study", parts, lambda: _study(picture))


def _study(picture: Picture) -> StudyArea:
    district = picture.state("district")
    if len(district):
        area = shapely.union_all(district.geometry)
        if isinstance(area, shapely.Polygon | shapely.MultiPolygon):
            return StudyArea.of(area)
    return StudyArea(picture.snapshot.district.extent)


def hotspots_of(picture: Picture, kind: str, options: HotspotOptions) -> Hotspots:
    """The hotspots of one kind of incident in the window."""
    counted = picture.counted
    study = study_area(picture)
    options = options.fitted(study)

    def make() -> Hotspots:
        history, rows = counted.history, counted.of_kind(kind)
        placed = rows[history.x_m[rows] == history.x_m[rows]]
        return hotspots(
            history.x_m[placed], history.y_m[placed], history.count[placed], study, options
        )

    return picture.snapshot.kept("hotspots", (counted, study, kind, options), make)
