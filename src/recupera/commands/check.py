"""Prints every option with its value and meaning, and everything that is wrong, all at once."""

import argparse
import re
from collections.abc import Iterator

from pydantic import BaseModel

from recupera.commands import checks, mail_records, sending
from recupera.commands.antivirus import antivirus
from recupera.commands.main import Stop
from recupera.commands.meanings import MEANINGS
from recupera.commands.opening import load_door
from recupera.options import Options, current

PASSWORD = re.compile(r"(://[^:@/]*):[^@/]*@")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--send-to",
        metavar="ADDRESS|NUMBER",
        help="only send a real test message there, as the sender, and look at the mail's records",
    )
    parser.add_argument("--dkim-selector", default="", help="with --send-to: the selector to check")


def run(given: argparse.Namespace) -> int:
    options = current()
    if given.send_to:
        return send(options, given.send_to, selector=given.dkim_selector)
    print(*described(options), sep="\n")
    wrong = list(mistakes(options))
    for note in checks.notes(options):
        print(f"\nNote: {note}.")
    if wrong:
        print("\nWrong:", *wrong, sep="\n  - ")
        return 1
    print("\nNothing is wrong.")
    return 0


def send(options: Options, to: str, *, selector: str) -> int:
    """Each step of a test message as it is done; then, for mail, what DNS says of its domain."""
    status = 0
    if "@" not in to:
        load_door("sender")
    try:
        for step in sending.send_test(options, to):
            print(f"good: {step}", flush=True)
    except sending.Failed as failed:
        print(f"FAILED: {failed}")
        status = 1
    domain = sending.from_domain(options)
    if "@" in to and "." in domain:
        for record in mail_records.records(domain, selector):
            print(mail_records.judged(record))
    return status


def described(options: Options) -> Iterator[str]:
    """Each option as its variable, its value with passwords masked, and its meaning."""
    for name, value in options:
        for variable, part in _flat(f"RECUPERA_{name.upper()}", value):
            yield f"{variable} = {masked(str(part))}"
        yield f"    {MEANINGS[name]}"


def masked(value: str) -> str:
    return PASSWORD.sub(r"\1:…@", value)


def mistakes(options: Options) -> Iterator[str]:
    yield from checks.demo_on_a_network(options)
    yield from _keys(options)
    yield from _stores()
    yield from checks.missing_static()
    yield from checks.mail_server(options)
    yield from checks.long_texts(options)
    yield from antivirus(options)


def _keys(options: Options) -> Iterator[str]:
    try:
        yield from checks.open_key_folders(options.data)
    except PermissionError as refused:
        yield f"{refused.filename} cannot be read by this user; root can check the keys"


def _stores() -> Iterator[str]:
    try:
        load_door("owner")
        yield from checks.unready_stores()
    except Stop as stop:
        yield str(stop)


def _flat(name: str, value: object) -> Iterator[tuple[str, object]]:
    if not isinstance(value, BaseModel):
        yield name, value
        return
    for part, inner in value:
        yield from _flat(f"{name}__{part.upper()}", inner)
