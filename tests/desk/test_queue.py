"""The queue: what runs out first comes first, with the reason; filters, pages, views, search."""

from datetime import UTC, datetime, timedelta

import pytest

from recupera.agents.models import Tally
from recupera.agents.policy import Role
from recupera.cases.data_marks import mark_older
from recupera.cases.models import Case, CaseMark
from recupera.cases.opening import open_urgent
from recupera.desk import queue
from recupera.desk.models import SavedView
from recupera.journal.models import Entry
from recupera.options import forget
from recupera.people.case_reference import grouped, new_reference
from tests.claimant import FIELDS
from tests.desk.asking import opened
from tests.desk.paging import AtDesk

pytestmark = [
    pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True),
    pytest.mark.usefixtures("desk"),
]
NOW = datetime.now(UTC)
OTHERS = {
    "national_id": "52344051",
    "email": "an@example.net",
    "phone": "3005550102",
    "username": "aperez2",
}


def row(hours: int, **others: object) -> Case:
    """A case whose clock runs out in so many hours."""
    case = Case(
        reference=new_reference(),
        received_at=NOW,
        opened_at=NOW,
        next_at=NOW + timedelta(hours=hours),
        **{"subject": "otra-solicitud", **others},
    )
    case.save(force_insert=True)
    return case


def numbers(here: AtDesk) -> list[str]:
    return [one.text.split(":")[0].strip() for one in here.page.all("a") if "data-row" in one.given]


def test_what_runs_out_first_comes_first_and_objections_before_all() -> None:
    later, sooner = row(90), row(-5)
    open_urgent(objection := new_reference(), {"account": {}}, now=NOW + timedelta(hours=900))
    row(1, state="closed"), row(2, joined_to=later.reference)
    here = AtDesk().get("/")
    expected = [objection, sooner.reference, later.reference]
    assert numbers(here) == [grouped(one) for one in expected]
    assert "Objeción" in here.text


def test_each_row_says_why_in_words() -> None:
    _, case = opened()
    here = AtDesk().get("/")
    assert "Responder antes del" in here.text
    assert "reloj de servicio" in here.text
    here.do(case, "pedir", text="¿Cuál entidad?", sure="yes")
    assert numbers(here.get("/")) == []
    assert "La persona tiene hasta el" in here.get("/?estado=espera").text


def test_an_answer_that_is_asked_for_again_goes_by_its_term() -> None:
    person, case = opened()
    here = AtDesk().do(case, "pedir", text="¿Cuál entidad?", sure="yes")
    person.elsewhere_by_key().acted("add", text="Tunja.")
    assert "término legal" in here.get("/").text or "días hábiles" in here.text
    assert "reloj de servicio" not in here.text


def test_pages_leave_nothing_out_and_show_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PAGE", 3)
    made = [row(one // 2, urgent=one % 3 == 0) for one in range(10)]
    here, seen = AtDesk().get("/"), []
    for _ in range(4):
        seen += numbers(here)
        following = [one.given["href"] for one in here.page.all("a", rel="next")]
        if following:
            here.get("/" + str(following[0]).lstrip("/"))
    key = sorted(made, key=lambda one: (not one.urgent, one.next_at, one.reference))
    assert seen == [grouped(one.reference) for one in key]


@pytest.mark.parametrize("place", ["x", "1.2", "1.9999999999999.0.1", "0.a.b.c"])
def test_a_place_that_is_none_is_the_beginning(place: str) -> None:
    case = row(1)
    assert numbers(AtDesk().get(f"/?despues={place}")) == [grouped(case.reference)]


def test_filters_choose() -> None:
    here = AtDesk()
    # Nothing of a day runs out until the suite comes here.
    mine = row(24, assigned_to=here.agent.id)
    english, late = row(25, language="en"), row(-9, subject="falla-ingreso")
    said = {
        "quien=mios": [mine],
        "quien=nadie": [late, english],
        f"quien={here.agent.id}": [mine],
        "idioma=en": [english],
        "vencido=si": [late],
        "asunto=falla-ingreso": [late],
        "estado=cerrado": [],
        "estado=nada": [late, mine, english],
        "orden=si": [],
    }
    for query, cases in said.items():
        assert numbers(here.get(f"/?{query}")) == [grouped(one.reference) for one in cases], query


def test_views_are_kept_named_ordered_and_dropped() -> None:
    here, other = AtDesk(), AtDesk()
    for name, query in (("Mías", "quien=mios"), ("Inglés", "idioma=en&otra=<b>")):
        here.post("/vistas", keep="yes", name=name, query=query)
    assert [one.query for one in SavedView.objects.order_by("id")] == ["quien=mios", "idioma=en"]
    second = SavedView.objects.get(name="Inglés")
    other.post("/vistas", view=str(second.pk), drop="yes")
    here.post("/vistas", view=str(second.pk), up="yes")
    here.post("/vistas", view=str(second.pk), name="In English")
    links = [one.text for one in here.get("/").page.all("a") if "?" in (one.given["href"] or "")]
    assert links[:2] == ["In English", "Mías"]
    here.post("/vistas", view=str(second.pk), drop="yes")
    assert SavedView.objects.count() == 1


def test_a_number_is_found_by_the_desk_itself() -> None:
    _, case = opened()
    here = AtDesk().post("/buscar", kind="numero", q=f" {case.reference} ")
    assert grouped(case.reference) in here.page.one("h1").text
    assert "No hay ningún caso" in here.post("/buscar", kind="numero", q="1234567890").text


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("national_id", "52.344.050"),
        ("email", "ANA@example.net"),
        ("phone", "300 555 0101"),
        ("username", "aperez"),
    ],
)
def test_a_datum_finds_every_case_that_has_it_whole(kind: str, typed: str) -> None:
    fields = FIELDS | {"documento": "52344050", "usuario": "aperez"}
    _, case = opened(fields=fields)
    opened(fields={"descripcion": "52344050 ana@example.net"}, subject="falla-ingreso")
    here = AtDesk().post("/buscar", kind=kind, q=typed)
    assert numbers(here) == [grouped(case.reference)]
    assert numbers(here.post("/buscar", kind=kind, q=OTHERS[kind])) == []
    assert "Ningún caso tiene ese dato." in here.text
    assert Entry.objects.filter(event="searched").exists()


def test_searching_has_its_limit_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECUPERA_DESK_SEARCHES", "2")
    forget()
    here = AtDesk()
    for _ in range(3):
        here.post("/buscar", kind="email", q="nadie@example.com")
    assert "Llegó al límite de hoy." in here.text
    assert Tally.objects.get(what="search").count == 2
    monkeypatch.undo()
    forget()


def test_an_auditor_searches_no_data() -> None:
    auditor = AtDesk.as_role(Role.AUDITOR).get("/")
    assert not auditor.page.all("input", id="q")
    assert auditor.post("/buscar", kind="email", q="a@b.co").response.status_code == 403


def test_a_corrected_e_mail_is_found_and_the_old_one_no_more() -> None:
    person, case = opened()
    person.elsewhere_by_key().acted("correct_email", email="nueva@example.net")
    here = AtDesk()
    assert numbers(here.post("/buscar", kind="email", q="ana@example.net")) == []
    assert numbers(here.post("/buscar", kind="email", q="nueva@example.net")) == [
        grouped(case.reference)
    ]


def test_older_cases_are_marked_by_the_worker() -> None:
    opened()
    CaseMark.objects.all().delete()
    Case.objects.update(marked=False)
    assert mark_older() == 1
    assert mark_older() == 0
    assert CaseMark.objects.count() == 3
