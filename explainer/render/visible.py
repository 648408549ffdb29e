"""Text from outside, made safe to show: no control character reaches a terminal."""

from __future__ import annotations

_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_C1 = range(0x80, 0xA0)
_INVISIBLE = (
    *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0xFEFF, 0x3164, 0xFFA0),
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
    *range(0xD800, 0xE000),
)
_TABLE = _PICTURES | dict.fromkeys((*_C1, *_INVISIBLE), 0xFFFD)
_KEPT = _TABLE.copy()
_KEPT.pop(0x0A)


def visible(text: str, *, lines: bool = False) -> str:
    """Return the text with each character that a terminal would act on replaced by a picture of it.

    C0 controls become U+2400 and following, DEL becomes U+2421; C1 controls, bidirectional and
    invisible characters and surrogates become U+FFFD. One character stays one, so offsets hold.
    With `lines`, line feeds stay.
    """
    return text.translate(_KEPT if lines else _TABLE)


def cut(text: str, room: int) -> str:
    """Return a text that has at most so many characters, with a mark where it was cut."""
    return text if len(text) <= room else f"{text[: room - 1]}…"


def as_text(data: bytes) -> str | None:
    """Return the bytes as text if they are valid UTF-8 without control characters, else None."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return text if text == visible(text) else None
