"""Brands: colours, type, module hues, emblem, clauses, logo zones; and the pictures made from them."""

from coursegen.charter.course_image import course_image
from coursegen.charter.emblem import emblem_png, emblem_svg
from coursegen.charter.loading import charter_names, known_charters, load_charter, own_charter_folder
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
    "known_charters",
    "load_charter",
    "own_charter_folder",
]
