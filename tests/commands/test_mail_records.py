"""What others see in DNS about our mail, judged without asking DNS."""

import pytest

from recupera.commands.mail_records import Silent, judged, records

ZONE = {
    "good.example": ["v=spf1 mx -all", "another text"],
    "s1._domainkey.good.example": ["v=DKIM1; k=rsa; p=MIIB"],
    "_dmarc.good.example": ["v=DMARC1; p=reject"],
    "weak.example": ["v=spf1 +all"],
    "s1._domainkey.weak.example": ["v=DKIM1; p="],
    "_dmarc.weak.example": ["v=DMARC1; p=none; sp=reject"],
    "two.example": ["v=spf1 -all", "v=spf1 mx -all"],
    "bare.example": ["v=spf10 is none of it"],
}


@pytest.mark.parametrize(
    ("domain", "remarks"),
    [
        ("good.example", ["v=spf1 mx -all", "there is a key", "v=DMARC1; p=reject"]),
        ("weak.example", ["lets everybody send", "was revoked", "only watches"]),
        ("two.example", ["2 records", "missing", "missing"]),
        ("bare.example", ["missing", "missing", "missing"]),
    ],
)
def test_each_record_is_judged_as_receivers_do(domain: str, remarks: list[str]) -> None:
    lines = [judged(one, lambda name: ZONE.get(name, [])) for one in records(domain, "s1")]
    assert [remark in line for remark, line in zip(remarks, lines, strict=True)] == [True] * 3


def test_without_a_selector_no_signature_is_looked_for() -> None:
    assert [record.kind for record in records("good.example")] == ["SPF", "DMARC"]


def test_dns_that_does_not_answer_is_said_and_is_not_called_missing() -> None:
    def silent(name: str) -> list[str]:
        raise Silent

    [line, _] = [judged(one, silent) for one in records("good.example")]
    assert "DNS does not answer here" in line
    assert "missing" not in line
