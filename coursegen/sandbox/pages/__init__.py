"""The pages of the sandbox: what a learner sees of the courses."""

from coursegen.sandbox.pages.frame import unreadable
from coursegen.sandbox.pages.routes import page

__all__ = ["page", "unreadable"]
