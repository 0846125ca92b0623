"""A measurement as one line: percentiles of times, and the memory of the process."""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

CALIBRATIONS = 5


def memory_mb(process: int | str = "self") -> dict[str, float]:
    """What a process occupies: anonymous memory, and all that is resident."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    told = {line.split(":")[0]: line.split()[1] for line in status if line.endswith("kB")}
    return {
        "rss_anon_mb": round(int(told["RssAnon"]) / 1024, 1),
        "rss_mb": round(int(told["VmRSS"]) / 1024, 1),
    }


def line(
    name: str, took_ms: Sequence[float], memory: dict[str, float] | None = None, **more: Any
) -> None:
    """Print a measurement; what `more` tells stands behind it."""
    if len(took_ms):
        p50, p95, p99 = (round(float(v), 3) for v in np.percentile(took_ms, (50, 95, 99)))
        times: dict[str, Any] = {"p50_ms": p50, "p95_ms": p95, "p99_ms": p99}
    else:
        times = dict.fromkeys(("p50_ms", "p95_ms", "p99_ms"))
    told = {"name": name, "n": len(took_ms), **times, **(memory or memory_mb()), **more}
    told["machine_ms"] = machine_ms()
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def measure(
    name: str, work: Callable[[], object], n: int = 100, scale: float = 1.0, **more: Any
) -> None:
    """Print how long `work` takes, after three runs that do not count."""
    for _ in range(min(3, n - 1)):
        work()
    line(name, timed(work, n, scale), **more)


def timed(work: Callable[[], object], n: int, scale: float = 1.0) -> list[float]:
    """Milliseconds of n runs, times `scale`."""
    took = []
    for _ in range(n):
        begun = time.perf_counter()
        work()
        took.append(scale * (time.perf_counter() - begun) * 1e3)
    return took


def machine_ms() -> float:
    """How long a fixed piece of work takes here: figures of a busy or slower machine show it.

    About 10 ms where the goals were set.
    """
    return round(min(timed(_fixed_work, CALIBRATIONS)), 2)


def _fixed_work() -> int:
    total = 0
    for i in range(200_000):
        total += i * i % 7
    return total
