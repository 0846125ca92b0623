"""Compile every numba kernel ahead of time: `python -m geodata.kernels`.

Compiling while the window is open stalls it (measured: 1.8 s of work, 125 ms of a dead event
loop for two small kernels), so installing does it, in a process of its own. Compiled code lies
in numba's cache beside the source.

A module that holds kernels is named `*_kernels.py` and has a function `warm()` that calls each
of them once with small arrays of the types used in earnest.
"""

import importlib
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def kernel_modules(root: Path = PROJECT) -> list[str]:
    """Dotted names of the modules of kernels in `geodata` and `console` below `root`, sorted."""
    return sorted(
        ".".join(path.relative_to(root).with_suffix("").parts)
        for package in ("geodata", "console")
        for path in (root / package).rglob("*_kernels.py")
    )


def warm(module: str) -> float:
    """Import a module of kernels, call its `warm()`, and return the seconds both took.

    Raises:
        AttributeError: the module is named like one of kernels and has no `warm`.
    """
    begun = time.perf_counter()
    importlib.import_module(module).warm()
    return time.perf_counter() - begun


def main() -> None:
    """Warm the kernels of the project and say how long each module took."""
    for module in kernel_modules():
        sys.stderr.write(f"  {module} {warm(module):.1f} s\n")


if __name__ == "__main__":
    main()
