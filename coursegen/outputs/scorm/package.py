"""Courseware -> the files of a package -> its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coursegen.charter import Charter, emblem_svg, load_charter
from coursegen.courseware import Courseware
from coursegen.outputs.scorm.archive import zipped
from coursegen.outputs.scorm.chunks import chunked
from coursegen.outputs.scorm.content import Content, compact, course_data, identify, objectives, test_slots
from coursegen.outputs.scorm.identifiers import file_names
from coursegen.outputs.scorm.interface import test_words
from coursegen.outputs.scorm.manifest12 import LAUNCH, manifest12
from coursegen.outputs.scorm.outline import outline
from coursegen.outputs.scorm.player_files import player_scripts, player_style
from coursegen.outputs.scorm.shell import shell
from coursegen.outputs.scorm.theme import theme_css
from methodology.i18n import speaking

_EMBLEM = "emblem.svg"


@dataclass(frozen=True)
class Profile:
    """One edition of SCORM: how its manifest is written, which driver of the player speaks to the LMS."""

    manifest: Callable[[Courseware, Iterable[str], int], bytes]
    driver: str


SCORM12 = Profile(manifest=manifest12, driver="driver_scorm12")


def write_scorm12(courseware: Courseware, charter: Charter | None = None) -> bytes:
    """The SCORM 1.2 package of the course, as the bytes of a zip; the same bytes for the same course.

    `charter` gives colours and fonts; by default the built-in one that the course names. Raises InputError when a text
    shows a file that the course doesn't have.
    """
    brand = charter or load_charter(courseware.charter, courseware.language)
    with speaking(courseware.language.partition("-")[0].lower()):
        files = package_files(courseware, brand, SCORM12)
    return zipped(files, courseware.date)


def package_files(courseware: Courseware, charter: Charter, profile: Profile) -> dict[str, bytes]:
    """Every file of the package by its path. The words are in the language of the moment."""
    names = file_names([media.name for media in courseware.media])
    content = identify(courseware, outline(courseware), names, len(charter.module_hues))
    emblem = charter.emblem and bool(courseware.funding)
    texts = _texts(content, charter, profile, _EMBLEM if emblem else "")
    if emblem:
        texts[_EMBLEM] = emblem_svg(64)
    files = {path: text.encode() for path, text in texts.items()} | _media(courseware, names, texts)
    return files | {"imsmanifest.xml": profile.manifest(courseware, files, _mastery(content))}


def _texts(content: Content, charter: Charter, profile: Profile, emblem: str) -> dict[str, str]:
    chunks = chunked(content)
    player = player_scripts(profile.driver)
    return chunks.files | {
        "player.js": player["player.js"],
        "tests.js": f"{_test_data(content)}{player['tests.js']}",
        LAUNCH: shell(content, course_data(content, chunks.of_page), emblem),
        "player.css": theme_css(charter) + player_style("player.css"),
        "tests.css": player_style("tests.css"),
    }


def _test_data(content: Content) -> str:
    values = (test_words(), test_slots(content), objectives(content))
    return f"courseTests({','.join(map(compact, values))});\n"


def _media(courseware: Courseware, names: dict[str, str], texts: dict[str, str]) -> dict[str, bytes]:
    """The files that a text of the package shows; the others would be weight for nothing."""
    everything = "".join(texts.values())
    paths = {f"media/{names[media.name]}": media.data for media in courseware.media}
    return {path: data for path, data in paths.items() if path in everything}


def _mastery(content: Content) -> int:
    """The mastery score: the course's pass mark when a test of the package counts, else 0."""
    pages = (page for part in content.parts for page in part.pages)
    counted = any(page.test and page.test.weight > 0 for page in pages)
    return round(content.courseware.pass_percent) if counted else 0
