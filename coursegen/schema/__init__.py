"""JSON Schemas of the files of a course folder, made from the records themselves, for editors and for scripts."""

from coursegen.schema.folder import FILES, SCHEMA_FOLDER, add_schemas, schema_file, schema_of
from coursegen.schema.generate import json_schema

__all__ = ["FILES", "SCHEMA_FOLDER", "add_schemas", "json_schema", "schema_file", "schema_of"]
