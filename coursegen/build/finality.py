"""What keeps outputs from being handed in: no logo or a useless one, no real template, a clause we translated.

Once they are made, each is read again: nothing with a mark of a draft is handed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from coursegen.build.kinds import Request, is_branded, is_templated, request_for, unfinished_of
from coursegen.charter.logo_file import logo_fault
from coursegen.errors import TemplateError
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext

_READ = (".pptx", ".docx", ".xlsx", ".odp", ".odt", ".ods")


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
    for logo in charter.logos:
        if logo.image and (fault := logo_fault(logo.image)):
            yield _("« {logo} » ne convient pas : {fault}. Demandez à son propriétaire un fichier plus grand.").format(
                logo=logo.name, fault=fault
            )


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
    if request.template is not None:
        from coursegen.charter_import.genuine import stand_in_of, why_not_genuine

        ask = why_not_genuine if charter.needs_template else stand_in_of
        if reason := ask(request.template):
            words = _("Le modèle de présentation n'est pas celui de « {charter} » : {reason}. Demandez le vrai.")
            yield words.format(charter=charter.title, reason=reason)


def refuse_draft_marks(paths: Sequence[Path]) -> None:
    """Raises TemplateError that names each Office file that bears a mark of a draft, with the place and the mark.

    Formats of 97-2003 aren't read: they are made from files that are.
    """
    reasons = [reason for path in paths if path.suffix in _READ for reason in _marks(path)]
    if reasons:
        words = _("Version finale refusée : une marque de brouillon reste, rien n'a été remis.")
        told = "\n".join(f"  – {reason}" for reason in reasons)
        raise TemplateError(
            f"{words}\n{told}",
            _("Levez ces raisons, ou construisez sans « --final » : les manques sont alors marqués comme tels."),
        )


def _marks(path: Path) -> Iterator[str]:
    from coursegen.conform.drafts import mark_in
    from coursegen.conform.reading import read_piece

    piece = read_piece(path)
    said = [(passage.place, passage.text) for passage in piece.passages]
    said += [(picture.place, text) for picture in piece.pictures for text in (picture.alt, picture.name)]
    found = {mark: place.words for place, text in reversed(said) if (mark := mark_in(text))}
    for mark, place in sorted(found.items()):
        where = f"{path.name}, {place}" if place else path.name
        yield _("{where} : « {mark} »").format(where=where, mark=mark)
