"""What differs between two backups, one sentence a difference."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from coursegen.activity_names import activity_noun
from coursegen.i18n import gettext as _
from coursegen.inspection.names import field_name, question_type
from moodle_backups.compare import Change, Difference, Thing

_MOMENT: Final = re.compile(r"[12]\d{9}")
_UNNAMED: Final = re.compile(r"section-(\d+)")


@dataclass(frozen=True, slots=True)
class Told:
    """A difference in words, and under which title it stands."""

    title: str
    words: str
    difference: Difference


def told_differences(differences: Iterable[Difference]) -> tuple[Told, ...]:
    """Every difference in words, in the order given."""
    return tuple(Told(_title(one), _words(one), one) for one in differences)


def _title(one: Difference) -> str:
    if one.thing is Thing.COURSE:
        return _("Le cours")
    if one.thing is Thing.SECTION:
        return _("Section « {name} »").format(name=_section(one.name))
    return " > ".join(map(_section, filter(None, one.place))) or one.name


def _section(name: str) -> str:
    """An unnamed section is called by its number."""
    number = _UNNAMED.fullmatch(name)
    return _("section {number}").format(number=number[1]) if number else name


def _words(one: Difference) -> str:
    what = _what(one)
    match one.change:
        case Change.ADDED:
            return _("{what} : nouveau.").format(what=what)
        case Change.REMOVED:
            return _("{what} : n'y est plus.").format(what=what)
        case Change.MOVED if one.before.isdecimal():
            return _("{what} : passe de la place {before} à la place {after}.").format(
                what=what, before=one.before, after=one.after
            )
        case Change.MOVED if one.before:
            return _("{what} : passe de « {before} » à « {after} ».").format(
                what=what, before=_section(one.before), after=_section(one.after)
            )
        case Change.MOVED:
            return _("{what} : change de place.").format(what=what)
        case Change.RENAMED:
            return _("{what} : devient « {after} ».").format(what=what, after=one.after)
        case Change.FILE:
            return _("{what} : remplacé par un autre contenu.").format(what=what)
    return _value_words(what, one)


def _value_words(what: str, one: Difference) -> str:
    field = {
        Change.ANSWER: _("réponse ({field})"),
        Change.GRADE: _("note ({field})"),
        Change.TEXT: _("texte ({field})"),
    }.get(one.change, "{field}").format(field=field_name(one.field))
    if one.excerpt == "(markup)":
        return _("{what}, {field} : la mise en forme change, les mots sont les mêmes.").format(what=what, field=field)
    if one.excerpt:
        return f"{what}, {field} : {one.excerpt}"
    before, after = _said(one.before), _said(one.after)
    if not before:
        return _("{what}, {field} : {after} (rien avant).").format(what=what, field=field, after=after)
    if not after:
        return _("{what}, {field} : {before} avant, plus rien.").format(what=what, field=field, before=before)
    return _("{what}, {field} : {before} → {after}.").format(what=what, field=field, before=before, after=after)


def _said(value: str) -> str:
    """A value as people read it: a moment as a date, yes and no in words."""
    if _MOMENT.fullmatch(value):
        return f"{datetime.fromtimestamp(int(value), UTC):%d/%m/%Y %H:%M}"
    return {"true": _("oui"), "false": _("non")}.get(value, value)


def _what(one: Difference) -> str:
    name = f"« {_section(one.name)} »"
    return {
        Thing.COURSE: name,
        Thing.SECTION: name,
        Thing.ACTIVITY: f"{activity_noun(one.kind)} {name}",
        Thing.QUESTION: _("question {name} ({kind})").format(name=name, kind=question_type(one.kind)),
        Thing.FILE: _("fichier {name}").format(name=name),
    }[one.thing]
