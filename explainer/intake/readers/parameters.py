"""The POST parameters of Kraken's private API, and which names beside them are none."""

from __future__ import annotations

from explainer.intake.readers.fields import read_field

_NAMES = frozenset(
    {
        *("nonce", "otp", "pair", "type", "ordertype", "price", "price2", "volume", "displayvol", "leverage"),
        *("oflags", "timeinforce", "starttm", "expiretm", "deadline", "validate", "userref", "cl_ord_id"),
        *(
            "txid",
            "reduce_only",
            "stptype",
            "trigger",
            "asset",
            "aclass",
            "key",
            "amount",
            "address",
            "refid",
        ),
        *("method", "start", "end", "ofs", "trades", "docalcs", "ledger", "from", "to", "timeout", "orders"),
    }
)
_TELLING = frozenset({"key", "method"})
"""Names that stand for something else as well; the value tells."""


def is_parameter(name: str, value: str) -> bool:
    """Return whether a name with this value is a POST parameter, and no key or HTTP method."""
    if name.partition("[")[0] not in _NAMES:
        return False
    return name not in _TELLING or not list(read_field(name, value, (0, 0), "", literal=False))
