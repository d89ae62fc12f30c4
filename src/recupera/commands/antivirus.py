"""Whether the antivirus that the options name is there, and finds what it must find."""

from collections.abc import Iterator

from recupera.options import Options
from recupera.scanner import clamd
from recupera.scanner.clamd import Answer, Unavailable

# The test file that every antivirus finds (EICAR); in two pieces, or it would find this file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PATIENCE = 5.0


def antivirus(options: Options) -> Iterator[str]:
    """One sentence if it does not answer, finds nothing, or takes no file of the largest size."""
    if not options.clamd:
        return
    try:
        if clamd.ask(options.clamd, EICAR, patience=PATIENCE) is not Answer.INFECTED:
            yield "the antivirus does not find EICAR's test file; are its signatures there?"
        whole = bytes(options.file_mb * 1_000_000)
        if clamd.ask(options.clamd, whole, patience=PATIENCE) is Answer.TOO_LARGE:
            yield (
                f"the antivirus takes no file of {options.file_mb} MB: raise its StreamMaxLength, "
                "or files that large stay unscanned"
            )
    except Unavailable as why:
        yield f"the antivirus at RECUPERA_CLAMD does not answer ({why}); files wait for it"
