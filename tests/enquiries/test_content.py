"""The sealed part of an enquiry: it comes back as it was, and the fullest one fits."""

from datetime import UTC, datetime, timedelta

from recupera.enquiries import codes
from recupera.enquiries.content import MOST_VERDICTS, SIZE, Content
from recupera.enquiries.policy import MOST_ASKS, MOST_CODES, Kept
from recupera.keys import sealing
from recupera.people import ChannelKind, DatumKind

ENQUIRY = "0" * 32
NOW = datetime(2026, 11, 22, 15, 42, 7, 123456, tzinfo=UTC)
LONGEST = f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 57}.co"


def fullest() -> Content:
    """Every code of every ask sent and spent, every verdict the longest, the longest datum."""
    kept = (
        Kept(
            digest=f"{'k' * sealing.KEY_ID}:{codes.digest_of('0' * 8, enquiry=ENQUIRY)[-64:]}",
            channel=codes.channel_mark(str(number), enquiry=ENQUIRY),
            made_at=NOW,
            by=ChannelKind.EMAIL,
            spent_at=NOW + timedelta(microseconds=number),
        )
        for number in range(MOST_ASKS * MOST_CODES)
    )
    content = Content(DatumKind.NATIONAL_ID, LONGEST).with_codes(tuple(kept))
    for number in range(MOST_VERDICTS + 3):
        content = content.with_verdict(f"{number:032}", "against_policy")
    return content


def test_the_fullest_enquiry_fits_and_comes_back_as_it_was() -> None:
    content = fullest()
    sealed = content.seal(ENQUIRY)
    assert Content.open(ENQUIRY, sealed) == content
    assert len(sealed) == SIZE + 12 + 16 + sealing.KEY_ID


def test_an_empty_and_a_full_enquiry_are_of_one_size() -> None:
    assert len(Content(DatumKind.EMAIL, "a@b.co").seal(ENQUIRY)) == len(fullest().seal(ENQUIRY))
