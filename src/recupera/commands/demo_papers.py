"""Draws the papers of the demo's example cases: honest ones, or with the example's own words."""

import io
from datetime import date
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from recupera import design
from recupera.cases.examples import Paper
from recupera.people import Account

SIZE, MARGIN, LETTERS = (900, 480), 50, 26
FONT = Path(design.__file__).parent / "static" / "design" / "nunito-sans.woff2"
REGULAR = 500
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
    draw, font = ImageDraw.Draw(image), _letters()
    draw.rectangle((10, 10, SIZE[0] - 10, SIZE[1] - 10), outline="gray", width=3)
    said = (TITLES[paper.document], "", *(paper.lines or _honest(paper, account)))
    lines = "\n".join((*said, "", f"Fecha: {on.isoformat()}", INVENTED))
    draw.multiline_text((MARGIN, MARGIN), lines, fill="black", font=font, spacing=14)
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def _letters() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The pages' own, which has accents; a Pillow built without Brotli cannot read it."""
    try:
        letters = ImageFont.truetype(FONT, LETTERS)
        letters.set_variation_by_axes([REGULAR])
    except OSError:
        return ImageFont.load_default(LETTERS)
    return letters


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
