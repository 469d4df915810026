"""Templates and the headers every page goes out with."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.i18n import number as in_words
from coursegen.sandbox.http import Answer
from methodology.i18n import current_language

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self';"
    " font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'self'"
)
"""Nothing from elsewhere, no script but ours; `style` attributes of an author do no harm."""
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@cache
def _environment() -> Environment:
    loader = PackageLoader("coursegen.sandbox.pages", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals |= {"_": _, "ngettext": ngettext, "in_words": in_words, "percents": percents}
    return made


def percents(value: float) -> str:
    """A share for people: 12,5 stays 12,5."""
    return in_words(value, 0 if value == round(value) else 1)


def rendered(template: str, status: int = 200, **values: Any) -> Answer:
    """A page from a template."""
    text = _environment().get_template(template).render(language=current_language(), **values)
    return Answer(text.encode(), status, headers=HEADERS)


def to(place: str) -> Answer:
    """Go elsewhere; what was sent is not sent again."""
    return Answer(b"", 303, headers={**HEADERS, "Location": place})


def missing(words: str = "") -> Answer:
    """There's no such page."""
    return rendered("message.html", 404, title=_("Page introuvable"), text=words or _("Cette adresse ne mène à rien."))


def unreadable(reason: str) -> Answer:
    """What the page is made of can't be read any more."""
    words = _("Le paquet de ce cours ne se lit plus ({reason}). Publiez le cours à nouveau.").format(reason=reason)
    return rendered("message.html", 500, title=_("Paquet illisible"), text=words)
