"""What a rule or a number rests on, by the tags of the domain report."""

from __future__ import annotations

from enum import StrEnum

from methodology.i18n import N_


class Source(StrEnum):
    """What a rule or a number rests on."""

    TERMS = "S"  # terms of reference of a SOCIEUX+ action
    NORM = "N"  # a norm or a published standard
    RESEARCH = "R"  # research, or a recognised guideline
    CONVENTION = "C"  # a convention of ours: a sensible default, never a norm
    COHERENCE = "K"  # the course says two things that can't both hold, or that no output can make


SOURCE_NAMES = {
    Source.TERMS: N_("termes de référence"),
    Source.NORM: N_("norme"),
    Source.RESEARCH: N_("recherche"),
    Source.CONVENTION: N_("repère d'usage"),
    Source.COHERENCE: N_("cohérence du cours"),
}
