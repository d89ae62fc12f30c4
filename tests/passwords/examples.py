"""Passwords that are refused for one reason or another, and some that nobody should be refused."""

from recupera.passwords import Reason

ANA = (
    "aperez",
    "Ana Pérez",
    "ana.perez@example.com",
    "1049604050",
    "Alcaldía de Tunja",
)

REPEATED = [
    "aaaaaaaaaaaaaaa",
    "ababababababababab",
    "contraseña contraseña",
    "ContraseñaCONTRASENA",
    "teamo1teamo2teamo3",
    "gatogatogatogato",
    "123412341234123412",
    "!!!!!!!!!!!!!!!!",
    "elefanteazulelefanteazul",
]
SEQUENCES = [
    "qwertyuiopasdfgh",
    "QWERTYUIOP12345",
    "123456789012345",
    "987654321098765",
    "abcdefghijklmno",
    "hola1234567890qwerty",
    "1q2w3e4r5t6y7u8i",
    "1qaz2wsx3edc4rfv",
    "zxcvbnmasdfghjkl",
    "poiuytrewqlkjhgf",
    "aaaaabbbbbccccc12345",
]
CONTEXT = [
    "aperez aperez 2026",
    "AnaPerez19850312",
    "ana.perez.ana.perez",
    "1049604050104960",
    "1049604050-2026-ana",
    "Secop2 secop2 secop2",
    "SECOP II 2026 2027",
    "s3c0p11-colombia!!!",
    "ColombiaCompraEficiente",
    "colombia compra 2026",
    "Alcaldía de Tunja 2026",
    "tunjatunja1234567",
]
COMMON = [
    "Contraseña2024!!",
    "c0ntr4s3ñ4-20262026",
    "administrador2026",
    "password20242024",
    "MariaGonzalez1985",
    "juan_rodriguez_1977",
    "Más vale pájaro en mano…",
    "El Señor es mi pastor 23",
    "cumpleanosfeliz2026",
    "esta es mi contraseña",
    "Correct Horse Battery Staple",
    "responsabilidades",
]
FINE = [
    "cinco lluvias sobre el páramo",
    "otras lluvias sobre el mar",
    "la nevera canta boleros",
    "Ana compra mangos verdes en Soacha",
    "mi secop favorito huele a guayaba",
    "fT9#kq!2Lw0@zRb",
    "xK7vQ2mW9pL4nB8d",
    "pájaros de papel mojado",
    "🦤 en la laguna de Tota",
    "zanahoria-trompeta-lunes",
    "tres buses y un domingo",
    "5820 9317 4406 1829 55",
    "correo de sombras lentas y hondas, sin fin, " * 2 + "y un sapo",
    "Здравствуй, жёлтый чемодан",
]
REFUSED = {
    Reason.REPEATED: REPEATED,
    Reason.SEQUENCE: SEQUENCES,
    Reason.CONTEXT: CONTEXT,
    Reason.COMMON: COMMON,
}
