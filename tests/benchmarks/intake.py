"""How long reading a paste takes: python tests/benchmarks/intake.py [--strict].

With --strict, the exit status is 1 when a limit is exceeded.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from explainer.errors import InputError  # noqa: E402
from explainer.intake.paste import LARGEST, read_paste  # noqa: E402
from tests.benchmarks.explain import Result  # noqa: E402
from tests.intake.pathological import SHAPES, of_size  # noqa: E402
from tests.paths import DATA  # noqa: E402

LIMIT = 1000
"""Milliseconds that a paste may take, whatever is in it."""
MB = 1 << 20


def pastes() -> Result:
    """Return the slowest of the pastes as people post them."""
    times = {path.stem: taken(path.read_bytes()) for path in sorted((DATA / "pastes").glob("*.txt"))}
    slowest = max(times, key=times.__getitem__)
    measured = f"{len(times)} pastes, {sum(times.values()):.0f} ms in all, the slowest is {slowest}"
    return Result("a paste as people post them", measured, times[slowest], 100, "ms")


def pathological(shape: str) -> list[Result]:
    """Return how long a shape takes at the largest size that is read, and at 5 MB."""
    return [
        Result(f"{shape}, {size / MB:g} MB", "once", taken(of_size(shape, size)), LIMIT, "ms")
        for size in (LARGEST, 5 * MB)
    ]


def taken(data: bytes) -> float:
    """Return the milliseconds until a paste is read or refused."""
    started = time.perf_counter()
    with suppress(InputError):
        read_paste(data)
    return (time.perf_counter() - started) * 1e3


def main() -> int:
    results = [pastes(), *[result for shape in SHAPES for result in pathological(shape)]]
    for result in results:
        print(result)
    over = sum(result.figure > result.limit for result in results)
    return 1 if over and "--strict" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
