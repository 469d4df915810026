"""A document of the mission as it is handed out: what it is in the catalogue, and what keeps it from being final."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.documents_model import Document


@dataclass(frozen=True, slots=True)
class Issued:
    """`id`: of the catalogue, else of the paper. `most_pages` None without a limit. `expert`: whose it is, if one's.

    `remarks`: what must be mended before it is final, beyond what can be read in the document; in words.
    `needs_template`: SOCIEUX+ supplies the template that it must be handed in with. `by_hand`: a frame that no field
    of `action.yaml` fills. `files`: what the person hands in instead, as `action.yaml` names it.
    """

    document: Document
    id: str
    activity: str = ""
    expert: str = ""
    most_pages: int | None = None
    needs_template: bool = False
    by_hand: bool = False
    files: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
