"""Django's SMTP backend, which also remembers whether the mail was on its way when it failed."""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

MESSAGE_FOLLOWS = 354


class _Plain(smtplib.SMTP):
    """`on_its_way` is true from the server's 354 on: only then may a mail be lost or kept."""

    on_its_way = False

    def getreply(self) -> tuple[int, bytes]:
        code, answer = super().getreply()
        self.on_its_way = self.on_its_way or code == MESSAGE_FOLLOWS
        return code, answer


class _Encrypted(smtplib.SMTP_SSL, _Plain):
    pass


class Backend(EmailBackend):
    """`EmailBackend` whose connection tells `on_its_way`."""

    @property
    def connection_class(self) -> Any:
        return _Encrypted if self.use_ssl else _Plain

    @property
    def on_its_way(self) -> bool:
        """Whether a failure of this connection leaves open if the mail was delivered."""
        return bool(getattr(self.connection, "on_its_way", False))
