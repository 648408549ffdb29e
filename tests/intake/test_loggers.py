"""What loggers put in front of the values that code prints."""

from __future__ import annotations

import pytest

from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.paste import read_paste

DIGEST = "23a1c1b34c6a11d641af0f24684896cb90f66fb991125c83dc357bdc3dc146f1"
PRINTED = {
    "path": EXAMPLE.path.decode(),
    "nonce": EXAMPLE.nonce.decode(),
    "postdata": EXAMPLE.body.decode(),
    "sha256": DIGEST,
    "API-Sign": SIGNATURE,
}
FRONTS = [
    "DEBUG:root:",
    "DEBUG:kraken.client:",
    "2026-11-20 10:11:12,345 - kraken - DEBUG - ",
    "2026-11-20 10:11:12,345 DEBUG kraken: ",
    "2026-11-20 10:11:12,345 kraken.auth DEBUG ",
    "[2026-11-20 10:11:12,345] DEBUG in kraken: ",
    "2026-11-20 10:11:12,345 [DEBUG] kraken (auth.py:34): ",
    "2026-11-20 10:11:12,345 DEBUG [kraken.auth:34] ",
    "2026-11-20 10:11:12,345 DEBUG    kraken:auth.py:34 ",
    "DEBUG    kraken:auth.py:34 ",
    "[20/Nov/2026 10:11:12] DEBUG [kraken.auth:34] ",
    "[2026-11-20 10:11:12,345: DEBUG/MainProcess] ",
    "[2026-11-20 10:11:12,345: DEBUG/ForkPoolWorker-1] kraken.sign[5b2c6c1e-0c1c-4a3b-9c1e-000000000000]: ",
    "2026-11-20 10:11:12.345 | DEBUG    | __main__:sign:12 - ",
    "2026-11-20 10:11:12.345 | DEBUG    | kraken.auth:sign:12 - ",
    "2026-11-20 10:11:12 [debug    ] ",
    "2026-11-20T10:11:12.345678Z [debug    ] ",
    "2026-11-20 10:11:12,345 - freqtrade.exchange.kraken - DEBUG - ",
    "2026-11-20 10:11:12,345 - 1234 - hummingbot.connector.exchange.kraken - DEBUG - ",
    "debug: ",
    "2026-11-20T10:11:12.345Z [kraken] debug: ",
    "  kraken:auth ",
    "kraken:auth ",
    "Fri, 20 Nov 2026 10:11:12 GMT kraken:auth ",
    "[Nest] 1234  - 11/20/2026, 10:11:12 AM   DEBUG [KrakenService] ",
    "10:11:12.345 [main] DEBUG c.e.KrakenClient - ",
    "2026-11-20 10:11:12.345 [main] DEBUG com.example.KrakenClient - ",
    "2026-11-20 10:11:12 DEBUG KrakenClient:42 - ",
    "2026-11-20 10:11:12.345 DEBUG 12345 --- [           main] c.e.KrakenClient                         : ",
    "2026-11-20T10:11:12.345+01:00 DEBUG 12345 --- [demo] [           main] c.e.KrakenClient             : ",
    "11-20 10:11:12.345  1234  1234 D Kraken  : ",
    "2026-11-20 10:11:12.345 1234-1234/com.example D/Kraken: ",
    "2026-11-20 10:11:12.345  1234-1234  Kraken                  com.example                          D  ",
    "2026-11-20 10:11:12.345 App[1234:5678] ",
    "2026-11-20 10:11:12.345678+0100 App[1234:5678] ",
    "I/flutter (12345): ",
    "flutter: ",
    "[2026-11-20T10:11:12Z DEBUG kraken::auth] ",
    "2026-11-20T10:11:12.123456Z DEBUG kraken::auth: ",
    "2026-11-20T10:11:12.123456Z DEBUG ThreadId(01) kraken::auth: src/auth.rs:12: ",
    "[10:11:12 DBG] ",
    "2026-11-20 10:11:12.345 +01:00 [DBG] ",
    "2026-11-20 10:11:12.345 +01:00 [DBG] [Kraken.Client] ",
    "2026-11-20 10:11:12.3456|DEBUG|Kraken.Client|",
    "2026-11-20 10:11:12,345 [1] DEBUG Kraken.Client - ",
    "2026-11-20 10:11:12,345 [1] DEBUG Kraken.Client [(null)] - ",
    "[2026-11-20 10:11:12] local.DEBUG: ",
    "[2026-11-20T10:11:12.345678+00:00] kraken.DEBUG: ",
    "[20-Nov-2026 10:11:12 UTC] ",
    "[20-Nov-2026 10:11:12 Europe/Berlin] ",
    "D, [2026-11-20T10:11:12.345678 #1234] DEBUG -- : ",
    "D, [2026-11-20T10:11:12.345678 #1234] DEBUG -- kraken: ",
    "[5b2c6c1e-0c1c-4a3b-9c1e-000000000000] ",
    "10:11:12.345 [debug] ",
    "2026/11/20 10:11:12 DEBUG ",
    "2026/11/20 10:11:12 INFO signing ",
    "2026-11-20T10:11:12.345+0100\tDEBUG\tkraken/auth.go:12\t",
    "[GIN-debug] ",
    "I1120 10:11:12.345678       1 auth.go:12] ",
    "I1120 10:11:12.345678 12345 auth.cpp:12] ",
    "[2026-11-20 10:11:12.345] [kraken] [debug] ",
    "10:11:12 AM\tInfo\t",
    "10:11:12\tInfo\t",
    "auth.js:12 ",
    "2026-11-20T10:11:12.345Z\t5b2c6c1e-0c1c-4a3b-9c1e-000000000000\tINFO\t",
    "2026-11-20T10:11:12.345Z 5b2c6c1e-0c1c-4a3b-9c1e-000000000000 INFO ",
    "1763633472345 2026-11-20T10:11:12.345Z ",
    "10:11:12.345   debug   ",
    "0|kraken   | ",
    "1|app  | 2026-11-20T10:11:12: ",
    "sign.pl: ",
    "Step 3: ",
    "--> ",
    "1. ",
    "2026.11.20 10:11:12.345\tKraken (EURUSD,H1)\t",
    "20.11.2026 10:11:12 ",
    "11/20/2026 10:11:12 AM ",
    "11/20/2026 10:11:12 - DEBUG - ",
    "[2026-11-20T10:11:12.345Z] ",
    "1763633472.345 ",
    "[1763633472.345] ",
    "(kraken) ",
]
"""As the loggers of Python, JavaScript, Java, C#, PHP, Ruby, Go, Rust, C++, Android and iOS print them by
default or in their manuals' examples, and as people number and mark lines by hand."""
FORMS = ["{}: {}", "{}={}", "{} = {}", "{} {}", "{} -> {}", '{} = "{}"']


def log_of(front: str, form: str) -> str:
    return "".join([f"{front}{form.format(name, value)}\n" for name, value in PRINTED.items()])


@pytest.mark.parametrize("front", FRONTS)
def test_values_are_found_behind_what_a_logger_writes(front: str) -> None:
    for form in FORMS:
        [request] = read_paste(log_of(front, form)).requests
        assert request.conflicts == ()
        draft = request.draft
        assert (draft.path, draft.nonce, draft.body) == (EXAMPLE.path, EXAMPLE.nonce, EXAMPLE.body), form
        assert draft.signature == SIGNATURE
        [digest] = draft.observed or ()
        assert (digest.stage, digest.text.strip('"')) == ("sha256", DIGEST)


@pytest.mark.parametrize(
    "line",
    [
        "Please check: nonce wrong",
        "The docs say (see below) path relative",
        "const nonce = makeNonce()",
        "> nonce increasing",
        "1. read the nonce documentation",
    ],
)
def test_words_are_no_values(line: str) -> None:
    pasted = read_paste(f"POST data: {EXAMPLE.body.decode()}\n{line}\n{line}\n")
    [request] = pasted.requests
    assert request.draft.nonce in (None, EXAMPLE.nonce)
    assert request.draft.path is None
    assert request.conflicts == ()


def test_one_line_is_enough_if_it_has_a_time_or_a_level() -> None:
    [request] = read_paste(f"12:00:01 signer (auth.py:7) postdata {EXAMPLE.body.decode()}").requests
    assert request.draft.body == EXAMPLE.body
