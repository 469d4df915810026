"""The data files of the method: words, blank models, captions of the examples, glossary."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from coursegen.content.typography import polish

FOLDER = Path(__file__).parent
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def method_data(name: str) -> Any:
    """What `<name>.yaml` holds, every text with French typography. It is shared: leave it as it is."""
    return _polished(yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_Loader))


def word(key: str, **values: object) -> str:
    """The method's word for that key, filled in. Raises KeyError for a key that `mots.yaml` doesn't have."""
    text = str(method_data("mots")[key])
    return text.format(**values) if values else text


def french(text: str) -> str:
    """A text of the folder or of the method with French typography."""
    return polish(text, "fr")


def _polished(value: Any) -> Any:
    if isinstance(value, str):
        return french(value)
    if isinstance(value, list):
        return [_polished(entry) for entry in value]
    if isinstance(value, dict):
        return {_polished_key(key): _polished(entry) for key, entry in value.items()}
    return value


def _polished_key(key: Any) -> Any:
    return french(key) if isinstance(key, str) and not key.isascii() else key
