"""What a name in somebody's code, log or file says about the value beside it."""

from __future__ import annotations

import re
from typing import NamedTuple

from explainer.intake.draft import STAGE_IDS
from explainer.intake.readers.model import Field


class Meaning(NamedTuple):
    """The field that a name stands for; for `observed` also the stage."""

    field: Field
    stage: str = ""


_STAGES = {
    "digest": "sha256",
    "hash": "sha256",
    "sha": "sha256",
    "sha256digest": "sha256",
    "sha256hash": "sha256",
    "digesthex": "sha256",
    "hmacmessage": "message",
    "msg": "message",
    "mac": "hmac",
    "hmacsha512": "hmac",
    "macdigest": "hmac",
    "sigdigest": "hmac",
    "decodedsecret": "secret",
    "secretdecoded": "secret",
    "decodedkey": "secret",
    "keybytes": "secret",
    "hmackey": "secret",
} | {id: id for id in STAGE_IDS if id not in ("nonce", "postdata", "secret", "signature")}

_FIELDS: dict[str, Field] = {
    "path": "path",
    "apipath": "path",
    "uri": "path",
    "uripath": "path",
    "urlpath": "path",
    "endpoint": "path",
    "requestpath": "path",
    "url": "path",
    "apiurl": "path",
    "nonce": "nonce",
    "apinonce": "nonce",
    "body": "body",
    "data": "body",
    "encodeddata": "body",
    "encodedpayload": "body",
    "form": "body",
    "params": "body",
    "parameters": "body",
    "payload": "body",
    "postbody": "body",
    "postdata": "body",
    "postparams": "body",
    "requestbody": "body",
    "key": "api_key",
    "publickey": "api_key",
    "pubkey": "api_key",
    "apisign": "signature",
    "sign": "signature",
    "sig": "signature",
    "signature": "signature",
    "apisignature": "signature",
    "contenttype": "content_type",
    "method": "method",
    "httpmethod": "method",
    "secret": "secret",
    "sec": "secret",
}
_NOTATION = re.compile(r"(?:as|in)?(?:hex(?:digest|adecimal|string)?|base64|b64|bytes|raw)\Z")
"""What a name has behind it that says how the value is written."""
_BASE64 = re.compile(r"(?:as|in)?(?:base64|b64)\Z")
_SECRET = re.compile(r"secret|priv(?:ate)?key|apisec|seckraken")
_API_KEY = re.compile(r"api(?:public)?key|keykraken")
_MADE_OF_SECRET = re.compile(r"decoded|bytes|binary|raw|hex|b64d|buffer")
_LONGEST = 60


def plain(name: str) -> str:
    """Return a name in lower case, letters and digits alone: API-Sign, api_sign and apiSign are one."""
    return "".join([character for character in name.lower() if character.isalnum()])


def stage_of(name: str) -> str:
    """Return the id of the stage whose value has such a name; empty if the name says none."""
    said = plain(name)
    direct = {"nonce": "nonce", "postdata": "postdata", "body": "postdata", "secret": "secret"}
    if said in direct:
        return direct[said]
    if _FIELDS.get(said) == "signature":
        return "signature"
    return _printed_stage(said)


def _printed_stage(said: str) -> str:
    """Return the stage of a plain name, also of one with the value's notation behind it; empty if of none."""
    return _STAGES.get(said) or _STAGES.get(_NOTATION.sub("", said), "")


def meaning(name: str) -> Meaning | None:
    """Return what a name says about its value, None if it says nothing about a request."""
    said = plain(name[: _LONGEST + 1])
    said = said.removeprefix("kraken") or said
    if not said or len(name) > _LONGEST:
        return None
    if stage := _printed_stage(said):
        return Meaning("observed", stage)
    if said in _FIELDS:
        return Meaning(_FIELDS[said])
    if _FIELDS.get(_BASE64.sub("", said)) == "signature":
        return Meaning("signature")
    if _SECRET.search(said):
        return Meaning("observed", "secret") if _MADE_OF_SECRET.search(said) else Meaning("secret")
    return Meaning("api_key") if _API_KEY.search(said) else None
