"""The families of rules, in the order in which a course is made."""

from __future__ import annotations

from dataclasses import dataclass

from methodology.i18n import N_


@dataclass(frozen=True, slots=True)
class RuleFamily:
    """A family: the letters its rules begin with, a French msgid naming it, the name of its page."""

    code: str
    name: str
    page: str


FAMILIES = (
    RuleFamily("BES", N_("Besoins"), "besoins"),
    RuleFamily("PUB", N_("Public"), "public"),
    RuleFamily("OBJ", N_("Objectifs"), "objectifs"),
    RuleFamily("ALI", N_("Alignement"), "alignement"),
    RuleFamily("SEQ", N_("Séquences et temps"), "sequences"),
    RuleFamily("MET", N_("Méthodes"), "methodes"),
    RuleFamily("EVA", N_("Évaluation"), "evaluation"),
    RuleFamily("QCM", N_("Questions"), "questions"),
    RuleFamily("SUP", N_("Diapositives"), "diapositives"),
    RuleFamily("DOC", N_("Documents"), "documents"),
    RuleFamily("LIS", N_("Lisibilité et langue"), "lisibilite"),
    RuleFamily("ACC", N_("Accessibilité"), "accessibilite"),
    RuleFamily("POI", N_("Poids et connexion"), "poids"),
    RuleFamily("MOO", N_("Plateforme"), "plateforme"),
    RuleFamily("PLA", N_("Publication sur la plateforme"), "publication"),
    RuleFamily("TRA", N_("Questions transversales"), "transversal"),
    RuleFamily("MAR", N_("Marque et charte"), "marque"),
    RuleFamily("CAL", N_("Calendrier"), "calendrier"),
    RuleFamily("LIV", N_("Livrables de la mission"), "livrables"),
    RuleFamily("DON", N_("Données personnelles"), "donnees"),
    RuleFamily("SUI", N_("Suivi"), "suivi"),
    RuleFamily("QUA", N_("Qualité"), "qualite"),
    RuleFamily("PRO", N_("Profils"), "profils"),
    RuleFamily("LIR", N_("Lecture du dossier"), ""),
    RuleFamily("IGN", N_("Remarques ignorées"), ""),
)
"""Every family; those without a page are the reader's and those of `ignorer`."""


def family_of(rule: str) -> RuleFamily:
    """The family of that id. Raises StopIteration when nobody declared it."""
    code = rule.partition("-")[0]
    return next(family for family in FAMILIES if family.code == code)
