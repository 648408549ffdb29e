"""How fast the search is, on one core: python tests/benchmarks/diagnose.py [--strict].

Each request is searched for a signature that nothing explains, so that every combination is tried.
With --strict, the exit status is 1 when a limit is exceeded.
"""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha512
from pathlib import Path
from time import monotonic, process_time
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from explainer.diagnosing import diagnose  # noqa: E402
from explainer.diagnosis.investigate import Step  # noqa: E402
from explainer.diagnosis.search import EXHAUSTIVE, Search  # noqa: E402
from explainer.example import EXAMPLE  # noqa: E402
from explainer.pipeline.run import plain_inputs, sign  # noqa: E402
from explainer.request import Request  # noqa: E402

NOTHING = b64encode(sha512(b"nothing").digest()).decode()
ARTICLE = ["nonce-not-hashed", "digest-as-hex", "secret-not-decoded", "signature-as-hex"]
FOUR_SECONDS = 10.0
_LONG_ENOUGH = 3
"""How many of the long requests are short enough to try three mistakes on."""
MEGABYTE = 1024

REQUESTS = {
    "the published example": EXAMPLE,
    "a form with all that can be spelled in two ways": EXAMPLE._replace(
        body=b"nonce=1616492376594&ordertype=limit&pair=XBT%2FUSD&price=37500.0&type=buy&volume=1.250"
        b"&validate=true&close%5Bordertype%5D=stop+loss&otp=123456&x=&oflags=post,fciq"
    ),
    "a batch in JSON": EXAMPLE._replace(
        path=b"/0/private/AddOrderBatch",
        body=b'{"nonce":"1616492376594","pair":"XBT/USD","orders":[{"ordertype":"limit","price":"40000",'
        b'"type":"buy","volume":"1.20"},{"ordertype":"limit","price":"42000","type":"sell","volume":"1"}]}',
    ),
}

_ORDER = (
    '{"ordertype":"limit","price":"%d.5","type":"buy","volume":"1.20","timeinforce":"GTC","oflags":"post",'
    '"cl_ord_id":"6d1b345e-2821-40e2-ad83-4ecb18a06%03d","close":{"ordertype":"stop-loss","price":"37000"},'
    '"reduce_only":true,"userref":%d,"deadline":"2026-11-25T12:00:00Z"}'
)


def _text(size: int) -> bytes:
    """Return Kraken's example with a field of so many bytes more."""
    return EXAMPLE.body + b"&text=" + (b"stop+loss+at+%2F+5+" * (size // 19 + 1))[:size]


LONG = {
    "a form of 1 kB": EXAMPLE._replace(body=_text(1_000)),
    "a form of 5 kB": EXAMPLE._replace(body=_text(5_000)),
    "a batch of 15 orders in JSON": EXAMPLE._replace(
        path=b"/0/private/AddOrderBatch",
        body=b'{"nonce":"1616492376594","pair":"XBT/USD","orders":[%s]}'
        % ",".join([_ORDER % (40_000 + at, at, at) for at in range(15)]).encode(),
    ),
    "a form of 100 kB": EXAMPLE._replace(body=_text(100_000)),
    "a form of 1 MB": EXAMPLE._replace(body=_text(1_000_000)),
}
"""Requests that take longer: the more bytes are hashed, the less can be tried."""


class Limit(NamedTuple):
    """A figure and what it must keep to."""

    what: str
    figure: float
    limit: float
    most: bool

    @property
    def kept(self) -> bool:
        return self.figure <= self.limit if self.most else self.figure >= self.limit

    def __str__(self) -> str:
        word = "at most" if self.most else "at least"
        return f"{self.what}: {self.figure:,.2f}, {word} {self.limit:,g}: {'pass' if self.kept else 'over'}"


def passes(messages: list[bytes]) -> None:
    """Make the two SHA-512 passes of an HMAC over each message with hashlib alone."""
    block = EXAMPLE.secret.expose().ljust(128, b"\0")
    inner, outer = sha512(block), sha512(block)
    for message in messages:
        first = inner.copy()
        first.update(message)
        second = outer.copy()
        second.update(first.digest())
        second.digest()


def timed(work: Callable[[], object]) -> float:
    begin = process_time()
    work()
    return process_time() - begin


def level(search: Search, mistakes: int, seconds: float | None = None) -> tuple[int, float, bool]:
    """Return the candidates of a level, the seconds they took, and whether it was finished."""
    before, begin = search.candidates, process_time()
    for _ in search.run(mistakes, least=mistakes):
        if seconds is not None and process_time() - begin > seconds:
            return search.candidates - before, process_time() - begin, False
    return search.candidates - before, process_time() - begin, True


def exhaustive(name: str, request: Request) -> list[Limit]:
    """Search one request for nothing, level by level, and by turns with it hashlib."""
    messages = [request.path + sha512(b"%d" % number).digest()[:32] for number in range(40_000)]
    hashing = [timed(lambda: passes(messages))]
    search = Search(plain_inputs(request), NOTHING.encode())
    print(f"\n{name}: {len(request.body)} bytes of POST data")
    candidates, seconds = 0, 0.0
    for mistakes in range(4):
        tried, took, _ = level(search, mistakes)
        candidates, seconds = candidates + tried, seconds + took
        print(f"  {mistakes} mistakes: {tried:>9,} candidates in {took:6.3f} s")
        hashing.append(timed(lambda: passes(messages)))
    tried, took, whole = level(search, 4, FOUR_SECONDS)
    print(
        f"  4 mistakes: {tried:>9,} candidates in {took:6.3f} s"
        f" ({'all' if whole else 'likeliest first, then time was up'})"
    )
    alone = len(messages) * len(hashing) / sum(hashing)
    print(f"  hashlib alone, by turns with it: {alone:,.0f} a second")
    return [
        Limit(f"{name}: seconds up to three mistakes", seconds, 2.0, most=True),
        Limit(f"{name}: candidates a second", candidates / seconds, 300_000, most=False),
        Limit(f"{name}: share of hashlib's speed", candidates / seconds / alone, 0.35, most=False),
    ]


def whole(request: Request) -> float:
    """Return the seconds that pass until a diagnosis has tried up to three mistakes, on all cores it uses."""
    begin, tried = monotonic(), 0.0

    def progress(step: Step) -> None:
        nonlocal tried
        if step.complete_up_to >= EXHAUSTIVE and not tried:
            tried = monotonic() - begin

    diagnose(
        request._replace(signature=NOTHING),
        seconds=None,
        max_mistakes=EXHAUSTIVE,
        progress=progress,
        cancelled=lambda: tried > 0,
    )
    return tried


def growing(name: str, request: Request) -> None:
    """Search one long request for nothing, as far as it goes in the time that a diagnosis has."""
    search, left = Search(plain_inputs(request), NOTHING.encode()), FOUR_SECONDS
    print(f"\n{name}: {len(request.body):,} bytes of POST data")
    for mistakes in range(4):
        tried, took, whole = level(search, mistakes, left)
        left -= took
        end = "" if whole else ", then time was up"
        print(f"  {mistakes} mistakes: {tried:>9,} candidates in {took:6.3f} s{end}")
        if not whole:
            break


def article() -> Limit:
    """Explain the article's whole recipe."""
    request = EXAMPLE._replace(signature=sign(EXAMPLE, ARTICLE))
    return Limit("the article's recipe: seconds to explain", timed(lambda: diagnose(request)), 1.0, most=True)


def memory(name: str) -> Limit:
    """Diagnose a signature that nothing explains in a process of its own, on Linux.

    The kernel's peak of this program alone: `ru_maxrss` begins with that of the process which started it.
    """
    code = (
        "from explainer.diagnosing import diagnose;"
        " from tests.benchmarks.diagnose import LONG, NOTHING, REQUESTS;"
        f" diagnose((REQUESTS | LONG)[{name!r}]._replace(signature=NOTHING), seconds=10);"
        " print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return Limit(f"{name}: megabytes of memory", int(done.stdout) / MEGABYTE, 150, most=True)


def main() -> int:
    """Print the figures beside their limits."""
    results = [limit for name, request in REQUESTS.items() for limit in exhaustive(name, request)]
    for name, request in LONG.items():
        growing(name, request)
    print("\nup to three mistakes, seconds that pass on all the cores that a diagnosis uses:")
    for name, request in [*REQUESTS.items(), *list(LONG.items())[:_LONG_ENOUGH]]:
        print(f"  {name}: {whole(request):.2f}")
    results += [article(), *[memory(name) for name in (*list(REQUESTS)[1:2], *LONG)]]
    print("\n" + "\n".join(map(str, results)))
    return int("--strict" in sys.argv[1:] and not all(result.kept for result in results))


if __name__ == "__main__":
    sys.exit(main())
