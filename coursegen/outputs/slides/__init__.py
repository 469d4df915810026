"""Slides: one deck a room module, as a .pptx that a trainer edits like any well-made deck."""

from coursegen.outputs.slides.checking import check_template, template_report
from coursegen.outputs.slides.deck import write_deck

__all__ = ["check_template", "template_report", "write_deck"]
