"""What keeps outputs from being handed in: a logo nobody gave, no real template, a clause that is our translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coursegen.build.kinds import Request, is_branded, is_templated, request_for, unfinished_of
from coursegen.errors import TemplateError
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext


def refuse_unfinished(request: Request, kinds: Sequence[str]) -> None:
    """Raises TemplateError that names each reason why these kinds aren't fit to be handed in, with its remedy."""
    reasons = list(dict.fromkeys(_reasons(request, kinds)))
    if not reasons:
        return
    words = ngettext(
        "Version finale refusée, pour {count} raison : rien n'a été construit.",
        "Version finale refusée, pour {count} raisons : rien n'a été construit.",
        len(reasons),
    )
    told = "\n".join(f"  – {reason}" for reason in reasons)
    raise TemplateError(
        f"{words.format(count=len(reasons))}\n{told}",
        _("Levez ces raisons, ou construisez sans « --final » : les manques sont alors marqués comme tels."),
    )


def _reasons(request: Request, kinds: Sequence[str]) -> Iterator[str]:
    if any(map(is_branded, kinds)):
        yield from _logo_reasons(request)
        yield from _clause_reasons(request)
    if any(map(is_templated, kinds)):
        yield from _template_reasons(request)
    for name in kinds:
        yield from unfinished_of(name, request_for(name, request))


def _logo_reasons(request: Request) -> Iterator[str]:
    charter = request.charter
    for logo in charter.missing_logos:
        words = _(
            "« {logo} » manque. Demandez le fichier à son propriétaire, puis : "
            "coursegen charter import MODELE --nom {name} --logo {key}=FICHIER"
        )
        yield words.format(logo=logo.name, name=charter.name, key=logo.key)


def _clause_reasons(request: Request) -> Iterator[str]:
    if request.charter.clause and request.charter.clause_provisional:
        yield _(
            "La clause de non-responsabilité est notre traduction, pas le texte du programme. Demandez-le, et "
            "écrivez-le dans « clause: » de la charte avec « traduction: officielle »."
        )


def _template_reasons(request: Request) -> Iterator[str]:
    charter = request.charter
    if charter.needs_template and request.template is None:
        words = _(
            "Le modèle de présentation de « {charter} » manque. Donnez-le par --gabarit FICHIER, ou une fois pour "
            "toutes : coursegen charter import MODELE --nom {name}"
        )
        yield words.format(charter=charter.title, name=charter.name)
