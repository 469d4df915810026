"""A user's template looked at before anything is made with it: refused, or taken with remarks."""

from __future__ import annotations

from coursegen.charter import Charter
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.mapping import Mapped, map_layouts
from coursegen.outputs.slides.signature import missing_statement, shows
from coursegen.outputs.slides.template import opened_template


def check_template(template: bytes, charter: Charter | None = None, statement: str = "") -> tuple[str, ...]:
    """What the template's user should know, one line a remark. Raises TemplateError when it can't be used.

    With the course's `charter`, and its funding `statement` where it isn't the charter's own, the remark says what is
    missing; without, what is to be checked.
    """
    deck = opened_template(template)
    layouts = map_layouts(deck, layouts_for(charter, template))
    statement = statement or (charter.funding if charter else "")
    missing = missing_statement(charter, statement, deck) if charter else ""
    own = charter is not None and charter.template == template  # its colours, fonts and logos are the charter's
    shown = bool(statement and shows(deck, statement)) or (own and not missing)
    remarks = [] if shown else [_replaced(missing, charter)]
    return (*remarks, *layouts.stand_ins())


def mapped_layouts(template: bytes, chosen: tuple[tuple[str, str], ...] = ()) -> tuple[Mapped, ...]:
    """Which layout of a template serves which kind of slide, as data. Raises TemplateError."""
    return map_layouts(opened_template(template), chosen).rows()


def template_report(template: bytes) -> tuple[str, ...]:
    """Which layout of a user's template serves which kind of slide, one line each. Raises TemplateError."""
    return map_layouts(opened_template(template)).report()


def layouts_for(charter: Charter | None, template: bytes | None) -> tuple[tuple[str, str], ...]:
    """The charter's own choice of layouts, where that template is its own."""
    return charter.layouts if charter is not None and charter.template == template and template else ()


def _replaced(missing: str, charter: Charter | None) -> str:
    if missing:
        return _(
            "Votre gabarit remplace l’habillage : vérifiez qu’il porte l’emblème et la mention « {statement} » ; "
            "à défaut, seule la diapositive de crédits les montre."
        ).format(statement=missing)
    if charter:
        return _("Votre gabarit remplace l’habillage : couleurs, polices et logos de la charte ne s’y ajoutent pas.")
    return _("Votre gabarit remplace l’habillage : vérifiez qu’il porte l’emblème et la mention de financement.")
