"""Shows cases, answers them and closes them, where there is no desk."""

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from recupera.commands.main import Stop
from recupera.commands.opening import open_door
from recupera.people.case_reference import grouped, reference

WHAT = ("list", "show", "answer", "ask", "extend", "close")
# What fits into a case's entry.
LONGEST = 4800


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", default="list", choices=WHAT, help="list is the default")
    parser.add_argument("case", nargs="?", help="the case, such as 2599-7293-29")
    parser.add_argument("--text-file", help="with answer and ask: the file with the words")
    parser.add_argument("--until", help="with extend: the new last day, YYYY-MM-DD")
    parser.add_argument("--because", default="", help="with extend: why, which the person is told")


def run(given: argparse.Namespace) -> None:
    open_door("worker", ("letterbox", "vault"))
    if given.what == "list":
        print(*(list(listed()) or ["no case waits"]), sep="\n")
        return
    case = reference(given.case or "")
    if case is None:
        raise Stop(f"{given.case or ''!r} is no case; `recupera case list` names them")
    print(*_done(case, given), sep="\n")


def listed() -> Iterator[str]:
    from recupera.worker.case_desk import waiting

    for one in waiting():
        due = f"due {one.due_on}" if one.due_on else "no term"
        urgent = "  URGENT" if one.urgent else ""
        confirmed = "" if one.confirmed_at else "  e-mail not confirmed"
        yield f"{grouped(one.reference)}  {one.state}  {due}  {one.subject}{urgent}{confirmed}"


def told(case: str) -> Iterator[str]:
    """Everything that the desk may see of a case."""
    from recupera.worker.case_desk import whole

    one = whole(case)
    if one.urgent:
        yield "urgent: somebody objected; `recupera recovery list` names the account"
    yield f"{grouped(case)}  {one.shown.state}  {one.shown.subject}"
    yield f"received {one.shown.received_at}  answer by {one.shown.answer_by}"
    yield f"due {one.shown.due_on or '-'}  until {one.shown.until or '-'}"
    yield f"e-mail {one.shown.email or '-'}  {'' if one.shown.confirmed else 'not '}confirmed"
    yield from (f"  {slug}: {said}" for slug, said in one.fields.items())
    yield from (f"note: {text}" for text in one.notes)
    yield from (f"{each.at}  {each.by} {each.kind}  {each.text}" for each in one.shown.entries)
    yield from (f"file {each.name}  {each.state} {each.reason}" for each in one.shown.files)


def _done(case: str, given: argparse.Namespace) -> list[str]:
    """Raises Stop."""
    from recupera.cases.writing import NotNow, Overtaken
    from recupera.worker import case_desk

    acts: dict[str, Callable[[], object]] = {
        "answer": lambda: case_desk.answer(case, _text(given)),
        "ask": lambda: case_desk.ask(case, _text(given)),
        "extend": lambda: case_desk.extend(case, _day(given.until), _because(given)),
        "close": lambda: case_desk.close(case),
    }
    try:
        if given.what == "show":
            return list(told(case))
        acts[given.what]()
    except case_desk.NoSuchCase:
        raise Stop(f"there is no case {grouped(case)}") from None
    except case_desk.TooLate:
        raise Stop("the law gives that no effect; docs/operate/cases.md says why") from None
    except NotNow:
        raise Stop(f"{grouped(case)}: not in its state; `recupera case show` says which") from None
    except Overtaken:
        raise Stop(f"{grouped(case)} changed just now: look again") from None
    return [f"{grouped(case)}: done"]


def _text(given: argparse.Namespace) -> str:
    try:
        text = Path(given.text_file or "").read_text("utf-8").strip()
    except (OSError, ValueError):
        raise Stop("say what: --text-file FILE, with the words in UTF-8") from None
    if not 0 < len(text) <= LONGEST:
        raise Stop(f"the text must have 1 to {LONGEST} characters")
    return text


def _because(given: argparse.Namespace) -> str:
    if not 0 < len(given.because.strip()) <= LONGEST // 2:
        raise Stop("say why: --because 'The entity has not answered yet'")
    return str(given.because.strip())


def _day(typed: str | None) -> date:
    try:
        return date.fromisoformat(typed or "")
    except ValueError:
        raise Stop("say until when: --until YYYY-MM-DD") from None
