"""Another text than the call's path in front of the digest: another call's path, or more than a path.

In the catalogue each entry stands for a family with its likeliest member; `any_call` and `any_front`
make the others, which keep the entry's id.
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.pipeline.model import Makes, Mistake
from explainer.pipeline.traced import Origin
from explainer.request import Request
from explainer.stages.otherwise import always, titled
from explainer.stages.parts import API_KEY, NONCE, POST, Part, joined

_PRIVATE = "/0/private/"

CALLS = (
    *("AddOrder", "Balance", "BalanceEx", "TradeBalance", "OpenOrders", "ClosedOrders", "QueryOrders"),
    *("TradesHistory", "QueryTrades", "OpenPositions", "Ledgers", "QueryLedgers", "TradeVolume"),
    *("CancelOrder", "CancelAll", "CancelAllOrdersAfter", "EditOrder", "AmendOrder", "OrderAmends"),
    *("AddOrderBatch", "CancelOrderBatch", "GetWebSocketsToken", "GetApiKeyInfo", "CreditLines"),
    *("DepositMethods", "DepositAddresses", "DepositStatus", "Withdraw", "WithdrawInfo", "WithdrawStatus"),
    *("WithdrawMethods", "WithdrawAddresses", "WithdrawCancel", "WalletTransfer"),
    *("AddExport", "ExportStatus", "RetrieveExport", "RemoveExport", "CreateSubaccount", "AccountTransfer"),
    *("Earn/Strategies", "Earn/Allocations", "Earn/Allocate", "Earn/AllocateStatus"),
    *("Earn/Deallocate", "Earn/DeallocateStatus"),
    *("Stake", "Unstake", "Staking/Assets", "Staking/Pending", "Staking/Transactions"),
)
"""Kraken's private calls, those that everybody begins with first."""


def _constant(text: bytes) -> Makes:
    return Makes(Origin.ADDED, always(text))


def _title(path: str) -> str:
    return f"The signed path is {path}, whatever is called"


OF_EXAMPLE = Mistake(
    id="path-of-example",
    title=_title(_PRIVATE + CALLS[0]),
    apply=_constant((_PRIVATE + CALLS[0]).encode()),
    why="The path of the documentation's example, or of the call before, stayed in the code.",
    fix="Sign the path of this very call, taken from the URL that is sent.",
    needs=f"a path other than {_PRIVATE}{CALLS[0]}",
)
"""Stands for the paths of all calls."""


def any_call(request: Request) -> Iterator[Mistake]:
    """Yield OF_EXAMPLE for the path of each other private call."""
    for call in CALLS:
        path = _PRIVATE + call
        if path.encode() != request.path:
            yield OF_EXAMPLE._replace(title=_title(path), apply=_constant(path.encode()))


WITH_METHOD = Mistake(
    id="path-with-http-method",
    title="POST is authenticated in front of the path",
    apply=lambda uri_path: b"POST" + uri_path,
    why="Many exchanges sign the HTTP method, a time and the path; Kraken signs the path alone.",
    fix="Put the path in front of the digest, and nothing in front of the path.",
)
"""Stands for all that other exchanges sign around the path."""


_PATH = Part("the path", "uri_path")
_GET, _SMALL_POST = Part("GET", "", always(b"GET")), Part("'post'", "", always(b"post"))
_SPACE, _LINE_FEED = Part("a space", "", always(b" ")), Part("a line feed", "", always(b"\n"))
_AROUND = {
    "GET is authenticated in front of the path": (_GET, _PATH),
    "The nonce is authenticated in front of the path": (NONCE, _PATH),
    "The nonce and POST are authenticated in front of the path": (NONCE, POST, _PATH),
    "POST and the nonce are authenticated in front of the path": (POST, NONCE, _PATH),
    "POST and the nonce are authenticated around the path": (POST, _PATH, NONCE),
    "POST is authenticated behind the path": (_PATH, POST),
    "POST and a space are authenticated in front of the path": (POST, _SPACE, _PATH),
    "POST and a line feed are authenticated in front of the path": (POST, _LINE_FEED, _PATH),
    "POST and the path are authenticated in front of the digest, each on a line of its own": (
        POST,
        _LINE_FEED,
        _PATH,
        _LINE_FEED,
    ),
    "'post' is authenticated in front of the path": (_SMALL_POST, _PATH),
    "The API key is authenticated in front of the path": (API_KEY, _PATH),
    "The API key is authenticated behind the path": (_PATH, API_KEY),
    "The nonce and the API key are authenticated in front of the path": (NONCE, API_KEY, _PATH),
    "The API key and the nonce are authenticated in front of the path": (API_KEY, NONCE, _PATH),
}


def any_front() -> Iterator[Mistake]:
    """Yield WITH_METHOD for each text of HTTP method, nonce and API key around the path."""
    return titled(WITH_METHOD, {title: joined(parts) for title, parts in _AROUND.items()})
