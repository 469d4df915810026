"""Texts and media: Markdown with directives, typography, slides, weight."""
