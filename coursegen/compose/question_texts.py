"""The texts of a question: Markdown to HTML, the marks where an answer stands untouched."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from itertools import count

from coursegen.content.render import Renderer
from coursegen.content.sanitise import sanitise
from coursegen.courseware import Html
from methodology.question_formats.markup.codes import CLOZE_CODE, Codes
from methodology.questions import QuestionType

_LINK = re.compile(r'(?<=src=")medias/[^"]+(?=")')


class QuestionTexts:
    """Renders the texts of questions of one type."""

    def __init__(self, renderer: Renderer, kind: QuestionType) -> None:
        self._renderer = renderer
        self._kind = kind

    def body(self, markdown: str) -> Html:
        """What is asked. The codes of embedded answers become `{#1}`, `{#2}`."""
        html, numbers = self.fragment(markdown), count(1)
        if self._kind is not QuestionType.CLOZE:
            return html
        return Html(CLOZE_CODE.sub(lambda _match: f"{{#{next(numbers)}}}", html))

    def fragment(self, markdown: str) -> Html:
        """A text of several paragraphs."""
        return self._around(self._renderer.fragment, markdown)

    def inline(self, markdown: str) -> Html:
        """A text of one line."""
        return self._around(self._renderer.inline, markdown)

    def plain(self, words: str) -> str:
        """Words without marks, with the typography of the language."""
        return self._renderer.plain(words)

    def line(self, words: str) -> Html:
        """Words that may hold HTML of a line (sub, sup, b, i), as Moodle keeps them."""
        linked = _LINK.sub(lambda match: f"media:{self._renderer.media_name(match[0])}", words)
        return Html(sanitise(linked if "<" in linked else self.plain(linked)).strip())

    def escaped(self, words: str) -> Html:
        """Words where no HTML is meant."""
        return Html(escape(self.plain(words), quote=False))

    def _around(self, render: Callable[[str], Html], markdown: str) -> Html:
        codes = Codes(self._kind)
        return Html(codes.show(render(codes.hide(markdown))))
