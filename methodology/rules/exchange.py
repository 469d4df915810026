"""MOO: what leaves for the platform as a file arrives there whole: competency framework, access list.

Moodle's importers say nothing of what they drop: reference domain 4.2, read from admin/tool/lpimportcsv and
admin/tool/uploaduser.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from methodology.access import ACCESS_LIST, USERNAME, accounts, country_code, country_names, suggested_username
from methodology.competencies import competency_key, framework_key, framework_name, framework_tree
from methodology.course import Course
from methodology.delivery import Person
from methodology.field_names import french_name
from methodology.findings import Severity, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.needs import Competency, CompetencyRule
from methodology.reading.faults import nearest
from methodology.rules.material import first_known
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_EMAIL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9]"
                    r"(?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[_-][A-Za-z]+)*")
_FORMULA = re.compile(r"[=+@-]")
_LOST_IN_NAMES = "<>\\"
_LOST_IN_LEVELS = ",;|<>\\"


@rule("MOO-05", Severity.ERROR, Source.NORM, N_("Référentiel de compétences que la plateforme importerait mal"))
def importable_framework(course: Course, limits: Limits) -> Iterator[Remark]:
    """Ids and names that come through whole, a tree without holes, a scale that says when a competency is held."""
    if not course.needs.competencies:
        return
    yield from _framework_names(course, limits)
    yield from _framework_scale(course)
    placed = {id(node.competency) for node in framework_tree(course)}
    ids = Counter(competency.id for competency in course.needs.competencies)
    for competency in course.needs.competencies:
        yield from _competency_names(course, competency, limits)
        yield from _competency_place(competency, ids, id(competency) in placed)
        yield from _scale_faults(competency.where.at("levels"), competency.levels, competency.id)
        yield from _competency_rule(course, competency)


def _framework_names(course: Course, limits: Limits) -> Iterator[Remark]:
    """Those its author gives. A framework without takes them from the course: its code (see LIR-20), its title."""
    framework = course.needs.framework
    where = first_known(framework.where, course.needs.where)
    if framework.id:
        yield from _name_faults(framework_key(course), french_name(type(framework), "id"), where, limits, "")
    if framework.name.strip():
        yield from _name_faults(framework.name.strip(), "nom", where, limits, "")
    else:
        identity = course.identity
        at_title = identity.where.at("short_title" if identity.short_title else "title")
        yield from _lost_signs(framework_name(course), at_title, "")


def _framework_scale(course: Course) -> Iterator[Remark]:
    framework = course.needs.framework
    where = first_known(framework.where, course.needs.where)
    at_scale = where.at("scale")
    yield from _scale_faults(at_scale, framework.scale, "")
    if not framework.scale and (framework.start or framework.proficient):
        message = _("Le référentiel nomme un niveau sans donner son échelle.")
        yield Remark(where, message, _("Ajoutez « echelle: », du niveau le plus bas au plus haut."))
        return
    known = [name.strip() for name in framework.scale]
    for field in ("start", "proficient"):
        level = getattr(framework, field).strip()
        if level and level not in known:
            message = _("« {level} » n'est pas un niveau de l'échelle du référentiel.").format(level=level)
            remedy = _("Choisissez parmi : {names}.").format(names=", ".join(known))
            yield Remark(where.at(field), message, remedy)
    if known and framework.proficient.strip() == known[0]:
        message = _("La compétence serait acquise dès le premier niveau, « {level} ».").format(level=known[0])
        yield Remark(where.at("proficient"), message, _("Choisissez un niveau plus haut."))


def _scale_faults(where: Where, levels: tuple[str, ...], subject: str) -> Iterator[Remark]:
    names = [level.strip() for level in levels]
    if len(names) == 1:
        message = _("Une échelle d'un seul niveau ne dit pas quand la compétence est acquise.")
        yield Remark(where, message, _("Donnez au moins deux niveaux, du plus bas au plus haut."), subject)
    for name, times in Counter(names).items():
        if times > 1 or not name:
            message = _("L'échelle a un niveau vide, ou deux fois le même : « {level} ».").format(level=name)
            yield Remark(where, message, _("Donnez à chaque niveau un nom à lui."), subject)
        elif set(name) & set(_LOST_IN_LEVELS):
            message = _("Le niveau « {level} » contient un signe qui couperait l'échelle.").format(level=name)
            yield Remark(where, message, _("Retirez-en la virgule, et les signes ; | < > et \\."), subject)


def _competency_names(course: Course, competency: Competency, limits: Limits) -> Iterator[Remark]:
    where, subject = competency.where, competency.id
    if not subject.strip():
        message = _("Une compétence sans identifiant bloque l'import du référentiel.")
        yield Remark(where, message, _("Donnez-lui un « id: » court, par exemple C1."), competency.name)
    elif _NUMBER.fullmatch(subject):
        message = _("« {id} » n'est fait que de chiffres : Moodle confond 1, 01 et 1.0.").format(id=subject)
        remedy = _("Commencez par une lettre : C{id}. Dans le fichier, il devient {key}.").format(
            id=subject, key=competency_key(course, subject)
        )
        yield Remark(where.at("id"), message, remedy, subject, Severity.WARNING)
    key = competency_key(course, subject)
    if len(key) > limits.id_characters:
        yield _too_long(where.at("id"), key, limits, subject)
    yield from _name_faults(competency.name, "nom", where, limits, subject)


def _name_faults(name: str, label: str, where: Where, limits: Limits, subject: str) -> Iterator[Remark]:
    """What the importer would drop without a word: an empty name with all below it, the end of a long one, tags."""
    place = where.at("id" if label == "id" else "name")
    if not name.strip():
        message = _("Une compétence sans nom n'est pas importée, ni celles qu'elle contient.")
        yield Remark(place, message, _("Donnez-lui un « nom: » : un verbe, un objet, un contexte."), subject)
    elif len(name) > limits.id_characters:
        yield _too_long(place, name, limits, subject)
    yield from _lost_signs(name, place, subject)


def _lost_signs(name: str, place: Where, subject: str) -> Iterator[Remark]:
    if set(name) & set(_LOST_IN_NAMES):
        message = _("« {name} » contient un signe que la plateforme retire : <, > ou \\.").format(name=name)
        yield Remark(place, message, _("Écrivez-le avec des mots."), subject)


def _too_long(where: Where, text: str, limits: Limits, subject: str) -> Remark:
    message = _("« {start}… » a {count} caractères ; la plateforme coupe à {limit}, et deux noms coupés se confondent.")
    said = message.format(start=text[:40], count=len(text), limit=limits.id_characters)
    return Remark(where, said, _("Raccourcissez ; le reste va dans « description: »."), subject)


def _competency_place(competency: Competency, ids: Counter[str], placed: bool) -> Iterator[Remark]:
    if competency.id and ids[competency.id] > 1:
        message = _("Deux compétences s'appellent {id} : la seconde écraserait la première.").format(id=competency.id)
        yield Remark(competency.where.at("id"), message, _("Donnez un autre identifiant à l'une."), competency.id)
    elif competency.id and not placed:
        message = _("Compétence {id} : son parent « {parent} » n'existe pas, ou elle se contient elle-même.").format(
            id=competency.id, parent=competency.parent
        )
        remedy = _("Corrigez « parent: » ; sans cela elle n'est pas importée.")
        yield Remark(competency.where.at("parent"), message, remedy, competency.id)
    if competency.id and competency.id in competency.related:
        message = _("Compétence {id} : elle est liée à elle-même.").format(id=competency.id)
        yield Remark(competency.where.at("related"), message, _("Retirez ce lien."), competency.id)


def _competency_rule(course: Course, competency: Competency) -> Iterator[Remark]:
    if competency.rule is CompetencyRule.NONE:
        return
    where = competency.where.at("rule")
    children = [child for child in course.needs.competencies if child.parent == competency.id]
    if not children:
        message = _("Compétence {id} : une règle, mais aucune compétence en dessous.").format(id=competency.id)
        yield Remark(where, message, _("Retirez « regle: », ou donnez « parent: {id} » à d'autres."), competency.id)
    elif competency.rule is CompetencyRule.POINTS:
        wanted, total = competency.points_required or 0, sum(child.points or 0 for child in children)
        if wanted < 1 or wanted > total or any((child.points or 0) < 0 for child in children):
            message = _("Compétence {id} : {wanted} points requis, celles du dessous en apportent {total}.").format(
                id=competency.id, wanted=wanted, total=total
            )
            remedy = _("Donnez « points_requis: » (1 au moins) et les « points: » de celles du dessous.")
            yield Remark(where, message, remedy, competency.id)


@rule("MOO-12", Severity.ERROR, Source.NORM, N_("Liste d'accès que la plateforme refuserait en partie"))
def importable_accounts(course: Course, limits: Limits) -> Iterator[Remark]:
    """Each line makes one account, that of the right person. Messages name lines, never people: they travel."""
    yield from _twice(course)
    for account in accounts(course):
        person = account.person
        yield from _address(person, limits)
        yield from _username(person, account.username)
        yield from _names(person, limits)
        yield from _country(person)
        yield from _language(person)
        yield from _groups(person, limits)


def _line(person: Person) -> str:
    """What `ignorer` calls a line of the list."""
    return f"{ACCESS_LIST}:{person.where.line}"


def _remark(person: Person, field: str, message: str, remedy: str, severity: Severity | None = None) -> Remark:
    return Remark(person.where.at(field), message, remedy, _line(person), severity)


def _twice(course: Course) -> Iterator[Remark]:
    """Two lines with one address or one username, and people whose names give the same username."""
    emails: dict[str, Person] = {}
    usernames: dict[str, Person] = {}
    names: dict[str, Person] = {}
    for person in course.access:
        if not person.email:
            continue  # the reader has said so
        if (first := emails.setdefault(person.email.lower(), person)) is not person:
            message = _("Cette adresse est déjà à la ligne {line} : une personne, une adresse, un compte.")
            remedy = _("Retirez la ligne en double, ou donnez à chaque personne sa propre adresse.")
            yield _remark(person, "email", message.format(line=first.where.line), remedy)
        elif person.username and (first := usernames.setdefault(person.username, person)) is not person:
            message = _("Cet identifiant est déjà à la ligne {line}.").format(line=first.where.line)
            yield _remark(person, "username", message, _("Donnez-en un autre à l'une des deux personnes."))
        elif not person.username and (first := names.setdefault(suggested_username(person), person)) is not person:
            message = _("Même nom qu'à la ligne {line} : l'identifiant reçoit un numéro, selon l'ordre des lignes.")
            remedy = _("Fixez-les dans une colonne « identifiant », pour qu'ils ne changent pas si l'ordre change.")
            yield _remark(person, "last_name", message.format(line=first.where.line), remedy, Severity.WARNING)


def _address(person: Person, limits: Limits) -> Iterator[Remark]:
    if person.email and (not _EMAIL.fullmatch(person.email) or len(person.email) > limits.account_characters):
        message = _("Ce n'est pas une adresse de courriel que la plateforme accepte.")
        remedy = _("Écrivez-la en entier, sans espace ni accent : nom@organisme.org.")
        yield _remark(person, "email", message, remedy)


def _username(person: Person, username: str) -> Iterator[Remark]:
    if USERNAME.fullmatch(username):
        return
    if person.username:
        message = _("L'identifiant contient une majuscule, une espace, un accent ou un signe que la plateforme refuse.")
        remedy = _("Employez des minuscules sans accent, des chiffres, le point et le tiret.")
        yield _remark(person, "username", message, remedy)
    elif person.first_name or person.last_name:
        message = _("Le nom ne donne pas d'identifiant en lettres latines.")
        yield _remark(person, "last_name", message, _("Ajoutez une colonne « identifiant » et remplissez-la."))


def _names(person: Person, limits: Limits) -> Iterator[Remark]:
    for field in ("first_name", "last_name"):
        name = getattr(person, field)
        if len(name) > limits.account_characters or set(name) & set(_LOST_IN_NAMES) or _FORMULA.match(name):
            message = _("« {label} » est trop long, ou contient un signe qui n'est pas d'un nom.").format(
                label=french_name(Person, field)
            )
            yield _remark(person, field, message, _("Écrivez le nom seul, sans formule ni balise."))


def _country(person: Person) -> Iterator[Remark]:
    if person.country and country_code(person.country) is None:
        close = nearest(person.country, country_names())
        message = _("Ce pays n'est pas connu.")
        remedy = _("Vouliez-vous dire « {name} » ?").format(name=close) if close else ""
        yield _remark(person, "country", message, remedy or _("Écrivez son nom en français, ou son code : TG."))


def _language(person: Person) -> Iterator[Remark]:
    if person.language and not _LANGUAGE.fullmatch(person.language):
        message = _("Ce n'est pas un code de langue.")
        yield _remark(person, "language", message, _("Écrivez un code : fr, en, pt ou es."))


def _groups(person: Person, limits: Limits) -> Iterator[Remark]:
    """A bare number is taken for the internal number of some other group."""
    for field in ("group", "cohort"):
        name = getattr(person, field)
        if _NUMBER.fullmatch(name):
            message = _("« {name} » n'est fait que de chiffres : la plateforme y verrait un numéro interne.")
            remedy = _("Ajoutez un mot : « Groupe {name} ».").format(name=name)
            yield _remark(person, field, message.format(name=name), remedy)
        elif len(name) > limits.account_characters or set(name) & set(_LOST_IN_NAMES):
            message = _("Ce nom de groupe ou de cohorte est trop long, ou contient un signe refusé.")
            yield _remark(person, field, message, _("Écrivez un nom court, sans < > ni \\."))
