"""A sequence's slide text (docs/dialecte.md) to slides: one for each `##`, its kind seen from what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import PurePosixPath

from markdown_it.token import Token

from coursegen.content import render
from coursegen.content.charts import CHART_BOX, chart_of
from coursegen.content.formulas import plain_words
from coursegen.content.html_blocks import as_typed, line_of, plain_of
from coursegen.content.markdown import Directive, parse_directive, parser
from coursegen.content.media import MediaPool
from coursegen.content.sanitise import sanitise
from coursegen.content.slide_blocks import bold, slide_blocks
from coursegen.content.typography import colon, polish
from coursegen.content.weight import weight_words
from coursegen.courseware import Html, MediaFile
from coursegen.i18n import gettext as _
from coursegen.slides_model import (
    Block,
    BulletList,
    Chart,
    Item,
    Line,
    Paragraph,
    Picture,
    Run,
    Slide,
    SlideKind,
    Table,
)
from methodology.prose import BOXES, MEDIA_BOXES, named_file
from methodology.values import Text

_LETTER = re.compile(r"^[A-Z][.)]\s+")
_LAYOUT = re.compile(r":disposition:[ \t]*(.+)")
_AS_ON_A_PAGE = ("blockquote_open", "code_block", "dl_open", "fence", "html_block")
_KINDS = {"activite": SlideKind.ACTIVITY, "question": SlideKind.QUESTION, "synthese": SlideKind.SYNTHESIS}


@dataclass
class _Draft:
    """A slide while it is read."""

    title: str
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kind: SlideKind = SlideKind.CONTENT
    options: dict[str, str] = field(default_factory=dict)


class SlideReader:
    """Reads the slide texts of one course."""

    def __init__(self, language: str, media: MediaPool) -> None:
        self._language = language
        self._markdown = parser(language)
        self._media = media

    def slides(self, text: Text, key: str) -> tuple[Slide, ...]:
        """The slides of that text; `key` begins their own."""
        tokens = self._markdown.parse(text.markdown)
        starts = [n for n, t in enumerate(tokens) if t.type == "heading_open" and t.tag == "h2" and t.level == 0]
        drafts = (self._draft(tokens[a:b]) for a, b in pairwise([*starts, len(tokens)]))
        return tuple(self._slide(draft, f"{key}/d{n}") for n, draft in enumerate(drafts, 1))

    def _draft(self, tokens: Sequence[Token]) -> _Draft:
        draft = _Draft(title=_plain(self._line(tokens[1])))
        draft.blocks.extend(self._blocks(tokens[3:], draft))
        if len(draft.blocks) == 1 and isinstance(draft.blocks[0], Picture | Chart) and draft.kind is SlideKind.CONTENT:
            draft.kind = SlideKind.FIGURE
        return draft

    def _slide(self, draft: _Draft, key: str) -> Slide:
        options = {name: polish(value, self._language) for name, value in draft.options.items()}
        answer = options.get("reponse", "")
        notes = ([_("Réponse attendue : {answer}").format(answer=answer)] if answer else []) + draft.notes
        return Slide(
            key=key,
            kind=draft.kind,
            title=draft.title,
            blocks=tuple(_unlettered(draft.blocks) if draft.kind is SlideKind.QUESTION else draft.blocks),
            notes=tuple(notes),
            minutes=int(options["duree"]) if options.get("duree", "").isdigit() else 0,
            grouping=options.get("groupe", ""),
            outcome=options.get("production", ""),
            materials=options.get("materiel", ""),
            layout=draft.options.get("disposition", ""),
        )

    def _blocks(self, tokens: Sequence[Token], draft: _Draft) -> Iterator[Block]:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            end = _end_of(tokens, position)
            if token.type == "html_block":
                end = _end_of_html(tokens, position)
            if token.type in _AS_ON_A_PAGE or _holds_more(tokens[position : end + 1]):
                yield from slide_blocks(self._page(tokens[position : end + 1]), self._shown())
            elif token.type == "heading_open":
                yield Paragraph(bold(self._line(tokens[position + 1])))
            elif token.type == "colon_fence":
                yield from self._directive(token, draft)
            elif token.type == "paragraph_open" and (wanted := _LAYOUT.fullmatch(tokens[position + 1].content.strip())):
                draft.options["disposition"] = wanted[1].strip()
            elif token.type == "paragraph_open":
                yield self._paragraph(tokens[position + 1])
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                items = tuple(self._items(tokens[position : end + 1]))
                yield BulletList(items, ordered=token.type == "ordered_list_open")
            elif token.type == "table_open":
                yield self._table(tokens[position : end + 1])
            position = end + 1

    def _page(self, tokens: Sequence[Token]) -> Html:
        """The HTML that a page would show."""
        made = self._markdown.renderer.render(tokens, self._markdown.options, {})
        return Html(sanitise(str(made), self._place))

    def _place(self, address: str) -> str:
        """What stands for a picture of the folder; links to other places of the course lead nowhere from a slide."""
        path = address.removeprefix("./")
        return f"media:{self._media.raster(path)}" if path.startswith("medias/") and self._media.holds(path) else ""

    def _shown(self) -> dict[str, MediaFile]:
        return {file.name: file for file in self._media.files}

    def _directive(self, token: Token, draft: _Draft) -> Iterator[Block]:
        directive = parse_directive(token.info, token.content)
        if directive is None:
            yield from self._blocks(self._markdown.parse(token.content), draft)
            return
        if directive.name == "notes":
            draft.notes.extend(self._notes(directive))
            return
        if directive.name in MEDIA_BOXES:
            yield self._player(directive)
            return
        if directive.name == CHART_BOX:
            yield chart_of(directive, self._language)
            return
        draft.kind = _KINDS.get(directive.name, draft.kind)
        draft.options.update(directive.options)
        if title := self._box_title(directive):
            yield Paragraph((Run(title, bold=True),))
        yield from self._blocks(self._markdown.parse(directive.body), draft)

    def _box_title(self, directive: Directive) -> str:
        """What a box is and is about; the layout of an activity, a question or a synthesis says the first."""
        title = polish(directive.title, self._language)
        if directive.name in _KINDS or directive.name not in BOXES:
            return title
        label = render.box_label(directive.name)
        return f"{label}{colon(self._language)} {title}" if title else label

    def _player(self, directive: Directive) -> Block:
        """A film or a sound on a slide: its poster, or a line that names it; it is played from the course."""
        path, title = named_file(directive.title)
        source = self._media.source(path)
        name = polish(title, self._language) or PurePosixPath(path).name
        words = _("Vidéo : {title}") if directive.name == "video" else _("Son : {title}")
        said = words.format(title=name) + (f" ({weight_words(source.bytes)})" if source else "")
        if poster := directive.options.get("affiche"):
            return Picture(media=self._media.raster(poster), alt=name, caption=polish(said, self._language))
        return Paragraph((Run(polish(said, self._language)),))

    def _notes(self, directive: Directive) -> Iterator[str]:
        """Notes as plain paragraphs; list items keep a dash."""
        depth = 0
        for token in self._markdown.parse(directive.body):
            depth += token.type == "list_item_open"
            depth -= token.type == "list_item_close"
            if token.type == "inline":
                yield ("– " if depth else "") + _plain(self._line(token))
            elif token.type in ("fence", "code_block"):
                yield from as_typed(token.content.strip("\n")).split("\n")
            elif token.type == "html_block" and (words := plain_of(self._page([token]))):
                yield words
            elif token.type == "colon_fence" and (inner := parse_directive(token.info, token.content)):
                yield from filter(None, (self._box_title(inner), *self._notes(inner)))

    def _paragraph(self, inline: Token) -> Block:
        children = inline.children or []
        if len(children) == 1 and children[0].type == "image":
            image = children[0]
            name = self._media.raster(str(image.attrs["src"]))
            return Picture(media=name, alt=image.content, caption=str(image.attrs.get("title") or ""))
        return Paragraph(self._line(inline))

    def _line(self, inline: Token) -> Line:
        """The runs of a line, with their looks; HTML in it is read as on a page."""
        if any(child.type == "html_inline" for child in inline.children or ()):
            return line_of(self._page([inline]))
        return _line(inline)

    def _items(self, tokens: Sequence[Token]) -> Iterator[Item]:
        depth = -1
        for token in tokens:
            depth += token.type in ("bullet_list_open", "ordered_list_open")
            depth -= token.type in ("bullet_list_close", "ordered_list_close")
            if token.type == "inline":
                yield Item(self._line(token), level=depth)

    def _table(self, tokens: Sequence[Token]) -> Table:
        rows: list[list[Line]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._line(token))
        return Table(header=tuple(rows[0]), rows=tuple(tuple(row) for row in rows[1:]))


def _unlettered(blocks: Sequence[Block]) -> Iterator[Block]:
    """The choices of a question without the letters an author typed: the layout numbers them itself."""
    for block in blocks:
        if isinstance(block, BulletList):
            yield BulletList(tuple(replace(i, line=_without_letter(i.line)) for i in block.items), block.ordered)
        else:
            yield block


def _without_letter(line: Line) -> Line:
    if not line:
        return line
    first = replace(line[0], text=_LETTER.sub("", line[0].text))
    return (first, *line[1:])


def _end_of(tokens: Sequence[Token], start: int) -> int:
    """Index of the token that closes the block opened at `start` (itself when it does not nest)."""
    if tokens[start].nesting != 1:
        return start
    return next(
        n for n in range(start + 1, len(tokens)) if tokens[n].level == tokens[start].level and tokens[n].nesting == -1
    )


def _end_of_html(tokens: Sequence[Token], start: int) -> int:
    """Index of the last piece of HTML before a box: what stands between two pieces may be inside the first."""
    end = start
    for position in range(start, len(tokens)):
        if tokens[position].type == "colon_fence":
            break
        if tokens[position].type == "html_block":
            end = position
    return end


def _holds_more(tokens: Sequence[Token]) -> bool:
    """Whether a list holds more than lines."""
    return tokens[0].type.endswith("_list_open") and any(token.type in _AS_ON_A_PAGE for token in tokens)


def _plain(line: Line) -> str:
    return "".join(map(plain_words, line))


def _line(inline: Token) -> Line:
    """The runs of a line, with their looks."""
    runs: list[Run] = []
    bold = italic = 0
    link = ""
    for child in inline.children or ():
        bold += (child.type == "strong_open") - (child.type == "strong_close")
        italic += (child.type == "em_open") - (child.type == "em_close")
        if child.type in ("link_open", "link_close"):
            link = str(child.attrs.get("href", "")) if child.type == "link_open" else ""
        text = " " if child.type in ("softbreak", "hardbreak") else child.content
        if child.type in ("text", "code_inline", "softbreak", "hardbreak") and text:
            runs.append(Run(text, bool(bold), bool(italic), link))
    return tuple(runs)
