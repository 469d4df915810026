"""Hashes of large contents, computed beside the reading and writing when another core is free."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, Self

# What is handed over at once; below, waking the thread costs more than it saves.
_BATCH: Final = 1 << 18


class BackgroundHash:
    """A hash like hashlib's own, for use in a ``with``; one batch at a time is hashed in a thread."""

    def __init__(self, algorithm: str) -> None:
        self._hash = hashlib.new(algorithm, usedforsecurity=False)
        self._threads: ThreadPoolExecutor | None = None
        self._busy: Future[None] | None = None
        self._waiting: list[bytes | memoryview] = []
        self._size = 0

    def update(self, data: bytes | memoryview) -> None:
        """Adds ``data``, which must not change any more."""
        self._waiting.append(data)
        self._size += len(data)
        if self._size >= _BATCH:
            self._settle()
            self._threads = self._threads or ThreadPoolExecutor(max_workers=1)
            self._busy = self._threads.submit(self._add, self._waiting)
            self._waiting, self._size = [], 0

    def hexdigest(self) -> str:
        """The hash of everything added, in hexadecimal."""
        self._settle()
        self._add(self._waiting)
        self._waiting, self._size = [], 0
        return self._hash.hexdigest()

    def _add(self, batch: list[bytes | memoryview]) -> None:
        for data in batch:
            self._hash.update(data)

    def _settle(self) -> None:
        if self._busy is not None:
            self._busy.result()
            self._busy = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._threads is not None:
            self._threads.shutdown()
