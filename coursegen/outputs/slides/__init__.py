"""Slides: one deck a room module, as a .pptx that a trainer edits like any well-made deck."""

from coursegen.outputs.slides.deck import template_report, write_deck

__all__ = ["template_report", "write_deck"]
