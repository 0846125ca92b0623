"""One overlay a file, found by being there."""

import importlib
import pkgutil
from types import ModuleType

from console.layers.base import Layer

_NOT_LAYERS = frozenset({"base", "marks", "options"})


class LayerFileError(Exception):
    """A file among the layers does not define one; the message names the file."""


def found(package: ModuleType | None = None) -> tuple[Layer, ...]:
    """Every layer of the package, lowest first; raises LayerFileError naming a file that has none.

    A module whose name begins with an underscore is a helper of layers, not one.
    """
    home = package or importlib.import_module(__name__)
    layers = [
        _layer_of(importlib.import_module(f"{home.__name__}.{info.name}"))
        for info in pkgutil.iter_modules(home.__path__)
        if info.name not in _NOT_LAYERS and not info.name.startswith("_")
    ]
    return tuple(sorted(layers, key=lambda layer: (layer.order, layer.id)))


def _layer_of(module: ModuleType) -> Layer:
    layer = getattr(module, "LAYER", None)
    if not isinstance(layer, Layer):
        raise LayerFileError(f"{module.__file__} defines no LAYER")
    return layer
