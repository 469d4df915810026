"""Banks to a GIFT text. GIFT carries eight types, no picture, no mark; what stays behind is listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape as escape_html
from types import MappingProxyType

from methodology.i18n import gettext as _
from methodology.question_formats.fractions import nearest_percent, percents_of, same_percent
from methodology.question_formats.gift.blocks import comment, escaped
from methodology.question_formats.gift.unsaid import unsaid
from methodology.question_formats.graded import numerical_answers, short_answers
from methodology.question_formats.losses import Loss
from methodology.question_formats.markup.plain import plain_text, says_it
from methodology.question_formats.markup.to_html import html_of_markdown
from methodology.question_formats.moodle_xml.types.names import NUMBERING_NAMES
from methodology.question_formats.moodle_xml.writer import Written
from methodology.question_formats.moodle_xml.writing import Html, decimal
from methodology.question_formats.naming import category_path, display_name, tags_of
from methodology.question_parts import OrderingGrading, OrderingRule, OrderingSelection, TextFormat
from methodology.questions import Bank, Question, QuestionType

_NAMES = {TextFormat.HTML: "html", TextFormat.MARKDOWN: "markdown", TextFormat.PLAIN: "plain"}
_NAMES[TextFormat.AUTO] = "moodle"
_PICTURE_HTML = re.compile(r"<img\b[^>]*?\balt=\"([^\"]*)\"[^>]*>|<img\b[^>]*>")
_PICTURE_MARKDOWN = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK_HTML = re.compile(r'<a href="(?:medias/|media:)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def write_gift(
    banks: Iterable[Bank], html: Html = html_of_markdown, above: Sequence[str] = (), prefix: str = ""
) -> Written:
    """The banks as one GIFT text, a category each, below the categories `above`. `prefix` begins every id."""
    parts: list[str] = []
    losses: list[Loss] = []
    for bank in banks:
        base = (*above, bank.title or bank.name)
        current: str | None = None
        for question in bank.questions:
            if question.category != current:
                current = question.category
                parts.append(f"$CATEGORY: {escaped_category(category_path(base, current))}")
            out = _QuestionWriter(question, html)
            if text := out.written(prefix):
                parts.append(text)
            losses.extend(out.losses)
        losses.extend(_categories(bank))
    return Written("\n\n".join(parts) + "\n", tuple(losses))


def escaped_category(path: str) -> str:
    """A path with its backslashes doubled: the only sign that counts there."""
    return path.replace("\\", "\\\\")


def _categories(bank: Bank) -> Iterator[Loss]:
    for category in bank.categories:
        yield Loss(category.path, "categories", _("le GIFT n'a pas de quoi décrire une catégorie"))


class _QuestionWriter:
    """One question, and what it could not carry."""

    def __init__(self, question: Question, html: Html) -> None:
        self.question = question
        self.losses: list[Loss] = []
        self._html = html

    def written(self, prefix: str) -> str:
        """The block of the question; empty when GIFT has no such type."""
        question = self.question
        write = _WRITERS.get(question.type)
        if write is None:
            reason = _("le GIFT n'a pas de question « {type} »").format(type=question.type.value)
            self.lose(_("question entière"), reason, _("Exportez-la en Moodle XML."))
            return ""
        answers = write(self)
        if answers is None:
            return ""
        for field, reason in unsaid(question):
            self.lose(field, reason, _("Exportez en Moodle XML pour le garder."))
        head = comment(f"{prefix}{question.id}", tags_of(question))
        return f"{head}\n::{escaped(self._one_line(display_name(question)))}::{self.text(question.text, None)}{answers}"

    def text(self, markdown: str, around: TextFormat | None) -> str:
        """A text, its format said where it isn't the one around it."""
        form, written = self._formatted(markdown)
        said = "" if form is around and not written.startswith("[") else f"[{_NAMES[form]}]"
        if around is None and form is TextFormat.AUTO and not written.startswith("["):
            said = ""
        return (said if markdown else "") + escaped(written)

    def feedback(self, markdown: str) -> str:
        """What is said to an answer, after its `#`; nothing when nothing is."""
        return f"#{self.text(markdown, self._format)}" if markdown else ""

    def general(self) -> str:
        """What is said to everybody: the last thing before the closing brace."""
        return f"####{self.text(self.question.feedback, self._format)}" if self.question.feedback else ""

    def percent(self, percent: float) -> str:
        """The percent, rounded to one that Moodle takes."""
        near = nearest_percent(percent)
        if not same_percent(near, percent):
            reason = _("Moodle n'admet pas {wanted} % : écrit {written} %")
            self.lose("part_pct", reason.format(wanted=decimal(round(percent, 5)), written=decimal(near)))
        return f"%{decimal(near)}%"

    def lose(self, field: str, reason: str, remedy: str = "") -> None:
        """Something stays behind."""
        loss = Loss(self.question.id, field, reason, remedy, self.question.where)
        if loss not in self.losses:
            self.losses.append(loss)

    def item(self, markdown: str) -> str:
        """An item to put in order: Moodle takes it as it stands, as HTML; signs that count are written as entities."""
        written = self._without_pictures(self._html(markdown, True), _PICTURE_HTML)
        written = re.sub(r"\s*\n\s*", " ", written)
        return re.sub(r"[{}\\#~=:]|^//", lambda m: "".join(f"&#{ord(sign)};" for sign in m[0]), written)

    @property
    def _format(self) -> TextFormat:
        return self._formatted(self.question.text)[0]

    def _formatted(self, markdown: str) -> tuple[TextFormat, str]:
        form = self.question.format
        if form is TextFormat.MARKDOWN:
            return form, self._without_pictures(markdown, _PICTURE_MARKDOWN)
        if says_it(form, markdown):
            return form, plain_text(markdown)
        html = self._without_pictures(self._html(markdown, True), _PICTURE_HTML)
        return TextFormat.HTML, _LINK_HTML.sub(self._link, html).replace("->", "-&gt;")

    def _without_pictures(self, text: str, pictures: re.Pattern[str]) -> str:
        def described(match: re.Match[str]) -> str:
            self.lose("images", _("le GIFT ne porte pas d'image : sa description la remplace"), _XML())
            return escape_html(match[1] or "", quote=False) if pictures is _PICTURE_MARKDOWN else match[1] or ""

        return pictures.sub(described, text)

    def _link(self, match: re.Match[str]) -> str:
        self.lose("medias", _("le GIFT ne porte pas de fichier : le lien devient un texte"), _XML())
        return match[1]

    def _one_line(self, text: str) -> str:
        return " ".join(text.split())


def _XML() -> str:  # noqa: N802
    return _("Exportez en Moodle XML pour le garder.")


def _choices(out: _QuestionWriter) -> str:
    question = out.question
    lines = []
    for choice, percent in zip(question.choices, percents_of(question.type, question.choices), strict=True):
        if question.type is QuestionType.SINGLE and same_percent(percent, 100):
            sign = "="
        else:
            sign = "~" if same_percent(percent, 0) else "~" + out.percent(percent)
        text = out.text(choice.text, out._format)
        if sign in ("=", "~") and text.startswith("%"):
            sign = "~%100%" if sign == "=" else "~%0%"
        lines.append(f"\t{sign}{text}{out.feedback(choice.feedback)}")
    return _braced(out, lines)


def _truth(out: _QuestionWriter) -> str:
    question = out.question
    right, wrong = question.feedback_true, question.feedback_false
    if not question.correct:
        right, wrong = wrong, right
    said = out.feedback(wrong) or ("#" if right else "")
    return f"{{{'TRUE' if question.correct else 'FALSE'}{said}{out.feedback(right)}{out.general()}}}"


def _pairs(out: _QuestionWriter) -> str:
    lines = [f"\t={_left(out, p.left)} -> {escaped(out._one_line(p.right))}" for p in out.question.pairs]
    lines += [f"\t= -> {escaped(out._one_line(text))}" for text in out.question.distractors]
    return _braced(out, lines)


def _left(out: _QuestionWriter, markdown: str) -> str:
    text = out.text(markdown, out._format)
    if "->" in text:
        out.lose("gauche", _("le GIFT prend « -> » pour la séparation : écrit « → »"))
    return text.replace("->", "→")


def _words(out: _QuestionWriter) -> str | None:
    answers = short_answers(out.question)
    if any("->" in answer.text for answer in answers):
        reason = _("une réponse contient « -> », que le GIFT prend pour un appariement")
        out.lose(_("question entière"), reason, _XML())
        return None
    lines = []
    for answer in answers:
        weight = out.percent(answer.percent) if answer.percent != 100 or answer.text.startswith("%") else ""
        lines.append(f"\t={weight}{escaped(out._one_line(answer.text))}{out.feedback(answer.feedback)}")
    return _braced(out, lines)


def _numbers(out: _QuestionWriter) -> str:
    lines = []
    answers = numerical_answers(out.question)
    for place, answer in enumerate(answers):
        if answer.text == "*":
            if place < len(answers) - 1 or answer.percent:
                out.lose("reponses_notees", _("le GIFT n'admet « * » qu'en dernier, pour 0 %"), _XML())
            continue
        weight = out.percent(answer.percent) if answer.percent != 100 else ""
        number = f"{answer.text.replace(',', '.')}:{decimal(answer.tolerance)}"
        lines.append(f"\t={weight}{number}{out.feedback(answer.feedback)}")
    if answers and answers[-1].text == "*":
        lines.append(f"\t~{out.feedback(answers[-1].feedback) or '#'}")
    return _braced(out, lines, "#")


def _order(out: _QuestionWriter) -> str:
    question = out.question
    rule = question.ordering or OrderingRule()
    grading = rule.grading
    if grading is OrderingGrading.LONGEST_ORDERED_SUBSET:
        reason = _("Moodle ne relit pas cette notation en GIFT : écrite « {name} »")
        grading = OrderingGrading.LONGEST_CONTIGUOUS_SUBSET
        out.lose("notation", reason.format(name=grading.value), _XML())
    count = len(question.items) if rule.selection is OrderingSelection.ALL else rule.shown
    head = (rule.selection.name, rule.layout.name, grading.name, "SHOW" if rule.show_grading else "HIDE")
    lines = [f">{max(2, count)} {' '.join(head)} {NUMBERING_NAMES[rule.numbering]}"]
    return _braced(out, [*lines, *map(out.item, question.items)], "", newline=False)


def _braced(out: _QuestionWriter, lines: Sequence[str], sign: str = "", newline: bool = True) -> str:
    general = [f"\t{out.general()}"] if out.question.feedback else []
    start = "\n" if newline else ""
    return f"{{{sign}{start}" + "\n".join([*lines, *general]) + "\n}"


_WRITERS: Mapping[QuestionType, Callable[[_QuestionWriter], str | None]] = MappingProxyType(
    {
        QuestionType.SINGLE: _choices,
        QuestionType.MULTIPLE: _choices,
        QuestionType.TRUE_FALSE: _truth,
        QuestionType.MATCH: _pairs,
        QuestionType.NUMERICAL: _numbers,
        QuestionType.SHORT_ANSWER: _words,
        QuestionType.ESSAY: lambda out: f"{{{out.general()}}}",
        QuestionType.DESCRIPTION: lambda _out: "",
        QuestionType.ORDERING: _order,
    }
)
