"""Run benchmarks, each file in a process of its own: `python -m benchmarks [--store P] [NAME,...]`.

A file `bench_*.py` says in `NAMES` which figures it prints, one JSON line each. Named ones are
printed with the baselines that ran beside them.
"""

import ast
import json
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent


def names_in(path: Path) -> tuple[str, ...]:
    """The names that a file of benchmarks declares, read without importing what it measures."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "NAMES":
            return tuple(ast.literal_eval(node.value))
    raise ValueError(f"{path} declares no NAMES")


def run(path: Path, arguments: Sequence[str], wanted: frozenset[str]) -> int:
    """One file; its exit code."""
    command = [sys.executable, "-m", f"benchmarks.{path.stem}", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        for line in running.stdout or ():
            name = str(json.loads(line)["name"])
            if not wanted or name in wanted or name.startswith("baseline:"):
                sys.stdout.write(line)
                sys.stdout.flush()
    return running.returncode


def main() -> int:
    """0 where every benchmark ran."""
    parser = ArgumentParser(prog="benchmarks", description="One JSON line a measurement.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="or several with commas")
    parser.add_argument("--store", type=Path, help="another store than the sample")
    args = parser.parse_args()
    files = {path: names_in(path) for path in sorted(HERE.glob("bench_*.py"))}
    known = {name for names in files.values() for name in names}
    wanted = frozenset(name for told in args.names for name in told.split(",") if name)
    if unknown := sorted(wanted - known):
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    store = [] if args.store is None else ["--store", str(args.store.resolve())]
    failed = [
        path.stem
        for path, names in files.items()
        if (not wanted or wanted & set(names)) and run(path, store, wanted)
    ]
    if failed:
        sys.stderr.write(f"Failed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
