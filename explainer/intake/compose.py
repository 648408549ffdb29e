"""Join the parts of a paste into requests, and say where they contradict each other."""

from __future__ import annotations

import binascii
from base64 import b64decode
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from explainer.intake.declared import as_json, remarks_as_json, says_json
from explainer.intake.draft import Draft, Printed, text_of_bytes
from explainer.intake.pasted import FIELDS, Conflict, PastedRequest, as_drafted
from explainer.intake.readers.model import KEYLIKE, Field, Found, Part, Remark, exact
from explainer.request import nonce_in
from explainer.secret import Secret

_HOST = b"api.kraken.com"
_IDENTIFYING: tuple[Field, ...] = ("nonce", "body", "signature")
_TARGET: tuple[Field, ...] = ("path", "host", "method")
_HOW = frozenset({*_TARGET, "content_type", "api_key"})
"""What is known also of a request of which no value that is signed is."""
_FOR_ALL: tuple[Field, ...] = ("secret", "api_key")
"""What several requests of one paste share."""
_NEAR = 20
"""Requests that another part is compared with: two that tell of the same one stand near each other."""
_Values = dict[Field, bytes | Secret]


def compose(parts: Sequence[Part]) -> tuple[PastedRequest, ...]:
    """Return the requests that parts make, in their order.

    Parts that are whole requests stay apart, unless two tell of the same one; calls in code that say no
    value give way to those that do. Loose fields go to the
    request before them, keys to all. Loose fields alone are one request, or several if each has a
    signature of its own.
    """
    wholes = _joined([part for part in parts if part.whole])
    private = [group for group in wholes if _is_private(group)]
    known = [group for group in private if not _is_call_of_names(group)]
    groups = known or private or wholes
    loose = [part for part in parts if not part.whole]
    if not groups:
        return tuple([_request((), part) for part in _runs(loose) if _says_something(part)])
    loose = _with_key_for_all(groups, loose)
    own: list[list[Part]] = [[] for _ in groups]
    starts = [min(part.span[0] for part in group) for group in groups]
    for part in loose:
        shared = len(groups) > 1 and any(found.field in _FOR_ALL for found in part.found)
        before = bisect_left(starts, part.span[0])
        for at in range(len(groups)) if shared else [max(before - 1, 0)]:
            own[at].append(part)
    return tuple([_request(group, more) for group, more in zip(groups, own, strict=True)])


def _with_key_for_all(groups: Sequence[Sequence[Part]], loose: list[Part]) -> list[Part]:
    """Return loose parts with their one value of a key's size as the private key of all requests.

    That is if no key is named, and each of several requests has a signature of its own.
    """
    found = [one for part in (*[part for group in groups for part in group], *loose) for one in part.found]
    macs = {_mac(one.value) for one in found if one.field == "signature"}
    sized = [
        key for one in found if (key := macs_size(one)) and not key.stage and _mac(key.value) not in macs
    ]
    signed = all(any(one.field == "signature" for part in group for one in part.found) for group in groups)
    if len(groups) < 2 or len(sized) != 1 or not signed or any(one.field == "secret" for one in found):
        return loose
    return [with_keys(part, [_as_secret(sized[0], _AS_MISSING)]) for part in loose]


def with_keys(part: Part, keys: Iterable[Found]) -> Part:
    """Return a part with private keys in the place of the printed values that they stand in."""
    places = {key.span: key for key in keys}

    def known(one: Found) -> Found:
        key = macs_size(one)
        return places.get(key.span, one) if key is not None else one

    return replace(part, found=tuple([known(one) for one in part.found]))


def with_signatures(part: Part, keys: Iterable[Found]) -> Part:
    """Return a part with the printed values that have no name and an API-Sign's size as such, less keys."""
    known = [_bytes(key) for key in keys]

    def named(one: Found) -> Found:
        sized = None if one.stage else macs_size(one)
        if sized is None or _bytes(sized) in known:
            return one
        return replace(sized, field="signature", how=_SIZE)

    return replace(part, found=tuple([named(one) for one in part.found]))


def _joined(wholes: Sequence[Part]) -> list[list[Part]]:
    """Return the whole parts in groups that tell of the same request."""
    groups: list[tuple[list[Part], list[_Values]]] = []
    for part in wholes:
        mine: _Values = {found.field: found.value for found in part.found if found.field != "observed"}
        near = groups[-_NEAR:]
        group = next((group for group in near if all(_same(mine, theirs) for theirs in group[1])), None)
        if group is None:
            groups.append(([part], [mine]))
        else:
            group[0].append(part)
            if mine not in group[1]:
                group[1].append(mine)
    return [parts for parts, _ in groups]


def _same(mine: _Values, theirs: _Values) -> bool:
    """Return whether two parts tell of the same request: nothing differs, and something tells."""
    shared = mine.keys() & theirs.keys()
    differ = {name for name in shared if mine[name] != theirs[name]}
    if differ - {"content_type"}:
        return False
    bare = not differ and (mine.keys() <= _HOW or theirs.keys() <= _HOW)
    return bool(shared & set(_IDENTIFYING)) or (bare and "path" in shared)


def _is_private(group: Iterable[Part]) -> bool:
    """Return whether a request has to do with signing."""
    found = [found for part in group for found in part.found]
    return any(
        one.field in ("signature", "api_key", "nonce")
        or (one.field == "path" and isinstance(one.value, bytes) and b"/private" in one.value)
        for one in found
    )


def _is_call_of_names(group: Iterable[Part]) -> bool:
    """Return whether this is code that sends what it has names for, and none of the values."""
    return all(part.kind == "call" and {one.field for one in part.found} <= _HOW for part in group)


def _runs(loose: Sequence[Part]) -> list[list[Part]]:
    """Return loose parts in runs, a new one where a value that identifies a request comes again.

    They are one run after all unless each has a signature of its own.
    """
    found = sorted([one for part in loose for one in part.found], key=lambda one: one.span)
    runs: list[list[Found]] = [[]]
    held: list[Found] = []
    for one in found:
        again = [other for other in held if other.field == one.field]
        if one.field in _IDENTIFYING and all(other.value != one.value for other in again):
            if again and not (one.made or any(other.made for other in again)):
                runs.append([])
                held = []
            held.append(one)
        runs[-1].append(one)
    if len(runs) == 1 or any(sum(one.field == "signature" for one in run) != 1 for run in runs):
        return [list(loose)]
    for run in runs[1:]:
        run[:0] = [one for one in runs[0] if one.field in ("path", *_FOR_ALL) and not _has(run, one.field)]
    said = [part for part in loose if not part.found]
    return [[*_as_parts(run), *(said if run is runs[-1] else ())] for run in runs]


def _has(run: Iterable[Found], field: Field) -> bool:
    return any(one.field == field for one in run)


def _as_parts(run: Iterable[Found]) -> list[Part]:
    return [Part("lines", one.span, (one,)) for one in run]


def _says_something(parts: Iterable[Part]) -> bool:
    return any(part.found or part.answered or part.kind == "code" for part in parts)


def _request(whole: Sequence[Part], loose: Sequence[Part]) -> PastedRequest:
    """Return one request of what whole parts and loose parts say."""
    parts = sorted([*whole, *loose], key=lambda part: part.span)
    found = [one for part in parts for one in part.found]
    sent = [one for part in whole for one in part.found]
    remarks = [remark for part in parts for remark in part.remarks]
    if says_json(found):
        remarks = remarks_as_json(found, remarks)
        found, sent = as_json(found), as_json(sent)
    gathered = _Gathered(found, sent)
    return PastedRequest(
        found=tuple(sorted(gathered.found, key=lambda one: one.span)),
        draft=gathered.draft(tuple(dict.fromkeys([error for part in parts for error in part.answer])), parts),
        conflicts=gathered.conflicts,
        remarks=tuple(sorted([*remarks, *gathered.remarks], key=lambda remark: remark.span)),
    )


class _Gathered:
    """The values that were found for each field of one request, sorted out."""

    def __init__(self, found: Sequence[Found], sent: Sequence[Found]) -> None:
        """`sent` are those that an HTTP request or a call says; all others are what code printed."""
        self.found = list(found)
        self._sent = sent
        self.remarks: list[Remark] = list(_other_hosts(found))
        self._hashed: list[Found] = []
        """Loose values of fields that the request itself says otherwise: what was signed instead."""
        self._choices = {field: self._distinct(field) for field in FIELDS}
        self._add_nonce_of_body()
        self._place_nameless()

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The fields with several values."""
        return tuple(
            [Conflict(field, tuple(values)) for field, values in self._choices.items() if len(values) > 1]
        )

    def draft(self, answer: tuple[str, ...], parts: Iterable[Part]) -> Draft:
        """Return the fields that are clear, and all printed values."""
        fields: dict[str, Any] = {
            field: as_drafted(values[0]) for field, values in self._choices.items() if len(values) == 1
        }
        asked = {one.span for conflict in self.conflicts for one in conflict.choices}
        printed = [
            Printed(one.stage, _text(one))
            for one in self.found
            if one.field == "observed" and one.span not in asked
        ]
        printed += [Printed(_STAGES.get(one.field, ""), _text(one)) for one in self._hashed]
        answered = any(part.answered for part in parts)
        return Draft(**fields, observed=tuple(printed) or None, answer=answer if answered else None)

    def _distinct(self, field: Field) -> list[Found]:
        """Return one found value for each that is different, less those that are no rivals."""
        all_values = [one for one in self.found if one.field == field]
        exact = [one for one in all_values if not one.made or (field == "body" and one in self._sent)]
        values = _without_equal(exact or all_values)
        if len(values) < 2:
            return values
        own = [one for one in values if any(one.value == other.value for other in self._sent)]
        if field == "body" and own:
            self._hashed += [one for one in values if one not in own]
            return own
        if field == "signature":
            return self._one_for_each_mac(values, own)
        return self._longest_paths(values) if field == "path" else values

    def _one_for_each_mac(self, values: list[Found], own: list[Found]) -> list[Found]:
        """Return the values that are not another spelling of the same MAC; what was sent comes first."""
        kept: dict[bytes, Found] = {}
        for one in [*own, *values]:
            mac = _mac(one.value)
            if kept.setdefault(mac, one) is not one and one not in own:
                self._hashed.append(one)
        return sorted(kept.values(), key=lambda one: one.span)

    def _longest_paths(self, values: list[Found]) -> list[Found]:
        """Return the paths that are not the end of another one, as AddOrder is of /0/private/AddOrder."""
        ends = [_bytes(one) for one in values]
        kept = []
        for one in values:
            path = _bytes(one)
            if any(other != path and other.endswith(b"/" + path.lstrip(b"/")) for other in ends):
                self.remarks.append(
                    Remark(
                        "path-in-part",
                        "this is only the end of the URI path that stands elsewhere in the paste, which is"
                        " taken; if your code signs this part alone, that is a mistake the search finds",
                        one.span,
                    )
                )
            else:
                kept.append(one)
        return kept

    def _place_nameless(self) -> None:
        """Let values that have the size of a key and of a signature be what is missing, unless named."""
        secrets = [one.value for one in self._choices["secret"]]
        self.found = [_as_known_secret(one, secrets) for one in self.found]
        nameless = {id(one): key for one in self.found if (key := macs_size(one)) is not None}
        alone = next(iter(nameless.values())) if len(nameless) == 1 else None
        if self._choices["signature"]:
            known = {_mac(one.value) for one in self._choices["signature"]}
            if alone and not alone.stage and not secrets and _mac(alone.value) not in known:
                # Nothing can be searched without a private key, and this may be it.
                secret = _as_secret(alone, _AS_MISSING)
                self._choices["secret"] = [secret]
                self._put(dict.fromkeys(nameless, secret))
            return
        signatures = {
            place: replace(key, field="signature", how=key.how if key.stage else _SIZE, stage="")
            for place, key in nameless.items()
        }
        if secrets or (alone and alone.stage):
            self._choices["signature"] = _without_equal(signatures.values())
            self._put(signatures)
        elif alone:
            self._choices["signature"] = [*signatures.values(), _as_secret(alone, _SIZE)]
            self._put(nameless)

    def _put(self, values: Mapping[int, Found]) -> None:
        """Put values in the place of those that were found with such an id()."""
        self.found = [values.get(id(one), one) for one in self.found]

    def _add_nonce_of_body(self) -> None:
        """Let the nonce in the POST data be a choice where another nonce was found outside of it."""
        nonces, bodies = self._choices["nonce"], self._choices["body"]
        if not nonces or len(bodies) != 1 or not isinstance(bodies[0].value, bytes):
            return
        carried = nonce_in(bodies[0].value)
        if carried is not None and all(one.value != carried for one in nonces):
            nonces.append(Found("nonce", carried, bodies[0].span, "the nonce in the POST data", made=True))


_MACS = frozenset({"", "sha256", "hmac", "signature"})
"""The stages that 64 bytes may be said to be of and are an API-Sign: no SHA-256 has that many."""
_SIZE = "64 bytes in base64 without a name"
_AS_MISSING = f"{_SIZE}, where only the private key was missing"
_QUOTES = frozenset({"", "''", '""', "``", "b''", 'b""', "u''", "'", '"'})
_STAGES = {"body": "postdata", "signature": ""}
"""The stage whose value is a loose value of a field that was sent otherwise."""


def _without_equal(values: Iterable[Found]) -> list[Found]:
    kept: list[Found] = []
    for one in values:
        if not any(_equal(one, other) for other in kept):
            kept.append(one)
    return kept


def _equal(one: Found, other: Found) -> bool:
    """Return whether two values of a field are the same; clients write methods small, and send them large."""
    if one.field == "method":
        return _bytes(one).upper() == _bytes(other).upper()
    return one.value == other.value


def _other_hosts(found: Iterable[Found]) -> Iterator[Remark]:
    for one in found:
        if one.field == "host" and one.value != _HOST and isinstance(one.value, bytes):
            derivatives = b"futures" in one.value
            yield Remark(
                "host-of-derivatives" if derivatives else "host-not-kraken",
                "this is the host of Kraken Derivatives, which has keys and a signature of its own"
                if derivatives
                else f"the request goes to another host than {_HOST.decode()}",
                one.span,
            )


def _as_known_secret(found: Found, secrets: Sequence[bytes | Secret]) -> Found:
    """Return a printed value as the private key that it is, where the key is known by its name elsewhere."""
    if found.field != "observed" or found.stage or not isinstance(found.value, bytes):
        return found
    secret = Secret(found.value.strip())
    return replace(found, field="secret", value=secret) if secret in secrets else found


def macs_size(found: Found) -> Found | None:
    """Return a printed value without its quotes, if it is 64 bytes in base64: an API-Sign or a key."""
    if found.field != "observed" or found.stage not in _MACS:
        return None
    text = text_of_bytes(_bytes(found))
    key = KEYLIKE.search(text)
    if key is None or text.replace(key[0], "").strip() not in _QUOTES:
        return None
    start = found.span[0] + key.start()
    return replace(found, value=exact(key[0]), span=(start, start + len(key[0])))


def _as_secret(found: Found, how: str) -> Found:
    return replace(found, field="secret", value=Secret(_bytes(found)), how=how)


def _bytes(found: Found) -> bytes:
    return found.value.expose() if isinstance(found.value, Secret) else found.value


def _mac(value: bytes | Secret) -> bytes:
    """Return the bytes that a signature stands for in hex or base64, itself if it is neither."""
    if not isinstance(value, bytes):
        return b""
    text = value.strip()
    try:
        return bytes.fromhex(text.decode("ascii"))
    except (ValueError, UnicodeDecodeError):
        pass
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return value


def _text(found: Found) -> str:
    return text_of_bytes(_bytes(found))
