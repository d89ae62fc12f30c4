"""An account's data as somebody may see them who only has to know whether they are the right ones.

The dots are always as many, so that they do not tell how long the rest is.
"""

DOTS = "•••"


def masked_name(name: str) -> str:
    """`A. P.` of Ana Pérez."""
    return " ".join(f"{word[0]}." for word in name.split())


def masked_word(word: str) -> str:
    """`a•••` of a user name; the first letter alone."""
    return f"{word[:1]}{DOTS}" if word else ""


def masked_email(address: str) -> str:
    """`a•••@e•••.com`: the first letters, and the last part of the domain."""
    local, _, domain = address.rpartition("@")
    ending = domain.rpartition(".")[2]
    return f"{masked_word(local)}@{masked_word(domain)}.{ending}" if local else masked_word(address)


def masked_address(address: str) -> str:
    """An e-mail or a phone, as the one that it is."""
    return masked_number(address) if address.startswith("+") else masked_email(address)


def masked_number(number: str) -> str:
    """`•••01` of a phone or a document: the last two characters."""
    return f"{DOTS}{number[-2:]}" if number else ""
