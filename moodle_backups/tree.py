"""Documents of a backup, read safely into light trees: whole, or record by record when they are large.

Whoever made the package may be hostile, so document types (and with them entities and external files) are
refused, and depth, number of elements and sizes are bounded before memory is spent.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO, Final, NoReturn
from xml.parsers import expat

from moodle_backups.errors import BackupError, Problem
from moodle_backups.xml import NULL

_CHUNK: Final = 1 << 16
_NO_ATTRIBUTES: Final[Mapping[str, str]] = MappingProxyType({})


class DocumentError(BackupError):
    """A document of a backup that can't be read; its one problem names the document and the place in it."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__([Problem(where, what)])


@dataclass(frozen=True, slots=True)
class TreeLimits:
    """What one tree (a document parsed whole, or one record of a stream) may cost.

    ``depth`` in elements (Moodle's own documents nest about 20), ``nodes`` in elements, ``size`` in bytes of
    XML, ``tag`` in bytes of one start tag, comment or instruction (Moodle's take under 1 KB); ``names`` are the
    different tags and attributes of a document (Moodle's have under 300).
    """

    depth: int = 100
    nodes: int = 2_000_000
    size: int = 128 << 20
    tag: int = 256 << 10
    names: int = 20_000


TREE_LIMITS: Final = TreeLimits()


@dataclass(frozen=True, slots=True)
class Node:
    """An element: ``text`` is None where Moodle wrote NULL and "" beside ``children``: Moodle mixes the two nowhere."""

    tag: str
    attributes: Mapping[str, str]
    text: str | None
    children: tuple[Node, ...]

    def child(self, tag: str) -> Node | None:
        """The first child called ``tag``."""
        for node in self.children:
            if node.tag == tag:
                return node
        return None

    def named(self, tag: str) -> tuple[Node, ...]:
        """Every child called ``tag``, in order."""
        return tuple([node for node in self.children if node.tag == tag])

    def path(self, path: str) -> tuple[Node, ...]:
        """Every element at the end of ``path`` (tags joined by "/", from this element's children on), in order."""
        nodes: tuple[Node, ...] = (self,)
        for tag in path.split("/"):
            nodes = tuple([child for node in nodes for child in node.children if child.tag == tag])
        return nodes

    def find(self, path: str) -> Node | None:
        """The first element at the end of ``path``."""
        return next(iter(self.path(path)), None)

    def text_of(self, path: str) -> str | None:
        """The text of the first element at the end of ``path``; None when it is NULL or isn't there."""
        node = self.child(path) if "/" not in path else self.find(path)
        return None if node is None else node.text

    def fields(self) -> dict[str, str | None]:
        """The texts of the children that hold no elements, by tag; the last one counts, as in Moodle."""
        return {node.tag: node.text for node in self.children if not node.children}


def parse(data: bytes, where: str, limits: TreeLimits = TREE_LIMITS) -> Node:
    """The root of a document. DocumentError, naming ``where``, when it isn't sound XML in UTF-8 or is too large."""
    if len(data) > limits.size:
        raise DocumentError(where, f"the document has {len(data):,} bytes, more than the {limits.size:,} allowed")
    return parse_stream(io.BytesIO(data), where, limits)


def parse_stream(
    stream: BinaryIO, where: str, limits: TreeLimits = TREE_LIMITS, skip: frozenset[str] = frozenset()
) -> Node:
    """The root of a document of any size, of which ``limits`` bound what is built.

    Of what lies in elements called ``skip``, only the tags of their children are built: what these hold costs
    nothing but the time to pass over it.
    """
    reader = _Reader(None, where, limits, skip)
    for _ in reader.records(stream):
        pass
    return reader.done[0]


def iter_records(
    stream: BinaryIO, tag: str, where: str = "document", limits: TreeLimits = TREE_LIMITS
) -> Iterator[Node]:
    """Every outermost element called ``tag``, at any depth, one at a time: only the present one is held.

    DocumentError, naming ``where``, at the place where the document breaks off, is unsound or too large.
    """
    reader = _Reader(tag, where, limits)
    for _ in reader.records(stream):
        yield from reader.done
        reader.done.clear()


class _Reader:
    """Builds the trees of the elements called ``tag`` (the root when None) into ``done``."""

    def __init__(self, tag: str | None, where: str, limits: TreeLimits, skip: frozenset[str] = frozenset()) -> None:
        self.done: list[Node] = []
        self._tag, self._where, self._limits = tag, where, limits
        self._open: list[tuple[str, Mapping[str, str], list[Node]]] = []
        self._texts: list[str] = []
        self._outside = 0
        self._skip = skip
        self._below: int | None = None  # open elements in one that is skipped; None outside of these
        self._passed = 0
        self._passing_from = 0
        self._bare: dict[str, Node] = {}
        self._nodes = 0
        self._began = 0
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.buffer_size = _CHUNK
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def records(self, stream: BinaryIO) -> Iterator[None]:
        """Feeds the document and stops after every piece of it, for the caller to take what is done."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        fed = 0
        while True:
            chunk = stream.read(_CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
                self._parser.Parse(chunk, not chunk)
            except UnicodeDecodeError as error:
                self._refuse(f"invalid UTF-8 near byte {fed + error.start:,}")
            except expat.ExpatError as error:
                self._refuse(f"not sound XML: {expat.ErrorString(error.code)}, line {error.lineno:,}", error)
            fed += len(chunk)
            self._check_sizes(fed)
            yield
            if not chunk:
                return

    def _check_sizes(self, fed: int) -> None:
        # Texts come piecemeal; what waits for its end is a tag, a comment or an instruction.
        if fed - self._parser.CurrentByteIndex > self._limits.tag + _CHUNK:
            self._refuse(f"a tag or comment of more than {self._limits.tag:,} bytes")
        if len(self._parser.intern) > self._limits.names:
            self._refuse(f"more than {self._limits.names:,} different tags")
        passing = self._parser.CurrentByteIndex - self._passing_from if self._below else 0
        if self._open and fed - self._began - self._passed - passing > self._limits.size:
            self._refuse(f"<{self._open[0][0]}> takes more than the {self._limits.size:,} bytes allowed")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        waiting = self._open
        if len(waiting) + self._outside + (self._below or 0) >= self._limits.depth:
            self._refuse(f"elements nested deeper than {self._limits.depth}")
        if self._below is not None:
            self._pass(tag)
            return
        if not waiting and not self._begins(tag):
            return
        self._texts.clear()
        waiting.append((tag, attributes or _NO_ATTRIBUTES, []))
        if tag in self._skip:
            self._below = 0

    def _pass(self, tag: str) -> None:
        """Goes on over an element somewhere in one that is skipped; a child of that leaves its tag."""
        if not self._below:
            self._below = 0
            self._count()
            self._open[-1][2].append(self._bare.setdefault(tag, Node(tag, _NO_ATTRIBUTES, "", ())))
            self._passing_from = self._parser.CurrentByteIndex
            self._parser.CharacterDataHandler = None
        self._below += 1

    def _passed_one(self, below: int) -> None:
        self._below = below - 1
        if not self._below:
            self._passed += self._parser.CurrentByteIndex - self._passing_from
            self._texts.clear()
            self._parser.CharacterDataHandler = self._texts.append

    def _count(self) -> None:
        self._nodes += 1
        if self._nodes > self._limits.nodes:
            self._refuse(f"more than {self._limits.nodes:,} elements")

    def _begins(self, tag: str) -> bool:
        if self._tag is not None and tag != self._tag:
            self._outside += 1
            return False
        self._nodes = self._passed = 0
        self._began = self._parser.CurrentByteIndex
        self._parser.CharacterDataHandler = self._texts.append
        return True

    def _end(self, _: str) -> None:
        if not self._open:
            self._outside -= 1
            return
        if self._below:
            self._passed_one(self._below)
            return
        self._below = None
        tag, attributes, children = self._open.pop()
        text = None if children else "".join(self._texts)
        self._texts.clear()
        node = Node(tag, attributes, "" if children else (None if text == NULL else text), tuple(children))
        self._count()
        if self._open:
            self._open[-1][2].append(node)
        else:
            self._parser.CharacterDataHandler = None
            self.done.append(node)

    def _doctype(self, *_: object) -> NoReturn:
        self._refuse("a document type declaration, which no backup needs and an attack would")

    def _refuse(self, what: str, cause: Exception | None = None) -> NoReturn:
        raise DocumentError(self._where, what) from cause
