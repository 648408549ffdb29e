"""The private key's stage: each wrong key against other programs, the standard library, published values."""

from __future__ import annotations

import base64
import json
import random
import shutil
import subprocess
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import CannotApply, InputError
from explainer.example import EXAMPLE
from explainer.pipeline.run import explain, sign
from explainer.pipeline.traced import Origin
from explainer.request import Request
from explainer.secret import Secret
from explainer.stages import charset, secret
from explainer.stages.secret import decode
from tests.paths import DATA, load

TEXT = EXAMPLE.secret.expose()
KEY = base64.b64decode(TEXT)
GNU_BASE64 = shutil.which("base64")
TOOL = subprocess.run([GNU_BASE64 or "true", "--version"], capture_output=True, text=True, check=False).stdout

VBA_SIGNATURE = "1D2VOXmMaXoywj/KO7WvD4Q9KckvkjVnDaVvDjKF4udJTP/6VW+veDTJUPGiux7Ulyu5ix8SKVRhD4kk77sDmw=="
GO_SIGNATURE = "Uog0MyIKZmXZ4/VFOh0g1u2U+A0ohuK8oCh0HFUiHLE2Csm23CuPCDaPquh/hpnAg/pSQLeXyBELpJejgOftCQ=="


def request(secret: bytes | str, api_key: bytes = b"") -> Request:
    """Return the example's request with another private key."""
    return EXAMPLE._replace(secret=Secret(secret), api_key=api_key)


def key_of(secret: bytes | str, *mistakes: str, api_key: bytes = b"") -> bytes:
    """Return the key that the HMAC gets."""
    return explain(request(secret, api_key), mistakes).step("secret").value.data


def text_of(secret: bytes, mistake: str) -> bytes:
    """Return the text that the mistake makes of the private key's, which is then not decoded."""
    return key_of(secret, mistake, "secret-not-decoded")


class TestDecoders:
    """What lenient decoders make of texts, the values from Node 20, Java 17, Perl 5 and coreutils 9.1."""

    @pytest.mark.parametrize(
        ("text", "node", "php", "go", "tool"),
        [
            ("SECRET", "48409111", "48409111", "484091", "48409111"),
            ("secret", "b1e72b7a", "b1e72b7a", "b1e72b", "b1e72b7a"),
            ("ABCDE", "001083", "001083", "001083", "001083"),
            ("QUJD=REVG", "414243", "414243444546", "414243", "414243"),
            ("QU=", "41", "41", "", "41"),
            ("QUJ", "4142", "4142", "", "4142"),
            ("=QUJD", "", "414243", "", ""),
            ("-_-_", "fbffbf", "", "", ""),
            ("QU-DREVG", "414f83444546", "4140d11151", "", "41"),
            ('"QUJD"', "414243", "414243", "", ""),
            ("QU JD", "414243", "414243", "", "41"),
            ("QU\nJD\n", "414243", "414243", "414243", "414243"),
            ("QUJD\r\n", "414243", "414243", "414243", "414243"),
            ("QUJDRE\n==\r\n", "41424344", "41424344", "41424344", "41424344"),
            ("QUJDRE==x", "41424344", "414243444c", "41424344", "41424344"),
            ("undefined", "ba775e7e29de", "ba775e7e29de", "ba775e7e29de", "ba775e7e29de"),
            ("your_secret", "ca8babfec79cadeb", "ca8babb1e72b7a", "ca8bab", "ca8bab"),
            ("HMACKEY", "1cc0022846", "1cc0022846", "1cc002", "1cc0022846"),
            ("", "", "", "", ""),
            ("A", "", "", "", ""),
        ],
    )
    def test_pinned(self, text: str, node: str, php: str, go: str, tool: str) -> None:
        data = text.encode()
        assert decode.like_node(data).hex() == node
        assert decode.like_php(data).hex() == php
        assert decode.like_go(data).hex() == go
        assert decode.like_base64_command(data).hex() == tool

    @pytest.mark.parametrize(
        ("text", "node", "php", "go"),
        [("QUI=REVG", "4142", "4142111151", "4142"), ("QQ==QQ==", "41", "410410", "41")],
    )
    def test_two_texts_in_one(self, text: str, node: str, php: str, go: str) -> None:
        data = text.encode()
        assert decode.like_node(data).hex() == node
        assert decode.like_php(data).hex() == php
        assert decode.like_go(data).hex() == go

    @given(st.binary(max_size=80))
    def test_python_s_is_the_standard_library_s(self, text: bytes) -> None:
        try:
            expected = base64.b64decode(text)
        except ValueError:
            with pytest.raises(ValueError, match=r"."):
                decode.like_python(text)
        else:
            assert decode.like_python(text) == expected

    @given(st.binary(max_size=80))
    def test_all_read_clean_base64_alike(self, key: bytes) -> None:
        text = base64.b64encode(key)
        for decoder in (
            decode.like_node,
            decode.like_php,
            decode.like_python,
            decode.like_go,
            decode.like_base64_command,
            decode.url_safe,
        ):
            assert decoder(text) == key
        assert decode.url_safe(base64.urlsafe_b64encode(key)) == key
        assert decode.like_go_url_safe(base64.urlsafe_b64encode(key)) == key
        assert decode.like_node(base64.urlsafe_b64encode(key)) == key

    @given(st.binary(max_size=80))
    def test_none_raises_anything_but_a_value_error(self, text: bytes) -> None:
        for mistake in secret.STAGE.decisions[1].mistakes:
            try:
                mistake.apply(text)
            except ValueError:
                continue

    def test_node_s_are_node_s(self) -> None:
        chance = random.Random(20)
        alphabet = b"ABCDwxyz0129+/+/-_=\n \"'\x00\xff"
        texts = [bytes(chance.choices(alphabet, k=chance.randrange(12))) for _ in range(3000)]
        texts += [chance.randbytes(chance.randrange(90)) for _ in range(300)]
        program = """
            const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
            const read = (text) => Buffer.from(Buffer.from(text, "hex").toString("latin1"), "base64");
            console.log(JSON.stringify(texts.map((text) => read(text).toString("hex"))));
        """
        ran = subprocess.run(
            ["node", "-e", program],
            input=json.dumps([text.hex() for text in texts]),
            capture_output=True,
            text=True,
            check=True,
        )
        assert [decode.like_node(text).hex() for text in texts] == json.loads(ran.stdout)

    @pytest.mark.skipif("GNU" not in TOOL, reason="no GNU base64")
    @pytest.mark.parametrize("text", ["SECRET", "ABCDE", "QU-DREVG", '"QUJD"', "QU JD", "QU\nJD\n"])
    def test_the_command_s_is_gnu_s(self, text: str) -> None:
        ran = subprocess.run([GNU_BASE64 or "", "-d"], input=text.encode(), capture_output=True, check=False)
        assert decode.like_base64_command(text.encode()) == ran.stdout


class TestPublished:
    """Signatures that projects published, made with a key that a strict decoder refuses or not at all."""

    def test_undecoded_key_of_kraken_api_vba(self) -> None:
        nonce = "1591386544485"
        signed = sign(Request.of("/0/private/", f"nonce={nonce}", secret="123"), ["secret-not-decoded"])
        assert (
            signed
            == "1D2VOXmMaXoywj/KO7WvD4Q9KckvkjVnDaVvDjKF4udJTP/6VW+veDTJUPGiux7Ulyu5ix8SKVRhD4kk77sDmw=="
        )

    def test_ignored_error_of_kraken_go_api_client(self) -> None:
        given = Request.of("/0/private/", "TestKey=TestValue", nonce="", secret="SECRET")
        signed = sign(given, ["secret-decoded-like-go"])
        assert (
            signed
            == "Uog0MyIKZmXZ4/VFOh0g1u2U+A0ohuK8oCh0HFUiHLE2Csm23CuPCDaPquh/hpnAg/pSQLeXyBELpJejgOftCQ=="
        )

    @pytest.mark.parametrize("vector", load(DATA / "published-spot.json"), ids=lambda vector: vector["id"])
    def test_lenient_decoders_give_the_published_signature(self, vector: dict[str, str]) -> None:
        given = Request.of(vector["path"], vector["body"], nonce=vector["nonce"], secret=vector["secret"])
        for mistake in ("secret-decoded-like-node", "secret-decoded-like-php"):
            assert sign(given, [mistake]) == vector["signature"]

    def test_key_cut_by_one_typo_has_three_sizes(self) -> None:
        cut = TEXT.rstrip(b"=")
        assert len(key_of(cut, "secret-decoded-like-go")) == 63
        assert key_of(cut, "secret-decoded-like-node") == KEY
        assert len(key_of(cut, "secret-not-decoded")) == 86
        with pytest.raises(InputError):
            key_of(cut)
        with pytest.raises(ValueError, match="padding"):
            key_of(cut, "secret-decoded-like-python")


class TestText:
    @pytest.mark.parametrize(
        ("mistake", "expected"),
        [
            ("secret-padding-lost", TEXT[:86]),
            ("secret-last-character-lost", TEXT[:87]),
            ("secret-last-two-characters-lost", TEXT[:86]),
            ("secret-first-character-lost", TEXT[1:]),
            ("secret-first-two-characters-lost", TEXT[2:]),
            ("secret-with-line-feed", TEXT + b"\n"),
            ("secret-with-crlf", TEXT + b"\r\n"),
            ("secret-with-carriage-return", TEXT + b"\r"),
            ("secret-with-blank-after", TEXT + b" "),
            ("secret-with-blank-before", b" " + TEXT),
            ("secret-in-double-quotes", b'"' + TEXT + b'"'),
            ("secret-in-single-quotes", b"'" + TEXT + b"'"),
            ("secret-with-bom", b"\xef\xbb\xbf" + TEXT),
            ("secret-in-url-safe-alphabet", base64.urlsafe_b64encode(KEY)),
            ("secret-empty", b""),
            ("secret-undefined", b"undefined"),
            ("secret-unexpanded-variable", b"$KRAKEN_SECRET"),
            ("secret-is-hmackey", b"HMACKEY"),
            ("secret-is-your-secret", b"your_secret"),
        ],
    )
    def test_of_the_example(self, mistake: str, expected: bytes) -> None:
        assert text_of(TEXT, mistake) == expected

    def test_a_key_of_other_sizes(self) -> None:
        assert text_of(b"QUI=", "secret-last-two-characters-lost") == b"QU"
        assert text_of(b"QUJD", "secret-padding-lost") == b"QUJD"
        assert text_of(b"Q", "secret-first-two-characters-lost") == b""
        assert text_of(b"Q", "secret-last-two-characters-lost") == b""
        assert text_of(b"", "secret-last-character-lost") == b""

    @pytest.mark.parametrize(
        "around", ["{}\n", "{}\r\n", " {} ", '"{}"', "'{}'\n", "\ufeff{}", '\ufeff"{}"\t', "{}\0"]
    )
    def test_trimmed(self, around: str) -> None:
        given = around.format(TEXT.decode())
        assert key_of(given, "secret-trimmed") == KEY
        with pytest.raises(InputError):
            key_of(given)

    def test_api_key_in_its_place(self) -> None:
        api_key = base64.b64encode(bytes(range(42)))
        assert key_of(TEXT, "secret-is-api-key", api_key=api_key) == bytes(range(42))
        trace = explain(request(TEXT, api_key), ["secret-is-api-key"])
        assert [span.origin for span in trace.step("secret").values["key_text"].spans] == [Origin.API_KEY]
        with pytest.raises(CannotApply):
            key_of(TEXT, "secret-is-api-key")

    def test_read_as_url(self) -> None:
        assert text_of(b"a+b/c%2Bd%3d%zz==", "secret-read-as-url") == b"a b/c+d=%zz=="

    def test_a_placeholder_decoded_by_node(self) -> None:
        assert key_of(TEXT, "secret-is-hmackey", "secret-decoded-like-node").hex() == "1cc0022846"

    def test_a_url_safe_key_shifts_all_bits_where_its_signs_are_skipped(self) -> None:
        kept = TEXT.translate(None, b"+/=")
        given = base64.urlsafe_b64encode(KEY)
        assert len(kept) == 85
        assert key_of(given, "secret-decoded-like-php") == base64.b64decode(kept[:84])
        with pytest.raises(ValueError, match="characters"):
            key_of(given, "secret-decoded-like-python")
        assert key_of(TEXT, "secret-in-url-safe-alphabet", "secret-decoded-like-node") == KEY


class TestDecode:
    @pytest.mark.parametrize(
        ("mistake", "expected"),
        [
            ("secret-not-decoded", TEXT),
            ("secret-decoded-like-go-url-safe", base64.b64decode(TEXT[: TEXT.index(b"/") // 4 * 4])),
            ("secret-encoded-again", base64.b64encode(TEXT)),
            (
                "secret-encoded-again-in-lines",
                base64.b64encode(TEXT)[:60] + b"\n" + base64.b64encode(TEXT)[60:] + b"\n",
            ),
            ("secret-hashed", sha256(TEXT).digest()),
        ],
    )
    def test_of_the_example(self, mistake: str, expected: bytes) -> None:
        assert key_of(TEXT, mistake) == expected

    def test_url_safe_reads_what_the_standard_refuses(self) -> None:
        assert key_of("-_-_", "secret-decoded-url-safe") == b"\xfb\xff\xbf"
        with pytest.raises(InputError):
            key_of("-_-_")


class TestKey:
    @pytest.mark.parametrize(
        ("mistake", "expected"),
        [
            ("key-as-hex", KEY.hex().encode()),
            ("key-as-uppercase-hex", KEY.hex().upper().encode()),
            ("key-hashed", sha256(KEY).digest()),
            ("key-as-latin1-text", KEY.decode("latin-1").encode()),
            ("key-as-utf8-replaced", KEY.decode("utf-8", "replace").encode()),
        ],
    )
    def test_of_the_example(self, mistake: str, expected: bytes) -> None:
        assert key_of(TEXT, mistake) == expected

    def test_decoded_again(self) -> None:
        twice = base64.b64encode(base64.b64encode(b"any key"))
        assert key_of(twice, "key-decoded-again") == b"any key"
        assert key_of(twice, "key-decoded-again-like-node") == b"any key"
        spoilt = base64.b64encode(b"QU\xffJD-A")
        assert key_of(spoilt, "key-decoded-again") == b"ABC"
        assert key_of(spoilt, "key-decoded-again-like-node").hex() == "414243f8"

    def test_each_of_the_charset_family_is_there(self) -> None:
        ids = {mistake.id for mistake in secret.STAGE.decisions[2].mistakes}
        assert {mistake.id for mistake in charset.charset_mistakes("key")} <= ids


ANY_TEXT = st.one_of(
    st.binary(max_size=100),
    st.text("ABCabc012+/-_= \n\"'", max_size=100).map(str.encode),
    st.binary(max_size=70).map(base64.b64encode).map(lambda text: b" " + text + b"\r\n"),
)
TEXTS, DECODES, KEYS = [
    st.sampled_from([None, *decision.mistakes]).map(lambda mistake: mistake and mistake.id)
    for decision in secret.STAGE.decisions
]


@given(ANY_TEXT, TEXTS, DECODES, KEYS)
def test_any_text_and_any_mistakes_give_a_key_or_a_value_error(
    text: bytes, in_text: str | None, in_decode: str | None, in_key: str | None
) -> None:
    mistakes = [mistake for mistake in (in_text, in_decode, in_key) if mistake]
    given = request(text)
    try:
        plain = sign(given, mistakes)
    except ValueError:
        with pytest.raises(ValueError, match=r"."):
            explain(given, mistakes)
    else:
        assert explain(given, mistakes).signature == plain


@given(ANY_TEXT)
def test_an_error_does_not_tell_the_key(text: bytes) -> None:
    told = []
    for mistake in ("secret-decoded-like-python", "secret-decoded-url-safe"):
        try:
            sign(request(b"kQH5HW8p1uGO" + text), [mistake])
        except ValueError as error:
            told.append(str(error))
    assert not [message for message in told if "kQH5HW" in message]
