"""The worker of a house that runs, so many hours later, as a program: carries out what is due then.

`python -m tests.journeys.after_the_hold HOURS`. The clock of a house cannot be moved, and a hold is
never shorter than a day; so one turn of the same duty is taken with the hour that it will be. What
it writes to people is moved back by as much, or the sender would wait for that hour.
"""

import os
import sys
from datetime import timedelta


def main(hours: str) -> None:
    from recupera.commands.run import set_demo_defaults

    # As the house's own doors were started: with its text messages.
    set_demo_defaults()
    os.environ["DJANGO_SETTINGS_MODULE"] = "recupera.settings.worker"
    import django

    django.setup()
    from django.db.models import F

    from recupera.letterbox.clock import now
    from recupera.messages.models import Message
    from recupera.worker.ordering import carry_out_due

    passed, at = timedelta(hours=float(hours)), now("vault")
    carry_out_due(at + passed)
    written = Message.objects.filter(created_at__gt=at + passed / 2)
    written.update(created_at=F("created_at") - passed, not_before=F("not_before") - passed)


if __name__ == "__main__":
    main(*sys.argv[1:])
