"""IMPORT.md: what came in, what is to be completed, what became something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from methodology.activities.database import Database
from methodology.activities.glossary import Glossary
from methodology.course import Course

REPORT = "IMPORT.md"


def gaps() -> tuple[str, ...]:
    """What Moodle doesn't know of a course, and the method asks for."""
    return (
        _("Le public et les besoins (`1-besoins.yaml`) : qui se forme, sur quelles tâches, avec quel écart."),
        _("L'objectif général et les objectifs (`2-objectifs.yaml`), puis le champ `objectifs` de chaque séquence."),
        _("Les durées (`duree_min`) : estimées (150 mots lus par minute, 1,5 minute par question). Mettez les vraies."),
        _("Les méthodes : `methode` est déduite du type d'activité ; précisez-la, avec la consigne et la production."),
        _("L'évaluation (`5-evaluation.yaml`) : la règle de réussite, ce que chaque épreuve vérifie, le plan."),
        _("Les sessions (`4-mise-en-oeuvre.yaml`) : les dates de Moodle (ouverture, remise) ne sont pas reprises."),
        _("La charte (`cours.yaml`) : « neutre » tant que vous n'en choisissez pas une autre."),
    )


def _first_words(course: Course) -> Iterator[str]:
    """What stood in glossaries and databases: a backup without its users has none of it."""
    activities = [step.activity for _sequence, step in course.sequencing.steps()]
    words = (one for one in activities if isinstance(one, Glossary) and not one.terms)
    cards = (one for one in activities if isinstance(one, Database) and not one.cards)
    if [*words, *cards]:
        yield _(
            "Les mots des glossaires et les fiches des bases de données (`termes`, `fiches`) : la sauvegarde n'en dit "
            "rien. Sans `termes`, un glossaire montre les mots de `cours.yaml`."
        )


def counts(course: Course, questions: int) -> str:
    """What came in, in one line."""
    modules = course.sequencing.modules
    steps = sum(1 for _step in course.sequencing.steps())
    sequences = sum(1 for _sequence in course.sequencing.sequences())
    return ", ".join(
        (
            ngettext("{n} module", "{n} modules", len(modules)).format(n=len(modules)),
            ngettext("{n} séquence", "{n} séquences", sequences).format(n=sequences),
            ngettext("{n} étape", "{n} étapes", steps).format(n=steps),
            ngettext("{n} question", "{n} questions", questions).format(n=questions),
        )
    )


def report(source: Path, release: str, course: Course, questions: int, notes: Sequence[str]) -> bytes:
    """The page, for the folder."""
    lines = [
        _("# Repris de « {name} »").format(name=source.name),
        "",
        _("Sauvegarde faite par Moodle {release}. Repris : {counts}.").format(
            release=release, counts=counts(course, questions)
        ),
        "",
        _("## À compléter"),
        "",
        _("Moodle ne connaît pas ces points. Rien n'a été inventé : `coursegen check` les montre un à un."),
        "",
        *(f"- {gap}" for gap in (*gaps(), *_first_words(course))),
        "",
        _("Pour voir le cours avant d'avoir fini : `coursegen build DOSSIER --brouillon`."),
        "",
        _("## À regarder"),
        "",
        *(f"- {note}" for note in notes),
    ]
    if not notes:
        lines.append(_("Tout a été repris tel quel."))
    return ("\n".join(lines) + "\n").encode()
