"""What libyaml says in English about a text that isn't YAML, said to an author: where, why, how to mend."""

from __future__ import annotations

import re

import yaml

from methodology.findings import Finding, Where
from methodology.i18n import N_, ngettext
from methodology.i18n import gettext as _
from methodology.reading.faults import fault
from methodology.reading.quotes import LostQuote, lost_quote
from methodology.reading.source import Source

_OPENED_EARLIER = re.compile(r"unexpected|expected ',' or")
_TAB_INDENT = re.compile(r"^ *\t")

_QUOTE = N_('Mettez le texte entre guillemets droits : titre: "Analyser : la demande".')
_ALIGN = N_("Alignez cette ligne avec ses voisines, avec des espaces seulement.")

_CLOSE_QUOTES = N_("Fermez les guillemets.")
_CLOSE_FLOW = N_("Fermez la liste [ … ] ou le groupe { … } ; mettez les textes à virgule entre guillemets.")
_UNCLOSED = N_("Des guillemets ouverts ici ne sont jamais fermés.")

# (what libyaml says, what it means, how to mend): the first that is found in the problem wins
_MEANINGS = (
    ("mapping values are not", N_("Un deux-points suivi d'une espace, ici, coupe le texte en deux."), _QUOTE),
    ("cannot start any token", N_("Un texte ne peut pas commencer par ce caractère."), _QUOTE),
    ("could not find expected ':'", N_("Cette ligne n'a pas la forme « champ: valeur »."), _ALIGN),
    ("did not find expected key", N_("Le nom d'un champ est attendu ici."), _ALIGN),
    ("did not find expected '-'", N_("Une ligne de la liste, avec son tiret, est attendue ici."), _ALIGN),
    ("block sequence entries are not allowed", N_("Un tiret de liste n'est pas à sa place."), _ALIGN),
    ("did not find expected ',' or", N_("Une virgule ou un crochet fermant manque."), _CLOSE_FLOW),
    ("while parsing a flow", N_("Une liste [ … ] ou un groupe { … } est mal formé."), _CLOSE_FLOW),
    ("unexpected end of stream", _UNCLOSED, _CLOSE_QUOTES),
    ("unexpected document indicator", _UNCLOSED, _CLOSE_QUOTES),
    (
        "unknown escape character",
        N_("La barre « \\ » entre guillemets droits annonce un code, inconnu ici."),
        N_("Doublez la barre, ou employez des apostrophes droites autour du texte."),
    ),
    (
        "quoted scalar",
        N_("Quelque chose suit des guillemets fermés."),
        N_("Entourez le texte entier de guillemets."),
    ),
    ("expected alphabetic or numeric", N_("Un texte ne peut pas commencer par * ou &."), _QUOTE),
    ("did not find expected <document start>", N_("Du texte se trouve en dehors des champs."), _ALIGN),
    ("block scalar", N_("Le texte sous « | » ou « > » est mal commencé ou mal aligné."), _ALIGN),
    ("wrongly indented line", N_("Cette ligne est mal alignée."), _ALIGN),
)
_OTHERWISE = (N_("Cette ligne n'est pas du YAML."), _ALIGN)


def syntax_fault(source: Source, error: yaml.MarkedYAMLError) -> Finding:
    """The fault to show: a tabulation or a lost quotation mark when there is one to blame, or what libyaml found."""
    tabbed = [number for number, line in enumerate(source.text.split("\n"), 1) if _TAB_INDENT.match(line)]
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if tabbed and tabbed[0] <= line:
        return _tabulation(source, tabbed)
    quote = lost_quote(source.text, line)
    if quote:
        return _lost(source, quote)
    meaning, remedy = _meaning(f"{error.context or ''} {error.problem or ''}")
    if error.context_mark and _OPENED_EARLIER.search(error.problem or ""):
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
    return fault("LIR-06", Where(source.name, line, column), _(meaning), _(remedy))


def _lost(source: Source, quote: LostQuote) -> Finding:
    if quote.closed_at:
        where = Where(source.name, quote.line, quote.closed_at)
        if quote.apostrophe:
            remedy = _("Employez des guillemets doubles autour d'un texte qui contient une apostrophe.")
            return fault("LIR-06", where, _("Cette apostrophe ferme le texte commencé par une apostrophe."), remedy)
        remedy = _("Entourez le texte entier de guillemets ; dedans, citez avec « … ».")
        return fault("LIR-06", where, _("Quelque chose suit des guillemets fermés."), remedy)
    where = Where(source.name, quote.line, quote.column)
    return fault("LIR-06", where, _(_UNCLOSED), _("Fermez le guillemet de la ligne {n}.").format(n=quote.line))


def _meaning(said: str) -> tuple[str, str]:
    for problem, meaning, remedy in _MEANINGS:
        if problem in said:
            return meaning, remedy
    return _OTHERWISE


def _tabulation(source: Source, lines: list[int]) -> Finding:
    column = source.text.split("\n")[lines[0] - 1].index("\t") + 1
    message = _("Une tabulation sert de retrait ; YAML n'admet que des espaces.")
    others = len(lines) - 1
    if others:
        message += " " + ngettext(
            "{n} autre ligne est dans ce cas.", "{n} autres lignes sont dans ce cas.", others
        ).format(n=others)
    return fault(
        "LIR-07",
        Where(source.name, lines[0], column),
        message,
        _("Remplacez chaque tabulation par deux espaces."),
    )
