"""Puts the kept figures together into docs/benchmarks.md."""

import os
import platform
from pathlib import Path

TITLES = {
    "finding": "Find POSTs beside plain Django",
    "working": "The worker, and what an enquiry leaves behind",
    "delivery": "From the press of the button to the mail server",
    "directory": "Looking up and importing",
    "setting": "A new password",
    "cases": "Cases beside a plain Django form",
    "desk": "The desk's list",
}
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
HEAD = """# Figures

Written by `make bench` (`make bench QUICK=1` takes a few minutes); the command of each figure
stands above it. Every figure comes from the running processes with production settings; nothing is
stubbed. What is measured runs on one core; load, mail server and PostgreSQL share another
(`taskset`). *Server ms* is the processor time of the portal's process for one request, so it is
what a whole core of that machine is divided by; requests by the clock and milliseconds of waiting
depend on what else the machine does, which each command says. Compare ratios, not machines:
contenders of one table were measured turn about, in a tossed order, in one run.

Machine: {machine}.
"""
NOTES = {
    "finding": """Every find carries a proof of work of its own, solved before the clock runs (at
the lowest cost: solving is the browser's work), another datum and another source address. It checks
the proof, spends ten budgets, seals the question, and writes the envelope, all in one transaction,
and sets two sealed cookies. The plain views run on the same server with the same number of
threads and the same database options. Django's reset looks for a known account among 100,000,
with an index that makes its search quick, and gives its mail to a backend that drops it; sending
the mail, which it does within the request by default, is not counted against it.
""",
    "working": """An enquiry here is one ask: opened, looked up, four codes made, four messages
sealed, the slot published. Every second datum is unknown. Of what stands in the vault, 9 kB are the
kept result, which the worker empties within fifteen seconds.
""",
    "delivery": """A find is sent every 50 ms, however long those before it take, each for another
known e-mail; the mail server notes when it has taken the mail. Aim: p99 at most 1 s on SQLite and
300 ms on PostgreSQL.
""",
    "directory": """A look-up reads and opens 21 entries whether there is an account or not; its
figures are processor time. Each import adds to the directory that is there already. *Per core* is
rows per second of processor time; an import uses both cores.
""",
    "setting": """The act is handled whole: opened, its proof judged again, the claim committed, the
password hashed and set, the lock-out lifted, sessions ended, every channel's notice sealed, the
slot published. The accounts had no password before; one more hash is compared for each that is
remembered.
""",
    "cases": """A submission here is the press of [Enviar] on the review; with a file, also the
upload before it, which is a page of its own. The pages before those are not counted: each of them
saves its draft, and the plain view has one page. [Enviar] checks a proof of work of its own, spends
the budgets of the source and of two data, draws a number that nobody had, seals form and keys,
leaves the receipt in the draft's place, and waits until all of it is on disk; the upload looks at
the first bytes and seals 2 MB under a key of their own. The plain view validates a ModelForm and
saves it, its file in a folder, on the same server with the same number of threads and the same
database options. The worker's figure is of all these cases, each with the acknowledgement and its
code: opened, judged, written field by field under seal, and shown in the slot.
""",
    "desk": """10,000 open cases, shared by fifty agents, one in a hundred urgent, one in twenty
overdue. Each figure is the time by the clock from the request to the whole page, within a process
of the desk's with its production settings, middleware, session and database role. A page has 50
cases, each with its reason in words; *deep* begins in the middle. *Processor* is what the process
itself took: the rest is the database, and whatever else the machine did. Aim: p95 at most 100 ms.
""",
}


def write_report(kept: Path, document: Path) -> None:
    parts = [HEAD.format(machine=_machine())]
    for name, title in TITLES.items():
        measured = [
            f"### {spelled}\n\n{(kept / f'{name}-{engine}.md').read_text('utf-8')}"
            for engine, spelled in ENGINES.items()
            if (kept / f"{name}-{engine}.md").exists()
        ]
        if measured:
            parts += [f"## {title}\n\n{NOTES[name]}", *measured]
    document.write_text("\n".join(parts), "utf-8")


def _machine() -> str:
    models = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        if line.startswith("model name")
    ]
    return f"{os.cpu_count()} cores ({models[0] if models else platform.machine()}), Python " + (
        f"{platform.python_version()}, {platform.system()}"
    )
