"""Films and sounds of a text: a player that loads nothing before it is asked to, what it costs, and its transcript."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath

from coursegen.content.markdown import Directive
from coursegen.content.media import MediaPool, read_file
from coursegen.content.weight import cost_words
from coursegen.i18n import gettext as _
from methodology.prose import MEDIA_BOXES, named_file

__all__ = ["MEDIA_BOXES", "Player", "player_of"]

_WRITTEN = (".md", ".txt")
_TRANSCRIPTS = (*_WRITTEN, ".html", ".odt", ".docx", ".pdf")
_CAPTIONS = ".vtt"
_LANGUAGE = re.compile(r"\.([a-z]{2})(?:-[A-Za-z]{2})?\.vtt$")
_USUAL_SIZE = (640, 360)


@dataclass(frozen=True, slots=True)
class Player:
    """A film (`tag` video) or a sound (audio) as a text shows it.

    `source`, `captions` and `poster` are shipped names. `transcript` is Markdown; `document`: the shipped name of a
    file that holds it instead.
    """

    tag: str
    source: str
    title: str
    size: int
    language: str
    captions: str = ""
    poster: str = ""
    frame: tuple[int, int] = (0, 0)
    transcript: str = ""
    document: str = ""

    def html(self, transcript: str) -> str:
        """The figure; `transcript` is the HTML of its own."""
        words = f"{escape(self.title)} " if self.title else ""
        caption = f'<figcaption class="figure-caption">{words}<small>({cost_words(self.size)})</small></figcaption>'
        return f'<figure class="figure cg-media">{self._tag()}{caption}{self._transcript(transcript)}</figure>'

    def _tag(self) -> str:
        name = f' aria-label="{escape(self.title)}"' if self.title else ""
        track = ""
        if self.captions:
            label = escape(_("Sous-titres"))
            track = (
                f'<track kind="captions" src="media:{self.captions}" srclang="{self.language}" label="{label}" default>'
            )
        look = ""
        if self.tag == "video":
            width, height = self.frame if all(self.frame) else _USUAL_SIZE
            poster = f' poster="media:{self.poster}"' if self.poster else ""
            look = f' width="{width}" height="{height}"{poster} playsinline'
        fallback = escape(_("Télécharger le fichier"))
        link = f'<a href="media:{self.source}" download>{fallback}</a>'
        return f'<{self.tag} src="media:{self.source}" controls preload="none"{look}{name}>{track}{link}</{self.tag}>'

    def _transcript(self, html: str) -> str:
        if self.document:
            html = f'<p><a href="media:{self.document}" download>{escape(_("Lire la transcription"))}</a></p>'
        if not html:
            return ""
        return f'<details class="cg-transcript"><summary>{escape(_("Transcription"))}</summary>{html}</details>'


def player_of(directive: Directive, media: MediaPool, texts: dict[str, str], language: str) -> Player:
    """The player that a directive `{video}` or `{audio}` asks for. `texts`: the Markdown of `contenus/`, by path.

    Captions and transcript are those it names, else those that lie beside the file under the same name. Raises
    InputError when the folder has no such file.
    """
    path, title = named_file(directive.title)
    source = media.take(path, title)
    told = directive.options.get("sous-titres") or next(iter(media.beside(path, (_CAPTIONS,))), "")
    poster = media.take(directive.options["affiche"]) if directive.options.get("affiche") else ""
    transcript, document = _transcript(directive, path, media, texts)
    return Player(
        tag=directive.name,
        source=source,
        title=title,
        size=media.weight(source),
        language=_language(told, language),
        captions=media.take(told) if told else "",
        poster=poster,
        frame=media.size(poster),
        transcript=transcript,
        document=document,
    )


def _transcript(directive: Directive, path: str, media: MediaPool, texts: dict[str, str]) -> tuple[str, str]:
    """The Markdown of the transcript, or the shipped name of the file it is in."""
    if directive.body.strip():
        return directive.body, ""
    told = directive.options.get("transcription") or next(iter(media.beside(path, _TRANSCRIPTS)), "")
    if not told or told in texts:
        return texts.get(told, ""), ""
    if PurePosixPath(told).suffix.lower() in _WRITTEN and (source := media.source(told)):
        return read_file(Path(source.path)).decode("utf-8", "replace"), ""
    return "", media.take(told)


def _language(captions: str, language: str) -> str:
    found = _LANGUAGE.search(captions)
    return found[1] if found else language
