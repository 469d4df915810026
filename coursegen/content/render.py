"""Markdown of the folder to the HTML of a courseware: headings, boxes, figures, tables, links, typography."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from itertools import pairwise
from typing import Any

from markdown_it.token import Token

from coursegen.content.charts import CHART_BOX, chart_of
from coursegen.content.markdown import Directive, parse_directive, parser
from coursegen.content.media import MediaPool
from coursegen.content.players import MEDIA_BOXES, player_of
from coursegen.content.sanitise import sanitise
from coursegen.content.typography import NBSP, colon, polish
from coursegen.content.weight import weight_words
from coursegen.courseware import Html
from coursegen.i18n import gettext as _
from methodology.course import Course
from methodology.values import Text

_BOXES = {
    "objectif": "alert alert-primary",
    "definition": "alert alert-info",
    "exemple": "border rounded bg-light p-3 mb-3",
    "attention": "alert alert-warning",
    "a_retenir": "alert alert-success",
    "astuce": "alert alert-info",
    "activite": "alert alert-warning",
}

_SPACED = ("paragraph_open", "bullet_list_open", "ordered_list_open", "blockquote_open")

_PICTURE = re.compile(r'<img\b((?:[^>"]|"[^"]*")*?)\s*/?>')
# A line without one of these, begun by a letter, means the same in Markdown and in plain words: nothing to parse.
_NOT_PLAIN = re.compile(r"[^\w .,;:!?'’\"«»()/%€°–…=+-]|_|^[\W\d]|\s$")
_MEDIA_NAME = re.compile(r'\ssrc="media:([^"]*)"')


def box_label(name: str) -> str:
    """The word that opens a box."""
    return {
        "objectif": _("Objectif"),
        "definition": _("Définition"),
        "exemple": _("Exemple"),
        "attention": _("Attention"),
        "a_retenir": _("À retenir"),
        "astuce": _("Astuce"),
        "activite": _("À vous"),
    }[name]


class Renderer:
    """Renders the texts of one course and collects the media they show."""

    def __init__(self, course: Course, media: MediaPool, hues: Sequence[str] = ()) -> None:
        """`hues`: the charter's, for charts; by default those of the plainest one."""
        self.language = course.identity.language
        self.media = media
        self._code = course.identity.code
        self._markdown = parser(self.language)
        self._texts = {text.path: text.markdown for text in course.texts if text.path}
        self._in_transcript = False
        self._hues = hues

    def plain(self, text: str) -> str:
        """One line of plain text with the typography of the course's language."""
        return polish(text.strip(), self.language)

    def _words(self, text: str) -> str:
        """Plain words as the sanitiser writes them."""
        return polish(text, self.language).replace(NBSP, "&nbsp;")

    def html(self, text: Text) -> Html:
        """The whole text as a fragment; `##` becomes <h3>."""
        return self.fragment(text.markdown)

    def fragment(self, markdown: str) -> Html:
        """A piece of Markdown as a fragment."""
        if _is_plain(markdown):
            return Html(f"<p>{self._words(markdown)}</p>")
        return self._body(self._markdown.parse(markdown))

    def inline(self, markdown: str) -> Html:
        """A piece of Markdown of one paragraph, without the <p>."""
        if _is_plain(markdown):
            return Html(self._words(markdown))
        return self._finished(self._plain_run(self._markdown.parseInline(markdown)))

    def chapters(self, text: Text) -> tuple[tuple[str, Html], ...]:
        """A book's chapters as (title, body): one for each `#` heading; what stands before the first goes into it."""
        tokens = self._markdown.parse(text.markdown)
        starts = [n for n, t in enumerate(tokens) if t.type == "heading_open" and t.tag == "h1" and t.level == 0]
        if not starts:
            return (("", self.html(text)),)
        bounds = pairwise([*starts, len(tokens)])
        return tuple((_title(tokens[a + 1]), self._body(tokens[a + 3 : b])) for a, b in bounds)

    def opening(self, text: Text) -> Html:
        """What stands before the first `#` heading; the whole text when there is none."""
        tokens = self._markdown.parse(text.markdown)
        starts = (n for n, t in enumerate(tokens) if t.type == "heading_open" and t.tag == "h1" and t.level == 0)
        return self._body(tokens[: next(starts, len(tokens))])

    def media_name(self, path: str) -> str:
        """The shipped name of a file of the folder."""
        return self.media.take(path)

    def _body(self, tokens: Sequence[Token]) -> Html:
        return self._finished(self._render(tokens))

    def _finished(self, html: str) -> Html:
        """What may stand on a page; every picture with its size, so that nothing moves while it loads."""
        return Html(_PICTURE.sub(self._sized, sanitise(html, self._place)).strip())

    def _sized(self, match: re.Match[str]) -> str:
        attributes, name = match[1], _MEDIA_NAME.search(match[1])
        width, height = self.media.size(name[1]) if name else (0, 0)
        sized = width and " width=" not in attributes and " height=" not in attributes
        size = f' width="{width}" height="{height}"' if sized else ""
        lazy = "" if " loading=" in attributes else ' loading="lazy"'
        wait = "" if " decoding=" in attributes else ' decoding="async"'
        return f"<img{attributes}{size}{lazy}{wait}>"

    def _place(self, address: str) -> str:
        """What stands for a file or a step of the folder that raw HTML names; empty for what isn't there."""
        target = address.removeprefix("./")
        if target.startswith("media:"):
            return target if self.media.ships(target.removeprefix("media:")) else ""
        if target.startswith("medias/") and not self.media.holds(target):
            return ""
        return self._target(target)

    def _render(self, tokens: Sequence[Token]) -> str:
        """HTML of a token stream: our blocks by hand, the rest by markdown-it's own renderer."""
        out: list[str] = []
        run: list[Token] = []
        position = 0
        while position < len(tokens):
            made, used = self._own_block(tokens, position)
            if used:
                out.append(self._plain_run(run))
                out.append(made)
                run = []
            else:
                run.append(tokens[position])
            position += used or 1
        return "".join([*out, self._plain_run(run)])

    def _own_block(self, tokens: Sequence[Token], at: int) -> tuple[str, int]:
        """The HTML of the block that begins at `at` and how many tokens it takes; ("", 0) when it is not ours."""
        token = tokens[at]
        if token.type == "colon_fence" and (directive := parse_directive(token.info, token.content)):
            return self._directive(directive), 1
        if token.type == "paragraph_open" and (image := _lone_image(tokens[at + 1])):
            return self._figure(image), 3
        return "", 0

    def _directive(self, directive: Directive) -> str:
        if directive.name in MEDIA_BOXES:
            return self._player(directive)
        if directive.name == CHART_BOX:
            return self._chart(directive)
        tokens = self._markdown.parse(directive.body)
        look = _BOXES.get(directive.name)
        if look is None:
            return self._render(tokens)
        _close_up(tokens)
        inner = self._render(tokens)
        label = box_label(directive.name)
        title = f"{label}{colon(self.language)} {self.plain(directive.title)}" if directive.title else label
        return (
            f'<div class="{look} cg-{directive.name}" role="note"><p><strong>{escape(title)}</strong></p>{inner}</div>'
        )

    def _player(self, directive: Directive) -> str:
        """A film or a sound. A transcript holds no other player's transcript: two could hold each other."""
        made = player_of(directive, self.media, self._texts, self.language)
        made = replace(made, title=self.plain(made.title))
        if self._in_transcript or not made.transcript:
            return made.html("")
        self._in_transcript = True
        try:
            return made.html(self._render(self._markdown.parse(made.transcript)))
        finally:
            self._in_transcript = False

    def _chart(self, directive: Directive) -> str:
        """A chart as a drawing, its figures in a table under it: whoever doesn't see the one reads the other."""
        from coursegen.charter import load_charter
        from coursegen.content.chart_svg import chart_svg

        chart = chart_of(directive, self.language)
        drawing = chart_svg(chart, self._hues or load_charter("neutre").module_hues)
        data = drawing.svg.encode()
        name = self.media.add(
            f"graphique-{hashlib.sha256(data).hexdigest()[:8]}.svg", data, (drawing.width, drawing.height)
        )
        table = self._render([t for t in self._markdown.parse(directive.body) if t.type != "colon_fence"])
        legend = f'<figcaption class="figure-caption">{escape(chart.caption)}</figcaption>' if chart.caption else ""
        picture = f'<img class="figure-img img-fluid" src="media:{name}" alt="{escape(chart.alt)}">'
        label = escape(_("Les chiffres du graphique"))
        return (
            f'<figure class="figure cg-graphique">{picture}{legend}</figure>'
            f"<details><summary>{label}</summary>{table}</details>"
        )

    def _figure(self, image: Token) -> str:
        if self._is_words_only(image):
            return f"<p>{escape(image.content)}</p>"
        name = self.media.take(str(image.attrs["src"]), image.content)
        caption = str(image.attrs.get("title") or "")
        words = f"{escape(caption)} <small>({weight_words(self.media.weight(name))})</small>" if caption else ""
        legend = f'<figcaption class="figure-caption">{words}</figcaption>' if words else ""
        picture = f'<img class="figure-img img-fluid" src="media:{name}" alt="{escape(image.content)}">'
        return f'<figure class="figure">{picture}{legend}</figure>'

    def _is_words_only(self, image: Token) -> bool:
        """Whether its alternative text stands for the picture: of another site, or too heavy and not to be shown."""
        address = str(image.attrs["src"])
        return _is_remote(address) or self.media.is_dead_weight(address)

    def _plain_run(self, tokens: list[Token]) -> str:
        for token in tokens:
            _lower_heading(token)
            _dress_table(token)
            for child in token.children or ():
                self._place_link(child)
        html: Any = self._markdown.renderer.render(tokens, self._markdown.options, {})
        return str(html).replace("<table", '<div class="table-responsive"><table').replace("</table>", "</table></div>")

    def _place_link(self, token: Token) -> None:
        """Point links and pictures of the folder at what outputs will place."""
        if token.type == "image" and self.media.is_dead_weight(str(token.attrs["src"])):
            token.type, token.tag, token.children = "text", "", None
        elif token.type == "image" and not _is_remote(str(token.attrs["src"])):
            token.attrs["src"] = f"media:{self.media.take(str(token.attrs['src']), token.content)}"
        elif token.type == "link_open":
            token.attrs["href"] = self._target(str(token.attrs.get("href", "")))

    def _target(self, href: str) -> str:
        scheme, _colon, rest = href.partition(":")
        if scheme in ("etape", "evaluation"):
            return f"activity:{self._code}/{rest}"
        return f"media:{self.media.take(href)}" if href.startswith("medias/") else href


def _is_plain(markdown: str) -> bool:
    return bool(markdown) and not _NOT_PLAIN.search(markdown)


def _is_remote(address: str) -> bool:
    """Whether a picture would be loaded from elsewhere: it isn't; the words in its place are shown."""
    return address.startswith("//") or address.partition(":")[0].lower() in ("http", "https", "data", "ftp", "file")


def _title(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


def _lone_image(inline: Token) -> Token | None:
    children = inline.children or []
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def _lower_heading(token: Token) -> None:
    """`##` of a page is <h3>: the page's own title is the <h2> of the site."""
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(6, max(3, int(token.tag[1]) + 1))}"


def _close_up(tokens: list[Token]) -> None:
    """The last block of a box ends where the box does: a site's own space under it would add to the box's."""
    opening = next((t for t in reversed(tokens) if t.level == 0 and t.nesting >= 0), None)
    if opening is not None and opening.type in _SPACED:
        opening.attrJoin("class", "mb-0")


def _dress_table(token: Token) -> None:
    if token.type == "table_open":
        token.attrSet("class", "table table-bordered table-sm")
    elif token.type == "th_open":
        token.attrSet("scope", "col")
        token.attrs.pop("style", None)
    elif token.type == "td_open":
        token.attrs.pop("style", None)
