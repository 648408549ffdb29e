"""Pastes that a careless reader would take very long for."""

from __future__ import annotations

SHAPES: dict[str, tuple[bytes, bytes, bytes]] = {
    "one line of a": (b"", b"a", b""),
    "blanks": (b"", b" ", b""),
    "line feeds": (b"", b"\n", b""),
    "CR": (b"x", b"\r", b""),
    "quotes": (b"", b'"', b""),
    "apostrophes": (b"", b"'", b""),
    "both quotes": (b"", b"'\"", b""),
    "backslashes": (b"", b"\\", b""),
    "backslashes in quotes": (b'curl "', b"\\", b'"'),
    "backticks": (b"", b"`", b""),
    "carets": (b"curl ", b"^", b""),
    "dollars": (b"", b"$'", b""),
    "curl again and again": (b"", b"curl ", b""),
    "curl, a line each": (b"", b"curl\n", b""),
    "curl with open quotes": (b"", b"curl 'x\n", b""),
    "curl and options": (b"curl https://api.kraken.com/0/private/Balance ", b"-d a=b ", b""),
    "continued lines": (b"curl ", b"\\\n", b""),
    "deep brackets": (b"", b"[", b""),
    "deep braces": (b"", b'{"a":', b""),
    "braces with names": (b"data = ", b"{'nonce': ", b""),
    "opened and closed": (b"", b"[]", b""),
    "array(": (b"", b"array(", b""),
    "deep closed": (b"x = " + b"[" * (1 << 16), b"]", b""),
    "nonce=": (b"", b"nonce=", b""),
    "nonce= in lines": (b"", b"nonce=1\n", b""),
    "pairs": (b"", b"a=1&", b""),
    "pairs behind a name": (b"postdata=", b"nonce=1&", b""),
    "colons": (b"", b"a:", b""),
    "names and colons": (b"", b"API-Sign: x\n", b""),
    "base64": (b"", b"QUJD", b"=="),
    "base64 in lines": (b"", b"A" * 76 + b"\n", b"=="),
    "keys": (b"", b"A" * 86 + b"== ", b""),
    "hex": (b"", b"0a", b""),
    "hex in pairs": (b"", b"0a ", b""),
    "numbers": (b"[", b"255, ", b"]"),
    "hexdump": (b"", b"00000000: 23a1 c1b3 4c6a 11d6 41af 0f24 6848 96cb  #...Lj..A..$hH..\n", b""),
    "Buffer": (b"", b"<Buffer ", b">"),
    "header lines": (b"POST /0/private/Balance HTTP/1.1\n", b"API-Key: x\n", b"\nnonce=1"),
    "request lines": (b"", b"POST /0/private/Balance HTTP/1.1\n\n", b""),
    "curl log": (b"", b"> POST /0/private/Balance HTTP/1.1\n> \n< HTTP/1.1 200 OK\n", b""),
    "trace": (b"=> Send data, 80 bytes (0x50)\n", b"0000: nonce=1\n", b""),
    "send lines": (b"", b"send: b'POST /0/private/Balance HTTP/1.1\\r\\n", b"'"),
    "ccxt": (b"", b"fetch Request: kraken POST ", b""),
    "fetch(": (b"", b'fetch("x", {', b""),
    "calls": (b"", b"requests.post(json=", b""),
    "calls with names": (b"d = {}\n", b"d['a'] = 'x'\nrequests.post('/0/private/Balance', data=d)\n", b""),
    "settings": (b"", b"a = b\n", b"requests.post(a)"),
    "settings of the settings before": (
        b"a0 = ['x']\n" + b"".join([b"a%d = [a%d, a%d]\n" % (n, n - 1, n - 1) for n in range(1, 60)]),
        b"requests.post('/0/private/Balance', json=a59)\n",
        b"",
    ),
    "hashtable": (b"irm /0/private/Balance -Headers @{", b"a='b'\n", b"}"),
    "string that is filled in": (b'irm "', b"$a", b'"'),
    "terms": (b"requests.post(", b"(a+", b""),
    "answers": (b"", b'{"error":["EAPI:Invalid signature"]}', b""),
    "error open": (b"", b'{"error":[', b""),
    "addresses": (b"", b"https://api.kraken.com/0/private/Balance?", b""),
    "quoted lines": (b"", b"> ", b""),
    "log": (b"", b"2026-11-25 03:30:46,790 DEBUG bot: nonce=1 path=/0/private/Balance\n", b""),
    "NUL": (b"", b"\x00", b""),
    "no UTF-8": (b"", b"\xff", b""),
    "combining": (b"e", "\u0301".encode(), b""),
    "typographic": (b"curl ", "“x” ".encode(), b""),
}
"""What stands in front, what is repeated, and what stands behind."""


def of_size(shape: str, size: int) -> bytes:
    """Return a paste of a shape with about so many characters, and not more."""
    before, again, after = SHAPES[shape]
    count = len(again.decode(errors="surrogateescape"))
    return before + again * ((size - len(before) - len(after)) // count) + after
