"""Draws the papers of the demo's example cases: honest ones, or with the example's own words."""

import io
from datetime import date

from PIL import Image, ImageDraw, ImageFont

from recupera.cases.examples import Paper
from recupera.people import Account

SIZE, MARGIN, LETTERS = (900, 640), 50, 26
INVENTED = "MUESTRA: persona y papel inventados"
TITLES = {
    "cedula": "Documento de identidad (los dos lados)",
    "carta": "Carta",
    "representacion": "Acta de posesión",
    "mis-contratos": "Mis contratos",
    "pantalla": "Pantalla",
}


def drawn(paper: Paper, account: Account, on: date) -> bytes:
    """A PNG. `on` is the day that stands on it."""
    image = Image.new("L", SIZE, "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(LETTERS)
    draw.rectangle((10, 10, SIZE[0] - 10, SIZE[1] - 10), outline="gray", width=3)
    said = (TITLES[paper.document], "", *(paper.lines or _honest(paper, account)))
    lines = "\n".join((*said, "", f"Fecha: {on.isoformat()}", INVENTED))
    draw.multiline_text((MARGIN, MARGIN), lines, fill="black", font=font, spacing=14)
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def _honest(paper: Paper, account: Account) -> tuple[str, ...]:
    document = f"{account.document_type} {account.document_number}"
    match paper.document:
        case "cedula":
            return (account.name, document, "No vence")
        case "carta":
            return (
                f"Yo, {account.name}, {document},",
                f"titular del usuario {account.username}",
                f"con el correo registrado {next(iter(account.emails), '')},",
                "pido lo que dice mi caso porque perdí mi acceso.",
                f"Firma: {account.name}",
            )
        case "representacion":
            return (account.organisation, f"Toma posesión: {account.name}, {document}")
        case "mis-contratos":
            return (f"Usuario: {account.username}", "Contratos adjudicados: ninguno")
    return ("La página está en blanco.",)
