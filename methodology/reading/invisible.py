"""Signs that nobody sees: control characters, which break the files made of a text; marks that turn its order round.

The first are XML's forbidden characters (XML 1.0, 2.2) and those of Unicode's category Cc; tabulations and line ends
are what people type. The second are the overrides, embeddings and isolates of Unicode's bidirectional algorithm (UAX
9): they show something else than what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

from methodology.course import Course
from methodology.findings import Finding, Where
from methodology.i18n import gettext as _
from methodology.reading.faults import fault, notice
from methodology.texts import Audience, course_texts, written_strings

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_EITHER = re.compile(f"{CONTROL.pattern}|{TURNING.pattern}")


def invisible_faults(course: Course) -> Iterator[Finding]:
    """One finding a value, or a line of a text, that holds such a sign; the first sign is named."""
    for where, text in _everything(course):
        if _EITHER.search(text):
            yield from _in_text(where, text)


def _everything(course: Course) -> Iterator[tuple[Where, str]]:
    """Every value and every line of text, with its place."""
    yield from written_strings(course)
    for text in course_texts(course):
        if text.audience is not Audience.QUESTION and _EITHER.search(text.markdown):  # questions are among the values
            yield from ((text.at(n), line) for n, line in enumerate(text.markdown.split("\n"), 1))
    for person in course.access:
        for spec in fields(person):
            value = getattr(person, spec.name)
            if isinstance(value, str):
                yield person.where.at(spec.name), value


def _in_text(where: Where, text: str) -> Iterator[Finding]:
    control, turning = CONTROL.search(text), TURNING.search(text)
    if control:
        message = _("Un caractère de contrôle invisible (U+{code}) se trouve ici, après « {before} ».")
        said = message.format(code=_code(control), before=_before(text, control))
        yield fault("LIR-32", where, said, _("Effacez-le et retapez le texte à cet endroit."))
    if turning:
        message = _("Une marque invisible (U+{code}) retourne le sens de lecture ici, après « {before} ».")
        said = message.format(code=_code(turning), before=_before(text, turning))
        remedy = _("Effacez-la et retapez le texte à cet endroit : on y lit autre chose que ce qui est écrit.")
        yield notice("LIR-33", where, said, remedy)


def _code(found: re.Match[str]) -> str:
    return f"{ord(found[0]):04X}"


def _before(text: str, found: re.Match[str]) -> str:
    """The few signs before it that can be seen, on its line."""
    line = text[: found.start()].rpartition("\n")[2]
    return _EITHER.sub("", line)[-20:].strip()
