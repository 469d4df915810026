"""Questions in the browser: their fields, and the marking of what was given. One module a family of types."""

from coursegen.sandbox.asking.question import Asking, Family, family_of

__all__ = ["Asking", "Family", "family_of"]
