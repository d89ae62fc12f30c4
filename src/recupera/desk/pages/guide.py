"""`/guia`: the agent's guide; in the demo with its practice cases to open."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from recupera.agents.policy import Act
from recupera.cases.practice import PRACTICE
from recupera.desk import guide as words
from recupera.desk import practising
from recupera.desk.entering import page_for
from recupera.desk.practising import LESSONS, Lesson
from recupera.desk.showing import show
from recupera.options import current
from recupera.people.case_reference import grouped
from recupera.people.tracking import grouped_tracking_key


@dataclass(frozen=True)
class Exercise:
    """`key` opens the case for whoever plays its person; empty where the case has none."""

    lesson: Lesson
    number: str
    key: str


@page_for(Act.QUEUE)
def guide(request: HttpRequest) -> HttpResponse:
    return show(
        request,
        "guide",
        title=str(words.TITLE),
        words=words,
        ladder=list(words.ladder(current().order_hold_hours)),
        practising=practising,
        exercises=exercises(),
        demo=current().demo,
        portal=current().origin,
    )


def exercises() -> list[Exercise]:
    """In the order in which they are best tried."""
    return [
        Exercise(
            LESSONS[one.slug],
            grouped(one.case.reference),
            "" if one.case.objected_by is not None else grouped_tracking_key(one.case.key),
        )
        for one in PRACTICE
    ]
