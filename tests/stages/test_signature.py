"""The last stage: each way to write a MAC down against other programs and the standard library."""

from __future__ import annotations

import base64
import shutil
import subprocess
import textwrap
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE, SIGNATURE
from explainer.pipeline.run import explain, sign
from explainer.pipeline.traced import Origin
from explainer.request import Request
from explainer.stages import charset
from explainer.stages.signature import STAGE

MAC = base64.b64decode(SIGNATURE)
OPENSSL = shutil.which("openssl")
GNU_BASE64 = shutil.which("base64")
PERL = shutil.which("perl")
TOOL = subprocess.run([GNU_BASE64 or "true", "--version"], capture_output=True, text=True, check=False).stdout


def run(*command: str, data: bytes = MAC) -> str:
    """Return what a program writes when it is fed the MAC."""
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def lines(width: int) -> str:
    """Return the example's signature in lines of this width, without a line feed at the end."""
    return "\n".join(textwrap.wrap(SIGNATURE, width))


@pytest.mark.parametrize(
    ("mistake", "expected"),
    [
        ("signature-as-hex", MAC.hex()),
        ("signature-as-uppercase-hex", MAC.hex().upper()),
        ("signature-base64-of-hex", base64.b64encode(MAC.hex().encode()).decode()),
        ("signature-base64-of-hex-line", base64.b64encode(f"{MAC.hex()}\n".encode()).decode()),
        ("signature-as-openssl-line", "SHA2-512(stdin)= " + MAC.hex()),
        ("signature-as-openssl-1-line", "(stdin)= " + MAC.hex()),
        (
            "signature-base64-of-openssl-line",
            base64.b64encode(f"SHA2-512(stdin)= {MAC.hex()}\n".encode()).decode(),
        ),
        (
            "signature-base64-of-openssl-1-line",
            base64.b64encode(f"(stdin)= {MAC.hex()}\n".encode()).decode(),
        ),
        ("signature-as-dashed-hex", "-".join(f"{byte:02X}" for byte in MAC)),
        ("signature-as-cryptokit-description", "HMAC with SHA512: " + MAC.hex()),
        ("signature-as-decimal-list", ",".join(map(str, MAC))),
        ("signature-as-number-list", str(list(MAC))),
        ("signature-undefined", "undefined"),
        ("signature-system-byte-array", "System.Byte[]"),
        ("signature-unpadded", SIGNATURE.rstrip("=")),
        ("signature-url-safe", SIGNATURE.replace("+", "-").replace("/", "_")),
        ("signature-url-safe-unpadded", SIGNATURE.replace("+", "-").replace("/", "_").rstrip("=")),
        ("signature-base64-twice", base64.b64encode(SIGNATURE.encode()).decode()),
        ("signature-empty", ""),
        ("signature-object-object", "[object Object]"),
        ("signature-object-promise", "[object Promise]"),
        ("signature-wrapped-at-60", lines(60)),
        ("signature-wrapped-at-60-and-ended", lines(60) + "\n"),
        ("signature-wrapped-at-64", lines(64)),
        ("signature-wrapped-at-64-and-ended", lines(64) + "\n"),
        ("signature-wrapped-at-72", lines(72)),
        ("signature-wrapped-at-72-and-ended", lines(72) + "\n"),
        ("signature-wrapped-at-76", lines(76)),
        ("signature-wrapped-at-76-and-ended", base64.encodebytes(MAC).decode()),
        ("signature-wrapped-at-76-with-crlf", lines(76).replace("\n", "\r\n")),
        ("signature-wrapped-at-76-with-crlf-and-ended", lines(76).replace("\n", "\r\n") + "\r\n"),
        ("signature-with-line-feed", SIGNATURE + "\n"),
        ("signature-with-crlf", SIGNATURE + "\r\n"),
        ("signature-with-carriage-return", SIGNATURE + "\r"),
        ("signature-percent-encoded", quote(SIGNATURE, safe="")),
        ("signature-in-lowercase", SIGNATURE.lower()),
        ("signature-in-uppercase", SIGNATURE.upper()),
        ("signature-as-bytes-repr", str(SIGNATURE.encode())),
        ("signature-cut", SIGNATURE[:87]),
        ("signature-in-quotes", f'"{SIGNATURE}"'),
        ("signature-plus-as-space", SIGNATURE.replace("+", " ")),
        ("signature-of-half-the-mac", base64.b64encode(MAC[:32]).decode()),
        ("signature-cut-at-64", SIGNATURE[:64]),
        ("signature-cut-at-80", SIGNATURE[:80]),
        ("signature-cut-at-60", lines(60).split("\n")[0]),
        ("signature-cut-at-76", lines(76).split("\n")[0]),
        ("mac-as-latin1-text", base64.b64encode(MAC.decode("latin-1").encode()).decode()),
        ("mac-as-utf8-replaced", base64.b64encode(MAC.decode("utf-8", "replace").encode()).decode()),
    ],
)
def test_of_the_example(mistake: str, expected: str) -> None:
    assert sign(EXAMPLE, [mistake]) == expected
    assert explain(EXAMPLE, [mistake]).signature == expected


def test_each_of_the_charset_family_is_there() -> None:
    ids = {mistake.id for mistake in STAGE.decisions[0].mistakes}
    assert {mistake.id for mistake in charset.charset_mistakes("mac")} <= ids


@pytest.mark.parametrize(
    ("mistake", "size"),
    [
        ("signature-as-hex", 128),
        ("signature-base64-of-hex", 172),
        ("signature-base64-twice", 120),
        ("signature-unpadded", 86),
    ],
)
def test_sizes_that_tell_the_mistake(mistake: str, size: int) -> None:
    assert len(sign(EXAMPLE, [mistake])) == size


class TestOtherPrograms:
    @pytest.mark.skipif("GNU" not in TOOL, reason="no GNU base64")
    def test_gnu_base64_wraps_at_76(self) -> None:
        assert sign(EXAMPLE, ["signature-wrapped-at-76-and-ended"]) == run(GNU_BASE64 or "")
        assert sign(EXAMPLE) == run(GNU_BASE64 or "", "-w0")

    @pytest.mark.skipif(not OPENSSL, reason="no openssl")
    def test_openssl_base64_wraps_at_64(self) -> None:
        assert sign(EXAMPLE, ["signature-wrapped-at-64-and-ended"]) == run(OPENSSL or "", "base64")

    @pytest.mark.skipif(not PERL, reason="no Perl")
    def test_perl_wraps_at_76(self) -> None:
        program = "undef $/; print encode_base64(<STDIN>)"
        written = run(PERL or "", "-MMIME::Base64", "-e", program)
        assert sign(EXAMPLE, ["signature-wrapped-at-76-and-ended"]) == written

    def test_node_writes_bytes_so(self) -> None:
        program = """
            const mac = new Uint8Array(require("fs").readFileSync(0));
            const base64 = btoa(String.fromCharCode(...mac));
            const base64url = Buffer.from(mac).toString("base64url");
            console.log([base64url, encodeURIComponent(base64)].join(" "));
        """
        assert run("node", "-e", program).split() == [
            sign(EXAMPLE, ["signature-url-safe-unpadded"]),
            sign(EXAMPLE, ["signature-percent-encoded"]),
        ]


class TestSeen:
    """Signatures that people's code gave."""

    def test_ruby_strips_the_last_line_feed_only(self) -> None:
        key = "XGnoUEIHFJ8OL/Aq+oGGhGfydrPk81za/FttEhgJUIBTC29SK24xKhhTi1EHSNbp14H50irst66cuT1EKo9Mgw=="
        request = Request.of("/0/private/Balance", "nonce=1393181048417996", secret=key)
        assert sign(request, ["signature-wrapped-at-60"]) == (
            "AfGLTvkgqYhjdMiE0waousoW60vPV2r/wOQ0S3eKoTD+d+heYZAoLNrYK1jy\nuU3fQE5RXKEXPtVLXZjlKXVm8Q=="
        )

    def test_bash_wraps_after_76_characters(self) -> None:
        key = "62kRfRX7BI8G8T/jl7clnZ+vSfJt7YmQN23JQkJfHCE6oxecJX4fN4i2RitmRhyFzfJ4efKy2yCo4H068rfv0A=="
        request = Request.of("/0/private/Balance", "nonce=1616492376", secret=key)
        assert sign(request, ["signature-wrapped-at-76"]) == (
            "iju0Kbs2kpwALqpaj8VOen521ATccQ33Dkdn36kz2Sg3LXXQOdTcvRKv82AozjHhbkwX8bzs6lT9\n2mEYZs9gSQ=="
        )

    def test_hex_in_base64_of_the_superuser_question(self) -> None:
        request = Request.of("/0/private/Balance", "nonce=123", secret="wqtzZWNyZXTCuw==")
        assert sign(request, ["digest-as-hex", "signature-base64-of-hex"]) == (
            "NmYxOWY4ZjA1OGIwZTZkYzgzNTY5Mjg0MGNjZGViYzFjNDE1ZjAwZDQyYjc1YjNkM2MyMWVmNWZkNDNmMDA2ZTMwY2M5YjUx"
            "YzYzYWJhMzI2OGE1MzRiZjY4OTc4ZDYwZDIzNjJiZmZkMzFjODEyNTU1M2ZiOGVjNDFiMmY2NGQ="
        )


class TestPrivateKeySent:
    def test_is_the_text_of_the_key_and_stays_marked_as_such(self) -> None:
        trace = explain(EXAMPLE, ["signature-is-private-key"])
        assert trace.signature.encode() == EXAMPLE.secret.expose()
        assert trace.step("signature").value.secret

    @pytest.mark.parametrize("mistake", [mistake.id for mistake in STAGE.decisions[2].mistakes])
    def test_stays_marked_whatever_is_done_to_it(self, mistake: str) -> None:
        trace = explain(EXAMPLE, ["signature-is-private-key", mistake])
        assert [span for span in trace.step("signature").value.spans if span.origin is Origin.KEY]

    def test_tells_loudly_to_revoke_the_key(self) -> None:
        (mistake,) = explain(EXAMPLE, ["signature-is-private-key"]).mistakes
        assert mistake.fix.startswith("REVOKE THIS KEY NOW")


KEYS: dict[tuple[str, ...], bytes] = {("private_key",): b"QUI=", ("api_key",): b"a public key"}


@given(st.binary(max_size=100))
def test_any_mac_can_be_written_down_in_any_way(mac: bytes) -> None:
    for encoding in (None, *STAGE.decisions[1].mistakes):
        if encoding is None:
            written = base64.b64encode(mac)
        else:
            reads = STAGE.decisions[1].reads(encoding.apply)
            written = encoding.apply(KEYS.get(reads, mac))
        for mistake in STAGE.decisions[2].mistakes:
            assert isinstance(mistake.apply(written), bytes)
    for mistake in STAGE.decisions[0].mistakes:
        assert isinstance(mistake.apply(mac), bytes)
