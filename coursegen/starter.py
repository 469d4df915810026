"""The course folder a beginner gets: every file, one example of each thing, comments that teach.

The files are templates in `starter/`; `[[code]]` and `[[title]]` stand for what the author gave, so that YAML braces
and Markdown keep their own meaning.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from pathlib import Path

from coursegen.errors import StorageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.schema import MODELINE, modeline, schema_files

_TEMPLATES = Path(__file__).parent / "starter"


def write_starter(folder: Path, code: str, title: str) -> None:
    """Write the starter in `folder`, whole or not at all. Raises StorageError when the disk refuses."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".nouveau-") as staging:
            draft = Path(staging) / "cours"
            for path, text in _files(code, title):
                (draft / path).parent.mkdir(parents=True, exist_ok=True)
                (draft / path).write_text(text, encoding="utf-8")
            if folder.exists():
                folder.rmdir()
            draft.rename(folder)
    except OSError as error:
        words = _("« {folder} » ne peut pas être créé : {reason}.")
        raise StorageError(words.format(folder=folder, reason=reason_of(error))) from error


def file_header(name: str) -> str:
    """The comment lines that a file of a course folder begins with: its schema, for editors, and what it is for."""
    template = _TEMPLATES / f"{name}.txt"
    text = template.read_text(encoding="utf-8") if template.is_file() else ""
    comments = takewhile(lambda line: line.startswith("#"), text.splitlines())
    said = [line for line in comments if not line.startswith(MODELINE)]
    return "".join(f"{line}\n" for line in (modeline(name), *said[:1]) if line)


def _files(code: str, title: str) -> Iterator[tuple[Path, str]]:
    values = {"[[code]]": _quoted(code), "[[title]]": _quoted(title), "[[today]]": date.today().isoformat()}
    for template in sorted(_TEMPLATES.rglob("*.txt")):
        text = template.read_text(encoding="utf-8")
        for mark, value in values.items():
            text = text.replace(mark, value)
        path = template.relative_to(_TEMPLATES).with_suffix("")
        yield path, text
    yield from ((Path(name), data.decode()) for name, data in schema_files().items())


def _quoted(text: str) -> str:
    """A YAML string, whatever the author typed (a JSON string is one)."""
    return json.dumps(text, ensure_ascii=False)
