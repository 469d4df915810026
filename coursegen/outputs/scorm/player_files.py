"""The player's own files: kept small and readable here, shipped as three scripts and three style sheets.

A slow line should bring the first screen before it brings what only tests, settings and printing need.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from coursegen.outputs.scorm.short_names import with_short_names

_FOLDER = Path(__file__).parent / "player"
_FIRST = ("dom", "codec", "driver_browser")
_SCREENS = ("tracker", "settings", "contents", "app")
_TESTS = (
    *("marking", "marking_tries", "variants", "reports"),
    *("questions", "control_choices", "control_lists", "control_typed", "question", "sheets", "quiz", "results"),
)
_KINDS = ("marking_order", "marking_picture", "control_cloze", "control_order", "control_places", "control_markers")
_EXTRAS = ("notes", "swipe", "popup", "options", "certificate", "handout", "witness", "late", "extras")
_MODULES = ("codec", "driver_browser", "modules")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A string or a regular expression literal (what follows an opening sign), kept as it is; then code, to be squeezed.
_LITERAL = re.compile(
    r"""('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|"""
    r"""(?<=[(,=:\[!&|?{};\s])/(?![*/ ])(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\\n])+/[a-z]*)"""
)
_CODE_SPACE = re.compile(r" *([{}()\[\];,<>=+*/%&|!?:-]) *")
_NEEDLESS_LINE_END = re.compile(r"(?<=[{;,(\[])\n")  # the others may stand for a semicolon
_STYLE_SPACE = re.compile(r"\s*([{};,])\s*|(:)\s+")


def player_scripts(driver: str) -> dict[str, str]:
    """The player by file name, around the driver of that name."""
    return {
        "player.js": _script((*_FIRST, "driver_lms", driver, *_SCREENS, "start")),
        "tests.js": _script(_TESTS),
        "kinds.js": _script(_KINDS),
        "extras.js": _script(_EXTRAS),
        "glossary.js": _script(("glossary",)),
        "modules.js": _script(_MODULES),
    }


@cache
def _script(names: tuple[str, ...]) -> str:
    """One strict script of several files."""
    return "'use strict';\n" + _NEEDLESS_LINE_END.sub("", "".join(_parts()[name] for name in names))


@cache
def _parts() -> dict[str, str]:
    """Each file; comments, indentation, needless spaces and long names stay at home."""
    sources = {path.stem: path.read_text("utf-8") for path in sorted(_FOLDER.glob("*.js"))}
    return with_short_names({name: _bare(source) for name, source in sources.items()})


def _bare(source: str) -> str:
    lines = (line.strip() for line in _COMMENT.sub("", source).splitlines())
    return "\n".join(_squeezed(line) for line in lines if line) + "\n"


def _squeezed(line: str) -> str:
    """A line of script without the spaces around signs; a line never begins or ends inside a literal."""
    parts = _LITERAL.split(line)
    return "".join(part if index % 2 else _CODE_SPACE.sub(r"\1", part) for index, part in enumerate(parts))


@cache
def player_style(name: str) -> str:
    """A style sheet of the player without comments and needless space."""
    source = _COMMENT.sub("", (_FOLDER / name).read_text("utf-8"))
    return _STYLE_SPACE.sub(r"\1\2", source).replace(";}", "}").strip() + "\n"
