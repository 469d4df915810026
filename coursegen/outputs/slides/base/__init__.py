"""Our own template, made from a charter: theme, master, one layout a kind of slide."""

from coursegen.outputs.slides.base.build import base_template

__all__ = ["base_template"]
