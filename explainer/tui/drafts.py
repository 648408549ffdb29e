"""The fields as they are being edited: what was typed, the request it makes, what to say about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from explainer.errors import InputError
from explainer.intake.concealing import key_in_body
from explainer.render.visible import visible
from explainer.request import Request, find_nonce, nonce_in
from explainer.secret import Secret, decode_base64, encode_text

FIELDS = ("path", "nonce", "body", "secret", "api_key")
LABELS = {
    "path": "URI path",
    "nonce": "Nonce",
    "body": "POST data",
    "secret": "Private key",
    "api_key": "API key",
}
LONGEST = 64 * 1024
"""Bytes of a body that can be edited on the screen."""
TAKEN_OUT = (
    "this looks like a private key, which could be read here, so it was taken out: put it into the field that"
    " it belongs to"
)

_BLANKS = re.compile(r"\s+")
_LINE_ENDS = re.compile(r"\r\n?")


@dataclass(frozen=True, eq=False)
class Drafts:
    """The last good request and, for each field, what is wrong with what stands in it now."""

    request: Request
    problems: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    nonce_slot: tuple[bytes, bytes] | None = None
    """The body before and after the nonce that it carries, while it is the request's nonce."""

    @classmethod
    def of(cls, request: Request) -> Drafts:
        return cls(request, _problem_of_key(request), nonce_slot=_slot(request.body, request.nonce))

    def edit(self, name: str, text: str) -> Drafts:
        """Take the text of one field, control characters and all.

        The private key is kept as a `Secret` only, and not at all while it is no base64; an empty
        field leaves the one that there is.
        """
        problems = {key: value for key, value in self.problems.items() if key != name}
        remarks = {key: value for key, value in self.remarks.items() if key not in (name, "body", "nonce")}
        if name == "secret" and not text:
            return replace(self, problems={**problems, **_problem_of_key(self.request)}, remarks=remarks)
        try:
            request, slot = self._changed(name, text)
        except InputError as error:
            return replace(self, problems=problems | {name: problem_of(error)}, remarks=remarks)
        if name != "secret" and (remark := remark_on(text, lines=name == "body")):
            remarks[name] = remark
        if name == "nonce" and request.body != self.request.body:
            remarks["nonce"] = "the POST data carries it too, and has changed with it"
        elif name == "body" and request.nonce != self.request.nonce:
            remarks["nonce"] = "follows the nonce in the POST data"
        return Drafts(request, problems, remarks, slot)

    def _changed(self, name: str, text: str) -> tuple[Request, tuple[bytes, bytes] | None]:
        """Return the request with the text in it. Raises InputError if it cannot be used."""
        request, slot = self._replaced(name, text)
        problem = key_in_body(request.body) if name == "body" else None
        if problem is not None:
            raise problem
        # The stages would show a private key that is in the path or the POST data.
        Request.of(request.path, request.body, nonce=request.nonce, secret=request.secret)
        return request, slot

    def _replaced(self, name: str, text: str) -> tuple[Request, tuple[bytes, bytes] | None]:
        old, slot = self.request, self.nonce_slot
        if name == "secret":
            secret = Secret(text)
            decode_base64(secret.expose())
            return old._replace(secret=secret), slot
        data = encode_text(text, name)
        if name == "nonce":
            if slot is None:
                return old._replace(nonce=data), _slot(old.body, data)
            return old._replace(nonce=data, body=slot[0] + data + slot[1]), slot
        if name == "path":
            return old._replace(path=data), slot
        if name == "api_key":
            return old._replace(api_key=data), slot
        carried = nonce_in(data)
        nonce = old.nonce if carried is None or nonce_in(old.body) != old.nonce else carried
        return old._replace(body=data, nonce=nonce), _slot(data, nonce)


def _problem_of_key(request: Request) -> Mapping[str, str]:
    """Return what is wrong with the private key that a request came with, by the field's name."""
    try:
        decode_base64(request.secret.expose())
    except InputError as error:
        return {"secret": problem_of(error)}
    return {}


def problem_of(error: InputError) -> str:
    """Return the error's message without the field's name, which stands beside it."""
    return visible(str(error).removeprefix(f"{error.field}: "))


def remark_on(text: str, *, lines: bool) -> str:
    """Return what to say about characters that are shown otherwise than they are; empty for none."""
    pairs = zip(text, visible(text, lines=lines), strict=True)
    signs = [shown for was, shown in pairs if was != shown]
    if not signs:
        return ""
    many = "1 character is" if len(signs) == 1 else f"{len(signs)} characters are"
    return f"{many} invisible, shown as {' '.join(dict.fromkeys(signs))} and kept in the value"


def with_line_feeds(text: str, command: str = "tutorial") -> tuple[str, str]:
    """Return a pasted text with its line ends as line feeds, and what to say about that.

    `command` is the one that takes the bytes of a file as they are.

    Most terminals send a carriage return for each line end of a paste.
    """
    clean, count = _LINE_ENDS.subn("\n", text)
    if not count:
        return clean, ""
    many = "1 line end was" if count == 1 else f"{count} line ends were"
    return clean, f"{many} taken as line feed; for other bytes start: explainer {command} FILE"


def without_blanks(text: str) -> tuple[str, str]:
    """Return a pasted key without white space, and what to say about that."""
    clean = _BLANKS.sub("", text)
    removed = len(text) - len(clean)
    if not removed:
        return clean, ""
    what = "1 blank or line end" if removed == 1 else f"{removed} blanks or line ends"
    return clean, f"{what} in the paste left out"


def _slot(body: bytes, nonce: bytes) -> tuple[bytes, bytes] | None:
    """Return the body before and after the nonce, if it carries this one as its nonce."""
    if nonce_in(body) != nonce:
        return None
    found = find_nonce(body, nonce)
    return None if found is None else (body[: found[0]], body[found[1] :])
