"""TRA: the cross-cutting themes of the terms of reference, each with something done about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

from methodology.course import Course, Themes
from methodology.field_names import french_name
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_NOTHING = re.compile(
    r"\W*(?:sans objet|néant|aucun[e]?|n\.?/?a\.?|non applicable|rien|not applicable|none|não aplicável|nada"
    r"|no aplica|-+)?\W*",
    re.IGNORECASE,
)


@rule("TRA-01", Severity.ERROR, Source.TERMS, N_("Thème transversal sans mesure concrète"))
def five_themes(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Each theme has a measure, or says why it doesn't apply."""
    themes = course.identity.themes
    for spec in fields(Themes):
        if spec.name == "where" or not _NOTHING.fullmatch(getattr(themes, spec.name)):
            continue
        name = french_name(Themes, spec.name)
        written = spec.name in themes.where.fields
        where = themes.where.at(spec.name) if written else course.identity.where.at("themes")
        message = _("Le thème transversal « {name} » n'a pas de mesure concrète.").format(name=name)
        remedy = _("Écrivez une mesure du cours, ou « sans objet : » et pourquoi.")
        yield Remark(where, message, remedy, name)
