"""Nothing an author writes or pastes acts in a course, nor reaches out of it; what teaching needs stays."""

from __future__ import annotations

import dataclasses
import html
import html.parser
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from coursegen.compose import compose
from coursegen.content.html_file import harmless_page
from coursegen.content.media import MediaPool
from coursegen.content.render import Renderer
from coursegen.content.sanitise import sanitise
from coursegen.outputs.scorm import write_scorm12
from methodology.course import Course, MediaFile
from methodology.values import Text

ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt/src=//x.org/a.js></sCrIpT>",
    "<script>alert(1)",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x:alert(1) onerror=eval(src)>",
    '<img/src="x"/onerror="alert(1)"/>',
    "<img src=`x`onerror=alert(1)>",
    '<img alt="</noscript><script>alert(1)</script>" src="media:a.png">',
    '<img src="https://x.org/track.gif?v=1" alt="Carte">',
    '<img src="//x.org/track.gif" alt="Carte">',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<img src="media:a.png" srcset="https://x.org/a.png 2x">',
    '<picture><source srcset="https://x.org/a.webp"><img src="media:a.png" alt=""></picture>',
    '<picture><source srcset="media:a.png, https://x.org/b.png 2x"><img src="media:a.png" alt=""></picture>',
    '<video src="https://x.org/v.mp4" controls></video>',
    '<video poster="https://x.org/p.png" src="media:a.png" onloadstart="alert(1)"></video>',
    '<video><source src="javascript:alert(1)" onerror="alert(1)"></video>',
    '<audio src="https://x.org/a.mp3" autoplay onplay=alert(1)></audio>',
    '<video src="media:a.png"><track src="https://x.org/t.vtt" default></video>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>alert(1)</script></svg>#x'>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
    "<math href='javascript:alert(1)'>CLIC</math>",
    "<math><maction actiontype='statusline#http://x.org' xlink:href='javascript:alert(1)'>CLIC</maction></math>",
    "<math><mi xlink:href='data:text/html,<script>alert(1)</script>'>x</mi></math>",
    "<template><script>alert(1)</script></template>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<form action=https://x.org><button formaction=javascript:alert(1)>OK</button></form>",
    "<button form=f formaction=javascript:alert(1)>X</button>",
    "<input onfocus=alert(1) autofocus>",
    "<select onfocus=alert(1) autofocus><option>x</select>",
    "<textarea onfocus=alert(1) autofocus></textarea>",
    "<keygen autofocus onfocus=alert(1)>",
    "<isindex action=javascript:alert(1) type=submit>",
    "<meta http-equiv=refresh content='0;url=https://x.org'>",
    '<meta http-equiv=Content-Security-Policy content="script-src *">',
    "<base href=https://x.org/>",
    "<link rel=stylesheet href=https://x.org/a.css>",
    "<link rel=import href=https://x.org/a.html>",
    "<style>@import url(https://x.org/a.css); body{background:url(javascript:alert(1))}</style>",
    '<p style="background:url(https://x.org/a.png)">x</p>',
    '<div style="width:expression(alert(1))">x</div>',
    "<iframe src=https://x.org></iframe>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
    "<object data=https://x.org/a.swf></object>",
    "<embed src=https://x.org/a.swf>",
    "<applet code=x archive=https://x.org/a.jar></applet>",
    "<portal src=https://x.org></portal>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='&#x1;javascript:alert(1)'>x</a>",
    "<a href='\u00a0javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='blob:https://x.org/1'>x</a>",
    "<a href='#' onclick=alert(1) ping=https://x.org target=_parent>x</a>",
    "<p onmouseover=alert(1)>x</p>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<p id=course class=top>x</p>",
    "<x contenteditable onblur=alert(1)>x</x>",
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    "<![CDATA[<script>alert(1)</script>]]>",
    '<?xml-stylesheet href="javascript:alert(1)"?>',
    "<p title='\"><script>alert(1)</script>'>x</p>",
    "<p title='`onmouseover=alert(1)'>x</p>",
    "\x00<scr\x00ipt>alert(1)</script>",
    "\ufeff<script>alert(1)</script>",
    "<\u017fcript>alert(1)</\u017fcript>",
    "<table background=https://x.org/a.png><td background=javascript:alert(1)>x</td></table>",
    "[x](javascript:alert(1))",
    "[x](  JAVASCRIPT:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://x.org/track.gif)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '<https://x.org/"onmouseover=alert(1)>',
    '</article></main><h1 id="title">Faux titre</h1><nav id="contents">',
]
_LOADS = {
    "src",
    "srcset",
    "poster",
    "data",
    "background",
    "xlink:href",
    "action",
    "formaction",
    "style",
    "srcdoc",
    "ping",
}
_FORBIDDEN = set(
    "script style iframe object embed applet form input button select textarea meta base link svg template noscript"
    " frame frameset portal keygen body html head".split()
)


class _Inspector(html.parser.HTMLParser):
    """Notes whatever could act in a page or reach out of it."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _FORBIDDEN or ":" in tag:
            self.faults.append(tag)
        for name, value in attrs:
            text = (value or "").strip()
            remote = name in _LOADS and not text.startswith(("media:", "media/"))
            active = name == "href" and not re.match(r"(https?:|mailto:|tel:|#|media[:/]|activity:)", text)
            captured = name == "id" and not text.startswith("t-")
            if name.startswith("on") or remote or active or captured or name in ("target", "ping", "style"):
                self.faults.append(f"{tag} {name}={text}")


def _faults(fragment: str) -> list[str]:
    inspector = _Inspector()
    inspector.feed(fragment)
    inspector.close()
    return inspector.faults


def test_nothing_acts_nor_reaches_out(course: Course) -> None:
    renderer = Renderer(course, MediaPool(course))
    found = {}
    for attack in ATTACKS:
        around = (attack, f"Avant {attack} après", f":::{{exemple}} Titre\n{attack}\n:::", f"- {attack}")
        made = [*map(renderer.fragment, around), *map(renderer.inline, around)]
        found[attack] = [fault for fragment in made for fault in _faults(fragment)]
    assert {attack: faults for attack, faults in found.items() if faults} == {}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_clean_stays_the_same_when_it_is_cleaned_again(attack: str) -> None:
    once = sanitise(attack)
    assert sanitise(once) == once


def test_the_whole_way_to_the_package_lets_nothing_through(course: Course) -> None:
    """Every attack on one page: the data of the screens holds no tag that acts, the frame no tag at all from it."""
    page = next(text for text in course.texts if "##" in text.markdown)
    poisoned = dataclasses.replace(
        page, markdown=page.markdown + "\n\n" + "\n\n".join(a for a in ATTACKS if "\x00" not in a)
    )
    texts = tuple(poisoned if text is page else text for text in course.texts)
    whole = _with_texts(course, poisoned, page)
    package = write_scorm12(compose(dataclasses.replace(whole, texts=texts)))
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        frame = files.read("index.html").decode()
        chunks = [files.read(name).decode() for name in files.namelist() if name.startswith("content/")]
    [policy] = map(html.unescape, re.findall('Content-Security-Policy" content="([^"]*)"', frame))
    assert policy.startswith("default-src 'none'; script-src 'self' file:; ")
    assert "unsafe" not in policy
    assert "<script>alert" not in frame and "onerror" not in frame
    pages = [page for chunk in chunks for page in json.loads(chunk[chunk.index("(") + 1 : chunk.rindex(")")]).values()]
    (shown,) = [page["html"] for page in pages if "Faux titre" in page.get("html", "")]
    assert _faults(shown) == []


def _with_texts(course: Course, poisoned: Text, page: Text) -> Course:
    """The course with that page also where a step shows it."""

    def changed(value: Any) -> Any:
        if value == page:
            return poisoned
        if isinstance(value, tuple):
            return tuple(map(changed, value))
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            made = {f.name: changed(getattr(value, f.name)) for f in dataclasses.fields(value) if f.init}
            return dataclasses.replace(value, **made)
        return value

    return dataclasses.replace(course, sequencing=changed(course.sequencing))


KEPT = [
    '<table><caption>Coûts</caption><colgroup><col span="2"></colgroup><thead><tr><th scope="col" colspan="2">A</th>'
    '</tr></thead><tbody><tr><th scope="row" rowspan="2">B</th><td headers="t-a">C</td></tr></tbody></table>',
    '<details open=""><summary>Voir</summary><p>Texte</p></details>',
    "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
    '<p>Le mot <bdi dir="rtl">سلام</bdi> et <bdo dir="ltr">abc</bdo></p>',
    '<p><abbr title="Organisation">OIT</abbr>, <dfn>x</dfn>, <kbd>Ctrl</kbd>, H<sub>2</sub>O</p>',
    "<p><del>a</del><ins>b</ins></p>",
    "<dl><dt>Droit</dt><dd>Ce qui est dû</dd></dl>",
    '<math display="block"><semantics><mrow><mi mathvariant="bold">x</mi><mo stretchy="false">=</mo><mfrac><mn>1</mn>'
    "<msqrt><mn>2</mn></msqrt></mfrac><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover></mrow>"
    '<annotation encoding="application/x-tex">x=\\frac12</annotation></semantics></math>',
    '<math><mtable columnalign="left right"><mtr><mtd columnspan="2"><mn>1</mn></mtd></mtr></mtable></math>',
    '<video src="media:a.mp4" controls="" preload="none" poster="media:a.jpg" width="640" height="360">'
    '<track src="media:a.vtt" kind="captions" srclang="fr" label="Sous-titres" default=""></video>',
    '<figure><picture><source type="image/webp" srcset="media:a.webp"><img src="media:a.jpg" alt="Plan"></picture>'
    "<figcaption>Légende</figcaption></figure>",
    '<a href="https://exemple.org/?a=1&amp;b=2" hreflang="en">Site</a>',
    '<a href="mailto:aide@exemple.org">Aide</a>',
]


@pytest.mark.parametrize("fragment", KEPT)
def test_what_a_course_needs_stays_as_written(fragment: str) -> None:
    assert sanitise(fragment) == fragment


def test_a_file_that_raw_html_shows_is_placed_like_any_other(course: Course, tmp_path: Path) -> None:
    sound = tmp_path / "voix off.mp3"
    sound.write_bytes(b"ID3")
    media = MediaFile(name="voix off.mp3", path=str(sound), bytes=3)
    renderer = Renderer(course, MediaPool(dataclasses.replace(course, media=(media,))))
    assert 'src="media:voix-off.mp3"' in renderer.fragment('<audio controls src="medias/voix off.mp3"></audio>')
    assert renderer.fragment('<img src="medias/absente.png" alt="Un plan">') == "Un plan"


PAGE = b"""<html lang="fr"><head><title>Fiche &amp; notes</title><script>parent.API.LMSFinish('')</script>
<style>@import url(https://x.org/a.css)</style></head><body onload="alert(1)"><h1>Fiche</h1><p>Texte</p>
<img src="https://x.org/a.png" alt="Plan"><form action="https://x.org"><input></form></body></html>"""


def test_a_web_page_to_download_keeps_its_words_and_nothing_that_acts() -> None:
    page = harmless_page(PAGE).decode()
    assert "<h1>Fiche</h1>" in page and "<p>Texte</p>" in page and "<title>Fiche &amp; notes</title>" in page
    assert page.index("Content-Security-Policy") < page.index("<title>")
    assert not any(word in page for word in ("LMSFinish", "onload", "x.org", "<form", "<input", "@import"))


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16", "utf-7", "rot13"])
def test_a_web_page_in_any_encoding_gives_no_script(charset: str) -> None:
    head = f'<meta charset="{charset}">'.encode()
    page = harmless_page(head + "é<script>alert(1)</script>+ADw-script+AD4-alert(1)".encode()).decode()
    assert "<script" not in page.split("</head>")[1]
