"""Makes the rivals' tables and 100,000 accounts, with the index that a careful operator adds."""

import os
import sys

import django

ACCOUNTS = 100_000
# Django looks for an e-mail regardless of case: without these it reads the whole table.
INDEX = {
    "sqlite": "CREATE INDEX by_email ON auth_user (email COLLATE NOCASE)",
    "postgresql": "CREATE INDEX by_email ON auth_user (UPPER(email::text))",
}
GRANTS = (
    "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO recupera_portal",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO recupera_portal",
)


def email(number: int) -> str:
    return f"person{number}@example.com"


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.rivals.settings"
    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", run_syncdb=True, verbosity=0)
    accounts = int(sys.argv[1])
    for start in range(0, accounts, 5_000):
        numbers = range(start, min(accounts, start + 5_000))
        User.objects.bulk_create([_user(User, number) for number in numbers])
    with connection.cursor() as cursor:
        for statement in (INDEX[connection.vendor], *_grants(connection.vendor), "ANALYZE"):
            cursor.execute(statement)


def _user(model: type, number: int) -> object:
    # Any digest will do: it is read, never checked.
    return model(username=f"person{number}", email=email(number), password="pbkdf2_sha256$1$a$b")


def _grants(vendor: str) -> tuple[str, ...]:
    return GRANTS if vendor == "postgresql" else ()


if __name__ == "__main__":
    main()
