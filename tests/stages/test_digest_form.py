"""The form in which the digest is joined: each against what other programs print."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
import shutil
import subprocess

import pytest

from explainer.errors import CannotApply
from explainer.example import EXAMPLE
from explainer.pipeline import catalogue
from explainer.pipeline.run import explain, sign
from explainer.request import Request
from explainer.stages.sha256 import form
from explainer.stages.sha256.form import hexadecimal, numbers, texts

NODE = shutil.which("node")
KEY = base64.b64decode(EXAMPLE.secret.expose())
DIGEST = "23a1c1b34c6a11d641af0f24684896cb90f66fb991125c83dc357bdc3dc146f1"
"""SHA-256 of the example's nonce and POST data, as sha256sum prints it."""


def joined(*mistakes: str, request: Request = EXAMPLE) -> bytes:
    return explain(request, mistakes).step("sha256").value.data


def signature(joined_digest: bytes) -> str:
    return base64.b64encode(hmac.digest(KEY, EXAMPLE.path + joined_digest, "sha512")).decode()


SPACED = " ".join(DIGEST[i : i + 2] for i in range(0, 64, 2))
UNSIGNED = (
    "35,161,193,179,76,106,17,214,65,175,15,36,104,72,150,203,144,246,111,185,145,18,92,131,220,53,123,220,"
    "61,193,70,241"
)
SIGNED = (
    "35,-95,-63,-77,76,106,17,-42,65,-81,15,36,104,72,-106,-53,-112,-10,111,-71,-111,18,92,-125,-36,53,123,"
    "-36,61,-63,70,-15"
)
ESCAPES = r"#\xa1\xc1\xb3Lj\x11\xd6A\xaf\x0f$hH\x96\xcb\x90\xf6o\xb9\x91\x12\\\x83\xdc5{\xdc=\xc1F\xf1"

# What JavaScript prints was taken from Node 20, signed-hex, signed-list and integer from Java 17,
# dashed-hex and System.Byte[] from Mono 6.8, the lines of the tools from openssl 3.0 and coreutils,
# unpadded-base64 from Perl's Digest::SHA.
FORMS = {
    "digest-as-hex": DIGEST,
    "digest-as-uppercase-hex": DIGEST.upper(),
    "digest-as-dashed-hex": (
        "23-A1-C1-B3-4C-6A-11-D6-41-AF-0F-24-68-48-96-CB-90-F6-6F-B9-91-12-5C-83-DC-35-7B-DC-3D-C1-46-F1"
    ),
    "digest-as-hex-with-colons": SPACED.replace(" ", ":"),
    "digest-as-hex-with-spaces": SPACED,
    "digest-as-0x-uppercase-hex": "0x" + DIGEST.upper(),
    "digest-as-0x-hex": "0x" + DIGEST,
    "digest-as-hex-number": DIGEST,
    "digest-as-unpadded-hex": "23a1c1b34c6a11d641aff24684896cb90f66fb991125c83dc357bdc3dc146f1",
    "digest-as-signed-hex": (
        "23ffffffa1ffffffc1ffffffb34c6a11ffffffd641ffffffaff246848ffffff96ffffffcbffffff90fffffff66fffffffb9"
        "ffffff91125cffffff83ffffffdc357bffffffdc3dffffffc146fffffff1"
    ),
    "digest-as-openssl-1-line": "(stdin)= " + DIGEST,
    "digest-as-openssl-line": "SHA2-256(stdin)= " + DIGEST,
    "digest-as-openssl-sha256-line": "SHA256(stdin)= " + DIGEST,
    "digest-as-sha256sum-line": DIGEST + "  -",
    "digest-as-sha256sum-output": DIGEST + "  -\n",
    "digest-as-swift-description": "SHA256 digest: " + DIGEST,
    "digest-as-base64": "I6HBs0xqEdZBrw8kaEiWy5D2b7mRElyD3DV73D3BRvE=",
    "digest-as-unpadded-base64": "I6HBs0xqEdZBrw8kaEiWy5D2b7mRElyD3DV73D3BRvE",
    "digest-as-url-safe-base64": "I6HBs0xqEdZBrw8kaEiWy5D2b7mRElyD3DV73D3BRvE=",
    "digest-as-unpadded-url-safe-base64": "I6HBs0xqEdZBrw8kaEiWy5D2b7mRElyD3DV73D3BRvE",
    "digest-as-base64-line": "I6HBs0xqEdZBrw8kaEiWy5D2b7mRElyD3DV73D3BRvE=\n",
    "digest-as-base64-of-hex": (
        "MjNhMWMxYjM0YzZhMTFkNjQxYWYwZjI0Njg0ODk2Y2I5MGY2NmZiOTkxMTI1YzgzZGMzNTdiZGMzZGMxNDZmMQ=="
    ),
    "digest-as-decimal-list": UNSIGNED,
    "digest-as-apps-script-list": SIGNED,
    "digest-as-signed-list": "[" + SIGNED.replace(",", ", ") + "]",
    "digest-as-number-array": "[" + UNSIGNED.replace(",", ", ") + "]",
    "digest-as-json-array": "[" + UNSIGNED + "]",
    "digest-as-go-slice": "[" + UNSIGNED.replace(",", " ") + "]",
    "digest-as-spaced-decimals": UNSIGNED.replace(",", " "),
    "digest-as-words": (
        "597803443,1282019798,1101991716,1749587659,-1862897735,-1861067645,-600474660,1036076785"
    ),
    "digest-as-integer": "16116748948766396169341199280150969483393481732477860036007708523855056291569",
    "digest-as-object-promise": "[object Promise]",
    "digest-as-object-arraybuffer": "[object ArrayBuffer]",
    "digest-as-object-object": "[object Object]",
    "digest-as-undefined": "undefined",
    "digest-as-system-byte": "System.Byte[]",
    "digest-as-python-repr": f"b'{ESCAPES}'",
    "digest-as-python-escapes": ESCAPES,
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
    const view = new DataView(array.buffer);
    return {
        "digest-as-hex": digest.toString("hex"),
        "digest-as-hex-with-spaces": line.match(/../g).join(" "),
        "digest-as-hex-number": BigInt("0x" + line).toString(16),
        "digest-as-unpadded-hex": Array.from(array, (byte) => byte.toString(16)).join(""),
        "digest-as-signed-hex": Array.from(new Int8Array(array), (b) => (b >>> 0).toString(16)).join(""),
        "digest-as-base64": digest.toString("base64"),
        "digest-as-unpadded-url-safe-base64": digest.toString("base64url"),
        "digest-as-decimal-list": "" + array,
        "digest-as-apps-script-list": "" + Array.from(new Int8Array(array)),
        "digest-as-json-array": JSON.stringify(Array.from(array)),
        "digest-as-words": "" + [0, 4, 8, 12, 16, 20, 24, 28].map((at) => view.getInt32(at)),
        "digest-as-integer": BigInt("0x" + line).toString(),
        "digest-as-object-promise": "" + Promise.resolve(digest),
        "digest-as-object-arraybuffer": "" + array.buffer,
        "digest-as-object-object": "" + require("node:crypto").createHash("sha256"),
        "digest-as-undefined": "" + undefined,
    };
})));
"""


class TestForm:
    def test_all_are_here(self) -> None:
        charset = [mistake.id for mistake in form.CHARSET]
        assert {mistake.id for mistake in form.FORM} == {*FORMS, *CUT, *charset}
        assert len(form.FORM) == len(FORMS) + len(CUT) + len(charset)

    @pytest.mark.parametrize(("mistake", "expected"), FORMS.items(), ids=list(FORMS))
    def test_is_joined(self, mistake: str, expected: str) -> None:
        assert joined(mistake).decode("ascii") == expected
        assert sign(EXAMPLE, [mistake]) == signature(expected.encode())

    @pytest.mark.parametrize(("mistake", "size"), CUT.items())
    def test_is_cut(self, mistake: str, size: int) -> None:
        assert joined(mistake) == bytes.fromhex(DIGEST)[:size]

    @pytest.mark.skipif(not NODE, reason="no interpreter")
    def test_node_prints_the_same(self) -> None:
        source = random.Random(8)
        digests = [source.randbytes(32) for _ in range(300)]
        digests += [bytes(3) + source.randbytes(29), b"\x05" * 32, b"\xff" * 32, bytes(32)]
        done = subprocess.run(
            [NODE or "node", "-e", NODE_SCRIPT],
            input="\n".join([digest.hex() for digest in digests]),
            capture_output=True,
            text=True,
            check=True,
        )
        for digest, printed in zip(digests, json.loads(done.stdout), strict=True):
            for id, expected in printed.items():
                option = catalogue.mistake(id).apply
                assert option(digest).decode() == expected, (id, digest.hex())

    def test_lines_of_ruby_and_python(self) -> None:
        long = bytes(range(60))
        apply = catalogue.mistake("digest-as-base64-line").apply
        assert apply(long) == base64.encodebytes(long)

    def test_leading_zeros(self) -> None:
        assert hexadecimal.hex_of_number(b"\x00\x0a\x10") == b"a10"
        assert hexadecimal.hex_of_number(bytes(4)) == b"0"
        assert hexadecimal.hex_of_number(b"") == b"0"
        assert hexadecimal.hex_unpadded(b"\x00\x0a\x10") == b"0a10"
        assert hexadecimal.hex_signed(b"\x00\x7f\x80\xff") == b"07fffffff80ffffffff"

    def test_words_of_what_is_no_multiple_of_four(self) -> None:
        assert numbers.words(b"\x00\x00\x00\x01\x80") == b"1,-2147483648"
        assert numbers.words(b"") == b""

    def test_what_is_longer_than_a_hash_is_no_number(self) -> None:
        assert numbers.integer(b"\xff" * 64) == str(2**512 - 1).encode()
        with pytest.raises(CannotApply):
            numbers.integer(bytes(65))

    def test_quotes_of_python(self) -> None:
        assert texts.python_escapes(b"a'b") == b"a'b"
        assert texts.python_escapes(b"a'\"\n") == rb"""a\'"\n"""
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
        without = bytes([byte for byte in digest if byte])
        assert joined("digest-without-nuls", request=request) == without
        assert joined("digest-in-shell-variable", request=request) == without[:-1]

    def test_sightings(self) -> None:
        assert sum(mistake.seen for mistake in form.CHARSET) == 33
