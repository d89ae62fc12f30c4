"""Where the mailbox may start: in the demo, and out of reach of other machines."""

from recupera.options import Options, demo
from recupera.options.demo import MayNotStart, split

__all__ = ["MayNotStart", "refuse_outside_the_demo", "split"]

WHY = (
    "shows every code to anybody and is for the demo alone; "
    "in production set RECUPERA_SMTP_URL to your mail server"
)


def refuse_outside_the_demo(options: Options) -> None:
    """Whoever reaches the mailbox reads every code. Raises MayNotStart."""
    demo.refuse_outside_the_demo(
        options, "the mailbox", WHY, "mailbox_address", "mailbox_smtp_address"
    )
