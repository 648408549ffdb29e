"""What goes wrong around a signature without changing a byte of it: HTTP, the account, the nonce's life."""

from __future__ import annotations

from explainer.pipeline.model import Note

NOTES: tuple[Note, ...] = (
    Note(
        id="get-request",
        title="The call is made with GET",
        text="A GET request carries no body, so the nonce never arrives; private endpoints take POST only.",
        fix="Send POST with the signed text as the body.",
        stage="postdata",
        about="http",
        answer="EAPI:Invalid nonce or EGeneral:Unknown method",
        languages=("curl", "PHP", "JavaScript"),
        seen=1,
        source="kdj.com, How to generate the account API signature of Kraken (24 April 2025)",
    ),
)
