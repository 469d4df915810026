"""Slides: one deck a room module, as a .pptx that a trainer edits like any well-made deck."""

from coursegen.outputs.slides.checking import check_template, mapped_layouts, template_report
from coursegen.outputs.slides.deck import write_deck
from coursegen.outputs.slides.mapping import Mapped
from coursegen.outputs.slides.template import clean_template

__all__ = ["Mapped", "check_template", "clean_template", "mapped_layouts", "template_report", "write_deck"]
