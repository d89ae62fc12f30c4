"""How a door of ours posts to somebody else's address."""

import urllib.request


def opener() -> urllib.request.OpenerDirector:
    """No redirects and no proxies: what is sent goes to the configured address alone."""
    made = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.HTTPDefaultErrorHandler,
    ):
        made.add_handler(handler())
    return made
