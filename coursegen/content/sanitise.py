"""What HTML may stand in a course: an allow-list kept by nh3, the same for every output.

Authors may write raw HTML in their Markdown; scripts, styles, forms, frames and event handlers never pass. Nothing is
loaded from elsewhere: what is shown or heard is a file of the folder, and only links lead out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from functools import cache, lru_cache

import nh3

_TAGS = {
    *("p br wbr hr h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code div span strong em b i u s del ins").split(),
    *("sub sup small mark abbr dfn cite q kbd var samp time a bdi bdo ruby rt rp").split(),
    *("img figure figcaption picture source audio video track details summary").split(),
    *("table caption thead tbody tfoot tr th td colgroup col").split(),
    *("math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded").split(),
    *("mphantom menclose mfenced msub msup msubsup munder mover munderover mmultiscripts mprescripts none").split(),
    *("mtable mtr mlabeledtr mtd").split(),
}
"""MathML: the presentation elements of MathML Core and of MathML 3, for a formula's words a plain annotation."""

_MATH_ATTRIBUTES = set(
    "mathvariant mathsize displaystyle scriptlevel stretchy fence separator form lspace rspace largeop movablelimits"
    " symmetric minsize maxsize accent accentunder linethickness bevelled numalign denomalign open close separators"
    " notation columnalign rowalign columnspacing rowspacing columnlines rowlines frame equalrows equalcolumns"
    " columnspan rowspan width height depth voffset subscriptshift superscriptshift".split()
)
_MATH = {tag for tag in _TAGS if tag.startswith("m") and tag not in ("mark", "math")}
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title", "role", "aria-label", "aria-hidden", "aria-labelledby"},
    "a": {"href", "download", "hreflang"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "source": {"src", "type", "srcset"},
    "audio": {"src", "controls", "preload"},
    "video": {"src", "controls", "preload", "poster", "width", "height", "playsinline"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "th": {"scope", "colspan", "rowspan", "headers", "abbr"},
    "td": {"colspan", "rowspan", "headers"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "time": {"datetime"},
    "details": {"open"},
    "math": {"display", "alttext", "displaystyle", "mathvariant"},
    "annotation": {"encoding"},
    **dict.fromkeys(_MATH, _MATH_ATTRIBUTES),
}
_SCHEMES = {"http", "https", "mailto", "tel", "media", "activity"}
_LOADED = frozenset({"src", "poster", "srcset"})
_POINTS = frozenset({"aria-labelledby", "headers"})
_OWN = re.compile(r"media:[A-Za-z0-9._-]+")
_NUMBER = re.compile(r"\d{1,5}")
_ID_PREFIX = "t-"
"""Before every identifier of a text: the pages around it have identifiers of their own, which scripts look for."""
_ROLES = frozenset(
    "note region group list listitem figure img math presentation none table row cell columnheader rowheader".split()
)

Place = Callable[[str], str]
"""Takes a path of the folder (`medias/x.png`) as a text writes it; gives what stands for it (`media:x.png`), or "".

A `media:x.png` comes back as it is when the course has it.
"""


def sanitise(html: str, place: Place | None = None) -> str:
    """The fragment with nothing but what `_TAGS` and `_ATTRIBUTES` allow. Links keep the schemes outputs place.

    `place` gives the files of the folder that raw HTML names. A picture, sound or film from elsewhere loses its
    address, and the tag goes with it.
    """
    return _without_empty(_cleaner(place).clean(html.replace("\x00", "")))


def sanitise_alone(html: str) -> str:
    """The fragment of a page that stands by itself: what it would load is left out, and so are its inner links."""
    return _without_empty(_cleaner_alone().clean(html.replace("\x00", "")))


@lru_cache(maxsize=4)
def _cleaner(place: Place | None) -> nh3.Cleaner:
    """Kept for the texts of one course: to set one up takes fifty times longer than to clean a paragraph."""

    def kept(tag: str, name: str, value: str) -> str | None:
        if name in _LOADED:
            return _loaded(value, place)
        if name == "href":
            return _target(value, place)
        return _plain_value(tag, name, value)

    return _set_up(kept)


@cache
def _cleaner_alone() -> nh3.Cleaner:
    def kept(tag: str, name: str, value: str) -> str | None:
        if name in _LOADED:
            return None
        return _target(value, None) if name == "href" else _plain_value(tag, name, value)

    return _set_up(kept, {"h1"})


def _set_up(kept: Callable[[str, str, str], str | None], more: Set[str] = frozenset()) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS | more,
        attributes=_ATTRIBUTES,
        attribute_filter=kept,
        url_schemes=_SCHEMES,
        link_rel=None,
        clean_content_tags={"script", "style", "iframe", "object", "template", "noscript", "noembed", "noframes"},
    )


def _loaded(value: str, place: Place | None) -> str | None:
    """The file of the package that is meant; None for anything from elsewhere. One file, never a list of them."""
    value = value.strip()
    if _OWN.fullmatch(value):
        return value if place is None else (place(value) or None)
    return (place(value) or None) if place and value.removeprefix("./").startswith("medias/") else None


def _target(value: str, place: Place | None) -> str | None:
    value = value.strip()
    if value.startswith("#"):
        return f"#{_prefixed(value[1:])}"
    if value.removeprefix("./").startswith(("medias/", "etape:", "evaluation:")):
        return (place(value) or None) if place else None
    scheme, colon, _rest = value.partition(":")
    if scheme == "media" and place:
        return place(value) or None
    return value if colon and scheme.lower() in _SCHEMES else None


def _plain_value(tag: str, name: str, value: str) -> str | None:
    if name == "id":
        return _prefixed(value)
    if name in _POINTS:
        return " ".join(map(_prefixed, value.split()))
    if name == "role":
        return value if value in _ROLES else None
    if name in ("width", "height") and tag in ("img", "video"):
        return value if _NUMBER.fullmatch(value) else None
    return value


def _prefixed(name: str) -> str:
    return name if name.startswith(_ID_PREFIX) else f"{_ID_PREFIX}{name}"


_ATTRIBUTE = r'(?:[^>"]|"[^"]*")*'
_SOURCELESS = re.compile(rf'<(img|source|track)\b(?!{_ATTRIBUTE}\s(?:src|srcset)=")({_ATTRIBUTE})>')
_SILENT = re.compile(
    rf'<(audio|video)\b(?!{_ATTRIBUTE}\ssrc=")({_ATTRIBUTE})>((?:(?!</?\1\b|<source\b).)*)</\1>', re.DOTALL
)
_ALT = re.compile(r'\salt="([^"]*)"')


def _without_empty(html: str) -> str:
    """Without the pictures, sounds and films that have lost their file: the words in their place stay."""
    if "<" not in html:
        return html
    bare = _SOURCELESS.sub(_words_of, html) if any(tag in html for tag in ("<img", "<source", "<track")) else html
    return _SILENT.sub(r"\3", bare) if "<audio" in bare or "<video" in bare else bare


def _words_of(match: re.Match[str]) -> str:
    alternative = _ALT.search(match[2]) if match[1] == "img" else None
    return alternative[1].replace("<", "&lt;").replace(">", "&gt;") if alternative else ""
