"""One request of a curl command: what its options say was sent."""

from __future__ import annotations

import re
from urllib.parse import quote_plus

from explainer.intake.readers.addresses import read_address
from explainer.intake.readers.curl.command import UNKNOWN, Given, Request
from explainer.intake.readers.curl.options import DATA, FORM
from explainer.intake.readers.curl.words import Word
from explainer.intake.readers.headers import read_header
from explainer.intake.readers.model import KEYLIKE, Found, Part, Remark, Span, exact
from explainer.request import nonce_in
from explainer.secret import Secret

_FORM_TYPE = b"application/x-www-form-urlencoded"
_BLANKS = " \t"
_GLOB = re.compile(r"\{[^{}\n]{1,200}\}|\[[0-9A-Za-z]{1,20}-[0-9A-Za-z]{1,20}(?::\d{1,9})?\]")
_MOST_SAID = 20
"""Places in one word that something is said about."""


def read_request(request: Request, span: Span) -> Part | None:
    """Return what a request of a command says, None if it says too little to be one."""
    made = _Reading(request)
    made.read()
    if not (made.addressed or made.signed):
        return None
    return Part(
        "curl",
        span,
        tuple(sorted(made.found, key=lambda found: found.span)),
        tuple(sorted(made.remarks, key=lambda remark: remark.span)),
        whole=True,
        unread=tuple(sorted(set(made.unread))),
    )


class _Reading:
    """A request on its way to being read."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.found: list[Found] = []
        self.remarks = list(request.remarks)
        self.unread: list[Span] = []
        self.addressed = False
        self.retargeted = bool(self._named("request-target"))
        """Whether another path is asked for than the address has."""
        self.typed = False
        """Whether a header gives the content type, or takes it away."""

    @property
    def signed(self) -> bool:
        """Whether it has what only a signed request has."""
        return any(
            found.field in ("api_key", "signature") or (found.field == "body" and nonce_in(found.value))
            for found in self.found
            if isinstance(found.value, bytes)
        )

    def read(self) -> None:
        for given in self.request.given:
            self._take(given)
        for stray in self.request.strays:
            self._say(
                "curl-stray-word",
                "curl takes this word for one more address: quote the argument that it belongs to",
                stray.span,
            )
        self.unread += [stray.span for stray in self.request.strays]
        self._body()
        self._method()

    def _named(self, *names: str) -> list[Given]:
        return [given for given in self.request.given if given.name in names]

    def _say(self, id: str, message: str, span: Span) -> None:
        self.remarks.append(Remark(id, message, span))

    def _take(self, given: Given) -> None:
        """Take an option that says something on its own."""
        if given.name == UNKNOWN:
            self._say(
                "curl-option-unknown",
                "curl has no such option, so it was passed over: see `curl --help all`",
                given.word.span,
            )
        elif given.value and given.name == "user":
            self._user(given.value)
        elif given.name in ("config", "upload-file"):
            self._not_opened(given, given.value)
        elif given.value and given.name in ("url", "request-target"):
            self._address(given, given.value)
        elif given.value and given.name == "url-query":
            self._in_query(given.value.span)
        elif given.value and given.name == "header":
            self._header(given.value)

    def _not_opened(self, given: Given, value: Word | None) -> None:
        span = (value or given.word).span
        self.unread.append(span)
        self._say(
            "curl-file-not-opened",
            f"what {given.written} names here is not opened: put what it holds in its place, or give"
            " the bytes of the body with --body-file",
            span,
        )

    def _not_filled_in(self, word: Word, place: Span) -> bool:
        """Say it if the shell puts something in a word that is not known here."""
        filled = word.filled
        for piece in filled[:_MOST_SAID]:
            self._say(
                "shell-not-filled-in",
                f"the shell puts {piece.filled} in here, which is not known: print it with echo and put what"
                " comes out in its place",
                piece.place,
            )
        if filled:
            self.unread.append(place)
        return bool(filled)

    def _address(self, given: Given, word: Word) -> None:
        self.addressed = True
        text = word.text
        begin = len(word.pieces[0].text) if word.pieces[0].filled and len(word.filled) == 1 else 0
        if begin and text[begin:].startswith("/0/"):
            word, text = word.behind(begin), text[begin:]
        if self._not_filled_in(word, word.span) or self._several(text, word.span):
            return
        how = f"the option {given.written}" if given.written else "the address"
        span = None if word.inside is not None else word.span
        for said in read_address(text, word.inside or 0, how, span=span):
            if isinstance(said, Remark):
                self.remarks.append(said)
            elif said.field != "path" or given.name != "url" or not self.retargeted:
                self.found.append(said)

    def _user(self, word: Word) -> None:
        """Take a private key that is given for a password, so that it is concealed, and say what is wrong."""
        name, _, password = word.text.partition(":")
        if KEYLIKE.fullmatch(password):
            place = word.place(len(name) + 1, len(word.text))
            self.found.append(
                Found("secret", Secret(exact(password)), place, "the password of the option -u")
            )
            self._say(
                "curl-key-as-password",
                "Kraken takes no user and password: the API key goes into the header API-Key, and the private"
                " key only signs",
                word.span,
            )

    def _several(self, text: str, span: Span) -> bool:
        """Say it if curl makes several addresses of one."""
        may = self.request.program == "curl" and not self._named("globoff")
        globs = may and _GLOB.search(text.partition("?")[0]) is not None
        if globs:
            self.unread.append(span)
            self._say(
                "curl-several-addresses",
                "curl makes several addresses of the braces or brackets in this one, a request for each, so"
                " no path was taken: give one address, or put -g in front",
                span,
            )
        return globs

    def _in_query(self, span: Span) -> None:
        self._say(
            "curl-data-in-query",
            "curl sends this in the address and not as POST data, where Kraken takes it: give it with -d,"
            " without -G and -I",
            span,
        )

    def _header(self, word: Word) -> None:
        text = word.text
        name, colon, value = text.partition(":")
        if text.startswith("@"):
            self._not_opened(Given("header", word, word, "-H"), word)
            return
        if not colon and text.rstrip().endswith(";"):
            name, value = text.rstrip()[:-1], ""
        begin = len(name) + 1 + len(value) - len(value.lstrip(_BLANKS))
        value = value.strip(_BLANKS)
        place = word.place(begin, begin + len(value))
        header = read_header(name, value, place)
        if header is None:
            if word.pieces[0].filled:
                self._not_filled_in(word, word.span)
            elif not colon and read_header(text.partition(" ")[0], "", place):
                self._say(
                    "curl-header-without-colon",
                    "curl sends no header that has no colon: put one behind the name",
                    word.span,
                )
            return
        self.typed = self.typed or header.field == "content_type"
        if self._not_filled_in(word, place):
            return
        if colon and not value and header.field != "content_type":
            self._say(
                "curl-header-empty",
                "curl sends no header with nothing behind its colon: put the value there, in the same quotes",
                word.span,
            )
            return
        self.found.append(header)

    def _body(self) -> None:
        """Put the data together as curl does, and take the content type that it gives it."""
        for given in self._named(*FORM):
            self._multipart(given)
        data = self._named(*DATA)
        if not data:
            return
        words = [self._stdin(given) or given.value or given.word for given in data]
        span = words[0].span[0], words[-1].span[1]
        if self._named("get", "head"):
            self._in_query(span)
            return
        self._content_type(data)
        parts = [self._part(given) for given in data]
        if None in parts:
            return
        joined = []
        for given, part in zip(data, parts, strict=True):
            joined += [b"" if given is data[0] or given.name == "json" else b"&", part or b""]
        options = ", ".join(dict.fromkeys([given.written for given in data]))
        self.found.append(Found("body", b"".join(joined), span, f"the option {options}"))

    def _content_type(self, data: list[Given]) -> None:
        if self.typed:
            return
        json = [given for given in data if given.name == "json"]
        given = (json or data)[0]
        value = b"application/json" if json else _FORM_TYPE
        how = f"what {self.request.program} sends with {given.written}"
        self.found.append(Found("content_type", value, given.word.span, how, made=True))

    def _multipart(self, given: Given) -> None:
        word = given.value or given.word
        self.unread.append(word.span)
        self._say(
            "curl-multipart",
            f"{given.written} sends multipart data, which Kraken does not take and which was not made here:"
            " give the parameters with -d",
            word.span,
        )
        if not self.typed:
            how = f"what {self.request.program} sends with {given.written}"
            self.found.append(Found("content_type", b"multipart/form-data", given.word.span, how, made=True))
            self.typed = True

    def _stdin(self, given: Given) -> Word | None:
        """Return the text that an option reads from the here-document, if it reads that."""
        text = given.value.text if given.value else ""
        name = text.partition("@")[0]
        named = bool(name) and given.name == "data-urlencode" and "=" not in name
        reads = text.endswith("@-") and len(text) == len(name) + 2 and given.name != "data-raw"
        return self.request.stdin if reads and (named or not name) else None

    def _read(self, given: Given, word: Word) -> bytes | None:
        """Return what an option makes of a text that it reads: -d leaves line ends out."""
        if self._not_filled_in(word, word.span):
            return None
        if given.name in ("data", "data-ascii"):
            return word.value.translate(None, b"\r\n\0")
        if given.name != "data-urlencode" or given.value is None:
            return word.value
        name = given.value.text.partition("@")[0]
        encoded = quote_plus(word.value, safe="").encode()
        return exact(name) + b"=" + encoded if name else encoded

    def _part(self, given: Given) -> bytes | None:
        """Return what one option adds to the body, None if that is not known here."""
        if (stdin := self._stdin(given)) is not None:
            return self._read(given, stdin)
        word = given.value
        if word is None:
            self._say("curl-value-missing", f"{given.written} has no value: put it behind", given.word.span)
            self.unread.append(given.word.span)
            return None
        if self._not_filled_in(word, word.span):
            return None
        text = word.text
        name, sign, content = "", "", text
        if given.name == "data-urlencode":
            for sign in ("=", "@"):
                if sign in text:
                    name, sign, content = text.partition(sign)
                    break
        elif given.name != "data-raw" and text.startswith("@"):
            sign = "@"
        if sign == "@" and (name or text.startswith("@")):
            self._not_opened(given, word)
            return None
        if given.name != "data-urlencode":
            return word.value
        encoded = quote_plus(exact(content), safe="").encode()
        return exact(name) + b"=" + encoded if name else encoded

    def _method(self) -> None:
        said = self._named("request")
        if said:
            last = said[-1]
            word = last.value or last.word
            if last.value and not self._not_filled_in(word, word.span):
                self.found.append(Found("method", word.value, word.span, f"the option {last.written}"))
            return
        for names, method in _METHODS:
            for given in self._named(*names)[:1]:
                how = f"what {self.request.program} sends with {given.written}"
                self.found.append(Found("method", method, given.word.span, how, made=True))
                return
        for given in self._named("url")[:1]:
            self.found.append(
                Found(
                    "method",
                    b"GET",
                    given.word.span,
                    f"what {self.request.program} sends without data",
                    made=True,
                )
            )


_METHODS: tuple[tuple[frozenset[str], bytes], ...] = (
    (frozenset({"head"}), b"HEAD"),
    (frozenset({"get"}), b"GET"),
    (frozenset({"upload-file"}), b"PUT"),
    (DATA | FORM, b"POST"),
)
"""The method that an option stands for where none is given."""
