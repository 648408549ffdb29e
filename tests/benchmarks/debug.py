"""How fast the debug screen answers a key while it searches: python tests/benchmarks/debug.py [--strict].

With --strict, the exit status is 1 when a limit is exceeded.
"""

from __future__ import annotations

import json
import sys
import time
from base64 import b64encode
from hashlib import sha512
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from explainer.example import EXAMPLE  # noqa: E402
from explainer.pipeline.run import sign  # noqa: E402
from tests.benchmarks.explain import Result  # noqa: E402
from tests.benchmarks.terminal import Terminal  # noqa: E402

ROUNDS = 5
PRESSES = 15
"""Keys in a round."""
PARTS = 3
"""Keys until each part was shown once: what it consists of is laid out then."""
BETWEEN = 0.2
"""Seconds from one painted frame to the next key: as fast as people press Tab."""
TAB = "\t"
FIELDS, PASTE = "Private key", "╰"
"""What only these parts of the screen have on them."""
UNEXPLAINED = b64encode(sha512(b"made by no known mistake").digest()).decode()


def answered(folder: Path, signature: str, status: str, verdict: str) -> list[float]:
    """Return the milliseconds from each key to the frame that shows what it does.

    `status` is on the screen when the first key is pressed, `verdict` on the verdict's part alone.
    """
    file = folder / "request.json"
    body = EXAMPLE.body.decode()
    request = {"path": EXAMPLE.path.decode(), "body": body, "secret": EXAMPLE.secret.expose().decode()}
    file.write_text(json.dumps(request | {"signature": signature}), encoding="utf-8")
    file.chmod(0o600)
    times = []
    with Terminal([sys.executable, "-m", "explainer", "debug", str(file)], columns=80, rows=24) as terminal:
        terminal.painted(status)
        for _, part in zip(range(PRESSES), cycle((FIELDS, verdict, PASTE)), strict=False):
            time.sleep(BETWEEN)
            pressed = terminal.press(TAB)
            times.append((terminal.painted(part) - pressed) * 1e3)
    return times


def main(arguments: list[str]) -> int:
    """Print each figure; return the exit status."""
    at_rest: list[float] = []
    searching: list[float] = []
    with TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            right = sign(EXAMPLE)
            at_rest += answered(Path(folder), right, "The signature is right", "If Kraken refuses it")
            searching += answered(Path(folder), UNEXPLAINED, "Trying", "The search makes")
    results = []
    for what, all_times in (("at rest", at_rest), ("while it searches", searching)):
        first = [time for at, time in enumerate(all_times) if at % PRESSES < PARTS]
        times = [time for at, time in enumerate(all_times) if at % PRESSES >= PARTS]
        measured = f"{len(first)} key presses"
        results.append(
            Result(
                f"key to a part painted for the first time, {what}, worst", measured, max(first), 200, "ms"
            )
        )
        measured = f"{len(times)} key presses"
        results += [
            Result(f"key to the painted part, {what}, median", measured, median(times), 50, "ms"),
            Result(
                f"key to the painted part, {what}, 95 of 100", measured, quantiles(times, n=20)[-1], 100, "ms"
            ),
            Result(f"key to the painted part, {what}, worst", measured, max(times), 100, "ms"),
        ]
    for result in results:
        print(result)
    return 1 if "--strict" in arguments and any(result.figure > result.limit for result in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
