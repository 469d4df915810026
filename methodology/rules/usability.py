"""ACC, POI: instructions, titles, tests and pages that everybody can use, offline too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from methodology.activities.url import Url
from methodology.course import Course
from methodology.findings import Severity, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.material import as_written, folded, learner_reading, read_texts, texts_with, without_quotes
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.workings import quizzes

_COLOURS = r"(?:rouges?|verte?s?|bleue?s?|jaunes?|oranges?|grise?s?|violette?s?)"
_COLOUR_HINTS = (
    " rouge",
    " vert",
    " bleu",
    " jaune",
    " orange",
    " gris",
    " violet",
    " à droite",
    " à gauche",
    " de droite",
    " de gauche",
)
_BY_COLOUR = re.compile(
    r"\b(?:boutons?|zones?|cases?|liens?|mots?|lignes?|cellules?|textes?|encadres?|pastilles?)"
    rf" (?:en )?{_COLOURS}\b"
    rf"|\b(?:ecrits?|ecrites?|indique\w*|marque\w*|surligne\w*|apparai\w+) en {_COLOURS}\b"
)
_BY_PLACE = re.compile(
    r"\b(?:bouton|menu|colonne|image|schema|encadre|bloc|lien|onglet)s? (?:situee?s? )?(?:(?:en haut|en bas) )?"
    r"(?:a|de) (?:droite|gauche)\b"
)
_DRAGS = re.compile(
    r"\b(?:glissez|faites glisser|glisser-deposer)\b|\bdeplacez? (?:les?|la|chaque) (?:etiquette|image|mot)"
    r"|drag and drop"
)
_OTHERWISE = re.compile(r"clavier|liste deroulante|menu|sans souris|sinon|autre moyen|a defaut|papier")
_MORE_TIME = re.compile(r"temps|majore|tiers|duree|sans limite|minut")
_GENERIC_TITLE = re.compile(
    r"(?:page|document|sans titre|titre|nouveau|test|module|sequence|etape|partie|activite|lecon|chapitre)s?\s*[\d.]*"
)
_TYPED_BULLET = re.compile(r"^\s*(?:[•▪◦‣●■➢➔→]|\([a-z0-9]\)|\d+°)\s*\S", re.MULTILINE)
_TAB_INSIDE = re.compile(r"\S\t+\S")
_AUTOPLAY = re.compile(r"\bautoplay\b|[?&]auto_?play=(?:1|true)|<marquee|<blink", re.IGNORECASE)
_KB = 1_000


@rule("ACC-06", Severity.WARNING, Source.NORM, N_("Consigne fondée sur la couleur ou la place (WCAG 1.3.3, 1.4.1)"))
def colour_or_place(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Who doesn't see the colour or the page can't follow."""
    for read in learner_reading(course):
        for block in read.prose.blocks if read.hints_at(_COLOUR_HINTS) else ():
            spoken = without_quotes(block.text)
            text = folded(spoken)
            found = _BY_COLOUR.search(text) or _BY_PLACE.search(text)
            if found:
                message = _("« {text} » : qui ne voit pas la couleur ou la page ne peut pas suivre.")
                remedy = _("Nommez aussi l'objet : son titre, son numéro, son texte.")
                said = message.format(text=as_written(spoken, found))
                yield Remark(read.at(block.line), said, remedy, read.text.subject)


@rule("ACC-07", Severity.ERROR, Source.NORM, N_("Glisser-déposer sans autre moyen (WCAG 2.5.7)"))
def dragging(course: Course, _limits: Limits) -> Iterator[Remark]:
    """An instruction to drag, in a text that gives no other way."""
    for read in texts_with(course, ("glissez", "glisser", "placez ", "drag and")):
        text = folded(read.text.markdown)
        found = _DRAGS.search(text)
        if found and not _OTHERWISE.search(text):
            written = as_written(read.text.markdown, found)
            message = _("« {text} » : sans souris, on ne peut pas.").format(text=written)
            line = text.count("\n", 0, found.start()) + 1
            yield Remark(read.at(line), message, _("Donnez un autre moyen : une liste, le clavier."), read.text.subject)


@rule("ACC-09", Severity.WARNING, Source.NORM, N_("Test chronométré sans aménagement (WCAG 2.2.1)"))
def timed_tests(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A limit of time, and nothing said for who needs more."""
    told = folded(" ".join((*course.delivery.accessibility, *course.needs.participants.arrangements)))
    for subject, _minutes, quiz in quizzes(course):
        if quiz.minutes_limit > 0 and not _MORE_TIME.search(told):
            message = _("Test de {subject} : {minutes} min, sans temps majoré pour qui en a besoin.").format(
                subject=subject, minutes=quiz.minutes_limit
            )
            remedy = _("Dites-le dans « accessibilite: » : un tiers de temps en plus sur demande.")
            yield Remark(quiz.where.at("minutes_limit"), message, remedy, subject)


@rule("ACC-10", Severity.ERROR, Source.NORM, N_("Titre qui ne dit rien (WCAG 2.4.2)"))
def telling_titles(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A title that only says what kind of thing it is on."""
    for where, title, subject in _titles(course):
        if not title.strip() or _GENERIC_TITLE.fullmatch(folded(title).strip()):
            message = _("« {title} » ne dit pas de quoi il s'agit.").format(title=title)
            yield Remark(where.at("title"), message, _("Dites ce qu'on y fait : « Vérifier les pièces »."), subject)


def _titles(course: Course) -> Iterator[tuple[Where, str, str]]:
    yield course.identity.where, course.identity.title, course.identity.code
    for module in course.sequencing.modules:
        yield module.where, module.title, module.id
        for sequence in module.sequences:
            yield sequence.where, sequence.title, sequence.id
            yield from ((s.where, s.title, f"{sequence.id}/{s.id}") for s in sequence.steps if s.activity)


@rule("ACC-12", Severity.WARNING, Source.CONVENTION, N_("Liste ou colonnes tapées à la main"))
def real_lists(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Bullets typed as signs and columns made of tabs aren't lists nor tables for a screen reader."""
    for read in read_texts(course):
        text = read.text.markdown
        found = _TYPED_BULLET.search(text) or ("\t" in text and _TAB_INSIDE.search(text))
        if found and "```" not in text:
            message = _("« {text} » : une liste ou des colonnes tapées à la main ne se lisent pas à voix haute.")
            line = text.count("\n", 0, found.start() + len(found[0]) - len(found[0].lstrip())) + 1
            remedy = _("Commencez la ligne par « - », ou faites un tableau.")
            yield Remark(read.at(line), message.format(text=" ".join(found[0].split())), remedy, read.text.subject)


@rule("ACC-13", Severity.ERROR, Source.NORM, N_("Média qui se lance tout seul (WCAG 1.4.2, 2.2.2)"))
def nothing_plays_by_itself(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A sound or a movement nobody has asked for."""
    for read in texts_with(course, ("autoplay", "auto_play", "<marquee", "<blink")):
        found = _AUTOPLAY.search(read.text.markdown)
        if found:
            message = _("« {text} » : ce média se lance sans qu'on le demande.").format(text=found[0])
            line = read.text.markdown.count("\n", 0, found.start()) + 1
            yield Remark(read.at(line), message, _("Laissez chaque personne le lancer."), read.text.subject)


@rule("POI-06", Severity.WARNING, Source.CONVENTION, N_("Activité impossible hors connexion"))
def offline(course: Course, limits: Limits) -> Iterator[Remark]:
    """A link to another site, for people whose line is weak, in a sequence without an offline variant."""
    line = course.needs.participants.connection
    if line is None or line.speed_kbps is None or line.speed_kbps >= limits.weak_line_kbps:
        return
    for sequence, step in course.sequencing.steps():
        if isinstance(step.activity, Url) and not sequence.offline_variant.strip():
            message = _("Étape {id} : un lien vers un autre site ne s'ouvre pas hors connexion.").format(
                id=f"{sequence.id}/{step.id}"
            )
            remedy = _("Mettez l'essentiel sur une page, ou écrivez « variante_hors_connexion: ».")
            yield Remark(step.where, message, remedy, f"{sequence.id}/{step.id}")


@rule("POI-07", Severity.INFO, Source.CONVENTION, N_("Page lente à ouvrir"))
def loading_time(course: Course, limits: Limits) -> Iterator[Remark]:
    """Seconds for a page and its pictures, at the participants' speed."""
    line = course.needs.participants.connection
    speed = (line.speed_kbps if line else None) or limits.line_kbps
    sizes = {f"medias/{media.name}": media.weight for media in course.media}
    for read in learner_reading(course):
        shown = {link.target for link in read.prose.links if link.image}
        kilobytes = (len(read.text.markdown) + sum(sizes.get(target, 0) for target in shown)) / _KB
        seconds = 8 * kilobytes / speed
        if seconds > limits.loading_seconds:
            message = _("Cette page demande {seconds} s à {speed} kbit/s ; visez {most} s.").format(
                seconds=round(seconds), speed=speed, most=limits.loading_seconds
            )
            heaviest = max(shown, key=lambda target: sizes.get(target, 0), default="")
            remedy = _("Allégez « {name} ».").format(name=PurePosixPath(heaviest).name)
            yield Remark(read.text.where, message, remedy, read.text.subject)
