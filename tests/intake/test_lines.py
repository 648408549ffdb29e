"""Lines of names and values: logs, prints, assignments."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.readers.lines import read_lines
from explainer.secret import Secret

KEY = EXAMPLE.secret.expose().decode()
BODY = EXAMPLE.body.decode()
NONCE = "1616492376594"
PATH = "/0/private/AddOrder"
DIGEST = "35b3f3ed3c9a1dd1cbd3a3c1b7a8d6c2f0e1d2c3b4a5968778695a4b3c2d1e0f"
XXD = (
    "00000000: 35b3 f3ed 3c9a 1dd1 cbd3 a3c1 b7a8 d6c2  5...<...........\n"
    "00000010: f0e1 d2c3 b4a5 9687 7869 5a4b 3c2d 1e0f  ........xiZK<-.."
)


def fields(text: str) -> list[tuple[str, bytes | Secret]]:
    return [(found.field, found.value) for part in read_lines(text) for found in part.found]


@pytest.mark.parametrize(
    "line",
    [
        f"nonce: {NONCE}",
        f"nonce = {NONCE}",
        f"nonce = {NONCE};",
        f"nonce {NONCE}",
        f"Nonce -> {NONCE}",
        f"the nonce is: {NONCE}",
        f'nonce = "{NONCE}"',
        f"const nonce = '{NONCE}';",
        f"let nonce = {NONCE}n;",
        f"$nonce = '{NONCE}';",
        f'nonce := "{NONCE}"',
        f'String nonce = "{NONCE}";',
        f"long nonce = {NONCE}L;",
        f'nonce: str = "{NONCE}"',
        f"self.nonce = '{NONCE}'  # milliseconds",
        f"$this->nonce = '{NONCE}';",
        f"  'nonce': '{NONCE}',",
        f"DEBUG:root:nonce: {NONCE}",
        f"2024-05-01 12:00:00,123 - kraken.auth - DEBUG - nonce: {NONCE}",
        f"[2024-05-01T12:00:00.123Z] [INFO] nonce={NONCE}",
        f"12:00:01 INFO  [main] nonce = {NONCE}",
        f">>> nonce {NONCE}",
        f"nonce: b'{NONCE}'",
        f"nonce: {NONCE}\r",
    ],
)
def test_a_nonce_in_any_line(line: str) -> None:
    text = f"some words\n{line}\nmore words"
    assert fields(text) == [("nonce", NONCE.encode())]
    (part,) = read_lines(text)
    assert NONCE in text[slice(*part.found[0].span)]


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        (f"path: {PATH}", "path", PATH),
        (f'uri_path = "{PATH}"', "path", PATH),
        (f"sig = self.sign('{PATH}', data)", "path", PATH),
        (f'url = f"{{base}}{PATH}"', "path", PATH),
        (f'requests.post(api + "{PATH}", data)', "path", PATH),
        (f"API-Sign (base64): {SIGNATURE}", "signature", SIGNATURE),
        (f'API-Sign   "{SIGNATURE}"', "signature", SIGNATURE),
        (f'nonce      "{NONCE}"', "nonce", NONCE),
        (f"postdata: {BODY}", "body", BODY),
        (f"postdata {BODY}", "body", BODY),
        (f'body = "{BODY}"', "body", BODY),
        (f"  {BODY}", "body", BODY),
        (f"b'{BODY}'", "body", BODY),
        ("pair=XBTUSD&nonce=1&", "body", "pair=XBTUSD&nonce=1&"),
        (f"signature: {SIGNATURE}", "signature", SIGNATURE),
        (f"API-Sign = {SIGNATURE}", "signature", SIGNATURE),
        (f"sign {SIGNATURE}", "signature", SIGNATURE),
        ("signature: [object Object]", "signature", "[object Object]"),
        ("method: POST", "method", "POST"),
        ("Content type: application/json", "content_type", "application/json"),
    ],
)
def test_other_fields(line: str, field: str, value: str) -> None:
    assert fields(line) == [(field, value.encode())]


@pytest.mark.parametrize(
    "line",
    [
        f"secret: {KEY}",
        f"api_secret = '{KEY}'",
        f'const PRIVATE_KEY = "{KEY}";',
        f"$secret = '{KEY}';",
        f"private key is {KEY}",
        f"private key: {KEY}",
        f"private key = {KEY}",
        f'private key = "{KEY}"',
        f"private $secret = '{KEY}';",
        f"private secret: string = '{KEY}';",
        f"private $privateKey = '{KEY}';",
    ],
)
def test_a_private_key_is_a_secret(line: str) -> None:
    assert fields(line) == [("secret", Secret(KEY))]


@pytest.mark.parametrize(
    "declared",
    [
        *("private $key = '{}';", 'private $key="{}"', "public $key = '{}';", "protected $key = '{}';"),
        *("private string $key = '{}';", "private static $key = '{}';", "private const KEY = '{}';"),
        *("private key: string = '{}';", "private _key: string = '{}'", "private readonly key = '{}';"),
        *("  private key = '{}';", 'private String key = "{}";', 'private val key = "{}"'),
    ],
)
def test_the_keywords_of_a_declaration_are_no_part_of_its_name(declared: str) -> None:
    api_key = "aB3xY9kQpLm2Zr7TnWv5uHs8JcFd1GeOi4RbQyXtVzKwMlNp0S6DfAhU"
    assert fields(declared.format(api_key)) == [("api_key", api_key.encode())]


@pytest.mark.parametrize(
    ("line", "how"),
    [
        (f"$secret = '{KEY}';", "the line secret"),
        (f"private $secret = '{KEY}';", "the line secret"),
        (f"$this->secret = '{KEY}';", "the line this secret"),
    ],
)
def test_the_name_is_said_without_the_signs_of_code(line: str, how: str) -> None:
    (part,) = read_lines(line)
    assert [one.how for one in part.found] == [how]


@pytest.mark.parametrize(
    ("text", "has_body"),
    [
        (f"nonce={NONCE}", True),
        (f"I post\n  nonce={NONCE}\nto /0/private/Balance", True),
        (f"[2024-05-01T12:00:00.123Z] [INFO] nonce={NONCE}", False),
        (f"nonce={NONCE}\npath={PATH}", False),
        (f"pair = XBTUSD\n\nnonce={NONCE}", False),
        (f"nonce={NONCE};", False),
    ],
)
def test_a_line_with_the_nonce_alone_is_a_body_where_nothing_else_is_set(text: str, has_body: bool) -> None:
    found = [one for part in read_lines(text) for one in part.found]
    bodies = [(one.value, one.made) for one in found if one.field == "body"]
    assert bodies == ([(f"nonce={NONCE}".encode(), True)] if has_body else [])
    assert ("nonce", NONCE.encode()) in fields(text)


def test_several_in_a_line() -> None:
    text = f"Signing: nonce={NONCE} postdata={BODY} path={PATH}, sig: {SIGNATURE}"
    assert fields(text) == [
        ("nonce", NONCE.encode()),
        ("body", BODY.encode()),
        ("path", PATH.encode()),
        ("signature", SIGNATURE.encode()),
    ]


@pytest.mark.parametrize(
    ("text", "stage", "value"),
    [
        (f"digest:\n{XXD}\nnonce: 1", "sha256", XXD),
        (f"sha256: {DIGEST}", "sha256", DIGEST),
        (f"SHA256 digest = {DIGEST}", "sha256", DIGEST),
        (f"digest {DIGEST}", "sha256", DIGEST),
        (f"sha256 hex: {DIGEST}", "sha256", DIGEST),
        (f"sha256 (hex): {DIGEST}", "sha256", DIGEST),
        (f"sha256 hex {DIGEST}", "sha256", DIGEST),
        (f"SHA-256 as hex: {DIGEST}", "sha256", DIGEST),
        (f"hash hex = {DIGEST}", "sha256", DIGEST),
        (f"hmac base64: {SIGNATURE}", "hmac", SIGNATURE),
        (f"mac_b64 = {SIGNATURE}", "hmac", SIGNATURE),
        (f"message hex: {DIGEST}", "message", DIGEST),
        ("hash: <Buffer 35 b3 f3 ... 29 more bytes>", "sha256", "<Buffer 35 b3 f3 ... 29 more bytes>"),
        ("message: b'/0/private/AddOrder5\\xb3\\xf3'", "message", "b'/0/private/AddOrder5\\xb3\\xf3'"),
        ("secret: <Buffer 91 07 e1 d6 00 11 22 33>", "secret", "<Buffer 91 07 e1 d6 00 11 22 33>"),
        (f"signature: b'{SIGNATURE}'", "signature", f"b'{SIGNATURE}'"),
        ("hmac: [1, 2, 3, 4,\n 5, 6, 7, 8]\n", "hmac", "[1, 2, 3, 4,\n 5, 6, 7, 8]"),
    ],
)
def test_what_was_printed_on_the_way(text: str, stage: str, value: str) -> None:
    found = [one for part in read_lines(text) for one in part.found if one.field == "observed"]
    assert [(one.stage, one.value) for one in found] == [(stage, value.encode())]
    assert text[slice(*found[0].span)] == value


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonce = str(int(time.time() * 1000))",
        "postdata = urllib.parse.urlencode(data)",
        "postdata=urlencode(nonce=nonce)",
        'secret = os.environ["KRAKEN_SECRET"]',
        "secret = api_secret",
        "private_key = load_private_key_from_somewhere",
        "signature = base64.b64encode(mac.digest())",
        "digest = hashlib.sha256(nonce + postdata).digest()",
        "message = path.encode() + digest",
        'message: "Something went wrong"',
        "hash: yes",
        'path = "/0/private/" + method',
        "path = '/0/private/' . $method;",
        'data = f"nonce={nonce}&pair=XBTUSD"',
        'body = "nonce=" + nonce',
        "I set the nonce to the time.",
        "public class Kraken {",
        "https://api.kraken.com",
        "nonce:",
    ],
)
def test_code_and_prose_are_no_values(line: str) -> None:
    assert fields(line) == []


BODY = f"nonce={NONCE}&pair=XBTUSD"


@pytest.mark.parametrize(
    ("code", "field", "value"),
    [
        ('body = "nonce=" + nonce + "&pair=XBTUSD"', "body", BODY),
        ('body = f"nonce={nonce}&pair=XBTUSD"', "body", BODY),
        ('body = "nonce={}&pair={}".format(nonce, "XBTUSD")', "body", BODY),
        ('body = "nonce={1}&pair={0}".format("XBTUSD", nonce)', "body", BODY),
        ('body = "nonce={n}&pair={{}}".format(n=nonce)', "body", f"nonce={NONCE}&pair={{}}"),
        ('postData = "nonce=" & nonce & _\n    "&pair=XBTUSD"', "body", BODY),
        ('path = "/0/private/" + "AddOrder"', "path", PATH),
    ],
)
def test_what_code_puts_together_of_what_it_sets(code: str, field: str, value: str) -> None:
    nonce, part = read_lines(f'nonce = "{NONCE}"\n{code}\n')
    (found,) = part.found
    assert [one.field for one in nonce.found] == ["nonce"]
    assert (found.field, found.value, found.made) == (field, value.encode(), True)


@pytest.mark.parametrize(
    "code",
    [
        'body = "nonce={}&pair={}".format(nonce)',
        'body = "nonce={:>20}".format(nonce)',
        'body = "nonce={}".format(now())',
        'body = "nonce=" & Now & "&pair=XBTUSD"',
        'body = "nonce=" + nonce + str(more)',
    ],
)
def test_what_code_puts_together_of_what_is_not_known(code: str) -> None:
    assert [field for field, _ in fields(f'nonce = "{NONCE}"\n{code}\n')] == ["nonce"]


def test_parameters_in_neighbouring_lines_make_a_body() -> None:
    text = f"I send\nnonce={NONCE}\nordertype=limit\npair: XBT USD\nprice='37500'\n\nvolume=1\n"
    (part,) = read_lines(text)
    nonce, body = part.found
    assert (nonce.field, nonce.value) == ("nonce", NONCE.encode())
    assert body.value == f"nonce={NONCE}&ordertype=limit&pair=XBT+USD&price=37500".encode()
    assert body.made
    assert [remark.id for remark in part.remarks] == ["body-made"]


@pytest.mark.parametrize(
    "text",
    [
        f"nonce={NONCE}\npath={PATH}\ntype=buy",
        f"nonce={NONCE}\nkey={KEY}",
        f"pair=XBTUSD\ntype=buy\n\nnonce={NONCE}",
        f"nonce={NONCE}\nmethod=POST",
    ],
)
def test_lines_that_make_no_body(text: str) -> None:
    assert "body" not in [field for field, _ in fields(text)]


def test_a_key_without_a_name_of_its_own_is_left_open() -> None:
    (part,) = read_lines(f"key: {KEY}")
    assert (part.found[0].field, part.found[0].stage) == ("observed", "")


PIECES = st.lists(
    st.one_of(
        st.text(max_size=10),
        st.sampled_from(
            ["nonce", "=", ":", " ", "\n", "'", '"', "&", NONCE, "secret", KEY, "digest", "<Buffer 0"]
        ),
        st.sampled_from(
            ["0x", "path", PATH, "b'", "\\", "[", "]", "1, ", "00000000: ", "type=a\n", "nonce=1\n"]
        ),
    ),
    max_size=30,
).map("".join)


@given(PIECES)
def test_any_text(text: str) -> None:
    parts = list(read_lines(text))
    assert all(0 <= part.span[0] < part.span[1] <= len(text) for part in parts)
    assert all(first.span[1] <= second.span[0] for first, second in pairwise(parts))
    inside = [(part, found) for part in parts for found in part.found]
    assert all(part.span[0] <= found.span[0] <= found.span[1] <= part.span[1] for part, found in inside)
