"""The marker by which what we put in place is known again: on any computer, after years, whoever publishes.

A text of ours stands in a box of its own: `<div class="cg-graine k-KEY s-SOURCE b-BODY">TEXT</div>`. Classes survive
Moodle's cleaning and its editor, where comments and unknown attributes do not. KEY is of the seed's place and name,
SOURCE the digest of all that the folder says of it, BODY of the words as they were sent: where the words on the site
have another digest, a person changed them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup

from coursegen.publish.canonical import digest_of_text

_BOX: Final = re.compile(r'<div class="cg-graine k-([0-9a-f]{16}) s-([0-9a-f]{16}) b-([0-9a-f]{16})">(.*)</div>', re.S)
_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Marker:
    """What a box says: whose it is, what the folder said then, and the words of then and of now (digests)."""

    key: str
    source: str
    body: str
    body_now: str

    @property
    def edited(self) -> bool:
        """A person changed the words on the site."""
        return self.body != self.body_now


def short(*texts: str) -> str:
    """A short digest, enough to tell the seeds of a course apart."""
    return digest_of_text("\n".join(texts))[:_LENGTH]


def boxed(html: str, key: str, source: str) -> str:
    """The text in its box."""
    return f'<div class="cg-graine k-{key} s-{source} b-{_of_words(html)}">{html}</div>'


def marker_of(html: str) -> Marker | None:
    """The marker of a text on the site; None for a text that isn't ours.

    What stands before and after the box somebody has written: with it, the text is no longer as we sent it.
    """
    found = _BOX.search(html)
    if not found:
        return None
    key, source, body, inner = found.groups()
    return Marker(key, source, body, _of_words(html[: found.start()] + inner + html[found.end() :]))


def _of_words(html: str) -> str:
    """Of what a reader sees: words, addresses of links, pictures. Moodle and its editor write the same in many ways."""
    soup = BeautifulSoup(html, "html.parser")
    shown = [str(tag.get("href") or tag.get("src")).rsplit("/", 1)[-1] for tag in soup.find_all(["a", "img"])]
    return short(" ".join(soup.get_text(" ").split()), *shown)
