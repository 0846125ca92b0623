"""How the tests look at the small district, and how they read marks."""

from collections.abc import Iterator
from typing import Any, TypeVar

from console.layers.base import Layer, View
from console.layers.marks import Areas, Batch, Grid, LineLabels, Lines, Marks
from console.layers.options import Choice, Number, Toggle, declared
from geodata.picture import Picture
from geodata.texts import Text
from tests import small

T = TypeVar("T")
VIEW = View(small.EXTENT, 1.0, (1_000, 1_000))


def drawn(layer: Layer, picture: Picture, **options: Any) -> Marks:
    """What a layer draws under some options, the others as declared."""
    return layer.marks(picture, VIEW, layer.options(**options))


def batches(marks: Marks) -> tuple[Batch, ...]:
    """All batches, plane by plane."""
    return (*marks.below, *marks.live, *marks.above)


def of_type(marks: Marks, kind: type[T]) -> list[T]:
    """The batches of one type."""
    return [batch for batch in batches(marks) if isinstance(batch, kind)]


def length(batch: Batch) -> int:
    """How many things a batch draws."""
    if isinstance(batch, Areas):
        return len(batch.area_offsets) - 1
    if isinstance(batch, Lines | LineLabels):
        return len(batch.offsets) - 1
    return 0 if isinstance(batch, Grid) else len(batch.xy_m)


def ids(marks: Marks, kind: str) -> set[str]:
    """The things of a kind that can be picked."""
    return {
        thing
        for batch in batches(marks)
        if getattr(batch, "kind", "") == kind
        for thing in getattr(batch, "ids", ())
    }


def roles(marks: Marks) -> Iterator[str]:
    """Every palette role that marks name."""
    for batch in batches(marks):
        yield from getattr(batch, "roles", ())
        for name in ("role", "dense_role"):
            if role := getattr(batch, name, ""):
                yield role
        if isinstance(batch, Lines):
            yield from filter(None, (batch.stroke.role, batch.stroke.casing_role))
        if isinstance(batch, Areas):
            fill = batch.fill
            yield from filter(None, (fill.role, fill.hatch_role, fill.edge_role))


def texts(value: Any) -> Iterator[Text]:
    """Every text within a value: a legend, a tip, parts, options."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts(one)
    elif hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from texts(getattr(value, name))


def every_way(layer: Layer) -> Iterator[dict[str, Any]]:
    """Options one by one: as declared, each choice, each toggle turned, each number at its ends."""
    yield {}
    for name, option in declared(layer.options).items():
        match option:
            case Choice(choices=choices):
                yield from ({name: code} for code, _ in choices)
            case Toggle():
                yield from ({name: value} for value in (False, True))
            case Number(low=low, high=high):
                yield from ({name: end} for end in (low, high))
            case _:
                yield {name: frozenset({"nothing of that name"})}


def lines_of(tip: Any) -> dict[str, str]:
    """The lines of a tip in English."""
    assert tip is not None
    return {what.en: value.en for what, value in tip.lines}
