"""What a learner reads about a SCORM package in Moodle, in the language of the moment."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from coursegen.courseware import Grade, Html, Section
from coursegen.i18n import gettext as _
from coursegen.outputs.scorm.outline import numbered


def course_words() -> tuple[str, Html]:
    """The title and the text of the package of the whole course."""
    text = _(
        "Tout le cours en ligne dans un seul paquet : l'application Moodle le garde pour les endroits sans connexion. "
        "C'est un autre moyen de lire et de s'exercer. Ce que vous y faites ne coche rien et ne compte pas dans la "
        "note : les tests qui comptent sont dans les modules."
    )
    return _("Suivre le cours hors connexion (facultatif)"), Html(f"<p>{escape(text)}</p>")


def module_words(section: Section, grade: Grade, scored: bool) -> tuple[str, Html]:
    """The title and the text of the package of a module. `scored`: it holds a test whose score is sent."""
    number, name = numbered(section)
    text = _("Arrêtez-vous quand vous voulez : votre place et vos réponses sont gardées.")
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in _facts(grade, scored))
    title = _("Suivre le module {number} : {title}").format(number=number, title=name)
    return title, Html(f'<p>{escape(text)}</p><ul class="cg-faits">{facts}</ul>')


def _facts(grade: Grade, scored: bool) -> Iterator[str]:
    if grade.pass_percent:
        yield _("Réussi à partir de {percent:g} %").format(percent=grade.pass_percent)
    elif not scored:
        yield _("Terminé quand toutes les pages sont lues")
    if grade.weight:
        yield _("Compte pour {weight:g} % de la note finale").format(weight=grade.weight)
    else:
        yield _("Ne compte pas dans la note")
