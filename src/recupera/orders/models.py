"""Proofs that a case's person gave, and the orders that agents give about an account.

An order:

proposed --approved by as many as its rung asks, no hold--> approved
proposed --approved by as many as its rung asks--> held
proposed --an agent takes it back--> withdrawn
proposed --another agent refuses it--> refused
proposed --seven days--> expired
held --an objection--> objected
held --another agent refuses it--> refused
held --an agent takes it back--> withdrawn
held --its hold is over--> approved
approved --the worker finds it wanting--> refused
approved --the directory did it--> done
approved --the directory refused--> failed
approved --an objection--> objected
done --an objection--> objected
done --a senior takes it back within thirty days--> reversed
"""

from typing import ClassVar

from django.db import models

from recupera.cases.models import Case
from recupera.keys.vouching import LONGEST
from recupera.orders.ladder import OrderKind as OrderKind
from recupera.orders.ladder import ProofKind as ProofKind


class ProofState(models.TextChoices):
    """open --shown in time--> good; open --too many wrong, or too late--> failed."""

    OPEN = "open"
    GOOD = "good"
    FAILED = "failed"


class OrderState(models.TextChoices):
    """How far an order came; the arrows are in this module's docstring."""

    PROPOSED = "proposed"
    HELD = "held"
    APPROVED = "approved"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    EXPIRED = "expired"
    OBJECTED = "objected"
    FAILED = "failed"
    REVERSED = "reversed"


class Proof(models.Model):
    """One proof of one case, by whom it was sought: `agent`. It never serves another case.

    `account` is the keyed digest of the account that it is about (`recoveries.marks`), `body` is
    sealed for the worker and bound to every other column: the account's id, the channel or
    address, the code's digest, the items that were looked at. `good_until` is until when an order
    may go by it.
    """

    id = models.CharField(primary_key=True, max_length=32)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proofs")
    account = models.CharField(max_length=64, default="")
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in ProofKind])
    state = models.CharField(max_length=6, choices=ProofState, default=ProofState.OPEN)
    agent = models.CharField(max_length=16)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    good_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    body = models.BinaryField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "kind", "state"], name="proof_of_case")]


class CallDigits(models.Model):
    """The two digits that a case's page shows for when the desk calls; sealed for the worker.

    New ones after each try, right or wrong; the wrong ones are counted by their proofs.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True)
    body = models.BinaryField()


class Order(models.Model):
    """One order about one account of one case, proposed by `agent`.

    `account` (and `other`, of a merge) are keyed digests (`recoveries.marks`). `told` is sealed
    for desk and worker: what an approver reads (`orders.content.Told`). `body` is sealed for the
    worker alone: whose account it is. `digest` is the SHA-256 over all of it that approvals sign.
    `due_at` is when the worker looks at it (again); None where nothing is left to do. `seal` is the
    worker's own over the digest and how far the order came; `objector` the keyed digest of the
    channel that stopped it.
    """

    id = models.CharField(primary_key=True, max_length=32)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="orders")
    kind = models.CharField(max_length=13, choices=[(one.value, one.value) for one in OrderKind])
    state = models.CharField(max_length=9, choices=OrderState, default=OrderState.PROPOSED)
    agent = models.CharField(max_length=16)
    account = models.CharField(max_length=64)
    other = models.CharField(max_length=64, default="")
    told = models.BinaryField()
    body = models.BinaryField()
    digest = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    hold_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)
    objector = models.CharField(max_length=64, default="")
    seal = models.CharField(max_length=LONGEST, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"], name="order_due", condition=models.Q(due_at__isnull=False)
            ),
            models.Index(fields=["state", "proposed_at"], name="order_state"),
        ]
        constraints: ClassVar = [
            # Two agents, two cases: one order about an account at a time.
            models.UniqueConstraint(
                fields=["account"],
                name="order_one_at_a_time",
                condition=models.Q(state__in=["proposed", "held", "approved"]),
            )
        ]


class Approval(models.Model):
    """One agent's yes to one order. `body` is sealed for the worker: the factor and what it signed;
    a row that somebody else wrote does not open, and does not count."""

    id = models.CharField(primary_key=True, max_length=32)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="approvals")
    agent = models.CharField(max_length=16)
    at = models.DateTimeField()
    body = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "agent"], name="approval_once")
        ]


class OrderObjection(models.Model):
    """One notice's objection code. `id` is its keyed digest (`recoveries.marks.of_objection`).

    `channel` counts the account's channels as they stood when it was held; `used_by` is the
    envelope that typed it.
    """

    id = models.CharField(primary_key=True, max_length=64)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="objections")
    channel = models.PositiveSmallIntegerField()
    expires_at = models.DateTimeField(db_index=True)
    used_by = models.CharField(max_length=32, default="")
