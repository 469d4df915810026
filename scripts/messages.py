"""The catalogues of messages: what the code says in French, and its translations beside it.

    python scripts/messages.py           updates every `locale/<language>.po`
    python scripts/messages.py --check   changes nothing; exit code 1 and a line for each thing to mend

A catalogue keeps its translations, gains the new messages (empty) and loses those that nothing says any more. Sorted,
without dates nor line numbers: the same messages give the same bytes.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).parents[1]
LANGUAGES = {"en": "English", "pt": "Português europeu", "es": "Español internacional"}
_MARKS = {"_": 1, "gettext": 1, "N_": 1, "ngettext": 2}  # how many of the arguments are messages
_PLACEHOLDER = re.compile(r"\{\w*(?:![rsa])?(?::[^{}]*)?\}|%\(\w+\)[a-z]")
_HEADER = """\
# {title}: {name}. A msgid is the French sentence of the code. `make messages` keeps this file in step.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
Msgid = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """A folder of sources whose messages lie in its own `locale/`. `without` are folders that have theirs."""

    folder: str
    without: tuple[str, ...] = ()
    commands: bool = False

    def msgids(self) -> set[Msgid]:
        """Every message of the sources; a pair for one that counts."""
        ids = {message for path in self._sources() for message in _messages(path)}
        return ids | set(_command_help()) if self.commands else ids

    def catalogue(self, language: str) -> Path:
        """The file of that language."""
        return ROOT / self.folder / "locale" / f"{language}.po"

    def _sources(self) -> Iterator[Path]:
        for path in sorted((ROOT / self.folder).rglob("*")):
            inside = path.relative_to(ROOT).as_posix()
            if path.suffix in (".py", ".html") and not inside.startswith(self.without):
                yield path


SCORM = "coursegen/outputs/scorm"
PACKAGES = (Package("methodology"), Package("coursegen", (SCORM + "/",), commands=True), Package(SCORM))


def _messages(path: Path) -> Iterator[Msgid]:
    return _of_template(path) if path.suffix == ".html" else _of_code(path)


def _of_template(path: Path) -> Iterator[Msgid]:
    with path.open("rb") as stream:
        for _line, _mark, message, _comments in babel_extract(stream, tuple(_MARKS), (), {"silent": "false"}):
            # the variables of a message come as None
            words = tuple(word for word in (message if isinstance(message, tuple) else (message,)) if word)
            yield words if len(words) > 1 else words[0]


def _of_code(path: Path) -> Iterator[Msgid]:
    """The syntax tree, not the tokens: a call inside an f-string is a call too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and (count := _MARKS.get(_name(node.func))):
            given = [arg.value for arg in node.args[:count] if isinstance(arg, ast.Constant)]
            words = tuple(word for word in given if isinstance(word, str) and word)
            if len(words) == count:
                yield words if count > 1 else words[0]


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _command_help() -> Iterator[str]:
    """What `--help` shows: the docstrings of the commands, and the help of their options."""
    from coursegen.cli.app import app
    from methodology.i18n import SOURCE_LANGUAGE, speaking

    with speaking(SOURCE_LANGUAGE):
        yield from _help_of(app)


def _help_of(command: click.Command) -> Iterator[str]:
    with click.Context(command) as context:
        yield from (words for words in (command.help,) if words)
        yield from (option.help for option in command.params if isinstance(option, click.Option) and option.help)
        if isinstance(command, click.Group):
            inner = (command.get_command(context, name) for name in command.list_commands(context))
            for found in filter(None, inner):
                yield from _help_of(found)


def update(path: Path, ids: set[Msgid], package: Package, language: str) -> None:
    """Writes the catalogue of one language: these messages, with the translations it already had."""
    known = translations(path)
    catalogue = Catalog(locale=language, fuzzy=False)
    for message in ids:
        entry = catalogue.add(message, known.get(message, ""))
        entry.flags.clear()
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    header = _HEADER.format(title=package.folder, name=LANGUAGES[language], language=language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + body.getvalue().decode().strip() + "\n", encoding="utf-8")


def translations(path: Path) -> dict[Msgid, Msgid]:
    """The messages of a catalogue and their translations; none when there is no file."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as stream:
        return {_frozen(entry.id): _frozen(entry.string or "") for entry in read_po(stream) if entry.id}


def _frozen(text: str | list[str] | tuple[str, ...]) -> Msgid:
    return text if isinstance(text, str) else tuple(text)


def faults(package: Package, language: str) -> Iterator[str]:
    """What is wrong with one catalogue, a line each."""
    ids = package.msgids()
    known = translations(package.catalogue(language))
    place = f"{package.folder}/locale/{language}.po"
    for message in sorted(ids, key=str):
        if not all(_forms(known.get(message, ""))):
            yield f"{place}: no translation: {message}"
        elif wrong := placeholders_that_differ(message, known[message]):
            yield f"{place}: {', '.join(sorted(wrong))} differ: {message}"
    yield from (f"{place}: nothing says it any more: {message}" for message in sorted(known.keys() - ids, key=str))


def placeholders_that_differ(message: Msgid, translated: Msgid) -> set[str]:
    """The placeholders that only the message or only its translation has. A singular may go without its number."""
    wanted = [set(_PLACEHOLDER.findall(form)) for form in _forms(message)]
    given = [set(_PLACEHOLDER.findall(form)) for form in _forms(translated)]
    if len(wanted) == 1:
        return wanted[0] ^ given[0]
    return (wanted[-1] ^ given[-1]) | (given[0] - wanted[-1])


def _forms(text: Msgid) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def main(arguments: list[str]) -> int:
    """Updates or checks every catalogue; the exit code."""
    if "--check" not in arguments:
        for package in PACKAGES:
            ids = package.msgids()
            for language in LANGUAGES:
                update(package.catalogue(language), ids, package, language)
    found = [fault for package in PACKAGES for language in LANGUAGES for fault in faults(package, language)]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
