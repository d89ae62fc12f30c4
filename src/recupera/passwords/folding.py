"""The forms in which two passwords count as the same guess."""

import unicodedata

# What people write for a letter when they are asked for a digit or a sign.
DRESSED = str.maketrans("0134578@$!", "oieastbasi")


def folded(text: str) -> str:
    """Without upper case and without accents: `Contraseña` becomes `contrasena`."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in parts if unicodedata.category(sign) != "Mn")


def bare(text: str) -> str:
    """Folded letters and digits, nothing between them."""
    return "".join(sign for sign in folded(text) if sign.isalnum())


def letters(text: str) -> str:
    """Folded letters only."""
    return "".join(sign for sign in folded(text) if sign.isalpha())


def undressed(text: str) -> str:
    """`c0ntr4s3ñ4` becomes `contrasena`."""
    return folded(text).translate(DRESSED)
