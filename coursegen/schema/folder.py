"""The schemas inside a course folder: `.schema/*.json`, and the line of each YAML file that names its own.

They are copies with relative paths, so that an editor needs no network and a folder sent by post keeps its help.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from coursegen.schema.generate import json_schema
from methodology.folder import OPTIONAL, PHASES
from methodology.questions import Bank
from methodology.values import Record

SCHEMA_FOLDER = ".schema"
MODELINE = "# yaml-language-server: $schema="
BANKS = "questions"

FILES: Mapping[str, type[Record]] = MappingProxyType(
    {name: record for name, (_field, record) in {**PHASES, **OPTIONAL}.items()} | {f"{BANKS}/*.yaml": Bank}
)
"""Every kind of YAML file of a folder, and the record it holds."""


def schema_file(name: str) -> str | None:
    """The schema's path in the folder for a file of that name (`cours.yaml`, `questions/x.yaml`); None for others."""
    pattern = _pattern(name)
    return f"{SCHEMA_FOLDER}/{_stem(pattern)}.json" if pattern else None


def schema_of(name: str) -> str | None:
    """The schema itself, as JSON text, for a file of that name."""
    pattern = _pattern(name)
    if pattern is None:
        return None
    return json.dumps(json_schema(FILES[pattern], pattern), ensure_ascii=False, indent=2) + "\n"


def modeline(name: str) -> str:
    """The first line of a file of that name, which tells an editor its schema; empty when it has none."""
    schema = schema_file(name)
    return f"{MODELINE}{'../' * name.count('/')}{schema}" if schema else ""


def schema_files() -> dict[str, bytes]:
    """The schemas, by path in the folder."""
    return {f"{SCHEMA_FOLDER}/{_stem(pattern)}.json": (schema_of(pattern) or "").encode() for pattern in FILES}


def add_schemas(folder: Path) -> None:
    """Write the schemas in that folder, and the modeline of its YAML files that have none. May raise OSError."""
    (folder / SCHEMA_FOLDER).mkdir(exist_ok=True)
    for name, data in schema_files().items():
        (folder / name).write_bytes(data)
    for path in _yaml_files(folder):
        text = path.read_bytes()
        line = modeline(path.relative_to(folder).as_posix()).encode()
        if MODELINE.encode() not in text:
            path.write_bytes(line + b"\n" + text)


def _yaml_files(folder: Path) -> Iterator[Path]:
    yield from (folder / name for name in (*PHASES, *OPTIONAL) if (folder / name).is_file())
    yield from sorted((folder / BANKS).rglob("*.yaml"))


def _pattern(name: str) -> str | None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.parts and BANKS in path.parts[:-1]:
        return f"{BANKS}/*.yaml"
    if path.name == f"{BANKS}.json" or path.stem == BANKS:
        return f"{BANKS}/*.yaml"
    return path.name if path.name in FILES else None


def _stem(pattern: str) -> str:
    return BANKS if pattern.startswith(BANKS) else PurePosixPath(pattern).stem
