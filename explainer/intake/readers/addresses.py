"""The address of a request: which of it is the URI path, and what to say about the rest."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.intake.readers.model import Found, Remark, Span, exact

_SCHEMES = ("https://", "http://", "//")


def read_address(text: str, start: int, how: str, *, span: Span | None = None) -> Iterator[Found | Remark]:
    """Yield what an address says that begins at `start` in the paste: host, URI path, query.

    It may be a whole URL, a host with a path, or a path alone, which may begin with two slashes by
    mistake. `span` is where it stands if it is written with quotes or escapes, so that its own characters
    have no places of their own.
    """
    scheme = next((one for one in _SCHEMES if text[: len(one)].lower() == one), "")
    if scheme == "//" and "." not in text[2:].partition("/")[0]:
        scheme = ""
    host_end = start_of_path = 0
    if scheme or not text.startswith("/"):
        rest = [at for at in (text.find(sign, len(scheme)) for sign in "/?#") if at >= 0]
        host_end = start_of_path = min(rest, default=len(text))
    path_end = min(
        [at for at in (text.find(sign, start_of_path) for sign in "?#") if at >= 0], default=len(text)
    )

    def place(begin: int, end: int) -> Span:
        return span or (start + begin, start + end)

    if host_end:
        host = text[len(scheme) : host_end].rpartition("@")[2].partition(":")[0].lower()
        yield Found("host", exact(host), place(len(scheme), host_end), how)
    if path_end > start_of_path:
        yield Found("path", exact(text[start_of_path:path_end]), place(start_of_path, path_end), how)
    if text[path_end : path_end + 1] == "?" and len(text) > path_end + 1:
        yield Remark(
            "query-in-address",
            "the address has a query, which is no part of the URI path that is signed here: Kraken takes"
            " parameters in the POST data",
            place(path_end, len(text)),
        )
