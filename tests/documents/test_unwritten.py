"""What is still to be written keeps a document from being final, wherever in it that stands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from coursegen.build import BuildOptions, build_course
from coursegen.documents_model import Audience, Box, Callout, Document, Placeholder, bullets, paragraph
from coursegen.errors import TemplateError
from coursegen.outputs.documents import Subject
from coursegen.outputs.documents.unwritten import for_the_author, prompts

EXAMPLE = Path(__file__).parents[2] / "examples" / "one-ael"


def test_prompts_are_found_in_boxes_and_lists_and_ordinary_words_are_none() -> None:
    blocks = (
        paragraph("Phrase à compléter, tous ensemble"),
        Callout(Box.TIP, "Astuce", (Placeholder("le contact"),)),
        bullets("[À compléter : la date]", "Feuille à compléter"),
    )
    assert [*prompts(blocks)] == ["le contact", "À compléter : la date"]


def test_what_tells_the_author_how_to_fill_the_folder_in_is_found_and_nothing_else() -> None:
    blocks = (
        paragraph("Les dates manquent ; notez-les dans « depart » et « retour ». La suite est connue."),
        bullets("L'empreinte se note dans « action.yaml ».", "empreintes: [01=908f7d32]"),
        paragraph("Cliquez dans « messages » puis dans « Agenda », et notez la date dans votre agenda."),
    )
    assert [*for_the_author(blocks)] == [
        "notez-les dans « depart » et « retour ».",
        "L'empreinte se note dans « action.yaml ».",
        "empreintes: [01=908f7d32]",
    ]


def _sheet(subject: Subject) -> Iterator[Document]:
    yield subject.document("note", "Note", (Placeholder("le contact du partenaire"),), Audience.PARTNER)


def test_the_build_of_a_final_version_names_what_is_still_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coursegen.outputs.documents.sheets", lambda: (SimpleNamespace(compose=_sheet),))
    folder = tmp_path / "cours"
    shutil.copytree(EXAMPLE, folder)
    course = folder / "cours.yaml"
    text = course.read_text(encoding="utf-8").replace("charte: socieux", "charte: neutre")
    course.write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError) as refused:
        build_course(folder, tmp_path / "out", ("docx",), BuildOptions(final=True))
    assert "« ONE-AEL-01-note.docx », il reste à écrire : « le contact du partenaire »" in refused.value.message
    assert not (tmp_path / "out" / "ONE-AEL-01-note.docx").exists()
