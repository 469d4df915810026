"""What keeps a document from being final: what a person must still write, a logo or a template that nobody gave."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.charter import Charter
from coursegen.charter.logo_file import logo_fault
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.unwritten import for_the_author, prompts
from methodology.findings import Severity
from methodology.mission.catalogues import load_catalogue
from methodology.mission.model import Mission

_SHOWN = 3


def shortcomings(issued: Issued, charter: Charter, mission: Mission) -> Iterator[str]:
    """Each reason why it can't be handed in yet, in words."""
    yield from _unwritten(issued)
    if issued.by_hand:
        yield _("ce cadre s'écrit à la main : remplissez-le, puis nommez votre fichier dans « fichiers: » du livrable")
    yield from issued.remarks
    demands = load_catalogue(mission.catalogue).demands
    for logo in charter.logos:
        if logo.image is None:
            yield _("le fichier du {logo} manque à la charte « {name} »").format(logo=logo.name, name=charter.title)
        elif fault := logo_fault(logo.image):
            words = _("le fichier du {logo} de la charte « {name} » ne convient pas : {fault}")
            yield words.format(logo=logo.name, name=charter.title, fault=fault)
    if charter.clause_provisional and issued.document.clause:
        yield _("la clause de non-responsabilité est notre traduction, pas le texte du programme")
    if demands.get("clause") is Severity.ERROR and not issued.document.clause:
        yield _("la clause de non-responsabilité manque : la charte « {name} » n'en a pas").format(name=charter.title)
    if issued.needs_template and not mission.template_waivers:
        yield _("SOCIEUX+ fournit le modèle : reportez-y ce texte, ou notez son accord écrit dans « derogations »")


def too_long(issued: Issued, pages: int) -> str:
    """What is wrong with that many pages; empty when nothing is."""
    if issued.most_pages is None or pages <= issued.most_pages:
        return ""
    words = ngettext("{pages} page, pour {most} au plus", "{pages} pages, pour {most} au plus", pages)
    return words.format(pages=pages, most=issued.most_pages)


def _unwritten(issued: Issued) -> Iterator[str]:
    left = [*prompts(issued.document.blocks)]
    if left:
        words = ngettext(
            "{count} passage reste à écrire : {which}", "{count} passages restent à écrire : {which}", len(left)
        )
        which = ", ".join(f"« {prompt} »" for prompt in left[:_SHOWN]) + ("…" if len(left) > _SHOWN else "")
        yield words.format(count=len(left), which=which)
    for sentence in dict.fromkeys(for_the_author(issued.document.blocks)):
        yield _("une consigne s'adresse à vous, pas à qui lit : « {words} »").format(words=sentence)
