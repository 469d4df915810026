"""TRA: a course that speaks of everybody, to everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from methodology.catalogue_data import catalogue_data
from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_, ngettext
from methodology.i18n import gettext as _
from methodology.readability import sentences
from methodology.rules.material import (
    as_written,
    everything_written,
    first_known,
    folded,
    learner_reading,
    texts_with,
    without_quotes,
)
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_WOMAN, _MAN = ("f", "femme", "feminin"), ("h", "m", "homme", "masculin")
_GENERIC = {
    "participants": "participantes", "apprenants": "apprenantes", "formateurs": "formatrices",
    "animateurs": "animatrices",
    "tuteurs": "tutrices", "enseignants": "enseignantes", "étudiants": "étudiantes", "agents": "agentes",
    "conseillers": "conseillères", "usagers": "usagères", "collaborateurs": "collaboratrices",
}  # fmt: skip
_ONE = {
    "participant": "participante", "apprenant": "apprenante", "formateur": "formatrice", "animateur": "animatrice",
    "tuteur": "tutrice", "enseignant": "enseignante",
}  # fmt: skip
_MASCULINE = re.compile(
    rf"\b(?:les|des|aux|ces|vos|leurs|nos|tous les) ({'|'.join(_GENERIC)})\b"
    rf"|\b(?:le|du|au|chaque|l['’]) ?({'|'.join(_ONE)})\b",
    re.IGNORECASE,
)
_HARD_TO_READ_ALOUD = re.compile(  # begins with its sign: words are many, signs few
    r"[(·•.-](?<=\w{3}[(·•.-])(?:(?<=\()(?:e|ne|te|se|fe|le|rice|euse|ère|trice)s?\)s?"
    r"|(?<=[·•])(?:e|ne|te|rice|euse|ère|trice)[·•]?s?\b"
    r"|(?<=\.)(?:e|ne|te|rice|euse|ère|trice)\.?s\b|(?<=-)(?:e|ne|trice)-s\b)"
)
_ENDING_HINTS = (
    "(e",
    "(ne",
    "(te",
    "(rice",
    "(euse",
    "(se",
    "(fe",
    "·",
    "•",
    ".e.",
    ".e ",
    ".es",
    ".ne",
    ".rice",
    "-e-",
    "-ne-",
)
_VULNERABLE = re.compile(
    r"informel|handicap|malvoyant|malentendant|\bsourde?\b|fauteuil|domestique|migrant|réfugié|\brurale?s?\b|veuves?|orphelin"
    r"|informal|disab|doméstic|discapacidad|deficiên|peu à l['’]aise avec (?:le numérique|la lecture)|illettr|analphab"
    r"|sin empleador|sem empregador|no employer|migran|refug|widow|orphan|huérfan|órfã|viúv|viud|hearing|sight|literacy"
)
_FIGURE = re.compile(
    r"\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|vingt|trente|moitié|tiers|quart|aucune?|zéro|seule?"
    r"|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter|none?|zero|dois|duas|três|quatro|cinco|metade|nenhuma?"
    r"|dos|tres|cuatro|mitad|ningun[oa]?)\b"
)
_NOT_CONCERNED = ("sans objet", "not applicable", "nao aplicavel", "no aplica")
_MARKERS = (0, 1, 2)


@rule("TRA-02", Severity.WARNING, Source.CONVENTION, N_("Portraits presque tous du même sexe"))
def parity(course: Course, limits: Limits) -> Iterator[Remark]:
    """The share of women among personas, as declared, or by well-known first names."""
    known = [sex for persona in course.needs.personas if (sex := _sex(persona.sex, persona.name))]
    share = 100 * known.count("f") / len(known) if known else 50.0
    if len(known) >= limits.parity_names and not limits.parity_least <= share <= limits.parity_most:
        women, least, most = known.count("f"), round(limits.parity_least), round(limits.parity_most)
        message = ngettext(
            "{women} femme sur {total} portraits ; visez de {least} à {most} %.",
            "{women} femmes sur {total} portraits ; visez de {least} à {most} %.",
            women,
        ).format(women=women, total=len(known), least=least, most=most)
        yield Remark(course.needs.where.at("personas"), message, _("Équilibrez les portraits, et leurs rôles."))


def _sex(declared: str, name: str) -> str:
    if declared:
        return "f" if folded(declared) in _WOMAN else "h" if folded(declared) in _MAN else ""
    first = folded(name.split(maxsplit=1)[0]) if name.split() else ""
    names = catalogue_data("first_names")
    return "f" if first in names["femmes"] else "h" if first in names["hommes"] else ""


@rule("TRA-03", Severity.WARNING, Source.TERMS, N_("Masculin employé pour tout le monde"))
def generic_masculine(course: Course, _limits: Limits) -> Iterator[Remark]:
    """« Les participants », « le formateur » with no feminine in the sentence: once a text."""
    if course.identity.language != "fr":
        return
    for read in learner_reading(course):
        hinted = read.hints_at(_GENERIC) or read.hints_at(_ONE)
        found = next(((b, word) for b in read.prose.blocks if (word := _alone(b.text))), None) if hinted else None
        if found:
            block, word = found
            message = _("« {word} » ne nomme que des hommes.").format(word=word)
            noun = word.split()[-1].lower()
            remedy = _("Écrivez « {feminine} et {masculine} », ou un mot commun : groupe, équipe, personnes, public.")
            said = remedy.format(feminine=(_GENERIC | _ONE)[noun], masculine=noun)
            yield Remark(read.at(block.line), message, said, read.text.subject)


def _alone(text: str) -> str:
    """A masculine whose feminine isn't in the same sentence; empty for none."""
    for sentence in sentences(without_quotes(text)) if _MASCULINE.search(text) else ():
        for found in _MASCULINE.finditer(sentence):
            noun = (found[1] or found[2]).lower()
            if (_GENERIC | _ONE)[noun] not in sentence.lower():
                return found[0] if found[1] else f"{found[0].removesuffix(found[2]).strip()} {found[2]}"
    return ""


@rule("TRA-04", Severity.WARNING, Source.CONVENTION, N_("Écriture inclusive illisible à voix haute"))
def read_by_machines(course: Course, _limits: Limits) -> Iterator[Remark]:
    """« (e) », « .e.s », « · »: screen readers stumble, and styles mix. Once a text."""
    for read in texts_with(course, _ENDING_HINTS):
        found = next(((b, m) for b in read.prose.blocks if (m := _HARD_TO_READ_ALOUD.search(b.text))), None)
        if found:
            block, match = found
            word = block.text[block.text.rfind(" ", 0, match.start()) + 1 : match.end()]
            message = _("« {text} » : un lecteur d'écran bute dessus.").format(text=word)
            remedy = _("Écrivez les deux formes, ou un mot commun.")
            yield Remark(read.at(block.line), message, remedy, read.text.subject)


@rule("TRA-05", Severity.WARNING, Source.CONVENTION, N_("Rôle stéréotypé"))
def stereotypes(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Roles given to one sex only in the same sentence, or words that do so."""
    patterns = _stereotypes()
    for read in texts_with(course, catalogue_data("stereotypes")["indices"]):
        for block in read.prose.blocks:
            spoken = without_quotes(block.text)
            found = patterns.search(folded(spoken))
            if found:
                message = _("« {text} » : les rôles suivent un stéréotype.").format(text=as_written(spoken, found))
                yield Remark(read.at(block.line), message, _("Inversez ou mêlez les rôles."), read.text.subject)


@cache
def _stereotypes() -> re.Pattern[str]:
    listed = catalogue_data("stereotypes")
    pairs = [rf"\b{low}\b[^.!?]{{0,80}}\b{high}\b" for pair in listed["paires"] for low, high in [pair]]
    return re.compile("|".join((*pairs, *(rf"\b{word}\b" for word in listed["mots"]))))


@rule("TRA-06", Severity.WARNING, Source.TERMS, N_("Aucun cas sur des publics vulnérables"))
def vulnerable_cases(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Somewhere, somebody the schemes reach least: informal work, disability, far from any office."""
    themes = course.identity.themes.vulnerable_groups.lower()
    told = everything_written(course).replace(themes, "") if themes else everything_written(course)
    if not _VULNERABLE.search(told):
        message = _("Aucun cas ne concerne l'économie informelle, le handicap ou un public éloigné des services.")
        remedy = _("Ajoutez un cas : une vendeuse de marché, une personne sourde, un village sans agence.")
        where = first_known(course.identity.themes.where.at("vulnerable_groups"), course.identity.where)
        yield Remark(where, message, remedy)


@rule("TRA-07", Severity.INFO, Source.CONVENTION, N_("Mesure pour l'environnement sans chiffre"))
def measured_environment(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Pages printed, part at a distance, weight: a measure that can be followed has a figure."""
    told = course.identity.themes.environment
    if told.strip() and not folded(told).startswith(_NOT_CONCERNED) and not _FIGURE.search(told.lower()):
        message = _("La mesure pour l'environnement ne se vérifie pas : elle n'a pas de chiffre.")
        remedy = _("Dites combien de pages imprimées par personne, ou quelle part à distance.")
        yield Remark(course.identity.themes.where.at("environment"), message, remedy)


@rule("TRA-08", Severity.WARNING, Source.NORM, N_("Marqueur genre ou handicap sans justification"))
def justified_markers(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A DAC marker of the OECD is 0, 1 or 2, and rests on what the course does."""
    themes = course.identity.themes
    markers = (
        ("gender_marker", course.identity.gender_marker, themes.gender),
        ("disability_marker", course.identity.disability_marker, themes.human_rights),
    )
    for field, marker, measure in markers:
        where = course.identity.where.at(field)
        if marker is not None and marker not in _MARKERS:
            message = _("Le marqueur {value} n'existe pas : 0 (non visé), 1 (significatif) ou 2 (principal).")
            yield Remark(where, message.format(value=marker), _("Corrigez-le."), field)
        elif marker and not measure.strip():
            message = _("Le marqueur vaut {value}, et aucune mesure du cours ne l'appuie.").format(value=marker)
            yield Remark(where, message, _("Écrivez la mesure dans « transversal: », ou mettez 0."), field)
