"""What closed cases keep, and for how long: each kind has its days, identity copies go first."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from recupera.cases.catalogue import Retention
from recupera.cases.models import Author, Case, CaseField, Entry, EntryKind, File, HandOver, State
from recupera.cases.retention import MOST_AT_ONCE, rules
from recupera.worker.retaining import delete_due

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"])

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
KEPT = Retention(
    identity_copies=30, files=180, entries=700, other_fields=730, case=1825, fields={"telefono": 90}
)


def a_case(reference: str = "2599729327", **others: object) -> Case:
    """A case with one of everything."""
    case = Case.objects.create(reference=reference, subject="x", received_at=NOW, opened_at=NOW)
    Case.objects.filter(pk=reference).update(**others)
    for slug in ("telefono", "nombre"):
        CaseField.objects.create(case=case, slug=slug, body=b"sealed")
    for identity in (True, False):
        File.objects.create(
            id=f"{reference}{identity}",
            case=case,
            identity=identity,
            about=b"",
            received_at=NOW,
            due_at=NOW,
        )
    Entry.objects.create(case=case, at=NOW, by=Author.DESK, kind=EntryKind.ANSWERED, body=b"said")
    return case


def closed(days: float) -> dict[str, object]:
    return {"state": State.CLOSED, "closed_at": NOW - timedelta(days=days)}


def due(now: datetime = NOW) -> list[str]:
    return [rule.what for rule in rules(KEPT, now) if rule.rows.exists()]


@pytest.mark.parametrize(
    ("days", "gone"),
    [
        (29, []),
        (31, ["identity_copies"]),
        (91, ["identity_copies", "fields.telefono"]),
        (181, ["identity_copies", "files", "fields.telefono"]),
        (701, ["identity_copies", "files", "fields.telefono", "entries"]),
        (731, ["identity_copies", "files", "fields.telefono", "other_fields", "entries"]),
        (1826, ["identity_copies", "files", "fields.telefono", "other_fields", "entries", "case"]),
    ],
)
def test_each_thing_goes_after_its_own_days(days: int, gone: list[str]) -> None:
    a_case(**closed(days))
    assert due() == gone


@pytest.mark.parametrize("state", [State.OPEN, State.WAITING, State.ANSWERED])
def test_a_case_that_is_not_closed_keeps_everything(state: State) -> None:
    # Reopened: it was closed once.
    a_case(state=state, closed_at=NOW - timedelta(days=4000))
    assert due() == []


def test_what_is_due_is_deleted_and_nothing_else(hourly: Callable[[], dict[str, int]]) -> None:
    a_case(**closed(100))
    a_case("2599729335", **closed(1))
    assert hourly() == {"identity_copies": 1, "fields.telefono": 1}
    assert hourly() == {}
    assert sorted(File.objects.values_list("case_id", "identity")) == [
        ("2599729327", False),
        ("2599729335", False),
        ("2599729335", True),
    ]
    assert CaseField.objects.filter(slug="telefono").get().case_id == "2599729335"
    assert CaseField.objects.filter(slug="nombre").count() == 2
    assert bytes(Entry.objects.first().body) == b"said"


def test_what_was_said_goes_and_that_it_was_said_stays(
    hourly: Callable[[], dict[str, int]],
) -> None:
    a_case(**closed(1000))
    assert hourly()["entries"] == 1
    assert bytes(Entry.objects.get().body) == b""


def test_at_its_end_nothing_of_a_case_is_left(hourly: Callable[[], dict[str, int]]) -> None:
    a_case(**closed(2000))
    assert hourly()["case"] == 1
    assert [one.objects.count() for one in (Case, CaseField, Entry, File)] == [0] * 4


def test_a_case_that_another_desk_answers_ends_with_its_legal_term() -> None:
    case = a_case(due_on=(NOW - timedelta(days=40)).date())
    assert due() == []
    entry = Entry.objects.get()
    row = HandOver.objects.create(case=case, entry=entry, name="a", found_at=NOW, due_at=NOW)
    assert due() == []
    row.sent_at = NOW
    row.save()
    assert due() == ["identity_copies"]
    Case.objects.update(due_on=NOW.date())
    assert due() == []


def test_the_journal_keeps_how_much_of_what_was_deleted(
    hourly: Callable[[], dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(
        "recupera.worker.retaining.record", lambda event, about: said.append((event, about))
    )
    a_case(**closed(31))
    hourly()
    assert said == [("deleted", {"what": "identity_copies", "count": 1})]


def test_a_large_backlog_is_deleted_in_parts(hourly: Callable[[], dict[str, int]]) -> None:
    case = a_case(**closed(1))
    CaseField.objects.bulk_create(
        CaseField(case=case, slug=f"f{number}", body=b"") for number in range(MOST_AT_ONCE + 5)
    )
    Case.objects.update(**closed(800))
    counts = [hourly()["other_fields"], hourly()["other_fields"]]
    assert counts == [MOST_AT_ONCE, 6]


@pytest.fixture
def hourly(monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, int]]:
    class Mine:
        retention = KEPT

    monkeypatch.setattr("recupera.worker.retaining.load_catalogue", lambda preset: Mine)
    return lambda: delete_due(NOW)
