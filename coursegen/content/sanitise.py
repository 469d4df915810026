"""What HTML may stand in a course: an allow-list kept by nh3, the same for every output.

Authors may write raw HTML in their Markdown; scripts, styles, forms, frames and event handlers never pass.
"""

from __future__ import annotations

import nh3

_TAGS = {
    *(
        "p br hr h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code div span strong em b i u s sub sup small mark"
    ).split(),
    *("abbr cite q kbd var samp time a img figure figcaption picture source audio video track details summary").split(),
    *("table caption thead tbody tfoot tr th td colgroup col").split(),
    *("math mrow mi mn mo mfrac msup msub msqrt mtext mover munder mtable mtr mtd").split(),
}
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title", "role", "aria-label", "aria-hidden", "aria-labelledby"},
    "a": {"href", "download"},
    "img": {"src", "alt", "width", "height", "loading"},
    "source": {"src", "type", "srcset"},
    "audio": {"src", "controls", "preload"},
    "video": {"src", "controls", "preload", "poster", "width", "height"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start", "type"},
    "time": {"datetime"},
    "details": {"open"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "media", "activity"}


def sanitise(html: str) -> str:
    """The fragment with nothing but what `_TAGS` and `_ATTRIBUTES` allow. Links keep the schemes outputs place."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        clean_content_tags={"script", "style", "iframe", "object"},
    )
