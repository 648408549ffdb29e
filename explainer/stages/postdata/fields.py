"""Which fields the hashed text has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, combinations

from explainer.errors import CannotApply
from explainer.pipeline.model import Mistake, Via
from explainer.pipeline.traced import Data
from explainer.stages.postdata.bodies import (
    field_names,
    is_json,
    json_object,
    keep,
    parameters,
    segments,
    to_bytes,
)
from explainer.stages.postdata.entry import ANSWER, entry
from explainer.stages.postdata.jsontext import Member, Scalar, scalar, write

_OTP_FIX = "Put the otp into the parameters before the body is built; it is signed like any other field."
_OTP_THREAD = "https://github.com/nothingisdead/npm-kraken-api/issues/52"


def _without(name: str) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        return keep(body, lambda key: key != name)

    return change


def _only_nonce(body: bytes) -> bytes:
    return keep(body, lambda key: key == "nonce")


def _nothing(body: bytes) -> bytes:
    return b""


def _with_unset(name: str, text: str, place: int | None = None) -> Callable[[bytes], bytes]:
    """Add a field that has no value: where clients do, last but before a last nonce, or elsewhere."""

    def change(body: bytes) -> bytes:
        if name in parameters(body):
            raise CannotApply(f"the body has an {name} field")
        if is_json(body):
            node = json_object(body)
            value = Scalar("null") if text in ("None", "null") else scalar(text)
            last = len(node.members) - (bool(node.members) and node.members[-1].key == "nonce")
            at = last if place is None else place
            colon = node.members[0].colon if node.members else ":"
            comma = node.commas[0] if node.commas else ","
            added = Member(f'"{name}"', colon, value)
            members = (*node.members[:at], added, *node.members[at:])
            return to_bytes(
                write(node._replace(members=members, commas=(node.commas + (comma,) * 2)[: len(members) - 1]))
            )
        parts = [part.raw for part in segments(body)]
        last = len(parts) - (bool(parts) and parts[-1].startswith(b"nonce="))
        at = last if place is None else place
        return b"&".join([*parts[:at], f"{name}={text}".encode(), *parts[at:]])

    return change


def _nonce_in_front(postdata: Data, nonce: Data) -> Data:
    """Return a body without nonce with the nonce as its first field."""
    plain = _without_nonce(postdata if isinstance(postdata, bytes) else postdata.data)
    if is_json(plain):
        brace = plain.index(b"{") + 1
        comma = b"," if json_object(plain).members else b""
        return postdata[:brace] + b'"nonce":"' + nonce + b'"' + comma + postdata[brace:]
    return nonce[:0] + b"nonce=" + nonce + (b"&" if plain else b"") + postdata


def _nonce_behind(postdata: Data, nonce: Data) -> Data:
    """Return a body without nonce with the nonce as its last field."""
    plain = _without_nonce(postdata if isinstance(postdata, bytes) else postdata.data)
    if is_json(plain):
        brace = plain.rindex(b"}")
        comma = b"," if json_object(plain).members else b""
        return postdata[:brace] + comma + b'"nonce":"' + nonce + b'"' + postdata[brace:]
    return postdata + (b"&" if plain else b"") + b"nonce=" + nonce


def _without_nonce(body: bytes) -> bytes:
    if "nonce" in parameters(body):
        raise CannotApply("the body carries a nonce")
    return body


def _nonce_again(postdata: Data, nonce: Data) -> Data:
    """Return a form that carries a nonce with another one in front."""
    plain = postdata if isinstance(postdata, bytes) else postdata.data
    if is_json(plain) or "nonce" not in parameters(plain):
        raise CannotApply("the body is no form that carries a nonce")
    return nonce[:0] + b"nonce=" + nonce + b"&" + postdata


def _query_behind(postdata: Data, uri_path: Data) -> Data:
    """Return a form followed by the parameters of the path's query."""
    body, path = (postdata, uri_path) if isinstance(postdata, bytes) else (postdata.data, uri_path.data)
    at = path.find(b"?") + 1
    if not at or at == len(path):
        raise CannotApply("the path has no query")
    if is_json(body):
        raise CannotApply("the body is no form")
    return postdata + (b"&" if body else b"") + uri_path[at:]


def _without_last(body: bytes) -> bytes:
    names = field_names(body)
    return _without(names[-1])(body) if names else body


FIELD_ADDED = entry(
    "last-field-left-out-of-body",
    "The hashed text lacks the last field",
    _without_last,
    "A field is added to the parameters after the hash was computed: validate, userref, a close order.",
    "Put all fields into the parameters first, then build the text that is both hashed and sent.",
    needs="a field besides the nonce",
)
"""Stands for all fields, and for all whose names begin alike; `any_field_added` makes the others."""


def any_field_added(body: bytes) -> Iterator[Mistake]:
    """Yield FIELD_ADDED for each field but the nonce, under the same id, then for two fields.

    Fields whose names have the same text in front of their brackets are one. Nothing is yielded for
    a body without fields.
    """
    try:
        names = list(dict.fromkeys([name.partition("[")[0] for name in field_names(body)]))
    except CannotApply:
        return
    others = [name for name in reversed(names) if name != "nonce"]
    for left_out in chain(combinations(others, 1), combinations(others, 2)):
        title = f"The hashed text lacks {' and '.join(left_out)}"
        yield FIELD_ADDED._replace(title=title, apply=Via(_without_all(frozenset(left_out))))


def _without_all(names: frozenset[str]) -> Callable[[bytes], bytes]:
    return lambda body: keep(body, lambda key: key.partition("[")[0] not in names)


_UNSET_FIX = "Drop fields that have no value before the body is built, then sign and send the same text."
UNSET = entry(
    "unset-method-hashed-as-none",
    "The field method is not sent, but hashed as method=None",
    _with_unset("method", "None"),
    "The text for the hash has a field that has no value, as None, null, undefined or nothing; the HTTP"
    " client leaves it out.",
    _UNSET_FIX,
    ("Python", "JavaScript"),
    1,
    "https://github.com/btschwertfeger/python-kraken-sdk commit 357d42f (before)",
    "a body that has no method field",
)
"""Stands for all optional fields of Kraken's calls and all words; `any_unset` makes the others."""
UNSET_OTP = entry(
    "unset-otp-hashed-as-none",
    "The field otp is not sent, but hashed as otp=None",
    _with_unset("otp", "None"),
    "Without 2FA the otp is None; urlencode writes it as text, requests leaves it out.",
    _UNSET_FIX,
    ("Python",),
    0,
    _OTP_THREAD,
    "a body that has no otp field",
)
_OPTIONAL = (
    *("otp", "userref", "cl_ord_id", "price", "price2", "leverage", "oflags", "validate", "timeinforce"),
    *("starttm", "expiretm", "deadline", "displayvol", "trigger", "stptype", "reduce_only", "margin"),
    *("close[ordertype]", "close[price]", "close[price2]", "asset", "aclass", "pair", "type", "trades"),
    *("start", "end", "ofs", "closetime", "docalcs", "txid", "without_count", "consolidate_taker"),
    *("rebase_multiplier", "fee-info", "key", "address", "max_fee", "method", "new", "cursor", "limit"),
    "note",
)
"""Fields that code may have as a parameter without a value."""
_NOTHING = ("None", "null", "undefined", "", "nil", "NaN")


def any_unset(body: bytes) -> Iterator[Mistake]:
    """Yield UNSET for each optional field that the body lacks, with each word for nothing.

    Where clients add a field comes first, then all other places. Nothing is yielded for a body
    without fields.
    """
    try:
        count = len(field_names(body))
    except CannotApply:
        return
    for place in (None, *range(count + 1)):
        for word in _NOTHING:
            for name in _OPTIONAL:
                where = "" if place is None else f", as field {place + 1}"
                title = f"The field {name} is not sent, but hashed as {name}={word}{where}"
                yield UNSET._replace(title=title, apply=Via(_with_unset(name, word, place)))


FIELDS: tuple[Mistake, ...] = (
    entry(
        "nonce-left-out-of-body",
        "The hashed text lacks the nonce field",
        _without("nonce"),
        "The nonce is added to the parameters when the request is sent, after the text to be hashed"
        " was made; the prefix alone seems to carry it.",
        "Put the nonce into the parameters first, then build the text that is both hashed and sent.",
        ("JavaScript", "C++", "Python"),
        seen=4,
        source="https://github.com/voidloop/krakenapi commits 6dfa147, 1c31c2f (before)",
        answer="EAPI:Invalid nonce or EAPI:Invalid signature",
    ),
    Mistake(
        "nonce-hashed-not-sent-first",
        "The hashed text begins with a nonce field that is not sent",
        _nonce_in_front,
        "The nonce is added to the text for the hash only, and goes out in a header or in the URL.",
        "Send the nonce as a field of the body: private endpoints of Spot read it there.",
        ("C++", "JavaScript"),
        source="https://github.com/voidloop/krakenapi commit 6dfa147 (before)",
        answer="EAPI:Invalid nonce or EAPI:Invalid signature",
        needs="a body without a nonce",
    ),
    Mistake(
        "nonce-hashed-not-sent-last",
        "The hashed text ends with a nonce field that is not sent",
        _nonce_behind,
        "The nonce is appended to the text for the hash only, and goes out in a header or in the URL.",
        "Send the nonce as a field of the body: private endpoints of Spot read it there.",
        ("C++", "JavaScript"),
        answer="EAPI:Invalid nonce or EAPI:Invalid signature",
        needs="a body without a nonce",
    ),
    Mistake(
        "nonce-field-twice",
        "The hashed text has a second nonce field in front",
        _nonce_again,
        "'nonce=' + nonce + '&' + body is hashed although the body carries the nonce already.",
        "Hash the nonce's digits followed by the body, without a second nonce= in between.",
        ("PHP", "JavaScript"),
        answer=ANSWER,
        needs="a form that carries a nonce",
    ),
    FIELD_ADDED,
    entry(
        "otp-left-out-of-body",
        "The hashed text lacks the otp field",
        _without("otp"),
        "The one-time password is added to the body after the hash was computed.",
        _OTP_FIX,
        ("JavaScript", "Python", "C#", "Ruby"),
        seen=7,
        source=_OTP_THREAD,
        answer="EAPI:Invalid signature or EAPI:Invalid key",
        needs="an otp field",
    ),
    UNSET,
    UNSET_OTP,
    entry(
        "only-nonce-in-body",
        "Only the nonce field is hashed, not the other parameters",
        _only_nonce,
        "The code for Balance, which has no parameters, is used for calls that have some, or the"
        " parameters went into the URL.",
        "Hash the whole body, every parameter included, and send all of it in the POST body.",
        ("Common Lisp", "Go", "JavaScript", "Swift"),
        seen=3,
        source="https://github.com/jonatack/cl-kraken commit b0a9617 (before)",
        needs="a field besides the nonce",
    ),
    Mistake(
        "query-hashed-as-body",
        "The parameters of the URL are hashed behind the body",
        _query_behind,
        "The parameters are sent in the URL, as with GET, and hashed as if they were in the body.",
        "Send all parameters in the POST body and leave the URL without a query.",
        ("Swift", "curl", "Common Lisp"),
        seen=1,
        source="https://github.com/antoniocasero/Kraken",
        answer="EGeneral:Invalid arguments or EAPI:Invalid signature",
        needs="a path with a query",
    ),
    entry(
        "body-hashed-as-empty",
        "The POST data is empty when it is hashed",
        _nothing,
        "The text of the body is built later, or from another variable than the one that is hashed.",
        "Build the body first, hash it, then send it.",
        ("PHP", "JavaScript"),
        seen=1,
        source="apps.idahoimplement.com/chatgpt/view.php?id=6",
        answer="EAPI:Invalid nonce or EAPI:Invalid signature",
    ),
)
