"""Documents: what people hand to each other on paper or by mail, as files they can edit."""

from coursegen.outputs.documents.sheets import sheets
from coursegen.outputs.documents.subject import Subject
from coursegen.outputs.documents.word import write_document

__all__ = ["Subject", "sheets", "write_document"]
