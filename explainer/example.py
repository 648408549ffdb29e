"""Kraken's published example, the request that everything is shown on."""

from __future__ import annotations

from explainer.request import Request
from explainer.secret import Secret

SIGNATURE = "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ=="
"""The API-Sign that docs.kraken.com gives for it."""

EXAMPLE = Request(
    path=b"/0/private/AddOrder",
    nonce=b"1616492376594",
    body=b"nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25",
    secret=Secret("kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="),
)
"""https://docs.kraken.com/api/docs/guides/spot-rest-auth, the key included: it guards no account."""
