"""HTML of Moodle to Markdown, and what Markdown has no way to say.

Conversion by markdownify (MIT); only what is written differently here is of our own: escaping, boxes, figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

from methodology.i18n import gettext as _
from methodology.question_formats.markup.plain import escaped, escaped_inline, escaped_line_start

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

Report = Callable[[str], None]
"""Is told, in words, what is left behind."""

_KNOWN = frozenset(
    "p br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code div span strong em b i u s del ins strike"
    " sub sup small mark abbr q kbd var samp time cite a img figure figcaption table caption thead tbody tfoot"
    " tr th td colgroup col section article header footer main html body head title center tt address nobr wbr"
    " font".split()
)
_DROPPED = frozenset(
    "script style iframe object embed form input button textarea select applet canvas svg math noscript".split()
)
_PLAYERS = frozenset({"audio", "video", "source", "track"})
_LOOKS = ("style", "align", "valign", "bgcolor", "color", "face", "border", "width", "height")
_HARMLESS_STYLE = re.compile(r"^\s*(?:(?:text-align:\s*left|vertical-align:\s*[a-z-]+)\s*;?\s*)*$", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\s*(?:<p(?: dir=\"ltr\")?(?: style=\"text-align: left;\")?>([^<]*)</p>\s*)+", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p[^>]*>([^<]*)</p>", re.IGNORECASE)
_BLOCKS = frozenset("p div li td th blockquote h1 h2 h3 h4 h5 h6 dd dt section article figure body html".split())
_BOX = re.compile(r"^cg-([a-z_]+)$")
_LABEL = re.compile(r"^\*\*[^*]*?(?:[\s\u00a0\u202f]:\s(?P<title>.*))?\*\*$")
DEEPEST = 150


def markdown_of_html(html: str, report: Report) -> str:
    """The Markdown of an HTML fragment. Never raises: what is too deep keeps its words, and that is reported."""
    if "<" not in html:
        return _words(html)
    if _PARAGRAPHS.fullmatch(html):
        return "\n\n".join(filter(None, (_words(text) for text in _PARAGRAPH.findall(html))))
    return _converted(html, report)


def markdown_of_auto(text: str, report: Report) -> str:
    """The Markdown of a text in Moodle's automatic format: HTML where a line end is a line break."""
    if re.search(r"<[A-Za-z/!]|&#?\w+;", text):
        return markdown_of_html(text.replace("\n", "<br>"), report)
    return escaped(text)


def _words(html: str) -> str:
    """Running text; HTML's blanks are one space, a hard space stays."""
    return escaped(re.sub(r"[ \t\r\n]+", " ", unescape(html)))


def _converted(html: str, report: Report) -> str:
    from bs4 import BeautifulSoup

    try:
        soup = BeautifulSoup(html, "html.parser")
        _report_losses(soup, report)
        markdown = str(_converter().convert_soup(soup))
    except RecursionError:
        report(_("une mise en page trop imbriquée"))
        return escaped(unescape(re.sub(r"<[^<>]*>", " ", html)))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)(?<!\\)[ \t]+$", "", markdown)).strip().removesuffix("\\").rstrip()


def _report_losses(soup: BeautifulSoup, report: Report) -> None:
    for tag in soup.find_all(True):
        if tag.name in _DROPPED:
            report(_("la balise « {name} »").format(name=tag.name))
        elif tag.name in _PLAYERS:
            if tag.name in ("audio", "video"):
                report(_("un lecteur de son ou de vidéo, devenu un lien"))
        elif tag.name not in _KNOWN:
            report(_("la balise « {name} »").format(name=tag.name))
        elif _has_looks(tag):
            report(_("une mise en forme : couleur, taille, alignement"))


def _has_looks(tag: Tag) -> bool:
    for name in _LOOKS:
        value = str(tag.get(name, ""))
        if value and not (name == "style" and _HARMLESS_STYLE.match(value)):
            return True
    return tag.name in ("font", "center")


@cache
def _converter() -> Any:
    """Made once: markdownify is only loaded when there is HTML to read."""
    import markdownify

    library: Any = markdownify  # its stubs know less than it holds
    abstract_inline_conversion = library.abstract_inline_conversion

    class Converter(library.MarkdownConverter):  # type: ignore[misc]  # its stubs hide it
        convert_u = abstract_inline_conversion(lambda _self: "<u>")
        convert_ins = abstract_inline_conversion(lambda _self: "<u>")
        convert_mark = abstract_inline_conversion(lambda _self: "<mark>")
        convert_small = abstract_inline_conversion(lambda _self: "<small>")
        convert_strike = abstract_inline_conversion(lambda _self: "~~")

        def escape(self, text: str, parent_tags: set[str]) -> str:
            return escaped_inline(text)

        def process_text(self, el: Any, parent_tags: set[str] | None = None) -> str:
            text = str(super().process_text(el, parent_tags=parent_tags))
            if "pre" in (parent_tags or ()) or "code" in (parent_tags or ()):
                return text
            first, *others = text.split("\n")
            first = escaped_line_start(first) if _begins_line(el) else first
            return "\n".join((first, *map(escaped_line_start, others)))

        def convert_hN(self, n: int, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: N802
            # A page's own title is the site's <h2>: `##` is written <h3>, and read back from it.
            return str(super().convert_hN(max(2, n - 1), el, text, parent_tags))

        def convert_div(self, el: Any, text: str, parent_tags: set[str]) -> str:
            names = [match[1] for name in el.get("class", ()) if (match := _BOX.match(name))]
            return _box(names[0], text) if names else str(super().convert_div(el, text, parent_tags))

        def convert_figure(self, el: Any, text: str, parent_tags: set[str]) -> str:
            return _figure(el) or str(super().convert_div(el, text, parent_tags))

        def convert_q(self, el: Any, text: str, parent_tags: set[str]) -> str:
            return f"« {text} »"

        def convert_audio(self, el: Any, text: str, parent_tags: set[str]) -> str:
            return str(self.convert_video(el, text or "son", parent_tags))

    dropped = {
        f"convert_{name}": (lambda self, el, text, parent_tags: "") for name in _DROPPED - {"noscript", "form", "math"}
    }
    return type("Converter", (Converter,), dropped)(
        heading_style="atx", bullets="-", newline_style="backslash", sub_symbol="<sub>", sup_symbol="<sup>",
        autolinks=False, table_infer_header=True, strip_pre="strip_one", keep_inline_images_in=["td", "th", "p", "li"],
    )  # fmt: skip


def _begins_line(el: Any) -> bool:
    """Whether the text begins a block or follows a line break."""
    before = el.previous_sibling
    if before is None:
        return el.parent is None or el.parent.name in _BLOCKS or el.parent.name == "[document]"
    return before.name == "br" or before.name in _BLOCKS


def _box(name: str, text: str) -> str:
    """A box as the folder writes it, its label taken off."""
    head, _blank, body = text.strip().partition("\n\n")
    label = _LABEL.match(head.strip())
    if label is None:
        body = text.strip()
    title = (label["title"] or "").strip() if label else ""
    fence = ":" * max(3, 1 + max((len(run) for run in re.findall(r"(?m)^:{3,}", body)), default=2))
    return f"\n\n{fence}{{{name}}}{' ' + title if title else ''}\n{body.strip()}\n{fence}\n\n"


def _figure(el: Any) -> str:
    """A picture with its caption as title; the weight we show beside it left out."""
    image, caption = el.find("img"), el.find("figcaption")
    if image is None:
        return ""
    for weight in caption.find_all("small") if caption else ():
        weight.decompose()
    words = " ".join(caption.get_text().split()) if caption else ""
    title = ' "{}"'.format(words.replace('"', r"\"")) if words else ""
    return f"\n\n![{image.get('alt', '')}]({image.get('src', '')}{title})\n\n"
