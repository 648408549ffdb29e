"""HTTP clients: what each one sends for the text or the object that it is given, as they were seen to."""

from __future__ import annotations

from typing import NamedTuple

from explainer.intake.readers.encoders import FORMS, JSON, Encoder

FORM_TYPE = b"application/x-www-form-urlencoded"
JSON_TYPE = b"application/json"


class Client(NamedTuple):
    """An HTTP client. The types are the Content-Type that goes out if no header gives one; empty for none."""

    name: str
    form: Encoder
    json: Encoder
    text_type: bytes = b""
    bytes_type: bytes = b""
    parameters_type: bytes = FORM_TYPE
    """The same for a URLSearchParams."""
    form_type: bytes = FORM_TYPE
    """The same for an object that is sent as a form."""
    named_object: bool = False
    """Whether an object that is given for a text is sent as [object Object]."""
    quotes_json: bool = False
    """Whether a text that is sent as JSON and is none becomes a string in JSON."""


_URLENCODE = Encoder("python", FORMS["urlencode"])
_DUMPS = Encoder("python", JSON["python"])
_SEARCH_PARAMS = Encoder("javascript", FORMS["URLSearchParams"])
_STRINGIFY = Encoder("javascript", JSON["javascript"])

REQUESTS = Client("requests", Encoder("python", FORMS["requests"]), _DUMPS)
HTTPX = Client("httpx", Encoder("python", FORMS["httpx"]), Encoder("python", JSON["javascript"]))
AIOHTTP = Client("aiohttp", _URLENCODE, _DUMPS, b"text/plain; charset=utf-8", b"application/octet-stream")
URLLIB = Client("urllib.request", _URLENCODE, _DUMPS, FORM_TYPE, FORM_TYPE)
HTTP_CLIENT = Client("http.client", _URLENCODE, _DUMPS)

FETCH = Client(
    "fetch",
    _SEARCH_PARAMS,
    _STRINGIFY,
    b"text/plain;charset=UTF-8",
    parameters_type=FORM_TYPE + b";charset=UTF-8",
    named_object=True,
)
AXIOS = Client(
    "axios",
    Encoder("javascript", FORMS["axios"]),
    _STRINGIFY,
    FORM_TYPE,
    FORM_TYPE,
    FORM_TYPE + b";charset=utf-8",
    quotes_json=True,
)
REQUEST = Client("request", Encoder("javascript", FORMS["qs"]), _STRINGIFY)
GOT = Client("got", _SEARCH_PARAMS, _STRINGIFY)
PHP_CURL = Client(
    "PHP's curl",
    Encoder("php", FORMS["http_build_query"]),
    Encoder("php", JSON["php"]),
    FORM_TYPE,
    FORM_TYPE,
)
GO = Client("Go's net/http", _URLENCODE, _DUMPS)
GUZZLE = Client("Guzzle", PHP_CURL.form, PHP_CURL.json)
PHP_STREAM = Client("a stream of PHP", PHP_CURL.form, PHP_CURL.json, FORM_TYPE, FORM_TYPE)
JQUERY = Client(
    "jQuery",
    Encoder("javascript", FORMS["jQuery"]),
    _STRINGIFY,
    FORM_TYPE + b"; charset=UTF-8",
    form_type=FORM_TYPE + b"; charset=UTF-8",
)
XHR = Client("XMLHttpRequest", _SEARCH_PARAMS, _STRINGIFY, b"text/plain;charset=UTF-8")
SUPERAGENT = Client("superagent", Encoder("javascript", FORMS["qs"]), _STRINGIFY, FORM_TYPE)
APPS_SCRIPT = Client("UrlFetchApp", _SEARCH_PARAMS, _STRINGIFY, FORM_TYPE, FORM_TYPE)
JAVA_HTTP = Client("java.net.http", _SEARCH_PARAMS, _DUMPS)
URL_CONNECTION = Client("HttpURLConnection", _SEARCH_PARAMS, _DUMPS, FORM_TYPE, FORM_TYPE)
OKHTTP = Client("OkHttp", _SEARCH_PARAMS, _DUMPS)
HTTP_CLIENT_OF_NET = Client("HttpClient", _URLENCODE, _DUMPS)
NET_HTTP = Client("Net::HTTP", Encoder("python", FORMS["encode_www_form"]), _DUMPS, FORM_TYPE, FORM_TYPE)
REQWEST = Client("reqwest", _SEARCH_PARAMS, Encoder("python", JSON["javascript"]))
POWERSHELL = Client("PowerShell", _URLENCODE, _DUMPS, FORM_TYPE, FORM_TYPE)
NODE = Client("node:https", _SEARCH_PARAMS, _STRINGIFY)
