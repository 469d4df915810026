"""What `cours.yaml` names the course by, for files and for the platform: its code, its language, every idnumber."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from methodology.course import Course
from methodology.findings import Finding, Where
from methodology.i18n import gettext as _
from methodology.i18n import ngettext
from methodology.reading.faults import fault, suggestion
from methodology.reading.leaves import shortened

CODE_LENGTH = 40
IDNUMBER_LENGTH = 100
"""Column `idnumber` of Moodle's `course_modules` and `question_bank_entries`."""
LANGUAGES = ("fr", "en", "pt", "es")
"""Those the program writes a course in."""

CODE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._-]{{0,{CODE_LENGTH - 1}}}")
"""What a course may be called by."""
_ANY_CODE = "MON-COURS-01"


def is_code(text: str) -> bool:
    """Whether a course may be called by that code: it names files, and begins every idnumber of the platform."""
    return CODE.fullmatch(text) is not None


def proposed_code(text: str) -> str:
    """The code nearest to that text."""
    spelt = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    plain = normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("._-")[:CODE_LENGTH].rstrip("._-") or _ANY_CODE


def code_refusal(code: str) -> tuple[str, str]:
    """Why that text is no code, and what to write instead."""
    message = _(
        "« {code} » ne peut pas servir de code du cours : de 1 à {most} lettres sans accent, chiffres, « - », « _ » "
        "ou « . », sans espace, une lettre ou un chiffre d'abord."
    ).format(code=shortened(code), most=CODE_LENGTH)
    return message, _("Écrivez par exemple « {code} ».").format(code=proposed_code(code))


def identity_faults(course: Course) -> Iterator[Finding]:
    """What is wrong with the code, the language, and the idnumbers made of the code and of ids."""
    identity = course.identity
    if "language" in identity.where.fields and identity.language not in LANGUAGES:
        message = _("« langue » : le programme n'écrit pas de cours en « {language} ».").format(
            language=shortened(identity.language)
        )
        yield fault("LIR-13", identity.where.at("language"), message, suggestion(identity.language, LANGUAGES))
    if is_code(identity.code):
        yield from _long_idnumbers(course)
    elif "code" in identity.where.fields:
        yield fault("LIR-20", identity.where.at("code"), *code_refusal(identity.code), identity.code)


def _long_idnumbers(course: Course) -> Iterator[Finding]:
    for name, where, subject in _named(course):
        idnumber = f"{course.identity.code}/{name}"
        if len(idnumber) > IDNUMBER_LENGTH:
            message = _(
                "« {idnumber} » compte {count} caractères ; Moodle en admet {most} pour un identifiant."
            ).format(idnumber=shortened(idnumber, 60), count=len(idnumber), most=IDNUMBER_LENGTH)
            excess = len(idnumber) - IDNUMBER_LENGTH
            remedy = ngettext(
                "Raccourcissez cet « id », ou le code du cours, de {count} caractère au moins.",
                "Raccourcissez cet « id », ou le code du cours, de {count} caractères au moins.",
                excess,
            )
            yield fault("LIR-20", where, message, remedy.format(count=excess), subject)


def _named(course: Course) -> Iterator[tuple[str, Where, str]]:
    """What the platform keeps by an idnumber: its name behind the code, the place of its id, the id."""
    for sequence in course.sequencing.sequences():
        ready = "/seance" if sequence.modality.in_room else ""
        yield f"{sequence.id}{ready}", sequence.where.at("id"), sequence.id
        for step in sequence.steps:
            if step.activity is not None:
                yield f"{sequence.id}/{step.id}", step.where.at("id"), step.id
    for assessment in course.evaluation.assessments:
        yield assessment.id, assessment.where.at("id"), assessment.id
    for survey in course.evaluation.surveys:
        yield survey.id, survey.where.at("id"), survey.id
    for question in course.questions():
        yield question.id, question.where.at("id"), question.id
