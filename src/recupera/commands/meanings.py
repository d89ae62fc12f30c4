"""What each option means, in one sentence: `recupera check` and the operator's table print it."""

MEANINGS = {
    "demo": "Plain http and plain cookies, invented persons, a mailbox; never on a network.",
    "data": "The folder of keys and, with SQLite, of the two stores.",
    "preset": "The platform served: a shipped name, or the path of a .toml file.",
    "origin": "The public address of the portal; every link and cookie belongs to it.",
    "database": "`sqlite`, or a PostgreSQL address in which {store} and {door} are filled in.",
    "portal_address": "Where the portal listens; a reverse proxy stands in front of it.",
    "portal_threads": "Requests the portal answers at the same time; a waiting page holds one.",
    "mailbox_address": "Where the demo's mailbox shows its messages.",
    "mailbox_smtp_address": "Where the demo's mailbox takes mail.",
    "smtp_url": "The mail server: smtp://, smtp+starttls:// or smtps://user:password@host:port.",
    "smtp_timeout": "Seconds after which a mail server that does not answer is given up.",
    "mail_from": "The sender's address on every message.",
    "trusted_proxies": "Reverse proxies in front whose X-Forwarded-For is believed.",
    "sender_tick": "Seconds between two looks into the outbox; fixed, so that it tells nothing.",
    "sender_threads": "Messages sent at the same time.",
    "work_cost": "Effort of the browser's proof of work, in thousands of hash rounds.",
    "ticket_wait": "Seconds that a browser without JavaScript waits instead of working.",
    "code_minutes": "Minutes for which a code is good.",
    "budgets": "How often one datum and one network may ask: burst, and seconds per further one.",
}
