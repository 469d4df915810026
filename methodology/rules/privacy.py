"""DON: no personal data in what is published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.material import read_texts
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.=-])(?:\+|00)\d{1,3}(?:[\s.-]?\d{2,3}){3,5}(?!\w)")
_MADE_UP = re.compile(r"@(?:[\w-]+\.)*(?:exemple?|example)\.\w+$|\.(?:example|invalid|test)$", re.IGNORECASE)


@rule("DON-01", Severity.ERROR, Source.NORM, N_("Donnée personnelle dans un texte du cours"))
def personal_data(course: Course, _limits: Limits) -> Iterator[Remark]:
    """An address or a telephone number of somebody the course doesn't announce as a contact."""
    announced = _announced(course)
    for read in read_texts(course):
        text = read.text
        for found in _contacts(text.markdown):
            data = found[0]
            if data.lower() not in announced and not _MADE_UP.search(data):
                message = _("« {data} » est une donnée personnelle, publiée avec le cours.").format(data=data)
                remedy = _("Retirez-la, ou mettez une adresse inventée en « @exemple.org ».")
                line = text.markdown.count("\n", 0, found.start()) + 1
                yield Remark(text.at(line), message, remedy, text.subject)


def _contacts(markdown: str) -> Iterator[re.Match[str]]:
    """Addresses and telephone numbers; most texts hold no sign of either."""
    if "@" in markdown:
        yield from _EMAIL.finditer(markdown)
    if "+" in markdown or "00" in markdown:
        yield from _PHONE.finditer(markdown)


def _announced(course: Course) -> set[str]:
    """The addresses the author gives as contacts."""
    contact = course.identity.contact
    given = [contact.email] if contact else []
    given += [trainer.email for trainer in course.delivery.trainers]
    given += _EMAIL.findall(course.delivery.platform.support)
    return {address.lower() for address in given if address}
