"""Forms of cases that are filled in and only have to be sent: `python -m bench.drafts NUMBER`.

Prints the cookie of each draft, one a line.
"""

import sys
from dataclasses import asdict

from recupera.commands.main import use_door

FIELDS = {
    "nombre": "Inés Peña",
    "tipo-documento": "cc",
    "tipo-usuario": "comprador",
    "entidad": "Alcaldía de Duitama",
    "telefono": "300 555 0101",
    "descripcion": "No puedo entrar desde el lunes. " * 10,
}


def main() -> None:
    use_door("portal")
    from django.conf import settings

    from bench.persons import document, email
    from recupera.letterbox import drafts
    from recupera.letterbox.drop import accepting
    from recupera.letterbox.flow import Flow
    from recupera.portal.form.draft import SELF, Draft, catalogue

    for number in range(int(sys.argv[1])):
        flow = Flow.mint()
        own = {"documento": document(number), "correo": email(number)}
        draft = Draft(*catalogue().first, whose=SELF, fields=FIELDS | own, reviewed=True)
        with accepting():
            drafts.save(flow, asdict(draft))
        print(f"{settings.DRAFT_COOKIE}={flow.cookie}")


if __name__ == "__main__":
    main()
