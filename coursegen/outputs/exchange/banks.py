"""Every bank of a course in one file, dressed as the course's pages are, below a category named after the course."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from coursegen.content.media import MediaPool
from coursegen.content.render import Renderer
from coursegen.errors import InputError
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from methodology.course import Course
from methodology.question_formats.gift import write_gift
from methodology.question_formats.losses import Loss
from methodology.question_formats.moodle_xml import Material, Written, write_moodle_xml
from methodology.question_parts import CombinedFeedback
from methodology.questions import Bank, Question, QuestionType

_ACTIVITY_LINK = re.compile(r'<a href="activity:[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_WITH_COMBINED = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.MATCH)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A file's text, and the report of what it could not carry (empty when it carried all)."""

    text: str
    report: str


def moodlexml_file(course: Course) -> Exchanged:
    """Every question in Moodle XML, pictures enclosed."""
    texts = _Texts(course)
    material = Material(html=texts.html, media=texts.data)
    banks = [_with_usual_feedback(bank) for bank in course.banks]
    written = write_moodle_xml(banks, material, _above(course), f"{course.identity.code}/")
    return _exchanged(course, written, texts)


def gift_file(course: Course) -> Exchanged:
    """Every question that GIFT has room for."""
    texts = _Texts(course)
    written = write_gift(course.banks, texts.html, _above(course), f"{course.identity.code}/")
    return _exchanged(course, written, texts)


def _above(course: Course) -> tuple[str, ...]:
    """The category that holds those of the banks."""
    return (course.identity.short_title or course.identity.title,)


class _Texts:
    """Markdown as the course's pages show it. Links into the course lead nowhere in a bank: their words stay."""

    def __init__(self, course: Course) -> None:
        self._pool = MediaPool(course, as_written=True)
        self._renderer = Renderer(course, self._pool)
        self.links: list[str] = []

    def html(self, markdown: str, inline: bool) -> str:
        """The fragment; one paragraph alone comes without its <p> when `inline`."""
        html = str(self._renderer.fragment(markdown)) if markdown.strip() else ""
        if inline and html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
            html = html[3:-4]
        return _ACTIVITY_LINK.sub(self._words, html)

    def data(self, link: str) -> bytes | None:
        """The content of a file that a text shows (`media:NAME`) or a question names (`medias/...`)."""
        try:
            name = self._pool.take(link) if link.startswith("medias/") else link.removeprefix("media:")
        except InputError:
            return None
        return next((file.data for file in self._pool.files if file.name == name), None)

    def _words(self, match: re.Match[str]) -> str:
        self.links.append(match[1])
        return match[1]


def _with_usual_feedback(bank: Bank) -> Bank:
    """The bank; questions with choices say what the course's tests say to any answer."""
    usual = CombinedFeedback(correct=_("Exact."), partial=_("En partie exact."), incorrect=_("Pas encore."))

    def said(question: Question) -> Question:
        silent = question.combined is None and question.type in _WITH_COMBINED
        return replace(question, combined=usual) if silent else question

    return replace(bank, questions=tuple(map(said, bank.questions)))


def _exchanged(course: Course, written: Written, texts: _Texts) -> Exchanged:
    losses = list(written.losses)
    if texts.links:
        reason = _("un lien vers une activité du cours ne mène nulle part dans une banque : son texte reste")
        count = len(texts.links)
        losses.append(Loss(ngettext("{n} lien", "{n} liens", count).format(n=count), _("lien"), reason))
    return Exchanged(written.text, _report(course, losses) if losses else "")


def _report(course: Course, losses: list[Loss]) -> str:
    title = ngettext(
        "{title} : {n} réglage que ce format ne porte pas.",
        "{title} : {n} réglages que ce format ne porte pas.",
        len(losses),
    ).format(title=course.identity.title, n=len(losses))
    return "\n".join([title, "", *_lines(losses)]) + "\n"


def _lines(losses: Iterable[Loss]) -> Iterator[str]:
    """A line a thing lost, with the questions concerned, in the order they come."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for loss in losses:
        groups.setdefault((loss.field, loss.reason, loss.remedy), []).append(loss.question)
    for (field, reason, remedy), questions in groups.items():
        named = ", ".join(dict.fromkeys(questions))
        yield _("- {field} : {reason}. {remedy}").format(field=field, reason=reason, remedy=remedy).rstrip()
        yield "  " + _("Questions : {named}").format(named=named)
