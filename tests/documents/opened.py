"""A document written and opened again, as another program reads it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import docx
from docx.oxml.ns import qn

from coursegen.charter import Charter
from coursegen.documents_model import Block, Document
from coursegen.outputs.documents.word import write_document
from tests.documents.sample import charter, document


def opened(made: Document, brand: Charter | None = None, pages: Mapping[int, int] | None = None) -> Any:
    """The document as python-docx reads its file."""
    return docx.Document(io.BytesIO(write_document(made, brand or charter(), pages or {})))


def blocks(*made: Block, **more: object) -> Any:
    """A document of these blocks, opened."""
    return opened(document(*made, **more))


def shown(file: Any) -> list[str]:
    """The text of each paragraph of the body, with links, squares and fields as they show."""
    return [text_of(paragraph._p) for paragraph in file.paragraphs]


def text_of(element: Any) -> str:
    """What a reader sees of an element."""
    signs = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    parts = (node.text or "" if node.tag == qn("w:t") else signs.get(node.tag, "") for node in element.iter())
    return "".join(part for part, node in zip(parts, element.iter(), strict=True) if _is_text(node))


def _is_text(node: Any) -> bool:
    return not (node.tag == qn("w:tab") and node.getparent().tag == qn("w:tabs"))
