"""The method document: one set of chapters, three parts and the whole, with the course of the folder as its example.

The texts are French only, in `chapitres/` (the dialect of the course folder) and three YAML files beside this one.
Contract: reference domain 1.1 (R-02 to R-05) and 9.
"""

from coursegen.outputs.documents.method.chapters import Chapter, chapters
from coursegen.outputs.documents.method.documents import fingerprints, method_documents
from coursegen.outputs.documents.method.ledger import method_products

__all__ = ["Chapter", "chapters", "fingerprints", "method_documents", "method_products"]
