"""The access list as a platform takes it: an account for each person; worked out from a Course.

What Moodle admits: reference domain 4.1, and admin/tool/uploaduser.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from methodology.catalogue_data import catalogue_data
from methodology.course import Course
from methodology.delivery import Person

ACCESS_LIST = "acces.csv"
"""The file of the course folder that holds the list."""

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
"""What Moodle takes without a setting of the site, apart from « @ »."""

# Letters that have no accent to take off; those of West African alphabets among them.
_LETTERS = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_LETTERS |= {"ɛ": "e", "ɔ": "o", "ŋ": "ng", "ɲ": "ny", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ə": "e"}
_AS_ASCII = str.maketrans(_LETTERS)


@dataclass(frozen=True, slots=True)
class Account:
    """The account of a person: what the platform is told. `country` is a code or empty, `language` never empty."""

    person: Person
    username: str
    email: str
    country: str
    language: str


def accounts(course: Course) -> tuple[Account, ...]:
    """An account for each line of the list, in its order. Of people with one name, the second gets « 2 »."""
    usernames = _usernames(course.access)
    return tuple(
        Account(person, username, person.email.lower(), country_code(person.country) or "", _language(course, person))
        for person, username in zip(course.access, usernames, strict=True)
    )


def country_code(name: str) -> str | None:
    """The code of a country given by its code or its name; None when nobody knows it."""
    return _countries().get(plain(name))


def country_names() -> tuple[str, ...]:
    """The French names of the countries, for whoever mistypes one."""
    return tuple(catalogue_data("countries")["names"].values())


def due_date(course: Course) -> date | None:
    """The last day to hand the list in: so many days before the first session; None without a dated session."""
    starts = [session.start for session in course.delivery.sessions if session.start]
    return min(starts) - timedelta(days=course.delivery.platform.access_list_days) if starts else None


def plain(text: str) -> str:
    """The text in lower-case ASCII, single spaces, as names are compared."""
    bare = unicodedata.normalize("NFKD", text.lower().translate(_AS_ASCII).replace("’", "'"))
    return " ".join(bare.encode("ascii", "ignore").decode().split())


def suggested_username(person: Person) -> str:
    """`prenom.nom` in ASCII; the beginning of the address for a name written in another alphabet."""
    parts = [_slug(person.first_name), _slug(person.last_name)]
    name = ".".join(part for part in parts if part) or _slug(person.email.partition("@")[0])
    return name[:90].strip(".-")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "", plain(text)).strip("-")


def _usernames(people: tuple[Person, ...]) -> Iterator[str]:
    taken = {person.username for person in people if person.username}
    for person in people:
        username = person.username or _free(suggested_username(person), taken)
        taken.add(username)
        yield username


def _free(wanted: str, taken: set[str]) -> str:
    """The name, or the name and the first number that nobody has."""
    if wanted not in taken:
        return wanted
    return next(name for n in range(2, len(taken) + 3) if (name := f"{wanted}{n}") not in taken)


def _language(course: Course, person: Person) -> str:
    """As Moodle writes it: `fr`, `pt_br`."""
    return (person.language or course.identity.language).strip().lower().replace("-", "_")


@cache
def _countries() -> Mapping[str, str]:
    table = catalogue_data("countries")
    known = {plain(alias): code for alias, code in table["alias"].items()}
    for code, name in table["names"].items():
        known[plain(name)] = known[plain(code)] = code
    return known
