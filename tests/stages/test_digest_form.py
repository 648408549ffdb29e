"""The form in which the digest is joined: each against what other programs print."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
import subprocess

import pytest

from explainer.example import EXAMPLE
from explainer.pipeline import catalogue
from explainer.pipeline.run import explain, sign
from explainer.request import Request
from explainer.stages.charset import charset_mistakes
from explainer.stages.sha256 import form
from explainer.stages.sha256.form import texts

KEY = base64.b64decode(EXAMPLE.secret.expose())
DIGEST = "23a1c1b34c6a11d641af0f24684896cb90f66fb991125c83dc357bdc3dc146f1"
"""SHA-256 of the example's nonce and POST data, as sha256sum prints it."""


def joined(*mistakes: str, request: Request = EXAMPLE) -> bytes:
    return explain(request, mistakes).step("sha256").value.data


def signature(joined_digest: bytes) -> str:
    return base64.b64encode(hmac.digest(KEY, EXAMPLE.path + joined_digest, "sha512")).decode()


UNSIGNED = (
    "35,161,193,179,76,106,17,214,65,175,15,36,104,72,150,203,144,246,111,185,145,18,92,131,220,53,123,220,"
    "61,193,70,241"
)
SIGNED = (
    "35,-95,-63,-77,76,106,17,-42,65,-81,15,36,104,72,-106,-53,-112,-10,111,-71,-111,18,92,-125,-36,53,123,"
    "-36,61,-63,70,-15"
)
ESCAPES = r"#\xa1\xc1\xb3Lj\x11\xd6A\xaf\x0f$hH\x96\xcb\x90\xf6o\xb9\x91\x12\\\x83\xdc5{\xdc=\xc1F\xf1"

# What JavaScript prints was taken from Node 20, signed-list from Java 17, dashed-hex from Mono 6.8,
# the lines of the tools from openssl 3.0 and coreutils.
FORMS = {
    "digest-as-hex": DIGEST,
    "digest-as-uppercase-hex": DIGEST.upper(),
    "digest-as-dashed-hex": (
        "23-A1-C1-B3-4C-6A-11-D6-41-AF-0F-24-68-48-96-CB-90-F6-6F-B9-91-12-5C-83-DC-35-7B-DC-3D-C1-46-F1"
    ),
    "digest-as-0x-uppercase-hex": "0x" + DIGEST.upper(),
    "digest-as-openssl-1-line": "(stdin)= " + DIGEST,
    "digest-as-openssl-line": "SHA2-256(stdin)= " + DIGEST,
    "digest-as-sha256sum-output": DIGEST + "  -\n",
    "digest-as-sha256sum-line": DIGEST + "  -",
    "digest-as-base64": "I6HBs0xqEdZBrw8kaEiWy5D2b7mRElyD3DV73D3BRvE=",
    "digest-as-decimal-list": UNSIGNED,
    "digest-as-apps-script-list": SIGNED,
    "digest-as-signed-list": "[" + SIGNED.replace(",", ", ") + "]",
    "digest-as-number-list": "[" + UNSIGNED.replace(",", ", ") + "]",
    "digest-as-spaced-decimals": UNSIGNED.replace(",", " "),
    "digest-as-object-promise": "[object Promise]",
    "digest-as-object-arraybuffer": "[object ArrayBuffer]",
    "digest-as-object-object": "[object Object]",
    "digest-as-undefined": "undefined",
    "digest-as-system-byte-array": "System.Byte[]",
    "digest-as-python-repr": f"b'{ESCAPES}'",
    "digest-as-python-bytearray": f"bytearray(b'{ESCAPES}')",
    "digest-cut-to-16-hex-characters": DIGEST[:16],
    "digest-cut-to-20-hex-characters": DIGEST[:20],
    "digest-cut-to-32-hex-characters": DIGEST[:32],
}
CUT = {"digest-cut-to-16-bytes": 16, "digest-cut-to-20-bytes": 20}

NODE_SCRIPT = """
const lines = require("node:fs").readFileSync(0, "utf8").split("\\n");
console.log(JSON.stringify(lines.map((line) => {
    const digest = Buffer.from(line, "hex");
    const array = new Uint8Array(digest);
    return {
        "digest-as-hex": digest.toString("hex"),
        "digest-as-base64": digest.toString("base64"),
        "digest-as-decimal-list": "" + array,
        "digest-as-apps-script-list": "" + Array.from(new Int8Array(array)),
        "digest-as-object-promise": "" + Promise.resolve(digest),
        "digest-as-object-arraybuffer": "" + array.buffer,
        "digest-as-object-object": "" + require("node:crypto").createHash("sha256"),
        "digest-as-undefined": "" + undefined,
    };
})));
"""


class TestForm:
    def test_all_are_here(self) -> None:
        charset = [mistake.id for mistake in charset_mistakes("digest")]
        assert {mistake.id for mistake in form.FORM} == {*FORMS, *CUT, *charset}
        assert len(form.FORM) == len(FORMS) + len(CUT) + len(charset)

    @pytest.mark.parametrize(("mistake", "expected"), FORMS.items(), ids=list(FORMS))
    def test_is_joined(self, mistake: str, expected: str) -> None:
        assert joined(mistake).decode("ascii") == expected
        assert sign(EXAMPLE, [mistake]) == signature(expected.encode())

    @pytest.mark.parametrize(("mistake", "size"), CUT.items())
    def test_is_cut(self, mistake: str, size: int) -> None:
        assert joined(mistake) == bytes.fromhex(DIGEST)[:size]

    def test_node_prints_the_same(self) -> None:
        source = random.Random(8)
        digests = [source.randbytes(32) for _ in range(300)]
        digests += [bytes(3) + source.randbytes(29), b"\x05" * 32, b"\xff" * 32, bytes(32)]
        done = subprocess.run(
            ["node", "-e", NODE_SCRIPT],
            input="\n".join([digest.hex() for digest in digests]),
            capture_output=True,
            text=True,
            check=True,
        )
        for digest, printed in zip(digests, json.loads(done.stdout), strict=True):
            for id, expected in printed.items():
                option = catalogue.mistake(id).apply
                assert option(digest).decode() == expected, (id, digest.hex())

    def test_quotes_of_python(self) -> None:
        assert texts.python_bytearray(b'a"\0') == rb"""bytearray(b'a"\x00')"""

    def test_what_was_never_hashed_has_a_form_too(self) -> None:
        whole = EXAMPLE.nonce + EXAMPLE.body
        assert joined("hash-left-out", "digest-as-utf8-replaced") == whole
        assert joined("hash-left-out", "digest-as-hex") == whole.hex().encode()

    def test_what_a_shell_and_c_make_of_a_nul(self) -> None:
        nonce, digest = next(
            (nonce, digest)
            for nonce, digest in (
                (n, hashlib.sha256(f"{n}nonce={n}".encode()).digest()) for n in range(20_000)
            )
            if 0 in digest[1:-1] and digest.endswith(b"\n")
        )
        request = Request.of(EXAMPLE.path, f"nonce={nonce}", secret=EXAMPLE.secret)
        assert joined("digest-cut-at-nul", request=request) == digest[: digest.index(0)]
        without = bytes([byte for byte in digest[:-1] if byte])
        assert joined("digest-in-shell-variable", request=request) == without
