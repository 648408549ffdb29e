"""What goes wrong around a signature without changing a byte of it: the nonce's life, HTTP, the account."""

from __future__ import annotations

from explainer.pipeline.model import Note

_AUTH = "https://docs.kraken.com/api/docs/guides/spot-rest-auth"
_ERRORS = "https://docs.kraken.com/exchange/guides/general/errors"

_NONCE: tuple[Note, ...] = (
    Note(
        id="nonce-unit-changed",
        title="The nonce's unit became smaller",
        text=(
            "A key that was once used with microseconds has seen numbers a thousand times those of"
            " milliseconds, and refuses every millisecond nonce from then on. It happens when another"
            " library, another version or an offset writes the time in another unit."
        ),
        fix="Go on with the finest unit the key has seen, or make a new API key and keep to one unit.",
        stage="nonce",
        about="nonce",
        answer="EAPI:Invalid nonce",
        seen=5,
        source="https://github.com/trsathya/Cryptex/issues/15",
    ),
    Note(
        id="nonce-shared-key",
        title="Several processes or threads use one API key",
        text=(
            "Requests overtake each other on the way, and the one that arrives second may carry the"
            " smaller nonce. Two programs with one key, parallel calls of one program, and a bot beside"
            " a portfolio tracker all do this."
        ),
        fix=(
            "Use one API key for each process, send one request after the other (a lock or a queue), or"
            " set a nonce window for the key."
        ),
        stage="nonce",
        about="nonce",
        answer="EAPI:Invalid nonce",
        seen=15,
        source="https://github.com/ccxt/ccxt/issues/5128",
    ),
    Note(
        id="nonce-reused-on-retry",
        title="A retry sends the same nonce again",
        text=(
            "The request did arrive, only its answer got lost; or the object that holds the parameters"
            " was given a nonce and is used for the next call as it is."
        ),
        fix="Copy the parameters, take a new nonce and sign again for every attempt.",
        stage="nonce",
        about="nonce",
        answer="EAPI:Invalid nonce",
        languages=("JavaScript", "Python"),
        seen=1,
        source="https://github.com/nothingisdead/npm-kraken-api/issues/63",
    ),
    Note(
        id="nonce-too-far-ahead",
        title="One nonce from far in the future used up all smaller ones",
        text=(
            "Kraken remembers the greatest nonce of a key. After one call with a clock that was wrong,"
            " or with digits to spare, all sensible nonces are too small."
        ),
        fix="Make a new API key; the old one cannot be set back.",
        stage="nonce",
        about="nonce",
        answer="EAPI:Invalid nonce",
        seen=2,
        source="https://github.com/jonatack/kraken_ruby_client/issues/3",
    ),
    Note(
        id="nonce-constant",
        title="The nonce is a constant, zero or empty",
        text="A number that stands in the code works at most once for each API key.",
        fix="Take the nonce from the clock, at every call, and make sure that it grows.",
        stage="nonce",
        about="nonce",
        answer="EAPI:Invalid nonce",
        languages=("Java", "Ruby", "JavaScript"),
        seen=3,
        source="https://github.com/leishman/kraken_ruby/commit/8c30a7f",
    ),
    Note(
        id="nonce-only-in-header",
        title="The nonce is sent in a header or in the URL only",
        text=(
            "Kraken's Embed API takes the nonce in a header API-Nonce, Derivatives in a header Nonce."
            " Spot reads it from the POST data and nowhere else."
        ),
        fix="Put the nonce into the POST data, as a parameter like any other.",
        stage="nonce",
        about="nonce",
        answer="EAPI:Invalid nonce",
        seen=1,
        source=_AUTH,
    ),
    Note(
        id="nonce-only-unique",
        title="The nonce is unique, but does not always increase",
        text=(
            "A random number is never used twice and still fails, more often with every call: a nonce"
            " must be greater than the greatest that Kraken has seen from this key."
        ),
        fix="Use a clock, or a counter that is kept between runs.",
        stage="nonce",
        about="nonce",
        answer="EAPI:Invalid nonce",
        source="https://www.kdj.com/Cryptocurrency-Encyclopedia/Exchanges/generate-account-api-signature-kraken.html",
    ),
    Note(
        id="nonce-sixty-seconds",
        title="The nonce is thought to be valid for 60 seconds",
        text=(
            "Articles say that Kraken refuses a nonce older than 60 seconds. It does not compare the"
            " nonce with a clock; it wants a number greater than the last, and any such number will do."
            " The nonce window is a setting of the key, counted in units of the nonce, and 0 at first."
        ),
        fix="Mind the order of the nonces, not the time; setting the computer's clock mends nothing.",
        stage="nonce",
        about="nonce",
        answer="nothing: it is a wrong idea, not an error",
        seen=1,
        source="https://www.kdj.com/Cryptocurrency-Encyclopedia/Exchanges/invalid-api-signature-error-kraken-trading-api.html",
    ),
)

_HTTP: tuple[Note, ...] = (
    Note(
        id="get-request",
        title="The call is made with GET",
        text="A GET request carries no body, so the nonce never arrives; private endpoints take POST only.",
        fix="Send POST with the signed text as the body.",
        stage="postdata",
        about="http",
        answer="EAPI:Invalid nonce or EGeneral:Unknown method",
        languages=("curl", "PHP", "JavaScript"),
        seen=1,
        source="https://www.kdj.com/Cryptocurrency-Encyclopedia/Exchanges/generate-account-api-signature-kraken.html",
    ),
    Note(
        id="parameters-in-url",
        title="The parameters are in the URL, not in the body",
        text=(
            "The body then holds the nonce or nothing, and what is signed is not what Kraken reads."
            " curl -G and URL builders do this without saying so."
        ),
        fix="Send all parameters in the body, the nonce among them, and sign that body.",
        stage="postdata",
        about="http",
        answer="EGeneral:Invalid arguments or EAPI:Invalid signature",
        languages=("curl", "Swift", "Common Lisp"),
        seen=2,
        source="https://github.com/jonatack/cl-kraken/commit/b0a9617",
    ),
    Note(
        id="multipart-body",
        title="The body is sent as multipart/form-data",
        text=(
            "Postman's form-data, PHP's curl with an array and FormData in JavaScript send each field"
            " as a part with a random boundary. The hash was taken of name=value pairs."
        ),
        fix="Send the signed text itself, as application/x-www-form-urlencoded.",
        stage="postdata",
        about="http",
        answer="EAPI:Invalid signature or EAPI:Invalid key",
        languages=("PHP", "JavaScript", "Postman"),
        source="https://www.php.net/manual/en/function.curl-setopt.php",
    ),
    Note(
        id="content-type-mismatch",
        title="The Content-Type says another encoding than the body has",
        text=(
            "Kraken reads the body by its content type: JSON announced as a form has no fields, and so"
            " no nonce; a form announced as JSON cannot be read."
        ),
        fix="Send application/json with JSON, application/x-www-form-urlencoded with name=value pairs.",
        stage="postdata",
        about="http",
        answer="EGeneral:Invalid arguments or EAPI:Invalid signature",
        languages=("Python", "JavaScript", "Google Apps Script"),
        seen=1,
        source="https://github.com/btschwertfeger/python-kraken-sdk/issues/65",
    ),
    Note(
        id="no-content-type",
        title="A text is posted without a Content-Type",
        text=(
            "requests and httpx name the form type when they encode a dictionary, and name nothing when"
            " the body is a text. Signing wants the text, so the header is forgotten."
        ),
        fix="Set Content-Type: application/x-www-form-urlencoded along with data=postdata.",
        stage="postdata",
        about="http",
        answer="EAPI:Invalid nonce or EGeneral:Invalid arguments",
        languages=("Python",),
        seen=1,
        source="https://www.kdj.com/Cryptocurrency-Encyclopedia/Exchanges/generate-account-api-signature-kraken.html",
    ),
    Note(
        id="wrong-header-names",
        title="The headers have the names of another exchange",
        text=(
            "ACCESS-SIGN, Api-Signature, Authorization, or `sign` as a parameter of the body: Kraken"
            " looks for API-Key and API-Sign among the headers and finds nothing."
        ),
        fix="Send the public key in API-Key and the signature in API-Sign, both as headers.",
        stage="signature",
        about="http",
        answer="EAPI:Invalid key",
        seen=2,
        source="https://www.kdj.com/Cryptocurrency-Encyclopedia/Exchanges/invalid-api-signature-error-kraken-trading-api.html",
    ),
    Note(
        id="header-with-line-feed",
        title="A line feed in the signature breaks the header",
        text=(
            "A header is one line. With base64 that was broken into lines some clients refuse to send,"
            " some send the first line only, and some make a header of their own of the rest."
        ),
        fix="Write the base64 on one line and trim it.",
        stage="signature",
        about="http",
        answer="an exception of the client, or EAPI:Invalid signature",
        languages=("Ruby", "Python", "Go", "JavaScript"),
        seen=1,
        source="https://github.com/leishman/kraken_ruby/commit/afcbb06",
    ),
    Note(
        id="signature-of-another-attempt",
        title="The header belongs to an earlier attempt",
        text=(
            "The body got a new nonce and the header was kept, or a retry of the HTTP library sends old"
            " headers with a new body."
        ),
        fix="Make nonce, body and signature anew, together, for every attempt.",
        stage="signature",
        about="http",
        answer="EAPI:Invalid nonce or EAPI:Invalid signature",
        seen=1,
        source="https://github.com/nothingisdead/npm-kraken-api/issues/63",
    ),
    Note(
        id="signature-hard-coded",
        title="The signature is a fixed text",
        text=(
            "A generated function returns a made-up string, or the signature of the documentation's"
            " example, where the computation should stand. Nothing that is computed explains it."
        ),
        fix="Compute the HMAC, and check the code on Kraken's published example.",
        stage="signature",
        about="http",
        answer="EAPI:Invalid signature",
        languages=("JavaScript",),
        seen=1,
    ),
    Note(
        id="status-200-is-success",
        title="Status 200 is taken for success",
        text=(
            "Kraken answers failures with status 200, too. A call succeeded if the list `error` in the"
            " answer is empty; code that looks at the status only never sees Invalid signature."
        ),
        fix="Read the answer as JSON and look at its `error` list.",
        stage="signature",
        about="http",
        answer='status 200 with {"error":["EAPI:Invalid signature"]}',
        seen=1,
        source=_ERRORS,
    ),
    Note(
        id="other-kraken-product",
        title="Key, host or recipe of another Kraken product",
        text=(
            "Spot, Derivatives (Futures) and Embed have hosts, headers and recipes of their own, and a"
            " key of one is unknown to the others. Derivatives hashes POST data + nonce + path and signs"
            " that digest alone."
        ),
        fix="Use a Spot key with api.kraken.com and this recipe, a Derivatives key with futures.kraken.com.",
        stage="signature",
        about="http",
        answer="EAPI:Invalid key, authenticationError on Derivatives",
        seen=3,
        source="https://github.com/ccxt/ccxt/issues/27744",
    ),
    Note(
        id="kraken-outage",
        title="Nothing is wrong; Kraken answered wrongly for a while",
        text=(
            "Twice, users of one library all got Invalid signature at the same time, and it went away"
            " without a change on their side."
        ),
        fix="Look at status.kraken.com, wait, and do not change code that worked.",
        stage="signature",
        about="http",
        answer="EAPI:Invalid signature",
        seen=2,
        source="https://github.com/ccxt/ccxt/issues/6002",
    ),
)

_ACCOUNT: tuple[Note, ...] = (
    Note(
        id="key-of-another-account",
        title="The private key belongs to another API key",
        text=(
            "The signature is right for another pair: the two halves were copied from different keys,"
            " accounts or environments, or the key's description was taken for the key."
        ),
        fix="Make a new API key and copy both halves from the one page that shows them.",
        stage="secret",
        about="account",
        answer="EAPI:Invalid key or EAPI:Invalid signature",
        seen=3,
        source="https://github.com/krakenfx/kraken-cli/issues/33",
    ),
    Note(
        id="key-not-active",
        title="The API key is deleted, expired or not active yet",
        text="The key was deleted, has passed the date until which it was valid, or is not valid yet.",
        fix="Look at the key on Kraken's API page; make a new one if in doubt.",
        stage="secret",
        about="account",
        answer="EAPI:Invalid key",
        seen=3,
        source=_ERRORS,
    ),
    Note(
        id="permission-missing",
        title="The API key lacks the permission for this call",
        text="This answer means that the signature was right: the key was recognised and looked up.",
        fix="Tick the permission for this call on Kraken's API page.",
        stage="signature",
        about="account",
        answer="EGeneral:Permission denied",
        source=_ERRORS,
    ),
    Note(
        id="address-not-listed",
        title="The key works from listed IP addresses only",
        text="A key can be restricted to addresses; a server, a VPN or a new line at home has another one.",
        fix="Add the address to the key's list, or take the restriction off.",
        stage="signature",
        about="account",
        answer="EAPI:Invalid key or EGeneral:Permission denied",
        source="https://support.kraken.com/articles/common-causes-of-invalid-key-error",
    ),
    Note(
        id="locked-out",
        title="Too many errors locked the key out",
        text=(
            "After repeated Invalid key Kraken refuses all calls for some minutes, right ones, too. A"
            " program that tries again and again keeps itself locked out."
        ),
        fix="Wait some minutes without any call, then try once.",
        stage="signature",
        about="account",
        answer="EGeneral:Temporary lockout",
        source=_ERRORS,
    ),
    Note(
        id="otp-missing",
        title="The API key asks for a second factor and none is sent",
        text=(
            "Two-factor authentication can be set on the API key itself, apart from the log-in. Then"
            " every private call needs the parameter otp: the current code, or the static password if"
            " the key has one. Without it a perfect signature is answered with Invalid signature."
        ),
        fix="Put otp into the POST data before signing, or take 2FA off this API key.",
        stage="postdata",
        about="account",
        answer="EAPI:Invalid signature",
        seen=5,
        source="https://github.com/nothingisdead/npm-kraken-api/issues/52",
    ),
    Note(
        id="otp-not-wanted",
        title="An otp is sent for a key without a second factor",
        text=(
            "The two-factor code of the log-in is not one of the API key. Calls with an otp that the key"
            " does not ask for were reported to fail."
        ),
        fix="Leave otp out unless 2FA is set on this very API key.",
        stage="postdata",
        about="account",
        answer="EAPI:Invalid signature or EAPI:Invalid key",
        seen=2,
        source="https://github.com/nothingisdead/npm-kraken-api/issues/64",
    ),
)

NOTES: tuple[Note, ...] = (*_NONCE, *_HTTP, *_ACCOUNT)
