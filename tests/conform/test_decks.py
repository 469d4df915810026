"""Decks made by hand with python-pptx: what a trainer is told about them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from coursegen.charter import emblem_png
from coursegen.conform import template_standard
from tests.conform.judge import SOCIEUX, all_of, faults
from tests.conform.material import CLAUSE, add_picture, good_deck, lockup, logo_png, rewritten, wrong_emblem


def test_a_careful_deck_is_blamed_for_nothing(tmp_path: Path) -> None:
    assert faults(good_deck(tmp_path / "A1-atelier.pptx")) == {}


def _run(deck: Any, slide: int = 0) -> Any:
    return deck.slides[slide].placeholders[1].text_frame.paragraphs[0].runs[0]


def _say(deck: Any, text: str) -> None:
    _run(deck).text = text


@pytest.mark.parametrize(
    ("rule", "change", "words"),
    [
        ("CNF-11", lambda d: setattr(_run(d).font, "name", "Comic Sans MS"), "Comic Sans MS"),
        ("CNF-21", lambda d: _say(d, "Cliquez pour ajouter un titre"), "Cliquez pour ajouter"),
        ("CNF-21", lambda d: _say(d, "Bonjour {{ nom_participant }}"), "nom_participant"),
        ("CNF-21", lambda d: _say(d, "Lorem ipsum dolor sit amet"), "Lorem ipsum"),
        ("CNF-21", lambda d: _say(d, "La date est le XXX"), "XXX"),
        ("CNF-22", lambda d: _say(d, "Voir Erreur ! Source du renvoi introuvable."), "renvoi"),
        ("CNF-22", lambda d: _say(d, "See Error! Reference source not found."), "Reference"),
        ("CNF-25", lambda d: _say(d, "[À compléter : la date]"), "la date"),
        (
            "CNF-24",
            lambda d: _say(d, "The employers are to pay the contributions of their workers in the month that follows"),
            "anglais",
        ),
        ("CNF-23", lambda d: _run(d)._r.get_or_add_rPr().set("lang", "en-US"), "en-us"),
        ("CNF-32", lambda d: setattr(d.core_properties, "author", "Steve Canny"), "Steve Canny"),
        ("CNF-33", lambda d: setattr(d.core_properties, "last_modified_by", "K. Mensah"), "K. Mensah"),
        ("CNF-36", lambda d: d.slides[0]._element.set("show", "0"), "masquée"),
        ("CNF-38", lambda d: setattr(d.core_properties, "title", "PowerPoint Presentation"), "PowerPoint"),
        ("CNF-41", lambda d: setattr(d.slides[0].shapes.title.text_frame, "text", ""), "titre"),
        ("CNF-42", lambda d: setattr(d.slides[0].shapes.title, "text", "Le recouvrement, partie 2"), "1, 2"),
        ("CNF-44", lambda d: setattr(_run(d).font.color, "rgb", RGBColor(0xFF, 0xCC, 0x00)), "#FFCC00"),
        ("CNF-45", lambda d: _say(d, "La caisse recouvre les cotisations. " * 60), "cm de haut"),
        ("CNF-46", lambda d: setattr(_run(d).font, "size", Pt(8)), "8 points"),
        ("CNF-47", lambda d: setattr(d.slides[0].placeholders[1].text_frame, "text", ""), "vide"),
    ],
)
def test_a_fault_is_named_with_its_place_and_remedy(tmp_path: Path, rule: str, change: Any, words: str) -> None:
    found = faults(good_deck(tmp_path / "d.pptx", change))
    assert rule in found
    assert words in found[rule].message
    assert found[rule].remedy
    if found[rule].place.number:
        assert found[rule].place.words.startswith("diapositive ")


def test_text_and_tables_that_leave_the_slide_by_the_sizes_they_say_are_told(tmp_path: Path) -> None:
    def beside(words: str) -> Any:
        def add(deck: Any) -> None:
            box = deck.slides[0].shapes.add_textbox(Cm(22), Cm(14), Cm(12), Cm(2))
            box.text_frame.word_wrap = True
            box.text_frame.text = words

        return add

    far = good_deck(tmp_path / "b.pptx", beside("Une ligne de texte qui court loin"))
    assert "sort de la diapositive" in faults(far)["CNF-45"].message
    assert "CNF-45" not in faults(good_deck(tmp_path / "c.pptx", beside("Mot")))

    def tall(deck: Any) -> None:
        deck.slides[0].shapes.add_table(20, 2, Cm(2), Cm(9), Cm(20), Cm(20)).name = "Liste"

    found = faults(good_deck(tmp_path / "t.pptx", tall))["CNF-45"].message
    assert found.startswith("Le tableau « Liste » dépasse la diapositive de ")


def test_a_stretched_logo_is_told(tmp_path: Path) -> None:
    def stretch(deck: Any) -> None:
        logo = next(one for one in deck.slides[1].shapes if "Logo" in one._element.xml)
        logo.width *= 2

    standard = replace(SOCIEUX, logos=(logo_png(),))
    assert "CNF-12" not in faults(good_deck(tmp_path / "g.pptx"), standard)
    assert "étiré" in faults(good_deck(tmp_path / "s.pptx", stretch), standard)["CNF-12"].message


def _with_table(deck: Any, *fills: tuple[str, str]) -> None:
    """A table in the style that Office takes, in a theme with those colours."""
    table = deck.slides[0].shapes.add_table(2, 2, Cm(2), Cm(9), Cm(20), Cm(4)).table
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("Pièce", "Lieu", "Acte", "Mairie"), strict=True
    ):
        cell.text_frame.text = text
        run = cell.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.name = Pt(18), "Arial"
        run._r.get_or_add_rPr().set("lang", "fr-FR")
    theme = deck.slide_masters[0].part.part_related_by(RT.THEME)
    for slot, colour in fills:
        new = f'<a:{slot}><a:srgbClr val="{colour}"/></a:{slot}>'.encode()
        theme._blob = re.sub(rf"<a:{slot}>.*?</a:{slot}>".encode(), new, theme.blob, flags=re.DOTALL)


def test_colours_that_a_table_has_from_its_style_are_judged(tmp_path: Path) -> None:
    good = good_deck(tmp_path / "g.pptx", lambda d: _with_table(d, ("accent1", "0B5D4B")))
    assert "CNF-44" not in faults(good)
    pale = good_deck(tmp_path / "p.pptx", lambda d: _with_table(d, ("accent1", "FFCC00")))
    assert "« Pièce » : #FFFFFF sur #FFCC00" in faults(pale)["CNF-44"].message
    cells = good_deck(tmp_path / "c.pptx", lambda d: _with_table(d, ("accent1", "0B5D4B"), ("dk1", "9FBFB7")))
    assert [one for one in all_of(cells, "CNF-44") if "« Acte » : #9FBFB7" in one.message]


def test_contrast_counts_theme_colours_and_the_shape_behind(tmp_path: Path) -> None:
    def change(deck: Any) -> None:
        box = deck.slides[0].shapes.add_textbox(Cm(1), Cm(15), Cm(10), Cm(1))
        box.fill.solid()
        box.fill.fore_color.theme_color = 5  # accent 1
        box.text_frame.text = "Peu lisible"
        run = box.text_frame.paragraphs[0].runs[0]
        run.font.name, run.font.size = "Arial", Pt(14)
        run.font.color.theme_color = 5
        run.font.color.brightness = 0.4

    found = all_of(good_deck(tmp_path / "d.pptx", change), "CNF-44")
    assert [one.place.number for one in found] == [1]
    assert "#4F81BD" in found[0].message


def test_the_words_that_differ_from_the_clause_are_named(tmp_path: Path) -> None:
    changed = CLAUSE.replace("uniquement à ses auteurs", "à ses auteurs").replace("sauraient", "peuvent")
    found = faults(good_deck(tmp_path / "d.pptx", lambda d: setattr(_run(d, 1), "text", changed)))["CNF-20"]
    assert "il manque « uniquement »" in found.message
    assert "« peuvent » au lieu de « sauraient »" in found.message
    assert found.place.number == 2


def test_spaces_and_apostrophes_of_the_clause_do_not_count(tmp_path: Path) -> None:
    dressed = CLAUSE.replace("'", "’").replace(" :", "\u00a0:").replace("Union européenne", "Union\u00a0européenne")
    assert "CNF-20" not in faults(good_deck(tmp_path / "d.pptx", lambda d: setattr(_run(d, 1), "text", dressed)))


def test_a_deck_without_clause_emblem_logo_or_statement_lacks_each(tmp_path: Path) -> None:
    def change(deck: Any) -> None:
        _run(deck, 1).text = "Merci"
        for shape in list(deck.slides[1].shapes)[2:]:
            shape._element.getparent().remove(shape._element)

    assert set(faults(good_deck(tmp_path / "d.pptx", change))) == {"CNF-12", "CNF-13", "CNF-15", "CNF-20"}


def test_the_neutral_charter_asks_for_none_of_them(tmp_path: Path) -> None:
    from coursegen.charter import load_charter

    def change(deck: Any) -> None:
        _run(deck, 1).text = "Merci"
        for shape in list(deck.slides[1].shapes)[2:]:
            shape._element.getparent().remove(shape._element)

    neutral = replace(SOCIEUX, charter=load_charter("neutre"))
    assert faults(good_deck(tmp_path / "d.pptx", change), neutral) == {}


@pytest.mark.parametrize("turn", ["30", "-90", "180", "head down", "group", "0", "360"])
def test_an_emblem_that_the_slide_turns_is_told(tmp_path: Path, turn: str) -> None:
    def change(deck: Any) -> None:
        emblem = next(s for s in deck.slides[1].shapes if "mbl" in s._element._nvXxPr.cNvPr.get("descr", ""))
        if turn == "group":
            deck.slides[1].shapes.add_group_shape([emblem]).rotation = 30
        elif turn == "head down":
            emblem._element.spPr.find(qn("a:xfrm")).set("flipV", "1")
        else:
            emblem.rotation = float(turn)

    found = faults(good_deck(tmp_path / "d.pptx", change)).get("CNF-14")
    assert (found is not None and "tourné" in found.message) is (turn not in ("0", "360"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (wrong_emblem(stars=10), "étoiles"),
        (wrong_emblem(stars=11), "étoiles"),
        (wrong_emblem(stars=13), "étoiles"),
        (wrong_emblem(painted=(4,)), "étoiles"),
        (wrong_emblem(painted=(0, 7)), "étoiles"),
        (wrong_emblem(turned=36), "étoiles"),
        (wrong_emblem(size=1 / 11), "étoiles"),
        (wrong_emblem(blue="#3366FF"), "couleurs"),
        (wrong_emblem(blue="#0055A4"), "couleurs"),
        (wrong_emblem(blue="#1E2896"), "couleurs"),
        (wrong_emblem(turned=180), "étoiles"),
        (wrong_emblem(gold="#FF8800"), "couleurs"),
        (wrong_emblem(gold="#FFFFFF"), "couleurs"),
        (wrong_emblem(ratio=2.0), "déformé"),
    ],
)
def test_a_wrong_emblem_is_told_from_the_right_one(tmp_path: Path, data: bytes, words: str) -> None:
    deck = good_deck(tmp_path / "d.pptx", lambda d: add_picture(d.slides[0], data, "Emblème", 1.4))
    found = all_of(deck, "CNF-14")
    assert [one.place.number for one in found] == [1]
    assert words in found[0].message


def test_a_stretched_or_tiny_emblem_is_told(tmp_path: Path) -> None:
    def change(deck: Any) -> None:
        add_picture(deck.slides[0], emblem_png(240), "Emblème", 1.4).width = Cm(4)
        add_picture(deck.slides[0], emblem_png(240), "Emblème", 0.5, left=10)

    said = " ".join(one.message for one in all_of(good_deck(tmp_path / "d.pptx", change), "CNF-14"))
    assert "déformé" in said
    assert "0,5 cm" in said


def test_the_logo_is_known_by_its_file_even_exported_again(tmp_path: Path) -> None:
    import io

    from PIL import Image

    with Image.open(io.BytesIO(logo_png())) as image:
        again = io.BytesIO()
        image.resize((150, 60)).save(again, "JPEG", quality=80)
    deck = good_deck(tmp_path / "d.pptx")
    assert "CNF-12" not in faults(deck, replace(SOCIEUX, logos=(again.getvalue(),)))
    assert "CNF-12" in faults(deck, replace(SOCIEUX, logos=(wrong_emblem(stars=3, ratio=1.0, size=1 / 6),)))


def test_a_picture_without_alternative_or_with_a_file_name(tmp_path: Path) -> None:
    def change(deck: Any) -> None:
        add_picture(deck.slides[0], logo_png(), "", 1)
        add_picture(deck.slides[0], logo_png(), "photo_12.jpg", 1)

    assert len(all_of(good_deck(tmp_path / "d.pptx", change), "CNF-40")) == 2


def test_another_template_is_told_by_theme_format_and_layouts(tmp_path: Path) -> None:
    from tests.slides.templates import small_fund

    wanted = tmp_path / "modele.pptx"
    wanted.write_bytes(small_fund())
    standard = replace(SOCIEUX, template=template_standard(wanted))
    deck = good_deck(tmp_path / "d.pptx")
    said = " ".join(one.message for one in all_of(deck, "CNF-10", standard))
    for word in ("thème", "Title Slide"):
        assert word in said
    own = replace(SOCIEUX, template=template_standard(deck))
    assert all_of(deck, "CNF-10", own) == []


def test_comments_of_readers_are_counted_with_their_slides(tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    added = f'<Relationship Id="rId99" Type="{kind}" Target="../comments/comment1.xml"/></Relationships>'
    remark = (
        b'<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
        b'<p:cm authorId="0" idx="1"><p:text>revoir</p:text></p:cm></p:cmLst>'
    )

    def change(name: str, data: bytes) -> bytes:
        is_first = name == "ppt/slides/_rels/slide1.xml.rels"
        return data.replace(b"</Relationships>", added.encode()) if is_first else data

    deck = rewritten(good_deck(tmp_path / "d.pptx"), change, **{"ppt/comments/comment1.xml": remark})
    assert "1 commentaire : diapositive 1" in faults(deck)["CNF-30"].message


@pytest.mark.parametrize(
    "data", [lockup(), lockup(below=True), wrong_emblem(), wrong_emblem(blue="#004494"), wrong_emblem(gold="#FFD617")]
)
def test_a_right_emblem_drawn_by_another_or_with_its_words_is_no_fault(tmp_path: Path, data: bytes) -> None:
    def change(deck: Any) -> None:
        picture = next(s for s in deck.slides[1].shapes if "Emblème" in str(s._element.xpath(".//p:cNvPr/@descr")))
        picture._element.getparent().remove(picture._element)
        add_picture(deck.slides[1], data, "Emblème de l'Union européenne", 1.4, left=15)

    found = faults(good_deck(tmp_path / "d.pptx", change))
    assert "CNF-13" not in found and "CNF-14" not in found


def test_a_blue_picture_with_something_yellow_is_no_emblem(tmp_path: Path) -> None:
    picture = wrong_emblem(stars=1, size=1 / 4)
    change = lambda deck: add_picture(deck.slides[0], picture, "Le logo d'une ville", 1.4, left=15)  # noqa: E731
    assert "CNF-14" not in faults(good_deck(tmp_path / "d.pptx", change))
