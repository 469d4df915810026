"""An .odt, .odp or .ods as a `Piece`."""

from __future__ import annotations

from coursegen.conform.package import Package
from coursegen.conform.piece import Dialect, Family, Page, Piece, Place, Properties, Template
from coursegen.conform.reading.names import Element, child, every, get, text_of
from coursegen.conform.reading.odf_pages import PageReader
from coursegen.conform.reading.odf_styles import OdfStyles, points
from coursegen.conform.reading.outside import odf_links
from coursegen.i18n import gettext as _

_USUAL = {Family.TEXT: "paragraph", Family.SLIDES: "graphic", Family.SHEET: "table-cell"}
_GENERATED = (
    "AppVersion",
    "DocSecurity",
    "HyperlinksChanged",
    "LinksUpToDate",
    "ScaleCrop",
    "ShareDoc",
    "OOXMLCorePropertyVersion",
    "PresentationFormat",
)
_BODIES = {Family.TEXT: "office:text", Family.SLIDES: "office:presentation", Family.SHEET: "office:spreadsheet"}


def read_odf(package: Package, size: int) -> Piece:
    """The file. Raises InputError when a part is broken."""
    content, styles_xml = package.xml("content.xml"), package.xml("styles.xml")
    styles = OdfStyles((styles_xml, content))
    body = child(content, "office:body", _BODIES[package.family])
    reader = PageReader(package, styles, paper=_paper(styles_xml))
    pages: list[Page] = []
    if package.family is Family.SLIDES:
        pages = _slides(reader, styles, body, styles_xml)
    elif package.family is Family.SHEET:
        pages = _sheets(reader, styles, body)
    elif body is not None:
        reader.flow(body)
    _masters(reader, styles_xml, package.family)
    return Piece(
        path=package.path,
        family=package.family,
        dialect=Dialect.OPEN_DOCUMENT,
        bytes=size,
        passages=tuple(reader.passages),
        pictures=tuple(reader.pictures),
        frames=tuple(reader.frames),
        pages=tuple(pages),
        properties=_properties(package),
        template=_template(styles_xml),
        language=styles.default(_USUAL[package.family]).tag,
        comments=tuple(reader.comments),
        notes=tuple(reader.notes),
        changes=tuple(Place(0, _("suivi des modifications")) for _one in every(content, "text:changed-region")),
        links=tuple(odf_links(package)),
        errors=tuple(reader.errors),
    )


def _slides(reader: PageReader, styles: OdfStyles, body: Element | None, root: Element | None) -> list[Page]:
    masters = {get(one, "style:name"): one for one in every(root, "style:master-page")}
    pages = []
    for number, page in enumerate(every(body, "draw:page"), 1):
        place = Place(number, _("diapositive {n}").format(n=number))
        layout = get(page, "draw:master-page-name")
        master = masters.get(layout)
        under = styles.look("drawing-page", get(master, "draw:style-name"))
        own = styles.look("drawing-page", get(page, "draw:style-name"), under)
        ground = "#FFFFFF" if own.ground is None else own.ground
        reader.begin(place, ground=ground, decor=master, size=page_size(root, master))
        reader.shapes(page)
        hidden = own.hidden
        pages.append(Page(place=place, title=reader.title, layout=layout, hidden=hidden, empty=tuple(reader.empty)))
    return pages


def _sheets(reader: PageReader, styles: OdfStyles, body: Element | None) -> list[Page]:
    pages = []
    for number, table in enumerate(every(body, "table:table"), 1):
        name = get(table, "table:name")
        place = Place(number, _("feuille « {name} »").format(name=name))
        reader.begin(place)
        reader.table(table, number, name)
        hidden = styles.look("table", get(table, "table:style-name")).hidden
        pages.append(Page(place=place, title=name, hidden=hidden))
    return pages


def _masters(reader: PageReader, styles: Element | None, family: Family) -> None:
    """What stands on every page: headers and footers of a document, shapes of a deck's masters."""
    words = _("en-tête ou pied de page") if family is not Family.SLIDES else _("masque")
    for page in every(styles, "style:master-page"):
        reader.begin(Place(0, words), master=True)
        if family is Family.SLIDES:
            reader.shapes(page)
        else:
            for part in page:
                reader.flow(part)


def _properties(package: Package) -> Properties:
    meta = package.xml("meta.xml")

    def said(name: str) -> str:
        return text_of(next(every(meta, name), None)).strip()

    initial, last = said("meta:initial-creator"), said("dc:creator")
    custom = (get(one, "meta:name") for one in every(meta, "meta:user-defined"))
    return Properties(
        title=said("dc:title"),
        author=initial or last,
        changed_by=last,
        custom=tuple(name for name in custom if name and name not in _GENERATED),
        thumbnail="Thumbnails/thumbnail.png" in package.members,
    )


def page_size(styles: Element | None, master: Element | None) -> tuple[float, float]:
    """Width and height of a master's pages in points; 0 when the file doesn't say."""
    layouts = (one for one in every(styles, "style:page-layout") if _is_of(master, one))
    size = next((found for one in layouts for found in every(one, "style:page-layout-properties")), None)
    return points(get(size, "fo:page-width")), points(get(size, "fo:page-height"))


def _paper(styles: Element | None) -> str:
    """The ground of the pages; "" when they differ, or when a picture or a gradient lies there."""
    sheets = [*every(styles, "style:page-layout-properties")]
    found = {"" if _is_painted(one) else get(one, "fo:background-color", "transparent").upper() for one in sheets}
    plain = {"#FFFFFF" if ground == "TRANSPARENT" else ground for ground in found} or {"#FFFFFF"}
    return plain.pop() if len(plain) == 1 else ""


def _is_painted(sheet: Element) -> bool:
    picture = child(sheet, "style:background-image")
    linked = picture is not None and (get(picture, "xlink:href") or len(picture))  # an empty one is written for none
    return bool(linked) or get(sheet, "draw:fill", "none") not in ("none", "solid")


def _is_of(master: Element | None, layout: Element) -> bool:
    return master is None or get(layout, "style:name") == get(master, "style:page-layout-name")


def _template(styles: Element | None) -> Template:
    width, height = page_size(styles, next(every(styles, "style:master-page"), None))
    return Template(
        layouts=frozenset(get(page, "style:name") for page in every(styles, "style:master-page")),
        width=width,
        height=height,
    )
