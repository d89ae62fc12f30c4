"""Short messages: the one port for both ways to send them, and what is refused before either."""

from recupera.messages import gsm, smpp, sms_gateway
from recupera.messages.outcomes import Never, NotNow
from recupera.messages.spend import meter
from recupera.options import current


def send(number: str, text: str, *, name: str, notice: bool = False) -> str:
    """Sends one part to an E.164 number; returns the name that reports about it will carry.

    `name` is the same at each try. A notice is counted, and not held back. Raises NotNow (also
    where the spending limit is reached), Never or Unsure.
    """
    options = current()
    if not options.sms_url:
        raise Never("sms: no gateway is configured")
    # Asked here again: whoever writes rows must not be able to make us pay for numbers abroad.
    if not number.startswith(options.mobiles):
        raise Never("sms: not a number that gets text messages")
    _require_one_part(text)
    meter().take(notice=notice)
    try:
        if options.sms_url.startswith("smpp"):
            return smpp.send(number, text)
        return sms_gateway.send(number, text, name=name)
    except (NotNow, Never):
        # Certainly not sent, so not paid for; what may have been sent stays counted.
        meter().give_back()
        raise


def _require_one_part(text: str) -> None:
    """More parts cost more, and a code cut in two helps nobody; the platform's name may do it."""
    try:
        long = gsm.septets(text) > gsm.ONE_PART
    except gsm.NotGsm:
        raise Never("sms: not in GSM-7") from None
    if long:
        raise Never("sms: more than one part")
