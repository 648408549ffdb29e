"""Code that signs: what in it looks like a mistake of the catalogue. It is read, never run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from explainer.intake.readers.model import Part, Remark, Span
from explainer.intake.readers.signing.calls import Calls
from explainer.intake.readers.signing.code import Code
from explainer.intake.readers.signing.values import Values
from explainer.pipeline.catalogue import mistake

_KRAKENS = re.compile(r"(?i)kraken|/0/private")
"""What says that code signs for Kraken: for another exchange the same code may be right."""
_HEADER = re.compile(r"(?i)(?<!x-)\bapi[-_]?sign\b")
"""What says the same where no other exchange is named: some have a header of this name."""
_OTHERS = re.compile(
    r"(?i)\b(?:binance|bit(?:finex|stamp|trex|mex|get|t?humb)|bybit|coinbase|poloniex|kucoin|ok[e]?x|gate\.?io|huobi"
    r"|htx|hitbtc|gemini|cex\.io|upbit|mexc|deribit|payeer)"
)
_SHA256 = re.compile(
    r"\bsha256\(|['\"(]sha-?256['\"]|Digest::SHA256|\bsha256\.(?:New|Sum256)\(|\bSHA256\.(?:Create|HashData)\("
    r"|\bnew[ ]SHA256\w{0,30}\(|\bCryptoJS\.SHA256\(|\bDigestUtils\.sha256",
    re.I,
)
_HMAC_SHA512 = re.compile(r"(?i)hmac[^;]{0,300}?sha-?512")

_NAME = re.compile(r"[^\s(]{1,200}")


def read_signing(text: str) -> Iterator[Part]:
    """Yield the places that hash and authenticate, where they look like a mistake, each mistake once.

    A place that looks like several is one part with a remark for each.
    """
    if not _for_kraken(text):
        return
    code = Code(text)
    told: set[str] = set()
    found = [*Calls(code).mistakes(), *Values(code).mistakes()]
    for span, ids in _places([(_name_in(text, span), ids) for span, ids in found]):
        remarks = tuple([_remark(id, span) for id in dict.fromkeys(ids) if id not in told])
        told.update(ids)
        if remarks:
            yield Part("code", span, remarks=remarks)


def _for_kraken(text: str) -> bool:
    """Return whether code names Kraken, or no other exchange and has its header or both of its functions."""
    if _KRAKENS.search(text) or _OTHERS.search(text):
        return _KRAKENS.search(text) is not None
    return bool(_HEADER.search(text) or (_SHA256.search(text) and _HMAC_SHA512.search(text)))


def _name_in(text: str, span: Span) -> Span:
    """Return where the first name of a place stands: what it is called with may hold values for others."""
    name = _NAME.search(text, *span)
    return name.span() if name else span


def _places(found: Iterable[tuple[Span, list[str]]]) -> list[tuple[Span, list[str]]]:
    """Return places in the order of the text, those that overlap as the first of them."""
    places: list[tuple[Span, list[str]]] = []
    for span, ids in sorted(found):
        if places and span[0] < places[-1][0][1]:
            places[-1] = (places[-1][0], [*places[-1][1], *ids])
        else:
            places.append((span, ids))
    return places


def _remark(id: str, span: Span) -> Remark:
    title = mistake(id).title
    said = f"this looks like {id} ({title[0].lower()}{title[1:]}); your API-Sign can prove it"
    return Remark(f"code-{id}", said, span, id)
