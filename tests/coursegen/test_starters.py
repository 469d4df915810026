"""What `coursegen new` gives in each language: a course that checks without a remark, and whose texts are all in it."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from coursegen.cli.app import run
from coursegen.starter import file_header, starter_languages, write_starter
from methodology.catalogue_data import catalogue_data
from methodology.folder import read_folder
from methodology.rules import check

LANGUAGES = ("fr", "en", "pt", "es")
WORDS = re.compile(r"[^\W\d_]+")
SHARED = {"en": set[str](), "pt": {"par", "ou"}, "es": {"le"}}
"""Small words of French that are words of that language too."""
STARTERS = Path(__file__).parents[2] / "coursegen" / "starter"


def new(tmp_path: Path, *options: str) -> Path:
    folder = tmp_path / "cours"
    assert run([*options[:2], "new", str(folder), *options[2:]]) == 0
    return folder


def test_every_language_of_the_program_has_a_starter() -> None:
    assert set(starter_languages()) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_course_checks_without_a_remark_and_builds(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = new(tmp_path, "--lang", "fr", "--langue", language)
    capsys.readouterr()
    assert run(["check", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []
    out = tmp_path / "out"
    assert run(["build", str(folder), "-o", str(out), "--only", "mbz,scorm12,pptx,xlsx"]) == 0
    assert {path.suffix for path in out.iterdir()} >= {".mbz", ".zip", ".pptx", ".xlsx"}
    with zipfile.ZipFile(next(out.glob("*.pptx"))) as deck:
        assert len([name for name in deck.namelist() if name.startswith("ppt/slides/slide")]) >= 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_course_speaks_its_language_and_keeps_its_title(tmp_path: Path, language: str) -> None:
    folder = new(tmp_path, "--lang", "en", "--langue", language, "--titre", "Mon « cours » : 1")
    course = read_folder(folder).course
    assert course is not None
    assert (course.identity.language, course.identity.title) == (language, "Mon « cours » : 1")


@pytest.mark.parametrize(
    ("interface", "title", "code"),
    [("en", "Title of your course", "MY-COURSE-01"), ("es", "Título de su curso", "MI-CURSO-01")],
)
def test_without_an_option_the_course_follows_the_messages(
    tmp_path: Path, interface: str, title: str, code: str
) -> None:
    course = read_folder(new(tmp_path, "--lang", interface)).course
    assert course is not None
    assert (course.identity.language, course.identity.title, course.identity.code) == (interface, title, code)


@pytest.mark.parametrize("language", ["en", "pt", "es"])
def test_texts_and_comments_are_not_in_french(language: str) -> None:
    small = {tongue: set(words) for tongue, words in catalogue_data("function_words").items()}
    for path in sorted((STARTERS / language).rglob("*.txt")):
        written = "\n".join(said(path.read_text("utf-8")))
        words = [word.lower() for word in WORDS.findall(written)]
        french = [word for word in words if word in small["fr"] - small[language] - SHARED[language]]
        assert not french, f"{path}: {french}"
        assert any(word in small[language] for word in words), path


def said(text: str) -> list[str]:
    """What a person wrote in a file: comments, quoted texts, and Markdown; the dialect's own words apart."""
    comments = re.findall(r"(?m)#\s(?!yaml-language-server)(.*)$", text)
    quoted = re.findall(r'"([^"]*)"', text)
    prose = [] if "yaml-language-server" in text else [re.sub(r"(?m)^:.*?:(?= )|^:::.*$", "", text)]
    return [*comments, *quoted, *prose]


def test_the_same_things_in_every_language() -> None:
    shapes = {language: shape(language) for language in LANGUAGES}
    assert len({json.dumps(each) for each in shapes.values()}) == 1, shapes


def shape(language: str) -> list[int]:
    """How many lines that are no text each YAML file has: a template that lacks a field shows."""
    files = sorted((STARTERS / language).glob("*.yaml.txt"))
    return [len(re.findall(r"(?m)^[\s-]*\{?\w+:", path.read_text("utf-8"))) for path in files]


def test_a_language_without_starter_is_refused_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", "fr", "new", str(tmp_path / "x"), "--langue", "de"]) == 2
    said = capsys.readouterr().err
    assert all(language in said for language in LANGUAGES)
    assert not (tmp_path / "x").exists()


def test_an_example_keeps_its_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--lang", "fr", "new", str(tmp_path / "x"), "--example", "cipres-fdf", "--langue", "en"]
    assert run(arguments) == 2
    assert "--langue" in capsys.readouterr().err


def test_the_workbook_alone_holds_the_course_of_that_language(tmp_path: Path) -> None:
    book = tmp_path / "c.xlsx"
    assert run(["--lang", "fr", "new", "--classeur", str(book), "--langue", "pt"]) == 0
    folder = tmp_path / "repris"
    assert run(["--lang", "fr", "import", str(book), str(folder)]) == 0
    course = read_folder(folder).course
    assert course is not None
    assert course.identity.language == "pt"
    assert "# Fase 2" in (folder / "2-objectifs.yaml").read_text("utf-8")


def test_headers_of_a_language_without_starter_are_french() -> None:
    assert file_header("2-objectifs.yaml", "de") == file_header("2-objectifs.yaml")


@pytest.mark.parametrize(
    ("language", "statement", "rule"),
    [
        ("en", "Understand the pension file", "OBJ-02"),
        ("en", "The documents of a pension file", "OBJ-01"),
        ("en", "List the documents and explain the deadlines", "OBJ-05"),
        ("en", "Teach participants the documents", "OBJ-09"),
        ("pt", "Conhecer os documentos", "OBJ-02"),
        ("pt", "Enumerar os documentos e explicar os prazos", "OBJ-05"),
        ("pt", "Os documentos de um processo", "OBJ-01"),
        ("es", "Conocer los documentos", "OBJ-02"),
        ("es", "Enumerar los documentos y explicar los plazos", "OBJ-05"),
        ("es", "Los documentos de un expediente", "OBJ-01"),
    ],
)
def test_objectives_are_judged_in_the_language_of_the_course(
    tmp_path: Path, language: str, statement: str, rule: str
) -> None:
    folder = tmp_path / "cours"
    write_starter(folder, "TEST-01", language=language)
    path = folder / "2-objectifs.yaml"
    path.write_text(re.sub(r'enonce: "[^"]*"', f'enonce: "{statement}"', path.read_text("utf-8"), count=1), "utf-8")
    course = read_folder(folder).course
    assert course is not None
    assert rule in {finding.rule for finding in check(course)}


def test_todo_is_a_leftover_and_the_spanish_word_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "cours"
    write_starter(folder, "TEST-01", language="es")
    page = folder / "contenus" / "m1" / "documentos.md"
    for text, found in (("Todo está aquí, sobre todo el sello.", False), ("TODO un ejemplo.", True)):
        page.write_text(f"## Los documentos\n\n{text}\n", "utf-8")
        course = read_folder(folder).course
        assert course is not None
        assert ("DOC-01" in {finding.rule for finding in check(course)}) is found
