"""Every message in every language, with the same places to fill; a course made in a language speaks that language."""

from __future__ import annotations

import html
import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursegen.build.kinds import Request, is_as_written, is_on_request, kind, kind_names
from coursegen.charter import load_charter
from coursegen.cli.app import LANGUAGES, run
from coursegen.compose import compose
from coursegen.courseware import Courseware
from coursegen.starter import write_starter
from methodology.folder import read_folder
from methodology.i18n import Catalogue, speaking
from scripts.messages import LANGUAGES as TRANSLATED
from scripts.messages import PACKAGES, Msgid, Package, faults, placeholders_that_differ, translations, update


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    with speaking("fr"):
        yield


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.folder)
@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_and_keeps_its_places(package: Package, language: str) -> None:
    assert list(faults(package, language)) == [], "« make messages », puis traduisez"


def test_the_command_line_offers_every_language() -> None:
    assert set(LANGUAGES) == {"fr", *TRANSLATED}


@pytest.mark.parametrize(
    ("message", "translated", "lost"),
    [
        ("{n} Ko", "{n} KB", set()),
        ("{n} Ko", "KB", {"{n}"}),
        ("{hours} h {minutes:02d}", "{hours} h {minutes}", {"{minutes:02d}", "{minutes}"}),
        ("version %(version)s", "version %(versao)s", {"%(version)s", "%(versao)s"}),
        (("{n} erreur", "{n} erreurs"), ("one error", "{n} errors"), set()),
        (("{n} erreur", "{n} erreurs"), ("{n} error", "errors"), {"{n}"}),
    ],
)
def test_a_place_lost_in_translation_is_found(message: Msgid, translated: Msgid, lost: set[str]) -> None:
    assert placeholders_that_differ(message, translated) == lost


def test_updating_keeps_translations_adds_what_is_new_and_drops_what_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "pt.po"
    package = Package("coursegen")
    update(path, {"Durée", "Où", ("{n} page", "{n} pages")}, package, "pt")
    path.write_text(
        path.read_text("utf-8").replace('msgid "Durée"\nmsgstr ""', 'msgid "Durée"\nmsgstr "Duração"'), "utf-8"
    )
    update(path, {"Durée", "Quand"}, package, "pt")
    assert translations(path) == {"Durée": "Duração", "Quand": ""}
    once = path.read_bytes()
    update(path, {"Quand", "Durée"}, package, "pt")
    assert path.read_bytes() == once


def test_a_message_inside_an_f_string_is_a_message() -> None:
    (coursegen,) = (package for package in PACKAGES if package.folder == "coursegen")
    assert "Corrigez les erreurs avant de construire le cours." in coursegen.msgids()


PLURALS = {"fr": "0 erreur, 1 erreur, 2 erreurs", "en": "0 errors, 1 error, 2 errors"}
PLURALS |= {"pt": "0 erros, 1 erro, 2 erros", "es": "0 errores, 1 error, 2 errores"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nought_is_plural_except_in_french(language: str) -> None:
    from coursegen.i18n import ngettext

    with speaking(language):
        said = [ngettext("{n} erreur", "{n} erreurs", n).format(n=n) for n in (0, 1, 2)]
    assert ", ".join(said) == PLURALS[language]


def test_a_plural_without_translation_stays_good_french(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    with speaking("pt"):
        assert [catalogue.ngettext("{n} cas", "{n} cas divers", n) for n in (0, 2)] == ["{n} cas", "{n} cas divers"]


@pytest.mark.parametrize("variant", ["pt-PT", "pt_PT", "PT"])
def test_a_variant_of_a_language_reads_its_catalogue(variant: str) -> None:
    from coursegen.i18n import gettext

    with speaking(variant):
        assert gettext("Durée") == "Duração"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Usage :", "Vérifie DOSSIER", "Montre cette aide.")),
        ("en", ("Usage:", "Checks DOSSIER", "Shows this help.")),
        ("pt", ("Utilização:", "Verifica DOSSIER", "Mostra esta ajuda.")),
        ("es", ("Uso:", "Comprueba DOSSIER", "Muestra esta ayuda.")),
    ],
)
def test_help_speaks_the_language_asked_for(
    language: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", language, "check", "--help"]) == 0
    out = capsys.readouterr().out
    assert [word for word in words if word not in out] == []
    assert "Show this message" not in out


def test_help_of_the_program_follows_the_system(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "pt_PT.UTF-8")
    assert run(["--help"]) == 0
    assert "Comandos:" in capsys.readouterr().out


ROOM = """
      - id: S1.9
        titre: "Jouer un entretien"
        duree_min: 75
        modalite: presentiel
        objectifs: [O1]
        diapositives: contenus/diapos.md
        points_vigilance: ["Rester calme."]
        etapes:
          - {id: jouer, titre: "Jouer", duree_min: 75, methode: active, actif: true, regroupement: sous_groupe}
"""
SLIDES = """## Une liste claire sert tout le monde

:::{activite}
:duree: 5
:groupe: tables de quatre
:production: une fiche
:materiel: feutres
Remplissez la fiche.
:::

## Deux chiffres se comparent

| Bureau | Retours |
|---|---|
| Nord | 4 |
"""


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    """The beginner's folder, with a sequence in the room that has slides."""
    folder = tmp_path / "cours"
    write_starter(folder, "TEST-01", "Renseigner")
    with (folder / "3-sequences.yaml").open("a", encoding="utf-8") as stream:
        stream.write(ROOM)
    (folder / "contenus" / "diapos.md").write_text(SLIDES, encoding="utf-8")
    return folder


def made(folder: Path, language: str, out: Path) -> tuple[Courseware, str]:
    """The courseware of that folder declared in that language, and every text of every file made from it."""
    identity = folder / "cours.yaml"
    identity.write_text(re.sub(r"(?m)^langue: \w+", f"langue: {language}", identity.read_text("utf-8")), "utf-8")
    course = read_folder(folder).course
    assert course is not None
    out.mkdir()
    with speaking(language):
        courseware = compose(course)
        request = Request(
            composed=lambda: courseware, charter=load_charter(courseware.charter), folder=out, course=course
        )
        told = [name for name in kind_names() if not is_on_request(name) and not is_as_written(name)]
        files = [path for name in told for path in kind(name).produce(request)]
    assert {path.suffix for path in files} >= {".mbz", ".zip", ".pptx"}
    return courseware, "\n".join(text for path in files for text in written(path))


def written(package: Path) -> Iterator[str]:
    """What a person can read, or hear read, in an archive."""
    for name, data in members(package):
        if name.endswith(".js"):
            yield from (shown(word) for word in re.findall(r'"((?:[^"\\]|\\.)*)"', data.decode()))
        elif name.endswith((".xml", ".html")):
            yield shown(data.decode())


def members(package: Path) -> Iterator[tuple[str, bytes]]:
    if zipfile.is_zipfile(package):
        with zipfile.ZipFile(package) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())
    elif tarfile.is_tarfile(package):
        with tarfile.open(package) as tape:
            yield from ((member.name, stream.read()) for member in tape if (stream := tape.extractfile(member)))


def shown(markup: str) -> str:
    """The text between the tags, and what stands for a picture or a button; Moodle's backups escape their HTML."""
    spoken = re.findall(r'\b(?:alt|descr|title|aria-label)="([^"]*)"', markup)
    text = html.unescape("\n".join([re.sub(r"<[^>]*>", "\n", markup), *spoken]))
    return shown(text) if re.search(r"</\w+>", text) else text


def plain(text: str) -> str:
    """Without the differences that escapes and typography make."""
    text = re.sub(r"[ \u00a0\u202f]+", " ", html.unescape(text.replace('\\"', '"')).replace("’", "'"))
    return text.replace(" :", ":")


def french_messages(text: str, allowed: str) -> set[str]:
    """The French messages that stand in the text, apart from what is allowed there."""
    ids = {form for package in PACKAGES for msgid in package.msgids() for form in forms(msgid)}
    return {message for message in ids if says(text, message) and not says(allowed, message)}


def forms(message: Msgid) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else message


def says(text: str, message: str) -> bool:
    """Whether the text holds that message, whatever fills its places."""
    parts = [part.strip() for part in re.split(r"\{[^}]*\}|%\(\w+\)s", plain(message))]
    parts = [part for part in parts if re.search(r"\w{4}", part)]
    known = sum(map(len, parts)) > (3 if "{" not in message else 9)
    if not known or not all(part in text for part in parts):
        return False
    return bool(re.search(".{0,60}?".join(rf"(?<!\w){re.escape(part)}(?!\w)" for part in parts), text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_course_made_in_a_language_says_nothing_in_french(starter: Path, tmp_path: Path, language: str) -> None:
    courseware, text = made(starter, language, tmp_path / "out")
    authors = "\n".join(path.read_text("utf-8") for path in sorted(starter.rglob("*")) if path.is_file())
    known = [translations(package.catalogue(language)).values() for package in PACKAGES]
    translated = [form for messages in known for message in messages for form in forms(message)]
    allowed = plain("\n".join([authors, courseware.clause, courseware.funding, *translated]))
    leaks = french_messages(plain(text), allowed)
    if language == "fr":
        assert len(leaks) > 80, "the search itself finds nothing any more"
    else:
        assert leaks == set()
