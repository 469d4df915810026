"""JSON Schemas of the files of a course folder, made from the records themselves, for editors and for scripts."""

from coursegen.schema.folder import (
    FILES,
    MODELINE,
    SCHEMA_FOLDER,
    add_schemas,
    modeline,
    schema_file,
    schema_files,
    schema_of,
)
from coursegen.schema.generate import json_schema

__all__ = [
    "FILES",
    "MODELINE",
    "SCHEMA_FOLDER",
    "add_schemas",
    "json_schema",
    "modeline",
    "schema_file",
    "schema_files",
    "schema_of",
]
