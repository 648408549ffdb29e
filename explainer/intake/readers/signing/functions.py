"""What functions and methods do to a digest or a MAC, in the languages that people sign in.

Their names are written with points, whatever stands between module, object and function.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Kind = Literal["hash", "mac", "digest", "signature"]
"""An object that hashes or authenticates, or what it gives."""

_BEGIN = r"(?:\A|\.)"


class Makes(NamedTuple):
    """A function that makes an object, or gives bytes at once."""

    name: re.Pattern[str]
    kind: Kind
    algorithm: re.Pattern[str] | None = None
    """What one of the arguments says, where the name does not."""
    form: str = ""
    """The form of what it gives, as ids of mistakes have it; empty for bytes."""
    joined: str = ""
    """The form that bytes take where + joins them to a text."""
    data: int = -1
    """Number of the argument that is hashed; -1 for none."""
    raw: int = -1
    """Number of the argument without which it gives hex."""


class Converts(NamedTuple):
    """A function that writes bytes in another form."""

    name: re.Pattern[str]
    form: str
    argument: int = 0
    others: re.Pattern[str] | None = None
    """What the arguments have to be, if that matters."""


def _named(names: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEGIN}(?:{names})\Z")


_SHA256 = re.compile(r"(?i)\A\s*['\"]sha-?256['\"]")
_NODE = "utf8-replaced"
_DOTNET = "system-byte-array"

MAKES = (
    Makes(_named(r"hashlib\.sha256"), "hash", data=0),
    Makes(_named("createHash"), "hash", _SHA256, joined=_NODE),
    Makes(_named(r"MessageDigest\.getInstance"), "hash", _SHA256),
    Makes(_named(r"sha256\.New|Digest\.SHA256\.new"), "hash"),
    Makes(_named(r"SHA256\.Create|SHA256(?:Managed|Cng|CryptoServiceProvider)"), "hash", joined=_DOTNET),
    Makes(_named("hash_init"), "hash", _SHA256),
    Makes(_named(r"sha256\.Sum256|DigestUtils\.sha256|Digest\.SHA256\.digest"), "digest", data=0),
    Makes(_named(r"SHA256\.HashData"), "digest", joined=_DOTNET, data=0),
    Makes(_named(r"DigestUtils\.sha256Hex|Digest\.SHA256\.hexdigest"), "digest", form="hex", data=0),
    Makes(_named("hash"), "digest", _SHA256, data=1, raw=2),
    Makes(_named(r"CryptoJS\.SHA256"), "digest", joined="hex", data=0),
    Makes(_named(r"hmac\.(?:new|HMAC|New)|createHmac|HMACSHA512|OpenSSL\.HMAC\.new|Mac\.getInstance"), "mac"),
    Makes(_named(r"HMACSHA512\.HashData|OpenSSL\.HMAC\.digest"), "signature"),
    Makes(_named(r"OpenSSL\.HMAC\.hexdigest"), "signature", form="hex"),
    Makes(_named("hash_hmac"), "signature", raw=3),
    Makes(_named(r"CryptoJS\.HmacSHA512"), "signature", joined="hex"),
)

CONVERTS = (
    Converts(
        _named(
            r"(?i:\w{0,20}(?:bytes?|array|buffer|buf)(?:s|array)?(?:to|2)_?hex(?:str(?:ing)?)?)|to_?[hH]ex(?:String)?"
            r"|(?:\w+\(\)\.)?formatHex|encodeHexString|hex\.EncodeToString|bin2hex|(?:binascii\.)?hexlify|Hex\.toHexString"
        ),
        "hex",
    ),
    Converts(_named(r"printHexBinary|Convert\.ToHexString"), "uppercase-hex"),
    Converts(_named(r"BitConverter\.ToString"), "dashed-hex"),
    Converts(
        _named(r"(?:String\.|fmt\.)?(?:format|Sprintf|sprintf)"),
        "hex",
        1,
        re.compile(r"\A\s*\"%(?:0?\d{1,3})?x\"\s*,"),
    ),
    Converts(
        _named(r"(?:String\.|fmt\.)?(?:format|Sprintf|sprintf)"),
        "uppercase-hex",
        1,
        re.compile(r"\A\s*\"%(?:0?\d{1,3})?X\"\s*,"),
    ),
    Converts(
        _named(
            r"encodeToString|encodeBase64String|b64encode|base64_encode|btoa|Convert\.ToBase64String"
            r"|StdEncoding\.EncodeToString|strict_encode64|Base64\.encode64|Base64\.(?:getEncoder\.)?encode"
        ),
        "base64",
    ),
    Converts(_named("String"), "utf8-replaced-java", 0, re.compile(r"(?i)\A[^,]+(?:,[^,]*utf_?-?8[^,]*)?\Z")),
    Converts(_named(r"Encoding\.UTF8\.GetString"), "utf8-replaced"),
    Converts(_named(r"Encoding\.ASCII\.GetString"), "ascii-question-marks"),
)

KEEPS = (
    Converts(_named(r"GetBytes|bytes|str|string|\[\]byte|strtolower|trim"), ""),
    Converts(_named(r"Buffer\.from"), "", 0, re.compile(r"(?i)\A[^,]+(?:,\s*['\"]utf-?8['\"]\s*)?\Z")),
    Converts(_named("BigInteger"), "", 1),
)
"""What leaves the form as it is: text made bytes, and bytes that are only wrapped."""
STAYS = frozenset(
    [
        "tolower",
        "toupper",
        "tolowerinvariant",
        "toupperinvariant",
        "tolowercase",
        "touppercase",
        "lower",
        "upper",
        "downcase",
        "upcase",
        "tostring",
        "trim",
        "strip",
        "getbytes",
        "encode",
        "tochararray",
        "as_bytes",
        "bytes",
        "to_s",
        "string",
    ]
)
"""Methods of a text that leave it what it is, but for its case."""
FED = frozenset({"update", "write", "Write", "digest", "doFinal", "ComputeHash", "Sum"})
"""Methods of an object that take what is hashed or authenticated."""
GIVES = frozenset({"digest", "doFinal", "ComputeHash", "Sum", "hexdigest"})
LOOPS = re.compile(
    r"(?:\bbyte[ ]\w{1,30}[ ]?:[ ]?(\w{1,60})|<[ ]?(\w{1,60})\.[lL]ength"
    r"|\b(?:byte|var)[ ]\w{1,30}[ ]in[ ](\w{1,60}))\b"
    r"[^}]{0,400}?\b(\w{1,60})\.[aA]ppend\("
    r"(?:String\.format\(\"%02|Integer\.to(?:Hex)?String\(|hex\b|\w{1,30}\.ToString\(\")([xX]?)2?"
)
"""Bytes that a loop writes as hex: which, to what, and the case of its letters."""
INTERESTING = re.compile(
    r"(?i)\bsha256\b|createHash|MessageDigest|sha256\.(?:New|Sum256)|\bSHA256\w{0,24}\b|DigestUtils|Digest::SHA256"
    r"|createHmac|Mac\.getInstance|hmac\.New|HMACSHA512|hash_hmac|OpenSSL::HMAC"
)
