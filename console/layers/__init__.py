"""One overlay a file, found by being there."""

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

from console.layers.base import GROUPS, Layer
from geodata.texts import Explained, Text

_NOT_LAYERS = frozenset({"ages", "base", "marks", "options"})


class LayerFileError(Explained):
    """A file among the layers does not define one; `sentence` names the file and says why."""

    def __init__(self, file: Path, why: str) -> None:
        """`why` is for whoever wrote the file."""
        super().__init__(Text(f"图层文件 {file}：{why}。", f"The layer file {file}: {why}."))


def found(package: ModuleType | None = None) -> tuple[Layer, ...]:
    """Every layer of the package, lowest first; raises LayerFileError naming a file that has none.

    A module whose name begins with an underscore is a helper of layers, not one.
    """
    home = package or importlib.import_module(__name__)
    layers: dict[str, Layer] = {}
    for info in pkgutil.iter_modules(home.__path__):
        if info.name in _NOT_LAYERS or info.name.startswith("_"):
            continue
        file = Path(getattr(info.module_finder, "path", ""), f"{info.name}.py")
        layer = _layer_of(f"{home.__name__}.{info.name}", file)
        if layer.id in layers:
            raise LayerFileError(file, f"there is a layer {layer.id} already")
        layers[layer.id] = layer
    return tuple(sorted(layers.values(), key=lambda layer: (layer.order, layer.id)))


def _layer_of(name: str, file: Path) -> Layer:
    try:
        layer = getattr(importlib.import_module(name), "LAYER", None)
    except Exception as error:
        raise LayerFileError(file, f"{type(error).__name__}: {error}") from error
    if not isinstance(layer, Layer):
        raise LayerFileError(file, "it defines no LAYER")
    if layer.group not in GROUPS:
        raise LayerFileError(
            file, f"there is no group {layer.group}; there are {', '.join(GROUPS)}"
        )
    return layer
