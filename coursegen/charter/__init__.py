"""Brands: colours, type, module hues, emblem, clauses, logo zones; and the pictures made from them."""

from coursegen.charter.course_image import course_image
from coursegen.charter.emblem import emblem_png, emblem_svg
from coursegen.charter.loading import charter_names, load_charter
from coursegen.charter.model import Charter, Logo, Palette, Typeface, TypeScale

__all__ = [
    "Charter",
    "Logo",
    "Palette",
    "TypeScale",
    "Typeface",
    "charter_names",
    "course_image",
    "emblem_png",
    "emblem_svg",
    "load_charter",
]
