"""The record that is measured: the sample, built once, unless another is named."""

import sys
from argparse import ArgumentParser
from pathlib import Path

OUT = Path(__file__).resolve().parent / "out"


def store_path(description: str | None) -> Path:
    """What `--store` names, else the sample, which is built where it is missing or outdated."""
    parser = ArgumentParser(description=description)
    parser.add_argument("--store", type=Path, help="another store than the sample")
    named: Path | None = parser.parse_args().store
    return named or sample()


def sample() -> Path:
    """The sample, as the code of today builds it."""
    path = OUT / "sample.gpkg"
    built = path.stat().st_mtime if path.exists() else 0.0
    home = OUT.parent.parent / "geodata"
    sources = [*home.rglob("sample/*.py"), *home.rglob("stores/*.py")]
    if built < max(source.stat().st_mtime for source in sources):
        from geodata import sample

        OUT.mkdir(exist_ok=True)
        sys.stderr.write("Building the sample\n")
        sample.build(path)
    return path
