"""Documents: what people hand to each other on paper or by mail, as files they can edit."""

from coursegen.outputs.documents.word import write_document

__all__ = ["write_document"]
