"""The same course gives the same file, and the file says nothing but the course's."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

from coursegen.charter import Charter, load_charter
from coursegen.outputs.slides import write_deck
from tests.slides.look import reopened
from tests.slides.sample import sample_courseware, sample_deck
from tests.slides.templates import french_ministry


def test_two_builds_are_identical(package: bytes, charter: Charter) -> None:
    assert write_deck(sample_courseware(), sample_deck(), charter) == package


def test_two_builds_on_a_users_template_are_identical(charter: Charter) -> None:
    template = french_ministry()
    one, other = (write_deck(sample_courseware(), sample_deck(), charter, template) for _ in range(2))
    assert one == other


def test_another_date_of_the_version_changes_the_file(package: bytes, charter: Charter) -> None:
    later = sample_courseware(date=datetime(2026, 10, 1, tzinfo=UTC))
    assert write_deck(later, sample_deck(), charter) != package


def test_entries_are_sorted_and_dated_alike_with_types_first(package: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        names = archive.namelist()
        assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert names[2:] == sorted(names[2:])
        assert len(names) == len(set(names))
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_metadata_are_the_courses(package: bytes) -> None:
    core = reopened(package).core_properties
    assert core.title == "Formation de formateurs – Analyser"
    assert core.author == core.last_modified_by == "A. Exemple, B. Modèle"
    assert core.created == core.modified == datetime(2026, 9, 14, tzinfo=UTC).replace(tzinfo=core.created.tzinfo)
    assert (core.language, core.version, core.revision) == ("fr-FR", "1.2", 1)


def test_nothing_of_the_templates_owner_or_of_the_library_is_left(package: bytes, charter: Charter) -> None:
    corporate = write_deck(sample_courseware(), sample_deck(), charter, french_ministry())
    for data in (package, corporate):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            everything = b"".join(archive.read(name) for name in names)
        for trace in (b"Steve Canny", b"Service communication", b"Interne", b"Microsoft Macintosh"):
            assert trace not in everything
        assert not [name for name in names if "thumbnail" in name or "printerSettings" in name or "custom.xml" in name]


def test_language_of_the_course_is_that_of_the_text(charter: Charter) -> None:
    data = write_deck(sample_courseware(language="pt"), sample_deck(), charter)
    deck = reopened(data)
    assert deck.core_properties.language == "pt-PT"
    assert 'lang="pt-PT"' in deck.slides[1].part.blob.decode()
    assert "14 de setembro de 2026" in deck.slides[1].part.blob.decode()


def test_statement_of_another_language_is_marked_as_such() -> None:
    english = load_charter("socieux", "en")
    course = sample_courseware(language="en", clause=english.clause, funding=english.funding)
    master = reopened(write_deck(course, sample_deck(), english)).slide_master.part.blob.decode()
    run = next(part for part in master.split("<a:r>") if "Co-funded by the European Union" in part)
    assert 'lang="en-GB"' in run


def test_module_number_and_hue_change_only_what_they_should(package: bytes, charter: Charter) -> None:
    other = write_deck(sample_courseware(), replace(sample_deck(), hue=5), charter)
    with zipfile.ZipFile(io.BytesIO(package)) as one, zipfile.ZipFile(io.BytesIO(other)) as two:
        changed = [name for name in one.namelist() if one.read(name) != two.read(name)]
    assert changed == ["ppt/theme/theme1.xml", "ppt/theme/theme2.xml"]
