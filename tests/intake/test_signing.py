"""What code in a paste looks like: it is read, never run, and nothing is claimed of right code."""

from __future__ import annotations

import inspect
from types import ModuleType

import ccxt.kraken
import krakenex.api
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kraken import base_api

from explainer.diagnosing import diagnose
from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.paste import read_paste
from explainer.intake.readers.signing import read_signing
from explainer.pipeline.catalogue import mistake
from explainer.pipeline.run import sign
from tests.intake import signing_code

KRAKENS = "# for Kraken\n"


def looks(code: str) -> list[str]:
    remarks = [remark for part in read_signing(KRAKENS + code) for remark in part.remarks]
    return [remark.mistake for remark in remarks]


WRONG = {
    "hmac.new(secret.encode(), message, hashlib.sha512)": ["secret-not-decoded"],
    "hmac.new(bytes(self.api_secret, 'utf-8'), msg=m, digestmod=hashlib.sha512)": ["secret-not-decoded"],
    "hmac.new(key=API_SECRET.encode('utf8'),\n    msg=message,\n    digestmod='sha512')": [
        "secret-not-decoded"
    ],
    "sign = hmac.new(b64decode(secret), m, hashlib.sha512).hexdigest()": ["signature-as-hex"],
    "s = hmac.new(b64decode(secret), m, hashlib.sha512).hexdigest()\nreturn base64.b64encode(s.encode())": [
        "signature-base64-of-hex"
    ],
    "base64.b64encode(hmac.new(b64decode(secret), m, hashlib.sha512).hexdigest().encode())": [
        "signature-base64-of-hex"
    ],
    "hmac.new(base64.b64decode(secret), message, hashlib.sha256).digest()": ["hmac-with-sha256"],
    "message = path.encode() + hashlib.sha256(encoded).hexdigest().encode()": ["digest-as-hex"],
    "postdata = urlencode(data)\nd = hashlib.sha256(postdata.encode()).digest()": ["nonce-not-hashed"],
    "crypto.createHmac('sha512', apiSecret).update(path + hash, 'binary').digest('base64')": [
        "secret-not-decoded"
    ],
    "crypto.createHash('sha256').update(nonce + postData).digest('hex')": ["digest-as-hex"],
    "crypto.createHash('sha256').update(postData).digest()": ["nonce-not-hashed"],
    "createHmac('sha512', Buffer.from(secret, 'base64')).update(m).digest('hex')": ["signature-as-hex"],
    "CryptoJS.HmacSHA512(message, privateKey).toString(CryptoJS.enc.Base64)": ["secret-not-decoded"],
    "path + CryptoJS.SHA256(nonce + body).toString()": ["digest-as-hex"],
    "$sign = base64_encode(hash_hmac('sha512', $m, base64_decode($secret)));": ["signature-base64-of-hex"],
    "$m = $path . hash('sha256', $nonce . $postdata);": ["digest-as-hex"],
    "hash_hmac('sha512', $message, $this->secret, true)": ["secret-not-decoded"],
    "mac := hmac.New(sha512.New, []byte(apiSecret))": ["secret-not-decoded"],
    'mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA512"));': ["secret-not-decoded"],
    "new HMACSHA512(Encoding.UTF8.GetBytes(_secret))": ["secret-not-decoded"],
    "OpenSSL::HMAC.hexdigest('sha512', Base64.decode64(secret), message)": ["signature-as-hex"],
}


@pytest.mark.parametrize("code", WRONG)
def test_a_mistake_in_code_is_seen(code: str) -> None:
    assert looks(code) == WRONG[code]
    assert all(mistake(id) for id in looks(code))


RIGHT = [
    "hmac.new(base64.b64decode(secret), message, hashlib.sha512)",
    "secret = base64.b64decode(api_secret)\nhmac.new(secret, message, hashlib.sha512).digest()",
    "encoded = (str(data['nonce']) + postdata).encode()\nhashlib.sha256(encoded).digest()",
    "print(hashlib.sha256(encoded).hexdigest())",
    "# hmac.new(secret.encode(), message, hashlib.sha512).hexdigest()",
    "const secret = Buffer.from(key, 'base64');\ncreateHmac('sha512', secret).update(m).digest('base64')",
    "createHash('sha256').update(nonce + postData).digest('binary')",
    "const h = createHash('sha256').update(nonce + body).digest('hex');\nBuffer.from(h, 'hex')",
    "CryptoJS.HmacSHA512(m, CryptoJS.enc.Base64.parse(secret)).toString(CryptoJS.enc.Base64)",
    "hash_hmac('sha512', $path . hash('sha256', $nonce . $postdata, true), base64_decode($secret), true)",
    "mac := hmac.New(sha512.New, secret)",
    "new HMACSHA512(Convert.FromBase64String(secret))",
    'new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA512")',
    "OpenSSL::HMAC.digest('sha512', Base64.decode64(secret), message)",
    # The key is decoded in a way of its own.
    "const secret = Buffer.from(\n  apiSecret(),\n  'base64',\n);\ncreateHmac('sha512', secret).update(m)",
    "const secret = decodeBase64(key);\ncreateHmac('sha512', secret).update(m).digest('base64')",
    "const secret = base64ToBytes(key);\ncreateHmac('sha512', secret).update(m).digest('base64')",
    "secret = key.unpack1('m')\nOpenSSL::HMAC.digest('sha512', secret, message)",
    # The nonce is in the text, which is set in a way of its own.
    "const body =\n  nonce + data;\ncreateHash('sha256').update(body).digest()",
    "const payload: string = nonce + body;\ncreateHash('sha256').update(payload).digest()",
    "postdata: str = nonce + urlencode(data)\nhashlib.sha256(postdata.encode()).digest()",
    "payload = (\n    str(nonce)\n    + postdata\n)\nhashlib.sha256(payload.encode()).digest()",
    "hash('sha256',$nonce.$postdata,true)",
    "hash_hmac('sha512', $path . hash('sha256', $nonce . $postdata, binary: true), key: $k, binary: true)",
    # Hex that becomes bytes again.
    "const s = createHmac('sha512', k).update(m).digest('hex');\nBuffer.from(s, 'hex').toString('base64')",
    "s = hmac.new(b64decode(secret), m, hashlib.sha512).hexdigest()\nb64encode(bytes.fromhex(s))",
    "base64_encode(hex2bin(hash_hmac('sha512', $m, base64_decode($secret))))",
    # Only shown.
    "print('digest=', hashlib.sha256(encoded).hexdigest())",
    # Beside what signs for Kraken.
    "hmac.new(b64decode(secret), m, hashlib.sha512)\nhmac.new(secret.encode(), q, sha256).hexdigest()",
    "hmac.new(b64decode(secret), m, hashlib.sha512)\nhmac.new(secret.encode(), q, 'sha512').hexdigest()",
    "hashlib.sha256(encoded).digest()\nname = hashlib.sha256(body.encode()).hexdigest()",
]


@pytest.mark.parametrize("code", RIGHT)
def test_nothing_is_claimed_of_right_code(code: str) -> None:
    assert looks(code) == []


@pytest.mark.parametrize("name", signing_code.WRONG)
def test_a_mistake_is_seen_where_names_carry_it(name: str) -> None:
    code, expected = signing_code.WRONG[name]
    pasted = read_paste(code)
    remarks = [one for request in pasted.requests for one in request.remarks]
    seen = {one.mistake: pasted.line(one.span[0]) for one in remarks if one.mistake}
    assert seen == expected


@pytest.mark.parametrize("name", signing_code.RIGHT)
def test_nothing_is_claimed_of_a_right_function(name: str) -> None:
    assert looks(signing_code.RIGHT[name]) == []


@pytest.mark.parametrize("client", [krakenex.api, base_api, ccxt.kraken])
def test_nothing_is_claimed_of_real_clients(client: ModuleType) -> None:
    assert looks(inspect.getsource(client)) == []


@pytest.mark.parametrize("named", ["# for Binance", "headers['X-BAPI-SIGN'] = s", "r['X-Api-Signature']"])
def test_code_for_another_exchange_is_not_judged(named: str) -> None:
    code = "signature = hmac.new(secret.encode(), query.encode(), hashlib.sha256).hexdigest()"
    assert list(read_signing(f"{named}\n{code}")) == []
    assert looks(code) == ["hmac-with-sha256", "secret-not-decoded", "signature-as-hex"]


def test_a_header_of_that_name_says_nothing_beside_another_exchange() -> None:
    code = 'array.put("Api-Sign", asHex(mac));\nnew SecretKeySpec(secret.getBytes(), "HmacSHA512")\n'
    assert [part.kind for part in read_signing(code)] == ["code"]
    assert list(read_signing(f"// for Bithumb\n{code}")) == []
    assert list(read_signing(f"// for Bithumb and Kraken\n{code}")) != []


def test_code_alone_is_a_paste() -> None:
    [request] = read_paste(f"{KRAKENS}mac = hmac.new(secret.encode(), message, hashlib.sha512)\n").requests
    assert [remark.id for remark in request.remarks] == ["code-secret-not-decoded"]
    assert request.draft.empty


def test_what_code_looks_like_is_what_the_search_proves() -> None:
    wrong = sign(EXAMPLE, ["digest-as-hex", "secret-not-decoded"])
    found = diagnose(EXAMPLE._replace(signature=wrong))
    code = (
        "message = path + hashlib.sha256(encoded).hexdigest()\n"
        "mac = hmac.new(secret.encode(), message.encode(), hashlib.sha512)\n"
    )
    assert looks(code) == [one.id for one in found.explanations[0].mistakes]
    assert wrong != SIGNATURE


_PIECES = st.sampled_from(
    [
        "hmac.new(",
        "createHash('sha256')",
        ".update(",
        ".digest('hex')",
        "hash_hmac(",
        "secret",
        "(",
        ")",
        "'",
        '"',
        ",",
        ".encode()",
        "=",
        "#",
        "[",
        "\\",
        "CryptoJS.SHA256(",
        ".toString()",
        "hashlib.sha256(",
        "postdata",
        "\n",
    ]
)


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_any_code_is_read(code: str) -> None:
    assert len(looks(code)) == len(set(looks(code)))
    for part in read_signing(KRAKENS + code):
        assert (KRAKENS + code)[slice(*part.span)].strip()
