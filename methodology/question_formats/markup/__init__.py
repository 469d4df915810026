"""Texts of questions between Markdown, which a folder keeps, and the formats Moodle stores."""
