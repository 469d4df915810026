"""Names of questions, files and categories, between the folder and Moodle."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from itertools import count
from pathlib import PurePosixPath

from methodology.question_formats.markup.codes import CLOZE_CODE
from methodology.question_formats.markup.plain import plain_text
from methodology.questions import Question
from methodology.values import Bloom

NAME_LENGTH = 100
_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_CONTEXT = re.compile(r"^\$(?:course|module|system|cat\d*|coursecat)\$(?:/|$)")
_BLOOM_TAG = re.compile(r"bloom:\s*([1-6])", re.IGNORECASE)
_TOP = "top"
CASE_STUDY = "etude_de_cas"
OBJECTIVE, BLOOM = "objectif:", "bloom:"


def display_name(question: Question) -> str:
    """What teachers see in Moodle's bank: the title, or the id and the beginning of the text."""
    return question.title or _name_of(question.id, question.text)


def _name_of(id_: str, text: str) -> str:
    words = re.sub(r"[<>\s]+", " ", plain_text(CLOZE_CODE.sub("___", text))).strip()
    name = f"{id_} {words}".rstrip()
    return name if len(name) <= NAME_LENGTH else name[:NAME_LENGTH].rpartition(" ")[0] + "…"


def id_in_name(name: str, text: str) -> str:
    """The id with which a name begins, when it is one that `display_name` made for that text; else empty."""
    first = name.partition(" ")[0]
    return first if _WELL_FORMED.fullmatch(first) and _name_of(first, text) == name else ""


def own_title(name: str, question: Question) -> str:
    """The title that stands in that name; empty when the name only repeats id and text."""
    return "" if name == display_name(question) else name


def slug(text: str, length: int = 60) -> str:
    """Letters, digits and hyphens that recall the text; empty when it has none."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_only)[:length].strip("-").lower()


def free_id(idnumber: str, name: str, bank: str, taken: Collection[str]) -> str:
    """An id for the folder: what follows the last `/` of the idnumber when it may serve, else made from the name."""
    wanted = idnumber.rsplit("/", 1)[-1].strip()
    if not _WELL_FORMED.fullmatch(wanted):
        wanted = slug(wanted) or slug(name, 50) or f"{slug(bank, 40) or 'question'}-{len(taken) + 1:02d}"
    if wanted.casefold() not in taken:
        return wanted
    numbers = (f"{wanted[:54]}-{number}" for number in count(2))
    return next(id_ for id_ in numbers if id_.casefold() not in taken)


def media_name(bank: str, name: str) -> str:
    """Where a file enclosed in a bank lies in the folder: `medias/<bank>/<portable name>`."""
    path = PurePosixPath(name.replace("\\", "/"))
    suffix = re.sub(r"[^A-Za-z0-9.]", "", path.suffix)[:10]
    return f"medias/{slug(bank) or 'questions'}/{slug(path.stem) or 'fichier'}{suffix.lower()}"


def numbered_media_name(name: str, digest: str) -> str:
    """The same name for another content."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}-{digest[:8]}{path.suffix}"))


def split_category(path: str) -> tuple[str, ...]:
    """The names in a category's path as Moodle writes it, context and `top` left out; `//` is a slash in a name."""
    inside = _CONTEXT.sub("", path.strip())
    names = [name.replace("\0", "/").strip() for name in inside.replace("//", "\0").split("/")]
    names = [name for name in names if name]
    return tuple(names[1:] if names[:1] == [_TOP] else names)


def join_category(names: Sequence[str]) -> str:
    """The path of these names, as `Question.category` and Moodle write it."""
    return "/".join(name.replace("/", "//") for name in names)


def category_path(base: Sequence[str], category: str) -> str:
    """The whole path of a category in a course, for Moodle's importer."""
    return "$course$/" + join_category((_TOP, *base, *split_category(category)))


def tags_of(question: Question) -> tuple[str, ...]:
    """The tags of a question: its objective and level, that results are read by, then its own."""
    ours = (
        f"{OBJECTIVE}{question.objective}" if question.objective else "",
        f"{BLOOM}{int(question.bloom)}" if question.bloom else "",
        CASE_STUDY if question.case_study else "",
    )
    return tuple(tag for tag in (*ours, *question.tags) if tag)


def sorted_tags(tags: Sequence[str]) -> tuple[str, Bloom | None, bool, tuple[str, ...]]:
    """Objective, level, whether it is a case, and the other tags. Moodle sorts them, so do we."""
    objective, bloom, case_study = "", None, False
    others: list[str] = []
    for tag in (tag.strip() for tag in tags):
        if tag.casefold().startswith(OBJECTIVE) and not objective:
            objective = tag[len(OBJECTIVE) :].strip()
        elif (level := _BLOOM_TAG.fullmatch(tag)) and bloom is None:
            bloom = Bloom(int(level[1]))
        elif tag.casefold() == CASE_STUDY:
            case_study = True
        elif tag and tag not in others:
            others.append(tag)
    return objective, bloom, case_study, tuple(sorted(others, key=str.casefold))
