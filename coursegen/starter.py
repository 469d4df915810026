"""The course folder a beginner gets: every file, one example of each thing, comments that teach.

The files are templates in `starter/<language>/`, one whole course in each language; `[[code]]` and `[[title]]` stand
for what the author gave, so that YAML braces and Markdown keep their own meaning.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType

from coursegen.errors import StorageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.schema import MODELINE, modeline, schema_files
from methodology.i18n import SOURCE_LANGUAGE, speaking

_TEMPLATES = Path(__file__).parent / "starter"
DEFAULT_CODES: Mapping[str, str] = MappingProxyType(
    {"fr": "MON-COURS-01", "en": "MY-COURSE-01", "pt": "MEU-CURSO-01", "es": "MI-CURSO-01"}
)
"""The code of a new course until its author gives one, by language."""


def starter_languages() -> tuple[str, ...]:
    """The languages that have a starter, the source language first."""
    found = (folder.name for folder in _TEMPLATES.iterdir() if folder.is_dir())
    return tuple(sorted(found, key=lambda language: (language != SOURCE_LANGUAGE, language)))


def write_starter(folder: Path, code: str = "", title: str = "", language: str = SOURCE_LANGUAGE) -> None:
    """Write the starter of that language in `folder`, whole or not at all; without code or title, one to replace.

    Raises StorageError when the disk refuses.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".nouveau-") as staging:
            draft = Path(staging) / "cours"
            for path, text in _files(
                code or DEFAULT_CODES[language], title or _default_title(language), _TEMPLATES / language
            ):
                (draft / path).parent.mkdir(parents=True, exist_ok=True)
                (draft / path).write_text(text, encoding="utf-8")
            if folder.exists():
                folder.rmdir()
            draft.rename(folder)
    except OSError as error:
        words = _("« {folder} » ne peut pas être créé : {reason}.")
        raise StorageError(words.format(folder=folder, reason=reason_of(error))) from error


def file_header(name: str, language: str = SOURCE_LANGUAGE) -> str:
    """The comment lines that a file of a course folder begins with: its schema, for editors, and what it is for.

    In the language of the course when there is a starter in it.
    """
    spoken = language if language in starter_languages() else SOURCE_LANGUAGE
    template = _TEMPLATES / spoken / f"{name}.txt"
    text = template.read_text(encoding="utf-8") if template.is_file() else ""
    comments = takewhile(lambda line: line.startswith("#"), text.splitlines())
    said = [line for line in comments if not line.startswith(MODELINE)]
    return "".join(f"{line}\n" for line in (modeline(name), *said[:1]) if line)


def _default_title(language: str) -> str:
    with speaking(language):
        return _("Titre de votre cours")


def _files(code: str, title: str, templates: Path) -> Iterator[tuple[Path, str]]:
    values = {"[[code]]": _quoted(code), "[[title]]": _quoted(title), "[[today]]": date.today().isoformat()}
    for template in sorted(templates.rglob("*.txt")):
        text = template.read_text(encoding="utf-8")
        for mark, value in values.items():
            text = text.replace(mark, value)
        path = template.relative_to(templates).with_suffix("")
        yield path, text
    yield from ((Path(name), data.decode()) for name, data in schema_files().items())


def _quoted(text: str) -> str:
    """A YAML string, whatever the author typed (a JSON string is one)."""
    return json.dumps(text, ensure_ascii=False)
