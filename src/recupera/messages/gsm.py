"""GSM-7: how long a text is in septets, and its octets for those who take one septet in each."""

ONE_PART = 160
# 3GPP TS 23.038, 6.2.1: the default alphabet in its order, the escape in its place.
BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# 6.2.1.1: what stands behind the escape.
EXTENSION = {
    "\f": 0x0A,
    "^": 0x14,
    "{": 0x28,
    "}": 0x29,
    "\\": 0x2F,
    "[": 0x3C,
    "~": 0x3D,
    "]": 0x3E,
    "|": 0x40,
    "€": 0x65,
}
ESCAPE = 0x1B
_CODES = {
    **{character: bytes([code]) for code, character in enumerate(BASIC) if code != ESCAPE},
    **{character: bytes([ESCAPE, code]) for character, code in EXTENSION.items()},
}


class NotGsm(ValueError):
    """A character outside GSM-7: the text would be sent as UCS-2, 70 characters a part."""


def encode(text: str) -> bytes:
    """One octet per septet, not packed. Raises NotGsm."""
    strange = sorted(set(text) - set(_CODES))
    if strange:
        raise NotGsm(f"not in GSM-7: {' '.join(map(ascii, strange))}")
    return b"".join(_CODES[character] for character in text)


def septets(text: str) -> int:
    """The length of the text in septets; one part holds ONE_PART. Raises NotGsm."""
    return len(encode(text))
