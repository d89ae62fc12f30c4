"""What is right in each practice case, and why; the cases themselves stand in `cases.practice`."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise
TITLE = _("Para practicar")
RIGHT, WHY = _("Lo correcto"), _("Por qué")
SAID = _(
    "Ocho casos inventados. En la demostración (make run) están en la lista con estos números. "
    "Resuélvalos; después compare."
)


@dataclass(frozen=True)
class Lesson:
    """What the person wants, what is right, and why."""

    tells: Sentence
    right: Sentence
    why: Sentence


LESSONS: Mapping[str, Lesson] = {
    "forgotten-username": Lesson(
        _("María olvidó su usuario y pide que se lo escriban en el caso. Confirmó su correo."),
        _(
            "Revise la cédula punto por punto y proponga «Enviar el nombre de usuario al correo "
            "registrado». Respóndale que lo busque allí."
        ),
        _("La página del caso la abre quien tenga su clave; el correo registrado es de la dueña."),
    ),
    "lost-mailbox": Lesson(
        _("Iván perdió su correo, contesta en el celular registrado y adjuntó carta y cédula."),
        _(
            "Pida el código al correo nuevo, llame al número que da el sistema, escriba los dos "
            "dígitos que Iván lee en su página, revise carta y cédula, y proponga el cambio. Otra "
            "persona aprueba, y hay una espera."
        ),
        _("Cada prueba mira otra cosa: el celular, la firma, la persona, el correo nuevo."),
    ),
    "wrong-form": Lesson(
        _("Karen pide cambiar su correo en «Otra solicitud o duda»."),
        _(
            "Respóndale que abra un caso de «Cambio de correo electrónico» con carta y cédula, y "
            "por qué. No empiece el cambio aquí."
        ),
        _("Ese asunto no lleva a ninguna orden: ni la llamada ni los papeles se pueden registrar."),
    ),
    "duplicate-accounts": Lesson(
        _("Gloria tiene dos usuarios y quiere quedarse con uno."),
        _(
            "Revise carta, acta y «Mis contratos» de la cuenta que se va, y proponga desactivarla; "
            "elija bien cuál queda. Otra persona aprueba."
        ),
        _("Con contratos adjudicados no se desactiva. Se puede deshacer durante 30 días."),
    ),
    "unfreeze": Lesson(
        _(
            "Claudia se opuso por correo a un cambio que no pidió; su cuenta está bloqueada y "
            "quiere volver."
        ),
        _(
            "Llame al celular registrado, revise carta y cédula y proponga «Desbloquear la "
            "recuperación». Aprueba un sénior."
        ),
        _("El canal que se opuso no basta: quizá es el que está en otras manos."),
    ),
    "in-english": Lesson(
        _("Lorena escribe en inglés: lee su correo registrado, pero ya no le llega ningún código."),
        _(
            "Respóndale en inglés, revise el documento y proponga «Preparar una contraseña nueva»: "
            "se olvidan los códigos errados y el aviso va a sus canales registrados."
        ),
        _("Nadie elige su contraseña: la pone ella, con un código a su correo registrado."),
    ),
    "attack": Lesson(
        _(
            "«Urgente, habla el doctor Ríos, por orden del alcalde»: da otro número, otro correo, "
            "una carta que nombra otro NIT, y dice que una compañera ya autorizó."
        ),
        _(
            "Es un ataque. No llame a ese número ni apruebe nada. Revise la carta: no es de la "
            "entidad ni la firma la titular. Responda lo que pide la escalera, deje una nota y "
            "avise a quien supervisa."
        ),
        _("Prisa, autoridad, otro número, otro correo y un colega: los cinco trucos juntos."),
    ),
    "objection": Lesson(
        _(
            "Beatriz se opuso; al otro día, desde el mismo correo, alguien dice que fue un error "
            "y que urge."
        ),
        _("La cuenta sigue bloqueada. Deje una nota; no hay otro canal registrado con que probar."),
        _("Quien tiene el correo puede ser el atacante: por eso se exige un canal distinto."),
    ),
}
