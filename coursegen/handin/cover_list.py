"""The cover list (bordereau) of a hand-in, as text and as a document; and why the folder holds several formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from coursegen.charter import Charter
from coursegen.content.typography import polish
from coursegen.content.weight import weight_words
from coursegen.documents_model import (
    Audience,
    Block,
    Document,
    Facts,
    Heading,
    Table,
    bullets,
    cell,
    heads,
    paragraph,
    words,
)
from coursegen.handin.model import Item
from coursegen.i18n import gettext as _
from coursegen.mission import long_day
from methodology.mission.model import Mission
from methodology.mission.values import Party

LIST = "bordereau.txt"
README = "LISEZ-MOI.txt"
_WIDTHS = (0.2, 0.33, 0.09, 0.13, 0.25)


def list_text(mission: Mission, party: Party, items: Sequence[Item], left_out: Sequence[str]) -> str:
    """The list that any program shows, and that `sha256sum` checks: « sha256  path » lines stand at its end."""
    lines = [
        _("Bordereau de remise"),
        f"{mission.code} — {mission.title}",
        _("Pour : {party}").format(party=party.label),
        "",
    ]
    for item in items:
        lines.append(
            f"{_name(item)} — {_('version {version}, {date}').format(version=item.version, date=long_day(item.date))}"
        )
        lines.append(f"    {item.path}  ({_size(item.bytes)})")
    lines += ["", *left_out, *([""] if left_out else [])]
    lines.append(_("Empreintes (SHA-256) : « sha256sum -c » les vérifie."))
    lines += [f"{item.sha256}  {item.path}" for item in items]
    return "\n".join(lines) + "\n"


def _name(item: Item) -> str:
    whose = f" ({item.wanted.expert})" if item.wanted.expert else ""
    return f"{item.wanted.activity.id} {item.wanted.id}{whose} {item.wanted.title}"


def _size(count: int) -> str:
    return weight_words(count)


def readme_text(party: Party, items: Sequence[Item]) -> str:
    """What each folder is for, and why the same document is there more than once."""
    packages = any(item.path.endswith((".mbz", ".zip")) for item in items)
    secret = any(item.wanted.confidential for item in items)
    lines = [
        _("Ce dossier est pour : {party}. Il ne contient que ce qui lui est destiné.").format(party=party.label),
        "",
        _("livrables : les fichiers à remettre, en OpenDocument (.odt, .odp, .ods) ou Office 97-2003."),
        _("    Les termes de référence (§5.1) demandent ces formats, modifiables ; ils n'acceptent pas le PDF."),
        _("    Word, PowerPoint, Excel et LibreOffice les ouvrent."),
    ]
    if any(item.working for item in items):
        lines += [
            _("formats-de-travail : les mêmes documents en .docx, .pptx et .xlsx, dont les autres sont tirés."),
            _("    Pour corriger, partez de ceux-là : la mise en page y est d'origine. Aucun mot ne diffère."),
        ]
    if secret:
        lines.append(_("confidentiel : pour l'équipe SOCIEUX+ seule. Ne transmettez pas ce dossier tel quel."))
    if packages:
        lines.append(_(".mbz et .zip : le cours pour Moodle (Restaurer) et en SCORM ; à ne pas décompresser."))
    lines += ["", _("bordereau : la liste des fichiers, avec leur version, leur date et leur empreinte.")]
    return "\n".join(lines) + "\n"


def cover_document(
    mission: Mission,
    party: Party,
    items: Sequence[Item],
    left_out: Sequence[str],
    charter: Charter,
    version: str,
    day: date,
) -> Document:
    """The same list as a document, in the look of the charter."""
    language = mission.languages[0] if mission.languages else "fr"
    return Document(
        name="bordereau",
        kind=mission.code,
        title=polish(_("Bordereau de remise"), language),
        language=language,
        version=version,
        date=day,
        authors=tuple(expert.name or expert.id for expert in mission.experts),
        audience=Audience.FUNDER if party is Party.FUNDER else Audience.PARTNER,
        blocks=tuple(_blocks(mission, party, items, left_out, language)),
        clause=charter.clause,
        funding=charter.funding,
        cover=False,
        landscape=True,
    )


def _blocks(
    mission: Mission, party: Party, items: Sequence[Item], left_out: Sequence[str], language: str
) -> Iterator[Block]:
    def said(text: str) -> str:
        return polish(text, language)

    yield Facts(
        (
            (said(_("Action")), words(said(mission.title))),
            (said(_("Pour")), words(said(party.label))),
            (said(_("Fichiers")), words(str(len(items)))),
        )
    )
    for title, chosen in (
        (_("Livrables"), [item for item in items if not item.working]),
        (_("Formats de travail"), [item for item in items if item.working]),
    ):
        if chosen:
            yield Heading(said(title))
            yield _table(chosen, said)
    if left_out:
        yield Heading(said(_("À savoir")))
        yield bullets(*(said(line) for line in left_out))
    yield paragraph(
        said(_("Une empreinte (SHA-256) change dès qu'un fichier change : elle prouve lequel a été remis."))
    )


def _table(items: Sequence[Item], said: Callable[[str], str]) -> Table:
    header = (_("Livrable"), _("Fichier"), _("Version"), _("Date"), _("Empreinte SHA-256"))
    return Table(
        heads(*(said(text) for text in header)),
        tuple(
            (
                cell(said(_name(item))),
                cell(_breakable(item.path)),
                cell(item.version),
                cell(said(long_day(item.date))),
                cell(_quarters(item.sha256)),
            )
            for item in items
        ),
        widths=_WIDTHS,
        small=True,
        labelled=True,
    )


def _breakable(path: str) -> str:
    """A long name, with places where a line may break."""
    return path.replace("/", "/\u200b").replace("-", "-\u200b")


def _quarters(digest: str) -> str:
    return "\n".join(digest[at : at + 32] for at in range(0, len(digest), 32))
