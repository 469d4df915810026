"""Courseware -> the files of a package -> its bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from coursegen.charter import Charter, emblem_svg, load_charter
from coursegen.courseware import Courseware
from coursegen.outputs.scorm.archive import zipped
from coursegen.outputs.scorm.chunks import chunked
from coursegen.outputs.scorm.content import Content, compact, course_data, identify, objectives, test_slots
from coursegen.outputs.scorm.control import control_schemas
from coursegen.outputs.scorm.extras import extra_data, term_data
from coursegen.outputs.scorm.identifiers import file_names
from coursegen.outputs.scorm.interface import result_words
from coursegen.outputs.scorm.manifest import Parcel
from coursegen.outputs.scorm.manifest12 import manifest12
from coursegen.outputs.scorm.manifest2004 import EDITIONS, manifest2004
from coursegen.outputs.scorm.modules_page import modules_page
from coursegen.outputs.scorm.outline import outline
from coursegen.outputs.scorm.page_list import packed
from coursegen.outputs.scorm.player_files import player_scripts, player_style
from coursegen.outputs.scorm.rare_kinds import PLACED_KINDS, RARE_KINDS, asked_questions, asks_one_of
from coursegen.outputs.scorm.shell import shell
from coursegen.outputs.scorm.texts import files_of
from coursegen.outputs.scorm.theme import chosen_look_css, theme_css
from coursegen.outputs.scorm.titles import with_visible_titles
from coursegen.outputs.scorm.units import LAUNCH, Shape, Unit, module_keys, part_of_course, units
from coursegen.outputs.scorm.words_of_tests import test_words
from methodology.i18n import speaking

_EMBLEM = "emblem.svg"
_WHOLE = Shape()


@dataclass(frozen=True)
class Profile:
    """One edition of SCORM: how its manifest is written, which driver of the player speaks to the LMS, its schemas."""

    manifest: Callable[[Parcel], bytes]
    driver: str
    schemas: str


SCORM12 = Profile(manifest=manifest12, driver="driver_scorm12", schemas="scorm12")


def _scorm2004(edition: int) -> Profile:
    return Profile(partial(manifest2004, edition=edition), driver="driver_scorm2004", schemas="scorm2004")


SCORM2004 = {edition: _scorm2004(edition) for edition in EDITIONS}


def write_scorm12(courseware: Courseware, charter: Charter | None = None, shape: Shape = _WHOLE) -> bytes:
    """A SCORM 1.2 package of the course, as the bytes of a zip; the same bytes for the same course.

    `charter` gives colours and fonts; by default the built-in one that the course names. `shape` says what is in the
    package. Raises InputError when a text shows a file that the course doesn't have.
    """
    return _zipped(courseware, charter, SCORM12, shape)


def write_scorm2004(courseware: Courseware, charter: Charter | None = None, shape: Shape = _WHOLE) -> bytes:
    """A SCORM 2004 package of the course in the edition of `shape`; the rest as for `write_scorm12`."""
    return _zipped(courseware, charter, SCORM2004[shape.edition], shape)


def module_shapes(courseware: Courseware, shape: Shape = _WHOLE) -> tuple[Shape, ...]:
    """The shapes of one package for each module, and for the welcome when it has more than the cover."""
    with speaking(courseware.language.partition("-")[0].lower()):
        content = identify(courseware, outline(courseware), {}, 1)
    return tuple(replace(shape, section=key) for key in module_keys(content))


def _zipped(courseware: Courseware, charter: Charter | None, profile: Profile, shape: Shape) -> bytes:
    brand = charter or load_charter(courseware.charter, courseware.language)
    with speaking(courseware.language.partition("-")[0].lower()):
        files = package_files(with_visible_titles(courseware), brand, profile, shape)
    return zipped(files, courseware.date)


def package_files(
    courseware: Courseware, charter: Charter, profile: Profile, shape: Shape = _WHOLE
) -> dict[str, bytes]:
    """Every file of the package by its path. The words are in the language of the moment."""
    names = file_names([*files_of(courseware.media)])
    whole = identify(courseware, outline(courseware), names, len(charter.module_hues))
    scos = units(whole, shape)
    emblem = charter.emblem and bool(courseware.funding)
    texts = _texts(whole, scos, charter, profile, _EMBLEM if emblem else "")
    if len(scos) > 1:
        texts[LAUNCH] = modules_page(courseware, scos, ordered=shape.ordered)
    if emblem:
        texts[_EMBLEM] = emblem_svg(64)
    # A lone half of a pair, which UTF-8 can't hold, becomes a question mark.
    files = {path: text.encode(errors="replace") for path, text in texts.items()} | _media(courseware, names, texts)
    parcel = Parcel(part_of_course(courseware, shape.section), scos, tuple(sorted(files)), shape.ordered)
    return files | control_schemas(profile.schemas) | {"imsmanifest.xml": profile.manifest(parcel)}


def _texts(whole: Content, scos: tuple[Unit, ...], charter: Charter, profile: Profile, emblem: str) -> dict[str, str]:
    player = player_scripts(profile.driver)
    texts = {
        "player.js": player["player.js"],
        "tests.js": f"{_test_data(whole, scos)}{player['tests.js']}",
        **({"kinds.js": player["kinds.js"]} if asks_one_of(whole, RARE_KINDS) else {}),
        "extras.js": f"{player['extras.js']}{extra_data(whole.courseware, by_module=bool(scos[0].content.unit))}",
        "player.css": theme_css(charter) + player_style("player.css"),
        "look.css": chosen_look_css(charter) + player_style("look.css"),
        "tests.css": player_style("tests.css")
        + (player_style("kinds.css") if asks_one_of(whole, PLACED_KINDS) else ""),
        "extras.css": player_style("extras.css"),
        **term_data(whole, player["glossary.js"]),
        **({"modules.js": player["modules.js"]} if len(scos) > 1 else {}),
    }
    count = 0
    for sco in scos:
        chunks = chunked(sco.content, first=count + 1)
        count += len(chunks.files)
        texts |= chunks.files
        texts[sco.launch] = shell(sco.content, packed(course_data(sco.content, chunks.of_page)), emblem)
    return texts


def _test_data(whole: Content, scos: tuple[Unit, ...]) -> str:
    """The questions and objectives of every SCO: the player takes those of its own screens."""
    held = replace(whole, parts=tuple(part for sco in scos for part in sco.content.parts))
    values = (test_words(asked_questions(held)) | result_words(), test_slots(held), objectives(held))
    return f"courseTests({','.join(map(compact, values))});\n"


def _media(courseware: Courseware, names: dict[str, str], texts: dict[str, str]) -> dict[str, bytes]:
    """The files that a text of the package shows; the others would be weight for nothing."""
    everything = "".join(texts.values())
    paths = {f"media/{names[name]}": data for name, data in files_of(courseware.media).items()}
    return {path: data for path, data in paths.items() if path in everything}
