"""Which accounts of an answer may get a new password here, and which need a further code first.

The worker judges the same again; this only decides which page is of use.
"""

from recupera.letterbox.slot import Published, Shown


def settable(published: Published) -> tuple[Shown, ...]:
    """Active ones that a code by e-mail opened."""
    return tuple(one for one in published.accounts if one.active and one.by_email)


def confirmable(published: Published) -> tuple[Shown, ...]:
    """Active ones that a text message alone opened, one for each registered e-mail."""
    found = {
        one.email: one
        for one in published.accounts
        if one.active and not one.by_email and one.email
    }
    return tuple(found.values())


def marked(accounts: tuple[Shown, ...], mark: str) -> Shown | None:
    """The account of this mark; without one, the only account there is."""
    if not mark and len(accounts) == 1:
        return accounts[0]
    return next((one for one in accounts if one.mark == mark), None)


def context(account: Shown) -> tuple[str, ...]:
    """What a password must be more than: what stands in the account."""
    return (
        account.username,
        account.email,
        account.name,
        account.organisation,
        account.document_ending,
    )
