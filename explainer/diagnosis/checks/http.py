"""Rules about how a request is sent: method and content type."""

from __future__ import annotations

from explainer.diagnosis.checks.model import Hit, Rule, Subject, found

_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_MULTIPART = "multipart/form-data"


def _json_as_form(subject: Subject) -> Hit | None:
    return found(subject.content_type == _FORM and subject.body.kind in ("json", "broken-json"))


def _form_as_json(subject: Subject) -> Hit | None:
    return found(subject.content_type == _JSON and subject.body.kind == "form")


def _multipart(subject: Subject) -> Hit | None:
    return found(subject.content_type == _MULTIPART and subject.body.kind != "multipart")


def _missing(subject: Subject) -> Hit | None:
    return found(subject.content_type == "" and subject.request.body)


def _other(subject: Subject) -> Hit | None:
    return found(subject.content_type and subject.content_type not in (_FORM, _JSON, _MULTIPART))


def _not_post(subject: Subject) -> Hit | None:
    return found(subject.method is not None and subject.method != "POST")


RULES = (
    Rule(
        "json-sent-as-form",
        "error",
        "content_type",
        f"the body is JSON and declared as a form: set Content-Type: {_JSON}, or send a form",
        _json_as_form,
    ),
    Rule(
        "form-sent-as-json",
        "error",
        "content_type",
        f"the body is a form and declared as JSON: set Content-Type: {_FORM}, or send JSON",
        _form_as_json,
    ),
    Rule(
        "form-sent-as-multipart",
        "error",
        "content_type",
        f"the body is declared as multipart and is none: set Content-Type: {_FORM}",
        _multipart,
    ),
    Rule(
        "content-type-missing",
        "warning",
        "content_type",
        f"there is no Content-Type: set {_FORM} for a form, {_JSON} for JSON; some clients set none for a"
        " body given as text",
        _missing,
    ),
    Rule(
        "content-type-unusual",
        "warning",
        "content_type",
        f"Kraken takes {_FORM} and {_JSON}: set the one that the body is",
        _other,
    ),
    Rule(
        "method-not-post",
        "error",
        "method",
        "private calls take POST: any other method brings no body, so the nonce does not arrive",
        _not_post,
    ),
)
