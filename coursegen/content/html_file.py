"""A web page that an author puts among the files to download: its text stays, nothing in it acts or calls out.

Inside a package it would have the rights of the course's own pages: the marks of the LMS, the learner's name.
"""

from __future__ import annotations

import re
from html import escape, unescape

from coursegen.content.sanitise import sanitise_alone

POLICY = "default-src 'none'; img-src data:; style-src 'none'; base-uri 'none'; form-action 'none'"
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_LANGUAGE = re.compile(r"<html\b[^>]*\blang=[\"']?([A-Za-z-]{2,12})", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta\b[^>]*\bcharset=[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)


def harmless_page(data: bytes) -> bytes:
    """The page in UTF-8 with its words, headings, lists and tables, under a policy that lets nothing run."""
    text = _decoded(data)
    title, language = _TITLE.search(text), _LANGUAGE.search(text)
    words = escape(unescape(title[1]).strip()) if title else ""
    body = sanitise_alone(_TITLE.sub("", text))
    lang = f' lang="{language[1]}"' if language else ""
    return (
        f'<!doctype html>\n<html{lang}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{words}</title>\n'
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:2048])
    for charset in (named[1].decode() if named else "utf-8-sig", "utf-8-sig", "cp1252"):
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")
