"""PLA: databases and first cards that the platform can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from methodology.activities.database import Card, CardField, CardValue, Database, FieldKind
from methodology.course import Course
from methodology.findings import Severity, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.reading.faults import suggestion
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.workings import placed_activities

_LONGEST = 255
_RESERVED = "[]#<>"
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_Fault = tuple[Where, str, str]


@rule("PLA-15", Severity.ERROR, Source.COHERENCE, N_("Base de données que la plateforme ne peut pas tenir"))
def sound_databases(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Fields with names of their own, and first cards that fill them as they are meant to be."""
    for subject, activity in placed_activities(course):
        if isinstance(activity, Database):
            for where, message, remedy in _faults(activity):
                said = _("{subject} : {message}").format(subject=subject, message=message)
                yield Remark(where, said, remedy, subject)


def _faults(activity: Database) -> Iterator[_Fault]:
    if not activity.fields:
        message = _("cette base de données n'a aucun champ : personne ne peut la remplir.")
        yield activity.where, message, _("Ajoutez « champs: » et un « nom: » pour chacun.")
        return
    yield from _same_names(activity)
    for field in activity.fields:
        yield from _field_faults(field)
    yield from _same_cards(activity)
    for card in activity.cards:
        yield from _card_faults(card, activity)


def _same_names(activity: Database) -> Iterator[_Fault]:
    seen: set[str] = set()
    for field in activity.fields:
        if (name := field.name.strip().casefold()) in seen:
            message = _("le champ « {name} » est là deux fois.").format(name=field.name)
            yield field.where.at("name"), message, _("Donnez-lui un autre nom, ou retirez-le.")
        seen.add(name)


def _field_faults(field: CardField) -> Iterator[_Fault]:
    if not field.name.strip() or len(field.name) > _LONGEST or set(field.name) & set(_RESERVED):
        message = _("« {name} » ne peut pas nommer un champ.").format(name=field.name)
        remedy = _("De 1 à {most} caractères, sans aucun de {signs}.").format(most=_LONGEST, signs=" ".join(_RESERVED))
        yield field.where.at("name"), message, remedy
    options = [option.strip().casefold() for option in field.options]
    if field.type.has_options and (len(set(options)) < len(options) or len(options) < 2):
        message = _("« {name} » : il faut au moins deux choix, tous différents.").format(name=field.name)
        yield field.where.at("options"), message, _("Complétez « choix: ».")
    elif field.options and not field.type.has_options:
        message = _("« {name} » : un champ « {kind} » n'a pas de choix.").format(name=field.name, kind=field.type.value)
        yield field.where.at("options"), message, _("Écrivez « type: choix » ou « type: cases », ou retirez-les.")
    for option in field.options:
        if not option.strip() or "##" in option or "\n" in option:
            message = _("« {name} » : un choix tient en une ligne, sans « ## ».").format(name=field.name)
            yield field.where.at("options"), message, _("Réécrivez-le.")


def _same_cards(activity: Database) -> Iterator[_Fault]:
    """Two cards of one id, or of one first value, by which a publication knows them again."""
    ids, firsts = set[str](), set[str]()
    first = activity.fields[0].name
    for card in activity.cards:
        value = " ".join(card.said(first)).casefold()
        if card.id.casefold() in ids:
            message = _("l'identifiant « {id} » est celui de deux fiches.").format(id=card.id)
            yield card.where.at("id"), message, _("Donnez-en un autre à l'une des deux.")
        elif value in firsts or not value:
            message = _("fiche « {id} » : « {name} », le premier champ, est vide ou le même qu'ailleurs.")
            remedy = _("Remplissez-le, ou mettez en premier un champ qui distingue les fiches (titre, nom).")
            yield card.where, message.format(id=card.id, name=first), remedy
        ids.add(card.id.casefold())
        firsts.add(value)


def _card_faults(card: Card, activity: Database) -> Iterator[_Fault]:
    known = {field.name: field for field in activity.fields}
    seen: set[str] = set()
    for one in card.values:
        if one.field not in known:
            message = _("fiche « {id} » : il n'y a pas de champ « {name} ».").format(id=card.id, name=one.field)
            yield one.where, message, suggestion(one.field, list(known))
        elif one.field in seen:
            message = _("fiche « {id} » : « {name} » est rempli deux fois.").format(id=card.id, name=one.field)
            yield one.where, message, _("Gardez une seule des deux lignes.")
        else:
            yield from _value_faults(card, one, known[one.field])
        seen.add(one.field)
    for field in activity.fields:
        if field.required and not card.said(field.name):
            message = _("fiche « {id} » : « {name} » est obligatoire et manque.").format(id=card.id, name=field.name)
            yield card.where, message, _("Ajoutez une ligne « {name}: … ».").format(name=field.name)


def _value_faults(card: Card, one: CardValue, field: CardField) -> Iterator[_Fault]:
    values = card.said(field.name)
    place = one.where.at("values")
    if field.type.most and len(values) > field.type.most:
        message = _("fiche « {id} » : « {name} » ne prend qu'une valeur.").format(id=card.id, name=field.name)
        yield place, message, _("Gardez-en une, ou écrivez « type: cases ».")
        return
    wrong = next((value for value in values if not _fits(field, value)), None)
    if field.type is FieldKind.LINK:
        wrong = next((value for value in values[:1] if not _is_address(value)), None)
    if wrong is not None:
        message = _("fiche « {id} » : « {name} » n'admet pas « {value} ».")
        yield place, message.format(id=card.id, name=field.name, value=wrong), _remedy(field, wrong)


def _fits(field: CardField, value: str) -> bool:
    if field.type.has_options:
        return value in field.options
    if field.type is FieldKind.NUMBER:
        return _NUMBER.fullmatch(value.strip()) is not None
    if field.type is FieldKind.DATE:
        return _is_day(value.strip())
    return True


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-03-09")


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and " " not in text


def _remedy(field: CardField, value: str) -> str:
    if field.type.has_options:
        return suggestion(value, list(field.options))
    return {
        FieldKind.NUMBER: _("Écrivez un nombre seul, comme 12 ou 12,5."),
        FieldKind.DATE: _("Écrivez-la ainsi : 2026-03-09."),
    }.get(field.type, _("Écrivez l'adresse complète, qui commence par https://."))
