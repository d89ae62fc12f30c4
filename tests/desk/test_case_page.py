"""The page of a case, and what agents do from it: nothing typed is lost, nothing is done twice."""

from datetime import timedelta
from typing import Any

import pytest

from recupera.agents.policy import Act, Role
from recupera.cases.models import Case, Entry, EntryKind
from recupera.desk.case.doing import DOINGS
from recupera.desk.models import Presence
from recupera.hatch import ask
from recupera.people.case_reference import grouped
from recupera.worker.serving import serve
from tests.claimant import FIELDS
from tests.desk.asking import asked, opened
from tests.desk.paging import AtDesk
from tests.enquirer import ANA, register

pytestmark = [
    pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True),
    pytest.mark.usefixtures("desk"),
]


def test_it_shows_the_form_the_story_and_both_clocks() -> None:
    _, case = opened(confirmed=True)
    text = AtDesk().case(case).text
    for said in FIELDS | {"documento": "52344050", "tipo-usuario": "Comprador (entidad estatal)"}:
        assert (FIELDS | {"tipo-usuario": "Comprador"})[said].removeprefix("CC ") in text
    assert "Nombres y apellidos" in text
    assert "La persona: envió el caso" in text
    assert "La persona: confirmó su correo" in text
    assert "reloj de servicio" in text
    assert "días hábiles" in text
    assert "Correo confirmado" in text


def test_a_number_of_any_form_leads_to_the_case() -> None:
    _, case = opened()
    here = AtDesk()
    assert grouped(case.reference) in here.get(f"/caso/{case.reference}").text
    assert here.response.redirect_chain[0][1] == 303  # type: ignore[attr-defined]
    assert here.get("/caso/1234567890").response.status_code == 404


def test_an_answer_is_looked_at_before_it_goes_and_the_person_reads_it() -> None:
    person, case = opened(confirmed=True)
    luz = AtDesk()
    luz.do(case, "responder", text="Le llamamos\r\nmañana.")
    assert "La persona leerá Le llamamosmañana." in luz.text
    assert Case.objects.get().state == "open"
    again = {one.given["name"]: one.given["value"] for one in luz.page.all("input", type="hidden")}
    luz.do(case, "responder", **{**again, "edit": "yes"})
    assert luz.page.one("textarea").text.strip() == "Le llamamos\nmañana."
    luz.do(case, "responder", **{**again, "sure": "yes"})
    assert "Se envió la respuesta." in luz.text
    assert "Luz Agente: respondió" in luz.text
    assert person.elsewhere_by_key().case.entries[-1].text == "Le llamamos\nmañana."


def test_a_refused_text_stands_in_the_page_with_the_reason() -> None:
    register(ANA)
    _, case = opened()
    luz = AtDesk().do(case, "responder", text="Su usuario es aperez", sure="yes")
    assert "nombra un correo, un teléfono o un usuario registrado" in luz.text
    assert luz.page.one("textarea").text.strip() == "Su usuario es aperez"


def test_an_overtaken_text_comes_back_over_the_case_as_it_is_now() -> None:
    person, case = opened()
    seen = case.revision
    person.elsewhere_by_key().acted("add", text="Ya puedo entrar.")
    luz = AtDesk().do(case, "responder", text="Pruebe otra vez.", sure="yes", revision=str(seen))
    assert "El caso cambió mientras usted escribía" in luz.text
    assert "Ya puedo entrar." in luz.text
    assert luz.page.one("textarea").text.strip() == "Pruebe otra vez."
    case.refresh_from_db()
    assert luz.page.value("revision") == str(case.revision)


def test_a_late_worker_keeps_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    person, case = opened()
    luz = AtDesk()
    with monkeypatch.context() as gone:
        gone.setattr(ask, "LONGEST_WAIT", 0.0)
        gone.setattr(ask, "pause", lambda: None)
        luz.do(case, "responder", text="Mañana le llamamos.", sure="yes")
        assert "Se hará en cuanto el sistema vuelva" in luz.text
        assert "Mañana le llamamos." in luz.text
        kept = {one.given["name"]: one.given["value"] for one in luz.page.all("input")}
        luz.do(case, "responder", **kept)
        assert "Lo guardamos" in luz.text
    serve.turn()
    luz.do(case, "responder", **kept)
    assert "Se envió la respuesta." in luz.text
    assert Entry.objects.filter(kind=EntryKind.ANSWERED).count() == 1
    assert person.elsewhere_by_key().case.entries[-1].text == "Mañana le llamamos."


def test_a_case_that_another_has_is_taken_with_open_eyes() -> None:
    _, case = opened()
    luz, sol = AtDesk(), AtDesk.as_role(Role.AGENT, "Sol Agente")
    luz.do(case, "tomar", had_by="")
    assert "Ahora lo tiene usted." in luz.text
    assert "Lo tiene Luz Agente." in sol.case(case, "responder").text
    sol.do(case, "responder", text="Sí.", sure="yes")
    assert "Otra persona tiene el caso. Tómelo primero." in sol.text
    sol.case(case, "tomar")
    assert "Ahora lo tiene Luz Agente." in sol.text
    sol.do(case, "tomar", had_by=sol.page.value("had_by"))
    case.refresh_from_db()
    assert case.assigned_to == sol.agent.id
    assert "Sol Agente: tomó el caso" in luz.case(case).text


def test_two_agents_see_each_other_for_a_minute() -> None:
    _, case = opened()
    luz, sol = AtDesk(), AtDesk.as_role(Role.AGENT, "Sol Agente")
    luz.case(case)
    assert "Luz Agente mira este caso." in sol.case(case).text
    sol.post(f"/caso/{grouped(case.reference)}/presencia", writing="yes")
    luz.post(f"/caso/{grouped(case.reference)}/presencia", revision=str(case.revision))
    said = luz.response.json()  # type: ignore[attr-defined]
    assert said == {"others": "Sol Agente está escribiendo.", "changed": False}
    assert "lo mira Sol Agente" in luz.get("/").text
    old = Presence.objects.get(agent=sol.agent.id).seen_at
    Presence.objects.update(seen_at=old - timedelta(seconds=61))
    assert "Sol Agente" not in luz.case(case).text


def test_a_macro_is_inserted_behind_what_was_typed_in_the_language_of_the_case() -> None:
    _, case = opened(language="en")
    luz = AtDesk()
    name = luz.case(case, "responder").page.all("option")[0].text
    luz.do(case, "responder", text="Dear Ana,", macro=name, insert="yes")
    typed = luz.page.one("textarea").text
    assert typed.strip().startswith("Dear Ana,\n\nWe looked into your case")
    assert grouped(case.reference) in typed
    assert "{" not in typed


@pytest.mark.parametrize("what", DOINGS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_each_thing_to_do_has_a_page_where_it_may_be_done(what: str, prefix: str) -> None:
    _, case = opened()
    here = AtDesk.as_role(Role.SENIOR)
    here.prefix = prefix
    doing = DOINGS[what]
    found = here.case(case, what).response.status_code
    assert found == (404 if doing.act == Act.REOPEN else 200)


def test_an_auditor_reads_and_does_nothing() -> None:
    _, case = opened()
    auditor = AtDesk.as_role(Role.AUDITOR)
    text = auditor.case(case).text
    assert "La historia" in text
    assert "Responder" not in text.split("La historia")[0].replace("Responder antes", "")
    assert auditor.case(case, "responder").response.status_code == 403


def test_two_cases_become_one_and_both_numbers_lead_there() -> None:
    _, first = opened(confirmed=True)
    other: dict[str, Any] = {"subject": "cambio-correo"}
    again, second = opened(confirmed=True, **other)
    senior = AtDesk.as_role(Role.SENIOR)
    senior.do(first, "unir", other=grouped(second.reference))
    assert "Se unieron los casos." in senior.text
    assert grouped(second.reference) in senior.text
    assert grouped(first.reference) in senior.case(second).page.one("h1").text
    asked(senior.agent, Act.ANSWER, first, text="Para los dos.")
    shown = again.elsewhere_by_key().case
    assert shown.entries[-1].text == "Para los dos."
    assert shown.joined == (first.reference,)


def test_two_mailboxes_are_joined_by_a_senior_who_says_why_and_read_only_their_own() -> None:
    ana, first = opened(confirmed=True)
    ana.elsewhere_by_key().acted("add", text="Secreto de Ana.")
    luis, second = opened(fields=FIELDS | {"correo": "luis@example.net"})
    luis.elsewhere_by_key().acted("add", text="Secreto de Luis.")
    boss, senior = AtDesk.as_role(Role.SUPERVISOR), AtDesk.as_role(Role.SENIOR)
    reason = {"other": grouped(second.reference), "text": "Llamó la entidad."}
    assert "mismo correo" in boss.do(first, "unir", **reason).text
    assert "mismo correo" in senior.do(first, "unir", other=reason["other"]).text
    assert "Se unieron" in senior.do(first, "unir", **reason).text
    assert "Secreto de Luis." in senior.case(first).text
    asked(senior.agent, Act.ANSWER, first, text="Para los dos.")
    theirs, hers = str(luis.elsewhere_by_key().case), str(ana.elsewhere_by_key().case)
    assert "Para los dos." in theirs
    assert "Para los dos." in hers
    assert "Secreto de Ana." not in theirs
    assert "Secreto de Luis." not in hers
    assert first.reference not in theirs
    assert second.reference not in hers
