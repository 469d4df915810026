"""What keeps a document from being final: what a person must still write, a logo or a template that nobody gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coursegen.charter import Charter
from coursegen.documents_model import Block, Callout, Facts, ItemList, Paragraph, Placeholder, Table
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.slides_model import Line
from methodology.mission.model import Mission

_SHOWN = 3


def shortcomings(issued: Issued, charter: Charter, mission: Mission) -> Iterator[str]:
    """Each reason why it can't be handed in yet, in words."""
    yield from _unwritten(issued)
    yield from issued.remarks
    for logo in charter.logos:
        if logo.image is None:
            yield _("le fichier du {logo} manque à la charte « {name} »").format(logo=logo.name, name=charter.title)
    if issued.needs_template and not mission.template_waivers:
        yield _("SOCIEUX+ fournit le modèle : reportez-y ce texte, ou notez son accord écrit dans « derogations »")


def too_long(issued: Issued, pages: int) -> str:
    """What is wrong with that many pages; empty when nothing is."""
    if issued.most_pages is None or pages <= issued.most_pages:
        return ""
    words = ngettext("{pages} pages, pour {most} au plus", "{pages} pages, pour {most} au plus", pages)
    return words.format(pages=pages, most=issued.most_pages)


def _unwritten(issued: Issued) -> Iterator[str]:
    left = [*prompts(issued.document.blocks)]
    if left:
        words = ngettext(
            "{count} passage reste à écrire : {which}", "{count} passages restent à écrire : {which}", len(left)
        )
        which = ", ".join(f"« {prompt} »" for prompt in left[:_SHOWN]) + ("…" if len(left) > _SHOWN else "")
        yield words.format(count=len(left), which=which)


def prompts(blocks: Iterable[Block]) -> Iterator[str]:
    """What people must still write in those blocks."""
    for block in blocks:
        if isinstance(block, Placeholder):
            yield block.prompt
        elif isinstance(block, Callout):
            yield from prompts(block.blocks)
        else:
            yield from (said for line in _lines(block) for said in _marked(line))


def _lines(block: Block) -> Iterator[Line]:
    if isinstance(block, Paragraph):
        yield block.line
    elif isinstance(block, ItemList):
        yield from (item.line for item in block.items)
    elif isinstance(block, Facts):
        yield from (line for _label, line in block.pairs)
    elif isinstance(block, Table):
        yield from (line for row in (block.header, *block.rows) for cell in row for line in cell.lines)


def _marked(line: Line) -> Iterator[str]:
    text = "".join(run.text for run in line)
    if _("À compléter").casefold() in text.casefold():
        yield text.strip(" []")
