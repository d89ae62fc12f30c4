"""Who may do what at the desk, in which state of a case. Pure: no database, no clock.

One table, read by the pages (what to offer) and by the worker (what to carry out).
`docs/operate/permissions.md` shows it (`python -m recupera.agents.table`), and a test tries every
cell.
"""

from enum import StrEnum

ANY = frozenset({"open", "waiting", "answered", "closed"})
LIVE = frozenset({"open", "waiting", "answered"})


class Role(StrEnum):
    """What somebody is at the desk. The auditor reads; the supervisor runs the house."""

    AGENT = "agent"
    SENIOR = "senior"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


class Act(StrEnum):
    """Everything that is done at the desk; most of it is a request to the worker of this name."""

    # Before anybody is signed in.
    CHECK_INVITE = "check_invite"
    ENROL = "enrol"
    SIGN_IN = "sign_in"
    # Looking. QUEUE, CASE and FIGURES are the desk's own reading.
    QUEUE = "queue"
    CASE = "case"
    FIGURES = "figures"
    SEARCH = "search"
    PRINT_JOURNAL = "print_journal"
    DOWNLOAD = "download"
    VIEW_MASKED = "view_masked"
    VIEW_CLEAR = "view_clear"
    # The conversation.
    TAKE = "take"
    HAND_OVER = "hand_over"
    NOTE = "note"
    ANSWER = "answer"
    ASK = "ask"
    EXTEND = "extend"
    CLOSE = "close"
    REOPEN = "reopen"
    MERGE = "merge"
    # The ladder.
    SEND_CODE = "send_code"
    SEND_NEW_CODE = "send_new_code"
    CALL = "call"
    MATCH = "match"
    CHECK = "check"
    PROPOSE = "propose"
    APPROVE = "approve"
    APPROVE_AS_SENIOR = "approve_as_senior"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    REVERSE = "reverse"
    DROP_FACTOR = "drop_factor"
    # The house.
    EDIT_MACROS = "edit_macros"
    INVITE = "invite"
    CHANGE_AGENT = "change_agent"


UNSIGNED = frozenset({Act.CHECK_INVITE, Act.ENROL, Act.SIGN_IN})

_A, _S, _V, _U = Role.AGENT, Role.SENIOR, Role.SUPERVISOR, Role.AUDITOR

# For each act: the roles, and the states of the case in which it can be done; no states where no
# case is meant.
MATRIX: dict[Act, tuple[frozenset[Role], frozenset[str]]] = {
    Act.QUEUE: (frozenset({_A, _S, _V, _U}), frozenset()),
    Act.CASE: (frozenset({_A, _S, _V, _U}), ANY),
    Act.FIGURES: (frozenset({_V, _U}), frozenset()),
    Act.SEARCH: (frozenset({_A, _S, _V}), frozenset()),
    Act.PRINT_JOURNAL: (frozenset({_V, _U}), ANY),
    Act.DOWNLOAD: (frozenset({_A, _S, _V, _U}), ANY),
    Act.VIEW_MASKED: (frozenset({_A, _S, _V}), LIVE),
    Act.VIEW_CLEAR: (frozenset({_A, _S}), LIVE),
    Act.TAKE: (frozenset({_A, _S, _V}), LIVE),
    Act.HAND_OVER: (frozenset({_A, _S, _V}), LIVE),
    Act.NOTE: (frozenset({_A, _S, _V}), ANY),
    Act.ANSWER: (frozenset({_A, _S, _V}), frozenset({"open"})),
    Act.ASK: (frozenset({_A, _S, _V}), frozenset({"open"})),
    Act.EXTEND: (frozenset({_S, _V}), frozenset({"open"})),
    Act.CLOSE: (frozenset({_A, _S, _V}), LIVE),
    Act.REOPEN: (frozenset({_S, _V}), frozenset({"answered", "closed"})),
    Act.MERGE: (frozenset({_S, _V}), LIVE),
    Act.SEND_CODE: (frozenset({_A, _S}), LIVE),
    Act.SEND_NEW_CODE: (frozenset({_A, _S}), LIVE),
    Act.CALL: (frozenset({_A, _S}), LIVE),
    Act.MATCH: (frozenset({_A, _S}), LIVE),
    Act.CHECK: (frozenset({_A, _S}), LIVE),
    Act.PROPOSE: (frozenset({_A, _S}), LIVE),
    Act.APPROVE: (frozenset({_A, _S}), LIVE),
    Act.APPROVE_AS_SENIOR: (frozenset({_S}), LIVE),
    Act.REFUSE: (frozenset({_A, _S, _V}), ANY),
    # Who proposed; a supervisor proposes nothing, and refuses.
    Act.WITHDRAW: (frozenset({_A, _S}), ANY),
    Act.REVERSE: (frozenset({_S}), ANY),
    Act.DROP_FACTOR: (frozenset({_A, _S, _V, _U}), frozenset()),
    Act.EDIT_MACROS: (frozenset({_S, _V}), frozenset()),
    Act.INVITE: (frozenset({_V}), frozenset()),
    Act.CHANGE_AGENT: (frozenset({_V}), frozenset()),
}


def allowed(role: Role, act: Act, state: str | None = None) -> bool:
    """Whether somebody in this role may do it; `state` is the case's, None where none is meant."""
    roles, states = MATRIX.get(act, (frozenset(), frozenset()))
    return role in roles and (not states if state is None else state in states)


def ever_allowed(role: Role, act: Act) -> bool:
    """Whether somebody in this role may do it in any state at all."""
    return act in MATRIX and role in MATRIX[act][0]
