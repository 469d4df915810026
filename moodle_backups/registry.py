"""Finds the types that a package's modules define, so that no list of them needs editing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Mapping[str, type[T]], Generic[T]):
    """Subclasses of ``base`` in the modules of a package, by their attribute ``name``; loaded on first use."""

    def __init__(self, package: str, path: Iterable[str], base: type[T], name: str) -> None:
        self._package = package
        self._path = path
        self._base = base
        self._name = name

    @cached_property
    def _types(self) -> dict[str, type[T]]:
        modules = sorted(info.name for info in iter_modules(self._path))
        found = (vars(import_module(f"{self._package}.{module}")) for module in modules)
        return {
            getattr(value, self._name): value
            for names in found
            for value in names.values()
            if isinstance(value, type) and issubclass(value, self._base) and value is not self._base
        }

    def __getitem__(self, name: str) -> type[T]:
        return self._types[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._types)

    def __len__(self) -> int:
        return len(self._types)
