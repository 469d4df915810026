"""A document that holds every block, and what makes documents hard: long words, other scripts, drawings, merges."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

from PIL import Image

from coursegen.charter import Charter, load_charter
from coursegen.documents_model import (
    AnswerLines,
    Audience,
    Block,
    Box,
    Callout,
    Contents,
    Document,
    Facts,
    Figure,
    Fill,
    Heading,
    ItemList,
    ListItem,
    Look,
    Orientation,
    PageBreak,
    Paragraph,
    Placeholder,
    Signatures,
    Table,
    bullets,
    cell,
    heads,
    paragraph,
    words,
)
from coursegen.slides_model import Run

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 160" width="400" height="160">'
    b'<rect x="5" y="5" width="390" height="150" rx="8" fill="#E8EEF6" stroke="#1F4E79"/>'
    b'<text x="200" y="90" font-size="28" text-anchor="middle" font-family="Arial">Besoin, objectif</text></svg>'
)
ARABIC = "الحماية الاجتماعية حق"


def png(width: int = 400, height: int = 160, colour: str = "#1F4E79") -> bytes:
    """A plain picture of that size."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def charter(name: str = "socieux") -> Charter:
    """A charter of ours, in French."""
    return load_charter(name, "fr")


def document(*blocks: Block, **more: Any) -> Document:
    """A document of these blocks."""
    known: dict[str, Any] = {
        "name": "CG-TEST-essai",
        "kind": "Guide du formateur",
        "title": "Concevoir une séquence de formation",
        "language": "fr",
        "version": "1.2",
        "date": date(2026, 11, 22),
        "authors": ("Awa Diallo", "Paul Martin"),
        "audience": Audience.TRAINER,
        "blocks": blocks,
        "sponsor": "CIPRES",
        "licence": "CC BY-SA 4.0",
        "cover": False,
    }
    return Document(**(known | more))


def whole() -> Document:
    """Every block, several pages, with cover and table of contents."""
    brand = charter()
    blocks = (Contents(2), *_texts(), *_boxes(), *_tables(), *_pictures(), *_ends())
    return replace(document(*blocks), cover=True, clause=brand.clause, funding=brand.funding)


def _texts() -> tuple[Block, ...]:
    nested = ItemList((ListItem(words("Premier niveau")), ListItem(words("Deuxième niveau"), 1)))
    return (
        Heading("Préparer", 1, key="preparer", new_page=True),
        paragraph("Ce chapitre dit ce que l'on prépare avant la séance, et dans quel ordre.", Look.LEAD),
        Facts((("Durée", words("1 h 30")), ("Public", words("Agents des caisses de sécurité sociale, 12 à 16")))),
        Heading("Le matériel", 2, hue=1),
        Paragraph((Run("Un mot "), Run("fort", bold=True), Run(" et un lien "), Run("SOCIEUX", link="https://x.org"))),
        bullets("Feuilles A1", "Feutres de trois couleurs"),
        nested,
        bullets("Ouvrir la salle", "Poser les chevalets", ordered=True),
        bullets("Salle réservée", "Vidéoprojecteur essayé", checks=True),
        Heading("Les étapes, une à une", 3, hue=2),
        paragraph("« Dis-moi et j'oublie. »", Look.QUOTE),
        Paragraph((Run(f"Texte d'ailleurs : {ARABIC}, puis du français. 🙂 \x07Fin."),)),
        paragraph(ARABIC),
        Paragraph((Run("See page "), Run("Préparer", link="#preparer"))),
        paragraph("x" * 180),
        paragraph(""),
    )


def _boxes() -> tuple[Block, ...]:
    inside = (
        paragraph("Une séance réussie commence par un objectif que l'on peut observer."),
        ItemList((ListItem(words("Un verbe d'action")), ListItem(words("au présent"), 1), ListItem(words("Un objet")))),
        bullets("Lire", "Dire", ordered=True),
        bullets("Fait", checks=True),
        Table(heads("Avant", "Après"), ((cell("Savoir"), cell("Faire")),)),
        paragraph("Après le tableau, la boîte continue."),
    )
    return (
        Heading("Animer", 1),
        Callout(Box.TAKEAWAY, "À retenir", inside),
        Callout(Box.ACTIVITY, "Activité : en binômes", (paragraph("Dix minutes, puis mise en commun."),)),
        Callout(Box.OBJECTIVE, "", (paragraph("Sans titre."),)),
        AnswerLines(3),
        Placeholder("nom de la salle"),
    )


def _tables() -> tuple[Block, ...]:
    rows = tuple(
        (cell(f"{n}"), cell(f"Risque {n}"), cell("", Fill.HIGH), cell("moyen", Fill.MIDDLE)) for n in range(40)
    )
    merged = Table(
        heads("Module", "Séance", "Minutes"),
        (
            (replace(cell("Module 1"), rows=2), cell("Ouverture"), cell("30", right=True)),
            (cell("Étude de cas"), cell("45", right=True)),
            (replace(cell("Pause de midi", Fill.ACT), span=3),),
        ),
        caption="Le matin",
        labelled=True,
    )
    wide = Table(
        heads(*(f"Compétence professionnelle {n}" for n in range(12))), (tuple(cell("oui") for _n in range(12)),)
    )
    return (
        Heading("Mesurer", 1),
        merged,
        Table(heads("N°", "Risque", "Gravité", "Probabilité"), rows, (1, 6, 2, 2), small=True, caption="Les risques"),
        Heading("Tableau large", 2),
        wide,
        Heading("Suite", 2),
        Table((), ()),
    )


def _pictures() -> tuple[Block, ...]:
    return (
        PageBreak(),
        Figure(png(), "Un rectangle bleu", "Le cadre", 0.6),
        Figure(png(), "Besoin puis objectif", "Un dessin", drawing=SVG),
        Figure(b"", "Une carte de la région", drawing=SVG),
        Figure(png(2600, 5200), "Une affiche très haute"),
        Figure(png(60, 8), ""),
    )


def _ends() -> tuple[Block, ...]:
    return (
        Orientation(True),
        Heading("Sur le côté", 1),
        paragraph("Une page en largeur."),
        Table(heads("A", "B"), ((cell("1"), cell("2")),), row_height=1.0),
        Signatures(("Le formateur", "Le commanditaire")),
        Orientation(False),
        Heading("Fin", 1),
        paragraph("Dernière page."),
    )
