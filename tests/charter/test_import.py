"""`coursegen charter import`: three offices' templates become charters; what can't be used is refused by name."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn

from coursegen.charter import load_charter
from coursegen.charter.colour import VISIONS, contrast, distance
from coursegen.cli.app import run
from coursegen.outputs.slides.base import base_template
from tests.charter.material import logo_png, png
from tests.slides.corporate import AMBER, CORPORATE, DARK, PLUM, dark_master
from tests.slides.templates import french_ministry, titles_only, with_theme

Said = pytest.CaptureFixture[str]


def given(folder: Path, data: bytes, name: str = "modele.pptx") -> str:
    """A file somebody hands over."""
    path = folder / name
    path.write_bytes(data)
    return str(path)


def imported(capsys: Said, *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["charter", "import", *arguments, "--json"]) == 0, capsys.readouterr().err
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("name", CORPORATE)
def test_a_template_becomes_a_charter_that_courses_may_name(name: str, tmp_path: Path, capsys: Said) -> None:
    template = given(tmp_path, CORPORATE[name](), f"{name}.potx")
    found = imported(capsys, template, "--nom", name)
    charter = load_charter(name)
    assert charter.template is not None
    assert len(Presentation(io.BytesIO(charter.template)).slides) == 0
    layouts = {layout.name for layout in Presentation(io.BytesIO(charter.template)).slide_layouts}
    assert {row["layout"] for row in found["layouts"]} <= layouts
    assert len(found["layouts"]) == 12
    assert charter.slide_format == ("4:3" if name == "bandeau" else "16:9")
    assert run(["charter", "list"]) == 0
    assert name in capsys.readouterr().out


@pytest.mark.parametrize("name", CORPORATE)
def test_colours_taken_are_legible_and_module_hues_told_apart(name: str, tmp_path: Path, capsys: Said) -> None:
    imported(capsys, given(tmp_path, CORPORATE[name]()), "--nom", name)
    charter = load_charter(name)
    colours = charter.colours
    for text, ground in (
        (colours.ink, colours.paper),
        (colours.muted, colours.surface),
        (colours.accent, colours.paper),
        (colours.accent, colours.surface),
        (colours.on_accent, colours.accent),
    ):
        assert contrast(text, ground) >= 4.5, (text, ground)
    assert len(set(charter.module_hues)) == 8
    assert min(contrast(hue, "#FFFFFF") for hue in charter.module_hues) >= 4.65
    pairs = [(one, other) for n, one in enumerate(charter.module_hues[:4]) for other in charter.module_hues[:n]]
    assert min(distance(one, other, vision) for one, other in pairs for vision in VISIONS) >= 16


def test_the_brand_gives_its_accent_and_font_and_a_pale_one_is_darkened_and_said(tmp_path: Path, capsys: Said) -> None:
    imported(capsys, given(tmp_path, CORPORATE["bandeau"](), "b.potx"), "--nom", "bandeau")
    assert load_charter("bandeau").colours.accent == f"#{PLUM}"
    assert load_charter("bandeau").typeface.family == "Georgia"
    found = imported(capsys, given(tmp_path, dark_master()), "--nom", "sombre")
    assert load_charter("sombre").colours.ink == f"#{DARK}"
    assert any("#8FD3FF" in remark and "assombri" in remark for remark in found["remarks"])
    assert any("fond sombre" in remark for remark in found["remarks"])
    assert AMBER not in json.dumps(found["module_hues"]), "an amber nobody can read on white is no hue for text"


def test_the_mapping_is_shown_with_what_the_template_lacks_and_what_to_do(tmp_path: Path, capsys: Said) -> None:
    assert run(["charter", "import", given(tmp_path, dark_master()), "--nom", "sombre"]) == 0
    out = capsys.readouterr().out
    assert "✓ Activité" in out and "« Activité »" in out
    assert "– Tableau" in out and "(à défaut)" in out
    assert "Sans disposition propre" in out and "masque des diapositives" in out
    assert "charte: sombre" in out


def test_the_same_import_gives_the_same_bytes_and_never_replaces_unasked(tmp_path: Path, capsys: Said) -> None:
    template = given(tmp_path, french_ministry())
    first = Path(imported(capsys, template, "--nom", "ministere")["file"]).parent
    before = {path.name: path.read_bytes() for path in first.iterdir()}
    assert run(["charter", "import", template, "--nom", "ministere"]) == 2
    assert "--remplacer" in capsys.readouterr().err
    imported(capsys, template, "--nom", "ministere", "--remplacer")
    assert {path.name: path.read_bytes() for path in first.iterdir()} == before


def test_a_charter_beside_the_course_comes_before_that_of_the_account(
    course: Path, tmp_path: Path, capsys: Said
) -> None:
    imported(capsys, given(tmp_path, dark_master()), "--nom", "notre")
    imported(capsys, given(tmp_path, CORPORATE["bandeau"]()), "--nom", "notre", "--dans", str(course))
    assert load_charter("notre").slide_format == "16:9"
    assert load_charter("notre", course=course).slide_format == "4:3"
    text = (course / "cours.yaml").read_text("utf-8")
    (course / "cours.yaml").write_text(text.replace("charte: socieux", "charte: notre"), "utf-8")
    out = tmp_path / "sorties"
    assert run(["build", str(course), "--only", "pptx", "--brouillon", "-o", str(out)]) == 0, capsys.readouterr().err
    deck = Presentation(str(next(out.glob("*.pptx"))))
    assert (deck.slide_width, deck.slide_height) == (9_144_000, 6_858_000)


def test_a_layout_chosen_by_hand_in_the_charter_is_used(tmp_path: Path, capsys: Said) -> None:
    path = Path(imported(capsys, given(tmp_path, french_ministry()), "--nom", "ministere")["file"])
    data = yaml.safe_load(path.read_text("utf-8"))
    data["dispositions"]["synthese"] = "En-tête de section"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    assert run(["charter", "show", "ministere"]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "Synthèse" in line)
    assert "« En-tête de section »" in line


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("couleurs: {accent: rouge}\n", "couleur"),
        ("couleurs: {acent: '#000000'}\n", "acent"),
        ("clef: 1\n", "clef"),
        ("gabarit: ../../secret.pptx\n", "même dossier"),
        ("gabarit: absent.pptx\n", "absent.pptx"),
        ("herite: socieu\n", "socieu"),
        ("dispositions: [1]\n", "dispositions"),
        ("nom: [", "YAML"),
    ],
)
def test_a_charter_written_wrong_is_refused_with_the_place_by_check(
    change: str, words: str, course: Path, capsys: Said
) -> None:
    folder = course / "charte"
    folder.mkdir()
    (folder / "charte.yaml").write_text(f"nom: charte\n{change}", "utf-8")
    text = (course / "cours.yaml").read_text("utf-8")
    (course / "cours.yaml").write_text(text.replace("charte: socieux", "charte: charte"), "utf-8")
    assert run(["check", str(course)]) == 1
    out = "".join(capsys.readouterr())
    assert "CHA-01" in out and words in out and "Traceback" not in out


def _encrypted() -> bytes:
    return bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


def _renamed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<x/>")
    return out.getvalue()


def _with(**parts: bytes) -> bytes:
    """A template with these parts put in the place of its own, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(dark_master())) as given_, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {**{name: given_.read(name) for name in given_.namelist()}, **parts}.items():
            made.writestr(name, data)
    return out.getvalue()


def _part(name: str, before: bytes, after: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(dark_master())) as archive:
        data = archive.read(name)
    assert before in data
    return {name: data.replace(before, after, 1)}


_DTD = b'<!DOCTYPE a [<!ENTITY l SYSTEM "file:///etc/hostname">]>'
_THEME, _LAYOUT = "ppt/theme/theme1.xml", "ppt/slideLayouts/slideLayout1.xml"
REFUSED = {
    "entités du thème": (_with(**_part(_THEME, b"<a:theme", _DTD + b"<a:theme")), "entités XML", "LibreOffice"),
    "entités d'une disposition": (_with(**_part(_LAYOUT, b"<p:sldLayout", _DTD + b"<p:sldLayout")), "entités XML", ""),
    "entités des propriétés": (_with(**{"docProps/core.xml": _DTD + b"<a/>"}), "entités XML", ""),
    "thème abîmé": (_with(**_part(_THEME, b"</a:theme>", b"")), "abîmé", ".pptx"),
    "macros annoncées": (
        _with(
            **_part(
                "[Content_Types].xml", b"</Types>", b'<Default Extension="x" ContentType="a.macroEnabled"/></Types>'
            )
        ),
        "macros",
        "sans macros",
    ),
    "hors du dossier": (_with(**{"../../x.txt": b"1"}), "nom dangereux", "auteur"),
    "trop de parties": (_with(**{f"x/{n}.txt": b"" for n in range(6000)}), "anormalement gros", "provenance"),
    "ppt": (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "97-2003", "enregistrez-le au format .pptx"),
    "mot de passe": (_encrypted(), "mot de passe", "sans mot de passe"),
    "document": (_renamed(), "n'est pas une présentation PowerPoint : c'est un document Word (.docx)", ".pptx"),
    "sans texte": (titles_only(), "titre et contenu", "« Title Only »"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_template_is_refused_with_the_remedy_and_nothing_is_written(
    case: str, settings: Path, tmp_path: Path, capsys: Said
) -> None:
    data, reason, remedy = REFUSED[case]
    assert run(["charter", "import", given(tmp_path, data), "--nom", "x"]) == 1
    err = capsys.readouterr().err
    assert reason in err and remedy in err and "Traceback" not in err
    assert not settings.exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("logo.svg", b"<svg/>", "SVG"), ("logo.png", b"rien", "PNG"), ("absent.png", None, "lu")],
)
def test_a_logo_that_is_no_picture_is_refused(
    name: str, data: bytes | None, words: str, tmp_path: Path, capsys: Said
) -> None:
    if data is not None:
        given(tmp_path, data, name)
    template = given(tmp_path, french_ministry())
    assert run(["charter", "import", template, "--nom", "x", "--logo", f"socieux={tmp_path / name}"]) in (1, 4)
    assert words in capsys.readouterr().err


def test_names_that_no_folder_can_bear_are_refused(tmp_path: Path, capsys: Said) -> None:
    template = given(tmp_path, french_ministry(), "Modèle Été 2024.pptx")
    assert run(["charter", "import", template, "--nom", "../x"]) == 2
    assert "lettres" in capsys.readouterr().err
    assert imported(capsys, template)["name"] == "modele-ete-2024"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (logo_png(199, 300), "199 × 300 pixels"),
        (logo_png(900, 80), "900 × 80 pixels"),
        (png(Image.new("RGB", (400, 400), "#FFFFFF")), "vide"),
        (png(Image.new("RGBA", (400, 400), (10, 200, 90, 0))), "vide"),
    ],
)
def test_a_logo_too_small_to_print_or_blank_is_refused(
    data: bytes, words: str, settings: Path, tmp_path: Path, capsys: Said
) -> None:
    logo, template = given(tmp_path, data, "logo.png"), given(tmp_path, dark_master())
    assert run(["charter", "import", template, "--nom", "socieux", "--logo", f"socieux={logo}"]) == 1
    assert words in capsys.readouterr().err
    assert not settings.exists()


def test_a_charter_of_a_built_in_name_keeps_its_emblem_clause_and_statement(tmp_path: Path, capsys: Said) -> None:
    logo = given(tmp_path, logo_png(), "logo.png")
    found = imported(capsys, given(tmp_path, dark_master()), "--nom", "socieux", "--logo", f"socieux={logo}")
    assert found["inherits"] == "socieux" and found["missing_logos"] == []
    assert load_charter("socieux").emblem and load_charter("socieux").clause and load_charter("socieux").funding


def _plain() -> bytes:
    out = io.BytesIO()
    Presentation().save(out)
    return out.getvalue()


@pytest.mark.parametrize("template", [_plain, french_ministry])
def test_what_a_program_gives_by_itself_is_no_template_where_the_real_one_is_asked_for(
    template: Any, settings: Path, tmp_path: Path, capsys: Said
) -> None:
    path = given(tmp_path, template())
    assert run(["charter", "import", path, "--nom", "socieux"]) == 1
    assert "modèle vide du logiciel" in capsys.readouterr().err
    assert not settings.exists()
    assert any("Est-ce le bon ?" in remark for remark in imported(capsys, path, "--nom", "notre")["remarks"])


def test_a_template_with_the_theme_of_office_and_its_own_decor_is_taken(tmp_path: Path, capsys: Said) -> None:
    deck = Presentation(io.BytesIO(french_ministry()))
    band = copy.deepcopy(deck.slide_master.placeholders[0]._element)
    band.find(f".//{qn('p:nvPr')}").clear()
    deck.slide_master.shapes._spTree.append(band)
    out = io.BytesIO()
    deck.save(out)
    found = imported(capsys, given(tmp_path, out.getvalue()), "--nom", "socieux")
    assert any("accent d'Office" in remark for remark in found["remarks"])


def test_our_own_draft_is_no_template(course: Path, settings: Path, tmp_path: Path, capsys: Said) -> None:
    assert run(["build", str(course), "--only", "pptx", "-o", str(tmp_path / "out")]) == 0
    draft = str(next((tmp_path / "out").glob("*.pptx")))
    for name in ("socieux", "notre"):
        assert run(["charter", "import", draft, "--nom", name]) == 1
        assert "Logo SOCIEUX+ (fichier à fournir)" in capsys.readouterr().err
    assert not settings.exists()


def test_a_logo_without_a_template_takes_its_zone_in_our_own_layouts(
    course: Path, tmp_path: Path, capsys: Said
) -> None:
    folder = course / "charte"
    folder.mkdir()
    lines = "herite: socieux\nnom: socieux\nlogos: [{cle: socieux, nom: Logo SOCIEUX+, fichier: logo.png}]\n"
    (folder / "charte.yaml").write_text(lines, "utf-8")
    (folder / "logo.png").write_bytes(logo_png())
    out = tmp_path / "sorties"
    assert run(["build", str(course), "--only", "pptx", "-o", str(out)]) == 0, capsys.readouterr().err
    cover = Presentation(str(next(out.glob("*.pptx")))).slides[0]
    pictures = [shape for shape in cover.shapes if shape.shape_type == 13]
    assert [shape._element.nvPicPr.cNvPr.get("descr") for shape in pictures] == ["Logo SOCIEUX+"]
    assert pictures[0].image.blob == logo_png(), "the owner's own file, not retouched"


def test_the_empty_template_in_another_colour_is_still_the_empty_one(
    settings: Path, tmp_path: Path, capsys: Said
) -> None:
    path = given(tmp_path, with_theme(_plain(), {"accent1": PLUM, "accent2": AMBER}))
    assert run(["charter", "import", path, "--nom", "socieux"]) == 1
    assert "modèle vide du logiciel" in capsys.readouterr().err
    assert not settings.exists()


def test_our_own_layouts_under_other_names_are_known_by_their_zones(
    settings: Path, tmp_path: Path, capsys: Said
) -> None:
    deck: Any = base_template(load_charter("socieux"), "#003399", "", "fr-FR")
    for number, layout in enumerate(deck.slide_layouts):
        layout.name = f"Page {number}"
        for shape in layout.shapes:
            if "fichier" in shape.name or (shape.has_text_frame and "fichier" in shape.text_frame.text):
                shape._element.getparent().remove(shape._element)
    out = io.BytesIO()
    deck.save(out)
    assert run(["charter", "import", given(tmp_path, out.getvalue()), "--nom", "socieux"]) == 1
    assert "présentation faite par coursegen" in capsys.readouterr().err
    assert not settings.exists()
