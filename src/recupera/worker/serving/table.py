"""Which file answers which act. Each has `settle(asking, found) -> reply`, called in the vault's
transaction, and may have `look_up(asking)`, called before it: there alone a directory is asked."""

from types import ModuleType

from recupera.agents.policy import Act
from recupera.worker.serving import (
    approve,
    approve_as_senior,
    call,
    change_agent,
    check,
    check_invite,
    enrol,
    invite,
    match,
    propose,
    refuse,
    reverse,
    send_code,
    send_new_code,
    sign_in,
    view_clear,
    view_masked,
    withdraw,
)

SERVING: dict[Act, ModuleType] = {
    Act.CHECK_INVITE: check_invite,
    Act.ENROL: enrol,
    Act.SIGN_IN: sign_in,
    Act.INVITE: invite,
    Act.CHANGE_AGENT: change_agent,
    Act.SEND_CODE: send_code,
    Act.SEND_NEW_CODE: send_new_code,
    Act.CALL: call,
    Act.MATCH: match,
    Act.CHECK: check,
    Act.VIEW_MASKED: view_masked,
    Act.VIEW_CLEAR: view_clear,
    Act.PROPOSE: propose,
    Act.APPROVE: approve,
    Act.APPROVE_AS_SENIOR: approve_as_senior,
    Act.REFUSE: refuse,
    Act.WITHDRAW: withdraw,
    Act.REVERSE: reverse,
}
