"""From the command line's options to a request: files, standard input, the hidden prompt."""

from __future__ import annotations

import os
import stat
import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from explainer.cli.messages import Unusable, quoted, say
from explainer.example import EXAMPLE
from explainer.intake.draft import CUT, LARGEST, Draft
from explainer.request import Request
from explainer.secret import Secret

if TYPE_CHECKING:
    from explainer.intake.pasted import Pasted, PastedRequest
    from explainer.render.json import Document

_FLAGS = {"path": "--path", "body": "--body", "nonce": "--nonce (or a nonce in the body)"}
_NAMES_ARE_SHORT = 64


class Given(NamedTuple):
    """What a file and the options say of one request, and the paste it was read from."""

    draft: Draft
    read: PastedRequest | None = None
    """Where each field was found, for a file that is a paste."""


class Inputs:
    """Standard input, which one reader can have, and what was taken from it."""

    def __init__(self) -> None:
        self._reader = ""
        self.pasted: Pasted | None = None
        """The file as a paste; None if it is a request as JSON, or none was given."""

    @property
    def stdin_used(self) -> bool:
        return bool(self._reader)

    def request(self, options: Namespace) -> Request:
        """Return the one request that the options describe, the published example if they say nothing.

        Raises Unusable or InputError.
        """
        return self.signed(self.one(options))

    def conceal(self, secrets: Iterable[Secret]) -> None:
        """Show nothing of private keys from elsewhere where the paste is shown."""
        if self.pasted is not None:
            from explainer.intake.paste import concealed

            self.pasted = concealed(self.pasted, secrets)

    def signed(self, given: Given) -> Request:
        """Return what was given as a request, the published example if nothing was. Raises as `request`."""
        return EXAMPLE if given.draft.empty else self.whole(given.draft, given.read).request()

    def one(self, options: Namespace) -> Given:
        """Return what the options and the file say of a request. Raises Unusable or InputError."""
        given = self.given(options)
        if len(given) > 1:
            text, data = self._which(given)
            raise Unusable(
                f"there are {len(given)} requests in it",
                f"choose one, from --request 1 to --request {len(given)}",
                details=text,
                data=data,
            )
        return given[0]

    def _which(self, given: Iterable[Given]) -> tuple[str, Document]:
        """Return the requests of a paste to choose from, as text and as data."""
        from explainer.render.reading import which_request, which_request_entry

        requests = [one.read for one in given if one.read is not None]
        if self.pasted is None:
            return "", {}
        return which_request(self.pasted, requests), {
            "questions": [which_request_entry(self.pasted, requests)]
        }

    def completed(self, draft: Draft) -> Request:
        """Return a draft as a request; a private key that is missing is asked for.

        Raises Unusable or InputError.
        """
        return self.whole(draft).request()

    def whole(self, draft: Draft, read: PastedRequest | None = None, *, needs_secret: bool = True) -> Draft:
        """Return a draft with all that a request has; a private key that is missing and needed is asked for.

        Raises Unusable for anything else that is missing, with what was `read` in a paste.
        """
        missing = [_FLAGS[field] for field in draft.missing if field in _FLAGS]
        if missing:
            given = [field for field, value in draft._asdict().items() if value is not None]
            text, data = self.what_was_read(draft, read)
            raise Unusable(
                f"given: {', '.join(given)}; missing: {', '.join(missing)}",
                "add what is missing, as an option or in the file",
                details=text,
                data=data,
            )
        if draft.secret is None and needs_secret:
            draft = draft._replace(secret=self._prompt())
        return draft

    def what_was_read(self, draft: Draft, read: PastedRequest | None) -> tuple[str, Document]:
        """Return where each field was found in a paste, and what was not understood, as text and as data.

        Both are empty without a paste.
        """
        if draft.secret is not None:
            self.conceal([draft.secret])
        if self.pasted is None or read is None:
            return "", {}
        from explainer.intake.concealing import may_be_keys
        from explainer.intake.paste import without_signatures
        from explainer.render.hints import hints
        from explainer.render.page import Page
        from explainer.render.reading import read_entry, reading

        signatures = [one.value for one in read.found if one.field == "signature"]
        hidden = may_be_keys(signatures) if draft.secret is None else frozenset()
        pasted = without_signatures(self.pasted, hidden) if hidden else self.pasted
        sheet = Page()
        hints(pasted, sheet)
        reading(pasted, read, sheet)
        if hidden:
            sheet.paragraph("The API-Sign is not shown while no private key is known: it could be one.")
        return str(sheet).strip("\n"), {"read": read_entry(pasted, read)}

    @property
    def mistakes_seen(self) -> int:
        """How many mistakes code in the paste looks like."""
        from explainer.render.hints import looks

        return 0 if self.pasted is None else len(list(looks(self.pasted)))

    def given(self, options: Namespace) -> tuple[Given, ...]:
        """Return what the options and the file say, of each request that a paste holds.

        Raises Unusable or InputError.
        """
        from_options = self._from_options(options)
        if options.file is None:
            return (Given(from_options),)
        from explainer.cli.pastes import chosen
        from explainer.intake.paste import read_any

        read = read_any(self.read(options.file, "a request"))
        if isinstance(read, Draft):
            given = [Given(read)]
        else:
            self.pasted = read
            if from_options.secret is not None:
                self.conceal([from_options.secret])
            given = [Given(one.draft, one) for one in chosen(self.pasted, options, from_options)]
        for secret in [one.draft.secret for one in given if one.draft.secret][:1]:
            _warn_if_others_can_read(options.file, secret)
        return tuple([one._replace(draft=from_options.over(one.draft)) for one in given])

    def _from_options(self, options: Namespace) -> Draft:
        body = _argument(options.body)
        if options.body_file is not None:
            body = self.read(options.body_file, "the body")
        return Draft(
            path=_argument(options.path),
            nonce=_argument(options.nonce),
            body=body,
            secret=self.secret(options),
            api_key=_argument(options.api_key),
        )

    def secret(self, options: Namespace) -> Secret | None:
        """Return the private key that the options name, None if they name none. Raises Unusable."""
        if options.secret_env is not None:
            return _from_environment(options.secret_env)
        file = "-" if options.secret_stdin else options.secret_file
        if file is None:
            return None
        if file == "-" and sys.stdin.isatty():
            return self._prompt()
        from explainer.intake.key_file import read_key

        secret, where = read_key(self.read(file, "the private key"))
        if where:
            say(f"the private key is that of {where}; nothing else of the file is used")
        _warn_if_others_can_read(file, secret)
        return secret

    def read(self, file: str, what: str) -> bytes:
        """Return the bytes of a file, or of standard input for -. Raises Unusable."""
        if file == "-":
            if self._reader:
                raise Unusable(
                    f"standard input cannot be both {self._reader} and {what}", "give one of them as a file"
                )
            self._reader = what
            if sys.stdin.isatty():
                from explainer.cli.keyboard import read_pasted

                data = read_pasted(LARGEST)
            else:
                data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            try:
                with open(file, "rb") as opened:
                    data = opened.read(LARGEST + 1)
            except IsADirectoryError:
                raise Unusable(
                    f"{quoted(file)} is a directory; {what} is read from a file",
                    "name a file in it, or give - for standard input",
                ) from None
            except (OSError, ValueError) as error:
                reason = (error.strerror if isinstance(error, OSError) else None) or "that is no file name"
                raise Unusable(f"cannot read {quoted(file)} for {what}: {reason}", "check the name") from None
        if len(data) > LARGEST:
            raise Unusable(
                f"{what} has more than {LARGEST:,} bytes", f"nothing Kraken takes is that long; {CUT}"
            )
        return data

    def _prompt(self) -> Secret:
        """Ask for the private key without showing it."""
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise Unusable(
                "the private key is missing, and there is no terminal to ask for it",
                "put it into the JSON as secret, into the paste as a line KRAKEN_SECRET=..., or use"
                " --secret-file, --secret-env or --secret-stdin; explainer challenge needs no key of yours",
            )
        from getpass import getpass

        try:
            return Secret(getpass("Private key (it is not shown): ", stream=sys.stderr).strip("\r\n"))
        except EOFError:
            raise Unusable("no private key was given", "type or paste it, then press Enter") from None


def _argument(text: str | None) -> bytes | None:
    """Return an argument's own bytes, also those that are no valid text."""
    return None if text is None else os.fsencode(text)


def _from_environment(name: str) -> Secret:
    if not name.isidentifier() or len(name) > _NAMES_ARE_SHORT:
        raise Unusable(
            "--secret-env takes the name of an environment variable, not the key itself",
            "for instance --secret-env KRAKEN_SECRET. If this was a real key, make a new one",
        )
    value = os.environ.get(name)
    if value is None:
        raise Unusable(f"there is no environment variable {quoted(name)}", "export it, or check the name")
    return Secret(os.fsencode(value))


def _warn_if_others_can_read(file: str, secret: Secret) -> None:
    """Warn of a file that others can read, unless it is standard input or its key is published anyway."""
    if file == "-" or secret.published:
        return
    try:
        mode = os.stat(file).st_mode
    except (OSError, ValueError):
        return
    if os.name == "posix" and stat.S_ISREG(mode) and mode & (stat.S_IRGRP | stat.S_IROTH):
        say(f"warning: others can read {quoted(file)}, which holds a private key; chmod 600 keeps it yours")
